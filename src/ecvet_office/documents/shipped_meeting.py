"""Builds the templates of the papers of a recognition meeting: the agenda before it, and the minutes of its day."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Row

from ecvet_office.documents.controls import keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import Columns, field_band, headed_table, repeated_table, value_row
from ecvet_office.documents.shipped_styles import LABEL, NOTE
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    end_after_table,
    field_row,
    form_table,
    header_row,
    heading,
    keep_together,
    label_cell,
    paragraph,
    signature_row,
    signature_table,
)
from ecvet_office.documents.shipped_unit_sheet import write_letterhead

READY = (Cm(4.5), Cm(2.3), Cm(5.0), Cm(1.7), Cm(3.5))
READY_WITHOUT_POINTS = (Cm(5.0), Cm(2.5), Cm(5.0), Cm(4.5))
OFFERED = (Cm(3.8), Cm(5.0), Cm(4.2), Cm(4.0))
WAITING = (Cm(4.2), Cm(5.0), Cm(7.8))
RETAKE = (Cm(3.8), Cm(5.8), Cm(3.0), Cm(4.4))
PRESENT = (Cm(5.0), Cm(3.5), Cm(5.0), Cm(3.5))
ROWS_PRESENT, ROOM_PRESENT = 4, Cm(0.9)  # two people in each row
DECISIONS = (Cm(4.7), Cm(2.7), Cm(4.2), Cm(1.8), Cm(3.6))
DECISIONS_WITHOUT_POINTS = (Cm(5.2), Cm(2.9), Cm(4.4), Cm(4.5))
TEXT_WIDTH, LINES_FOR_REMARKS = Cm(17), 2
AWARDED = ("transcript.points-awarded", "awarded")


# ----- the agenda -----


def build_agenda(labels: Labels) -> Document:
    """Gives the template of the agenda of a recognition meeting."""
    document = _meeting(labels, "agenda")
    write(document.add_paragraph(style=NOTE), labels, "agenda.opening")
    for build in (_ready, _offered, _waiting, _retake):
        build(document, labels)
    return document


def _meeting(labels: Labels, kind: str) -> Document:
    """Gives a paper up to the day of the meeting, with room for its place and time."""
    document = new_template(labels, f"{kind}.document", names_learner=False)
    write_letterhead(document, labels)
    write(document.add_paragraph(style="Title"), labels, f"{kind}.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, f"{kind}.subject")
    table = form_table(document)
    field_row(table, labels, "agenda.on", "on", bold=True)
    row = add_row(table)
    label_cell(row.cells[0], labels, "agenda.place-time")
    row.cells[1].merge(row.cells[-1])
    return document


def _ready(document: Document, labels: Labels) -> None:
    """Adds what can be decided, by learner: one table with points, one without; a sentence where there is nothing."""
    heading(document, labels, "agenda.ready")
    columns = (
        ("agenda.next-step", "unit"),
        ("agenda.achieved", "achieved"),
        ("transcript.assessed", "assessed_on"),
        ("unit-sheet.unit-points", "unit_points"),
        ("agenda.missing", "missing"),
    )
    without = tuple(one for one in columns if one[1] != "unit_points")
    with_points = _ready_table(document, labels, READY, columns)
    without_points = _ready_table(document, labels, READY_WITHOUT_POINTS, without)
    show_if([with_points], "ready_with_points")
    show_if([without_points], "ready_without_points")
    show_unless([paragraph(document, labels, "agenda.nothing-ready")], "ready")


def _ready_table(document: Document, labels: Labels, widths: Sequence[Length], columns: Columns) -> Table:
    table = headed_table(document, labels, widths, columns)
    learner = field_band(table, "learner", labels.text("form.learner"))
    row = value_row(table, labels, columns, bold="unit")
    add_line(row.cells[0], "step", labels.text("agenda.next-step"))
    add_line(row.cells[2], "assessor", labels.text("transcript.assessed"), style=LABEL)
    repeat([row], "units", labels.text("form.unit"))
    repeat([learner, row], "ready", labels.text("form.learner"))
    return table


def _offered(document: Document, labels: Labels) -> None:
    title = heading(document, labels, "agenda.offered")
    note = write(document.add_paragraph(style=NOTE), labels, "agenda.offered-note")
    keep_with_next(note)
    columns = (
        ("form.learner", "name"),
        ("form.learning-outcome", "outcome"),
        ("form.unit", "unit"),
        ("transcript.assessed", "assessed_on"),
    )
    lines = ((3, "assessor", "transcript.assessed"),)
    table = repeated_table(document, labels, "offered", OFFERED, columns, named="form.learning-outcome", lines=lines)
    show_if([title, note, table], "offered")


def _waiting(document: Document, labels: Labels) -> None:
    title = heading(document, labels, "agenda.waiting")
    columns = (("form.learner", "name"), ("form.unit", "unit"), ("agenda.missing", "missing"))
    table = repeated_table(document, labels, "waiting", WAITING, columns, named="form.unit")
    show_if([title, table], "waiting")


def _retake(document: Document, labels: Labels) -> None:
    title = heading(document, labels, "agenda.retake")
    columns = (
        ("form.learner", "name"),
        ("form.learning-outcome", "outcome"),
        ("agenda.why", "why"),
        ("agenda.stay", "stay"),
    )
    lines = ((1, "unit", "form.unit"), (2, "assessed_on", "transcript.assessed"))
    table = repeated_table(document, labels, "retake", RETAKE, columns, named="form.learning-outcome", lines=lines)
    show_if([title, table], "retake")


# ----- the minutes -----


def build_minutes(labels: Labels) -> Document:
    """Gives the template of the minutes of a recognition meeting."""
    document = _meeting(labels, "minutes")
    for build in (_present, _decisions, _remarks, _signatures):
        build(document, labels)
    return document


def _present(document: Document, labels: Labels) -> None:
    """Adds room for the names of those present and for their signatures, two people in a row."""
    heading(document, labels, "minutes.present")
    keep_with_next(write(document.add_paragraph(style=NOTE), labels, "minutes.present-note"))
    table = form_table(document, PRESENT)
    rows = [header_row(table, labels, ("form.name-role", "minutes.signature") * 2)]
    rows += [_hand_row(table, ROOM_PRESENT) for _ in range(ROWS_PRESENT)]
    keep_together(rows)


def _hand_row(table: Table, height: Length) -> _Row:
    """Adds a row in which a hand writes."""
    row = add_row(table)
    row.height, row.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
    return row


def _decisions(document: Document, labels: Labels) -> None:
    """Adds what was decided, by learner: one table with points, one without."""
    heading(document, labels, "minutes.decisions")
    columns = (
        ("refusal.what", "subject"),
        ("transcript.decision", "step"),
        ("transcript.decided-by", "by"),
        AWARDED,
        ("refusal.reason", "reason"),
    )
    with_points = _decision_table(document, labels, DECISIONS, columns)
    without = tuple(one for one in columns if one != AWARDED)
    without_points = _decision_table(document, labels, DECISIONS_WITHOUT_POINTS, without)
    show_if([with_points], "points")
    show_unless([without_points], "points")
    note = write(document.add_paragraph(style=NOTE), labels, "minutes.review")
    show_if([note], "refusals")


def _decision_table(document: Document, labels: Labels, widths: Sequence[Length], columns: Columns) -> Table:
    table = headed_table(document, labels, widths, columns)
    learner = field_band(table, "learner", labels.text("form.learner"))
    row = value_row(table, labels, columns, bold="step")
    repeat([row], "decisions", labels.text("transcript.decision"))
    repeat([learner, row], "learners", labels.text("form.learner"))
    return table


def _remarks(document: Document, labels: Labels) -> None:
    """Adds lines for remarks; they go with the signatures, which are not to stand alone on a page.

    LibreOffice keeps lines with what follows them, and no table.
    """
    heading(document, labels, "minutes.remarks")
    for _ in range(LINES_FOR_REMARKS):
        line = document.add_paragraph()
        line.paragraph_format.space_before = Pt(8)
        line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        line.add_run("\t")
        keep_with_next(line)


def _signatures(document: Document, labels: Labels) -> None:
    heading(document, labels, "minutes.signatures")
    keep_with_next(paragraph(document, labels, "minutes.signing"))
    table = signature_table(document, labels, first="form.party")
    home = ("home.name", labels.text("form.home"))
    signature_row(table, labels, key="minutes.chair", party=home, name=())
    signature_row(table, labels, key="minutes.keeper", party=None, name=(), is_last=True)
    end_after_table(document)
