"""Sheets: tables as they were read, each row with its place, before anything is understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ecvet_office.law.pages import page
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.places import Place
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import Column
from ecvet_office.workbook.layout import LABEL_HEADER, SETTINGS_TABLE
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import clean, nearest

TRANSLATED = re.compile(r"(.+?)\s*\[([a-z]{2})\]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number as Excel counts, and its cells by column letters."""

    number: int
    cells: Mapping[str, CellValue]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a workbook.

    Attributes:
        table: the part of the layout that it is.
        title: of the sheet, as the user sees it.
        header_row: the row of the headers, counted from 1.
        columns: by field, the letters of its column; `title [fr]` for a text in a further language.
        rows: those that hold something, from top to bottom.
    """

    table: Table
    title: str
    header_row: int
    columns: Mapping[str, str]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """A workbook as read: its tables, and what was wrong with their headers.

    Attributes:
        file: the name of the file, for reports; empty for a workbook that was never a file.
        sheets: in the order of the workbook.
        titles: of all sheets, in their order; findings are sorted by it.
        version: of the layout, as the workbook carries it; None where it carries none.
        findings: about headers and tables.
    """

    file: str
    sheets: tuple[Sheet, ...]
    titles: tuple[str, ...] = ()
    version: int | None = None
    findings: tuple[Finding, ...] = ()

    def sheet(self, table: str) -> Sheet | None:
        """Gives the sheet of a table by the table's name; None where the workbook has none."""
        return next((sheet for sheet in self.sheets if sheet.table.name == table), None)


def make_sheet(
    table: Table, title: str, header_row: int, headers: Mapping[str, str], rows: Iterable[Row]
) -> tuple[Sheet, list[Finding]]:
    """Puts a grid under the layout's fields.

    Args:
        table: the part of the layout that the grid is.
        title: of the sheet.
        header_row: counted from 1.
        headers: by column letters, the text of each header cell.
        rows: below the header, in order; empty ones may be among them.

    Returns:
        The sheet, and findings about its headers: unknown ones, and ones that stand twice.
    """
    columns: dict[str, str] = {}
    findings: list[Finding] = []
    names = _names(table)
    for letters, header in headers.items():
        text = clean(header)
        key = _key(text, names)
        place = Place(title, header_row, letters)
        if key is None:
            if text and text.casefold() != LABEL_HEADER.casefold():
                guess = nearest(text, [column.header for column in table.columns])
                weight = Severity.WARNING if guess else Severity.INFO  # a column of the user's own is no mistake
                findings.append(page("WB02").finding(place, weight, found=text, guess=guess))
        elif key in columns:
            findings.append(page("WB17").finding(place, found=text, first=f"{columns[key]}{header_row}"))
        else:
            columns[key] = letters
    kept = tuple(row for row in rows if any(_holds(value) for value in row.cells.values()))
    return Sheet(table, title, header_row, columns, kept), findings


def without_doubles(sheets: Iterable[Sheet]) -> tuple[tuple[Sheet, ...], list[Finding]]:
    """Gives each table once, the first that stands in the workbook, and a finding for each further one."""
    first: dict[str, Sheet] = {}
    findings: list[Finding] = []
    for sheet in sheets:
        known = first.setdefault(sheet.table.name, sheet)
        if known is not sheet:
            place = Place(sheet.title, sheet.header_row)
            findings.append(page("WB13").finding(place, table=sheet.table.title, first=known.title))
    return tuple(first.values()), findings


def _holds(value: CellValue | None) -> bool:
    return bool(clean(value)) if isinstance(value, str) else value is not None


def _names(table: Table) -> dict[str, str]:
    names: dict[str, str] = {}
    for column in table.columns:
        names[column.header.casefold()] = column.key
        names[spoken(column.key)] = column.key
    return names


def spoken(key: str) -> str:
    """Gives a field's name as people write it.

    >>> spoken("eqf_level"), spoken("from_")
    ('eqf level', 'from')
    """
    return key.strip("_").replace("_", " ")


def _key(header: str, names: Mapping[str, str]) -> str | None:
    plain = header.rstrip("* ").casefold()
    if plain in names:
        return names[plain]
    translated = TRANSLATED.fullmatch(plain)
    if translated and translated[1].rstrip("* ") in names:
        return f"{names[translated[1].rstrip('* ')]} [{translated[2]}]"
    return None


def setting_rows(sheet: Sheet, settings: Sequence[Column]) -> dict[str, int]:
    """Gives the row of each setting that the sheet Settings holds, by its field."""
    names = {name.casefold(): column.key for column in settings for name in (column.header, spoken(column.key))}
    letters = sheet.columns.get("setting", "A")
    found: dict[str, int] = {}
    for row in sheet.rows:
        value = row.cells.get(letters)
        key = names.get(clean(value).casefold()) if isinstance(value, str) else None
        if key is not None:
            found.setdefault(key, row.number)
    return found


def is_settings(table: Table) -> bool:
    """Tells whether a table is the one whose fields stand one below the other."""
    return table is SETTINGS_TABLE
