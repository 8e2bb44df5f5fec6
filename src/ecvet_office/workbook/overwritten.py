"""Computed columns in which somebody typed over the formula: told when a workbook is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ecvet_office.law.pages import page
from ecvet_office.model.findings import Finding
from ecvet_office.model.places import Place, column_letters, column_number
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.computed import computed_headers
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import clean, shown
from ecvet_office.workbook.writing.areas import covering

CODE = "WB30"


def computed_letters(table: Table, headers: Mapping[str, str]) -> frozenset[str]:
    """Gives the letters of the columns that the table computes.

    Args:
        table: the part of the layout that the sheet is.
        headers: by column letters, the text of each header cell.
    """
    known = computed_headers(table)
    return frozenset(letters for letters, header in headers.items() if clean(header).casefold() in known)


def overwritten(title: str, headers: Mapping[str, str], typed: Iterable[tuple[int, str, CellValue]]) -> list[Finding]:
    """Gives a finding for each run of cells down a computed column that hold something and no formula.

    Where another program saved a workbook without its formulas, that is one finding for each column.

    Args:
        title: of the sheet.
        headers: by column letters, the text of each header cell.
        typed: the cells, as row, letters and value.
    """
    values = {(row, column_number(letters)): value for row, letters, value in typed if value != ""}
    return [
        page(CODE).finding(
            Place(title, run.first_row, column_letters(run.first_column)),
            cells=str(run),
            column=clean(headers[column_letters(run.first_column)]),
            found=shown(values[run.first_row, run.first_column]),
        )
        for one in sorted({column for _, column in values})
        for run in covering(cell for cell in values if cell[1] == one)
    ]
