"""What the buttons do: plain functions of an open workbook and a day.

Each reads every table once, judges, and rewrites its result tables. No box is shown, and the workbook is not saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from types import MappingProxyType

import xlwings as xw

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.excel.open_book import sheets_of
from ecvet_office.excel.result_writing import link_findings, write_result
from ecvet_office.model.errors import UsageError
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.workbook.results_layout import RESULT_BY_NAME

FINDINGS = "Findings"


def check(book: xw.Book, on: date) -> Evaluation:
    """Rewrites the sheets Findings and My learners, and shows the findings, each with a link to its cell.

    Args:
        book: the open workbook.
        on: the day on which dates are judged.

    Raises:
        UsageError: The workbook holds none of our tables; it was left as it is.
    """
    return _rewritten(book, on, (FINDINGS, "MyLearners"))


def compute_credit(book: xw.Book, on: date) -> Evaluation:
    """Rewrites the sheets Credit and Progress, and shows the credit.

    Args:
        book: the open workbook.
        on: the day on which dates are judged.

    Raises:
        UsageError: The workbook holds none of our tables; it was left as it is.
    """
    return _rewritten(book, on, ("Credit", "Progress"))


Action = Callable[[xw.Book, date], Evaluation]
ACTIONS: Mapping[str, Action] = MappingProxyType({"check": check, "compute_credit": compute_credit})


def _rewritten(book: xw.Book, on: date, names: Sequence[str]) -> Evaluation:
    """Judges a workbook, rewrites these result tables, and shows the first."""
    with undisturbed(book.app, f"ECVET: reading {book.name}"):
        sheets = sheets_of(book)
        if not sheets.sheets:
            raise UsageError(
                f"{book.name} holds none of the tables of an ECVET workbook, so nothing was done. "
                "Open your ECVET workbook and try again; `ecvet new mobility FILE` makes a new one."
            )
        evaluation = evaluate(sheets, on)
        results = result_sheets(evaluation)
        book.app.status_bar = "ECVET: writing the results"
        written = [write_result(book, RESULT_BY_NAME[name], results[name]) for name in names]
        if names[0] == FINDINGS:
            link_findings(written[0], RESULT_BY_NAME[FINDINGS], results[FINDINGS])
        written[0].activate()
    return evaluation


@contextmanager
def undisturbed(app: xw.App, status: str) -> Iterator[None]:
    """Keeps Excel from redrawing and recalculating meanwhile, and says in the status bar what goes on.

    Afterwards all three are as they were, whatever happened. Excel gives False for a status bar that is its own.
    """
    with ExitStack() as afterwards:
        for setting, meanwhile in (("screen_updating", False), ("calculation", "manual"), ("status_bar", status)):
            afterwards.callback(setattr, app, setting, getattr(app, setting))
            setattr(app, setting, meanwhile)
        yield
