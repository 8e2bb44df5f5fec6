"""Family CO: courses that are converted from hours into units of learning outcomes with points (VET-CCS).

What the units and outcomes themselves have to say is judged by the family QU, as in every workbook. The day of judging
plays no part in this family.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ecvet_office.credit.conversion import convert
from ecvet_office.law.national_profiles import profile_of
from ecvet_office.law.parameters import HIGHEST_EQF_LEVEL, LOWEST_EQF_LEVEL
from ecvet_office.model.conversion import AWARD, HOURS, QUALIFICATION, Course
from ecvet_office.model.points import number_text, points_text
from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty

NOTHING, WHOLE = Decimal(0), Decimal(100)
SHARES = ("school_share", "workplace_share", "prior_share")
FORM = {"entry": "entry requirements", "aims": "aims", "syllabus": "syllabus", "exams": "examinations"}
"""By field, what a course description says besides its title, level and hours."""


def course_named(register: Register, course: str) -> str:
    """Gives the id of a course with its title; the id alone where there is no title or no such course."""
    known = register.course.get(course)
    return f"{course} {known.title}" if known and known.title else course


@check("CO01")
def course_without_title_or_provider(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the courses without a title, and those without a provider."""
    for course in register.courses:
        for name in ("title", "provider"):
            if is_empty(course, name):
                yield broken(course.at(name), course=course.id, missing=name)


@check("CO02")
def course_without_level(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the courses whose EQF level is missing or outside 1 to 8 (2009/C 155/02, point 1)."""
    for course in register.courses:
        level = course.eqf_level
        if level is None and course.is_unreadable("eqf_level"):
            continue
        if level is None or not LOWEST_EQF_LEVEL.value <= level <= HIGHEST_EQF_LEVEL.value:
            found = "no EQF level" if level is None else f"EQF level {level}"
            yield broken(course.at("eqf_level"), course=course_named(register, course.id), found=found)


@check("CO03")
def hours_missing_or_negative(register: Register, _on: date) -> Iterator[Breach]:
    """Finds each kind of hours that a course does not state, or states below 0."""
    for course in register.courses:
        for name, kind in HOURS.items():
            hours = getattr(course, name)
            if is_empty(course, name) or (hours is not None and hours < 0):
                found = f"no {kind}" if hours is None else f"{points_text(hours)} {kind}"
                yield broken(course.at(name), course=course_named(register, course.id), found=found)


@check("CO04")
def too_little_contact(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the courses with fewer hours of direct contact than their points ask for; exactly as many are enough."""
    for course in register.courses:
        conversion = convert(register, course)
        contact, points = conversion.contact, conversion.points
        if contact is not None and points is not None and not contact.is_enough:
            yield broken(
                course.at("contact_hours"),
                course=course_named(register, course.id),
                contact=contact.hours,
                points=points.points,
                least=contact.least,
            )


@check("CO05")
def hours_miss_published_total(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the courses whose four kinds of hours do not sum to the total that was published."""
    for course in register.courses:
        total, stated = course.hours, course.stated_hours
        if total is not None and stated is not None and total != stated:
            yield broken(
                course.at("stated_hours"), course=course_named(register, course.id), total=total, stated=stated
            )


@check("CO06")
def topics_miss_hours(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the courses whose topics, all of them with hours, do not sum to the hours of the course."""
    for course in register.course.values():
        topics = register.topics_of.get(course.id, ())
        hours = [topic.hours for topic in topics]
        if not topics or course.hours is None or any(one is None or one < 0 for one in hours):
            continue
        carried = sum((one or NOTHING for one in hours), start=NOTHING)
        if carried != course.hours:
            yield broken(
                topics[0].at("hours"), course=course_named(register, course.id), carried=carried, total=course.hours
            )


@check("CO07")
def topic_in_no_unit(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the topics that are grouped into no unit."""
    for topic in register.course_topics:
        if is_empty(topic, "unit"):
            yield broken(topic.at("unit"), topic=topic.topic, course=course_named(register, topic.course))


@check("CO08")
def topic_without_hours(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the topics whose hours are missing or below 0."""
    for topic in register.course_topics:
        if is_empty(topic, "hours") or (topic.hours is not None and topic.hours < 0):
            found = "no hours" if topic.hours is None else f"{points_text(topic.hours)} hours"
            yield broken(topic.at("hours"), topic=topic.topic, course=course_named(register, topic.course), found=found)


@check("CO09")
def course_without_topics(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the courses of which no topic is listed, so that they have no unit either."""
    for course in register.course.values():
        if course.id not in register.topics_of:
            yield broken(course.at("id"), course=course_named(register, course.id))


@check("CO10")
def no_hours_per_point(register: Register, _on: date) -> Iterator[Breach]:
    """Finds workbooks with courses that name no national profile which says how many hours a point stands for."""
    settings = register.settings
    profile = profile_of(settings)
    if (
        register.courses
        and not settings.is_unreadable("national_profile")
        and not (profile and profile.hours_per_point)
    ):
        found = f"the national profile {profile.name}" if profile else "no national profile"
        yield broken(settings.at("national_profile"), found=found)


@check("CO11")
def too_small_for_a_qualification(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the courses called a qualification whose points are those of an award."""
    for course, points, least, _most in _sized(register):
        if course.called == QUALIFICATION and points < least:
            yield broken(
                course.at("called"),
                course=course_named(register, course.id),
                points=points,
                least=least,
                level=course.eqf_level or 0,
                size=AWARD,
            )


@check("CO12")
def larger_than_a_qualification(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the courses with more points than a full qualification at their level has at most."""
    for course, points, _least, most in _sized(register):
        if most is not None and points > most:
            yield broken(
                course.at("eqf_level"),
                course=course_named(register, course.id),
                points=points,
                most=most,
                level=course.eqf_level or 0,
            )


@check("CO13")
def hours_left_over(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the courses whose hours are not a whole number of steps of points."""
    for course in register.courses:
        points = convert(register, course).points
        if points is not None and points.hours_left:
            yield broken(
                course.at("stated_hours"),
                course=course_named(register, course.id),
                hours=points.hours,
                exact=number_text(points.exact),
                points=points.points,
                left=points.hours_left,
            )


@check("CO14")
def course_description_has_gaps(register: Register, _on: date) -> Iterator[Breach]:
    """Finds what a course description leaves open besides title, level and hours."""
    for course in register.courses:
        for name, words in FORM.items():
            if is_empty(course, name):
                yield broken(course.at(name), course=course_named(register, course.id), missing=words)


@check("CO15")
def shares_of_training_miss_100(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the certificates whose shares of training at school, at work and by prior learning are not 100 %."""
    for row in register.certificates:
        shares = [getattr(row, name) for name in SHARES]
        unread = any(row.is_unreadable(name) for name in SHARES)
        stated = [one for one in shares if one is not None]
        if stated and not unread and sum(stated, start=NOTHING) != WHOLE:
            yield broken(
                row.at("school_share"),
                course=course_named(register, row.course),
                carried=sum(stated, start=NOTHING),
            )


def _sized(register: Register) -> Iterator[tuple[Course, Decimal, Decimal, Decimal | None]]:
    """Gives the courses at whose level the size of a full qualification is known: points, least and most of them."""
    for course in register.courses:
        conversion = convert(register, course)
        full = conversion.full_size
        if conversion.points is not None and full is not None:
            yield course, conversion.points.points, full.least.value, full.most.value if full.most else None
