from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from credit.finnish import (
    ASSESSED,
    BEFORE,
    NURSE,
    RECOGNISED_ON,
    VALIDATED_ON,
    decided,
    earlier,
    finnish_register,
    outcomes_of,
    passed,
    recognised,
)
from ecvet_office.credit.ledger import State, UnitCredit, ledger, unmet_prerequisites
from ecvet_office.credit.recognition import recognised_units
from ecvet_office.model.qualifications import UnitPoints
from ecvet_office.model.results import RECOGNISED, REFUSED, VALIDATED

DAY = timedelta(days=1)
NONE, SIX = Decimal(0), Decimal(6)
SEVENTH = passed("L1", *outcomes_of("U7"))


def unit_of(unit: str = "U7", **tables: Any) -> UnitCredit:
    made = ledger(finnish_register(**tables), "L1", NURSE)
    return next(one for one in made.units if one.unit == unit)


def step(name: str, on: date | None, subject: str = "U7", **facts: Any) -> Any:
    return decided("L1", subject, name, on, **facts)


def requiring(**requires: tuple[str, ...]) -> tuple[UnitPoints, ...]:
    return tuple(
        UnitPoints(qualification=NURSE, unit=f"U{number}", points=Decimal(10), requires=requires.get(f"U{number}", ()))
        for number in range(1, 10)
    )


def everything(*units: str) -> dict[str, Any]:
    return {
        "results": passed("L1", *(outcome for unit in units for outcome in outcomes_of(unit))),
        "decisions": recognised("L1", units),
    }


# --- the chain of a unit ----------------------------------------------------------------------------------------------


def test_a_unit_assessed_validated_and_recognised_gives_the_points_of_the_table() -> None:
    unit = unit_of(results=SEVENTH, decisions=recognised("L1", ("U7",)))
    assert (unit.state, unit.recognised_on, unit.points, unit.table_points) == (
        State.RECOGNISED,
        RECOGNISED_ON,
        SIX,
        SIX,
    )
    assert (unit.achieved, unit.open, unit.counted) == (("7.1", "7.2", "7.3"), (), True)


def test_a_unit_of_which_every_outcome_is_recognised_is_validated_and_gives_no_points() -> None:
    decisions = tuple(one for outcome in outcomes_of("U7") for one in recognised("L1", (outcome,)))
    unit = unit_of(results=SEVENTH, decisions=decisions)
    assert {one.state for one in unit.outcomes} == {State.RECOGNISED}
    assert (unit.state, unit.points, unit.counted, unit.recognised_on) == (State.VALIDATED, NONE, False, None)


def test_a_unit_validated_outcome_by_outcome_can_be_recognised() -> None:
    validated = tuple(step(VALIDATED, VALIDATED_ON, outcome) for outcome in outcomes_of("U7"))
    assert unit_of(results=SEVENTH, decisions=(*validated, step(RECOGNISED, RECOGNISED_ON))).points == 6
    assert unit_of(results=SEVENTH, decisions=(*validated[1:], step(RECOGNISED, RECOGNISED_ON))).points == 0


@pytest.mark.parametrize("outcome", ["7.1", "7.2", "7.3"])
def test_a_unit_with_one_outcome_not_assessed_is_not_recognised(outcome: str) -> None:
    results = tuple(one for one in SEVENTH if one.outcome != outcome)
    unit = unit_of(results=results, decisions=recognised("L1", ("U7",)))
    assert (unit.state, unit.points, unit.open) == (State.OPEN, NONE, (outcome,))


@pytest.mark.parametrize(("days_after", "points"), [(-1, 0), (0, 6), (1, 6)])
def test_a_unit_is_recognised_on_or_after_the_last_validation_of_its_outcomes(days_after: int, points: int) -> None:
    decisions = (
        step(VALIDATED, VALIDATED_ON - 9 * DAY, "7.1"),
        step(VALIDATED, VALIDATED_ON, "7.2"),
        step(VALIDATED, VALIDATED_ON - 9 * DAY, "7.3"),
        step(RECOGNISED, VALIDATED_ON + days_after * DAY),
    )
    results = passed("L1", *outcomes_of("U7"), date=ASSESSED - 9 * DAY)
    assert unit_of(results=results, decisions=decisions).points == points


def test_a_unit_recognised_without_validation_is_not_recognised() -> None:
    unit = unit_of(results=SEVENTH, decisions=(step(RECOGNISED, RECOGNISED_ON),))
    assert (unit.state, unit.points) == (State.ASSESSED, NONE)


