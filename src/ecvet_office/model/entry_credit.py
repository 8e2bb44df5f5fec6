"""Credit on entry to training: which units of preparation count for which units of the training (EASYMetal)."""

from __future__ import annotations

from typing import ClassVar

from ecvet_office.model.records import Record

BY_POINTS, BY_HOURS = "points", "hours"
DURATION_MEASURES = (BY_POINTS, BY_HOURS)
"""By what the share of a training is counted that is still open."""

ON_RECOGNITION, ON_ASSESSMENT = "recognised", "assessed"
ENTRY_EVIDENCE = (ON_RECOGNITION, ON_ASSESSMENT)
"""How far a unit of preparation must have come: recognised by a decision, or every outcome of it passed."""


class EntryCredit(Record):
    """A rule of the school: who has all of these units of preparation may be credited a unit of the training.

    Several rows for the same unit are several ways to it.

    Attributes:
        qualification: id of the training.
        unit: id of its unit.
        credited_by: ids of the units of preparation, all of which are needed.
    """

    table: ClassVar[str] = "EntryCredits"

    qualification: str
    unit: str
    credited_by: tuple[str, ...] = ()
    note: str | None = None
