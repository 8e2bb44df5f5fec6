"""Builds the small workbook for one host; the sheet is unprotected like all of ours, so that it can be sorted."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.model.places import column_letters
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.completing import AltText, complete
from ecvet_office.workbook.drop_downs import FIRST_DAY, LAST_DAY, LONGEST_MESSAGE, LONGEST_TITLE
from ecvet_office.workbook.host_grid import MADE_FROM, MARK, HostGrid, digest_of
from ecvet_office.workbook.styles import (
    COMPUTED_FILL,
    DATE_FORMAT,
    HEADER_FILL,
    LINES,
    TEXT_FORMAT,
    WHITE,
    WRAPPED,
    font,
)
from ecvet_office.workbook.table_sheets import AIR, HEADER_ROOM, LINE_HEIGHT
from ecvet_office.workbook.writing.cell_markup import shielded

TABLE = "HostGrid"
MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 # Office writes this property without a zone; fixed, for equal bytes
LONGEST_PIECE = 30_000  # characters; no cell holds more than 32,767
LONGEST_SHEET_TITLE = 31
ROWS_TO_SPARE = 200  # validations reach below the rows, for hosts who copy some


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of a grid.

    Attributes:
        key: the name of its field, the same in every language.
        header: as the host reads it.
        width: in characters.
        prompt: what Excel says beside a cell; empty for a column of ours, which is grey.
        choices: the words of its drop-down.
        is_day: whether it holds days.
    """

    key: str
    header: str
    width: int
    prompt: str = ""
    choices: tuple[str, ...] = ()
    is_day: bool = False


def build_host_grid(grid: HostGrid, columns: Sequence[GridColumn]) -> bytes:
    """Gives a grid as a file; the same bytes for the same grid.

    Args:
        grid: whose headers are those of the columns.
        columns: from left to right.
    """
    book = Workbook()
    book._fonts[0] = font()  # type: ignore[attr-defined] # noqa: SLF001 # the only way to the font of the style Normal
    sheet = book.worksheets[0]
    sheet.title = grid.title[:LONGEST_SHEET_TITLE]
    for index, column in enumerate(columns, 1):
        _write_column(sheet, index, column, [row.get(column.key, "") for row in grid.rows])
    for number, row in enumerate((grid.headers, *grid.rows), 1):
        lines = max(len(str(row.get(one.key, ""))) // (one.width - HEADER_ROOM) + 1 for one in columns)
        sheet.row_dimensions[number].height = LINE_HEIGHT * lines + AIR
    area = f"A1:{column_letters(len(columns))}{max(2, 1 + len(grid.rows))}"
    table = ExcelTable(name=TABLE, displayName=TABLE, ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    _write_origin(book.create_sheet(MADE_FROM), grid)
    book.properties.creator, book.properties.title = "ECVET Office", grid.title
    book.properties.created = book.properties.modified = MADE
    stream = BytesIO()
    book.save(stream)
    return complete(stream.getvalue(), {}, {TABLE: AltText(grid.title, grid.title)}, ())


def _write_column(sheet: Worksheet, index: int, column: GridColumn, values: Sequence[CellValue]) -> None:
    head = sheet.cell(1, index, column.header)
    head.font, head.fill, head.alignment = font(bold=True, color=WHITE), HEADER_FILL, WRAPPED
    letters = column_letters(index)
    sheet.column_dimensions[letters].width = column.width
    for number, value in enumerate(values, 2):
        cell = sheet.cell(number, index)
        cell.font, cell.border, cell.alignment = font(), LINES, WRAPPED
        cell.number_format = DATE_FORMAT if column.is_day else TEXT_FORMAT
        if not column.prompt:
            cell.fill = COMPUTED_FILL
        if isinstance(value, dt.date):
            cell.value = value
        elif value != "":
            cell.value, cell.data_type = shielded(str(value)), "s"  # a text that begins with = stays a text
    if column.prompt:
        rule = _rule(column)
        rule.add(f"{letters}2:{letters}{1 + len(values) + ROWS_TO_SPARE}")
        sheet.add_data_validation(rule)


def _rule(column: GridColumn) -> DataValidation:
    rule = DataValidation(allow_blank=True)
    if column.choices:
        rule.type, rule.formula1 = "list", f'"{",".join(column.choices)}"'
        rule.error = ", ".join(column.choices)[:LONGEST_MESSAGE]
    elif column.is_day:
        rule.type, rule.operator, rule.formula1, rule.formula2 = "date", "between", FIRST_DAY, LAST_DAY
        rule.error, rule.errorStyle = column.prompt[:LONGEST_MESSAGE], "warning"  # one may insist; reading tells again
    rule.showErrorMessage, rule.showInputMessage = bool(rule.type), True
    rule.errorTitle = rule.promptTitle = column.header[:LONGEST_TITLE]
    rule.prompt = column.prompt[:LONGEST_MESSAGE]
    return rule


def _write_origin(sheet: Worksheet, grid: HostGrid) -> None:
    stated = json.dumps({"language": grid.language, "headers": dict(grid.headers)}, sort_keys=True)
    lines = [
        (MARK, digest_of(stated, grid.records), stated),
        *(("", number, text) for number, text in grid.records.items()),
    ]
    for row, (mark, name, text) in enumerate(lines, 1):
        pieces = [text[start : start + LONGEST_PIECE] for start in range(0, len(text), LONGEST_PIECE)]
        for column, piece in enumerate((mark, name, *pieces), 1):
            cell = sheet.cell(row, column)
            cell.number_format, cell.value, cell.data_type = TEXT_FORMAT, shielded(piece) or None, "s"
    sheet.sheet_state = "veryHidden"
