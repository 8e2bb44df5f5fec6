"""What the computed columns of courses show, worked out from the records before Excel calculates."""

from __future__ import annotations

from decimal import Decimal

from ecvet_office.credit.conversion import convert
from ecvet_office.model.conversion import QUALIFICATION, Course, CourseTopic
from ecvet_office.model.points import points_text
from ecvet_office.model.register import Register
from ecvet_office.workbook import computed_conversion as headers
from ecvet_office.workbook.formulas import READ_AS

NOTHING = Decimal(0)


def of_course(register: Register, row: Course) -> dict[str, str | Decimal]:
    """Gives what the computed columns show in the row of a course."""
    conversion = convert(register, row)
    topics = register.topics_of.get(row.id, ())
    contact, points = conversion.contact, conversion.points
    shown_contact = ""
    if contact is not None:
        shown_contact = headers.ENOUGH if contact.is_enough else f"{headers.TOO_FEW}{points_text(contact.least)}"
    return {
        READ_AS: row.id,
        headers.ALL_HOURS: "" if row.hours is None else row.hours,
        headers.HOURS_CHECK: _hours_check(row),
        headers.TOPIC_HOURS: sum((topic.hours or NOTHING for topic in topics), start=NOTHING),
        headers.COURSE_POINTS: "" if points is None else points.points,
        headers.CONTACT: shown_contact,
        headers.SIZE: _size(row, conversion.size),
    }


def of_topic(row: CourseTopic) -> dict[str, str | Decimal]:
    """Gives what the computed columns show in the row of a topic."""
    return {headers.COURSE: row.course}


def _hours_check(row: Course) -> str:
    if row.hours is None or row.stated_hours is None:
        return ""
    if row.hours == row.stated_hours:
        return headers.ADDS_UP
    return f"! {points_text(row.hours)} of {points_text(row.stated_hours)}"


def _size(row: Course, size: str) -> str:
    if size == QUALIFICATION:
        return headers.IS_FULL
    return headers.NOT_FULL if size and row.called == QUALIFICATION else size
