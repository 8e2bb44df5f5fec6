"""Family RE, results: what the host assessed, and how it is written down (2009/C 155/02, Annex II, 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.model.agreements import ADDITIONAL, Agreement
from ecvet_office.model.register import Register
from ecvet_office.model.results import PRIOR_LEARNING, TRANSCRIPT, Decision, Result
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty, unit_named
from ecvet_office.rules.subjects import listed, stage_of, stay_of

SAID_IN_TERMS = {"method": "assessment_method", "date": "", "assessor": "assessor"}
"""By column of a result, the column of the package that may say it for many; a date is said for each."""


def _results(register: Register) -> Iterator[tuple[Result, Agreement | None]]:
    """Gives the results whose context is known, each with its stay; None stands for prior learning."""
    for result in register.results:
        agreement = stay_of(register, result.context)
        if agreement or result.context == PRIOR_LEARNING:
            yield result, agreement


@check("RE09")
def result_without_method_date_or_assessor(register: Register, _on: date) -> Iterator[Breach]:
    """Finds results that lack a method, a date or an assessor, where the agreement does not say it either."""
    unsaid = {one.id: _unsaid(register, one) for one in register.agreement.values()}
    for result, agreement in _results(register):
        for name in unsaid[agreement.id] if agreement else SAID_IN_TERMS:
            if is_empty(result, name):
                stage = agreement.stage if agreement else None
                yield broken(result.at(name), stage, learner=result.learner, missing=name, outcome=result.outcome)


def _unsaid(register: Register, agreement: Agreement) -> list[str]:
    """Gives the columns that each result of an agreement has to fill in, as its terms do not."""
    return [name for name, term in SAID_IN_TERMS.items() if not (term and _is_said(register, agreement, term))]


def _is_said(register: Register, agreement: Agreement, term: str) -> bool:
    """Whether the agreement or its package says something, or holds something there that cannot be read."""
    package = register.package.get(agreement.package) if agreement.package else None
    return not all(is_empty(one, term) for one in (agreement, package) if one)


@check("RE10")
def agreed_outcome_without_result(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements of which an agreed outcome has no result, whatever learner the result names.

    A result without its agreement may be the one that is missing; that it names none is said of it alone.
    """
    reported = {(result.context, result.outcome) for result in register.results}
    astray = {(result.learner, result.outcome) for result in register.results if result.context is None}
    for agreement in register.agreements:
        known = [one for one in register.agreed_outcomes_of(agreement) if one in register.outcome]
        unreported = [one for one in known if (agreement.id, one) not in reported]
        if missing := [one for one in unreported if (agreement.learner, one) not in astray]:
            yield broken(agreement.at("id"), agreement.stage, agreement=agreement.id, outcomes=listed(missing))


@check("RE11")
def result_that_was_not_agreed(register: Register, _on: date) -> Iterator[Breach]:
    """Finds results on outcomes that were not agreed, where no deviation is documented.

    An agreement without any outcome is passed over: that has a finding of its own.
    """
    expected = {one.id: _expected(register, one) for one in register.agreement.values()}
    for result, agreement in _results(register):
        if agreement is None or not is_empty(result, "deviation"):
            continue
        outcomes = expected[agreement.id]
        if outcomes and result.outcome not in outcomes:
            yield broken(
                result.at("deviation"),
                agreement.stage,
                agreement=agreement.id,
                learner=result.learner,
                outcome=result.outcome,
            )


def _expected(register: Register, agreement: Agreement) -> set[str]:
    """Gives the ids of the outcomes of which an agreement speaks, additional ones too; none where none is agreed."""
    agreed = set(register.agreed_outcomes_of(agreement))
    changes = register.changes_of.get(agreement.id, ())
    return agreed | {one.outcome for one in changes if one.change == ADDITIONAL} if agreed else agreed


@check("RE12")
def assessed_outside_the_stay_or_after_the_transcript(register: Register, _on: date) -> Iterator[Breach]:
    """Finds assessments dated before the stay began, or after its last transcript was made; both days may be equal."""
    limits = {one.id: _began_and_made(register, one) for one in register.agreement.values()}
    for result, agreement in _results(register):
        if agreement is None or result.date is None:
            continue
        began, made = limits[agreement.id]
        breaches = {
            "before the stay began": began if began and result.date < began else None,
            "after the transcript was made": made if made and result.date > made else None,
        }
        for when, day in breaches.items():
            if day:
                yield broken(
                    result.at("date"),
                    agreement.stage,
                    assessed=result.date,
                    day=day,
                    learner=result.learner,
                    outcome=result.outcome,
                    when=when,
                )


def _began_and_made(register: Register, agreement: Agreement) -> tuple[date | None, date | None]:
    """Gives the first day of a stay and the day of its last transcript; None for what is not known."""
    papers = register.papers_about.get(agreement.id, ())
    made = max((one.sent for one in papers if one.document == TRANSCRIPT and one.sent), default=None)
    # An actual first day that cannot be read may be earlier than the planned one.
    return None if agreement.is_unreadable("actual_start") else agreement.start, made


@check("RE16")
def result_that_does_not_say_whether_achieved(register: Register, _on: date) -> Iterator[Breach]:
    """Finds results that do not say whether the outcome was achieved."""
    for result, agreement in _results(register):
        if is_empty(result, "achieved"):
            stage = agreement.stage if agreement else None
            yield broken(result.at("achieved"), stage, learner=result.learner, outcome=result.outcome)


@check("RE19")
def row_of_another_learner(register: Register, _on: date) -> Iterator[Breach]:
    """Finds results and decisions that name another learner than their agreement."""
    rows: tuple[Result | Decision, ...] = (*register.results, *register.decisions)
    for row in rows:
        agreement = stay_of(register, row.context)
        if agreement and agreement.learner and agreement.learner != row.learner:
            place, theirs = row.at("learner"), agreement.learner
            yield broken(place, agreement.stage, agreement=agreement.id, learner=row.learner, theirs=theirs)


@check("RE20")
def dated_in_the_future(register: Register, on: date) -> Iterator[Breach]:
    """Finds results, decisions and earlier units dated later than the day of judging; that day itself is right."""
    for result in register.results:
        if result.date and result.date > on:
            what = f"the result for {result.outcome}"
            stage = stage_of(register, result.context)
            yield broken(result.at("date"), stage, day=result.date, learner=result.learner, today=on, what=what)
    for decision in register.decisions:
        if decision.on and decision.on > on:
            what = f"the decision on {unit_named(register, decision.subject)}"
            yield broken(decision.at("on"), day=decision.on, learner=decision.learner, today=on, what=what)
    for earlier in register.earlier_units:
        if earlier.on and earlier.on > on:
            what = f"the recognition of {unit_named(register, earlier.unit)}"
            yield broken(earlier.at("on"), day=earlier.on, learner=earlier.learner, today=on, what=what)


@check("RE21")
def results_of_one_day_that_contradict(register: Register, _on: date) -> Iterator[Breach]:
    """Finds results on one outcome and one day that differ from the first of them in whether it was achieved."""
    first: dict[tuple[str, str, date], Result] = {}
    for result in register.results:
        if result.date is None or result.achieved is None:
            continue
        other = first.setdefault((result.learner, result.outcome, result.date), result)
        if other.achieved is not result.achieved:
            yield broken(
                result.at("achieved"),
                stage_of(register, result.context),
                day=result.date,
                first=str(other.at("achieved")),
                here="achieved" if result.achieved else "not achieved",
                learner=result.learner,
                outcome=result.outcome,
                there="not achieved" if result.achieved else "achieved",
            )
