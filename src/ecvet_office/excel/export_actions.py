"""The button that fills files of other systems: at the first press it shows what each column would get, then it fills.

Such a file is put into the folder `export` beside the workbook; its filled copy goes into the folder `filled` in that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlwings as xw

from ecvet_office.evaluation import Evaluation
from ecvet_office.excel.excel_values import from_excel
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.made_files import LEFT, MADE, MadeFile, show_made
from ecvet_office.excel.paper_folder import EXPORT as FOLDER
from ecvet_office.excel.paper_folder import folder_made, home_folder
from ecvet_office.excel.result_writing import table_in_front, write_result
from ecvet_office.exchange.column_mapping import ColumnMapping, keep_mapping, kept_mapping, map_columns, mapping_file
from ecvet_office.exchange.exporting import Export
from ecvet_office.exchange.exporting import export as fill_copy
from ecvet_office.exchange.foreign_grid import ForeignColumn, Grid, read_grid
from ecvet_office.exchange.ids_back import proposed_ids
from ecvet_office.model.errors import EcvetError, UsageError
from ecvet_office.model.places import column_letters
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.results_layout import ResultTable

FILLED = "filled"
ENDINGS = frozenset({".xlsx", ".xlsm"})
FIELD = "Filled with"
EXPORT = ResultTable(
    "ExportColumns",
    "Export",
    ("File", "Column", "Header", FIELD, "What we know"),
    (32, 16, 36, 32, 80),
    "What the columns of another system's file are filled with.",
)
SURE, NOTHING = "the same words, or said before", "resembles nothing of ours"
HOW = "To fill the files: press the button again on this sheet. Write another field, or none, where it is not meant"


Column = tuple[str, str, str]
"""The name of a file, the place of a column in it, and its header."""


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """A file of another system, and what its columns mean so far.

    Attributes:
        path: the file.
        grid: what is to be filled.
        kept: the file in which is kept what was said of its columns.
        said: by header, the field that was said before.
        mapping: what the columns mean by that and by their words.
    """

    path: Path
    grid: Grid
    kept: Path
    said: Mapping[str, str]
    mapping: ColumnMapping


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of one file: its name, what came of filling a copy, or None where that could not be, and in words."""

    name: str
    export: Export | None
    lines: tuple[MadeFile, ...]


def export(book: xw.Book, on: date, _selected: bool = False) -> tuple[Filled, ...] | None:  # as VBA has it
    """Shows on the sheet Export what the files in the folder `export` would get; pressed there, fills a copy of each.

    What the sheet says by then of a column counts, and is kept for the next time; see `ecvet export`.

    Args:
        book: the open workbook.
        on: the day on which dates are judged.

    Returns:
        What was filled; None where the sheet was written.

    Raises:
        UsageError: there is no file, or the sheet names a field that there is not.
        UnreadableFileError: a file cannot be read.
        UnwritableFileError: the folder refuses, or the disk is full.
    """
    with undisturbed(book.app, "ECVET: reading files of another system"):
        evaluation = judged(book, on)
        home = home_folder(book)
        files = tuple(_foreign(path, home / book.name) for path in _files_in(home / FOLDER))
        typed = _typed(book)
        if not _are_shown(files, typed):
            _show_columns(book, files)
            return None
        done = tuple(_filled(evaluation, one, typed, home / FOLDER / FILLED) for one in files)
        show_made(book, [line for one in done for line in one.lines])
    return done


# --- the files and their columns --------------------------------------------------------------------------------------


def _files_in(folder: Path) -> tuple[Path, ...]:
    """Gives the workbooks in a folder, by name; where there is no such folder it is made.

    Raises:
        UsageError: there are none.
        UnwritableFileError: the folder cannot be made.
    """
    found = tuple(
        path for path in sorted(folder_made(folder).iterdir())
        if path.suffix.casefold() in ENDINGS and not path.name.startswith((".", "~$")) and path.is_file()
    )  # fmt: skip
    if not found:
        raise UsageError(f"put the file that the other system exported into {folder}, then press the button again")
    return found


