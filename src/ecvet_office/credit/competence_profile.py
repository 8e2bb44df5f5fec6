"""What a programme asks in each competence area, what a person has, and the steps between the two (VQTS).

An organisational profile says up to which step a programme leads in each area; an individual profile, which step a
person has reached. The steps of an area build on each other, so whoever has reached one has those below it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ecvet_office.model.points import percent_text
from ecvet_office.model.register import Register, enrolled_in

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class AreaGap:
    """One area of a profile, in steps.

    Attributes:
        area: its id.
        required: the step to which the programme leads; 0 where it asks for none.
        held: the step that the person has reached; 0 for none. It may lie above the required one.
    """

    area: str
    required: int
    held: int

    @property
    def counted(self) -> int:
        """How many of the required steps are held; what lies above them makes up for no other area."""
        return min(self.required, self.held)

    @property
    def missing(self) -> range:
        """The steps that are still to be reached, the lowest first; empty where there are none."""
        return range(self.counted + 1, self.required + 1)


@dataclass(frozen=True, slots=True)
class ProfileGap:
    """What a person has of the profile of a programme.

    Attributes:
        learner: the id.
        qualification: id of the programme.
        areas: those of the programme in its order, then those in which only the person has a step.
        required_points: credit points of the programme's profile.
        held_points: credit points of the person's profile.
    """

    learner: str
    qualification: str
    areas: tuple[AreaGap, ...]
    required_points: Decimal
    held_points: Decimal

    @property
    def required(self) -> int:
        """All steps that the programme asks for."""
        return sum(one.required for one in self.areas)

    @property
    def held(self) -> int:
        """How many of them the person has."""
        return sum(one.counted for one in self.areas)

    @property
    def gap(self) -> tuple[AreaGap, ...]:
        """The areas in which steps are missing."""
        return tuple(one for one in self.areas if one.missing)

    @property
    def share(self) -> str:
        """The steps held of those required, in per cent with two decimals; empty where none are required."""
        return percent_text(Decimal(self.held), Decimal(self.required))


def area_gaps(required: Mapping[str, int], held: Mapping[str, int]) -> tuple[AreaGap, ...]:
    """Gives each area with the step asked for and the step held, those asked for first.

    Args:
        required: by area, the step to which the programme leads.
        held: by area, the step that the person has reached; an area that is not named has none.

    Raises:
        ValueError: a step is below 0.

    >>> [(one.area, *one.missing) for one in area_gaps({"H1": 4, "H2": 3, "H3": 2}, {"H1": 2, "H2": 3})]
    [('H1', 3, 4), ('H2',), ('H3', 1, 2)]
    """
    if any(step < 0 for step in (*required.values(), *held.values())):
        raise ValueError("a step is below 0")
    areas = dict.fromkeys([*required, *held])
    return tuple(AreaGap(area, required.get(area, 0), held.get(area, 0)) for area in areas)


def steps_of_programme(register: Register, qualification: str) -> dict[str, int]:
    """Gives by area the step to which a programme leads, without rows that say none; empty where it has no profile."""
    rows = register.profiles_of_programmes.get(qualification, ())
    return {row.area: row.step for row in rows if row.step is not None and row.step >= 0}


def profile_gaps(register: Register) -> tuple[ProfileGap, ...]:
    """Gives what each person with a profile has of each programme that it is held against, in the order of learners.

    Programmes without a profile are left out: nothing is asked of anybody there.
    """
    return tuple(
        _profile_gap(register, learner, programme)
        for learner in register.learner
        for programme in programmes_meant(register, learner)
        if programme in register.profiles_of_programmes
    )


def programmes_meant(register: Register, learner: str) -> tuple[str, ...]:
    """Gives the programmes against which a person's profile is held: those its rows name, else all the person takes."""
    own = register.learner.get(learner)
    taken = enrolled_in(register, own) if own else ()
    rows = register.profiles_of.get(learner, ())
    meant = (one for row in rows for one in ((row.qualification,) if row.qualification else taken))
    return tuple(dict.fromkeys(meant))


def _profile_gap(register: Register, learner: str, programme: str) -> ProfileGap:
    rows = [row for row in register.profiles_of[learner] if row.qualification in {None, programme}]
    held: dict[str, int] = {}
    for row in rows:
        held[row.area] = max(held.get(row.area, 0), row.step or 0)
    asked = register.profiles_of_programmes[programme]
    return ProfileGap(
        learner=learner,
        qualification=programme,
        areas=area_gaps(steps_of_programme(register, programme), held),
        required_points=sum((row.points or NOTHING for row in asked), start=NOTHING),
        held_points=sum((row.points or NOTHING for row in rows), start=NOTHING),
    )


def steps_text(steps: range) -> str:
    """Gives steps as they are spoken of; empty for none.

    >>> steps_text(range(3, 5)), steps_text(range(2, 3)), steps_text(range(4, 4))
    ('steps 3-4', 'step 2', '')
    """
    if not steps:
        return ""
    return f"step {steps[0]}" if len(steps) == 1 else f"steps {steps[0]}-{steps[-1]}"
