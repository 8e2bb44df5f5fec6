"""Cells and rows that somebody else filled, in the form in which the sheets of a workbook hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.labels import label_of
from ecvet_office.workbook.layout import LABEL_SEPARATOR
from ecvet_office.workbook.references import Names, all_names
from ecvet_office.workbook.row_values import row_name
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.values import folded
from ecvet_office.workbook.writing.cell_markup import LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class KnownRows:
    """The rows of a workbook that cells can name.

    Attributes:
        names: by table, how its rows may be called.
        labels: by table and folded id, what drop-downs show for a row.
    """

    names: Mapping[str, Names]
    labels: dict[str, dict[str, str]]


def known_rows(sheets: Sheets) -> KnownRows:
    """Gives the rows of a workbook that cells can name."""
    names = all_names(sheets)
    labels: dict[str, dict[str, str]] = {}
    for sheet in sheets.sheets:
        table = sheet.table.name
        for row in sheet.rows if table in names else ():
            id_ = names[table].numbered[row.number]
            label = id_ if LABEL_SEPARATOR in id_ else label_of(id_, row_name(sheet, row))
            labels.setdefault(table, {})[folded(id_)] = label
    return KnownRows(names, labels)


def fits_a_cell(value: CellValue) -> bool:
    """Tells whether a cell can hold a value: Excel counts a text in units of UTF-16, escapes among them."""
    return not isinstance(value, str) or len(value.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_TEXT
