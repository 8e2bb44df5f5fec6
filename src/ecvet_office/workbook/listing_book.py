"""Plain workbooks of lists: texts under headers, for people who asked for their data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook

from ecvet_office.model.places import column_letters
from ecvet_office.workbook.completing import complete
from ecvet_office.workbook.styles import HEADER_FILL, WHITE, WRAPPED, font
from ecvet_office.workbook.writing.cell_markup import shielded

MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 # Office writes this property without a zone; fixed, for equal bytes


@dataclass(frozen=True, slots=True)
class ListingSheet:
    """A sheet of texts.

    Attributes:
        title: on the tab, of at most 31 characters.
        headers: from left to right.
        rows: one text for each header.
        widths: of the columns, in characters.
    """

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


def listing_book(sheets: tuple[ListingSheet, ...]) -> bytes:
    """Gives a workbook of lists, the same bytes for the same; every cell is a text, also one that begins with =."""
    book = Workbook()
    book._fonts[0] = font()  # type: ignore[attr-defined] # noqa: SLF001 # the only way to the font of the style Normal
    book.remove(book.worksheets[0])
    for listing in sheets:
        sheet = book.create_sheet(listing.title)
        for number, row in enumerate((listing.headers, *listing.rows), 1):
            for column, text in enumerate(row, 1):
                cell = sheet.cell(number, column)
                cell.value = shielded(text)
                cell.data_type = "s"
                cell.alignment, cell.font = WRAPPED, font()
        for column, width in enumerate(listing.widths, 1):
            sheet.column_dimensions[column_letters(column)].width = width
            head = sheet.cell(1, column)
            head.font, head.fill = font(bold=True, color=WHITE), HEADER_FILL
        sheet.freeze_panes = "A2"
    book.properties.creator, book.properties.created = "ECVET Office", MADE
    stream = BytesIO()
    book.save(stream)
    return complete(stream.getvalue(), {}, {}, ())
