"""What a memorandum of understanding says, field by field (2009/C 155/02, Annex II, 2)."""

from __future__ import annotations

from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    institution_fields,
    institution_name,
    joined,
    numbered,
    period_text,
    person_fields,
    said,
    signatory,
    tick,
    ticks,
    without,
)
from ecvet_office.model.memoranda import (
    CONFIRMATIONS,
    COVERED,
    OTHER_ACTOR,
    SIGNS,
    Memorandum,
    MemorandumPartner,
    MemorandumQualification,
)
from ecvet_office.model.qualifications import Qualification
from ecvet_office.model.register import Register
from ecvet_office.model.results import MEMORANDUM

OTHER = "other"
ENCLOSURES = {
    "certificate-supplement": "Europass Certificate Supplement",
    "qualification-outcomes": "outcomes of the qualification",
    "mobility-units": "description of units",
    OTHER: OTHER,
}
"""By name, the words of the sheet Memorandum qualifications."""


def memorandum_fields(sources: Sources, memorandum_id: str) -> Fields:
    """Gives the record of one memorandum.

    Raises:
        KeyError: there is no such memorandum.
    """
    register = sources.register
    memorandum = register.memorandum[memorandum_id]
    return {
        **document_fields(sources, MEMORANDUM, memorandum.id),
        "file_code": memorandum.file_code or "",
        "partners": joined(institution_name(register, row.institution) for row in _rows(register, memorandum, SIGNS)),
        **_objectives(sources, memorandum),
        **_confirmations(memorandum),
        "signing": numbered(_signing(sources, row) for row in _rows(register, memorandum, SIGNS)),
        **_others(sources, memorandum),
        "qualifications": tuple(
            _qualification(sources, row) for row in register.qualifications_in.get(memorandum.id, ())
        ),
        "roles_and_tools": said(sources, memorandum, "roles_and_tools"),
        **_terms(sources, memorandum),
        "signatures": tuple(_signature(sources, row) for row in _rows(register, memorandum, SIGNS)),
        "additional_information": said(sources, memorandum, "additional_information"),
        "annexes": said(sources, memorandum, "annexes"),
    }


def _rows(register: Register, memorandum: Memorandum, role: str) -> tuple[MemorandumPartner, ...]:
    """Gives the institutions of a role, each once, in the order of the sheet."""
    rows = (row for row in register.partners_in.get(memorandum.id, ()) if row.role == role)
    return tuple({row.institution: row for row in rows}.values())


def _objectives(sources: Sources, memorandum: Memorandum) -> Fields:
    others = said(sources, memorandum, "other_objectives")
    return {
        "objectives": said(sources, memorandum, "objectives"),
        "other_objectives": others,
        "other_objectives.no": tick(not others),
        "other_objectives.yes": tick(bool(others)),
    }


def _confirmations(memorandum: Memorandum) -> Fields:
    """Gives for each of the five confirmations its box, and whether the partners give it."""
    fields: Fields = {}
    for confirmation in CONFIRMATIONS:
        is_given = confirmation not in memorandum.deviations
        fields[f"confirms.{confirmation}"] = is_given
        fields[f"confirms.{confirmation}.box"] = tick(is_given)
    return fields


def _signing(sources: Sources, row: MemorandumPartner) -> Fields:
    return {
        **institution_fields(sources, "institution", row.institution),
        **without(person_fields(sources, "contact", row.contact), ".role"),
    }


def _others(sources: Sources, memorandum: Memorandum) -> Fields:
    """Gives the institutions that are covered and the other actors, or that there are none."""
    register = sources.register
    actors = tuple(_other(sources, row) for row in _rows(register, memorandum, OTHER_ACTOR))
    return {
        "covered": tuple(_other(sources, row) for row in _rows(register, memorandum, COVERED)),
        "actors": actors,
        "no_actors": bool(memorandum.no_other_actors) and not actors,
    }


def _other(sources: Sources, row: MemorandumPartner) -> Fields:
    partner = sources.register.partner.get(row.institution)
    return {
        "name": institution_name(sources.register, row.institution),
        "country": (partner.country if partner else None) or "",
        "function": row.function or joined(_function(sources, one) for one in (partner.functions if partner else ())),
    }


def _function(sources: Sources, function: str) -> str:
    """Gives what an institution may do, which the workbook says in words of a list."""
    return sources.wording.text(f"function.{function.replace(' ', '-')}")


def _qualification(sources: Sources, row: MemorandumQualification) -> Fields:
    register = sources.register
    partner = register.partner.get(row.institution or "")
    known = register.qualification.get(row.qualification or "")
    other = said(sources, row, "other_enclosure")
    enclosures = (*row.enclosures, *((OTHER,) if other else ()))
    units = (register.unit.get(unit) for unit in row.units)
    return {
        "country": (partner.country if partner else None) or "",
        "institution": institution_name(register, row.institution),
        "title": _title(sources, row.qualification),
        "eqf": str(row.eqf_level or (known.eqf_level if known else None) or ""),
        "nqf": row.nqf_level or (known.nqf_level if known else None) or "",
        "corresponds": _title(sources, row.corresponds_to),
        "comparability": said(sources, row, "comparability_note"),
        "units": joined((said(sources, unit, "title") or unit.id for unit in units if unit), "\n"),
        **ticks("enclosure", ENCLOSURES, enclosures),
        "other_enclosure": other,
        "other_enclosure.blank": OTHER in enclosures and not other,
    }


def _title(sources: Sources, qualification: str | None) -> str:
    """Gives the title of a qualification: of the row that the cell names, else what the cell says."""
    row = sources.register.qualification.get(qualification or "") or Qualification(id="", title=qualification)
    return said(sources, row, "title") or row.id


def _terms(sources: Sources, memorandum: Memorandum) -> Fields:
    wording = sources.wording
    shortest, longest = memorandum.shortest_stay, memorandum.longest_stay
    return {
        "validity": period_text(sources, memorandum.valid_from, memorandum.valid_until),
        "validity.from": wording.day(memorandum.valid_from),
        "validity.until": wording.day(memorandum.valid_until),
        "stays.shortest": "" if shortest is None else wording.count("day", shortest),
        "stays.longest": "" if longest is None else wording.count("day", longest),
        "evaluation.on": wording.day(memorandum.evaluation_on),
        "evaluation.by": memorandum.evaluation_by or "",
    }


def _signature(sources: Sources, row: MemorandumPartner) -> Fields:
    partner = sources.register.partner.get(row.institution)
    name, position = signatory(sources, MEMORANDUM, row.memorandum, row.institution, row.institution)
    organisation = institution_name(sources.register, row.institution)
    return {
        "organisation": joined((organisation, partner.country if partner else None)),
        "name": name,
        "position": position,
    }
