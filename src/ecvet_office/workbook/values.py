"""Cells into values: forgiving where the meaning is certain, and never a guess where it is not.

Each function gives the value, None for an empty cell, or a Misfit that says which rule the cell breaks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from unicodedata import normalize

from ecvet_office.law.pages import fact_text
from ecvet_office.model.days import MONTHS
from ecvet_office.model.points import points_text
from ecvet_office.workbook.cell_values import CellError, CellValue, Uncalculated
from ecvet_office.workbook.columns import Kind

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))  # zero-width marks and the soft hyphen
SPACES = dict.fromkeys(map(ord, "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))), " ")

SIGNED = r"[+\-\u2212]?"
WHOLE = re.compile(rf"{SIGNED}[0-9]+")
ONE_MARK = re.compile(rf"({SIGNED}[0-9]*)[.,]([0-9]+)")
MAYBE_THOUSANDS = re.compile(rf"{SIGNED}[1-9][0-9]{{0,2}}[.,][0-9]{{3}}")
GROUPED = re.compile(
    rf"{SIGNED}[1-9][0-9]{{0,2}}(?P<mark>[.,' ])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*(?:(?!(?P=mark))[.,][0-9]+)?"
)

ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
NUMBERED_DAY = re.compile(r"([0-9]{1,2})([./-])\s?([0-9]{1,2})\2\s?([0-9]{4})")
WRITTEN_DAY = re.compile(r"([0-9]{1,2})\.? ([A-Za-z]{3,9})\.?,? ([0-9]{4})")
CLEANED_AT_ONCE = 8192  # texts remembered, as the same names and ids stand in thousands of rows
LONGEST_NUMBER = 40  # characters; whatever is longer was never meant as one
LONGEST_QUOTE = 60  # characters of a cell that a message repeats
YEARS = range(1900, 2200)
SERIALS = range(
    20000, 80000
)  # 1954 to 2119 in days since 1900, as Excel counts; a year or a number of points is smaller
EXCEL_DAY_ZERO = date(1899, 12, 30)

YES = frozenset({"yes", "y", "true", "oui", "ja", "sì", "si", "sí", "kyllä", "tak", "x"})
NO = frozenset({"no", "n", "false", "non", "nein", "nee", "ei", "nie"})


@dataclass(frozen=True, slots=True)
class Misfit:
    """A cell that cannot be read as what its column holds.

    Attributes:
        code: of the rule that it breaks.
        facts: what its message speaks of, besides the column.
    """

    code: str
    facts: Mapping[str, str]


@lru_cache(maxsize=CLEANED_AT_ONCE)
def clean(text: str) -> str:
    """Gives a text without surrounding spaces and invisible marks, every kind of space an ordinary one.

    Letters with accents are one character each, as Windows types them; a Mac may send them as two, which look the same.

    >>> clean("  Aino\u00a0Virtanen\u200b "), clean("He\u0301le\u0300ne") == "Hélène"
    ('Aino Virtanen', True)
    """
    if not text.isascii():
        text = normalize("NFC", text.translate(INVISIBLE).translate(SPACES))
    return text.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n").strip()


@lru_cache(maxsize=CLEANED_AT_ONCE)
def folded(text: str) -> str:
    """Gives a text as it is compared: capitals and the number of spaces between words do not matter.

    >>> folded("Ready  to SIGN")
    'ready to sign'
    """
    return " ".join(text.casefold().split())


def shown(value: CellValue | None) -> str:
    """Gives what stands in a cell, as a message may quote it; a long text is cut."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{fact_text(value.date())} {value:%H:%M}"
    if isinstance(value, CellError | Uncalculated):
        return value.code if isinstance(value, CellError) else "="
    text = fact_text(value) if isinstance(value, date | Decimal) else str(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def read_text(value: CellValue | None) -> str | Misfit | None:
    """Gives a cell as text: a number as it is written, a date as year-month-day."""
    if isinstance(value, str):
        return clean(value) or None
    if isinstance(value, Decimal) or value is None:
        return None if value is None else points_text(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bool | timedelta):
        return shown(value)
    return _spoilt(value)


def read_number(value: CellValue | None) -> Decimal | Misfit | None:
    """Gives a cell as a number. A text such as `1,234`, which may mean two numbers, is a misfit."""
    if isinstance(value, Decimal) or value is None:
        return value
    if isinstance(value, str):
        return _number_of(clean(value), value)
    if isinstance(value, CellError | Uncalculated):
        return _spoilt(value)
    return Misfit("WB04", {"found": shown(value)})


def _number_of(text: str, original: str) -> Decimal | Misfit | None:
    if not text:
        return None
    if len(text) > LONGEST_NUMBER:
        return Misfit("WB04", {"found": shown(original)})
    if MAYBE_THOUSANDS.fullmatch(text):
        return Misfit("WB14", {"found": shown(original), "one": text.replace(",", ".").replace("\u2212", "-"),
                               "other": re.sub("[.,]", "", text).replace("\u2212", "-")})  # fmt: skip
    plain = text.replace("\u2212", "-")
    if WHOLE.fullmatch(text):
        return Decimal(plain)
    if one := ONE_MARK.fullmatch(plain):
        return Decimal(f"{one[1] or '0'}.{one[2]}" if one[1] not in {"+", "-"} else f"{one[1]}0.{one[2]}")
    if grouped := GROUPED.fullmatch(text):
        mark = grouped["mark"]
        return Decimal(plain.replace(mark, "").replace(",", "."))
    return Misfit("WB04", {"found": shown(original)})


def read_integer(value: CellValue | None) -> int | Misfit | None:
    """Gives a cell as a whole number."""
    read = read_number(value)
    if isinstance(read, Decimal):
        return int(read) if read == read.to_integral_value() else Misfit("WB15", {"found": shown(value)})
    return read


def read_date(value: CellValue | None) -> date | Misfit | None:
    """Gives a cell as a day. `03/04/2026`, which may mean two days, is a misfit; so is a day with a time."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else Misfit("WB06", {"found": shown(value)})
    if isinstance(value, date) or value is None:
        return value
    if isinstance(value, Decimal):
        if value == value.to_integral_value() and int(value) in SERIALS:
            return EXCEL_DAY_ZERO + timedelta(days=int(value))
        return Misfit("WB06", {"found": shown(value)})
    if isinstance(value, str):
        return _date_of(clean(value), value)
    return _spoilt(value) if isinstance(value, CellError | Uncalculated) else Misfit("WB06", {"found": shown(value)})


def _date_of(text: str, original: str) -> date | Misfit | None:
    if not text:
        return None
    if iso := ISO_DAY.fullmatch(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3])) or Misfit("WB06", {"found": shown(original)})
    if written := WRITTEN_DAY.fullmatch(text):
        month = [index for index, name in enumerate(MONTHS, 1) if name.lower().startswith(written[2].lower())]
        day = _day(int(written[3]), month[0], int(written[1])) if len(month) == 1 else None
        return day or Misfit("WB06", {"found": shown(original)})
    if numbered := NUMBERED_DAY.fullmatch(text):
        first, mark, second, year = int(numbered[1]), numbered[2], int(numbered[3]), int(numbered[4])
        day_first = _day(year, second, first)
        month_first = None if mark == "." else _day(year, first, second)  # points always follow the day first
        if day_first and month_first and day_first != month_first:
            facts = {"found": shown(original), "one": fact_text(day_first), "other": fact_text(month_first)}
            return Misfit("WB16", facts)
        return day_first or month_first or Misfit("WB06", {"found": shown(original)})
    return Misfit("WB06", {"found": shown(original)})


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def read_yes_no(value: CellValue | None) -> bool | Misfit | None:
    """Gives a cell as yes (True) or no (False), in the languages of the forms."""
    if isinstance(value, bool) or value is None:
        return value
    text = read_text(value)
    if not isinstance(text, str):
        return text
    word = folded(text)
    if word in YES | NO:
        return word in YES
    return Misfit("WB07", {"found": shown(value), "allowed": "yes, no", "guess": ""})


def read_choice(value: CellValue | None, choices: Sequence[str]) -> str | Misfit | None:
    """Gives the word of a list that a cell holds, whatever its capitals."""
    text = read_text(value)
    return _chosen(text, choices) if isinstance(text, str) else text


def read_choices(value: CellValue | None, choices: Sequence[str]) -> tuple[str, ...] | Misfit | None:
    """Gives the words that a cell holds, separated by semicolons or line breaks; any words where no list is given."""
    text = read_text(value)
    if not isinstance(text, str):
        return text
    words: dict[str, None] = {}
    for part in split_list(text):
        word = _chosen(part, choices) if choices else part
        if isinstance(word, Misfit):
            return word
        words[word] = None
    return tuple(words) or None


def split_list(text: str) -> list[str]:
    """Gives the parts of a list in one cell."""
    return [part for one in re.split(r"[;\n]", text) if (part := one.strip())]


def _chosen(text: str, choices: Sequence[str]) -> str | Misfit:
    wanted = folded(text)
    for word in choices:
        if folded(word) == wanted:
            return word
    return Misfit("WB07", {"found": shown(text), "allowed": ", ".join(choices), "guess": nearest(text, choices)})


def nearest(text: str, words: Sequence[str]) -> str:
    """Gives ` (did you mean …?)` for the likeliest word, or nothing where none is near."""
    by_folded = {word.casefold(): word for word in words}
    close = get_close_matches(text.casefold(), list(by_folded), n=1, cutoff=0.6)
    return f" (did you mean {by_folded[close[0]]!r}?)" if close else ""


def _spoilt(value: CellValue | None) -> Misfit:
    if isinstance(value, CellError):
        return Misfit("WB10", {"found": value.code})
    return Misfit("WB11", {})


READERS = {
    Kind.TEXT: read_text,
    Kind.LONG: read_text,
    Kind.ID: read_text,
    Kind.NUMBER: read_number,
    Kind.INTEGER: read_integer,
    Kind.DATE: read_date,
    Kind.YES_NO: read_yes_no,
}
