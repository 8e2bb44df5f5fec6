"""Builds the template of the Erasmus+ learning agreement 2021-27, for learners and for staff: fourteen headings."""

from __future__ import annotations

from docx.document import Document
from docx.table import Table

from ecvet_office.documents.controls import add_field, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement import numbered_row
from ecvet_office.documents.shipped_open import host_signature_row, open_pair_row, open_row
from ecvet_office.documents.shipped_page import Labels, write
from ecvet_office.documents.shipped_programme import (
    activity_rows,
    keep_clause,
    new_programme_paper,
    organisations_table,
    outcomes_table,
    people_table,
    person_row,
    programme_rows,
)
from ecvet_office.documents.shipped_signatures import guardian_signatures
from ecvet_office.documents.shipped_styles import NOTE
from ecvet_office.documents.shipped_tables import (
    band_row,
    end_after_table,
    field_row,
    form_table,
    gap,
    heading,
    keep_cells_with_next,
    keep_together,
    pair_row,
    paragraph,
    signature_row,
    signature_table,
)


def build_erasmus_agreement(labels: Labels) -> Document:
    """Gives the template of the Erasmus+ learning agreement."""
    document = new_programme_paper(labels, "erasmus")
    _purpose_and_mobility(document, labels)
    _participant(document, labels)
    _context(document, labels)
    _outcomes(document, labels)
    _programme(document, labels)
    _support(document, labels)
    _evaluation(document, labels)
    _recognition(document, labels)
    _end(document, labels)
    _signatures(document, labels)
    return document


def _purpose_and_mobility(document: Document, labels: Labels) -> None:
    heading(document, labels, "erasmus.section-1")
    paragraph(document, labels, "erasmus.purpose")
    heading(document, labels, "erasmus.section-2")
    table = form_table(document)
    activity_rows(table, labels)
    pair_row(table, labels, ("form.start", "stay.start"), ("form.end", "stay.end"))
    field_row(table, labels, "agreement.virtual", "stay.virtual", optional=True)
    heading(document, labels, "erasmus.section-3")
    paragraph(document, labels, "erasmus.parties")


def _participant(document: Document, labels: Labels) -> None:
    heading(document, labels, "erasmus.section-4")
    table = form_table(document)
    pair_row(
        table, labels, ("erasmus.family-name", "learner.family_name"), ("erasmus.given-names", "learner.given_names")
    )
    field_row(table, labels, "form.address", "learner.address", optional=True)
    row = pair_row(table, labels, ("form.telephone", "learner.telephone"), ("form.email", "learner.email"))
    show_if([row], "learner.reachable")
    guardian = [
        numbered_row(table, labels, "agreement.guardian", "name"),
        pair_row(table, labels, ("form.telephone", "telephone"), ("form.email", "email")),
    ]
    keep_together(guardian)
    show_if([guardian[-1]], "reachable")
    repeat(guardian, "guardians", labels.text("agreement.guardian"))
    gap(document)
    organisations_table(document, labels, ("erasmus.section-4-1", "erasmus.section-4-2"))


def _context(document: Document, labels: Labels) -> None:
    """Adds what a learner is enrolled in or a member of staff works as: one of the two."""
    heading(document, labels, "erasmus.section-5")
    table = form_table(document)
    learner = [
        band_row(table, labels, "erasmus.enrolled"),
        field_row(table, labels, "erasmus.title", "qualification.title", bold=True),
    ]
    with_year = pair_row(
        table, labels, ("form.eqf", "qualification.eqf"), ("erasmus.school-year", "learner.school_year")
    )
    without_year = field_row(table, labels, "form.eqf", "qualification.eqf", optional=True)
    staff = [
        band_row(table, labels, "erasmus.works"),
        field_row(table, labels, "erasmus.title", "learner.job_title", bold=True),
    ]
    for rows in (learner, staff):
        keep_together(rows)
    show_if([with_year], "learner.school_year")
    show_unless([without_year], "learner.school_year")
    show_unless([*learner, with_year, without_year], "staff", labels.text("erasmus.enrolled"))
    show_if(staff, "staff", labels.text("erasmus.works"))


