"""Builds the template of the unit sheet: the seven elements of a unit, and who issues the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Cm, Length
from docx.table import Table

from ecvet_office.documents.controls import add_field, keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_signatures import home_signature
from ecvet_office.documents.shipped_styles import BAND_TEXT, LABEL, NOTE
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    field_row,
    form_table,
    header_row,
    heading,
    keep_cells_with_next,
    paragraph,
    value_cell,
)

WEIGHTS = (Cm(6.2), Cm(1.9), Cm(2.1), Cm(2.6), Cm(2.1), Cm(2.1))
WITHOUT_POINTS = (Cm(11.6), Cm(2.5), Cm(2.9))
OUTCOMES = (Cm(1.3), Cm(9.7), Cm(6.0))


def build_unit_sheet(labels: Labels) -> Document:
    """Gives the template of the unit sheet."""
    document = new_template(labels, "unit-sheet.document", names_learner=False)
    write_letterhead(document, labels)
    write(document.add_paragraph(style="Title"), labels, "unit-sheet.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, "unit-sheet.subject")
    for build in (unit_section, qualifications_section, outcomes_section, issuer_section):
        build(document, labels)
    return document


def write_letterhead(document: Document, labels: Labels) -> None:
    """Writes the home institution with its address, as a letter has it at its head."""
    name = document.add_paragraph(style=BAND_TEXT)
    add_field(name, "home.name", labels.text("form.home"), bold=True)
    for tags in (("home.address",), ("home.telephone", "home.email")):
        for tag in tags:
            line = document.add_paragraph(style=NOTE)
            line.paragraph_format.space_before = line.paragraph_format.space_after = Cm(0)
            add_field(line, tag, labels.text(f"form.{tag.partition('.')[2]}"))
            show_if([line], tag)


def unit_section(document: Document, labels: Labels) -> None:
    """Adds the title of the unit, its reference, how it is assessed, and how long it is valid."""
    heading(document, labels, "unit-sheet.section-1")
    table = form_table(document)
    field_row(table, labels, "unit-sheet.title", "title", bold=True)
    field_row(table, labels, "unit-sheet.reference", "document.number")
    field_row(table, labels, "unit-sheet.procedure", "procedure", optional=True)
    field_row(table, labels, "unit-sheet.validity", "validity", optional=True)


def qualifications_section(document: Document, labels: Labels) -> None:
    """Adds the qualifications that the unit belongs to: one table with points, one without, or a sentence."""
    heading(document, labels, "unit-sheet.section-2")
    with_points = _weights(
        document,
        labels,
        WEIGHTS,
        ("total", "unit_points", "weight"),
        ("unit-sheet.total", "unit-sheet.unit-points", "unit-sheet.weight"),
    )
    without_points = _weights(document, labels, WITHOUT_POINTS, (), ())
    show_if([with_points], "points")
    show_unless([without_points], "points")
    show_if([with_points, without_points], "qualifications")
    show_unless([paragraph(document, labels, "unit-sheet.no-qualification")], "qualifications")


def _weights(
    document: Document, labels: Labels, widths: Sequence[Length], tags: Sequence[str], keys: Sequence[str]
) -> Table:
    """Adds a table with a row for each qualification.

    Args:
        document: the template.
        labels: its words.
        widths: of the columns.
        tags: of the fields after the title and the levels.
        keys: of their labels.
    """
    table = form_table(document, widths)
    columns = ("unit-sheet.qualification", "form.eqf", "form.nqf", *keys)
    keep_cells_with_next(header_row(table, labels, columns))
    row = add_row(table)
    for cell, key, tag in zip(row.cells, columns, ("qualification", "eqf", "nqf", *tags), strict=True):
        value_cell(cell, tag, labels.text(key), bold=tag == "qualification")
    for tag, key in (("institution", "unit-sheet.awarded-by"), ("requires", "unit-sheet.requires")):
        before = (labels, key) if tag == "requires" else None
        add_line(row.cells[0], tag, labels.text(key), before=before, style=LABEL)
    repeat([row], "qualifications", labels.text("unit-sheet.qualification"))
    return table


def outcomes_section(document: Document, labels: Labels) -> None:
    """Adds the outcomes with their criteria; they stay with the room to sign, which never has a page to itself."""
    title = heading(document, labels, "unit-sheet.section-3")
    table = form_table(document, OUTCOMES)
    keys = ("form.kind", "form.learning-outcome", "unit-sheet.criterion")
    keep_cells_with_next(header_row(table, labels, keys))
    row = add_row(table)
    for cell, key, tag in zip(row.cells, keys, ("kind", "text", "criterion"), strict=True):
        value_cell(cell, tag, labels.text(key))
    keep_cells_with_next(row)
    repeat([row], "outcomes", labels.text("form.learning-outcome"))
    note = paragraph(document, labels, "form.kinds-note", NOTE)
    keep_with_next(note)
    show_if([title, table, note], "outcomes")


def issuer_section(document: Document, labels: Labels) -> None:
    """Adds who issues the sheet, with the room to sign."""
    heading(document, labels, "unit-sheet.section-4")
    keep_with_next(paragraph(document, labels, "unit-sheet.signing"))
    home_signature(document, labels, "unit-sheet.issued-by", "unit-sheet.issued-by")
