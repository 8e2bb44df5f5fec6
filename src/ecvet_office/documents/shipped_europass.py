"""Builds the template of the Europass Mobility: the tables and numbered boxes of the classic form."""

from __future__ import annotations

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from ecvet_office.documents.controls import add_field, keep_with_next, show_if, show_unless
from ecvet_office.documents.picture_controls import add_picture_place
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import repeated_table
from ecvet_office.documents.shipped_styles import NOTE, QUIET_TEXT, VALUE
from ecvet_office.documents.shipped_tables import (
    HAND_ROOM,
    STAMP_ROOM,
    add_line,
    add_row,
    field_row,
    form_table,
    gap,
    header_row,
    heading,
    keep_cells_with_next,
    keep_together,
    label_cell,
    pair_row,
    value_cell,
)

SIDES = (Cm(4.4), Cm(6.3), Cm(6.3))
COURSES = (Cm(2.4), Cm(6.2), Cm(2.8), Cm(2.4), Cm(3.2))
SIGNED = (Cm(4.0), Cm(6.5), Cm(6.5))
PHOTO_WIDTH, PHOTO_HEIGHT = Cm(3.0), Cm(3.8)
_SIGNED_AS = {
    "signed_on": "form.date",
    "validated_on": "form.date",
    "host.mentor": "form.mentor",
    "learner.name": "form.learner",
}
OPTIONAL_SKILLS = (
    ("europass.box-31a", "language_skills"),
    ("europass.box-32a", "computer_skills"),
    ("europass.box-33a", "organisational_skills"),
    ("europass.box-34a", "social_skills"),
    ("europass.box-35a", "other_skills"),
)


