"""Builds the template of the personal transcript: sections A to K; the last box is the home institution's."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Cm, Length
from docx.table import Table, _Row

from ecvet_office.documents.controls import add_field, keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement import write_head
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import field_band, headed_table, repeated_table, value_row
from ecvet_office.documents.shipped_signatures import home_signature
from ecvet_office.documents.shipped_styles import BAND_TEXT, LABEL, NOTE, VALUE
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    band_row,
    field_row,
    form_table,
    gap,
    header_row,
    heading,
    keep_cells_with_next,
    label_cell,
    pair_row,
    paragraph,
    signature_row,
    signature_table,
    value_cell,
)

RESULTS = (Cm(1.2), Cm(5.9), Cm(2.1), Cm(4.3), Cm(3.5))
SUMMARY = (Cm(5.2), Cm(3.7), Cm(5.2), Cm(2.9))
SUMMARY_WITHOUT_POINTS = (Cm(8.0), Cm(5.5), Cm(3.5))
NOTES = (Cm(2.2), Cm(7.4), Cm(7.4))
DIFFERENCES = (Cm(2.2), Cm(14.8))
DECISIONS = (Cm(4.5), Cm(2.9), Cm(4.0), Cm(2.7), Cm(2.9))
DECISIONS_WITHOUT_POINTS = (Cm(6.2), Cm(3.1), Cm(4.7), Cm(3.0))
POINTS = (Cm(5.7), Cm(5.6), Cm(5.7))
HAND_ROOM = Cm(1.0)


def build_transcript(labels: Labels) -> Document:
    """Gives the template of the transcript."""
    document = new_template(labels, "transcript.document", names_learner=True)
    write_head(document, labels, "transcript")
    for build in (_about, _results, _units, _notes, _differences, _points, _signatures, _home_box):
        build(document, labels)
    return document


def _about(document: Document, labels: Labels) -> None:
    """Adds sections A to E: who, where, which qualification, under which agreement and when."""
    table = form_table(document)
    band_row(table, labels, "transcript.section-a")
    row = add_row(table)
    label_cell(row.cells[0], labels, "form.name")
    value_cell(row.cells[1].merge(row.cells[-1]), "learner.name", labels.text("form.name"), bold=True)
    pair_row(table, labels, ("form.date-of-birth", "learner.born"), ("transcript.learner-id", "learner.id"))
    band_row(table, labels, "transcript.section-b")
    _institutions(table, labels)
    _company_and_mentor(table, labels)
    band_row(table, labels, "transcript.section-d")
    field_row(table, labels, "transcript.title", "qualification.title", bold=True)
    pair_row(table, labels, ("form.eqf", "qualification.eqf"), ("form.nqf", "qualification.nqf"))
    show_if([field_row(table, labels, "transcript.total-points", "qualification.points")], "points")
    band_row(table, labels, "transcript.section-e")
    field_row(table, labels, "transcript.agreement", "document.number")
    field_row(table, labels, "form.memorandum", "memorandum", optional=True)
    field_row(table, labels, "form.period", "stay", bold=True)
    field_row(table, labels, "transcript.shared-method", "shared_method", optional=True)
    field_row(table, labels, "form.project-code", "project_code", optional=True)
    field_row(table, labels, "form.mobility-id", "mobility_id", optional=True)


def _institutions(table: Table, labels: Labels) -> None:
    """Adds home and host side by side, each with its address."""
    cells = add_row(table).cells
    for cell, side in ((cells[0].merge(cells[1]), "home"), (cells[2].merge(cells[3]), "host")):
        label_cell(cell, labels, f"form.{side}")
        add_field(cell.add_paragraph(style=VALUE), f"{side}.name", labels.text(f"form.{side}"))
        for name, key in (("address", "form.address"), ("email", "form.email")):
            add_line(cell, f"{side}.{name}", labels.text(key), style=LABEL)


def _company_and_mentor(table: Table, labels: Labels) -> None:
    """Adds both in one row where both are known, else the one in a row of its own."""
    keys = ("transcript.host-company", "host_company"), ("transcript.host-mentor", "host_mentor")
    both = pair_row(table, labels, *keys)
    for _, tag in keys:
        show_if([both], tag)
    for (key, tag), (_, other) in zip(keys, reversed(keys), strict=True):
        show_unless([field_row(table, labels, key, tag, optional=True)], other)


def _results(document: Document, labels: Labels) -> None:
    heading(document, labels, "transcript.section-f")
    table = form_table(document, RESULTS)
    keys = (
        "form.kind",
        "form.learning-outcome",
        "transcript.agreed",
        "transcript.assessed",
        "transcript.result",
    )
    keep_cells_with_next(header_row(table, labels, keys))
    unit = field_band(table, "title", labels.text("form.unit"))
    row = add_row(table)
    tags = ("kind", "text", "agreed", "date", "result")
    for each, key, tag in zip(row.cells, keys, tags, strict=True):
        value_cell(each, tag, labels.text(key))
    for tag, when in (("method", "has_other_method"), ("remark", ""), ("evidence", "")):
        key = f"transcript.{tag}"
        add_line(row.cells[1], tag, labels.text(key), before=(labels, key), style=LABEL, when=when)
    for tag in ("assessor", "assessor.role"):
        add_line(row.cells[3], tag, labels.text("transcript.assessed"), style=LABEL)
    add_line(row.cells[4], "grade", labels.text("transcript.result"), style=LABEL)
    repeat([row], "results", labels.text("form.learning-outcome"))
    repeat([unit, row], "units", labels.text("form.unit"))
    paragraph(document, labels, "form.kinds-note", NOTE)


def _units(document: Document, labels: Labels) -> None:
    """Adds the summary by unit: one table with points, one without, of which a document shows one."""
    heading(document, labels, "transcript.section-g")
    columns = (
        ("form.unit", "title"),
        ("transcript.outcomes-achieved", "achieved"),
        ("transcript.unit-points", "unit_points"),
        ("transcript.status", "status"),
    )
    with_points = repeated_table(document, labels, "units", SUMMARY, columns)
    without_points = repeated_table(document, labels, "units", SUMMARY_WITHOUT_POINTS, (*columns[:2], columns[3]))
    show_if([with_points], "points")
    show_unless([without_points], "points")


def _notes(document: Document, labels: Labels) -> None:
    heading(document, labels, "transcript.section-h")
    columns = (("form.outcome", "outcome"), ("transcript.strong", "strong"), ("transcript.weak", "weak"))
    show_if([repeated_table(document, labels, "notes", NOTES, columns)], "notes")
    show_unless([paragraph(document, labels, "transcript.no-points-noted")], "notes")


def _differences(document: Document, labels: Labels) -> None:
    heading(document, labels, "transcript.section-i")
    columns = (("form.outcome", "about"), ("transcript.difference", "difference"))
    show_if([repeated_table(document, labels, "differences", DIFFERENCES, columns)], "differences")
    show_unless([paragraph(document, labels, "transcript.no-differences")], "differences")


def _points(document: Document, labels: Labels) -> None:
    """Adds the points besides the stay, for it and with it: no section at all where points are not used."""
    title = heading(document, labels, "transcript.section-j")
    columns = (
        ("transcript.points-without", "points.besides"),
        ("transcript.points-gained", "points.gained"),
        ("transcript.points-with", "points.with"),
    )
    table = headed_table(document, labels, POINTS, columns)
    value_row(table, labels, columns)
    note = paragraph(document, labels, "transcript.points-note", NOTE)
    show_if([title, table, note], "standing", labels.text("transcript.section-j"))


def _signatures(document: Document, labels: Labels) -> None:
    heading(document, labels, "transcript.section-k")
    keep_with_next(paragraph(document, labels, "transcript.signing"))
    table = signature_table(document, labels, first="form.party")
    signature_row(
        table,
        labels,
        key="transcript.assessor-host",
        party=("host.name", labels.text("form.host")),
        name=("signs.host.name", "signs.host.position"),
    )
    signature_row(table, labels, key="form.learner", party=None, name=("learner.name",), is_last=True)


def _home_box(document: Document, labels: Labels) -> None:
    """Adds the box of the home institution: its decisions, or the room to write them, and its signature."""
    title = document.add_paragraph(style=BAND_TEXT)
    title.paragraph_format.space_before = Cm(0.3)
    write(title, labels, "transcript.home-box")
    keep_with_next(paragraph(document, labels, "transcript.home-box-note"))
    columns = (
        ("form.unit", "subject"),
        ("transcript.decision", "step"),
        ("transcript.decided-by", "by"),
        ("transcript.decided-on", "on"),
        ("transcript.points-awarded", "awarded"),
    )
    with_points = _decisions(document, labels, DECISIONS, columns)
    without_points = _decisions(document, labels, DECISIONS_WITHOUT_POINTS, columns[:-1])
    show_if([with_points], "points")
    show_unless([without_points], "points")
    keep_with_next(gap(document))
    home_signature(document, labels)


def _decisions(
    document: Document, labels: Labels, widths: Sequence[Length], columns: Sequence[tuple[str, str]]
) -> Table:
    """Adds the table of decisions; where there is none yet, rows for a hand to fill."""
    table = headed_table(document, labels, widths, columns)
    row = value_row(table, labels, columns)
    keep_with_next(add_line(row.cells[1], "reason", labels.text("transcript.decision"), style=LABEL))
    keep_cells_with_next(row)
    repeat([row], "decisions", labels.text("transcript.decision"))
    show_unless([_room_to_decide(table, labels, key) for key in ("validated", "recognised")], "decisions")
    return table


def _room_to_decide(table: Table, labels: Labels, key: str) -> _Row:
    row = add_row(table)
    row.height, row.height_rule = HAND_ROOM, WD_ROW_HEIGHT_RULE.AT_LEAST
    row.cells[1].paragraphs[0].style = VALUE
    write(row.cells[1].paragraphs[0], labels, f"step.{key}")
    keep_cells_with_next(row)
    return row
