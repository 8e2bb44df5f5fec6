"""Writing that is read again: what a workbook would not hold is not kept, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.comparing import compare
from ecvet_office.workbook.comparison import Addition, Comparison
from ecvet_office.workbook.merging import edits_of
from ecvet_office.workbook.new_rows import merged_sheets
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.updating import numbers_of_new_rows
from ecvet_office.workbook.writing.edits import Edit
from ecvet_office.workbook.writing.receipt import Receipt
from ecvet_office.workbook.writing.writer import write


def append_proven(
    path: Path, sheets: Sheets, additions: Iterable[Addition], out: Path | None, what: str, *, in_place: bool
) -> Receipt:
    """Writes rows below the tables of a workbook, with the numbers that rows lack, and reads them again.

    Args:
        path: the workbook, .xlsx or .xlsm.
        sheets: as it was read.
        additions: what is written; at least one.
        out: the copy, which is no file yet; None only where the workbook itself is overwritten.
        what: what is written, for the message where it is not found again.
        in_place: whether the workbook itself is overwritten; a copy of it as it was is kept beside it.

    Raises:
        UnreadableFileError: the workbook cannot be read.
        UsageError: the copy has another file's ending.
        UnwritableFileError: the copy exists or cannot be written, the workbook is open, a table has no room below it,
            or what was written does not say what was planned; a copy is then removed.
    """
    comparison = Comparison(tuple(additions))
    expected = merged_sheets(sheets, comparison)
    edits = [*numbers_of_new_rows(sheets), *edits_of(comparison, sheets, read_workbook(path))]
    return write_proven(path, edits, out, what, lambda written: _says_the_same(expected, written), in_place=in_place)


def write_proven(
    path: Path, edits: Iterable[Edit], out: Path | None, what: str, holds: Callable[[Path], bool], *, in_place: bool
) -> Receipt:
    """Writes into a workbook or a copy, and does not keep what does not hold.

    Args:
        path: the workbook, .xlsx or .xlsm.
        edits: what is written.
        out: the copy; None for the name that the writer chooses, or where the workbook itself is overwritten.
        what: what is written, for the message where it is not found again.
        holds: whether the file that was written says what was planned.
        in_place: whether the workbook itself is overwritten; a copy of it as it was is kept beside it.

    Raises:
        UsageError: the copy has another file's ending.
        UnwritableFileError: it cannot be written, or does not hold what was planned: a copy is then removed, and a
            workbook that was overwritten stands as it was in its backup.
    """
    receipt = write(path, list(edits), out, in_place=in_place)
    if holds(receipt.path):
        return receipt
    name = receipt.path.name
    if receipt.backup is None:
        receipt.path.unlink()
        raise UnwritableFileError(f"{name} would not have held {what}, so it was not kept")
    raise UnwritableFileError(
        f"{name} does not hold {what}. It is as it was before in {receipt.backup.name}: put that in its place"
    )


def _says_the_same(expected: Sheets, path: Path) -> bool:
    found = read(path)
    return not any(
        one.additions or one.has_contradictions for one in (compare(expected, found), compare(found, expected))
    )
