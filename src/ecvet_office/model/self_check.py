"""How well an organisation runs its learners' mobility, as it sees itself: questions by area, each with a level."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from ecvet_office.model.records import Record

PLANNING, IMPLEMENTATION, EVALUATION, REVIEW = "planning", "implementation", "evaluation", "review"
CYCLE = (PLANNING, IMPLEMENTATION, EVALUATION, REVIEW)
LOWEST_LEVEL, HIGHEST_LEVEL = 1, 5
LEVELS = {
    1: "by chance: it depends on single people",
    2: "planned: agreed, and written down",
    3: "the same everywhere: forms and data are shared and used again",
    4: "measured: numbers show how well it goes",
    5: "improved all the time: what was learnt changes how it is done",
}


class ProcessArea(Record):
    """An area of work that the self-check looks at.

    Attributes:
        group: from which list of areas it comes.
    """

    table: ClassVar[str] = "ProcessAreas"

    id: str
    title: str | None = None
    group: str | None = None


class SelfCheckQuestion(Record):
    """A question of the self-check with its answer.

    Attributes:
        area: id of a process area.
        step: one of CYCLE: to which step of the quality cycle it belongs.
        level: 1 to 5, as LEVELS says; None where it is not answered.
    """

    table: ClassVar[str] = "SelfCheck"

    area: str
    question: str
    step: str | None = None
    level: int | None = None
    evidence: str | None = None
    next_action: str | None = None
    owner: str | None = None
    until: dt.date | None = None
