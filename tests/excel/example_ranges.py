"""The example workbook, and its tables as Excel hands them to a function: rows, headers first, numbers as floats."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.utils import range_boundaries

from ecvet_office.workbook.blank import build
from ecvet_office.workbook.cell_values import CellError
from ecvet_office.workbook.columns import header_of
from ecvet_office.workbook.sheets import Sheet, Sheets

Range = list[list[Any]]


@cache
def example_workbook() -> bytes:
    """Gives the example workbook as a file, built once for all tests of a run."""
    return build(example=True)


def ranges_of_file(path: Path) -> dict[str, Range]:
    """Gives every table of a workbook by its name with the rows typed below it, and the values that were saved."""
    workbook = openpyxl.load_workbook(path, data_only=True)
    return {
        str(table.displayName): [
            list(map(as_handed_over, row))
            for row in sheet.iter_rows(top, max(int(bottom or 0), sheet.max_row), left, right, values_only=True)
        ]
        for sheet in workbook.worksheets
        for table in sheet.tables.values()
        for left, top, right, bottom in [range_boundaries(table.ref)]
    }


def empty(book: xw.Book, name: str) -> None:
    """Empties the rows of a table of an open workbook, on the sheet of the same name."""
    body = book.sheets[name].tables[name].data_body_range
    assert body is not None
    body.clear_contents()


def range_of(sheet: Sheet) -> Range:
    """Gives a sheet that was read as a range again; rows that held nothing between others are blank."""
    letters = {letters: key for key, letters in sheet.columns.items()}
    headers = [header_of(sheet.table.column(key.partition(" [")[0])) + key[len(key.partition(" [")[0]) :]
               for key in letters.values()]  # fmt: skip
    rows = [[as_handed_over(row.cells.get(one)) for one in letters] for row in sheet.rows]
    return [headers, *rows]


def ranges_of(sheets: Sheets) -> dict[str, Range]:
    """Gives every table by its name."""
    return {sheet.table.name: range_of(sheet) for sheet in sheets.sheets}


def as_handed_over(value: object) -> object:
    """Gives a value that was read from a file as Excel hands it to a function."""
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return value
    return float(value)
