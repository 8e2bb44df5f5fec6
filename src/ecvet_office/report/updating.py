"""Writing an evaluation into its workbook or a copy of it, and the receipt in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ecvet_office.evaluation import Evaluation
from ecvet_office.report.plain_text import counted
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.workbook import updating
from ecvet_office.workbook.computed_cells import mending
from ecvet_office.workbook.overwritten import CODE as OVERWRITTEN
from ecvet_office.workbook.updating import Receipt
from ecvet_office.workbook.writing.edits import SetCell

CHANGED = "PT15"
"""The rule that points changed without a record, which the rows of the history put right."""
MANY_LEARNERS = 500
"""Above as many, the receipt warns that calculating takes time: formulas look through all rows for each row."""


def update(
    path: Path | str,
    evaluation: Evaluation,
    out: Path | str | None = None,
    *,
    in_place: bool = False,
    marks: bool = False,
    repair: bool = False,
    history: bool = False,
) -> Receipt:
    """Writes the result sheets into a workbook or a copy of it, and gives the receipt of what was changed.

    Args:
        path: the workbook that was evaluated; it stays as it is unless `in_place`.
        evaluation: what is written.
        out: where to; None for a copy beside the workbook.
        in_place: whether the workbook itself is overwritten; a copy of it as it was is kept beside it.
        marks: whether the cells of errors and warnings are marked; marks of an earlier update go either way.
        repair: whether formulas that somebody typed over are put back.
        history: whether points that changed, or are not recorded yet, get a row on the sheet Points history.

    Raises:
        UnreadableFileError: the workbook cannot be read.
        UsageError: the workbook has no table of ours, or the copy's name is that of another kind of file.
        UnwritableFileError: the copy cannot be written or would replace a file, the workbook is to be overwritten and
            is open, or it cannot be changed without risk.
    """
    repairs: tuple[SetCell, ...] = ()
    if repair:
        repairs, left = mending(Path(path))
        stays = (one for one in evaluation.findings if one.code != OVERWRITTEN or one in left)
        evaluation = replace(evaluation, findings=tuple(stays))
    if history:
        recorded = (one for one in evaluation.findings if one.code != CHANGED)
        evaluation = replace(evaluation, findings=tuple(recorded))
    return updating.update(
        Path(path),
        result_sheets(evaluation),
        None if out is None else Path(out),
        in_place=in_place,
        marks=evaluation.findings if marks else (),
        repairs=repairs,
        history=history,
    )


def receipt_lines(receipt: Receipt) -> list[str]:
    """Gives what an update did: the file, what changed in it, what Excel will do, and what stayed as it was."""
    return [f"written: {receipt.path}", *(f"    {line}" for line in _lines(receipt))]


def _lines(receipt: Receipt) -> Iterator[str]:
    if receipt.backup is not None:
        yield f"the workbook as it was before: {receipt.backup.name}"
    if receipt.sheets:
        yield f"sheets rewritten: {', '.join(receipt.sheets)}"
    if receipt.added:
        yield f"sheets added at the end: {', '.join(receipt.added)}"
    if receipt.numbered:
        yield f"{counted(len(receipt.numbered), 'new row')} numbered: {', '.join(receipt.numbered)}"
    if receipt.recorded:
        yield f"{counted(receipt.recorded, 'row')} added to Points history: say of each change since when, by whom, why"
    if receipt.repaired:
        yield f"{counted(len(receipt.repaired), 'formula')} put back: {', '.join(receipt.repaired)}"
    if receipt.marked:
        yield f"{counted(receipt.marked, 'cell')} marked: errors red and bold, warnings yellow and italic"
    if receipt.refreshed:
        yield f"{counted(len(receipt.refreshed), 'formula')} brought up to date"
    if receipt.recalculates:
        yield "Excel works out all formulas anew when it opens the file" + _patience(receipt.learners)
    cells = counted(receipt.cells, "cell")
    yield f"{cells} changed, {receipt.untouched} of {receipt.parts} parts of the file untouched"


def _patience(learners: int) -> str:
    return f"; with {learners} learners that may take a while" if learners > MANY_LEARNERS else ""
