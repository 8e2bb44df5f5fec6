"""From a workbook open in Excel to sheets: by the rules by which a file is read, one read for each table.

A table with computed columns takes a second read, of their formulas. What only a file tells stays unsaid: which rows
are hidden (WB25), and which are formatted and hold nothing (WB28). Nor does Excel show a formula that was never
calculated (WB11): it calculates when it opens a file. Where somebody switched off the headers of a table, Excel tells
no program what they were, so its cells are reported as cells without a header.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

import xlwings as xw

from ecvet_office.excel.excel_values import from_excel
from ecvet_office.workbook.cell_values import Cell, SheetRow
from ecvet_office.workbook.cells import RawSheet, RawTable, RawWorkbook
from ecvet_office.workbook.computed import computed_headers
from ecvet_office.workbook.layout import BY_NAME, VERSION_NAME, VERSION_PROPERTY
from ecvet_office.workbook.reading import BLANK_ROWS_BELOW, sheets_from
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.values import clean
from ecvet_office.workbook.writing.areas import Area

ROWS_AT_ONCE = 10_000  # far below a table; so many rows of twenty columns arrive within a second

OUR_COMPUTED = frozenset(chain.from_iterable(map(computed_headers, BY_NAME.values())))


def sheets_of(book: xw.Book) -> Sheets:
    """Reads the tables of an open workbook as they stand on the screen, saved or not.

    Nothing is changed. What a filter hides is read too.

    Args:
        book: the workbook.

    Returns:
        The same as reading the saved file, save for what only a file tells.
    """
    # Only Excel for Windows says whether a workbook counts its days from 1904. It converts days that are formatted as
    # such itself, on every system; elsewhere a day whose format was lost counts from 1900.
    date1904 = bool(getattr(book.api, "Date1904", False))
    sheets = tuple(map(_sheet, book.sheets))
    return sheets_from(RawWorkbook(Path(book.name), sheets, _properties(book), date1904, in_use=True))


def _properties(book: xw.Book) -> Mapping[str, str]:
    """Gives the version of the layout as the property that a file has for it, from the name that stands for it."""
    if not book.names.contains(VERSION_NAME):
        return {}
    return {VERSION_PROPERTY: str(book.names[VERSION_NAME].refers_to).removeprefix("=")}


def _sheet(sheet: xw.Sheet) -> RawSheet:
    # Excel lists the tables of a sheet in the order in which they were made.
    tables = tuple(sorted(map(_table, sheet.tables), key=lambda one: (one.first_row, one.first_column)))
    state = "visible" if sheet.visible else "hidden"
    return RawSheet(sheet.name, state, part="", tables=tables, source=partial(_rows, sheet, tables))


def _table(table: xw.main.Table) -> RawTable:
    """Gives where a table stands; its headers are read with its rows."""
    area, body = table.range, table.data_body_range
    headers = 0 if table.header_row_range is None else 1
    # A table without rows shows an empty one, which is no body; below the body stand the totals.
    last = area.row + headers if body is None else body.last_cell.row
    end = area.last_cell
    return RawTable(
        name=table.name,
        display_name=table.name,
        first_row=area.row,
        last_row=end.row,
        first_column=area.column,
        last_column=end.column,
        columns=(),
        part="",
        totals_rows=end.row - last,
        header_rows=headers,
    )


def _rows(sheet: xw.Sheet, tables: Sequence[RawTable]) -> Iterator[SheetRow]:
    """Gives the rows that hold something, from top to bottom, read from Excel as they are asked for.

    What is used of a sheet may reach down to row 1,048,576, formatted and empty. So the first read takes the tables and
    as far below as rows may belong to them; only where some stand there is another needed.

    Args:
        sheet: where the rows are.
        tables: all of the sheet; their columns are read, or where there are none, all that is used of the sheet.
    """
    used = sheet.used_range
    end = used.last_cell
    area = _around(tables) if tables else Area(used.row, used.column, used.row, end.column)
    header_rows = {table.first_row for table in tables if table.header_rows}
    computed: set[int] = set()
    first, last = area.first_row, area.last_row
    bottom = max(last, end.row)
    while first <= (reach := min(bottom, last + BLANK_ROWS_BELOW)):
        block = _block(sheet, replace(area, first_row=first, last_row=reach))
        computed |= _computed(row for row in block if row.number in header_rows)
        yield from _with_formulas(sheet, block, computed)
        last = max([last, *(row.number for row in block)])
        first = reach + 1
    yield from _far_rows(sheet, replace(area, first_row=first, last_row=bottom))


def _around(tables: Sequence[RawTable]) -> Area:
    return Area(
        min(table.first_row for table in tables),
        min(table.first_column for table in tables),
        max(table.last_row for table in tables),
        max(table.last_column for table in tables),
    )


def _far_rows(sheet: xw.Sheet, area: Area) -> Iterator[SheetRow]:
    """Gives the rows far below all others, of which reading only names the first; `area` may be empty or huge."""
    first = area.first_row
    while first <= area.last_row:
        if area.last_row - first >= ROWS_AT_ONCE:
            first = _next_filled(sheet, replace(area, first_row=first))
        last = min(first + ROWS_AT_ONCE - 1, area.last_row)
        yield from _block(sheet, replace(area, first_row=first, last_row=last))
        first = last + 1


def _next_filled(sheet: xw.Sheet, area: Area) -> int:
    """Gives the first row of an area that holds something, its last where none does; the row above it is blank.

    One exchange for each column takes the place of reading up to a million rows. Ctrl+Down passes over hidden rows.
    """
    above = [sheet.range((area.first_row - 1, column)) for column in range(area.first_column, area.last_column + 1)]
    return min(area.last_row, *(cell.end("down").row for cell in above))


def _block(sheet: xw.Sheet, area: Area) -> list[SheetRow]:
    """Gives the rows of an area that hold something; of no cell it says that its value is calculated."""
    grid = _range(sheet, area).options(ndim=2, err_to_str=True).value
    rows: list[SheetRow] = []
    for number, values in enumerate(grid, area.first_row):
        read = enumerate(map(from_excel, values), area.first_column)
        cells = tuple(Cell(number, column, value, formula=False) for column, value in read if value is not None)
        if cells:
            rows.append(SheetRow(number, hidden=False, cells=cells))
    return rows


def _computed(headers: Iterable[SheetRow]) -> set[int]:
    """Gives the columns whose header says that they are computed."""
    cells = chain.from_iterable(row.cells for row in headers)
    return {one.column for one in cells if isinstance(one.value, str) and clean(one.value).casefold() in OUR_COMPUTED}


def _with_formulas(sheet: xw.Sheet, block: list[SheetRow], columns: Collection[int]) -> list[SheetRow]:
    """Gives the rows with what they lack: which cells of these columns hold a formula."""
    if not block or not columns:
        return block
    area = Area(block[0].number, min(columns), block[-1].number, max(columns))
    calculated = _formulas(sheet, area)
    return [
        row._replace(cells=tuple(one._replace(formula=(one.row, one.column) in calculated) for one in row.cells))
        for row in block
    ]


def _formulas(sheet: xw.Sheet, area: Area) -> frozenset[tuple[int, int]]:
    """Gives where formulas stand, as row and column; a text that begins with = and an apostrophe passes for one."""
    texts = _range(sheet, area).formula
    grid = ((texts,),) if isinstance(texts, str) else texts  # Excel gives one cell bare
    return frozenset(
        (number, column)
        for number, row in enumerate(grid, area.first_row)
        for column, text in enumerate(row, area.first_column)
        if str(text).startswith("=")
    )


def _range(sheet: xw.Sheet, area: Area) -> xw.Range:
    return sheet.range((area.first_row, area.first_column), (area.last_row, area.last_column))
