"""Custom functions: what a person may type into a cell of Excel.

Each takes whole ranges and gives a whole range, so that one call fills a column. A mistake is answered in the cell, in
words. xlwings reads the hints of the arguments: a dict beside a type says how a range is handed over, and its `doc` is
what Excel's function wizard shows. It cannot read optional and literal types. An argument left empty between two
separators comes as None, whatever its hint. The wizard shows the docstring of a function, and of it 255 characters: one
line, without sections.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Annotated

from xlwings import func

from ecvet_office.credit.sharing import ONE_POINT, SharingError, share_points
from ecvet_office.excel import range_credit
from ecvet_office.excel.excel_values import from_excel
from ecvet_office.excel.range_credit import WHY_NOT, credit_rows, progress_rows
from ecvet_office.excel.range_findings import finding_rows
from ecvet_office.excel.range_grades import grade_rows
from ecvet_office.excel.range_numbers import cell_count, numbers_along, one_number
from ecvet_office.excel.range_pages import explanation_rows
from ecvet_office.model.errors import EcvetError, UsageError
from ecvet_office.workbook.collector import collector_paused
from ecvet_office.workbook.values import read_text

Cells = list[list[object]]
Answer = list[list[float | str]]

NOT_GIVEN: Cells = []


@func
def ecvet_points(
    total: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "ECVET points of the whole qualification"}],
    weights: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "Relative weights: a column or row, one a unit"}],
    step: Annotated[
        Cells, {"ndim": 2, "err_to_str": True, "doc": "Points are multiples of it; 1 if left out"}
    ] = NOT_GIVEN,
) -> Answer:
    """ECVET points of each unit: its share of the total by relative weight, summing to the total exactly."""
    return _told(lambda: _shared(total or NOT_GIVEN, weights or NOT_GIVEN, step or NOT_GIVEN))


@func
def ecvet_credit(
    learners: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "The table Learners with its headers"}],
    units: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "The table Unit points with its headers"}],
    outcomes: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "The table Outcomes with its headers"}],
    results: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "The table Results with its headers"}],
    decisions: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "The table Decisions with its headers"}],
    earlier_units: Annotated[
        Cells, {"ndim": 2, "err_to_str": True, "doc": "The table Earlier units with its headers; may be left out"}
    ] = NOT_GIVEN,
) -> Answer:
    """State and ECVET points of each unit for each learner, below a row of headers. Agreements are not looked at."""
    given = (
        (range_credit.LEARNERS, learners),
        (range_credit.UNITS, units),
        (range_credit.OUTCOMES, outcomes),
        (range_credit.RESULTS, results),
        (range_credit.DECISIONS, decisions),
        (range_credit.EARLIER_UNITS, earlier_units),
    )
    return _told(lambda: credit_rows([(argument, cells or NOT_GIVEN) for argument, cells in given]))


@func
def ecvet_progress(
    learners: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "The table Learners with its headers"}],
    credit: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "What ECVET_CREDIT gives, with its headers"}],
    unit_points: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "The table Unit points with its headers"}],
    qualifications: Annotated[
        Cells, {"ndim": 2, "err_to_str": True, "doc": "The table Qualifications; may be left out: units are summed"}
    ] = NOT_GIVEN,
    groups: Annotated[
        Cells, {"ndim": 2, "err_to_str": True, "doc": "The table Groups, where learners choose among units"}
    ] = NOT_GIVEN,
) -> Answer:
    """Points recognised of the total, the share in per cent, whether a learner is eligible, and the missing units."""
    given = (
        (range_credit.LEARNERS, learners),
        (range_credit.UNIT_POINTS, unit_points),
        (range_credit.QUALIFICATIONS, qualifications),
        (range_credit.GROUPS, groups),
    )
    ranges = [(argument, cells or NOT_GIVEN) for argument, cells in given]
    return _told(lambda: progress_rows(credit or NOT_GIVEN, ranges))


@func
def ecvet_check(
    table: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "A table with its headers"}],
    table_name: Annotated[
        Cells, {"ndim": 2, "err_to_str": True, "doc": "Which table it is, such as Units; else its headers tell"}
    ] = NOT_GIVEN,
) -> Answer:
    """What is wrong in one table, a finding a row. Rows count from the header. Other tables are not looked at."""
    return _told(lambda: finding_rows(table or NOT_GIVEN, _text(table_name or NOT_GIVEN)))


@func
def ecvet_grade(
    grades: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "A row for each learner, a column for each unit"}],
    coefficients: Annotated[
        Cells, {"ndim": 2, "err_to_str": True, "doc": "One row, a coefficient for each unit; or all in columns"}
    ],
    optional_grades: Annotated[
        Cells, {"ndim": 2, "err_to_str": True, "doc": "Grades of optional units, like the grades; may be left out"}
    ] = NOT_GIVEN,
    scale: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "The highest grade; 20 if left out"}] = NOT_GIVEN,
) -> Answer:
    """Mean of grades weighted by coefficients, what follows from it, and the distinction. It never changes points."""
    return _told(
        lambda: grade_rows(
            grades or NOT_GIVEN,
            coefficients or NOT_GIVEN,
            optional_grades or NOT_GIVEN,
            one_number(scale or NOT_GIVEN, "scale"),
        )
    )


@func
def ecvet_explain(
    code: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "The code of a finding, such as PT02, or a column"}],
) -> Answer:
    """What a rule wants, why, what to do, and its source, in four cells; a row for each code."""
    return _told(lambda: explanation_rows(code or NOT_GIVEN))


def _told(answer: Callable[[], Answer]) -> Answer:
    """Gives an answer or, where it cannot be given, why in one cell."""
    try:
        with collector_paused():
            return answer()
    except (EcvetError, SharingError) as error:
        return [[f"{WHY_NOT}{error}"]]


def _shared(total: Cells, weights: Cells, step: Cells) -> Answer:
    """Gives the points in the shape of the weights, blank beside the empty cells after the last weight."""
    numbers = numbers_along(weights, "weights", "type 0 for a unit without weight")
    whole, smallest = one_number(total, "total"), one_number(step, "step")
    if whole is None:
        raise UsageError("the total is empty")
    points = share_points(whole, numbers, ONE_POINT if smallest is None else smallest)
    filled: list[float | str] = [*map(float, points), *[""] * (cell_count(weights) - len(points))]
    return [filled] if len(weights) == 1 else [[one] for one in filled]


def _text(cells: Cells) -> str:
    """Gives the text of the first cell of a range; empty where there is none."""
    text = read_text(from_excel(next(chain.from_iterable(cells), None)))
    return text if isinstance(text, str) else ""
