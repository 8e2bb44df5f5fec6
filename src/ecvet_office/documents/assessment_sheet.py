"""What an assessment sheet says, field by field: the agreed outcomes, and what the host found for each.

It goes to the host before or during the stay and comes back filled; the transcript is made from what came back. Method
and assessor are agreed on once, so a row names them only where they were others.
"""

from __future__ import annotations

from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    period_text,
    person_named,
    said,
    without,
)
from ecvet_office.documents.fields_outcomes import agreed_units, outcome_fields, unit_title
from ecvet_office.documents.fields_stay import company_names, stay_fields, term_text
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.register import Register
from ecvet_office.model.results import AGREEMENT, Result

NOT_PRINTED = (
    ".country", ".address", ".telephone", ".email", ".website", ".eqf", ".nqf", ".points", "points", "programme",
    "activity_type", "qualification.title_elsewhere",
)  # fmt: skip
"""Ends of the names of those fields of a stay for which the sheet has no row."""

ROW_KEY = "outcome"
"""The field by which a row of the sheet is known again when it comes back: the outcome's id."""


def assessment_sheet_fields(sources: Sources, agreement_id: str) -> Fields:
    """Gives the record of the assessment sheet of one stay.

    Raises:
        KeyError: there is no such agreement.
    """
    register = sources.register
    agreement = register.agreement[agreement_id]
    assessor = person_named(register, register.terms(agreement).assessor)
    return {
        **document_fields(sources, AGREEMENT, agreement.id),
        **without(stay_fields(sources, agreement), *NOT_PRINTED),
        "host_company": "; ".join(company_names(sources, agreement)),
        "stay": period_text(sources, agreement.planned_start, agreement.planned_end),
        "agreed.assessor": assessor.name or assessor.id,
        "agreed.method": term_text(sources, agreement, "assessment_method"),
        "agreed.when": term_text(sources, agreement, "assessed_when"),
        "actual.start": sources.wording.day(agreement.actual_start),
        "actual.end": sources.wording.day(agreement.actual_end),
        "units": tuple(
            {
                "title": unit_title(sources, unit),
                "outcomes": tuple(assessed_row(sources, agreement, outcome) for outcome in outcomes),
            }
            for unit, outcomes in agreed_units(sources, agreement).items()
            if outcomes
        ),
    }


def result_on(register: Register, agreement: Agreement, outcome: str) -> Result | None:
    """Gives the result of a stay for an outcome: of several the latest, and the last row of those; None without any."""
    results = register.results_on.get(agreement.learner or "", {}).get(outcome, ())
    of_stay = [result for result in results if result.context == agreement.id]
    return max(reversed(of_stay), key=lambda one: (one.date is not None, one.date), default=None)


def assessed_row(sources: Sources, agreement: Agreement, outcome: str) -> Fields:
    """Gives one outcome with what is known of its assessment; what nobody stated is for the host to fill."""
    shown = outcome_fields(sources, outcome)
    row = result_on(sources.register, agreement, outcome) or Result(learner=agreement.learner or "", outcome=outcome)
    assessor = person_named(sources.register, row.assessor)
    yes_or_no = {True: "word.yes", False: "word.no"}
    return {
        ROW_KEY: outcome,
        "kind": shown["kind"],
        "text": str(shown["text"]).removeprefix(outcome).strip(),
        "criterion": shown["criterion"],
        "achieved": "" if row.achieved is None else sources.wording.text(yes_or_no[row.achieved]),
        "date": sources.wording.day(row.date),
        "method": said(sources, row, "method"),
        "assessor": assessor.name or assessor.id,
        "grade": row.grade or "",
        "scale": row.scale or "",
        "strong": said(sources, row, "strong_points"),
        "weak": said(sources, row, "weak_points"),
        "remark": said(sources, row, "remark"),
    }
