"""Builds the template of a group's learning programme: one programme, the lists of who travels, and who signs."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm

from ecvet_office.documents.controls import repeat, show_if, show_unless
from ecvet_office.documents.shipped_page import Labels
from ecvet_office.documents.shipped_programme import (
    activity_rows,
    keep_clause,
    organisations_table,
    outcomes_table,
    people_table,
    person_row,
    programme_head,
)
from ecvet_office.documents.shipped_repeats import headed_table, repeated_table, value_row
from ecvet_office.documents.shipped_styles import LABEL, NOTE
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    band_row,
    end_after_table,
    field_row,
    form_table,
    gap,
    heading,
    keep_cells_with_next,
    label_cell,
    pair_row,
    paragraph,
    signature_row,
    signature_table,
    value_cell,
)

COMPANIES = (Cm(4.6), Cm(2.9), Cm(2.9), Cm(3.2), Cm(3.4))
PARTICIPANTS = (Cm(1.2), Cm(7.6), Cm(3.0), Cm(5.2))
ACCOMPANYING = (Cm(6.2), Cm(3.0), Cm(3.4), Cm(4.4))
EVALUATION = {
    "evaluation": (
        ("format", "assessment_method"),
        ("criteria", "criteria"),
        ("procedure", "procedure"),
        ("evaluated-by", "assessor"),
        ("evaluated-when", "assessed_when"),
        ("recorded", "recorded_how"),
    ),
    "recognition": (
        ("conditions", "recognition_conditions"),
        ("process", "process"),
        ("documents", "document_issued"),
        ("recognised-by", "recogniser.name"),
    ),
}
"""The rows on evaluation, then those on recognition: of each the key of the label and the tag of the field."""
ROOM = Cm(0.9)
"""The least height of a row in which somebody signs."""


def build_group_programme(labels: Labels) -> Document:
    """Gives the template of the learning programme of a group."""
    document = programme_head(labels, "group", names_learner=False, funded_if="project_code")
    for build in (
        _mobility,
        _organisations,
        _outcomes,
        _programme,
        _responsible,
        _evaluation,
        _participants,
        _accompanying,
        _signatures,
    ):
        build(document, labels)
    return document


def _mobility(document: Document, labels: Labels) -> None:
    heading(document, labels, "group.section-1")
    table = form_table(document)
    row = add_row(table)
    label_cell(row.cells[0], labels, "group.name")
    value_cell(row.cells[1], "group", labels.text("group.name"), bold=True)
    label_cell(row.cells[2], labels, "form.number")
    value_cell(row.cells[3], "document.number", labels.text("form.number"), bold=True)
    field_row(table, labels, "form.period", "stay", bold=True)
    pair_row(
        table,
        labels,
        ("group.participants", "participants.count"),
        ("group.accompanying", "accompanying.count"),
    )
    activity_rows(table, labels, optional=True)
    field_row(table, labels, "form.project-code", "project_code", optional=True)
    field_row(table, labels, "form.mobility-id", "mobility_id", optional=True)


def _organisations(document: Document, labels: Labels) -> None:
    heading(document, labels, "group.section-2")
    organisations_table(document, labels, ("erasmus.sending", "erasmus.hosting"))


def _outcomes(document: Document, labels: Labels) -> None:
    heading(document, labels, "group.section-3")
    field_row(form_table(document), labels, "erasmus.title", "qualification", optional=True, bold=True)
    gap(document)
    outcomes_table(document, labels)


def _programme(document: Document, labels: Labels) -> None:
    """Adds the activities, the programme day by day, and the companies in which participants work."""
    heading(document, labels, "group.section-4")
    table = form_table(document)
    field_row(table, labels, "erasmus.tasks", "activities")
    field_row(table, labels, "group.day-by-day", "programme", optional=True)
    field_row(table, labels, "group.monitoring", "monitoring", optional=True)
    between = gap(document)
    columns = (
        ("form.company", "company"),
        ("form.from", "from"),
        ("form.until", "until"),
        ("form.mentor", "mentor"),
        ("group.who", "who"),
    )
    companies = repeated_table(document, labels, "placements", COMPANIES, columns, named="agreement.placements")
    show_if([between, companies], "placements", labels.text("agreement.placements"))


def _responsible(document: Document, labels: Labels) -> None:
    """Adds who is responsible in both organisations; no section where nobody is named."""
    title = heading(document, labels, "group.section-5")
    table = people_table(document, labels)
    for key, tag in (("group.at-host", "host.people"), ("group.at-home", "home.people")):
        band = band_row(table, labels, key)
        keep_cells_with_next(band)
        person_row(table, labels, tag, key)
        show_if([band], tag)
    show_if([title, table], "responsible", labels.text("group.section-5"))


def _evaluation(document: Document, labels: Labels) -> None:
    heading(document, labels, "group.section-6")
    table = form_table(document)
    for key, rows in EVALUATION.items():
        band = band_row(table, labels, f"group.{key}")
        keep_cells_with_next(band)
        show_if([band], key, labels.text(f"group.{key}"))
        for label, tag in rows:
            field_row(table, labels, f"erasmus.{label}", tag, optional=True)


def _participants(document: Document, labels: Labels) -> None:
    """Adds the list of participants, with room for each to sign."""
    heading(document, labels, "group.section-7")
    keep_clause(document, labels, "group.proof", NOTE)
    columns = (
        ("group.number", "number"),
        ("erasmus.participant", "name"),
        ("group.agreement", "agreement"),
        ("group.signature", ""),
    )
    table = headed_table(document, labels, PARTICIPANTS, columns)
    row = value_row(table, labels, columns, bold="name")
    row.height = ROOM
    add_line(row.cells[1], "period", labels.text("form.period"), style=LABEL)
    repeat([row], "participants", labels.text("group.participants"))


def _accompanying(document: Document, labels: Labels) -> None:
    """Adds the list of accompanying persons, or the sentence that there is none."""
    heading(document, labels, "group.section-8")
    columns = (
        ("group.accompanying-person", "name"),
        ("group.role", "role"),
        ("form.period", "period"),
        ("group.signature", ""),
    )
    table = headed_table(document, labels, ACCOMPANYING, columns)
    row = value_row(table, labels, columns, bold="name")
    row.height = ROOM
    for name, key in (("position", "form.position"), ("reach", "form.email")):
        add_line(row.cells[0], name, labels.text(key), style=LABEL)
    add_line(row.cells[1], "leads", labels.text("group.leads"), style=NOTE)
    repeat([row], "accompanying", labels.text("group.accompanying"))
    show_if([table], "accompanying")
    show_unless([paragraph(document, labels, "group.nobody")], "accompanying")


def _signatures(document: Document, labels: Labels) -> None:
    heading(document, labels, "group.section-9")
    keep_clause(document, labels, "group.signing")
    table = signature_table(document, labels, first="form.party")
    for side, key in (("home", "erasmus.sending"), ("host", "erasmus.hosting")):
        signature_row(
            table,
            labels,
            key=key,
            party=(f"{side}.name", labels.text(key)),
            name=(f"signs.{side}.name", f"signs.{side}.position"),
            is_last=side == "host",
        )
    end_after_table(document)
