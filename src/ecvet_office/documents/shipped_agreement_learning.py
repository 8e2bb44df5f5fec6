"""Sections of the learning agreement on what is learnt, and on how it is assessed, validated and recognised."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from ecvet_office.documents.controls import add_field, keep_with_next, repeat, show_if
from ecvet_office.documents.shipped_open import open_row
from ecvet_office.documents.shipped_page import Labels, write
from ecvet_office.documents.shipped_repeats import field_band
from ecvet_office.documents.shipped_styles import CLAUSE, LABEL, NOTE, QUIET_TEXT, VALUE
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    field_row,
    form_table,
    header_row,
    heading,
    keep_cells_with_next,
    label_cell,
    pair_row,
    paragraph,
    value_cell,
)
from ecvet_office.documents.shipped_ticks import tick_row

OUTCOMES = (Cm(1.3), Cm(9.7), Cm(6.0))


def add_qualification(document: Document, labels: Labels) -> None:
    """Adds section 3: the qualification that the learner takes, how far they are, and what is enclosed."""
    heading(document, labels, "agreement.section-3")
    table = form_table(document)
    field_row(table, labels, "agreement.title", "qualification.title", bold=True)
    field_row(table, labels, "agreement.title-elsewhere", "qualification.title_elsewhere", optional=True)
    pair_row(table, labels, ("form.eqf", "qualification.eqf"), ("form.nqf", "qualification.nqf"))
    show_if([field_row(table, labels, "agreement.qualification-points", "qualification.points")], "points")
    row = add_row(table)
    label_cell(row.cells[0], labels, "agreement.progress")
    cell = row.cells[1].merge(row.cells[-1])
    first = cell.paragraphs[0]
    first.style = VALUE
    add_field(first, "progress", labels.text("agreement.progress"))
    show_if([first], "progress")
    for tag in ("progress.units", "progress.points"):
        add_line(cell, tag, labels.text("agreement.progress"))
    names = ("certificate-supplement", "cv", "mobility", "language-passport", "skills-passport", "outcomes-acquired")
    _enclosures(table, labels, names)


def _enclosures(table: Table, labels: Labels, names: tuple[str, ...]) -> None:
    ticks = tuple((f"enclosure.{name}", f"enclosure.{name}") for name in names)
    tick_row(table, labels, "form.enclosures", ticks, other=True)


def add_outcomes(document: Document, labels: Labels) -> None:
    """Adds section 4: the outcomes agreed, by unit, and what is done there."""
    heading(document, labels, "agreement.section-4")
    table = form_table(document, OUTCOMES)
    keep_cells_with_next(header_row(table, labels, ("form.kind", "form.learning-outcome", "agreement.criterion")))
    unit = field_band(table, "title", labels.text("form.unit"))
    keep_with_next(add_line(unit.cells[0], "unit_points", labels.text("form.points"), style=LABEL))
    row = add_row(table)
    for each, key, tag in zip(
        row.cells,
        ("form.kind", "form.learning-outcome", "agreement.criterion"),
        ("kind", "text", "criterion"),
        strict=True,
    ):
        value_cell(each, tag, labels.text(key))
    repeat([row], "outcomes", labels.text("form.learning-outcome"))
    repeat([unit, row], "units", labels.text("form.unit"))
    paragraph(document, labels, "form.kinds-note", NOTE)
    about = form_table(document)
    show_if([field_row(about, labels, "agreement.points-abroad", "points_abroad", bold=True)], "points")
    field_row(about, labels, "agreement.additional", "additional", optional=True)
    show_if([open_row(about, labels, "agreement.host-company", "host_company")], "asks.host_company")
    open_row(about, labels, "agreement.activities", "activities")
    _enclosures(about, labels, ("units", "activities", "development-plan"))


def add_assessment(document: Document, labels: Labels) -> None:
    """Adds section 5: who assesses, when and how."""
    heading(document, labels, "agreement.section-5")
    table = form_table(document)
    _add_role(open_row(table, labels, "agreement.assessor", "assessor.name"), labels, "assessor")
    open_row(table, labels, "agreement.assessed-when", "assessed_when")
    open_row(table, labels, "agreement.assessment-method", "assessment_method")
    field_row(table, labels, "agreement.procedures", "assessment_procedures", optional=True)
    open_row(table, labels, "agreement.recorded", "recorded_how")
    field_row(table, labels, "agreement.document-issued", "document_issued", optional=True)
    _enclosures(table, labels, ("assessment-procedure", "documenting-template", "assessment-grid"))


def _add_role(row: _Row, labels: Labels, who: str) -> None:
    """Adds organisation and role beneath a person's name, and their label to that of the name."""
    line = row.cells[0].paragraphs[0]
    line.clear()
    write(line, labels, f"agreement.{who}", "form.organisation-role")
    add_line(row.cells[1], f"{who}.role", labels.text("form.organisation-role"))


def add_recognition(document: Document, labels: Labels) -> None:
    """Adds section 6: who validates and recognises, and room to record it."""
    heading(document, labels, "agreement.section-6")
    keep_with_next(paragraph(document, labels, "agreement.commitment", CLAUSE))
    table = form_table(document)
    _add_role(field_row(table, labels, "agreement.validator", "validator.name"), labels, "validator")
    field_row(table, labels, "agreement.validated-how", "validated_how")
    row = add_row(table)
    label_cell(row.cells[0], labels, "agreement.recording")
    cell = row.cells[1].merge(row.cells[-1])
    cell.paragraphs[0].style = VALUE
    _room_to_record(cell.paragraphs[0], labels)
    _add_role(field_row(table, labels, "agreement.recogniser", "recogniser.name"), labels, "recogniser")
    field_row(table, labels, "agreement.recognised-how", "recognised_how")


def _room_to_record(line: Paragraph, labels: Labels) -> None:
    """Leaves room for date and method; a second language names both once more and leaves no second room."""
    line.add_run(labels.text("agreement.recording-blank"))
    if labels.second is not None and labels.beside("agreement.recording-blank"):
        line.add_run("", QUIET_TEXT).add_break()
        names = (labels.second.text(key) for key in ("form.date", "form.method"))
        line.add_run(" · ".join(names), QUIET_TEXT)
