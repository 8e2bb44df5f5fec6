"""What an ECVET learning agreement says, field by field (2009/C 155/02, Annex II, 3)."""

from __future__ import annotations

from collections.abc import Mapping

from ecvet_office.documents.fields import (
    TICKED,
    Fields,
    Sources,
    document_fields,
    institution_fields,
    joined,
    numbered,
    period_text,
    person_fields,
    person_named,
    said,
    signatory,
    tick,
    ticks,
    without,
)
from ecvet_office.documents.fields_outcomes import (
    agreed_units,
    outcome_fields,
    points_abroad,
    points_fields,
    progress_fields,
    standing_of,
    unit_title,
)
from ecvet_office.documents.fields_stay import (
    assessors_at_companies,
    learner_of,
    placement_fields,
    planned_period,
    stay_fields,
    term_text,
)
from ecvet_office.model.agreements import ADDITIONAL, Agreement, Terms
from ecvet_office.model.learners import Learner
from ecvet_office.model.results import AGREEMENT, GUARDIAN_1, GUARDIAN_2, HOME, HOST, INTERMEDIARY
from ecvet_office.rules.signatures import signing_parties

ENCLOSURES = {
    "certificate-supplement": "Europass Certificate Supplement",
    "cv": "Europass CV",
    "mobility": "Europass Mobility",
    "language-passport": "Europass Language Passport",
    "skills-passport": "European Skills Passport",
    "outcomes-acquired": "outcomes already acquired",
    "units": "description of units",
    "activities": "learning activities",
    "development-plan": "individual development plan",
    "assessment-procedure": "assessment procedure",
    "documenting-template": "template for documenting outcomes",
    "assessment-grid": "assessment grid",
    "other": "other",
}
"""By name, the words of the sheets Packages and Agreements."""

CONTACT_ROWS = ("name", "telephone", "email")
OPTIONAL_ROWS = ("telephone", "email", "website", "mentor", *(f"contact.{name}" for name in CONTACT_ROWS))
"""Rows of the table of institutions that are left out where neither institution has anything to say in them."""

GUARDIANS = {GUARDIAN_1: "guardian1", GUARDIAN_2: "guardian2"}
"""By party, how the learner's fields about a guardian begin."""


def learning_agreement_fields(sources: Sources, agreement_id: str) -> Fields:
    """Gives the record of one agreement.

    Raises:
        KeyError: there is no such agreement.
    """
    register = sources.register
    agreement = register.agreement[agreement_id]
    terms = register.terms(agreement)
    parties = {**stay_fields(sources, agreement), **_people(sources, agreement, terms)}
    return {
        **document_fields(sources, AGREEMENT, agreement.id),
        **without(parties, ".country"),
        **_either(parties),
        **_learner(sources, agreement),
        **_intermediary(sources, agreement, terms),
        **planned_period(sources, agreement),
        "stay.virtual": period_text(sources, agreement.virtual_from, agreement.virtual_to),
        "stay.travel": sources.wording.count("day", agreement.travel_days) if agreement.travel_days else "",
        "placements": placement_fields(sources, agreement),
        **progress_fields(sources, agreement, standing_of(sources, agreement)),
        "units": tuple(_unit(sources, agreement, unit, outcomes) for unit, outcomes in _agreed(sources, agreement)),
        "points_abroad": points_abroad(sources, agreement),
        "additional": _additional(sources, agreement, terms),
        "asks.host_company": bool(terms.host_company),
        "activities": term_text(sources, agreement, "activities"),
        **_procedures(sources, agreement, terms),
        **_enclosures(sources, terms),
        "prevailing_language": sources.wording.language_name(register.settings.prevailing_language or ""),
        **signature_fields(sources, agreement, terms),
    }


def _agreed(sources: Sources, agreement: Agreement) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(agreed_units(sources, agreement).items())


def _people(sources: Sources, agreement: Agreement, terms: Terms) -> Fields:
    """Gives contact person and mentor of both institutions."""
    home = sources.register.home(agreement)
    fields: Fields = {}
    for side, institution, mentor in (("home", home, terms.home_mentor), ("host", terms.host, terms.host_mentor)):
        contact_name = _contact(sources, agreement, institution)
        contact = person_fields(sources, f"{side}.contact", contact_name)
        fields |= {f"{side}.contact.{name}": contact[f"{side}.contact.{name}"] for name in CONTACT_ROWS}
        person = person_named(sources.register, mentor)
        known = () if mentor == contact_name else (person.telephone, person.email)  # said in the rows of the contact
        fields[f"{side}.mentor"] = person.name or person.id
        fields[f"{side}.mentor.reach"] = joined(known, "\n")
    return fields


def _either(fields: Fields) -> Fields:
    """Gives for each row of the table of institutions whether one of the two has anything to say in it."""
    rows = (name.removeprefix("home.") for name in fields if name.startswith("home."))
    return {
        f"either.{row}": bool(fields[f"home.{row}"] or fields[f"host.{row}"]) for row in rows if row in OPTIONAL_ROWS
    }


def _contact(sources: Sources, agreement: Agreement, institution: str | None) -> str | None:
    """Gives whom the memorandum names as the contact of an institution."""
    rows = sources.register.partners_in.get(agreement.memorandum or "", ())
    return next((row.contact for row in rows if row.institution == institution and row.contact), None)


