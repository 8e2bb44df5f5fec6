"""Which units of a learner are recognised, since when, and with which points.

Recognition is a recorded decision of the home institution on the unit itself and never follows from its outcomes
(2009/C 155/02, recital 15 and Annex II, 3). It holds when every outcome was positively assessed and validated by its
day, and when the units that this one requires were recognised by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ecvet_office.credit.chain import Chain, LearnerRecord, Recognition, is_after, learner_record, outcome_chain
from ecvet_office.credit.path import ZERO, usable_points
from ecvet_office.model.qualifications import UnitPoints
from ecvet_office.model.register import Register


@dataclass(frozen=True, slots=True)
class UnitChain:
    """The steps of one unit of one learner.

    Attributes:
        row: The unit in the qualification.
        outcomes: The steps of its outcomes, in the order of the sheet.
        standing: The decisions that recognise it and that nothing but a required unit can still hold up.
    """

    row: UnitPoints
    outcomes: tuple[Chain, ...]
    standing: tuple[Recognition, ...]


@dataclass(frozen=True, slots=True)
class Award:
    """What the recognition of a unit gives.

    Attributes:
        on: The first day on which the unit was recognised and stayed so.
        points: The table's points, or those of a decision that states its rule; 0 where the table has none.
        times: How often the unit was recognised; it counts once.
        other_points: The decision on other points than the table's; None where the table's hold.
        lacks_rule: Whether a decision names other points without the rule for them, so that the table's hold.
    """

    on: date
    points: Decimal
    times: int
    other_points: Recognition | None
    lacks_rule: bool


def unit_chains(register: Register, record: LearnerRecord, qualification_id: str) -> tuple[UnitChain, ...]:
    """Gives the steps of each unit of the qualification, in the order of the sheet."""
    chains = []
    for row in register.units_in.get(qualification_id, ()):
        outcomes = [outcome_chain(record, row.unit, outcome.id) for outcome in register.outcomes_in.get(row.unit, ())]
        chains.append(UnitChain(row, tuple(outcomes), _standing(outcomes, record.recognitions.get(row.unit, ()))))
    return tuple(chains)


def recognition_days(record: LearnerRecord, units: Iterable[UnitChain]) -> dict[str, date]:
    """Gives the first day of recognition of each recognised unit.

    Units recognised earlier ask for no chain and no required units. Units that require each other are never recognised.
    """
    recognised = {unit: min(days) for unit, days in record.earlier.items()}
    decided = [unit for unit in units if unit.standing]
    # The recognition of one unit may free the next, wherever it stands in the sheet.
    while found := _found(decided, recognised):
        recognised.update(found)
    return recognised


def award_of(record: LearnerRecord, unit: UnitChain, recognised: Mapping[str, date]) -> Award:
    """Gives what the recognition of the unit gives: the points of the home institution's table.

    Points follow the unit, not the time taken, the grade or the way of learning (2009/C 155/02, Annex II, 4). Others
    need a rule, a name and a day; of several such decisions the latest holds, and of one day the one with most points.

    Args:
        record: What is recorded about the learner.
        unit: A unit that is recognised.
        recognised: The first day of recognition of each recognised unit.
    """
    holding = [one for one in unit.standing if not unmet(unit.row.requires, recognised, one.on)]
    others = [one for one in holding if usable_points(one.points) is not None]
    ruled = [one for one in others if one.points_rule]
    chosen = max(ruled, key=lambda one: (one.on, one.points or ZERO, one.points_rule, one.by), default=None)
    points = unit.row.points if chosen is None else chosen.points
    return Award(
        on=recognised[unit.row.unit],
        points=usable_points(points) or ZERO,
        times=len(holding) + len(record.earlier.get(unit.row.unit, ())),
        other_points=chosen,
        lacks_rule=len(ruled) < len(others),
    )


def unmet(requires: Iterable[str], recognised: Mapping[str, date], by: date | None) -> tuple[str, ...]:
    """Gives which required units are not recognised on or before a day; at all, where the day is None."""
    return tuple([unit for unit in requires if unit not in recognised or (by is not None and recognised[unit] > by)])


def recognised_units(register: Register, learner_id: str, qualification_id: str) -> dict[str, date]:
    """Gives the units that count as recognised for the learner in the qualification, with the first day of each."""
    record = learner_record(register, learner_id, qualification_id)
    return recognition_days(record, unit_chains(register, record, qualification_id))


def unmet_prerequisites(
    register: Register, learner_id: str, qualification_id: str, unit_id: str, by: date | None
) -> tuple[str, ...]:
    """Gives the ids of the units that this one requires and that are not recognised, in the order of its row.

    Args:
        register: The workbook's records.
        learner_id: The learner.
        qualification_id: The qualification, for units require each other within one.
        unit_id: The unit; nothing is unmet for one that the qualification does not hold.
        by: The day on which, or before which, they must be recognised; None for any day.
    """
    row = register.points_of.get((qualification_id, unit_id))
    if row is None or not row.requires:
        return ()
    return unmet(row.requires, recognised_units(register, learner_id, qualification_id), by)


def _standing(outcomes: Sequence[Chain], decisions: Iterable[Recognition]) -> tuple[Recognition, ...]:
    """Gives the decisions taken when every outcome was validated, and that no later refusal undid.

    A unit without outcomes has nothing that could be assessed, so nothing of it can be recognised.
    """
    if not outcomes or not all(chain.validated for chain in outcomes):
        return ()
    validated = max(chain.validated[0] for chain in outcomes)
    refused = max((chain.refused for chain in outcomes if chain.refused), default=None)
    return tuple(one for one in decisions if one.on >= validated and is_after(one.on, refused))


def _found(decided: Iterable[UnitChain], recognised: Mapping[str, date]) -> dict[str, date]:
    """Gives the units that can be recognised by now, or on an earlier day than known, with that day."""
    found = {}
    for unit in decided:
        days = [one.on for one in unit.standing if not unmet(unit.row.requires, recognised, one.on)]
        known = recognised.get(unit.row.unit)
        if days and (known is None or min(days) < known):
            found[unit.row.unit] = min(days)
    return found
