"""Sheets: tables as they were read, each row with its place, before anything is understood."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ecvet_office.law.pages import page
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.places import Place
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.computed import computed_headers
from ecvet_office.workbook.header_words import Understood, guessed_header, spoken, understand
from ecvet_office.workbook.layout import SETTINGS
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import clean, folded, shown


class Row(NamedTuple):
    """One row of a table: its number as Excel counts, and its cells by column letters; a tuple is made sooner."""

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
        rows: below the header, in order; those that hold nothing in the table's own columns may be among them.

    Returns:
        The sheet, and findings about its headers: unknown ones, ones that stand twice or in another language, and
        columns without any.
    """
    columns: dict[str, str] = {}
    findings: list[Finding] = []
    known = computed_headers(table)
    texts = {letters: " ".join(clean(header).split()) for letters, header in headers.items()}  # some have two lines
    understood = understand(table, texts)
    for letters, text in texts.items():
        key = understood.fields.get(letters)
        place = Place(title, header_row, letters)
        if key is None:
            if text and text.casefold() not in known:
                guess = guessed_header(table, text, understood.language)
                weight = Severity.WARNING if guess else Severity.INFO  # a column of the user's own is no mistake
                findings.append(page("WB02").finding(place, weight, found=text, guess=guess))
        elif key in columns:
            findings.append(page("WB17").finding(place, found=text, first=f"{columns[key]}{header_row}"))
        else:
            columns[key] = letters
    findings.extend(_translated(table, Place(title, header_row), texts, understood))
    computed = {letters for letters, text in texts.items() if text.casefold() in known}
    ours = frozenset(columns.values())
    headed = {letters for letters, header in headers.items() if clean(header)}
    kept: list[Row] = []
    nameless: dict[str, Finding] = {}
    for row in rows:
        if any(letters in ours and _holds(value) for letters, value in row.cells.items()):
            kept.append(_without(row, computed))
        if row.cells.keys() <= headed:  # as nearly every row is
            continue
        for letters in row.cells.keys() - headed - nameless.keys():
            if _holds(row.cells[letters]):
                place = Place(title, row.number, letters)
                nameless[letters] = page("WB20").finding(place, found=shown(row.cells[letters]))
    return Sheet(table, title, header_row, columns, tuple(kept)), [*findings, *nameless.values()]


def _without(row: Row, computed: Collection[str]) -> Row:
    """Gives a row without what is computed in it: that is never read."""
    if row.cells.keys().isdisjoint(computed):
        return row
    return Row(row.number, {letters: value for letters, value in row.cells.items() if letters not in computed})


def _translated(table: Table, place: Place, texts: Mapping[str, str], understood: Understood) -> list[Finding]:
    if understood.language is None:
        return []
    pairs = ((texts[letters], understood.fields[letters].partition(" [")[0]) for letters in understood.foreign)
    named = ", ".join(f"{text} ({table.column(field).header})" for text, field in pairs)
    return [page("WB23").finding(place, language=understood.language.name, headers=named)]


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


def setting_key(name: str) -> str:
    """Gives the field of a setting by its name, as the sheet Settings writes it; empty for a stranger."""
    wanted = folded(clean(name))
    return next((one.key for one in SETTINGS if wanted in {folded(one.header), folded(spoken(one.key))}), "")


def setting_rows(sheet: Sheet) -> dict[str, int]:
    """Gives the row of each setting that the sheet Settings holds, by its field; the first where it stands twice."""
    letters = sheet.columns.get("setting", "A")
    found: dict[str, int] = {}
    for row in sheet.rows:
        name = row.cells.get(letters)
        if isinstance(name, str) and (key := setting_key(name)):
            found.setdefault(key, row.number)
    return found
