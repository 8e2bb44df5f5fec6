"""What the papers of a converted course say: the specification of each unit, and the certificate supplement.

A unit specification has the seven elements of 2009/C 155/02, Annex II, 1, and the hours from which its points arose.
The supplement explains a certificate to readers abroad; it is about the course, the same for every holder.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ecvet_office.credit.conversion import Conversion, convert
from ecvet_office.documents.fields import Fields, Sources, document_fields, joined, period_text, said, without
from ecvet_office.documents.fields_outcomes import outcome_fields, unit_title
from ecvet_office.model.conversion import Certificate, Course
from ecvet_office.model.qualifications import Unit
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register

SPECIFICATION, SUPPLEMENT = "unit specification", "certificate supplement"
NO_ADDRESS = ("home.address", "home.telephone", "home.email")


# ----- which papers there are -----


def course_units(register: Register, learners: Collection[str] = ()) -> tuple[str, ...]:
    """Gives a subject for each unit of each course, such as `C1-U2`; none where learners are named."""
    return () if learners else tuple(_units_of_courses(register))


def courses(register: Register, learners: Collection[str] = ()) -> tuple[str, ...]:
    """Gives the ids of the courses; none where learners are named."""
    return () if learners else tuple(register.course)


def _units_of_courses(register: Register) -> dict[str, tuple[Course, Unit]]:
    found: dict[str, tuple[Course, Unit]] = {}
    for course in register.course.values():
        for topic in register.topics_of.get(course.id, ()):
            if topic.unit in register.unit:
                found[f"{course.id}-{topic.unit}"] = (course, register.unit[topic.unit])
    return found


def specification_records(register: Register, subject: str) -> Iterator[Record]:
    """Gives what a unit specification draws on: the course, its topics, the unit and its outcomes."""
    course, unit = _units_of_courses(register)[subject]
    yield course
    yield unit
    yield from register.topics_of.get(course.id, ())
    yield from register.outcomes_in.get(unit.id, ())


def supplement_records(register: Register, course: str) -> Iterator[Record]:
    """Gives what a certificate supplement draws on: the course, its certificate, its topics, units and outcomes."""
    yield register.course[course]
    if course in register.certificate:
        yield register.certificate[course]
    yield from register.topics_of.get(course, ())
    for unit in _unit_ids(register, course):
        yield register.unit[unit]
        yield from register.outcomes_in.get(unit, ())


def _unit_ids(register: Register, course: str) -> tuple[str, ...]:
    named = dict.fromkeys(topic.unit for topic in register.topics_of.get(course, ()) if topic.unit)
    return tuple(one for one in named if one in register.unit)


# ----- what they say -----


def specification_fields(sources: Sources, subject: str) -> Fields:
    """Gives the record of the specification of one unit of a course.

    Raises:
        KeyError: there is no such unit of a course.
    """
    register, wording = sources.register, sources.wording
    course, unit = _units_of_courses(register)[subject]
    conversion = convert(register, course)
    topics = [topic for topic in register.topics_of.get(course.id, ()) if topic.unit == unit.id]
    points = conversion.points
    return {
        **document_fields(sources, SPECIFICATION, subject),
        "home.name": course.provider or "",
        **dict.fromkeys(NO_ADDRESS, ""),
        "title": said(sources, unit, "title"),
        "procedure": said(sources, unit, "assessment_procedure"),
        "validity": period_text(sources, unit.valid_from, unit.valid_until),
        "points": register.settings.uses_points,
        "qualifications": (_course_row(sources, course, unit.id, conversion),),
        "unit_hours": wording.points(conversion.unit_hours.get(unit.id)),
        "course_hours": wording.points(course.hours),
        "hours_per_point": wording.points(points.hours_per_point if points else None),
        "topics": joined((topic.topic for topic in topics), "\n"),
        "entry": said(sources, course, "entry"),
        "outcomes": tuple(outcome_fields(sources, one.id) for one in register.outcomes_in.get(unit.id, ())),
        "signs.home.name": "",
        "signs.home.position": "",
    }


def _course_row(sources: Sources, course: Course, unit: str, conversion: Conversion) -> Fields:
    """Gives the course with its levels and points, and what the unit weighs in it."""
    wording = sources.wording
    total = conversion.points.points if conversion.points else None
    own = conversion.points_in(unit)
    return {
        "qualification": said(sources, course, "title") or course.id,
        "institution": course.provider or "",
        "requires": "",
        "eqf": str(course.eqf_level or ""),
        "nqf": course.nqf_level or "",
        "total": wording.points(total),
        "unit_points": wording.points(own),
        "weight": wording.share(own, total) if own is not None and total else "",
    }


def supplement_fields(sources: Sources, course_id: str) -> Fields:
    """Gives the record of the certificate supplement of a course.

    Raises:
        KeyError: there is no such course.
    """
    register, wording = sources.register, sources.wording
    course = register.course[course_id]
    row = register.certificate.get(course_id) or Certificate(course=course_id)
    conversion = convert(register, course)
    return {
        **document_fields(sources, SUPPLEMENT, course_id),
        "title": said(sources, course, "title"),
        "translated_title": row.translated_title or "",
        "units": tuple(_unit_group(sources, unit) for unit in _unit_ids(register, course_id)),
        "occupations": said(sources, row, "occupations"),
        "awarding_body": row.awarding_body or course.provider or "",
        "awarding_status": said(sources, row, "awarding_status"),
        "accreditor": row.accreditor or "",
        "accreditor_status": said(sources, row, "accreditor_status"),
        "nqf": course.nqf_level or "",
        "eqf": str(course.eqf_level or ""),
        **{name: said(sources, row, name) for name in ("grading", "next_level", "agreements", "legal_basis")},
        **{name: _percent(sources, row, name) for name in ("school_share", "workplace_share", "prior_share")},
        "duration": said(sources, row, "duration"),
        "hours": wording.points(course.hours),
        "total_points": _points(sources, conversion),
        "entry": said(sources, course, "entry"),
        "information": said(sources, row, "information"),
    }


def _unit_group(sources: Sources, unit: str) -> Fields:
    outcomes = sources.register.outcomes_in.get(unit, ())
    return {
        "unit": unit_title(sources, unit),
        "outcomes": tuple(without(outcome_fields(sources, one.id), "criterion") for one in outcomes),
    }


def _percent(sources: Sources, row: Certificate, name: str) -> str:
    value = getattr(row, name)
    return "" if value is None else sources.wording.text("word.percent", number=sources.wording.points(value))


def _points(sources: Sources, conversion: Conversion) -> str:
    if conversion.points is None or not sources.register.settings.uses_points:
        return ""
    return sources.wording.points(conversion.points.points)
