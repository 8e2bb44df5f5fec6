"""What a unit sheet says: the seven elements by which a unit is described (2009/C 155/02, Annex II, 1)."""

from __future__ import annotations

from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    institution_fields,
    joined,
    period_text,
    said,
    signatory,
    without,
)
from ecvet_office.documents.fields_outcomes import outcome_fields, unit_title
from ecvet_office.model.qualifications import Qualification, UnitPoints
from ecvet_office.model.results import HOME

UNIT_SHEET = "unit sheet"
NOT_PRINTED = (".country", ".website")
"""Ends of the names of those fields of an institution for which the sheet has no row."""


def unit_sheet_fields(sources: Sources, unit_id: str) -> Fields:
    """Gives the record of the sheet of one unit, in every qualification that it belongs to.

    Raises:
        KeyError: there is no such unit.
    """
    register = sources.register
    unit, issuer = register.unit[unit_id], register.settings.coordinator
    name, position = signatory(sources, UNIT_SHEET, unit_id, HOME, issuer)
    return {
        **document_fields(sources, UNIT_SHEET, unit_id),
        **without(institution_fields(sources, "home", issuer), *NOT_PRINTED),
        "title": said(sources, unit, "title"),
        "procedure": said(sources, unit, "assessment_procedure"),
        "validity": period_text(sources, unit.valid_from, unit.valid_until),
        "points": register.settings.uses_points,
        "qualifications": tuple(_qualification(sources, row) for row in register.qualifications_of.get(unit_id, ())),
        "outcomes": tuple(outcome_fields(sources, one.id) for one in register.outcomes_in.get(unit_id, ())),
        "signs.home.name": name,
        "signs.home.position": position,
    }


def _qualification(sources: Sources, row: UnitPoints) -> Fields:
    """Gives one qualification: its levels and points, and what the unit weighs in it.

    The weight is the share of the unit's points in those of the qualification; empty where either is not stated.
    """
    wording = sources.wording
    found = sources.register.qualification.get(row.qualification) or Qualification(id=row.qualification)
    titles = (unit_title(sources, one) for one in row.requires)
    return {
        "qualification": said(sources, found, "title") or found.id,
        "institution": found.awarding_institution or "",
        "requires": joined(titles, wording.text("word.separator")),
        "eqf": str(found.eqf_level or ""),
        "nqf": found.nqf_level or "",
        "total": wording.points(found.points),
        "unit_points": wording.points(row.points),
        "weight": wording.share(row.points, found.points) if row.points is not None and found.points else "",
    }
