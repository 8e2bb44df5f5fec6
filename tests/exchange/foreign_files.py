"""Files as other systems export them, made by hand: no header in them is one that the program was taught."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

HEADERS = (
    "Participant record", "Family name *", "Given names *", "Date of birth (dd/mm/yyyy) *", "Nationality code",
    "E-mail", "Planned start", "Planned end", "Mobility ID", "Hosting country *", "Fewer opportunities *", "Days",
)  # fmt: skip
KEYS = (
    "record.no", "learner.familyName", "learner.givenNames", "learner.dateOfBirth", "learner.nationality_code",
    "learner.eMail", "stay.plannedStart", "stay.plannedEnd", "stay.mobilityId", "host.country_code",
    "learner.fewer_opportunities", "stay.days_computed",
)  # fmt: skip
COUNTRIES = ("FI - Finland", "FR - France", "EL - Greece", "DE - Germany")
FIRST = 5


def participants(folder: Path, rows: tuple[dict[int, object], ...] = ()) -> Path:
    """Writes a list of participants: a title, hidden machine keys, drop-downs, a hidden row, formulas, a comment.

    Args:
        folder: where to.
        rows: by column number, what stands in the first rows below the keys.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Participants"
    sheet["A1"] = "Export of the 3rd of May - do not change the grey cells"
    for number, (header, key) in enumerate(zip(HEADERS, KEYS, strict=True), 1):
        sheet.cell(3, number).value, sheet.cell(4, number).value = header, key
    sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[FIRST + 1].hidden = True
    for number in range(FIRST, FIRST + 6):
        sheet.cell(number, 12).value = f'=IF(G{number}="","",H{number}-G{number}+1)'
    for number, cells in enumerate(rows, FIRST):
        for column, value in cells.items():
            sheet.cell(number, column).value = value  # type: ignore[assignment]
    sheet["B3"].comment = Comment("as in the passport", "System")
    sheet.column_dimensions["B"].width = 31
    lists = book.create_sheet("lists_")
    lists.sheet_state = "veryHidden"
    for number, country in enumerate(COUNTRIES, 1):
        lists.cell(number, 1).value = country
    for formula, area, blank in (
        ("lists_!$A$1:$A$4", "J5:J200", False), ('"Y,N"', "K5:K200", False), ("lists_!$A$1:$A$4", "E5:E200", True),
    ):  # fmt: skip
        rule = DataValidation(type="list", formula1=formula, allow_blank=blank)
        rule.add(area)
        sheet.add_data_validation(rule)
    red = PatternFill(bgColor="FFC7CE")
    dressed = CellIsRule(operator="equal", formula=['""'], fill=red)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add("B5:B200", dressed)
    path = folder / "participants.xlsx"
    book.save(path)
    return path


def recipients(folder: Path) -> Path:
    """Writes an Excel table of recipients with machine keys for headers, and two empty rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Recipients"
    for number, key in enumerate(("givenNames", "family_name", "date_of_birth", "email", "credentialId"), 1):
        sheet.cell(1, number).value = key
    sheet.cell(2, 5).value = None
    sheet.add_table(Table(displayName="tblRecipients", ref="A1:E3"))
    path = folder / "recipients.xlsx"
    book.save(path)
    return path


BORN = date(2006, 5, 14)
