"""Grades weighted by coefficients, as a national examination takes them: exactly, and line by line.

Grades here make up for one another. ECVET does not work like that: there each unit is recognised by itself, and points
never depend on a grade (2009/C 155/02, Annex II, 1 to 4). Nothing of this module reaches a learner's points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ecvet_office.law.grade_profiles import GradeProfile
from ecvet_office.law.national_profiles import FRENCH
from ecvet_office.model.errors import EcvetError
from ecvet_office.model.points import number_text, points_text

Mark = Decimal | Fraction
PLACES_OF_A_MEAN = 2


class GradingError(EcvetError, ValueError):
    """Grades from which no mean follows: one off the scale, one without its coefficient, too many optional units."""


class Standing(StrEnum):
    """What follows from a mean. OPEN: only the grade in professional practice decides, and it is not known yet."""

    PASSED = "passed"
    CONTROL = "control examination"
    FAILED = "not passed"
    OPEN = "professional practice decides"


@dataclass(frozen=True, slots=True)
class GradeResult:
    """What the grades of a learner come to.

    Attributes:
        weighted_sum: grades times coefficients, summed, before optional units.
        coefficients: the sum of the coefficients, by which the whole is divided.
        bonus: what optional units add to the sum, 0 or more.
        mean: exact, on the profile's scale; everything is decided by it.
        shown: the mean to two decimals, a half up: for the eye alone.
        standing: what follows from the mean.
        distinction: of a learner who passed at once, or None.
        lines: the reasoning, line by line, in plain English.
    """

    weighted_sum: Fraction
    coefficients: Fraction
    bonus: Fraction
    mean: Fraction
    shown: Decimal
    standing: Standing
    distinction: str | None
    lines: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether the mean reaches the pass mark, compared exactly: 9.9982 is shown as 10.00 and does not."""
        return self.standing is Standing.PASSED


def weighted_mean(grades: Sequence[Mark], coefficients: Sequence[Mark]) -> Fraction:
    """Gives the mean of grades weighted by their coefficients, exactly.

    Args:
        grades: of the compulsory units, in any order.
        coefficients: one for each grade, in the same order, above 0.

    Raises:
        GradingError: there is no grade, the two do not match in number, or one is no number or a coefficient not
            above 0.

    >>> weighted_mean([Decimal(8), Decimal(14)], [Decimal(2), Decimal(1)])
    Fraction(10, 1)
    """
    weighted, divisor = _weighted_sum(grades, coefficients)
    return weighted / divisor


def explain_grades(
    grades: Sequence[Mark],
    coefficients: Sequence[Mark],
    optional: Sequence[Mark] = (),
    *,
    practice: Mark | None = None,
    profile: GradeProfile = FRENCH,
    units: Sequence[str] | None = None,
    optional_units: Sequence[str] | None = None,
) -> GradeResult:
    """Gives the mean of a learner's grades, what follows from it, and the reasoning in words.

    Args:
        grades: of the compulsory units, on the profile's scale.
        coefficients: one for each grade, in the same order, above 0.
        optional: grades of optional units; what they have above the profile's mark is added to the sum, which is
            divided by the same coefficients as without them. A lower grade changes nothing.
        practice: the grade in professional practice; None where it is not known.
        profile: the marks that decide, and their scale.
        units: the names of the units, in the order of the grades; "unit 1" and so on where left out.
        optional_units: the names of the optional units; "optional unit 1" and so on where left out.

    Raises:
        GradingError: there is no grade, the lists do not match in number, a grade lies off the scale, a coefficient is
            not above 0, or there are more optional units than the profile lets add.
    """
    names = _names(units, len(grades), "unit")
    optional_names = _names(optional_units, len(optional), "optional unit")
    if len(optional) > profile.most_optional:
        raise GradingError(f"{len(optional)} optional units are graded, at most {profile.most_optional} may add points")
    practice_marks, practice_names = ([], []) if practice is None else ([practice], ["professional practice"])
    for name, grade in zip(
        (*names, *optional_names, *practice_names), (*grades, *optional, *practice_marks), strict=True
    ):
        _require_on_scale(grade, name, profile)
    weighted, divisor = _weighted_sum(grades, coefficients, names)
    bonus = Fraction(sum(bonus_of(grade, profile) for grade in optional))
    mean = (weighted + bonus) / divisor
    standing = standing_of(mean, practice, profile)
    distinction = distinction_of(mean, profile) if standing is Standing.PASSED else None
    lines = (
        *_unit_lines(names, grades, coefficients),
        f"Together {number_text(weighted)}; the coefficients together {number_text(divisor)}.",
        *_optional_lines(optional_names, optional, profile),
        _mean_line(weighted, bonus, divisor),
        _standing_line(mean, standing, practice, profile),
        *_distinction_lines(standing, distinction, profile),
    )
    return GradeResult(weighted, divisor, bonus, mean, shown_mean(mean), standing, distinction, lines)


def bonus_of(grade: Mark, profile: GradeProfile = FRENCH) -> Fraction:
    """Gives what the grade of an optional unit adds to the sum: what it has above the mark, never less than 0."""
    return max(Fraction(grade) - profile.bonus_mark, Fraction(0))


def shown_mean(mean: Fraction) -> Decimal:
    """Gives a mean to two decimals, a half up; nothing may be decided by it.

    >>> str(shown_mean(Fraction(27995, 2800))), str(shown_mean(Fraction(8)))
    ('10.00', '8.00')
    """
    hundredths = math.floor(mean * 10**PLACES_OF_A_MEAN + Fraction(1, 2))
    return Decimal(f"{hundredths}E-{PLACES_OF_A_MEAN}")


