"""What a cell holds, exactly as the file has it, and the letters of columns."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ecvet_office.model import places

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384  # XFD

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_FIRST_SURROGATE, _LAST_SURROGATE = "\ud800", "\udfff"
# Python reads more spellings of ISO 8601 than a file may use; "20260331" would pass for a time of day.
_DATE_START = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK_START = re.compile(r"[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True, slots=True)
class CellError:
    """An error that the cell shows instead of a value, by its code as "#N/A"."""

    code: str


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """What stands for the value of a formula that no spreadsheet program has calculated yet."""


UNCALCULATED = Uncalculated()

CellValue = str | Decimal | bool | date | datetime | time | timedelta | CellError | Uncalculated


class Cell(NamedTuple):
    """A cell that holds something; row and column count from 1, `formula` says that the value is calculated.

    A tuple, because a workbook has a million of these and a frozen dataclass takes twice as long to make.
    """

    row: int
    column: int
    value: CellValue
    formula: bool


class SheetRow(NamedTuple):
    """A row with at least one cell that holds something; its number counts from 1, its cells go from left to right."""

    number: int
    hidden: bool
    cells: tuple[Cell, ...]


def column_letter(number: int) -> str:
    """The letters of a column, counted from 1.

    Raises:
        ValueError: No sheet has such a column.

    >>> column_letter(1), column_letter(28), column_letter(16_384)
    ('A', 'AB', 'XFD')
    """
    if not 1 <= number <= LAST_COLUMN:
        msg = f"a sheet has the columns 1 to {LAST_COLUMN}, not {number}"
        raise ValueError(msg)
    return places.column_letters(number)


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """The number of a column, counted from 1, of its letters in either case.

    Raises:
        ValueError: No sheet has such a column.

    >>> column_number("A"), column_number("ab"), column_number("XFD")
    (1, 28, 16384)
    """
    capitals = letters.upper()
    if all("A" <= letter <= "Z" for letter in capitals):
        number = places.column_number(capitals)
        if 1 <= number <= LAST_COLUMN:
            return number
    msg = f"{letters!r} names no column: columns go from A to XFD"
    raise ValueError(msg)


def split_reference(reference: str) -> tuple[int, int]:
    """The row and the column, both from 1, of a cell's address such as "D7".

    Raises:
        ValueError: It is no address of a cell.

    >>> split_reference("D7")
    (7, 4)
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None or not 1 <= int(match[2]) <= LAST_ROW:
        msg = f"{reference!r} is no address of a cell"
        raise ValueError(msg)
    return int(match[2]), column_number(match[1])


@lru_cache(maxsize=65_536)
def number(text: str) -> Decimal | str:
    """The number that Excel shows for the digits in a file: 0.1 is kept there as 0.10000000000000001.

    A cell holds a binary double; its shortest decimal that reads back to the same double is what was typed. A whole
    number has no exponent and no decimal places. What is no finite number is given back as the text it is.

    >>> number("0.10000000000000001"), number("5.0"), number("1E+3"), number("n/a")
    (Decimal('0.1'), Decimal('5'), Decimal('1000'), 'n/a')
    """
    try:
        double = float(text)
    except ValueError:
        return text
    if not math.isfinite(double) or "_" in text:  # Python would read 1_000 as a number, Excel never writes it
        return text
    shortest = Decimal(repr(double))
    return Decimal(f"{shortest:.0f}") + 0 if double.is_integer() else shortest


def iso_moment(text: str) -> date | datetime | time | str:
    """A date as ISO 8601 writes it (cells of type "d"): a date at midnight, else a datetime; a time; or the text.

    A zone is dropped: the cell shows the clock of the place where it was typed.

    >>> iso_moment("2026-03-31"), iso_moment("2026-03-31T08:30:00Z")
    (datetime.date(2026, 3, 31), datetime.datetime(2026, 3, 31, 8, 30))
    """
    try:
        if _DATE_START.match(text):
            shown = datetime.fromisoformat(text).replace(tzinfo=None)
            return shown.date() if shown.time() == time() else shown
        return time.fromisoformat(text).replace(tzinfo=None) if _CLOCK_START.match(text) else text
    except ValueError:
        return text


def unescape(text: str) -> str:
    r"""Text with its _xHHHH_ escapes turned into the characters they stand for, as XML cannot hold all that Excel can.

    >>> unescape("first_x000A_second"), unescape("_x005F_x0041_")
    ('first\nsecond', '_x0041_')
    """
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if any(_FIRST_SURROGATE <= character <= _LAST_SURROGATE for character in plain):
        # Characters beyond 16 bits are escaped as two halves; a half without its other is no character.
        return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain
