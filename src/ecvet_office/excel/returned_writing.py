"""What returned documents propose, into the open workbook: cells that have their place, and rows below their tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import xlwings as xw

from ecvet_office.excel.cell_runs import CellToWrite, write_cells
from ecvet_office.excel.excel_values import for_excel
from ecvet_office.excel.result_writing import table_in
from ecvet_office.model.errors import UsageError
from ecvet_office.model.places import column_number
from ecvet_office.workbook.accepting import Accepted
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.proposal import NewRow
from ecvet_office.workbook.sheets import Sheet, Sheets


def write_accepted(book: xw.Book, sheets: Sheets, changes: Accepted) -> None:
    """Writes what nobody contradicts; tables grow by the rows that are new, and nothing else is touched.

    Args:
        book: the open workbook.
        sheets: as it was read just now.
        changes: what is written.

    Raises:
        UsageError: a table has no room for new rows, or a column for what they hold is missing; nothing was written.
    """
    cells: list[CellToWrite] = [
        (one.place.sheet, one.place.row, column_number(one.place.column), for_excel(one.value)) for one in changes.cells
    ]
    grown: dict[str, int] = {}
    for table in dict.fromkeys(row.table for row in changes.rows):
        sheet = sheets.sheet(table)
        if sheet is None:
            raise UsageError(
                f"the workbook has no sheet {BY_NAME[table].title} for what was returned; nothing was written"
            )
        rows = [row for row in changes.rows if row.table == table]
        first = sheet.rows[-1].number + 1 if sheet.rows else sheet.header_row + 1
        _require_room(book, sheet, first, len(rows))
        grown[table] = first + len(rows) - 1
        cells += _new_cells(sheet, first, rows)
    for table, last in grown.items():
        _grow(book, table, last)
    write_cells(book, cells)


def _new_cells(sheet: Sheet, first: int, rows: Sequence[NewRow]) -> Iterator[CellToWrite]:
    for number, row in enumerate(rows, first):
        for field, value in row.cells.items():
            if field not in sheet.columns:
                header = sheet.table.column(field).header
                raise UsageError(
                    f"the sheet {sheet.title} has no column {header} for what was returned; nothing was written"
                )
            yield sheet.title, number, column_number(sheet.columns[field]), for_excel(value)


def _require_room(book: xw.Book, sheet: Sheet, first: int, count: int) -> None:
    """Raises UsageError where something stands in the columns of a sheet into which new rows would be written."""
    numbers = list(map(column_number, sheet.columns.values()))
    area = book.sheets[sheet.title].range((first, min(numbers)), (first + count - 1, max(numbers)))
    columns = {number - min(numbers) for number in numbers}
    rows = area.options(ndim=2, err_to_str=True).value
    if any(row[place] is not None for row in rows for place in columns):
        raise UsageError(
            f"below the last row of {sheet.title} there is no room for {count} new rows: something stands in row "
            f"{first} or below. Move it away, then press the button again; nothing was written"
        )


def _grow(book: xw.Book, name: str, last: int) -> None:
    """Lets a table reach down to a row, so that its formats, formulas and drop-downs hold there too."""
    table = table_in(book, name)
    if table is not None and table.range.last_cell.row < last:
        area = table.range
        table.resize(area[0, 0].resize(last - area.row + 1, area.shape[1]))
