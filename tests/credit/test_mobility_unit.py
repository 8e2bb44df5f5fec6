from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.mobility_unit import (
    certificate_obstacles,
    is_too_late,
    last_day_of_part_2,
    months_after,
    obstacles_by_field,
    parts_during_stay,
    unit_of_mobility,
)
from ecvet_office.model.grades import Grade, MobilityUnit, PartAbroad
from ecvet_office.model.learners import Learner
from ecvet_office.model.qualifications import UnitPoints
from ecvet_office.model.register import Register

RETURNED = date(2025, 4, 11)


def _unit(grade: str | None, *, diploma: bool | None, part2_on: date | None = date(2025, 7, 11)) -> MobilityUnit:
    return MobilityUnit(
        learner="L1",
        returned_on=RETURNED,
        part1_on=date(2025, 4, 10),
        part2_on=part2_on,
        grade=None if grade is None else Decimal(grade),
        diploma=diploma,
    )


@pytest.mark.parametrize(
    ("day", "late"), [(date(2025, 7, 10), False), (date(2025, 7, 11), False), (date(2025, 7, 12), True)]
)
def test_part_2_before_on_and_after_the_last_day_of_three_months(day: date, late: bool) -> None:
    assert is_too_late(day, RETURNED) is late


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2023, 11, 30), date(2024, 2, 29)),
        (date(2025, 12, 31), date(2026, 3, 31)),
        (date(2025, 10, 1), date(2026, 1, 1)),
    ],
)
def test_months_end_where_the_calendar_ends_them(day: date, later: date) -> None:
    assert months_after(day, 3) == later == last_day_of_part_2(day)


@pytest.mark.parametrize(
    ("grade", "diploma", "obstacles"),
    [
        ("9.99", True, ("a grade below the pass mark",)),
        ("10", True, ()),
        ("10.01", True, ()),
        ("10", False, ("no diploma",)),
        ("10", None, ("no diploma",)),
        (None, True, ("no grade",)),
    ],
)
def test_the_certificate_needs_10_and_the_diploma(
    grade: str | None, diploma: bool | None, obstacles: tuple[str, ...]
) -> None:
    assert certificate_obstacles(_unit(grade, diploma=diploma)) == obstacles


def test_the_certificate_needs_both_parts_in_time() -> None:
    assert certificate_obstacles(_unit("12", diploma=True, part2_on=date(2025, 7, 12))) == ("part 2 too late",)
    assert certificate_obstacles(_unit("12", diploma=True, part2_on=None)) == ("no part 2",)
    assert certificate_obstacles(MobilityUnit(learner="L1", grade=Decimal(12), diploma=True)) == (
        "no part 1",
        "no part 2",
    )


def test_each_obstacle_is_told_with_the_cell_that_shows_it() -> None:
    late = _unit("9", diploma=False, part2_on=date(2025, 7, 12))
    assert dict(obstacles_by_field(late)) == {
        "grade": "a grade below the pass mark",
        "diploma": "no diploma",
        "part2_on": "part 2 too late",
    }


def _register(optional: tuple[str, ...], grades: tuple[tuple[str, str | None], ...] = ()) -> Register:
    return Register(
        learners=(Learner(id="L1", qualification="Q1"),),
        unit_points=(
            UnitPoints(qualification="Q1", unit="U1"),
            *(UnitPoints(qualification="Q1", unit=one, examined_as="optional") for one in optional),
        ),
        grades=tuple(Grade(learner="L1", unit=unit, grade=mark and Decimal(mark)) for unit, mark in grades),
    )


@pytest.mark.parametrize(
    ("optional", "grades", "unit"),
    [
        (("UM",), (), "UM"),
        (("UM", "UL"), (("UL", "11"), ("UM", "12.0")), "UM"),
        (("UM", "UL"), (("UL", "12"), ("UM", "12")), ""),
        (("UM", "UL"), (("U1", "12"),), ""),
        (("UM", "UL"), (), ""),
        ((), (("U1", "12"),), ""),
    ],
)
def test_the_mobility_unit_is_the_only_optional_one_or_the_one_with_its_grade(
    optional: tuple[str, ...], grades: tuple[tuple[str, str | None], ...], unit: str
) -> None:
    assert unit_of_mobility(_register(optional, grades), _unit("12", diploma=True)) == unit


def test_no_grade_tells_no_unit_from_another() -> None:
    register = _register(("UM", "UL"), (("UM", None), ("UL", "12")))
    assert unit_of_mobility(register, _unit(None, diploma=True)) == ""


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2025, 3, 2), False),
        (date(2025, 3, 3), True),
        (date(2025, 4, 11), True),
        (date(2025, 4, 12), False),
        (None, False),
    ],
)
def test_a_part_counts_for_the_stay_from_its_first_to_its_last_day(day: date | None, counts: bool) -> None:
    register = Register(parts_abroad=(PartAbroad(learner="L1", unit="U1", assessed_on=day),))
    stay = MobilityUnit(learner="L1", left_on=date(2025, 3, 3), returned_on=RETURNED)
    assert bool(parts_during_stay(register, stay)) is counts
    assert parts_during_stay(register, stay.model_copy(update={"left_on": None})) == ()
    assert parts_during_stay(register, stay.model_copy(update={"learner": "L2"})) == ()


@given(st.dates(date(2009, 1, 1), date(2100, 1, 1)), st.integers(0, 48))
def test_months_later_is_at_least_28_days_a_month_and_at_most_31(day: date, months: int) -> None:
    assert timedelta(28 * months) <= months_after(day, months) - day <= timedelta(31 * months)
