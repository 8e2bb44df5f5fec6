"""The building blocks of the shipped templates: tables of labels and values, groups, and rooms to sign in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from ecvet_office.documents.controls import add_field, keep_row_whole, keep_with_next, repeat_header_row, show_if
from ecvet_office.documents.shipped_page import Labels, write
from ecvet_office.documents.shipped_styles import (
    ACCENT,
    BAND,
    BAND_TEXT,
    FORM_TABLE,
    HEADER_CELL,
    LABEL,
    NOTE,
    PALE,
    QUIET_TEXT,
    SECOND_ON_ACCENT,
    VALUE,
)

PAIRS = (Cm(4.1), Cm(4.2), Cm(2.8), Cm(5.9))  # label, value, label, value: 17 cm; an e-mail address fits into the last
PAIRS_IN_TWO = (Cm(5.2), Cm(3.2), Cm(3.4), Cm(5.2))  # in two languages, where a label needs more room
STAMP_ROOM, HAND_ROOM = Cm(2.2), Cm(1.2)
LINE_OF_HEADING, LINE_OF_BAND = 72, 95  # letters that the width of the page holds, where two languages share a line
LETTER, CELL_MARGINS = Cm(0.155), Cm(0.34)  # the width of a letter of a label, on average; left and right together
SIDE_BY_SIDE = 150  # characters from which a clause in two languages stands in two columns


def heading(document: Document, labels: Labels, key: str) -> Paragraph:
    """Adds the heading of a section."""
    return write(document.add_paragraph(style="heading 1"), labels, key, letters=LINE_OF_HEADING)


def paragraph(document: Document, labels: Labels, key: str, style: str = "Normal") -> Paragraph | Table:
    """Adds a paragraph of standing text; a long one in two languages as two columns, which are easier to compare."""
    if len(labels.beside(key)) < SIDE_BY_SIDE:
        return write(document.add_paragraph(style=style), labels, key)
    blocks = document.element.body.xpath("./*[not(self::w:sectPr)]")
    if blocks and blocks[-1].tag != qn("w:p"):
        gap(document)
    table: Table = document.add_table(rows=1, cols=2)
    align_with_text(table)
    for cell, text, look in zip(
        table.rows[0].cells, (labels.text(key), labels.beside(key)), (None, QUIET_TEXT), strict=True
    ):
        cell.paragraphs[0].style = style
        cell.paragraphs[0].add_run(text, look)
    gap(document)
    return table


def gap(document: Document) -> Paragraph:
    """Adds a narrow empty line; without one, Word joins two tables that follow each other."""
    line = document.add_paragraph()
    line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.line_spacing = Pt(6)
    return line


def end_after_table(document: Document) -> None:
    """Adds the paragraph that Word wants after a last table, so low that it begins no page of its own."""
    line = gap(document)
    line.paragraph_format.line_spacing = Pt(1)


def form_table(document: Document, widths: Sequence[Length] = ()) -> Table:
    """Adds a table without rows, with columns of fixed widths; none stands for two labels, each with its value."""
    widths = widths or (PAIRS_IN_TWO if QUIET_TEXT in document.styles else PAIRS)
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.style = FORM_TABLE
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def align_with_text(table: Table) -> None:
    """Lets the text of a table without lines begin where the text around it begins."""
    margins = OxmlElement("w:tblCellMar")
    left = OxmlElement("w:left")
    left.set(qn("w:w"), "0")
    left.set(qn("w:type"), "dxa")
    margins.append(left)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 # the schema wants the margins before it
    if look is None:
        table._tbl.tblPr.append(margins)  # noqa: SLF001
    else:
        look.addprevious(margins)


def add_row(table: Table) -> _Row:
    """Adds a row that stays on one page."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call] # python-docx leaves it without types
    keep_row_whole(row)
    return row


def shade(cell: _Cell, colour: str) -> None:
    """Fills the ground of a cell."""
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shading.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 # python-docx has no shading


def label_cell(cell: _Cell, labels: Labels, key: str) -> None:
    """Writes a label on pale ground."""
    shade(cell, PALE)
    cell.paragraphs[0].style = LABEL
    write(cell.paragraphs[0], labels, key, letters=letters_in(cell.width or 0))


