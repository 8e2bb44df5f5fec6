"""Family RE, roles: the host assesses, the home institution validates and recognises (2009/C 155/02, Annex II, 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ecvet_office.model.agreements import Agreement
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.model.results import RECOGNISED, VALIDATED, Decision
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import unit_named
from ecvet_office.rules.subjects import parts_of, stay_of


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody whose institution is known.

    Attributes:
        name: as people know them; the id where there is no name.
        institution: its id, or its name where it is none of the sheet Partners.
    """

    name: str
    institution: str


People = Mapping[str | None, Employee]


@check("RE06")
def one_institution_in_both_roles(register: Register, _on: date) -> Iterator[Breach]:
    """Finds institutions that assess and also validate or recognise, as planned for a stay or as it came about.

    People whose institution is not known prove nothing.
    """
    people = _people(register)
    yield from _planned(register, people)
    assessing = _assessing(register, people)
    for decision in register.decisions:
        agreement = stay_of(register, decision.context)
        decider = people.get(decision.by)
        if agreement is None or decider is None or decision.step not in {VALIDATED, RECOGNISED}:
            continue
        if (agreement.id, decider.institution) in assessing:
            yield from _come_about(register, people, agreement, decision, decider)


def _people(register: Register) -> People:
    """Gives the people whose institution is known, by id, and by name where only one bears it."""
    bearers = Counter(person.name for person in register.people)
    people: dict[str | None, Employee] = {}  # asked for whoever a cell names; an empty one names nobody
    for person in register.person.values():
        if person.institution:
            people[person.id] = Employee(person.name or person.id, person.institution)
            if person.name and bearers[person.name] == 1:
                people.setdefault(person.name, people[person.id])
    return people


def _assessing(register: Register, people: People) -> set[tuple[str, str]]:
    """Gives by stay the institutions whose people assessed anything there, as pairs: far fewer than there are results.

    A result that names no assessor was assessed by the one whom the agreement plans.
    """
    named = {(result.context, result.assessor) for result in register.results}
    known = ((stay_of(register, context), assessor) for context, assessor in named)
    found = ((stay.id, people.get(assessor or register.terms(stay).assessor)) for stay, assessor in known if stay)
    return {(stay, employee.institution) for stay, employee in found if employee}


def _planned(register: Register, people: People) -> Iterator[Breach]:
    """Gives the stays whose assessor belongs to the home institution; what a package says is found once."""
    found: set[Place] = set()
    for agreement in register.agreements:
        if agreement.stage is Stage.WITHDRAWN or not _assessed_at_home(register, people, agreement):
            continue
        package = register.package.get(agreement.package) if agreement.package else None
        place = agreement.at("assessor") if agreement.assessor or package is None else package.at("assessor")
        if place not in found:
            found.add(place)
            other = f"that is also the home institution of {agreement.id}, which validates and recognises"
            assessor = people[register.terms(agreement).assessor]
            yield broken(place, agreement.stage, other=other, **_assessor_facts(register, assessor))


def _assessed_at_home(register: Register, people: People, agreement: Agreement) -> bool:
    """Whether the agreement plans that somebody of the home institution assesses."""
    assessor = people.get(register.terms(agreement).assessor)
    return assessor is not None and assessor.institution == register.home(agreement)


def _come_about(
    register: Register, people: People, agreement: Agreement, decision: Decision, decider: Employee
) -> Iterator[Breach]:
    """Gives the decision if the decider's institution assessed one of its outcomes in the same stay.

    Where the agreement plans that the home institution assesses, that is said at the agreement.
    """
    if _assessed_at_home(register, people, agreement) and decider.institution == register.home(agreement):
        return
    planned = register.terms(agreement).assessor
    parts = parts_of(register, decision.subject)
    for result in register.results_of.get(decision.learner, ()):
        if result.context != agreement.id or result.outcome not in parts:
            continue
        assessor = people.get(result.assessor or planned)
        if assessor is None or assessor.institution != decider.institution:
            continue
        subject = unit_named(register, decision.subject)
        other = f"{decider.name} of the same institution {decision.step} {subject} of {decision.learner}"
        yield broken(decision.at("by"), agreement.stage, other=other, **_assessor_facts(register, assessor))
        return


def _assessor_facts(register: Register, assessor: Employee) -> dict[str, str]:
    partner = register.partner.get(assessor.institution)
    name = partner.name if partner and partner.name else assessor.institution
    return {"assessor": assessor.name, "institution": name}
