"""The words of our documents in one language, from its catalogue: labels, standing clauses, dates and numbers.

A language is one file in the folder `catalogues`. Names of months and languages, signs in numbers and the forms of
counted nouns come from the Unicode locale data; a catalogue says where a form of its language departs from them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from ecvet_office.model.errors import RuleBookError, UsageError
from ecvet_office.model.points import percent_text, points_text

_CATALOGUES = files("ecvet_office.documents").joinpath("catalogues")
_SUFFIX = ".toml"
_NO_TEXTS = "marks"  # the one table of a catalogue that holds no texts; see `term_marks`
_BESIDE = "+"  # between the codes of two languages

_FORMS = {"one": "1", "few": "few"}
"""By plural category of the Unicode locale data, the end of a counted noun's key; every other category has `n`."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language.

    Attributes:
        language: its code, two letters.
        texts: by key, such as `agreement.section-1`; names in braces stand for what is put in.
        locale: the variety of the language, such as `fr_FR`.
        day_pattern: how a date is written, in the letters of the Unicode locale data: `d MMMM y`.
        first_day_pattern: the same for the first of a month.
        ungrouped_below: whole numbers below it are written without a sign between the thousands.
    """

    language: str
    texts: Mapping[str, str]
    locale: str
    day_pattern: str
    first_day_pattern: str
    ungrouped_below: int = 1000

    @property
    def tag(self) -> str:
        """The variety of the language as documents and programs that speak name it, such as `fr-FR`."""
        return self.locale.replace("_", "-")

    def text(self, key: str, **facts: str) -> str:
        """Gives a text with its facts put in.

        Raises:
            RuleBookError: the catalogue has no such key, or the text speaks of another fact.
        """
        try:
            return self.texts[key].format(**facts)
        except KeyError as error:
            raise RuleBookError(f"the {self.language} catalogue lacks {key}, or {key} needs {error}") from error

    def day(self, day: date | None) -> str:
        """Gives a date with the month written; empty where there is none."""
        if day is None:
            return ""
        return _day_text(day, self.first_day_pattern if day.day == 1 else self.day_pattern, self.locale)

    def count(self, noun: str, number: int) -> str:
        """Gives a number with its noun, such as `1 week` or `5 weeks`."""
        form = _FORMS.get(_locale(self.locale).plural_form(number), "n")
        return self.text(f"word.{noun}-{form}", count=str(number))

    def points(self, points: Decimal | None) -> str:
        """Gives points as a reader expects them, without closing zeros; empty where there are none."""
        return "" if points is None else self._number(points_text(points))

    def share(self, part: Decimal, whole: Decimal) -> str:
        """Gives the share of the part in the whole in per cent, to two decimals; empty where the whole is 0."""
        exact = percent_text(part, whole).removesuffix(" %")
        return exact and self.text("word.percent", number=self._number(exact))

    def language_name(self, language: str) -> str:
        """Gives the name of a language in this one; a text that is no language's code is given as it is."""
        name: str = _locale(self.locale).languages.get(language.strip().casefold(), language)
        return name

    def _number(self, exact: str) -> str:
        return _number_text(exact, self.locale, self.ungrouped_below)


@cache
def _locale(identifier: str) -> Locale:
    return Locale.parse(identifier)


@lru_cache(maxsize=4096)
def _day_text(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=_locale(locale))


@lru_cache(maxsize=4096)  # a year's documents print the same few numbers of points
def _number_text(exact: str, locale: str, ungrouped_below: int) -> str:
    value = Decimal(exact)
    decimals = max(0, -int(value.as_tuple().exponent))
    return format_decimal(
        value,
        format=f"#,##0.{'0' * decimals}" if decimals else "#,##0",
        locale=_locale(locale),
        decimal_quantization=False,  # every decimal of the exact number is printed
        group_separator=abs(value) >= ungrouped_below,
    )


def languages() -> tuple[str, ...]:
    """Gives the codes of the languages that have a catalogue, sorted."""
    names = (entry.name for entry in _CATALOGUES.iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


@cache
def catalogue(language: str) -> Mapping[str, Any]:
    """Gives the catalogue of a language as its file has it.

    Raises:
        UsageError: there is no catalogue of that language.
    """
    if language not in languages():
        raise UsageError(
            f"documents do not exist in the language {language!r}; they exist in: {', '.join(languages())}"
        )
    return tomllib.loads(_CATALOGUES.joinpath(language + _SUFFIX).read_text(encoding="utf-8"))


@cache
def wording(language: str) -> Wording:
    """Gives the words of a language.

    Raises:
        UsageError: there is no catalogue of that language.
    """
    found = catalogue(language)
    texts = {
        f"{section}.{name}": text
        for section, content in found.items()
        if isinstance(content, dict) and section != _NO_TEXTS
        for name, text in content.items()
    }
    day = found["day"]
    first_day = found.get("first-day", day)
    return Wording(language, texts, found["locale"], day, first_day, found.get("ungrouped-below", 1000))


def wordings(languages_asked: str) -> tuple[Wording, Wording | None]:
    """Gives the words of the language or the two languages that somebody asks for, as `fr` or `fi+fr`.

    The second is None for a document in one language. The first is the one in full black.

    Raises:
        UsageError: a language has no catalogue, is named twice, or there are more than two.
    """
    codes = [code.strip().casefold() for code in languages_asked.split(_BESIDE)]
    match codes:
        case [one]:
            return wording(one), None
        case [first, second] if first != second:
            return wording(first), wording(second)
        case _:
            raise UsageError(
                f"{languages_asked!r} is not one language or two: write en, or en{_BESIDE}fr for both side by side"
            )
