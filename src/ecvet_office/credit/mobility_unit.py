"""The optional mobility unit of the French examinations: its time limit, and when its certificate is due."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from ecvet_office.law.grade_profiles import MOBILITY_MARK, PART_2_MONTHS
from ecvet_office.model.grades import OPTIONAL, MobilityUnit, PartAbroad
from ecvet_office.model.register import Register

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
    return tuple(words for _, words in obstacles_by_field(row))


def obstacles_by_field(row: MobilityUnit) -> Iterator[tuple[str, str]]:
    """Gives each obstacle of the certificate with the field of the row that shows it; see `certificate_obstacles`."""
    if row.grade is None:
        yield "grade", "no grade"
    elif row.grade < MOBILITY_MARK.value:
        yield "grade", "a grade below the pass mark"
    if not row.diploma:
        yield "diploma", "no diploma"
    if row.part1_on is None:
        yield "part1_on", "no part 1"
    if row.part2_on is None:
        yield "part2_on", "no part 2"
    elif row.returned_on is not None and is_too_late(row.part2_on, row.returned_on):
        yield "part2_on", "part 2 too late"


def unit_of_mobility(register: Register, row: MobilityUnit) -> str:
    """Gives the id of the optional unit that is the mobility unit; empty where the workbook does not tell it.

    The row names none. It is the one optional unit of the learner's qualification, or of several the one that alone has
    the same grade on the sheet Grades.
    """
    learner = register.learner.get(row.learner)
    units = register.units_in.get((learner.qualification if learner else None) or "", ())
    optional = [one.unit for one in units if one.examined_as == OPTIONAL]
    if len(optional) != 1:
        graded = [one for one in register.grades_of.get(row.learner, ()) if one.unit in optional]
        optional = [one.unit for one in graded if one.grade is not None and one.grade == row.grade]
    return optional[0] if len(optional) == 1 else ""


def parts_during_stay(register: Register, row: MobilityUnit) -> tuple[PartAbroad, ...]:
    """Gives the parts of other units that were assessed on a day of the stay, in the order of the sheet.

    Both the first and the last day count; a stay that lacks one of them has no parts.
    """
    if row.left_on is None or row.returned_on is None:
        return ()
    first, last = row.left_on, row.returned_on
    return tuple(
        one
        for one in register.parts_abroad
        if one.learner == row.learner and one.assessed_on is not None and first <= one.assessed_on <= last
    )
