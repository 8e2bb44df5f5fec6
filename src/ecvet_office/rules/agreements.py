"""Family AG, what an agreement says: when, what is learnt, who sees to it (2009/C 155/02, Annex II, 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

from ecvet_office.law.pages import fact_text
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import qualification_named, unit_named
from ecvet_office.rules.stays import (
    agreement_named,
    first_day,
    is_incoming,
    lacks,
    lacks_term,
    last_day,
    once_for_each_cell,
    qualification_of,
    row_named,
    terms_row,
)

DAYS = (("planned_start", "planned_end", "planned"), ("actual_start", "actual_end", "actual"))
COMMITMENT = {"validator": "who validates", "recogniser": "who recognises"}
PROGRAMME = {
    "activities": "what the learner does at the host",
    "assessment_method": "how the host assesses",
    "assessor": "who assesses at the host",
}


@check("AG16")
def period_not_stated(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements without a planned first or last day, and days in the wrong order; a stay may last one day.

    A missing day is still to be filled while the agreement is a draft; a wrong order is wrong at once.
    """
    for agreement in register.agreement.values():
        named = agreement_named(agreement)
        for name in ("planned_start", "planned_end"):
            if lacks(agreement, name):
                problem = f"has no {name.replace('_', ' ')}"
                yield broken(agreement.at(name), agreement.stage, agreement=named, problem=problem)
        for start, end, word in DAYS:
            begin, last = getattr(agreement, start), getattr(agreement, end)
            if begin and last and begin > last:
                problem = f"has its {word} start, {fact_text(begin)}, after its {word} end, {fact_text(last)}"
                stage = max(agreement.stage, Stage.READY_TO_SIGN)
                yield broken(agreement.at(end), stage, agreement=named, problem=problem)


@check("AG17")
def no_outcome_expected(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements on no learning outcome: none named, or all of them dropped.

    A unit that has no outcomes is found by itself, not at each agreement on it.
    """
    found: list[Breach] = []
    for agreement in register.agreement.values():
        if register.agreed_outcomes_of(agreement):
            continue
        row, targets = terms_row(register, agreement, "targets"), register.terms(agreement).targets
        if lacks_term(register, agreement, "targets"):
            found.append(broken(row.at("targets"), agreement.stage, where=row_named(row)))
        elif targets and all(register.outcomes_in.get(one) or one not in register.unit for one in targets):
            found.append(broken(agreement.at("targets"), agreement.stage, where=row_named(agreement)))
    yield from once_for_each_cell(found)


@check("AG18")
def whole_unit_without_points(register: Register, _on: date) -> Iterator[Breach]:
    """Finds whole units that have no points in the learner's qualification because they stand in no row of it.

    A row whose points are missing is found by itself, at that row.
    """
    found: list[Breach] = []
    for agreement in register.agreement.values():
        qualification = qualification_of(register, agreement)
        if qualification is None:
            continue
        row = terms_row(register, agreement, "targets")
        facts = {"where": row_named(row), "qualification": qualification_named(register, qualification)}
        found.extend(
            broken(row.at("targets"), agreement.stage, unit=unit_named(register, unit), **facts)
            for unit in register.whole_units_of(agreement)
            if (qualification, unit) not in register.points_of
        )
    yield from once_for_each_cell(found)


@check("AG19")
def outcome_outside_the_qualification(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreed outcomes of units that do not belong to the learner's qualification; what is additional may.

    A qualification to which no unit belongs is found by itself. Whole units are left to the rule on their points where
    points are used.
    """
    found: list[Breach] = []
    for agreement in register.agreement.values():
        qualification = qualification_of(register, agreement)
        if qualification not in register.units_in:
            continue
        for (place, where, unit), outcomes in _outside(register, agreement, qualification).items():
            facts = {"where": where, "unit": unit_named(register, unit), "outcomes": ", ".join(outcomes)}
            named = qualification_named(register, qualification)
            found.append(broken(place, agreement.stage, qualification=named, **facts))
    yield from once_for_each_cell(found)


def _outside(
    register: Register, agreement: Agreement, qualification: str
) -> Mapping[tuple[Place, str, str], list[str]]:
    """Gives the agreed outcomes outside a qualification: by the cell that names them, whose it is, and the unit."""
    added = {row.outcome: row for row in register.changes_of.get(agreement.id, ())}
    row = terms_row(register, agreement, "targets")
    left_out = set(register.whole_units_of(agreement)) if register.settings.uses_points else set()
    outside: dict[tuple[Place, str, str], list[str]] = {}
    for one in register.agreed_outcomes_of(agreement):
        unit = register.outcome[one].unit if one in register.outcome else None
        if unit is None or unit in left_out or (qualification, unit) in register.points_of:
            continue
        if one in added:
            key = (added[one].at("outcome"), row_named(agreement), unit)
        else:
            key = (row.at("targets"), row_named(row), unit)
        outside.setdefault(key, []).append(one)
    return outside


@check("AG27")
def commitment_incomplete(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements that do not say who validates and who recognises what was learnt; a host need not know it."""
    ours = [one for one in register.agreement.values() if not is_incoming(register, one)]
    yield from once_for_each_cell(_unsaid(register, ours, COMMITMENT))


@check("AG29")
def programme_incomplete(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements that do not say what the learner does, how the host assesses, and who.

    The assessor may stand at the placements instead.
    """
    assessed = {placement.agreement for placement in register.placements if placement.assessor}
    yield from once_for_each_cell(_unsaid(register, register.agreement.values(), PROGRAMME, assessed))


def _unsaid(
    register: Register, agreements: Iterable[Agreement], terms: Mapping[str, str], assessed: Collection[str] = ()
) -> Iterator[Breach]:
    for agreement in agreements:
        for name, unsaid in terms.items():
            if lacks_term(register, agreement, name) and not (name == "assessor" and agreement.id in assessed):
                row = terms_row(register, agreement, name)
                yield broken(row.at(name), agreement.stage, where=row_named(row), unsaid=unsaid)


@check("AG30")
def stays_overlap(register: Register, _on: date) -> Iterator[Breach]:
    """Finds learners with two stays on the same day; the first and the last day of a stay count."""
    for learner in register.agreements_of:
        for earlier, later in combinations(_stays(register, learner), 2):
            if later[0] <= earlier[1]:
                agreement = register.agreement[later[2]]
                yield broken(
                    agreement.at("actual_start" if agreement.actual_start else "planned_start"),
                    agreement.stage,
                    learner=learner,
                    earlier=earlier[2],
                    ends=earlier[1],
                    later=later[2],
                    begins=later[0],
                )


def _stays(register: Register, learner: str) -> list[tuple[date, date, str]]:
    """Gives the stays of a learner that were not withdrawn, by their first day: first day, last day, agreement."""
    stays = {
        (begin, end, agreement.id)
        for agreement in register.agreements_of[learner]
        if agreement.stage is not Stage.WITHDRAWN
        and register.agreement[agreement.id] is agreement
        and (begin := first_day(agreement))
        and (end := last_day(agreement))
        and begin <= end
    }
    return sorted(stays)
