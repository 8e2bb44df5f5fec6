"""The proof that a written workbook is the old one but for the edits: part by part, and in touched sheets cell by cell.

It reads the file that was written, from the disk, and splits and parses it by other means than those that wrote it.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.model.findings import Severity
from ecvet_office.workbook.writing.archive import compressed_bytes
from ecvet_office.workbook.writing.draft import Draft, Loss
from ecvet_office.workbook.writing.marks import without_looks, without_marks
from ecvet_office.workbook.writing.row_proof import changed_cells
from ecvet_office.workbook.writing.sheet_part import sheet_part
from ecvet_office.workbook.writing.witness import Line, lines_of

# What an edit may change of an element that stays: how far a table and what covers it reach, whether a sheet shows,
# when Excel calculates, and how many items a list of styles says it has.
_MAY_CHANGE = frozenset(
    {
        ("table", "ref"),
        ("autoFilter", "ref"),
        ("dimension", "ref"),
        ("dataValidation", "sqref"),
        ("conditionalFormatting", "sqref"),
        ("sheet", "state"),
        ("calcPr", "fullCalcOnLoad"),
        ("fonts", "count"),
        ("fills", "count"),
        ("borders", "count"),
        ("cellXfs", "count"),
        ("dxfs", "count"),
    }
)


@dataclass(frozen=True, slots=True)
class Proven:
    """What the comparison found.

    Attributes:
        cells: how many cells are not what they were.
        rewritten: the parts whose bytes changed.
        added: the parts that are new.
        removed: the parts that are no more.
        untouched: how many parts are the same, byte for byte.
    """

    cells: int
    rewritten: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    untouched: int


def prove(before: bytes, after: bytes, draft: Draft) -> Proven:
    """Compares two files.

    Args:
        before: the workbook as it was.
        after: as it was written.
        draft: what was asked for.

    Raises:
        UnwritableFileError: when anything differs that no edit asked for.
        UnreadableFileError: when a part that was written cannot be read again.
    """
    old, new = _entries(before), _entries(after)
    changes = draft.changes
    removed = tuple(name for name in old if name not in new)
    added = tuple(name for name in new if name not in old)
    if any(changes.get(name, b"") is not None for name in removed) or any(name not in changes for name in added):
        raise _lost(draft, "its list of parts")
    rewritten = tuple(name for name in old if name in new and changes.get(name) is not None)
    untouched = [name for name in old if name in new and name not in rewritten]
    for name in untouched:
        if old[name].CRC != new[name].CRC or compressed_bytes(before, old[name]) != compressed_bytes(after, new[name]):
            raise _lost(draft, f"its part {name}")
    cells = 0
    with zipfile.ZipFile(BytesIO(after)) as archive:
        for name in (*rewritten, *added):
            written = archive.read(name)  # which checks it against its checksum
            if name in rewritten:
                cells += _prove_part(name, draft.package.read(name), written, draft)
            elif not lines_of(written, draft.where(name)):
                raise _lost(draft, f"its new part {name}")
    return Proven(cells, rewritten, added, removed, len(untouched))


def _entries(data: bytes) -> dict[str, zipfile.ZipInfo]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}


def _prove_part(name: str, old: bytes, new: bytes, draft: Draft) -> int:
    """Compares a part with what it was and gives how many cells changed."""
    where = draft.where(name)
    sheet = next((one for one in draft.sheets.values() if one.part == name), None)
    cells = 0
    if sheet is not None:
        was, is_ = sheet_part(old, where), sheet_part(new, where)
        ours = {number for number, changes in sheet.rows.items() if changes.is_ours}
        cells = changed_cells(was, is_, draft.written[name], ours, sheet.title)
        old, new = (without_marks(shell, where, Severity) for shell in (was.shell, is_.shell))
    elif name == draft.styles_if_any():
        old, new = without_looks(old, where), without_looks(new, where)
    gone = _settled(lines_of(old, where)) - _settled(lines_of(new, where))
    unexpected = [line for line in gone if not any(_is_expected(line, loss) for loss in draft.losses[name])]
    if unexpected:
        raise _lost(draft, f"{unexpected[0].name} in its part {name}")
    return cells


def _settled(lines: Mapping[Line, int]) -> Counter[Line]:
    """Gives the lines without what an edit may change of them."""
    settled: Counter[Line] = Counter()
    for line, count in lines.items():
        kept = tuple(pair for pair in line.attributes if (line.name, pair[0]) not in _MAY_CHANGE)
        settled[line._replace(attributes=kept, text="" if line.name == "sqref" else line.text)] += count
    return settled


def _is_expected(line: Line, loss: Loss) -> bool:
    if loss.with_content and loss.element in line.path:
        return True
    return line.name == loss.element and (not loss.attribute or (loss.attribute, loss.value) in line.attributes)


def _lost(draft: Draft, what: str) -> UnwritableFileError:
    return UnwritableFileError(
        f"{draft.package.path.name} could not be kept as it was: {what} would have changed. Nothing was written; "
        "please report this with the workbook, it is a mistake of ours."
    )
