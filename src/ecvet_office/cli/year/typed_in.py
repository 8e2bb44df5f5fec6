"""What the coordinator of the year types in Excel: cells of rows that are there, and new rows below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from ecvet_office.model.errors import UsageError
from ecvet_office.model.places import Place, column_number
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.comparison import Addition, Comparison
from ecvet_office.workbook.merging import edits_of
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheet, Sheets
from ecvet_office.workbook.values import folded, read_text
from ecvet_office.workbook.writing.edits import Edit, SetCell, Show
from ecvet_office.workbook.writing.writer import write

Value = str | int | date | None
Typed = dict[tuple[str, str, str], Value]
"""By table, id of a row and field: what is typed into the cell; None empties it."""
NewRows = Sequence[tuple[str, Mapping[str, Value]]]
"""Each the name of a table, and by field what is typed into a new row."""


def type_in(path: Path, cells: Typed, rows: NewRows = ()) -> None:
    """Types into a workbook and saves it, as somebody does in Excel; no copy of it is kept.

    Raises:
        UsageError: the workbook has no such table or row.
    """
    sheets, raw = read(path), read_workbook(path)
    places = _rows_by_id(sheets, {table for table, _, _ in cells})
    edits: list[Edit] = []
    for (table, id_, field), value in cells.items():
        sheet, row = places[table].get(folded(id_), (None, 0))
        if sheet is None:
            raise UsageError(f"the year speaks of {id_}, which the table {table} does not have")
        edits.append(SetCell(sheet.title, row, column_number(sheet.columns[field]), _value(value)))
    new = tuple(Addition(table, "", _filled(row), Place("")) for table, row in rows)
    edits += [Show(sheet.title) for one in dict.fromkeys(table for table, _ in rows) if (sheet := sheets.sheet(one))]
    write(path, [*edits, *edits_of(Comparison(new), sheets, raw)], in_place=True, backup=False)


def _rows_by_id(sheets: Sheets, tables: Iterable[str]) -> dict[str, dict[str, tuple[Sheet, int]]]:
    """Gives by table and folded id the sheet and the number of each row."""
    found: dict[str, dict[str, tuple[Sheet, int]]] = {}
    for table in tables:
        sheet = sheets.sheet(table)
        if sheet is None:
            raise UsageError(f"the workbook of the year has no table {table}")
        letters = sheet.columns[sheet.table.columns[0].key]
        found[table] = {folded(str(read_text(row.cells.get(letters)))): (sheet, row.number) for row in sheet.rows}
    return found


def _filled(row: Mapping[str, Value]) -> dict[str, CellValue]:
    return {field: value for field, one in row.items() if (value := _value(one)) is not None}


def _value(value: Value) -> str | Decimal | date | None:
    return Decimal(value) if isinstance(value, int) else value
