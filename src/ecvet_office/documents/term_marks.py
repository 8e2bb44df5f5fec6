"""Which terms of the catalogues stand in a published text, and which are our own words.

Every catalogue marks its terms in its table `marks`: `✓13` for words that stand in the official or programme text
number 13 of `term_sources.toml`, `~71` for words that were seen in a secondary text only, `ours` for our own. Whatever
a catalogue says besides its marked terms is ours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from ecvet_office.documents.wording import catalogue, languages
from ecvet_office.model.errors import RuleBookError

Standing = Literal["confirmed", "seen", "ours"]

_STANDINGS: Mapping[str, Standing] = {"✓": "confirmed", "~": "seen"}
_OURS = "ours"
_SAID: Mapping[Standing, str] = {
    "confirmed": "confirmed",
    "seen": "seen in a secondary text only",
    "ours": "ours, not checked",
}


_PREFACE = (
    "Each language says which of its terms stand in an official or programme text (confirmed), which were seen in a "
    "secondary text only, and which are our own. Every other word of the documents is our own. Check what is not "
    "confirmed before a form is used in a language for the first time: of the Recommendation only the English and the "
    "German text were read whole."
)


@dataclass(frozen=True, slots=True)
class TermSource:
    """A text in which terms were found: what it is, and where it stood."""

    number: int
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class TermMark:
    """One term of a catalogue.

    Attributes:
        term: its English name.
        words: how the catalogue says it.
        standing: whether a text confirms it.
        source: that text; None for our own words.
    """

    term: str
    words: str
    standing: Standing
    source: TermSource | None


@cache
def term_sources() -> Mapping[int, TermSource]:
    """Gives the texts in which terms were found, by their numbers."""
    text = files("ecvet_office.documents").joinpath("term_sources.toml").read_text(encoding="utf-8")
    return {
        int(number): TermSource(int(number), title, address)
        for number, (title, address) in tomllib.loads(text)["sources"].items()
    }


def term_marks(language: str) -> tuple[TermMark, ...]:
    """Gives the marked terms of a language, in the order of its catalogue.

    Raises:
        UsageError: there is no catalogue of that language.
        RuleBookError: a mark is none, or names a source that is not listed.
    """
    return tuple(_mark(term, words, mark) for term, (words, mark) in catalogue(language)["marks"].items())


def _mark(term: str, words: str, mark: str) -> TermMark:
    if mark == _OURS:
        return TermMark(term, words, "ours", None)
    standing, number = _STANDINGS.get(mark[:1]), mark[1:]
    if standing is None or not number.isdecimal() or int(number) not in term_sources():
        raise RuleBookError(f"the mark {mark!r} of the term {term!r} is none")
    return TermMark(term, words, standing, term_sources()[int(number)])


def terms_list() -> str:
    """Gives the terms of all languages with their marks as a Markdown text, for whoever checks a form."""
    lines = ["# Terms of the documents, and where they stand", "", _PREFACE]
    for language in languages():
        lines += ["", f"## {catalogue(language)['language']}", "", "| term | words | standing | source |"]
        lines.append("| --- | --- | --- | --- |")
        for mark in term_marks(language):
            source = "" if mark.source is None else str(mark.source.number)
            lines.append(f"| {mark.term} | {mark.words} | {_SAID[mark.standing]} | {source} |")
    cited = {mark.source.number for language in languages() for mark in term_marks(language) if mark.source}
    lines += ["", "## Sources", ""]
    lines += [
        f"- {number}: {term_sources()[number].title}, {term_sources()[number].address}" for number in sorted(cited)
    ]
    return "\n".join(lines) + "\n"
