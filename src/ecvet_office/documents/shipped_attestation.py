"""Builds the template of the attestation of the optional mobility unit: stay, both parts, result, what it is not."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm
from docx.table import Table

from ecvet_office.documents.controls import keep_row_whole, keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import repeated_table, value_row
from ecvet_office.documents.shipped_signatures import closing_signature
from ecvet_office.documents.shipped_styles import NOTE
from ecvet_office.documents.shipped_tables import (
    field_row,
    form_table,
    gap,
    heading,
    keep_cells_with_next,
    pair_row,
    paragraph,
)
from ecvet_office.documents.shipped_unit_sheet import write_letterhead

PARTS = (Cm(7.4), Cm(4.0), Cm(5.6))
OTHER_PARTS = (Cm(4.2), Cm(5.2), Cm(2.8), Cm(3.2), Cm(1.6))
OUTCOMES = (Cm(17),)


def build_attestation(labels: Labels) -> Document:
    """Gives the template of the attestation of the optional mobility unit."""
    document = new_template(labels, "attestation.document", names_learner=True)
    write_letterhead(document, labels)
    write(document.add_paragraph(style="Title"), labels, "attestation.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, "attestation.subject")
    paragraph(document, labels, "attestation.note", NOTE)
    gap(document)
    table = form_table(document)
    field_row(table, labels, "form.learner", "learner.name", bold=True)
    field_row(table, labels, "form.date-of-birth", "learner.born", optional=True)
    field_row(table, labels, "letter.reference", "document.number")
    field_row(table, labels, "attestation.diploma", "diploma", bold=True)
    for build in (_stay, _assessed, _outcomes, _result, _other_parts, _statement):
        build(document, labels)
    closing_signature(document, labels)
    return document


def _stay(document: Document, labels: Labels) -> None:
    heading(document, labels, "attestation.stay")
    table = form_table(document)
    field_row(table, labels, "form.host", "host", bold=True)
    pair_row(table, labels, ("form.country", "country"), ("form.period", "stay"))


def _assessed(document: Document, labels: Labels) -> None:
    heading(document, labels, "attestation.assessed")
    columns = (("attestation.part", "part"), ("attestation.assessed-on", "on"), ("attestation.assessed-by", "by"))
    repeated_table(document, labels, "parts", PARTS, columns, lines=((0, "note", "attestation.part-2"),))


def _outcomes(document: Document, labels: Labels) -> None:
    """Adds the outcomes of the unit; no section at all where the workbook lists none."""
    title = heading(document, labels, "attestation.outcomes")
    table = form_table(document, OUTCOMES)
    row = value_row(table, labels, (("form.learning-outcome", "outcome"),))
    repeat([row], "outcomes", labels.text("form.learning-outcome"))
    show_if([title, table], "outcomes")


def _result(document: Document, labels: Labels) -> None:
    heading(document, labels, "attestation.result")
    table = form_table(document)
    field_row(table, labels, "attestation.grade", "grade", bold=True)
    field_row(table, labels, "attestation.diploma-obtained", "diploma_obtained")


def _other_parts(document: Document, labels: Labels) -> None:
    """Adds what else was assessed during the stay; no section at all where nothing was."""
    title = heading(document, labels, "attestation.other-parts")
    columns = (
        ("form.unit", "unit"),
        ("form.learning-outcome", "outcomes"),
        ("attestation.assessed-on", "on"),
        ("attestation.assessed-by", "by"),
        ("attestation.single-grade", "grade"),
    )
    table = repeated_table(document, labels, "other_parts", OTHER_PARTS, columns)
    note = paragraph(document, labels, "attestation.other-parts-note", NOTE)
    show_if([title, table, note], "other_parts")


def _statement(document: Document, labels: Labels) -> None:
    """Adds what the school attests, or in a draft that it attests nothing; it stays with the signature beneath."""
    gap(document)
    nothing = paragraph(document, labels, "attestation.not-due")
    attested = paragraph(document, labels, "attestation.statement")
    for one in (nothing, attested):
        if isinstance(one, Table):
            for row in one.rows:
                keep_row_whole(row)
                keep_cells_with_next(row)
        else:
            keep_with_next(one)
    show_unless([nothing], "is_due")
    show_if([attested], "is_due")
