"""Learners whom our institution hosts: we assess and document, and are never asked to validate or recognise."""

from __future__ import annotations

from datetime import date

import pytest

from ecvet_office.documents.filling import fill
from ecvet_office.documents.plain_text import texts
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.rules.key_actions import key_actions_of
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.markdown import sheets_from_markdown

DAY = date(2025, 4, 20)
HOSTED = """
| Settings | setting | value |
|          | coordinating institution | I2 |
| Partners | id | name |
|          | I1 | Pori College |
|          | I2 | Lycée Lyon |
| Qualifications | id | title | points |
|                | Q1 | Electrician | 60 |
| Units | id | title |
|       | U1 | Wiring |
|       | U2 | Lighting |
| Unit points | qualification | unit | points | requires |
|             | Q1 | U1 | 30 | U2 |
|             | Q1 | U2 | 30 | |
| Outcomes | id | unit | outcome |
|          | "1.1" | U1 | wires a room |
| Packages | id | name | host | units or outcomes | assessor | validator | recogniser | activities | assessment method |
|          | K1 | Spring in Lyon | I2 | U1 | Claire Martin | | | Wires rooms | Observation |
| Learners | id | family name | given names | date of birth | qualification |
|          | L1 | Virtanen | Aino | 2000-05-14 | Q1 |
| Agreements | id | learner | package | home | status | planned start | planned end |
|            | A1 | L1 | K1 | I1 | {status} | 2025-03-03 | 2025-04-11 |
"""
RESULTS = "| Results | agreement | learner | outcome | achieved | date |\n| | A1 | L1 | 1.1 | yes | 2025-04-10 |\n"
TRANSCRIPT = "| Papers | number | document | for | party |\n| | P1 | transcript | L1 | host |\n"
OF_RECOGNITION = {"AG27", "RE14", "RE15"}


def judged(status: str, more: str = "", text: str = HOSTED) -> Evaluation:
    return evaluate(sheets_from_markdown(text.format(status=status) + more), DAY)


def row(evaluation: Evaluation) -> dict[str, CellValue | None]:
    headers, values = result_sheets(evaluation)["MyLearners"]
    return {str(header): value for header, value in zip(headers, values, strict=True)}


@pytest.mark.parametrize("status", ["ready to sign", "signed", "under way", "returned", "decided"])
def test_no_rule_asks_the_host_for_validation_or_recognition(status: str) -> None:
    assert not {one.code for one in judged(status, RESULTS).findings} & OF_RECOGNITION


def test_the_same_stay_is_asked_for_both_where_we_are_the_home_institution() -> None:
    ours = HOSTED.replace("coordinating institution | I2", "coordinating institution | I1")
    assert {"AG27", "RE15"} <= {one.code for one in judged("signed", RESULTS, ours).findings}


@pytest.mark.parametrize(
    ("status", "more", "action"),
    [
        ("draft", "", "Complete the agreement and mark it ready to sign"),
        ("under way", "", "Mark the stay returned"),
        ("returned", RESULTS, "Make the transcript for Pori College"),
        ("returned", RESULTS + TRANSCRIPT, "Mark the stay decided once Pori College has decided"),
        ("decided", RESULTS, "Make the transcript"),
    ],
)
def test_the_next_step_is_the_host_s_own_and_never_a_decision(status: str, more: str, action: str) -> None:
    found = row(judged(status, more))
    assert (found["Next action"], found["Whose"]) == (action, "Lycée Lyon")


def test_the_host_is_told_to_enter_its_results_and_not_to_ask_itself_for_them() -> None:
    found = row(judged("returned"))
    assert (found["Next action"], found["Whose"]) == ("Enter 1 result", "Claire Martin")


def test_the_checklist_of_a_learner_whom_we_host_leaves_the_decisions_to_the_home_institution() -> None:
    asked = {}
    for coordinator in ("I1", "I2"):
        register = judged("signed", "", HOSTED.replace("institution | I2", f"institution | {coordinator}")).register
        asked[coordinator] = {one.words for one in key_actions_of(register, register.agreements[0])}
    assert asked["I1"] - asked["I2"] == {
        "Agree who validates and who recognises",
        "Compare with the agreement, and validate",
        "Decide on the recognition of whole units",
    }
    assert asked["I2"] < asked["I1"]


def test_the_agreement_has_us_as_the_host_and_the_other_school_as_home() -> None:
    (agreement,) = fill("learning-agreement", judged("ready to sign"), draft=True)
    text = texts(agreement.data)
    home, host = text.index("Pori College"), text.index("Lycée Lyon")
    assert home < host
    assert agreement.subject == "A1"


# --- coordinator, school, recognising body and company are four bodies -----------------------------------------------

APART = """
| Settings | setting | value |
|          | coordinating institution | I0 |
| Partners | id | name |
|          | I0 | Consortium Office |
|          | I1 | Pori College |
|          | I2 | Lycée Lyon |
|          | I3 | National Awarding Body |
| People | id | name | institution |
|        | H1 | Maija Heino | I1 |
|        | H2 | Risto Aalto | I3 |
|        | H3 | Claire Martin | I2 |
| Qualifications | id | title | points | awarding institution |
|                | Q1 | Electrician | 60 | I3 |
| Units | id | title |
|       | U1 | Wiring |
| Unit points | qualification | unit | points |
|             | Q1 | U1 | 60 |
| Outcomes | id | unit | outcome |
|          | "1.1" | U1 | wires a room |
| Packages | id | name | host | host company | units or outcomes | assessor | validator | recogniser | activities |
|          | K1 | Spring in Lyon | I2 | Volt SARL | U1 | H3 | H1 | H2 | Wires rooms |
| Learners | id | family name | given names | date of birth | qualification |
|          | L1 | Virtanen | Aino | 2000-05-14 | Q1 |
| Agreements | id | learner | package | home | status | planned start | planned end |
|            | A1 | L1 | K1 | I1 | returned | 2025-03-03 | 2025-04-11 |
| Decisions | learner | unit or outcome | agreement | step | by | on |
|           | L1 | U1 | A1 | validated | H1 | 2025-04-12 |
|           | L1 | U1 | A1 | recognised | H2 | 2025-04-14 |
"""


def test_coordinator_school_recognising_body_and_company_may_be_four_bodies() -> None:
    evaluation = judged("", RESULTS, APART)
    assert not {"AG14", "AG27", "RE03", "RE04", "RE06", "RE07"} & {one.code for one in evaluation.findings}
    assert evaluation.ledgers[0].points == 60
    assert (row(evaluation)["Next action"], row(evaluation)["Whose"]) == ("Mark the stay decided", "Pori College")
    (agreement,) = fill("learning-agreement", evaluation, draft=True)
    text = texts(agreement.data)
    for name in ("Pori College", "Lycée Lyon", "Volt SARL", "Maija Heino", "Risto Aalto", "National Awarding Body"):
        assert name in text, name
