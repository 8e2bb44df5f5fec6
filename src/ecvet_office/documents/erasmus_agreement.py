"""What an Erasmus+ learning agreement of the programme 2021-27 says, field by field, for learners and for staff.

Its headings are those of the form that the programme recommends; evaluation, recognition and reintegration hold what
the annex of the participant agreement requires.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    joined,
    numbered,
    period_text,
    person_fields,
    person_named,
    said,
    signatory,
    without,
)
from ecvet_office.documents.fields_outcomes import agreed_units, outcome_fields, unit_title
from ecvet_office.documents.fields_stay import (
    accompanying_fields,
    assessors_at_companies,
    learner_of,
    placement_fields,
    planned_period,
    stay_fields,
    term_text,
)
from ecvet_office.documents.learning_agreement import GUARDIANS
from ecvet_office.model.agreements import (
    ACCOMPANYING,
    ADDITIONAL,
    AT_HOME,
    AT_HOST,
    BLENDED,
    Agreement,
    ResponsiblePerson,
)
from ecvet_office.model.learners import Learner
from ecvet_office.model.qualifications import Outcome
from ecvet_office.model.results import AGREEMENT, HOME, HOST
from ecvet_office.rules.erasmus_agreement import is_of_staff
from ecvet_office.rules.signatures import signing_parties

NOT_PRINTED = (".country", ".website", "learner.born", "memorandum", "points", "programme", "title_elsewhere", ".nqf")
"""Ends of the names of those fields of a stay for which the programme's papers have no row."""

HOST_SIGNS: Fields = {f"signs.{HOST}.place": "", f"signs.{HOST}.date": "", "asks.signing": False}
"""Where and when the host signs: in a finished paper for a hand to write, in one to be returned a field."""

EVALUATION = ("assessment_method", "assessed_when", "recorded_how")
RECOGNITION = ("recognition_conditions", "document_issued")


def erasmus_agreement_fields(sources: Sources, agreement_id: str) -> Fields:
    """Gives the record of the programme's learning agreement of one stay.

    Raises:
        KeyError: there is no such agreement.
    """
    agreement = sources.register.agreement[agreement_id]
    return {
        **document_fields(sources, AGREEMENT, agreement.id),
        **mobility_fields(sources, agreement),
        **without(planned_period(sources, agreement), ".length"),
        "stay.virtual": period_text(sources, agreement.virtual_from, agreement.virtual_to),
        **_participant(sources, agreement),
        "units": units_without_points(sources, agreement),
        "additional": additional_outcomes(sources, agreement),
        **programme_fields(sources, agreement),
        **support_fields(sources, agreement),
        **host_mentor_fields(sources, agreement),
        **evaluation_fields(sources, agreement),
        **recognition_fields(sources, agreement),
        "reintegration": term_text(sources, agreement, "reintegration"),
        "provisions": term_text(sources, agreement, "additional_provisions"),
        "prevailing_language": sources.wording.language_name(sources.register.settings.prevailing_language or ""),
        **_signatures(sources, agreement),
        **HOST_SIGNS,
    }


def mobility_fields(sources: Sources, agreement: Agreement) -> Fields:
    """Gives what all papers of the programme say of a stay: who, between whom, which activity, where and in which mode.

    The field of the activity is always vocational education and training.
    """
    learner = learner_of(sources, agreement)
    stay = stay_fields(sources, agreement)
    host = sources.register.partner.get(sources.register.terms(agreement).host or "")
    return {
        **without(stay, *NOT_PRINTED, "qualification.points", "qualification.title", ".eqf"),
        "learner.family_name": learner.family_name or "",
        "learner.given_names": learner.given_names or "",
        "stay.place": joined((host.country, host.city)) if host else "",
        "mode": _mode_text(sources, agreement),
    }


def programme_fields(sources: Sources, agreement: Agreement) -> Fields:
    """Gives what the participant does, and in which companies."""
    return {
        "activities": term_text(sources, agreement, "activities"),
        "placements": placement_fields(sources, agreement),
    }


