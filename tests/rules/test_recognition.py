"""Units that a learner has, and those that come next: what the cases on the pages cannot show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

import ecvet_office.rules.recognition  # noqa: F401 # registers the checks
from credit.finnish import (
    ALL_UNITS,
    BEFORE,
    END,
    START,
    agreed,
    decided,
    earlier,
    finnish_demo,
    finnish_register,
    learner,
    outcomes_of,
    passed,
)
from ecvet_office.law.pages import message
from ecvet_office.model.findings import Severity
from ecvet_office.model.places import Origin
from ecvet_office.model.register import Register
from ecvet_office.model.results import RECOGNISED, REFUSED, VALIDATED
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import run_checks

ON = date(2026, 1, 15)


def messages(register: Register, *codes: str) -> list[str]:
    return [message(one) for one in run_checks(register, ON, codes)]


def facts(register: Register, code: str) -> list[dict[str, str]]:
    return [dict(one.facts) for one in run_checks(register, ON, [code])]


def test_of_the_worked_learners_one_has_a_unit_twice_and_one_starts_out_of_turn() -> None:
    register = finnish_demo()
    assert [(one["learner"], one["unit"]) for one in facts(register, "RE01")] == [("L8", "U3 Working in home care")]
    assert not facts(register, "RE14")
    assert facts(register, "RE15") == [
        {
            "learner": "L3",
            "missing": "U2 Promoting wellbeing and functional capacity",
            "unit": "U3 Working in home care",
        }
    ]


def test_the_learner_with_every_unit_is_eligible_and_nobody_else() -> None:
    assert facts(finnish_demo(), "RE08") == [
        {
            "decides": "the award itself is still to be decided",
            "learner": "L9",
            "qualification": "Q1 Social and health care",
        }
    ]


@pytest.mark.parametrize(
    ("stage", "severity"),
    [(Stage.DRAFT, Severity.TODO), (Stage.READY_TO_SIGN, Severity.ERROR), (Stage.DECIDED, Severity.ERROR)],
)
def test_a_unit_out_of_turn_is_to_be_seen_to_before_the_agreement_is_signed(stage: Stage, severity: Severity) -> None:
    register = finnish_register(agreements=(agreed("L1", "U3", status=stage.label),))
    assert [one.severity for one in run_checks(register, ON, ["RE15"])] == [severity]


def test_each_unit_out_of_turn_has_its_own_finding() -> None:
    register = finnish_register(agreements=(agreed("L1", "U3", "4.1", "4.2"),), earlier_units=earlier("L1", "U1"))
    assert [(one["unit"], one["missing"]) for one in facts(register, "RE15")] == [
        ("U3 Working in home care", "U2 Promoting wellbeing and functional capacity"),
        ("U4 Promoting the inclusion of older people", "U2 Promoting wellbeing and functional capacity"),
    ]


def test_the_finding_stands_where_the_units_were_chosen() -> None:
    columns = Origin("Agreements", 2, {"package": "C", "targets": "D"})
    register = finnish_register(agreements=(agreed("L1", "U3", origin=columns),))
    assert [str(one.place) for one in run_checks(register, ON, ["RE15"])] == ["Agreements!D2"]


def test_two_stays_in_turn_are_a_plan_and_in_the_wrong_order_are_none() -> None:
    first = agreed("L1", "U1", "U2", id="A1", planned_start=BEFORE, planned_end=START - timedelta(1))
    second = agreed("L1", "U3", id="A2")
    assert not messages(finnish_register(agreements=(first, second)), "RE15")
    late = agreed("L1", "U1", "U2", id="A1", planned_start=END, planned_end=END + timedelta(30))
    assert len(messages(finnish_register(agreements=(late, second)), "RE15")) == 1


def test_a_decision_without_effect_is_not_found_again_at_each_unit_that_builds_on_it() -> None:
    decisions = (decided("L1", "U2", RECOGNISED, None), decided("L1", "U3", RECOGNISED, ON))
    register = finnish_register(earlier_units=earlier("L1", "U1"), decisions=decisions)
    assert not messages(register, "RE14")


def test_a_unit_refused_and_recognised_again_is_there_for_the_next() -> None:
    lifted = tuple(decided("L1", "U2", step, BEFORE) for step in (RECOGNISED, REFUSED))
    register = finnish_register(
        learners=(learner("L1"),), earlier_units=earlier("L1", "U1", "U2"),
        decisions=(*lifted, decided("L1", "U3", RECOGNISED, ON)),
    )  # fmt: skip
    assert not messages(register, "RE14")


def test_a_unit_refused_and_recognised_again_too_late_is_not_there_for_the_next() -> None:
    turns = ((RECOGNISED, BEFORE), (REFUSED, START), (VALIDATED, END), (RECOGNISED, END))
    register = finnish_register(
        earlier_units=earlier("L1", "U1"),
        results=passed("L1", *outcomes_of("U2"), date=BEFORE),
        decisions=(
            decided("L1", "U2", VALIDATED, BEFORE),
            *(decided("L1", "U2", step, day) for step, day in turns),
            decided("L1", "U3", RECOGNISED, END - timedelta(1)),
        ),
    )
    assert [one["missing"] for one in facts(register, "RE14")] == ["U2 Promoting wellbeing and functional capacity"]
    in_time = (*register.decisions[:-1], decided("L1", "U3", RECOGNISED, END))
    assert not facts(replace(register, decisions=in_time), "RE14")


def test_a_unit_whose_recognition_has_no_effect_makes_nobody_eligible() -> None:
    decision = decided("L1", "U4", RECOGNISED, ON)
    held = earlier("L1", *(unit for unit in ALL_UNITS if unit != "U4"))
    assert not facts(finnish_register(earlier_units=held, decisions=(decision,)), "RE08")
    assert facts(finnish_register(earlier_units=earlier("L1", *ALL_UNITS), decisions=(decision,)), "RE08")


def test_nobody_is_eligible_for_a_qualification_that_the_workbook_does_not_know() -> None:
    assert not facts(finnish_register(learners=(learner("L1", qualification="Q9"),)), "RE08")


def test_rows_about_what_the_workbook_does_not_know_are_passed_over() -> None:
    again = earlier("L1", "U99", "U99")
    stay = agreed("L1", "U99", "99.1")
    assert not messages(finnish_register(earlier_units=again, agreements=(stay,)), "RE01", "RE14", "RE15")
