from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.sharing import SharingError, explain_sharing, mix_weights, share_points
from ecvet_office.model.errors import EcvetError

STEPS = ("1", "0.5", "0.25", "0.1", "2")


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def shared(total: str, weights: list[Decimal], step: str = "1") -> list[str]:
    return [str(points) for points in share_points(Decimal(total), weights, Decimal(step))]


weights_of_units = st.lists(
    st.decimals(min_value=0, max_value=1000, places=2, allow_nan=False), min_size=1, max_size=12
).filter(any)
cases = st.tuples(st.integers(0, 400), weights_of_units, st.sampled_from(STEPS).map(Decimal)).map(
    lambda case: (case[0] * case[2], case[1], case[2])
)


def test_the_finnish_table_is_shared_as_it_stands() -> None:  # case A4
    weights = [Decimal(points) for points in (25, 30, 40, 35, 15, 11, 6, 9, 9)]
    points = share_points(Decimal(180), weights)
    assert list(points) == weights
    assert (sum(points), sum(points[:5]), sum(points[:4]), sum(points[5:])) == (180, 145, 130, 35)


def test_sixty_points_by_hours_of_effort_go_to_the_largest_remainders() -> None:  # case A5
    assert shared("60", decimals("320", "450", "610", "220")) == ["12", "17", "23", "8"]


def test_ten_points_over_three_equal_units_favour_the_unit_listed_first() -> None:  # case A6
    assert shared("10", decimals("1", "1", "1")) == ["4", "3", "3"]


def test_ten_points_over_three_equal_units_in_half_points() -> None:  # case A6
    assert shared("10", decimals("1", "1", "1"), "0.5") == ["3.5", "3.5", "3"]


def test_sixty_points_over_seven_equal_units_sum_to_sixty() -> None:  # case A7
    assert shared("60", decimals(*"1111111")) == ["9", "9", "9", "9", "8", "8", "8"]


@pytest.mark.parametrize(
    ("weights", "points"),
    [
        (("149", "151"), ["1", "2"]),  # the first remainder, 0.49, lies below the second
        (("150", "150"), ["2", "1"]),  # equal: the unit listed first
        (("151", "149"), ["2", "1"]),  # above
    ],
)
def test_a_remainder_below_equal_to_and_above_the_other(weights: tuple[str, ...], points: list[str]) -> None:
    assert shared("3", decimals(*weights)) == points


@given(cases)
def test_shares_sum_to_the_total_and_lie_within_one_step_of_the_exact_share(
    case: tuple[Decimal, list[Decimal], Decimal],
) -> None:
    total, weights, step = case
    points = share_points(total, weights, step)
    whole = sum(map(Fraction, weights))
    assert sum(map(Fraction, points)) == Fraction(total)
    for each, weight in zip(points, weights, strict=True):
        assert abs(Fraction(each) - Fraction(total) * Fraction(weight) / whole) < Fraction(step)
        assert (Fraction(each) / Fraction(step)).denominator == 1


@given(cases)
def test_a_unit_without_weight_gets_no_points(case: tuple[Decimal, list[Decimal], Decimal]) -> None:
    total, weights, step = case
    points = share_points(total, [Decimal(0), *weights, Decimal(0)], step)
    assert points[0] == points[-1] == 0
    assert points[1:-1] == share_points(total, weights, step)


@given(cases)
def test_a_heavier_unit_never_gets_less_than_a_lighter_one(case: tuple[Decimal, list[Decimal], Decimal]) -> None:
    total, weights, step = case
    by_weight = sorted(zip(weights, share_points(total, weights, step), strict=True))
    for (lighter, fewer), (heavier, more) in pairwise(by_weight):
        assert lighter == heavier or fewer <= more


@given(cases, st.decimals(min_value=Decimal("0.001"), max_value=1000, places=3))
def test_the_measure_of_the_weights_changes_nothing(
    case: tuple[Decimal, list[Decimal], Decimal], measure: Decimal
) -> None:
    total, weights, step = case
    scaled = [Fraction(weight) * Fraction(measure) for weight in weights]
    assert share_points(total, scaled, step) == share_points(total, weights, step)


@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_units_matters_only_where_remainders_are_equal(
    case: tuple[Decimal, list[Decimal], Decimal], chance: Random
) -> None:
    total, weights, step = case
    order = list(range(len(weights)))
    chance.shuffle(order)
    before = explain_sharing(total, weights, step).shares
    after = explain_sharing(total, [weights[place] for place in order], step).shares
    for place, share in zip(order, after, strict=True):
        assert share.is_tied == before[place].is_tied
        assert share.is_tied or share.points == before[place].points


