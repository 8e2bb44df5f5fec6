"""Writing results into a copy of a workbook: result sheets anew, numbers for new rows, and not a byte else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.model.places import column_number
from ecvet_office.workbook.cell_values import CellValue, Uncalculated, column_letter
from ecvet_office.workbook.cells import RawSheet, RawTable, read_workbook
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.references import all_names
from ecvet_office.workbook.results_layout import RESULT_BY_NAME
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.writing.edits import AddSheet, Edit, Link, ReplaceRows, Row, SetCell, Show
from ecvet_office.workbook.writing.writer import write

FINDINGS_TABLE = "Findings"
SHEET_COLUMN, CELL_COLUMN = 2, 3  # where the row of a finding names its place, counted from 0

Rows = Sequence[Sequence[CellValue | None]]


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
    """

    path: Path
    sheets: tuple[str, ...]
    added: tuple[str, ...]
    numbered: tuple[str, ...]
    untouched: int
    parts: int


def update(path: Path, results: Mapping[str, Rows], out: Path | None = None) -> Receipt:
    """Writes result tables into a copy of a workbook and numbers its new rows.

    A result sheet that the workbook does not have is added at its end. What else stands on a result sheet stays.

    Args:
        path: the workbook; it stays as it is.
        results: the rows of each result table by its name, the headers first.
        out: the copy; None for a new name beside the workbook. No file of that name exists yet.

    Raises:
        UnreadableFileError: when the workbook cannot be read.
        UsageError: when it has no table of ours at all, or the copy's name is that of another kind of file.
        UnwritableFileError: when the copy exists or cannot be written; when the headers of a result sheet were
            changed; and when the workbook cannot be changed without risk, as `write` tells.
    """
    raw, sheets = read_workbook(path), read(path)
    tables = {table.name: (sheet, table) for sheet in raw.sheets for table in sheet.tables}
    if not sheets.sheets and not results.keys() & tables.keys():
        titles = ", ".join(RESULT_BY_NAME[name].title for name in results)
        raise UsageError(f"{path.name} has neither data that we know nor result sheets ({titles})")
    rewritten = {name: rows for name, rows in results.items() if name in tables}
    added = {name: rows for name, rows in results.items() if name not in tables}
    numbers = list(_numbers(sheets))
    edits: list[Edit] = [*numbers]
    for name, rows in rewritten.items():
        edits += _rewriting(*tables[name], rows)
    taken = [sheet.title for sheet in raw.sheets]
    adding = [_adding(name, rows, taken) for name, rows in added.items()]
    written = write(path, [*edits, *adding], out)
    return Receipt(
        written.path,
        tuple(tables[name][0].title for name in rewritten),
        tuple(edit.title for edit in adding),
        tuple(f"{edit.sheet}!{column_letter(edit.column)}{edit.row}" for edit in numbers),
        written.untouched,
        written.parts,
    )


def _numbers(sheets: Sheets) -> Iterator[SetCell]:
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
