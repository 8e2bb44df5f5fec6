"""Courses as providers describe them by hours, on their way to units of learning outcomes with points (VET-CCS)."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from ecvet_office.model.records import Record

QUALIFICATION, AWARD = "qualification", "award"
SIZES = (QUALIFICATION, AWARD)
"""What a course is called: a full qualification at its level, or an award, which is smaller."""

HOURS = {
    "contact_hours": "contact hours",
    "practice_hours": "practice hours",
    "self_study_hours": "self-study hours",
    "assessment_hours": "assessment hours",
}
"""By field, the kinds of hours that together are the learning of a course."""


class Course(Record):
    """A course in the form in which its provider describes it.

    Attributes:
        eqf_level: 1 to 8.
        entry: what a learner must bring along.
        contact_hours: direct contact of teacher and learner, in hours; the other kinds likewise, 0 where there is none.
        stated_hours: all hours as the provider published them, to compare with.
        aims: the course's aims in the provider's words, which are to be rewritten as outcomes.
        called: what the provider calls it, one of SIZES.
    """

    table: ClassVar[str] = "Courses"

    id: str
    title: str | None = None
    provider: str | None = None
    eqf_level: int | None = None
    nqf_level: str | None = None
    entry: str | None = None
    contact_hours: Decimal | None = None
    practice_hours: Decimal | None = None
    self_study_hours: Decimal | None = None
    assessment_hours: Decimal | None = None
    stated_hours: Decimal | None = None
    aims: str | None = None
    syllabus: str | None = None
    exams: str | None = None
    called: str | None = None

    @property
    def hours(self) -> Decimal | None:
        """All hours of learning; None while one of the four kinds is missing or below 0."""
        kinds = [getattr(self, name) for name in HOURS]
        if any(one is None or one < 0 for one in kinds):
            return None
        return sum(kinds, start=Decimal(0))


class CourseTopic(Record):
    """A topic of a course's syllabus, and the unit into which it is grouped.

    Attributes:
        hours: all hours of learning that the topic takes, of whatever kind.
    """

    table: ClassVar[str] = "CourseTopics"

    course: str
    topic: str
    hours: Decimal | None = None
    unit: str | None = None


class Certificate(Record):
    """What the certificate supplement of a course says beyond the course: it speaks of no person.

    Attributes:
        translated_title: the title in another language, which has no legal status.
        accreditor: the authority that accredits the awarding body.
        school_share: of the training, in per cent; likewise at the workplace and by prior learning.
    """

    table: ClassVar[str] = "Certificates"

    course: str
    translated_title: str | None = None
    occupations: str | None = None
    awarding_body: str | None = None
    awarding_status: str | None = None
    accreditor: str | None = None
    accreditor_status: str | None = None
    grading: str | None = None
    next_level: str | None = None
    agreements: str | None = None
    legal_basis: str | None = None
    school_share: Decimal | None = None
    workplace_share: Decimal | None = None
    prior_share: Decimal | None = None
    duration: str | None = None
    information: str | None = None
