"""Which records a document draws on: a finding about one of them concerns the document, any other does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ecvet_office.model.agreements import Agreement
from ecvet_office.model.memoranda import Memorandum
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register, enrolled_in
from ecvet_office.model.results import Decision
from ecvet_office.rules.mobility_groups import going


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
    placements = [row for row in register.placements if row.agreement == agreement.id]
    yield from placements
    people = (terms.assessor, terms.validator, terms.recogniser, terms.home_mentor, terms.host_mentor)
    there = (one for row in placements for one in (row.mentor, row.assessor))
    yield from _known(register.person, (*people, *there))
    yield from _known(register.partner, (terms.intermediary, terms.host_company))


def erasmus_records(register: Register, agreement_id: str) -> Iterator[Record]:
    """Gives what an Erasmus+ learning agreement draws on: what every one does but the memorandum, and who helps."""
    agreement = register.agreement[agreement_id]
    terms = register.terms(agreement)
    stays = (agreement_id, agreement.package)
    placements = [row for row in register.placements if row.agreement == agreement_id]
    support = [row for stay in stays for row in register.support_of.get(stay or "", ())]
    yield from _stay(register, agreement)
    yield from register.changes_of.get(agreement_id, ())
    with_group = register.accompanying_in.get(agreement.group or "", ())
    yield from (*placements, *support, *with_group)
    people = (terms.assessor, terms.recogniser, terms.home_mentor, terms.host_mentor)
    there = (one for row in placements for one in (row.mentor, row.assessor))
    helpers = (*there, *(row.person for row in support), *(row.person for row in with_group))
    yield from _known(register.person, (*people, *helpers))
    yield from _known(register.partner, (terms.host_company,))


def group_records(register: Register, group_id: str) -> Iterator[Record]:
    """Gives what the programme of a group draws on: the group, who accompanies it, and the stays of all who go."""
    yield register.mobility_group[group_id]
    for agreement in going(register, group_id):
        yield from erasmus_records(register, agreement.id)


def complement_records(register: Register, agreement_id: str) -> Iterator[Record]:
    """Gives what a complement draws on: what a transcript does but no memorandum."""
    yield from (one for one in transcript_records(register, agreement_id) if not isinstance(one, Memorandum))


def transcript_records(register: Register, agreement_id: str) -> Iterator[Record]:
    """Gives what a transcript draws on: the stay, its companies and results, and what the home institution decided."""
    agreement = register.agreement[agreement_id]
    learner = agreement.learner or ""
    results = [row for row in register.results_of.get(learner, ()) if row.context == agreement_id]
    decisions = register.decisions_of.get(learner, ())
    yield from _stay(register, agreement)
    yield from _known(register.memorandum, (agreement.memorandum,))
    yield from register.changes_of.get(agreement_id, ())
    yield from (row for row in register.placements if row.agreement == agreement_id)
    yield from results
    yield from decisions
    yield from _known(register.outcome, (row.outcome for row in results))
    people = (register.terms(agreement).assessor, *(row.assessor for row in results), *(row.by for row in decisions))
    yield from _known(register.person, people)


def europass_records(register: Register, agreement_id: str) -> Iterator[Record]:
    """Gives what a Europass Mobility draws on: the stay, its results, its own row and courses, and the mentors."""
    agreement = register.agreement[agreement_id]
    terms = register.terms(agreement)
    results = [row for row in register.results_of.get(agreement.learner or "", ()) if row.context == agreement_id]
    placements = [row for row in register.placements if row.agreement == agreement_id]
    yield from _stay(register, agreement)
    yield from _known(register.europass, (agreement_id,))
    yield from register.europass_courses_of.get(agreement_id, ())
    yield from register.changes_of.get(agreement_id, ())
    yield from results
    yield from placements
    yield from _known(register.outcome, (row.outcome for row in results))
    mentors = (terms.home_mentor, terms.host_mentor, *(row.mentor for row in placements))
    yield from _known(register.person, mentors)


def unit_records(register: Register, unit_id: str) -> Iterator[Record]:
    """Gives what a unit sheet draws on: the unit, its outcomes, the qualifications it belongs to, and who issues it."""
    rows = register.qualifications_of.get(unit_id, ())
    yield register.unit[unit_id]
    yield from register.outcomes_in.get(unit_id, ())
    yield from rows
    yield from _known(register.qualification, (row.qualification for row in rows))
    yield from _known(register.unit, (unit for row in rows for unit in row.requires))
    yield from _known(register.partner, (register.settings.coordinator,))


def letter_records(
    register: Register, learner_id: str, context: str, home: str | None, decisions: Sequence[Decision]
) -> Iterator[Record]:
    """Gives what a letter draws on: the learner, the decisions, what was assessed, and the qualification's points.

    Args:
        register: everything the workbook says.
        learner_id: to whom it goes.
        context: the id of the stay; another text where it is about none.
        home: the id of the institution that decided.
        decisions: that it tells.
    """
    agreement, learner = register.agreement.get(context), register.learner.get(learner_id)
    qualifications = enrolled_in(register, learner) if learner else ()
    told = {one.subject for one in decisions}
    units = (*told, *(register.outcome[one].unit for one in told if one in register.outcome))
    parts = {one.id for unit in units if unit for one in register.outcomes_in.get(unit, ())} | told
    yield from _known(register.learner, (learner_id,))
    yield from decisions
    yield from register.earlier_units_of.get(learner_id, ())
    yield from (row for row in register.results_of.get(learner_id, ()) if row.outcome in parts)
    yield from _known(register.unit, units)
    yield from _known(register.outcome, sorted(parts))
    yield from _known(register.qualification, qualifications)
    yield from (row for one in qualifications for row in register.units_in.get(one, ()))
    yield from _known(register.person, (one.by for one in decisions))
    if agreement is not None:
        terms = register.terms(agreement)
        yield agreement
        yield from (row for row in register.placements if row.agreement == context)
        yield from _known(register.partner, (terms.host, terms.host_company))
    yield from _known(register.partner, (home,))


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
