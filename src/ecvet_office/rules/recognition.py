"""Family RE, recognition: which units a learner has, which those require, and what they add up to.

A unit counts once, whatever number of times it was recognised, and a qualification is complete only with all of the
units of a valid path (2009/C 155/02, Annex II, 1). The award itself stays a decision of the competent institution.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.credit.ledger import ledger, unmet_prerequisites
from ecvet_office.credit.obstacles import is_planned
from ecvet_office.credit.path import Path, path_of
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.learners import EarlierUnit
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register, enrolled_in
from ecvet_office.model.results import RECOGNISED, REFUSED, Decision
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty, qualification_named, unit_named
from ecvet_office.rules.stays import is_incoming
from ecvet_office.rules.subjects import listed, qualifications_meant, same_qualification

EARLIER_SAID_BY = {"recognised_by": "who recognised it", "on": "on which day it was recognised"}
EXAM_DECIDES = "a final examination still decides"
AWARD_DECIDES = "the award itself is still to be decided"


def _recognitions(register: Register) -> Iterator[tuple[EarlierUnit | Decision, str, str]]:
    """Gives the recognitions of whole units, with the unit's id and the field that names it: earlier units first."""
    for earlier in register.earlier_units:
        if earlier.unit in register.unit:
            yield earlier, earlier.unit, "unit"
    for decision in register.decisions:
        if decision.step == RECOGNISED and decision.subject in register.unit:
            yield decision, decision.subject, "subject"


@check("RE01")
def unit_recognised_again(register: Register, _on: date) -> Iterator[Breach]:
    """Finds recognitions of a unit that the learner already has in the same qualification."""
    seen: dict[tuple[str, str], list[tuple[str | None, Place]]] = {}
    for row, unit, field in _recognitions(register):
        if row.is_unreadable("qualification"):
            continue
        known = seen.setdefault((row.learner, unit), [])
        first = next((where for other, where in known if same_qualification(other, row.qualification)), None)
        if first is None:
            known.append((row.qualification, row.at(field)))
        else:
            yield broken(row.at(field), first=str(first), learner=row.learner, unit=unit_named(register, unit))


@check("RE08")
def learner_is_eligible(register: Register, _on: date) -> Iterator[Breach]:
    """Finds learners who have every required unit of a qualification: eligible, which is not yet awarded."""
    paths = {qualification: path_of(register, qualification) for qualification in register.qualification}
    for learner in register.learner.values():
        for qualification in enrolled_in(register, learner):
            if qualification in paths and _is_eligible(register, learner.id, qualification, paths[qualification]):
                yield broken(
                    learner.at("id"),
                    decides=EXAM_DECIDES if register.qualification[qualification].final_exam else AWARD_DECIDES,
                    learner=learner.id,
                    qualification=qualification_named(register, qualification),
                )


def _is_eligible(register: Register, learner: str, qualification: str, path: Path) -> bool:
    """Whether the ledger says so; it is opened only where rows speak of every unit that all learners need."""
    said = _said_recognised(register, learner, qualification, None)
    return said.issuperset(path.required) and ledger(register, learner, qualification).eligible


def _said_recognised(register: Register, learner: str, qualification: str, by: date | None) -> set[str]:
    """Gives the units that rows call recognised by a day, whether or not these rows have all that gives them effect."""
    earlier = [(one.unit, one.qualification, one.on) for one in register.earlier_units_of.get(learner, ())]
    decided = [
        (one.subject, one.qualification, one.on)
        for one in register.decisions_of.get(learner, ())
        if one.step == RECOGNISED
    ]
    return {
        subject
        for subject, named, day in (*earlier, *decided)
        if same_qualification(named, qualification) and (by is None or day is None or day <= by)
    }


@check("RE14")
def unit_recognised_before_what_it_requires(register: Register, _on: date) -> Iterator[Breach]:
    """Finds recognised units whose required units were not recognised on or before the same day."""
    for row, unit, field in _recognitions(register):
        unmet = [
            required
            for qualification in qualifications_meant(register, row)
            for required in _not_recognised(register, row.learner, qualification, unit, row.on)
        ]
        if unmet:
            missing = listed(unit_named(register, one) for one in dict.fromkeys(unmet))
            yield broken(row.at(field), learner=row.learner, missing=missing, unit=unit_named(register, unit))


def _not_recognised(register: Register, learner: str, qualification: str, unit: str, by: date | None) -> list[str]:
    """Gives the units that a unit requires and of which no row says that they were recognised by a day.

    A row without effect, as it lacks its day or its validation, has a finding of its own, which need not come back at
    every unit that builds on it. Only where a unit was ever refused does the learner's ledger decide.
    """
    place_in = register.points_of.get((qualification, unit))
    if place_in is None or not place_in.requires:
        return []
    said = _said_recognised(register, learner, qualification, by)
    refused = {one.subject for one in register.decisions_of.get(learner, ()) if one.step == REFUSED}
    if not refused.isdisjoint(place_in.requires):
        said -= refused.intersection(unmet_prerequisites(register, learner, qualification, unit, by))
    return [one for one in place_in.requires if one not in said]


@check("RE15")
def agreement_on_a_unit_out_of_turn(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements on units whose required units are neither recognised nor planned before the stay.

    A stay without a first day is passed over: nothing can be said to come before it. So is one of a learner whom we
    host: what was recognised before is known at home.
    """
    for agreement in register.agreements:
        learner, qualification, start = agreement.learner, register.qualification_id(agreement), agreement.start
        if learner is None or qualification is None or start is None or is_incoming(register, agreement):
            continue
        for unit in _units_worked_on(register, agreement):
            unmet = _not_recognised(register, learner, qualification, unit, start)
            if missing := [one for one in unmet if not is_planned(register, one, agreement)]:
                yield broken(
                    agreement.at("targets" if agreement.targets else "package"),
                    agreement.stage,
                    learner=learner,
                    missing=listed(unit_named(register, one) for one in missing),
                    unit=unit_named(register, unit),
                )


def _units_worked_on(register: Register, agreement: Agreement) -> tuple[str, ...]:
    """Gives the ids of the units that an agreement targets, wholly or in part, each once."""
    units = [register.outcome[one].unit for one in register.agreed_outcomes_of(agreement) if one in register.outcome]
    # A unit without outcomes has none that could be agreed, and is meant all the same.
    units += [
        one for one in register.terms(agreement).targets if one in register.unit and one not in register.outcomes_in
    ]
    return tuple(dict.fromkeys(unit for unit in units if unit))


@check("RE18")
def earlier_unit_not_recorded_whole(register: Register, _on: date) -> Iterator[Breach]:
    """Finds earlier units that do not say who recognised them, or when."""
    for earlier in register.earlier_units:
        for name, missing in EARLIER_SAID_BY.items():
            if is_empty(earlier, name):
                unit = unit_named(register, earlier.unit)
                yield broken(earlier.at(name), learner=earlier.learner, missing=missing, unit=unit)
