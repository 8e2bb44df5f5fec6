"""Files of prior learning: what a candidate claims, what shows it, and which units are certified or still lack what.

The learner's ledger decides, as for learning abroad: points are the same however outcomes were learnt (2009/C 155/02,
Annex II, 4), and a unit counts once the competent institution has recognised it by a decision. The four steps,
identification, documentation, assessment and certification, are those of the Council Recommendation of 2012 on the
validation of non-formal and informal learning; ECVET names identification, validation and recognition (Annex II, 2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ecvet_office.credit.ledger import Ledger, OutcomeCredit, State, UnitCredit, ledger
from ecvet_office.model.prior_learning import Evidence, PriorLearning
from ecvet_office.model.register import Register
from ecvet_office.model.results import PRIOR_LEARNING, RECOGNISED, Decision, Result

IDENTIFICATION, DOCUMENTATION, ASSESSMENT, CERTIFICATION = (
    "identification",
    "documentation",
    "assessment",
    "certification",
)
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class FileStep:
    """One of the four steps of a file.

    Attributes:
        name: of the step.
        on: its day, the last one where it took several; None while it is not done.
        by: ids or names of who took it.
    """

    name: str
    on: date | None
    by: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether somebody took it on a day."""
        return self.on is not None and bool(self.by)


@dataclass(frozen=True, slots=True)
class ClaimedOutcome:
    """One outcome of a claimed unit.

    Attributes:
        outcome: its id.
        evidence: what was brought for it; nothing where it is not claimed.
        state: how far it came in the learner's ledger.
        missing: what is still missing, in words; empty where nothing is.
    """

    outcome: str
    evidence: tuple[Evidence, ...]
    state: State
    missing: str


