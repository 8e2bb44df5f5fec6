"""The button that enrols the people of a selected list: at the first press it shows what it would add, then it adds it.

Nobody can undo what a program wrote into Excel, so nothing is written that was not shown before.
"""

from __future__ import annotations

from datetime import date

import xlwings as xw

from ecvet_office.excel.excel_values import from_excel
from ecvet_office.excel.judging import judged, undisturbed
from ecvet_office.excel.result_writing import lines_in_front, write_result
from ecvet_office.excel.returned_writing import write_accepted
from ecvet_office.model.errors import UsageError
from ecvet_office.model.register import Register
from ecvet_office.report.enrolment import columns_text, plan_text
from ecvet_office.workbook.accepting import Accepted
from ecvet_office.workbook.enrolling import Plan, plan_enrolment
from ecvet_office.workbook.list_columns import How, ListColumn, known_headers, list_columns
from ecvet_office.workbook.list_people import listed_people
from ecvet_office.workbook.name_lists import ListRow, NameList, name_list_of
from ecvet_office.workbook.proposal import NewRow
from ecvet_office.workbook.results_layout import ResultTable

ENROLLED = ResultTable(
    "Enrolled", "Enrolled", ("What enrolling the list does",), (130,), "Who of a list is enrolled, and who is not."
)
PRESS_AGAIN = "Nothing is written yet. To enrol whom the rows below add: press the button again on this sheet."
WRITTEN = "Enrolled: the learners and agreements below. Whoever is not enrolled is for you to look at."
NOTHING = "There is nobody to enrol."
WHERE = "The list stands in "
HOW = (
    "Paste your school's list onto an empty sheet of this workbook, select it with its headers, then press the button "
    "again"
)


def enrol(book: xw.Book, on: date, _selected: bool = False) -> Plan:  # as VBA has it
    """Shows on the sheet Enrolled what enrolling the selected list adds; pressed there, adds it.

    The list may have columns for package, planned start and planned end. Where it names no package, the workbook's
    only one is meant.

    Args:
        book: the open workbook.
        on: the day on which dates are judged.

    Raises:
        UsageError: no list is selected, a header is not certain, no package is named, or there is no room for new rows.
    """
    was_shown = lines_in_front(book, ENROLLED.name)
    area = _list_shown(book, was_shown) or _list_selected(book)
    with undisturbed(book.app, "ECVET: reading the list"):
        evaluation = judged(book, on)
        names = _names(area)
        columns = _certain(list_columns(names.headers, {}))
        package = _package(evaluation.register, columns)
        plan = plan_enrolment(evaluation.sheets, listed_people(names, columns), package)
        lines = [line.strip() for line in (_where(area), *columns_text(names, columns), *plan_text(plan))]
        is_second = was_shown == [PRESS_AGAIN, *lines]
        if is_second:
            new = tuple(NewRow(one.table, one.cells) for one in plan.additions)
            write_accepted(book, evaluation.sheets, Accepted((), new))
        first = WRITTEN if is_second else PRESS_AGAIN if plan.additions else NOTHING
        write_result(book, ENROLLED, [ENROLLED.headers, [first], *([line] for line in lines)]).activate()
    return plan


def _list_selected(book: xw.Book) -> xw.Range:
    """Gives the selected list; a selection of whole columns ends where the sheet does.

    Raises:
        UsageError: nothing of this workbook is selected, or one cell, or several pieces.
    """
    selection = book.app.selection
    if selection is None or selection.sheet.book.name != book.name or "," in str(selection.address):
        raise UsageError(f"no list is selected. {HOW}")
    last = min(selection.last_cell.row, selection.sheet.used_range.last_cell.row)
    if last <= selection.row:
        raise UsageError(f"a list has a row of headers and at least one person below it. {HOW}")
    return selection.sheet.range((selection.row, selection.column), (last, selection.last_cell.column))


def _list_shown(book: xw.Book, lines: list[str]) -> xw.Range | None:
    """Gives the list of which the sheet Enrolled in front tells; None where it is not in front, or the list is gone."""
    where = next((line.removeprefix(WHERE) for line in lines if line.startswith(WHERE)), "")
    title, _, address = where.rpartition("!")
    titles = [sheet.name for sheet in book.sheets]
    return book.sheets[title].range(address) if title in titles else None


def _where(area: xw.Range) -> str:
    return f"{WHERE}{area.sheet.name}!{str(area.address).replace('$', '')}"


def _names(area: xw.Range) -> NameList:
    grid = area.options(ndim=2, err_to_str=True).value
    rows = []
    for number, values in enumerate(grid, area.row):
        read = enumerate(map(from_excel, values), area.column)
        cells = {column: value for column, value in read if value is not None}
        rows += [ListRow(number, cells)] if cells else []
    title = area.sheet.name
    return name_list_of(title, rows, f"from the sheet {title}", lambda texts: known_headers(texts, {}))


def _certain(columns: tuple[ListColumn, ...]) -> tuple[ListColumn, ...]:
    """Gives the columns, unless only a likeness tells what one of them holds.

    Raises:
        UsageError: one is not certain.
    """
    for one in columns:
        if one.how is How.ALIKE:
            raise UsageError(
                f"it is not certain what the column {one.header} holds. Write {one.field.replace('_', ' ')} above it "
                "if that is meant, or take the column out of the list, then select the list and press the button again"
            )
    return columns


def _package(register: Register, columns: tuple[ListColumn, ...]) -> str:
    """Gives the only package of the workbook; empty where each row of the list names one.

    Raises:
        UsageError: the workbook has none or several, and the list no such column.
    """
    if len(register.packages) == 1:
        return register.packages[0].id
    if not any(one.field == "package" for one in columns):
        raise UsageError(
            "it is not said which package the learners get. Give the list a column Package with the id or the name of "
            "a row of the sheet Packages, select it and press the button again"
        )
    return ""
