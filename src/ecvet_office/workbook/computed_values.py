"""What the formulas of the computed columns give, worked out from the records: shown before Excel calculates.

The ledger decides what a learner has; these values follow the formulas, which judge less (see the module computed). A
test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from ecvet_office.credit.path import IN_POINTS, ZERO, usable_points
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.learners import EarlierUnit, Learner
from ecvet_office.model.points import percent_text, points_text
from ecvet_office.model.qualifications import Group, Outcome, Qualification, Unit, UnitPoints
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.results import RECOGNISED, REFUSED, Decision
from ecvet_office.workbook import computed as headers
from ecvet_office.workbook.computed_column import BAR, KEY, LEARNER, OFFERED, QUALIFICATION, RECOGNISED_POINTS, UNIT
from ecvet_office.workbook.computed_conversion_values import of_course, of_topic
from ecvet_office.workbook.computed_credit import COUNTED, COUNTS_FOR, POINTS, SEE_PROGRESS, SHARE, TURNED_DOWN, WHOLE
from ecvet_office.workbook.computed_entry_credit import of_entering_learner
from ecvet_office.workbook.computed_grades_values import of_grade, of_graded_learner, of_mobility_unit, of_part_abroad
from ecvet_office.workbook.computed_learning_time_values import of_comparison, of_pathway, of_task_field
from ecvet_office.workbook.computed_matrix_values import of_area, of_profile, of_profiled_learner, of_trial
from ecvet_office.workbook.computed_prior_learning_values import of_evidence, of_file
from ecvet_office.workbook.computed_self_check_values import of_process_area, of_self_check
from ecvet_office.workbook.formulas import READ_AS

FormulaValue = str | Decimal
RowValues = Mapping[str, FormulaValue]
"""By the header of a computed column, what its formula gives in one row; an empty text where it shows nothing."""


def computed_values(register: Register) -> dict[str, dict[int, RowValues]]:
    """Gives what the computed columns show, by table and row of its sheet, without those of the pick lists."""
    earlier = {row.origin.row: credit for row, credit in _earlier_credits(register)}
    decided = {row.origin.row: credit for row, credit in _decided_credits(register)}
    brought = [*earlier.values(), *decided.values()]
    values: dict[str, dict[int, RowValues]] = {
        "Qualifications": _by_row(register.qualifications, lambda row: _of_qualification(register, row)),
        "Groups": _by_row(register.groups, lambda row: _of_group(register, row)),
        "Units": _by_row(register.units, lambda row: _of_unit(register, row)),
        "UnitPoints": _by_row(register.unit_points, _of_unit_points),
        "Outcomes": _by_row(register.outcomes, _of_outcome),
        "Learners": _by_row(register.learners, lambda row: _of_learner(register, row, brought)),
        "Agreements": _by_row(register.agreements, lambda row: {headers.DAYS: _or_nothing(days_abroad(row))}),
        "EarlierUnits": _by_row(register.earlier_units, lambda row: _of_earlier(register, row, earlier)),
        "Decisions": _by_row(register.decisions, lambda row: _of_decision(register, row, decided)),
        "Courses": _by_row(register.courses, lambda row: of_course(register, row)),
        "CourseTopics": _by_row(register.course_topics, of_topic),
        "PriorLearning": _by_row(register.prior_learning, lambda row: of_file(register, row)),
        "Evidence": _by_row(register.evidence, of_evidence),
        "EntryCredits": _by_row(register.entry_credits, lambda row: {QUALIFICATION: row.qualification}),
        "Grades": _by_row(register.grades, lambda row: of_grade(register, row)),
        "MobilityUnits": _by_row(register.mobility_units, of_mobility_unit),
        "PartsAbroad": _by_row(register.parts_abroad, of_part_abroad),
        "Pathways": _by_row(register.pathways, lambda row: of_pathway(register, row)),
        "TaskFields": _by_row(register.task_fields, lambda row: of_task_field(register, row)),
        "Areas": _by_row(register.areas, of_area),
        "Profiles": _by_row(register.profiles, lambda row: of_profile(register, row)),
        "Trials": _by_row(register.trials, lambda row: of_trial(register, row)),
        "ProcessAreas": _by_row(register.process_areas, lambda row: of_process_area(register, row)),
        "SelfCheck": _by_row(register.self_check, of_self_check),
        "Comparisons": _by_row(register.comparisons, lambda row: of_comparison(register, row)),
    }
    return values


def days_abroad(agreement: Agreement) -> Decimal | None:
    """Gives the days from the first to the last, both counted, less those of interruptions; None without both.

    The actual days count where they are known, else the planned ones.
    """
    start, end = agreement.start, agreement.end
    if start is None or end is None or end < start:
        return None
    return Decimal((end - start).days + 1 - (agreement.interruption_days or 0))


RecordOf = Callable[..., RowValues]


def _by_row(records: Iterable[Record], of: RecordOf) -> dict[int, RowValues]:
    return {record.origin.row: of(record) for record in records}


def _or_nothing(value: Decimal | None) -> FormulaValue:
    return "" if value is None else value


# --- qualifications, groups, units ----------------------------------------------------------------------------------


def _carried(register: Register, qualification: str) -> Decimal:
    return sum((row.points or ZERO for row in register.units_in.get(qualification, ())), start=ZERO)


def _of_qualification(register: Register, row: Qualification) -> RowValues:
    known = {READ_AS: row.id}
    if not register.settings.uses_points:
        return {**known, headers.UNITS_POINTS: "", headers.CHECK: ""}
    carried = _carried(register, row.id)
    return {**known, headers.UNITS_POINTS: carried, headers.CHECK: _check(register, row, carried)}


def _check(register: Register, row: Qualification, carried: Decimal) -> str:
    if row.points is None:
        return headers.NO_TOTAL
    if carried == 0:
        return headers.NO_UNITS
    if carried == row.points:
        return headers.ADDS_UP
    if any(group.is_choice for group in register.groups_in.get(row.id, ())):
        return headers.CHOICES
    return f"! {points_text(carried)} of {points_text(row.points)}"


def _of_group(register: Register, row: Group) -> RowValues:
    members = [unit for unit in register.units_in.get(row.qualification, ()) if unit.group == row.group]
    in_points = row.counted_in == IN_POINTS
    offered = sum((unit.points or ZERO for unit in members), start=ZERO) if in_points else Decimal(len(members))
    return {QUALIFICATION: row.qualification, OFFERED: offered}


def _of_unit(register: Register, row: Unit) -> RowValues:
    return {READ_AS: row.id, headers.OUTCOMES: Decimal(len(register.outcomes_in.get(row.id, ())))}


def _of_unit_points(row: UnitPoints) -> RowValues:
    key = f"{row.qualification}{BAR}{row.unit}"
    return {QUALIFICATION: row.qualification, UNIT: row.unit, KEY: key}


def _of_outcome(row: Outcome) -> RowValues:
    return {READ_AS: row.id, UNIT: row.unit or ""}


# --- what earlier units and decisions bring -------------------------------------------------------------------------

Credit = tuple[str, FormulaValue]
"""For which learner, unit and group a row counts, and the points it brings or the words that stand for them."""


def _own(register: Register, learner: str) -> str | None:
    known = register.learner.get(learner)
    return known.qualification if known else None


def _place(register: Register, row: EarlierUnit | Decision, unit: str) -> UnitPoints | None:
    """Gives the unit in the learner's own qualification; None where the row is about another."""
    own = _own(register, row.learner)
    return register.points_of.get((own, unit)) if own and row.qualification in {own, None} else None


