"""What a Europass Mobility says, box by box, as the classic form numbers them.

Three days stand apart: of issue (box 10), beside the signatures (36a) and of validation (38b). Each is printed as it
was typed and never made from another; where one is missing, a hand writes it.
"""

from __future__ import annotations

from ecvet_office.documents.fields import (
    Fields,
    Sources,
    address_of,
    document_fields,
    institution_name,
    joined,
    person_named,
    said,
)
from ecvet_office.documents.fields_outcomes import agreed_units, outcome_fields, unit_title
from ecvet_office.documents.fields_stay import learner_of, qualification_of, term_text
from ecvet_office.documents.transcript import results_of_stay
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.europass import Europass
from ecvet_office.model.results import EUROPASS

OPTIONAL_SKILLS = ("language_skills", "computer_skills", "organisational_skills", "social_skills", "other_skills")
DETAILS = ("position", "telephone", "email")
"""What the form has boxes for about a reference person besides the name; one that neither side has is left out."""


def europass_fields(sources: Sources, agreement_id: str) -> Fields:
    """Gives the record of the Europass Mobility of one stay.

    Raises:
        KeyError: there is no such agreement.
    """
    register = sources.register
    agreement = register.agreement[agreement_id]
    row = register.europass.get(agreement_id) or Europass(agreement=agreement_id)
    return {
        **document_fields(sources, EUROPASS, agreement_id),
        **_holder(sources, agreement),
        **_partners(sources, agreement),
        "number": row.number or "",
        "experience": str(row.experience or ""),
        "issued_on": sources.wording.day(row.issued_on),
        **_experience(sources, agreement, row),
        **_skills(sources, agreement, row),
        "signed_on": sources.wording.day(row.signed_on),
        **_courses(sources, row),
    }


def _holder(sources: Sources, agreement: Agreement) -> Fields:
    """Gives boxes 1 to 6, but for the photograph, which comes from a file."""
    learner = learner_of(sources, agreement)
    return {
        "learner.id": learner.id,
        "learner.name": learner.full_name,
        "learner.family_name": learner.family_name or "",
        "learner.given_names": learner.given_names or "",
        "learner.address": learner.address or "",
        "learner.born": sources.wording.day(learner.date_of_birth),
        "learner.nationality": learner.nationality or "",
    }


def _partners(sources: Sources, agreement: Agreement) -> Fields:
    """Gives boxes 8 and 11 to 22; what only one side has is said not to apply to the other."""
    register, terms = sources.register, sources.register.terms(agreement)
    sides = {"home": register.home(agreement), "host": terms.host}
    mentors = {
        "home": person_named(register, terms.home_mentor),
        "host": person_named(register, terms.host_mentor or _mentor_at_a_company(sources, agreement)),
    }
    fields: Fields = {}
    for side, institution in sides.items():
        partner = register.partner.get(institution or "")
        fields[f"{side}.name"] = institution_name(register, institution)
        fields[f"{side}.type"] = (partner.type if partner else None) or ""
        fields[f"{side}.address"] = address_of(partner)
        fields[f"{side}.mentor"] = mentors[side].name or mentors[side].id
    for detail in DETAILS:
        texts = {side: getattr(mentor, detail) or "" for side, mentor in mentors.items()}
        fields[f"with_{detail}"] = any(texts.values())
        for side, text in texts.items():
            fields[f"{side}.mentor_{detail}"] = text or sources.wording.text("europass.not-applicable")
    return fields


def _mentor_at_a_company(sources: Sources, agreement: Agreement) -> str | None:
    """Gives the mentor of the first company that names one: there the host's may stand instead (AG26)."""
    rows = (row for row in sources.register.placements if row.agreement == agreement.id)
    return next((row.mentor for row in rows if row.mentor), None)


def _experience(sources: Sources, agreement: Agreement, row: Europass) -> Fields:
    """Gives boxes 23 to 28."""
    settings, wording = sources.register.settings, sources.wording
    units = joined(
        (unit_title(sources, unit) for unit in agreed_units(sources, agreement)), wording.text("word.separator")
    )
    return {
        "objective": said(sources, row, "objective") or (units and wording.text("europass.objective", units=units)),
        "initiative": said(sources, row, "initiative") or agreement.activity_type or "",
        "qualification.title": said(sources, qualification_of(sources, agreement), "title"),
        "programme": joined((settings.programme, settings.project_code)),
        "stay.start": wording.day(agreement.start),
        "stay.end": wording.day(agreement.end),
    }


def _skills(sources: Sources, agreement: Agreement, row: Europass) -> Fields:
    """Gives boxes 29a to 35a; for the first two, the agreed activities and the outcomes achieved may stand."""
    achieved = (
        str(outcome_fields(sources, outcome)["text"])
        for outcome, results in results_of_stay(sources, agreement).items()
        if any(one.achieved for one in results)
    )
    return {
        "tasks": said(sources, row, "tasks") or term_text(sources, agreement, "activities"),
        "job_skills": said(sources, row, "job_skills") or joined(achieved, "\n"),
        **{name: said(sources, row, name) for name in OPTIONAL_SKILLS},
    }


def _courses(sources: Sources, row: Europass) -> Fields:
    """Gives boxes 29b to 38b: the courses of the stay, which stand instead of the skills where there are any."""
    courses = tuple(
        {
            "code": one.code or "",
            "title": said(sources, one, "title"),
            "duration": said(sources, one, "duration"),
            "local_grade": one.grade or "",
            "credits": one.credits or "",
        }
        for one in sources.register.europass_courses_of.get(row.agreement, ())
    )
    return {
        "courses": courses,
        "matriculation": row.matriculation or "",
        "validated_on": sources.wording.day(row.validated_on),
    }
