from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.finnish import ALL_UNITS, NURSE, finnish_register
from ecvet_office.credit import path as paths
from ecvet_office.credit.path import (
    Choice,
    Path,
    counted_units,
    missing_on,
    path_can_reach,
    path_of,
    path_totals,
    usable_points,
)
from ecvet_office.model.qualifications import Group, Qualification, UnitPoints
from ecvet_office.model.register import Register


def points(**carried: str) -> dict[str, Decimal]:
    return {unit: Decimal(text) for unit, text in carried.items()}


def totals(*numbers: int | str) -> frozenset[Decimal]:
    return frozenset(Decimal(number) for number in numbers)


def choice(units: str, at_least: str = "0", at_most: str | None = None, *, in_points: bool = False) -> Choice:
    limit = None if at_most is None else Decimal(at_most)
    return Choice("options", tuple(units), Decimal(at_least), limit, in_points)


def counted(one: Choice, **carried: str) -> str:
    return "".join(sorted(counted_units(Path((), (one,)), points(**carried))))


def missing(one: Choice, **carried: str) -> tuple[str, ...]:
    return missing_on(Path((), (one,)), points(**carried))


def register_of(*rows: tuple[str, str | None, str | None], groups: tuple[Group, ...] = ()) -> Register:
    return Register(
        qualifications=(Qualification(id="Q"),),
        groups=groups,
        unit_points=tuple(
            UnitPoints(qualification="Q", unit=unit, points=None if carried is None else Decimal(carried), group=group)
            for unit, carried, group in rows
        ),
    )


def options(at_least: str | None = None, at_most: str | None = None, counted_in: str | None = None) -> Group:
    return Group(
        qualification="Q",
        group="options",
        at_least=None if at_least is None else Decimal(at_least),
        at_most=None if at_most is None else Decimal(at_most),
        counted_in=counted_in,
    )


# --- what a qualification asks for ------------------------------------------------------------------------------------


def test_units_in_groups_that_no_row_describes_are_required() -> None:
    assert path_of(finnish_register(), NURSE) == Path(ALL_UNITS, ())


def test_a_group_without_limits_is_a_heading_and_its_units_are_required() -> None:
    register = register_of(("A", "1", None), ("B", "1", "options"), groups=(options(),))
    assert path_of(register, "Q") == Path(("A", "B"), ())


def test_a_group_with_limits_is_a_choice_among_its_units() -> None:
    rows = (("A", "1", "options"), ("B", "1", None), ("C", "1", "options"))
    assert path_of(register_of(*rows, groups=(options(at_least="1"),)), "Q") == Path(
        ("B",), (Choice("options", ("A", "C"), Decimal(1), None, in_points=False),)
    )
    assert path_of(register_of(*rows, groups=(options(at_most="2", counted_in="points"),)), "Q") == Path(
        ("B",), (Choice("options", ("A", "C"), Decimal(0), Decimal(2), in_points=True),)
    )


def test_limits_count_units_unless_the_group_says_points() -> None:
    for word in (None, "units"):
        (made,) = path_of(register_of(("A", "1", "options"), groups=(options("1", counted_in=word),)), "Q").choices
        assert not made.in_points


def test_the_first_row_of_a_group_holds_and_groups_keep_their_order() -> None:
    other = Group(qualification="Q", group="more", at_least=Decimal(1))
    register = register_of(("A", "1", "options"), groups=(options("2"), options("1"), other))
    assert [(one.group, one.at_least) for one in path_of(register, "Q").choices] == [
        ("options", Decimal(2)),
        ("more", Decimal(1)),
    ]


def test_groups_of_another_qualification_change_nothing() -> None:
    group = Group(qualification="other", group="options", at_least=Decimal(1))
    assert path_of(register_of(("A", "1", "options"), groups=(group,)), "Q") == Path(("A",), ())


def test_an_unknown_qualification_asks_for_nothing() -> None:
    assert path_of(register_of(), "unknown") == Path((), ())
    totals_of_nothing = path_totals(register_of(), "unknown")
    assert totals_of_nothing == totals(0)
    assert all(isinstance(total, Decimal) for total in totals_of_nothing or ())


# --- what counts ------------------------------------------------------------------------------------------------------


def test_required_units_count_when_they_are_recognised() -> None:
    path = Path(("A", "B"), ())
    assert counted_units(path, points(B="3", C="9")) == {"B"}
    assert missing_on(path, points(B="3", C="9")) == ("A",)