def _key(row: EarlierUnit | Decision, place: UnitPoints) -> str:
    return BAR.join((row.learner, place.unit, place.group or ""))


def _earlier_credits(register: Register) -> Iterator[tuple[EarlierUnit, Credit]]:
    seen: set[str] = set()
    for row in register.earlier_units:
        place = _place(register, row, row.unit)
        if place is None or not row.recognised_by or row.on is None:
            continue
        key = _key(row, place)
        points: FormulaValue = COUNTED if key in seen else place.points or ZERO
        yield row, (key, points if register.settings.uses_points else "")
        seen.add(key)


def _decided_credits(register: Register) -> Iterator[tuple[Decision, Credit]]:
    earlier = [key for _, (key, _) in _earlier_credits(register)]
    keys = [(row, *found) for row in register.decisions if (found := _decision_key(register, row)) is not None]
    all_keys = [key for _, key, _ in keys]
    for index, (row, key, place) in enumerate(keys):
        told: FormulaValue
        if key.startswith(TURNED_DOWN) or not register.settings.uses_points:
            told = ""
        elif TURNED_DOWN + key in all_keys:
            told = SEE_PROGRESS
        elif (other := usable_points(row.points)) is not None and row.points_rule:
            told = other if (earlier + all_keys).count(key) == 1 else SEE_PROGRESS
        else:
            told = COUNTED if key in earlier or key in all_keys[:index] else place.points or ZERO
        yield row, (key, told)


