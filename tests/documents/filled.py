"""Filled documents of the sample workbook, as the text a reader sees, and that text as it is kept beside the tests."""

from __future__ import annotations

import os
from pathlib import Path

from documents.school_year import WORKBOOK, evaluated
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.fields import Fields, Sources, sources_of
from ecvet_office.documents.filling import fill
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.prepared import FilledDocument
from ecvet_office.documents.wording import wording

OTHERS = ("de", "es", "fi", "fr", "it", "nl", "pl")
KEPT_LANGUAGES = (*OTHERS, *(f"en+{one}" for one in OTHERS), "fi+fr")
"""In which every document is kept as golden text, besides English alone: each template that lies in the folder."""

GOLDEN = Path(__file__).parent.parent / "golden" / "documents"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"  # set it once to write the golden texts anew, then read what changed


def sources(text: str = WORKBOOK) -> Sources:
    """Gives what documents are filled from."""
    return sources_of(evaluated(text), wording("en"))


def fields(document: str, subject: str, text: str = WORKBOOK) -> Fields:
    """Gives the record of a document of the sample workbook, or of a variant of it."""
    return DOCUMENTS[document].fields(sources(text), subject)


def filled(document: str, subject: str, text: str = WORKBOOK, *, draft: bool = False) -> FilledDocument:
    """Gives one filled document."""
    return next(one for one in fill(document, evaluated(text), draft=draft) if one.subject == subject)


def shown(document: str, subject: str, text: str = WORKBOOK, *, draft: bool = False) -> str:
    """Gives the text that a reader of a document sees."""
    return texts(filled(document, subject, text, draft=draft).data)


def variant(*changes: tuple[str, str]) -> str:
    """Gives the sample workbook with some texts replaced; each must stand in it."""
    text = WORKBOOK
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def assert_golden(name: str, text: str) -> None:
    """Compares a text with the one kept under `tests/golden/documents`."""
    path = GOLDEN / f"{name}.txt"
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
