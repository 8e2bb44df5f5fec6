"""Files of prior learning: the same ledger, the same points, and what stands between a claim and its certification."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ecvet_office.credit.ledger import ledger
from ecvet_office.credit.prior_learning import FileStanding, file_standings
from ecvet_office.evaluation import evaluate
from ecvet_office.model.findings import Severity
from ecvet_office.model.register import Register
from ecvet_office.workbook.blank import example_rows
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

WORKBOOK = """
| Learners | id | qualification |
|          | L1 | Q1 |
| Qualifications | id | title | points |
|                | Q1 | Care | 60 |
|                | Q2 | Kitchen | 60 |
| Units | id |
|       | U1 |
|       | U2 |
| Unit points | qualification | unit | points |
|             | Q1 | U1 | 25 |
|             | Q2 | U2 | 60 |
| Outcomes | id | unit |
|          | "1.1" | U1 |
|          | "1.2" | U1 |
|          | "2.1" | U2 |
| Prior learning | id | learner | identified on | identified by | documented on | documented by |
|                | F1 | L1 | 2025-08-01 | Ms Niemi | 2025-08-20 | Ms Niemi |
"""
EVIDENCE = "| Evidence | file | outcome | evidence | authentic | sufficient | current |\n"
RESULTS = "| Results | agreement | learner | outcome | achieved | date | assessor |\n"
DECISIONS = "| Decisions | learner | unit or outcome | agreement | step | by | on |\n"
GOOD = "| | F1 | 1.1 | reference | yes | yes | yes |\n| | F1 | 1.2 | report | yes | yes | yes |\n"
PASSED = (
    "| | prior learning | L1 | 1.1 | yes | 2025-09-10 | Ms Aho |\n"
    "| | prior learning | L1 | 1.2 | yes | 2025-09-11 | Ms Berg |\n"
)
VALIDATED = "| | L1 | U1 | prior learning | validated | Ms Aho | 2025-09-15 |\n"
RECOGNISED = "| | L1 | U1 | prior learning | recognised | Mr Laine | 2025-09-19 |\n"


def standing(evidence: str = "", results: str = "", decisions: str = "") -> FileStanding:
    text = WORKBOOK
    for head, rows in ((EVIDENCE, evidence), (RESULTS, results), (DECISIONS, decisions)):
        text += head + rows if rows else ""
    (found,) = file_standings(parse(sheets_from_markdown(text))[0])
    return found


def example() -> Register:
    return parse(example_rows("prior-learning"))[0]


def test_farid_has_25_points_for_a_unit_learnt_informally() -> None:
    farid = file_standings(example())[0]
    assert [unit.unit for unit in farid.units if unit.is_certified] == ["U1"]
    assert farid.points == Decimal(25)
    assert farid.units[0].missing == ()
    assert ledger(example(), "L6", "Q1").points == Decimal(25)


def test_farid_has_the_same_in_the_mobility_workbook_and_nobody_asks_for_papers() -> None:
    evaluation = evaluate(example_rows("mobility"), date(2026, 1, 15))
    (his,) = (one for one in evaluation.ledgers if one.learner == "L6")
    assert his.points == Decimal(25)
    prior = evaluate(example_rows("prior-learning"), date(2026, 1, 15))
    assert [one for one in prior.findings if one.severity in {Severity.ERROR, Severity.WARNING}] == []


def test_nora_is_told_outcome_by_outcome_what_is_missing() -> None:
    nora = file_standings(example())[1]
    assert nora.points == 0
    assert nora.units[0].missing == ("2.1: not validated", "2.2: evidence not sufficient", "2.3: no evidence")


@pytest.mark.parametrize("learnt_how", ["formal", "non-formal", "informal"])
def test_points_are_the_same_however_it_was_learnt(learnt_how: str) -> None:
    text = WORKBOOK.replace("| learner | identified", "| learner | learnt how | identified").replace(
        "| F1 | L1 |", f"| F1 | L1 | {learnt_how} |"
    )
    text += EVIDENCE + GOOD + RESULTS + PASSED + DECISIONS + VALIDATED + RECOGNISED
    (found,) = file_standings(parse(sheets_from_markdown(text))[0])
    assert found.points == Decimal(25)


UNCHECKED = "| | F1 | 1.1 | reference | | | |\n"
FAILED = "| | F1 | 1.1 | a | yes | no | no |\n"
BEST_OF_TWO = "| | F1 | 1.1 | a | no | no | yes |\n| | F1 | 1.1 | b | yes | yes | |\n"
NOT_ACHIEVED = PASSED.replace("1.2 | yes", "1.2 | no")
NOBODY_SAID = VALIDATED + RECOGNISED.replace("Mr Laine", "")
NO_EVIDENCE, STILL_TO_DECIDE = "1.2: no evidence", ("the unit: recognised by a named person on a date",)


@pytest.mark.parametrize(
    ("evidence", "results", "decisions", "missing"),
    [
        (UNCHECKED, "", "", ("1.1: evidence not checked: authentic, sufficient, current", NO_EVIDENCE)),
        (FAILED, "", "", ("1.1: evidence not sufficient and not current", NO_EVIDENCE)),
        (BEST_OF_TWO, "", "", ("1.1: evidence not checked: current", NO_EVIDENCE)),
        (GOOD, "", "", ("1.1: not assessed", "1.2: not assessed")),
        (GOOD, NOT_ACHIEVED, "", ("1.1: not validated", "1.2: assessed and not achieved")),
        (GOOD, PASSED, "", ("1.1: not validated", "1.2: not validated")),
        (GOOD, PASSED, VALIDATED, STILL_TO_DECIDE),
        (GOOD, PASSED, NOBODY_SAID, STILL_TO_DECIDE),
        (GOOD, PASSED, VALIDATED.replace("validated", "refused"), ("1.1: refused", "1.2: refused")),
        (GOOD, PASSED, VALIDATED + RECOGNISED, ()),
    ],
    ids=[
        "unchecked",
        "failed",
        "best",
        "good",
        "not achieved",
        "passed",
        "validated",
        "nobody",
        "refused",
        "certified",
    ],
)
def test_what_is_missing_is_the_first_thing_that_has_to_be_done(
    evidence: str, results: str, decisions: str, missing: tuple[str, ...]
) -> None:
    (unit,) = standing(evidence, results, decisions).units
    assert unit.missing == missing
    assert unit.is_certified == (not missing)
    assert unit.points == (0 if missing else 25)


def test_the_four_steps_name_their_days_and_people() -> None:
    found = standing(GOOD, PASSED, VALIDATED + RECOGNISED)
    assert [(step.name, step.on, step.by) for step in found.steps] == [
        ("identification", date(2025, 8, 1), ("Ms Niemi",)),
        ("documentation", date(2025, 8, 20), ("Ms Niemi",)),
        ("assessment", date(2025, 9, 11), ("Ms Aho", "Ms Berg")),
        ("certification", date(2025, 9, 19), ("Mr Laine",)),
    ]
    assert [step.is_done for step in standing(GOOD).steps] == [True, True, False, False]


def test_a_claim_outside_the_qualification_is_set_apart() -> None:
    found = standing("| | F1 | 2.1 | a | yes | yes | yes |\n")
    assert found.units == ()
    assert found.outside == ("2.1",)


def test_what_was_assessed_on_a_stay_is_no_step_of_the_file() -> None:
    found = standing(GOOD, PASSED.replace("prior learning", "A1"))
    assert not found.steps[2].is_done


def test_a_candidate_without_a_qualification_stops_nothing() -> None:
    text = WORKBOOK.replace("| L1 | Q1 |", "| L1 | |") + EVIDENCE + GOOD
    (found,) = file_standings(parse(sheets_from_markdown(text))[0])
    assert (found.units, found.qualification) == ((), "")
