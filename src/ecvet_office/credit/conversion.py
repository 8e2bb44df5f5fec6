"""From the hours of a course to points, exactly: the method of the pilot project VET-CCS.

Hours of learning divided by the hours of one point give the points of the whole; its units share them by the hours of
their topics. How many hours a point stands for, how much of it is direct contact, and how many points a full
qualification has at a level, are choices of a country (`law.national_profiles`), none of the Recommendation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ecvet_office.credit.sharing import ONE_POINT, Sharing, SharingError, explain_sharing
from ecvet_office.law.national_profiles import FullSize, NationalProfile, profile_of, rounding_step
from ecvet_office.model.conversion import AWARD, QUALIFICATION, Course
from ecvet_office.model.errors import EcvetError
from ecvet_office.model.points import exact_decimal, number_text, points_text
from ecvet_office.model.register import Register


class ConversionError(EcvetError, ValueError):
    """Hours that cannot be turned into points."""


@dataclass(frozen=True, slots=True)
class PointsOfHours:
    """What hours of learning are in points.

    Attributes:
        hours: of learning.
        hours_per_point: the national profile's number.
        exact: hours divided by the hours of one point, before steps.
        step: the smallest amount that is given, in points.
        points: the whole steps in it: a point stands for all of its hours, so that a part of a step gives none.
        hours_left: hours beyond these points.
    """

    hours: Decimal
    hours_per_point: Decimal
    exact: Fraction
    step: Decimal
    points: Decimal
    hours_left: Decimal


@dataclass(frozen=True, slots=True)
class Contact:
    """How the hours of direct contact compare with the least that the points ask for; both in hours."""

    hours: Decimal
    least: Decimal
    per_point: Decimal

    @property
    def is_enough(self) -> bool:
        """Whether there is as much contact as is asked for; exactly as much is enough."""
        return self.hours >= self.least


@dataclass(frozen=True, slots=True)
class Conversion:
    """A course converted, as far as its data allow.

    Attributes:
        course: its id.
        points: of the whole; None where they cannot be worked out.
        contact: None where the hours of contact are unknown or the profile asks for none.
        full_size: points of a full qualification at the course's level; None where the profile names none.
        size: what the course is by its points, QUALIFICATION or AWARD; empty where that cannot be said.
        unit_hours: by unit, the hours of its topics, in the order of the topics.
        sharing: of the points among the units; None where they cannot be shared.
        problems: what stands in the way, in sentences; empty where everything was worked out.
    """

    course: str
    points: PointsOfHours | None
    contact: Contact | None
    full_size: FullSize | None
    size: str
    unit_hours: Mapping[str, Decimal]
    sharing: Sharing | None
    problems: tuple[str, ...]

    def points_in(self, unit: str) -> Decimal | None:
        """Gives what a unit gets of the points; None where it has no share."""
        units = tuple(self.unit_hours)
        if self.sharing is None or unit not in units:
            return None
        return self.sharing.shares[units.index(unit)].points


def points_of_hours(hours: Decimal, hours_per_point: Decimal, step: Decimal = ONE_POINT) -> PointsOfHours:
    """Gives the points for hours of learning, in whole steps, and the hours that are left over.

    Args:
        hours: of learning, 0 or more.
        hours_per_point: hours of one point, above 0.
        step: the smallest amount that is given, in points, above 0.

    Raises:
        ConversionError: a number lies outside its range.

    >>> str(points_of_hours(Decimal(1475), Decimal(25)).points)
    '59'
    """
    if not hours.is_finite() or hours < 0:
        raise ConversionError(f"{hours} hours give no points: hours are 0 or more")
    for number, what in ((hours_per_point, "hours per point"), (step, "a step of points")):
        if not number.is_finite() or number <= 0:
            raise ConversionError(f"{number} is no number of {what}: it must be above 0")
    exact = Fraction(hours) / Fraction(hours_per_point)
    points = exact // Fraction(step) * Fraction(step)
    left = Fraction(hours) - points * Fraction(hours_per_point)
    return PointsOfHours(hours, hours_per_point, exact, step, exact_decimal(points), exact_decimal(left))


def hours_of_points(points: Decimal, hours_per_point: Decimal) -> Decimal:
    """Gives the hours of learning for which points stand.

    >>> str(hours_of_points(Decimal(60), Decimal(26)))
    '1560'
    """
    return exact_decimal(Fraction(points) * Fraction(hours_per_point))


def size_of(points: Decimal | Fraction, full: FullSize) -> str:
    """Gives what so many points are at a level: a qualification from the least number on, below it an award."""
    return QUALIFICATION if points >= full.least.value else AWARD


def convert(register: Register, course: Course) -> Conversion:
    """Converts a course: points from its hours, contact, size at its level, and its units' shares.

    The numbers are those of the national profile that the sheet Settings names.
    """
    profile = profile_of(register.settings)
    points, problems = _points(course, profile, rounding_step(register.settings))
    unit_hours, gaps = _unit_hours(register, course)
    sharing, unshared = _sharing(register, points, unit_hours) if not gaps else (None, gaps)
    full = profile.size_at(course.eqf_level) if profile and course.eqf_level is not None else None
    return Conversion(
        course=course.id,
        points=points,
        contact=_contact(course, profile, points),
        full_size=full,
        size=size_of(points.points, full) if points and full else "",
        unit_hours=unit_hours,
        sharing=sharing,
        problems=(*problems, *unshared),
    )


def _points(
    course: Course, profile: NationalProfile | None, step: Decimal | None
) -> tuple[PointsOfHours | None, tuple[str, ...]]:
    if profile is None or profile.hours_per_point is None:
        return None, ("the sheet Settings names no national profile that says how many hours a point stands for",)
    if course.hours is None:
        return None, ("one of the four kinds of hours is missing or below 0",)
    try:
        return points_of_hours(course.hours, profile.hours_per_point.value, ONE_POINT if step is None else step), ()
    except ConversionError as error:
        return None, (str(error),)


def _contact(course: Course, profile: NationalProfile | None, points: PointsOfHours | None) -> Contact | None:
    """Gives the contact that there is, and the least that the points given ask for."""
    if profile is None or profile.contact_hours_per_point is None or points is None or course.contact_hours is None:
        return None
    per_point = profile.contact_hours_per_point.value
    return Contact(course.contact_hours, exact_decimal(Fraction(points.points) * Fraction(per_point)), per_point)


def _unit_hours(register: Register, course: Course) -> tuple[dict[str, Decimal], tuple[str, ...]]:
    """Gives the hours of each unit's topics, and the gaps that keep points from being shared by them."""
    topics = register.topics_of.get(course.id, ())
    hours: dict[str, Decimal] = {}
    gaps = [] if topics else ["no topic is listed"]
    for topic in topics:
        if topic.unit is None:
            gaps.append(f"the topic {topic.topic} is in no unit")
        elif topic.hours is None or topic.hours < 0:
            gaps.append(f"the topic {topic.topic} has no hours that count")
        if topic.unit is not None:
            hours[topic.unit] = hours.get(topic.unit, Decimal(0)) + max(topic.hours or Decimal(0), Decimal(0))
    return hours, tuple(gaps)


