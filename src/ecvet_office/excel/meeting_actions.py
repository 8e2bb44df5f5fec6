"""The buttons for a recognition meeting: what it has before it, on a sheet of its own, and its agenda and minutes.

The meeting is today, or on the day that stands in the first cell of the sheet Meeting while that sheet is in front.
"""

from __future__ import annotations

from datetime import date

import xlwings as xw

from ecvet_office.credit.meeting import MeetingCase, as_decided_by, meeting_cases
from ecvet_office.documents.document_kinds import OF_A_MEETING
from ecvet_office.excel.excel_values import from_excel
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.paper_folder import paper_folder, shown_folder
from ecvet_office.excel.papers import PAPERS_MADE, PaperMade, make_papers, paper_rows
from ecvet_office.excel.result_writing import table_in_front, write_result
from ecvet_office.model.days import day_text
from ecvet_office.model.errors import UsageError
from ecvet_office.report.meeting_sheet import HEADERS, meeting_rows
from ecvet_office.workbook.results_layout import ResultTable
from ecvet_office.workbook.values import read_date, shown

MEETING = ResultTable(
    "Meeting",
    "Meeting",
    ("Meeting on", *HEADERS),
    (16, 20, 10, 22, 32, 14, 22, 12, 32, 22, 20, 60),
    "What a recognition meeting can decide on a day, what is missing, and what is to be retaken.",
)
NOTHING = "nothing is before the meeting"


def meeting(book: xw.Book, on: date, _selected: bool = False) -> tuple[MeetingCase, ...]:  # as VBA has it
    """Shows on the sheet Meeting what `ecvet meeting` prints, with the learners' names.

    Args:
        book: the open workbook.
        on: today; another day of the meeting stands in the white cell of the sheet Meeting.

    Raises:
        UsageError: the workbook holds none of our tables, and was left as it was; or the white cell holds no day.
    """
    with undisturbed(book.app, "ECVET: looking for what can be decided"):
        day = _day_of(book) or on
        register = judged(book, day).register
        cases = meeting_cases(as_decided_by(register, day), day)
        found = meeting_rows(register, cases) or [[NOTHING, *[None] * (len(HEADERS) - 1)]]
        sheet = write_result(book, MEETING, [MEETING.headers, *([day, *row] for row in found)])
        sheet.tables[MEETING.name].range[1, 0].color = None  # the pale blue says that a cell is ours
        sheet.activate()
    return cases


def meeting_papers(book: xw.Book, on: date, _selected: bool = False) -> list[PaperMade]:
    """Makes the agenda of the meeting, and its minutes once decisions of that day are entered.

    They are those that `ecvet meeting` makes, in the languages of the settings, and go where all documents go.

    Args:
        book: the open workbook.
        on: today; another day of the meeting stands in the white cell of the sheet Meeting.

    Raises:
        UsageError: nothing is before the meeting, or the white cell holds no day.
        UnwritableFileError: the folder refuses, or the disk is full.
    """
    with undisturbed(book.app, "ECVET: making agenda and minutes"):
        day = _day_of(book) or on
        folder = paper_folder(book)
        papers = make_papers(judged(book, day), OF_A_MEETING, folder, days=(day,))
        if not papers:
            raise UsageError(
                f"nothing is before a meeting on {day_text(day)}, and no decision of that day is entered. For another "
                "day, write it into the first cell below Meeting on, on the sheet Meeting, and press the button there"
            )
        write_result(book, PAPERS_MADE, paper_rows(papers, shown_folder(folder))).activate()
    return papers


def _day_of(book: xw.Book) -> date | None:
    """Gives the day in the white cell; None where it is empty, or the sheet is not in front.

    Raises:
        UsageError: the cell holds no day that is certain.
    """
    table = table_in_front(book, MEETING.name)
    if table is None:
        return None
    cell = table.range[1, 0]
    said = from_excel(cell.options(err_to_str=True).value)
    day = read_date(said)
    if day is None or isinstance(day, date):
        return day
    where = f"{table.parent.name}!{str(cell.address).replace('$', '')}"
    raise UsageError(f"{where} holds {shown(said)}, which is no day that is certain; write it as 2026-06-12")
