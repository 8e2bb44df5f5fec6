"""The lines in which a child process tells its parent what a workbook holds: JSON, one row to a line, in ASCII.

First comes a line for each sheet, then its rows; the last line says that nothing is missing. Each value goes as a
letter for its type and a text, so that no number is changed on its way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from ecvet_office.workbook.cell_values import Cell, CellValue, SheetRow, number

END = "end"
REFUSED = "refused"
PASSWORD = "password"  # noqa: S105 # the reason for a refusal
TOO_MUCH = "too much"
DAMAGED = "damaged"

_MICROSECOND = timedelta(microseconds=1)
_READERS: Mapping[str, Callable[[str], CellValue]] = {
    "s": str,
    "n": number,
    "b": lambda text: text == "1",
    "d": date.fromisoformat,
    "m": datetime.fromisoformat,
    "c": time.fromisoformat,
    "l": lambda text: timedelta(microseconds=int(text)),
}


def sheet_line(title: str, state: str) -> str:
    """Gives the line of a sheet: its title, and whether it is 'visible', 'hidden' or 'veryHidden'."""
    return json.dumps([title, state])


def row_line(row: int, first_column: int, values: Sequence[object]) -> str:
    """Gives the line of a row; the cells that hold nothing are left out, and a row of such cells is "".

    Args:
        row: its number, counted from 1.
        first_column: the column of the first value, counted from 1.
        values: from left to right; an empty cell is an empty text.
    """
    cells = [[column, *told] for column, value in enumerate(values, first_column) if (told := _told(value)) is not None]
    return json.dumps([row, cells], separators=(",", ":")) if cells else ""


def _told(value: object) -> tuple[str, str] | None:
    if isinstance(value, str):
        return ("s", value) if value else None
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, int | float):
        return "n", repr(float(value))
    if isinstance(value, datetime):
        return "m", value.isoformat()
    if isinstance(value, date | time):
        return "d" if isinstance(value, date) else "c", value.isoformat()
    return ("l", str(value // _MICROSECOND)) if isinstance(value, timedelta) else ("s", str(value))


def read_sheet_line(line: str) -> tuple[str, str] | None:
    """Gives the title and state of a sheet; None for any other line.

    Raises:
        ValueError: when it breaks off in the middle.
    """
    if not line.startswith('["'):
        return None
    title, state = json.loads(line)
    return title, state


def read_row_line(line: str) -> SheetRow:
    """Gives a row as the reader of .xlsx files gives it; nothing tells whether it is hidden or holds formulas.

    >>> read_row_line(row_line(3, 2, ["", 7.5])).cells
    (Cell(row=3, column=3, value=Decimal('7.5'), formula=False),)
    """
    row, cells = json.loads(line)
    told = (Cell(row, column, _READERS[kind](text), formula=False) for column, kind, text in cells)
    return SheetRow(row, hidden=False, cells=tuple(told))
