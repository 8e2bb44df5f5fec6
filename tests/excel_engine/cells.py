"""What Excel makes of a value that is written into a cell, and what it gives back when the cell is read."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import xlwings as xw
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.formula import ArrayFormula

# COM hands an error over as this number plus the code that CVErr knows.
_COM_ERROR = -2146828288
_ERRORS = {
    text: _COM_ERROR + code
    for text, code in {
        "#NULL!": 2000,
        "#DIV/0!": 2007,
        "#VALUE!": 2015,
        "#REF!": 2023,
        "#NAME?": 2029,
        "#NUM!": 2036,
        "#N/A": 2042,
        "#SPILL!": 2045,
        "#CALC!": 2050,
    }.items()
}
# xlwings knows the seven old errors; a newer one comes through as its number, err_to_str or not.
_KNOWN_TO_XLWINGS = {number: text for text, number in _ERRORS.items() if text not in {"#SPILL!", "#CALC!"}}

_LONGEST_TEXT = 32_767  # characters in one cell
_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True)
class Entry:
    """What a cell holds after an entry; `kind` is openpyxl's letter: n, s, b, d, e, or f for a formula with its "="."""

    value: bool | float | str | dt.date | None
    kind: str
    is_marked_text: bool = False


def as_entered(value: object, number_format: str) -> Entry:
    """Gives what Excel keeps of `value` in a cell of this number format.

    Excel reads text as if it were typed: "007" becomes 7, "2026-03-04" a date, and what begins with =, +, - or @ a
    formula. A cell formatted as text ("@") keeps text as it stands, and so does a leading apostrophe, which disappears.
    Excel also reads 1,000 and 5 % and 12:30 and 3 Apr, by the language of the PC; here they stay text. Nor does this
    notice a formula that Excel would refuse.

    Raises:
        TypeError: COM has no such value. It has a Decimal, but as a currency with four decimals and a money format.
        xw.XlwingsError: Excel refuses: text too long for a cell, or a number without end.
    """
    if value is None or value == "":
        return Entry(None, "n")
    if isinstance(value, bool):
        return Entry(value, "b")
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            raise xw.XlwingsError(f"Excel has no number {value}")
        return Entry(float(value), "n")
    if isinstance(value, dt.date):
        return Entry(value, "d")
    if isinstance(value, str):
        return _text_as_entered(value, number_format)
    raise TypeError(f"{type(value).__name__} is nothing to write into a cell: {value!r}")


def _text_as_entered(text: str, number_format: str) -> Entry:
    if len(text) > _LONGEST_TEXT:
        raise xw.XlwingsError(f"a cell holds {_LONGEST_TEXT} characters, not {len(text)}")
    if number_format == "@":
        return Entry(text, "s")
    if text.startswith("'"):
        return Entry(text[1:], "s", is_marked_text=True)
    if _NUMBER.fullmatch(text):
        return Entry(float(text), "n")
    if text.upper() in {"TRUE", "FALSE"}:
        return Entry(text.upper() == "TRUE", "b")
    if text.upper() in _ERRORS:
        return Entry(text.upper(), "e")
    if text[0] in "=+-@" and len(text) > 1:
        return Entry(text if text.startswith("=") else f"={text}", "f")
    day = _iso_day(text)
    return Entry(text, "s") if day is None else Entry(day, "d")


def _iso_day(text: str) -> dt.datetime | None:
    match = _ISO_DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    try:
        return dt.datetime(year, month, day)  # noqa: DTZ001 - Excel knows no time zones
    except ValueError:
        return None


def as_read(cell: Cell | MergedCell | None) -> object:
    """Gives a cell's value as COM does: None, bool, float, str, naive datetime, or an error's number."""
    value = None if cell is None else cell.value
    if cell is not None and cell.data_type == "e":
        return _ERRORS[str(value)]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, dt.timedelta):
        raise NotImplementedError("durations")
    if isinstance(value, dt.time):
        # A time alone is a part of Excel's day 0, which COM calls 30 December 1899.
        return dt.datetime.combine(dt.date(1899, 12, 30), value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time())
    return value


def formula_text(cell: Cell | MergedCell | None) -> str:
    """Gives what `Range.Formula` gives: the formula with its "=", else the constant as text; a date as its number."""
    value = None if cell is None else cell.value
    if value is None:
        return ""
    if isinstance(value, ArrayFormula):
        return str(value.text)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        value = float(to_excel(value))  # type: ignore[no-untyped-call]  # openpyxl gives no types here
    return f"{value:.15g}" if isinstance(value, (int, float)) else str(value)


def cleaned(
    rows: Sequence[Sequence[object]],
    dates: Callable[..., object],
    empty: object,
    number: Callable[[float], object] | None,
    err_to_str: bool,
) -> list[list[Any]]:
    """Gives values as read, in rows, in the form that the options of an `xw.Range` ask for."""

    def clean(value: object) -> object:
        if value is None or value == "":
            return empty
        if isinstance(value, dt.datetime):
            date, time = value.date(), value.time()
            return dates(
                year=date.year,
                month=date.month,
                day=date.day,
                hour=time.hour,
                minute=time.minute,
                second=time.second,
                microsecond=time.microsecond,
            )
        if isinstance(value, float):
            return value if number is None else number(value)
        if isinstance(value, int) and value in _KNOWN_TO_XLWINGS:
            return _KNOWN_TO_XLWINGS[value] if err_to_str else None
        return value

    return [[clean(value) for value in row] for row in rows]
