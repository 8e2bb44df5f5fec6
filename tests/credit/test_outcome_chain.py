from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from credit.finnish import (
    ASSESSED,
    NURSE,
    RECOGNISED_ON,
    VALIDATED_ON,
    agreed,
    decided,
    earlier,
    finnish_register,
    passed,
)
from ecvet_office.credit.ledger import OutcomeCredit, State, ledger
from ecvet_office.model.learners import Enrolment
from ecvet_office.model.results import RECOGNISED, REFUSED, VALIDATED

DAY = timedelta(days=1)


def credit_of(outcome: str = "7.1", **tables: Any) -> OutcomeCredit:
    made = ledger(finnish_register(**tables), "L1", NURSE)
    return next(one for unit in made.units for one in unit.outcomes if one.outcome == outcome)


def step(name: str, on: date | None, subject: str = "7.1", **facts: Any) -> Any:
    return decided("L1", subject, name, on, **facts)


def test_an_outcome_of_which_nothing_is_recorded_is_open() -> None:
    assert credit_of() == OutcomeCredit("7.1", State.OPEN, None)


@pytest.mark.parametrize("status", ["signed", "under way", "returned", "decided"])
def test_an_outcome_in_a_signed_agreement_is_agreed(status: str) -> None:
    assert credit_of(agreements=(agreed("L1", "7.1", status=status),)) == OutcomeCredit("7.1", State.AGREED, None)


@pytest.mark.parametrize("status", [None, "draft", "ready to sign", "sent", "withdrawn"])
def test_an_agreement_that_is_not_signed_or_is_withdrawn_agrees_on_nothing(status: str | None) -> None:
    assert credit_of(agreements=(agreed("L1", "7.1", status=status),)).state is State.OPEN


def test_an_agreement_for_another_qualification_agrees_on_nothing_here() -> None:
    assert credit_of(agreements=(agreed("L1", "7.1", qualification="Q9"),)).state is State.OPEN
    assert credit_of(agreements=(agreed("L1", "7.1", qualification=NURSE),)).state is State.AGREED


def test_of_several_agreements_each_counts() -> None:
    both = (agreed("L1", "7.2", id="A"), agreed("L1", "7.1", id="B"))
    assert credit_of(agreements=both).state is State.AGREED


def test_a_positive_result_makes_an_outcome_assessed_from_its_day() -> None:
    assert credit_of(results=passed("L1", "7.1")) == OutcomeCredit("7.1", State.ASSESSED, ASSESSED)


def test_the_latest_positive_result_counts() -> None:
    results = (*passed("L1", "7.1", date=ASSESSED + DAY), *passed("L1", "7.1"))
    assert credit_of(results=results).on == ASSESSED + DAY


def test_a_negative_result_makes_an_outcome_failed_though_it_is_agreed() -> None:
    results = (*passed("L1", "7.1", achieved=False), *passed("L1", "7.1", achieved=False, date=ASSESSED + DAY))
    assert credit_of(results=results, agreements=(agreed("L1", "7.1"),)) == OutcomeCredit(
        "7.1", State.FAILED, ASSESSED + DAY
    )


def test_a_result_that_does_not_say_whether_it_was_achieved_changes_nothing() -> None:
    assert credit_of(results=passed("L1", "7.1", achieved=None)).state is State.OPEN


@pytest.mark.parametrize("later", [-1, 0, 1])
def test_a_negative_result_never_takes_away_a_positive_one(later: int) -> None:
    results = (*passed("L1", "7.1"), *passed("L1", "7.1", achieved=False, date=ASSESSED + later * DAY))
    assert credit_of(results=results) == OutcomeCredit("7.1", State.ASSESSED, ASSESSED)


def test_a_result_without_a_day_has_none_in_the_ledger() -> None:
    assert credit_of(results=passed("L1", "7.1", date=None)) == OutcomeCredit("7.1", State.ASSESSED, None)
    failed = passed("L1", "7.1", achieved=False, date=None)
    assert credit_of(results=failed) == OutcomeCredit("7.1", State.FAILED, None)