@pytest.mark.parametrize("missing", [{"by": None}, {"on": None}])
def test_a_recognition_without_a_name_or_a_day_has_no_effect(missing: dict[str, Any]) -> None:
    decision = step(RECOGNISED, **({"on": RECOGNISED_ON} | missing))
    unit = unit_of(results=SEVENTH, decisions=(step(VALIDATED, VALIDATED_ON), decision))
    assert (unit.state, unit.points) == (State.VALIDATED, NONE)


def test_a_unit_without_outcomes_has_nothing_that_could_be_recognised() -> None:
    unit = unit_of(outcomes=(), decisions=recognised("L1", ("U7",)))
    assert (unit.state, unit.points) == (State.OPEN, NONE)


@pytest.mark.parametrize("subject", ["U7", "7.2"])
@pytest.mark.parametrize(("days_after", "state"), [(-1, State.RECOGNISED), (0, State.REFUSED), (1, State.REFUSED)])
def test_a_refusal_undoes_the_recognition_of_its_day_or_before(subject: str, days_after: int, state: State) -> None:
    refusal = step(REFUSED, RECOGNISED_ON + days_after * DAY, subject)
    unit = unit_of(results=SEVENTH, decisions=(*recognised("L1", ("U7",)), refusal))
    assert (unit.state, unit.points) == (state, SIX if state is State.RECOGNISED else NONE)


def test_the_last_refusal_among_the_outcomes_prevails() -> None:
    refusals = (step(REFUSED, BEFORE, "7.1"), step(REFUSED, RECOGNISED_ON, "7.2"), step(REFUSED, BEFORE, "7.3"))
    assert unit_of(results=SEVENTH, decisions=(*recognised("L1", ("U7",)), *refusals)).state is State.REFUSED


def test_a_recognition_after_a_refusal_counts_from_its_own_day() -> None:
    again = RECOGNISED_ON + 2 * DAY
    decisions = (*recognised("L1", ("U7",)), step(REFUSED, RECOGNISED_ON + DAY), step(RECOGNISED, again))
    unit = unit_of(results=SEVENTH, decisions=decisions)
    assert (unit.state, unit.recognised_on, unit.points) == (State.RECOGNISED, again, SIX)


def test_a_unit_validated_again_after_a_refusal_is_validated() -> None:
    decisions = (step(REFUSED, VALIDATED_ON), step(VALIDATED, VALIDATED_ON + DAY))
    assert unit_of(results=SEVENTH, decisions=decisions).state is State.VALIDATED


# --- the state of a unit that is not recognised -----------------------------------------------------------------------


def test_a_unit_has_the_lowest_state_of_its_outcomes() -> None:
    validated = tuple(step(VALIDATED, VALIDATED_ON, outcome) for outcome in ("7.1", "7.2"))
    assert unit_of(results=SEVENTH, decisions=validated).state is State.ASSESSED
    assert unit_of(results=SEVENTH[:2], decisions=validated).state is State.OPEN
    assert unit_of(results=SEVENTH).state is State.ASSESSED


def test_a_unit_with_a_failed_outcome_is_failed_and_keeps_what_is_achieved() -> None:
    unit = unit_of(results=(*SEVENTH[:2], *passed("L1", "7.3", achieved=False)))
    assert (unit.state, unit.achieved, unit.open) == (State.FAILED, ("7.1", "7.2"), ("7.3",))


def test_a_unit_with_a_refused_outcome_is_refused_though_another_failed() -> None:
    results = (*SEVENTH[:2], *passed("L1", "7.3", achieved=False))
    unit = unit_of(results=results, decisions=(step(REFUSED, VALIDATED_ON, "7.1"),))
    assert (unit.state, unit.achieved) == (State.REFUSED, ("7.1", "7.2"))


# --- units recognised earlier -----------------------------------------------------------------------------------------


def test_a_unit_recognised_earlier_asks_for_no_assessment_and_no_required_units() -> None:
    unit = unit_of("U3", earlier_units=earlier("L1", "U3"))
    assert (unit.state, unit.recognised_on, unit.points) == (State.RECOGNISED, BEFORE, Decimal(40))
    assert unit.achieved == outcomes_of("U3")


def test_a_unit_without_outcomes_counts_when_it_was_recognised_earlier() -> None:
    assert unit_of(outcomes=(), earlier_units=earlier("L1", "U7")).points == 6


