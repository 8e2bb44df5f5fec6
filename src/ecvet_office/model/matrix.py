"""What is asked beside what is there: the matrix of outcomes and partners, and profiles in steps (I-CARE, VQTS).

Two methods share one aim, the way from a gap to a training plan. I-CARE compares learning outcomes with partners'
qualifications and assesses each outcome twice. VQTS describes competence areas in steps of rising demand, and holds the
profile of a person against that of a programme.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from ecvet_office.model.records import Record

COVERED, PARTLY, NOT_COVERED = "covered", "partly", "not"
COVERAGES = (COVERED, PARTLY, NOT_COVERED)
"""How far a partner's qualification holds an outcome."""

BOTH, ANY = "both", "any"
PASSED_BY = (BOTH, ANY)
"""How many of the two, simulation and theory, have to be passed for an outcome."""

MOST_STEPS = 6
"""So many steps of an area have a column for their description."""


class Coverage(Record):
    """One cell of the matrix: an outcome, and how far a partner's qualification holds it.

    Attributes:
        qualification: id of the partner's qualification.
        covered: one of COVERAGES.
        there_called: the outcome in the partner's own words.
    """

    table: ClassVar[str] = "Matrix"

    outcome: str
    qualification: str
    covered: str | None = None
    there_called: str | None = None


class Area(Record):
    """A competence area, with its steps from the lowest demand to the highest.

    Attributes:
        steps: how many there are.
        step1: what somebody of the first step can do; likewise the others.
    """

    table: ClassVar[str] = "Areas"

    id: str
    title: str | None = None
    steps: int | None = None
    step1: str | None = None
    step2: str | None = None
    step3: str | None = None
    step4: str | None = None
    step5: str | None = None
    step6: str | None = None

    def description(self, step: int) -> str:
        """What somebody of a step can do; empty where nothing is said."""
        return getattr(self, f"step{step}") or "" if 1 <= step <= MOST_STEPS else ""


class Profile(Record):
    """One area of a profile: the step that a programme leads to, or that a person has reached.

    Attributes:
        qualification: the programme of an organisational profile; of a person's profile, the programme it is held
            against, None for the person's own.
        learner: the person of an individual profile; None in an organisational one.
        step: 0 for none.
        points: credit points of the area in this profile.
    """

    table: ClassVar[str] = "Profiles"

    qualification: str | None = None
    learner: str | None = None
    area: str
    step: int | None = None
    points: Decimal | None = None


class Trial(Record):
    """An outcome assessed twice: by the simulation of a work situation, and by a theory test.

    Attributes:
        simulation: whether it was passed; None while it was not held. Likewise theory.
    """

    table: ClassVar[str] = "Trials"

    learner: str
    outcome: str
    simulation: bool | None = None
    theory: bool | None = None
    on: date | None = None
    assessor: str | None = None

    def verdict(self, passed_by: str) -> bool | None:
        """Whether the outcome is achieved; None while a test that decides was not held.

        Args:
            passed_by: BOTH or ANY.
        """
        tests = (self.simulation, self.theory)
        deciding = passed_by == ANY
        if deciding in tests:
            return deciding
        return None if None in tests else not deciding


class Module(Record):
    """Training that leads to an outcome.

    Attributes:
        hours: of learning, of whatever kind.
        place: where it is held as a rule.
    """

    table: ClassVar[str] = "Modules"

    outcome: str
    module: str
    hours: Decimal | None = None
    place: str | None = None


class PlanDate(Record):
    """Until when a person makes up for an outcome, and where.

    Attributes:
        outcome: None for every outcome of the plan that has no line of its own.
        place: None for that of the module.
    """

    table: ClassVar[str] = "PlanDates"

    learner: str
    outcome: str | None = None
    deadline: date | None = None
    place: str | None = None
