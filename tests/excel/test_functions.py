"""The custom functions: do they give what the arithmetic gives, in the shape that was asked, and never a traceback?"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.sharing import share_points
from ecvet_office.excel.functions import Answer, Cells, ecvet_points


def shared(total: object, *weights: object, step: object = None) -> Answer:
    """Shares as Excel would ask for it with the weights in one column."""
    return ecvet_points([[total]], [[weight] for weight in weights], [[step]])


def test_a_column_of_weights_gives_a_column_of_points() -> None:
    assert shared(60.0, 320.0, 450.0, 610.0, 220.0) == [[12.0], [17.0], [23.0], [8.0]]


def test_a_row_of_weights_gives_a_row_of_points() -> None:
    assert ecvet_points([[60.0]], [[1.0, 2.0, 3.0]]) == [[10.0, 20.0, 30.0]]


def test_one_unit_gets_all_points() -> None:
    assert shared(60.0, 7.0) == [[60.0]]


def test_the_step_is_one_point_when_it_is_left_out_or_empty() -> None:
    assert ecvet_points([[10.0]], [[1.0], [2.0]]) == shared(10.0, 1.0, 2.0, step=None) == [[3.0], [7.0]]


def test_half_points_are_given_where_the_step_allows() -> None:
    assert shared(10.0, 1.0, 2.0, step=0.5) == [[3.5], [6.5]]


def test_a_step_of_zero_is_not_taken_for_a_step_left_out() -> None:
    assert shared(10.0, 1.0, 2.0, step=0.0) == [["ECVET: 0 is no step: it must be above 0"]]


def test_numbers_typed_as_text_with_a_decimal_comma_are_understood() -> None:
    assert shared("60", "7,5", "2.5", "10\u00a0") == shared(60.0, 7.5, 2.5, 10.0)


def test_a_double_is_taken_for_the_decimal_that_was_typed() -> None:
    # As binary fractions, three times 0.1 and one 0.3 are not the same.
    assert shared(6.0, 0.1, 0.2, 0.3, step=0.1) == [[1.0], [2.0], [3.0]]


def test_a_weight_of_zero_gives_no_points() -> None:
    assert shared(10.0, 0.0, 5.0) == [[0.0], [10.0]]


def test_empty_cells_below_the_last_weight_stay_empty() -> None:
    assert shared(10.0, 1.0, 1.0, None, "") == [[5.0], [5.0], [""], [""]]


@pytest.mark.parametrize("gap", [None, "", "  "])
def test_a_gap_among_the_weights_is_refused_and_named(gap: object) -> None:
    assert shared(10.0, 1.0, gap, 1.0) == [["ECVET: row 2 of the weights is empty; type 0 for a unit without weight"]]


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        ("much", "“much” in row 2 of the weights is not a number (WB04)"),
        (True, "“TRUE” in row 2 of the weights is not a number (WB04)"),
        (dt.datetime(2026, 5, 7), "“7 May 2026” in row 2 of the weights is not a number (WB04)"),  # noqa: DTZ001
        ("1,234", "“1,234” in row 2 of the weights may mean 1.234 or 1234 (WB14)"),
        ("#N/A", "row 2 of the weights shows #N/A (WB10)"),
        (-2146826243, "row 2 of the weights shows #SPILL! (WB10)"),
    ],
)
def test_the_first_weight_that_is_no_number_is_named_in_one_cell(weight: object, words: str) -> None:
    [[text]] = shared(60.0, 1.0, weight, "nor this")
    assert str(text).startswith(f"ECVET: {words}")
    assert text == f"ECVET: {words}" or str(text).startswith(f"ECVET: {words}. ")


def test_a_weight_that_is_no_number_is_told_with_what_to_do() -> None:
    [[text]] = shared(60.0, "much")
    assert text == (
        "ECVET: “much” in column 1 of the weights is not a number (WB04). "
        "Write a number such as 40 or 7.5 in column 1 of the weights."
    )


def test_a_negative_weight_is_told_in_words() -> None:
    assert shared(60.0, 1.0, -1.0) == [["ECVET: unit 2 in the weights is -1: it must be 0 or more"]]


def test_the_place_in_a_row_of_weights_is_told_as_a_column() -> None:
    [[words]] = ecvet_points([[60.0]], [[1.0, "x"]])
    assert str(words).startswith("ECVET: “x” in column 2 of the weights is not a number (WB04). ")


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (None, "the total is empty"),
        ("sixty", "“sixty” in the total is not a number (WB04)"),
        (-60.0, "-60 is no total that can be shared: it must be 0 or more"),
        (60.5, "the step 1 does not divide 60.5 points: no shares sum to it"),
    ],
)
def test_a_total_that_cannot_be_shared_is_told_in_words(total: object, words: str) -> None:
    [[text]] = shared(total, 1.0)
    assert str(text).startswith(f"ECVET: {words}")


def test_a_total_of_several_cells_is_refused() -> None:
    assert ecvet_points([[60.0], [30.0]], [[1.0]]) == [["ECVET: the total is one cell, not 2"]]


def test_a_block_of_weights_is_refused() -> None:
    answer = ecvet_points([[60.0]], [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    assert answer == [["ECVET: the weights are one column or one row, not 3 rows of 2 cells"]]


@pytest.mark.parametrize("arguments", [(None, [[1.0]], None), ([[1.0]], None, None), (None, None, None)])
def test_an_argument_left_out_between_separators_is_told_in_words(arguments: tuple[Cells, Cells, Cells]) -> None:
    [[words]] = ecvet_points(*arguments)
    assert words in {
        "ECVET: the total is empty",
        "ECVET: there are no weights: points are shared among one unit or more",
    }


def test_no_weights_at_all_are_told_in_words() -> None:
    [[words]] = shared(60.0, None, None)
    assert isinstance(words, str)
    assert words.startswith("ECVET: there are no weights")


def test_the_wizard_shows_one_line_of_at_most_255_characters() -> None:
    described = ecvet_points.__doc__ or ""
    assert 0 < len(described) <= 255
    assert "\n" not in described


weights_typed = st.lists(st.decimals(0, 10_000, places=2), min_size=1, max_size=12).filter(any)


@given(total=st.integers(0, 600), weights=weights_typed)
def test_excel_gets_what_the_arithmetic_gives(total: int, weights: list[Decimal]) -> None:
    expected = [[float(points)] for points in share_points(Decimal(total), weights)]
    assert shared(float(total), *map(float, weights)) == expected


anything = st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=8), st.datetimes())


@given(total=anything, weights=st.lists(anything, max_size=5), step=anything)
def test_whatever_stands_in_the_cells_the_answer_is_points_or_words(
    total: object, weights: list[object], step: object
) -> None:
    answer = shared(total, *weights, step=step)
    first = answer[0][0]
    assert isinstance(first, float) or (isinstance(first, str) and first.startswith("ECVET: "))
