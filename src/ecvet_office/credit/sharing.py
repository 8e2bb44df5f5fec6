"""Sharing the points of a qualification among its units, exactly, and saying how.

The total stands first; the units take their shares of it by relative weight (2009/C 155/02, Annex II, 4). The
Recommendation asks for no whole numbers. The step, the largest remainder and the rule for equal remainders are ours:
the shares always sum to the total, which rounding each share by itself does not do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ecvet_office.model.errors import EcvetError
from ecvet_office.model.points import exact_decimal, number_text, points_text

Weight = Decimal | Fraction
ONE_POINT = Decimal(1)


class SharingError(EcvetError, ValueError):
    """Points that cannot be shared: a total, a step, weights or a mix from which no shares follow."""


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What one unit gets of the points, and how that arose.

    Attributes:
        unit: The name of the unit.
        weight: Its weight, in the measure of all the weights.
        exact: Its share before steps, in points.
        whole_steps: How many whole steps the exact share holds.
        remainder: What the exact share holds beyond them, as a part of one step, from 0 to below 1.
        rank: The place of its remainder among all units, 1 for the largest; equal remainders in the order listed.
        got_a_step: Whether it got one of the steps that the whole steps left over.
        is_tied: Whether only its place in the list decided that, another unit having the same remainder.
        points: What it gets, in points: its whole steps, and the step it got.
    """

    unit: str
    weight: Fraction
    exact: Fraction
    whole_steps: int
    remainder: Fraction
    rank: int
    got_a_step: bool
    is_tied: bool
    points: Decimal


@dataclass(frozen=True, slots=True)
class Sharing:
    """Points shared among units.

    Attributes:
        total: The points that were shared.
        step: The smallest amount that is given, in points.
        steps_left: How many steps the whole steps left over.
        shares: One for each unit, in the order listed.
        lines: The reasoning, line by line, in plain English.
    """

    total: Decimal
    step: Decimal
    steps_left: int
    shares: tuple[UnitShare, ...]
    lines: tuple[str, ...]


def share_points(total: Decimal, weights: Sequence[Weight], step: Decimal = ONE_POINT) -> tuple[Decimal, ...]:
    """Gives each unit its points, in the order of the weights; they sum to the total exactly.

    Args:
        total: The points of the qualification, 0 or more.
        weights: One for each unit, 0 or more and not all 0; only their proportions matter.
        step: The smallest amount that is given, above 0; it must divide the total.

    Raises:
        SharingError: Something above does not hold.

    >>> [str(points) for points in share_points(Decimal(60), [Decimal(hours) for hours in (320, 450, 610, 220)])]
    ['12', '17', '23', '8']
    """
    shares, _ = _shares(total, weights, step, _numbered(weights))
    return tuple(share.points for share in shares)


def explain_sharing(
    total: Decimal, weights: Sequence[Weight], step: Decimal = ONE_POINT, units: Sequence[str] | None = None
) -> Sharing:
    """Gives the same points as `share_points`, with every number on the way and the reasoning in words.

    Args:
        total: The points of the qualification, 0 or more.
        weights: One for each unit, 0 or more and not all 0; only their proportions matter.
        step: The smallest amount that is given, above 0; it must divide the total.
        units: The names of the units, in the order of the weights; "unit 1", "unit 2" and so on where left out.

    Raises:
        SharingError: Something above does not hold, or there are not as many names as weights.
    """
    names = _numbered(weights) if units is None else units
    if len(names) != len(weights):
        raise SharingError(f"{_count(len(names), 'unit')} and {_count(len(weights), 'weight')} do not match")
    shares, steps_left = _shares(total, weights, step, names)
    return Sharing(total, step, steps_left, shares, _reasoning(total, step, steps_left, shares))


