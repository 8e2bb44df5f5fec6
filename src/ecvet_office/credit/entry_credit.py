"""Credit on entry to training: which units preparation may credit, and how long the training still is (EASYMetal).

Preparation never credits anything by itself: recognition is a decision of the institution (2009/C 155/02, recital 15),
which stands on the sheet Earlier units, with who and when. What may be credited and is not decided is told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ecvet_office.credit.ledger import Ledger, State, ledger
from ecvet_office.credit.totals import MONTHS_PER_YEAR
from ecvet_office.model.entry_credit import BY_HOURS, BY_POINTS, ON_ASSESSMENT, EntryCredit
from ecvet_office.model.learners import Learner
from ecvet_office.model.points import number_text, points_text
from ecvet_office.model.qualifications import Qualification, UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.model.results import RECOGNISED


class Entry(StrEnum):
    """What becomes of a unit of the training on entry."""

    CREDITED = "credited"
    MAY_BE = "may be credited"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class EntryUnit:
    """One unit of the training.

    Attributes:
        unit: its id.
        entry: CREDITED by a decision; MAY_BE where the preparation for it is there and nobody decided; else OPEN.
        by: ids of the units of preparation that count for it.
        weight: its points or hours, by the workbook's setting; None where it has none.
    """

    unit: str
    entry: Entry
    by: tuple[str, ...]
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class EntryStanding:
    """What a learner brings into a training.

    Attributes:
        learner: the id.
        qualification: id of the training.
        measure: BY_POINTS or BY_HOURS.
        units: of the training, in the order of the sheet.
        whole: duration of the training, in months of full-time learning; None where it is unknown.
        open_weight: weight of the units that are not credited.
        total_weight: weight of all units.
        problems: what keeps the remaining duration from being worked out, in sentences.
    """

    learner: str
    qualification: str
    measure: str
    units: tuple[EntryUnit, ...]
    whole: Fraction | None
    open_weight: Fraction
    total_weight: Fraction
    problems: tuple[str, ...]

    @property
    def credited(self) -> tuple[EntryUnit, ...]:
        """The units that were credited, in the order of the sheet."""
        return tuple(one for one in self.units if one.entry is Entry.CREDITED)

    @property
    def undecided(self) -> tuple[EntryUnit, ...]:
        """The units that may be credited, and about which nobody has decided."""
        return tuple(one for one in self.units if one.entry is Entry.MAY_BE)

    @property
    def open_share(self) -> Fraction | None:
        """The part of the training that is still open, from 0 to 1; None where it cannot be worked out."""
        return None if self.problems or not self.total_weight else self.open_weight / self.total_weight

    @property
    def remaining(self) -> Fraction | None:
        """The whole duration times the open share, exactly, in months; None where one of the two is unknown."""
        share = self.open_share
        return None if share is None or self.whole is None else self.whole * share


def remaining_duration(whole: Fraction, open_weight: Fraction, total_weight: Fraction) -> Fraction:
    """Gives the whole duration times the open share, exactly, in the unit of the duration.

    Raises:
        ValueError: the total is not above 0, or the open weight lies outside 0 to the total.

    >>> remaining_duration(Fraction(42), Fraction(150), Fraction(210))
    Fraction(30, 1)
    """
    if total_weight <= 0 or not 0 <= open_weight <= total_weight:
        raise ValueError(f"{open_weight} of {total_weight} is no share of a training that can be open")
    return whole * open_weight / total_weight


def entry_standings(register: Register) -> tuple[EntryStanding, ...]:
    """Gives what each learner brings into a training that has rules for credit on entry, in the order of the sheet."""
    return tuple(
        _standing(register, learner, register.qualification[learner.qualification])
        for learner in register.learner.values()
        if learner.qualification in register.qualification and learner.qualification in register.entry_credits_in
    )


def held_units(register: Register, learner: str) -> frozenset[str]:
    """Gives the ids of the units of preparation that count, as far as the workbook's setting asks.

    A recognised unit says by whom and when. By the setting `assessed`, a unit counts too once every outcome of it was
    achieved.
    """
    held = {row.unit for row in register.earlier_units_of.get(learner, ()) if row.recognised_by and row.on}
    decisions = register.decisions_of.get(learner, ())
    held |= {row.subject for row in decisions if row.step == RECOGNISED and row.by and row.on}
    if register.settings.entry_evidence == ON_ASSESSMENT:
        passed = {row.outcome for row in register.results_of.get(learner, ()) if row.achieved}
        held |= {unit for unit, outcomes in register.outcome_ids_in.items() if passed.issuperset(outcomes)}
    return frozenset(held)


def way_to(rules: tuple[EntryCredit, ...], unit: str, held: frozenset[str]) -> tuple[str, ...]:
    """Gives the units of preparation that count for a unit by the first rule that is met whole; none where none is."""
    ways = (rule.credited_by for rule in rules if rule.unit == unit and rule.credited_by)
    return next((way for way in ways if held.issuperset(way)), ())


def measure_of(register: Register) -> str:
    """Gives by what the open share of a training is counted: as the settings say, else by points."""
    return register.settings.remaining_by or BY_POINTS


def weight_in(row: UnitPoints, measure: str) -> Decimal | None:
    """Gives the weight of a unit in its training, in points or hours; None where it states none."""
    return row.effort_hours if measure == BY_HOURS else row.points


def _standing(register: Register, learner: Learner, qualification: Qualification) -> EntryStanding:
    known = ledger(register, learner.id, qualification.id)
    measure, held = measure_of(register), held_units(register, learner.id)
    rules = register.entry_credits_in.get(qualification.id, ())
    rows = register.units_in.get(qualification.id, ())
    units = tuple(_unit(row, known, way_to(rules, row.unit, held), measure) for row in rows)
    years = qualification.full_time_years
    total = sum((Fraction(one.weight) for one in units if one.weight), start=Fraction(0))
    open_weight = sum((Fraction(one.weight) for one in units if one.weight and _is_open(one)), start=Fraction(0))
    return EntryStanding(
        learner=learner.id,
        qualification=qualification.id,
        measure=measure,
        units=units,
        whole=None if years is None or years <= 0 else Fraction(years) * MONTHS_PER_YEAR,
        open_weight=open_weight,
        total_weight=total,
        problems=_problems(qualification, units, measure),
    )


def _unit(row: UnitPoints, known: Ledger, by: tuple[str, ...], measure: str) -> EntryUnit:
    state = next((one.state for one in known.units if one.unit == row.unit), State.OPEN)
    entry = Entry.CREDITED if state is State.RECOGNISED else Entry.MAY_BE if by else Entry.OPEN
    return EntryUnit(row.unit, entry, by, weight_in(row, measure))


def _is_open(unit: EntryUnit) -> bool:
    return unit.entry is not Entry.CREDITED


def _problems(qualification: Qualification, units: tuple[EntryUnit, ...], measure: str) -> tuple[str, ...]:
    problems = []
    if qualification.full_time_years is None or qualification.full_time_years <= 0:
        problems.append("the training states no duration in full-time years")
    without = [one.unit for one in units if one.weight is None or one.weight < 0]
    if without:
        problems.append(f"no {measure} are stated for {', '.join(without)}")
    elif not any(one.weight for one in units):
        problems.append(f"the units have no {measure}")
    return tuple(problems)


def entry_lines(found: EntryStanding) -> tuple[str, ...]:
    """Gives the way from the credited units to the remaining duration, one thought on a line."""
    if found.problems:
        return tuple(f"Not worked out: {problem}." for problem in found.problems)
    share, remaining, whole = found.open_share, found.remaining, found.whole
    if share is None or remaining is None or whole is None:
        return ()
    total, left = number_text(found.total_weight), number_text(found.open_weight)
    weights = [points_text(one.weight) for one in found.credited if one.weight is not None]
    credited = f"Credited: {' + '.join(weights)} of {total} {found.measure}." if weights else "Nothing is credited."
    return (
        credited,
        f"Open: {left} of {total} {found.measure}.",
        f"{number_text(whole)} months x {left} / {total} = {number_text(remaining)} months of full-time training left.",
    )
