"""Forgetting a learner: every row, reference, comment and leftover goes, and what remains is looked for and told.

Right to erasure: Regulation (EU) 2016/679, Article 17. Whether it may be used before the papers' retention has passed
is for the school to decide; the workbook's own copies are told, never deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ecvet_office.exchange.file_traces import WORKBOOKS
from ecvet_office.exchange.learner_rows import LearnerRows, find_learner, learner_rows
from ecvet_office.exchange.traces import (
    Sighting,
    Traces,
    found_in_text,
    opaque_parts,
    sightings_in_workbook,
    traces_of,
)
from ecvet_office.model.errors import EcvetError
from ecvet_office.model.places import column_letters, column_number
from ecvet_office.workbook.cells import Cell, RawSheet, RawWorkbook, read_workbook
from ecvet_office.workbook.reading import sheets_from
from ecvet_office.workbook.results_layout import is_ours
from ecvet_office.workbook.sheets import Sheet
from ecvet_office.workbook.values import folded
from ecvet_office.workbook.writing.edits import Computed, DropUnusedTexts, Edit, ReplaceTexts, SetCell
from ecvet_office.workbook.writing.placing import free_name
from ecvet_office.workbook.writing.receipt import Receipt
from ecvet_office.workbook.writing.writer import write

REMOVED = "(removed)"
_ADDRESS_OF_A_CELL = "cell"  # the header of the findings' column that holds addresses, which look like ids


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What forgetting a learner did to a workbook.

    Attributes:
        learner: the id.
        receipt: of the writer.
        emptied: by the title of a sheet, the rows that are empty now.
        remains: where traces stand still.
        pictures: the parts in which nothing can be looked for.
        copies: other workbooks beside it, and beside the one it was taken from, that hold traces that are certain.
        unread: workbooks there that could not be looked through.
    """

    learner: str
    receipt: Receipt
    emptied: dict[str, tuple[int, ...]]
    remains: tuple[Sighting, ...]
    pictures: tuple[str, ...]
    copies: tuple[Path, ...]
    unread: tuple[Path, ...]


def forget(
    path: Path, asked: str, out: Path | None = None, *, in_place: bool = False, backup: bool = True
) -> Forgotten:
    """Removes a learner from a workbook or, unless told otherwise, from a copy of it.

    Rows stay where they are, empty, so that nothing beside them moves. Taking them out would shift every cell below:
    formulas of the user's own in any sheet, names, charts, conditional formats, comments, links and print areas that
    point there would have to follow, also in parts that we keep byte for byte because we do not read them. One that did
    not would show one learner's words under another's name, in silence. Excel can do it, for it knows all of them:
    Delete, Table Rows. Our reading passes over empty rows, and new rows are written below the last.

    Args:
        path: the workbook, .xlsx or .xlsm.
        asked: the learner's id, or the full name where nobody else bears it.
        out: the copy, which is no file yet; None for a name beside the workbook.
        in_place: whether the workbook itself is overwritten.
        backup: whether, in place, a copy is kept beside it; that copy still holds the learner.

    Raises:
        UnreadableFileError: when the workbook cannot be read.
        UsageError: when it has no such learner.
        UnwritableFileError: when something would be put at risk, or the system refuses.
    """
    raw = read_workbook(path)
    sheets = sheets_from(raw)
    rows = learner_rows(sheets, find_learner(sheets, asked))
    traces = traces_of(rows)
    cells = dict(_emptied_cells(raw, rows, traces))
    edits = [*cells.values(), *_shortened(rows), *_texts_beside(cells, traces), DropUnusedTexts()]
    target = out or (None if in_place else free_name(path, "forgotten"))
    receipt = write(path, edits, target, in_place=in_place, backup=backup)
    emptied: dict[str, set[int]] = {}
    for (title, row, _), edit in cells.items():
        if edit.value is None:
            emptied.setdefault(title, set()).add(row)
    copies, unread = _copies(path, receipt.path, traces)
    return Forgotten(
        rows.learner,
        receipt,
        {title: tuple(sorted(numbers)) for title, numbers in emptied.items()},
        sightings_in_workbook(receipt.path, traces),
        opaque_parts(receipt.path.read_bytes()),
        copies,
        unread,
    )


Cells = Iterator[tuple[tuple[str, int, int], SetCell]]


