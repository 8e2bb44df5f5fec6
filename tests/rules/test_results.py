"""Results of the host: what the cases on the pages cannot show."""

from __future__ import annotations

from datetime import date

import pytest

import ecvet_office.rules.results  # noqa: F401 # registers the checks
from ecvet_office.law.pages import fix, message
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.findings import Severity
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import run_checks
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

ON = date(2026, 1, 15)
FROM_RETURNED = ("RE09", "RE10", "RE16")

EMPTY_GRID = """
| Learners | id | family name |
| | L1 | Virtanen |
| | L2 | Rossi |
| Units | id |
| | U2 |
| Outcomes | id | unit |
| | 2.1 | U2 |
| | 2.2 | U2 |
| Agreements | id | learner | units or outcomes | planned start | status |
| | A1 | L1 | U2 | 2025-03-03 | {stage} |
| Results | context | learner | outcome | achieved | date | method | assessor | deviation |
| | A1 | L1 | 2.1 | | | | | |
"""


def register_of(text: str) -> Register:
    return parse(sheets_from_markdown(text))[0]


def found(register: Register, *codes: str) -> list[tuple[str, str]]:
    return [(one.code, str(one.place)) for one in run_checks(register, ON, codes)]


@pytest.mark.parametrize("stage", [one for one in Stage if one < Stage.RETURNED])
def test_what_the_host_has_not_sent_back_yet_is_still_to_be_done(stage: Stage) -> None:
    findings = run_checks(register_of(EMPTY_GRID.format(stage=stage.label)), ON, FROM_RETURNED)
    assert {one.code for one in findings} == set(FROM_RETURNED)
    assert {one.severity for one in findings} == {Severity.TODO}


@pytest.mark.parametrize("stage", [Stage.RETURNED, Stage.DECIDED])
def test_what_is_missing_when_the_papers_are_back_is_an_error(stage: Stage) -> None:
    findings = run_checks(register_of(EMPTY_GRID.format(stage=stage.label)), ON, FROM_RETURNED)
    assert [(one.code, str(one.place)) for one in findings] == [
        ("RE09", "Results!F2"), ("RE09", "Results!E2"), ("RE09", "Results!G2"),
        ("RE10", "Agreements!A2"),
        ("RE16", "Results!D2"),
    ]  # fmt: skip
    assert {one.severity for one in findings} == {Severity.ERROR}


def test_nothing_is_asked_of_a_learner_who_has_withdrawn() -> None:
    assert not found(register_of(EMPTY_GRID.format(stage="withdrawn")), *FROM_RETURNED)


def test_prior_learning_has_no_stage_to_wait_for() -> None:
    register = register_of(
        EMPTY_GRID.format(stage="draft").replace("| | A1 | L1 | 2.1 |", "| | prior learning | L1 | 2.1 |")
    )
    findings = run_checks(register, ON, ["RE09", "RE16"])
    assert {one.severity for one in findings} == {Severity.ERROR}


def test_a_result_of_a_wrong_learner_is_one_finding_and_not_also_a_missing_result() -> None:
    register = register_of(EMPTY_GRID.format(stage="returned") + """| | A1 | L2 | 2.2 | yes | | | | |\n""")
    assert found(register, "RE10", "RE19") == [("RE19", "Results!B3")]


def test_one_result_may_break_several_rules_each_at_its_own_cell() -> None:
    register = register_of(
        """
| Learners | id |
| | L1 |
| Units | id |
| | U1 |
| Outcomes | id | unit |
| | 1.1 | U1 |
| | 1.2 | U1 |
| Agreements | id | learner | units or outcomes | planned start | status |
| | A1 | L1 | 1.2 | 2027-03-03 | returned |
| Papers | number | document | for | sent |
| | D1 | transcript | A1 | 2027-02-01 |
| Results | context | learner | outcome | achieved | date |
| | A1 | L1 | 1.1 | | 2027-03-01 |
"""
    )
    # The day lies before the stay, after the transcript and in the future: three slips, or one, at the same cell.
    assert found(register, "RE09", "RE10", "RE11", "RE12", "RE16", "RE20") == [
        ("RE09", "Results!A2"), ("RE09", "Results!A2"),
        ("RE10", "Agreements!A2"),
        ("RE11", "Results!A2"),
        ("RE12", "Results!E2"), ("RE12", "Results!E2"),
        ("RE16", "Results!D2"),
        ("RE20", "Results!E2"),
    ]  # fmt: skip


def test_messages_name_learners_by_id_and_never_by_name() -> None:
    findings = run_checks(register_of(EMPTY_GRID.format(stage="returned")), ON, FROM_RETURNED)
    texts = " ".join(text for one in findings for text in (message(one), fix(one)))
    assert "L1" in texts
    assert "Virtanen" not in texts
    assert message(findings[0]) == "the result of L1 for 2.1 does not say the method of the assessment"


def test_an_unfinished_transcript_sets_no_last_day() -> None:
    text = """
| Learners | id |
| | L1 |
| Outcomes | id |
| | 1.1 |
| Agreements | id | learner |
| | A1 | L1 |
| Papers | number | document | for | sent |
| | D1 | transcript | A1 | {sent} |
| Results | context | learner | outcome | date |
| | A1 | L1 | 1.1 | 2025-04-12 |
"""
    assert not found(register_of(text.format(sent="")), "RE12")
    assert found(register_of(text.format(sent="2025-04-11")), "RE12") == [("RE12", "Results!D2")]


def test_an_agreed_outcome_that_the_workbook_does_not_know_has_a_finding_of_its_own() -> None:
    agreements = (Agreement(id="A1", learner="L1", targets=("9.9",), status="returned"),)
    assert not found(Register(agreements=agreements), "RE10")
