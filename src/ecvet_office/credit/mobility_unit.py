"""The optional mobility unit of the French examinations: its time limit, and when its certificate is due."""

from __future__ import annotations

import calendar
from datetime import date

from ecvet_office.law.grade_profiles import MOBILITY_MARK, PART_2_MONTHS
from ecvet_office.model.grades import MobilityUnit

MONTHS_IN_A_YEAR = 12


def months_after(day: date, months: int) -> date:
    """Gives the same day some calendar months later; the last of the month where that month is too short.

    >>> months_after(date(2025, 4, 11), 3), months_after(date(2025, 11, 30), 3)
    (datetime.date(2025, 7, 11), datetime.date(2026, 2, 28))
    """
    years, month = divmod(day.month - 1 + months, MONTHS_IN_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day_of_part_2(returned_on: date) -> date:
    """Gives the last day on which part 2 may be assessed at home; that day is in time."""
    return months_after(returned_on, int(PART_2_MONTHS.value))


def is_too_late(part2_on: date, returned_on: date) -> bool:
    """Whether part 2 was assessed after its last day."""
    return part2_on > last_day_of_part_2(returned_on)


def certificate_obstacles(row: MobilityUnit) -> tuple[str, ...]:
    """Gives what keeps the certificate of the mobility unit from being issued, a few words each; none where it is due.

    It needs a grade of 10 or more and the diploma, both parts assessed, and the second of them in time.
    """
    found = []
    if row.grade is None:
        found.append("no grade")
    elif row.grade < MOBILITY_MARK.value:
        found.append("a grade below the pass mark")
    if not row.diploma:
        found.append("no diploma")
    if row.part1_on is None:
        found.append("no part 1")
    if row.part2_on is None:
        found.append("no part 2")
    elif row.returned_on is not None and is_too_late(row.part2_on, row.returned_on):
        found.append("part 2 too late")
    return tuple(found)
