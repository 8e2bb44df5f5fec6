"""What a cell's value looks like in the XML of a sheet."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.cell_values import CellError
from ecvet_office.workbook.number_formats import Shows
from ecvet_office.workbook.writing.edits import Computed, Formula, Value
from ecvet_office.workbook.xml_text import as_xml

LONGEST_TEXT = 32_767  # UTF-16 units that a cell can hold
LARGEST_NUMBER = 9.99999999999999e307
EXACT_DIGITS = 15  # what Excel keeps of a number; the sixteenth digit of a longer one becomes 0

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\r\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# The escape of a forbidden character begins with _ and would end what looks like one before it; in the name of a
# table's column a line break is an escape, too.
_LIKE_AN_ESCAPE = re.compile(rf"_(?=x[0-9A-Fa-f]{{4}}(?:_|\n|{_FORBIDDEN.pattern}))")
_EDGE_SPACE = re.compile(r"\A\s|\s\Z|[\n\t]|  ")
_DAY = timedelta(days=1)
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - a cell knows no time zone
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001
# Excel counts a 29 February 1900 that never was, so the days before it count from one day later.
_AFTER_LEAP_DAY = datetime(1900, 3, 1)  # noqa: DTZ001
_EPOCH_BEFORE_LEAP_DAY = datetime(1899, 12, 31)  # noqa: DTZ001


def escaped(text: str) -> str:
    r"""Gives a text as XML: escaped, and the characters that XML cannot hold as Excel writes them.

    >>> escaped("R & D <Ltd>"), escaped("a\x0bb"), escaped("_x0041_")
    ('R &amp; D &lt;Ltd&gt;', 'a_x000B_b', '_x005F_x0041_')
    """
    return as_xml(shielded(text))


def shielded(text: str) -> str:
    r"""Gives a text without the characters that XML cannot hold: each becomes the escape that Excel writes for it.

    >>> shielded("a\x0b & b"), shielded("_x0041\r")
    ('a_x000B_ & b', '_x005F_x0041_x000D_')
    """
    return _FORBIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", _LIKE_AN_ESCAPE.sub("_x005F_", text))


def shown_as(value: Value) -> Shows | None:
    """Gives which kind of format has to draw the value's number; None for what needs none."""
    if isinstance(value, date):
        return Shows.DATE
    if isinstance(value, time):
        return Shows.TIME
    return Shows.ELAPSED if isinstance(value, timedelta) else None


@dataclass(frozen=True, slots=True)
class CellWriting:
    """How the cells of one sheet are written: the prefix of their names, and whether days count from 1904."""

    prefix: str
    date1904: bool


def cell_markup(
    writing: CellWriting, attributes: str, content: Value | Formula | Computed, where: str, formula: str = ""
) -> str:
    """Gives the XML of a cell.

    Args:
        writing: how the sheet's cells are written.
        attributes: of its tag but for the type, each with a space before it.
        content: what it holds; for Computed, the formula's own XML is given too.
        where: the sheet and cell, for messages.
        formula: the XML of the formula that stays.

    Raises:
        UnwritableFileError: when no cell can hold the value; the text says why and what to do.
    """
    p = writing.prefix
    kept = formula
    value = content
    if isinstance(value, Formula):
        kept = f"<{p}f>{as_xml(value.text)}</{p}f>"
    if isinstance(value, Formula | Computed):
        value = value.value
    if value is None or (value == "" and not kept):
        return f"<{p}c{attributes}>{kept}</{p}c>" if kept else f"<{p}c{attributes}/>"
    if isinstance(value, str):
        text = _checked(value, where)
        if kept:
            return f'<{p}c{attributes} t="str">{kept}<{p}v{_space(text)}>{text}</{p}v></{p}c>'
        return f'<{p}c{attributes} t="inlineStr"><{p}is><{p}t{_space(text)}>{text}</{p}t></{p}is></{p}c>'
    kind, raw = _typed(value, where, date1904=writing.date1904)
    return f"<{p}c{attributes}{kind}>{kept}<{p}v>{raw}</{p}v></{p}c>"


def _typed(
    value: Decimal | float | bool | date | time | timedelta | CellError, where: str, *, date1904: bool
) -> tuple[str, str]:
    """Gives the attribute for the type, with a space before it, and what the value element holds."""
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, CellError):
        return ' t="e"', as_xml(value.code)
    if isinstance(value, date | time | timedelta):
        return "", _serial_text(value, where, date1904=date1904)
    return "", _number_text(value, where)


def _number_text(value: Decimal | float, where: str) -> str:
    number = float(value)
    if not math.isfinite(number) or abs(number) > LARGEST_NUMBER:
        raise UnwritableFileError(
            f"{where} cannot hold {value}: a cell's number is finite and at most 9.99E+307. Correct the number."
        )
    if not number.is_integer():
        return repr(number)
    if not isinstance(value, float) and len(str(int(value)).lstrip("-").rstrip("0")) > EXACT_DIGITS:
        # Most likely an identifier: as a number it would come back with other digits at its end.
        raise UnwritableFileError(
            f"{where} cannot hold {value}: Excel keeps {EXACT_DIGITS} digits of a number. Write it as a text."
        )
    return str(int(number)) if abs(number) < 10**EXACT_DIGITS else repr(number)


def _serial_text(value: date | time | timedelta, where: str, *, date1904: bool) -> str:
    """Gives the number of days that stands for a date, a time of day or a duration."""
    if isinstance(value, timedelta):
        since = value
    elif isinstance(value, time):
        since = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    else:
        moment = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.combine(value, time())
        since = moment - (_EPOCH_1904 if date1904 else _EPOCH if moment >= _AFTER_LEAP_DAY else _EPOCH_BEFORE_LEAP_DAY)
        first = timedelta() if date1904 else _DAY
        if since < first:
            raise UnwritableFileError(
                f"{where} cannot hold {value}: this workbook's dates begin in {1904 if date1904 else 1900}. "
                "Write it as a text."
            )
    if since < timedelta():
        raise UnwritableFileError(f"{where} cannot hold {value}: Excel shows no negative times. Correct it.")
    days = since / _DAY
    return str(int(days)) if days.is_integer() else repr(days)


def _checked(text: str, where: str) -> str:
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if units > LONGEST_TEXT:
        raise UnwritableFileError(
            f"{where} cannot hold a text of {units:,} characters: a cell holds {LONGEST_TEXT:,}. Shorten it."
        )
    return escaped(text)


def _space(text: str) -> str:
    # Without this Excel drops spaces at the ends of a text.
    return ' xml:space="preserve"' if _EDGE_SPACE.search(text) else ""
