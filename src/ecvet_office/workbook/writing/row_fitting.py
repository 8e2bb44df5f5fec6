"""The height that a row of ours needs, so that programs which do not measure texts show them whole."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from ecvet_office.workbook.writing.edits import Row

LINE_HEIGHT = 15  # points, of Calibri 11
TALLEST = 409.5  # points, the highest row that Excel has
_PLAIN_WIDTH = 8.43  # characters, of a column that says none
_FILLED = 0.95  # of a line, on average, before a word no longer fits


def fitting_height(values: Row, first_column: int, widths: Mapping[int, float]) -> float:
    r"""Gives the height in points of a row of wrapped texts.

    Args:
        values: from left to right.
        first_column: of the values, counted from 1.
        widths: of the columns by number, in characters.

    >>> fitting_height(("one", "two\nlines"), 1, {})
    31
    """
    lines = 1
    for column, value in enumerate(values, first_column):
        if isinstance(value, str):
            room = max(_FILLED * widths.get(column, _PLAIN_WIDTH), 1)
            lines = max(lines, sum(ceil(max(len(part), 1) / room) for part in value.split("\n")))
    return min(LINE_HEIGHT * lines + 1, TALLEST)