@pytest.mark.parametrize(("days_after", "state"), [(-1, State.ASSESSED), (0, State.VALIDATED), (1, State.VALIDATED)])
def test_validation_needs_a_positive_result_on_or_before_its_day(days_after: int, state: State) -> None:
    day = ASSESSED + days_after * DAY
    found = credit_of(results=passed("L1", "7.1"), decisions=(step(VALIDATED, day),))
    assert found.state is state
    assert found.on == (day if state is State.VALIDATED else ASSESSED)


def test_a_result_without_a_day_carries_a_validation() -> None:
    found = credit_of(results=passed("L1", "7.1", date=None), decisions=(step(VALIDATED, VALIDATED_ON),))
    assert found == OutcomeCredit("7.1", State.VALIDATED, VALIDATED_ON)


def test_a_second_positive_result_leaves_the_validation_of_the_first_in_force() -> None:
    results = (*passed("L1", "7.1", date=RECOGNISED_ON), *passed("L1", "7.1"))
    assert credit_of(results=results, decisions=(step(VALIDATED, VALIDATED_ON),)).state is State.VALIDATED


def test_validation_without_a_positive_result_has_no_effect() -> None:
    assert credit_of(decisions=(step(VALIDATED, VALIDATED_ON),)).state is State.OPEN
    failed = passed("L1", "7.1", achieved=False)
    assert credit_of(results=failed, decisions=(step(VALIDATED, VALIDATED_ON),)).state is State.FAILED


def test_an_outcome_is_validated_from_the_first_day() -> None:
    decisions = (step(VALIDATED, VALIDATED_ON + DAY), step(VALIDATED, VALIDATED_ON))
    assert credit_of(results=passed("L1", "7.1"), decisions=decisions).on == VALIDATED_ON


def test_a_decision_on_the_unit_stands_for_its_outcomes() -> None:
    decisions = (step(VALIDATED, VALIDATED_ON, "U7"),)
    assert credit_of(results=passed("L1", "7.1"), decisions=decisions).state is State.VALIDATED
    assert credit_of("7.2", results=passed("L1", "7.1"), decisions=decisions).state is State.OPEN
    assert credit_of("8.1", results=passed("L1", "8.1"), decisions=decisions).state is State.ASSESSED


@pytest.mark.parametrize("missing", [{"by": None}, {"by": ""}, {"on": None}])
@pytest.mark.parametrize("name", [VALIDATED, REFUSED])
def test_a_decision_without_a_name_or_a_day_has_no_effect(missing: dict[str, Any], name: str) -> None:
    decision = step(name, **({"on": VALIDATED_ON} | missing))
    assert credit_of(results=passed("L1", "7.1"), decisions=(decision,)).state is State.ASSESSED


def test_a_decision_without_a_step_has_no_effect() -> None:
    decision = step(VALIDATED, VALIDATED_ON).model_copy(update={"step": None})
    decisions = (decision, step(VALIDATED, RECOGNISED_ON), decision)
    assert credit_of(results=passed("L1", "7.1"), decisions=decisions).on == RECOGNISED_ON


@pytest.mark.parametrize(
    ("qualification", "state"), [(None, State.VALIDATED), (NURSE, State.VALIDATED), ("Q9", State.ASSESSED)]
)
def test_a_decision_bears_on_its_qualification_or_on_all(qualification: str | None, state: State) -> None:
    decision = step(VALIDATED, VALIDATED_ON, qualification=qualification)
    assert credit_of(results=passed("L1", "7.1"), decisions=(decision,)).state is state


def test_what_is_recorded_about_another_learner_changes_nothing() -> None:
    assert credit_of(results=passed("L2", "7.1"), enrolments=(Enrolment(learner="L2", qualification=NURSE),)) == (
        OutcomeCredit("7.1", State.OPEN, None)
    )


@pytest.mark.parametrize(("days_after", "state"), [(-1, State.VALIDATED), (0, State.RECOGNISED), (1, State.RECOGNISED)])
def test_recognition_of_an_outcome_needs_a_validation_on_or_before_its_day(days_after: int, state: State) -> None:
    day = VALIDATED_ON + days_after * DAY
    decisions = (step(VALIDATED, VALIDATED_ON), step(RECOGNISED, day))
    found = credit_of(results=passed("L1", "7.1"), decisions=decisions)
    assert (found.state, found.on) == (state, max(day, VALIDATED_ON))


