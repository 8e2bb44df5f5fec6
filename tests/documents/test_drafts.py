"""Drafts: said so at the head of every page, and only where somebody asked for a draft."""

from __future__ import annotations

import re

import pytest

from documents.school_year import evaluated
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.docx_package import read_parts
from ecvet_office.documents.filling import prepare

MAIN = "word/document.xml"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_draft_is_marked_in_the_head_that_every_page_has(document: str) -> None:
    draft = next(prepare(document, evaluated(), draft=True))
    parts = read_parts(draft.filled().data, draft.file_name)
    heads = [content for part, content in parts.items() if part.startswith("word/header")]
    assert len(heads) == 1
    assert b"DRAFT" in heads[0]
    # A first page or even pages of their own would need heads of their own.
    assert re.findall(rb'<w:headerReference w:type="(\w+)"', parts[MAIN]) == [b"default"]
    assert b"<w:titlePg" not in parts[MAIN]
    assert b"v:shape" not in heads[0] + parts[MAIN]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_paper_ready_to_be_signed_is_no_draft(document: str) -> None:
    ready = next(one for one in prepare(document, evaluated()) if not one.draft)
    parts = read_parts(ready.filled().data, ready.file_name)
    assert not any(b"DRAFT" in content for part, content in parts.items() if part.startswith("word/"))
    assert "DRAFT" not in ready.file_name
