"""Days as partners write them: with the month in letters, in any language of our documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel.dates import get_month_names

from ecvet_office.documents.wording import languages, wording
from ecvet_office.workbook.values import clean

# 3 March 2025, 3. März 2025, 1er mars 2025, 3 de marzo de 2025, 3. maaliskuuta 2025, 3 marca 2025 r.
_DAY_WITH_WORD = re.compile(
    r"(?P<day>[0-9]{1,2})(?:er|\.|º|°|ª|:)?\s*(?:de )?\s*(?P<month>[^\W\d_]{3,12})\.?,? (?:de |del )?"
    r"(?P<year>[0-9]{4})(?: ?r\.)?"
)


def with_month_as_number(text: str) -> str:
    """Gives a day with its month in letters as year-month-day; any other text as it is.

    A word that means different months in two languages is left: nothing is guessed.

    >>> with_month_as_number("1er mars 2025"), with_month_as_number("soon")
    ('2025-03-01', 'soon')
    """
    found = _DAY_WITH_WORD.fullmatch(" ".join(clean(text).split()))
    month = _months().get(found["month"].casefold()) if found else None
    if found is None or month is None:
        return text
    return f"{found['year']}-{month:02}-{int(found['day']):02}"


@cache
def _months() -> Mapping[str, int]:
    """Gives the number of each month by its names, whole and short, in all languages of our documents."""
    numbers: dict[str, set[int]] = {}
    for language in languages():
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context=context, locale=wording(language).locale)
                for number, name in names.items():
                    numbers.setdefault(str(name).rstrip(".").casefold(), set()).add(number)
    return {name: next(iter(found)) for name, found in numbers.items() if len(found) == 1}
