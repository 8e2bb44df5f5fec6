"""Writing an evaluation into a copy of its workbook, and the receipt in words."""

from __future__ import annotations

from pathlib import Path

from ecvet_office.evaluation import Evaluation
from ecvet_office.report.plain_text import counted
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.workbook import updating
from ecvet_office.workbook.updating import Receipt


def update(path: Path | str, evaluation: Evaluation, out: Path | str | None = None) -> Receipt:
    """Writes the result sheets into a copy of a workbook, and gives the receipt of what was changed.

    Args:
        path: the workbook that was evaluated; it stays as it is.
        evaluation: what is written.
        out: where to; None for a copy beside the workbook.

    Raises:
        UnreadableFileError: the workbook cannot be read.
        UsageError: the workbook has no table of ours, or the copy's name is that of another kind of file.
        UnwritableFileError: the copy cannot be written or would replace a file, or the workbook cannot be changed
            without risk.
    """
    return updating.update(Path(path), result_sheets(evaluation), None if out is None else Path(out))


def receipt_lines(receipt: Receipt) -> list[str]:
    """Gives what an update did: the new file, its sheets, the numbers given to new rows, and what stayed as it was."""
    lines = [f"written: {receipt.path}"]
    if receipt.sheets:
        lines.append(f"    sheets rewritten: {', '.join(receipt.sheets)}")
    if receipt.added:
        lines.append(f"    sheets added at the end: {', '.join(receipt.added)}")
    if receipt.numbered:
        lines.append(f"    {counted(len(receipt.numbered), 'new row')} numbered: {', '.join(receipt.numbered)}")
    return [*lines, f"    {receipt.untouched} of {receipt.parts} parts of the file untouched"]
