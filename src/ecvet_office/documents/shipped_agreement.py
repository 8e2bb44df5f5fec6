"""Builds the template of the ECVET learning agreement: nine sections, in the order of the European form."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm, Pt
from docx.table import Table, _Row

from ecvet_office.documents.controls import add_field, keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement_learning import (
    add_assessment,
    add_outcomes,
    add_qualification,
    add_recognition,
)
from ecvet_office.documents.shipped_open import place_and_day
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_signatures import signatures_of_an_agreement
from ecvet_office.documents.shipped_styles import BAND, BAND_TEXT, NOTE, QUIET_TEXT
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    align_with_text,
    band_row,
    field_row,
    form_table,
    gap,
    header_row,
    heading,
    keep_cells_with_next,
    keep_together,
    label_cell,
    open_line,
    pair_row,
    paragraph,
    shade,
    signature_row,
    signature_table,
    value_cell,
)
from ecvet_office.documents.shipped_ticks import tick_row

SIDES = (Cm(3.4), Cm(6.8), Cm(6.8))
SIDES_IN_TWO = (Cm(4.6), Cm(6.2), Cm(6.2))
SECOND_TITLE = Pt(14)
PLACEMENTS = (Cm(6.5), Cm(3.2), Cm(3.2), Cm(4.1))


def build_learning_agreement(labels: Labels) -> Document:
    """Gives the template of the learning agreement."""
    document = new_template(labels, "agreement.document", names_learner=True)
    write_head(document, labels, "agreement")
    _summary(document, labels)
    for build in (
        _participants,
        _duration,
        add_qualification,
        add_outcomes,
        add_assessment,
        add_recognition,
        _signatures,
        _end,
    ):
        build(document, labels)
    return document


def write_head(document: Document, labels: Labels, kind: str) -> None:
    """Writes both institutions, the document's name and what it is about.

    Args:
        document: the template.
        labels: its words.
        kind: the section of the catalogue that holds the document's name and subject.
    """
    table = document.add_table(rows=1, cols=2)
    align_with_text(table)
    for cell, side in zip(table.rows[0].cells, ("home", "host"), strict=True):
        line = cell.paragraphs[0]
        line.style = NOTE
        write(line, labels, f"form.{side}", f"form.{side}-note")
        name = cell.add_paragraph(style=BAND_TEXT)
        add_field(name, f"{side}.name", labels.text(f"form.{side}"))
    write(document.add_paragraph(style="Title"), labels, f"{kind}.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, f"{kind}.subject")


def _summary(document: Document, labels: Labels) -> None:
    """Tells a stranger what this paper is, about whom, and from when to when."""
    table = form_table(document)
    row = add_row(table)
    label_cell(row.cells[0], labels, "form.learner")
    value_cell(row.cells[1], "learner.name", labels.text("form.learner"), bold=True)
    label_cell(row.cells[2], labels, "form.number")
    value_cell(row.cells[3], "document.number", labels.text("form.number"), bold=True)
    field_row(table, labels, "form.period", "stay", bold=True)
    for key, tag in (
        ("form.memorandum", "memorandum"),
        ("form.programme", "programme"),
        ("form.project-code", "project_code"),
        ("form.activity-type", "activity_type"),
        ("form.mobility-id", "mobility_id"),
    ):
        field_row(table, labels, key, tag, optional=True)


def _participants(document: Document, labels: Labels) -> None:
    heading(document, labels, "agreement.section-1")
    _institutions(document, labels)
    gap(document)
    table = form_table(document)
    band_row(table, labels, "agreement.learner")
    pair_row(table, labels, ("form.name", "learner.name"), ("form.date-of-birth", "learner.born"))
    field_row(table, labels, "form.address", "learner.address", optional=True)
    row = pair_row(table, labels, ("form.telephone-fax", "learner.telephone"), ("form.email", "learner.email"))
    show_if([row], "learner.reachable")
    tick_row(table, labels, "form.sex", (("form.male", "learner.male"), ("form.female", "learner.female")))
    guardian = [
        numbered_row(table, labels, "agreement.guardian", "name"),
        field_row(table, labels, "form.address", "address", optional=True),
        pair_row(table, labels, ("form.telephone", "telephone"), ("form.email", "email")),
    ]
    keep_together(guardian)
    show_if([guardian[-1]], "reachable")
    repeat(guardian, "guardians", labels.text("agreement.guardian"))
    intermediary = [
        band_row(table, labels, "agreement.intermediary"),
        field_row(table, labels, "form.organisation", "intermediary.name"),
        field_row(table, labels, "form.address", "intermediary.address", optional=True),
        _reach_row(table, labels, "intermediary", ("form.telephone-fax", "form.email")),
        field_row(table, labels, "form.website", "intermediary.website", optional=True),
        field_row(table, labels, "form.contact", "intermediary.contact.name", optional=True),
        _reach_row(table, labels, "intermediary.contact", ("form.contact-telephone", "form.contact-email")),
    ]
    keep_together(intermediary)
    show_if(intermediary, "intermediary", labels.text("agreement.intermediary"))


def _reach_row(table: Table, labels: Labels, whose: str, keys: tuple[str, str]) -> _Row:
    """Adds a row of telephone and e-mail, left out where both are empty: two rows are a page too many."""
    row = pair_row(table, labels, (keys[0], f"{whose}.telephone"), (keys[1], f"{whose}.email"))
    show_if([row], f"{whose}.reachable")
    return row


def _institutions(document: Document, labels: Labels) -> None:
    """Adds home and host side by side, in the rows of the European form."""
    table = form_table(document, SIDES_IN_TWO if labels.second else SIDES)
    row = add_row(table)
    for cell, key in zip(row.cells[1:], ("form.home", "form.host"), strict=True):
        cell.paragraphs[0].style = BAND_TEXT
        write(cell.paragraphs[0], labels, key)
    for cell in row.cells:
        shade(cell, BAND)
    for key, name, is_optional in (
        ("form.organisation", "name", False),
        ("form.address", "address", False),
        ("form.telephone-fax", "telephone", True),
        ("form.email", "email", True),
        ("form.website", "website", True),
        ("form.contact", "contact.name", True),
        ("agreement.host-mentor", "mentor", True),
        ("form.contact-telephone", "contact.telephone", True),
        ("form.contact-email", "contact.email", True),
    ):
        row = add_row(table)
        label_cell(row.cells[0], labels, key)
        for cell, side in zip(row.cells[1:], ("home", "host"), strict=True):
            label = f"{labels.text(f'form.{side}')}: {labels.text(key)}"
            if (side, name) == ("host", "mentor"):
                open_line(cell.paragraphs[0], "host.mentor", label, labels.text("assessment.write"))
            else:
                value_cell(cell, f"{side}.{name}", label)
            if name == "mentor":
                add_line(cell, f"{side}.mentor.reach", label)
        if is_optional:
            show_if([row], f"either.{name}")


def numbered_row(table: Table, labels: Labels, key: str, tag: str) -> _Row:
    """Adds a row whose label ends with the number of the repeated item that it begins, such as a guardian.

    Args:
        table: with two columns or more.
        labels: the words of the template.
        key: of the label.
        tag: of the field beside it.
    """
    row = field_row(table, labels, key, tag, bold=True)
    line = row.cells[0].paragraphs[0]
    line.clear()
    for text, style in ((labels.text(key), None), (labels.beside(key), QUIET_TEXT)):
        if text and style:
            line.add_run("", style).add_break()
        if text:
            line.add_run(f"{text} ", style)
            add_field(line, "number", labels.text("form.number"), style=style)
    return row


def _duration(document: Document, labels: Labels) -> None:
    heading(document, labels, "agreement.section-2")
    table = form_table(document)
    pair_row(table, labels, ("form.start", "stay.start"), ("form.end", "stay.end"))
    field_row(table, labels, "agreement.length", "stay.length")
    field_row(table, labels, "agreement.virtual", "stay.virtual", optional=True)
    field_row(table, labels, "agreement.travel", "stay.travel", optional=True)
    space = gap(document)
    companies = form_table(document, PLACEMENTS)
    head = header_row(companies, labels, ("form.company", "form.from", "form.until", "form.mentor"))
    row = add_row(companies)
    for cell, key, tag in zip(
        row.cells,
        ("form.company", "form.from", "form.until", "form.mentor"),
        ("company", "from", "until", "mentor"),
        strict=True,
    ):
        value_cell(cell, tag, labels.text(key))
    keep_cells_with_next(row)
    repeat([row], "placements", labels.text("agreement.placements"))
    show_if([space, companies], "placements", labels.text("agreement.placements"))
    keep_cells_with_next(head)


def _signatures(document: Document, labels: Labels) -> None:
    heading(document, labels, "agreement.section-7")
    keep_with_next(paragraph(document, labels, "agreement.signing"))
    table = signature_table(document, labels, first="form.party")
    for side in ("home", "host"):
        signature_row(
            table,
            labels,
            key=f"form.{side}",
            party=(f"{side}.name", labels.text(f"form.{side}")),
            name=("signs.home.name", "signs.home.position")
            if side == "home"
            else ("open:signs.host.name", "open:signs.host.position"),
            written=place_and_day(labels) if side == "host" else (),
        )
    signatures_of_an_agreement(table, labels)


def _end(document: Document, labels: Labels) -> None:
    heading(document, labels, "agreement.section-8")
    field_row(form_table(document), labels, "form.prevailing-language", "prevailing_language", optional=True)
    gap(document)
    paragraph(document, labels, "agreement.data-protection", NOTE)
    heading(document, labels, "agreement.section-9")
    annexes = document.add_paragraph()
    add_field(annexes, "annexes", labels.text("agreement.section-9"))
    show_if([annexes], "annexes")
    show_unless([paragraph(document, labels, "agreement.no-annexes")], "annexes")
