"""The fields that every paper about a stay shares: both institutions, the learner, the qualification and the dates."""

from __future__ import annotations

from datetime import date

from ecvet_office.documents.fields import (
    Fields,
    Sources,
    institution_fields,
    institution_name,
    joined,
    period_text,
    person_named,
    said,
    said_in,
)
from ecvet_office.documents.wording import Wording
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.learners import Learner
from ecvet_office.model.memoranda import Memorandum
from ecvet_office.model.mobility_groups import AccompanyingPerson
from ecvet_office.model.qualifications import Qualification
from ecvet_office.rules.stays import terms_row

DAYS_IN_A_WEEK = 7


def stay_fields(sources: Sources, agreement: Agreement) -> Fields:
    """Gives institutions, learner, qualification, memorandum and programme of a stay."""
    learner = learner_of(sources, agreement)
    return {
        **institution_fields(sources, "home", sources.register.home(agreement)),
        **institution_fields(sources, "host", sources.register.terms(agreement).host),
        "learner.id": learner.id,
        "learner.name": learner.full_name,
        "learner.born": sources.wording.day(learner.date_of_birth),
        **qualification_fields(sources, agreement),
        "memorandum": _memorandum_text(sources, agreement),
        "points": sources.register.settings.uses_points,
        "programme": sources.register.settings.programme or "",
        "project_code": sources.register.settings.project_code or "",
        "mobility_id": agreement.mobility_id or "",
        "activity_type": sources.register.terms(agreement).activity_type or "",
        "host_company": institution_name(sources.register, sources.register.terms(agreement).host_company),
    }


def learner_of(sources: Sources, agreement: Agreement) -> Learner:
    """Gives the learner of an agreement; one of whom only the id is known where Learners has no such row."""
    return sources.register.learner.get(agreement.learner or "") or Learner(id=agreement.learner or "")


def qualification_of(sources: Sources, agreement: Agreement) -> Qualification:
    """Gives the qualification taken in a stay; an empty one where none is named or known."""
    wanted = sources.register.qualification_id(agreement) or ""
    return sources.register.qualification.get(wanted) or Qualification(id=wanted)


def qualification_fields(sources: Sources, agreement: Agreement) -> Fields:
    """Gives title, levels and points of the qualification, and its titles in other languages."""
    qualification = qualification_of(sources, agreement)
    title = said(sources, qualification, "title")
    printed = {title, said_in(sources.beside, qualification, "title")} if sources.beside else {title}
    titles = (qualification.title, *qualification.translations.get("title", {}).values())
    return {
        "qualification.title": title,
        "qualification.title_elsewhere": joined(dict.fromkeys(one for one in titles if one not in printed), " / "),
        "qualification.eqf": str(qualification.eqf_level or ""),
        "qualification.nqf": qualification.nqf_level or "",
        "qualification.points": sources.wording.points(qualification.points),
    }


def term_text(sources: Sources, agreement: Agreement, name: str) -> str:
    """Gives a text of what was agreed, from the agreement or its package, in the document's language."""
    return said(sources, terms_row(sources.register, agreement, name), name)


def _memorandum_text(sources: Sources, agreement: Agreement) -> str:
    """Gives the memorandum to which an agreement refers: its number, its file code and its validity."""
    wanted = agreement.memorandum or ""
    memorandum = sources.register.memorandum.get(wanted) or Memorandum(id=wanted)
    validity = period_text(sources, memorandum.valid_from, memorandum.valid_until)
    return joined((memorandum.id, memorandum.file_code, validity))


def planned_period(sources: Sources, agreement: Agreement) -> Fields:
    """Gives the first and the last day as planned, both included, and the length of the stay."""
    start, end = agreement.planned_start, agreement.planned_end
    return {
        "stay": period_text(sources, start, end),
        "stay.start": sources.wording.day(start),
        "stay.end": sources.wording.day(end),
        "stay.length": length_text(sources.wording, start, end),
    }


def length_text(wording: Wording, start: date | None, end: date | None) -> str:
    """Gives the time from the first to the last day, both included, in weeks and days; empty without both.

    Nothing is rounded: 40 days are 5 weeks 5 days.
    """
    if start is None or end is None or end < start:
        return ""
    days = (end - start).days + 1
    weeks, rest = divmod(days, DAYS_IN_A_WEEK)
    parts = [wording.count("week", weeks)] if weeks else []
    parts += [wording.count("day", rest)] if rest else []
    in_days = wording.count("day", days)
    return wording.text("word.length-in-weeks", weeks=" ".join(parts), days=in_days) if weeks else in_days


def company_names(sources: Sources, agreement: Agreement) -> tuple[str, ...]:
    """Gives the companies in which a learner works, each once: those of the placements, else the one of the stay."""
    placed = [row.company for row in sources.register.placements if row.agreement == agreement.id]
    companies = placed or [sources.register.terms(agreement).host_company]
    return tuple(dict.fromkeys(name for one in companies if (name := institution_name(sources.register, one))))


def assessors_at_companies(sources: Sources, agreement: Agreement) -> str:
    """Gives who assesses at each company, where the stay itself names nobody: `Luc Moreau (Care Home North)`."""
    if sources.register.terms(agreement).assessor:
        return ""
    rows = (row for row in sources.register.placements if row.agreement == agreement.id and row.assessor)
    found: dict[str, None] = {}
    for row in rows:
        person, company = person_named(sources.register, row.assessor), institution_name(sources.register, row.company)
        name = person.name or person.id
        found[f"{name} ({company})" if company else name] = None
    return "; ".join(found)


def placement_fields(sources: Sources, agreement: Agreement) -> tuple[Fields, ...]:
    """Gives the companies of a stay in more than one, in the order of the sheet."""
    rows = (row for row in sources.register.placements if row.agreement == agreement.id)
    return tuple(
        {
            "company": institution_name(sources.register, row.company),
            "from": sources.wording.day(row.from_),
            "until": sources.wording.day(row.to),
            "mentor": person_named(sources.register, row.mentor).name or "",
        }
        for row in rows
    )


def accompanying_fields(sources: Sources, row: AccompanyingPerson) -> Fields:
    """Gives somebody who accompanies a group: name, position with institution, role, e-mail and telephone.

    What the row says goes before what the sheet People says.
    """
    person = person_named(sources.register, row.person)
    institution = institution_name(sources.register, row.institution or person.institution)
    reach = (row.email or person.email, row.telephone or person.telephone)
    return {
        "name": person.name or person.id,
        "position": joined((person.position, institution)),
        "role": said(sources, row, "role"),
        "reach": joined(reach, "\n"),
    }
