from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from credit.finnish import (
    NURSE,
    RECOGNISED_ON,
    VALIDATED_ON,
    decided,
    earlier,
    finnish_demo,
    finnish_register,
    learner,
    outcomes_of,
    passed,
)
from ecvet_office.credit.ledger import Ledger, State, ledger, ledgers
from ecvet_office.model.errors import UsageError
from ecvet_office.model.learners import Enrolment
from ecvet_office.model.qualifications import Group, Qualification, UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.model.results import RECOGNISED, VALIDATED
from ecvet_office.model.settings import Settings

DEMO = finnish_demo()


def of(learner_id: str, register: Register = DEMO) -> Ledger:
    return ledger(register, learner_id, NURSE)


def made(**tables: Any) -> Ledger:
    return ledger(finnish_register(**tables), "L1", NURSE)


# --- the worked learners ----------------------------------------------------------------------------------------------


def test_l1_reaches_95_of_180_points() -> None:
    found = of("L1")
    assert (found.points, found.total_points, found.share) == (Decimal(95), Decimal(180), Decimal("52.78"))
    assert found.remaining == Decimal(85)
    assert (found.eligible, found.blocked_by) == (False, ())
    assert [unit.unit for unit in found.units if unit.counted] == ["U1", "U2", "U3"]


def test_l2_keeps_credit_for_three_outcomes_and_gets_no_points_for_a_part_of_a_unit() -> None:
    found = of("L2")
    third = found.units[2]
    assert (found.points, found.share, found.blocked_by) == (Decimal(66), Decimal("36.67"), ())
    assert (third.achieved, third.open) == (("3.1", "3.2", "3.4"), ("3.3",))
    assert (third.state, third.points, third.table_points, third.counted) == (
        State.OPEN,
        Decimal(0),
        Decimal(40),
        False,
    )
    assert [one.state for one in third.outcomes] == ["validated", "assessed", "open", "assessed"]


def test_l3_is_blocked_and_the_missing_unit_is_named() -> None:
    found = of("L3")
    assert (found.points, found.share) == (Decimal(25), Decimal("13.89"))
    assert found.blocked_by == (
        "U3 Working in home care requires U2 Promoting wellbeing and functional capacity, which is not recognised",
    )
    assert found.units[2].state is State.AGREED


def test_l6_gets_the_same_points_for_prior_learning() -> None:
    assert (of("L6").points, of("L6").blocked_by) == (Decimal(25), ())


def test_l8_is_not_complete_and_the_unit_recognised_twice_counts_once() -> None:
    found = of("L8")
    assert (found.points, found.eligible, found.missing) == (Decimal(145), False, ("U4",))
    assert "U3 Working in home care: recognised 2 times, counted once." in found.lines


def test_a_learner_with_every_unit_is_eligible() -> None:
    found = of("L9")
    assert (found.points, found.share, found.remaining) == (Decimal(180), Decimal(100), Decimal(0))
    assert (found.eligible, found.missing, found.blocked_by) == (True, (), ())
    assert not any("awarded" in line for line in found.lines)


# --- lines ------------------------------------------------------------------------------------------------------------


def test_the_explanation_of_l2_says_what_is_open_and_ends_with_the_sum() -> None:
    assert of("L2").lines == (
        "U1 Promoting growth and inclusion: recognised on 20 December 2024, 25 points.",
        "U2 Promoting wellbeing and functional capacity: recognised on 20 December 2024, 30 points.",
        (
            "U3 Working in home care: open, 3 of 4 outcomes achieved (3.1, 3.2, 3.4), still open: 3.3; "
            "no points before the whole unit is recognised."
        ),
        "U4 Promoting the inclusion of older people: open, no outcome achieved.",
        "U5 Optional vocational unit: open, no outcome achieved.",
        "U6 Communication and interaction: recognised on 20 December 2024, 11 points.",
        "U7 Mathematics and natural sciences: open, no outcome achieved.",
        "U8 Society and working life: open, no outcome achieved.",
        "U9 Optional studies in common units: open, no outcome achieved.",
        "Still required: U3.",
        "Still required: U4.",
        "Still required: U5.",
        "Still required: U7.",
        "Still required: U8.",
        "Still required: U9.",
        "25 + 30 + 11 = 66 of 180 points = 36.67 %, 114 left.",
    )


def test_obstacles_stand_before_the_sum() -> None:
    assert of("L3").lines[-2:] == (
        (
            "Blocked: U3 Working in home care requires U2 Promoting wellbeing and functional capacity, "
            "which is not recognised."
        ),
        "25 of 180 points = 13.89 %, 155 left.",
    )


def test_an_eligible_learner_is_told_that_the_award_is_a_decision_of_its_own() -> None:
    assert of("L9").lines[-2:] == (
        "Eligible: everything that a valid path requires is recognised. The award is a decision of its own.",
        "25 + 30 + 40 + 35 + 15 + 11 + 6 + 9 + 9 = 180 of 180 points = 100.00 %, 0 left.",
    )


