from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.learning_time import (
    Compared,
    FieldHours,
    LearningTimeError,
    corrected_hours,
    explain_learning_time,
    learning_hours,
)

PURCHASING = FieldHours("Purchasing", Decimal(120), Decimal(200), Decimal("0.25"))
SALES = FieldHours("Sales", Decimal(80))
FIELDS = [PURCHASING, SALES]
TWENTY_FIVE = Decimal(25)

hours = st.decimals(0, 2000, places=1)
factors = st.decimals("0.01", 3, places=2)
field_hours = st.builds(FieldHours, st.just("a field"), st.decimals(1, 2000, places=1), hours, factors)


def test_formal_hours_and_weighed_experience_add_up() -> None:
    assert learning_hours(PURCHASING) == 170
    assert learning_hours(SALES) == 80
    assert corrected_hours(FIELDS) == 250


def test_hours_become_points_and_points_are_shared_by_hours() -> None:
    time = explain_learning_time(FIELDS, TWENTY_FIVE)
    assert time.exact_points == 10
    assert time.points == 10
    assert [share.points for share in time.sharing.shares] == [7, 3]


def test_a_correction_changes_the_whole_and_not_the_weights() -> None:
    time = explain_learning_time(FIELDS, TWENTY_FIVE, correction=Decimal(50), reason="the other course has workshops")
    assert time.total == 250
    assert time.corrected == 300
    assert time.points == 12
    assert [share.weight for share in time.sharing.shares] == [170, 80]


@pytest.mark.parametrize(("total", "points"), [("287", "11"), ("287.5", "12"), ("288", "12")])
def test_points_below_at_and_above_a_half_step(total: str, points: str) -> None:
    time = explain_learning_time([FieldHours("All", Decimal(total))], TWENTY_FIVE)
    assert time.points == Decimal(points)
    assert time.exact_points == Fraction(total) / 25


def test_malta_and_estonia_count_hours_differently() -> None:
    whole = [FieldHours("All", Decimal(1500))]
    assert explain_learning_time(whole, TWENTY_FIVE).points == 60
    assert explain_learning_time([FieldHours("All", Decimal(1560))], Decimal(26)).points == 60
    assert explain_learning_time([FieldHours("All", Decimal(1475))], TWENTY_FIVE).points == 59


@pytest.mark.parametrize(("factor", "is_right"), [("-0.1", False), ("0", False), ("0.1", True), ("NaN", False)])
def test_a_factor_below_at_and_above_0(factor: str, is_right: bool) -> None:
    field = FieldHours("Sales", Decimal(10), Decimal(10), Decimal(factor))
    if is_right:
        assert learning_hours(field) == 11
    else:
        with pytest.raises(LearningTimeError, match=r"^Sales has the learning-time factor .*: it must be above 0$"):
            learning_hours(field)


@pytest.mark.parametrize(("correction", "is_right"), [("-251", False), ("-250", False), ("-249", True)])
def test_a_correction_that_leaves_less_nothing_and_something(correction: str, is_right: bool) -> None:
    if is_right:
        assert corrected_hours(FIELDS, Decimal(correction)) == 1
    else:
        with pytest.raises(LearningTimeError, match="must be above 0"):
            corrected_hours(FIELDS, Decimal(correction))


def test_what_no_learning_time_follows_from_is_refused() -> None:
    with pytest.raises(LearningTimeError, match="there is no task field"):
        corrected_hours([])
    with pytest.raises(LearningTimeError, match="Sales has hours of experience and no learning-time factor"):
        learning_hours(FieldHours("Sales", Decimal(1), Decimal(1)))
    with pytest.raises(LearningTimeError, match="Sales has -1 formal hours"):
        learning_hours(FieldHours("Sales", Decimal(-1)))
    with pytest.raises(LearningTimeError, match="needs its reason in writing"):
        explain_learning_time(FIELDS, TWENTY_FIVE, correction=Decimal(1), reason=" ")
    with pytest.raises(LearningTimeError, match="0 hours per point"):
        explain_learning_time(FIELDS, Decimal(0))
    with pytest.raises(LearningTimeError, match="is no step"):
        explain_learning_time(FIELDS, TWENTY_FIVE, step=Decimal(0))


def test_the_reasoning_goes_from_hours_to_points_and_says_why_it_was_corrected() -> None:
    time = explain_learning_time(
        FIELDS,
        TWENTY_FIVE,
        correction=Decimal(-10),
        reason="Sales overlaps with Purchasing.",
        compared=[Compared("W2 Wholesale clerk", Fraction(240))],
    )
    assert time.lines[:6] == (
        "Purchasing: 120 formal hours and 200 hours of experience times 0.25: 170 hours.",
        "Sales: 80 formal hours.",
        "Together 250 hours of learning.",
        "W2 Wholesale clerk takes 240 hours: this is 10 more.",
        "Corrected to 240 hours: 10 taken away, because: Sales overlaps with Purchasing.",
        "240 hours / 25 hours per point = 9.6 points, to the nearest 1: 10.",
    )
    assert time.lines[6:] == time.sharing.lines
    same = explain_learning_time(FIELDS, TWENTY_FIVE, compared=[Compared("W2", Fraction(250))])
    assert "W2 takes 250 hours: this is as many." in same.lines


@given(st.lists(field_hours, min_size=1, max_size=8), factors)
def test_a_higher_factor_never_shortens_the_learning_time(fields: list[FieldHours], more: Decimal) -> None:
    longer = [FieldHours(one.name, one.formal, one.experience, (one.factor or Decimal(1)) + more) for one in fields]
    assert corrected_hours(longer) >= corrected_hours(fields)


@given(st.lists(field_hours, min_size=1, max_size=8), st.sampled_from(["0.5", "1", "5"]))
def test_the_shares_sum_to_the_points_which_lie_within_half_a_step(fields: list[FieldHours], step: str) -> None:
    time = explain_learning_time(fields, TWENTY_FIVE, step=Decimal(step))
    assert sum(share.points for share in time.sharing.shares) == time.points
    assert abs(Fraction(time.points) - time.exact_points) <= Fraction(step) / 2
