"""From the gap to an individual training plan: which outcomes are missing, where they are learnt, how long it takes.

An outcome is achieved once the learner's ledger says so, or once it was assessed by simulation and theory as the
workbook's setting asks (I-CARE: both). What is left of the training is its hours for the missing outcomes; how much
shorter it is follows exactly. The plan changes no credit: validation and recognition are decisions of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from ecvet_office.credit.competence_profile import ProfileGap, profile_gaps
from ecvet_office.credit.ledger import State, ledger
from ecvet_office.credit.totals import MONTHS_PER_YEAR
from ecvet_office.model.matrix import BOTH, COVERED, PARTLY, Coverage, Module, PlanDate
from ecvet_office.model.points import number_text
from ecvet_office.model.register import Register


class Standing(StrEnum):
    """How an outcome of the qualification stands; the last three are the gap."""

    RECOGNISED = "recognised"
    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not achieved"
    BEGUN = "half assessed"
    OPEN = "not assessed"


HELD = frozenset({Standing.RECOGNISED, Standing.ACHIEVED})


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One outcome of the qualification, and in a gap what leads to it.

    Attributes:
        outcome: its id.
        unit: id of its unit.
        standing: whether it is held, and how.
        modules: the training for it, in the order of the sheet.
        hours: of all its modules; None where one states none, or there is none.
        place: where the training is held; empty where that is not said.
        deadline: until when; None where none is set.
        partners: the partners' qualifications that cover it, then those that do so partly.
    """

    outcome: str
    unit: str
    standing: Standing
    modules: tuple[Module, ...]
    hours: Fraction | None
    place: str
    deadline: date | None
    partners: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """What a person still has to learn of a qualification.

    Attributes:
        learner: the id.
        qualification: its id.
        lines: all outcomes of the qualification, unit by unit, in the order of the sheets.
        whole_months: duration of the whole training in months of full-time learning; None where it is unknown.
        problems: what keeps the shortened duration from being worked out, in sentences.
        profile: the same in competence areas; None where the workbook has no profiles for it.
    """

    learner: str
    qualification: str
    lines: tuple[PlanLine, ...]
    whole_months: Fraction | None
    problems: tuple[str, ...]
    profile: ProfileGap | None

    @property
    def gap(self) -> tuple[PlanLine, ...]:
        """The outcomes that are missing."""
        return tuple(one for one in self.lines if one.standing not in HELD)

    @property
    def whole_hours(self) -> Fraction:
        """Hours of all outcomes that state some."""
        return _sum_of_hours(self.lines)

    @property
    def gap_hours(self) -> Fraction:
        """Hours of the outcomes that are missing."""
        return _sum_of_hours(self.gap)

    @property
    def share(self) -> Fraction | None:
        """The part of the training that is left, from 0 to 1; None where it cannot be worked out."""
        return None if self.problems else shortened(self.gap_hours, self.whole_hours)

    @property
    def months(self) -> Fraction | None:
        """The shortened duration, exactly, in months; None where it cannot be worked out."""
        share = self.share
        return None if share is None or self.whole_months is None else self.whole_months * share


def shortened(gap_hours: Fraction, whole_hours: Fraction) -> Fraction:
    """Gives the part of a training that is left: hours of the gap by hours of the whole, exactly.

    Raises:
        ValueError: the whole is not above 0, or the gap lies outside 0 to the whole.

    >>> shortened(Fraction(300), Fraction(900))
    Fraction(1, 3)
    """
    if whole_hours <= 0 or not 0 <= gap_hours <= whole_hours:
        raise ValueError(f"{gap_hours} of {whole_hours} hours is no part of a training")
    return gap_hours / whole_hours


def passed_by(register: Register) -> str:
    """Gives how many of the two tests have to be passed: as the settings say, else both."""
    return register.settings.passed_by or BOTH


def training_plans(register: Register) -> tuple[TrainingPlan, ...]:
    """Gives the plan of each learner who was assessed, profiled or given a date here, in the order of the sheet.

    Outcomes stand for all units of the learner's qualification, those of groups to choose from among them.
    """
    profiles = {(one.learner, one.qualification): one for one in profile_gaps(register)}
    planned = {row.learner for rows in (register.trials, register.plan_dates) for row in rows}
    planned |= {row.learner for row in register.profiles if row.learner}
    return tuple(
        _plan(register, learner.id, learner.qualification, profiles.get((learner.id, learner.qualification)))
        for learner in register.learner.values()
        if learner.id in planned and learner.qualification in register.qualification
    )


def _plan(register: Register, learner: str, qualification: str, profile: ProfileGap | None) -> TrainingPlan:
    standings = _standings(register, learner, qualification)
    dates = register.plan_dates_of.get(learner, ())
    lines = tuple(_line(register, outcome, unit, standing, dates) for (unit, outcome), standing in standings.items())
    years = register.qualification[qualification].full_time_years
    return TrainingPlan(
        learner=learner,
        qualification=qualification,
        lines=lines,
        whole_months=None if years is None or years <= 0 else Fraction(years) * MONTHS_PER_YEAR,
        problems=_problems(lines),
        profile=profile,
    )


