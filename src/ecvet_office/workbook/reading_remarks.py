"""What reading did without being asked, said once for each sheet as information."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from ecvet_office.law.pages import page
from ecvet_office.model.findings import Finding
from ecvet_office.model.places import Place
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.cells import RawSheet
from ecvet_office.workbook.sheets import Sheet, Sheets

MANY_ROWS = 10_000
# A row that holds nothing is written in 16 bytes or more, a cell that holds something in about 40: only a sheet that is
# much larger than its cells explain is looked through a second time.
_BYTES_OF_EMPTY_ROW = 16
_BYTES_OF_CELL = 60

# Spaces at either end, tabs, marks without width, and spaces that do not break; but in French these are right before
# some marks and inside quotation marks.
_INVISIBLE = re.compile(
    "^\\s|\\s\\Z|[\t\u00ad\u1680\u2000-\u200d\u205f\u2060\u3000\ufeff]|(?<!«)[\u00a0\u202f](?![:;!?»%])"
)


def remarks(sheets: Sheets) -> Iterator[Finding]:
    """Gives what the cells alone tell: invisible characters that were left out, and blank rows between others."""
    for sheet in sheets.sheets:
        yield from _invisible_characters(sheet)
        yield from _blank_rows(sheet)


def file_remarks(sheet: Sheet, raw: RawSheet, hidden: Collection[int], last_row: int) -> Iterator[Finding]:
    """Gives what only the file tells: hidden rows, rows below the table, rows that are formatted and hold nothing.

    Args:
        sheet: the table as it was read.
        raw: the sheet of the file.
        hidden: the numbers of the rows that are hidden; rows that hold nothing may be among them.
        last_row: of the Excel table.
    """
    unseen = [row.number for row in sheet.rows if row.number in hidden]
    if unseen:
        yield page("WB25").finding(Place(sheet.title, unseen[0]), count=len(unseen), first=unseen[0])
    below = [row.number for row in sheet.rows if row.number > last_row]
    if below:
        yield page("WB26").finding(Place(sheet.title, below[0]), count=len(below), first=below[0])
    cells = sum(len(row.cells) for row in sheet.rows)
    if raw.size > max(MANY_ROWS * _BYTES_OF_EMPTY_ROW, cells * _BYTES_OF_CELL) and raw.empty_rows() > MANY_ROWS:
        last = max(last_row, sheet.rows[-1].number if sheet.rows else sheet.header_row)
        yield page("WB28").finding(Place(sheet.title), rows=MANY_ROWS, last=last)


def header_remark(title: str, row: int, above: str) -> Finding:
    """Gives what is said where a title or letterhead above the header was passed over."""
    return page("WB22").finding(Place(title, row), row=row, above=above)


def format_remark(extension: str) -> Finding:
    """Gives what is said once for a file whose format hides something."""
    return page("WB21").finding(Place(""), format=extension)


def _invisible_characters(sheet: Sheet) -> Iterator[Finding]:
    # Most texts of a workbook stand in many cells, so each is looked at once.
    values: set[CellValue] = set()
    for row in sheet.rows:
        values.update(row.cells.values())
    soiled = {value for value in values if isinstance(value, str) and _INVISIBLE.search(value)}
    if not soiled:
        return
    ours = frozenset(sheet.columns.values())
    found = [
        Place(sheet.title, row.number, letters)
        for row in sheet.rows
        for letters, value in row.cells.items()
        if letters in ours and value in soiled
    ]
    if found:
        yield page("WB24").finding(found[0], count=len(found))


def _blank_rows(sheet: Sheet) -> Iterator[Finding]:
    gaps = [(above.number + 1, below.number - above.number - 1) for above, below in pairwise(sheet.rows)]
    blank = [(first, count) for first, count in gaps if count]
    if blank:
        place = Place(sheet.title, blank[0][0])
        yield page("WB27").finding(place, count=sum(count for _, count in blank))
