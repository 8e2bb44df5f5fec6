"""Family PT: the points of a qualification and of its units, and the weights behind them (2009/C 155/02, Annex II, 4).

The points of a unit are always those in one qualification. Sums and multiples are compared exactly. The day of judging
plays no part in this family.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ecvet_office.credit.path import path_can_reach, path_totals
from ecvet_office.credit.totals import default_total
from ecvet_office.law.national_profiles import rounding_step
from ecvet_office.model.points import points_text
from ecvet_office.model.qualifications import Group, Qualification, UnitPoints
from ecvet_office.model.register import Register, enrolled_in
from ecvet_office.model.results import Decision
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty, named, qualification_named, unit_named

NOTHING = Decimal(0)
REFERENCES = {
    "reference_pathway": "a reference pathway",
    "comparison_qualification": "a comparison qualification",
}
LIMITS = {"at_least": "lower", "at_most": "upper"}


@check("PT01")
def total_is_not_the_years_points(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the totals that differ from 60 points a full-time year without a written reason."""
    for qualification, total in _totals(register):
        years = qualification.full_time_years
        if years is None or not is_empty(qualification, "other_total_reason"):
            continue
        expected = default_total(max(years, NOTHING))
        if total != expected:
            yield broken(
                qualification.at("points"),
                qualification=named(qualification),
                total=total,
                years=years,
                expected=expected,
            )