@pytest.mark.parametrize("way", [None, "formal", "non-formal", "informal"])
def test_points_do_not_depend_on_the_way_of_learning(way: str | None) -> None:
    assert unit_of(earlier_units=earlier("L1", "U7", learnt_how=way)).points == 6


@pytest.mark.parametrize("missing", [{"recognised_by": None}, {"on": None}])
def test_an_earlier_unit_without_a_name_or_a_day_has_no_effect(missing: dict[str, Any]) -> None:
    assert unit_of(earlier_units=earlier("L1", "U7", **missing)).state is State.OPEN


@pytest.mark.parametrize(("qualification", "points"), [(None, 6), (NURSE, 6), ("Q9", 0)])
def test_an_earlier_unit_bears_on_its_qualification_or_on_all(qualification: str | None, points: int) -> None:
    other = earlier("L1", "U7", qualification=qualification)
    assert unit_of(earlier_units=other).points == points


def test_an_earlier_unit_after_one_of_another_qualification_is_still_read() -> None:
    rows = (*earlier("L1", "U6", qualification="Q9"), *earlier("L1", "U8", on=None), *earlier("L1", "U7"))
    assert unit_of(earlier_units=rows).points == 6


def test_a_refusal_does_not_touch_what_was_recognised_earlier() -> None:
    unit = unit_of(earlier_units=earlier("L1", "U7"), decisions=(step(REFUSED, RECOGNISED_ON),))
    assert (unit.state, unit.points) == (State.RECOGNISED, SIX)


def test_a_unit_counts_from_the_first_of_its_recognitions() -> None:
    late = earlier("L1", "U7", on=RECOGNISED_ON + DAY)
    register = finnish_register(results=SEVENTH, decisions=recognised("L1", ("U7",)), earlier_units=late)
    assert recognised_units(register, "L1", NURSE) == {"U7": RECOGNISED_ON}
    both = (*earlier("L1", "U7"), *earlier("L1", "U7", on=BEFORE - DAY))
    register = finnish_register(results=SEVENTH, decisions=recognised("L1", ("U7",)), earlier_units=both)
    assert recognised_units(register, "L1", NURSE) == {"U7": BEFORE - DAY}


# --- required units ---------------------------------------------------------------------------------------------------


def test_a_unit_is_not_recognised_before_the_units_it_requires() -> None:
    assert unit_of("U3", **everything("U3")).points == 0
    assert unit_of("U3", **everything("U3"), earlier_units=earlier("L1", "U1")).points == 0
    assert unit_of("U3", **everything("U3"), earlier_units=earlier("L1", "U1", "U2")).points == 40


@pytest.mark.parametrize(("days_after", "points"), [(-1, 40), (0, 40), (1, 0)])
def test_required_units_are_recognised_on_or_before_the_day_of_the_unit(days_after: int, points: int) -> None:
    rows = (*earlier("L1", "U1"), *earlier("L1", "U2", on=RECOGNISED_ON + days_after * DAY))
    assert unit_of("U3", **everything("U3"), earlier_units=rows).points == points


def test_a_later_decision_holds_where_the_first_came_before_the_required_unit() -> None:
    tables = everything("U3")
    tables["decisions"] += (step(RECOGNISED, RECOGNISED_ON + 2 * DAY, "U3"),)
    rows = (*earlier("L1", "U1"), *earlier("L1", "U2", on=RECOGNISED_ON + DAY))
    unit = unit_of("U3", **tables, earlier_units=rows)
    assert (unit.recognised_on, unit.points) == (RECOGNISED_ON + 2 * DAY, Decimal(40))


def test_recognition_passes_along_required_units_wherever_they_stand_in_the_sheet() -> None:
    table = requiring(U1=("U2",), U2=("U3",), U3=("U4",))
    tables = everything("U1", "U2", "U3", "U4")
    assert set(recognised_units(finnish_register(unit_points=table, **tables), "L1", NURSE)) == {"U1", "U2", "U3", "U4"}


def test_units_that_require_each_other_are_never_recognised() -> None:
    table = requiring(U1=("U2",), U2=("U1",), U5=("U5",))
    register = finnish_register(unit_points=table, **everything("U1", "U2", "U5", "U7"))
    assert recognised_units(register, "L1", NURSE) == {"U7": RECOGNISED_ON}


def test_unmet_prerequisites_are_named_in_the_order_of_the_row() -> None:
    register = finnish_register()
    assert unmet_prerequisites(register, "L1", NURSE, "U3", None) == ("U1", "U2")
    register = finnish_register(earlier_units=earlier("L1", "U1"))
    assert unmet_prerequisites(register, "L1", NURSE, "U3", None) == ("U2",)


