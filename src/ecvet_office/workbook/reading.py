"""From a file on disk to sheets: tables found, headers understood, every cell with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import IntEnum, auto
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from ecvet_office.law.pages import page
from ecvet_office.model.findings import Finding
from ecvet_office.model.places import Place, column_letters
from ecvet_office.workbook.cell_values import LAST_ROW, CellValue
from ecvet_office.workbook.cells import RawSheet, RawTable, RawWorkbook
from ecvet_office.workbook.collector import collector_paused
from ecvet_office.workbook.days_of_1904 import in_1900_days
from ecvet_office.workbook.foreign import read_any_workbook
from ecvet_office.workbook.header_rows import ROWS_SEARCHED, header_place
from ecvet_office.workbook.header_words import HEADERS_THAT_TELL, table_titled
from ecvet_office.workbook.layout import BY_NAME, VERSION_PROPERTY
from ecvet_office.workbook.overwritten import computed_letters, overwritten
from ecvet_office.workbook.parsing import table_named
from ecvet_office.workbook.reading_remarks import file_remarks, format_remark, header_remark
from ecvet_office.workbook.sheets import Row, Sheet, Sheets, make_sheet, without_doubles
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import shown

COPY = re.compile(r"(.+?)_?[0-9]{1,2}")
BLANK_ROWS_BELOW = 200  # so many in a row end a table; people leave a few blank on purpose


class Claim(IntEnum):
    """By what a table is known, the strongest first."""

    BY_NAME = auto()
    BY_TITLE = auto()
    COPY = auto()


class Candidate(NamedTuple):
    """What may be one of our tables, and what was found in it while reading."""

    claim: Claim
    sheet: Sheet
    findings: list[Finding]


@collector_paused()
def read(path: Path | str) -> Sheets:
    """Reads the tables of a workbook.

    A table is known by the name of the Excel table. Where a sheet bears a title that we know and holds no table of such
    a name, its first table counts; where it has none, the header is the one of its first rows that names most columns.
    Rows typed below a table belong to it, down to the next table. Where a table stands twice, the one that bears its
    name counts, before one known by its sheet's title, and that before the copy that Excel made with a sheet.

    Args:
        path: an .xlsx, .xlsm, .ods, .xls or .xlsb file; it may be open in Excel.

    Raises:
        UnreadableFileError: when the file is missing, locked, encrypted, damaged or no workbook.
    """
    return sheets_from(read_any_workbook(Path(path)))


def sheets_from(raw: RawWorkbook) -> Sheets:
    """Gives the tables of a workbook, by the rules of `read`; the rows of a sheet without any are not asked for.

    Args:
        raw: the workbook, from a file or as it stands open in Excel.

    Raises:
        UnreadableFileError: when a part of its file is damaged.
    """
    found = [candidate for sheet in raw.sheets for candidate in _candidates(sheet)]
    kept, doubles = without_doubles(one.sheet for one in sorted(found, key=lambda one: one.claim))
    ours = [one for one in found if any(one.sheet is sheet for sheet in kept)]
    sheets = tuple(in_1900_days(one.sheet) if raw.date1904 else one.sheet for one in ours)
    titles = tuple(sheet.title for sheet in raw.sheets)
    findings = [format_remark(raw.format)] if raw.format else []
    findings += [finding for one in ours for finding in one.findings]
    return Sheets(raw.path.name, sheets, titles, _version(raw), (*findings, *doubles))


def _version(raw: RawWorkbook) -> int | None:
    text = raw.custom_properties.get(VERSION_PROPERTY, "")
    return int(text) if text.isdecimal() else None


def _candidates(sheet: RawSheet) -> Iterator[Candidate]:
    named = [table for table in sheet.tables if table.name in BY_NAME]
    of_title = table_named(sheet.title)
    for raw in named:
        yield Candidate(Claim.BY_NAME, *_from_table(sheet, BY_NAME[raw.name], raw))
    if not named and of_title is not None and sheet.tables:  # somebody made a table of it, under another name
        yield Candidate(Claim.BY_TITLE, *_from_table(sheet, of_title, sheet.tables[0]))
    elif not named and of_title is not None:
        yield from _used(Candidate(Claim.BY_TITLE, *_from_first_rows(sheet, of_title)))
    elif not sheet.tables and (translated := table_titled(sheet.title)) is not None:
        candidate = Candidate(Claim.BY_TITLE, *_from_first_rows(sheet, translated))
        if len(candidate.sheet.columns) >= HEADERS_THAT_TELL:  # else a sheet of the user's own that bears such a title
            yield candidate
    else:
        yield from _copies(sheet)


def _used(candidate: Candidate) -> Iterator[Candidate]:
    """Gives the candidate, unless its sheet is empty."""
    if candidate.sheet.columns or candidate.sheet.rows or candidate.findings:
        yield candidate


def _copies(sheet: RawSheet) -> Iterator[Candidate]:
    """Gives the tables that came by copying a sheet of ours: Excel gives them their old name and a number."""
    for raw in sheet.tables:
        copied = COPY.fullmatch(raw.name)
        if raw.name not in BY_NAME and copied and copied[1] in BY_NAME:
            candidate = Candidate(Claim.COPY, *_from_table(sheet, BY_NAME[copied[1]], raw))
            width = raw.last_column - raw.first_column + 1
            if 2 * len(candidate.sheet.columns) >= width:  # else a table of the user's own
                yield candidate


def _from_table(sheet: RawSheet, table: Table, raw: RawTable) -> tuple[Sheet, list[Finding]]:
    letters = {number: column_letters(number) for number in range(raw.first_column, raw.last_column + 1)}
    header = dict(zip(letters.values(), raw.columns, strict=False))
    totals = range(raw.last_row - raw.totals_rows + 1, raw.last_row + 1)
    end = _first_row_below(sheet, raw)
    rows: list[Row] = []
    hidden: set[int] = set()
    far: list[Finding] = []
    computed = computed_letters(table, header)
    typed: list[tuple[int, str, CellValue]] = []
    for row in sheet.rows():
        cells = {letters[column]: value for _, column, value, _ in row.cells if column in letters}
        if row.number >= end:
            break
        if not cells or row.number < raw.first_row or row.number in totals:
            continue
        if row.number == raw.first_row and raw.header_rows:
            header |= _header(cells)
            computed = computed_letters(table, header)
        elif row.number > max(raw.last_row, rows[-1].number if rows else 0) + BLANK_ROWS_BELOW:
            far = [_not_read(sheet.title, row.number, cells)]
            break
        else:
            rows.append(Row(row.number, cells))
            hidden.update([row.number] if row.hidden else [])
            if not computed.isdisjoint(cells):
                there = ((letters[one.column], one) for one in row.cells if one.column in letters)
                typed += [(row.number, at, one.value) for at, one in there if at in computed and not one.formula]
    found = overwritten(sheet.title, header, typed)
    made, findings = make_sheet(table, sheet.title, raw.first_row, header, rows)
    return made, [*findings, *found, *far, *file_remarks(made, sheet, hidden, raw.last_row)]


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


def _from_first_rows(sheet: RawSheet, table: Table) -> tuple[Sheet, list[Finding]]:
    hidden: set[int] = set()
    made, findings = sheet_of_rows(table, sheet.title, _lines(sheet, hidden))
    return made, [*findings, *file_remarks(made, sheet, hidden, LAST_ROW)]


def sheet_of_rows(table: Table, title: str, rows: Iterator[Row]) -> tuple[Sheet, list[Finding]]:
    """Gives a sheet that holds no Excel table, its header found among its first rows.

    Args:
        table: the part of the layout that the sheet is.
        title: of the sheet.
        rows: those that hold something, from top to bottom; the last that are far below others are left out.

    Returns:
        The sheet, and findings about its header and about what was left out.
    """
    first = list(islice(rows, ROWS_SEARCHED)) or [Row(1, {})]
    place = header_place(table, [_header(row.cells) for row in first])
    header = first[place]
    findings = [header_remark(title, header.number, _first_text(first[0]))] if place else []
    below: list[Row] = []
    for row in chain(first[place + 1 :], rows):
        if row.number > (below[-1].number if below else header.number) + BLANK_ROWS_BELOW:
            findings.append(_not_read(title, row.number, row.cells))
            break
        below.append(row)
    made, found = make_sheet(table, title, header.number, _header(header.cells), below)
    return made, [*found, *findings]


def _lines(sheet: RawSheet, hidden: set[int]) -> Iterator[Row]:
    """Gives the rows of a sheet, and puts the numbers of the hidden ones into a set as it comes to them."""
    for row in sheet.rows():
        hidden.update([row.number] if row.hidden else [])
        yield Row(row.number, {column_letters(cell.column): cell.value for cell in row.cells})


def _first_text(row: Row) -> str:
    return next(iter(_header(row.cells).values()), "")


def _header(cells: Mapping[str, CellValue]) -> dict[str, str]:
    return {letters: shown(value) for letters, value in cells.items() if value != ""}
