"""Grades in ranges: each learner's weighted mean and what follows from it, exactly as the rules of an examination."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ecvet_office.credit.grades import GradingError, explain_grades
from ecvet_office.excel.range_numbers import Cells, number_in, numbers_along
from ecvet_office.law.grade_profiles import GradeProfile
from ecvet_office.law.national_profiles import FRENCH
from ecvet_office.model.errors import UsageError

Answer = list[list[float | str]]


def grade_rows(grades: Cells, coefficients: Cells, optional: Cells, scale: Decimal | None) -> Answer:
    """Gives each learner's mean to two decimals, what follows from it, and the distinction.

    What is wrong with one learner's grades is told in the place of that mean, and the others are computed.

    Args:
        grades: with a row of coefficients, a learner's grades in each row; with a column of them, in each column.
        coefficients: one row, or one column, above 0.
        optional: the grades of optional units, laid out like the grades; may be empty, and so may each cell.
        scale: the highest grade; None for that of the profile.

    Returns:
        A row for each learner, or a column where the coefficients are one; blanks for who has no grade at all.

    Raises:
        UsageError: the coefficients cannot be read, the ranges do not match, or the scale is none.
    """
    weights = numbers_along(coefficients, "coefficients", "type the coefficient of each unit")
    if len(coefficients) > 1:
        turned = grade_rows(_turned(grades), _turned(coefficients), _turned(optional), scale)
        return [list(row) for row in zip(*turned, strict=True)]
    profile = _profile(scale)
    _require_fitting(grades, weights, optional)
    rows: Answer = []
    for number, row in enumerate(grades):
        try:
            rows.append(_learner(row[: len(weights)], weights, optional[number] if optional else (), profile))
        except (GradingError, UsageError) as error:
            rows.append([f"ECVET: learner {number + 1}: {error}", "", ""])
    return rows


def _learner(
    grades: Sequence[object], weights: Sequence[Decimal], optional: Sequence[object], profile: GradeProfile
) -> list[float | str]:
    read = [number_in(value, f"the grade of unit {place}") for place, value in enumerate(grades, 1)]
    extra = [number_in(value, f"the grade of optional unit {place}") for place, value in enumerate(optional, 1)]
    if all(grade is None for grade in [*read, *extra]):
        return ["", "", ""]
    marks = [grade for grade in read if grade is not None]
    if len(marks) < len(read):
        raise UsageError(f"the grade of unit {read.index(None) + 1} is empty; a mean needs every grade")
    result = explain_grades(marks, weights, [grade for grade in extra if grade is not None], profile=profile)
    return [float(result.shown), str(result.standing), result.distinction or ""]


def _profile(scale: Decimal | None) -> GradeProfile:
    if scale is None:
        return FRENCH
    if not scale.is_finite() or scale <= 0:
        raise UsageError(f"the scale is the highest grade, a number above 0, not {scale}")
    return FRENCH.on_scale(scale)


def _require_fitting(grades: Cells, weights: Sequence[Decimal], optional: Cells) -> None:
    """Raises UsageError unless there is a grade for each coefficient, and a row of optional grades for each learner."""
    width = len(grades[0]) if grades else 0
    if not weights:
        raise UsageError("there are no coefficients: a mean needs one for each unit")
    if width < len(weights):
        raise UsageError(f"there are {len(weights)} coefficients and grades of {width} units; select as many of both")
    if any(value not in (None, "") for row in grades for value in row[len(weights) :]):
        raise UsageError(f"there are grades without a coefficient: the coefficients are {len(weights)}")
    if optional and len(optional) != len(grades):
        raise UsageError(f"the optional grades are those of {len(optional)} learners, the grades of {len(grades)}")


def _turned(cells: Cells) -> list[list[object]]:
    return [list(column) for column in zip(*cells, strict=True)]