def mix_weights(criteria: Mapping[str, Sequence[Decimal]], mix: Mapping[str, Decimal]) -> tuple[Fraction, ...]:
    """Gives one weight for each unit from a mix of criteria; the weights sum to 1.

    The Recommendation lets a unit weigh by importance, complexity or effort, or by a combination of them
    (2009/C 155/02, Annex II, 4). Each criterion is first brought to the sum 1, so that hours of effort, which are
    large numbers, do not drown marks of importance, which are small ones.

    Args:
        criteria: For each criterion the weights of all units, in one order, 0 or more.
        mix: For each criterion its proportion in the mix, 0 or more and not all 0; only the ratios matter. A criterion
            with proportion 0, or not named here, is left aside, whatever its weights.

    Raises:
        SharingError: Something above does not hold, the mix uses a criterion that has no weights or only zeros, or
            two criteria in use have weights for different numbers of units.
    """
    proportions = _proportions(mix)
    for criterion in proportions:
        if criterion not in criteria:
            raise SharingError(f"the mix uses {criterion}, which has no weights")
    counts = {criterion: len(criteria[criterion]) for criterion in proportions}
    if len(set(counts.values())) > 1:
        listed = ", ".join(f"{criterion} {count}" for criterion, count in counts.items())
        raise SharingError(f"the criteria do not weigh the same units; number of weights: {listed}")
    parts = [
        [proportion * share for share in _normalised(criteria[criterion], criterion)]
        for criterion, proportion in proportions.items()
    ]
    return tuple(Fraction(sum(of_unit)) for of_unit in zip(*parts, strict=True))


def _proportions(mix: Mapping[str, Decimal]) -> dict[str, Fraction]:
    """Gives the criteria that the mix uses with their proportions, which sum to 1."""
    for criterion, proportion in mix.items():
        _require_weight(proportion, f"{criterion} in the mix")
    whole = sum(map(Fraction, mix.values()))
    if whole == 0:
        raise SharingError("the mix uses no criterion: every proportion is 0 or missing")
    return {criterion: Fraction(proportion) / whole for criterion, proportion in mix.items() if proportion}


def _normalised(weights: Sequence[Decimal], criterion: str) -> list[Fraction]:
    """Gives the weights of a criterion brought to the sum 1."""
    whole = _sum_of(weights, _numbered(weights), f"weights by {criterion}")
    return [Fraction(weight) / whole for weight in weights]


def _shares(
    total: Decimal, weights: Sequence[Weight], step: Decimal, names: Sequence[str]
) -> tuple[tuple[UnitShare, ...], int]:
    """Gives the shares in the order listed, and how many steps the whole steps left over."""
    steps = _steps_in(total, step)
    whole_weight = _sum_of(weights, names, "weights")
    exact = [steps * Fraction(weight) / whole_weight for weight in weights]
    whole_steps = [int(share) for share in exact]
    remainders = [share % 1 for share in exact]
    steps_left = steps - sum(whole_steps)
    # Sorting is stable: among equal remainders the unit listed first stays first.
    order = sorted(range(len(weights)), key=lambda place: -remainders[place])
    rank_of = {place: rank for rank, place in enumerate(order, start=1)}
    winners = set(order[:steps_left])
    tied = _tied_remainder([remainders[place] for place in order], steps_left)
    shares = tuple(
        UnitShare(
            unit=name,
            weight=Fraction(weights[place]),
            exact=exact[place] * Fraction(step),
            whole_steps=whole_steps[place],
            remainder=remainders[place],
            rank=rank_of[place],
            got_a_step=place in winners,
            is_tied=remainders[place] == tied,
            points=exact_decimal((whole_steps[place] + (place in winners)) * Fraction(step)),
        )
        for place, name in enumerate(names)
    )
    return shares, steps_left


def _tied_remainder(falling: Sequence[Fraction], steps_left: int) -> Fraction | None:
    """Gives the remainder that both got a step and missed one; None where no order of listing had to decide.

    Args:
        falling: The remainders, largest first.
        steps_left: How many of them got a step; always fewer than there are, for each remainder is below 1 step.
    """
    if steps_left == 0 or falling[steps_left - 1] != falling[steps_left]:
        return None
    return falling[steps_left]


