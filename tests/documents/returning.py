"""Documents that a partner fills: made from the sample workbook, filled as Word or python-docx would, and read back."""

from __future__ import annotations

import io
from collections.abc import Mapping

import docx
from lxml import etree
from lxml.etree import _Element as Element

from documents.school_year import WORKBOOK, evaluated
from ecvet_office.documents.filling import fill
from ecvet_office.documents.proposals import propose
from ecvet_office.documents.returned import read_returned
from ecvet_office.documents.wordml import XML_SPACE, value_of, w
from ecvet_office.evaluation import Evaluation
from ecvet_office.workbook.proposal import Proposal, ReturnedReading, Verdict

AGREEMENT, SHEET = "learning-agreement", "assessment-sheet"
NAME = "returned.docx"


def sent(document: str, number: str = "A1", text: str = WORKBOOK, language: str = "en") -> bytes:
    """Gives a document of the sample workbook that waits to be filled."""
    made = fill(document, evaluated(text), language=language, to_return=True)
    return next(one.data for one in made if one.subject == number)


def read_back(data: bytes, text: str | Evaluation = WORKBOOK) -> ReturnedReading:
    """Gives what a document would change in the sample workbook."""
    return propose(read_returned(data, NAME), evaluated(text) if isinstance(text, str) else text)


def typed(data: bytes, values: Mapping[tuple[str, str], str]) -> bytes:
    """Gives a document in which somebody typed into open fields, by row and key; rows are named by the outcome's id.

    As in Word, the run in the field takes the text and the field no longer shows its placeholder.
    """
    document = docx.Document(io.BytesIO(data))
    for (row, key), text in values.items():
        type_into(control(document.element, f"open:{key}", row), text)
    return bytes_of(document)


def bytes_of(document: docx.document.Document) -> bytes:
    """Gives a python-docx document as a file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def control(root: Element, tag: str, row: str = "") -> Element:
    """Gives the control of a tag, in the row of an outcome where one is named."""
    found = [one for one in root.iter(w("sdt")) if value_of(one.find(w("sdtPr")), "tag") == tag]
    if row:
        found = [one for one in found if row_of(one) == row]
    assert found, (tag, row)
    return found[0]


def row_of(element: Element) -> str:
    """Gives the id of the outcome in whose row of the table a control stands."""
    around = next(element.iterancestors(w("tr")))
    keys = [one for one in around.iter(w("sdt")) if value_of(one.find(w("sdtPr")), "tag") == "outcome"]
    return "".join(text.text or "" for text in keys[0].iter(w("t"))) if keys else ""


def type_into(element: Element, text: str) -> None:
    """Puts a text into a control as Word does when somebody types it: line breaks and tabs as signs of their own."""
    content = element.find(w("sdtContent"))
    properties = element.find(w("sdtPr"))
    assert content is not None
    assert properties is not None
    for mark in properties.findall(w("showingPlcHdr")):
        properties.remove(mark)
    for child in list(content):
        content.remove(child)
    run = etree.SubElement(content, w("r"))
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, w("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, w("tab"))
            holder = etree.SubElement(run, w("t"))
            holder.set(XML_SPACE, "preserve")
            holder.text = piece


def touched(reading: ReturnedReading) -> dict[tuple[str, str], tuple[Verdict, str, object]]:
    """Gives by row and field what is not unchanged: the verdict, the cell, and the value."""
    return {
        (named(one), one.field): (one.verdict, str(one.place), one.value)
        for one in reading.proposals
        if one.verdict is not Verdict.UNCHANGED
    }


def named(one: Proposal) -> str:
    """Gives the outcome that a proposal is about; nothing outside of rows."""
    return str(one.row.get("outcome", ""))
