"""Tables of which a row repeats, and bands that head the rows of a unit or a qualification."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Length
from docx.table import Table, _Row

from ecvet_office.documents.controls import add_field, repeat
from ecvet_office.documents.shipped_page import Labels
from ecvet_office.documents.shipped_styles import BAND, BAND_TEXT, LABEL
from ecvet_office.documents.shipped_tables import (
    add_line,
    add_row,
    form_table,
    header_row,
    keep_cells_with_next,
    shade,
    value_cell,
)

Columns = Sequence[tuple[str, str]]
"""Of each column, the key of its head and the tag of its field; no tag for a column in which a hand writes."""


def headed_table(document: Document, labels: Labels, widths: Sequence[Length], columns: Columns) -> Table:
    """Adds a table with nothing but its heads, which stay with the first row beneath them."""
    table = form_table(document, widths)
    keep_cells_with_next(header_row(table, labels, [key for key, _ in columns]))
    return table


def value_row(table: Table, labels: Labels, columns: Columns, *, bold: str = "") -> _Row:
    """Adds a row with a field in each cell.

    Args:
        table: to which it is added.
        labels: the words of the template.
        columns: of the table.
        bold: the tag of the field that is set in bold; none where it is empty.
    """
    row = add_row(table)
    for cell, (key, tag) in zip(row.cells, columns, strict=True):
        if tag:
            value_cell(cell, tag, labels.text(key), bold=tag == bold)
    return row


def field_band(table: Table, tag: str, label: str) -> _Row:
    """Adds a band over the whole width with a field in it, such as the title of the unit whose rows follow."""
    band = add_row(table)
    cell = band.cells[0].merge(band.cells[-1])
    shade(cell, BAND)
    cell.paragraphs[0].style = BAND_TEXT
    add_field(cell.paragraphs[0], tag, label)
    return band


def repeated_table(
    document: Document,
    labels: Labels,
    tag: str,
    widths: Sequence[Length],
    columns: Columns,
    *,
    bold: str = "",
    named: str = "",
    lines: Sequence[tuple[int, str, str]] = (),
) -> Table:
    """Adds a table that repeats one row.

    Args:
        document: the template.
        labels: its words.
        tag: of the repeat.
        widths: of the columns.
        columns: of each, the key of its head and the tag of its field.
        bold: the tag of the field that is set in bold; none where it is empty.
        named: the key of what a person calls the repeated rows; the first head where it is empty.
        lines: further lines in a cell: the place of the cell, the line's tag and the key of its label.
    """
    table = headed_table(document, labels, widths, columns)
    row = value_row(table, labels, columns, bold=bold)
    for place, name, key in lines:
        add_line(row.cells[place], name, labels.text(key), style=LABEL)
    repeat([row], tag, labels.text(named or columns[0][0]))
    return table
