"""What the templates of the Erasmus+ programme's own papers share: their head, the activity, and the tasks."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import Table

from ecvet_office.documents.controls import add_field, keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_open import open_row
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_styles import BAND_TEXT, NOTE, VALUE
from ecvet_office.documents.shipped_tables import (
    add_row,
    align_with_text,
    field_row,
    form_table,
    gap,
    header_row,
    keep_cells_with_next,
    label_cell,
    pair_row,
    paragraph,
    value_cell,
)

SIDES = (("home", "sending"), ("host", "hosting"))
"""How the fields of an organisation begin, and the programme's word for it in the catalogues."""

PLACEMENTS = (Cm(6.5), Cm(3.2), Cm(3.2), Cm(4.1))


def new_programme_paper(labels: Labels, kind: str) -> Document:
    """Gives a template with the programme's statement beneath its emblem, the paper's name, and whom it is about.

    Args:
        labels: the words of the template.
        kind: the section of the catalogue that holds the paper's name and subject.
    """
    document = new_template(labels, f"{kind}.document", names_learner=True)
    # The statement stands beneath the emblem on every page: the programme wants the two together. Like the foot it is
    # in one language, so that it stays one line.
    statement = document.sections[0].header.paragraphs[-1].insert_paragraph_before(style=NOTE)
    statement.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    statement.add_run(labels.text("erasmus.co-funding"))
    table = document.add_table(rows=1, cols=2)
    align_with_text(table)
    for cell, (side, key) in zip(table.rows[0].cells, SIDES, strict=True):
        cell.paragraphs[0].style = NOTE
        write(cell.paragraphs[0], labels, f"erasmus.{key}")
        add_field(cell.add_paragraph(style=BAND_TEXT), f"{side}.name", labels.text(f"erasmus.{key}"))
    write(document.add_paragraph(style="Title"), labels, f"{kind}.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, f"{kind}.subject")
    _summary(document, labels)
    return document


def _summary(document: Document, labels: Labels) -> None:
    table = form_table(document)
    row = add_row(table)
    label_cell(row.cells[0], labels, "erasmus.participant")
    value_cell(row.cells[1], "learner.name", labels.text("erasmus.participant"), bold=True)
    label_cell(row.cells[2], labels, "form.number")
    value_cell(row.cells[3], "document.number", labels.text("form.number"), bold=True)
    field_row(table, labels, "form.period", "stay", bold=True)
    field_row(table, labels, "form.project-code", "project_code", optional=True)
    _mobility_id(table, labels)


def _mobility_id(table: Table, labels: Labels) -> None:
    """Adds the number that the programme's tool gives; a stay without one says so."""
    show_if([field_row(table, labels, "form.mobility-id", "mobility_id")], "mobility_id")
    row = add_row(table)
    label_cell(row.cells[0], labels, "form.mobility-id")
    cell = row.cells[1].merge(row.cells[-1])
    cell.paragraphs[0].style = VALUE
    write(cell.paragraphs[0], labels, "erasmus.not-available")
    show_unless([row], "mobility_id")


def activity_rows(table: Table, labels: Labels) -> None:
    """Adds field, type, mode and place of the activity; the field is the same for all."""
    row = add_row(table)
    label_cell(row.cells[0], labels, "erasmus.field")
    cell = row.cells[1].merge(row.cells[-1])
    cell.paragraphs[0].style = VALUE
    write(cell.paragraphs[0], labels, "erasmus.field-vet")
    field_row(table, labels, "form.activity-type", "activity_type")
    pair_row(table, labels, ("erasmus.mode", "mode"), ("erasmus.place", "stay.place"))


def programme_rows(document: Document, labels: Labels, key: str, *, opens: bool = False) -> None:
    """Adds what the participant does, and the companies of a stay in several.

    Args:
        document: the template.
        labels: its words.
        key: of the label of the activities.
        opens: whether the host may fill the activities in a paper to be returned.
    """
    table = form_table(document)
    (open_row if opens else field_row)(table, labels, key, "activities")
    company = field_row(table, labels, "agreement.host-company", "host_company", optional=True)
    show_unless([company], "placements")
    space = gap(document)
    companies = form_table(document, PLACEMENTS)
    keys = ("form.company", "form.from", "form.until", "form.mentor")
    keep_cells_with_next(header_row(companies, labels, keys))
    row = add_row(companies)
    for cell, name, tag in zip(row.cells, keys, ("company", "from", "until", "mentor"), strict=True):
        value_cell(cell, tag, labels.text(name))
    repeat([row], "placements", labels.text("agreement.placements"))
    show_if([space, companies], "placements", labels.text("agreement.placements"))


def keep_clause(document: Document, labels: Labels, key: str, style: str = "Normal") -> None:
    """Adds standing text that stays with what follows; in two columns, the line after it has to stay too."""
    keep_with_next(paragraph(document, labels, key, style))
    keep_with_next(document.paragraphs[-1])


def end_after_table(document: Document) -> None:
    """Adds the paragraph that Word wants after a last table, so low that it begins no page of its own."""
    line = gap(document)
    line.paragraph_format.line_spacing = Pt(1)
