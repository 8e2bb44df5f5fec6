"""Decisions of the home institution: what the cases on the pages cannot show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

import ecvet_office.rules.decisions
import ecvet_office.rules.recognition  # noqa: F401 # both register the checks
from ecvet_office.credit.ledger import State, ledger
from ecvet_office.model.learners import Learner
from ecvet_office.model.places import Origin
from ecvet_office.model.qualifications import Outcome, Qualification, Unit, UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.model.results import PRIOR_LEARNING, RECOGNISED, VALIDATED, Decision, Result
from ecvet_office.rules.catalogue import run_checks
from ecvet_office.rules.subjects import parts_of, qualifications_meant, same_qualification, stage_of, stay_of, unit_of
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

ON = date(2026, 1, 15)
FIRST = date(2025, 3, 3)
CHAIN = ("RE03", "RE04", "RE05", "RE07", "RE14")

OUTCOMES = ("1.1", "2.1", "2.2")
DAYS = st.none() | st.integers(0, 3).map(lambda days: FIRST + timedelta(days))


def register_of(text: str) -> Register:
    return parse(sheets_from_markdown(text))[0]


def found(register: Register, *codes: str) -> list[tuple[str, str]]:
    return [(one.code, str(one.place)) for one in run_checks(register, ON, codes)]


def nursing(results: Sequence[Result], decisions: Sequence[Decision]) -> Register:
    """Gives a register with U1, and U2 that requires it."""
    return Register(
        qualifications=(Qualification(id="Q1"),),
        units=(Unit(id="U1"), Unit(id="U2")),
        unit_points=(UnitPoints(qualification="Q1", unit="U1"),
                     UnitPoints(qualification="Q1", unit="U2", requires=("U1",))),
        outcomes=tuple(Outcome(id=one, unit=f"U{one[0]}") for one in OUTCOMES),
        learners=(Learner(id="L1", qualification="Q1"),),
        results=tuple(results),
        decisions=tuple(decisions),
    )  # fmt: skip


def a_result(outcome: str, achieved: bool | None, day: date | None) -> Result:
    return Result(context=PRIOR_LEARNING, learner="L1", outcome=outcome, achieved=achieved, date=day)


def a_decision(subject: str, step: str, by: str | None, day: date | None) -> Decision:
    return Decision(learner="L1", qualification="Q1", subject=subject, step=step, by=by, on=day)


RESULTS = st.lists(st.builds(a_result, st.sampled_from(OUTCOMES), st.sampled_from((True, True, False, None)), DAYS))
DECISIONS = st.lists(
    st.builds(
        a_decision,
        st.sampled_from(("U1", "U2", *OUTCOMES)),
        st.sampled_from((VALIDATED, RECOGNISED)),
        st.sampled_from(("Eeva Koti", "Eeva Koti", "Eeva Koti", None)),
        DAYS,
    )
)


Row = TypeVar("Row", Result, Decision)


def placed(rows: Sequence[Row]) -> list[Row]:
    return [row.model_copy(update={"origin": Origin(row.table, number)}) for number, row in enumerate(rows, 2)]


@settings(max_examples=300)
@given(RESULTS, DECISIONS)
def test_a_recognised_unit_that_the_ledger_does_not_count_has_a_finding(
    results: list[Result], decisions: list[Decision]
) -> None:
    register = nursing(results, decisions)
    recognised = {unit.unit for unit in ledger(register, "L1", "Q1").units if unit.state is State.RECOGNISED}
    decided = {one.subject for one in decisions if one.step == RECOGNISED and one.subject in register.unit}
    assert decided <= recognised or found(register, *CHAIN)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(OUTCOMES), unique=True, min_size=3), st.integers(0, 3), st.integers(0, 3))
def test_steps_in_their_order_have_no_finding_and_bring_the_unit(
    order: list[str], until_validated: int, until_recognised: int
) -> None:
    validated = FIRST + timedelta(until_validated)
    recognised = validated + timedelta(until_recognised)
    decisions = [
        a_decision(unit, step, "Eeva Koti", day)
        for unit in ("U2", "U1")
        for step, day in ((RECOGNISED, recognised), (VALIDATED, validated))
    ]
    register = nursing([a_result(one, True, FIRST) for one in order], decisions)
    assert not found(register, *CHAIN)
    assert ledger(register, "L1", "Q1").eligible


@given(RESULTS, DECISIONS, st.randoms())
def test_the_order_of_the_rows_changes_no_finding(
    results: list[Result], decisions: list[Decision], chance: Random
) -> None:
    placed_results, placed_decisions = placed(results), placed(decisions)
    register = nursing(placed_results, placed_decisions)
    chance.shuffle(placed_results)
    chance.shuffle(placed_decisions)
    shuffled = nursing(placed_results, placed_decisions)
    before, after = (sorted(map(str, run_checks(one, ON, CHAIN))) for one in (register, shuffled))
    assert before == after


def test_one_decision_may_break_several_rules_each_at_its_own_cell() -> None:
    register = register_of("""
