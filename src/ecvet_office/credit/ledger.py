"""A learner's ledger: what of a qualification is recognised, how many points that gives, and what is still missing.

Credit is recorded as soon as an outcome is assessed; points come with the recognition of the whole unit, and a
qualification is complete with its units, not with its points (2009/C 155/02, Annex II, 1, 3 and 4). A complete
qualification makes a learner eligible: awarding it is for national rules to say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from ecvet_office.credit.chain import STEPS_UPWARDS, OutcomeCredit, State, learner_record, outcome_credit
from ecvet_office.credit.explanation import (
    documented_lines,
    examination_line,
    recognised_lines,
    standing_lines,
    sum_of_points,
    sum_of_units,
    unrecognised_lines,
    without_effect,
)
from ecvet_office.credit.obstacles import obstacles, unit_label
from ecvet_office.credit.path import ZERO, Path, counted_units, missing_on, path_of, usable_points
from ecvet_office.credit.recognition import (
    Award,
    UnitChain,
    award_of,
    recognition_days,
    unit_chains,
    unmet_prerequisites,
)
from ecvet_office.model.errors import UsageError
from ecvet_office.model.qualifications import Qualification
from ecvet_office.model.register import Register

__all__ = ["Ledger", "OutcomeCredit", "State", "UnitCredit", "ledger", "ledgers", "share_of", "unmet_prerequisites"]


@dataclass(frozen=True, slots=True)
class UnitCredit:
    """What a learner has of one unit.

    Attributes:
        unit: The id of the unit.
        state: RECOGNISED by a decision on the unit; else REFUSED or FAILED where one of its outcomes is, else the
            lowest state among its outcomes, and at most VALIDATED. Where a final examination decides, DOCUMENTED
            stands for VALIDATED and for RECOGNISED.
        points: ECVET points that its recognition gives; 0 before.
        table_points: ECVET points of the unit in the qualification; None where the table has none.
        achieved: The ids of the outcomes that are positively assessed, all of them in a recognised unit.
        open: The ids of the other outcomes.
        counted: Whether it counts towards the qualification: it is recognised, and its group has room for it.
        lines: How this came about, a sentence on a line.
        recognised_on: The first day of its recognition; None where it is not recognised.
        outcomes: How far each outcome came, in the order of the sheet.
    """

    unit: str
    state: State
    points: Decimal
    table_points: Decimal | None
    achieved: tuple[str, ...]
    open: tuple[str, ...]
    counted: bool
    lines: tuple[str, ...]
    recognised_on: date | None
    outcomes: tuple[OutcomeCredit, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a learner has of one qualification.

    Attributes:
        learner: The id of the learner.
        qualification: The id of the qualification.
        units: One for each unit of the qualification, in the order of the sheet.
        points: ECVET points of the units that count.
        total_points: ECVET points of the qualification; None where it states none.
        share: Points in per cent of the total, two decimals, a half upwards; None without a total above 0.
        remaining: ECVET points still to be reached, never below 0; None without a total.
        eligible: Whether every required unit of a valid path is recognised.
        missing: The ids of the required units that are not recognised (not documented, where a final examination
            decides), then a text for each group that is not met.
        blocked_by: What keeps units from being recognised or from carrying points, a sentence each.
        lines: The explanation line by line, the sum last. Learners are named by id.
        examination: A sentence on the final examination where it decides on the whole at once; else empty.
    """

    learner: str
    qualification: str
    units: tuple[UnitCredit, ...]
    points: Decimal
    total_points: Decimal | None
    share: Decimal | None
    remaining: Decimal | None
    eligible: bool
    missing: tuple[str, ...]
    blocked_by: tuple[str, ...]
    lines: tuple[str, ...]
    examination: str = ""


def ledger(register: Register, learner_id: str, qualification_id: str) -> Ledger:
    """Gives what a learner has of a qualification.

    Raises:
        UsageError: The workbook knows no such learner, or no such qualification.
    """
    if learner_id not in register.learner:
        raise UsageError(f"there is no learner {learner_id}")
    if qualification_id not in register.qualification:
        raise UsageError(f"there is no qualification {qualification_id}")
    return _ledger(register, learner_id, qualification_id, path_of(register, qualification_id))


def ledgers(register: Register) -> tuple[Ledger, ...]:
    """Gives the ledgers of all learners in the order of the sheet, one for each qualification, the main one first.

    A qualification that the workbook does not know has no ledger: naming it is a finding of its own.
    """
    paths = {qualification: path_of(register, qualification) for qualification in register.qualification}
    further: dict[str, list[str]] = {}
    for row in register.enrolments:
        further.setdefault(row.learner, []).append(row.qualification)
    return tuple(
        _ledger(register, learner.id, qualification, paths[qualification])
        for learner in register.learner.values()
        for qualification in dict.fromkeys((learner.qualification, *further.get(learner.id, ())))
        if qualification in paths
    )


