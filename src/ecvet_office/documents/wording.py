"""The words of our documents in one language, from its catalogue: labels, standing clauses, dates and counts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from ecvet_office.model.errors import RuleBookError, UsageError
from ecvet_office.model.points import points_text

_CATALOGUES = files("ecvet_office.documents").joinpath("catalogues")
_SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language.

    Attributes:
        language: its code, two letters.
        texts: by key, such as `agreement.section-1`; names in braces stand for what is put in.
        months: twelve names, January first.
        day_pattern: how a date is written, with `{day}`, `{month}` and `{year}`.
    """

    language: str
    texts: Mapping[str, str]
    months: tuple[str, ...]
    day_pattern: str

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
        return self.day_pattern.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def count(self, noun: str, number: int) -> str:
        """Gives a number with its noun, such as `1 week` or `5 weeks`."""
        return self.text(f"word.{noun}-{'1' if number == 1 else 'n'}", count=str(number))

    def points(self, points: Decimal | None) -> str:
        """Gives points as a reader expects them, without closing zeros; empty where there are none."""
        return "" if points is None else points_text(points)


def languages() -> tuple[str, ...]:
    """Gives the codes of the languages that have a catalogue, sorted."""
    names = (entry.name for entry in _CATALOGUES.iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


@cache
def wording(language: str) -> Wording:
    """Gives the words of a language.

    Raises:
        UsageError: there is no catalogue of that language.
    """
    if language not in languages():
        raise UsageError(
            f"documents do not exist in the language {language!r}; they exist in: {', '.join(languages())}"
        )
    catalogue = tomllib.loads(_CATALOGUES.joinpath(language + _SUFFIX).read_text(encoding="utf-8"))
    texts = {
        f"{section}.{name}": text
        for section, content in catalogue.items()
        if isinstance(content, dict)
        for name, text in content.items()
    }
    return Wording(language, texts, tuple(catalogue["months"]), catalogue["day"])