def test_without_an_upper_limit_every_unit_of_a_group_counts() -> None:
    assert counted(choice("ABC", "1"), A="1", C="2") == "AC"


@pytest.mark.parametrize(("limit", "expected"), [("1", "B"), ("2", "BC"), ("2.5", "BC"), ("3", "ABC"), ("4", "ABC")])
def test_the_heaviest_units_fill_a_limit_in_units(limit: str, expected: str) -> None:
    assert counted(choice("ABC", at_most=limit), A="1", B="3", C="2") == expected


@pytest.mark.parametrize("limit", ["0", "-1"])
def test_a_limit_of_nothing_counts_nothing(limit: str) -> None:
    assert counted(choice("ABC", at_most=limit), A="1", B="3") == ""
    assert counted(choice("ABC", at_most=limit, in_points=True), A="1", B="3") == ""


def test_among_units_of_equal_points_those_listed_first_fill_a_limit_in_units() -> None:
    assert counted(choice("ABC", at_most="2"), C="5", B="5", A="5") == "AB"


@pytest.mark.parametrize(
    ("limit", "expected"), [("4", ""), ("5", "B"), ("9", "B"), ("10", "A"), ("14", "A"), ("15", "AB"), ("16", "AB")]
)
def test_points_of_a_group_never_exceed_its_limit(limit: str, expected: str) -> None:
    assert counted(choice("AB", at_most=limit, in_points=True), A="10", B="5") == expected


def test_the_fullest_set_within_the_limit_counts_though_it_leaves_out_the_heaviest_unit() -> None:
    assert counted(choice("ABC", at_most="12", in_points=True), A="9", B="6", C="6") == "BC"


def test_among_equally_full_sets_the_one_with_the_units_listed_first_counts() -> None:
    assert counted(choice("ABCD", at_most="10", in_points=True), A="6", B="4", C="6", D="4") == "AB"
    assert counted(choice("ABC", at_most="7.5", in_points=True), A="2.5", B="7.50", C="5") == "AC"


def test_a_unit_without_points_counts_in_a_group_of_points_and_changes_no_sum() -> None:
    assert counted(choice("AB", at_most="5", in_points=True), A="0", B="5") == "AB"


def test_beyond_the_most_sums_the_largest_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    units = points(A="2", B="1", C="1", D="3")
    three, first = choice("ABC", at_most="3", in_points=True), choice("DAB", at_most="3", in_points=True)
    for most, expected in ((9, ("AB", "D")), (2, ("AB", "AB")), (1, ("BC", "AB"))):
        monkeypatch.setattr(paths, "MOST_SUMS", most)
        found = [counted(one, **{unit: str(units[unit]) for unit in one.units}) for one in (three, first)]
        assert tuple(found) == expected


weights = st.lists(st.decimals(0, 30, places=1), min_size=1, max_size=7)


@given(weights=weights, limit=st.decimals(0, 60, places=1), in_points=st.booleans(), last=st.integers(0, 6))
def test_one_more_recognised_unit_of_a_group_never_lowers_its_points(
    weights: list[Decimal], limit: Decimal, in_points: bool, last: int
) -> None:
    units = "ABCDEFG"[: len(weights)]
    one = Path((), (Choice("options", tuple(units), Decimal(0), limit, in_points),))
    every = dict(zip(units, weights, strict=True))
    fewer = {unit: carried for unit, carried in every.items() if unit != units[last % len(units)]}
    assert sum(fewer[unit] for unit in counted_units(one, fewer)) <= sum(
        every[unit] for unit in counted_units(one, every)
    )


@given(weights=weights, limit=st.decimals(0, 60, places=1))
def test_no_other_set_within_the_limit_carries_more(weights: list[Decimal], limit: Decimal) -> None:
    units = "ABCDEFG"[: len(weights)]
    carried = dict(zip(units, weights, strict=True))
    chosen = counted_units(Path((), (Choice("options", tuple(units), Decimal(0), limit, in_points=True),)), carried)
    sets = [
        sum((w for place, w in enumerate(weights) if bits >> place & 1), Decimal(0)) for bits in range(2 ** len(units))
    ]
    assert sum(carried[unit] for unit in chosen) == max(one for one in sets if one <= limit)


# --- what is missing --------------------------------------------------------------------------------------------------


def test_a_group_counted_in_units_is_met_at_its_lower_limit() -> None:
    group = choice("ABC", "2")
    assert missing(group, A="1") == ("group options: at least 2 units, 1 so far",)
    assert missing(group, A="1", B="1") == ()
    assert missing(group, A="1", B="1", C="1") == ()


