"""How a stay differs from its agreement: outcomes, assessment and dates, each in one line of the transcript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ecvet_office.documents.fields import Fields, Sources, joined, period_text, said
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.results import Result


def difference_fields(
    sources: Sources, agreement: Agreement, results: Mapping[str, Sequence[Result]]
) -> tuple[Fields, ...]:
    """Gives what differs, outcome by outcome in the order agreed, then the dates.

    Args:
        sources: what documents are filled from.
        agreement: what was agreed.
        results: by outcome, the results of the stay.
    """
    agreed = sources.register.agreed_outcomes_of(agreement)
    outcomes = dict.fromkeys((*agreed, *results))
    lines = [(one, _of_outcome(sources, one in agreed, results.get(one, ()))) for one in outcomes]
    lines.append((sources.wording.text("form.period"), joined(_of_dates(sources, agreement), " ")))
    return tuple({"about": about, "difference": text} for about, text in lines if text)


def _of_outcome(sources: Sources, is_agreed: bool, results: Sequence[Result]) -> str:
    """Gives how the result of an outcome differs from the agreement, and what the assessor wrote about it."""
    known = ""
    if is_agreed and not any(result.achieved is not None for result in results):
        known = sources.wording.text("word.agreed-not-assessed")
    elif is_agreed and not any(result.achieved for result in results):
        known = sources.wording.text("word.agreed-not-achieved")
    elif not is_agreed:
        known = sources.wording.text("word.assessed-not-agreed")
    return joined((known, *(said(sources, result, "deviation") for result in results)), "\n")


def _of_dates(sources: Sources, agreement: Agreement) -> Iterator[str]:
    wording = sources.wording
    actual = (agreement.start, agreement.end)
    if actual != (agreement.planned_start, agreement.planned_end):
        planned = period_text(sources, agreement.planned_start, agreement.planned_end)
        yield wording.text("word.actual-period", actual=period_text(sources, *actual), planned=planned)
    if agreement.interruption_days:
        yield wording.text("word.interruption", days=wording.count("day", agreement.interruption_days))
