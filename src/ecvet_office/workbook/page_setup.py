"""How sheets print: landscape A4, as wide as the paper, with page numbers."""

from __future__ import annotations

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

A4 = 9  # Excel's number of the paper


def set_up_page(sheet: Worksheet, about: str = "") -> None:
    """Sets up a sheet for printing; `about` stands at the head of each page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddHeader.left.text = about.replace("&", "&&") or None  # type: ignore[union-attr] # a new sheet has all parts
    sheet.oddFooter.left.text = "&A"  # type: ignore[union-attr] # likewise
    sheet.oddFooter.right.text = "Page &P of &N"  # type: ignore[union-attr] # likewise