| Learners | id | qualification |
| | L1 | Q1 |
| Qualifications | id |
| | Q1 |
| Units | id |
| | U1 |
| Outcomes | id | unit |
| | 1.1 | U1 |
| Unit points | qualification | unit |
| | Q1 | U1 |
| Decisions | learner | subject | step | by | on |
| | L1 | U1 | recognised | | 2025-05-01 |
| | L1 | 1.1 | refused | | |
""")
    assert found(register, *CHAIN, "RE13", "RE17") == [
        ("RE03", "Decisions!C2"), ("RE04", "Decisions!C2"),
        ("RE07", "Decisions!D2"), ("RE07", "Decisions!D3"), ("RE07", "Decisions!E3"),
        ("RE13", "Decisions!A3"),
    ]  # fmt: skip


def test_a_decision_is_judged_even_after_the_learner_has_withdrawn_from_the_stay() -> None:
    register = register_of("""
| Learners | id |
| | L1 |
| Units | id |
| | U1 |
| Agreements | id | learner | status |
| | A1 | L1 | withdrawn |
| Decisions | learner | subject | context | step | by | on |
| | L1 | U1 | A1 | recognised | Eeva Koti | 2025-05-01 |
""")
    assert found(register, "RE04") == [("RE04", "Decisions!D2")]


def test_a_decision_on_a_learner_who_is_not_in_the_workbook_is_passed_over() -> None:
    decision = Decision(learner="L9", qualification="Q1", subject="U1", step=VALIDATED)
    assert not found(nursing([], [decision]), "RE17")


def test_a_subject_that_the_workbook_does_not_know_stands_for_itself() -> None:
    assert parts_of(Register(), "U9") == ("U9",)
    assert unit_of(Register(), "U9") == "U9"


def test_an_outcome_belongs_to_its_unit_and_a_unit_to_itself() -> None:
    register = nursing([], [])
    assert unit_of(register, "2.1") == "U2"
    assert unit_of(register, "U2") == "U2"
    assert parts_of(register, "U2") == ("2.1", "2.2")
    assert parts_of(register, "2.1") == ("2.1",)


def test_a_unit_whose_id_is_an_outcome_too_is_a_unit() -> None:
    register = Register(units=(Unit(id="X"), Unit(id="Y")), outcomes=(Outcome(id="X", unit="Y"),))
    assert unit_of(register, "X") == "X"


def test_a_row_without_a_qualification_means_those_of_its_learner() -> None:
    register = nursing([], [])
    assert qualifications_meant(register, Decision(learner="L1", subject="U1")) == ("Q1",)
    assert qualifications_meant(register, Decision(learner="L9", subject="U1")) == ()
    assert qualifications_meant(register, Decision(learner="L9", subject="U1", qualification="Q2")) == ("Q2",)
    unreadable = Origin(unreadable=frozenset({"qualification"}))
    assert qualifications_meant(register, Decision(learner="L1", subject="U1", origin=unreadable)) == ()


def test_two_rows_concern_one_qualification_where_neither_names_another() -> None:
    assert same_qualification("Q1", "Q1")
    assert same_qualification(None, "Q1")
    assert same_qualification("Q1", None)
    assert not same_qualification("Q1", "Q2")


def test_a_row_belongs_to_a_stay_only_where_that_agreement_exists() -> None:
    for context in (None, PRIOR_LEARNING, "A9"):
        assert stay_of(Register(), context) is None
        assert stage_of(Register(), context) is None
