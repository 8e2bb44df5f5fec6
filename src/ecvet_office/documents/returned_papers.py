"""The day on which a paper came back, for the rows of the sheet Papers that wait for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ecvet_office.documents.paper_parties import PAPER_KINDS
from ecvet_office.documents.returned_grid import HOST_GRID
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.places import Place
from ecvet_office.model.results import ASSESSMENT_SHEET, HOST
from ecvet_office.rules.signatures import papers_of
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.proposal import Proposal, ReturnedReading, Verdict

PAPERS, RETURNED = "Papers", "returned"


def with_days_of_return(
    readings: Iterable[ReturnedReading], evaluation: Evaluation, on: date
) -> tuple[ReturnedReading, ...]:
    """Gives readings that also propose the day of return, where a partner wrote anything into the document.

    Args:
        readings: of returned documents.
        evaluation: of the workbook.
        on: the day on which they came back, as far as anybody knows: the day on which they are read.
    """
    return tuple(
        replace(one, proposals=(*one.proposals, *days_of_return(evaluation, one.document, one.number, one.version, on)))
        if any(proposal.verdict is not Verdict.UNCHANGED for proposal in one.proposals)
        else one
        for one in readings
    )


def days_of_return(evaluation: Evaluation, document: str, number: str, version: str, on: date) -> tuple[Proposal, ...]:
    """Gives what fills the day of return in the rows of Papers that are about a document and have none yet.

    Args:
        evaluation: of the workbook.
        document: its kind.
        number: of the agreement that it is about.
        version: as printed in its foot; rows of another version are left alone.
        on: the day of return.
    """
    return tuple(_proposals(evaluation, document, number, version, on))


def _proposals(evaluation: Evaluation, document: str, number: str, version: str, on: date) -> Iterator[Proposal]:
    word = ASSESSMENT_SHEET if document == HOST_GRID else PAPER_KINDS[document].word if document in PAPER_KINDS else ""
    sheet, column = evaluation.sheets.sheet(PAPERS), BY_NAME[PAPERS].column(RETURNED)
    if sheet is None or RETURNED not in sheet.columns:
        return
    for paper in papers_of(evaluation.register, word, number):
        is_of_version = paper.version is None or str(paper.version) == version
        if paper.party == HOST and is_of_version and paper.returned is None and not paper.is_unreadable(RETURNED):
            place = Place(sheet.title, paper.origin.row, sheet.columns[RETURNED])
            names = (RETURNED, column.header, PAPERS, {"number": paper.number}, RETURNED, column.header)
            yield Proposal(Verdict.FILL, *names, place, "", "", "", value=on)
