"""The button that lists what a recognition meeting has before it, on a sheet of its own."""

from __future__ import annotations

from datetime import date

import xlwings as xw

from ecvet_office.credit.meeting import MeetingCase, meeting_cases
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.result_writing import write_result
from ecvet_office.report.meeting_sheet import HEADERS, meeting_rows
from ecvet_office.workbook.results_layout import ResultTable

MEETING = ResultTable(
    "Meeting",
    "Meeting",
    HEADERS,
    (20, 10, 22, 32, 14, 22, 12, 32, 22, 20, 60),
    "What a recognition meeting can decide today, what is missing, and what is to be retaken.",
)


def meeting(book: xw.Book, on: date, _selected: bool = False) -> tuple[MeetingCase, ...]:  # as VBA has it
    """Shows on the sheet Meeting what `ecvet meeting` prints, with the learners' names.

    Args:
        book: the open workbook.
        on: the day of the meeting.

    Raises:
        UsageError: the workbook holds none of our tables; it was left as it is.
    """
    with undisturbed(book.app, "ECVET: looking for what can be decided"):
        register = judged(book, on).register
        cases = meeting_cases(register, on)
        write_result(book, MEETING, [MEETING.headers, *meeting_rows(register, cases)]).activate()
    return cases
