"""Packages and learning agreements: what is to be learnt where, and who sees to it (2009/C 155/02, Annex II, 3)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ecvet_office.model.records import Record
from ecvet_office.model.stages import Stage

ADDED, DROPPED, ADDITIONAL = "added", "dropped", "additional, not for credit"
AGREED_CHANGES = (ADDED, DROPPED, ADDITIONAL)


class Terms(Record):
    """What the parties agree on; a package says it for many learners, an agreement for its exceptions.

    Attributes:
        targets: ids of whole units, or of single outcomes where less than a unit is meant.
        additional_outcomes: in words; they are not for credit.
    """

    host: str | None = None
    host_company: str | None = None
    intermediary: str | None = None
    qualification: str | None = None
    targets: tuple[str, ...] = ()
    additional_outcomes: str | None = None
    activities: str | None = None
    assessment_method: str | None = None
    assessed_when: str | None = None
    assessor: str | None = None
    recorded_how: str | None = None
    validator: str | None = None
    validated_how: str | None = None
    recogniser: str | None = None
    recognised_how: str | None = None
    home_mentor: str | None = None
    host_mentor: str | None = None
    document_issued: str | None = None
    enclosures: tuple[str, ...] = ()


class Package(Terms):
    """What is the same for many: one host, one programme of learning."""

    table: ClassVar[str] = "Packages"

    id: str
    name: str | None = None


class Agreement(Terms):
    """A learner's agreement: learner, package and exceptions.

    Attributes:
        home: id of the institution that recognises, where it is not the coordinating one.
        planned_start: first day of the stay, both days included.
        status: the label of its stage; None is a draft.
        progress: information on what the learner reached so far, printed in the agreement.
    """

    table: ClassVar[str] = "Agreements"

    id: str
    learner: str | None = None
    package: str | None = None
    memorandum: str | None = None
    home: str | None = None
    activity_type: str | None = None
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    interruption_days: int | None = None
    travel_days: int | None = None
    virtual_from: date | None = None
    virtual_to: date | None = None
    status: str | None = None
    withdrawn_because: str | None = None
    mobility_id: str | None = None
    progress: str | None = None

    @property
    def stage(self) -> Stage:
        """Where the stay stands; a draft when nothing is said."""
        return Stage.of(self.status) if self.status else Stage.DRAFT

    @property
    def start(self) -> date | None:
        """The first day: the actual one where known, else the planned one."""
        return self.actual_start or self.planned_start

    @property
    def end(self) -> date | None:
        """The last day, included: the actual one where known, else the planned one."""
        return self.actual_end or self.planned_end


class Placement(Record):
    """One company of several within a stay."""

    table: ClassVar[str] = "Placements"

    agreement: str
    company: str | None = None
    from_: date | None = None
    to: date | None = None
    mentor: str | None = None
    assessor: str | None = None


class AgreedOutcome(Record):
    """One outcome by which an agreement differs from its package."""

    table: ClassVar[str] = "AgreedOutcomes"

    agreement: str
    outcome: str
    change: str | None = None