def standing_of(mean: Fraction, practice: Mark | None, profile: GradeProfile = FRENCH) -> Standing:
    """Gives what follows from an exact mean.

    Args:
        mean: with what optional units add.
        practice: the grade in professional practice, None where it is not known; it matters only between the mark of
            the control examination and the pass mark.
        profile: the marks that decide.
    """
    if mean >= profile.pass_mark:
        return Standing.PASSED
    if mean < profile.control_mark:
        return Standing.FAILED
    if practice is None:
        return Standing.OPEN
    return Standing.CONTROL if practice >= profile.practice_mark else Standing.FAILED


def distinction_of(mean: Fraction, profile: GradeProfile = FRENCH) -> str | None:
    """Gives the distinction of who passed at once with this exact mean, None for none; a control gives none."""
    return next((name for name, mark in profile.distinctions if mean >= mark), None)


def _weighted_sum(
    grades: Sequence[Mark], coefficients: Sequence[Mark], names: Sequence[str] | None = None
) -> tuple[Fraction, Fraction]:
    """Gives the sum of grades times coefficients, and the sum of the coefficients.

    Raises:
        GradingError: there is no grade, the two do not match, or something is no number or a coefficient not above 0.
    """
    if not grades:
        raise GradingError("there is no grade: a mean needs one or more")
    if len(grades) != len(coefficients):
        raise GradingError(f"{len(grades)} grades and {len(coefficients)} coefficients do not match")
    for name, grade, coefficient in zip(_names(names, len(grades), "unit"), grades, coefficients, strict=True):
        if not (_is_number(grade) and _is_number(coefficient)):
            raise GradingError(f"{name} has grade {grade} and coefficient {coefficient}: both must be numbers")
        if coefficient <= 0:
            raise GradingError(f"{name} has coefficient {_text(coefficient)}: it must be above 0")
    weighted = sum(Fraction(grade) * Fraction(weight) for grade, weight in zip(grades, coefficients, strict=True))
    return Fraction(weighted), Fraction(sum(Fraction(weight) for weight in coefficients))


def _require_on_scale(grade: Mark, name: str, profile: GradeProfile) -> None:
    if not _is_number(grade) or not 0 <= grade <= profile.highest:
        found = _text(grade) if _is_number(grade) else str(grade)
        raise GradingError(f"{name} has grade {found}: the scale goes from 0 to {number_text(profile.highest)}")


def _is_number(value: Mark) -> bool:
    return isinstance(value, Fraction) or value.is_finite()


def _names(names: Sequence[str] | None, number: int, noun: str) -> Sequence[str]:
    """Gives the names, made up where there are none.

    Raises:
        GradingError: there are not as many names as grades.
    """
    if names is None:
        return [f"{noun} {place}" for place in range(1, number + 1)]
    if len(names) != number:
        raise GradingError(f"{len(names)} names of units and {number} grades do not match")
    return names


# --- the reasoning in words -----------------------------------------------------------------------------------------


def _unit_lines(names: Sequence[str], grades: Sequence[Mark], coefficients: Sequence[Mark]) -> list[str]:
    return [
        f"{name}: grade {_text(grade)} times coefficient {_text(coefficient)} is "
        f"{number_text(Fraction(grade) * Fraction(coefficient))}."
        for name, grade, coefficient in zip(names, grades, coefficients, strict=True)
    ]


def _optional_lines(names: Sequence[str], grades: Sequence[Mark], profile: GradeProfile) -> list[str]:
    mark = number_text(profile.bonus_mark)
    lines = []
    for name, grade in zip(names, grades, strict=True):
        bonus = bonus_of(grade, profile)
        effect = f"{number_text(bonus)} above {mark} is added" if bonus else f"not above {mark}, so nothing is added"
        lines.append(f"{name}: optional, grade {_text(grade)}, {effect}.")
    return lines


def _mean_line(weighted: Fraction, bonus: Fraction, divisor: Fraction) -> str:
    added = f"({number_text(weighted)} + {number_text(bonus)})" if bonus else number_text(weighted)
    mean = (weighted + bonus) / divisor
    exact = number_text(mean)
    sign = exact if exact.startswith("≈") else f"= {exact}"
    return f"Mean: {added} / {number_text(divisor)} {sign}, shown as {shown_mean(mean)}."


def _standing_line(mean: Fraction, standing: Standing, practice: Mark | None, profile: GradeProfile) -> str:
    mark, lower = number_text(profile.pass_mark), number_text(profile.control_mark)
    if standing is Standing.PASSED:
        return f"Passed: {mark} or more, compared exactly."
    if mean < profile.control_mark:
        return f"Not passed: below {lower}."
    band = f"{lower} or more and below {mark}"
    asked = number_text(profile.practice_mark)
    if practice is None:
        return f"Open: {band}. With {asked} or more in professional practice, a control examination; else not passed."
    if standing is Standing.CONTROL:
        return f"Control examination: {band}, and {_text(practice)} in professional practice is {asked} or more."
    return f"Not passed: {band}, and {_text(practice)} in professional practice is below {asked}."


def _distinction_lines(standing: Standing, distinction: str | None, profile: GradeProfile) -> list[str]:
    if standing is not Standing.PASSED:
        return []
    if distinction is None:
        lowest = number_text(profile.distinctions[-1][1]) if profile.distinctions else ""
        return [f"No distinction: below {lowest}."] if lowest else []
    mark = dict(profile.distinctions)[distinction]
    return [f"Distinction {distinction}: {number_text(mark)} or more."]


def _text(value: Mark) -> str:
    return number_text(value) if isinstance(value, Fraction) else points_text(value)
