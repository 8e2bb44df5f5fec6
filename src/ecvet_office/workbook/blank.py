"""Blank and example workbooks, written from the layout by one command: `python -m ecvet_office.workbook.blank`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from importlib.resources import files
from io import BytesIO
from math import ceil
from pathlib import Path

from openpyxl import Workbook
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableFormula
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.model.places import column_letters
from ecvet_office.workbook.building import KINDS, template_name
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import REFERENCES, Column, Kind, header_of
from ecvet_office.workbook.completing import complete
from ecvet_office.workbook.drop_downs import add_drop_down, name_pick_lists, write_lists
from ecvet_office.workbook.header_words import spoken
from ecvet_office.workbook.labels import Labels, all_labels, as_shown, label_formula, label_of
from ecvet_office.workbook.layout import (
    BY_NAME,
    KIND_PROPERTY,
    LABEL_HEADER,
    SETTINGS,
    SETTINGS_TABLE,
    TABLES,
    VERSION,
    VERSION_PROPERTY,
)
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.page_setup import set_up_page
from ecvet_office.workbook.results_layout import RESULT_BY_NAME, RESULTS, ResultTable
from ecvet_office.workbook.sheets import Sheet, Sheets
from ecvet_office.workbook.start import write_start
from ecvet_office.workbook.styles import (
    CENTRED,
    COMPUTED_FILL,
    DATE_FORMAT,
    HEADER_FILL,
    LINES,
    RIGHT,
    TEXT_FORMAT,
    WHITE,
    WRAPPED,
    font,
)
from ecvet_office.workbook.tables import Table

SHEET_ORDER = ("MyLearners", "Learners", "Packages", "Agreements", "Results", "Papers", "Partners")
MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 # Office writes this property without a zone; fixed, for equal bytes

Cached = dict[str, dict[str, str]]  # by sheet title and cell, what its formula gives
LINE_HEIGHT = 15  # points, of Calibri 11
NARROW = 3  # columns of a table that needs none of them frozen


def build(*, example: bool) -> bytes:
    """Gives a mobility workbook, blank or with the example's rows; the same bytes every time."""
    text = (files("ecvet_office.workbook") / "examples" / "mobility.md").read_text(encoding="utf-8")
    rows = sheets_from_markdown(text) if example else Sheets("", ())
    book = Workbook()
    book._fonts[0] = font()  # type: ignore[attr-defined] # noqa: SLF001 # the only way to the font of the style Normal
    book.remove(book.worksheets[0])
    cached: Cached = {}
    write_start(book.create_sheet("Start"), example=example)
    labels = all_labels(rows)
    for name in _order():
        if name in BY_NAME:
            _write_table(book, BY_NAME[name], rows.sheet(name), labels, cached)
        else:
            _write_result(book, RESULT_BY_NAME[name])
    name_pick_lists(book)
    write_lists(book)
    _say_what_it_is(book)
    stream = BytesIO()
    book.save(stream)
    return complete(stream.getvalue(), cached)


def _order() -> tuple[str, ...]:
    names = [*(table.name for table in TABLES), *(table.name for table in RESULTS)]
    return (*SHEET_ORDER, SETTINGS_TABLE.name, *(name for name in names if name not in SHEET_ORDER))


def _say_what_it_is(book: Workbook) -> None:
    properties = book.properties
    properties.creator = "ECVET Office"
    properties.title = "ECVET mobility workbook"
    properties.created = properties.modified = MADE
    custom = book.custom_doc_props  # type: ignore[attr-defined] # the types that come from elsewhere lack it
    custom.append(IntProperty(name=VERSION_PROPERTY, value=VERSION))
    custom.append(StringProperty(name=KIND_PROPERTY, value="mobility"))


def _write_table(book: Workbook, table: Table, rows: Sheet | None, labels: Labels, cached: Cached) -> None:
    sheet = book.create_sheet(table.title)
    sheet.sheet_state = "visible" if table.shown or rows is not None or table is SETTINGS_TABLE else "hidden"
    headers = [header_of(column) for column in table.columns]
    if table is SETTINGS_TABLE:
        last = _write_settings(sheet, rows, labels)
    else:
        last = _write_rows(sheet, table, rows, labels, cached)
    for index, column in enumerate(table.columns, 1):
        if table is not SETTINGS_TABLE:
            add_drop_down(sheet, column, column_letters(index))
        sheet.column_dimensions[column_letters(index)].width = column.width
    if table.label:
        letters = column_letters(len(headers) + 1)
        headers.append(LABEL_HEADER)
        sheet.column_dimensions[letters].width = 30
    _dress(sheet, table.name, headers, last, table.about)
    if table.label:
        _compute_labels(sheet, table)


def _write_rows(sheet: Worksheet, table: Table, rows: Sheet | None, labels: Labels, cached: Cached) -> int:
    last = 1
    for last, row in enumerate(rows.rows if rows else (), 2):
        for index, column in enumerate(table.columns, 1):
            value = row.cells.get(rows.columns.get(column.key, "")) if rows else None
            _put(sheet, last, index, column, as_shown(value, column, labels))
    if last == 1:
        last = 2
        for index, column in enumerate(table.columns, 1):
            _put(sheet, last, index, column, None)
    if table.label:
        _write_labels(sheet, table, last, cached)
    for number in range(2, last + 1):
        _fit_height(sheet, number, [column.width for column in table.columns])
    return last


