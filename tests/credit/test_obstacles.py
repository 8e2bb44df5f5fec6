from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from credit.finnish import (
    ASSESSED,
    END,
    NURSE,
    RECOGNISED_ON,
    START,
    VALIDATED_ON,
    agreed,
    decided,
    earlier,
    finnish_register,
    outcomes_of,
    passed,
    recognised,
)
from ecvet_office.credit.ledger import ledger
from ecvet_office.credit.obstacles import is_planned, unit_label
from ecvet_office.model.agreements import DROPPED, AgreedOutcome
from ecvet_office.model.qualifications import Unit, UnitPoints
from ecvet_office.model.results import RECOGNISED, REFUSED, VALIDATED
from ecvet_office.model.settings import ERASMUS_ONLY, Settings

DAY = timedelta(days=1)
U1, U2 = "U1 Promoting growth and inclusion", "U2 Promoting wellbeing and functional capacity"
U3, U7 = "U3 Working in home care", "U7 Mathematics and natural sciences"
NEEDS_U1 = f"{U3} requires {U1}, which is not recognised"
NEEDS_U2 = f"{U3} requires {U2}, which is not recognised"


def blocked(**tables: Any) -> tuple[str, ...]:
    return ledger(finnish_register(**tables), "L1", NURSE).blocked_by


def test_a_learner_of_whom_nothing_is_recorded_is_not_blocked() -> None:
    assert blocked() == ()


# --- agreements -------------------------------------------------------------------------------------------------------


def test_an_agreement_on_a_unit_is_blocked_by_the_units_it_requires() -> None:
    assert blocked(agreements=(agreed("L1", "U3"),)) == (NEEDS_U1, NEEDS_U2)
    assert blocked(agreements=(agreed("L1", "U3"),), earlier_units=earlier("L1", "U1")) == (NEEDS_U2,)
    assert blocked(agreements=(agreed("L1", "U3"),), earlier_units=earlier("L1", "U1", "U2")) == ()


def test_an_agreement_on_a_single_outcome_is_blocked_too() -> None:
    assert blocked(agreements=(agreed("L1", "3.2"),)) == (NEEDS_U1, NEEDS_U2)


def test_a_draft_is_blocked_and_a_withdrawn_agreement_is_not() -> None:
    assert blocked(agreements=(agreed("L1", "U3", status=None),)) == (NEEDS_U1, NEEDS_U2)
    assert blocked(agreements=(agreed("L1", "U3", status="withdrawn"),)) == ()


def test_an_agreement_for_another_qualification_blocks_nothing_here() -> None:
    assert blocked(agreements=(agreed("L1", "U3", qualification="Q9"),)) == ()


def test_an_agreement_blocks_nothing_once_its_unit_is_recognised() -> None:
    assert blocked(agreements=(agreed("L1", "U3"),), earlier_units=earlier("L1", "U3")) == ()


def test_two_agreements_blocked_alike_are_named_once() -> None:
    both = (agreed("L1", "3.1", id="A"), agreed("L1", "3.2", id="B"))
    assert blocked(agreements=both) == (NEEDS_U1, NEEDS_U2)


def earlier_stay(**facts: Any) -> Any:
    stay = {"id": "LA-first", "planned_start": START - 60 * DAY, "planned_end": START - DAY, "status": None}
    return agreed("L1", "U1", "U2", **(stay | facts))


def test_required_units_planned_in_a_stay_before_do_not_block() -> None:
    assert blocked(agreements=(agreed("L1", "U3"), earlier_stay())) == ()


def test_each_agreement_needs_the_plan_before_it() -> None:
    early = agreed("L1", "3.1", id="LA-early", planned_start=START - 90 * DAY)
    assert blocked(agreements=(agreed("L1", "U3"), earlier_stay(), early)) == (NEEDS_U1, NEEDS_U2)


@pytest.mark.parametrize(("days_before", "planned"), [(1, True), (0, False), (-1, False)])
def test_a_planned_stay_ends_before_the_other_starts(days_before: int, planned: bool) -> None:
    stay, later = earlier_stay(planned_end=START - days_before * DAY), agreed("L1", "U3")
    register = finnish_register(agreements=(stay, later))
    assert is_planned(register, "U1", later) is planned


