"""A document as a partner sends it back: open fields typed into, saved by another program than ours."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

import docx
from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.assessment_sheet import ROW_KEY
from ecvet_office.documents.controls import PLACEHOLDER_STYLE
from ecvet_office.documents.tagged_controls import tag_of
from ecvet_office.documents.wordml import XML_SPACE, value_of, w

Answers = Mapping[tuple[str, str], str]
"""By what names a row, such as the id of an outcome, and the key of a field, what is typed; no row outside of rows."""


def typed_answers(data: bytes, answers: Answers) -> bytes:
    """Gives a document in whose open fields somebody typed, and which another program saved.

    Args:
        data: a document with open fields, as `ecvet fill --to-return` makes it.
        answers: what is typed; a field that the document does not have is passed over.
    """
    document = docx.Document(io.BytesIO(data))
    for control in document.element.body.iter(w("sdt")):
        prefix, _, key = tag_of(control).partition(":")
        text = answers.get((_row_of(control), key)) if prefix == "open" else None
        if text is not None:
            _type_into(control, text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _row_of(control: Element) -> str:
    """Gives what names the table row in which a control stands; empty outside of repeated rows."""
    row = next(control.iterancestors(w("tr")), None)
    named = (one for one in (row.iter(w("sdt")) if row is not None else ()) if tag_of(one) == ROW_KEY)
    return next(("".join(_texts(one)) for one in named), "")


def _texts(control: Element) -> Iterator[str]:
    return (one.text or "" for one in control.iter(w("t")))


def _type_into(control: Element, text: str) -> None:
    """Puts a text where the placeholder was; with the first key Word takes its mark and its style away."""
    properties = control.find(w("sdtPr"))
    run, *others = control.iter(w("r"))
    for one in others:
        one.getparent().remove(one)  # type: ignore[union-attr] # a run stands in a control
    for mark in properties.findall(w("showingPlcHdr")) if properties is not None else ():
        properties.remove(mark)  # type: ignore[union-attr] # as above
    form = run.find(w("rPr"))
    for child in list(run):
        if child is not form or value_of(form, "rStyle") == PLACEHOLDER_STYLE.replace(" ", ""):
            run.remove(child)
    said = etree.SubElement(run, w("t"))
    said.set(XML_SPACE, "preserve")
    said.text = text
