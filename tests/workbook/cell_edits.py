"""Random edits of cells, each with what the cell means afterwards: the ways in which people change a workbook."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, auto
from typing import Any
from unicodedata import normalize

from ecvet_office.model.days import MONTHS
from ecvet_office.workbook.cell_values import UNCALCULATED, CellError, CellValue
from ecvet_office.workbook.columns import LISTS, Column, Kind

EXCEL_DAY_ZERO = date(1899, 12, 30)
SPACES = ["", " ", "  ", "\u00a0", "\u200b", "\t", "\n", "\u202f"]
NOBODY = "Zyx Qwrtz"
TEXTS = frozenset({Kind.ID, Kind.TEXT, Kind.LONG, Kind.NAME})


class Meaning(Enum):
    """What a cell means that holds no value of its column."""

    NONE = auto()  # it cannot be read, and has to be reported


@dataclass(frozen=True)
class Edit:
    """A new content of a cell, and the value that it stands for: None for an empty cell, Meaning.NONE for none."""

    content: CellValue | None
    meaning: Any


def edit(random_: random.Random, column: Column, value: Any, ids: Sequence[str]) -> Edit:
    """Gives an edit of a cell.

    Args:
        random_: decides.
        column: that the cell stands in.
        value: what was read there; None for an empty cell.
        ids: by which the cell may name a row.
    """
    ways: list[Callable[[random.Random, Column, Any, Sequence[str]], Edit]] = [_emptied, _spoilt, _strange, _other]
    if value is not None and value != ():
        ways += [_respelt] * 4
    return random_.choice(ways)(random_, column, value, ids)


def _emptied(random_: random.Random, _column: Column, _value: Any, _ids: Sequence[str]) -> Edit:
    return Edit(random_.choice([None, "", " ", "\u00a0\u200b", "\n"]), None)


def _spoilt(random_: random.Random, _column: Column, _value: Any, _ids: Sequence[str]) -> Edit:
    error = CellError(random_.choice(["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#SPILL!"]))
    return Edit(error if random_.random() < 0.5 else UNCALCULATED, Meaning.NONE)


def _strange(random_: random.Random, column: Column, _value: Any, _ids: Sequence[str]) -> Edit:
    """Gives what belongs in no such column: a wrong type, junk, or more than anybody could mean."""
    junk = "".join(random_.choices("qxz\x01\x0b\x1f\ufffd_=@+-#\u0301", k=random_.randint(1, 12))) + "q"
    texts = ["sixty", "1.2.3", "1,234,5", "12 34", "=SUM(A1)", "_x0041_", "x" * 40_000, "9" * 5000, NOBODY, junk]
    moments: list[CellValue] = [datetime(2026, 3, 31, 8, 30), time(8, 30), timedelta(hours=30)]  # noqa: DTZ001
    contents: list[CellValue] = [*texts, *moments, date(1901, 1, 1), Decimal("1E+300"), Decimal(-99_999), True]
    content = random_.choice(contents)
    return Edit(content, _meaning_of_strange(content, column))


def _meaning_of_strange(content: CellValue, column: Column) -> Any:
    if column.kind in TEXTS or (column.kind is Kind.CHOICES and not column.choices):
        return _as_text(content, column)
    if isinstance(content, Decimal) and column.kind in {Kind.NUMBER, Kind.INTEGER}:
        return content
    if isinstance(content, bool) and column.kind is Kind.YES_NO:
        return content
    if type(content) is date and column.kind is Kind.DATE:
        return content
    return Meaning.NONE


def _as_text(content: CellValue, column: Column) -> Any:
    if isinstance(content, bool):
        text = "TRUE"
    elif isinstance(content, date | time):
        text = content.isoformat()
    elif isinstance(content, Decimal):
        text = format(content, "f")
    else:
        text = normalize("NFC", str(content)).strip()
    return (text,) if column.kind in LISTS else text


def _other(random_: random.Random, column: Column, _value: Any, ids: Sequence[str]) -> Edit:
    """Gives another value that the cell may well hold."""
    number = Decimal(random_.randint(0, 9999)) / random_.choice([1, 2, 10])
    day = date(2020, 1, 1) + timedelta(days=random_.randint(0, 4000))
    if column.kind is Kind.NUMBER:
        return Edit(number, number)
    if column.kind is Kind.INTEGER:
        return Edit(number, int(number) if number == int(number) else Meaning.NONE)
    if column.kind is Kind.DATE:
        return Edit(day, day)
    if column.kind is Kind.YES_NO:
        return random_.choice([Edit("yes", True), Edit("no", False)])
    if column.choices:
        word = random_.choice(column.choices)
        return Edit(word, (word,) if column.kind in LISTS else word)
    if column.ref and ids:
        id_ = random_.choice(ids)
        return Edit(id_, (id_,) if column.kind in LISTS else id_)
    text = random_.choice(["Ω 7", "Zoë O'Neill-Smith", "R & D <Ltd>", "+358 40", "7,5", "3.1", "2026-02-30"])
    if column.ref:
        return Edit(text, text if column.kind is Kind.NAME else Meaning.NONE)
    return Edit(text, (text,) if column.kind in LISTS else text)


def _respelt(random_: random.Random, column: Column, value: Any, _ids: Sequence[str]) -> Edit:
    """Gives the same value in another spelling."""
    before, after = random_.choice(SPACES), random_.choice(SPACES)
    if isinstance(value, date):
        days: list[CellValue] = [value, _day(random_, value), _serial(value)]
        return Edit(random_.choice(days), value)
    if isinstance(value, bool):
        words: list[CellValue] = ["yes", "YES", "oui", "Ja", True] if value else ["no", "NO", "non", "nein", False]
        return Edit(random_.choice(words), value)
    if isinstance(value, Decimal | int):
        return Edit(f"{before}{_number(random_, Decimal(value))}{after}", value)
    if isinstance(value, tuple):
        separator = random_.choice([";", "; ", " ;\n", "\n", ";;"])
        return Edit(before + separator.join(value) + random_.choice(["", ";", " "]) + after, value)
    text = str(value).replace(" ", random_.choice([" ", "\u00a0", "\u2009"]))
    if column.kind in {Kind.CHOICE, Kind.REF}:
        text = random_.choice([text, text.upper(), text.lower()])
    return Edit(before + text + after, value)


def _serial(day: date) -> Decimal:
    return Decimal((day - EXCEL_DAY_ZERO).days)


def _day(random_: random.Random, day: date) -> str:
    month = MONTHS[day.month - 1]
    return random_.choice(
        [
            day.isoformat(),
            f"{day.day}.{day.month}.{day.year}",
            f"{day.day:02}. {day.month:02}. {day.year}",
            f"{day.day}/{day.month}/{day.year}",
            f"{day.month}/{day.day}/{day.year}" if day.day > 12 else f"{day.day} {month} {day.year}",
            f"{day.day} {month[:3]} {day.year}",
        ]
    )


def _number(random_: random.Random, number: Decimal) -> str:
    text = format(number, "f")
    return random_.choice(
        [
            text,
            text.replace(".", ","),
            f"{text},0" if "." not in text else text,
            f"{text}.00" if "." not in text else text,
            f"{number:,f}".replace(",", " "),
            f"{number:,f}".replace(",", "'"),
            f"{number:,f}".replace(",", "."),
        ]
    )
