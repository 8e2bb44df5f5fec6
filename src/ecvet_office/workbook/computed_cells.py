"""The cells of computed columns in a file: which of them show something old, and how lost formulas come back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.model.findings import Finding
from ecvet_office.model.places import column_number
from ecvet_office.model.register import Register
from ecvet_office.workbook.cells import RawSheet, RawWorkbook, read_workbook
from ecvet_office.workbook.computed import computed_columns
from ecvet_office.workbook.computed_values import FormulaValue, computed_values
from ecvet_office.workbook.formula_repairs import repairs
from ecvet_office.workbook.formulas import USES_POINTS
from ecvet_office.workbook.labels import label_of
from ecvet_office.workbook.layout import LABEL_HEADER
from ecvet_office.workbook.overwritten import CODE
from ecvet_office.workbook.package import open_package
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.references import Names, all_names, words_instead
from ecvet_office.workbook.sheets import Sheet, Sheets
from ecvet_office.workbook.values import clean
from ecvet_office.workbook.writing.areas import area_of
from ecvet_office.workbook.writing.draft import Draft
from ecvet_office.workbook.writing.edits import Computed, Formula, SetCell
from ecvet_office.workbook.writing.row_markup import formula_in
from ecvet_office.workbook.writing.sheet_draft import SheetDraft
from ecvet_office.workbook.writing.tags import attributes_of, plain_text
from ecvet_office.workbook.writing.workbook_part import defined_names

_REFERENCE = re.compile(r"(\w+)\[(?:\[#[^\]]+\],)?\[?([^\[\]]+)\]")
_FORMULA_TEXT = re.compile(rb">([^<]*)</")

RowsShown = Mapping[int, Mapping[str, FormulaValue]]
"""By row and header, what the computed columns of a table show."""
Shown = Mapping[str, RowsShown]
"""The same by table."""


class Mending(NamedTuple):
    """What becomes of overwritten formulas: the edits that bring them back, and the findings about those left."""

    edits: tuple[SetCell, ...]
    left: tuple[Finding, ...]


def shown_values(sheets: Sheets, register: Register) -> Shown:
    """Gives what the computed columns show once new rows have their numbers, those of the pick lists among them.

    A row whose name is not all text is left out of the pick lists: how a number reads there is for Excel to say.
    """
    values = {
        table: {row: dict(given) for row, given in rows.items()} for table, rows in computed_values(register).items()
    }
    names = all_names(sheets)
    for sheet in sheets.sheets:
        if sheet.table.label and sheet.table.name in names:
            rows = values.setdefault(sheet.table.name, {})
            for number, label in _labels(sheet, names[sheet.table.name]):
                rows.setdefault(number, {})[LABEL_HEADER] = label
    return values


def _labels(sheet: Sheet, names: Names) -> Iterator[tuple[int, str]]:
    for row in sheet.rows:
        held = [row.cells.get(sheet.columns.get(key, ""), "") for key in sheet.table.label]
        texts = [one for one in held if isinstance(one, str)]
        if len(texts) == len(held):
            name = " ".join(texts)
            yield row.number, label_of(names.numbered[row.number], name if name.strip() else words_instead(sheet, row))


def stale_values(raw: RawWorkbook, draft: Draft, sheets: Sheets, shown: Shown) -> Iterator[SetCell]:
    """Gives the edits that bring what formulas show up to date, where the formula is still ours, letter by letter.

    Args:
        raw: the workbook.
        draft: the same, opened to look at its formulas.
        sheets: the same, as read.
        shown: what the formulas give.
    """
    by_title = {sheet.title: sheet for sheet in raw.sheets}
    for sheet in sheets.sheets:
        source = by_title.get(sheet.title)
        stale = list(_stale(source, sheet, shown.get(sheet.table.name, {}))) if source is not None else []
        part = changeable(draft, sheet.title) if stale else None
        if part is None:
            continue
        formulas = {one.header: one.formula for one in computed_columns(sheet.table.name)}
        for row, column, header, value in stale:
            is_guarded = any(guard.forbids(row, column) for guard in part.guards)
            if not is_guarded and formula_of(part, row, column) == formulas[header]:
                yield SetCell(sheet.title, row, column, Computed(value))


def _stale(source: RawSheet, sheet: Sheet, shown: RowsShown) -> Iterator[tuple[int, int, str, FormulaValue]]:
    """Gives the formulas that show something else than they give: row, column, header, and what they give."""
    headers = {one.header.casefold(): one.header for one in computed_columns(sheet.table.name)}
    columns: dict[int, str] = {}
    for row in source.rows():
        if row.number == sheet.header_row:
            texts = {cell.column: clean(cell.value).casefold() for cell in row.cells if isinstance(cell.value, str)}
            columns = {column: headers[text] for column, text in texts.items() if text in headers}
        given = shown.get(row.number, {})
        for cell in row.cells:
            header = columns.get(cell.column, "")
            if cell.formula and header in given and cell.value != given[header]:
                yield cell.row, cell.column, header, given[header]


def changeable(draft: Draft, title: str) -> SheetDraft | None:
    """Gives a sheet to change; None for one written in a way that we leave to the spreadsheet program."""
    try:
        return draft.sheet(title)
    except UnwritableFileError:
        return None


def formula_of(sheet: SheetDraft, row: int, column: int) -> str:
    """Gives the formula that a cell holds by itself; empty where it shares one with other cells."""
    cell = sheet.cells(row).get(column)
    found = formula_in(cell) if cell is not None else None
    if found is None or "t" in attributes_of(found["attributes"]):
        return ""
    text = _FORMULA_TEXT.search(found[0])
    return plain_text(text[1]) if text else ""


# --- formulas that were overwritten ---------------------------------------------------------------------------------


def mending(path: Path) -> Mending:
    """Gives what brings the overwritten formulas of a workbook back, and what cannot be brought back.

    Excel takes a file for damaged whose formula names a table or a column that is not there. Where somebody renamed
    one, the formula is therefore left for Excel to copy.

    Raises:
        UnreadableFileError: when the workbook cannot be read.
    """
    raw, sheets = read_workbook(path), read(path)
    register, _ = parse(sheets)
    shown = shown_values(sheets, register)
    there = {table.display_name: frozenset(table.columns) for sheet in raw.sheets for table in sheet.tables}
    draft = Draft(open_package(path))
    names = frozenset(defined_names(draft.read(draft.book), draft.where(draft.book)))
    known = {sheet.title: sheet for sheet in sheets.sheets}
    possible = [
        _with_value(edit, known[edit.sheet], shown)
        for edit in repairs(sheets, register)
        if isinstance(edit.value, Formula) and _can_stand(edit.value.text, there, names)
    ]
    cells = {(edit.sheet, edit.row, edit.column) for edit in possible}
    left = tuple(one for one in sheets.findings if one.code == CODE and not _cells_of(one) <= cells)
    return Mending(tuple(possible), left)


def _with_value(edit: SetCell, sheet: Sheet, shown: Shown) -> SetCell:
    """Gives an edit whose formula knows what it shows, also in the column of a pick list."""
    formula = edit.value
    if not isinstance(formula, Formula) or formula.value is not None:
        return edit
    header = next(one.header for one in computed_columns(sheet.table.name) if one.formula == formula.text)
    value = shown.get(sheet.table.name, {}).get(edit.row, {}).get(header)
    return replace(edit, value=Formula(formula.text, value))


def _can_stand(formula: str, tables: Mapping[str, frozenset[str]], names: Iterable[str]) -> bool:
    """Whether the workbook has every table, column and name that a formula speaks of."""
    spoken_of = _REFERENCE.findall(formula)
    return all(column in tables.get(table, ()) for table, column in spoken_of) and (
        USES_POINTS not in formula or USES_POINTS in names
    )


def _cells_of(finding: Finding) -> set[tuple[str, int, int]]:
    run = area_of(dict(finding.facts)["cells"])
    column = column_number(finding.place.column)
    return {(finding.place.sheet, row, column) for row in range(run.first_row, run.last_row + 1)}