def _outcomes(document: Document, labels: Labels) -> None:
    heading(document, labels, "erasmus.section-6")
    outcomes_table(document, labels)


def _programme(document: Document, labels: Labels) -> None:
    heading(document, labels, "erasmus.section-7")
    programme_rows(document, labels, "erasmus.tasks", opens=True)


def _support(document: Document, labels: Labels) -> None:
    heading(document, labels, "erasmus.section-8")
    table = people_table(document, labels)
    _people(table, labels, "erasmus.section-8-1", "erasmus.host-role", "host.people", whose="hosting")
    _people(table, labels, "erasmus.section-8-2", "erasmus.home-role", "home.people", whose="sending")
    _people(table, labels, "erasmus.section-9", "erasmus.accompanying-role", "accompanying", whose="section-9")
    gap(document)
    about = form_table(document)
    show_if([open_row(about, labels, "transcript.host-mentor", "host.mentor")], "asks.host_mentor")
    field_row(about, labels, "erasmus.section-9-1", "monitoring")


def _people(table: Table, labels: Labels, key: str, role: str, tag: str, *, whose: str) -> None:
    """Adds the responsible persons of one place beneath what they are there for.

    Args:
        table: from `_people_table`.
        labels: the words of the template.
        key: of the heading of the place.
        role: the key of what they do.
        tag: of the repeat.
        whose: the key of what a person calls the repeat.
    """
    band = band_row(table, labels, key)
    line = write(band.cells[0].add_paragraph(style=NOTE), labels, role)
    keep_cells_with_next(band)
    person_row(table, labels, tag, f"erasmus.{whose}")
    if tag == "accompanying":
        nobody = write(band.cells[0].add_paragraph(style=NOTE), labels, "erasmus.no-accompanying")
        show_if([line], tag)
        show_unless([nobody], tag)


def _evaluation(document: Document, labels: Labels) -> None:
    heading(document, labels, "erasmus.section-10")
    table = form_table(document)
    open_row(table, labels, "erasmus.format", "assessment_method")
    for name in ("criteria", "procedure"):
        field_row(table, labels, f"erasmus.{name}", name)
    open_pair_row(table, labels, ("erasmus.evaluated-by", "assessor"), ("erasmus.evaluated-when", "assessed_when"))
    open_row(table, labels, "erasmus.recorded", "recorded_how")


def _recognition(document: Document, labels: Labels) -> None:
    heading(document, labels, "erasmus.section-11")
    table = form_table(document)
    for key, tag in (
        ("conditions", "recognition_conditions"),
        ("process", "process"),
        ("documents", "document_issued"),
    ):
        field_row(table, labels, f"erasmus.{key}", tag)
    field_row(table, labels, "erasmus.recognised-by", "recogniser.name", optional=True)
    heading(document, labels, "erasmus.section-12")
    line = document.add_paragraph()
    add_field(line, "reintegration", labels.text("erasmus.section-12"))
    show_unless([line], "staff")
    show_if([paragraph(document, labels, "erasmus.of-staff")], "staff")


def _end(document: Document, labels: Labels) -> None:
    heading(document, labels, "erasmus.section-13")
    line = document.add_paragraph()
    add_field(line, "provisions", labels.text("erasmus.section-13"))
    show_if([line], "provisions")
    show_unless([paragraph(document, labels, "erasmus.no-provisions")], "provisions")
    field_row(form_table(document), labels, "form.prevailing-language", "prevailing_language", optional=True)
    gap(document)
    keep_clause(document, labels, "erasmus.data-protection", NOTE)


def _signatures(document: Document, labels: Labels) -> None:
    """Adds the rooms to sign in: both organisations, the guardians of a minor, the participant."""
    heading(document, labels, "erasmus.section-14")
    keep_clause(document, labels, "erasmus.signing")
    table = signature_table(document, labels, first="form.party")
    signature_row(
        table,
        labels,
        key="erasmus.sending",
        party=("home.name", labels.text("erasmus.sending")),
        name=("signs.home.name", "signs.home.position"),
    )
    host_signature_row(table, labels, "erasmus.hosting")
    guardian_signatures(table, labels)
    signature_row(table, labels, key="erasmus.participant", party=None, name=("learner.name",), is_last=True)
    end_after_table(document)
