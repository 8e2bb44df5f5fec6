"""Writing edits into a workbook, with a proof that nothing else changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ecvet_office.model.errors import UnreadableFileError, UsageError
from ecvet_office.workbook.package import open_package
from ecvet_office.workbook.saving import give_name
from ecvet_office.workbook.writing.archive import repacked
from ecvet_office.workbook.writing.draft import Draft
from ecvet_office.workbook.writing.edits import Edit
from ecvet_office.workbook.writing.finishing import make
from ecvet_office.workbook.writing.placing import (
    free_name,
    put_over,
    require_new,
    require_replaceable,
    staged,
)
from ecvet_office.workbook.writing.proof import prove
from ecvet_office.workbook.writing.receipt import Receipt


def write(
    path: Path, edits: Iterable[Edit], out: Path | None = None, *, in_place: bool = False, backup: bool = True
) -> Receipt:
    """Writes edits into a workbook or, unless told otherwise, into a copy of it.

    Every part that no edit needs keeps its compressed bytes, and in a touched sheet every row that no edit needs its
    own. The file is read again before it gets its name, and compared with the workbook part by part and cell by cell;
    where anything differs that no edit asked for, nothing is written.

    Args:
        path: the workbook, .xlsx or .xlsm.
        edits: made in their order, all or none.
        out: the copy, which is no file yet; None for a name beside the workbook.
        in_place: whether the workbook itself is overwritten.
        backup: whether, in place, a copy of the workbook as it was is kept beside it.

    Returns:
        What was changed.

    Raises:
        UnreadableFileError: when the workbook cannot be read.
        UsageError: when an edit names what the workbook does not have, or `out` does not go with the workbook.
        UnwritableFileError: when an edit would put something of the user's at risk, or the system refuses.
    """
    target = _target(path, out, in_place=in_place)
    package = open_package(path)
    before = _read_again(path)
    draft = Draft(package)
    make(draft, edits)
    with staged(target, repacked(before, draft.changes), like=path) as temporary:
        open_package(temporary)  # whose guards our own file passes too
        proven = prove(before, temporary.read_bytes(), draft)
        kept: Path | None = None
        if in_place:
            kept = free_name(target, "backup") if backup else None
            put_over(temporary, target, before, kept)
        else:
            give_name(temporary, target)
    return Receipt(target, kept, proven.cells, proven.rewritten, proven.added, proven.removed, proven.untouched)


def _target(path: Path, out: Path | None, *, in_place: bool) -> Path:
    if in_place:
        if out is not None:
            raise UsageError("a workbook is written in its place or to another file, not both")
        if path.exists():
            require_replaceable(path)
        return path.resolve()  # a link stays a link, and what it leads to is written
    target = out if out is not None else free_name(path, "updated")
    if target.suffix.casefold() != path.suffix.casefold():
        raise UsageError(f"{target.name}: the copy of {path.name} must end in {path.suffix} too, or Excel refuses it")
    require_new(target)
    return target


def _read_again(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path.name} was there, and now cannot be read: {error.strerror}.") from error
