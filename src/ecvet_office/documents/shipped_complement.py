"""Builds the template of the complement to the Erasmus+ learning agreement: what took place and what was achieved."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm

from ecvet_office.documents.controls import add_field, keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_assessment import open_results
from ecvet_office.documents.shipped_open import actual_days_row, host_signature_row, open_row
from ecvet_office.documents.shipped_page import Labels
from ecvet_office.documents.shipped_programme import (
    activity_rows,
    keep_clause,
    new_programme_paper,
    programme_rows,
)
from ecvet_office.documents.shipped_repeats import field_band, repeated_table
from ecvet_office.documents.shipped_styles import CLAUSE, LABEL, NOTE
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    end_after_table,
    field_row,
    form_table,
    gap,
    header_row,
    heading,
    keep_cells_with_next,
    pair_row,
    paragraph,
    signature_row,
    signature_table,
    value_cell,
)

RESULTS = (Cm(1.3), Cm(6.4), Cm(2.0), Cm(3.9), Cm(3.4))
NOTES = (Cm(2.2), Cm(7.4), Cm(7.4))
DECISIONS = (Cm(6.2), Cm(3.1), Cm(4.7), Cm(3.0))
DIFFERENCES = (Cm(2.2), Cm(14.8))
ASKED = "asks.results"
"""Holds in a paper to be returned, in which the host writes the results."""


def build_complement(labels: Labels) -> Document:
    """Gives the template of the complement."""
    document = new_programme_paper(labels, "complement")
    for build in (_mobility, _programme, _results, _evaluation, _recognition, _differences, _signatures):
        build(document, labels)
    return document


def _mobility(document: Document, labels: Labels) -> None:
    heading(document, labels, "complement.section-1")
    table = form_table(document)
    activity_rows(table, labels)
    days = pair_row(table, labels, ("complement.start", "stay.start"), ("complement.end", "stay.end"))
    show_unless([days], ASKED)
    show_if([actual_days_row(table, labels)], ASKED)
    show_if([open_row(table, labels, "transcript.host-mentor", "host.mentor")], "asks.host_mentor")
    for name in ("length", "interruption", "virtual", "virtual_hours"):
        field_row(table, labels, f"complement.{name.replace('_', '-')}", f"stay.{name}", optional=True)
    space = gap(document)
    line = document.add_paragraph(style=CLAUSE)
    add_field(line, "declaration", labels.text("complement.section-1"))
    show_if([space, line], "declaration")
    show_unless([space, line], ASKED, "Only where the days are known")


def _programme(document: Document, labels: Labels) -> None:
    heading(document, labels, "complement.section-2")
    programme_rows(document, labels, "erasmus.tasks")


def _results(document: Document, labels: Labels) -> None:
    heading(document, labels, "complement.section-3")
    asked = open_results(document, labels, "asked")
    show_if(asked, ASKED, labels.text("assessment.outcomes"))
    table = form_table(document, RESULTS)
    keys = ("form.kind", "form.learning-outcome", "transcript.agreed", "transcript.result", "transcript.assessed")
    keep_cells_with_next(header_row(table, labels, keys))
    unit = field_band(table, "title", labels.text("form.unit"))
    keep_cells_with_next(unit)
    row = add_row(table)
    for each, key, tag in zip(row.cells, keys, ("kind", "text", "agreed", "result", "date"), strict=True):
        value_cell(each, tag, labels.text(key))
    add_line(
        row.cells[1], "remark", labels.text("transcript.remark"), before=(labels, "transcript.remark"), style=LABEL
    )
    add_line(row.cells[3], "grade", labels.text("transcript.result"), style=LABEL)
    add_line(row.cells[4], "assessor", labels.text("transcript.assessed"), style=LABEL)
    repeat([row], "results", labels.text("form.learning-outcome"))
    repeat([unit, row], "units", labels.text("form.unit"))
    note = paragraph(document, labels, "form.kinds-note", NOTE)
    show_if([table, note], "units", labels.text("complement.section-3"))
    show_unless([table, note], ASKED)
    show_unless([paragraph(document, labels, "complement.no-outcomes")], "units")


def _evaluation(document: Document, labels: Labels) -> None:
    heading(document, labels, "complement.section-4")
    table = form_table(document)
    finished = (
        field_row(table, labels, "complement.achieved", "evaluated", optional=True, bold=True),
        field_row(table, labels, "complement.evaluated-how", "assessment_method", optional=True),
    )
    for row in finished:
        show_unless([row], ASKED)
    show_if([open_row(table, labels, "complement.evaluated-how", "assessment_method")], ASKED)
    space = gap(document)
    columns = (("form.outcome", "outcome"), ("transcript.strong", "strong"), ("transcript.weak", "weak"))
    notes = repeated_table(document, labels, "notes", NOTES, columns)
    show_if([space, notes], "notes")
    show_unless([space, notes], ASKED)


def _recognition(document: Document, labels: Labels) -> None:
    heading(document, labels, "complement.section-5")
    columns = (
        ("form.unit", "subject"),
        ("transcript.decision", "step"),
        ("transcript.decided-by", "by"),
        ("transcript.decided-on", "on"),
    )
    show_if([repeated_table(document, labels, "decisions", DECISIONS, columns)], "decisions")
    show_unless([paragraph(document, labels, "complement.not-decided")], "decisions")


def _differences(document: Document, labels: Labels) -> None:
    heading(document, labels, "complement.section-6")
    columns = (("form.outcome", "about"), ("transcript.difference", "difference"))
    show_if([repeated_table(document, labels, "differences", DIFFERENCES, columns)], "differences")
    show_unless([paragraph(document, labels, "transcript.no-differences")], "differences")


def _signatures(document: Document, labels: Labels) -> None:
    """Adds the rooms of the two who sign, and from which day on they do; no day stands there before."""
    gap(document)
    keep_clause(document, labels, "erasmus.data-protection", NOTE)
    heading(document, labels, "complement.section-7")
    line = document.add_paragraph()
    add_field(line, "signing", labels.text("complement.section-7"))
    keep_with_next(line)
    table = signature_table(document, labels, first="form.party")
    host_signature_row(table, labels, "erasmus.hosting")
    signature_row(table, labels, key="erasmus.participant", party=None, name=("learner.name",), is_last=True)
    end_after_table(document)