def test_recognition_of_an_outcome_without_validation_has_no_effect() -> None:
    found = credit_of(results=passed("L1", "7.1"), decisions=(step(RECOGNISED, RECOGNISED_ON),))
    assert found.state is State.ASSESSED


def test_an_outcome_is_recognised_from_the_first_day() -> None:
    decisions = (step(RECOGNISED, RECOGNISED_ON + DAY), step(RECOGNISED, RECOGNISED_ON), step(VALIDATED, VALIDATED_ON))
    assert credit_of(results=passed("L1", "7.1"), decisions=decisions).on == RECOGNISED_ON


def test_recognition_of_a_unit_that_does_not_hold_recognises_none_of_its_outcomes() -> None:
    decisions = (step(VALIDATED, VALIDATED_ON, "U7"), step(RECOGNISED, RECOGNISED_ON, "U7"))
    assert credit_of(results=passed("L1", "7.1"), decisions=decisions).state is State.VALIDATED


@pytest.mark.parametrize("subject", ["7.1", "U7"])
def test_a_refusal_refuses_what_is_assessed_failed_agreed_or_open(subject: str) -> None:
    refusal = (step(REFUSED, VALIDATED_ON, subject),)
    expected = OutcomeCredit("7.1", State.REFUSED, VALIDATED_ON)
    assert credit_of(results=passed("L1", "7.1"), decisions=refusal) == expected
    assert credit_of(results=passed("L1", "7.1", achieved=False), decisions=refusal) == expected
    assert credit_of(agreements=(agreed("L1", "7.1"),), decisions=refusal) == expected
    assert credit_of(decisions=refusal) == expected


@pytest.mark.parametrize(("days_after", "state"), [(-1, State.VALIDATED), (0, State.REFUSED), (1, State.REFUSED)])
def test_a_refusal_undoes_a_validation_of_its_day_or_before(days_after: int, state: State) -> None:
    decisions = (step(VALIDATED, VALIDATED_ON), step(REFUSED, VALIDATED_ON + days_after * DAY))
    assert credit_of(results=passed("L1", "7.1"), decisions=decisions).state is state


@pytest.mark.parametrize(("days_after", "state"), [(-1, State.RECOGNISED), (0, State.REFUSED), (1, State.REFUSED)])
def test_a_refusal_undoes_a_recognition_of_its_day_or_before(days_after: int, state: State) -> None:
    refusal = step(REFUSED, RECOGNISED_ON + days_after * DAY)
    decisions = (step(VALIDATED, VALIDATED_ON), step(RECOGNISED, RECOGNISED_ON), refusal)
    assert credit_of(results=passed("L1", "7.1"), decisions=decisions).state is state


def test_after_a_refusal_a_later_decision_counts_again_from_its_own_day() -> None:
    refused = (step(VALIDATED, VALIDATED_ON), step(REFUSED, VALIDATED_ON + DAY))
    results = passed("L1", "7.1")
    again = VALIDATED_ON + 2 * DAY
    assert credit_of(results=results, decisions=(*refused, step(VALIDATED, again))) == OutcomeCredit(
        "7.1", State.VALIDATED, again
    )
    assert credit_of(results=results, decisions=(*refused, step(RECOGNISED, again))) == OutcomeCredit(
        "7.1", State.RECOGNISED, again
    )


def test_the_last_of_several_refusals_prevails() -> None:
    decisions = (
        step(REFUSED, RECOGNISED_ON, "U7"),
        step(VALIDATED, RECOGNISED_ON - DAY),
        step(REFUSED, VALIDATED_ON),
    )
    assert credit_of(results=passed("L1", "7.1"), decisions=decisions) == OutcomeCredit(
        "7.1", State.REFUSED, RECOGNISED_ON
    )


def test_in_a_recognised_unit_every_outcome_is_recognised_from_the_day_of_the_unit() -> None:
    (unit,) = earlier("L1", "U7")
    found = credit_of(earlier_units=(unit,), decisions=(step(REFUSED, RECOGNISED_ON),))
    assert found == OutcomeCredit("7.1", State.RECOGNISED, unit.on)
