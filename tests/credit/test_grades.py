from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.grades import (
    GradeResult,
    GradingError,
    Standing,
    distinction_of,
    explain_grades,
    shown_mean,
    standing_of,
    weighted_mean,
)
from ecvet_office.law.national_profiles import FRENCH
from ecvet_office.law.sources import source

UNITS = ("U11", "U12", "U2", "U31", "U32", "U33", "U34", "U35", "U4", "U51", "U52", "U6", "U7")
COEFFICIENTS = [Decimal(one) for one in ["1.5", "1.5", "4", "4", "4", "2", "1", "1", "2", "2.5", "2.5", "1", "1"]]
F1 = "8 9 12 13 14 11 10 12 9 10 11 13 14"
F4 = "6 7 10 11 10.5 9 9 11 8 9 9.5 10 12"
F6 = "6 7 10 12 10.5 10 9 11 8.5 9 9.5 10 12"

marks = st.decimals(0, 20, places=2)
weights = st.decimals("0.5", 8, places=1)
rows = st.lists(st.tuples(marks, weights), min_size=1, max_size=15)


def _of(grades: str, *optional: str, practice: str | None = None) -> GradeResult:
    return explain_grades(
        [Decimal(one) for one in grades.split()],
        COEFFICIENTS,
        [Decimal(one) for one in optional],
        practice=None if practice is None else Decimal(practice),
        units=UNITS,
    )


def test_grades_times_coefficients_over_28_give_the_mean() -> None:  # case F1
    result = _of(F1)
    assert result.weighted_sum == 323
    assert result.coefficients == 28
    assert (result.mean, result.shown) == (Fraction(323, 28), Decimal("11.54"))
    assert (result.standing, result.passed, result.distinction) == (Standing.PASSED, True, None)


def test_an_optional_grade_below_10_takes_nothing_away() -> None:  # case F4
    result = _of(F4, "9")
    assert result.bonus == 0
    assert result.mean == Fraction("9.5625")
    assert result.mean == _of(F4).mean


def test_a_mean_that_is_shown_as_10_may_still_fail() -> None:  # case F6
    result = _of(F6, "15.2", practice="12")
    assert result.weighted_sum == Fraction("274.75")
    assert result.mean == Fraction("279.95") / 28
    assert str(result.shown) == "10.00"
    assert (result.passed, result.standing) == (False, Standing.CONTROL)


def test_all_grades_10_pass_at_the_limit_and_all_14_pass_with_distinction() -> None:  # case F9
    assert (_of("10 " * 13).passed, _of("10 " * 13).distinction) == (True, None)
    assert (_of("14 " * 13).passed, _of("14 " * 13).distinction) == (True, "B")


def test_an_optional_grade_adds_only_what_it_has_above_10_and_the_divisor_stays() -> None:
    result = _of(F1, "10.5", "18")
    assert result.bonus == Fraction("8.5")
    assert result.coefficients == 28
    assert result.mean == Fraction("331.5") / 28


@pytest.mark.parametrize(("grade", "bonus"), [("9.99", "0"), ("10", "0"), ("10.01", "0.01")])
def test_an_optional_grade_below_at_and_above_10(grade: str, bonus: str) -> None:
    assert _of(F1, grade).bonus == Fraction(bonus)


@pytest.mark.parametrize(
    ("mean", "practice", "standing"),
    [
        ("7.9999", "20", Standing.FAILED),
        ("8", "9.99", Standing.FAILED),
        ("8", "10", Standing.CONTROL),
        ("8", "10.01", Standing.CONTROL),
        ("8.0001", None, Standing.OPEN),
        ("9.9999", "10", Standing.CONTROL),
        ("10", "0", Standing.PASSED),
        ("10.0001", None, Standing.PASSED),
        ("7.9999", None, Standing.FAILED),
    ],
)
def test_means_below_at_and_above_8_and_10(mean: str, practice: str | None, standing: Standing) -> None:
    assert standing_of(Fraction(mean), None if practice is None else Decimal(practice)) is standing


@pytest.mark.parametrize(
    ("mean", "distinction"),
    [
        *(("11.99", None), ("12", "AB"), ("12.01", "AB")),
        *(("13.99", "AB"), ("14", "B"), ("14.01", "B")),
        *(("15.99", "B"), ("16", "TB"), ("16.01", "TB"), ("20", "TB")),
    ],
)
def test_distinctions_below_at_and_above_12_14_and_16(mean: str, distinction: str | None) -> None:
    assert distinction_of(Fraction(mean)) == distinction


def test_a_mean_of_11_995_does_not_become_a_distinction_by_rounding() -> None:
    result = explain_grades([Decimal("11.995")], [Decimal(1)])
    assert (str(result.shown), result.distinction) == ("12.00", None)


@pytest.mark.parametrize(("mean", "shown"), [("9.994", "9.99"), ("9.995", "10.00"), ("9.996", "10.00"), ("0", "0.00")])
def test_a_mean_is_shown_to_two_decimals_with_a_half_up(mean: str, shown: str) -> None:
    assert str(shown_mean(Fraction(mean))) == shown


@pytest.mark.parametrize(("number", "is_too_many"), [(1, False), (2, False), (3, True)])
def test_one_two_and_three_optional_units(number: int, is_too_many: bool) -> None:
    optional = ["11"] * number
    if is_too_many:
        with pytest.raises(GradingError, match=r"^3 optional units are graded, at most 2 may add points$"):
            _of(F1, *optional)
    else:
        assert _of(F1, *optional).bonus == number


