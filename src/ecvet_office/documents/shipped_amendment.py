"""Builds the template of an amendment to a learning agreement: what was agreed, what is agreed now, who signs."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm
from docx.table import Table

from ecvet_office.documents.controls import keep_with_next, show_if
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import repeated_table
from ecvet_office.documents.shipped_signatures import signatures_of_an_agreement
from ecvet_office.documents.shipped_tables import (
    field_row,
    form_table,
    gap,
    heading,
    paragraph,
    signature_row,
    signature_table,
)

CHANGES = (Cm(0.9), Cm(4.5), Cm(5.8), Cm(5.8))


def build_amendment(labels: Labels) -> Document:
    """Gives the template of an amendment to a learning agreement that was signed."""
    document = new_template(labels, "amendment.document", names_learner=True)
    write(document.add_paragraph(style="Title"), labels, "amendment.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, "amendment.subject")
    _parties(document, labels)
    heading(document, labels, "amendment.section-2")
    _changes(document, labels, "changes", ("amendment.was", "amendment.becomes"))
    gap(document)
    paragraph(document, labels, "amendment.stays")
    title = heading(document, labels, "amendment.head-corrections")
    note = paragraph(document, labels, "amendment.corrections")
    keep_with_next(note)
    show_if(
        [title, note, _changes(document, labels, "corrections", ("amendment.before", "amendment.correct"))],
        "corrections",
    )
    _signatures(document, labels)
    return document


def _parties(document: Document, labels: Labels) -> None:
    heading(document, labels, "amendment.section-1")
    table = form_table(document)
    field_row(table, labels, "amendment.of", "original", bold=True)
    field_row(table, labels, "amendment.signed-on", "signed_on", optional=True)
    field_row(table, labels, "amendment.number", "document.version")
    field_row(table, labels, "form.home", "home.name")
    field_row(table, labels, "form.host", "host.name")
    field_row(table, labels, "form.learner", "learner.name")
    field_row(table, labels, "form.date-of-birth", "learner.born", optional=True)


def _changes(document: Document, labels: Labels, repeated: str, heads: tuple[str, str]) -> Table:
    """Adds a table of old and new, a row for each change, and gives it."""
    columns = (
        ("amendment.row", "number"),
        ("amendment.what", "what"),
        (heads[0], "old"),
        (heads[1], "new"),
    )
    return repeated_table(document, labels, repeated, CHANGES, columns, bold="new", named="amendment.what")


def _signatures(document: Document, labels: Labels) -> None:
    heading(document, labels, "amendment.section-3")
    keep_with_next(paragraph(document, labels, "amendment.signing"))
    table = signature_table(document, labels, first="form.party")
    for side in ("home", "host"):
        signature_row(
            table,
            labels,
            key=f"form.{side}",
            party=(f"{side}.name", labels.text(f"form.{side}")),
            name=(f"signs.{side}.name", f"signs.{side}.position"),
        )
    signatures_of_an_agreement(table, labels)
