"""What the columns of a school's list mean: by its header words in any language, or as somebody said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cache

from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.columns import Column
from ecvet_office.workbook.header_words import english_words, languages, plain_word, spoken, understand, words_of
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.values import nearest

LEARNERS, AGREEMENTS = BY_NAME["Learners"], BY_NAME["Agreements"]
OF_THE_STAY = ("package", "planned_start", "planned_end")
"""The fields of an agreement that a list may say by itself; all others are those of a learner."""
LEFT_OUT = ""

LIKENESS = 0.85  # of two words, of 1; `Geburtsdatm` is like `Geburtsdatum`, `Geburtsort` is not
JOINED = {"address": ", ", "family_name": " ", "given_names": " "}
"""By field that several columns may hold together, what stands between them."""

# What school systems write above their columns besides the words of the workbook's own headers.
WORDS_OF_SCHOOLS: Mapping[str, tuple[str, ...]] = {
    "family_name": ("surname", "last name"),
    "given_names": ("first name", "first names", "forename", "forenames", "given name", "vornamen", "prénoms"),
    "date_of_birth": (
        *("birth date", "birthdate", "dob", "born on"),
        *("geb.-datum", "geb. am", "geboren am", "geburtstag", "né(e) le", "fecha nacimiento"),
    ),
    "sex": ("gender",),
    "address": ("anschrift", "domicile", "domicilio"),
    "email": ("email", "e-mail address", "mail"),
    "telephone": ("phone", "mobile", "handy"),
    "planned_start": ("start", "from"),
    "planned_end": ("end", "until"),
}


class How(StrEnum):
    """How we come to the meaning of a column."""

    SAID = "confirmed"  # by you, now or at an earlier time
    KNOWN = "known"
    ALIKE = "alike"  # a likeness alone; somebody has to confirm it
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list.

    Attributes:
        number: counted from 1.
        header: as the list spells it.
        field: what it holds; LEFT_OUT for nothing of ours.
        how: we come to that.
    """

    number: int
    header: str
    field: str
    how: How


def column_of(field: str) -> Column:
    """Gives the column of the layout that holds a field of a list."""
    return (AGREEMENTS if field in OF_THE_STAY else LEARNERS).column(field)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """Gives by plain word, in any language, the fields that it may name."""
    named: dict[str, set[str]] = {}

    def add(words: Mapping[str, str], fields: Iterable[str] | None = None) -> None:
        for word, field in words.items():
            if fields is None or field in fields:
                named.setdefault(word, set()).add(field)

    add(english_words(LEARNERS))
    add(english_words(AGREEMENTS), OF_THE_STAY)
    for language in languages():
        add(words_of(language, LEARNERS))
        add(words_of(language, AGREEMENTS), OF_THE_STAY)
    add({plain_word(word): field for field, words in WORDS_OF_SCHOOLS.items() for word in words})
    return {word: frozenset(fields) for word, fields in named.items()}


def known_headers(texts: Sequence[str], said: Mapping[str, str]) -> int:
    """Tells how many different fields the texts of a row name.

    Args:
        texts: of the row's cells.
        said: by plain word, the field that somebody said; LEFT_OUT for a column that is none of ours.
    """
    words = [plain_word(text) for text in texts]
    return len({said.get(word) or min(_words().get(word, ("",))) for word in words} - {""})


def list_columns(headers: Mapping[int, str], said: Mapping[str, str]) -> tuple[ListColumn, ...]:
    """Tells what each column holds: as said, else by its word, else by the word that it is most like.

    Args:
        headers: by column, counted from 1.
        said: by plain word, the field that somebody said; LEFT_OUT for a column that is none of ours.

    Raises:
        UsageError: when two columns hold one field and cannot be joined, or the list tells no names at all.
    """
    understood = understand(LEARNERS, {str(number): header for number, header in headers.items()}).fields
    columns = tuple(
        ListColumn(number, header, *_meaning(header, understood.get(str(number), ""), said))
        for number, header in sorted(headers.items())
    )
    held = {one.field for one in columns if one.how is not How.ALIKE}
    columns = tuple(
        replace(one, field=LEFT_OUT, how=How.LEFT_OUT) if one.how is How.ALIKE and one.field in held else one
        for one in columns
    )
    _require_one_each(columns)
    return columns


def _meaning(header: str, understood: str, said: Mapping[str, str]) -> tuple[str, How]:
    word = plain_word(header)
    if word in said:
        return said[word], How.SAID if said[word] else How.LEFT_OUT
    if understood and "[" not in understood:
        return understood, How.KNOWN
    fields = _words().get(word, frozenset())
    if len(fields) == 1:
        return min(fields), How.KNOWN
    close = get_close_matches(word, list(_words()), n=1, cutoff=LIKENESS)
    return (min(_words()[close[0]]), How.ALIKE) if close else (LEFT_OUT, How.LEFT_OUT)


def _require_one_each(columns: Sequence[ListColumn]) -> None:
    first: dict[str, ListColumn] = {}
    for column in columns:
        other = first.setdefault(column.field, column) if column.field else column
        if other is not column and column.field not in JOINED:
            raise UsageError(
                f"the columns {other.header} and {column.header} both hold {column_of(column.field).header}. Leave "
                f'one of them out: --map "{column.header}="'
            )
    names = {"family_name", "given_names"}
    if not names <= first.keys() and "id" not in first:
        lacking = " and ".join(column_of(one).header for one in ("family_name", "given_names") if one not in first)
        raise UsageError(
            f"no column holds {lacking}. Headers of the list: {', '.join(one.header for one in columns)}. Say which "
            'column it is: --map "Nachname=family name"; a column that holds whole names has to be split first'
        )


def said_columns(pairs: Iterable[str]) -> dict[str, str]:
    """Gives by header what somebody said that it means: `Nachname=family name`, or `Bemerkung=` for nothing.

    Raises:
        UsageError: for a text without =, or a meaning that no column has.
    """
    said: dict[str, str] = {}
    for pair in pairs:
        header, equals, meaning = pair.rpartition("=")
        if not equals or not header.strip():
            raise UsageError(f'{pair!r}: write the header, = and what it means, such as "Nachname=family name"')
        said[header.strip()] = field_named(meaning) if meaning.strip() else LEFT_OUT
    return said


def field_named(meaning: str) -> str:
    """Gives the field that an English column name names.

    Raises:
        UsageError: for a name that is no column of learners.
    """
    words = {**{plain_word(spoken(one)): one for one in OF_THE_STAY}, **english_words(LEARNERS)}
    word = plain_word(meaning)
    if word not in words:
        guess = nearest(word, list(words))
        raise UsageError(
            f"learners have no column {meaning.strip()!r}{guess}; there is: "
            + ", ".join(spoken(one) for one in dict.fromkeys(words.values()))
        )
    return words[word]
