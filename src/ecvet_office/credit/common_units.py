"""Units that several qualifications have in common, and what a learner of one has of the others (2get1care).

A unit that stands in two qualifications is common to them by its id; its points may differ, for they belong to the unit
in a qualification (2009/C 155/02, Annex II, 4). Units of different ids are proposed where their outcomes are alike: a
proposal to look at, never a decision, and explained by the words that both share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from unicodedata import combining, normalize

from ecvet_office.credit.ledger import State, ledger
from ecvet_office.model.register import Register, enrolled_in

LIKENESS = Decimal(60)
"""In per cent: so much alike the outcomes of two units have to be, where the workbook says nothing."""

SHORTEST_WORD, STEM = 4, 6
"""Shorter words are passed over; of longer ones so many letters count, so that helps and helping meet as they begin."""

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class PlaceOfUnit:
    """A unit in a qualification, with its points there; None where none are stated."""

    qualification: str
    unit: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class LikeOutcomes:
    """Two outcomes that are each other's nearest.

    Attributes:
        one: id of the outcome of the first unit; likewise the other.
        likeness: from 0 to 1, exactly.
        words: those of the first outcome that the other shares, sorted.
    """

    one: str
    other: str
    likeness: Fraction
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommonUnit:
    """A unit common to two qualifications, or two units that may be.

    Attributes:
        one: the unit in the qualification that comes first on the sheet; the other likewise.
        likeness: from 0 to 1; 1 for the same unit.
        outcomes: what the likeness rests on; nothing for the same unit.
    """

    one: PlaceOfUnit
    other: PlaceOfUnit
    likeness: Fraction
    outcomes: tuple[LikeOutcomes, ...] = ()

    @property
    def is_the_same(self) -> bool:
        """Whether it is one unit with one id, and no proposal."""
        return self.one.unit == self.other.unit


@dataclass(frozen=True, slots=True)
class HeldElsewhere:
    """What a learner has of a qualification that the learner does not take.

    Attributes:
        learner: the id.
        qualification: id of the other qualification.
        units: the common units that are recognised, each with the points it has there.
        proposed: common by likeness only, and recognised in the learner's own: somebody has to decide.
        points: of the units, in the other qualification.
        total: points of the other qualification; None where it states none.
    """

    learner: str
    qualification: str
    units: tuple[PlaceOfUnit, ...]
    proposed: tuple[CommonUnit, ...]
    points: Decimal
    total: Decimal | None


# --- texts ----------------------------------------------------------------------------------------------------------


def words_of(text: str) -> dict[str, str]:
    """Gives the words that tell what a text is about, in small letters and without accents, by how they begin.

    Words of fewer than four letters are passed over, unless the text has no others.

    >>> words_of("Helps a person from the bed"), words_of("To do")
    ({'helps': 'helps', 'person': 'person', 'from': 'from'}, {'to': 'to', 'do': 'do'})
    """
    plain = "".join(one for one in normalize("NFKD", text.casefold()) if not combining(one))
    words = "".join(one if one.isalnum() else " " for one in plain).split()
    long = [word for word in words if len(word) >= SHORTEST_WORD]
    return {word[:STEM]: word for word in long or words}


def likeness_of(one: Set[str], other: Set[str]) -> Fraction:
    """Gives how alike two sets of words are: twice the shared ones by all of both, from 0 to 1.

    >>> likeness_of({"cook", "meal"}, {"cook", "meal", "simple"})
    Fraction(4, 5)
    """
    return Fraction(2 * len(one & other), len(one) + len(other)) if one or other else Fraction(0)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one outcome, by how they begin."""

    outcome: str
    words: Mapping[str, str]


def like_outcomes(one: Sequence[Words], other: Sequence[Words]) -> tuple[Fraction, tuple[LikeOutcomes, ...]]:
    """Gives how alike the outcomes of two units are, and the pairs on which that rests.

    Each outcome of either unit is held against the nearest of the other one; the mean of these is the likeness. It is
    the same whichever unit comes first.
    """
    if not one or not other:
        return Fraction(0), ()
    grid = {
        (left.outcome, right.outcome): likeness_of(left.words.keys(), right.words.keys())
        for left in one
        for right in other
    }
    nearest = [max(grid[left.outcome, right.outcome] for right in other) for left in one]
    nearest += [max(grid[left.outcome, right.outcome] for left in one) for right in other]
    pairs = []
    for left in one:
        best = max(other, key=lambda right, left=left: grid[left.outcome, right.outcome])  # type: ignore[misc]
        likeness = grid[left.outcome, best.outcome]
        if likeness:
            shared = sorted(word for begins, word in left.words.items() if begins in best.words)
            pairs.append(LikeOutcomes(left.outcome, best.outcome, likeness, tuple(shared)))
    return sum(nearest, start=Fraction(0)) / len(nearest), tuple(pairs)


MILLIONTHS = 1_000_000


