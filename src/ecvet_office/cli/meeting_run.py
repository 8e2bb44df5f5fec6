"""Making the agenda of a recognition meeting, and its minutes once its decisions are entered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ecvet_office.cli.console import paint, width
from ecvet_office.cli.paper_run import Order, PaperRun, ready, told
from ecvet_office.documents.all_or_none import write_documents
from ecvet_office.documents.document_kinds import OF_A_MEETING
from ecvet_office.documents.meeting_papers import decided_on
from ecvet_office.documents.placing import program_using
from ecvet_office.documents.prepared import FilledDocument
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.days import day_text

SAME = "there already, made from the same data"


def make_meeting_papers(evaluation: Evaluation, folder: Path, language: str, *, drafts: bool) -> PaperRun:
    """Writes the papers of the meeting on the day of the evaluation; what lies in the folder stays as it is.

    Whoever had the agenda made before the meeting gets the minutes beside it with the same command afterwards.

    Raises:
        UsageError: for an unknown language.
        UnwritableFileError: the folder refuses, or the disk is full.
    """
    order = Order(OF_A_MEETING, language=language, drafts=drafts, days=(evaluation.on,))
    run = PaperRun()
    made = [one.filled() for one in ready(evaluation, order, run)]
    run.written = write_documents([one for one in made if _is_new(one, folder, run)], folder) if made else ()
    run.made = len(run.written)
    return run


def _is_new(made: FilledDocument, folder: Path, run: PaperRun) -> bool:
    """Tells whether there is no file of the name; notes in the run what one says that is there."""
    target = folder / made.file_name
    if not target.exists():
        return True
    if target.read_bytes() == made.data:
        run.passed_over[SAME] += 1
    else:
        program = program_using(target)
        run.left[made.file_name] = "it says something else" + (f", and is open in {program}" if program else "")
    return False


def meeting_lines(evaluation: Evaluation, run: PaperRun, workbook: Path, folder: Path) -> Iterator[str]:
    """Gives the lines on what was made, what is there, what is held back, and why there are no minutes."""
    if run.named or run.held_back:
        yield from told(run, workbook, folder, paint(), width())
    else:
        yield "no agenda: nothing is before the meeting"
    if not decided_on(evaluation.register, evaluation.on):
        yield f"no minutes: no decision of {day_text(evaluation.on)} is entered (see ecvet decide --help)"