def _emptied_cells(raw: RawWorkbook, rows: LearnerRows, traces: Traces) -> Cells:
    """Gives by title, row and column what becomes of the cells that tell of the learner."""
    about: dict[str, dict[int, Sheet]] = {}
    for sheet, mine in rows.rows:
        about.setdefault(sheet.title, {})[mine.number] = sheet
    for one in raw.sheets:
        for row in one.rows():
            in_row = about.get(one.title, {}).get(row.number)
            for cell in row.cells:
                is_mine = in_row is not None and _is_in_table(cell, one, in_row)
                recalls = cell.formula and isinstance(cell.value, str) and _is_certain(cell.value, traces)
                if is_mine or recalls or _shows_result_of(one, cell, row.cells, rows, traces):
                    yield _emptied(one, cell)


def _emptied(sheet: RawSheet, cell: Cell) -> tuple[tuple[str, int, int], SetCell]:
    value = Computed("") if cell.formula else None
    return (sheet.title, cell.row, cell.column), SetCell(sheet.title, cell.row, cell.column, value)


def _is_in_table(cell: Cell, raw: RawSheet, sheet: Sheet) -> bool:
    """Whether a cell of a row of ours belongs to the table, columns of the user's own included."""
    tables = [table for table in raw.tables if table.first_row == sheet.header_row]
    columns = [column_number(letters) for letters in sheet.columns.values()]
    first = min([*columns, *(table.first_column for table in tables)])
    last = max([*columns, *(table.last_column for table in tables)])
    return first <= cell.column <= last


def _shows_result_of(sheet: RawSheet, cell: Cell, cells: tuple[Cell, ...], rows: LearnerRows, traces: Traces) -> bool:
    """Whether a cell stands in a row of a result sheet that tells of the learner."""
    ours = (one for one in sheet.tables if is_ours(one.name, one.columns))
    table = next((one for one in ours if one.first_row < cell.row <= one.last_row), None)
    if table is None or not table.first_column <= cell.column <= table.last_column:
        return False
    mine = (one for one in cells if table.first_column <= one.column <= table.last_column)
    return any(
        isinstance(one.value, str)
        and table.columns[one.column - table.first_column].casefold() != _ADDRESS_OF_A_CELL
        and (_mentions(one.value, rows) or _is_certain(one.value, traces))
        for one in mine
    )


def _mentions(text: str, rows: LearnerRows) -> bool:
    words = re.findall(r"\w+", folded(text))
    return any(id_ in words for ids in rows.ids.values() for id_ in ids)


def _is_certain(text: str, traces: Traces) -> bool:
    return any(sure for _, sure in found_in_text(text, traces))


def _shortened(rows: LearnerRows) -> Iterator[Edit]:
    for one in rows.shortened:
        yield SetCell(one.place.sheet, one.place.row, column_number(one.place.column), one.text or None)


def _texts_beside(cells: dict[tuple[str, int, int], SetCell], traces: Traces) -> Iterator[Edit]:
    """Gives what becomes of comments on the emptied cells, and of the certain words wherever else they stand."""
    commented = frozenset(
        (title, f"{column_letters(column)}{row}") for (title, row, column), edit in cells.items() if edit.value is None
    )
    yield ReplaceTexts(dict.fromkeys(traces.certain, REMOVED), commented)


def _copies(path: Path, written: Path, traces: Traces) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Gives the other workbooks of both folders that hold certain traces, and those that cannot be looked through."""
    found: list[Path] = []
    unread: list[Path] = []
    folders = dict.fromkeys((path.resolve().parent, written.resolve().parent))
    for other in (one for folder in folders for one in sorted(folder.iterdir())):
        is_workbook = other.suffix.casefold() in WORKBOOKS and not other.name.startswith(("~$", "."))
        if not is_workbook or other == written.resolve() or not other.is_file():
            continue
        try:
            if any(one.is_certain for one in sightings_in_workbook(other, traces)):
                found.append(other)
        except EcvetError:
            unread.append(other)
    return tuple(found), tuple(unread)


def traces_in(path: Path, asked: str) -> tuple[LearnerRows, Traces]:
    """Gives the rows and the traces of a learner of a workbook that stays as it is.

    Raises:
        UnreadableFileError: when it cannot be read.
        UsageError: when it has no such learner.
    """
    sheets = sheets_from(read_workbook(path))
    rows = learner_rows(sheets, find_learner(sheets, asked))
    return rows, traces_of(rows)
