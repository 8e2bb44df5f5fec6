"""Learners, and what they brought along. No health or other special-category data."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ecvet_office.model.records import Record

WAYS_OF_LEARNING = ("formal", "non-formal", "informal")


class Learner(Record):
    """A learner: personal data, to be kept on this machine.

    Attributes:
        date_of_birth: decides whether a guardian signs.
        school_year: of the qualification, in the school's own words.
        job_title: only of staff, who are no learners.
        guardian1_name: the first parent or legal guardian; a second may follow.
    """

    table: ClassVar[str] = "Learners"

    id: str
    family_name: str | None = None
    given_names: str | None = None
    date_of_birth: date | None = None
    sex: str | None = None
    nationality: str | None = None
    address: str | None = None
    email: str | None = None
    telephone: str | None = None
    class_name: str | None = None
    qualification: str | None = None
    guardian1_name: str | None = None
    guardian1_address: str | None = None
    guardian1_telephone: str | None = None
    guardian1_email: str | None = None
    guardian2_name: str | None = None
    guardian2_address: str | None = None
    guardian2_telephone: str | None = None
    guardian2_email: str | None = None
    school_year: str | None = None
    job_title: str | None = None

    @property
    def full_name(self) -> str:
        """Given names and family name, as they are called; the id where neither is known."""
        return " ".join(name for name in (self.given_names, self.family_name) if name) or self.id

    def age_on(self, day: date) -> int | None:
        """Gives the age on a day in completed years; None when the date of birth is unknown."""
        if self.date_of_birth is None:
            return None
        born = self.date_of_birth
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Enrolment(Record):
    """A further qualification that a learner takes."""

    table: ClassVar[str] = "Enrolments"

    learner: str
    qualification: str


class EarlierUnit(Record):
    """A unit recognised earlier, however learnt: it counts the same (2009/C 155/02, Annex II, 4)."""

    table: ClassVar[str] = "EarlierUnits"

    learner: str
    qualification: str | None = None
    unit: str
    recognised_by: str | None = None
    on: date | None = None
    learnt_how: str | None = None