def _decision_key(register: Register, row: Decision) -> tuple[str, UnitPoints] | None:
    place = _place(register, row, _decided_unit(register, row))
    if place is None or not row.by or row.on is None:
        return None
    if row.step == RECOGNISED and row.subject in register.unit:
        return _key(row, place), place
    return (TURNED_DOWN + _key(row, place), place) if row.step == REFUSED else None


def _decided_unit(register: Register, row: Decision) -> str:
    outcome = register.outcome.get(row.subject)
    return row.subject if row.subject in register.unit else (outcome.unit if outcome else None) or ""


def _of_earlier(register: Register, row: EarlierUnit, credits_: Mapping[int, Credit]) -> RowValues:
    key, points = credits_.get(row.origin.row, ("", ""))
    return {
        LEARNER: row.learner,
        QUALIFICATION: row.qualification or _own(register, row.learner) or "",
        UNIT: row.unit,
        COUNTS_FOR: key,
        POINTS: points,
    }


def _of_decision(register: Register, row: Decision, credits_: Mapping[int, Credit]) -> RowValues:
    key, points = credits_.get(row.origin.row, ("", ""))
    return {
        LEARNER: row.learner,
        QUALIFICATION: row.qualification or _own(register, row.learner) or "",
        WHOLE: "yes" if row.subject in register.unit else "no",
        UNIT: _decided_unit(register, row),
        COUNTS_FOR: key,
        POINTS: points,
    }


# --- learners -------------------------------------------------------------------------------------------------------


def _of_learner(register: Register, row: Learner, brought: Iterable[Credit]) -> RowValues:
    points = _recognised_points(register, row, brought)
    known: dict[str, FormulaValue] = {READ_AS: row.id, QUALIFICATION: row.qualification or ""}
    graded = of_graded_learner(register, row) if register.grades else {}
    entering = of_entering_learner(register, row, points) if register.entry_credits else {}
    stepped = of_profiled_learner(register, row) if register.profiles else {}
    shown = {RECOGNISED_POINTS: points, SHARE: _share(register, row, points)}
    return {**known, **shown, **graded, **entering, **stepped}


def _recognised_points(register: Register, row: Learner, brought: Iterable[Credit]) -> FormulaValue:
    if not register.settings.uses_points or row.qualification not in register.qualification:
        return ""
    theirs = [credit for credit in brought if credit[0].startswith(row.id + BAR)]
    if any(points == SEE_PROGRESS for _, points in theirs) or _has_too_much(register, row, theirs):
        return SEE_PROGRESS
    return sum((points for _, points in theirs if isinstance(points, Decimal)), start=ZERO)


def _has_too_much(register: Register, row: Learner, theirs: list[Credit]) -> bool:
    """Whether the learner has more of a group than counts: which units then count is for the ledger to say."""
    for group in register.groups_in.get(row.qualification or "", ()):
        held = [points for key, points in theirs if key.endswith(BAR + group.group) and isinstance(points, Decimal)]
        amount = sum(held, start=ZERO) if group.counted_in == IN_POINTS else Decimal(len(held))
        if group.at_most is not None and amount > group.at_most:
            return True
    return False


def _share(register: Register, row: Learner, points: FormulaValue) -> FormulaValue:
    known = register.qualification.get(row.qualification or "")
    total = known.points if known else None
    if not isinstance(points, Decimal) or total is None or total <= 0:
        return ""
    return Decimal(percent_text(points, total).split()[0])