def _learner(sources: Sources, agreement: Agreement) -> Fields:
    """Gives the learner's rows, and those of the guardians who sign; guardians of adults are nobody's business."""
    learner = learner_of(sources, agreement)
    parties = signing_parties(sources.register, agreement)
    sex = (learner.sex or "").strip().casefold()
    return {
        "learner.address": learner.address or "",
        "learner.telephone": learner.telephone or "",
        "learner.email": learner.email or "",
        "learner.reachable": bool(learner.telephone or learner.email),
        "learner.male": tick(sex in {"male", "m"}),
        "learner.female": tick(sex in {"female", "f"}),
        "guardians": numbered(_guardian(learner, GUARDIANS[party]) for party in parties if party in GUARDIANS),
    }


def _guardian(learner: Learner, prefix: str) -> Fields:
    names = ("name", "address", "telephone", "email")
    fields: Fields = {name: getattr(learner, f"{prefix}_{name}") or "" for name in names}
    return {**fields, "reachable": bool(fields["telephone"] or fields["email"])}


def _intermediary(sources: Sources, agreement: Agreement, terms: Terms) -> Fields:
    contact = person_fields(sources, "intermediary.contact", _contact(sources, agreement, terms.intermediary))
    fields: Fields = {
        **without(institution_fields(sources, "intermediary", terms.intermediary), ".country"),
        **{f"intermediary.contact.{name}": contact[f"intermediary.contact.{name}"] for name in CONTACT_ROWS},
    }
    for whose in ("intermediary", "intermediary.contact"):
        fields[f"{whose}.reachable"] = bool(fields[f"{whose}.telephone"] or fields[f"{whose}.email"])
    return {"intermediary": bool(terms.intermediary), **fields}


def _unit(sources: Sources, agreement: Agreement, unit: str, outcomes: tuple[str, ...]) -> Fields:
    return {
        "title": unit_title(sources, unit),
        **points_fields(sources, agreement, unit),
        "outcomes": tuple(outcome_fields(sources, outcome) for outcome in outcomes),
    }


def _additional(sources: Sources, agreement: Agreement, terms: Terms) -> str:
    """Gives what is to be learnt beyond the credit: outcomes marked so, then the text of the agreement."""
    changes = sources.register.changes_of.get(agreement.id, ())
    outcomes = [outcome_fields(sources, one.outcome) for one in changes if one.change == ADDITIONAL]
    texts = [str(one["text"]) for one in outcomes]
    return joined(
        (*texts, term_text(sources, agreement, "additional_outcomes") if terms.additional_outcomes else ""), "\n"
    )


def _procedures(sources: Sources, agreement: Agreement, terms: Terms) -> Fields:
    """Gives who assesses, validates and recognises, and how."""
    fields: Fields = {}
    for role in ("assessor", "validator", "recogniser"):
        person = person_fields(sources, role, getattr(terms, role))
        fields.update({f"{role}.name": person[f"{role}.name"], f"{role}.role": person[f"{role}.role"]})
    fields["assessor.name"] = fields["assessor.name"] or assessors_at_companies(sources, agreement)
    names = ("assessed_when", "assessment_method", "recorded_how", "document_issued", "validated_how", "recognised_how")
    fields.update({name: term_text(sources, agreement, name) for name in names})
    units = (sources.register.unit.get(unit) for unit in agreed_units(sources, agreement))
    fields["assessment_procedures"] = joined(
        (
            sources.wording.text("word.about", subject=unit.id, text=said(sources, unit, "assessment_procedure"))
            for unit in units
            if unit and unit.assessment_procedure
        ),
        "\n",
    )
    return fields


def _enclosures(sources: Sources, terms: Terms) -> Fields:
    """Gives a box for each enclosure, and the enclosures once more as the list of annexes."""
    boxes = ticks("enclosure", ENCLOSURES, terms.enclosures)
    titles: Mapping[str, str] = {
        name: sources.wording.text("agreement.other-enclosure" if name == "other" else f"enclosure.{name}")
        for name in ENCLOSURES
    }
    chosen = (titles[name] for name in ENCLOSURES if boxes[f"enclosure.{name}"] == TICKED)
    annexes = joined(chosen, sources.wording.text("word.separator"))
    return {**{name: box for name, box in boxes.items() if name != "enclosure.other"}, "annexes": annexes}


def signature_fields(sources: Sources, agreement: Agreement, terms: Terms) -> Fields:
    """Gives the printed name of each signer; no place and no date, which are for the signers to write."""
    learner = learner_of(sources, agreement)
    parties = signing_parties(sources.register, agreement)
    institutions = {HOME: sources.register.home(agreement), HOST: terms.host, INTERMEDIARY: terms.intermediary}
    fields: Fields = {}
    for party, institution in institutions.items():
        name, position = signatory(sources, AGREEMENT, agreement.id, party, institution)
        fields |= {f"signs.{party}.name": name, f"signs.{party}.position": position}
    fields |= {f"signs.{HOST}.place": "", f"signs.{HOST}.date": "", "asks.signing": False}
    for party, prefix in GUARDIANS.items():
        fields[f"signs.{prefix}"] = party in parties
        fields[f"signs.{prefix}.name"] = (getattr(learner, f"{prefix}_name") or "") if party in parties else ""
    return fields
