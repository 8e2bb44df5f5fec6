"""The two lists about a course that is converted: what its description has and lacks, and what its units still need.

The second one is the checklist of a conversion: the elements of a unit specification (2009/C 155/02, Annex II, 1) and
the steps by which points arise (Annex II, 4), each done or missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ecvet_office.credit.conversion import Conversion
from ecvet_office.law.parameters import HIGHEST_EQF_LEVEL, LOWEST_EQF_LEVEL
from ecvet_office.law.sources import RECOMMENDATION
from ecvet_office.model.conversion import HOURS, Course
from ecvet_office.model.points import points_text
from ecvet_office.model.qualifications import OUTCOME_KINDS, Unit
from ecvet_office.model.register import Register
from ecvet_office.rules.conversion import FORM
from ecvet_office.rules.qualifications import named

DESCRIPTION, CHECKLIST = "description", "checklist"
UNITS_SOURCE, POINTS_SOURCE = f"{RECOMMENDATION}, Annex II, 1", f"{RECOMMENDATION}, Annex II, 4"
OWN = "ECVET Office's own"
LONGEST = 60  # characters of what a description says that are shown


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of either list.

    Attributes:
        part: DESCRIPTION or CHECKLIST.
        what: what is looked for.
        is_done: whether it is there.
        told: what there is, or what is missing.
        source: where it is asked for.
    """

    part: str
    what: str
    is_done: bool
    told: str
    source: str = OWN


def course_check(register: Register, course: Course, conversion: Conversion) -> tuple[CheckItem, ...]:
    """Gives the strong and weak sides of a course's description, then the checklist by its rules' numbers."""
    units = tuple(register.unit[one] for one in conversion.unit_hours if one in register.unit)
    checklist = (*_of_units(register, course, units), *_of_points(course, conversion))
    return (*_description(course), *_of_topics(register, course), *sorted(checklist, key=lambda item: item.what))


def _description(course: Course) -> Iterator[CheckItem]:
    for name, words in {"title": "title", "provider": "provider", "eqf_level": "level", **FORM}.items():
        value = getattr(course, name)
        yield CheckItem(DESCRIPTION, words, value is not None, _shown(value) or "not said")
    for name, words in HOURS.items():
        hours = getattr(course, name)
        is_there = hours is not None and hours >= 0
        yield CheckItem(DESCRIPTION, words, is_there, "not said" if hours is None else points_text(hours))
    if course.hours is not None and course.stated_hours is not None:
        told = f"{points_text(course.hours)} counted, {points_text(course.stated_hours)} published"
        yield CheckItem(DESCRIPTION, "hours add up as published", course.hours == course.stated_hours, told)


def _shown(value: object) -> str:
    text = " ".join(str(value or "").split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _of_topics(register: Register, course: Course) -> Iterator[CheckItem]:
    topics = register.topics_of.get(course.id, ())
    loose = [topic.topic for topic in topics if topic.unit is None]
    yield CheckItem(DESCRIPTION, "topics of the syllabus", bool(topics), f"{len(topics)} listed")
    told = f"in no unit: {', '.join(loose)}" if loose else f"{len(topics)} grouped" if topics else "no topic"
    yield CheckItem(DESCRIPTION, "topics grouped into units", bool(topics) and not loose, told)


def _of_units(register: Register, course: Course, units: tuple[Unit, ...]) -> Iterator[CheckItem]:
    """Gives what RULE-01 to RULE-09 ask of the units that the course becomes."""
    outcomes = {unit.id: register.outcomes_in.get(unit.id, ()) for unit in units}
    level = course.eqf_level
    has_level = level is not None and LOWEST_EQF_LEVEL.value <= level <= HIGHEST_EQF_LEVEL.value
    yield _each("RULE-01 title of each unit", units, [one for one in units if not one.title])
    yield _item("RULE-02 qualification of the units", bool(units and course.title), course.title or "course untitled")
    yield _item("RULE-03 level from 1 to 8", has_level, f"level {level}" if level is not None else "not said")
    yield _each(
        "RULE-05 outcomes, each knowledge, skills or competence",
        units,
        [one for one in units if not outcomes[one.id] or any(o.kind not in OUTCOME_KINDS for o in outcomes[one.id])],
    )
    yield _each(
        "RULE-06 knowledge, skills and competence in each unit",
        units,
        [one for one in units if not {*OUTCOME_KINDS} <= {o.kind for o in outcomes[one.id]}],
    )
    yield _each(
        "RULE-07 assessment procedure and a criterion for each outcome",
        units,
        [one for one in units if not one.assessment_procedure or any(not o.criterion for o in outcomes[one.id])],
    )
    yield _each(
        "RULE-09 validity, where it is limited, does not end before it begins",
        units,
        [one for one in units if one.valid_from and one.valid_until and one.valid_until < one.valid_from],
    )


def _of_points(course: Course, conversion: Conversion) -> Iterator[CheckItem]:
    """Gives what RULE-04, RULE-08 and RULE-10 to RULE-14 ask of points, in the order in which they arise."""
    points, sharing = conversion.points, conversion.sharing
    total = points_text(points.points) if points else "not worked out"
    per_point = f"{points_text(points.hours_per_point)} hours a point" if points else "no national profile"
    shares = sharing.shares if sharing else ()
    without = [share.unit for share in shares if share.points <= 0]
    carried = " + ".join(points_text(share.points) for share in shares)
    hours = "hours of the topics" if sharing else "; ".join(conversion.problems) or "no hours"
    yield _item("RULE-04 points of the whole", bool(points and points.points > 0), total, POINTS_SOURCE)
    yield _item("RULE-11 reason for this total, other than 60 a year", points is not None, per_point, POINTS_SOURCE)
    yield _item("RULE-12 one reference pathway", bool(course.title and course.provider), _pathway(course))
    yield _item("RULE-13 points first to the whole, then to units", sharing is not None, total, POINTS_SOURCE)
    yield _item("RULE-14 weights and their criterion", sharing is not None, f"effort: {hours}", POINTS_SOURCE)
    told = f"none for {', '.join(without)}" if without else carried or "not shared"
    yield _item("RULE-08 points of each unit", bool(shares) and not without, told)
    yield _item("RULE-10 points of the units make the whole", bool(shares), f"{carried} = {total}" if shares else told)


def _pathway(course: Course) -> str:
    return f"{course.title or 'no title'}, {course.provider or 'no provider'}"


def _item(what: str, is_done: bool, told: str, source: str = UNITS_SOURCE) -> CheckItem:
    return CheckItem(CHECKLIST, what, is_done, told, source)


def _each(what: str, units: tuple[Unit, ...], lacking: list[Unit]) -> CheckItem:
    """Gives the line of what every unit must have."""
    told = f"missing in {', '.join(map(named, lacking))}" if lacking else f"{len(units)} units" if units else "no unit"
    return _item(what, bool(units) and not lacking, told)
