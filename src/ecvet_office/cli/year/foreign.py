"""A workbook of another system, with headers of its own, that the year's participants are filled into."""

from __future__ import annotations

from ecvet_office.workbook.listing_book import ListingSheet, listing_book

HEADERS = ("Participant no.", "Family name", "Given names", "Date of birth", "E-mail", "Planned start", "Planned end",
           "Host organisation", "Shoe size")  # fmt: skip
WIDTHS = (14, 22, 22, 14, 30, 14, 14, 34, 10)
ROWS = 130


def participants() -> bytes:
    """Gives the workbook, with empty rows below its headers."""
    empty = tuple(tuple("" for _ in HEADERS) for _ in range(ROWS))
    return listing_book((ListingSheet("Participants", HEADERS, empty, WIDTHS),))
