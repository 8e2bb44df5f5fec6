"""The valid paths through a qualification: what it requires, what it leaves to choose, and what of it counts.

A qualification is the whole set of its units (2009/C 155/02, Annex II, 1). Where a country lets learners choose, a
group sets how much of it is taken; a path is complete when every required unit is recognised and every group is met. A
total of points alone never completes one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecvet_office.model.points import points_text
from ecvet_office.model.qualifications import Group
from ecvet_office.model.register import Register

ZERO = Decimal(0)
ONE = Decimal(1)
IN_POINTS = "points"

MOST_SUMS = 65_536
"""How many different sums of a group are followed. Sixteen units with unrelated points have as many; points on a common
step have far fewer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A group of which a part is taken.

    Attributes:
        group: The name of the group.
        units: The ids of its units, in the order of the sheet.
        at_least: How much must be recognised, in units or points; 0 where the group does not say.
        at_most: How much counts, in units or points; None where the group does not say.
        in_points: Whether the two limits are points; else they are units.
    """

    group: str
    units: tuple[str, ...]
    at_least: Decimal
    at_most: Decimal | None
    in_points: bool

    def measure(self, points: Decimal) -> Decimal:
        """Gives what a unit of these points adds towards the limits."""
        return points if self.in_points else ONE

    def has_room_for(self, amount: Decimal) -> bool:
        """Tells whether so much, in units or points, stays within the upper limit."""
        return self.at_most is None or amount <= self.at_most


@dataclass(frozen=True, slots=True)
class Path:
    """What a qualification asks for.

    Attributes:
        required: The ids of the units that every learner needs, in the order of the sheet.
        choices: The groups with limits, in the order of the sheet.
    """

    required: tuple[str, ...]
    choices: tuple[Choice, ...]


def path_of(register: Register, qualification_id: str) -> Path:
    """Gives what the qualification asks for; nothing where the workbook knows no units of it.

    A unit outside every group, in a group without limits, or in a group that no row describes is required.
    """
    rows = register.units_in.get(qualification_id, ())
    groups: dict[str, Group] = {}
    for group in register.groups_in.get(qualification_id, ()):
        if group.is_choice:
            groups.setdefault(group.group, group)
    choices = tuple(
        Choice(
            group=name,
            units=tuple(row.unit for row in rows if row.group == name),
            at_least=ZERO if group.at_least is None else group.at_least,
            at_most=group.at_most,
            in_points=group.counted_in == IN_POINTS,
        )
        for name, group in groups.items()
    )
    return Path(tuple(row.unit for row in rows if row.group not in groups), choices)


def counted_units(path: Path, points: Mapping[str, Decimal]) -> frozenset[str]:
    """Gives which of the recognised units count towards the qualification.

    Of a group with an upper limit, those units count that carry the most points within it; among equals, those listed
    first. So one more recognised unit never lowers the points.

    Args:
        path: What the qualification asks for.
        points: The points of each recognised unit, 0 or more.
    """
    counted = {unit for unit in path.required if unit in points}
    for choice in path.choices:
        counted.update(_chosen(choice, points))
    return frozenset(counted)


def missing_on(path: Path, points: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Gives what is still to be recognised: ids of required units, then a text for each group that is not met.

    The path is complete when nothing is missing (2009/C 155/02, Annex II, 1).

    Args:
        path: What the qualification asks for.
        points: The points of each recognised unit, 0 or more.
    """
    units = [unit for unit in path.required if unit not in points]
    groups = []
    for choice in path.choices:
        taken = sum((choice.measure(points[unit]) for unit in _chosen(choice, points)), start=ZERO)
        if taken < choice.at_least:
            least = _amount(choice.at_least, "point" if choice.in_points else "unit")
            groups.append(f"group {choice.group}: at least {least}, {points_text(taken)} so far")
    return (*units, *groups)


def path_totals(register: Register, qualification_id: str) -> frozenset[Decimal] | None:
    """Gives every total of points to which a complete valid path sums, by the points of the table.

    A unit without points adds 0. Empty where a group can never be met; None where there are too many totals to list.
    """
    path = path_of(register, qualification_id)
    points = {row.unit: usable_points(row.points) or ZERO for row in register.units_in.get(qualification_id, ())}
    totals = frozenset({sum((points[unit] for unit in path.required), start=ZERO)})
    for choice in path.choices:
        parts = _totals_of(choice, points)
        if parts is None or len(parts) * len(totals) > MOST_SUMS:
            return None
        totals = frozenset(total + part for total in totals for part in parts)
    return totals


def path_can_reach(register: Register, qualification_id: str, total: Decimal) -> bool:
    """Tells whether a complete valid path can sum to the total; true also where there are too many totals to tell."""
    totals = path_totals(register, qualification_id)
    return totals is None or total in totals


def usable_points(points: Decimal | None) -> Decimal | None:
    """Gives points as they stand; None where none stand or they are negative, which no weight of a unit is."""
    return None if points is None or points < 0 else points


def _chosen(choice: Choice, points: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Gives the recognised units of a group that count, in no particular order."""
    held = [unit for unit in choice.units if unit in points]
    if choice.at_most is None:
        return tuple(held)
    if choice.in_points:
        return _heaviest_within(choice.at_most, held, points)
    # Sorting is stable, also in reverse: among equal points the unit listed first stays first.
    return tuple(sorted(held, key=lambda unit: points[unit], reverse=True)[: max(0, int(choice.at_most))])


def _heaviest_within(limit: Decimal, units: Sequence[str], points: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Gives the units that together carry the most points within the limit; among equals, those listed first.

    Exact for up to MOST_SUMS different sums; beyond, the largest of them are followed.
    """
    sums_from = [frozenset({ZERO})]  # what the units from a place on can sum to; the last place first
    for unit in reversed(units):
        later = sums_from[-1]
        sums_from.append(_largest(later | {one + points[unit] for one in later if one + points[unit] <= limit}))
    sums_from.reverse()
    left = max(sums_from[0])
    chosen = []
    for unit, later in zip(units, sums_from[1:], strict=True):
        if left - points[unit] in later:
            chosen.append(unit)
            left -= points[unit]
    return tuple(chosen)


def _largest(sums: frozenset[Decimal]) -> frozenset[Decimal]:
    """Gives the sums, or the largest MOST_SUMS of them, so that no workbook can stop the program."""
    return sums if len(sums) <= MOST_SUMS else frozenset(sorted(sums)[-MOST_SUMS:])


def _totals_of(choice: Choice, points: Mapping[str, Decimal]) -> frozenset[Decimal] | None:
    """Gives the points of every part of a group that keeps its limits; None where there are too many."""
    parts = {(ZERO, ZERO)}  # what a part amounts to, in units or points, and its points
    for unit in choice.units:
        measure, carried = choice.measure(points[unit]), points[unit]
        grown = [(amount + measure, held + carried) for amount, held in parts]
        parts.update(part for part in grown if choice.has_room_for(part[0]))
        if len(parts) > MOST_SUMS:
            return None
    return frozenset(held for amount, held in parts if amount >= choice.at_least)


def _amount(value: Decimal, noun: str) -> str:
    """Gives an amount with its noun: 1 unit, 15 points."""
    return f"{points_text(value)} {noun}" if value == 1 else f"{points_text(value)} {noun}s"
