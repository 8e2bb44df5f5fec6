"""Builds the template of the assessment sheet: what was agreed, a row for each outcome, and who confirms it.

A row is one row of the table, with the outcome's id in it: whoever sorts the rows, or deletes some, still returns each
result with its outcome.
"""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from ecvet_office.documents.controls import keep_with_next, repeat, show_if
from ecvet_office.documents.shipped_agreement import write_head
from ecvet_office.documents.shipped_open import actual_days_row
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import field_band
from ecvet_office.documents.shipped_styles import LABEL, NOTE, VALUE
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    field_row,
    form_table,
    header_row,
    heading,
    keep_cells_with_next,
    label_cell,
    open_line,
    pair_row,
    paragraph,
    signature_row,
    signature_table,
    value_cell,
)

RESULTS = (Cm(1.3), Cm(7.6), Cm(2.1), Cm(3.6), Cm(2.4))


def build_assessment_sheet(labels: Labels) -> Document:
    """Gives the template of the assessment sheet."""
    document = new_template(labels, "assessment.document", names_learner=True)
    write_head(document, labels, "assessment")
    for build in (_about, _results, _signature):
        build(document, labels)
    return document


def _about(document: Document, labels: Labels) -> None:
    table = form_table(document)
    row = add_row(table)
    for cell, (key, tag) in zip(
        (row.cells[:2], row.cells[2:]),
        (("form.learner", "learner.name"), ("form.number", "document.number")),
        strict=True,
    ):
        label_cell(cell[0], labels, key)
        value_cell(cell[1], tag, labels.text(key), bold=True)
    pair_row(table, labels, ("form.date-of-birth", "learner.born"), ("transcript.learner-id", "learner.id"))
    field_row(table, labels, "transcript.title", "qualification.title")
    field_row(table, labels, "form.memorandum", "memorandum", optional=True)
    field_row(table, labels, "form.project-code", "project_code", optional=True)
    field_row(table, labels, "form.mobility-id", "mobility_id", optional=True)
    field_row(table, labels, "transcript.host-company", "host_company", optional=True)
    heading(document, labels, "assessment.dates")
    table = form_table(document)
    field_row(table, labels, "form.period", "stay")
    actual_days_row(table, labels)
    field_row(table, labels, "assessment.agreed-when", "agreed.when", optional=True)
    field_row(table, labels, "assessment.agreed-method", "agreed.method", optional=True)
    field_row(table, labels, "assessment.agreed-assessor", "agreed.assessor", optional=True)


def _results(document: Document, labels: Labels) -> None:
    title = heading(document, labels, "assessment.outcomes")
    things = open_results(document, labels, "units")
    show_if([title, *things], "units", labels.text("assessment.outcomes"))


def open_results(document: Document, labels: Labels, tag: str) -> tuple[Paragraph | Table, ...]:
    """Adds the table in which the host writes what it found for each outcome, between the notes on how to do it.

    Args:
        document: the template.
        labels: its words.
        tag: of the repeat that gives the units.

    Returns:
        What was added, in its order.
    """
    how = paragraph(document, labels, "assessment.how", NOTE)
    keep_with_next(how)
    if isinstance(how, Table):  # in two columns, with a gap beneath
        keep_with_next(document.paragraphs[-1])
    table = form_table(document, RESULTS)
    keys = ("form.kind", "form.learning-outcome", "assessment.achieved", "assessment.assessed", "assessment.grade")
    keep_cells_with_next(header_row(table, labels, keys))
    unit = field_band(table, "title", labels.text("form.unit"))
    keep_cells_with_next(unit)
    row = add_row(table)
    _outcome(row.cells[0], row.cells[1], labels)
    _open_cell(row.cells[2], labels, "achieved", "assessment.achieved", "assessment.yes-or-no")
    _open_cell(row.cells[3], labels, "date", "form.date", "assessment.day")
    _open_line(row.cells[3], labels, "assessor", "agreement.assessor", "assessment.other-assessor")
    _open_line(row.cells[3], labels, "method", "form.method", "assessment.other-method")
    _open_cell(row.cells[4], labels, "grade", "assessment.a-grade", "assessment.a-grade")
    _open_line(row.cells[4], labels, "scale", "assessment.a-scale", "assessment.a-scale")
    repeat([row], "outcomes", labels.text("form.learning-outcome"))
    repeat([unit, row], tag, labels.text("form.unit"))
    return how, table, paragraph(document, labels, "form.kinds-note", NOTE)


def _outcome(first: _Cell, second: _Cell, labels: Labels) -> None:
    """Writes the outcome, and beneath it the room for what the assessor has to say about it."""
    value_cell(first, "outcome", labels.text("form.outcome"), bold=True)
    add_line(first, "kind", labels.text("form.kind"), style=LABEL)
    value_cell(second, "text", labels.text("form.learning-outcome"))
    add_line(second, "criterion", labels.text("agreement.criterion"), style=LABEL)
    for tag, key in (
        ("strong", "assessment.strong"),
        ("weak", "assessment.weak"),
        ("remark", "transcript.remark"),
    ):
        line = second.add_paragraph(style=VALUE)
        write(line, labels, key)
        for run in line.runs:
            run.italic = True
        line.add_run().add_break() if labels.beside(key) else line.add_run(" ")
        _open(line, labels, tag, key, "assessment.write")


def _open_cell(cell: _Cell, labels: Labels, tag: str, key: str, asking: str) -> None:
    cell.paragraphs[0].style = VALUE
    _open(cell.paragraphs[0], labels, tag, key, asking)


def _open_line(cell: _Cell, labels: Labels, tag: str, key: str, asking: str) -> None:
    _open(cell.add_paragraph(style=VALUE), labels, tag, key, asking)


def _open(line: Paragraph, labels: Labels, tag: str, key: str, asking: str) -> None:
    """Adds a field for the host to fill.

    Args:
        line: where it goes.
        labels: the words of the template.
        tag: of the field.
        key: of what a person calls the field.
        asking: the key of the words that stand there until it is filled.
    """
    open_line(line, tag, labels.text(key).rstrip(":\u00a0"), labels.text(asking))


def _signature(document: Document, labels: Labels) -> None:
    keep_with_next(paragraph(document, labels, "assessment.signing"))
    table = signature_table(document, labels, first="form.party")
    signature_row(
        table,
        labels,
        key="transcript.assessor-host",
        party=("host.name", labels.text("form.host")),
        name=("agreed.assessor",),
        is_last=True,
    )
