"""Rows of the sheet Papers, written for documents that were made: new ones, and files of those typed beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import count
from pathlib import Path

from ecvet_office.model.errors import UsageError
from ecvet_office.model.results import Paper
from ecvet_office.workbook.accepting import Accepted, apply
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.filled_cells import KnownRows, known_rows
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.new_rows import cell_form
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.proposal import NewRow, Proposal, Verdict
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.references import Names
from ecvet_office.workbook.sheets import Sheet, Sheets
from ecvet_office.workbook.writing.receipt import Receipt

PAPERS = "Papers"
WRITTEN = ("number", "document", "version", "subject", "party", "signatory", "position", "file")
"""The columns of a new row that are filled: no day is, for none is known before the paper goes out."""
MOST_DIGITS = 15
"""Of a number that is counted on from: a cell may hold thousands, of which neither Excel nor Python makes a number."""


def papers_sheet(sheets: Sheets) -> Sheet:
    """Gives the sheet that papers are noted on.

    Raises:
        UsageError: the workbook has none, or it lacks a column that is filled.
    """
    sheet = sheets.sheet(PAPERS)
    if sheet is None:
        raise UsageError("the workbook has no sheet Papers, where documents are noted; leave --record out")
    missing = [BY_NAME[PAPERS].column(key).header for key in WRITTEN if key not in sheet.columns]
    if missing:
        raise UsageError(f"the sheet {sheet.title} has no column {missing[0]}; put it back, then do the same again")
    return sheet


def filed(papers: Iterable[tuple[Paper, str]], sheets: Sheets) -> Accepted:
    """Gives what is written so that papers name their files.

    Args:
        papers: each with the name of its file; one that was read from the sheet gets it into its row, another a new
            row below the last.
        sheets: the workbook as it was read.
    """
    known, cells, rows = known_rows(sheets), [], []
    numbers = _free_numbers(known.names[PAPERS])
    for paper, name in papers:
        if not paper.origin.sheet:
            rows.append(_new_row(paper.model_copy(update={"number": next(numbers), "file": name}), known))
        else:
            cells.append(_file_cell(paper, name))
    return Accepted(tuple(cells), tuple(rows))


def record(
    path: Path, sheets: Sheets, changes: Accepted, out: Path | None = None, *, in_place: bool = False
) -> Receipt:
    """Writes rows of papers into a copy of a workbook or, where asked to, into the workbook itself.

    Args:
        path: the workbook.
        sheets: as it was read.
        changes: what `filed` gave.
        out: the copy; None for a name beside the workbook.
        in_place: whether the workbook itself is overwritten; a copy of it as it was is kept beside it.

    Raises:
        UnreadableFileError: the workbook cannot be read.
        UsageError: the copy has another file's ending.
        UnwritableFileError: the copy exists or cannot be written, or the workbook is open or cannot be changed safely.
    """
    wanted = {
        **{row.cells["number"]: row.cells["file"] for row in changes.rows},
        **{one.row["number"]: one.value for one in changes.cells},
    }
    return apply(path, sheets, changes, out, in_place=in_place, holds=lambda written: _holds(written, wanted))


def _holds(path: Path, wanted: Mapping[CellValue, CellValue | None]) -> bool:
    register, _ = parse(read(path))
    found = {paper.number: paper.file for paper in register.papers}
    return all(found.get(str(number)) == name for number, name in wanted.items())


def _free_numbers(names: Names) -> Iterator[str]:
    """Gives numbers above all that are there: one between them may be that of a row deleted since."""
    prefix = BY_NAME[PAPERS].prefix
    pattern = re.compile(f"{prefix}([0-9]{{1,{MOST_DIGITS}}})", re.IGNORECASE)
    taken = (int(found[1]) for one in names.numbered.values() if (found := pattern.fullmatch(one)))
    return (f"{prefix}{number}" for number in count(max(taken, default=0) + 1))


def _new_row(paper: Paper, known: KnownRows) -> NewRow:
    table = BY_NAME[PAPERS]
    values = {key: getattr(paper, key) for key in WRITTEN}
    cells = {
        key: cell_form(value, table.column(key), known.labels) for key, value in values.items() if value is not None
    }
    cells["version"] = Decimal(paper.version or 1)
    return NewRow(PAPERS, cells)


def _file_cell(paper: Paper, name: str) -> Proposal:
    column = BY_NAME[PAPERS].column("file")
    return Proposal(
        Verdict.FILL,
        "file",
        column.header,
        PAPERS,
        {"number": paper.number},
        "file",
        column.header,
        paper.at("file"),
        "",
        paper.file or "",
        name,
        name,
    )