def test_actual_days_go_before_planned_ones() -> None:
    stay, later = earlier_stay(actual_end=START), agreed("L1", "U3")
    assert not is_planned(finnish_register(agreements=(stay, later)), "U1", later)


@pytest.mark.parametrize(
    "facts",
    [{"status": "withdrawn"}, {"planned_end": None}, {"targets": ("1.1", "1.2")}],
    ids=["withdrawn", "without an end", "a part of the unit"],
)
def test_a_stay_that_will_not_give_the_unit_plans_nothing(facts: dict[str, Any]) -> None:
    stay, later = earlier_stay().model_copy(update=facts), agreed("L1", "U3")
    assert not is_planned(finnish_register(agreements=(stay, later)), "U1", later)


def test_nothing_is_planned_before_a_stay_without_a_start() -> None:
    later = agreed("L1", "U3", planned_start=None)
    assert not is_planned(finnish_register(agreements=(earlier_stay(), later)), "U1", later)


def test_a_dropped_outcome_makes_a_planned_unit_a_part_of_it() -> None:
    later = agreed("L1", "U3")
    change = AgreedOutcome(agreement="LA-first", outcome="1.2", change=DROPPED)
    register = finnish_register(agreements=(earlier_stay(), later), agreed_outcomes=(change,))
    assert not is_planned(register, "U1", later)
    assert is_planned(register, "U2", later)


def test_an_agreement_with_its_days_the_wrong_way_round_does_not_plan_for_itself() -> None:
    only = agreed("L1", "U1", "U3", planned_start=END, planned_end=START)
    assert not is_planned(finnish_register(agreements=(only,)), "U1", only)


def test_the_stay_of_another_learner_plans_nothing() -> None:
    later = agreed("L1", "U3")
    other = agreed("L2", "U1", planned_start=START - 60 * DAY, planned_end=START - DAY)
    assert not is_planned(finnish_register(agreements=(other, later)), "U1", later)
    assert not is_planned(finnish_register(agreements=(other,)), "U1", later.model_copy(update={"learner": None}))


# --- decisions that have no effect ------------------------------------------------------------------------------------


def test_a_recognition_before_the_required_units_names_them() -> None:
    results = passed("L1", *outcomes_of("U3"))
    assert blocked(results=results, decisions=recognised("L1")) == (NEEDS_U1, NEEDS_U2)
    late = (*earlier("L1", "U1"), *earlier("L1", "U2", on=RECOGNISED_ON + DAY))
    assert blocked(results=results, decisions=recognised("L1"), earlier_units=late) == (
        f"{U3} requires {U2}, which is recognised only on 26 April 2025, after 25 April 2025",
    )


def test_the_same_obstacle_of_a_decision_and_an_agreement_is_named_once() -> None:
    results = passed("L1", *outcomes_of("U3"))
    tables = {"results": results, "decisions": recognised("L1"), "agreements": (agreed("L1", "U3"),)}
    assert blocked(**tables) == (NEEDS_U1, NEEDS_U2)


def test_a_recognition_names_the_outcomes_that_are_not_assessed_by_its_day() -> None:
    results = (*passed("L1", "7.1", date=RECOGNISED_ON + DAY), *passed("L1", "7.2", date=VALIDATED_ON))
    assert blocked(results=results, decisions=recognised("L1", ("U7",))) == (
        f"{U7} cannot be recognised on 25 April 2025: not positively assessed by then: 7.1, 7.3",
    )


def test_a_recognition_names_the_outcomes_that_are_not_validated_by_its_day() -> None:
    decisions = (
        decided("L1", "7.1", VALIDATED, RECOGNISED_ON),
        decided("L1", "7.2", VALIDATED, RECOGNISED_ON + DAY),
        decided("L1", "U7", RECOGNISED, RECOGNISED_ON),
    )
    results = passed("L1", "7.1", "7.2", "7.3", date=RECOGNISED_ON)
    assert blocked(results=results, decisions=decisions) == (
        f"{U7} cannot be recognised on 25 April 2025: not validated by then: 7.2, 7.3",
    )


