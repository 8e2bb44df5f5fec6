"""Headers: which word names which field of a table, in English and in the languages of the schools.

English is the layout's own; the other languages' words stand in `headers/*.toml`, a file for each.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from unicodedata import combining, normalize

from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import clean, folded, nearest

IN_A_LANGUAGE = re.compile(r"(.+?)\s*\[([a-z]{2})\]")
# One word may mean something else in another language or to its author: “Note” is a grade in German and a remark in
# English. A language counts once so many headers of a sheet are its words.
HEADERS_THAT_TELL = 2


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The words of one language.

    Attributes:
        name: in English.
        headers: by field, the words that may stand in its header cell; the first is the one to print.
        titles: by the name of a table, the words that may be its sheet's title.
    """

    name: str
    headers: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Understood:
    """What the headers of a sheet mean.

    Attributes:
        fields: by column letters, the field; `title [fr]` for a text in a further language.
        foreign: the letters of those that only the sheet's language explains, from left to right.
        language: the language of the sheet's headers; None for English.
    """

    fields: Mapping[str, str]
    foreign: tuple[str, ...] = ()
    language: Language | None = None


@cache
def languages() -> tuple[Language, ...]:
    """Gives the languages whose headers are understood besides English, sorted by their codes."""
    folder = files("ecvet_office.workbook") / "headers"
    found = sorted((entry.name, entry) for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(_language(tomllib.loads(entry.read_text(encoding="utf-8"))) for _, entry in found)


def _language(content: Mapping[str, Mapping[str, list[str]]]) -> Language:
    confirmed, ours = content["confirmed"], content["ours"]
    fields = dict.fromkeys([*confirmed, *ours])
    headers = {field: (*confirmed.get(field, ()), *ours.get(field, ())) for field in fields}
    return Language(str(content["language"]), headers, {name: tuple(one) for name, one in content["titles"].items()})


def understand(table: Table, headers: Mapping[str, str]) -> Understood:
    """Tells which field each header names: in English, and in the one language that two or more of them belong to.

    Args:
        table: the part of the layout that the sheet is.
        headers: by column letters, the text of each header cell.
    """
    english = english_words(table)
    plain = {letters: plain_word(header) for letters, header in headers.items()}
    fields = {letters: field for letters, word in plain.items() if (field := _field(word, english))}
    rest = {letters: word for letters, word in plain.items() if letters not in fields}
    language = _language_of(table, rest.values()) if len(rest) >= HEADERS_THAT_TELL else None
    if language is None:
        return Understood(fields)
    theirs = words_of(language, table)
    foreign = {letters: field for letters, word in rest.items() if (field := _field(word, theirs))}
    return Understood({**fields, **foreign}, tuple(foreign), language)


def _language_of(table: Table, words: Iterable[str]) -> Language | None:
    asked = tuple(words)
    counted = [(sum(bool(_field(word, words_of(one, table))) for word in asked), one) for one in languages()]
    most, language = max(counted, key=lambda pair: pair[0])
    return language if most >= HEADERS_THAT_TELL else None


def _field(word: str, words: Mapping[str, str]) -> str:
    if word in words:
        return words[word]
    further = IN_A_LANGUAGE.fullmatch(word)
    field = words.get(further[1].rstrip("* "), "") if further else ""
    return f"{field} [{further[2]}]" if field and further else ""


def guessed_header(table: Table, header: str, language: Language | None) -> str:
    """Gives ` (did you mean …?)` for the header that an unknown one resembles, or nothing where none is near.

    A word of another language, alone among English headers, is explained by the English header of its field.
    """
    named = plain_word(header)
    for one in languages():
        if field := words_of(one, table).get(named):
            return f" (did you mean {table.column(field).header!r}?)"
    words = [column.header for column in table.columns]
    if language is not None:
        words += [word for column in table.columns for word in language.headers.get(column.key, ())]
    return nearest(header, words)


def table_titled(title: str) -> Table | None:
    """Gives the table that a sheet's title names in another language than English, or None."""
    wanted = plain_word(title)
    named = (name for one in languages() for name, titles in one.titles.items() if wanted in map(plain_word, titles))
    return BY_NAME.get(next(named, ""))


@cache
def _english_words(table: str) -> Mapping[str, str]:
    columns = BY_NAME[table].columns
    return {plain_word(word): column.key for column in columns for word in (column.header, spoken(column.key))}


def english_words(table: Table) -> Mapping[str, str]:
    """Gives the fields of a table by the plain English words that name them."""
    return _english_words(table.name)


@cache
def _words_of(language: Language, table: str) -> Mapping[str, str]:
    columns = BY_NAME[table].columns
    return {plain_word(word): column.key for column in columns for word in language.headers.get(column.key, ())}


def words_of(language: Language, table: Table) -> Mapping[str, str]:
    """Gives the fields of a table by the plain words that name them in a language."""
    return _words_of(language, table.name)


def plain_word(text: str) -> str:
    """Gives a header or title as it is compared: without its star, capitals, accents and curved apostrophes.

    >>> plain_word("  Prénom *")
    'prenom'
    """
    decomposed = normalize("NFKD", folded(clean(text)).rstrip("* "))
    return "".join(letter for letter in decomposed if not combining(letter)).replace("\u2019", "'")


def spoken(key: str) -> str:
    """Gives a field's name as people write it.

    >>> spoken("eqf_level"), spoken("from_")
    ('eqf level', 'from')
    """
    return key.strip("_").replace("_", " ")
