"""Documents made from an open workbook: what is ready is written, and a row for each tells what became of it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from ecvet_office.documents.document_languages import languages_of
from ecvet_office.documents.filling import prepare
from ecvet_office.documents.placing import place, program_using
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.evaluation import Evaluation
from ecvet_office.excel.selection import Chosen
from ecvet_office.law.pages import message
from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.results_layout import ResultTable
from ecvet_office.workbook.saving import reason_in_words

NAMED = 3
"""So many of the findings that hold a document back are named; of the rest, the number."""

PAPERS_MADE = ResultTable(
    "PapersMade", "Papers made",
    ("Document", "About", "Learner", "Folder", "File", "What became of it", "Why"),
    (20, 10, 10, 22, 36, 18, 80),
    "The documents that the last button made or held back.",
)  # fmt: skip


class Outcome(StrEnum):
    """What became of a document."""

    MADE = "made"
    THERE = "there already"
    LEFT = "not overwritten"
    HELD_BACK = "held back"


@dataclass(frozen=True, slots=True)
class PaperMade:
    """One document that was asked for.

    Attributes:
        document: its kind, as `transcript`.
        subject: the id of the memorandum or agreement.
        learner: the id; empty where it is about none.
        file_name: under which it is or would be in the folder.
        outcome: what became of it.
        why: what holds it back, or what it lacks; empty where there is nothing to say.
    """

    document: str
    subject: str
    learner: str
    file_name: str
    outcome: Outcome
    why: str


def make_papers(
    evaluation: Evaluation,
    documents: Sequence[str],
    folder: Path,
    whose: Chosen | None = None,
    progress: Callable[[str, int], object] = lambda _document, _number: None,
    days: Collection[date] = (),
) -> list[PaperMade]:
    """Writes the documents that no error holds back, and gives what became of each, in the order of the sheets.

    No file is ever overwritten: one that is there with other data in it is left, and said to be.

    Args:
        evaluation: of the workbook.
        documents: their kinds, such as `transcript`.
        folder: made where it is missing and something is to be written.
        whose: for whom; None for all.
        progress: told before each document which kind it is and how many were before it.
        days: of the meetings whose papers are made; none for those on which something was decided.

    Raises:
        UsageError: the settings name a language without templates.
        UnwritableFileError: the folder refuses or the disk is full; the documents made until then stay.
    """
    ready = [(name, made) for name in documents for made in _prepared(evaluation, name, whose, days)]
    if all(made.is_held_back for _, made in ready):
        return [_told(made, Outcome.HELD_BACK, evaluation) for _, made in ready]
    papers: list[PaperMade] = []
    waiting = _waiting_room(folder)
    try:
        for number, (name, made) in enumerate(ready):
            progress(name, number)
            papers.append(_told(made, _written(made, waiting, folder), evaluation, folder))
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return papers


def paper_rows(papers: Sequence[PaperMade], folder: str) -> list[list[CellValue | None]]:
    """Gives the rows of the sheet Papers made, headers first."""
    rows: list[list[CellValue | None]] = [list(PAPERS_MADE.headers)]
    for one in papers:
        is_there = one.outcome is not Outcome.HELD_BACK
        cells = (one.document, one.subject, one.learner, folder if is_there else "", one.file_name)
        rows.append([*(cell or None for cell in cells), str(one.outcome), one.why or None])
    return rows


def _prepared(
    evaluation: Evaluation, document: str, whose: Chosen | None, days: Collection[date]
) -> Iterator[PreparedDocument]:
    learners = whose.learners if whose else ()
    for made in prepare(document, evaluation, learners, languages_of(evaluation.register.settings), days=days):
        if whose is None or whose.means(made.subject, evaluation):
            yield made


def _written(made: PreparedDocument, waiting: Path, folder: Path) -> Outcome:
    if made.is_held_back:
        return Outcome.HELD_BACK
    target = folder / made.file_name
    was_there = target.exists()
    if not place(made.filled().data, waiting, target):
        return Outcome.LEFT
    return Outcome.THERE if was_there else Outcome.MADE


def _waiting_room(folder: Path) -> Path:
    """Gives a hidden folder for unfinished files, on the same disk as the folder.

    Raises:
        UnwritableFileError: the folder cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".ecvet-", dir=folder))
    except OSError as error:
        raise UnwritableFileError(reason_in_words(folder, error)) from error


def _told(made: PreparedDocument, outcome: Outcome, evaluation: Evaluation, folder: Path | None = None) -> PaperMade:
    if outcome is Outcome.HELD_BACK:
        found = [one for one in made.findings if one.severity is Severity.ERROR]
    else:  # what is wrong in the workbook stands on the sheet Findings
        found = [one for one in made.findings if one not in evaluation.findings]
    why = _reasons(found)
    if outcome is Outcome.LEFT and folder is not None:
        program = program_using(folder / made.file_name)
        why = "a file of this name was made from other data; move it away and press the button again"
        why += f" (it is open in {program})" if program else ""
    return PaperMade(made.document, made.subject, made.learner, made.file_name, outcome, why)


def _reasons(findings: Sequence[Finding]) -> str:
    told = "; ".join(f"{one.code} at {one.place}: {message(one)}" for one in findings[:NAMED])
    rest = len(findings) - NAMED
    return f"{told}; and {rest} more" if rest > 0 else told
