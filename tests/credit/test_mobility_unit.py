from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.mobility_unit import certificate_obstacles, is_too_late, last_day_of_part_2, months_after
from ecvet_office.model.grades import MobilityUnit

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


@given(st.dates(date(2009, 1, 1), date(2100, 1, 1)), st.integers(0, 48))
def test_months_later_is_at_least_28_days_a_month_and_at_most_31(day: date, months: int) -> None:
    assert timedelta(28 * months) <= months_after(day, months) - day <= timedelta(31 * months)
