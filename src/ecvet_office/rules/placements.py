"""Family AG, placements: the companies of a stay that leads through several."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.law.pages import fact_text
from ecvet_office.model.agreements import Agreement, Placement
from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import Breach, broken, check

DAYS = ("planned_start", "planned_end", "actual_start", "actual_end")


@check("AG33")
def placement_outside_its_stay(register: Register, _on: date) -> Iterator[Breach]:
    """Finds placements that begin before their stay, end after it, or end before they begin."""
    for placement in register.placements:
        agreement = register.agreement.get(placement.agreement)
        if agreement is None:
            continue
        for field, when, bound in _outside(placement, agreement):
            yield broken(
                placement.at(field),
                agreement.stage,
                agreement=agreement.id,
                bound=bound,
                company=placement.company or "a company",
                when=when,
            )


def _widest(agreement: Agreement) -> tuple[date | None, date | None]:
    """Gives the first and the last day, planned or actual, whichever is further out; None where one is not known.

    Placements are planned: a learner who came home early has broken no agreement.
    """
    if any(agreement.is_unreadable(name) for name in DAYS):
        return None, None
    starts = [day for day in (agreement.planned_start, agreement.actual_start) if day]
    ends = [day for day in (agreement.planned_end, agreement.actual_end) if day]
    return min(starts, default=None), max(ends, default=None)


def _outside(placement: Placement, agreement: Agreement) -> Iterator[tuple[str, str, str]]:
    """Gives the field of each day that does not fit, what it says, and what it meets."""
    begin, end = _widest(agreement)
    from_, to = placement.from_, placement.to
    if begin and from_ and from_ < begin:
        yield "from_", f"begins on {fact_text(from_)}", f"the stay begins on {fact_text(begin)}"
    if end and to and to > end:
        yield "to", f"ends on {fact_text(to)}", f"the stay ends on {fact_text(end)}"
    if from_ and to and to < from_:
        yield "to", f"ends on {fact_text(to)}", f"begins on {fact_text(from_)}"
