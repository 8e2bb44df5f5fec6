"""Qualifications, their units and the units' learning outcomes (2009/C 155/02, Annex II, 1 and 4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from ecvet_office.model.records import Record

OUTCOME_KINDS = ("K", "S", "C")
COUNTED_IN = ("units", "points")
RECOGNISED_BEFORE, EXEMPTS, PREPARES, ON_RECORD = (
    "units recognised",
    "exempts from part of the examination",
    "prepares for the examination",
    "on record only",
)
BEFORE_EXAM = (RECOGNISED_BEFORE, EXEMPTS, PREPARES, ON_RECORD)
"""What achieved outcomes are worth before a final examination: the first where units are recognised all the same."""


class Qualification(Record):
    """A qualification, with its points and how they came about.

    Attributes:
        eqf_level: 1 to 8.
        points: ECVET points of the whole.
        reference_pathway: the one formal learning context that the points refer to.
        full_time_years: its length, in years of full-time learning.
        comparison_qualification: named where there is no formal pathway.
        other_total_reason: why the points are not 60 for each full-time year.
        importance: share of this criterion in the mix that weighs the units; likewise complexity and effort.
        final_exam: whether national rules ask for a final examination besides the units.
        before_exam: one of BEFORE_EXAM; None where units are recognised as anywhere.
    """

    table: ClassVar[str] = "Qualifications"

    id: str
    title: str | None = None
    awarding_institution: str | None = None
    eqf_level: int | None = None
    nqf_level: str | None = None
    points: Decimal | None = None
    reference_pathway: str | None = None
    full_time_years: Decimal | None = None
    comparison_qualification: str | None = None
    other_total_reason: str | None = None
    importance: Decimal | None = None
    complexity: Decimal | None = None
    effort: Decimal | None = None
    final_exam: bool | None = None
    before_exam: str | None = None
    isced: str | None = None

    @property
    def recognises_units(self) -> bool:
        """Whether units can be recognised by themselves; else a final examination decides on the whole at once."""
        return self.before_exam in {None, RECOGNISED_BEFORE}


class Group(Record):
    """A choice among units of a qualification: at least and at most so much, counted in units or in points.

    A group with neither limit is a heading only: all of its units are required.
    """

    table: ClassVar[str] = "Groups"

    qualification: str
    group: str
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    counted_in: str | None = None

    @property
    def is_choice(self) -> bool:
        """Whether the group sets a limit; without one all its units are required."""
        return self.at_least is not None or self.at_most is not None


class Unit(Record):
    """A unit of learning outcomes. It has no points of its own: they belong to the unit in a qualification."""

    table: ClassVar[str] = "Units"

    id: str
    title: str | None = None
    assessment_procedure: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    stand_alone: bool | None = None


class UnitPoints(Record):
    """A unit in a qualification: its points there, its group, what it requires, and its weights.

    Attributes:
        requires: ids of units that have to be recognised before this one.
        importance: weight for the labour market, progression or social integration; any scale.
        complexity: weight of complexity, scope and volume; any scale.
        effort_hours: hours a learner needs.
        coefficient: of the unit's grade, where grades are averaged; never used for points.
        examined_as: what the unit is in an examination: `optional`, `professional practice`, or None for a compulsory
            unit like others.
    """

    table: ClassVar[str] = "UnitPoints"

    qualification: str
    unit: str
    points: Decimal | None = None
    group: str | None = None
    requires: tuple[str, ...] = ()
    importance: Decimal | None = None
    complexity: Decimal | None = None
    effort_hours: Decimal | None = None
    coefficient: Decimal | None = None
    examined_as: str | None = None


class Outcome(Record):
    """A learning outcome of a unit, classed as knowledge (K), skills (S) or competence (C)."""

    table: ClassVar[str] = "Outcomes"

    id: str
    unit: str | None = None
    kind: str | None = None
    outcome: str | None = None
    criterion: str | None = None
    esco: str | None = None
