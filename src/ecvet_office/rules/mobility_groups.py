"""Family AG, groups: learners who travel with one learning programme, and the persons who accompany them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TypeVar

from ecvet_office.law.pages import fact_text
from ecvet_office.model.agreements import ACCOMPANYING, Agreement
from ecvet_office.model.mobility_groups import AccompanyingPerson, MobilityGroup
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.stays import agreement_named, furthest, home_of, is_minor, known_term

Value = TypeVar("Value")
ONE_DAY = timedelta(days=1)
PERIOD = ("planned_start", "planned_end", "actual_start", "actual_end")


def going(register: Register, group: str) -> tuple[Agreement, ...]:
    """Gives the agreements of those who go with a group, in the order of the sheet; no withdrawn ones."""
    return tuple(one for one in register.agreements_in.get(group, ()) if one.stage is not Stage.WITHDRAWN)


def group_named(group: MobilityGroup) -> str:
    """Gives how a group is called: `G1 Lyon in spring`."""
    return f"{group.id} {group.name}" if group.name else group.id


def period_of(register: Register, group: str) -> tuple[date | None, date | None]:
    """Gives the first and the last day on which any of a group is away, planned or actual, whichever is further out.

    Days of travel count. None where a day is not known or could not be read.
    """
    stays = going(register, group)
    if any(one.is_unreadable(name) for one in stays for name in PERIOD):
        return None, None
    travel = timedelta(days=max((one.travel_days or 0 for one in stays), default=0))
    starts = [day for one in stays for day in (one.planned_start, one.actual_start) if day]
    ends = [day for one in stays for day in (one.planned_end, one.actual_end) if day]
    return (min(starts) - travel if starts else None), (max(ends) + travel if ends else None)


# --- one programme ----------------------------------------------------------------------------------------------------


def _outcomes(register: Register, agreement: Agreement) -> frozenset[str]:
    unread = agreement.is_unreadable("targets") or agreement.is_unreadable("package")
    return frozenset() if unread else frozenset(register.agreed_outcomes_of(agreement))


JOINT: dict[str, Callable[[Register, Agreement], object]] = {
    "home institution": home_of,
    "host": lambda register, agreement: known_term(register, agreement, "host"),
    "learning outcomes": _outcomes,
    "activities": lambda register, agreement: known_term(register, agreement, "activities"),
}
"""By what people call it, how to tell what the agreements of a group have to have in common."""


@check("AG34")
def group_without_one_programme(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements whose institutions, outcomes or activities are others than those of most in their group."""
    for group in register.mobility_group.values():
        stays = going(register, group.id)
        found: dict[str, list[str]] = {}
        for what, read in JOINT.items():
            for one in _others(stays, [read(register, one) for one in stays]):
                found.setdefault(one.id, []).append(what)
        for one in stays:
            if one.id in found:
                facts = {"agreement": agreement_named(one), "differing": ", ".join(found[one.id])}
                yield broken(one.at("group"), one.stage, group=group_named(group), **facts)


@check("AG35")
def group_with_differing_days(register: Register, _on: date) -> Iterator[Breach]:
    """Finds planned days that are others than those of most in the group."""
    for group in register.mobility_group.values():
        stays = going(register, group.id)
        for name, what in (("planned_start", "start"), ("planned_end", "end")):
            days = [getattr(one, name) for one in stays]
            usual = _usual(stays, days)
            for one in _others(stays, days):
                facts = {"agreement": agreement_named(one), "what": what, "day": getattr(one, name), "usual": usual}
                yield broken(one.at(name), one.stage, group=group_named(group), **facts)


def _usual(stays: Sequence[Agreement], values: Sequence[Value | None]) -> Value | None:
    """Gives what most say, of what is said equally often that of the lowest id; None where nobody says anything."""
    said = Counter(one for one in values if one)
    in_order = sorted(zip(stays, values, strict=True), key=lambda pair: (len(pair[0].id), pair[0].id))
    return max((value for _, value in in_order if value), key=said.__getitem__, default=None)


def _others(stays: Sequence[Agreement], values: Sequence[object]) -> Iterator[Agreement]:
    """Gives the agreements that say something else than most; who says nothing contradicts nobody."""
    usual = _usual(stays, values)
    return (one for one, value in zip(stays, values, strict=True) if value and value != usual)


# --- accompanying persons ---------------------------------------------------------------------------------------------


@check("AG36")
def group_without_accompanying_person(register: Register, _on: date) -> Iterator[Breach]:
    """Finds groups that nobody accompanies."""
    for group in register.mobility_group.values():
        stays = going(register, group.id)
        if stays and not register.accompanying_in.get(group.id) and not _accompanied_otherwise(register, stays):
            yield broken(group.at("name"), _stage(stays), group=group_named(group))


