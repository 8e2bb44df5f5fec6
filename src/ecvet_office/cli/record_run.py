"""Noting the documents that were made on the sheet Papers, in a copy of the workbook or in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ecvet_office.cli.paper_run import Order, PaperRun
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.paper_parties import PAPER_KINDS
from ecvet_office.documents.recording import Plan, plan_papers
from ecvet_office.evaluation import Evaluation
from ecvet_office.report.plain_text import counted
from ecvet_office.workbook.accepting import Accepted
from ecvet_office.workbook.paper_rows import filed, papers_sheet, record
from ecvet_office.workbook.writing.placing import require_new, require_replaceable
from ecvet_office.workbook.writing.receipt import Receipt


def planned(
    evaluation: Evaluation, order: Order, folder: Path, workbook: Path, out: Path | None, *, in_place: bool
) -> tuple[Plan, Order]:
    """Gives what is to be noted, and the order without what lies in the folder already.

    Whether the workbook can be written is asked before a document is made, so that none is without its row.

    Raises:
        UsageError: the workbook has no sheet Papers.
        UnwritableFileError: the workbook is open, or the copy exists.
    """
    papers_sheet(evaluation.sheets)
    if in_place:
        require_replaceable(workbook)
    elif out is not None:
        require_new(out)
    plan = plan_papers(evaluation, order.documents, order.learners, order.language, folder, order.templates)
    return plan, replace(order, passed_over=plan.passed_over)


def noted(
    plan: Plan, evaluation: Evaluation, run: PaperRun, workbook: Path, out: Path | None, *, in_place: bool
) -> Iterator[str]:
    """Writes the rows of the documents that were made, and gives the lines on it. Drafts get no row.

    Args:
        plan: of the order.
        evaluation: of the workbook as it was read.
        run: what became of the order.
        workbook: its file.
        out: the copy; None for a name beside the workbook.
        in_place: whether the workbook itself is overwritten.
    """
    made = {name: about for name, about in run.final.items() if name not in run.left}
    rows = [(paper, name) for name, about in made.items() for paper in plan.papers.get(about, ())]
    first = {paper.number: (paper, name) for paper, name in reversed(rows)}  # two forms of an agreement share a row
    changes = filed(sorted(first.values(), key=rows.index), evaluation.sheets)
    without = dict.fromkeys(document for document, _ in made.values() if document not in PAPER_KINDS)
    if without:
        names = ", ".join(name for name in DOCUMENTS if name in without)
        yield f"no party of the sheet Papers signs or returns these, so it has no row for them: {names}"
    if not changes.changes_something:
        yield "nothing to note on the sheet Papers"
        return
    receipt = record(workbook, evaluation.sheets, changes, out, in_place=in_place)
    yield from lines_on_record(changes, receipt)


def lines_on_record(changes: Accepted, receipt: Receipt) -> Iterator[str]:
    """Gives the lines on what was noted, and where the workbook as it was is kept."""
    yield f"{counted(len(changes.rows) + len(changes.cells), 'paper')} noted on the sheet Papers in {receipt.path}"
    if receipt.backup:
        yield f"    the workbook as it was before: {receipt.backup.name}"
    yield f"    {receipt}"
