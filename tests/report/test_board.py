"""The progress board: units gained one by one, no compensation, and what is left to mend."""

from __future__ import annotations

from datetime import date

import pytest

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.report.board import (
    board_csv,
    board_rows,
    board_text,
    gained,
    remediation_rows,
    required,
    sign_of,
    what_is_open,
)
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.results_layout import BOARD_UNITS, RESULT_BY_NAME

ON = date(2026, 1, 15)
PLAN = """
| Learners | id | given names | family name | qualification |
| | L1 | Nora | =HYPERLINK | Q1 |
| Qualifications | id | title | points |
| | Q1 | Baker | 60 |
| Units | id | title |
| | U1 | Dough |
| | U2 | Oven |
| | U3 | Sales |
| Outcomes | id | unit | outcome |
| | 1.1 | U1 | Kneads |
| | 2.1 | U2 | Bakes bread of three kinds of flour with a crust that cracks and a crumb that holds |
| | 2.2 | U2 | Cleans |
| | 3.1 | U3 | Sells |
| Unit points | qualification | unit | points | requires |
| | Q1 | U1 | 40 | |
| | Q1 | U2 | 10 | |
| | Q1 | U3 | 10 | U1; U2 |
"""
ALL = ("U1", "U2", "U3")


def judged(*earlier: str, more: str = "") -> Evaluation:
    rows = "".join(f"| | L1 | Q1 | {unit} | College | 2025-06-01 |\n" for unit in earlier)
    head = "| Earlier units | learner | qualification | unit | recognised by | on |\n"
    return evaluate(sheets_from_markdown(PLAN + (head + rows if earlier else "") + more), ON)


@pytest.mark.parametrize(
    ("units", "complete"), [((), False), (("U1",), False), (("U1", "U2"), False), (ALL, True)], ids=str
)
def test_only_all_units_together_complete_a_qualification_however_many_points_some_bring(
    units: tuple[str, ...], complete: bool
) -> None:
    evaluation = judged(*units)
    (ledger,) = evaluation.ledgers
    assert (gained(ledger), required(ledger), ledger.eligible) == (len(units), 3, complete)
    mending = [row[3] for row in remediation_rows(evaluation.register, evaluation.ledgers)]
    assert [str(one).split()[0] for one in mending] == [unit for unit in ALL if unit not in units]


def test_a_gained_unit_is_never_to_be_repeated_and_an_open_one_says_what_is_open() -> None:
    evaluation = judged("U1")
    rows = list(remediation_rows(evaluation.register, evaluation.ledgers))
    assert [(row[4], row[6]) for row in rows] == [("open", None), ("open", "U2")]
    first, second = str(rows[0][5]).splitlines()
    assert first.startswith("2.1 Bakes bread of three kinds of flour with a crust")
    assert first.endswith("…")
    assert second == "2.2 Cleans"


def test_the_signs_tell_begun_failed_and_not_begun() -> None:
    results = (
        "| Results | context | learner | outcome | achieved | date | assessor |\n"
        "| | prior learning | L1 | 2.1 | yes | 2025-05-01 | N |\n"
        "| | prior learning | L1 | 3.1 | no | 2025-05-01 | N |\n"
    )
    evaluation = judged("U1", more=results)
    (ledger,) = evaluation.ledgers
    assert [sign_of(unit) for unit in ledger.units] == ["✔", "…", "!"]
    assert what_is_open(evaluation.register, ledger.units[1]) == ["2.2 Cleans"]


def test_what_is_assessed_in_whole_waits_for_validation_and_recognition() -> None:
    results = (
        "| Results | context | learner | outcome | achieved | date | assessor |\n"
        "| | prior learning | L1 | 1.1 | yes | 2025-05-01 | N |\n"
    )
    evaluation = judged(more=results)
    (ledger,) = evaluation.ledgers
    assert what_is_open(evaluation.register, ledger.units[0]) == ["validation and recognition"]


@pytest.mark.parametrize(("number", "further"), [(11, None), (12, None), (13, "· X13 open")])
def test_units_below_at_and_above_the_columns_of_the_board(number: int, further: str | None) -> None:
    units = "".join(f"| | X{one} | Unit |\n" for one in range(1, number + 1))
    points = "".join(f"| | Q1 | X{one} | 5 |\n" for one in range(1, number + 1))
    text = (
        "| Learners | id | qualification |\n| | L1 | Q1 |\n| Qualifications | id | title |\n| | Q1 | Baker |\n"
        f"| Units | id | title |\n{units}| Unit points | qualification | unit | points |\n{points}"
    )
    evaluation = evaluate(sheets_from_markdown(text), ON)
    (row,) = board_rows(evaluation.register, evaluation.ledgers)
    assert len(row) == len(RESULT_BY_NAME["Board"].headers)
    assert sum(one is not None for one in row[6 : 6 + len(BOARD_UNITS)]) == min(number, len(BOARD_UNITS))
    assert row[-1] == further


def test_a_group_that_is_not_met_is_a_choice_of_the_learner_s() -> None:
    groups = "| Groups | qualification | group | at least | counted in |\n| | Q1 | more | 1 | units |\n"
    text = PLAN.replace("| points | requires |", "| points | group |").replace("| U1; U2 |", "| more |") + groups
    evaluation = evaluate(sheets_from_markdown(text), ON)
    (ledger,) = evaluation.ledgers
    assert (gained(ledger), required(ledger)) == (0, 3)
    lines = board_text(evaluation.register, evaluation.ledgers)
    assert any(line.strip().startswith("a choice: group more") for line in lines)
    assert not any("U3 Sales (open)" in line for line in lines)


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_is_made_harmless() -> None:
    evaluation = judged()
    text = board_csv(evaluation.register, evaluation.ledgers, names=True)
    assert "Nora =HYPERLINK" in text
    assert ",=" not in text