def test_a_unit_with_all_outcomes_achieved_names_nothing_open() -> None:
    found = made(results=passed("L1", *outcomes_of("U7")))
    assert found.units[6].lines == (
        (
            "U7 Mathematics and natural sciences: assessed, 3 of 3 outcomes achieved (7.1, 7.2, 7.3); "
            "no points before the whole unit is recognised."
        ),
    )


def test_other_points_are_explained_with_their_rule_name_and_day() -> None:
    results = passed("L1", *outcomes_of("U7"))
    validated = decided("L1", "U7", VALIDATED, VALIDATED_ON)
    ruled = decided("L1", "U7", RECOGNISED, RECOGNISED_ON, points=Decimal("4.50"), points_rule="board rule 3")
    label = "U7 Mathematics and natural sciences"
    assert made(results=results, decisions=(validated, ruled)).units[6].lines == (
        f"{label}: recognised on 25 April 2025, 4.5 points.",
        f"{label}: 4.5 instead of the table's 6, decided by P1 on 25 April 2025: board rule 3.",
    )
    unruled = ruled.model_copy(update={"points_rule": None})
    assert made(results=results, decisions=(validated, unruled)).units[6].lines == (
        f"{label}: recognised on 25 April 2025, 6 points.",
        f"{label}: a decision on other points states no rule for them and has no effect.",
    )


def test_points_missing_in_the_table_are_explained() -> None:
    table = (UnitPoints(qualification=NURSE, unit="U7"),)
    label = "U7 Mathematics and natural sciences"
    found = made(unit_points=table, earlier_units=earlier("L1", "U7"))
    assert found.units[0].lines == (
        f"{label}: recognised on 20 December 2024, 0 points.",
        f"{label}: the table has no points for it.",
    )
    ruled = decided("L1", "U7", RECOGNISED, RECOGNISED_ON, points=Decimal(1), points_rule="rule")
    decisions = (decided("L1", "U7", VALIDATED, VALIDATED_ON), ruled)
    found = made(unit_points=table, results=passed("L1", *outcomes_of("U7")), decisions=decisions)
    assert found.units[0].lines == (
        f"{label}: recognised on 25 April 2025, 1 point.",
        f"{label}: 1 instead of the table's no points, decided by P1 on 25 April 2025: rule.",
    )


def test_where_points_are_not_used_the_explanation_has_none() -> None:
    found = made(earlier_units=earlier("L1", "U7", "U8"), settings=Settings(points=False))
    assert found.units[6].lines == ("U7 Mathematics and natural sciences: recognised on 20 December 2024.",)
    assert found.lines[-1] == "2 of 9 units recognised."
    single = (UnitPoints(qualification=NURSE, unit="U7"),)
    assert made(unit_points=single, settings=Settings(points=False)).lines[-1] == "0 of 1 unit recognised."


def test_no_explanation_names_a_learner() -> None:
    for one in ledgers(DEMO):
        assert not any("Secret" in line for line in (*one.lines, *one.blocked_by))
        assert not any(name in line for line in one.lines for name in ("Aino", "Bruno"))


# --- sums -------------------------------------------------------------------------------------------------------------


def of_total(total: str | None, **tables: Any) -> Ledger:
    points = None if total is None else Decimal(total)
    return made(qualifications=(Qualification(id=NURSE, points=points),), **tables)


@pytest.mark.parametrize("total", [None, "-1"])
def test_without_a_total_there_is_no_share_and_nothing_remaining(total: str | None) -> None:
    found = of_total(total, earlier_units=earlier("L1", "U7"))
    assert (found.points, found.total_points, found.share, found.remaining) == (Decimal(6), None, None, None)
    assert found.lines[-1] == "6 points; the qualification states no total."


def test_of_a_total_of_0_there_is_no_share() -> None:
    found = of_total("0")
    assert (found.total_points, found.share, found.remaining) == (Decimal(0), None, Decimal(0))
    assert found.lines[-1] == "0 of 0 points, 0 left."


def test_what_is_left_is_never_below_0() -> None:
    found = of_total("5", earlier_units=earlier("L1", "U7"))
    assert (found.share, found.remaining) == (Decimal(120), Decimal(0))
    assert found.lines[-1] == "6 of 5 points = 120.00 %, 0 left."


def test_points_are_decimal_also_where_nothing_is_recognised() -> None:
    found = made()
    assert isinstance(found.points, Decimal)
    assert (found.points, found.share, found.remaining) == (Decimal(0), Decimal(0), Decimal(180))
    assert found.lines[-1] == "0 of 180 points = 0.00 %, 180 left."


def test_two_units_are_added_in_the_last_line() -> None:
    assert made(earlier_units=earlier("L1", "U7", "U8")).lines[-1] == "6 + 9 = 15 of 180 points = 8.33 %, 165 left."


def test_open_outcomes_are_listed_one_after_the_other() -> None:
    assert made(results=passed("L1", "7.2")).units[6].lines == (
        (
            "U7 Mathematics and natural sciences: open, 1 of 3 outcomes achieved (7.2), still open: 7.1, 7.3; "
            "no points before the whole unit is recognised."
        ),
    )


