"""Packages and learning agreements: what is to be learnt where, and who sees to it (2009/C 155/02, Annex II, 3)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ecvet_office.model.records import Record
from ecvet_office.model.stages import Stage

ADDED, DROPPED, ADDITIONAL = "added", "dropped", "additional, not for credit"
AGREED_CHANGES = (ADDED, DROPPED, ADDITIONAL)
PHYSICAL, VIRTUAL, BLENDED = "physical", "virtual", "blended"
MODES = (PHYSICAL, VIRTUAL, BLENDED)
AT_HOST, AT_HOME, ACCOMPANYING = "at the host", "at home", "accompanies"
PLACES_OF_SUPPORT = (AT_HOST, AT_HOME, ACCOMPANYING)


class Terms(Record):
    """What the parties agree on; a package says it for many learners, an agreement for its exceptions.

    Attributes:
        targets: ids of whole units, or of single outcomes where less than a unit is meant.
        additional_outcomes: in words; they are not for credit.
        mode: one of MODES; None leaves it to the days of virtual learning.
        monitoring: how mentors of both institutions follow and support the stay.
        evaluation_criteria: in words, where they are not those of the outcomes.
        evaluation_procedure: in words, where it is not that of the units.
        recognition_conditions: on which conditions what was learnt should be recognised.
        reintegration: how the home institution takes the learner back in.
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
    activity_type: str | None = None
    mode: str | None = None
    monitoring: str | None = None
    evaluation_criteria: str | None = None
    evaluation_procedure: str | None = None
    recognition_conditions: str | None = None
    reintegration: str | None = None
    additional_provisions: str | None = None


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
        virtual_hours: of learning from a distance, as they were.
        progress: information on what the learner reached so far, printed in the agreement.
        group: id of the mobility group with which the learner travels; None for who travels alone.
    """

    table: ClassVar[str] = "Agreements"

    id: str
    learner: str | None = None
    package: str | None = None
    memorandum: str | None = None
    home: str | None = None
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    interruption_days: int | None = None
    travel_days: int | None = None
    virtual_from: date | None = None
    virtual_to: date | None = None
    virtual_hours: int | None = None
    status: str | None = None
    withdrawn_because: str | None = None
    mobility_id: str | None = None
    progress: str | None = None
    group: str | None = None

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


class ResponsiblePerson(Record):
    """Somebody who sees to a stay besides the two mentors, or what a mentor is responsible for.

    Attributes:
        stay: id of an agreement, or of a package for all of its stays.
        place: one of PLACES_OF_SUPPORT.
    """

    table: ClassVar[str] = "ResponsiblePersons"

    stay: str
    person: str | None = None
    place: str | None = None
    responsibilities: str | None = None


class AgreedOutcome(Record):
    """One outcome by which an agreement differs from its package."""

    table: ClassVar[str] = "AgreedOutcomes"

    agreement: str
    outcome: str
    change: str | None = None