def _ledger(register: Register, learner_id: str, qualification_id: str, path: Path) -> Ledger:
    """Gives the ledger of a learner and a qualification that are both known."""
    qualification = register.qualification[qualification_id]
    record = learner_record(register, learner_id, qualification_id)
    chains = unit_chains(register, record, qualification_id)
    decided = recognition_days(record, chains)
    recognised = decided if qualification.recognises_units else {}
    awards = {unit.row.unit: award_of(record, unit, recognised) for unit in chains if unit.row.unit in recognised}
    carried = {unit: award.points for unit, award in awards.items()}
    counted = counted_units(path, carried)
    units = tuple(_unit_credit(register, unit, awards.get(unit.row.unit), counted) for unit in chains)
    if qualification.recognises_units:
        missing = missing_on(path, carried)
        blocked_by = obstacles(register, record, chains, recognised, awards)
        examination = ""
    else:
        units = tuple(_documented(register, qualification, unit) for unit in units)
        missing = missing_on(
            path, {one.unit: one.table_points or ZERO for one in units if one.state is State.DOCUMENTED}
        )
        blocked_by = without_effect(unit_label(register, unit) for unit in decided)
        examination = examination_line(qualification.before_exam or "", complete=bool(units) and not missing)
    eligible = bool(units) and not missing and qualification.recognises_units
    points = sum((unit.points for unit in units if unit.counted), start=ZERO)
    total = usable_points(qualification.points)
    return Ledger(
        learner=learner_id,
        qualification=qualification_id,
        units=units,
        points=points,
        total_points=total,
        share=share_of(points, total),
        remaining=None if total is None else max(ZERO, total - points),
        eligible=eligible,
        missing=missing,
        blocked_by=blocked_by,
        lines=(
            *(line for unit in units for line in unit.lines),
            *standing_lines(missing, blocked_by, eligible=eligible),
            *([examination] if examination else []),
            _sum_line(units, total, with_points=register.settings.uses_points),
        ),
        examination=examination,
    )


def _documented(register: Register, qualification: Qualification, unit: UnitCredit) -> UnitCredit:
    """Gives a unit as it stands where a final examination decides on the whole: recorded, and without points."""
    state = State.DOCUMENTED if unit.state is State.VALIDATED else unit.state
    label, worth = unit_label(register, unit.unit), qualification.before_exam or ""
    return replace(unit, state=state, lines=documented_lines(label, state, unit.achieved, unit.open, worth))


def _unit_credit(register: Register, unit: UnitChain, award: Award | None, counted: frozenset[str]) -> UnitCredit:
    """Gives what a learner has of one unit; the award is None where the unit is not recognised."""
    recognised_on = None if award is None else award.on
    outcomes = tuple(outcome_credit(chain, recognised_on) for chain in unit.outcomes)
    state = _unit_state(outcomes) if award is None else State.RECOGNISED
    achieved = tuple(chain.outcome for chain in unit.outcomes if award is not None or chain.passed)
    still_open = tuple(chain.outcome for chain in unit.outcomes if chain.outcome not in achieved)
    is_counted = unit.row.unit in counted
    label, table_points = unit_label(register, unit.row.unit), usable_points(unit.row.points)
    return UnitCredit(
        unit=unit.row.unit,
        state=state,
        points=ZERO if award is None else award.points,
        table_points=table_points,
        achieved=achieved,
        open=still_open,
        counted=is_counted,
        lines=unrecognised_lines(label, state, achieved, still_open)
        if award is None
        else recognised_lines(
            label, award, table_points, counted=is_counted, with_points=register.settings.uses_points
        ),
        recognised_on=recognised_on,
        outcomes=outcomes,
    )


def _unit_state(outcomes: tuple[OutcomeCredit, ...]) -> State:
    """Gives the state of a unit that is not recognised, from its outcomes; OPEN where it has none."""
    states = {outcome.state for outcome in outcomes}
    for beside in (State.REFUSED, State.FAILED):
        if beside in states:
            return beside
    lowest = next((step for step in STEPS_UPWARDS if step in states), State.OPEN)
    # A unit is never recognised by way of its outcomes (2009/C 155/02, recital 15).
    return State.VALIDATED if lowest is State.RECOGNISED else lowest


@lru_cache(maxsize=1024)  # a whole class has the same few points
def share_of(points: Decimal, total: Decimal | None) -> Decimal | None:
    """Gives the points in per cent of the total, two decimals, a half upwards; None without a total above 0."""
    if not total:
        return None
    hundredths = math.floor(Fraction(points) / Fraction(total) * 10_000 + Fraction(1, 2))
    return Decimal(hundredths).scaleb(-2)


def _sum_line(units: tuple[UnitCredit, ...], total: Decimal | None, *, with_points: bool) -> str:
    """Gives the last line of a ledger."""
    counted = [unit.points for unit in units if unit.counted]
    return sum_of_points(counted, total) if with_points else sum_of_units(len(counted), len(units))
