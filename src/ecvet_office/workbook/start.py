"""The sheet Start: what this workbook is, the year's steps with links, live numbers, and how the sheets speak."""

from __future__ import annotations

from decimal import Decimal

from openpyxl.styles import Alignment
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.model.register import Register
from ecvet_office.workbook.kind import NOTES, Kind, Phase, Step
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.page_setup import set_up_page
from ecvet_office.workbook.results_layout import RESULT_BY_NAME
from ecvet_office.workbook.styles import (
    ACCENT,
    BELOW,
    COMPUTED_FILL,
    GREY,
    HEADER_FILL,
    LINES,
    WHITE,
    font,
    link_font,
    solid,
)

WIDTHS = {"A": 3, "B": 6, "C": 25, "D": 74, "E": 4, "F": 28, "G": 9, "H": 3}
HEAD_HEIGHT, LINE_HEIGHT = 42, 19  # points
LONG_LINE = 86  # characters of a sentence that still fit on one line
FIRST_ROW = 4
TOP = Alignment(vertical="top", wrap_text=True)
BULLET = Alignment(horizontal="right", vertical="top")
MIDDLE = Alignment(vertical="center", wrap_text=True)
INDENTED = Alignment(horizontal="left", vertical="center", indent=1)


def write_start(sheet: Worksheet, kind: Kind, register: Register, *, example: bool) -> dict[str, Decimal]:
    """Writes the sheet Start.

    Args:
        sheet: an empty one.
        kind: the kind of workbook.
        register: the records that the workbook holds.
        example: whether it says that it is an example.

    Returns:
        By cell, what the formulas of the sheet give.
    """
    sheet.sheet_view.showGridLines = False
    for letters, width in WIDTHS.items():
        sheet.column_dimensions[letters].width = width
        sheet[f"{letters}1"].fill = HEADER_FILL
    sheet["B1"] = kind.title + (", example" if example else "")
    sheet["B1"].font, sheet["B1"].alignment = font(size=20, bold=True, color=WHITE), Alignment(vertical="center")
    sheet.row_dimensions[1].height = HEAD_HEIGHT
    sheet["B2"] = kind.about
    sheet["B2"].font, sheet["B2"].alignment = font(color=GREY), Alignment(vertical="center")
    sheet.row_dimensions[2].height = 26
    after_steps = _write_phases(sheet, kind)
    values, after_counts = _write_counts(sheet, kind, register)
    _write_notes(sheet, max(after_steps, after_counts) + 1)
    set_up_page(sheet, one_page=True)
    return values


def _write_phases(sheet: Worksheet, kind: Kind) -> int:
    """Writes the steps by phase, and gives the first free row."""
    row, number = FIRST_ROW, 0
    for phase in kind.phases:
        _write_phase_title(sheet, row, phase)
        row += 1
        for step in phase.steps:
            number += step.begins
            _write_step(sheet, row, step, str(number) if step.begins else "")
            row += 1
    return row


def _write_phase_title(sheet: Worksheet, row: int, phase: Phase) -> None:
    for letters in "BCD":
        sheet[f"{letters}{row}"].fill = solid(phase.colour)
    sheet[f"B{row}"] = phase.title
    sheet[f"B{row}"].font, sheet[f"B{row}"].alignment = font(size=12, bold=True, color=WHITE), INDENTED
    sheet.row_dimensions[row].height = 22


def _write_step(sheet: Worksheet, row: int, step: Step, number: str) -> None:
    title = _title(step.table)
    sheet[f"B{row}"], sheet[f"C{row}"], sheet[f"D{row}"] = number or None, title, step.words
    sheet[f"B{row}"].font, sheet[f"B{row}"].alignment = font(bold=True, color=GREY), INDENTED
    sheet[f"C{row}"].hyperlink = Hyperlink(ref=f"C{row}", location=f"'{title}'!A1", tooltip=f"To the sheet {title}")
    sheet[f"C{row}"].font, sheet[f"C{row}"].alignment = link_font(), MIDDLE
    sheet[f"D{row}"].font, sheet[f"D{row}"].alignment = font(), MIDDLE
    for letters in "BCD":
        sheet[f"{letters}{row}"].border = BELOW
    sheet.row_dimensions[row].height = LINE_HEIGHT * (2 if len(step.words) > LONG_LINE else 1)


def _title(table: str) -> str:
    """Gives the title of a table's sheet; the name itself for a sheet without a table."""
    known = BY_NAME.get(table) or RESULT_BY_NAME.get(table)
    return known.title if known else table


def _write_counts(sheet: Worksheet, kind: Kind, register: Register) -> tuple[dict[str, Decimal], int]:
    """Writes the live numbers, and gives what their formulas give and the first free row."""
    values: dict[str, Decimal] = {}
    row = FIRST_ROW
    for heading, counts in kind.counts:
        sheet[f"F{row}"] = heading
        sheet[f"F{row}"].font, sheet[f"F{row}"].alignment = font(size=12, bold=True, color=ACCENT), MIDDLE
        row += 1
        for count in counts:
            sheet[f"F{row}"], sheet[f"G{row}"] = count.words, f"={count.formula}"
            sheet[f"F{row}"].font, sheet[f"F{row}"].border = font(), LINES
            sheet[f"F{row}"].alignment = INDENTED
            sheet[f"G{row}"].font, sheet[f"G{row}"].border = font(bold=True), LINES
            sheet[f"G{row}"].alignment = Alignment(horizontal="right", vertical="center", indent=1)
            sheet[f"G{row}"].fill = COMPUTED_FILL
            values[f"G{row}"] = Decimal(count.value(register))
            row += 1
        row += 1
    return values, row


def _write_notes(sheet: Worksheet, first: int) -> None:
    sheet[f"B{first}"] = "Good to know"
    sheet[f"B{first}"].font = font(size=12, bold=True, color=ACCENT)
    for row, words in enumerate(NOTES, first + 1):
        sheet[f"B{row}"] = "•"
        sheet[f"B{row}"].font, sheet[f"B{row}"].alignment = font(color=GREY), BULLET
        sheet.merge_cells(f"C{row}:G{row}")
        sheet[f"C{row}"] = words
        sheet[f"C{row}"].font, sheet[f"C{row}"].alignment = font(), TOP
        sheet.row_dimensions[row].height = LINE_HEIGHT
