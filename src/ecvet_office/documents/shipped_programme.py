"""What the templates of the Erasmus+ programme's own papers share: their head, the activity, and the tasks."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.table import Table

from ecvet_office.documents.controls import add_field, keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_open import open_row
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_repeats import field_band
from ecvet_office.documents.shipped_styles import BAND, BAND_TEXT, NOTE, SECOND_ON_ACCENT, VALUE
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    align_with_text,
    field_row,
    form_table,
    gap,
    header_row,
    keep_cells_with_next,
    keep_together,
    label_cell,
    pair_row,
    paragraph,
    shade,
    value_cell,
)

SIDES = (("home", "sending"), ("host", "hosting"))
"""How the fields of an organisation begin, and the programme's word for it in the catalogues."""

PARTIES = (Cm(3.0), Cm(7.0), Cm(7.0))
OUTCOMES = (Cm(1.3), Cm(9.7), Cm(6.0))
PLACEMENTS = (Cm(6.5), Cm(3.2), Cm(3.2), Cm(4.1))
PEOPLE = (Cm(4.3), Cm(7.2), Cm(5.5))


def new_programme_paper(labels: Labels, kind: str) -> Document:
    """Gives a template with the programme's statement beneath its emblem, the paper's name, and whom it is about.

    Args:
        labels: the words of the template.
        kind: the section of the catalogue that holds the paper's name and subject.
    """
    document = programme_head(labels, kind, names_learner=True)
    _summary(document, labels)
    return document


def programme_head(labels: Labels, kind: str, *, names_learner: bool, funded_if: str = "") -> Document:
    """Gives a template with the programme's statement beneath its emblem, both organisations, and the paper's name.

    Args:
        labels: the words of the template.
        kind: the section of the catalogue that holds the paper's name and subject.
        names_learner: whether the foot of every page names the learner.
        funded_if: the field without which the statement is left out; empty where it is always there.
    """
    document = new_template(labels, f"{kind}.document", names_learner=names_learner)
    # The statement stands beneath the emblem on every page: the programme wants the two together. Like the foot it is
    # in one language, so that it stays one line.
    statement = document.sections[0].header.paragraphs[-1].insert_paragraph_before(style=NOTE)
    statement.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    statement.add_run(labels.text("erasmus.co-funding"))
    if funded_if:
        show_if([statement], funded_if)
    table = document.add_table(rows=1, cols=2)
    align_with_text(table)
    for cell, (side, key) in zip(table.rows[0].cells, SIDES, strict=True):
        cell.paragraphs[0].style = NOTE
        write(cell.paragraphs[0], labels, f"erasmus.{key}")
        add_field(cell.add_paragraph(style=BAND_TEXT), f"{side}.name", labels.text(f"erasmus.{key}"))
    write(document.add_paragraph(style="Title"), labels, f"{kind}.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, f"{kind}.subject")
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


def activity_rows(table: Table, labels: Labels, *, optional: bool = False) -> None:
    """Adds field, type, mode and place of the activity; the field is the same for all.

    Args:
        table: with four columns.
        labels: the words of the template.
        optional: whether rows are left out of documents in which type, mode or place is empty.
    """
    row = add_row(table)
    label_cell(row.cells[0], labels, "erasmus.field")
    cell = row.cells[1].merge(row.cells[-1])
    cell.paragraphs[0].style = VALUE
    write(cell.paragraphs[0], labels, "erasmus.field-vet")
    field_row(table, labels, "form.activity-type", "activity_type", optional=optional)
    if optional:
        for key, tag in (("erasmus.mode", "mode"), ("erasmus.place", "stay.place")):
            field_row(table, labels, key, tag, optional=True)
        return
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


def organisations_table(document: Document, labels: Labels, heads: tuple[str, str]) -> None:
    """Adds both organisations side by side, with four rows each.

    Args:
        document: the template.
        labels: its words.
        heads: the keys of their heads, the sending one's first.
    """
    table = form_table(document, PARTIES)
    head = add_row(table)
    for cell, key in zip(head.cells[1:], heads, strict=True):
        cell.paragraphs[0].style = BAND_TEXT
        write(cell.paragraphs[0], labels, key)
    for cell in head.cells:
        shade(cell, BAND)
    rows = [head]
    for name in ("organisation", "address", "email", "telephone"):
        row = add_row(table)
        label_cell(row.cells[0], labels, f"form.{name}")
        for cell, (side, key) in zip(row.cells[1:], SIDES, strict=True):
            tag = f"{side}.name" if name == "organisation" else f"{side}.{name}"
            value_cell(cell, tag, f"{labels.text(f'erasmus.{key}')}: {labels.text(f'form.{name}')}")
        rows.append(row)
    keep_together(rows)


def outcomes_table(document: Document, labels: Labels) -> None:
    """Adds the units without their points, each with its outcomes and criteria, and what is learnt in addition."""
    table = form_table(document, OUTCOMES)
    keys = ("form.kind", "form.learning-outcome", "agreement.criterion")
    keep_cells_with_next(header_row(table, labels, keys))
    unit = field_band(table, "title", labels.text("form.unit"))
    keep_cells_with_next(unit)
    row = add_row(table)
    for each, key, tag in zip(row.cells, keys, ("kind", "text", "criterion"), strict=True):
        value_cell(each, tag, labels.text(key))
    repeat([row], "outcomes", labels.text("form.learning-outcome"))
    repeat([unit, row], "units", labels.text("form.unit"))
    paragraph(document, labels, "form.kinds-note", NOTE)
    field_row(form_table(document), labels, "agreement.additional", "additional", optional=True)


def people_table(document: Document, labels: Labels) -> Table:
    """Adds the head of a table of responsible persons: name, how to reach them, and what they are responsible for."""
    table = form_table(document, PEOPLE)
    row = header_row(table, labels, ("form.name", "form.email", "erasmus.responsibilities"))
    line = row.cells[1].paragraphs[0]
    line.clear()
    write(line, labels, "form.email", "form.telephone", style=SECOND_ON_ACCENT)
    keep_cells_with_next(row)
    return table


def person_row(table: Table, labels: Labels, tag: str, whose: str) -> None:
    """Adds the row of a responsible person, repeated.

    Args:
        table: from `people_table`.
        labels: the words of the template.
        tag: of the repeat.
        whose: the key of what a person calls the repeat.
    """
    row = add_row(table)
    value_cell(row.cells[0], "name", labels.text("form.name"))
    add_line(row.cells[0], "position", labels.text("form.position"), style=NOTE)
    value_cell(row.cells[1], "reach", labels.text("form.email"))
    value_cell(row.cells[2], "responsibilities", labels.text("erasmus.responsibilities"))
    repeat([row], tag, labels.text(whose))


def keep_clause(document: Document, labels: Labels, key: str, style: str = "Normal") -> None:
    """Adds standing text that stays with what follows; in two columns, the line after it has to stay too."""
    keep_with_next(paragraph(document, labels, key, style))
    keep_with_next(document.paragraphs[-1])