@check("AG37")
def minors_unaccompanied_on_some_days(register: Register, _on: date) -> Iterator[Breach]:
    """Finds groups with minors in which nobody accompanies them on some days of the stay."""
    for group in register.mobility_group.values():
        stays, rows = going(register, group.id), register.accompanying_in.get(group.id, ())
        minors = [one for one in stays if _is_of_a_minor(register, one)]
        days_unknown = any(one.is_unreadable("from_") or one.is_unreadable("to") for one in rows)
        if not minors or not rows or days_unknown or _accompanied_otherwise(register, stays):
            continue
        starts, ends = [one.planned_start for one in minors], [one.planned_end for one in minors]
        first, last = min(filter(None, starts), default=None), max(filter(None, ends), default=None)
        if first and last and (alone := _first_gap(rows, first, last)):
            facts = {"group": group_named(group), "when": _days_text(*alone), "minors": str(len(minors))}
            yield broken(_first_row(rows).at("to"), _stage(stays), **facts)


def _accompanied_otherwise(register: Register, stays: Sequence[Agreement]) -> bool:
    """Whether the sheet Responsible persons names somebody who travels along; a row that could not be read may."""
    named = (row for one in stays for name in (one.id, one.package) for row in register.support_of.get(name or "", ()))
    return any(row.place == ACCOMPANYING or row.is_unreadable("place") for row in named)


def _stage(stays: Sequence[Agreement]) -> Stage | None:
    return furthest(one.stage for one in stays)


def _first_row(rows: Sequence[AccompanyingPerson]) -> AccompanyingPerson:
    return min(rows, key=lambda row: row.origin.row)


def _is_of_a_minor(register: Register, agreement: Agreement) -> bool:
    learner = register.learner.get(agreement.learner or "")
    start = agreement.planned_start
    return learner is not None and start is not None and is_minor(register, learner, start)


def _first_gap(rows: Sequence[AccompanyingPerson], first: date, last: date) -> tuple[date, date] | None:
    """Gives the first run of days, both ends included, on which nobody of the rows is there; None for none."""
    day = first
    for begin, end in sorted((one.from_ or first, one.to or last) for one in rows):
        if begin > day:
            return day, min(begin - ONE_DAY, last)
        day = max(day, end + ONE_DAY)
        if day > last:
            return None
    return day, last


def _days_text(first: date, last: date) -> str:
    whole = f"from {fact_text(first)} to {fact_text(last)}"
    return f"on {fact_text(first)}" if first == last else whole


@check("AG38")
def lead_of_group_unclear(register: Register, _on: date) -> Iterator[Breach]:
    """Finds accompanied groups of a project in which not exactly one person leads, or the one has no e-mail."""
    for group in register.mobility_group.values():
        stays, rows = going(register, group.id), register.accompanying_in.get(group.id, ())
        asks = register.settings.project_code and stays and not any(one.is_unreadable("leads") for one in rows)
        if not asks or not rows:
            continue
        leading = [one for one in rows if one.leads]
        facts = {"group": group_named(group)}
        if not leading:
            yield broken(_first_row(rows).at("leads"), _stage(stays), problem="has nobody who leads it", **facts)
        for other in leading if len(leading) > 1 else ():
            yield broken(other.at("leads"), _stage(stays), problem="has more than one who leads it", **facts)
        if len(leading) == 1 and not _has_email(register, leading[0]):
            yield broken(leading[0].at("email"), _stage(stays), problem="is led by somebody without an e-mail", **facts)


def _has_email(register: Register, row: AccompanyingPerson) -> bool:
    person = register.person.get(row.person or "")
    is_unread = row.is_unreadable("email") or row.is_unreadable("person")
    return is_unread or bool(row.email or (person and person.email))


@check("AG39")
def accompanying_outside_the_stay(register: Register, _on: date) -> Iterator[Breach]:
    """Finds accompanying persons who come before their group, stay on after it, or leave before they come."""
    for row in register.accompanying_persons:
        group = register.mobility_group.get(row.group)
        if group is None:
            continue
        stage = _stage(register.agreements_in.get(row.group, ()))
        for field, when, bound in _outside(row, *period_of(register, row.group)):
            yield broken(row.at(field), stage, group=group_named(group), when=when, bound=bound)


def _outside(row: AccompanyingPerson, first: date | None, last: date | None) -> Iterator[tuple[str, str, str]]:
    """Gives the field of each day that does not fit, what it says, and what it meets."""
    from_, to = row.from_, row.to
    if first and from_ and from_ < first:
        yield "from_", f"begins on {fact_text(from_)}", f"the group's stay begins on {fact_text(first)}"
    if last and to and to > last:
        yield "to", f"ends on {fact_text(to)}", f"the group's stay ends on {fact_text(last)}"
    if from_ and to and to < from_:
        yield "to", f"ends on {fact_text(to)}", f"it begins on {fact_text(from_)}"