def _mode_text(sources: Sources, agreement: Agreement) -> str:
    """Gives the mode: as the workbook says, else blended where there are days of virtual learning."""
    mode = sources.register.terms(agreement).mode
    if mode is None and (agreement.virtual_from or agreement.virtual_to):
        mode = BLENDED
    return sources.wording.text(f"erasmus.mode-{mode}") if mode else ""


def _participant(sources: Sources, agreement: Agreement) -> Fields:
    """Gives the participant's rows, the guardians who sign, and what the participant learns or works as at home."""
    learner = learner_of(sources, agreement)
    parties = signing_parties(sources.register, agreement)
    stay = stay_fields(sources, agreement)
    is_staff = is_of_staff(sources.register, agreement)
    return {
        "learner.address": learner.address or "",
        "learner.email": learner.email or "",
        "learner.telephone": learner.telephone or "",
        "learner.reachable": bool(learner.email or learner.telephone),
        "guardians": numbered(_guardian(learner, prefix) for party, prefix in GUARDIANS.items() if party in parties),
        "staff": is_staff,
        "learner.job_title": (learner.job_title or "") if is_staff else "",
        "learner.school_year": "" if is_staff else learner.school_year or "",
        "qualification.title": "" if is_staff else stay["qualification.title"],
        "qualification.eqf": "" if is_staff else stay["qualification.eqf"],
    }


def _guardian(learner: Learner, prefix: str) -> Fields:
    """Gives the rows of a guardian; the form asks for no address."""
    fields: Fields = {name: getattr(learner, f"{prefix}_{name}") or "" for name in ("name", "email", "telephone")}
    return {**fields, "reachable": bool(fields["email"] or fields["telephone"])}


def units_without_points(sources: Sources, agreement: Agreement) -> tuple[Fields, ...]:
    """Gives the units agreed on, with their outcomes; the programme's forms have no row for points."""
    return tuple(
        {
            "title": unit_title(sources, unit),
            "outcomes": tuple(outcome_fields(sources, outcome) for outcome in outcomes),
        }
        for unit, outcomes in agreed_units(sources, agreement).items()
    )


def additional_outcomes(sources: Sources, agreement: Agreement) -> str:
    """Gives the outcomes that are marked as additional, then those in the agreement's own words."""
    changes = sources.register.changes_of.get(agreement.id, ())
    outcomes = (outcome_fields(sources, one.outcome)["text"] for one in changes if one.change == ADDITIONAL)
    return joined((*map(str, outcomes), term_text(sources, agreement, "additional_outcomes")), "\n")


# ----- monitoring and support -----


def support_fields(sources: Sources, agreement: Agreement) -> Fields:
    """Gives who is responsible at the host, at home and on the way, and how the stay is followed."""
    terms = sources.register.terms(agreement)
    placements = (row.mentor for row in sources.register.placements if row.agreement == agreement.id)
    return {
        "host.people": _people(sources, agreement, AT_HOST, (terms.host_mentor, *placements)),
        "home.people": _people(sources, agreement, AT_HOME, (terms.home_mentor,)),
        "accompanying": (*_people(sources, agreement, ACCOMPANYING, ()), *_with_the_group(sources, agreement)),
        "monitoring": term_text(sources, agreement, "monitoring"),
    }


def host_mentor_fields(sources: Sources, agreement: Agreement) -> Fields:
    """Gives the mentor at the host, whom only a paper to be returned asks for: a finished one lists all who support."""
    mentor = person_named(sources.register, sources.register.terms(agreement).host_mentor)
    return {"host.mentor": mentor.name or mentor.id, "asks.host_mentor": False}


def _people(sources: Sources, agreement: Agreement, place: str, mentors: Iterable[str | None]) -> tuple[Fields, ...]:
    """Gives the mentors and the other responsible persons of a place, each once, with what the rows say of them."""
    rows = {row.person: row for row in support_rows(sources, agreement) if row.place == place and row.person}
    people = dict.fromkeys([*(one for one in mentors if one), *rows])
    return tuple(_person(sources, name, rows.get(name)) for name in people)


def support_rows(sources: Sources, agreement: Agreement) -> Iterator[ResponsiblePerson]:
    """Gives the rows of responsible persons of a stay: those of its package, then its own."""
    for stay in (agreement.package, agreement.id):
        yield from sources.register.support_of.get(stay or "", ())


