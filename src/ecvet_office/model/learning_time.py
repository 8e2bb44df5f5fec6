"""Learning time as the web platform CEMES counts it for the pilot project ESyCQ: a pathway as a sum of task fields."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from ecvet_office.model.records import Record


class Pathway(Record):
    """A course or pathway whose learning time is counted.

    Attributes:
        factor: learning hours that one hour of practical experience stands for; no source publishes a value.
        hours_per_point: hours of learning that one point stands for.
    """

    table: ClassVar[str] = "Pathways"

    id: str
    title: str | None = None
    provider: str | None = None
    eqf_level: int | None = None
    factor: Decimal | None = None
    hours_per_point: Decimal | None = None


class TaskField(Record):
    """A task field of a pathway: competences that belong together, and the hours it takes to learn them.

    Attributes:
        formal_hours: of learning that can be acquired formally.
        experience_hours: of practical experience that is needed besides.
        factor: only where it differs from the pathway's.
    """

    table: ClassVar[str] = "TaskFields"

    pathway: str
    task_field: str
    competences: str | None = None
    formal_hours: Decimal | None = None
    experience_hours: Decimal | None = None
    factor: Decimal | None = None


class Comparison(Record):
    """A pathway held beside another one, and what follows for its hours.

    Attributes:
        compared_with: id of the other pathway.
        correction: hours added to the pathway after the comparison; below 0 they are taken away.
        reason: why, in writing.
    """

    table: ClassVar[str] = "Comparisons"

    pathway: str
    compared_with: str
    correction: Decimal | None = None
    reason: str | None = None
