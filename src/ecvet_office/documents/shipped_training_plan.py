"""Builds the template of the individual training plan: what is achieved, what is missing, and how long that takes."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm

from ecvet_office.documents.controls import keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import headed_table, repeated_table, value_row
from ecvet_office.documents.shipped_styles import LABEL, NOTE
from ecvet_office.documents.shipped_tables import (
    add_line,
    field_row,
    form_table,
    gap,
    heading,
    paragraph,
    signature_row,
    signature_table,
)
from ecvet_office.documents.shipped_unit_sheet import write_letterhead

HELD = (Cm(13.4), Cm(3.6))
GAP = (Cm(5.6), Cm(3.7), Cm(1.6), Cm(2.8), Cm(3.3))
AREAS = (Cm(9.2), Cm(2.6), Cm(2.6), Cm(2.6))


def build_training_plan(labels: Labels) -> Document:
    """Gives the template of the individual training plan."""
    document = new_template(labels, "plan.document", names_learner=True)
    write_letterhead(document, labels)
    write(document.add_paragraph(style="Title"), labels, "plan.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, "plan.subject")
    table = form_table(document)
    field_row(table, labels, "plan.person", "learner.name", bold=True)
    field_row(table, labels, "form.date-of-birth", "learner.born", optional=True)
    field_row(table, labels, "letter.reference", "document.number")
    field_row(table, labels, "unit-sheet.qualification", "qualification", bold=True)
    for build in (_gap, _duration, _held, _areas, _signatures):
        build(document, labels)
    return document


def _gap(document: Document, labels: Labels) -> None:
    """Adds what is still to be learnt, or the sentence that nothing is."""
    heading(document, labels, "plan.section-1")
    columns = (
        ("form.learning-outcome", "outcome"),
        ("plan.module", "module"),
        ("plan.hours", "hours"),
        ("plan.place", "place"),
        ("plan.until", "deadline"),
    )
    table = headed_table(document, labels, GAP, columns)
    row = value_row(table, labels, columns, bold="deadline")
    add_line(row.cells[0], "standing", labels.text("plan.standing"), style=NOTE)
    add_line(row.cells[0], "partners", labels.text("plan.partners"), before=(labels, "plan.partners"), style=LABEL)
    repeat([row], "gap", labels.text("form.learning-outcome"))
    show_if([table], "gap")
    show_unless([paragraph(document, labels, "plan.nothing-missing")], "gap")


def _duration(document: Document, labels: Labels) -> None:
    """Adds how long the rest takes; no section at all where that cannot be worked out."""
    title = heading(document, labels, "plan.section-2")
    table = form_table(document)
    field_row(table, labels, "plan.whole-hours", "hours.whole")
    field_row(table, labels, "plan.gap-hours", "hours.gap", bold=True)
    field_row(table, labels, "entry.whole", "whole", optional=True)
    field_row(table, labels, "entry.remaining", "remaining", optional=True, bold=True)
    note = paragraph(document, labels, "plan.duration-note", NOTE)
    show_if([title, table, note], "hours.whole")


def _held(document: Document, labels: Labels) -> None:
    title = heading(document, labels, "plan.section-3")
    columns = (("form.learning-outcome", "outcome"), ("plan.standing", "standing"))
    table = repeated_table(document, labels, "held", HELD, columns)
    show_if([title, table], "held")


def _areas(document: Document, labels: Labels) -> None:
    """Adds the profile in steps; no section at all where the workbook has none."""
    title = heading(document, labels, "plan.section-4")
    columns = (
        ("plan.area", "area"),
        ("plan.required", "required"),
        ("plan.reached", "held"),
        ("plan.missing", "missing"),
    )
    table = repeated_table(document, labels, "areas", AREAS, columns, bold="missing")
    between = gap(document)
    together = form_table(document)
    field_row(together, labels, "plan.together", "steps", optional=True)
    show_if([title, table, between, together], "areas")


def _signatures(document: Document, labels: Labels) -> None:
    title = heading(document, labels, "plan.section-5")
    keep_with_next(title)
    keep_with_next(paragraph(document, labels, "plan.signing"))
    table = signature_table(document, labels, first="form.party")
    signature_row(table, labels, key="plan.person", party=None, name=("learner.name",))
    signature_row(
        table,
        labels,
        key="form.home",
        party=("home.name", labels.text("form.home")),
        name=("signs.home.name", "signs.home.position"),
        is_last=True,
    )
