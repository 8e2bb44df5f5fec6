"""Palettes: Word files that hold every field of a document, to copy from into a form of one's own.

An agency's form becomes a template when its blanks are replaced by fields. Nobody has to type a tag for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import docx
from docx.document import Document
from docx.shared import Cm
from docx.table import Table, _Row

from ecvet_office.documents.controls import add_field, add_link, repeat, repeat_header_row, show_if, show_unless
from ecvet_office.documents.picture_controls import add_picture_place
from ecvet_office.documents.shipped_page import template_bytes
from ecvet_office.documents.shipped_styles import (
    ACCENT,
    BAND,
    BAND_TEXT,
    HEADER_CELL,
    LABEL,
    NOTE,
    PALE,
    VALUE,
    set_styles,
)
from ecvet_office.documents.shipped_tables import add_row, form_table, gap, shade
from ecvet_office.documents.template_checking import DRAFT, REPEAT, KnownField, known_fields
from ecvet_office.documents.wording import wording

COLUMNS = (Cm(5.6), Cm(7.2), Cm(4.2))
HEADS = ("What it is", "Copy this field", "Its tag")
PICTURES: Mapping[str, str] = {"logo": "Logo of the school", "signature": "Scan of a signature"}

INTRODUCTION = """\
Open this file beside your own form in Word. Click a field in the middle column: a frame appears. Click its handle at \
the upper left, copy, and paste into your form where the value is to stand. Give the pasted field any font and colour: \
the value will have them.
Where a form repeats rows, as for units and learning outcomes, copy a table's rows from the section on repeated rows \
together with the frame around them, then change the columns and the texts to your form's.
When you are done, check your form with: ecvet template check
"""
CONDITIONS = (
    "What stands in such a frame is printed only where it applies. Copy the frame and replace the words in it. "
    "Any field can decide: the frame's tag is if: and the field's tag, or unless: and the tag, which shows it only "
    "where the field is empty."
)
LINKS_NOTE = (
    "A link leads where the field says, and shows whatever words you give it. Its address is field: and the field's "
    "tag; any link of your form can be given such an address in Word."
)
LINKED = (".website", ".email")
"""Ends of the tags of fields that links can lead to."""

PICTURES_NOTE = (
    "A place for a picture is filled when the picture's file is named: ecvet fill … --picture logo=logo.png. "
    "Without one, the place is left out with its line."
)


def build_palette(document: str, language: str = "en") -> bytes:
    """Gives the palette of a document as a `.docx` file, which is itself a template without mistakes.

    Args:
        document: one of the documents that can be filled.
        language: of the labels.

    Raises:
        UsageError: there is no such document, or not in the language.
    """
    known = known_fields(document, language)
    palette = docx.Document()
    set_styles(palette, wording(language).tag)
    palette.core_properties.title = f"Fields of the {document}"
    palette.core_properties.author = palette.core_properties.last_modified_by = "ECVET Office"
    palette.core_properties.comments = ""
    for paragraph in palette.paragraphs:
        palette.element.body.remove(paragraph._element)  # noqa: SLF001 # python-docx deletes nothing itself
    palette.add_paragraph(f"Fields of the {document}", "Title")
    for text in INTRODUCTION.splitlines():
        palette.add_paragraph(text)
    _add_texts(palette, _single(known))
    _add_repeats(palette, known)
    _add_conditions(palette, [field for field in known.values() if field.kind == "condition"], language)
    _add_links(palette, [field for field in _single(known) if field.path.endswith(LINKED)])
    _add_pictures(palette)
    return template_bytes(palette)


def _single(known: Mapping[str, KnownField]) -> list[KnownField]:
    """Gives the texts that stand in no repeated rows."""
    return [field for field in known.values() if field.kind == "text" and REPEAT not in field.path]


def _add_texts(palette: Document, fields: Iterable[KnownField]) -> None:
    palette.add_paragraph("Single texts", "heading 1")
    table = _table(palette)
    for field in fields:
        _text_row(table, field)


def _table(palette: Document) -> Table:
    table = form_table(palette, COLUMNS)
    head = add_row(table)
    repeat_header_row(head)
    for cell, text in zip(head.cells, HEADS, strict=True):
        shade(cell, ACCENT)
        cell.paragraphs[0].style = HEADER_CELL
        cell.paragraphs[0].add_run(text)
    return table


def _text_row(table: Table, field: KnownField) -> _Row:
    row = add_row(table)
    label, value, tag = (cell.paragraphs[0] for cell in row.cells)
    shade(row.cells[0], PALE)
    label.style, value.style, tag.style = LABEL, VALUE, NOTE
    label.add_run(field.label)
    named = f"open:{field.tag}" if field.is_open else field.tag
    add_field(value, named, field.label)
    tag.add_run(named)
    return row


def _add_repeats(palette: Document, known: Mapping[str, KnownField]) -> None:
    palette.add_paragraph("Repeated rows", "heading 1")
    for field in known.values():
        if field.kind == "repeat" and field.path.count(REPEAT) == 1:
            table = _table(palette)
            repeat(_rows(table, field, known), field.tag, field.label)
            gap(palette)


def _rows(table: Table, field: KnownField, known: Mapping[str, KnownField]) -> list[_Row]:
    """Adds the rows of a repeat: a band with its name, a row for each text in it, and the repeats inside it."""
    band = add_row(table)
    for cell in band.cells:
        shade(cell, BAND)
        cell.paragraphs[0].style = BAND_TEXT
    band.cells[0].paragraphs[0].add_run(field.label)
    band.cells[2].paragraphs[0].add_run(field.tag)
    rows = [band]
    for inner in known.values():
        if _parent(inner) == field.path:
            if inner.kind == "repeat":
                inside = _rows(table, inner, known)
                repeat(inside, inner.tag, inner.label)
                rows += inside
            elif inner.kind == "text":
                rows.append(_text_row(table, inner))
            else:
                rows += _condition_rows(table, inner)
    return rows


def _condition_rows(table: Table, field: KnownField) -> list[_Row]:
    """Adds the rows of a condition that is judged anew in each repeated row: shown if it holds, and unless it does."""
    rows = [add_row(table), add_row(table)]
    for row, when, show in zip(rows, ("if", "unless"), (show_if, show_unless), strict=True):
        row.cells[0].paragraphs[0].style = LABEL
        row.cells[0].paragraphs[0].add_run(f"Shown {'only ' if when == 'if' else ''}{when} {field.tag}.")
        show([row], field.tag)
    return rows


def _parent(field: KnownField) -> str:
    """Gives the path of the repeat in whose rows a field stands; "" where it stands in none."""
    around, between, _ = field.path.removesuffix(REPEAT).rpartition(f"{REPEAT}.")
    return around + REPEAT if between else ""


def _add_conditions(palette: Document, fields: Iterable[KnownField], language: str) -> None:
    palette.add_paragraph("What is shown only where it applies", "heading 1")
    palette.add_paragraph(CONDITIONS)
    for field in fields:
        if field.path == DRAFT:
            words = wording(language).text("word.draft")
            show_if([palette.add_paragraph(words, "Draft Mark")], DRAFT, "Only on drafts")
        elif REPEAT not in field.path:
            show_if([palette.add_paragraph(f"Shown only if {field.tag}.")], field.tag)
            show_unless([palette.add_paragraph(f"Shown unless {field.tag}.")], field.tag)


def _add_links(palette: Document, fields: Sequence[KnownField]) -> None:
    if not fields:
        return
    palette.add_paragraph("Links", "heading 1")
    palette.add_paragraph(LINKS_NOTE)
    for field in fields:
        add_link(palette.add_paragraph(), field.tag, field.label)


def _add_pictures(palette: Document) -> None:
    palette.add_paragraph("Pictures", "heading 1")
    palette.add_paragraph(PICTURES_NOTE)
    for key, label in PICTURES.items():
        palette.add_paragraph(label, LABEL)
        add_picture_place(palette.add_paragraph(), key, label, width=Cm(5), height=Cm(2.5))