def at_most_alike(one: Sequence[Words], other: Sequence[Words]) -> int:
    """Gives in millionths what the likeness of two units cannot exceed, far quicker than the likeness itself.

    An outcome can be no more like one of the other unit than like all its words that stand anywhere in that unit.
    """
    bounds = 0
    for mine, theirs in ((one, other), (other, one)):
        there = {begins for words in theirs for begins in words.words}
        for words in mine:
            shared = len(there & words.words.keys())
            whole = len(words.words) + shared
            bounds += -(-2 * shared * MILLIONTHS // whole)
    return -(-bounds // (len(one) + len(other))) if one and other else 0


# --- units ----------------------------------------------------------------------------------------------------------


def asked_likeness(register: Register) -> Decimal:
    """Gives how alike units have to be, in per cent: as the settings say, else LIKENESS."""
    found = register.settings.likeness
    return LIKENESS if found is None or not 0 < found <= HUNDRED else found


def common_units(register: Register, likeness: Decimal | None = None) -> tuple[CommonUnit, ...]:
    """Gives the units common to each two qualifications, the same ones first, then the proposals, the likest first.

    Args:
        register: everything the workbook says.
        likeness: how alike units have to be to be proposed, in per cent, above 0; None for what the settings say.
    """
    least = Fraction(asked_likeness(register) if likeness is None else likeness) / HUNDRED
    order = {one: place for place, one in enumerate(register.qualification)}
    pairs = list(combinations(sorted(register.units_in, key=lambda one: order.get(one, len(order))), 2))
    same = [found for pair in pairs for found in _same_units(register, *pair)]
    words = _words_by_unit(register)
    proposed = [found for pair in pairs for found in _like_units(register, *pair, least, words)]
    return (*same, *sorted(proposed, key=lambda found: -found.likeness))


def _same_units(register: Register, first: str, second: str) -> Iterator[CommonUnit]:
    theirs = {row.unit: row for row in register.units_in[second]}
    for row in register.units_in[first]:
        if row.unit in theirs:
            one = PlaceOfUnit(first, row.unit, row.points)
            other = PlaceOfUnit(second, row.unit, theirs[row.unit].points)
            yield CommonUnit(one, other, Fraction(1))


def _like_units(
    register: Register, first: str, second: str, least: Fraction, words: Mapping[str, tuple[Words, ...]]
) -> Iterator[CommonUnit]:
    """Gives the pairs of units, neither of which stands in the other qualification, that are alike enough."""
    mine, theirs = register.units_in[first], register.units_in[second]
    shared = {row.unit for row in mine} & {row.unit for row in theirs}
    for row in mine:
        for there in theirs:
            if row.unit in shared or there.unit in shared:
                continue
            pair = words.get(row.unit, ()), words.get(there.unit, ())
            if at_most_alike(*pair) < least * MILLIONTHS:
                continue
            likeness, outcomes = like_outcomes(*pair)
            if likeness >= least:
                one, other = PlaceOfUnit(first, row.unit, row.points), PlaceOfUnit(second, there.unit, there.points)
                yield CommonUnit(one, other, likeness, outcomes)


def _words_by_unit(register: Register) -> Mapping[str, tuple[Words, ...]]:
    return {
        unit: tuple(Words(one.id, words) for one in outcomes if (words := _remembered(one.outcome or "")))
        for unit, outcomes in register.outcomes_in.items()
    }


_remembered = lru_cache(maxsize=4096)(words_of)  # each unit is held against many


# --- learners -------------------------------------------------------------------------------------------------------


def held_elsewhere(register: Register, learner: str, found: Sequence[CommonUnit]) -> tuple[HeldElsewhere, ...]:
    """Gives what a learner has of each qualification that shares units with the learner's own, in the order of units.

    Args:
        register: everything the workbook says.
        learner: the id.
        found: the common units of all qualifications, as `common_units` gives them.
    """
    taken = enrolled_in(register, register.learner[learner])
    recognised = {
        (one, unit.unit)
        for one in taken
        if one in register.qualification
        for unit in ledger(register, learner, one).units
        if unit.state is State.RECOGNISED
    }
    turned = [*found, *(CommonUnit(one.other, one.one, one.likeness, one.outcomes) for one in found)]
    reached = [
        one
        for one in turned
        if (one.one.qualification, one.one.unit) in recognised and one.other.qualification not in taken
    ]
    others = dict.fromkeys(one.other.qualification for one in reached)
    return tuple(_held(register, learner, other, reached) for other in others)


def _held(register: Register, learner: str, qualification: str, reached: Sequence[CommonUnit]) -> HeldElsewhere:
    there = [one for one in reached if one.other.qualification == qualification]
    units = tuple(dict.fromkeys(one.other for one in there if one.is_the_same))
    known = register.qualification.get(qualification)
    return HeldElsewhere(
        learner=learner,
        qualification=qualification,
        units=units,
        proposed=tuple(one for one in there if not one.is_the_same),
        points=sum((one.points for one in units if one.points is not None), start=Decimal(0)),
        total=known.points if known else None,
    )
