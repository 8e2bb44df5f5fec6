"""Which number formats show a date, and which date a number shows.

A spreadsheet has no dates: it has numbers of days, and number formats that draw them as dates. Serial 1 is 1 January
1900, or in workbooks of the 1904 system (old Macintosh) serial 0 is 1 January 1904.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import Enum, auto

_DAY_MILLISECONDS = 86_400_000
# Excel repeats the error of Lotus 1-2-3 that 1900 was a leap year: serial 60 is a 29 February that never was, and all
# before it count from one day later.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no time zone
_EPOCH_BEFORE_LEAP_DAY = datetime(1899, 12, 31)  # noqa: DTZ001
_LEAP_DAY = 60
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL = 2_958_465  # 31 December 9999, the last day Excel shows
_DAYS_BETWEEN_SYSTEMS = 1462


class Shows(Enum):
    """What a number format makes of a number."""

    DATE = auto()
    TIME = auto()  # a time of day without a date
    ELAPSED = auto()  # hours that may exceed 24, as [h]:mm


# The built-in formats whose codes stand in no file (ECMA-376 Part 1, 18.8.30). 27-36 and 50-58 are dates of the East
# Asian editions, of which 32 and 33 are times in all of them.
_BUILT_IN = (
    {str(number): Shows.DATE for number in (*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59))}
    | {str(number): Shows.TIME for number in (18, 19, 20, 21, 32, 33, 45, 47)}
    | {"46": Shows.ELAPSED}
)

# What a code holds besides its date letters: quoted text, a character escaped by a backslash, the width of a character
# (_x), a character to fill with (*x), and the words General and AM/PM.
_LITERALS = re.compile(r'"[^"]*(?:"|$)|\\.|_.|\*.|general|am/pm|a/p', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_EXPONENT = re.compile(r"[eE][+-]")
# y year, d day, e and g year and era of the Japanese calendar, b year of the Thai calendar, mmm month in letters.
_DATE_LETTERS = re.compile(r"[ydegb]|mmm", re.IGNORECASE)
_TIME_LETTERS = re.compile(r"[hs]", re.IGNORECASE)


def built_in_format(number: str) -> Shows | None:
    """What one of Excel's own formats shows, by its number as a file writes it; None for plain numbers."""
    return _BUILT_IN.get(number)


def custom_format(code: str) -> Shows | None:
    """What a format written out in the file shows; None where it shows a plain number.

    Only the first section counts: it draws the positive numbers, and dates are positive.

    >>> custom_format("dd/mm/yyyy"), custom_format("[h]:mm"), custom_format('0.0" days"')
    (<Shows.DATE: 1>, <Shows.ELAPSED: 3>, None)
    """
    section = _LITERALS.sub("", code).partition(";")[0]
    if _ELAPSED.search(section):
        return Shows.ELAPSED
    letters = _EXPONENT.sub("", _BRACKETS.sub("", section))
    if _DATE_LETTERS.search(letters):
        return Shows.DATE
    if _TIME_LETTERS.search(letters):
        return Shows.TIME  # an m beside them means minutes
    return Shows.DATE if "m" in letters.lower() else None


def moment(serial: float, shows: Shows, date1904: bool) -> date | datetime | time | timedelta | None:
    """What a number looks like in a date format, to the millisecond, which is as exact as a serial is.

    Args:
        serial: Days since the epoch of the workbook's date system.
        shows: What the cell's format draws.
        date1904: Whether the workbook counts from 1904.

    Returns:
        A date where the time of day is midnight, else a datetime; a time or a duration where the format shows just
        that. None where Excel itself has no such date: before the first day, after 9999, and on serial 60.
    """
    last = _LAST_SERIAL - _DAYS_BETWEEN_SYSTEMS if date1904 else _LAST_SERIAL
    if not 0 <= serial < last + 1:
        return None
    milliseconds = round(serial * _DAY_MILLISECONDS)
    days, rest = divmod(milliseconds, _DAY_MILLISECONDS)
    if shows is Shows.ELAPSED:
        return timedelta(milliseconds=milliseconds)
    if shows is Shows.TIME and days == 0:
        return (_EPOCH + timedelta(milliseconds=rest)).time()
    epoch = _EPOCH_1904 if date1904 else _epoch_of(days)
    if epoch is None or days > last:
        return None
    shown = epoch + timedelta(days=days, milliseconds=rest)
    return shown.date() if rest == 0 else shown


def _epoch_of(days: int) -> datetime | None:
    """The day from which a serial of the 1900 system counts; None for 0 and for the leap day that never was."""
    if days in (0, _LEAP_DAY):
        return None
    return _EPOCH if days > _LEAP_DAY else _EPOCH_BEFORE_LEAP_DAY
