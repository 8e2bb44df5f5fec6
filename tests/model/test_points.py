from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.model.points import exact_decimal, number_text, percent_text, points_text

decimals = st.decimals(min_value=Decimal(-10_000), max_value=Decimal(10_000), places=6)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("7.5", "7.5"),
        ("7.50", "7.5"),
        ("25", "25"),
        ("25.0", "25"),
        ("2.5E+1", "25"),
        ("1E+2", "100"),
        ("100", "100"),
        ("0.05", "0.05"),
        ("5E-7", "0.0000005"),
        ("0", "0"),
        ("-0.00", "0"),
        ("0E+3", "0"),
        ("-2.50", "-2.5"),
    ],
)
def test_points_are_printed_without_exponent_and_without_closing_zeros(value: str, text: str) -> None:
    assert points_text(Decimal(value)) == text


def test_points_with_more_than_28_digits_are_printed_in_full() -> None:
    text = "1234567890123456789012345678901234567890.12345"
    assert points_text(Decimal(text)) == text


@given(decimals)
def test_the_text_of_points_reads_back_as_the_same_points(value: Decimal) -> None:
    assert Decimal(points_text(value)) == value


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_points_that_are_no_number_have_no_text(value: str) -> None:
    with pytest.raises(ValueError, match=f"^{value} is not a number of points$"):
        points_text(Decimal(value))


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        ("95", "180", "52.78 %"),
        ("66", "180", "36.67 %"),
        ("25", "180", "13.89 %"),
        ("180", "180", "100.00 %"),
        ("0", "180", "0.00 %"),
        ("200", "100", "200.00 %"),
        ("0.00999", "200", "0.00 %"),
        ("0.01", "200", "0.01 %"),
        ("0.03", "200", "0.02 %"),
        ("0.02999", "200", "0.01 %"),
        ("-0.03", "200", "-0.02 %"),
        ("-0.00999", "200", "0.00 %"),
        ("-0.01", "200", "-0.01 %"),
        ("1", "3", "33.33 %"),
        ("2", "3", "66.67 %"),
    ],
)
def test_a_share_in_per_cent_has_two_decimals_and_a_half_goes_up(part: str, whole: str, text: str) -> None:
    assert percent_text(Decimal(part), Decimal(whole)) == text


@pytest.mark.parametrize("whole", ["0", "0.00", "-0"])
def test_a_share_of_nothing_has_no_text(whole: str) -> None:
    assert percent_text(Decimal(5), Decimal(whole)) == ""


@pytest.mark.parametrize(("part", "whole"), [("NaN", "1"), ("1", "NaN"), ("Infinity", "1"), ("1", "-Infinity")])
def test_a_share_of_no_number_is_refused(part: str, whole: str) -> None:
    with pytest.raises(ValueError, match=f"^{part} of {whole} is not a share$"):
        percent_text(Decimal(part), Decimal(whole))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(12), "12"),
        (Fraction(0), "0"),
        (Fraction(135, 8), "16.875"),
        (Fraction(1, 5), "0.2"),
        (Fraction(1, 25), "0.04"),
        (Fraction(3, 160), "0.01875"),
        (Fraction(-3, 4), "-0.75"),
        (Fraction(10, 3), "≈ 3.3333"),
        (Fraction(2, 3), "≈ 0.6667"),
        (Fraction(1, 7), "≈ 0.1429"),
        (Fraction(-2, 3), "≈ -0.6667"),
        (Fraction(-1, 300_000), "≈ 0.0000"),
        (Fraction(1, 30), "≈ 0.0333"),
        (Fraction(29_999_999, 30_000_000), "≈ 1.0000"),
    ],
)
def test_a_fraction_is_exact_where_its_decimals_end_and_marked_where_they_do_not(value: Fraction, text: str) -> None:
    assert number_text(value) == text


@given(decimals)
def test_a_decimal_made_a_fraction_comes_back_as_it_was(value: Decimal) -> None:
    assert exact_decimal(Fraction(value)) == value


def test_an_exact_decimal_has_no_more_places_than_it_needs() -> None:
    assert str(exact_decimal(Fraction(6, 2))) == "3"
    assert str(exact_decimal(Fraction(7, 2))) == "3.5"
    assert str(exact_decimal(Fraction(1, 40))) == "0.025"
    assert str(exact_decimal(Fraction(1, 250))) == "0.004"


def test_an_exact_decimal_does_not_follow_the_precision_of_the_day() -> None:
    with localcontext() as context:
        context.prec = 3
        assert str(exact_decimal(Fraction(123_456_789, 8))) == "15432098.625"


def test_a_fraction_whose_decimals_never_end_is_no_decimal() -> None:
    with pytest.raises(ValueError, match=r"^1/3 is not a decimal number: its decimals never end$"):
        exact_decimal(Fraction(1, 3))
