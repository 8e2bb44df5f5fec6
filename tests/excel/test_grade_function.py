"""ECVET_GRADE: does it give what the arithmetic of grades gives, learner by learner, in the shape that was asked?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.grades import explain_grades
from ecvet_office.excel.functions import Answer, ecvet_grade
from ecvet_office.law.national_profiles import FRENCH
from excel.example_ranges import Range


def test_a_row_of_coefficients_gives_a_row_for_each_learner() -> None:
    assert ecvet_grade([[12.0, 8.0], [9.0, 9.0], [16.0, 16.0]], [[2.0, 1.0]]) == [
        [10.67, "passed", ""],
        [9.0, "professional practice decides", ""],
        [16.0, "passed", "TB"],
    ]


def test_a_column_of_coefficients_gives_a_column_for_each_learner() -> None:
    assert ecvet_grade([[12.0, 9.0], [8.0, 9.0]], [[2.0], [1.0]]) == [
        [10.67, 9.0],
        ["passed", "professional practice decides"],
        ["", ""],
    ]


def test_a_mean_that_is_shown_as_the_pass_mark_and_is_below_does_not_pass() -> None:
    [[mean, standing, _]] = ecvet_grade([[9.999, 9.999]], [[1.0, 1.0]])
    assert (mean, standing) == (10.0, "professional practice decides")


@pytest.mark.parametrize(("grade", "mean"), [(9.5, 10.0), (10.0, 10.0), (14.0, 12.0)])
def test_an_optional_unit_adds_only_what_is_above_the_mark(grade: float, mean: float) -> None:
    assert ecvet_grade([[10.0, 10.0]], [[1.0, 1.0]], [[grade]])[0][0] == mean


def test_an_optional_unit_that_was_not_taken_stays_empty() -> None:
    assert ecvet_grade([[10.0], [10.0]], [[1.0]], [[None, 12.0], [None, None]])[0][0] == 12.0


def test_another_scale_moves_every_mark() -> None:
    assert ecvet_grade([[50.0], [49.9]], [[1.0]], [], [[100.0]]) == [
        [50.0, "passed", ""],
        [49.9, "professional practice decides", ""],
    ]


def test_who_has_no_grade_yet_gets_blanks() -> None:
    assert ecvet_grade([[10.0, 10.0], [None, ""]], [[1.0, 1.0]]) == [[10.0, "passed", ""], ["", "", ""]]


def test_one_learners_mistake_leaves_the_others_computed() -> None:
    unreadable, gap, too_high, fine = ecvet_grade([[10.0, "x"], [10.0, None], [10.0, 21.0], [10.0, 10.0]], [[1.0, 1.0]])
    assert str(unreadable[0]).startswith("ECVET: learner 1: “x” in the grade of unit 2 is not a number (WB04). Write ")
    assert unreadable[1:] == ["", ""]
    assert gap == ["ECVET: learner 2: the grade of unit 2 is empty; a mean needs every grade", "", ""]
    assert too_high == ["ECVET: learner 3: unit 2 has grade 21: the scale goes from 0 to 20", "", ""]
    assert fine == [10.0, "passed", ""]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([[10.0]], [[None]]), "there are no coefficients: a mean needs one for each unit"),
        (([[10.0]], [[1.0, 2.0]]), "there are 2 coefficients and grades of 1 units; select as many of both"),
        (([[10.0, 9.0]], [[1.0]]), "there are grades without a coefficient: the coefficients are 1"),
        (([[10.0, 9.0]], [[1.0, "x"]]), "“x” in column 2 of the coefficients is not a number (WB04)"),
        (([[10.0, 9.0]], [[None, 1.0]]), "column 1 of the coefficients is empty; type the coefficient of each unit"),
        (([[10.0]], [[1.0]], [[1.0], [2.0]]), "the optional grades are those of 2 learners, the grades of 1"),
        (([[10.0]], [[1.0]], [], [[0.0]]), "the scale is the highest grade, a number above 0, not 0"),
        ((None, None), "there are no coefficients: a mean needs one for each unit"),
    ],
)
def test_what_does_not_fit_is_told_in_one_cell(arguments: tuple[Range, ...], words: str) -> None:
    [[text]] = ecvet_grade(*arguments)
    assert str(text).startswith(f"ECVET: {words}")


grades_typed = st.lists(st.decimals(0, 20, places=2), min_size=3, max_size=3)


@given(
    learners=st.lists(grades_typed, min_size=1, max_size=5), weights=st.lists(st.integers(1, 9), min_size=3, max_size=3)
)
def test_excel_gets_what_the_arithmetic_gives(learners: list[list[Decimal]], weights: list[int]) -> None:
    coefficients = [Decimal(weight) for weight in weights]
    expected: Answer = []
    for grades in learners:
        one = explain_grades(grades, coefficients, profile=FRENCH)
        expected.append([float(one.shown), str(one.standing), one.distinction or ""])
    assert ecvet_grade([[float(one) for one in row] for row in learners], [list(map(float, weights))]) == expected


anything = st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=8), st.datetimes())
block = st.integers(0, 3).flatmap(
    lambda width: st.lists(st.lists(anything, min_size=width, max_size=width), max_size=3)
)


@given(grades=block, coefficients=block, optional=block, scale=anything)
def test_whatever_stands_in_the_cells_the_answer_is_means_or_words(
    grades: Range, coefficients: Range, optional: Range, scale: object
) -> None:
    for row in ecvet_grade(grades, coefficients, optional, [[scale]]):
        assert all(isinstance(cell, (float, str)) for cell in row)
