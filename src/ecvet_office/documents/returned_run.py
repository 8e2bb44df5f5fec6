"""What all files that came back would change together, and what is to be told of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ecvet_office.documents.proposals import proposals
from ecvet_office.documents.returned_folder import Arrival
from ecvet_office.documents.returned_papers import days_of_return, with_days_of_return
from ecvet_office.evaluation import Evaluation
from ecvet_office.report.plain_text import counted
from ecvet_office.report.returned_files import FileOutcome
from ecvet_office.workbook.proposal import ReturnedReading


def readings_of(arrived: Sequence[Arrival], evaluation: Evaluation, on: date) -> tuple[ReturnedReading, ...]:
    """Gives what files would change: those of their documents first, then the day of return of papers on scans.

    Args:
        arrived: the files.
        evaluation: of the workbook.
        on: the day on which they came back.
    """
    documents = [document for one in arrived for document in one.documents]
    readings = with_days_of_return(proposals(documents, evaluation), evaluation, on)
    return (*readings, *_of_scans(arrived, evaluation, on))


def _of_scans(arrived: Sequence[Arrival], evaluation: Evaluation, on: date) -> tuple[ReturnedReading, ...]:
    return tuple(
        ReturnedReading(
            one.path.name,
            paper.document,
            paper.number,
            paper.version,
            evaluation.register.agreement[paper.number].learner or "",
            days_of_return(evaluation, paper.document, paper.number, paper.version, on),
        )
        for one in arrived
        for paper in one.papers
    )


def outcomes_of(arrived: Sequence[Arrival], readings: Sequence[ReturnedReading]) -> tuple[FileOutcome, ...]:
    """Gives what is to be told of each file.

    Args:
        arrived: the files.
        readings: of them, from `readings_of`.
    """
    left = list(readings)
    told: list[FileOutcome] = []
    for one in arrived:
        own, left = left[: len(one.documents)], left[len(one.documents) :]
        open_ = sum(len(reading.flagged) + len(reading.oddities) for reading in own)
        needs = (
            *one.needs,
            *((f"{one.path.name} has {counted(open_, 'place')} to look at, see above",) if open_ else ()),
        )
        is_read = bool(one.documents or one.papers or one.same_as)
        told.append(FileOutcome(one.path.name, _told(one), needs, is_read))
    return tuple(told)


def _told(one: Arrival) -> str:
    if one.same_as:
        return f"the same as {one.same_as}, and read once"
    return "a scan of " + ", ".join(f"{paper.document} {paper.number}" for paper in one.papers) if one.papers else ""
