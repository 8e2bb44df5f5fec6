"""Workbooks written as Markdown tables: the form of the examples and of the rules' cases.

The first header cell of a table is the sheet's title; the other columns stand for A, B, C… and the rows for 2, 3, 4….
A cell holds what it would hold in Excel: numbers and year-month-day dates as such, `#N/A` as an error, `=` as a
formula that was never calculated, and anything between double quotes as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ecvet_office.model.errors import UsageError
from ecvet_office.model.findings import Finding
from ecvet_office.model.places import column_letters
from ecvet_office.workbook.cell_values import UNCALCULATED, CellError, CellValue
from ecvet_office.workbook.overwritten import computed_letters, overwritten
from ecvet_office.workbook.parsing import table_named
from ecvet_office.workbook.sheets import Row, Sheet, Sheets, make_sheet, without_doubles

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ERROR = re.compile(r"#[A-Z/0!?]+")


def sheets_from_markdown(text: str, version: int | None = None) -> Sheets:
    """Reads the tables of a Markdown text as a workbook; lines that are no table rows are passed over.

    Raises:
        UsageError: when a table is none of the layout's.
    """
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    for title, lines in _tables(text.splitlines()):
        table = table_named(title)
        if table is None:
            raise UsageError(f"no table of the layout is called {title!r}")
        headers = {column_letters(index): header.replace("<br>", "\n") for index, header in enumerate(lines[0], 1)}
        rows = [Row(number, _cells(line)) for number, line in enumerate(lines[1:], 2)]
        sheet, found = make_sheet(table, title, 1, headers, rows)
        computed = computed_letters(table, headers)
        there = ((row.number, letters, value) for row in rows for letters, value in row.cells.items())
        typed = [one for one in there if one[1] in computed and one[2] is not UNCALCULATED]
        sheets.append(sheet)
        findings += [*found, *overwritten(title, headers, typed)]
    titles = tuple(dict.fromkeys(sheet.title for sheet in sheets))
    kept, doubles = without_doubles(sheets)
    return Sheets("", kept, titles, version, (*findings, *doubles))


def _tables(lines: Iterable[str]) -> Iterable[tuple[str, list[list[str]]]]:
    tables: list[tuple[str, list[list[str]]]] = []
    for line in lines:
        if not line.startswith("|"):
            continue
        title, *cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if set("".join([title, *cells])) <= {"-", ":", " "} and "-" in line:
            continue  # the rule that Markdown draws below a header
        if title:
            tables.append((title, []))
        tables[-1][1].append(cells)
    return tables


def _cells(line: list[str]) -> dict[str, CellValue]:
    values = ((index, markdown_value(cell)) for index, cell in enumerate(line, 1))
    return {column_letters(index): value for index, value in values if value is not None}


def markdown_value(cell: str) -> CellValue | None:
    r"""Gives what a cell of a Markdown table stands for; None for an empty one.

    >>> markdown_value("7.5"), markdown_value('"7.5"'), markdown_value("one<br>two")
    (Decimal('7.5'), '7.5', 'one\ntwo')
    """
    if not cell:
        return None
    if NUMBER.fullmatch(cell):
        return Decimal(cell)
    if ISO_DAY.fullmatch(cell):
        return date.fromisoformat(cell)
    if ERROR.fullmatch(cell):
        return CellError(cell)
    if cell == "=":
        return UNCALCULATED
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1]
    return cell.replace("<br>", "\n")