def build_europass(labels: Labels) -> Document:
    """Gives the template of the Europass Mobility."""
    document = new_template(labels, "europass.document", names_learner=True)
    write(document.add_paragraph(style="Title"), labels, "europass.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, "europass.subject")
    _place_photograph(document, labels)
    for build in (_holder, _issuer, _partners, _experience, _skills, _courses):
        build(document, labels)
    write(document.add_paragraph(style=NOTE), labels, "europass.required")
    return document


def _place_photograph(document: Document, labels: Labels) -> None:
    """Makes room for box 4: without a photograph, there is none."""
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    keep_with_next(line)
    add_picture_place(line, "photograph", labels.text("europass.box-4"), width=PHOTO_WIDTH, height=PHOTO_HEIGHT)


def _holder(document: Document, labels: Labels) -> None:
    heading(document, labels, "europass.table-1")
    table = form_table(document)
    pair_row(table, labels, ("europass.box-1", "learner.family_name"), ("europass.box-2", "learner.given_names"))
    for key, tag in (("box-3", "address"), ("box-5", "born"), ("box-6", "nationality")):
        field_row(table, labels, f"europass.{key}", f"learner.{tag}", optional=True)
    _set_height(_hand_row(table, labels, "europass.box-7"), HAND_ROOM)


def _issuer(document: Document, labels: Labels) -> None:
    heading(document, labels, "europass.table-2")
    table = form_table(document)
    row = field_row(table, labels, "europass.box-8", "home.name", bold=True)
    add_line(row.cells[1], "home.address", labels.text("form.address"))
    last = pair_row(table, labels, ("europass.box-9", "number"), ("europass.box-10", "issued_on"))
    keep_together([row, last])


def _partners(document: Document, labels: Labels) -> None:
    """Adds both partners side by side; a box that neither fills is left out."""
    _add_number(heading(document, labels, "europass.table-3"), labels)
    table = form_table(document, SIDES)
    keep_cells_with_next(header_row(table, labels, ("form.party", "europass.sending", "europass.receiving")))
    names = add_row(table)
    label_cell(names.cells[0], labels, "europass.box-11")
    for cell, side in zip(names.cells[1:], ("home", "host"), strict=True):
        value_cell(cell, f"{side}.name", labels.text("form.name"), bold=True)
        for tag, key in (("type", "europass.box-11"), ("address", "form.address")):
            add_line(cell, f"{side}.{tag}", labels.text(key))
    rows = [names, _both(table, labels, "europass.box-13", "mentor")]
    for key, detail in (("box-14", "position"), ("box-15", "telephone"), ("box-16", "email")):
        row = _both(table, labels, f"europass.{key}", f"mentor_{detail}")
        keep_cells_with_next(row)
        show_if([row], f"with_{detail}")
    signed = add_row(table)
    label_cell(signed.cells[0], labels, "europass.box-12")
    _set_height(signed, STAMP_ROOM)
    keep_together([*rows, signed])


def _both(table: Table, labels: Labels, key: str, tag: str) -> _Row:
    row = add_row(table)
    label_cell(row.cells[0], labels, key)
    for cell, side in zip(row.cells[1:], ("home", "host"), strict=True):
        value_cell(cell, f"{side}.{tag}", labels.text(key))
    return row


def _experience(document: Document, labels: Labels) -> None:
    _add_number(heading(document, labels, "europass.table-4"), labels)
    table = form_table(document)
    for key, tag in (
        ("box-23", "objective"),
        ("box-24", "initiative"),
        ("box-25", "qualification.title"),
        ("box-26", "programme"),
    ):
        keep_cells_with_next(field_row(table, labels, f"europass.{key}", tag, optional=tag != "objective"))
    pair_row(table, labels, ("europass.box-27", "stay.start"), ("europass.box-28", "stay.end"))


def _add_number(title: Paragraph, labels: Labels) -> None:
    """Adds the number of the experience at the end of a heading, where one document records several.

    In two languages it stands once, at the end of the second one's line.
    """
    style, words = (QUIET_TEXT, labels.second) if labels.second is not None else (None, labels.first)
    before = title.add_run(f" ({words.text('europass.no')} ", style)
    add_field(title, "experience", labels.text("europass.no"), style=style)
    after = title.add_run(")", style)
    show_if([before], "experience")
    show_if([after], "experience")


def _skills(document: Document, labels: Labels) -> None:
    """Adds table 5a, which stands where no courses are recorded."""
    title = heading(document, labels, "europass.table-5a")
    table = form_table(document)
    field_row(table, labels, "europass.box-29a", "tasks")
    # What stands from here on stays with the signatures, which must not be alone on a page.
    keep_cells_with_next(field_row(table, labels, "europass.box-30a", "job_skills"))
    for key, tag in OPTIONAL_SKILLS:
        keep_cells_with_next(field_row(table, labels, key, tag, optional=True))
    between = gap(document)
    keep_with_next(between)
    signed = _signed(document, labels, ("box-36a", "box-37a", "box-38a"), ("signed_on", "host.mentor", "learner.name"))
    show_unless([title, table, between, signed], "courses")


def _courses(document: Document, labels: Labels) -> None:
    """Adds table 5b, which stands instead of 5a where courses are recorded."""
    title = heading(document, labels, "europass.table-5b")
    about = form_table(document)
    keep_cells_with_next(field_row(about, labels, "europass.box-35b", "learner.name"))
    keep_cells_with_next(field_row(about, labels, "europass.box-29b", "matriculation", optional=True))
    first = gap(document)
    keep_with_next(first)
    columns = (
        ("europass.box-30b", "code"),
        ("europass.box-31b", "title"),
        ("europass.box-32b", "duration"),
        ("europass.box-33b", "local_grade"),
        ("europass.box-34b", "credits"),
    )
    table = repeated_table(document, labels, "courses", COURSES, columns, named="europass.box-31b")
    second = gap(document)
    keep_with_next(second)
    signed = _signed(document, labels, ("box-38b", "box-36b", "box-37b"), ("validated_on", "host.mentor", ""))
    show_if([title, about, first, table, second, signed], "courses")


def _signed(document: Document, labels: Labels, boxes: tuple[str, ...], tags: tuple[str, ...]) -> Table:
    """Adds the row in which a day stands beside two rooms to sign; an empty tag leaves the room to a hand alone."""
    table = form_table(document, SIGNED)
    keep_cells_with_next(header_row(table, labels, [f"europass.{box}" for box in boxes]))
    row = add_row(table)
    _set_height(row, STAMP_ROOM)
    for cell, tag in zip(row.cells, tags, strict=True):
        cell.paragraphs[0].style = VALUE
        if tag:
            add_field(cell.paragraphs[0], tag, labels.text(_SIGNED_AS[tag]))
    return table


def _hand_row(table: Table, labels: Labels, key: str) -> _Row:
    """Adds a row of a label and room for a hand."""
    row = add_row(table)
    label_cell(row.cells[0], labels, key)
    row.cells[1].merge(row.cells[-1]).paragraphs[0].style = VALUE
    return row


def _set_height(row: _Row, height: Length) -> None:
    row.height, row.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
