"""The sheet Decisions to enter: what is ready to be decided, with cells for who decided what, when and why.

The cells for the decision are empty at first, also where a step could follow: recognition is a decision of a named
person and never inferred (2009/C 155/02, recital 15).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import xlwings as xw

from ecvet_office.credit.meeting import MeetingCase
from ecvet_office.excel.cell_runs import write_cells
from ecvet_office.excel.excel_values import for_excel, from_excel
from ecvet_office.excel.result_writing import DATE_FORMAT, table_in, table_in_front, write_result
from ecvet_office.model.errors import UsageError
from ecvet_office.model.register import Register
from ecvet_office.rules.qualifications import unit_named
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.results_layout import ResultTable

LEARNER, NAME, QUALIFICATION, UNIT = "Learner", "Name", "Qualification", "Unit"
SUBJECT, NEXT = "About", "Next step"
DECISION, BY, ON, REASON = "Decision", "By", "On", "Reason"
OUTCOME = "What became of it"
TYPED = (DECISION, BY, ON, REASON)

FORM = ResultTable(
    "DecisionsToEnter",
    "Decisions to enter",
    (LEARNER, NAME, QUALIFICATION, UNIT, SUBJECT, NEXT, *TYPED, OUTCOME),
    (10, 22, 16, 32, 12, 22, 16, 20, 16, 32, 60),
    "What is ready to be decided; who decided what, and when, is typed here.",
)
ENTERED = "entered"
HOW = (
    "fill in the white cells of the rows that are decided: validated, recognised or refused, the person, the day; then "
    "press Decide again on this sheet"
)
NOT_AGREED = "validated (not agreed)"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the form.

    Attributes:
        row: its number as Excel counts.
        learner: id.
        qualification: id.
        subject: id of the unit or outcome.
        typed: by header, what was typed; empty cells are not in it.
        outcome: what the row says became of it.
    """

    row: int
    learner: str
    qualification: str
    subject: str
    typed: Mapping[str, CellValue]
    outcome: str

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not entered yet."""
        return bool(self.typed) and not self.outcome.startswith(ENTERED)


def is_in_front(book: xw.Book) -> bool:
    """Tells whether the form is the sheet that shows."""
    return table_in_front(book, FORM.name) is not None


def form_rows(book: xw.Book) -> tuple[FormRow, ...]:
    """Gives the rows of the form that name a learner; none where the workbook has no form.

    Raises:
        UsageError: a column of the form is missing.
    """
    table = table_in(book, FORM.name)
    if table is None:
        return ()
    headers, *rows = table.range.options(ndim=2, err_to_str=True).value
    places = _places(headers, table.parent.name)
    return tuple(_form_rows(rows, places, table.range.row + 1))


def write_form(book: xw.Book, register: Register, cases: Sequence[MeetingCase]) -> None:
    """Rewrites the form with a row for each unit or outcome that can be decided on, and shows it."""
    rows = [row for case in cases for row in _case_rows(register, case)]
    if rows:
        rows[0][FORM.headers.index(OUTCOME)] = HOW
    sheet = write_result(book, FORM, [FORM.headers, *rows])
    body = sheet.tables[FORM.name].data_body_range
    first, last = FORM.headers.index(TYPED[0]), FORM.headers.index(TYPED[-1])
    if body is not None:
        body[:, first : last + 1].color = None  # the pale blue says that a cell is ours
        body[:, FORM.headers.index(ON)].number_format = DATE_FORMAT
    sheet.activate()


def write_outcomes(book: xw.Book, outcomes: Mapping[int, str]) -> None:
    """Writes what became of the rows of the form, by their numbers; all other cells stay as they are.

    Raises:
        UsageError: a column of the form is missing.
    """
    table = table_in(book, FORM.name)
    if table is None:
        return
    area = table.range
    title, headers = table.parent.name, area[0, :].options(ndim=1).value
    column = area.column + _places(headers, title)[OUTCOME]
    write_cells(book, [(title, row, column, for_excel(text)) for row, text in outcomes.items()])


def _places(headers: Sequence[object], title: str) -> dict[str, int]:
    """Gives by header the place of its column, wherever somebody moved it.

    Raises:
        UsageError: one is missing.
    """
    places = {str(header): place for place, header in enumerate(headers)}
    lacking = next((one for one in FORM.headers if one not in places), None)
    if lacking:
        raise UsageError(f"the sheet {title} has no column {lacking!r}. Delete the sheet, then press Decide again")
    return places


def _form_rows(rows: Sequence[Sequence[object]], places: Mapping[str, int], first: int) -> Iterator[FormRow]:
    for number, row in enumerate(rows, first):
        cells = {header: value for header in FORM.headers if (value := from_excel(row[places[header]])) is not None}
        typed = {header: cells[header] for header in TYPED if str(cells.get(header, "")).strip()}
        learner, qualification, subject, outcome = (
            str(cells.get(header, "")) for header in (LEARNER, QUALIFICATION, SUBJECT, OUTCOME)
        )
        if learner:
            yield FormRow(number, learner, qualification, subject, typed, outcome)


def _case_rows(register: Register, case: MeetingCase) -> Iterator[list[CellValue | None]]:
    known = register.learner.get(case.learner)
    name = (known.full_name if known else "") or None
    for subject in (*case.ready, *case.extra):
        step = NOT_AGREED if subject in case.extra else case.step
        about = [case.learner, name, case.qualification, unit_named(register, case.unit), subject, step]
        yield [*about, *[None] * (len(TYPED) + 1)]