@dataclass(frozen=True, slots=True)
class ClaimedUnit:
    """A unit of which something is claimed.

    Attributes:
        unit: its id.
        is_certified: whether the institution recognised it.
        points: ECVET points that its recognition gave; 0 before.
        outcomes: all outcomes of the unit, in the order of the sheet.
        missing: what stands between the unit and its certification, in words; empty once it is certified.
    """

    unit: str
    is_certified: bool
    points: Decimal
    outcomes: tuple[ClaimedOutcome, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileStanding:
    """Where a file of prior learning stands.

    Attributes:
        file: the file.
        qualification: the one whose units are claimed; empty where none is known.
        steps: the four steps in their order.
        units: those of which something is claimed, in the order of the claims.
        outside: ids of claimed outcomes that belong to no unit of the qualification.
        points: ECVET points of the certified units among these.
    """

    file: PriorLearning
    qualification: str
    steps: tuple[FileStep, ...]
    units: tuple[ClaimedUnit, ...]
    outside: tuple[str, ...]
    points: Decimal


def qualification_of(register: Register, file: PriorLearning) -> str:
    """Gives the id of the qualification of a file: its own, else the candidate's; empty where the workbook has none."""
    learner = register.learner.get(file.learner)
    wanted = file.qualification or (learner.qualification if learner else None) or ""
    return wanted if wanted in register.qualification else ""


def file_standings(register: Register) -> tuple[FileStanding, ...]:
    """Gives where every file stands, in the order of the sheet."""
    return tuple(file_standing(register, file) for file in register.prior_file.values())


def file_standing(register: Register, file: PriorLearning) -> FileStanding:
    """Gives where one file stands."""
    qualification = qualification_of(register, file)
    known = (
        ledger(register, file.learner, qualification) if qualification and file.learner in register.learner else None
    )
    claims = tuple(dict.fromkeys(row.outcome for row in register.evidence_in.get(file.id, ())))
    credits_ = _credits(register, known, claims)
    inside = {outcome for one in credits_ for outcome in register.outcome_ids_in.get(one.unit, ())}
    units = tuple(_claimed_unit(register, file, one) for one in credits_)
    return FileStanding(
        file=file,
        qualification=qualification,
        steps=_steps(register, file, claims, tuple(one.unit for one in credits_)),
        units=units,
        outside=tuple(one for one in claims if one not in inside),
        points=sum((one.points for one in units), start=NOTHING),
    )


def results_of_file(register: Register, file: PriorLearning, outcomes: Iterable[str]) -> Iterator[Result]:
    """Gives what was assessed as prior learning of some outcomes, in the order of the sheet."""
    wanted = set(outcomes)
    for result in register.results_of.get(file.learner, ()):
        if result.context == PRIOR_LEARNING and result.outcome in wanted:
            yield result


def recognitions_of_file(register: Register, file: PriorLearning, units: Iterable[str]) -> Iterator[Decision]:
    """Gives the decisions that recognised units as prior learning, with who and when, in the order of the sheet."""
    wanted = set(units)
    for row in register.decisions_of.get(file.learner, ()):
        if row.step == RECOGNISED and row.subject in wanted and row.context == PRIOR_LEARNING and row.by and row.on:
            yield row


def _credits(register: Register, known: Ledger | None, claims: tuple[str, ...]) -> tuple[UnitCredit, ...]:
    """Gives the ledger's units of which an outcome is claimed, in the order of the claims."""
    named = (register.outcome[one].unit for one in claims if one in register.outcome)
    by_unit = {unit.unit: unit for unit in known.units} if known else {}
    return tuple(by_unit[unit] for unit in dict.fromkeys(named) if unit in by_unit)


def _claimed_unit(register: Register, file: PriorLearning, credit: UnitCredit) -> ClaimedUnit:
    is_certified = credit.state is State.RECOGNISED
    evidence: dict[str, list[Evidence]] = {}
    for row in register.evidence_in.get(file.id, ()):
        evidence.setdefault(row.outcome, []).append(row)
    outcomes = tuple(
        _claimed_outcome(one, tuple(evidence.get(one.outcome, ())), is_certified=is_certified)
        for one in credit.outcomes
    )
    missing = [f"{one.outcome}: {one.missing}" for one in outcomes if one.missing]
    if not missing and not is_certified:
        missing.append("the unit: recognised by a named person on a date")
    return ClaimedUnit(credit.unit, is_certified, credit.points, outcomes, tuple(missing))


def _claimed_outcome(credit: OutcomeCredit, evidence: tuple[Evidence, ...], *, is_certified: bool) -> ClaimedOutcome:
    missing = "" if is_certified else _missing(credit.state, evidence)
    return ClaimedOutcome(credit.outcome, evidence, credit.state, missing)


def _missing(state: State, evidence: tuple[Evidence, ...]) -> str:
    """Gives what an outcome lacks on its way to a certified unit; the first thing that has to be done."""
    if state in {State.VALIDATED, State.RECOGNISED}:
        return ""
    if state is State.FAILED:
        return "assessed and not achieved"
    if state is State.REFUSED:
        return "refused"
    if not evidence:
        return "no evidence"
    if not any(row.is_good for row in evidence):
        return _lacking(evidence)
    return "not validated" if state is State.ASSESSED else "not assessed"


def _lacking(evidence: tuple[Evidence, ...]) -> str:
    """Gives what keeps the best piece of evidence from being good: the one with the fewest gaps."""
    best = min(evidence, key=lambda row: (len(row.failed), len(row.unchecked)))
    if best.failed:
        return f"evidence not {' and not '.join(best.failed)}"
    return f"evidence not checked: {', '.join(best.unchecked)}"


def _steps(
    register: Register, file: PriorLearning, claims: tuple[str, ...], units: tuple[str, ...]
) -> tuple[FileStep, ...]:
    results = [(row.date, row.assessor) for row in results_of_file(register, file, claims) if row.achieved is not None]
    decisions = [(row.on, row.by) for row in recognitions_of_file(register, file, units)]
    return (
        FileStep(IDENTIFICATION, file.identified_on, _people([file.identified_by])),
        FileStep(DOCUMENTATION, file.documented_on, _people([file.documented_by])),
        FileStep(ASSESSMENT, _last(day for day, _ in results), _people(who for _, who in results)),
        FileStep(CERTIFICATION, _last(day for day, _ in decisions), _people(who for _, who in decisions)),
    )


def _last(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _people(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
