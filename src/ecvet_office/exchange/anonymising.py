"""A copy of a workbook for whoever helps with it: other people, other days, the same structure and mistakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from ecvet_office.evaluation import evaluate
from ecvet_office.exchange.anonymous_cells import Anonymous, new_value, shifted
from ecvet_office.exchange.traces import (
    FEWEST_DIGITS,
    SHORTEST_WORD,
    Sighting,
    Traces,
    opaque_parts,
    sightings_in_workbook,
)
from ecvet_office.model.findings import Finding
from ecvet_office.model.places import column_letters
from ecvet_office.workbook.blank import LISTS, START
from ecvet_office.workbook.cells import (
    Cell,
    CellError,
    CellValue,
    RawSheet,
    RawTable,
    RawWorkbook,
    Uncalculated,
    read_workbook,
)
from ecvet_office.workbook.kind import OVERVIEW
from ecvet_office.workbook.reading import read, sheets_from
from ecvet_office.workbook.references import all_names
from ecvet_office.workbook.results_layout import is_ours
from ecvet_office.workbook.sheets import Row, Sheet, Sheets
from ecvet_office.workbook.values import folded
from ecvet_office.workbook.writing.edits import Computed, DropUnusedTexts, Edit, ReplaceRows, ReplaceTexts, SetCell
from ecvet_office.workbook.writing.placing import free_name
from ecvet_office.workbook.writing.receipt import Receipt
from ecvet_office.workbook.writing.writer import write

OUR_SHEETS = frozenset({START, OVERVIEW, LISTS})
"""The sheets without a table that we write: they tell of nobody."""


@dataclass(frozen=True, slots=True)
class Anonymised:
    """A copy without personal data, and how far it is the same.

    Attributes:
        receipt: of the writer.
        on: the day on which the copy is to be judged, as the workbook is on the day given.
        remains: where something of the old texts stands still.
        pictures: the parts in which nothing can be looked for.
        differences: findings of one of the two that the other lacks, as `AG15 Learners!D4`.
    """

    receipt: Receipt
    on: date
    remains: tuple[Sighting, ...]
    pictures: tuple[str, ...]
    differences: tuple[str, ...]


def anonymise(path: Path, on: date, shift: int, out: Path | None = None) -> Anonymised:
    """Writes a copy of a workbook in which names, births, addresses, free texts and all days are others.

    The same text has the same stand-in wherever it stands; every day moves by the same number of days, so that what
    was too late stays too late. What the program does not know, such as sheets of the user's own, keeps its formulas
    and loses its texts and numbers.

    Args:
        path: the workbook, .xlsx or .xlsm; it stays as it is.
        on: the day on which the workbook is judged.
        shift: by how many days every day moves.
        out: the copy, which is no file yet; None for a name beside the workbook.

    Raises:
        UnreadableFileError: when the workbook cannot be read.
        UnwritableFileError: when the copy cannot be written, or would put something at risk.
    """
    raw = read_workbook(path)
    sheets = sheets_from(raw)
    by_table = {sheet.table.name: sheet for sheet in sheets.sheets}
    book = Anonymous(by_table, all_names(sheets), timedelta(days=shift))
    edits = list(_edits(raw, sheets, book))
    words = {old: new for old, new in book.pseudonyms.texts.items() if len(old) >= SHORTEST_WORD}
    full = _full_names(sheets, book)
    beside = ReplaceTexts(words | full, all_comments=True, properties=True)
    receipt = write(path, [*edits, beside, DropUnusedTexts()], out or free_name(path, "anonymous"))
    later = on + timedelta(days=shift)
    old, new = evaluate(sheets, on).findings, evaluate(read(receipt.path), later).findings
    remains = sightings_in_workbook(receipt.path, _traces(sheets, full))
    return Anonymised(receipt, later, remains, opaque_parts(receipt.path.read_bytes()), tuple(_differ(old, new)))


def _edits(raw: RawWorkbook, sheets: Sheets, book: Anonymous) -> Iterator[Edit]:
    for one in raw.sheets:
        results = [table for table in one.tables if is_ours(table.name, table.columns)]
        yield from (ReplaceRows(table.display_name, ()) for table in results)
        if one.title in OUR_SHEETS:
            continue
        if results:
            yield from _notes_beside(one, results, book)
            continue
        known = next((sheet for sheet in sheets.sheets if sheet.title == one.title), None)
        rows = {row.number: row for row in known.rows} if known else {}
        for row in one.rows():
            for cell in row.cells:
                edit = _edit(one, cell, known, rows.get(row.number), book)
                if edit is not None:
                    yield edit


def _notes_beside(raw: RawSheet, results: Sequence[RawTable], book: Anonymous) -> Iterator[Edit]:
    """Gives what becomes of cells that somebody wrote beside or below the tables of a result sheet."""
    first = min(table.first_row for table in results)
    for row in raw.rows():
        for cell in row.cells:
            if row.number < first or any(_is_within(cell, table) for table in results):
                continue
            new = ("" if isinstance(cell.value, str) else cell.value) if cell.formula else _unknown(book, cell.value)
            if new != cell.value and not isinstance(new, Uncalculated):
                yield SetCell(raw.title, cell.row, cell.column, Computed(new) if cell.formula else new)


def _is_within(cell: Cell, table: RawTable) -> bool:
    return table.first_row <= cell.row <= table.last_row and table.first_column <= cell.column <= table.last_column


def _edit(raw: RawSheet, cell: Cell, sheet: Sheet | None, row: Row | None, book: Anonymous) -> SetCell | None:
    letters = column_letters(cell.column)
    key = next((key for key, one in sheet.columns.items() if one == letters), "") if sheet else ""
    if sheet is not None and cell.row == sheet.header_row:
        return None
    if sheet is not None and row is not None and key:
        new = new_value(book, sheet, row, key, cell.value)
    elif cell.formula:
        new = "" if isinstance(cell.value, str) else cell.value
    else:
        new = _unknown(book, cell.value)
    if new == cell.value or isinstance(new, Uncalculated):
        return None
    return SetCell(raw.title, cell.row, cell.column, Computed(new) if cell.formula else new)


def _unknown(book: Anonymous, value: CellValue) -> CellValue:
    """Gives what becomes of a value of which nothing is known: it may tell of somebody."""
    if isinstance(value, str):
        return book.pseudonyms.of("Text", value) if value.strip() else value
    if isinstance(value, bool | CellError | Uncalculated):
        return value
    return Decimal(0) if isinstance(value, Decimal) else shifted(value, book.shift)


def _full_names(sheets: Sheets, book: Anonymous) -> dict[str, str]:
    """Gives by full name of a learner, both ways round, the new one."""
    found: dict[str, str] = {}
    for given, family in _names(sheets):
        new_given, new_family = book.pseudonyms.of("Given", given), book.pseudonyms.of("Family", family)
        found[f"{given} {family}"] = f"{new_given} {new_family}"
        found[f"{family} {given}"] = f"{new_family} {new_given}"
    return found


def _names(sheets: Sheets) -> Iterator[tuple[str, str]]:
    learners = sheets.sheet("Learners")
    if learners is None:
        return
    for row in learners.rows:
        given, family = (
            text if isinstance(text := row.cells.get(learners.columns.get(key, "")), str) else ""
            for key in ("given_names", "family_name")
        )
        if given.strip() and family.strip():
            yield " ".join(given.split()), " ".join(family.split())


def _traces(sheets: Sheets, full: dict[str, str]) -> Traces:
    """Gives what must not stand in the copy any more: names of learners, e-mails and telephones of everybody."""
    words = dict.fromkeys((name.casefold() for name in full), "a full name")
    shared: dict[str, str] = {}
    for given, family in _names(sheets):
        shared |= {folded(given): "given names of a learner", folded(family): "the family name of a learner"}
    for table in ("Learners", "People", "AccompanyingPersons"):
        sheet = sheets.sheet(table)
        for row in sheet.rows if sheet else ():
            for key, letters in sheet.columns.items() if sheet else ():
                if isinstance(text := row.cells.get(letters), str) and (what := _told_as(table, key, text)):
                    words[folded(text)] = what
    return Traces(words, {word: what for word, what in shared.items() if len(word) >= SHORTEST_WORD})


def _told_as(table: str, key: str, text: str) -> str:
    """Gives what a text is by which somebody can be found; empty for any other."""
    if key.endswith("email") and "@" in text:
        return "an e-mail address"
    if key.endswith("telephone") and sum(map(str.isdigit, text)) >= FEWEST_DIGITS:
        return "a telephone number"
    is_name = table == "People" and key == "name" and len(folded(text)) >= SHORTEST_WORD
    return "the name of somebody on the sheet People" if is_name else ""


def _differ(old: tuple[Finding, ...], new: tuple[Finding, ...]) -> Iterator[str]:
    before, after = (Counter(f"{one.code} {one.place}" for one in findings) for findings in (old, new))
    yield from sorted(f"{one} is found in the workbook alone" for one in (before - after))
    yield from sorted(f"{one} is found in the copy alone" for one in (after - before))
