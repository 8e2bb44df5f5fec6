"""A ledger in sentences: one unit at a time, then what is missing, and the sum last. Days are year-month-day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from ecvet_office.credit.chain import State
from ecvet_office.credit.recognition import Award
from ecvet_office.model.days import day_text
from ecvet_office.model.points import percent_text, points_text
from ecvet_office.model.qualifications import EXEMPTS, ON_RECORD, PREPARES

WORTH: Mapping[str, str] = {
    EXEMPTS: "exempt from part of the final examination",
    PREPARES: "prepare for the final examination",
    ON_RECORD: "stand on record for the final examination",
}
"""What documented outcomes do where a final examination decides, as the end of a sentence about them."""


def recognised_lines(
    label: str, award: Award, table_points: Decimal | None, *, counted: bool, with_points: bool
) -> tuple[str, ...]:
    """Gives how a recognised unit got its points.

    Args:
        label: The unit's id and title.
        award: What its recognition gives.
        table_points: ECVET points of the unit in the qualification; None where the table has none.
        counted: Whether its group has room for it.
        with_points: Whether the workbook uses points.
    """
    carried = f", {_points(award.points)}" if with_points else ""
    lines = [f"{label}: recognised on {day_text(award.on)}{carried}."]
    if award.times > 1:
        lines.append(f"{label}: recognised {award.times} times, counted once.")
    if with_points:
        lines += _origin_of_points(label, award, table_points)
    if not counted:
        lines.append(f"{label}: not counted, for its group is full without it.")
    return tuple(lines)


def unrecognised_lines(label: str, state: State, achieved: Sequence[str], still_open: Sequence[str]) -> tuple[str, ...]:
    """Gives what is achieved of a unit that is not recognised, and what is still open; a part of it gives no points.

    Args:
        label: The unit's id and title.
        state: The state of the unit.
        achieved: The ids of the outcomes that are positively assessed.
        still_open: The ids of the others.
    """
    if not achieved:
        return (f"{label}: {state}, no outcome achieved.",)
    of = f"{len(achieved)} of {len(achieved) + len(still_open)} outcomes achieved ({', '.join(achieved)})"
    rest = f", still open: {', '.join(still_open)}" if still_open else ""
    return (f"{label}: {state}, {of}{rest}; no points before the whole unit is recognised.",)


def documented_lines(
    label: str, state: State, achieved: Sequence[str], still_open: Sequence[str], worth: str
) -> tuple[str, ...]:
    """Gives what is achieved of a unit where a final examination decides on the whole qualification at once.

    Args:
        label: The unit's id and title.
        state: The state of the unit.
        achieved: The ids of the outcomes that are positively assessed.
        still_open: The ids of the others.
        worth: What they are worth before the examination: a key of WORTH.
    """
    if not achieved:
        return (f"{label}: {state}, no outcome achieved.",)
    of = f"{len(achieved)} of {len(achieved) + len(still_open)} outcomes achieved ({', '.join(achieved)})"
    rest = f", still open: {', '.join(still_open)}" if still_open else ""
    return (f"{label}: {state}, {of}{rest}; they {WORTH[worth]}, and give no points now.",)


def without_effect(labels: Iterable[str]) -> tuple[str, ...]:
    """Gives a sentence for each unit that was recognised where units are not recognised by themselves."""
    return tuple(
        f"{label} is recorded as recognised, which has no effect: the final examination decides" for label in labels
    )


def examination_line(worth: str, *, complete: bool) -> str:
    """Gives the sentence on a final examination that decides on the whole qualification at once.

    Args:
        worth: What documented outcomes are worth before it: a key of WORTH.
        complete: Whether the units of a valid path are documented.
    """
    told = "Everything that a valid path requires is documented. " if complete else ""
    return f"{told}The final examination decides on the whole qualification; documented outcomes {WORTH[worth]}."


def standing_lines(missing: Sequence[str], blocked_by: Sequence[str], *, eligible: bool) -> tuple[str, ...]:
    """Gives where the learner stands on the way to the qualification. Being eligible is not being awarded it."""
    lines = [f"Still required: {one}." for one in missing]
    lines += [f"Blocked: {one}." for one in blocked_by]
    if eligible:
        lines.append(
            "Eligible: everything that a valid path requires is recognised. The award is a decision of its own."
        )
    return tuple(lines)


def sum_of_points(counted: Sequence[Decimal], total: Decimal | None) -> str:
    """Gives the sum of the points that count, in the measure of the qualification's total where it states one."""
    points = sum(counted, start=Decimal(0))
    terms = " + ".join(points_text(one) for one in counted)
    addition = f"{terms} = {points_text(points)}" if len(counted) > 1 else points_text(points)
    if total is None:
        return f"{addition} {_noun(points)}; the qualification states no total."
    share = percent_text(points, total)
    left = points_text(max(Decimal(0), total - points))
    return f"{addition} of {_points(total)}{f' = {share}' if share else ''}, {left} left."


def sum_of_units(recognised: int, units: int) -> str:
    """Gives the sum where the workbook uses no points."""
    return f"{recognised} of {units} {'unit' if units == 1 else 'units'} recognised."


def _origin_of_points(label: str, award: Award, table_points: Decimal | None) -> list[str]:
    """Gives where the points come from, where that is not simply the table."""
    lines = []
    table = "no points" if table_points is None else points_text(table_points)
    if award.other_points is not None:
        other = award.other_points
        decided = f"decided by {other.by} on {day_text(other.on)}: {other.points_rule}"
        lines.append(f"{label}: {points_text(award.points)} instead of the table's {table}, {decided}.")
        if other.converted:
            lines.append(f"{label}: converted from {other.converted}.")
    elif table_points is None:
        lines.append(f"{label}: the table has no points for it.")
    if award.lacks_rule:
        lines.append(f"{label}: a decision on other points states no rule for them and has no effect.")
    return lines


def _points(value: Decimal) -> str:
    """Gives points with their noun: 1 point, 7.5 points."""
    return f"{points_text(value)} {_noun(value)}"


def _noun(value: Decimal) -> str:
    """Gives the noun for so many points."""
    return "point" if value == 1 else "points"
