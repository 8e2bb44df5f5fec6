"""Single values into an open workbook: cells that stand one below the other are written at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import xlwings as xw

CellToWrite = tuple[str, int, int, object]
"""The title of the sheet, row and column counted from 1, and the value as Excel takes it."""

TEXT_FORMAT = "@"


def write_cells(book: xw.Book, cells: Sequence[CellToWrite]) -> None:
    """Writes values, in as few exchanges with Excel as may be; all other cells stay as they are."""
    for run in _runs(cells):
        (title, first, column, _), last = run[0], run[-1][1]
        area = book.sheets[title].range((first, column), (last, column))
        number_format = area.number_format  # None where the cells have several
        # Excel skips rows that a filter hides when a range is written: the values would slip upwards.
        if len(run) == 1 or (area.row_height and number_format is not None):
            area.value = [[_formatted(value, number_format)] for *_, value in run]
        else:
            for _, row, _, value in run:
                cell = book.sheets[title].range((row, column))
                cell.value = _formatted(value, cell.number_format)


def _formatted(value: object, number_format: str | None) -> object:
    """Gives a value as a cell of a format takes it."""
    # In a cell formatted as text nothing is read as a number or a formula, and an apostrophe before a text shows.
    return value.removeprefix("'") if number_format == TEXT_FORMAT and isinstance(value, str) else value


def _runs(cells: Sequence[CellToWrite]) -> Iterator[list[CellToWrite]]:
    """Gives the cells in groups that stand one below the other without a gap."""
    ordered = sorted(cells, key=lambda one: (one[0], one[2], one[1]))
    # Along a run, the row less its place in the order stays the same.
    for _, members in groupby(enumerate(ordered), key=lambda pair: (pair[1][0], pair[1][2], pair[1][1] - pair[0])):
        yield [cell for _, cell in members]