def letters_in(width: int) -> int:
    """Gives how many letters of a label a cell holds on a line; the width is in EMU, 360,000 to a centimetre."""
    return max(0, (width - CELL_MARGINS) // LETTER)


def value_cell(cell: _Cell, tag: str, label: str, *, bold: bool = False) -> None:
    """Writes a field into a cell."""
    cell.paragraphs[0].style = VALUE
    add_field(cell.paragraphs[0], tag, label, bold=bold)


def open_line(line: Paragraph, tag: str, label: str, asking: str = "") -> None:
    """Adds a field that a partner fills in a document to be returned; in a finished one it is a field like others.

    Args:
        line: where it goes; a line without a style of its own gets that of values.
        tag: of the field, without a prefix.
        label: what a person calls the field.
        asking: the words that stand there until it is filled; the label where none are given.
    """
    if line.style is not None and line.style.name == "Normal":
        line.style = VALUE
    add_field(line, f"open:{tag}", label, placeholder=asking)


def add_line(
    cell: _Cell, tag: str, label: str, *, before: tuple[Labels, str] | None = None, style: str = VALUE, when: str = ""
) -> Paragraph:
    """Adds a line with a field to a cell, left out of documents in which the field is empty or a condition fails.

    Args:
        cell: which has a line already.
        tag: of the field.
        label: what a person calls the field.
        before: the words and the key of a label before it; in two languages it stands above the field.
        style: of the line.
        when: the condition; that the field is filled where none is given.
    """
    line: Paragraph = cell.add_paragraph(style=style)
    if before is not None:
        labels, key = before
        write(line, labels, key)
        if labels.beside(key):
            line.add_run().add_break()
        else:
            line.add_run(" ")
    add_field(line, tag, label)
    show_if([line], when or tag)
    return line


def field_row(table: Table, labels: Labels, key: str, tag: str, *, optional: bool = False, bold: bool = False) -> _Row:
    """Adds a row of label and value across the whole table.

    Args:
        table: with two columns or more.
        labels: the words of the template.
        key: of the label.
        tag: of the field.
        optional: whether the row is left out of documents in which the field is empty.
        bold: whether the value is bold.
    """
    row = add_row(table)
    cells = row.cells
    label_cell(cells[0], labels, key)
    value_cell(cells[1].merge(cells[-1]), tag, labels.text(key), bold=bold)
    if optional:
        show_if([row], tag)
    return row


def pair_row(table: Table, labels: Labels, *pairs: tuple[str, str]) -> _Row:
    """Adds a row of two labels, each with its value.

    Args:
        table: with four columns.
        labels: the words of the template.
        pairs: two, each the key of a label and the tag of a field.
    """
    row = add_row(table)
    for index, (key, tag) in enumerate(pairs):
        label_cell(row.cells[2 * index], labels, key)
        value_cell(row.cells[2 * index + 1], tag, labels.text(key))
    return row


def band_row(table: Table, labels: Labels, key: str) -> _Row:
    """Adds a row across the whole table that heads the rows after it, and stays with them."""
    row = add_row(table)
    cell = row.cells[0].merge(row.cells[-1])
    shade(cell, BAND)
    cell.paragraphs[0].style = BAND_TEXT
    write(cell.paragraphs[0], labels, key, letters=LINE_OF_BAND)
    return row


def header_row(table: Table, labels: Labels, keys: Iterable[str]) -> _Row:
    """Adds the head of a table, which stands again on each page."""
    row = add_row(table)
    repeat_header_row(row)
    for cell, key in zip(row.cells, keys, strict=True):
        shade(cell, ACCENT)
        cell.paragraphs[0].style = HEADER_CELL
        write(cell.paragraphs[0], labels, key, style=SECOND_ON_ACCENT)  # grey would not be legible on the accent
    return row


SIGNATURE_WIDTHS = (Cm(4.4), Cm(4.2), Cm(3.6), Cm(4.8))


def signature_table(document: Document, labels: Labels, *, first: str) -> Table:
    """Adds the head of a signature table; its first column is headed by `first`."""
    table = form_table(document, SIGNATURE_WIDTHS)
    row = header_row(table, labels, (first, "form.name-role", "form.place-date", "form.signature-stamp"))
    keep_cells_with_next(row)
    return table


def signature_row(
    table: Table,
    labels: Labels,
    *,
    key: str,
    party: tuple[str, str] | None,
    name: tuple[str, ...],
    written: Sequence[tuple[str, str]] = (),
    is_last: bool = False,
) -> _Row:
    """Adds the room in which one party signs: place, date and signature are for a hand to write.

    Args:
        table: from `signature_table`.
        labels: the words of the template.
        key: of the party's label; empty where the party is a field alone.
        party: tag and label of the field that names an institution, which has a stamp; None for a person.
        name: tags of the printed name and of the position, which may be missing; none where a hand writes them.
        written: tag and words of each field for place and date, for a party that fills the document as a file.
        is_last: whether no other row can follow it; the others stay on one page with what comes after them.
    """
    row = add_row(table)
    row.height, row.height_rule = (STAMP_ROOM if party else HAND_ROOM), WD_ROW_HEIGHT_RULE.AT_LEAST
    who, signer = row.cells[0], row.cells[1]
    shade(who, PALE)
    line = who.paragraphs[0]
    line.style = LABEL if key else VALUE
    if key:
        write(line, labels, key)
    if party:
        add_field(who.add_paragraph(style=VALUE) if key else line, *party)
    signer.paragraphs[0].style = VALUE
    if name:
        add_field(signer.paragraphs[0], name[0], labels.text("form.name"))
    for tag in name[1:]:
        if tag.startswith("open:"):  # shows that it is to be filled, also while it is empty
            open_line(signer.add_paragraph(style=NOTE), tag.removeprefix("open:"), labels.text("form.position"))
        else:
            keep_with_next(add_line(signer, tag, labels.text("form.position"), style=NOTE))
    for number, (tag, words) in enumerate(written):
        room = row.cells[2].add_paragraph(style=VALUE) if number else row.cells[2].paragraphs[0]
        open_line(room, tag, words)
        if number:
            show_if([room], "asks.signing")  # a hand needs the room, and no empty lines
    if not is_last:
        keep_cells_with_next(row)
    return row


def keep_together(rows: Sequence[_Row]) -> None:
    """Keeps rows that follow each other on one page, as far as it holds them."""
    for row in rows[:-1]:
        keep_cells_with_next(row)


def keep_cells_with_next(row: _Row) -> None:
    """Keeps a row with the row after it: Word looks at the paragraphs of its cells."""
    for cell in row.cells:
        for line in cell.paragraphs:
            keep_with_next(line)
