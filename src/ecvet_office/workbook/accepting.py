"""Writing what returned documents propose into a workbook or a copy of it; what is for a person to decide stays out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ecvet_office.model.places import Place
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.comparison import Addition, Comparison, Fill
from ecvet_office.workbook.filled_cells import KnownRows
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.merging import edits_of
from ecvet_office.workbook.new_rows import cell_form
from ecvet_office.workbook.proposal import APPLIED, NewRow, Proposal, ReturnedReading, Verdict
from ecvet_office.workbook.proven_writing import write_proven
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.writing.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is written: cells that have their place already, and rows that are still to be made.

    Attributes:
        cells: one proposal for each cell; its place and value say what is written where.
        rows: in the order in which they were proposed.
    """

    cells: tuple[Proposal, ...]
    rows: tuple[NewRow, ...]

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.cells or self.rows)


def without_disputes(readings: Sequence[ReturnedReading]) -> tuple[ReturnedReading, ...]:
    """Gives the readings with a conflict wherever two documents want different things of one cell."""
    wanted: dict[tuple[object, ...], set[object]] = {}
    for reading in readings:
        for one in reading.applied:
            wanted.setdefault(one.target, set()).add(one.value)

    def settled(one: Proposal) -> Proposal:
        is_disputed = one.verdict in APPLIED and len(wanted[one.target]) > 1
        return replace(one, verdict=Verdict.CONFLICT, value=None) if is_disputed else one

    return tuple(replace(reading, proposals=tuple(map(settled, reading.proposals))) for reading in readings)


def accepted(readings: Sequence[ReturnedReading], known: KnownRows) -> Accepted:
    """Gives what readings change, each cell and each new row once.

    Args:
        readings: from `without_disputes`.
        known: the rows that cells can name; new rows name theirs as drop-downs do.
    """
    cells: dict[tuple[object, ...], Proposal] = {}
    rows: dict[tuple[object, ...], tuple[str, dict[str, CellValue]]] = {}
    for one in (proposal for reading in readings for proposal in reading.applied):
        if one.verdict is not Verdict.NEW_ROW:
            cells[one.target] = one
            continue
        table = BY_NAME[one.table]
        named = {key: cell_form(value, table.column(key), known.labels) for key, value in one.row.items()}  # type: ignore[arg-type] # names of rows are texts and numbers
        _, row = rows.setdefault((one.table, *one.row.items()), (one.table, named))
        if one.value is not None:
            row[one.column] = one.value
    return Accepted(tuple(cells.values()), tuple(NewRow(table, row) for table, row in rows.values()))


def apply(
    path: Path,
    sheets: Sheets,
    changes: Accepted,
    out: Path | None = None,
    *,
    in_place: bool = False,
    holds: Callable[[Path], bool] = lambda _: True,
) -> Receipt:
    """Writes what was accepted into a workbook or, unless told otherwise, into a copy of it.

    Args:
        path: the workbook, .xlsx or .xlsm.
        sheets: as it was read.
        changes: what is written.
        out: the copy, which is no file yet; None for a name beside the workbook.
        in_place: whether the workbook itself is overwritten; a copy of it as it was is kept beside it.
        holds: reads what was written and tells whether it says what was accepted.

    Raises:
        UnreadableFileError: the workbook cannot be read.
        UsageError: the workbook does not have what the changes name, or the copy has another file's ending.
        UnwritableFileError: the copy exists or cannot be written, the workbook is open, it cannot be changed without
            risk, or what was written does not say what was accepted; a copy is then removed.
    """
    raw = read_workbook(path)
    edits = edits_of(_as_comparison(changes), sheets, raw)
    return write_proven(path, edits, out, "what was read", holds, in_place=in_place)


def _as_comparison(changes: Accepted) -> Comparison:
    """Gives the changes as merging knows them: both write cells and rows below tables."""
    return Comparison(
        tuple(Addition(row.table, "", row.cells, Place("")) for row in changes.rows),
        tuple(
            Fill(one.table, one.row_name, one.header, one.value, one.place, None)
            for one in changes.cells
            if one.value is not None
        ),
    )
