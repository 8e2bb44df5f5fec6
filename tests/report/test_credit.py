from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.report.credit import (
    credit_csv,
    credit_json,
    harmless,
    json_number,
    ledger_text,
    without_ledger,
)
from ecvet_office.workbook.markdown import sheets_from_markdown

DAY = date(2026, 1, 15)
PLAN = """
| Learners | id | family name | given names | date of birth | qualification |
|          | L1 | Virtanen | Aino | 2006-05-14 | Q1 |
|          | L2 | Laine | Bruno | 2006-05-14 | |
| Qualifications | id | title | points |
|                | Q1 | Electrician | 60 |
| Units | id | title |
|       | U1 | Wiring |
|       | U2 | Testing |
| Unit points | qualification | unit | points | requires |
|             | Q1 | U1 | 37.5 | |
|             | Q1 | U2 | 22.5 | U1 |
| Outcomes | id | unit |
|          | "1.1" | U1 |
|          | "2.1" | U2 |
|          | "2.2" | U2 |
| Results | agreement | learner | outcome | achieved | date |
|         | prior learning | L1 | 2.1 | yes | 2025-03-03 |
"""
EARLIER = """
| Earlier units | learner | qualification | unit | recognised by | on |
|               | L1 | Q1 | U1 | Risto Aalto | 2024-05-31 |
"""
PART_OF_A_UNIT = (
    "U2 Testing: open, 1 of 2 outcomes achieved (2.1), still open: 2.2; no points before the whole unit is recognised."
)
WITHOUT_POINTS = """
| Settings | setting | value |
|          | points used | no |
"""


def plan(more: str = "") -> Evaluation:
    return evaluate(sheets_from_markdown(PLAN + more), DAY)


def text_of(evaluation: Evaluation, *, names: bool = False) -> list[str]:
    (ledger,) = evaluation.ledgers
    return ledger_text(evaluation.register, ledger, names=names)


def test_a_learner_is_a_table_of_units_then_the_reasons_then_the_sum() -> None:
    assert text_of(plan(EARLIER)) == [
        "L1 · Q1 Electrician",
        "  unit        state             points  outcomes",
        "  U1 Wiring   recognised  37.5 of 37.5  1 of 1",
        "  U2 Testing  open           0 of 22.5  1 of 2, open: 2.2",
        "  U1 Wiring: recognised on 31 May 2024, 37.5 points.",
        f"  {PART_OF_A_UNIT}",
        "  Still required: U2.",
        "  37.5 of 60 points = 62.50 %, 22.5 left.",
    ]


def test_points_are_not_mentioned_in_columns_where_points_are_not_used() -> None:
    lines = text_of(plan(EARLIER + WITHOUT_POINTS))
    assert lines[1].split() == ["unit", "state", "outcomes"]
    assert "37.5" not in "\n".join(lines)


def test_no_name_is_printed_unless_names_are_asked_for() -> None:
    evaluation = plan(EARLIER)
    assert "Aino" not in "\n".join(text_of(evaluation))
    assert "Aino" not in json.dumps(credit_json(evaluation.register, evaluation.ledgers))
    assert "Aino" not in credit_csv(evaluation.register, evaluation.ledgers)
    assert text_of(evaluation, names=True)[0] == "L1 Aino Virtanen · Q1 Electrician"
    assert "Aino Virtanen" in json.dumps(credit_json(evaluation.register, evaluation.ledgers, names=True))
    assert "Aino Virtanen" in credit_csv(evaluation.register, evaluation.ledgers, names=True)


def test_who_has_no_ledger_is_named_with_the_reason_and_the_others_proceed() -> None:
    evaluation = plan(EARLIER)
    told = without_ledger(evaluation.register, evaluation.ledgers, ["L1", "L2"])
    assert told == ["L2: nothing is computed, for no qualification is named"]


def test_json_has_the_keys_that_are_promised_and_numbers_as_numbers() -> None:
    evaluation = plan(EARLIER)
    made = json.loads(json.dumps(credit_json(evaluation.register, evaluation.ledgers)))
    assert made == {
        "learners": [
            {
                "learner": "L1",
                "qualification": "Q1",
                "points": 37.5,
                "total_points": 60,
                "share": 62.5,
                "eligible": False,
                "blocked_by": [],
                "units": [
                    {"unit": "U1", "state": "recognised", "points": 37.5, "achieved": ["1.1"], "open": []},
                    {"unit": "U2", "state": "open", "points": 0, "achieved": ["2.1"], "open": ["2.2"]},
                ],
            }
        ]
    }


def test_an_obstacle_is_said_in_words_in_text_and_json() -> None:
    decided = "| Decisions | learner | qualification | unit or outcome | step | by | on |\n"
    evaluation = plan(decided + "|  | L1 | Q1 | U2 | recognised | Risto Aalto | 2025-05-05 |\n")
    (learner,) = json.loads(json.dumps(credit_json(evaluation.register, evaluation.ledgers)))["learners"]
    assert learner["blocked_by"]
    lines = "\n".join(text_of(evaluation))
    assert all(f"Blocked: {sentence}" in lines for sentence in learner["blocked_by"])


@given(st.decimals(min_value=0, max_value=1000, places=4))
def test_a_number_in_json_has_the_digits_of_the_decimal(value: Decimal) -> None:
    assert Fraction(Decimal(json.dumps(json_number(value)))) == Fraction(value)


def test_csv_has_one_line_for_each_unit() -> None:
    evaluation = plan(EARLIER)
    rows = list(csv.DictReader(io.StringIO(credit_csv(evaluation.register, evaluation.ledgers))))
    assert [(row["learner"], row["unit"], row["state"], row["points"]) for row in rows] == [
        ("L1", "U1", "recognised", "37.5"),
        ("L1", "U2", "open", "0"),
    ]
    assert rows[1]["open"] == "2.2"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert harmless(f"{start}cmd|'/c calc'!A1") == f"'{start}cmd|'/c calc'!A1"
    assert harmless(f"U1{start}") == f"U1{start}"


def test_a_unit_named_like_a_formula_does_no_harm_in_csv() -> None:
    evaluation = evaluate(sheets_from_markdown(PLAN.replace("Wiring", "=HYPERLINK(1)")), DAY)
    rows = list(csv.DictReader(io.StringIO(credit_csv(evaluation.register, evaluation.ledgers))))
    assert rows[0]["title"] == "'=HYPERLINK(1)"