def _standings(register: Register, learner: str, qualification: str) -> Mapping[tuple[str, str], Standing]:
    """Gives how each outcome stands, by unit and outcome, in the order of the sheets."""
    known = {one.unit: one for one in ledger(register, learner, qualification).units}
    asked = passed_by(register)
    verdicts: dict[str, list[bool | None]] = {}
    for trial in register.trials_of.get(learner, ()):
        verdicts.setdefault(trial.outcome, []).append(trial.verdict(asked))
    found: dict[tuple[str, str], Standing] = {}
    for row in register.units_in.get(qualification, ()):
        credit = known.get(row.unit)
        for outcome in register.outcome_ids_in.get(row.unit, ()):
            if credit is not None and credit.state is State.RECOGNISED:
                standing = Standing.RECOGNISED
            elif credit is not None and outcome in credit.achieved:
                standing = Standing.ACHIEVED
            else:
                standing = _by_trials(verdicts.get(outcome, []))
            found[row.unit, outcome] = standing
    return found


def _by_trials(verdicts: list[bool | None]) -> Standing:
    """Gives how an outcome stands by its tests; of several attempts the best counts."""
    if not verdicts:
        return Standing.OPEN
    if True in verdicts:
        return Standing.ACHIEVED
    return Standing.BEGUN if None in verdicts else Standing.NOT_ACHIEVED


def _line(register: Register, outcome: str, unit: str, standing: Standing, dates: tuple[PlanDate, ...]) -> PlanLine:
    modules = register.modules_for.get(outcome, ())
    own = next((one for one in dates if one.outcome == outcome), None)
    general = next((one for one in dates if one.outcome is None), None)
    said = [one for one in (own, general) if one is not None]
    places = [own.place if own else None, *(one.place for one in modules), general.place if general else None]
    return PlanLine(
        outcome=outcome,
        unit=unit,
        standing=standing,
        modules=modules,
        hours=hours_of(modules),
        place=next((one for one in places if one), ""),
        deadline=next((one.deadline for one in said if one.deadline), None),
        partners=covering(register, outcome),
    )


def hours_of(modules: Iterable[Module]) -> Fraction | None:
    """Gives the hours of modules together; None where there is none, or one states no hours or fewer than 0."""
    hours = [one.hours for one in modules]
    stated = [Fraction(one) for one in hours if one is not None and one >= 0]
    return sum(stated, start=Fraction(0)) if hours and len(stated) == len(hours) else None


def covering(register: Register, outcome: str) -> tuple[Coverage, ...]:
    """Gives the cells of the matrix in which an outcome is covered, then those in which it is so partly.

    A partner's qualification to which the outcome's unit belongs covers it without a word.
    """
    cells = register.coverage_of.get(outcome, ())
    known = register.outcome.get(outcome)
    compared = {one.qualification for one in register.coverages}
    places = register.qualifications_of.get((known.unit if known else None) or "", ())
    shared = [
        Coverage(outcome=outcome, qualification=one.qualification, covered=COVERED)
        for one in places
        if one.qualification in compared and all(cell.qualification != one.qualification for cell in cells)
    ]
    return (*shared, *(one for state in (COVERED, PARTLY) for one in cells if one.covered == state))


def _sum_of_hours(lines: Iterable[PlanLine]) -> Fraction:
    return sum((one.hours for one in lines if one.hours is not None), start=Fraction(0))


def _problems(lines: tuple[PlanLine, ...]) -> tuple[str, ...]:
    if not lines:
        return ("the qualification has no outcomes",)
    without = [one.outcome for one in lines if one.hours is None]
    if without:
        return (f"no hours are stated for {', '.join(without)}",)
    return () if any(one.hours for one in lines) else ("the modules have no hours",)


def plan_lines(plan: TrainingPlan) -> tuple[str, ...]:
    """Gives the way from the gap to the shortened duration, one thought on a line."""
    if plan.problems:
        return tuple(f"Not worked out: {problem}." for problem in plan.problems)
    gap, whole = number_text(plan.gap_hours), number_text(plan.whole_hours)
    hours = [number_text(one.hours) for one in plan.gap if one.hours]
    added = f"{' + '.join(hours)} = {gap}" if len(hours) > 1 else gap
    lines = [f"Hours of the gap: {added}.", f"Hours of the whole: {whole}."]
    if plan.whole_months is not None and plan.months is not None:
        months, left = number_text(plan.whole_months), number_text(plan.months)
        lines.append(f"{months} months x {gap} / {whole} = {left} months of full-time training left.")
    else:
        share = plan.share
        lines.append(f"{gap} / {whole} = {number_text((share or Fraction(0)) * 100)} % of the training left.")
    return tuple(lines)
