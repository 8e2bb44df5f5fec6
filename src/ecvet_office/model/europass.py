"""What a Europass Mobility says that nothing else of the workbook knows: its number, its dates, the skills gained."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ecvet_office.model.records import Record


class Europass(Record):
    """The Europass Mobility of one stay; the other boxes of the form are filled from the stay itself.

    Attributes:
        number: as the issuing organisation or the national centre gave it (box 9).
        experience: the number of the stay among those that one document records.
        issued_on: the day of issue (box 10); each of the three days is typed, none follows from another.
        signed_on: the day beside the signatures of the skills (box 36a).
        validated_on: the day on which a record of courses was validated (box 38b).
        tasks: what the learner did (box 29a); the agreed activities stand for it where it is empty.
        job_skills: job-related skills (box 30a); the outcomes achieved stand for them where it is empty.
        matriculation: the learner's number at the school of the courses (box 29b).
    """

    table: ClassVar[str] = "Europass"

    agreement: str
    number: str | None = None
    experience: int | None = None
    issued_on: date | None = None
    signed_on: date | None = None
    validated_on: date | None = None
    objective: str | None = None
    initiative: str | None = None
    tasks: str | None = None
    job_skills: str | None = None
    language_skills: str | None = None
    computer_skills: str | None = None
    organisational_skills: str | None = None
    social_skills: str | None = None
    other_skills: str | None = None
    matriculation: str | None = None


class EuropassCourse(Record):
    """One course of a stay at a school, for the record of courses (table 5b)."""

    table: ClassVar[str] = "EuropassCourses"

    agreement: str
    code: str | None = None
    title: str | None = None
    duration: str | None = None
    grade: str | None = None
    credits: str | None = None