@given(cases)
def test_the_explanation_gives_the_same_points_and_its_numbers_add_up(
    case: tuple[Decimal, list[Decimal], Decimal],
) -> None:
    total, weights, step = case
    sharing = explain_sharing(total, weights, step)
    assert tuple(share.points for share in sharing.shares) == share_points(total, weights, step)
    assert (sharing.total, sharing.step) == (total, step)
    assert sum(share.exact for share in sharing.shares) == Fraction(total)
    assert sum(share.got_a_step for share in sharing.shares) == sharing.steps_left
    assert sorted(share.rank for share in sharing.shares) == list(range(1, len(weights) + 1))
    for share in sharing.shares:
        assert 0 <= share.remainder < 1
        assert share.exact == (share.whole_steps + share.remainder) * Fraction(step)
        assert Fraction(share.points) == (share.whole_steps + share.got_a_step) * Fraction(step)
        assert share.got_a_step == (share.rank <= sharing.steps_left)
        assert share.remainder > 0 or not (share.got_a_step or share.is_tied)


def test_sharing_does_not_follow_the_precision_of_decimal_arithmetic() -> None:
    with localcontext() as context:
        context.prec = 2
        assert shared("1000", decimals("333", "333", "334"), "0.001") == ["333", "333", "334"]
        assert shared("10.01", decimals("1", "1"), "0.01") == ["5.01", "5"]


def test_nothing_is_shared_as_nothing() -> None:
    assert shared("0", decimals("1", "2")) == ["0", "0"]


def test_one_unit_gets_the_whole() -> None:
    assert shared("7.5", decimals("3"), "0.5") == ["7.5"]


def test_a_step_larger_than_some_shares_leaves_the_lightest_units_without_points() -> None:
    assert shared("10", decimals("8", "1", "1"), "5") == ["10", "0", "0"]


@pytest.mark.parametrize(
    ("total", "weights", "step", "message"),
    [
        ("-1", ["1"], "1", "-1 is no total that can be shared: it must be 0 or more"),
        ("NaN", ["1"], "1", "NaN is no total that can be shared: it must be 0 or more"),
        ("Infinity", ["1"], "1", "Infinity is no total that can be shared: it must be 0 or more"),
        ("10", ["1"], "0", "0 is no step: it must be above 0"),
        ("10", ["1"], "-1", "-1 is no step: it must be above 0"),
        ("10", ["1"], "NaN", "NaN is no step: it must be above 0"),
        ("10", ["1"], "Infinity", "Infinity is no step: it must be above 0"),
        ("10", ["1"], "0.70", "the step 0.7 does not divide 10 points: no shares sum to it"),
        ("1", ["1"], "2", "the step 2 does not divide 1 point: no shares sum to it"),
        ("10.5", ["1"], "1", "the step 1 does not divide 10.5 points: no shares sum to it"),
        ("10", [], "1", "there are no weights: points are shared among one unit or more"),
        ("10", ["0", "0.0"], "1", "the weights are all 0: no proportions follow from them"),
        ("10", ["1", "-2.50"], "1", "unit 2 in the weights is -2.5: it must be 0 or more"),
        ("10", ["NaN", "1"], "1", "unit 1 in the weights is NaN: it must be a number"),
        ("10", ["1", "1", "-Infinity"], "1", "unit 3 in the weights is -Infinity: it must be a number"),
    ],
)
def test_what_cannot_be_shared_is_refused_with_the_reason(
    total: str, weights: list[str], step: str, message: str
) -> None:
    with pytest.raises(SharingError) as refused:
        share_points(Decimal(total), decimals(*weights), Decimal(step))
    assert str(refused.value) == message


def test_a_refusal_to_share_is_a_value_error_and_one_of_our_own() -> None:
    assert issubclass(SharingError, ValueError)
    assert issubclass(SharingError, EcvetError)


def test_a_negative_fraction_is_refused_as_a_weight() -> None:
    with pytest.raises(SharingError, match=r"^unit 1 in the weights is ≈ -0\.3333: it must be 0 or more$"):
        share_points(Decimal(10), [Fraction(-1, 3), Fraction(1)])


def test_the_explanation_names_the_unit_whose_weight_is_wrong() -> None:
    with pytest.raises(SharingError, match=r"^Home care in the weights is -1: it must be 0 or more$"):
        explain_sharing(Decimal(10), decimals("-1"), units=["Home care"])


