"""The findings of one table in a range: those of `ecvet check` that a table tells by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ecvet_office.evaluation import sort_findings, without_repeats
from ecvet_office.excel.range_sheets import HEADER_ROW, Cells, headers_of, rows_named, rows_of, workbook_of
from ecvet_office.law.pages import fix, message
from ecvet_office.model.errors import UsageError
from ecvet_office.model.findings import Finding
from ecvet_office.model.places import column_letters
from ecvet_office.rules.catalogue import run_checks
from ecvet_office.workbook.header_words import HEADERS_THAT_TELL
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.parsing import parse, table_named
from ecvet_office.workbook.sheets import make_sheet
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import nearest

Answer = list[list[float | str]]

HEADERS = ("Severity", "Code", "Row", "Column", "Message", "Fix")
NOTHING = "nothing found"

OF_ONE_TABLE = frozenset({
    "AG04", "AG05", "AG06", "AG20", "AG30",
    "QU01", "QU03", "QU06", "QU08", "QU09", "QU11", "QU13", "QU14",
})  # fmt: skip
"""The rules that look at one table only and at no day. Any other would blame a range for what stands elsewhere."""

OF_OTHER_TABLES = frozenset({"WB08", "WB18"})
"""What is found while reading and depends on tables that are not in the range: whether a named row is there."""

ANY_DAY = date(2000, 1, 1)  # no rule of one table asks for the day


def finding_rows(cells: Cells, name: str) -> Answer:
    """Gives a row for each finding below a row of headers, sorted by place; rows count from the header row, 1.

    Args:
        cells: the table, its header row first.
        name: of the table or its sheet; empty where the headers tell.

    Raises:
        UsageError: no such table is known, or the headers leave open which it is.
    """
    headers = headers_of(cells)
    if not headers:
        raise UsageError("the first row of the table is empty; select the table with its header row")
    table = _table(name, headers)
    everywhere = map(column_letters, range(1, len(cells[0]) + 1))
    sheet, of_headers = make_sheet(table, table.title, HEADER_ROW, headers, rows_of(cells, everywhere))
    sheets = workbook_of([sheet, *rows_named([sheet])], of_headers)
    register, misfits = parse(sheets)
    found = [*misfits, *without_repeats(misfits, run_checks(register, ANY_DAY, OF_ONE_TABLE))]
    ours = [one for one in found if one.place.sheet == sheet.title and one.code not in OF_OTHER_TABLES]
    rows = [_row(one, headers) for one in sort_findings(ours, sheets.titles)]
    return [list(HEADERS), *rows] if rows else [[NOTHING]]


def _row(finding: Finding, headers: Mapping[str, str]) -> list[float | str]:
    place = finding.place
    row = float(place.row) if place.row else ""
    column = headers.get(place.column, place.column)
    return [str(finding.severity), finding.code, row, column, message(finding), fix(finding)]


def _table(name: str, headers: Mapping[str, str]) -> Table:
    """Gives the table that is named or, without a name, the one to which most headers belong.

    Raises:
        UsageError: there is no such table, or the headers leave open which it is.
    """
    if name:
        table = table_named(name)
        if table is None:
            guess = nearest(name, [one.title for one in BY_NAME.values()])
            raise UsageError(f"no table is called {name}{guess}. The names are those of the sheets, such as Learners")
        return table
    found = {one: _headers_known(table, headers) for one, table in BY_NAME.items()}
    most = max(found.values())
    likely = [one for one, number in found.items() if number == most]
    if most < HEADERS_THAT_TELL or len(likely) > 1:
        told = (
            f"; they may be those of {' or '.join(BY_NAME[one].title for one in likely)}"
            if most >= HEADERS_THAT_TELL
            else ""
        )
        raise UsageError(f"the headers do not tell which table this is{told}. Give its name as the second argument")
    return BY_NAME[likely[0]]


def _headers_known(table: Table, headers: Mapping[str, str]) -> int:
    return len(make_sheet(table, table.title, HEADER_ROW, headers, ())[0].columns)