def _foreign(path: Path, workbook: Path) -> ForeignFile:
    grid = read_grid(path)
    kept = mapping_file(workbook, path)
    said = kept_mapping(kept)
    return ForeignFile(path, grid, kept, said, map_columns(grid, said))


def _column_rows(one: ForeignFile) -> Iterator[list[CellValue | None]]:
    proposed = {column.number: like for column, like in one.mapping.proposed}
    for column in one.grid.columns:
        place = f"{one.grid.title}!{column_letters(column.number)}"
        field = one.mapping.fields.get(column.number)
        note = SURE if field else NOTHING
        if like := proposed.get(column.number):
            note = f"resembles {like.words!r}: if that is meant, write {like.field}"
        elif not field and column.is_required:
            note = f"{NOTHING}, and it is required"
        yield [one.path.name, place, column.header, field, note]


def _show_columns(book: xw.Book, files: Sequence[ForeignFile]) -> None:
    rows: list[list[CellValue | None]] = [[None, None, None, None, HOW]]
    rows += [row for one in files for row in _column_rows(one)]
    sheet = write_result(book, EXPORT, [EXPORT.headers, *rows])
    body = sheet.tables[EXPORT.name].data_body_range
    if body is not None:
        body[1:, EXPORT.headers.index(FIELD)].color = None  # the pale blue says that a cell is ours
    sheet.activate()


def _typed(book: xw.Book) -> dict[Column, str]:
    """Gives what the sheet Export says of each column; nothing unless it is the sheet in front."""
    table = table_in_front(book, EXPORT.name)
    if table is None:
        return {}
    rows = table.range.options(ndim=2, err_to_str=True).value[1:]
    width = len(EXPORT.headers)
    texts = [[str(from_excel(value) or "").strip() for value in row[:width]] for row in rows]
    return {(file, place, header): field for file, place, header, field, _ in texts if place}


def _are_shown(files: Iterable[ForeignFile], typed: Mapping[Column, str]) -> bool:
    """Tells whether the sheet in front shows these very columns."""
    shown = {_column_of(one, column) for one in files for column in one.grid.columns}
    return shown == typed.keys()


def _column_of(one: ForeignFile, column: ForeignColumn) -> Column:
    return one.path.name, f"{one.grid.title}!{column_letters(column.number)}", column.header


# --- filling ----------------------------------------------------------------------------------------------------------


def _filled(evaluation: Evaluation, one: ForeignFile, typed: Mapping[Column, str], folder: Path) -> Filled:
    """Fills a copy of one file, and keeps what was said of its columns; what one lacks does not keep others from it."""
    target = folder / one.path.name
    if target.exists():
        return Filled(one.path.name, None, (MadeFile("filled copy", one.path.name, target, LEFT),))
    changed = {
        column.header: typed[_column_of(one, column)]
        for column in one.grid.columns
        if typed[_column_of(one, column)] != one.mapping.fields.get(column.number, "")
    }
    said = {**one.said, **changed}
    try:
        done = fill_copy(evaluation, one.path, target, said)
        if changed:
            keep_mapping(one.kept, said)
    except EcvetError as error:
        return Filled(one.path.name, None, (MadeFile("filled copy", one.path.name, None, str(error)),))
    return Filled(one.path.name, done, tuple(_lines(evaluation, one, done)))


def _lines(evaluation: Evaluation, one: ForeignFile, done: Export) -> Iterator[MadeFile]:
    name = one.path.name
    counts = f"rows that had the learner: {len(done.matched)}; empty rows filled: {len(done.filled)}"
    if done.receipt is None:
        yield MadeFile("filled copy", name, None, f"there was nothing to fill; {counts}")
    else:
        yield MadeFile("filled copy", name, done.receipt.path, f"{MADE}; {counts}")
    yield from (MadeFile("look at", name, None, f"{told.place}: {told.what}") for told in done.told)
    for place, text in proposed_ids(evaluation.register, done.ids).items():
        yield MadeFile("mobility ID", name, None, f"{place}: {text}; write it there if it is right")