def _steps_in(total: Decimal, step: Decimal) -> int:
    """Gives how many steps the total holds.

    Raises:
        SharingError: The total is negative, the step is not above 0, one of them is not finite, or the step does not
            divide the total.
    """
    if not total.is_finite() or total < 0:
        raise SharingError(f"{total} is no total that can be shared: it must be 0 or more")
    if not step.is_finite() or step <= 0:
        raise SharingError(f"{step} is no step: it must be above 0")
    steps = Fraction(total) / Fraction(step)
    if steps.denominator != 1:
        raise SharingError(f"the step {points_text(step)} does not divide {_points(total)}: no shares sum to it")
    return steps.numerator


def _sum_of(weights: Sequence[Weight], names: Sequence[str], which: str) -> Fraction:
    """Gives the sum of the weights; which ones they are stands in the messages.

    Raises:
        SharingError: There is no weight, one is negative or not finite, or all are 0.
    """
    if not weights:
        raise SharingError(f"there are no {which}: points are shared among one unit or more")
    for name, weight in zip(names, weights, strict=True):
        _require_weight(weight, f"{name} in the {which}")
    whole = Fraction(sum(Fraction(weight) for weight in weights))
    if whole == 0:
        raise SharingError(f"the {which} are all 0: no proportions follow from them")
    return whole


def _require_weight(weight: Weight, what: str) -> None:
    """Raises SharingError, naming what it is, unless the weight is finite and 0 or more."""
    if isinstance(weight, Decimal) and not weight.is_finite():
        raise SharingError(f"{what} is {weight}: it must be a number")
    if weight < 0:
        raise SharingError(f"{what} is {number_text(Fraction(weight))}: it must be 0 or more")


def _numbered(weights: Sequence[Weight]) -> list[str]:
    """Gives names for units that have none."""
    return [f"unit {number}" for number in range(1, len(weights) + 1)]


def _reasoning(total: Decimal, step: Decimal, steps_left: int, shares: Sequence[UnitShare]) -> tuple[str, ...]:
    """Gives the way from the weights to the points, one thought on a line, units in the order listed."""
    whole_weight = number_text(Fraction(sum(share.weight for share in shares)))
    steps = sum(share.whole_steps for share in shares) + steps_left
    lines = [
        f"{_points(total)} in steps of {points_text(step)}: {_count(steps, 'step')}.",
        f"{_count(len(shares), 'weight')}, together {whole_weight}.",
    ]
    lines += [
        f"{share.unit}: weight {number_text(share.weight)} of {whole_weight}, exact share {number_text(share.exact)}: "
        f"{_count(share.whole_steps, 'whole step')}, remainder {number_text(share.remainder)} of a step."
        for share in shares
    ]
    if steps_left:
        lines.append(
            f"Whole steps: {steps - steps_left} of {steps}. "
            f"Left: {_count(steps_left, 'step')}, one each to the largest remainders."
        )
        lines += [f"{share.unit}: {_outcome(share)}, {_points(share.points)}." for share in shares]
    else:
        lines.append(f"Whole steps: {steps} of {steps}. None is left.")
    if any(share.is_tied for share in shares):
        lines.append(f"Equal remainders: {_tied(shares)}. The unit listed first goes first.")
    lines.append(f"{' + '.join(points_text(share.points) for share in shares)} = {points_text(total)}.")
    return tuple(lines)


def _outcome(share: UnitShare) -> str:
    """Gives whether the unit got one of the steps left over, with the rank that decided it."""
    if share.remainder == 0:
        return "no remainder, no further step"
    return f"remainder ranks {share.rank}, {'one step more' if share.got_a_step else 'no further step'}"


def _tied(shares: Sequence[UnitShare]) -> str:
    """Gives the names of the units among which the order of listing decided."""
    return ", ".join(share.unit for share in shares if share.is_tied)


def _count(number: int, noun: str) -> str:
    """Gives a number with its noun: 1 step, 2 steps."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _points(value: Decimal) -> str:
    """Gives points with their noun: 1 point, 0.5 points."""
    return f"{points_text(value)} {'point' if value == 1 else 'points'}"
