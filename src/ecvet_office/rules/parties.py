"""Family AG, the parties of an agreement: two institutions and a learner (2009/C 155/02, Annex II, 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.model.agreements import Agreement
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.stays import (
    AGE_OF_MAJORITY,
    home_of,
    institution_named,
    is_minor,
    known_term,
    lacks,
    lacks_term,
    once_for_each_cell,
    row_named,
    terms_row,
)

IDENTITY = {"family_name": "family name", "given_names": "given names", "date_of_birth": "date of birth"}
COORDINATING = "the Coordinating institution; where one stay differs, fill the column Home of the sheet Agreements"


@check("AG14")
def not_two_institutions(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements without a home or a hosting institution, or with the same in both places.

    A missing institution is still to be named while the agreement is a draft; the same one twice is wrong at once.
    """
    found = [breach for one in register.agreement.values() for breach in _institution_breaches(register, one)]
    yield from once_for_each_cell(found)


def _institution_breaches(register: Register, agreement: Agreement) -> Iterator[Breach]:
    row = terms_row(register, agreement, "host")
    home, host = home_of(register, agreement), known_term(register, agreement, "host")
    if lacks(agreement, "home") and lacks(register.settings, "coordinator"):
        yield _home_missing(register, agreement)
    if lacks_term(register, agreement, "host"):
        facts = {"where": row_named(row), "problem": "names no hosting institution"}
        yield _chosen(row.at("host"), agreement.stage, institution="the host in the column Host", **facts)
    if home and home == host:
        problem = f"names {institution_named(register, home)} both as home and as hosting institution"
        place = agreement.at("home") if agreement.home else row.at("host")
        where = row_named(agreement if agreement.home else row)
        stage, other = max(agreement.stage, Stage.READY_TO_SIGN), "another host or another home"
        yield _chosen(place, stage, where=where, problem=problem, institution=other)


def _home_missing(register: Register, agreement: Agreement) -> Breach:
    """Says it once at the coordinating institution where the workbook has a line for it, else at the agreement."""
    settings = register.settings
    if "coordinator" in settings.origin.rows:
        problem = "names no coordinating institution, so that stays have no home institution"
        place, where = settings.at("coordinator"), "the sheet Settings"
        return _chosen(place, agreement.stage, where=where, problem=problem, institution=COORDINATING)
    where, problem = row_named(agreement), "names no home institution"
    institution = "the home in the column Home"
    return _chosen(agreement.at("home"), agreement.stage, where=where, problem=problem, institution=institution)


def _chosen(place: Place, stage: Stage, *, institution: str, **facts: str) -> Breach:
    """Says which institution has to be chosen, on the sheet of the cell itself."""
    return broken(place, stage, sheet=place.sheet, institution=institution, **facts)


@check("AG15")
def identity_incomplete(register: Register, _on: date) -> Iterator[Breach]:
    """Finds learners with an agreement whose name or date of birth is missing; learners without one may wait."""
    found = [
        broken(place, agreement.stage, learner=learner.id, missing=missing)
        for learner in register.learner.values()
        for agreement in register.agreements_of.get(learner.id, ())
        for place, missing in ((learner.at(name), word) for name, word in IDENTITY.items() if lacks(learner, name))
    ]
    yield from once_for_each_cell(found)


@check("AG20")
def agreement_without_learner(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements that name no learner."""
    for agreement in register.agreement.values():
        if lacks(agreement, "learner"):
            yield broken(agreement.at("learner"), agreement.stage, agreement=agreement.id)


@check("AG22")
def minor_without_guardian(register: Register, _on: date) -> Iterator[Breach]:
    """Finds learners below the age of majority on the planned first day of whom no guardian is named."""
    found = [(_unguarded(register, agreement), agreement) for agreement in register.agreement.values()]
    limit = register.settings.age_of_majority or AGE_OF_MAJORITY
    yield from once_for_each_cell(
        broken(place, agreement.stage, learner=agreement.learner or "", age_of_majority=limit)
        for place, agreement in found
        if place
    )


def _unguarded(register: Register, agreement: Agreement) -> Place | None:
    """Gives the cell in which a guardian of the learner has to be named; None where that is not needed."""
    learner = register.learner.get(agreement.learner or "")
    if learner is None or agreement.planned_start is None or not is_minor(register, learner, agreement.planned_start):
        return None
    unnamed = lacks(learner, "guardian1_name") and lacks(learner, "guardian2_name")
    return learner.at("guardian1_name") if unnamed else None
