"""Builds the template of the memorandum of understanding: ten sections, in the order of the European form."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from ecvet_office.documents.controls import add_field, keep_with_next, repeat, show_if, show_unless
from ecvet_office.documents.shipped_agreement import SECOND_TITLE
from ecvet_office.documents.shipped_page import Labels, new_template, write
from ecvet_office.documents.shipped_styles import BAND, BAND_TEXT, TICK, VALUE
from ecvet_office.documents.shipped_tables import (
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
    paragraph,
    shade,
    signature_row,
    signature_table,
    value_cell,
)
from ecvet_office.documents.shipped_ticks import BLANK, HANGING, tick_row
from ecvet_office.model.memoranda import CONFIRMATIONS

BOXES = (Cm(1.0), Cm(16.0))
OTHERS = (Cm(7.0), Cm(3.5), Cm(6.5))


def build_memorandum(labels: Labels) -> Document:
    """Gives the template of the memorandum."""
    document = new_template(labels, "memorandum.document", names_learner=False)
    _head(document, labels)
    for build in (
        _objectives,
        _signing,
        _others,
        _qualifications,
        _procedures,
        _validity,
        _review,
        _signatures,
        _end,
    ):
        build(document, labels)
    return document


def _head(document: Document, labels: Labels) -> None:
    """Tells a stranger what this paper is, between whom, and from when to when."""
    write(document.add_paragraph(style="Title"), labels, "memorandum.document", size=SECOND_TITLE)
    write(document.add_paragraph(style="Subtitle"), labels, "memorandum.subject")
    table = form_table(document)
    field_row(table, labels, "memorandum.between", "partners", bold=True)
    field_row(table, labels, "memorandum.valid", "validity", bold=True)
    field_row(table, labels, "form.number", "document.number")
    field_row(table, labels, "memorandum.file-code", "file_code", optional=True)


def _objectives(document: Document, labels: Labels) -> None:
    heading(document, labels, "memorandum.section-1")
    paragraph(document, labels, "memorandum.purpose")
    table = form_table(document)
    field_row(table, labels, "memorandum.objectives", "objectives")
    row = add_row(table)
    label_cell(row.cells[0], labels, "memorandum.other-objectives")
    cell = row.cells[1].merge(row.cells[-1])
    for index, answer in enumerate(("no", "yes")):
        line = cell.add_paragraph(style=VALUE) if index else cell.paragraphs[0]
        line.style = VALUE
        label = labels.text(f"memorandum.other-{answer}")
        add_field(line, f"other_objectives.{answer}", label, placeholder="\N{BALLOT BOX}", style=TICK)
        line.add_run(" ")
        write(line, labels, f"memorandum.other-{answer}")
        if answer == "yes":
            if labels.second is None:
                line.add_run(" ")
            else:
                line = cell.add_paragraph(style=VALUE)
            add_field(line, "other_objectives", labels.text("memorandum.other-objectives"))
    _confirmations(document, labels)


def _confirmations(document: Document, labels: Labels) -> None:
    """Adds the five confirmations, each with its box; one that is not given says so."""
    gap(document)
    table = form_table(document, BOXES)
    head = add_row(table)
    cell = head.cells[0].merge(head.cells[-1])
    shade(cell, BAND)
    cell.paragraphs[0].style = BAND_TEXT
    write(cell.paragraphs[0], labels, "memorandum.confirmations")
    for confirmation in CONFIRMATIONS:
        row = add_row(table)
        box, text = row.cells
        box.paragraphs[0].style = VALUE
        label = f"{labels.text('memorandum.confirmations')} ({confirmation})"
        add_field(box.paragraphs[0], f"confirms.{confirmation}.box", label, placeholder="\N{BALLOT BOX}", style=TICK)
        text.paragraphs[0].style = VALUE
        write(text.paragraphs[0], labels, f"memorandum.confirms-{confirmation}")
        _withhold(text.add_paragraph(style=VALUE), labels, f"confirms.{confirmation}")


def _withhold(line: Paragraph, labels: Labels, tag: str) -> None:
    """Says that a confirmation is not given, in documents in which it is not."""
    write(line, labels, "memorandum.not-given")
    line.runs[0].bold = True
    show_unless([line], tag)


def _signing(document: Document, labels: Labels) -> None:
    heading(document, labels, "memorandum.section-2")
    table = form_table(document)
    head = _field_band(table, labels, "institution.name", "form.organisation")
    rows = [
        head,
        field_row(table, labels, "form.country", "institution.country"),
        field_row(table, labels, "form.address", "institution.address", optional=True),
        *(
            field_row(table, labels, key, tag, optional=True)
            for key, tag in (
                ("form.telephone-fax", "institution.telephone"),
                ("form.email", "institution.email"),
                ("form.website", "institution.website"),
                ("form.contact", "contact.name"),
                ("form.position", "contact.position"),
                ("form.contact-telephone", "contact.telephone"),
                ("form.contact-email", "contact.email"),
            )
        ),
    ]
    keep_together(rows)
    repeat(rows, "signing", labels.text("memorandum.section-2"))


def _field_band(table: Table, labels: Labels, tag: str, key: str) -> _Row:
    """Adds a row across the table with its number and a field, which heads the rows after it."""
    row = add_row(table)
    cell = row.cells[0].merge(row.cells[-1])
    shade(cell, BAND)
    line = cell.paragraphs[0]
    line.style = BAND_TEXT
    add_field(line, "number", labels.text("form.number"))
    line.add_run("  ")
    add_field(line, tag, labels.text(key))
    return row


def _others(document: Document, labels: Labels) -> None:
    heading(document, labels, "memorandum.section-3")
    _list_of(document, labels, "covered", "memorandum.covered")
    show_unless([paragraph(document, labels, "memorandum.no-covered")], "covered")
    _list_of(document, labels, "actors", "memorandum.actors")
    show_if([paragraph(document, labels, "memorandum.no-actors")], "no_actors")


def _list_of(document: Document, labels: Labels, tag: str, key: str) -> None:
    """Adds a table of institutions, left out where there are none."""
    table = form_table(document, OTHERS)
    keep_cells_with_next(header_row(table, labels, (key, "form.country", "memorandum.function")))
    row = add_row(table)
    for cell, label, name in zip(
        row.cells, (key, "form.country", "memorandum.function"), ("name", "country", "function"), strict=True
    ):
        value_cell(cell, name, labels.text(label))
    repeat([row], tag, labels.text(key))
    show_if([table, gap(document)], tag, labels.text(key))


def _qualifications(document: Document, labels: Labels) -> None:
    heading(document, labels, "memorandum.section-4")
    table = form_table(document)
    head = add_row(table)
    cell = head.cells[0].merge(head.cells[-1])
    shade(cell, BAND)
    cell.paragraphs[0].style = BAND_TEXT
    add_field(cell.paragraphs[0], "title", labels.text("form.title"))
    rows = [
        head,
        pair_row(table, labels, ("form.country", "country"), ("form.organisation", "institution")),
        pair_row(table, labels, ("form.eqf", "eqf"), ("form.nqf", "nqf")),
        field_row(table, labels, "memorandum.corresponds", "corresponds", optional=True),
        field_row(table, labels, "memorandum.comparability", "comparability", optional=True),
        field_row(table, labels, "memorandum.mobility-units", "units", optional=True),
        _enclosures(table, labels),
    ]
    keep_together(rows)
    repeat(rows, "qualifications", labels.text("memorandum.section-4"))


def _enclosures(table: Table, labels: Labels) -> _Row:
    """Adds the boxes of what is enclosed, and beneath the last one what else, or the room to write it."""
    names = ("certificate-supplement", "qualification-outcomes", "mobility-units", "other")
    row = tick_row(
        table, labels, "form.enclosures", tuple((f"enclosure.{name}", f"enclosure.{name}") for name in names)
    )
    cell = row.cells[-1]
    said = add_line(cell, "other_enclosure", labels.text("enclosure.other"))
    room = cell.add_paragraph(BLANK, VALUE)
    show_if([room], "other_enclosure.blank")
    for line in (said, room):
        line.paragraph_format.left_indent = HANGING
    return row


def _procedures(document: Document, labels: Labels) -> None:
    heading(document, labels, "memorandum.section-5")
    paragraph(document, labels, "memorandum.procedures")
    table = form_table(document)
    row = field_row(table, labels, "memorandum.roles-and-tools", "roles_and_tools")
    show_if([row], "roles_and_tools")


def _validity(document: Document, labels: Labels) -> None:
    heading(document, labels, "memorandum.section-6")
    table = form_table(document)
    pair_row(table, labels, ("memorandum.valid-from", "validity.from"), ("memorandum.valid-until", "validity.until"))
    field_row(table, labels, "memorandum.shortest-stay", "stays.shortest", optional=True)
    field_row(table, labels, "memorandum.longest-stay", "stays.longest", optional=True)


def _review(document: Document, labels: Labels) -> None:
    heading(document, labels, "memorandum.section-7")
    keep_with_next(paragraph(document, labels, "memorandum.evaluation"))
    table = form_table(document)
    field_row(table, labels, "memorandum.evaluation-on", "evaluation.on")
    field_row(table, labels, "memorandum.evaluation-by", "evaluation.by")


def _signatures(document: Document, labels: Labels) -> None:
    heading(document, labels, "memorandum.section-8")
    keep_with_next(paragraph(document, labels, "memorandum.signing"))
    table = signature_table(document, labels, first="memorandum.organisation-country")
    label = labels.text("memorandum.organisation-country")
    row = signature_row(table, labels, key="", party=("organisation", label), name=("name", "position"))
    repeat([row], "signatures", labels.text("memorandum.section-8"))


def _end(document: Document, labels: Labels) -> None:
    for key, tag, none in (
        ("memorandum.section-9", "additional_information", "memorandum.no-information"),
        ("memorandum.section-10", "annexes", "memorandum.no-annexes"),
    ):
        heading(document, labels, key)
        text = document.add_paragraph()
        add_field(text, tag, labels.text(key))
        show_if([text], tag)
        show_unless([paragraph(document, labels, none)], tag)