def test_the_latest_of_several_recognitions_is_the_one_explained() -> None:
    decisions = (
        decided("L1", "U7", RECOGNISED, RECOGNISED_ON),
        decided("L1", "U7", RECOGNISED, ASSESSED - DAY),
    )
    assert blocked(results=passed("L1", *outcomes_of("U7")), decisions=decisions) == (
        f"{U7} cannot be recognised on 25 April 2025: not validated by then: 7.1, 7.2, 7.3",
    )


@pytest.mark.parametrize("days_after", [0, 1])
def test_a_recognition_that_was_refused_lacks_nothing_else(days_after: int) -> None:
    refusal = decided("L1", "7.2", REFUSED, RECOGNISED_ON + days_after * DAY)
    assert blocked(decisions=(*recognised("L1", ("U7",)), refusal)) == ()


def test_a_refusal_before_the_recognition_leaves_what_it_lacks() -> None:
    refusal = decided("L1", "U7", REFUSED, RECOGNISED_ON - DAY)
    assert blocked(results=passed("L1", "7.1", "7.2"), decisions=(*recognised("L1", ("U7",)), refusal)) == (
        f"{U7} cannot be recognised on 25 April 2025: not positively assessed by then: 7.3",
    )


def test_a_unit_without_outcomes_is_named() -> None:
    assert blocked(outcomes=(), decisions=recognised("L1", ("U7",))) == (
        f"{U7} has no learning outcomes that could be recognised",
    )


def test_decisions_without_who_or_when_are_named_once_each_and_in_one_order() -> None:
    decisions = (
        decided("L1", "7.2", REFUSED, VALIDATED_ON, by=None),
        decided("L1", "U7", VALIDATED, None),
        decided("L1", "U7", RECOGNISED, RECOGNISED_ON, by=None),
        decided("L1", "U7", VALIDATED, VALIDATED_ON, by=None),
    )
    assert blocked(decisions=decisions) == (
        f"{U7}: “recognised” without who decided and when has no effect",
        f"{U7}: “validated” without who decided and when has no effect",
        f"{U7}, outcome 7.2: “refused” without who decided and when has no effect",
    )


def test_an_earlier_unit_without_who_or_when_is_named() -> None:
    assert blocked(earlier_units=earlier("L1", "U7", on=None)) == (
        f"{U7}: “recognised earlier” without who decided and when has no effect",
    )


def test_decisions_without_who_or_when_are_silent_once_the_unit_is_recognised() -> None:
    decision = decided("L1", "U7", VALIDATED, None)
    assert blocked(decisions=(decision,), earlier_units=earlier("L1", "U7")) == ()


# --- points -----------------------------------------------------------------------------------------------------------


def without_points(points: Decimal | None = None) -> tuple[UnitPoints, ...]:
    return (UnitPoints(qualification=NURSE, unit="U7", points=points),)


@pytest.mark.parametrize("points", [None, Decimal(-1)])
def test_a_recognised_unit_without_points_is_named(points: Decimal | None) -> None:
    tables = {"unit_points": without_points(points), "earlier_units": earlier("L1", "U7")}
    assert blocked(**tables) == (f"{U7} has no points in {NURSE}",)
    assert blocked(**tables, settings=Settings(profile=ERASMUS_ONLY)) == ()
    assert blocked(**tables, settings=Settings(points=False)) == ()


def test_missing_points_are_silent_where_the_unit_is_not_recognised_or_a_decision_gives_them() -> None:
    assert blocked(unit_points=without_points()) == ()
    recognition = decided("L1", "U7", RECOGNISED, RECOGNISED_ON, points=Decimal(5), points_rule="rule")
    decisions = (decided("L1", "U7", VALIDATED, VALIDATED_ON), recognition)
    results = passed("L1", *outcomes_of("U7"))
    assert blocked(unit_points=without_points(), results=results, decisions=decisions) == ()


def test_points_of_0_in_the_table_are_points() -> None:
    assert blocked(unit_points=without_points(Decimal(0)), earlier_units=earlier("L1", "U7")) == ()


# --- names ------------------------------------------------------------------------------------------------------------


def test_a_unit_without_a_title_or_a_row_is_named_by_its_id() -> None:
    register = finnish_register(units=(Unit(id="U1"), Unit(id="U2", title="Wellbeing")))
    assert [unit_label(register, unit) for unit in ("U1", "U2", "U9")] == ["U1", "U2 Wellbeing", "U9"]
