"""The sheet Start: what this workbook is, the year's steps with links, and how the sheets speak."""

from __future__ import annotations

from openpyxl.styles import Alignment
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.workbook.page_setup import set_up_page
from ecvet_office.workbook.styles import ACCENT, GREY, HEADER_FILL, WHITE, WRAPPED, font, link_font

STEPS = (
    ("Settings", "Say once what holds for all: profile, coordinating institution, points."),
    ("Partners", "Enter your own institution and every partner; people go on the sheet People."),
    ("Qualifications", "Enter qualifications, units, outcomes and the points of each unit."),
    ("Memoranda", "Enter the memorandum with your partner: who signs, whom it covers, until when."),
    ("Packages", "Describe what is the same for many: host, units, activities, who assesses and who validates."),
    ("Learners", "Enter each learner once."),
    ("Agreements", "Give each learner a package and the dates; set the status to “ready to sign”."),
    ("Results", "After the stay, enter what the host assessed; then the sheet Decisions."),
    ("Papers", "Note who signed what, and when."),
    ("My learners", "See what is missing. It is filled by the command: ecvet update."),
)
NOTES = (
    "A star in a header marks what is needed sooner or later; grey cells are computed.",
    "Leave the column Id empty: new rows are numbered for you. Everywhere else choose from the drop-downs.",
    "Sheets that you do not need yet are hidden: right-click any tab and choose Unhide.",
    "Nothing here leaves your computer.",
)


def write_start(sheet: Worksheet, *, example: bool) -> None:
    """Writes the sheet Start."""
    sheet.sheet_view.showGridLines = False
    for letters, width in (("A", 3), ("B", 6), ("C", 22), ("D", 96)):
        sheet.column_dimensions[letters].width = width
    for letters in "ABCD":
        sheet[f"{letters}1"].fill = HEADER_FILL
    sheet["B1"] = "ECVET mobility workbook" + (", example" if example else "")
    sheet["B1"].font, sheet["B1"].alignment = font(size=20, bold=True, color=WHITE), Alignment(vertical="center")
    sheet.row_dimensions[1].height = 42
    sheet["B3"] = "The year in ten steps"
    sheet["B3"].font = font(size=14, bold=True, color=ACCENT)
    for number, (title, words) in enumerate(STEPS, 1):
        row = 4 + number
        sheet[f"B{row}"], sheet[f"C{row}"], sheet[f"D{row}"] = number, title, words
        sheet[f"B{row}"].font, sheet[f"B{row}"].alignment = (
            font(bold=True, color=GREY),
            Alignment(horizontal="left", vertical="top"),
        )
        sheet[f"C{row}"].hyperlink = Hyperlink(ref=f"C{row}", location=f"'{title}'!A1", tooltip=f"To {title}")
        sheet[f"C{row}"].font, sheet[f"C{row}"].alignment = link_font(), WRAPPED
        sheet[f"D{row}"].font, sheet[f"D{row}"].alignment = font(), WRAPPED
        sheet.row_dimensions[row].height = 20
    first = 6 + len(STEPS)
    sheet[f"B{first}"] = "Good to know"
    sheet[f"B{first}"].font = font(size=14, bold=True, color=ACCENT)
    for row, words in enumerate(NOTES, first + 2):
        sheet[f"B{row}"] = "•"
        sheet[f"B{row}"].font, sheet[f"B{row}"].alignment = font(color=GREY), WRAPPED
        sheet.merge_cells(f"C{row}:D{row}")
        sheet[f"C{row}"] = words
        sheet[f"C{row}"].font, sheet[f"C{row}"].alignment = font(), WRAPPED
        sheet.row_dimensions[row].height = 20
    set_up_page(sheet)
