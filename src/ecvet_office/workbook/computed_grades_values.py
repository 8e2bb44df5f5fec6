"""What the formulas of grades give, worked out from the records: shown before Excel calculates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from ecvet_office.credit.examination import is_weighed, practice_of, weighed_units
from ecvet_office.credit.grades import bonus_of, distinction_of, standing_of
from ecvet_office.credit.mobility_unit import is_too_late, last_day_of_part_2
from ecvet_office.law.national_profiles import grades_of
from ecvet_office.model.grades import OPTIONAL, Grade, MobilityUnit, PartAbroad
from ecvet_office.model.learners import Learner
from ecvet_office.model.points import exact_decimal
from ecvet_office.model.qualifications import UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.workbook import computed_grades as headers
from ecvet_office.workbook.computed_column import LEARNER, UNIT

FormulaValue = str | Decimal
RowValues = Mapping[str, FormulaValue]


def of_grade(register: Register, row: Grade) -> RowValues:
    """Gives what the computed columns show beside a grade."""
    place = _place(register, row)
    is_optional = place is not None and place.examined_as == OPTIONAL
    weighed = place if place is not None and is_weighed(place) else None
    counts: FormulaValue = ""
    if row.grade is not None and is_optional:
        counts = exact_decimal(bonus_of(row.grade, grades_of(register.settings)))
    elif row.grade is not None and weighed is not None and weighed.coefficient is not None:
        counts = exact_decimal(Fraction(row.grade) * Fraction(weighed.coefficient))
    return {
        headers.EXAMINED: (place.examined_as if place else None) or "",
        headers.COEFFICIENT: (weighed.coefficient if weighed else None) or "",
        headers.COUNTS: counts,
        LEARNER: row.learner,
        UNIT: row.unit,
    }


def _place(register: Register, row: Grade) -> UnitPoints | None:
    learner = register.learner.get(row.learner)
    return register.points_of.get((learner.qualification or "", row.unit)) if learner else None


def of_graded_learner(register: Register, row: Learner) -> RowValues:
    """Gives the mean of a learner and what follows from it, as the formulas round it."""
    needed = len(weighed_units(register, row.qualification or ""))
    if not needed:
        return {headers.MEAN: "", headers.FOLLOWS: ""}
    rows = [(place, one) for one in register.grades_of.get(row.id, ()) if (place := _place(register, one)) is not None]
    given = [(place, one) for place, one in rows if one.grade is not None and is_weighed(place)]
    optional = [one for place, one in rows if one.grade is not None and place.examined_as == OPTIONAL]
    marks = grades_of(register.settings)
    if len(optional) > marks.most_optional:
        return {headers.MEAN: "", headers.FOLLOWS: headers.SEE_FINDINGS}
    if len(given) != needed:
        return {headers.MEAN: "", headers.FOLLOWS: f"{len(given)} of {needed} grades"}
    weights = Fraction(sum(Fraction(place.coefficient or 0) for place, _ in given))
    whole = sum(Fraction(one.grade or 0) * Fraction(place.coefficient or 0) for place, one in given)
    mean = _rounded((Fraction(whole) + sum(bonus_of(one.grade or Decimal(0), marks) for one in optional)) / weights)
    practice = practice_of(tuple(given))
    standing = standing_of(mean, None if practice is None else _rounded(practice), marks)
    distinction = distinction_of(mean, marks) if standing == "passed" else None
    follows = f"{standing}{headers.BEFORE_DISTINCTION}{distinction}" if distinction else str(standing)
    return {headers.MEAN: exact_decimal(mean), headers.FOLLOWS: follows}


def _rounded(value: Fraction) -> Fraction:
    scale = 10**headers.ROUNDED
    return Fraction(math.floor(value * scale + Fraction(1, 2)), scale)


def of_mobility_unit(row: MobilityUnit) -> RowValues:
    """Gives whether part 2 of a mobility unit was assessed in time, or until when it may be."""
    if row.returned_on is None:
        return {headers.CHECK: ""}
    until = last_day_of_part_2(row.returned_on).isoformat()
    if row.part2_on is None:
        return {headers.CHECK: headers.PART_MISSING + until}
    late = is_too_late(row.part2_on, row.returned_on)
    return {headers.CHECK: headers.TOO_LATE + until if late else headers.IN_TIME}


def of_part_abroad(row: PartAbroad) -> RowValues:
    """Gives whether the conditions of a part abroad were fixed before it was assessed."""
    if row.assessed_on is None:
        return {headers.CHECK: ""}
    if row.fixed_on is None:
        return {headers.CHECK: headers.NOT_FIXED}
    return {headers.CHECK: headers.FIXED_AFTER if row.fixed_on > row.assessed_on else headers.FIXED_BEFORE}
