"""A Finnish practical nurse qualification and its learners: real points, outcomes worded for these tests.

180 points: 145 vocational and 35 common. Units U1 and U2 come before U3 and U4.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from ecvet_office.model.agreements import Agreement, Package
from ecvet_office.model.learners import EarlierUnit, Learner
from ecvet_office.model.qualifications import Outcome, Qualification, Unit, UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.model.results import PRIOR_LEARNING, RECOGNISED, VALIDATED, Decision, Result

NURSE = "Q1"
HOME, HOST = "Satakunta Example Vocational College", "Lycee professionnel Exemple"

# unit, title, points, group, required units, kinds of its outcomes
UNITS = (
    ("U1", "Promoting growth and inclusion", 25, "vocational", (), "KSC"),
    ("U2", "Promoting wellbeing and functional capacity", 30, "vocational", (), "KSC"),
    ("U3", "Working in home care", 40, "vocational", ("U1", "U2"), "KSSC"),
    ("U4", "Promoting the inclusion of older people", 35, "vocational", ("U1", "U2"), "KSSC"),
    ("U5", "Optional vocational unit", 15, "optional", (), "KSC"),
    ("U6", "Communication and interaction", 11, "common", (), "KSC"),
    ("U7", "Mathematics and natural sciences", 6, "common", (), "KSC"),
    ("U8", "Society and working life", 9, "common", (), "KSC"),
    ("U9", "Optional studies in common units", 9, "common-optional", (), "KSC"),
)
ALL_UNITS = tuple(row[0] for row in UNITS)

START, END = date(2025, 3, 3), date(2025, 4, 11)
ASSESSED, VALIDATED_ON, RECOGNISED_ON = date(2025, 4, 10), date(2025, 4, 22), date(2025, 4, 25)
BEFORE = date(2024, 12, 20)


def outcomes_of(unit: str) -> tuple[str, ...]:
    """Gives the ids of a unit's outcomes: 3.1 to 3.4 for U3."""
    kinds = next(row[5] for row in UNITS if row[0] == unit)
    return tuple(f"{unit[1:]}.{number}" for number in range(1, len(kinds) + 1))


def finnish_register(**tables: Any) -> Register:
    """Gives a register with the qualification; tables given by name replace or join its own."""
    nurse: dict[str, Any] = {
        "qualifications": (Qualification(id=NURSE, title="Social and health care", eqf_level=4, points=Decimal(180)),),
        "units": tuple(Unit(id=unit, title=title) for unit, title, *_ in UNITS),
        "unit_points": tuple(
            UnitPoints(qualification=NURSE, unit=unit, points=Decimal(points), group=group, requires=requires)
            for unit, _, points, group, requires, _ in UNITS
        ),
        "outcomes": tuple(
            Outcome(id=outcome, unit=unit, kind=kind, outcome=f"Outcome {outcome}", criterion="observed")
            for unit, *_, kinds in UNITS
            for outcome, kind in zip(outcomes_of(unit), kinds, strict=True)
        ),
        "learners": (learner("L1"),),
    }
    return Register(**(nurse | tables))


def learner(learner_id: str, **facts: Any) -> Learner:
    """Gives a learner who takes the qualification; the name is one that no explanation may show."""
    return Learner(**({"id": learner_id, "family_name": f"Secret{learner_id}", "qualification": NURSE} | facts))


def earlier(learner_id: str, *units: str, **facts: Any) -> tuple[EarlierUnit, ...]:
    """Gives units that were recognised at home before the stay."""
    row = {"learner": learner_id, "qualification": NURSE, "recognised_by": HOME, "on": BEFORE} | facts
    return tuple(EarlierUnit(unit=unit, **row) for unit in units)


def passed(learner_id: str, *outcomes: str, **facts: Any) -> tuple[Result, ...]:
    """Gives positive results, one for each outcome."""
    row = {"learner": learner_id, "context": "LA1", "achieved": True, "date": ASSESSED} | facts
    return tuple(Result(outcome=outcome, **row) for outcome in outcomes)


def decided(learner_id: str, subject: str, step: str, on: date | None, **facts: Any) -> Decision:
    """Gives one decision of the home institution."""
    row = {"learner": learner_id, "qualification": NURSE, "by": "P1"} | facts
    return Decision(subject=subject, step=step, on=on, **row)


def recognised(learner_id: str, units: Iterable[str] = ("U3",), **facts: Any) -> tuple[Decision, ...]:
    """Gives the decisions that validate and then recognise whole units."""
    return tuple(
        decided(learner_id, unit, step, on, **facts)
        for unit in units
        for step, on in ((VALIDATED, VALIDATED_ON), (RECOGNISED, RECOGNISED_ON))
    )


def agreed(learner_id: str, *targets: str, **facts: Any) -> Agreement:
    """Gives a signed agreement of the learner, without a package, on units or single outcomes."""
    row = {"id": f"LA-{learner_id}", "planned_start": START, "planned_end": END, "status": "signed"} | facts
    return Agreement(learner=learner_id, targets=targets, **row)


def finnish_demo() -> Register:
    """Gives the worked learners: L1, L2, L3, L6, L8 and L9, who has every unit."""
    third = outcomes_of("U3")
    return finnish_register(
        learners=(
            learner("L1", given_names="Aino", date_of_birth=date(2006, 5, 14)),
            learner("L2", given_names="Bruno", date_of_birth=date(2008, 9, 2)),
            *(learner(one) for one in ("L3", "L6", "L8", "L9")),
        ),
        packages=(Package(id="PK1", name="Home care", qualification=NURSE, targets=("U3",)),),
        agreements=(
            Agreement(id="LA-L1", learner="L1", package="PK1", planned_start=START, planned_end=END, status="decided"),
            agreed("L2", "3.1", "3.2", "3.4"),
            agreed("L3", "U3"),
        ),
        earlier_units=(
            *earlier("L1", "U1", "U2"),
            *earlier("L2", "U1", "U2", "U6"),
            *earlier("L3", "U1"),
            *earlier("L8", "U1", "U2", "U3", "U5", "U6", "U7", "U8", "U9"),
            *earlier("L9", *ALL_UNITS),
        ),
        results=(
            *passed("L1", *third),
            *passed("L2", "3.1", "3.2", "3.4"),
            *passed("L6", *outcomes_of("U1"), context=PRIOR_LEARNING),
            *passed("L8", *third),
        ),
        decisions=(
            *recognised("L1"),
            decided("L2", "3.1", VALIDATED, VALIDATED_ON),
            *recognised("L6", ("U1",)),
            *recognised("L8"),
        ),
    )
