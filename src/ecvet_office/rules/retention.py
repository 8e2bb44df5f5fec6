"""Family PD, personal data: how long what is known of a learner is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.stays import last_day


@check("PD01")
def kept_too_long(register: Register, on: date) -> Iterator[Breach]:
    """Finds learners whose last stay ended longer ago than papers are kept; withdrawn ones count where all are so."""
    years = register.settings.retention_years
    if years is None or years < 0:
        return
    stays, withdrawn = _last_days(register, withdrawn=False), _last_days(register, withdrawn=True)
    for learner in register.learner.values():
        ends = stays.get(learner.id) or withdrawn.get(learner.id, [])
        known = [day for day in ends if day is not None]
        if not known or len(known) < len(ends):
            continue
        until = years_after(max(known), years)
        if until < on:
            yield broken(learner.at("id"), learner=learner.id, ended=max(known), years=years, until=until)


def _last_days(register: Register, *, withdrawn: bool) -> dict[str, list[date | None]]:
    """Gives by learner the last days of the stays that were withdrawn, or of the others; None for one not known."""
    ends: defaultdict[str, list[date | None]] = defaultdict(list)
    for agreement in register.agreements:
        if agreement.learner and (agreement.stage is Stage.WITHDRAWN) is withdrawn:
            ends[agreement.learner].append(last_day(agreement))
    return dict(ends)


def years_after(day: date, years: int) -> date:
    """Gives the same day of a later year; the last of February for a leap day in a year that has none."""
    year = min(day.year + years, date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