def _person(sources: Sources, name: str, row: ResponsiblePerson | None) -> Fields:
    fields = person_fields(sources, "person", name)
    return {
        "name": fields["person.name"],
        "position": fields["person.position"],
        "reach": joined((str(fields["person.email"]), str(fields["person.telephone"])), "\n"),
        "responsibilities": said(sources, row, "responsibilities"),
    }


def _with_the_group(sources: Sources, agreement: Agreement) -> Iterator[Fields]:
    """Gives who accompanies the group with which the participant travels, with role and days as responsibilities."""
    for row in sources.register.accompanying_in.get(agreement.group or "", ()):
        person = accompanying_fields(sources, row)
        days = period_text(sources, row.from_, row.to)
        role = joined((str(person["role"]), days))
        yield {
            "name": person["name"],
            "position": person["position"],
            "reach": person["reach"],
            "responsibilities": role,
        }


# ----- evaluation, recognition, signatures -----


def evaluation_fields(
    sources: Sources, agreement: Agreement, *, criteria: str = "erasmus.criteria-of-outcomes"
) -> Fields:
    """Gives format, criteria and procedure of the evaluation: stated ones, else those of outcomes and units.

    Args:
        sources: what documents are filled from.
        agreement: of the stay.
        criteria: the key of the words that refer to the criteria beside the outcomes.
    """
    assessor = person_named(sources.register, sources.register.terms(agreement).assessor)
    return {
        **{name: term_text(sources, agreement, name) for name in EVALUATION},
        "criteria": term_text(sources, agreement, "evaluation_criteria")
        or _criteria_of_outcomes(sources, agreement, criteria),
        "procedure": term_text(sources, agreement, "evaluation_procedure") or _procedure_of_units(sources, agreement),
        "assessor": assessor.name or assessor.id or assessors_at_companies(sources, agreement),
    }


def _criteria_of_outcomes(sources: Sources, agreement: Agreement, key: str) -> str:
    """Refers to the criteria beside the outcomes; empty where an outcome has none."""
    outcomes = sources.register.agreed_outcomes_of(agreement)
    known = [sources.register.outcome.get(one) or Outcome(id=one) for one in outcomes]
    return sources.wording.text(key) if known and all(one.criterion for one in known) else ""


def _procedure_of_units(sources: Sources, agreement: Agreement) -> str:
    units = (sources.register.unit.get(unit) for unit in agreed_units(sources, agreement))
    texts = {unit.id: said(sources, unit, "assessment_procedure") for unit in units if unit}
    if len(texts) == 1:
        return next(iter(texts.values()))
    return joined(
        (sources.wording.text("word.about", subject=unit, text=text) for unit, text in texts.items() if text), "\n"
    )


def recognition_fields(sources: Sources, agreement: Agreement) -> Fields:
    """Gives conditions, process and documents of recognition, and who recognises."""
    recogniser = person_fields(sources, "recogniser", sources.register.terms(agreement).recogniser)
    process = (term_text(sources, agreement, name) for name in ("validated_how", "recognised_how"))
    return {
        **{name: term_text(sources, agreement, name) for name in RECOGNITION},
        "process": joined(process, "\n"),
        "recogniser.name": recogniser["recogniser.name"],
    }


def _signatures(sources: Sources, agreement: Agreement) -> Fields:
    """Gives the printed name of each signer; no place and no date, which are for the signers to write."""
    register, learner = sources.register, learner_of(sources, agreement)
    parties = signing_parties(register, agreement)
    fields: Fields = {}
    for party, institution in ((HOME, register.home(agreement)), (HOST, register.terms(agreement).host)):
        name, position = signatory(sources, AGREEMENT, agreement.id, party, institution)
        fields |= {f"signs.{party}.name": name, f"signs.{party}.position": position}
    for party, prefix in GUARDIANS.items():
        fields[f"signs.{prefix}"] = party in parties
        fields[f"signs.{prefix}.name"] = (getattr(learner, f"{prefix}_name") or "") if party in parties else ""
    return fields
