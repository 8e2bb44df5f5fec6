"""What the buttons do: plain functions of an open workbook, a day, and whether only the selected rows are meant.

Each reads every table once, judges, and rewrites its result tables. No box is shown, and the workbook is not saved.
Findings, credit and points are always those of the whole workbook: a result sheet that held some learners only would
be taken for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import xlwings as xw

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.excel.amend_actions import amend
from ecvet_office.excel.data_actions import anonymise, extract, forget, personal_data
from ecvet_office.excel.decision_actions import decide
from ecvet_office.excel.enrol_actions import enrol
from ecvet_office.excel.export_actions import export
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.meeting_actions import meeting, meeting_papers
from ecvet_office.excel.open_book import sheets_of
from ecvet_office.excel.owed_actions import papers
from ecvet_office.excel.paper_actions import all_documents, learning_agreements, memorandum, open_folder, transcripts
from ecvet_office.excel.points_filling import fill_points
from ecvet_office.excel.result_writing import link_findings, write_result
from ecvet_office.excel.returned_actions import read_returned
from ecvet_office.excel.telling_actions import check_installation, explain_finding, show_help
from ecvet_office.excel.year_actions import audit, host_grids, next_year
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.workbook.results_layout import RESULT_BY_NAME, RESULTS

FINDINGS = "Findings"
OF_METHODS = tuple(table.name for table in RESULTS if table.of)
"""The results that only workbooks with a method's own table have, such as the progress board."""


def check(book: xw.Book, on: date, _selected: bool = False) -> Evaluation:  # as VBA has it
    """Rewrites the sheets Findings and My learners, and shows the findings, each with a link to its cell.

    Args:
        book: the open workbook.
        on: the day on which dates are judged.

    Raises:
        UsageError: The workbook holds none of our tables; it was left as it is.
    """
    with undisturbed(book.app, "ECVET: at work"):
        return _rewritten(book, judged(book, on), (FINDINGS, "MyLearners"))


def compute_credit(book: xw.Book, on: date, _selected: bool = False) -> Evaluation:
    """Rewrites the sheets Credit and Progress, and those of the methods that the workbook uses, and shows the credit.

    Arguments and errors are those of `check`.
    """
    with undisturbed(book.app, "ECVET: at work"):
        return _rewritten(book, judged(book, on), ("Credit", "Progress", *OF_METHODS))


def share_points(book: xw.Book, on: date, _selected: bool = False) -> Evaluation:
    """Rewrites the sheet Points, and fills the points of a qualification of which no unit has any.

    Arguments and errors are those of `check`.
    """
    with undisturbed(book.app, "ECVET: at work"):
        evaluation = judged(book, on)
        if fill_points(book, evaluation):
            evaluation = evaluate(sheets_of(book), on)
        return _rewritten(book, evaluation, ("Points",))


Action = Callable[[xw.Book, date, bool], object]
ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        "check": check,
        "compute_credit": compute_credit,
        "share_points": share_points,
        "enrol": enrol,
        "memorandum": memorandum,
        "learning_agreements": learning_agreements,
        "transcripts": transcripts,
        "all_documents": all_documents,
        "papers": papers,
        "amend": amend,
        "host_grids": host_grids,
        "read_returned": read_returned,
        "meeting": meeting,
        "meeting_papers": meeting_papers,
        "decide": decide,
        "audit": audit,
        "export": export,
        "next_year": next_year,
        "personal_data": personal_data,
        "extract": extract,
        "anonymise": anonymise,
        "forget": forget,
        "explain_finding": explain_finding,
        "open_folder": open_folder,
        "check_installation": check_installation,
        "help": show_help,
    }
)


def _rewritten(book: xw.Book, evaluation: Evaluation, names: Sequence[str]) -> Evaluation:
    """Rewrites those of these result tables that the workbook has, and shows the first."""
    results = result_sheets(evaluation)
    book.app.status_bar = "ECVET: writing the results"
    written = [write_result(book, RESULT_BY_NAME[name], results[name]) for name in names if name in results]
    if names[0] == FINDINGS:
        link_findings(written[0], RESULT_BY_NAME[FINDINGS], results[FINDINGS])
    written[0].activate()
    return evaluation
