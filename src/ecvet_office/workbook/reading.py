"""From a file on disk to sheets: tables found, headers understood, every cell with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ecvet_office.law.pages import page
from ecvet_office.model.findings import Finding
from ecvet_office.model.places import Place, column_letters
from ecvet_office.workbook.cell_values import LAST_ROW, CellValue
from ecvet_office.workbook.cells import RawSheet, RawTable, RawWorkbook, read_workbook
from ecvet_office.workbook.layout import BY_NAME, VERSION_PROPERTY
from ecvet_office.workbook.parsing import table_named
from ecvet_office.workbook.sheets import Row, Sheet, Sheets, make_sheet, without_doubles
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import shown

BLANK_ROWS_BELOW = 200  # so many in a row end a table; people leave a few blank on purpose


def read(path: Path | str) -> Sheets:
    """Reads the tables of a workbook.

    A table is known by the name of the Excel table. Where a sheet bears a title that we know and holds no table of such
    a name, its first table counts, or where it has none, its first row that holds something is the header. Rows typed
    below a table belong to it, down to the next table.

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
    of_title = table_named(sheet.title)
    if not known and of_title is not None:
        known = [(of_title, table) for table in sheet.tables[:1]]  # somebody made a table of it, under another name
    if not known and of_title is not None:
        yield _from_first_row(sheet, of_title)
    for table, raw in known:
        yield _from_table(sheet, table, raw)


def _from_table(sheet: RawSheet, table: Table, raw: RawTable) -> tuple[Sheet, list[Finding]]:
    letters = {number: column_letters(number) for number in range(raw.first_column, raw.last_column + 1)}
    header = dict(zip(letters.values(), raw.columns, strict=False))
    totals = range(raw.last_row - raw.totals_rows + 1, raw.last_row + 1)
    end = _first_row_below(sheet, raw)
    rows: list[Row] = []
    far: list[Finding] = []
    for row in sheet.rows():
        cells = {letters[cell.column]: cell.value for cell in row.cells if cell.column in letters}
        if not cells or not raw.first_row <= row.number < end or row.number in totals:
            continue
        if row.number == raw.first_row and raw.header_rows:
            header |= _header(cells)
        elif row.number > max(raw.last_row, rows[-1].number if rows else 0) + BLANK_ROWS_BELOW:
            far = [_not_read(sheet.title, row.number, cells)]
            break
        else:
            rows.append(Row(row.number, cells))
    made, findings = make_sheet(table, sheet.title, raw.first_row, header, rows)
    return made, [*findings, *far]


def _first_row_below(sheet: RawSheet, table: RawTable) -> int:
    """Gives the first row that another table below takes, one further than Excel has where none does."""
    below = (
        other.first_row
        for other in sheet.tables
        if other.first_row > table.last_row
        and other.first_column <= table.last_column
        and other.last_column >= table.first_column
    )
    return min(below, default=LAST_ROW + 1)


def _not_read(title: str, row: int, cells: Mapping[str, CellValue]) -> Finding:
    letters = next(iter(cells))
    return page("WB20").finding(Place(title, row, letters), found=shown(cells[letters]))


def _from_first_row(sheet: RawSheet, table: Table) -> tuple[Sheet, list[Finding]]:
    header: dict[str, str] = {}
    header_row = 1
    rows: list[Row] = []
    far: list[Finding] = []
    for row in sheet.rows():
        cells = {column_letters(cell.column): cell.value for cell in row.cells}
        if not cells:
            continue
        if not header:
            header, header_row = _header(cells), row.number
        elif row.number > (rows[-1].number if rows else header_row) + BLANK_ROWS_BELOW:
            far = [_not_read(sheet.title, row.number, cells)]
            break
        else:
            rows.append(Row(row.number, cells))
    made, findings = make_sheet(table, sheet.title, header_row, header, rows)
    return made, [*findings, *far]


def _header(cells: Mapping[str, CellValue]) -> dict[str, str]:
    return {letters: shown(value) for letters, value in cells.items() if value != ""}