def _put(sheet: Worksheet, row: int, index: int, column: Column, value: CellValue | None) -> None:
    cell = sheet.cell(row, index)
    if isinstance(value, str):
        cell.value = value
        cell.data_type = "s"  # a text that begins with = stays a text
    elif isinstance(value, Decimal | dt.date):
        cell.value = str(value) if column.kind in {Kind.ID, Kind.TEXT} | REFERENCES else value
    cell.font = font()
    cell.border = LINES
    cell.alignment = RIGHT if column.kind in {Kind.NUMBER, Kind.INTEGER, Kind.DATE} else WRAPPED
    if column.kind in {Kind.ID, Kind.TEXT} | REFERENCES:
        cell.number_format = TEXT_FORMAT
    elif column.kind is Kind.DATE:
        cell.number_format = DATE_FORMAT


def _fit_height(sheet: Worksheet, row: int, widths: Sequence[int]) -> None:
    """Gives a row the height of its longest cell; LibreOffice would leave it at one line."""
    texts = ((str(sheet.cell(row, index).value or ""), width) for index, width in enumerate(widths, 1))
    lines = max(sum(ceil(max(len(part), 1) / (0.95 * width)) for part in text.split("\n")) for text, width in texts)
    sheet.row_dimensions[row].height = LINE_HEIGHT * lines + 1


def _write_settings(sheet: Worksheet, rows: Sheet | None, labels: Labels) -> int:
    given: dict[str, CellValue] = {}
    for row in rows.rows if rows else ():
        value = row.cells.get("B")
        if value is not None:
            given[str(row.cells["A"])] = value
    text, _, help_ = SETTINGS_TABLE.columns
    for number, column in enumerate(SETTINGS, 2):
        _put(sheet, number, 1, text, column.header)
        _put(sheet, number, 2, column, as_shown(given.get(spoken(column.key)), column, labels))
        _put(sheet, number, 3, help_, column.help)
        add_drop_down(sheet, column, "B", number, number)
    return len(SETTINGS) + 1


def _write_result(book: Workbook, table: ResultTable) -> None:
    sheet = book.create_sheet(table.title)
    sheet.sheet_state = "visible" if table.shown else "hidden"
    for index, width in enumerate(table.widths, 1):
        sheet.column_dimensions[column_letters(index)].width = width
        cell = sheet.cell(2, index)
        cell.font, cell.border, cell.alignment, cell.fill = font(), LINES, WRAPPED, COMPUTED_FILL
    _dress(sheet, table.name, list(table.headers), 2, table.about)


def _dress(sheet: Worksheet, name: str, headers: list[str], last: int, about: str) -> None:
    for index, header in enumerate(headers, 1):
        cell = sheet.cell(1, index, header)
        cell.font, cell.fill, cell.alignment, cell.border = font(bold=True, color=WHITE), HEADER_FILL, CENTRED, LINES
    sheet.row_dimensions[1].height = 32
    reach = f"A1:{column_letters(len(headers))}{last}"
    table = ExcelTable(name=name, displayName=name, ref=reach, autoFilter=AutoFilter(ref=reach))
    table.tableColumns = [TableColumn(id=index, name=header) for index, header in enumerate(headers, 1)]
    sheet.add_table(table)
    sheet.freeze_panes = "C2" if len(headers) > NARROW else "A2"
    sheet.sheet_view.zoomScale = 100
    sheet.print_title_rows = "1:1"
    set_up_page(sheet, about)


def _write_labels(sheet: Worksheet, table: Table, last: int, cached: Cached) -> None:
    index = len(table.columns) + 1
    sources = [1 + [column.key for column in table.columns].index(key) for key in table.label]
    for row in range(2, last + 1):
        cell = sheet.cell(row, index, f"={label_formula(table)}")
        cell.font, cell.fill, cell.border, cell.alignment = font(), COMPUTED_FILL, LINES, WRAPPED
        name = " ".join(str(sheet.cell(row, source).value or "") for source in sources)
        label = label_of(str(sheet.cell(row, 1).value or ""), name)
        cached.setdefault(sheet.title, {})[cell.coordinate] = label


def _compute_labels(sheet: Worksheet, table: Table) -> None:
    """Tells Excel the formula of the label column, so that new rows get it."""
    column = sheet.tables[table.name].tableColumns[-1]
    column.calculatedColumnFormula = TableFormula(attr_text=label_formula(table))


def main() -> None:
    """Writes the blank and the example workbook into the folder workbook_templates of the checkout."""
    folder = Path(__file__).parents[3] / "workbook_templates"
    for kind in KINDS:
        for example in (False, True):
            (folder / template_name(kind, example=example)).write_bytes(build(example=example))


if __name__ == "__main__":
    main()