def test_a_group_counted_in_points_is_met_at_its_lower_limit() -> None:
    group = choice("ABC", "7.5", in_points=True)
    assert missing(group, A="7") == ("group options: at least 7.5 points, 7 so far",)
    assert missing(group, A="7", B="0.5") == ()
    assert missing(group, A="9") == ()


def test_one_unit_and_one_point_are_singular() -> None:
    assert missing(choice("A", "1")) == ("group options: at least 1 unit, 0 so far",)
    assert missing(choice("A", "1", in_points=True)) == ("group options: at least 1 point, 0 so far",)


def test_only_what_has_room_below_the_upper_limit_meets_the_lower_one() -> None:
    group = choice("AB", "10", "12", in_points=True)
    assert missing(group, A="8", B="8") == ("group options: at least 10 points, 8 so far",)
    assert missing(group, A="6", B="6") == ()


def test_required_units_stand_before_groups_in_what_is_missing() -> None:
    path = Path(("A", "B"), (choice("C", "1"),))
    assert missing_on(path, {}) == ("A", "B", "group options: at least 1 unit, 0 so far")


# --- totals -----------------------------------------------------------------------------------------------------------


def test_without_choices_there_is_one_total() -> None:
    assert path_totals(finnish_register(), NURSE) == totals(180)
    assert path_can_reach(finnish_register(), NURSE, Decimal(180))
    assert not path_can_reach(finnish_register(), NURSE, Decimal(179))


def test_totals_follow_a_limit_in_units() -> None:
    rows = (("A", "10", None), ("B", "3", "options"), ("C", "4", "options"), ("D", "5", "options"))
    assert path_totals(register_of(*rows, groups=(options("2", "2"),)), "Q") == totals(17, 18, 19)
    assert path_totals(register_of(*rows, groups=(options("3"),)), "Q") == totals(22)
    assert path_totals(register_of(*rows, groups=(options(at_most="1"),)), "Q") == totals(10, 13, 14, 15)


def test_totals_follow_a_limit_in_points() -> None:
    rows = (("B", "3", "options"), ("C", "4", "options"), ("D", "5", "options"))
    assert path_totals(register_of(*rows, groups=(options("7", "8", "points"),)), "Q") == totals(7, 8)
    assert path_totals(register_of(*rows, groups=(options("8.5", counted_in="points"),)), "Q") == totals(9, 12)


def test_totals_of_several_groups_are_added() -> None:
    more = Group(qualification="Q", group="more", at_least=Decimal(1), at_most=Decimal(1))
    rows = (("B", "3", "options"), ("C", "4", "options"), ("D", "10", "more"), ("E", "20", "more"))
    assert path_totals(register_of(*rows, groups=(options("1", "1"), more)), "Q") == totals(13, 14, 23, 24)


def test_a_group_that_can_never_be_met_leaves_no_total() -> None:
    register = register_of(("A", "3", "options"), groups=(options("2"),))
    assert path_totals(register, "Q") == frozenset()
    assert not path_can_reach(register, "Q", Decimal(3))


def test_a_unit_without_points_adds_nothing_to_a_total() -> None:
    assert path_totals(register_of(("A", None, None), ("B", "7.5", None), ("C", "-2", None)), "Q") == totals("7.5")


def test_too_many_totals_to_list_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (("A", "1", "options"), ("B", "2", "options"))
    register = register_of(*rows, groups=(options("0", counted_in="points"),))
    monkeypatch.setattr(paths, "MOST_SUMS", 4)
    assert path_totals(register, "Q") == totals(0, 1, 2, 3)
    monkeypatch.setattr(paths, "MOST_SUMS", 3)
    assert path_totals(register, "Q") is None
    assert path_can_reach(register, "Q", Decimal(99))


def test_too_many_totals_of_several_groups_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    more = Group(qualification="Q", group="more", at_least=Decimal(0))
    register = register_of(("A", "1", "options"), ("B", "2", "more"), groups=(options("0"), more))
    monkeypatch.setattr(paths, "MOST_SUMS", 4)
    assert path_totals(register, "Q") == totals(0, 1, 2, 3)
    monkeypatch.setattr(paths, "MOST_SUMS", 3)
    assert path_totals(register, "Q") is None


def test_points_are_usable_from_0_up() -> None:
    assert [usable_points(one) for one in (None, Decimal("-0.5"), Decimal(0), Decimal("0.5"))] == [
        None,
        None,
        Decimal(0),
        Decimal("0.5"),
    ]
