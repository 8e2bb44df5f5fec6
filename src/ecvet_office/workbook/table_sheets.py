"""The sheets of tables: one Excel table on each, with its rows, its formats and everything that helps to fill it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from textwrap import wrap

from openpyxl.styles import PatternFill
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableFormula
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.model.places import column_letters
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import REFERENCES, Column, Kind, header_of
from ecvet_office.workbook.completing import FormulaValue
from ecvet_office.workbook.computed import NUMBERS, grid
from ecvet_office.workbook.computed_column import Computed
from ecvet_office.workbook.conditions import add_conditions, add_result_conditions
from ecvet_office.workbook.drop_downs import ROWS_WITH_DROP_DOWNS, add_message, add_validation
from ecvet_office.workbook.header_words import spoken
from ecvet_office.workbook.labels import Labels, as_shown
from ecvet_office.workbook.layout import SETTINGS, SETTINGS_TABLE
from ecvet_office.workbook.page_setup import set_up_page
from ecvet_office.workbook.results_layout import ResultTable
from ecvet_office.workbook.sheets import Sheet
from ecvet_office.workbook.styles import (
    CENTRED,
    COMPUTED_FILL,
    COMPUTED_HEADER_FILL,
    DATE_FORMAT,
    HEADER_FILL,
    LINES,
    RARE_HEADER_FILL,
    RIGHT,
    TEXT_FORMAT,
    WHITE,
    WRAPPED,
    font,
)
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.writing.cell_markup import shielded

LINE_HEIGHT = 15  # points, of Calibri 11
FIRST_ROW = 2
NARROW = 3  # columns of a table that needs none of them frozen
AS_TEXT = {Kind.ID, Kind.TEXT} | REFERENCES
TO_THE_RIGHT = {Kind.NUMBER, Kind.INTEGER, Kind.DATE}
MOST_HEADER_LINES = 3
SHORT_HEADER = 17
ROOM = 3  # characters beside a text: the indents
HEADER_ROOM = 4  # characters beside a word of a header: bold letters are wider, and the filter has its button
AIR = 5  # points above and below the text of a row
WIDEST_BY_CONTENT = 40
RESULT_FORMATS = {
    **dict.fromkeys(("Since", "Due", "Done on", "Deadline"), DATE_FORMAT),
    **dict.fromkeys(("Share in %", "Mean", "Score"), "0.00"),
    **dict.fromkeys(
        (
            "Achieved", "Required", "Points", "Total", "Weight", "Exact share", "Shared", "In the table", "Gained",
            "Grade", "Coefficient", "Counts", "Hours", "Months left", "Answered", "Questions", "Points there",
            "Alike in %", "Covered by",
        ), "General"
    ),
}  # fmt: skip
"""The number formats of result columns, which the rows written later take over."""
HINT = "Filled by the command: ecvet update"

Rows = Mapping[int, Mapping[str, FormulaValue]]
"""By row of the sheet and header of a computed column, what the formula gives."""


def write_table(
    sheet: Worksheet, table: Table, rows: Sheet | None, labels: Labels, values: Rows, tables: Mapping[str, Table]
) -> dict[str, FormulaValue]:
    """Writes an input table from A1 on, with one empty row where it has none.

    Args:
        sheet: an empty one, of the table's title.
        table: the layout of the table.
        rows: what it holds.
        labels: how references are shown.
        values: what the formulas give.
        tables: all input tables of the workbook, by name.

    Returns:
        By cell, what the formulas give.
    """
    columns = grid(table)
    letters = {one.key: column_letters(n) for n, one in enumerate(columns, 1) if isinstance(one, Column)}
    last = max(2, 1 + len(rows.rows if rows else ()))
    contents = dict(enumerate((row.cells for row in rows.rows), 2)) if rows else {}
    for number in range(2, last + 1):
        for index, one in enumerate(columns, 1):
            if isinstance(one, Column):
                value = contents.get(number, {}).get(rows.columns.get(one.key, "")) if rows else None
                _put(sheet, number, index, one, as_shown(value, one, labels))
    widths = _widths(sheet, columns, last)
    for number in range(2, last + 1):
        _fit_height(sheet, number, widths)
    given = _write_computed(sheet, columns, last, values)
    for index, one in enumerate(columns, 1):
        area = f"{column_letters(index)}2:{column_letters(index)}{ROWS_WITH_DROP_DOWNS}"
        if isinstance(one, Column):
            add_validation(sheet, one, area, tables, letters)
        else:
            add_message(sheet, one.header, one.about, area)
    _set_widths(sheet, columns, widths)
    _prepare_new_rows(sheet, columns)
    _dress(sheet, table, columns, last)
    add_conditions(sheet, table, frozenset(tables))
    return given


def _is_folded(one: Column | Computed) -> bool:
    return isinstance(one, Computed) and not one.after


def _write_computed(
    sheet: Worksheet, columns: Sequence[Column | Computed], last: int, values: Rows
) -> dict[str, FormulaValue]:
    given: dict[str, FormulaValue] = {}
    for index, one in enumerate(columns, 1):
        if not isinstance(one, Computed):
            continue
        for row in range(2, last + 1):
            cell = sheet.cell(row, index, f"={one.formula}")
            cell.font, cell.fill, cell.border = font(), COMPUTED_FILL, LINES
            cell.alignment, cell.number_format = WRAPPED, one.number_format
            given[cell.coordinate] = values.get(row, {}).get(one.header, "")
            if one.header in NUMBERS:
                cell.alignment = RIGHT
    return given


def _widths(sheet: Worksheet, columns: Sequence[Column | Computed], last: int) -> list[float]:
    """Gives the widths of all columns: those of the layout, wider where a header or a short text would break."""
    widths: list[float] = []
    for index, one in enumerate(columns, 1):
        header = one.header if isinstance(one, Computed) else header_of(one)
        needed = [len(word) + HEADER_ROOM for word in header.split()]
        if len(header) <= SHORT_HEADER:
            needed.append(len(header) + HEADER_ROOM)  # or the star would stand alone on a line
        if isinstance(one, Column) and one.kind in AS_TEXT:
            texts = (str(sheet.cell(row, index).value or "") for row in range(2, last + 1))
            needed += [min(len(text) + ROOM, WIDEST_BY_CONTENT) for text in texts]
        widths.append(max(one.width, *needed))
    return widths


def _set_widths(sheet: Worksheet, columns: Sequence[Column | Computed], widths: Sequence[float]) -> None:
    for index, (one, width) in enumerate(zip(columns, widths, strict=True), 1):
        dimension = sheet.column_dimensions[column_letters(index)]
        dimension.width = width
        if _is_folded(one):
            dimension.outlineLevel, dimension.hidden = 1, True
    if any(map(_is_folded, columns)):  # the + stands above the column behind those that are folded away
        beyond = sheet.column_dimensions[column_letters(len(columns) + 1)]
        beyond.width, beyond.collapsed = 4, True


def _put(sheet: Worksheet, row: int, index: int, column: Column, value: CellValue | None) -> None:
    cell = sheet.cell(row, index)
    if isinstance(value, str):
        cell.value = shielded(value)
        cell.data_type = "s"  # a text that begins with = stays a text
    elif isinstance(value, Decimal | dt.date):
        cell.value = str(value) if column.kind in AS_TEXT else value
    cell.font = font()
    cell.border = LINES
    cell.alignment = RIGHT if column.kind in TO_THE_RIGHT else WRAPPED
    if column.kind in AS_TEXT:
        cell.number_format = TEXT_FORMAT
    elif column.kind is Kind.DATE:
        cell.number_format = DATE_FORMAT


def _fit_height(sheet: Worksheet, row: int, widths: Sequence[float]) -> None:
    """Gives a row the height of its longest cell; LibreOffice would leave it at one line."""
    texts = ((str(sheet.cell(row, index).value or ""), width) for index, width in enumerate(widths, 1))
    sheet.row_dimensions[row].height = LINE_HEIGHT * max(_lines(text, width) for text, width in texts) + AIR


def _lines(text: str, width: float) -> int:
    """Gives how many lines a text takes in a column: words are not split."""
    return sum(max(1, len(wrap(part, round(width) - 1))) for part in text.split("\n"))


def write_settings(
    sheet: Worksheet, fields: Iterable[str], rows: Sheet | None, labels: Labels, tables: Mapping[str, Table]
) -> None:
    """Writes the sheet Settings: the settings that matter, a line each, with their values and what they mean."""
    given: dict[str, CellValue] = {}
    for row in rows.rows if rows else ():
        value = row.cells.get("B")
        if value is not None:
            given[str(row.cells["A"])] = value
    name, value_column, help_ = SETTINGS_TABLE.columns
    chosen = [one for one in SETTINGS if one.key in set(fields)]
    for number, one in enumerate(chosen, 2):
        _put(sheet, number, 1, name, one.header)
        _put(sheet, number, 2, one, as_shown(given.get(spoken(one.key)), one, labels))
        _put(sheet, number, 3, help_, one.help)
        sheet.cell(number, 2).alignment = WRAPPED
        add_validation(sheet, one, f"B{number}", tables, {})
        _fit_height(sheet, number, [name.width, value_column.width, help_.width])
    _set_widths(sheet, SETTINGS_TABLE.columns, [one.width for one in SETTINGS_TABLE.columns])
    _dress(sheet, SETTINGS_TABLE, SETTINGS_TABLE.columns, len(chosen) + 1)


def write_result(sheet: Worksheet, table: ResultTable) -> None:
    """Writes a result table from A1 on; in place of rows it says where they come from."""
    columns = [Column(header, header, width=width) for header, width in zip(table.headers, table.widths, strict=True)]
    hint = 1 + table.widths.index(max(table.widths))
    for index, header in enumerate(table.headers, 1):
        cell = sheet.cell(2, index, HINT if index == hint else None)
        cell.font, cell.border, cell.alignment, cell.fill = font(), LINES, WRAPPED, COMPUTED_FILL
        if header in RESULT_FORMATS:
            cell.alignment, cell.number_format = RIGHT, RESULT_FORMATS[header]
    widths = [max(one.width, *(len(word) + HEADER_ROOM for word in one.header.split())) for one in columns]
    _set_widths(sheet, columns, widths)
    _dress(sheet, table, columns, 2)
    for head in sheet[1]:
        head.fill = COMPUTED_HEADER_FILL
    add_result_conditions(sheet, table.name, table.headers)


def _prepare_new_rows(sheet: Worksheet, columns: Sequence[Column | Computed]) -> None:
    """Gives whole columns the look of their cells: programs that do not grow a table wrap what is typed below it."""
    for index, one in enumerate(columns, 1):
        if isinstance(one, Column):
            dimension, cell = sheet.column_dimensions[column_letters(index)], sheet.cell(FIRST_ROW, index)
            dimension.font, dimension.number_format = font(), cell.number_format
            dimension.alignment = RIGHT if one.kind in TO_THE_RIGHT else WRAPPED


def _dress(sheet: Worksheet, table: Table | ResultTable, columns: Sequence[Column | Computed], last: int) -> None:
    headers = [one.header if isinstance(one, Computed) else header_of(one) for one in columns]
    for index, (header, one) in enumerate(zip(headers, columns, strict=True), 1):
        cell = sheet.cell(1, index, header)
        cell.font, cell.alignment, cell.border = font(bold=True, color=WHITE), CENTRED, LINES
        cell.fill = _ground(one)
    widths = [sheet.column_dimensions[column_letters(index)].width for index in range(1, len(columns) + 1)]
    lines = max(_lines(header, width - ROOM) for header, width in zip(headers, widths, strict=True))
    sheet.row_dimensions[1].height = LINE_HEIGHT * min(MOST_HEADER_LINES, max(2, lines)) + 4
    add_message(sheet, table.title, table.about, "A1")
    _add_excel_table(sheet, table.name, headers, columns, f"A1:{column_letters(len(headers))}{last}")
    sheet.freeze_panes = "C2" if len(headers) > NARROW else "A2"
    sheet.sheet_view.zoomScale = 100
    sheet.print_title_rows = "1:1"
    if len(headers) > NARROW:
        sheet.print_title_cols = "A:B"
    is_blank = all(cell.value is None or cell.data_type == "f" for cell in sheet[2]) and last == FIRST_ROW
    seen = sum(width for width, one in zip(widths, columns, strict=True) if not _is_folded(one))
    set_up_page(sheet, table.about, width=0 if is_blank else seen)


def _ground(one: Column | Computed) -> PatternFill:
    if isinstance(one, Computed):
        return COMPUTED_HEADER_FILL
    return RARE_HEADER_FILL if one.rare else HEADER_FILL


def _add_excel_table(
    sheet: Worksheet, name: str, headers: Sequence[str], columns: Sequence[Column | Computed], reach: str
) -> None:
    table = ExcelTable(name=name, displayName=name, ref=reach, autoFilter=AutoFilter(ref=reach))
    table.tableColumns = [TableColumn(id=index, name=header) for index, header in enumerate(headers, 1)]
    for one, described in zip(columns, table.tableColumns, strict=True):
        if isinstance(one, Computed):  # so that Excel fills new rows with it
            described.calculatedColumnFormula = TableFormula(attr_text=one.formula)
    sheet.add_table(table)