@pytest.mark.parametrize(("days_after", "expected"), [(-1, ("U1", "U2")), (0, ()), (1, ())])
def test_unmet_prerequisites_are_asked_for_on_or_before_a_day(days_after: int, expected: tuple[str, ...]) -> None:
    register = finnish_register(earlier_units=earlier("L1", "U1", "U2"))
    assert unmet_prerequisites(register, "L1", NURSE, "U3", BEFORE + days_after * DAY) == expected


def test_nothing_is_unmet_for_a_unit_that_requires_nothing_or_is_not_in_the_qualification() -> None:
    assert unmet_prerequisites(finnish_register(), "L1", NURSE, "U1", None) == ()
    assert unmet_prerequisites(finnish_register(), "L1", "Q9", "U3", None) == ()
    assert unmet_prerequisites(finnish_register(), "L1", NURSE, "U99", None) == ()


def test_unmet_prerequisites_of_an_unknown_learner_are_all_of_them() -> None:
    assert unmet_prerequisites(finnish_register(), "nobody", NURSE, "U3", None) == ("U1", "U2")


# --- points other than the table's ------------------------------------------------------------------------------------


def with_points(*points: tuple[str | None, str | None, int]) -> dict[str, Any]:
    """Gives a recognised U7 with further recognitions: points, rule, days after the first."""
    return {
        "results": SEVENTH,
        "decisions": (
            step(VALIDATED, VALIDATED_ON),
            *(
                step(RECOGNISED, RECOGNISED_ON + after * DAY, points=value and Decimal(value), points_rule=rule)
                for value, rule, after in points
            ),
        ),
    }


def test_a_decision_that_states_its_rule_may_give_other_points() -> None:
    unit = unit_of(**with_points(("4.5", "board rule 3", 0)))
    assert (unit.points, unit.table_points) == (Decimal("4.5"), Decimal(6))
    assert unit_of(**with_points(("0", "board rule 3", 0))).points == 0


@pytest.mark.parametrize("rule", [None, ""])
def test_a_decision_without_a_rule_leaves_the_points_of_the_table(rule: str | None) -> None:
    assert unit_of(**with_points(("4.5", rule, 0))).points == 6


def test_negative_points_leave_the_points_of_the_table() -> None:
    assert unit_of(**with_points(("-1", "board rule 3", 0))).points == 6


def test_of_several_decisions_on_other_points_the_latest_holds() -> None:
    assert unit_of(**with_points(("5", "rule", 1), ("4", "rule", 2), ("9", "rule", 0))).points == 4
    assert unit_of(**with_points(("5", "rule", 0), (None, None, 1))).points == 5


def test_of_decisions_of_one_day_the_one_with_most_points_holds() -> None:
    assert unit_of(**with_points(("4", "z", 0), ("5", "a", 0), ("3", "z", 0))).points == 5


def test_a_decision_on_other_points_that_does_not_hold_changes_none() -> None:
    early = step(RECOGNISED, ASSESSED - DAY, points=Decimal(1), points_rule="rule")
    tables = with_points((None, None, 0))
    unit = unit_of(results=SEVENTH, decisions=(*tables["decisions"], early))
    assert unit.points == 6


def test_other_points_do_not_hold_before_the_required_units_are_recognised() -> None:
    tables = everything("U3")
    tables["decisions"] += (step(RECOGNISED, RECOGNISED_ON + 2 * DAY, "U3"),)
    tables["decisions"] = tuple(
        one.model_copy(update={"points": Decimal(1), "points_rule": "rule"}) if one.on == RECOGNISED_ON else one
        for one in tables["decisions"]
    )
    rows = earlier("L1", "U1", "U2", on=RECOGNISED_ON + DAY)
    assert unit_of("U3", **tables, earlier_units=rows).points == 40


@pytest.mark.parametrize("points", [None, Decimal(-3)])
def test_a_unit_without_usable_points_gives_none(points: Decimal | None) -> None:
    table = (UnitPoints(qualification=NURSE, unit="U7", points=points),)
    unit = unit_of(unit_points=table, earlier_units=earlier("L1", "U7"))
    assert (unit.state, unit.points, unit.table_points, unit.counted) == (State.RECOGNISED, NONE, None, True)


def test_a_decision_gives_points_where_the_table_has_none() -> None:
    table = (UnitPoints(qualification=NURSE, unit="U7"),)
    assert unit_of(unit_points=table, **with_points(("5", "rule", 0))).points == 5
