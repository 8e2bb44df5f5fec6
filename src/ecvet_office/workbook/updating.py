"""Writing results into a workbook: result sheets anew, numbers for new rows, marks on request, and not a byte else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.places import column_number
from ecvet_office.workbook.cell_values import CellValue, Uncalculated, column_letter
from ecvet_office.workbook.cells import RawSheet, RawTable, read_workbook
from ecvet_office.workbook.computed_cells import shown_values, stale_values
from ecvet_office.workbook.package import open_package
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.points_record import history_edits, new_history_rows
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.references import all_names
from ecvet_office.workbook.results_layout import RESULT_BY_NAME, RESULTS
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.start_counts import stale_counts
from ecvet_office.workbook.writing.draft import Draft
from ecvet_office.workbook.writing.edits import (
    AddSheet,
    Edit,
    Link,
    Mark,
    RemoveMarks,
    ReplaceRows,
    Row,
    SetCell,
    Show,
)
from ecvet_office.workbook.writing.workbook_part import calculated_on_load
from ecvet_office.workbook.writing.writer import write

FINDINGS_TABLE = "Findings"
SHEET_COLUMN, CELL_COLUMN = 2, 3  # where the row of a finding names its place, counted from 0

Rows = Sequence[Sequence[CellValue | None]]


OF_STAYS = frozenset({"Agreements", "Packages"})
ALSO_OF_STAYS = frozenset({"Results", "Decisions"})  # prior learning is assessed and decided on too, without any stay
OF_METHODS = frozenset(table.of for table in RESULTS if table.of and not table.only_filled) - ALSO_OF_STAYS
"""The input tables that make a workbook one of a method, unless it is about stays as well."""

MARKED = (Severity.ERROR, Severity.WARNING)
"""The severities whose cells are marked, the heavier first: a cell shows only that one."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an update did.

    Attributes:
        path: the file that was written.
        sheets: the titles of the result sheets that were rewritten.
        added: the titles of the result sheets that the workbook did not have, and now has at its end.
        numbered: the cells that got a number, such as `Learners!A7`.
        untouched: how many parts of the file are the same, byte for byte.
        parts: how many parts the workbook has.
        cells: how many cells of sheets that were there are not what they were.
        backup: the copy of what stood there before; None where nothing was overwritten.
        repaired: the cells that got their formula back.
        marked: how many cells are marked.
        refreshed: the formulas that show another value than before.
        recalculates: whether Excel works out all formulas anew when it opens the file.
        learners: how many learners the workbook has.
        recorded: how many rows the sheet Points history got.
    """

    path: Path
    sheets: tuple[str, ...]
    added: tuple[str, ...]
    numbered: tuple[str, ...]
    untouched: int
    parts: int
    cells: int = 0
    backup: Path | None = None
    repaired: tuple[str, ...] = ()
    marked: int = 0
    refreshed: tuple[str, ...] = ()
    recalculates: bool = False
    learners: int = 0
    recorded: int = 0


def update(
    path: Path,
    results: Mapping[str, Rows],
    out: Path | None = None,
    *,
    in_place: bool = False,
    marks: Iterable[Finding] = (),
    repairs: Sequence[SetCell] = (),
    history: bool = False,
) -> Receipt:
    """Writes result tables into a workbook or a copy of it, numbers its new rows, and marks cells.

    A result sheet that the workbook does not have is added at its end. What else stands on a result sheet stays. Marks
    of an earlier update go. What our formulas show is brought up to date, also for readers that do not calculate.

    Args:
        path: the workbook; it stays as it is unless `in_place`.
        results: the rows of each result table by its name, the headers first.
        out: the copy; None for a new name beside the workbook. No file of that name exists yet.
        in_place: whether the workbook itself is overwritten; a copy of it as it was is kept beside it.
        marks: the findings whose cells are marked; errors and warnings only.
        repairs: the edits that put overwritten formulas back.
        history: whether points that changed get a row on the sheet Points history.

    Raises:
        UnreadableFileError: when the workbook cannot be read.
        UsageError: when it has no table of ours at all, the copy's name is that of another kind of file, or it is to be
            written both in its place and elsewhere.
        UnwritableFileError: when the copy exists or cannot be written; when the workbook is to be overwritten and is
            open; when the headers of a result sheet were changed; and when the workbook cannot be changed without
            risk, as `write` tells.
    """
    raw, sheets = read_workbook(path), read(path)
    tables = {table.name: (sheet, table) for sheet in raw.sheets for table in sheet.tables}
    if not sheets.sheets and not results.keys() & tables.keys():
        titles = ", ".join(RESULT_BY_NAME[name].title for name in results)
        raise UsageError(f"{path.name} has neither data that we know nor result sheets ({titles})")
    register, _ = parse(sheets)
    draft = Draft(open_package(path))
    rewritten = {name: rows for name, rows in results.items() if name in tables}
    numbers = list(numbers_of_new_rows(sheets))
    refreshed = list(stale_values(raw, draft, sheets, shown_values(sheets, register)))
    findings = results[FINDINGS_TABLE][1:] if FINDINGS_TABLE in rewritten else None
    refreshed += stale_counts(raw, draft, register, findings)
    edits: list[Edit] = [*numbers, *repairs, *refreshed]
    recorded = history_edits(register, sheets, raw) if history else []
    edits += recorded
    for name, rows in rewritten.items():
        edits += _rewriting(*tables[name], rows)
    titles_taken = [sheet.title for sheet in raw.sheets]
    missing = {name: rows for name, rows in results.items() if name not in tables and _belongs(name, rows, sheets)}
    adding = [_adding(name, rows, titles_taken) for name, rows in missing.items()]
    marking = list(_marking(marks, titles_taken))
    if draft.styles_if_any() is not None:  # a file without formats has no marks either
        edits.append(RemoveMarks())
    written = write(path, [*edits, *adding, *marking], out, in_place=in_place)
    return Receipt(
        written.path,
        tuple(tables[name][0].title for name in rewritten),
        tuple(edit.title for edit in adding),
        tuple(map(_address, numbers)),
        written.untouched,
        written.parts,
        written.cells,
        written.backup,
        tuple(map(_address, repairs)),
        sum(len(edit.cells) for edit in marking),
        tuple(map(_address, refreshed)),
        _recalculates(written.path),
        len(register.learners),
        new_history_rows(register) if recorded else 0,
    )


def _address(edit: SetCell) -> str:
    return f"{edit.sheet}!{column_letter(edit.column)}{edit.row}"


def _recalculates(path: Path) -> bool:
    package = open_package(path)
    part = package.workbook_part
    book = package.read(part)
    return calculated_on_load(book, package.where(part)) == book


def _marking(findings: Iterable[Finding], titles: Sequence[str]) -> Iterator[Mark]:
    """Gives the marks of each sheet; a finding about a row marks its first cell, one about a sheet none."""
    heaviest: dict[tuple[str, int, int], Severity] = {}
    for finding in findings:
        place = finding.place
        if finding.severity in MARKED and place.row and place.sheet in titles:
            cell = (place.sheet, place.row, column_number(place.column) or 1)
            heaviest[cell] = min(heaviest.get(cell, finding.severity), finding.severity, key=MARKED.index)
    for title in dict.fromkeys(sheet for sheet, _, _ in heaviest):
        for severity in MARKED:
            cells = sorted(cell[1:] for cell, shown in heaviest.items() if cell[0] == title and shown is severity)
            if cells:
                yield Mark(title, tuple(cells), severity)


def numbers_of_new_rows(sheets: Sheets) -> Iterator[SetCell]:
    """Gives the numbers that rows without an id get: those that reading gave them."""
    names = all_names(sheets)
    for sheet in sheets.sheets:
        letters = sheet.columns.get(sheet.table.columns[0].key)
        if not sheet.table.prefix or letters is None:
            continue
        numbered = names[sheet.table.name].numbered
        for row in sheet.rows:
            if letters not in row.cells:
                yield SetCell(sheet.title, row.number, column_number(letters), numbered[row.number])


def _rewriting(sheet: RawSheet, table: RawTable, rows: Rows) -> Iterator[Edit]:
    if [str(header) for header in rows[0]] != list(table.columns):
        raise UnwritableFileError(f"the headers of the sheet {sheet.title} were changed; it was left as it is")
    yield ReplaceRows(table.display_name, _as_rows(rows[1:]), _links(table.name, rows[1:]))
    yield Show(sheet.title)


def _belongs(name: str, rows: Rows, sheets: Sheets) -> bool:
    """Whether a result sheet is added to a workbook that lacks it: to one of a method alone, only what is its own."""
    if RESULT_BY_NAME[name].only_filled and len(rows) == 1:
        return False
    there = {sheet.table.name for sheet in sheets.sheets}
    is_of_a_method = bool(there & OF_METHODS) and there.isdisjoint(OF_STAYS)
    return RESULT_BY_NAME[name].of in OF_METHODS or name == FINDINGS_TABLE or not is_of_a_method


def _adding(name: str, rows: Rows, taken: list[str]) -> AddSheet:
    """Gives the sheet that a result table gets, under its own title or, where a sheet has that, the next free one."""
    layout = RESULT_BY_NAME[name]
    known = {title.casefold() for title in taken}
    titles = (layout.title if number == 1 else f"{layout.title} {number}" for number in range(1, len(known) + 2))
    title = next(title for title in titles if title.casefold() not in known)
    return AddSheet(title, name, layout.headers, _as_rows(rows[1:]), layout.widths, _links(name, rows[1:]))


def _as_rows(rows: Rows) -> tuple[Row, ...]:
    return tuple(tuple(None if isinstance(value, Uncalculated) else value for value in row) for row in rows)


def _links(name: str, rows: Rows) -> tuple[Link, ...]:
    """Gives the links of findings to their cells, or to the first cell of their row."""
    links: list[Link] = []
    for number, row in enumerate(rows if name == FINDINGS_TABLE else ()):
        title, cell = str(row[SHEET_COLUMN] or ""), str(row[CELL_COLUMN] or "")
        if title and cell:
            quoted = title.replace("'", "''")
            target = cell if cell[0].isalpha() else f"A{cell}"
            links.append(Link(number, CELL_COLUMN, f"'{quoted}'!{target}"))
    return tuple(links)
