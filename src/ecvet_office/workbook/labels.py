"""What drop-downs show for a row: its id and its name, in the workbook by a formula and here by the same rule."""

from __future__ import annotations

from decimal import Decimal

from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import LISTS, REFERENCES, Column
from ecvet_office.workbook.layout import LABEL_SEPARATOR, TABLES
from ecvet_office.workbook.references import words_instead
from ecvet_office.workbook.sheets import Row, Sheet, Sheets

Labels = dict[str, dict[str, str]]  # by table and id


def as_shown(value: CellValue | None, column: Column, labels: Labels) -> CellValue | None:
    """Gives a reference as the drop-down shows it, id and name; several of them by their ids alone."""
    if column.kind in REFERENCES and column.kind not in LISTS and isinstance(value, str | Decimal):
        known = (labels[table].get(str(value)) for table in column.ref if table in labels)
        return next((label for label in known if label), str(value))
    return value


def all_labels(rows: Sheets) -> Labels:
    """Gives, by table and id, what drop-downs show: `L1 · Aino Virtanen`."""
    labels: Labels = {}
    for table in TABLES:
        sheet = rows.sheet(table.name)
        if table.label and sheet is not None:
            labels[table.name] = {
                str(row.cells["A"]): label_of(str(row.cells["A"]), _name(sheet, row, labels)) for row in sheet.rows
            }
    return labels


def _name(sheet: Sheet, row: Row, labels: Labels) -> str:
    table = sheet.table
    shown = [(column, sheet.columns.get(column.key, "")) for column in map(table.column, table.label)]
    name = " ".join(str(as_shown(row.cells.get(letters), column, labels) or "") for column, letters in shown)
    return name if name.strip() else words_instead(sheet, row)


def label_of(id_: str, name: str) -> str:
    """Gives what a drop-down shows for a row, as the formula of the label column does.

    >>> label_of("L1", " Aino  Virtanen"), label_of("", "Aino"), label_of("L1", "")
    ('L1 · Aino Virtanen', 'Aino', 'L1')
    """
    return LABEL_SEPARATOR.join(part for part in (id_, " ".join(name.split())) if part)
