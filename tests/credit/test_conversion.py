"""Points from the hours of courses: worked cases, the limits from below, at and above, and what holds for any hours."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.conversion import (
    Conversion,
    ConversionError,
    convert,
    hours_of_points,
    points_of_hours,
    reasoning,
    size_of,
)
from ecvet_office.law.national_profiles import FullSize, national_profiles
from ecvet_office.model.conversion import AWARD, QUALIFICATION
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

MALTA, ESTONIA = national_profiles()["Malta"], national_profiles()["Estonia"]
HOURS = st.decimals(min_value=0, max_value=10_000, places=2)


def per_point(country: str) -> Decimal:
    number = national_profiles()[country].hours_per_point
    assert number is not None
    return number.value


def full_size(level: int) -> FullSize:
    size = MALTA.size_at(level)
    assert size is not None
    return size


def course(hours: str, topics: str = "", country: str = "Malta", level: int = 3, step: str = "1") -> Conversion:
    """A course of contact, practice, self-study and assessment hours, with topics as `hours unit` lines."""
    rows = "\n".join(
        f"| | C1 | topic {number} | {' | '.join(line.split())} |" for number, line in enumerate(topics.splitlines(), 1)
    )
    text = f"""
| Settings | setting | value |
|          | national profile | {country} |
|          | rounding step | {step} |
| Courses | id | title | eqf level | contact hours | practice hours | self-study hours | assessment hours |
|         | C1 | Bar service | {level} | {" | ".join(hours.split())} |
| Units | id | title |
|       | U1 | Serving |
|       | U2 | |
|       | U3 | |
| Course topics | course | topic | hours | unit |
{rows}
"""
    register, _ = parse(sheets_from_markdown(text))
    return convert(register, register.course["C1"])


# --- worked cases ---------------------------------------------------------------------------------------------------


def test_100_hours_in_malta_are_4_points() -> None:
    found = points_of_hours(Decimal(100), per_point("Malta"))
    assert found.points == 4
    assert found.exact == 4
    assert found.hours_left == 0


@pytest.mark.parametrize(
    ("hours", "points", "size"),
    [(1475, 59, AWARD), (1499, 59, AWARD), (1500, 60, QUALIFICATION), (1501, 60, QUALIFICATION)],
)
def test_at_level_3_a_qualification_begins_at_60_points(hours: int, points: int, size: str) -> None:
    found = points_of_hours(Decimal(hours), per_point("Malta"))
    assert found.points == points
    assert size_of(found.points, full_size(3)) == size


@pytest.mark.parametrize(("hours", "points"), [(1559, 59), (1560, 60), (1561, 60), (1585, 60), (1586, 61)])
def test_60_points_in_estonia_are_1560_hours(hours: int, points: int) -> None:
    assert hours_of_points(Decimal(60), per_point("Estonia")) == 1560
    assert points_of_hours(Decimal(hours), per_point("Estonia")).points == points


def test_units_share_points_by_the_hours_of_their_topics_as_in_case_a5() -> None:
    found = course("300 700 500 0", "320 U1\n450 U2\n610 U3\n220 U1")
    assert found.unit_hours == {"U1": 540, "U2": 450, "U3": 610}
    assert [found.points_in(unit) for unit in ("U1", "U2", "U3")] == [20, 17, 23]
    assert found.points_in("U9") is None


@pytest.mark.parametrize(("level", "least"), [(1, 40), (2, 60), (3, 60), (4, 120), (5, 60)], ids=str)
def test_the_size_of_each_level_is_met_exactly_and_missed_by_one(level: int, least: int) -> None:
    assert size_of(Decimal(least), full_size(level)) == QUALIFICATION
    assert size_of(Decimal(least) - 1, full_size(level)) == AWARD
    assert size_of(Decimal(least) + 1, full_size(level)) == QUALIFICATION


# --- steps and rests ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "step", "points", "left"),
    [
        ("24.99", "1", 0, "24.99"),
        ("25", "1", 1, "0"),
        ("25.01", "1", 1, "0.01"),
        ("1480", "1", 59, "5"),
        ("1480", "0.2", "59.2", "0"),
    ],
)
def test_points_are_whole_steps_and_the_rest_is_told(hours: str, step: str, points: object, left: str) -> None:
    found = points_of_hours(Decimal(hours), Decimal(25), Decimal(step))
    assert (found.points, found.hours_left) == (Decimal(str(points)), Decimal(left))


@pytest.mark.parametrize(
    ("hours", "per", "step"), [("-1", "25", "1"), ("1", "0", "1"), ("1", "25", "0"), ("NaN", "1", "1")]
)
def test_numbers_from_which_no_points_follow_are_refused(hours: str, per: str, step: str) -> None:
    with pytest.raises(ConversionError):
        points_of_hours(Decimal(hours), Decimal(per), Decimal(step))


@given(HOURS, st.sampled_from(["1", "0.5", "0.25"]))
def test_points_and_the_hours_left_are_all_hours_and_the_rest_is_less_than_a_step(hours: Decimal, step: str) -> None:
    found = points_of_hours(hours, Decimal(25), Decimal(step))
    assert Fraction(found.points) * 25 + Fraction(found.hours_left) == Fraction(hours)
    assert 0 <= found.hours_left < Decimal(step) * 25
    assert Fraction(found.points) % Fraction(step) == 0


@given(HOURS, HOURS)
def test_more_hours_never_give_fewer_points(one: Decimal, other: Decimal) -> None:
    fewer, more = sorted((one, other))
    assert points_of_hours(fewer, Decimal(25)).points <= points_of_hours(more, Decimal(25)).points


@given(st.lists(st.integers(1, 900), min_size=1, max_size=3))
def test_the_points_of_the_units_are_always_those_of_the_course(hours: list[int]) -> None:
    topics = "\n".join(f"{one} U{number}" for number, one in enumerate(hours, 1))
    found = course(f"{sum(hours)} 0 0 0", topics)
    assert found.sharing is not None
    assert found.points is not None
    assert sum(share.points for share in found.sharing.shares) == found.points.points


# --- contact --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "is_enough"), [("19 41 30 10", False), ("20 40 30 10", True), ("21 39 30 10", True)])
def test_malta_asks_for_5_hours_of_contact_a_point(hours: str, is_enough: bool) -> None:
    contact = course(hours).contact
    assert contact is not None
    assert contact.least == 20
    assert contact.is_enough == is_enough


def test_a_country_that_asks_for_no_contact_gets_no_judgement_on_it() -> None:
    assert course("0 40 54 10", country="Estonia").contact is None


# --- what stands in the way -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (course("20 40 30 10"), "no topic is listed"),
        (course("20 40 30 10", "60 U1\n40 -"), "the topic topic 2 is in no unit"),
        (course("20 40 30 10", "- U1"), "the topic topic 1 has no hours that count"),
        (course("20 40 30 10", "0 U1"), "the weights are all 0: no proportions follow from them"),
        (course("20 40 30 10", "60 U1", step="0.3"), ""),
    ],
)
def test_what_keeps_points_from_being_shared_is_said(found: Conversion, problem: str) -> None:
    assert found.problems == ((problem,) if problem else ())
    assert (found.sharing is None) == bool(problem)


def test_without_a_national_profile_no_points_follow() -> None:
    found = course("20 40 30 10", "100 U1", country="")
    assert found.points is None
    assert "names no national profile" in found.problems[0]


def test_a_kind_of_hours_below_0_gives_no_points() -> None:
    found = course("20 -1 30 10", "100 U1")
    assert found.points is None
    assert found.problems == ("one of the four kinds of hours is missing or below 0",)


# --- the reasoning --------------------------------------------------------------------------------------------------


def test_the_way_from_hours_to_units_is_told_line_by_line() -> None:
    lines = reasoning(course("295 700 400 85", "900 U1\n580 U2"))
    assert lines[:5] == (
        "1480 hours of learning / 25 hours per point = 59.2 points.",
        "In whole steps of 1: 59 points. 5 hours are left over; 20 hours more would give the next step.",
        "Direct contact: 295 hours; 295 are asked for, 5 for each point: enough.",
        "A full qualification at level 3 has 60 points; 59 is below 60: an award.",
        "Shared among the units by the hours of their topics:",
    )
    assert lines[-1] == "36 + 23 = 59."


def test_a_range_of_sizes_is_told_as_a_range() -> None:
    lines = reasoning(course("1000 1000 900 100", "3000 U1", level=5))
    assert "A full qualification at level 5 has 60 to 120 points; 120 is at least 60: a qualification." in lines
