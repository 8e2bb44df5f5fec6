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
        UsageError: the workbook has none of the result sheets.
        UnwritableFileError: the copy cannot be written, or would replace a file.
    """
    return updating.update(Path(path), result_sheets(evaluation), None if out is None else Path(out))


def receipt_lines(receipt: Receipt) -> list[str]:
    """Gives what an update did: the new file, its sheets, the numbers given to new rows, and what stayed as it was."""
    lines = [f"written: {receipt.path}", f"    sheets rewritten: {', '.join(receipt.sheets)}"]
    if receipt.numbered:
        lines.append(f"    {counted(len(receipt.numbered), 'new row')} numbered: {', '.join(receipt.numbered)}")
    if receipt.missing:
        lines.append(f"    not in this workbook, so not written: {', '.join(receipt.missing)}")
    return [*lines, f"    {receipt.untouched} of {receipt.parts} parts of the file untouched"]
