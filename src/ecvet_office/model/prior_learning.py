"""Prior learning: what somebody knows and can do already, and what shows it (2009/C 155/02, Annex II, 2)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ecvet_office.model.records import Record

EVIDENCE_CHECKS = ("authentic", "sufficient", "current")
"""What is checked of a piece of evidence: that it is the candidate's own, that it is enough, that it still holds."""


class PriorLearning(Record):
    """The file of one candidate who has learning outcomes certified, however they were learnt.

    Assessment and certification, the third and the fourth step, stand on the sheets Results and Decisions.

    Attributes:
        learner: id of the candidate.
        qualification: None for the candidate's own.
        learnt_how: formal, non-formal or informal; it never changes the points.
        learnt_where: in which work or activity, and when, in words.
        identified_on: the day on which the outcomes to be claimed were found, with a named person.
        documented_on: the day on which the evidence was complete.
    """

    table: ClassVar[str] = "PriorLearning"

    id: str
    learner: str
    qualification: str | None = None
    learnt_how: str | None = None
    learnt_where: str | None = None
    identified_on: date | None = None
    identified_by: str | None = None
    documented_on: date | None = None
    documented_by: str | None = None


class Evidence(Record):
    """A piece of evidence for one outcome that a candidate claims.

    Attributes:
        file: id of the candidate's file.
        item: what it is, such as a reference or a piece of work.
        authentic: whether it is the candidate's own; None while nobody has looked.
        sufficient: whether it shows the whole outcome; None likewise.
        current: whether the candidate still can do it; None likewise.
    """

    table: ClassVar[str] = "Evidence"

    file: str
    outcome: str
    item: str
    authentic: bool | None = None
    sufficient: bool | None = None
    current: bool | None = None
    checked_by: str | None = None
    checked_on: date | None = None
    remark: str | None = None

    @property
    def failed(self) -> tuple[str, ...]:
        """The checks that it did not pass, such as `authentic`."""
        return tuple(name for name in EVIDENCE_CHECKS if getattr(self, name) is False)

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The checks that nobody has made."""
        return tuple(name for name in EVIDENCE_CHECKS if getattr(self, name) is None)

    @property
    def is_good(self) -> bool:
        """Whether it passed every check."""
        return not self.failed and not self.unchecked
