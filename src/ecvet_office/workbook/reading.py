"""From a file on disk to sheets: tables found, headers understood, every cell with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ecvet_office.model.findings import Finding
from ecvet_office.model.places import column_letters
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.cells import RawSheet, RawTable, RawWorkbook, SheetRow, read_workbook
from ecvet_office.workbook.layout import BY_NAME, VERSION_PROPERTY
from ecvet_office.workbook.parsing import table_named
from ecvet_office.workbook.sheets import Row, Sheet, Sheets, make_sheet, without_doubles
from ecvet_office.workbook.tables import Table

BLANK_ROWS_BELOW = 200  # so many in a row below a table end it; people leave a few blank on purpose


def read(path: Path | str) -> Sheets:
    """Reads the tables of a workbook.

    A table is known by the name of the Excel table; where a sheet bears a title that we know and holds no table, its
    first row that holds something is taken for the header. Rows typed right below a table belong to it.

    Args:
        path: an .xlsx or .xlsm file; it may be open in Excel.

    Raises:
        UnreadableFileError: when the file is missing, locked, encrypted, damaged or no workbook.
    """
    raw = read_workbook(Path(path))
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    for one in raw.sheets:
        for sheet, found in _tables(one):
            sheets.append(sheet)
            findings.extend(found)
    kept, doubles = without_doubles(sheets)
    titles = tuple(sheet.title for sheet in raw.sheets)
    return Sheets(raw.path.name, kept, titles, _version(raw), (*findings, *doubles))


def _version(raw: RawWorkbook) -> int | None:
    text = raw.custom_properties.get(VERSION_PROPERTY, "")
    return int(text) if text.isdecimal() else None


def _tables(sheet: RawSheet) -> Iterator[tuple[Sheet, list[Finding]]]:
    known = [(BY_NAME[table.name], table) for table in sheet.tables if table.name in BY_NAME]
    if known:
        rows = {row.number: row for row in sheet.rows()} if len(known) > 1 else None
        for table, raw in known:
            yield _from_table(sheet, table, raw, rows)
    elif not sheet.tables and (table_of_title := table_named(sheet.title)) is not None:
        yield _from_first_row(sheet, table_of_title)


def _from_table(
    sheet: RawSheet, table: Table, raw: RawTable, read_rows: Mapping[int, SheetRow] | None
) -> tuple[Sheet, list[Finding]]:
    letters = {number: column_letters(number) for number in range(raw.first_column, raw.last_column + 1)}
    header: dict[str, str] = {}
    rows: list[Row] = []
    last = raw.last_row - raw.totals_rows
    for row in sheet.rows() if read_rows is None else read_rows.values():
        if row.number < raw.first_row or row.number in range(last + 1, raw.last_row + 1):
            continue
        cells = {letters[cell.column]: cell.value for cell in row.cells if cell.column in letters}
        if row.number == raw.first_row:
            header = _header(cells)
        elif cells:
            if row.number > max(last, rows[-1].number if rows else 0) + BLANK_ROWS_BELOW:
                break
            rows.append(Row(row.number, cells))
    if not header:
        header = dict(zip(letters.values(), raw.columns, strict=False))
    return make_sheet(table, sheet.title, raw.first_row, header, rows)


def _from_first_row(sheet: RawSheet, table: Table) -> tuple[Sheet, list[Finding]]:
    header: dict[str, str] = {}
    header_row = 1
    rows: list[Row] = []
    for row in sheet.rows():
        cells = {column_letters(cell.column): cell.value for cell in row.cells}
        if not cells:
            continue
        if not header:
            header, header_row = _header(cells), row.number
        elif row.number > (rows[-1].number if rows else header_row) + BLANK_ROWS_BELOW:
            break
        else:
            rows.append(Row(row.number, cells))
    return make_sheet(table, sheet.title, header_row, header, rows)


def _header(cells: Mapping[str, CellValue]) -> dict[str, str]:
    return {letters: str(value) for letters, value in cells.items() if isinstance(value, str)}
