"""Learning time by task fields, and the points that follow from it, exactly and line by line.

The method of the web platform CEMES, used in the pilot project ESyCQ: hours that can be learnt formally, hours of
practical experience times a learning-time factor, added up; the sum is held beside another pathway's, corrected where
there is a reason, and turned into points. No source publishes a value of the factor, so it is always an argument. This
weighs a pathway before anybody walks it: it never looks at the time that a learner took (2009/C 155/02, Annex II, 4).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ecvet_office.credit.sharing import ONE_POINT, Sharing, SharingError, explain_sharing
from ecvet_office.model.errors import EcvetError
from ecvet_office.model.points import exact_decimal, number_text, points_text

NO_HOURS = Decimal(0)


class LearningTimeError(EcvetError, ValueError):
    """Hours, a factor or a correction from which no learning time follows."""


@dataclass(frozen=True, slots=True)
class FieldHours:
    """The hours of one task field.

    Attributes:
        name: of the task field.
        formal: hours that can be learnt formally, 0 or more.
        experience: hours of practical experience needed besides, 0 or more.
        factor: learning hours that one hour of experience stands for, above 0; None where there is no experience.
    """

    name: str
    formal: Decimal
    experience: Decimal = NO_HOURS
    factor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Another pathway beside which one is held: its name and its learning time in hours, before any correction."""

    name: str
    hours: Fraction


@dataclass(frozen=True, slots=True)
class LearningTime:
    """The learning time of a pathway and its points.

    Attributes:
        hours: of each task field, in the order given.
        total: their sum, in hours.
        corrected: the sum with the correction, in hours.
        exact_points: the corrected hours by the hours per point.
        points: the same to the nearest multiple of the step, a half up.
        sharing: these points among the task fields by their hours, in the order given.
        lines: the reasoning, line by line, in plain English.
    """

    hours: tuple[Fraction, ...]
    total: Fraction
    corrected: Fraction
    exact_points: Fraction
    points: Decimal
    sharing: Sharing
    lines: tuple[str, ...]


def learning_hours(field: FieldHours) -> Fraction:
    """Gives the learning time of a task field in hours: formal hours, and experience times the factor.

    Raises:
        LearningTimeError: hours are below 0 or no number, or there is experience without a factor above 0.

    >>> learning_hours(FieldHours("Purchasing", Decimal(120), Decimal(200), Decimal("0.25")))
    Fraction(170, 1)
    """
    for what, hours in (("formal hours", field.formal), ("hours of experience", field.experience)):
        if not hours.is_finite() or hours < 0:
            raise LearningTimeError(f"{field.name} has {hours} {what}: they must be 0 or more")
    if not field.experience:
        return Fraction(field.formal)
    if field.factor is None:
        raise LearningTimeError(f"{field.name} has hours of experience and no learning-time factor")
    if not field.factor.is_finite() or field.factor <= 0:
        raise LearningTimeError(f"{field.name} has the learning-time factor {field.factor}: it must be above 0")
    return Fraction(field.formal) + Fraction(field.experience) * Fraction(field.factor)


def corrected_hours(fields: Sequence[FieldHours], correction: Decimal = NO_HOURS) -> Fraction:
    """Gives the learning time of a pathway in hours, with the correction.

    Raises:
        LearningTimeError: there is no task field, something is wrong with its hours, or nothing is left above 0.
    """
    if not fields:
        raise LearningTimeError("there is no task field: a learning time needs one or more")
    if not correction.is_finite():
        raise LearningTimeError(f"a correction of {correction} hours is no number")
    hours = Fraction(sum(learning_hours(field) for field in fields)) + Fraction(correction)
    if hours <= 0:
        raise LearningTimeError(f"{number_text(hours)} hours of learning are left: they must be above 0")
    return hours


def explain_learning_time(
    fields: Sequence[FieldHours],
    hours_per_point: Decimal,
    *,
    correction: Decimal = NO_HOURS,
    reason: str = "",
    compared: Sequence[Compared] = (),
    step: Decimal = ONE_POINT,
) -> LearningTime:
    """Gives the learning time of a pathway, its points, their share for each task field, and the reasoning.

    Args:
        fields: the task fields, one or more.
        hours_per_point: hours of learning that one point stands for, above 0.
        correction: hours added to the sum, or taken away where below 0.
        reason: why; needed where the correction is not 0.
        compared: other pathways to hold this one beside.
        step: points are multiples of it; above 0.

    Raises:
        LearningTimeError: something above does not hold, or hours or factors are wrong.
    """
    if correction and not reason.strip():
        raise LearningTimeError(f"a correction of {points_text(correction)} hours needs its reason in writing")
    if not hours_per_point.is_finite() or hours_per_point <= 0:
        raise LearningTimeError(f"{hours_per_point} hours per point: they must be above 0")
    if not step.is_finite() or step <= 0:
        raise LearningTimeError(f"{step} is no step: it must be above 0")
    corrected = corrected_hours(fields, correction)
    hours = tuple(map(learning_hours, fields))
    exact = corrected / Fraction(hours_per_point)
    points = _to_the_step(exact, step)
    try:
        sharing = explain_sharing(points, hours, step, [field.name for field in fields])
    except SharingError as error:
        raise LearningTimeError(str(error)) from error
    total = Fraction(sum(hours))
    lines = (
        *(_field_line(field, one) for field, one in zip(fields, hours, strict=True)),
        f"Together {number_text(total)} hours of learning.",
        *(_comparison_line(one, total) for one in compared),
        *([] if not correction else [_correction_line(correction, reason, corrected)]),
        _points_line(corrected, hours_per_point, exact, points, step),
        *sharing.lines,
    )
    return LearningTime(hours, total, corrected, exact, points, sharing, lines)


def _to_the_step(exact: Fraction, step: Decimal) -> Decimal:
    return exact_decimal(math.floor(exact / Fraction(step) + Fraction(1, 2)) * Fraction(step))


def _field_line(field: FieldHours, hours: Fraction) -> str:
    formal = f"{field.name}: {points_text(field.formal)} formal hours"
    if not field.experience or field.factor is None:
        return f"{formal}."
    experience = f"{points_text(field.experience)} hours of experience times {points_text(field.factor)}"
    return f"{formal} and {experience}: {number_text(hours)} hours."


def _comparison_line(compared: Compared, total: Fraction) -> str:
    difference = total - compared.hours
    told = "as many" if not difference else f"{number_text(abs(difference))} {'more' if difference > 0 else 'fewer'}"
    return f"{compared.name} takes {number_text(compared.hours)} hours: this is {told}."


def _correction_line(correction: Decimal, reason: str, corrected: Fraction) -> str:
    verb = "added" if correction > 0 else "taken away"
    amount = points_text(abs(correction))
    return f"Corrected to {number_text(corrected)} hours: {amount} {verb}, because: {reason.strip().rstrip('.')}."


def _points_line(corrected: Fraction, per_point: Decimal, exact: Fraction, points: Decimal, step: Decimal) -> str:
    text = number_text(exact)
    sign = text if text.startswith("≈") else f"= {text}"
    told = f"{number_text(corrected)} hours / {points_text(per_point)} hours per point {sign} points"
    rounded = "" if Fraction(points) == exact else f", to the nearest {points_text(step)}: {points_text(points)}"
    return f"{told}{rounded}."
