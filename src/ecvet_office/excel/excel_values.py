"""Values on their way between Excel and us: what a cell of an open workbook holds, and what may be written into one."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from ecvet_office.workbook.cell_values import CellError, CellValue, number
from ecvet_office.workbook.values import shown

ExcelValue = str | float | bool | datetime | None

LONGEST_TEXT = 32_767  # characters in one cell; Excel refuses the whole range for one text that is longer

# xlwings gives the seven old errors as these texts. A text that somebody typed as '#N/A looks the same from here.
ERROR_TEXTS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})

# Newer errors come as the number that Excel hands over: this one, plus the code of the error.
FIRST_ERROR = -2_146_828_288
NEW_ERRORS = {
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
ERROR_NUMBERS = range(FIRST_ERROR + 2000, FIRST_ERROR + 3000)

DAY_OF_TIMES = date(1899, 12, 30)  # a time of day is a part of Excel's day 0, which Windows calls by this date


def from_excel(value: object) -> CellValue | None:
    """Gives what a cell holds as the reader of files gives it; None for an empty cell.

    A number is the shortest decimal that reads back to the same double, a date at midnight is a date.

    >>> from_excel(0.1), from_excel(datetime(2026, 3, 31)), from_excel("#N/A")
    (Decimal('0.1'), datetime.date(2026, 3, 31), CellError(code='#N/A'))
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return CellError(value) if value in ERROR_TEXTS else value
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and value in ERROR_NUMBERS:
        return CellError(NEW_ERRORS.get(value - FIRST_ERROR, "#ERROR!"))
    if isinstance(value, int | float | Decimal):  # Excel gives a Decimal for a cell with a currency format
        return number(str(value))
    if isinstance(value, datetime):
        return _moment(value)
    return value if isinstance(value, date) else str(value)


def _moment(value: datetime) -> date | datetime | time:
    if value.date() == DAY_OF_TIMES:
        return value.time()
    return value.date() if value.time() == time() else value


def for_excel(value: CellValue | None) -> ExcelValue:
    """Gives what to write into a cell, so that it shows this value and never computes anything.

    Excel reads a text on entry as if somebody had typed it: `=1+1` runs, `007` becomes 7, `3/4` a date. An apostrophe
    before it, which the cell does not show, keeps it as it stands. Numbers become floats: Excel has no others.

    >>> for_excel("=1+1"), for_excel(Decimal("7.5")), for_excel(None)
    ("'=1+1", 7.5, None)
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value if isinstance(value, datetime) else datetime.combine(value, time())
    text = value if isinstance(value, str) else shown(value)
    if len(text) > LONGEST_TEXT:
        text = f"{text[: LONGEST_TEXT - 1]}…"
    return f"'{text}" if text else None
