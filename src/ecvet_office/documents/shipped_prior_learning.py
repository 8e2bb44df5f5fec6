"""Builds the template of the file of prior learning: sections A to F, and the room to sign."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm

from ecvet_office.documents.controls import keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import field_band, repeated_table
from ecvet_office.documents.shipped_styles import LABEL
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    field_row,
    form_table,
    header_row,
    heading,
    keep_cells_with_next,
    pair_row,
    paragraph,
    signature_row,
    signature_table,
    value_cell,
)
from ecvet_office.documents.shipped_unit_sheet import write_letterhead

STEPS = (Cm(4.6), Cm(4.2), Cm(8.2))
EVIDENCE = (Cm(2.0), Cm(5.4), Cm(2.2), Cm(2.2), Cm(2.2), Cm(3.0))
RESULTS = (Cm(1.3), Cm(6.8), Cm(2.9), Cm(3.7), Cm(2.3))
UNITS = (Cm(5.2), Cm(3.6), Cm(4.4), Cm(1.8), Cm(2.0))
UNITS_WITHOUT_POINTS = (Cm(6.2), Cm(3.6), Cm(5.0), Cm(2.2))


def build_prior_learning_file(labels: Labels) -> Document:
    """Gives the template of the file of prior learning."""
    document = new_template(labels, "prior.document", names_learner=True)
    write_letterhead(document, labels)
    write(document.add_paragraph(style="Title"), labels, "prior.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, "prior.subject")
    for build in (_candidate, _steps, _evidence, _results, _units, _signatures):
        build(document, labels)
    return document


def _candidate(document: Document, labels: Labels) -> None:
    heading(document, labels, "prior.section-a")
    table = form_table(document)
    field_row(table, labels, "form.name", "learner.name", bold=True)
    field_row(table, labels, "form.date-of-birth", "learner.born", optional=True)
    field_row(table, labels, "form.address", "learner.address", optional=True)
    heading(document, labels, "prior.section-b")
    table = form_table(document)
    field_row(table, labels, "transcript.title", "qualification.title", bold=True)
    pair_row(table, labels, ("form.eqf", "qualification.eqf"), ("form.nqf", "qualification.nqf"))
    field_row(table, labels, "prior.learnt-how", "learnt_how", optional=True)
    field_row(table, labels, "prior.learnt-where", "learnt_where", optional=True)


def _steps(document: Document, labels: Labels) -> None:
    heading(document, labels, "prior.section-c")
    columns = (("prior.step", "step"), ("form.date", "on"), ("transcript.decided-by", "by"))
    repeated_table(document, labels, "steps", STEPS, columns)


def _evidence(document: Document, labels: Labels) -> None:
    """Adds the evidence with the three checks; a sentence where there is none."""
    heading(document, labels, "prior.section-d")
    columns = (
        ("form.outcome", "outcome"),
        ("prior.evidence", "item"),
        ("prior.authentic", "authentic"),
        ("prior.sufficient", "sufficient"),
        ("prior.current", "current"),
        ("prior.checked", "checked"),
    )
    table = repeated_table(
        document,
        labels,
        "evidence",
        EVIDENCE,
        columns,
        lines=((1, "note", "transcript.remark"), (5, "checked_on", "prior.checked")),
    )
    show_if([table], "evidence")
    show_unless([paragraph(document, labels, "prior.no-evidence")], "evidence")


def _results(document: Document, labels: Labels) -> None:
    """Adds what was assessed: every outcome of the claimed units, so that one sees what is still open."""
    heading(document, labels, "prior.section-e")
    table = form_table(document, RESULTS)
    keys = ("form.kind", "form.learning-outcome", "form.method", "transcript.assessed", "transcript.result")
    keep_cells_with_next(header_row(table, labels, keys))
    unit = field_band(table, "unit", labels.text("form.unit"))
    keep_cells_with_next(unit)
    row = add_row(table)
    for each, key, tag in zip(row.cells, keys, ("kind", "text", "method", "date", "result"), strict=True):
        value_cell(each, tag, labels.text(key))
    add_line(row.cells[3], "assessor", labels.text("transcript.assessed"), style=LABEL)
    repeat([row], "outcomes", labels.text("form.learning-outcome"))
    repeat([unit, row], "units", labels.text("form.unit"))


def _units(document: Document, labels: Labels) -> None:
    """Adds which units are certified: one table with points, one without, and the sum."""
    heading(document, labels, "prior.section-f")
    columns = (
        ("form.unit", "unit"),
        ("prior.certification", "state"),
        ("transcript.decided-by", "by"),
        ("prior.still-open", "still_open"),
    )
    with_points = (*columns, ("transcript.points-awarded", "unit_points"))
    tables = [
        repeated_table(document, labels, "units", UNITS, with_points, lines=((1, "on", "form.date"),)),
        repeated_table(document, labels, "units", UNITS_WITHOUT_POINTS, columns, lines=((1, "on", "form.date"),)),
    ]
    show_if([tables[0]], "points")
    show_unless([tables[1]], "points")
    total = form_table(document)
    field_row(total, labels, "prior.points-certified", "points.certified")
    show_if([total], "points")


def _signatures(document: Document, labels: Labels) -> None:
    heading(document, labels, "prior.section-g")
    keep_with_next(paragraph(document, labels, "prior.signing"))
    table = signature_table(document, labels, first="form.party")
    signature_row(
        table,
        labels,
        key="transcript.for-home",
        party=("home.name", labels.text("form.home")),
        name=("signs.home.name", "signs.home.position"),
    )
    signature_row(table, labels, key="prior.candidate", party=None, name=("learner.name",), is_last=True)
