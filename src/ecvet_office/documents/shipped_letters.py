"""Builds the templates of the letters to learners: of recognition, and of refusal with how to ask for review.

Their sentences stand in the template itself, so that a school can put its own in their place in Word.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Cm, Length
from docx.table import Table, _Row

from ecvet_office.documents.controls import keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import field_band, headed_table, value_row
from ecvet_office.documents.shipped_signatures import closing_signature
from ecvet_office.documents.shipped_styles import NOTE
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    field_row,
    form_table,
    gap,
    header_row,
    heading,
    keep_cells_with_next,
    keep_together,
    label_cell,
    paragraph,
    value_cell,
)
from ecvet_office.documents.shipped_unit_sheet import write_letterhead

UNITS = (Cm(7.4), Cm(3.2), Cm(4.2), Cm(2.2))
UNITS_WITHOUT_POINTS = (Cm(8.6), Cm(3.4), Cm(5.0))
POINTS = (
    ("recognition.before", "points.besides"),
    ("recognition.awarded", "points.gained"),
    ("recognition.after", "points.with"),
)
REFUSALS = (Cm(5.6), Cm(3.0), Cm(3.4), Cm(5.0))


def build_recognition_letter(labels: Labels) -> Document:
    """Gives the template of the letter that tells a learner which units were recognised."""
    document = _letter(labels, "recognition")
    _units(document, labels)
    gap(document)
    gap(document)
    paragraph(document, labels, "recognition.closing")
    closing_signature(document, labels)
    return document


def build_refusal_letter(labels: Labels) -> Document:
    """Gives the template of the letter that tells a learner what was refused, why, and how to ask for review."""
    document = _letter(labels, "refusal")
    keys = ("refusal.what", "refusal.refused-on", "transcript.decided-by", "refusal.reason")
    table = form_table(document, REFUSALS)
    keep_cells_with_next(header_row(table, labels, keys))
    row = add_row(table)
    for cell, key, tag in zip(row.cells, keys, ("refused", "on", "by", "reason"), strict=True):
        value_cell(cell, tag, labels.text(key))
    repeat([row], "refusals", labels.text("refusal.what"))
    heading(document, labels, "refusal.review-heading")
    paragraph(document, labels, "refusal.review")
    _where_to_write(document, labels)
    gap(document)
    gap(document)
    paragraph(document, labels, "refusal.closing")
    closing_signature(document, labels)
    return document


def _letter(labels: Labels, kind: str) -> Document:
    """Gives a letter up to its opening sentence.

    Args:
        labels: the words of the template.
        kind: the section of the catalogue that holds its sentences.
    """
    document = new_template(labels, f"{kind}.document", names_learner=True)
    write_letterhead(document, labels)
    write(document.add_paragraph(style="Title"), labels, f"{kind}.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, f"{kind}.subject")
    table = form_table(document)
    row = field_row(table, labels, "letter.to", "learner.name", bold=True)
    add_line(row.cells[1], "learner.address", labels.text("form.address"))
    field_row(table, labels, "letter.reference", "document.number")
    for key, tag in (
        ("letter.guardians", "guardians"),
        ("form.date-of-birth", "learner.born"),
        ("letter.learnt-at", "learnt_at"),
        ("form.period", "stay"),
    ):
        field_row(table, labels, key, tag, optional=True)
    gap(document)
    paragraph(document, labels, f"{kind}.opening")
    gap(document)
    return document


def _units(document: Document, labels: Labels) -> None:
    """Adds what was recognised, by qualification: one table with points, one without."""
    columns = (
        ("form.unit", "unit"),
        ("recognition.recognised-on", "on"),
        ("transcript.decided-by", "by"),
        ("transcript.points-awarded", "unit_points"),
    )
    with_points = _recognised(document, labels, UNITS, columns)
    without_points = _recognised(document, labels, UNITS_WITHOUT_POINTS, columns[:-1])
    show_if([with_points], "points")
    show_unless([without_points], "points")


def _recognised(
    document: Document, labels: Labels, widths: Sequence[Length], columns: Sequence[tuple[str, str]]
) -> Table:
    """Adds a table with the units of each qualification, and with its points where there is a column for them."""
    table = headed_table(document, labels, widths, columns)
    qualification = field_band(table, "qualification", labels.text("transcript.title"))
    keep_with_next(add_line(qualification.cells[0], "levels", labels.text("form.eqf"), style=NOTE))
    unit = value_row(table, labels, columns, bold="unit")
    points = [_points_row(table, labels, *one) for one in POINTS] if len(columns) == len(UNITS) else []
    keep_together([unit, *points])
    repeat([unit], "units", labels.text("form.unit"))
    repeat([qualification, unit, *points], "qualifications", labels.text("transcript.title"))
    return table


def _points_row(table: Table, labels: Labels, key: str, tag: str) -> _Row:
    """Adds a row of a label and its points, each across two columns."""
    row = add_row(table)
    label_cell(row.cells[0].merge(row.cells[1]), labels, key)
    value_cell(row.cells[2].merge(row.cells[3]), tag, labels.text(key))
    return row


def _where_to_write(document: Document, labels: Labels) -> None:
    table = form_table(document)
    row = add_row(table)
    label_cell(row.cells[0], labels, "refusal.review-where")
    cell = row.cells[1].merge(row.cells[-1])
    value_cell(cell, "home.name", labels.text("form.home"))
    for tag in ("address", "telephone", "email"):
        add_line(cell, f"home.{tag}", labels.text(f"form.{tag}"))
