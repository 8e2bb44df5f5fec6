"""What a personal transcript says, field by field (2009/C 155/02, Annex II, 3, and its note on the transcript).

The host fills and signs sections A to I; the home institution decides in K, and points follow from its decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from ecvet_office.credit.ledger import Ledger, State
from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    joined,
    name_with_position,
    period_text,
    person_named,
    said,
    signatory,
    without,
)
from ecvet_office.documents.fields_outcomes import (
    OUTSIDE,
    Standing,
    agreed_units,
    decisions_on,
    documented_text,
    outcome_fields,
    points_fields,
    share_text,
    standing_of,
    unit_of,
    unit_title,
)
from ecvet_office.documents.fields_stay import company_names, learner_of, qualification_of, stay_fields, term_text
from ecvet_office.documents.transcript_differences import difference_fields
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.results import HOME, HOST, RECOGNISED, TRANSCRIPT, Decision, Result
from ecvet_office.rules.signatures import paper_for

NOT_PRINTED = (".country", ".telephone", ".website", "programme", "activity_type", "qualification.title_elsewhere")
"""Ends of the names of those fields of a stay for which the transcript has no row."""

Results = dict[str, tuple[Result, ...]]


def transcript_fields(sources: Sources, agreement_id: str) -> Fields:
    """Gives the record of the transcript of one stay.

    Raises:
        KeyError: there is no such agreement.
    """
    agreement = sources.register.agreement[agreement_id]
    results = results_of_stay(sources, agreement)
    standing = standing_of(sources, agreement)
    terms = sources.register.terms(agreement)
    agreed = agreed_units(sources, agreement)
    shared = shared_method(sources, agreement, results)
    return {
        **document_fields(sources, TRANSCRIPT, agreement.id),
        **without(stay_fields(sources, agreement), *NOT_PRINTED),
        "host_company": "; ".join(company_names(sources, agreement)),
        "host_mentor": name_with_position(sources.register, terms.host_mentor),
        "stay": period_text(sources, agreement.start, agreement.end),
        "shared_method": shared,
        "units": tuple(
            _unit(sources, agreement, unit, agreed.get(unit, ()), assessed, shared)
            for unit, assessed in assessed_units(sources, agreed, results).items()
        ),
        "notes": tuple(note_fields(sources, results)),
        "differences": difference_fields(sources, agreement, results),
        **_points(sources, standing),
        **_decisions(sources, agreement),
        **_signatures(sources, agreement),
    }


def results_of_stay(sources: Sources, agreement: Agreement) -> Results:
    """Gives by outcome the results of a stay, the earliest first; those without a date come first."""
    results: dict[str, list[Result]] = {}
    for result in sources.register.results_of.get(agreement.learner or "", ()):
        if result.context == agreement.id:
            results.setdefault(result.outcome, []).append(result)
    return {outcome: tuple(sorted(rows, key=lambda row: row.date or date.min)) for outcome, rows in results.items()}


def assessed_units(sources: Sources, agreed: Iterable[str], results: Results) -> dict[str, Results]:
    """Gives the units agreed on, then those of which something was assessed besides, each with its results."""
    units: dict[str, Results] = {unit: {} for unit in agreed}
    for outcome, rows in results.items():
        units.setdefault(unit_of(sources, outcome), {})[outcome] = rows
    return units


def shared_method(sources: Sources, agreement: Agreement, results: Results) -> str:
    """Gives the method by which most results of a stay were assessed, the first of several that are as frequent.

    Empty where a result has no method, neither its own nor one agreed on: it would seem to have the shared one.
    """
    methods = [_method(sources, agreement, row) for rows in results.values() for row in rows]
    return Counter(methods).most_common(1)[0][0] if methods and all(methods) else ""


def _method(sources: Sources, agreement: Agreement, result: Result) -> str:
    return said(sources, result, "method") or term_text(sources, agreement, "assessment_method")


def _unit(
    sources: Sources, agreement: Agreement, unit: str, agreed: tuple[str, ...], assessed: Results, shared: str
) -> Fields:
    """Gives one unit: its outcomes with their results, and its line in the summary.

    Args:
        sources: what documents are filled from.
        agreement: of the stay.
        unit: its id.
        agreed: its outcomes that were agreed on.
        assessed: by outcome, its results of the stay.
        shared: the method that the document names once.
    """
    lines = result_fields(sources, agreement, unit, agreed, assessed)
    return {
        "title": unit_title(sources, unit),
        "results": tuple({**one, "has_other_method": one["method"] not in ("", shared)} for one in lines),
        "achieved": _achieved_text(sources, unit, agreed, assessed),
        **(points_fields(sources, agreement, unit) if agreed else {"unit_points": ""}),
        "status": _status(sources, agreement, unit),
    }


def result_fields(
    sources: Sources, agreement: Agreement, unit: str, agreed: Collection[str], assessed: Results
) -> tuple[Fields, ...]:
    """Gives the lines of a unit in the table of results, in the order of the sheet Outcomes.

    Args:
        sources: what documents are filled from.
        agreement: of the stay.
        unit: its id.
        agreed: its outcomes that were agreed on.
        assessed: by outcome, its results of the stay.
    """
    order = [outcome.id for outcome in sources.register.outcomes_in.get(unit, ())]
    outcomes = sorted(
        dict.fromkeys((*agreed, *assessed)), key=lambda one: order.index(one) if one in order else len(order)
    )
    return tuple(
        _result(sources, agreement, outcome, result, is_agreed=outcome in agreed)
        for outcome in outcomes
        for result in assessed.get(outcome) or (None,)
    )


def _result(sources: Sources, agreement: Agreement, outcome: str, result: Result | None, *, is_agreed: bool) -> Fields:
    """Gives one line of the table of results; an outcome that was agreed but not assessed has one too."""
    wording, terms = sources.wording, sources.register.terms(agreement)
    row = result or Result(learner=agreement.learner or "", outcome=outcome)
    assessor = person_named(sources.register, row.assessor or terms.assessor if result else None)
    shown = outcome_fields(sources, outcome)
    return {
        "kind": shown["kind"],
        "text": shown["text"],
        "agreed": wording.text("word.yes" if is_agreed else "word.no"),
        "method": _method(sources, agreement, result) if result else "",
        "date": wording.day(row.date),
        "assessor": assessor.name or assessor.id,
        "assessor.role": assessor.position or "",
        "result": wording.text(f"word.{_outcome_word(row)}"),
        "grade": _grade(sources, row),
        "remark": said(sources, row, "remark"),
        "evidence": row.evidence or "",
    }


def _outcome_word(result: Result) -> str:
    if result.achieved is None:
        return "not-assessed"
    return "achieved" if result.achieved else "not-achieved"


def _grade(sources: Sources, result: Result) -> str:
    if not result.grade:
        return ""
    if not result.scale:
        return sources.wording.text("word.grade", grade=result.grade)
    return sources.wording.text("word.grade-on-scale", grade=result.grade, scale=result.scale)


def _achieved_text(sources: Sources, unit: str, agreed: tuple[str, ...], assessed: Results) -> str:
    """Gives how many of the agreed outcomes were achieved, and how many the whole unit has where that is more."""
    passed = {outcome for outcome, rows in assessed.items() if any(one.achieved for one in rows)}
    wording = sources.wording
    if not agreed:
        return wording.text("word.not-agreed", achieved=str(len(passed)))
    counts = {"achieved": str(len(passed.intersection(agreed))), "agreed": str(len(agreed))}
    whole = len(sources.register.outcomes_in.get(unit, ()))
    if unit == OUTSIDE or whole <= len(agreed):
        return wording.text("word.achieved-of", **counts)
    return wording.text("word.achieved-of-and-whole", whole=str(whole), **counts)


def _status(sources: Sources, agreement: Agreement, unit: str) -> str:
    """Gives how far the learner is with a unit as a whole; empty where the ledger does not hold it."""
    ledger = _ledger(sources, agreement)
    state = next((one.state for one in ledger.units if one.unit == unit), None) if ledger else None
    if state is State.DOCUMENTED:
        return documented_text(sources, agreement)
    return sources.wording.text(f"state.{state}") if state else ""


def _ledger(sources: Sources, agreement: Agreement) -> Ledger | None:
    return sources.ledgers.get((learner_of(sources, agreement).id, qualification_of(sources, agreement).id))


def note_fields(sources: Sources, results: Results) -> Iterator[Fields]:
    """Gives the strong and weak points that the assessor noted, outcome by outcome."""
    for outcome, rows in results.items():
        strong = joined((said(sources, row, "strong_points") for row in rows), "\n")
        weak = joined((said(sources, row, "weak_points") for row in rows), "\n")
        if strong or weak:
            yield {"outcome": outcome, "strong": strong, "weak": weak}


def _points(sources: Sources, standing: Standing | None) -> Fields:
    """Gives the points besides the stay, awarded for it, and with it; undecided until the home institution decides."""
    undecided = sources.wording.text("word.not-decided")
    if standing is None or not sources.register.settings.uses_points:
        return {"standing": False, "points.besides": "", "points.gained": "", "points.with": ""}
    gained, with_stay = undecided, undecided
    if standing.gained:
        gained = sources.wording.points(standing.points_with - standing.points_besides)
        with_stay = share_text(sources, standing.points_with, standing.total)
    return {
        "standing": True,
        "points.besides": share_text(sources, standing.points_besides, standing.total),
        "points.gained": gained,
        "points.with": with_stay,
    }


def _decisions(sources: Sources, agreement: Agreement) -> Fields:
    """Gives what the home institution decided; a decision without a name or a day is not printed as one."""
    decisions = tuple(
        {
            "subject": decided_subject(sources, one),
            "step": sources.wording.text(f"step.{one.step}"),
            "by": name_with_position(sources.register, one.by),
            "on": sources.wording.day(one.on),
            "awarded": _awarded(sources, agreement, one),
            "reason": said(sources, one, "reason"),
        }
        for one in decisions_on(sources, agreement)
        if one.step and one.by and one.on
    )
    return {"decisions": decisions}


def decided_subject(sources: Sources, decision: Decision) -> str:
    """Gives what a decision is about: a unit with its title, or an outcome with its text."""
    if decision.subject in sources.register.unit:
        return unit_title(sources, decision.subject)
    return str(outcome_fields(sources, decision.subject)["text"])


def _awarded(sources: Sources, agreement: Agreement, decision: Decision) -> str:
    """Gives the points that a decision awards: those of a unit that it recognises, and none for anything else."""
    ledger = _ledger(sources, agreement)
    if ledger is None or decision.step != RECOGNISED or not sources.register.settings.uses_points:
        return ""
    unit = next(
        (one for one in ledger.units if one.unit == decision.subject and one.recognised_on == decision.on), None
    )
    if unit is None:
        return ""
    points = sources.wording.points(unit.points)
    if decision.points is not None and decision.points_rule:
        return sources.wording.text("word.by-rule", points=points, rule=decision.points_rule)
    return points


def _signatures(sources: Sources, agreement: Agreement) -> Fields:
    """Gives the printed names: of the assessor for the host, of the learner, and of whom the papers name for home."""
    register, terms = sources.register, sources.register.terms(agreement)
    paper = paper_for(register, TRANSCRIPT, agreement.id, HOST)
    assessor = person_named(register, paper.signatory if paper and paper.signatory else terms.assessor)
    position = (paper.position if paper else None) or assessor.position or ""
    home_name, home_position = signatory(sources, TRANSCRIPT, agreement.id, HOME, register.home(agreement))
    return {
        "signs.host.name": assessor.name or assessor.id,
        "signs.host.position": position,
        "signs.home.name": home_name,
        "signs.home.position": home_position,
    }
