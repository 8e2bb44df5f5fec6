"""How sheets print: landscape A4, as wide as the paper or as few pages as can be read, with page numbers."""

from __future__ import annotations

from math import ceil

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

A4 = 9  # Excel's number of the paper
READABLE = 210  # characters of the standard font across a landscape page before the print gets too small


def set_up_page(sheet: Worksheet, about: str = "", *, width: float = 0, one_page: bool = False) -> None:
    """Sets up a sheet for printing.

    Args:
        sheet: the sheet.
        about: the sentence at the head of each page.
        width: of all columns that show, in characters of the standard font.
        one_page: whether the whole sheet goes on a single page.
    """
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth = max(1, ceil(width / READABLE))
    sheet.page_setup.fitToHeight = int(one_page)  # 0 is as many as it takes
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = one_page
    margins = sheet.page_margins
    margins.left = margins.right = 0.4  # inches
    margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.6, 0.3, 0.3
    sheet.oddHeader.left.text = about.replace("&", "&&") or None  # type: ignore[union-attr] # a new sheet has all parts
    sheet.oddFooter.left.text = "&A"  # type: ignore[union-attr] # likewise
    sheet.oddFooter.right.text = "Page &P of &N"  # type: ignore[union-attr] # likewise
