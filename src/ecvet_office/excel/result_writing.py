"""Result tables into an open workbook: one write for each, values and never formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import xlwings as xw

from ecvet_office.excel.excel_values import ExcelValue, for_excel
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.results_layout import ResultTable

Rows = Sequence[Sequence[CellValue | None]]

SHEET_COLUMN, CELL_COLUMN = 2, 3  # where the row of a finding names its place, counted from 0
MOST_LINKS = 1000  # each takes several exchanges with Excel; whoever has more findings begins at the top anyway
COMPUTED = (238, 241, 246)  # the pale blue of cells that are ours
DATE_FORMAT = "d mmm yyyy"  # with the month in letters: 03/04/2026 is April to some and March to others
TABLE_STYLE = "TableStyleLight1"


def write_result(book: xw.Book, table: ResultTable, rows: Rows) -> xw.Sheet:
    """Rewrites a result table with its headers, and gives its sheet, which is shown from then on.

    The table takes as many rows as there are, one empty row for none; columns that somebody added to its right stay.
    Where the workbook has no such table, a sheet with it is added as the last.

    Args:
        book: the open workbook.
        table: which table.
        rows: the headers first, then the rows, all of the same length.
    """
    found = table_in(book, table.name) or _added(book, table)
    sheet = found.parent
    sheet.visible = True
    _empty(found)
    area = found.range
    height, width = max(len(rows), 2), len(rows[0])
    # With a filter on, Excel would skip the hidden rows when a range is written.
    found.show_autofilter = False
    found.resize(area[0, 0].resize(height, max(width, area.shape[1])))
    found.show_autofilter = True
    body = area[0, 0].offset(1, 0).resize(height - 1, width)
    body.number_format = "General"  # in a cell formatted as text the apostrophe before a text might show
    for place in _columns_of_dates(rows):
        body[:, place].number_format = DATE_FORMAT
    body.color = COMPUTED
    body.wrap_text = True
    area[0, 0].resize(len(rows), width).value = _grid(rows)
    body.rows.autofit()
    return sheet


def link_findings(sheet: xw.Sheet, table: ResultTable, rows: Rows) -> None:
    """Makes the cells of the table Findings that name a place lead there.

    Args:
        sheet: where the table stands.
        table: the layout of the table.
        rows: as written, the headers first.
    """
    corner = sheet.tables[table.name].range[0, 0]
    for place, (target, text) in _links(rows):
        corner.offset(place, CELL_COLUMN).add_hyperlink(f"#{target}", text, f"Go to {target}")


def _links(rows: Rows) -> Iterator[tuple[int, tuple[str, str]]]:
    linked = 0
    for place, row in enumerate(rows[1:], 1):
        title, cell = row[SHEET_COLUMN], row[CELL_COLUMN]
        if isinstance(title, str) and isinstance(cell, str) and linked < MOST_LINKS:
            linked += 1
            # A finding about a whole row leads to its first cell. Apostrophes in a sheet's title are doubled.
            address = cell if cell[0].isalpha() else f"A{cell}"
            quoted = title.replace("'", "''")
            yield place, (f"'{quoted}'!{address}", cell)


def _columns_of_dates(rows: Rows) -> list[int]:
    return [
        place for place, column in enumerate(zip(*rows, strict=True)) if any(isinstance(one, date) for one in column)
    ]


def _grid(rows: Rows) -> list[list[ExcelValue]]:
    headers, *body = rows
    return [[str(header) for header in headers], *([for_excel(value) for value in row] for row in body)]


def table_in(book: xw.Book, name: str) -> xw.main.Table | None:
    """Gives a table by its name, wherever it stands; None where the workbook has none."""
    return next((table for sheet in book.sheets for table in sheet.tables if table.name == name), None)


def table_in_front(book: xw.Book, name: str) -> xw.main.Table | None:
    """Gives a table by its name where its sheet is the one that shows; None where another does."""
    table = table_in(book, name)
    return table if table is not None and book.sheets.active.name == table.parent.name else None


def lines_in_front(book: xw.Book, name: str) -> list[str]:
    """Gives the texts of the first column of a table below its header; nothing unless its sheet is in front."""
    table = table_in_front(book, name)
    return [] if table is None else [str(row[0] or "") for row in table.range.options(ndim=2).value[1:]]


def _empty(table: xw.main.Table) -> None:
    body = table.data_body_range
    if body is not None:
        body.clear_contents()
        body.color = None


def _added(book: xw.Book, table: ResultTable) -> xw.main.Table:
    sheets = list(book.sheets)
    sheet = book.sheets.add(_free_title(table.title, (one.name for one in sheets)), after=sheets[-1])
    for number, width in enumerate(table.widths, 1):
        sheet.range((1, number)).column_width = width
    source = sheet.range((1, 1), (2, len(table.headers)))
    return sheet.tables.add(source=source, name=table.name, table_style_name=TABLE_STYLE)


def _free_title(title: str, titles: Iterable[str]) -> str:
    # Excel takes titles that differ only in capitals for the same.
    taken = {one.casefold() for one in titles}
    names = (title if number == 1 else f"{title} {number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name.casefold() not in taken)
