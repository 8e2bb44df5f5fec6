"""From a workbook open in Excel to sheets: the same tables, rows and places as from its file, one read for each table.

Two things the file tells stay unsaid here. A formula that was never calculated: Excel calculates when it opens a file.
And the version of the layout: it is a property of the file, for which Excel has another way on each system.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import xlwings as xw

from ecvet_office.excel.excel_values import from_excel
from ecvet_office.model.findings import Finding
from ecvet_office.model.places import column_letters
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.parsing import table_named
from ecvet_office.workbook.reading import BLANK_ROWS_BELOW
from ecvet_office.workbook.sheets import Row, Sheet, Sheets, make_sheet, without_doubles
from ecvet_office.workbook.tables import Table


def sheets_of(book: xw.Book) -> Sheets:
    """Reads the tables of an open workbook as they stand on the screen, saved or not.

    Nothing is changed. What a filter hides is read too.

    Args:
        book: the workbook.

    Returns:
        The same as reading the saved file, with no version of the layout.
    """
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    titles: list[str] = []
    for one in book.sheets:
        titles.append(one.name)
        for sheet, found in _tables(one):
            sheets.append(sheet)
            findings.extend(found)
    kept, doubles = without_doubles(sheets)
    return Sheets(book.name, kept, tuple(titles), None, (*findings, *doubles))


def _tables(sheet: xw.Sheet) -> Iterator[tuple[Sheet, list[Finding]]]:
    tables = list(sheet.tables)
    # Excel lists the tables of a sheet in the order in which they were made.
    known = sorted((one.range.row, one.range.column, one.name) for one in tables if one.name in BY_NAME)
    for *_, name in known:
        yield _from_table(sheet, sheet.tables[name])
    if not tables and (table := table_named(sheet.name)) is not None:
        yield _from_first_row(sheet, table)


def _from_table(sheet: xw.Sheet, table: xw.main.Table) -> tuple[Sheet, list[Finding]]:
    area, body = table.range, table.data_body_range
    first, end = area.row, area.last_cell.row
    # A table without rows shows an empty one, which is no body; below the body stand the totals.
    last = first + 1 if body is None else body.last_cell.row
    header: dict[str, str] = {}
    rows: list[Row] = []
    for row in _rows(sheet, area, end):
        if row.number == first:
            header = _header(row.cells)
        elif row.number <= last or row.number > end:
            rows.append(row)
    return make_sheet(BY_NAME[table.name], sheet.name, first, header, rows)


def _from_first_row(sheet: xw.Sheet, table: Table) -> tuple[Sheet, list[Finding]]:
    area = sheet.used_range
    head, *rows = [*_rows(sheet, area, area.row)] or [Row(1, {})]
    return make_sheet(table, sheet.name, head.number, _header(head.cells), rows)


def _rows(sheet: xw.Sheet, area: xw.Range, end: int) -> Iterator[Row]:
    """Gives the rows that hold something, in the columns of an area, from its first row to the last below it.

    What is used of a sheet may reach down to row 1,048,576, formatted and empty. So no further is read than rows may
    belong to the table; only where some stand far below it is a second read needed.

    Args:
        sheet: where the area is.
        area: a table, or what is used of a sheet.
        end: the last row that belongs in any case; below it, so many blank rows in a row end the table.
    """
    letters = [column_letters(area.column + place) for place in range(area.shape[1])]
    used = max(end, sheet.used_range.last_cell.row)
    first, last = area.row, end
    while first <= (reach := min(used, last + BLANK_ROWS_BELOW)):
        corners = (first, area.column), (reach, area.column + len(letters) - 1)
        block = sheet.range(*corners).options(ndim=2, err_to_str=True).value
        for number, values in enumerate(block, first):
            cells = _cells(letters, values)
            if cells:
                last = max(last, number)
                yield Row(number, cells)
        first = reach + 1


def _cells(letters: list[str], values: list[object]) -> dict[str, CellValue]:
    read = zip(letters, map(from_excel, values), strict=True)
    return {letter: value for letter, value in read if value is not None}


def _header(cells: Mapping[str, CellValue]) -> dict[str, str]:
    return {letters: value for letters, value in cells.items() if isinstance(value, str)}
