"""How a value of ours is spelt in a foreign cell: by its drop-down list where it has one, never forced into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from ecvet_office.documents.country_names import country_code
from ecvet_office.model.points import points_text
from ecvet_office.workbook.values import NO, YES, folded

Ours = str | bool | int | Decimal | date
_PARTS = re.compile(r"[^\w]+(?:\s|$)|\s*[()\[\]:=|]\s*|\s+[-–—]\s+")  # noqa: RUF001 # dashes as people type them
_DATE_FORMATS = (
    (re.compile(r"yyyy-mm-dd", re.IGNORECASE), "%Y-%m-%d"),
    (re.compile(r"dd/mm/yyyy", re.IGNORECASE), "%d/%m/%Y"),
    (re.compile(r"dd\.mm\.yyyy", re.IGNORECASE), "%d.%m.%Y"),
    (re.compile(r"dd-mm-yyyy", re.IGNORECASE), "%d-%m-%Y"),
    (re.compile(r"mm/dd/yyyy", re.IGNORECASE), "%m/%d/%Y"),
)
_CODE_LETTERS = 2


def of_list(value: Ours, choices: tuple[str, ...]) -> str | None:
    """Gives the choice of a list that means a value of ours; None where none does, or where several may.

    A choice is the same text, the same yes or no, the same country by name or code, or one that has the text as a part
    of its own: `FI - Finland` for Finland.
    """
    text = plain(value)
    for same in _ways_of_being_the_same(text):
        found = [one for one in choices if same(one)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _ways_of_being_the_same(text: str) -> Iterator[Callable[[str], bool]]:
    wanted = folded(text)
    yield lambda one: one == text
    yield lambda one: folded(one) == wanted
    yield lambda one: wanted in {folded(part) for part in _PARTS.split(one)}
    if wanted in YES:
        yield lambda one: folded(one) in YES
    if wanted in NO:
        yield lambda one: folded(one) in NO
    code = country_code(text)
    if code:
        yield lambda one: country_code(one) == code
        yield lambda one: any(country_code(part) == code for part in _PARTS.split(one) if len(part) >= _CODE_LETTERS)


def plain(value: Ours) -> str:
    """Gives a value as text: days as year-month-day, yes and no in English."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return points_text(value) if isinstance(value, Decimal) else str(value)


def of_cell(value: Ours, headers: tuple[str, ...]) -> Ours:
    """Gives a value for a cell without a list: a day as text where the header says how days are written there."""
    if isinstance(value, date):
        for pattern, form in _DATE_FORMATS:
            if any(pattern.search(one) for one in headers):
                return value.strftime(form)
    return plain(value) if isinstance(value, bool) else value