@check("PT02")
def unit_points_miss_total(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the qualifications, all of whose units are required, that their units' points do not sum to."""
    for qualification, total in _totals(register):
        points = _points_of_all_units(register, qualification)
        carried = sum(points, start=NOTHING)
        may_choose = any(_may_be_choice(group) for group in register.groups_in.get(qualification.id, ()))
        if points and carried != total and not may_choose:
            yield broken(qualification.at("points"), carried=carried, total=total)


@check("PT03")
def no_path_reaches_total(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the qualifications with choices of which no complete choice sums to the total."""
    for qualification, total in _totals(register):
        is_known = _points_of_all_units(register, qualification) and _choices_are_sound(register, qualification)
        if is_known and not path_can_reach(register, qualification.id, total):
            reach = _reach(path_totals(register, qualification.id) or frozenset())
            yield broken(qualification.at("points"), qualification=named(qualification), total=total, reach=reach)


@check("PT04")
def not_one_reference(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the qualifications whose points refer to no learning context, or to two."""
    for qualification in register.qualifications:
        are_readable = not any(qualification.is_unreadable(name) for name in REFERENCES)
        has_both = all(getattr(qualification, name) for name in REFERENCES)
        has_one = any(getattr(qualification, name) for name in REFERENCES)
        if are_readable and (has_both or not has_one):
            place = qualification.at("comparison_qualification" if has_both else "reference_pathway")
            found = (
                f"both {' and '.join(REFERENCES.values())}"
                if has_both
                else f"neither {' nor '.join(REFERENCES.values())}"
            )
            yield broken(place, qualification=named(qualification), found=found)


@check("PT05")
def unit_points_before_total(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the qualifications without a total whose units have points already; the place is the first of these."""
    for qualification in register.qualification.values():
        rows = [row for row in register.units_in.get(qualification.id, ()) if row.points]
        if rows and is_empty(qualification, "points"):
            carried = sum((row.points or NOTHING for row in rows), start=NOTHING)
            yield broken(rows[0].at("points"), qualification=named(qualification), carried=carried)


@check("PT09")
def step_does_not_divide_total(register: Register, _on: date) -> Iterator[Breach]:
    """Finds a rounding step that is not above 0, or that leaves a rest in a total: one finding for all totals."""
    step = rounding_step(register.settings)
    if step is None:
        return
    problem = "is not above 0"
    if step > 0:
        undivided = [
            f"the {points_text(total)} points of {named(qualification)}"
            for qualification, total in _totals(register)
            if Fraction(total) % Fraction(step)
        ]
        if not undivided:
            return
        problem = f"does not divide {_listed(undivided, 'or')}"
    yield broken(register.settings.at("rounding_step"), step=step, problem=problem)


@check("PT10")
def other_points_without_reason(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the decisions that give other points than the table and lack the rule for it."""
    for decision in register.decisions:
        row = _row_of(register, decision)
        if row is None or row.points is None or decision.points is None or not is_empty(decision, "points_rule"):
            continue
        if decision.points != row.points:
            yield broken(
                decision.at("points_rule"),
                learner=decision.learner,
                unit=unit_named(register, row.unit),
                given=decision.points,
                table=row.points,
            )


@check("PT11")
def group_cannot_be_met(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the groups whose limits contradict each other or lie below 0, and those that no unit belongs to."""
    for group in register.groups:
        for cell, problem in _problems(register, group):
            whole = qualification_named(register, group.qualification)
            yield broken(group.at(cell), group=group.group, qualification=whole, problem=problem)


@check("PT12")
def unknown_group(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the units that name a group which their qualification does not have on the sheet Groups."""
    for row in register.unit_points:
        known = [group.group for group in register.groups_in.get(row.qualification, ())]
        if row.group and row.group not in known:
            yield broken(
                row.at("group"),
                unit=unit_named(register, row.unit),
                qualification=qualification_named(register, row.qualification),
                group=row.group,
                known="; ".join(known) or "none",
            )


@check("PT13")
def unit_requires_itself(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the units that can never be recognised because each requires another in a circle: each circle once."""
    for qualification, rows in register.units_in.items():
        required_by = {row.unit: row.requires for row in rows}
        found: set[frozenset[str]] = set()
        for row in rows:
            circle = _way_back(row.unit, required_by)
            if circle and frozenset(circle) not in found:
                found.add(frozenset(circle))
                yield broken(
                    row.at("requires"),
                    unit=unit_named(register, row.unit),
                    qualification=qualification_named(register, qualification),
                    circle=" requires ".join(circle),
                )


def _totals(register: Register) -> Iterator[tuple[Qualification, Decimal]]:
    """Gives each qualification with its points, where these are above 0."""
    for qualification in register.qualification.values():
        if qualification.points is not None and qualification.points > 0:
            yield qualification, qualification.points


def _points_of_all_units(register: Register, qualification: Qualification) -> list[Decimal]:
    """Gives the points of every unit of a qualification; none at all where one is missing, since no sum follows."""
    rows = register.units_in.get(qualification.id, ())
    points = [row.points for row in rows if row.points is not None]
    return points if len(points) == len(rows) else []


def _reach(totals: frozenset[Decimal]) -> str:
    """Gives the points of the complete choices, from the fewest to the most, as the end of a sentence."""
    if not totals:
        return "no choice is complete"
    ends = dict.fromkeys((min(totals), max(totals)))
    return f"complete choices give {' to '.join(points_text(end) for end in ends)}"


def _may_be_choice(group: Group) -> bool:
    """Whether a group sets a limit, or may set one that could not be read."""
    return group.is_choice or any(group.is_unreadable(limit) for limit in LIMITS)


def _choices_are_sound(register: Register, qualification: Qualification) -> bool:
    """Whether a qualification has choices, and all that defines them is there and without contradiction."""
    groups = register.groups_in.get(qualification.id, ())
    known = {group.group for group in groups}
    rows = register.units_in.get(qualification.id, ())
    return (
        any(group.is_choice for group in groups)
        and not any(group.is_unreadable(name) for group in groups for name in (*LIMITS, "counted_in"))
        and not any(problem for group in groups for problem in _problems(register, group))
        and not any(row.is_unreadable("group") for row in rows)
        and {row.group for row in rows if row.group} <= known
    )


def _problems(register: Register, group: Group) -> Iterator[tuple[str, str]]:
    """Gives what is wrong with a group, each as the cell to change and the end of a sentence about the group."""
    for cell, which in LIMITS.items():
        limit = getattr(group, cell)
        if limit is not None and limit < 0:
            yield cell, f"has {points_text(limit)} as its {which} limit, which cannot be below 0"
    least, most = group.at_least, group.at_most
    if least is not None and most is not None and 0 <= most < least:
        yield "at_most", f"asks for at least {points_text(least)} and at most {points_text(most)}"
    rows = register.units_in.get(group.qualification, ())
    may_have_units = any(row.group == group.group or row.is_unreadable("group") for row in rows)
    if group.qualification in register.qualification and not may_have_units:
        yield "group", "is named by none of its units"


def _listed(words: Sequence[str], last: str) -> str:
    """Gives words as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    head = ", ".join(words[:-1])
    return f"{head} {last} {words[-1]}" if head else words[-1]


def _row_of(register: Register, decision: Decision) -> UnitPoints | None:
    """Gives the row of the table that a decision is about; None for a part of a unit, or a unit outside the table.

    A decision that names no qualification is about the first of the learner's that has the unit.
    """
    learner = register.learner.get(decision.learner)
    own = enrolled_in(register, learner) if learner else ()
    asked = (decision.qualification,) if decision.qualification else own
    rows = (register.points_of.get((qualification, decision.subject)) for qualification in asked)
    return next((row for row in rows if row), None)


def _way_back(unit: str, required_by: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Gives the shortest way from a unit over what it requires back to itself, both ends named; empty for none."""
    ways: deque[tuple[str, ...]] = deque([(unit,)])
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        for needed in required_by.get(way[-1], ()):
            if needed == unit:
                return (*way, unit)
            if needed not in seen:
                seen.add(needed)
                ways.append((*way, needed))
    return ()
