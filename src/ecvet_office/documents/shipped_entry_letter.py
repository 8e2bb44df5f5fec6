"""Builds the template of the letter on entry to training: units credited, remaining duration."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm

from ecvet_office.documents.controls import show_if
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import repeated_table
from ecvet_office.documents.shipped_signatures import closing_signature
from ecvet_office.documents.shipped_styles import NOTE
from ecvet_office.documents.shipped_tables import (
    add_line,
    field_row,
    form_table,
    gap,
    heading,
    paragraph,
)
from ecvet_office.documents.shipped_unit_sheet import write_letterhead

UNITS = (Cm(5.2), Cm(4.4), Cm(2.8), Cm(3.0), Cm(1.6))


def build_entry_letter(labels: Labels) -> Document:
    """Gives the template of the letter that tells a learner what is credited and how much of the training is left."""
    document = new_template(labels, "entry.document", names_learner=True)
    write_letterhead(document, labels)
    write(document.add_paragraph(style="Title"), labels, "entry.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, "entry.subject")
    table = form_table(document)
    row = field_row(table, labels, "letter.to", "learner.name", bold=True)
    add_line(row.cells[1], "learner.address", labels.text("form.address"))
    field_row(table, labels, "letter.reference", "document.number")
    field_row(table, labels, "form.date-of-birth", "learner.born", optional=True)
    field_row(table, labels, "entry.training", "training", bold=True)
    gap(document)
    paragraph(document, labels, "entry.opening")
    gap(document)
    _units(document, labels)
    _remaining(document, labels)
    paragraph(document, labels, "entry.closing")
    closing_signature(document, labels)
    return document


def _units(document: Document, labels: Labels) -> None:
    columns = (
        ("form.unit", "unit"),
        ("entry.for", "for"),
        ("entry.credited-on", "on"),
        ("transcript.decided-by", "by"),
        ("entry.weight", "weight"),
    )
    repeated_table(document, labels, "units", UNITS, columns, bold="unit")


def _remaining(document: Document, labels: Labels) -> None:
    """Adds what is left of the training; no section at all where that cannot be worked out."""
    title = heading(document, labels, "entry.remaining-heading")
    table = form_table(document)
    field_row(table, labels, "entry.whole", "whole")
    field_row(table, labels, "entry.open", "open")
    field_row(table, labels, "entry.remaining", "remaining", bold=True)
    field_row(table, labels, "entry.counted", "measure")
    note = paragraph(document, labels, "entry.note", NOTE)
    show_if([title, table, note], "remaining")