@pytest.mark.parametrize(
    ("units", "weights", "message"),
    [
        (["U1"], ["1", "2"], "1 unit and 2 weights do not match"),
        (["U1", "U2"], ["1"], "2 units and 1 weight do not match"),
        ([], ["1"], "0 units and 1 weight do not match"),
    ],
)
def test_names_and_weights_must_be_equally_many(units: list[str], weights: list[str], message: str) -> None:
    with pytest.raises(SharingError, match=f"^{message}$"):
        explain_sharing(Decimal(10), decimals(*weights), units=units)


def test_every_number_on_the_way_is_kept() -> None:
    sharing = explain_sharing(Decimal(60), decimals("320", "450", "610", "220"), units=["U1", "U2", "U3", "U4"])
    assert sharing.steps_left == 2
    assert [share.unit for share in sharing.shares] == ["U1", "U2", "U3", "U4"]
    assert [share.weight for share in sharing.shares] == [320, 450, 610, 220]
    assert [share.exact for share in sharing.shares] == [12, Fraction(135, 8), Fraction(183, 8), Fraction(33, 4)]
    assert [share.whole_steps for share in sharing.shares] == [12, 16, 22, 8]
    assert [share.remainder for share in sharing.shares] == [0, Fraction(7, 8), Fraction(7, 8), Fraction(1, 4)]
    assert [share.rank for share in sharing.shares] == [4, 1, 2, 3]
    assert [share.got_a_step for share in sharing.shares] == [False, True, True, False]
    assert [share.is_tied for share in sharing.shares] == [False] * 4


def test_only_equal_remainders_of_which_some_missed_a_step_count_as_tied() -> None:
    shares = explain_sharing(Decimal(10), decimals("1", "1", "1")).shares
    assert [share.is_tied for share in shares] == [True, True, True]
    shares = explain_sharing(Decimal(4), decimals("3", "1", "3", "1")).shares  # 1.5, 0.5, 1.5, 0.5
    assert [(share.is_tied, share.got_a_step) for share in shares] == [
        (True, True),
        (True, True),
        (True, False),
        (True, False),
    ]
    shares = explain_sharing(Decimal(60), decimals("320", "450", "610", "220")).shares
    assert not any(share.is_tied for share in shares)


def test_the_reasoning_stands_line_by_line_with_its_numbers() -> None:
    sharing = explain_sharing(Decimal(60), decimals("320", "450", "610", "220"), units=["U1", "U2", "U3", "U4"])
    assert sharing.lines == (
        "60 points in steps of 1: 60 steps.",
        "4 weights, together 1600.",
        "U1: weight 320 of 1600, exact share 12: 12 whole steps, remainder 0 of a step.",
        "U2: weight 450 of 1600, exact share 16.875: 16 whole steps, remainder 0.875 of a step.",
        "U3: weight 610 of 1600, exact share 22.875: 22 whole steps, remainder 0.875 of a step.",
        "U4: weight 220 of 1600, exact share 8.25: 8 whole steps, remainder 0.25 of a step.",
        "Whole steps: 58 of 60. Left: 2 steps, one each to the largest remainders.",
        "U1: no remainder, no further step, 12 points.",
        "U2: remainder ranks 1, one step more, 17 points.",
        "U3: remainder ranks 2, one step more, 23 points.",
        "U4: remainder ranks 3, no further step, 8 points.",
        "12 + 17 + 23 + 8 = 60.",
    )


def test_the_reasoning_marks_rounded_numbers_and_says_what_decided_between_equal_remainders() -> None:
    sharing = explain_sharing(Decimal("2.0"), decimals("1", "1", "1"), Decimal("0.50"))
    assert sharing.lines == (
        "2 points in steps of 0.5: 4 steps.",
        "3 weights, together 3.",
        "unit 1: weight 1 of 3, exact share ≈ 0.6667: 1 whole step, remainder ≈ 0.3333 of a step.",
        "unit 2: weight 1 of 3, exact share ≈ 0.6667: 1 whole step, remainder ≈ 0.3333 of a step.",
        "unit 3: weight 1 of 3, exact share ≈ 0.6667: 1 whole step, remainder ≈ 0.3333 of a step.",
        "Whole steps: 3 of 4. Left: 1 step, one each to the largest remainders.",
        "unit 1: remainder ranks 1, one step more, 1 point.",
        "unit 2: remainder ranks 2, no further step, 0.5 points.",
        "unit 3: remainder ranks 3, no further step, 0.5 points.",
        "Equal remainders: unit 1, unit 2, unit 3. The unit listed first goes first.",
        "1 + 0.5 + 0.5 = 2.",
    )


