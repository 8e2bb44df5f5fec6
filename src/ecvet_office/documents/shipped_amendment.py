"""Builds the template of an amendment to a learning agreement: what was agreed, what is agreed now, who signs."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm
from docx.table import Table, _Row

from ecvet_office.documents.controls import keep_with_next, repeat, show_if
from ecvet_office.documents.second_language import mark_languages
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, template_bytes, write
from ecvet_office.documents.shipped_tables import (
    field_row,
    form_table,
    gap,
    header_row,
    heading,
    keep_cells_with_next,
    paragraph,
    signature_row,
    signature_table,
    value_cell,
)
from ecvet_office.documents.wording import wording

CHANGES = (Cm(0.9), Cm(4.5), Cm(5.8), Cm(5.8))


def amendment_bytes(language: str) -> bytes:
    """Gives the template in a language, as a `.docx` file.

    Raises:
        UsageError: there is no catalogue of the language.
    """
    labels = Labels(wording(language), None)
    document = build_amendment(labels)
    mark_languages(document, labels.first, None)
    return template_bytes(document)


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
    title = heading(document, labels, "amendment.section-3")
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
    table = form_table(document, CHANGES)
    columns = (
        ("amendment.row", "number"),
        ("amendment.what", "what"),
        (heads[0], "old"),
        (heads[1], "new"),
    )
    keep_cells_with_next(header_row(table, labels, [key for key, _ in columns]))
    # A row may be parted here: LibreOffice drops rows that must stay whole when the first just fits on the page.
    row: _Row = table.add_row()  # type: ignore[no-untyped-call] # python-docx leaves it without types
    for cell, (key, tag) in zip(row.cells, columns, strict=True):
        value_cell(cell, tag, labels.text(key), bold=tag == "new")
    repeat([row], repeated, labels.text("amendment.what"))
    return table


def _signatures(document: Document, labels: Labels) -> None:
    heading(document, labels, "amendment.section-4")
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
    signature_row(table, labels, key="form.learner", party=None, name=("learner.name",))
    for number in (1, 2):
        guardian = f"signs.guardian{number}"
        row = signature_row(table, labels, key=f"agreement.guardian-{number}", party=None, name=(f"{guardian}.name",))
        show_if([row], guardian)
    row = signature_row(
        table,
        labels,
        key="agreement.intermediary",
        party=("intermediary.name", labels.text("agreement.intermediary")),
        name=("signs.intermediary.name", "signs.intermediary.position"),
        is_last=True,
    )
    show_if([row], "intermediary")
