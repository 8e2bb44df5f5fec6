"""The button that tells who owes which paper, on a sheet of its own."""

from __future__ import annotations

from datetime import date

import xlwings as xw

from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.result_writing import write_result
from ecvet_office.report.owed_papers import OwedPaper, owed_papers, owed_rows
from ecvet_office.workbook.results_layout import ResultTable

PAPERS_OWED = ResultTable(
    "PapersOwed",
    "Papers owed",
    ("Who", "Due", "Paper", "Document", "Version", "For", "Party", "Sent", "Reminded", "How it stands"),
    (36, 14, 10, 20, 10, 10, 14, 14, 14, 40),
    "Who owes which paper, by the day on which it is due.",
)


def papers(book: xw.Book, on: date, _selected: bool = False) -> tuple[OwedPaper, ...]:  # as VBA has it
    """Shows on the sheet Papers owed what `ecvet papers` prints.

    Args:
        book: the open workbook.
        on: the day on which due days are judged.

    Raises:
        UsageError: the workbook holds none of our tables; it was left as it is.
    """
    with undisturbed(book.app, "ECVET: looking for papers that are out"):
        evaluation = judged(book, on)
        owed = owed_papers(evaluation.register, on)
        rows = [PAPERS_OWED.headers, *owed_rows(evaluation.register, owed)]
        write_result(book, PAPERS_OWED, rows).activate()
    return owed
