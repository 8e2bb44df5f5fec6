"""Which field of ours a foreign header means: by the words of our own headers, in all languages that we read.

No header of another system is known here: only how much it resembles ours. What is the same word is taken; what merely
resembles one is proposed, and the user says whether it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from ecvet_office.workbook.columns import LISTS
from ecvet_office.workbook.header_words import languages, plain_word, spoken
from ecvet_office.workbook.layout import BY_NAME

OFFERED = ("Learners", "Agreements", "Partners", "Qualifications")
"""The tables whose fields can be handed on: a stay's own, its learner's, its host's, its qualification's."""

TAKEN = ("Learners", "Agreements")
"""Those whose headers are taken where they are the same: a name or a country may be anybody's else."""

NAMED_BY_OUR_OWN = frozenset({"Learners", "Packages", "Memoranda"})
"""Tables whose rows other systems do not know as such: their names are handed on only where the user asks."""

LIKE = 0.85  # of 1: what is less alike is not proposed
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BETWEEN = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A field that a header resembles.

    Attributes:
        field: as `Learners.family_name`.
        share: from 0 to 1, how alike the words are; 1 for the same.
        words: those of ours that it resembles.
        language: of those words, in English; empty for English itself.
    """

    field: str
    share: float
    words: str
    language: str = ""


@cache
def words_of_fields() -> tuple[tuple[str, str, str], ...]:
    """Gives each field that a header may mean, with every word for it and the word's language, English first."""
    return tuple(dict.fromkeys(_words()))


def _words() -> Iterator[tuple[str, str, str]]:
    for language in (None, *languages()):
        for name in OFFERED:
            for column in BY_NAME[name].columns:
                if column.kind in LISTS or not NAMED_BY_OUR_OWN.isdisjoint(column.ref):
                    continue
                field = f"{name}.{column.key}"
                own = (column.header, spoken(column.key)) if language is None else language.headers.get(column.key, ())
                yield from ((field, comparable(word), language.name if language else "") for word in own)


def comparable(header: str) -> str:
    """Gives a header or a machine key as words: without case, accents, stars, and what stands in brackets.

    >>> comparable("Family name *"), comparable("participant.familyName"), comparable("DATE_OF_BIRTH (dd/mm/yyyy)")
    ('family name', 'participant family name', 'date of birth')
    """
    without = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header)
    return " ".join(_BETWEEN.sub(" ", plain_word(_CAMEL.sub(" ", without))).split())


def likeliest(headers: Iterable[str]) -> Likeness | None:
    """Gives the field that a column's headers resemble most; None where none is near, or two are the same.

    Args:
        headers: the texts above the column, as the header and a machine key.
    """
    wanted = [text for header in headers if (text := comparable(header))]
    found: dict[str, Likeness] = {}
    for field, words, language in words_of_fields():
        share = max((_alike(one, words) for one in wanted), default=0.0)
        if share >= LIKE and share > (found[field].share if field in found else 0.0):
            found[field] = Likeness(field, share, words, language)
    best = sorted(found.values(), key=lambda one: (-one.share, OFFERED.index(one.field.partition(".")[0])))
    if not best:
        return None
    rivals = [one for one in best[1:] if one.share == best[0].share and _is_taken(one) == _is_taken(best[0])]
    return None if rivals and best[0].share < 1 else best[0]


def is_sure(one: Likeness, spoken_there: Collection[str]) -> bool:
    """Whether a field is taken without a word from the user: the same words, of a learner or of a stay.

    Args:
        one: what a header resembles.
        spoken_there: the languages of which the sheet has several headers: `Name` is a family name in German alone.
    """
    return one.share == 1 and _is_taken(one) and one.language in {"", *spoken_there}


def _is_taken(one: Likeness) -> bool:
    return one.field.partition(".")[0] in TAKEN


def _alike(header: str, words: str) -> float:
    """Gives how alike two texts are, from 0 to 1, or 0 below `LIKE`; a header with all our words is nearly the same."""
    if header == words:
        return 1.0
    theirs, ours = set(header.split()), set(words.split())
    if ours <= theirs and len(words) > len("name"):
        return 0.95 if len(theirs) - len(ours) == 1 else 0.85
    shorter, longer = sorted((len(header), len(words)))
    if 2 * shorter < LIKE * (shorter + longer):  # texts of such lengths have too few letters in common for any order
        return 0.0
    matcher = SequenceMatcher(None, header, words, autojunk=False)
    return min(0.94, matcher.ratio()) if matcher.quick_ratio() >= LIKE else 0.0


def known_field(text: str) -> str:
    """Gives a field as we spell it, by `table.column` in any case; empty for a stranger."""
    wanted = text.strip().casefold()
    fields = (
        f"{name}.{column.key}" for name in OFFERED for column in BY_NAME[name].columns if column.kind not in LISTS
    )
    return next((field for field in fields if field.casefold() == wanted), "")
