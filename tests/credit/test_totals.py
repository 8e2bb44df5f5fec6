from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.totals import default_total, full_time_years


def test_three_years_of_full_time_training_carry_180_points() -> None:  # case A1
    assert default_total(full_time_years(years=Decimal(3))) == 180


def test_two_and_a_half_years_of_full_time_training_carry_150_points() -> None:  # case A2
    assert default_total(full_time_years(years=Decimal("2.5"))) == 150


def test_eighteen_months_at_half_time_carry_45_points() -> None:  # case A3
    years = full_time_years(months=Decimal(18), attendance=Decimal("0.5"))
    assert years == Fraction(3, 4)
    assert default_total(years) == 45


def test_years_and_months_add_up_before_attendance_is_taken() -> None:
    assert full_time_years(years=Decimal(1), months=Decimal(6), attendance=Decimal("0.8")) == Fraction(6, 5)


def test_no_duration_is_no_year_and_no_points() -> None:
    assert full_time_years() == 0
    assert default_total(Decimal(0)) == 0


def test_a_total_is_a_decimal_that_says_no_more_places_than_it_has() -> None:
    assert str(default_total(Decimal("2.50"))) == "150"
    assert str(default_total(Fraction(1, 8))) == "7.5"


@given(st.integers(0, 600), st.integers(1, 100))
def test_months_at_any_whole_percentage_give_points_whose_decimals_end(months: int, percentage: int) -> None:
    years = full_time_years(months=Decimal(months), attendance=Decimal(percentage) / 100)
    assert default_total(years) == Decimal(5 * months * percentage) / 100


@pytest.mark.parametrize("attendance", ["0", "-0.5", "1.01", "50", "NaN", "Infinity"])
def test_attendance_outside_the_range_of_a_share_is_refused(attendance: str) -> None:
    expected = rf"^the attendance {attendance} is not above 0 and at most 1 \(50 % of full time is 0\.5\)$"
    with pytest.raises(ValueError, match=expected):
        full_time_years(years=Decimal(1), attendance=Decimal(attendance))


def test_full_attendance_and_very_little_are_both_accepted() -> None:
    assert full_time_years(years=Decimal(2), attendance=Decimal(1)) == 2
    assert full_time_years(years=Decimal(2), attendance=Decimal("0.01")) == Fraction(1, 50)


def test_a_negative_duration_is_refused_with_its_unit() -> None:
    with pytest.raises(ValueError, match=r"^a duration of -1 years is negative$"):
        full_time_years(years=Decimal(-1), months=Decimal(24))
    with pytest.raises(ValueError, match=r"^a duration of -0\.5 months is negative$"):
        full_time_years(years=Decimal(1), months=Decimal("-0.5"))
    with pytest.raises(ValueError, match=r"^a duration of -1/2 years is negative$"):
        default_total(Fraction(-1, 2))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_a_duration_that_is_no_number_is_refused_with_its_unit(value: str) -> None:
    with pytest.raises(ValueError, match=f"^a duration of {value} years is not a number$"):
        default_total(Decimal(value))
    with pytest.raises(ValueError, match=f"^a duration of {value} months is not a number$"):
        full_time_years(months=Decimal(value))


def test_years_that_give_no_decimal_number_of_points_are_refused_not_rounded() -> None:
    with pytest.raises(ValueError, match=r"^60/7 is not a decimal number: "):
        default_total(Fraction(1, 7))
