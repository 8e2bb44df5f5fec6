"""Builds the templates of a converted course's papers: the unit specification and the certificate supplement."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm

from ecvet_office.documents.controls import repeat, show_if
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import field_band
from ecvet_office.documents.shipped_styles import NOTE
from ecvet_office.documents.shipped_tables import (
    add_row,
    field_row,
    form_table,
    gap,
    header_row,
    heading,
    keep_cells_with_next,
    label_cell,
    paragraph,
    value_cell,
)
from ecvet_office.documents.shipped_unit_sheet import (
    issuer_section,
    outcomes_section,
    qualifications_section,
    unit_section,
    write_letterhead,
)

PROFILE = (Cm(1.4), Cm(15.6))
WAYS = (Cm(11.0), Cm(6.0))
TRAINING = (("school", "school_share"), ("workplace", "workplace_share"), ("prior", "prior_share"))


def build_unit_specification(labels: Labels) -> Document:
    """Gives the template of the specification of a unit that a course was converted into."""
    document = new_template(labels, "specification.document", names_learner=False)
    write_letterhead(document, labels)
    _title(document, labels, "specification")
    unit_section(document, labels)
    qualifications_section(document, labels)
    gap(document)
    _hours(document, labels)
    outcomes_section(document, labels)
    issuer_section(document, labels)
    return document


def _title(document: Document, labels: Labels, kind: str) -> None:
    write(document.add_paragraph(style="Title"), labels, f"{kind}.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, f"{kind}.subject")


def _hours(document: Document, labels: Labels) -> None:
    """Adds the hours from which the points arose, and what the unit was made of."""
    table = form_table(document)
    for key, tag in (
        ("specification.unit-hours", "unit_hours"),
        ("specification.course-hours", "course_hours"),
        ("specification.hours-per-point", "hours_per_point"),
        ("specification.topics", "topics"),
        ("specification.entry", "entry"),
    ):
        field_row(table, labels, key, tag, optional=True)


def build_certificate_supplement(labels: Labels) -> Document:
    """Gives the template of the certificate supplement, in its six numbered sections."""
    document = new_template(labels, "supplement.document", names_learner=False)
    _title(document, labels, "supplement")
    for build in (_titles, _profile, _occupations, _basis, _ways):
        build(document, labels)
    paragraph(document, labels, "supplement.note", NOTE)
    return document


def _titles(document: Document, labels: Labels) -> None:
    heading(document, labels, "supplement.section-1")
    field_row(form_table(document), labels, "supplement.title", "title", bold=True)
    title = heading(document, labels, "supplement.section-2")
    table = form_table(document)
    field_row(table, labels, "supplement.translated", "translated_title")
    note = paragraph(document, labels, "supplement.no-status", NOTE)
    show_if([title, table, note], "translated_title")


def _profile(document: Document, labels: Labels) -> None:
    """Adds the skills and competences: outcomes in groups, a group for each unit."""
    heading(document, labels, "supplement.section-3")
    paragraph(document, labels, "supplement.holder")
    table = form_table(document, PROFILE)
    keep_cells_with_next(header_row(table, labels, ("form.kind", "form.learning-outcome")))
    unit = field_band(table, "unit", labels.text("form.unit"))
    keep_cells_with_next(unit)
    row = add_row(table)
    value_cell(row.cells[0], "kind", labels.text("form.kind"))
    value_cell(row.cells[1], "text", labels.text("form.learning-outcome"))
    repeat([row], "outcomes", labels.text("form.learning-outcome"))
    repeat([unit, row], "units", labels.text("form.unit"))
    paragraph(document, labels, "form.kinds-note", NOTE)


def _occupations(document: Document, labels: Labels) -> None:
    title = heading(document, labels, "supplement.section-4")
    table = form_table(document)
    field_row(table, labels, "supplement.occupations", "occupations")
    show_if([title, table], "occupations")


def _basis(document: Document, labels: Labels) -> None:
    heading(document, labels, "supplement.section-5")
    table = form_table(document)
    for key, tag in (
        ("awarding-body", "awarding_body"),
        ("status", "awarding_status"),
        ("accreditor", "accreditor"),
        ("accreditor-status", "accreditor_status"),
    ):
        field_row(table, labels, f"supplement.{key}", tag, optional=True)
    for key, tag in (("form.nqf", "nqf"), ("form.eqf", "eqf")):
        field_row(table, labels, key, tag, optional=True)
    for key, tag in (
        ("grading", "grading"),
        ("next-level", "next_level"),
        ("agreements", "agreements"),
        ("legal-basis", "legal_basis"),
    ):
        field_row(table, labels, f"supplement.{key}", tag, optional=True)


def _ways(document: Document, labels: Labels) -> None:
    """Adds the ways in which the certificate is acquired, then duration, entry and what else is to be known."""
    heading(document, labels, "supplement.section-6")
    table = form_table(document, WAYS)
    keep_cells_with_next(header_row(table, labels, ("supplement.training", "supplement.share")))
    for key, tag in TRAINING:
        row = add_row(table)
        label_cell(row.cells[0], labels, f"supplement.{key}")
        value_cell(row.cells[1], tag, labels.text(f"supplement.{key}"))
        show_if([row], tag)
    gap(document)
    table = form_table(document)
    for key, tag in (
        ("supplement.duration", "duration"),
        ("supplement.hours", "hours"),
        ("form.points", "total_points"),
        ("supplement.entry", "entry"),
        ("supplement.information", "information"),
    ):
        field_row(table, labels, key, tag, optional=True)