def _sharing(
    register: Register, points: PointsOfHours | None, unit_hours: Mapping[str, Decimal]
) -> tuple[Sharing | None, tuple[str, ...]]:
    if points is None:
        return None, ()
    names = [_unit_name(register, unit) for unit in unit_hours]
    try:
        return explain_sharing(points.points, tuple(unit_hours.values()), points.step, names), ()
    except SharingError as error:
        return None, (str(error),)


def _unit_name(register: Register, unit: str) -> str:
    known = register.unit.get(unit)
    return f"{unit} {known.title}" if known and known.title else unit


def reasoning(conversion: Conversion) -> tuple[str, ...]:
    """Gives the way from the hours to the points of the units, one thought on a line."""
    lines = [*_points_lines(conversion.points), *_contact_lines(conversion.contact), *_size_lines(conversion)]
    if conversion.sharing is not None:
        lines.append("Shared among the units by the hours of their topics:")
        lines += conversion.sharing.lines
    lines += [f"Not worked out: {problem}." for problem in conversion.problems]
    return tuple(lines)


def _points_lines(points: PointsOfHours | None) -> Sequence[str]:
    if points is None:
        return ()
    hours, per_point = points_text(points.hours), points_text(points.hours_per_point)
    lines = [f"{hours} hours of learning / {per_point} hours per point = {number_text(points.exact)} points."]
    if points.hours_left:
        step = points_text(points.step)
        missing = exact_decimal(Fraction(points.step) * Fraction(points.hours_per_point) - Fraction(points.hours_left))
        lines.append(
            f"In whole steps of {step}: {points_text(points.points)} points. {points_text(points.hours_left)} hours "
            f"are left over; {points_text(missing)} hours more would give the next step."
        )
    return lines


def _contact_lines(contact: Contact | None) -> Sequence[str]:
    if contact is None:
        return ()
    told = "enough" if contact.is_enough else "too few"
    hours, least, per_point = map(points_text, (contact.hours, contact.least, contact.per_point))
    return [f"Direct contact: {hours} hours; {least} are asked for, {per_point} for each point: {told}."]


def _size_lines(conversion: Conversion) -> Sequence[str]:
    full, points = conversion.full_size, conversion.points
    if full is None or points is None:
        return ()
    least, most = points_text(full.least.value), f" to {points_text(full.most.value)}" if full.most else ""
    is_full = conversion.size == QUALIFICATION
    compared = f"{points_text(points.points)} {'is at least' if is_full else 'is below'} {least}"
    told = "a qualification" if is_full else "an award"
    return [f"A full qualification at level {full.level} has {least}{most} points; {compared}: {told}."]
