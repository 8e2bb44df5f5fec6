"""The examination of each learner: which units it weighs, which grades are there, and what they come to.

A learner of whom a grade is missing, or whose grades break a rule, has no result but the reason; the others proceed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ecvet_office.credit.grades import GradeResult, GradingError, explain_grades, weighted_mean
from ecvet_office.law.grade_profiles import GradeProfile
from ecvet_office.law.national_profiles import grades_of
from ecvet_office.model.grades import OPTIONAL, PRACTICE, Grade
from ecvet_office.model.learners import Learner
from ecvet_office.model.qualifications import UnitPoints
from ecvet_office.model.register import Register


@dataclass(frozen=True, slots=True)
class Examination:
    """What one learner's grades come to.

    Attributes:
        learner: the id of the learner.
        qualification: the id of the qualification.
        graded: the compulsory units with their grades, in the order of the sheet Unit points.
        optional: the optional units that are graded, in the same order.
        missing: the ids of the compulsory units without a grade.
        result: the mean and what follows; None where there is none.
        problem: why there is none, in a sentence without a full stop; empty where there is a result.
    """

    learner: str
    qualification: str
    graded: tuple[tuple[UnitPoints, Grade], ...]
    optional: tuple[tuple[UnitPoints, Grade], ...]
    missing: tuple[str, ...]
    result: GradeResult | None
    problem: str = ""


def weighed_units(register: Register, qualification: str) -> tuple[UnitPoints, ...]:
    """Gives the compulsory units of an examination: those with a coefficient above 0, in the order of the sheet."""
    rows = register.units_in.get(qualification, ())
    return tuple(row for row in rows if is_weighed(row))


def is_weighed(row: UnitPoints) -> bool:
    """Whether the unit is compulsory and has a coefficient by which its grade can be weighed."""
    return row.examined_as != OPTIONAL and row.coefficient is not None and row.coefficient > 0


def examinations(register: Register, profile: GradeProfile | None = None) -> tuple[Examination, ...]:
    """Gives the examination of every learner with at least one grade, in the order of the sheet Learners.

    Args:
        register: of the workbook.
        profile: the marks that decide; None for those of the workbook's national profile.
    """
    marks = profile or grades_of(register.settings)
    return tuple(
        _examination(register, learner, marks)
        for learner in register.learner.values()
        if learner.id in register.grades_of and learner.qualification in register.qualification
    )


def grade_in(register: Register, learner: str, unit: str) -> Grade | None:
    """Gives the first grade that a learner has in a unit; None where there is none or its cell is empty."""
    rows = register.grades_of.get(learner, ())
    return next((row for row in rows if row.unit == unit and row.grade is not None), None)


def _examination(register: Register, learner: Learner, profile: GradeProfile) -> Examination:
    qualification = learner.qualification or ""
    weighed = weighed_units(register, qualification)
    graded = tuple(_graded(register, learner, weighed))
    missing = tuple(row.unit for row in weighed if row.unit not in {unit.unit for unit, _ in graded})
    chosen = (row for row in register.units_in.get(qualification, ()) if row.examined_as == OPTIONAL)
    optional = tuple(_graded(register, learner, chosen))
    problem = _problem(register, learner, weighed, missing)
    result = None
    if not problem:
        try:
            result = _result(register, graded, optional, profile)
        except GradingError as error:
            problem = str(error)
    return Examination(learner.id, qualification, graded, optional, missing, result, problem)


def _graded(
    register: Register, learner: Learner, rows: tuple[UnitPoints, ...] | Iterator[UnitPoints]
) -> Iterator[tuple[UnitPoints, Grade]]:
    for row in rows:
        grade = grade_in(register, learner.id, row.unit)
        if grade is not None:
            yield row, grade


def _problem(register: Register, learner: Learner, weighed: tuple[UnitPoints, ...], missing: tuple[str, ...]) -> str:
    if not weighed:
        return "no unit of the qualification has a coefficient"
    if missing:
        return f"no grade yet in {', '.join(missing)}"
    units = [row.unit for row in register.grades_of.get(learner.id, ())]
    twice = next((unit for unit in units if units.count(unit) > 1), "")
    return f"{twice} is graded twice" if twice else ""


def _result(
    register: Register,
    graded: tuple[tuple[UnitPoints, Grade], ...],
    optional: tuple[tuple[UnitPoints, Grade], ...],
    profile: GradeProfile,
) -> GradeResult:
    return explain_grades(
        [_number(grade) for _, grade in graded],
        [row.coefficient or Decimal(0) for row, _ in graded],
        [_number(grade) for _, grade in optional],
        practice=practice_of(graded),
        profile=profile,
        units=[unit_name(register, row.unit) for row, _ in graded],
        optional_units=[unit_name(register, row.unit) for row, _ in optional],
    )


def practice_of(graded: tuple[tuple[UnitPoints, Grade], ...]) -> Fraction | None:
    """Gives the grade in professional practice: of several such units their weighted mean; None where there is none."""
    units = [(row, grade) for row, grade in graded if row.examined_as == PRACTICE]
    if not units:
        return None
    return weighted_mean([_number(grade) for _, grade in units], [row.coefficient or Decimal(0) for row, _ in units])


def unit_name(register: Register, unit: str) -> str:
    """Gives the id of a unit with its title; the id alone where the workbook has none."""
    known = register.unit.get(unit)
    return f"{unit} {known.title}" if known and known.title else unit


def _number(grade: Grade) -> Decimal:
    return grade.grade if grade.grade is not None else Decimal(0)
