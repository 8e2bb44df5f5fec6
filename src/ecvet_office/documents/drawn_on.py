"""Which records a document draws on: a finding about one of them concerns the document, any other does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ecvet_office.model.agreements import Agreement
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register


def memorandum_records(register: Register, memorandum_id: str) -> Iterator[Record]:
    """Gives what a memorandum draws on: its rows, the institutions and people in it, qualifications and units."""
    partners = register.partners_in.get(memorandum_id, ())
    qualifications = register.qualifications_in.get(memorandum_id, ())
    yield register.memorandum[memorandum_id]
    yield from partners
    yield from qualifications
    yield from _known(register.partner, (row.institution for row in partners))
    yield from _known(register.partner, (row.institution for row in qualifications))
    yield from _known(register.person, (row.contact for row in partners))
    named = (name for row in qualifications for name in (row.qualification, row.corresponds_to))
    yield from _known(register.qualification, named)
    yield from _known(register.unit, (unit for row in qualifications for unit in row.units))


def agreement_records(register: Register, agreement_id: str) -> Iterator[Record]:
    """Gives what a learning agreement draws on: its row and package, learner, institutions, people, units, outcomes."""
    agreement = register.agreement[agreement_id]
    terms = register.terms(agreement)
    yield from _stay(register, agreement)
    yield from _known(register.memorandum, (agreement.memorandum,))
    yield from register.partners_in.get(agreement.memorandum or "", ())
    yield from register.changes_of.get(agreement.id, ())
    yield from (row for row in register.placements if row.agreement == agreement.id)
    people = (terms.assessor, terms.validator, terms.recogniser, terms.home_mentor, terms.host_mentor)
    yield from _known(register.person, people)
    yield from _known(register.partner, (terms.intermediary, terms.host_company))


def transcript_records(register: Register, agreement_id: str) -> Iterator[Record]:
    """Gives what a transcript draws on: the stay, its results, and what the home institution decided."""
    agreement = register.agreement[agreement_id]
    learner = agreement.learner or ""
    results = [row for row in register.results_of.get(learner, ()) if row.context == agreement_id]
    decisions = register.decisions_of.get(learner, ())
    yield from _stay(register, agreement)
    yield from _known(register.memorandum, (agreement.memorandum,))
    yield from register.changes_of.get(agreement_id, ())
    yield from results
    yield from decisions
    yield from _known(register.outcome, (row.outcome for row in results))
    people = (register.terms(agreement).assessor, *(row.assessor for row in results), *(row.by for row in decisions))
    yield from _known(register.person, people)


def _stay(register: Register, agreement: Agreement) -> Iterator[Record]:
    """Gives what every paper about a stay draws on, the points of the whole qualification among it."""
    yield agreement
    yield from _known(register.package, (agreement.package,))
    yield from _known(register.learner, (agreement.learner,))
    yield from _known(register.partner, (register.home(agreement), register.terms(agreement).host))
    qualification = register.qualification_id(agreement)
    yield from _known(register.qualification, (qualification,))
    yield from register.units_in.get(qualification or "", ())
    yield from register.earlier_units_of.get(agreement.learner or "", ())
    agreed = [register.outcome[one] for one in register.agreed_outcomes_of(agreement) if one in register.outcome]
    whole = (target for target in register.terms(agreement).targets if target in register.unit)
    yield from agreed
    yield from _known(register.unit, (*(outcome.unit for outcome in agreed), *whole))


def _known(index: Mapping[str, Record], ids: Iterable[str | None]) -> Iterator[Record]:
    """Gives the records of the ids that are known, each once."""
    for one in dict.fromkeys(one for one in ids if one):
        if one in index:
            yield index[one]