def test_one_point_is_singular() -> None:
    table = (UnitPoints(qualification=NURSE, unit="U7", points=Decimal(1)),)
    found = of_total("1", unit_points=table, earlier_units=earlier("L1", "U7"))
    assert found.lines[-1] == "1 of 1 point = 100.00 %, 0 left."
    found = of_total(None, unit_points=table, earlier_units=earlier("L1", "U7"))
    assert found.lines[-1] == "1 point; the qualification states no total."


@pytest.mark.parametrize(
    ("total", "share"), [("80000", "0.01"), ("120000", "0.01"), ("120001", "0.00"), ("40000", "0.02"), ("9", "66.67")]
)
def test_a_half_of_the_last_place_of_the_share_is_rounded_upwards(total: str, share: str) -> None:
    found = of_total(total, earlier_units=earlier("L1", "U7"))
    assert str(found.share) == share


def test_a_unit_for_which_its_group_has_no_room_is_recognised_and_not_counted() -> None:
    table = tuple(
        UnitPoints(qualification=NURSE, unit=unit, points=Decimal(points), group="options")
        for unit, points in (("U5", 15), ("U6", 11), ("U7", 6))
    )
    group = Group(qualification=NURSE, group="options", at_least=Decimal(1), at_most=Decimal(1))
    found = made(unit_points=table, groups=(group,), earlier_units=earlier("L1", "U6", "U7"))
    assert (found.points, found.eligible) == (Decimal(11), True)
    assert [(unit.unit, unit.points, unit.counted) for unit in found.units] == [
        ("U5", Decimal(0), False),
        ("U6", Decimal(11), True),
        ("U7", Decimal(6), False),
    ]
    assert found.units[2].lines[-1] == (
        "U7 Mathematics and natural sciences: not counted, for its group is full without it."
    )
    assert found.lines[-1] == "11 of 180 points = 6.11 %, 169 left."


def test_the_total_alone_makes_nobody_eligible() -> None:
    found = of_total("55", earlier_units=earlier("L1", "U1", "U2"))
    assert (found.share, found.eligible) == (Decimal(100), False)


def test_a_group_that_is_not_met_keeps_a_learner_from_being_eligible() -> None:
    table = (UnitPoints(qualification=NURSE, unit="U7", points=Decimal(6), group="options"),)
    group = Group(qualification=NURSE, group="options", at_least=Decimal(1))
    found = made(unit_points=table, groups=(group,))
    assert (found.eligible, found.missing) == (False, ("group options: at least 1 unit, 0 so far",))
    assert found.lines[-2] == "Still required: group options: at least 1 unit, 0 so far."


def test_nobody_is_eligible_for_a_qualification_without_units() -> None:
    found = made(unit_points=())
    assert (found.eligible, found.units, found.missing) == (False, (), ())


def test_a_unit_carries_the_points_of_the_qualification_in_question() -> None:
    register = finnish_register(
        qualifications=(Qualification(id=NURSE, points=Decimal(6)), Qualification(id="Q2", points=Decimal(60))),
        unit_points=(
            UnitPoints(qualification=NURSE, unit="U7", points=Decimal(6)),
            UnitPoints(qualification="Q2", unit="U7", points=Decimal(20)),
        ),
        enrolments=(Enrolment(learner="L1", qualification="Q2"),),
        earlier_units=earlier("L1", "U7", qualification=None),
    )
    assert [(one.qualification, one.points) for one in ledgers(register)] == [(NURSE, Decimal(6)), ("Q2", Decimal(20))]


# --- who has a ledger -------------------------------------------------------------------------------------------------


def test_ledgers_follow_the_order_of_learners_and_agree_with_single_ones() -> None:
    found = ledgers(DEMO)
    assert [one.learner for one in found] == ["L1", "L2", "L3", "L6", "L8", "L9"]
    assert found == tuple(of(one.learner) for one in found)


def test_a_learner_has_a_ledger_for_each_qualification_once_and_none_for_an_unknown_one() -> None:
    register = finnish_register(
        qualifications=(Qualification(id=NURSE), Qualification(id="Q2")),
        learners=(learner("L1"), learner("L2", qualification=None), learner("L3", qualification="Q9"), learner("L1")),
        enrolments=tuple(
            Enrolment(learner=one, qualification=qualification)
            for one, qualification in (("L2", "Q2"), ("L1", "Q2"), ("L1", NURSE), ("L1", "Q8"), ("nobody", "Q2"))
        ),
    )
    assert [(one.learner, one.qualification) for one in ledgers(register)] == [
        ("L1", NURSE),
        ("L1", "Q2"),
        ("L2", "Q2"),
    ]


def test_an_unknown_learner_or_qualification_has_no_ledger() -> None:
    with pytest.raises(UsageError, match=r"^there is no learner L99$"):
        ledger(DEMO, "L99", NURSE)
    with pytest.raises(UsageError, match=r"^there is no qualification Q99$"):
        ledger(DEMO, "L1", "Q99")
