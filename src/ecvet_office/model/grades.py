"""Grades of an examination, and what a stay abroad counts for in it: the national side, apart from ECVET credit.

Here a good grade makes up for a poor one. Nothing of it reaches a learner's ECVET points.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from ecvet_office.model.records import Record

OPTIONAL, PRACTICE = "optional", "professional practice"
EXAMINED_AS = (OPTIONAL, PRACTICE)
"""What a unit may be in an examination besides one compulsory unit among others."""


class Grade(Record):
    """A learner's grade in one unit of the examination, on the scale of the grade profile."""

    table: ClassVar[str] = "Grades"

    learner: str
    unit: str
    grade: Decimal | None = None
    remark: str | None = None


class MobilityUnit(Record):
    """The optional mobility unit of one learner: part 1 abroad, part 2 at home.

    Attributes:
        left_on: the first day abroad.
        returned_on: the day of the return, from which the time for part 2 runs.
        part1_on: when part 1 was assessed abroad, by the host.
        part2_on: when part 2 was assessed at home.
        grade: of both parts together, on the scale of the grade profile.
        diploma: whether the diploma was obtained; the jury says so, never a computation.
        certificate_on: when the certificate of the mobility unit was issued.
    """

    table: ClassVar[str] = "MobilityUnits"

    learner: str
    host: str | None = None
    country: str | None = None
    left_on: date | None = None
    returned_on: date | None = None
    part1_on: date | None = None
    part1_by: str | None = None
    part2_on: date | None = None
    part2_by: str | None = None
    grade: Decimal | None = None
    diploma: bool | None = None
    certificate_on: date | None = None


class PartAbroad(Record):
    """A part of a unit that is assessed abroad: outcomes of the national standard, under conditions fixed before.

    Attributes:
        outcomes: ids of outcomes of the unit.
        agreed_on: the day of the agreement with the host.
        conditions: under which the part is assessed, in words.
        fixed_on: the day on which these conditions were fixed.
        assessed_on: the day of the assessment abroad.
    """

    table: ClassVar[str] = "PartsAbroad"

    learner: str
    unit: str
    outcomes: tuple[str, ...] = ()
    host: str | None = None
    agreed_on: date | None = None
    conditions: str | None = None
    fixed_on: date | None = None
    assessed_on: date | None = None
    assessed_by: str | None = None
    grade: Decimal | None = None
