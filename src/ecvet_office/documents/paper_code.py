"""What tells a paper on a scan: its kind, its number and its version, and no name.

Two things say it: the code that is printed where `--code` asks for it, and the foot of each page, in a PDF file that
still has its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.paper_parties import PAPER_KINDS
from ecvet_office.documents.wording import languages, wording
from ecvet_office.workbook.values import folded

MARK = "ECVET1"
_CODE = re.compile(rf"{MARK}/(?P<document>[a-z-]+)/(?P<version>[^/]*)/(?P<number>.+)", re.DOTALL)
_FOOT = r"\b(?P<title>{titles})\s+(?P<number>\S[^\r\n·]*?)\s+·\s+(?:{versions})\s+(?P<version>[0-9]+)\b"


@dataclass(frozen=True, slots=True)
class PaperCode:
    """Which paper a page is of.

    Attributes:
        document: its kind, as `learning-agreement`.
        number: of what it is about.
        version: as printed in its foot.
    """

    document: str
    number: str
    version: str

    def __str__(self) -> str:
        """Gives what the printed code says.

        >>> str(PaperCode("learning-agreement", "A1", "2"))
        'ECVET1/learning-agreement/2/A1'
        """
        return f"{MARK}/{self.document}/{self.version}/{self.number}"


def code_in(text: str) -> PaperCode | None:
    """Gives the paper that a printed code names; None for the code of something else.

    >>> code_in("ECVET1/complement/1/A/2").number
    'A/2'
    >>> code_in("https://school.example")
    """
    found = _CODE.fullmatch(text)
    if found is None or found["document"] not in DOCUMENTS:
        return None
    return PaperCode(found["document"], found["number"], found["version"])


def codes_in_feet(text: str) -> Iterator[PaperCode]:
    """Gives the papers that the feet of pages name, in the text of a PDF file; each once."""
    seen: set[PaperCode] = set()
    plain = "\n".join(" ".join(line.split()) for line in text.splitlines())
    for found in _feet().finditer(plain):
        code = PaperCode(_titles()[folded(found["title"])], found["number"], found["version"])
        if code not in seen:
            seen.add(code)
            yield code


@cache
def _titles() -> Mapping[str, str]:
    """Gives by its title in any of our languages, folded, each document that comes back on paper."""
    return {
        folded(wording(language).text(DOCUMENTS[document].title)): document
        for language in languages()
        for document in reversed(tuple(PAPER_KINDS))
        if document in DOCUMENTS
    }


@cache
def _feet() -> re.Pattern[str]:
    titles = sorted(_titles(), key=len, reverse=True)
    versions = sorted({wording(language).text("word.version").casefold() for language in languages()})
    shape = _FOOT.format(titles="|".join(map(re.escape, titles)), versions="|".join(map(re.escape, versions)))
    return re.compile(shape, re.IGNORECASE)