@pytest.mark.parametrize("grade", ["-0.01", "20.01", "NaN", "Infinity"])
def test_a_grade_off_the_scale_is_named_with_its_unit(grade: str) -> None:
    with pytest.raises(GradingError, match=r"^U12 has grade .*: the scale goes from 0 to 20$"):
        explain_grades([Decimal(10), Decimal(grade)], [Decimal(1)] * 2, units=["U11", "U12"])


@pytest.mark.parametrize("grade", ["0", "20"])
def test_both_ends_of_the_scale_belong_to_it(grade: str) -> None:
    assert explain_grades([Decimal(grade)], [Decimal(1)]).mean == Fraction(grade)


def test_what_no_mean_follows_from_is_refused() -> None:
    one, two = [Decimal(1)], [Decimal(1), Decimal(2)]
    with pytest.raises(GradingError, match="there is no grade"):
        weighted_mean([], [])
    with pytest.raises(GradingError, match="1 grades and 2 coefficients do not match"):
        weighted_mean(one, two)
    with pytest.raises(GradingError, match="unit 1 has coefficient 0: it must be above 0"):
        weighted_mean(one, [Decimal(0)])
    with pytest.raises(GradingError, match="2 names of units and 1 grades do not match"):
        explain_grades(one, one, units=["U1", "U2"])
    with pytest.raises(GradingError, match="professional practice has grade 21"):
        explain_grades(one, one, practice=Decimal(21))


def test_every_mark_moves_with_the_scale() -> None:
    hundred = FRENCH.on_scale(Decimal(100))
    found = (hundred.highest, hundred.pass_mark, hundred.control_mark, hundred.practice_mark, hundred.bonus_mark)
    assert found == tuple(map(Fraction, (100, 50, 40, 50, 50)))
    assert [(name, str(mark)) for name, mark in hundred.distinctions] == [("TB", "80"), ("B", "70"), ("AB", "60")]
    assert hundred.most_optional == 2
    result = explain_grades([Decimal("49.99")], [Decimal(1)], practice=Decimal(50), profile=hundred)
    assert result.standing is Standing.CONTROL


@pytest.mark.parametrize("highest", ["0", "-20", "NaN", "Infinity"])
def test_a_scale_without_a_highest_grade_above_0_is_refused(highest: str) -> None:
    with pytest.raises(ValueError, match="highest grade must be"):
        FRENCH.on_scale(Decimal(highest))


def test_the_reasoning_shows_every_step_from_grades_to_distinction() -> None:
    result = explain_grades(
        [Decimal(12), Decimal(15)],
        [Decimal(1), Decimal("1.5")],
        [Decimal(11), Decimal(9)],
        units=["U1", "U2"],
        optional_units=["Mobility", "Sport"],
    )
    assert result.lines == (
        "U1: grade 12 times coefficient 1 is 12.",
        "U2: grade 15 times coefficient 1.5 is 22.5.",
        "Together 34.5; the coefficients together 2.5.",
        "Mobility: optional, grade 11, 1 above 10 is added.",
        "Sport: optional, grade 9, not above 10, so nothing is added.",
        "Mean: (34.5 + 1) / 2.5 = 14.2, shown as 14.20.",
        "Passed: 10 or more, compared exactly.",
        "Distinction B: 14 or more.",
    )


def test_the_reasoning_says_why_a_shown_10_is_not_passed() -> None:
    assert _of(F6, "15.2", practice="12").lines[-2:] == (
        "Mean: (274.75 + 5.2) / 28 ≈ 9.9982, shown as 10.00.",
        "Control examination: 8 or more and below 10, and 12 in professional practice is 10 or more.",
    )
    assert _of(F6, "15.2", practice="9").lines[-1] == (
        "Not passed: 8 or more and below 10, and 9 in professional practice is below 10."
    )
    assert _of(F6).lines[-1].startswith("Open: 8 or more and below 10.")
    assert _of("7 " * 13).lines[-1] == "Not passed: below 8."


def test_every_number_of_the_french_profile_has_a_source() -> None:
    assert all(source(one.source).address and one.unit and one.citation for one in FRENCH.numbers)


@given(rows)
def test_the_mean_lies_between_the_lowest_and_the_highest_grade(rows: list[tuple[Decimal, Decimal]]) -> None:
    grades, coefficients = zip(*rows, strict=True)
    assert min(grades) <= weighted_mean(grades, coefficients) <= max(grades)


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(rows: list[tuple[Decimal, Decimal]], random: Random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    assert weighted_mean(*zip(*rows, strict=True)) == weighted_mean(*zip(*mixed, strict=True))


@given(rows, st.lists(marks, max_size=2))
def test_optional_units_never_lower_the_mean(rows: list[tuple[Decimal, Decimal]], optional: list[Decimal]) -> None:
    grades, coefficients = zip(*rows, strict=True)
    assert explain_grades(grades, coefficients, optional).mean >= weighted_mean(grades, coefficients)


@given(rows, st.lists(marks, max_size=2), marks)
def test_the_scale_changes_no_standing_and_no_distinction(
    rows: list[tuple[Decimal, Decimal]], optional: list[Decimal], practice: Decimal
) -> None:
    grades, coefficients = zip(*rows, strict=True)
    of_20 = explain_grades(grades, coefficients, optional, practice=practice)
    of_100 = explain_grades(
        [grade * 5 for grade in grades],
        coefficients,
        [grade * 5 for grade in optional],
        practice=practice * 5,
        profile=FRENCH.on_scale(Decimal(100)),
    )
    assert (of_20.standing, of_20.distinction, of_20.mean * 5) == (of_100.standing, of_100.distinction, of_100.mean)
