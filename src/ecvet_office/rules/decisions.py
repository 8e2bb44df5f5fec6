"""Family RE, decisions: what the home institution validated, recognised or refused (2009/C 155/02, Annex II, 3).

A decision counts whatever became of the stay, so these rules speak up even after the learner has withdrawn from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.model.register import Register, enrolled_in
from ecvet_office.model.results import RECOGNISED, REFUSED, VALIDATED, Decision
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty, qualification_named, unit_named
from ecvet_office.rules.subjects import listed, parts_of, qualifications_meant, same_qualification, unit_of

STEP_BEFORE = {VALIDATED: "assessed", RECOGNISED: "validated"}
SAID_BY = {"step": "which step it is", "by": "who took it", "on": "on which day it was taken"}


def _decisions(register: Register, *steps: str) -> Iterator[tuple[Decision, str]]:
    """Gives the decisions of these steps, each with its step."""
    return ((one, one.step) for one in register.decisions if one.step in steps)


@check("RE02")
def points_for_a_part_of_a_unit(register: Register, _on: date) -> Iterator[Breach]:
    """Finds decisions about a single outcome that carry points: only a whole unit has any."""
    for decision in register.decisions:
        if decision.subject not in register.unit and decision.points:
            yield broken(
                decision.at("points"), learner=decision.learner, outcome=decision.subject, points=decision.points
            )


@check("RE03")
def decided_without_a_positive_assessment(register: Register, _on: date) -> Iterator[Breach]:
    """Finds validations and recognitions of outcomes that no result says were achieved.

    A result that does not say whether the outcome was achieved is no positive assessment.
    """
    passed = {(one.learner, one.outcome) for one in register.results if one.achieved or one.is_unreadable("achieved")}
    for decision, step in _decisions(register, VALIDATED, RECOGNISED):
        # A unit without outcomes stands for itself and cannot be assessed; that is said on the sheet Units.
        parts = [part for part in parts_of(register, decision.subject) if part in register.outcome]
        if missing := [part for part in parts if (decision.learner, part) not in passed]:
            subject = unit_named(register, decision.subject)
            place = decision.at("step")
            yield broken(place, learner=decision.learner, outcomes=listed(missing), step=step, subject=subject)


@check("RE04")
def recognised_without_being_validated(register: Register, _on: date) -> Iterator[Breach]:
    """Finds recognitions of what was not validated, as a whole or outcome by outcome."""
    for decision, _ in _decisions(register, RECOGNISED):
        parts = parts_of(register, decision.subject)
        missing = [part for part in parts if not _validations(register, decision, part)]
        if missing:
            what = "it" if len(missing) == len(parts) else listed(missing)
            subject = unit_named(register, decision.subject)
            yield broken(decision.at("step"), learner=decision.learner, missing=what, subject=subject)


def _validations(register: Register, recognition: Decision, part: str) -> list[Decision]:
    """Gives the decisions that validate one part of what was recognised, directly or with its unit.

    A decision without a step may be the validation; that it has none is said of it alone.
    """
    decided = register.decisions_on[recognition.learner]
    return [
        one
        for subject in dict.fromkeys((part, unit_of(register, part) or part))
        for one in decided.get(subject, ())
        if one.step in {VALIDATED, None} and same_qualification(one.qualification, recognition.qualification)
    ]


@check("RE05")
def decided_before_the_step_before(register: Register, _on: date) -> Iterator[Breach]:
    """Finds validations dated before the assessment, and recognitions dated before the validation.

    Of several outcomes that come too late, the latest is named.
    """
    last_days = _last_days_before(register)
    for decision, step in _decisions(register, *STEP_BEFORE):
        # Most decisions come after everything that they have to follow; only the others are looked into.
        if decision.on is None or decision.on >= last_days.get((decision.learner, step), decision.on):
            continue
        parts = parts_of(register, decision.subject)
        firsts = [first for part in parts if (first := _first_step_before(register, decision, part))]
        late = [first for first in firsts if first[0] > decision.on]
        if late:
            day, what = max(late)
            yield broken(
                decision.at("on"),
                before=STEP_BEFORE[step],
                day=day,
                learner=decision.learner,
                on=decision.on,
                step=step,
                subject=unit_named(register, decision.subject),
                what=unit_named(register, what),
            )


def _last_days_before(register: Register) -> dict[tuple[str, str], date]:
    """Gives by learner and step the last day of anything that has to come before it."""
    assessed = [(one.learner, VALIDATED, one.date) for one in register.results]
    validated = [(one.learner, RECOGNISED, one.on) for one in register.decisions if one.step in {VALIDATED, None}]
    last: dict[tuple[str, str], date] = {}
    for learner, step, day in (*assessed, *validated):
        if day is not None and day > last.get((learner, step), date.min):
            last[learner, step] = day
    return last


def _first_step_before(register: Register, decision: Decision, part: str) -> tuple[date, str] | None:
    """Gives the first day on which a part had the step before, and what was then assessed or validated.

    None where the step is missing, or one of its days: the day that is not known may be the first.
    """
    if decision.step == VALIDATED:
        results = register.results_on.get(decision.learner, {}).get(part, ())
        days = [(one.date, part) for one in results if one.achieved]
    else:
        days = [(one.on, one.subject) for one in _validations(register, decision, part)]
    known = [(day, what) for day, what in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


@check("RE07")
def decision_not_recorded_whole(register: Register, _on: date) -> Iterator[Breach]:
    """Finds decisions that do not say which step they are, who took them, or when."""
    for decision in register.decisions:
        for name, missing in SAID_BY.items():
            if is_empty(decision, name):
                subject = unit_named(register, decision.subject)
                yield broken(decision.at(name), learner=decision.learner, missing=missing, subject=subject)


@check("RE13")
def refused_without_a_reason(register: Register, _on: date) -> Iterator[Breach]:
    """Finds refusals that give no reason."""
    for decision, _ in _decisions(register, REFUSED):
        if is_empty(decision, "reason"):
            subject = unit_named(register, decision.subject)
            yield broken(decision.at("reason"), learner=decision.learner, subject=subject)


@check("RE17")
def decided_outside_the_qualification(register: Register, _on: date) -> Iterator[Breach]:
    """Finds decisions for a qualification that the learner does not take, or that does not hold the unit."""
    for decision in register.decisions:
        learner = register.learner.get(decision.learner)
        taken = enrolled_in(register, learner) if learner else ()
        meant = qualifications_meant(register, decision)
        if not taken or not meant:
            continue  # what the learner takes is missing, and said to be
        if not set(meant) <= set(taken):
            yield _misplaced(register, decision, meant, "qualification", "which the learner does not take")
        elif _is_outside(register, decision, meant):
            yield _misplaced(register, decision, meant, "subject", "to which it does not belong")


def _is_outside(register: Register, decision: Decision, meant: tuple[str, ...]) -> bool:
    """Whether the decision's unit is in none of the qualifications, each of which has its units on the sheet.

    A stand-alone unit may be decided on for no qualification at all.
    """
    unit = register.unit.get(unit_of(register, decision.subject) or decision.subject)
    if unit is None or (unit.stand_alone and decision.qualification is None):
        return False
    return all(one in register.units_in and (one, unit.id) not in register.points_of for one in meant)


def _misplaced(register: Register, decision: Decision, meant: tuple[str, ...], name: str, why: str) -> Breach:
    return broken(
        decision.at(name),
        learner=decision.learner,
        qualification=listed(qualification_named(register, one) for one in meant),
        subject=unit_named(register, decision.subject),
        why=why,
    )