def test_the_reasoning_names_only_the_units_whose_remainders_are_equal() -> None:
    sharing = explain_sharing(Decimal(3), decimals("5", "6", "5", "8"), units=list("ABCD"))  # 0.625 0.75 0.625 1
    assert "Equal remainders: A, C. The unit listed first goes first." in sharing.lines


def test_the_reasoning_of_shares_without_remainders_is_short() -> None:
    assert explain_sharing(Decimal(1), [Fraction(1, 3)], units=["Home care"]).lines == (
        "1 point in steps of 1: 1 step.",
        "1 weight, together ≈ 0.3333.",
        "Home care: weight ≈ 0.3333 of ≈ 0.3333, exact share 1: 1 whole step, remainder 0 of a step.",
        "Whole steps: 1 of 1. None is left.",
        "1 = 1.",
    )


def test_one_criterion_alone_gives_its_own_proportions() -> None:
    effort = decimals("320", "450", "610", "220")
    assert mix_weights({"effort": effort}, {"effort": Decimal(1)}) == tuple(
        Fraction(hours) / 1600 for hours in (320, 450, 610, 220)
    )


def test_a_mix_brings_each_criterion_to_the_same_sum_before_it_combines_them() -> None:
    criteria = {"importance": decimals("3", "2", "1"), "effort": decimals("100", "200", "300")}
    mix = {"importance": Decimal(2), "effort": Decimal(1)}
    assert mix_weights(criteria, mix) == (Fraction(7, 18), Fraction(1, 3), Fraction(5, 18))


@given(st.permutations(["importance", "complexity", "effort"]), st.integers(1, 1000))
def test_only_the_ratios_of_a_mix_matter_and_not_its_order(order: list[str], measure: int) -> None:
    criteria = {
        "importance": decimals("3", "2", "1"),
        "complexity": decimals("0", "0", "1"),
        "effort": decimals("1", "1", "2"),
    }
    mix = {"importance": 50, "complexity": 30, "effort": 20}
    weights = mix_weights(criteria, {criterion: Decimal(mix[criterion] * measure) for criterion in order})
    assert weights == (Fraction(3, 10), Fraction(13, 60), Fraction(29, 60))
    assert sum(weights) == 1


def test_a_criterion_that_the_mix_does_not_use_is_left_aside_whatever_it_holds() -> None:
    criteria = {"importance": decimals("1", "3"), "complexity": decimals("0", "NaN", "-1"), "effort": []}
    mix = {"importance": Decimal(1), "complexity": Decimal(0), "quality": Decimal(0)}
    assert mix_weights(criteria, mix) == (Fraction(1, 4), Fraction(3, 4))


@pytest.mark.parametrize(
    ("criteria", "mix", "message"),
    [
        ({"effort": ["1"]}, {}, "the mix uses no criterion: every proportion is 0 or missing"),
        ({"effort": ["1"]}, {"effort": "0"}, "the mix uses no criterion: every proportion is 0 or missing"),
        ({"effort": ["1"]}, {"effort": "-1"}, "effort in the mix is -1: it must be 0 or more"),
        ({"effort": ["1"]}, {"effort": "NaN"}, "effort in the mix is NaN: it must be a number"),
        ({"effort": ["1"]}, {"effort": "1", "importance": "1"}, "the mix uses importance, which has no weights"),
        ({"effort": ["0", "0"]}, {"effort": "1"}, "the weights by effort are all 0: no proportions follow from them"),
        ({"effort": []}, {"effort": "1"}, "there are no weights by effort: points are shared among one unit or more"),
        ({"effort": ["1", "-2"]}, {"effort": "1"}, "unit 2 in the weights by effort is -2: it must be 0 or more"),
        (
            {"effort": ["1", "2"], "importance": ["1"]},
            {"effort": "1", "importance": "1"},
            "the criteria do not weigh the same units; number of weights: effort 2, importance 1",
        ),
    ],
)
def test_a_mix_from_which_no_weights_follow_is_refused_with_the_reason(
    criteria: dict[str, list[str]], mix: dict[str, str], message: str
) -> None:
    with pytest.raises(SharingError) as refused:
        mix_weights(
            {criterion: decimals(*weights) for criterion, weights in criteria.items()},
            {criterion: Decimal(proportion) for criterion, proportion in mix.items()},
        )
    assert str(refused.value) == message


def test_a_mix_is_shared_like_any_other_weights() -> None:
    criteria = {"importance": decimals("3", "2", "1"), "effort": decimals("100", "200", "300")}
    weights = mix_weights(criteria, {"importance": Decimal(2), "effort": Decimal(1)})
    assert list(share_points(Decimal(60), weights)) == decimals("23", "20", "17")
