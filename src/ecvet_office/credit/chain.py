"""How far each outcome of a learner came: assessed by the host, then validated and recognised by the home institution.

The order is assessed, validated, recognised; no step is skipped or taken back (2009/C 155/02, Annex II, 3). A decision
counts when it says who took it and when. Days may be equal: a host may assess and a home institution decide on one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from ecvet_office.credit.points_conversion import conversion_text
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.register import Register
from ecvet_office.model.results import RECOGNISED, REFUSED, VALIDATED, Decision, Result
from ecvet_office.model.stages import Stage

UNDATED = date.min
"""Stands for the day of a positive result without one: it comes before every decision, and its missing day is a finding
of its own."""

NO_DAYS: Mapping[str, Sequence[date]] = MappingProxyType({})
"""The decisions about a unit or an outcome of which none was taken."""

EARLIER = "recognised earlier"
"""Stands among the steps for a row of earlier units."""


class State(StrEnum):
    """How far an outcome or a unit came. The first five are steps upwards; FAILED and REFUSED stand beside them.

    DOCUMENTED is the last step of a unit where a final examination decides on the whole qualification at once: every
    outcome is validated, and no unit is recognised by itself.
    """

    OPEN = "open"
    AGREED = "agreed"
    ASSESSED = "assessed"
    VALIDATED = "validated"
    RECOGNISED = "recognised"
    FAILED = "failed"
    REFUSED = "refused"
    DOCUMENTED = "documented"


STEPS_UPWARDS = (State.OPEN, State.AGREED, State.ASSESSED, State.VALIDATED, State.RECOGNISED)


class OutcomeCredit(NamedTuple):
    """How far one outcome of one learner came; a tuple, as a school has a hundred thousand, and they are made sooner.

    Attributes:
        outcome: The id of the outcome.
        state: Its state.
        on: The day from which it has that state; None where none is known, and for open and agreed.
    """

    outcome: str
    state: State
    on: date | None


@dataclass(frozen=True, slots=True)
class Recognition:
    """A decision that recognises, with its day and the name of who took it.

    Attributes:
        on: The day of the decision.
        by: Who took it.
        points: Points other than the table's; None where the table's hold.
        points_rule: The rule for other points; empty where none is stated.
        converted: From which points of another system they were converted, and how; empty where they were not.
    """

    on: date
    by: str
    points: Decimal | None
    points_rule: str
    converted: str = ""


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """What is recorded about one learner and bears on one qualification, ready to be looked up.

    Attributes:
        results: By outcome.
        days: By unit or outcome, then by step, the days of the decisions that say who and when.
        recognitions: By unit or outcome, the decisions that recognise it and say who and when.
        incomplete: By unit or outcome, the steps decided without saying who or when.
        earlier: By unit, the days on which it was recognised before, however it was learnt.
        agreements: Those for the qualification, each with the ids of its outcomes for credit; no withdrawn ones.
        agreed: The ids of the outcomes in agreements that are signed.
    """

    results: Mapping[str, Sequence[Result]]
    days: Mapping[str, Mapping[str, Sequence[date]]]
    recognitions: Mapping[str, Sequence[Recognition]]
    incomplete: Mapping[str, Sequence[str]]
    earlier: Mapping[str, Sequence[date]]
    agreements: tuple[tuple[Agreement, tuple[str, ...]], ...]
    agreed: frozenset[str]


class Chain(NamedTuple):
    """The steps of one outcome that hold, each in the order of days; a tuple for the same reason as OutcomeCredit.

    Attributes:
        outcome: The id of the outcome.
        is_agreed: Whether a signed agreement holds it.
        passed: Days of positive results, UNDATED for one without a day.
        failed: Days of negative results, UNDATED for one without a day.
        validated: Days of validation, each on or after a positive result.
        recognised: Days on which the outcome by itself was recognised, each on or after a validation.
        refused: The day of the last refusal of the outcome or its unit; None where there is none.
    """

    outcome: str
    is_agreed: bool
    passed: Sequence[date]
    failed: Sequence[date]
    validated: Sequence[date]
    recognised: Sequence[date]
    refused: date | None


def learner_record(register: Register, learner_id: str, qualification_id: str) -> LearnerRecord:
    """Gives what is recorded about the learner for the qualification.

    Decisions and earlier units that name no qualification bear on each that holds the unit.
    """
    bears_on = (qualification_id, None)
    decisions = [one for one in register.decisions_of.get(learner_id, ()) if one.qualification in bears_on]
    days, recognitions, incomplete = _by_subject(register, qualification_id, decisions)
    earlier: dict[str, list[date]] = {}
    for row in register.earlier_units_of.get(learner_id, ()):
        if row.qualification not in bears_on:
            continue
        if row.recognised_by and row.on:
            earlier.setdefault(row.unit, []).append(row.on)
        else:
            incomplete.setdefault(row.unit, []).append(EARLIER)
    agreements = tuple(
        (agreement, register.agreed_outcomes_of(agreement))
        for agreement in register.agreements_of.get(learner_id, ())
        if agreement.stage is not Stage.WITHDRAWN and register.qualification_id(agreement) in bears_on
    )
    signed = (outcomes for agreement, outcomes in agreements if agreement.stage >= Stage.SIGNED)
    agreed = frozenset(outcome for outcomes in signed for outcome in outcomes)
    results = register.results_on.get(learner_id, {})
    return LearnerRecord(results, days, recognitions, incomplete, earlier, agreements, agreed)


def outcome_chain(record: LearnerRecord, unit: str, outcome: str) -> Chain:
    """Gives the steps of one outcome that hold.

    A validation or a refusal of the unit stands for all its outcomes. A recognition of the unit does not: it holds for
    the whole unit or not at all.
    """
    passed: list[date] = []
    failed: list[date] = []
    for result in record.results.get(outcome, ()):
        if result.achieved is not None:
            (passed if result.achieved else failed).append(result.date or UNDATED)
    passed.sort()
    failed.sort()
    own, of_unit = record.days.get(outcome, NO_DAYS), record.days.get(unit, NO_DAYS)
    validated: list[date] = []
    recognised: list[date] = []
    if passed and (own or of_unit):
        days = sorted([*of_unit.get(VALIDATED, ()), *own.get(VALIDATED, ())])
        validated = [day for day in days if passed[0] <= day]
    refused = max([*of_unit.get(REFUSED, ()), *own.get(REFUSED, ())]) if REFUSED in of_unit or REFUSED in own else None
    if validated and RECOGNISED in own:
        days = sorted(own[RECOGNISED])
        recognised = [day for day in days if validated[0] <= day and is_after(day, refused)]
    return Chain(outcome, outcome in record.agreed, passed, failed, validated, recognised, refused)


def outcome_credit(chain: Chain, unit_recognised_on: date | None) -> OutcomeCredit:
    """Gives how far an outcome came.

    A refusal undoes what was decided up to its day; what the home institution decides later holds again. A negative
    result never takes away a positive one.

    Args:
        chain: Its steps.
        unit_recognised_on: The day on which the whole unit was recognised; None where it is not.
    """
    state, on = State.AGREED if chain.is_agreed else State.OPEN, None
    if unit_recognised_on is not None:
        return OutcomeCredit(chain.outcome, State.RECOGNISED, unit_recognised_on)
    validated = [day for day in chain.validated if is_after(day, chain.refused)]
    if chain.recognised:
        state, on = State.RECOGNISED, chain.recognised[0]
    elif validated:
        state, on = State.VALIDATED, validated[0]
    elif chain.refused is not None:
        state, on = State.REFUSED, chain.refused
    elif chain.passed:
        state, on = State.ASSESSED, _known(chain.passed[-1])
    elif chain.failed:
        state, on = State.FAILED, _known(chain.failed[-1])
    return OutcomeCredit(chain.outcome, state, on)


def is_after(day: date, refused: date | None) -> bool:
    """Tells whether a day comes after the last refusal; a refusal on the same day prevails."""
    return refused is None or day > refused


def _by_subject(
    register: Register, qualification_id: str, decisions: Iterable[Decision]
) -> tuple[dict[str, dict[str, list[date]]], dict[str, list[Recognition]], dict[str, list[str]]]:
    """Gives the days by subject, then by step, the recognitions by subject, and the steps that lack who or when."""
    days: dict[str, dict[str, list[date]]] = {}
    recognitions: dict[str, list[Recognition]] = {}
    incomplete: dict[str, list[str]] = {}
    for one in decisions:
        if one.step is None:
            continue
        if not one.by or one.on is None:
            incomplete.setdefault(one.subject, []).append(one.step)
            continue
        days.setdefault(one.subject, {}).setdefault(one.step, []).append(one.on)
        if one.step == RECOGNISED:
            converted = conversion_text(register, one, qualification_id)
            recognition = Recognition(one.on, one.by, one.points, one.points_rule or "", converted)
            recognitions.setdefault(one.subject, []).append(recognition)
    return days, recognitions, incomplete


def _known(day: date) -> date | None:
    """Gives the day; None for UNDATED."""
    return None if day == UNDATED else day
