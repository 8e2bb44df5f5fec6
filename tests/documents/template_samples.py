"""Templates built for tests, and looks into the documents made from them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.controls import add_field, add_page_count, add_page_number, repeat, show_if
from ecvet_office.documents.wordml import w

Record = dict[str, object]


def saved(document: Document) -> bytes:
    """Gives a document of python-docx as a file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def opened(data: bytes) -> Document:
    """Opens a file with python-docx."""
    return docx.Document(io.BytesIO(data))


def part_of(data: bytes, part: str = "word/document.xml") -> Element:
    """Gives the XML of one part of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(part))


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """Gives a file with one part replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return stream.getvalue()


def field_in(cell: _Cell, tag: str, label: str = "A field") -> Paragraph:
    """Adds a field to the first paragraph of a cell."""
    paragraph: Paragraph = cell.paragraphs[0]
    add_field(paragraph, tag, label)
    return paragraph


def rows_of(table: Table) -> list[_Row]:
    """Gives the rows of a table, to be held before any of them is enclosed."""
    return list(table.rows)


def one_field(tag: str = "learner.name") -> bytes:
    """Gives a template of one paragraph: a word, the field, a word."""
    document = docx.Document()
    paragraph = document.add_paragraph("before ")
    add_field(paragraph, tag, "A field")
    paragraph.add_run(" after")
    return saved(document)


def transcript() -> bytes:
    """Gives a template with all shapes: fields, a condition, nested repeats, a header and a footer."""
    document = docx.Document()
    add_field(document.add_paragraph("Name: "), "learner.name", "Name of the learner", bold=True)
    guardian = document.add_paragraph("Guardian: ")
    add_field(guardian, "guardian.name", "Name of the guardian")
    show_if([guardian], "learner.is_minor")
    _add_units(document)
    document.add_paragraph("Assessed by ")
    add_field(document.paragraphs[-1], "open:host.assessor", "Assessor", placeholder="name of the assessor")
    section = document.sections[0]
    add_field(section.header.paragraphs[0], "document.number", "Number of the document")
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    add_page_number(footer)
    footer.add_run(" of ")
    add_page_count(footer)
    return saved(document)


def _add_units(document: Document) -> None:
    table = document.add_table(3, 2, "Table Grid")
    head, unit, outcome = rows_of(table)
    head.cells[0].text, head.cells[1].text = "Unit", "Points or grade"
    field_in(unit.cells[0], "unit.title", "Unit")
    field_in(unit.cells[1], "unit.points", "Points")
    field_in(outcome.cells[0], "outcome.text", "Outcome")
    field_in(outcome.cells[1], "open:outcome.grade", "Grade")
    repeat([outcome], "outcomes", "Outcomes of the unit")
    repeat([unit, outcome], "units", "Units")


def transcript_record() -> Record:
    """Gives a record that fits the transcript: two units, of two outcomes and of none."""
    return {
        "learner.name": "Ana Kovač",
        "learner.is_minor": True,
        "guardian.name": "Ivo Kovač",
        "document.number": "LA-2026-007",
        "host.assessor": "",
        "units": (
            {
                "unit.title": "Wiring",
                "unit.points": "12",
                "outcomes": (
                    {"outcome.text": "reads a circuit diagram", "outcome.grade": "5"},
                    {"outcome.text": "wires a switchboard", "outcome.grade": ""},
                ),
            },
            {"unit.title": "Safety", "unit.points": "3", "outcomes": ()},
        ),
    }


def rows_in(table: Table) -> list[list[str]]:
    """Gives the texts of a table's cells, row by row."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def tags_in(root: Element) -> Iterator[str]:
    """Gives the tags of the controls in a part, in the order of the text."""
    for tag in root.iter(w("tag")):
        yield tag.get(w("val"), "")


def small_picture() -> io.BytesIO:
    """Gives a PNG file of one grey dot."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dot = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + dot)
