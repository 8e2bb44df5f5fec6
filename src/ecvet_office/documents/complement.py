"""What the complement to an Erasmus+ learning agreement says, field by field: the stay as it was, what was achieved.

It is issued after the stay, and proves it to the programme together with the names, the purpose and the days; of
learning from a distance it gives the hours.
"""

from __future__ import annotations

from collections.abc import Collection

from ecvet_office.documents.assessment_sheet import assessed_row
from ecvet_office.documents.erasmus_agreement import HOST_SIGNS, host_mentor_fields, mobility_fields, programme_fields
from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    name_with_position,
    period_text,
    signatory,
    without,
)
from ecvet_office.documents.fields_outcomes import agreed_units, decisions_on, unit_title
from ecvet_office.documents.fields_stay import length_text, term_text
from ecvet_office.documents.transcript import (
    Results,
    assessed_units,
    decided_subject,
    note_fields,
    result_fields,
    results_of_stay,
)
from ecvet_office.documents.transcript_differences import difference_fields
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.results import COMPLEMENT, HOST

NOT_PRINTED = (".address", ".email", ".telephone", "family_name", "given_names")
"""Ends of the names of those fields of the mobility that the agreement has said and the complement does not repeat."""

NOT_OF_A_RESULT = ("method", ".role", "evidence")


def complement_fields(sources: Sources, agreement_id: str) -> Fields:
    """Gives the record of the complement of one stay.

    Raises:
        KeyError: there is no such agreement.
    """
    agreement = sources.register.agreement[agreement_id]
    results, agreed = results_of_stay(sources, agreement), agreed_units(sources, agreement)
    name, position = signatory(sources, COMPLEMENT, agreement.id, HOST, sources.register.terms(agreement).host)
    return {
        **document_fields(sources, COMPLEMENT, agreement.id),
        **without(mobility_fields(sources, agreement), *NOT_PRINTED),
        **_days(sources, agreement),
        **programme_fields(sources, agreement),
        "units": tuple(
            _unit(sources, agreement, unit, agreed.get(unit, ()), assessed)
            for unit, assessed in assessed_units(sources, agreed, results).items()
        ),
        "asked": tuple(
            {
                "title": unit_title(sources, unit),
                "outcomes": tuple(
                    assessed_row(sources, agreement, outcome)
                    for outcome in dict.fromkeys((*agreed.get(unit, ()), *assessed))
                ),
            }
            for unit, assessed in assessed_units(sources, agreed, results).items()
        ),
        "asks.results": False,
        **host_mentor_fields(sources, agreement),
        "evaluated": _evaluated(sources, agreement, results),
        "assessment_method": term_text(sources, agreement, "assessment_method"),
        "notes": tuple(note_fields(sources, results)),
        "decisions": _decisions(sources, agreement),
        "differences": difference_fields(sources, agreement, results),
        "signing": _signing(sources, agreement),
        "signs.host.name": name,
        "signs.host.position": position,
        **HOST_SIGNS,
    }


def _days(sources: Sources, agreement: Agreement) -> Fields:
    """Gives the days of the stay as they were, and what the hosting organisation declares of them."""
    wording, start, end = sources.wording, agreement.start, agreement.end
    declared = wording.text("complement.declaration", start=wording.day(start), end=wording.day(end))
    return {
        "stay": period_text(sources, start, end),
        "stay.start": wording.day(start),
        "stay.end": wording.day(end),
        "actual.start": wording.day(agreement.actual_start),
        "actual.end": wording.day(agreement.actual_end),
        "stay.length": length_text(wording, start, end),
        "stay.interruption": wording.count("day", agreement.interruption_days) if agreement.interruption_days else "",
        "stay.virtual": period_text(sources, agreement.virtual_from, agreement.virtual_to),
        "stay.virtual_hours": wording.count("hour", agreement.virtual_hours) if agreement.virtual_hours else "",
        "declaration": declared if start and end else "",
    }


def _unit(sources: Sources, agreement: Agreement, unit: str, agreed: Collection[str], assessed: Results) -> Fields:
    """Gives a unit with its results; the outcomes that were agreed but not evaluated have a line too."""
    lines = result_fields(sources, agreement, unit, agreed, assessed)
    return {"title": unit_title(sources, unit), "results": tuple(without(one, *NOT_OF_A_RESULT) for one in lines)}


def _evaluated(sources: Sources, agreement: Agreement, results: Results) -> str:
    """Gives how many of the agreed outcomes were achieved; empty where none was evaluated."""
    agreed = {outcome for outcomes in agreed_units(sources, agreement).values() for outcome in outcomes}
    passed = {outcome for outcome, rows in results.items() if any(row.achieved for row in rows)}
    if not agreed or not results:
        return ""
    return sources.wording.text("word.achieved-of", achieved=str(len(passed & agreed)), agreed=str(len(agreed)))


def _decisions(sources: Sources, agreement: Agreement) -> tuple[Fields, ...]:
    """Gives what the sending organisation decided; a decision without a name or a day is not printed as one."""
    return tuple(
        {
            "subject": decided_subject(sources, one),
            "step": sources.wording.text(f"step.{one.step}"),
            "by": name_with_position(sources.register, one.by),
            "on": sources.wording.day(one.on),
        }
        for one in decisions_on(sources, agreement)
        if one.step and one.by and one.on
    )


def _signing(sources: Sources, agreement: Agreement) -> str:
    """Says from when on it is signed; the day of signing itself is for the signers to write."""
    if agreement.end is None:
        return sources.wording.text("complement.signing")
    return sources.wording.text("complement.signing-from", day=sources.wording.day(agreement.end))
