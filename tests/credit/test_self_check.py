"""The self-check: means of levels, areas that weigh alike, and what is left out of them."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecvet_office.cli import ecvet
from ecvet_office.credit.self_check import area_scores, whole_score
from ecvet_office.evaluation import evaluate
from ecvet_office.model.register import Register
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.report.self_check import self_check_json
from ecvet_office.workbook.blank import example_rows
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

HEAD = """
| Process areas | id | area |
| | S1 | Units |
| | S2 | Memorandum |
| Self-check | area | question | level |
"""


def register_of(*answers: tuple[str, object]) -> Register:
    rows = "\n".join(f"| | {area} | Question {number}? | {level} |" for number, (area, level) in enumerate(answers))
    return parse(sheets_from_markdown(HEAD + rows))[0]


def scores(*answers: tuple[str, object]) -> list[Fraction | None]:
    found = area_scores(register_of(*answers))
    return [*(one.score for one in found), whole_score(found)]


def test_a_score_is_the_mean_of_the_levels_and_areas_weigh_alike() -> None:
    answers = [("S1", 1), ("S1", 2), ("S1", 2), ("S2", 5)]
    assert scores(*answers) == [Fraction(5, 3), Fraction(5), Fraction(10, 3)]
    assert self_check_json(register_of(*answers))["score"] == pytest.approx(3.33)


def test_what_is_not_answered_is_left_out_of_the_mean() -> None:
    assert scores(("S1", ""), ("S1", 4), ("S2", "")) == [Fraction(4), None, Fraction(4)]


@pytest.mark.parametrize(("level", "score"), [(0, None), (1, 1), (5, 5), (6, None)])
def test_a_level_below_1_or_above_5_is_no_answer(level: int, score: int | None) -> None:
    assert scores(("S1", level))[0] == score


def test_the_weakest_answers_are_those_of_the_lowest_level_unless_all_is_at_its_best() -> None:
    units, memorandum = area_scores(register_of(("S1", 3), ("S1", 2), ("S1", 2), ("S2", 5)))
    assert [one.question for one in units.weakest] == ["Question 1?", "Question 2?"]
    assert memorandum.weakest == ()


def test_nothing_answered_has_no_score() -> None:
    assert scores(("S1", "")) == [None, None, None]


def test_the_example_is_in_order_and_its_result_sheet_begins_with_the_whole() -> None:
    evaluation = evaluate(example_rows("self-check"), date(2026, 1, 15))
    assert evaluation.findings == ()
    rows = result_sheets(evaluation)["SelfCheckResult"]
    assert [str(one) for one in rows[1][1:5]] == ["all areas", "2.89", "27", "28"]
    assert len(rows) == 16


@pytest.mark.parametrize(("example", "code", "score"), [(True, 0, 2.89), (False, 1, None)], ids=["example", "blank"])
def test_the_command_shows_scores_and_ends_with_1_while_nothing_is_answered(
    example: bool, code: int, score: float | None, tmp_path: Path
) -> None:
    path = tmp_path / "check.xlsx"
    write_new("self-check", path, example=example)
    done = CliRunner().invoke(ecvet, ["self-check", str(path), "--format", "json"])
    assert done.exit_code == code
    assert json.loads(done.stdout)["score"] == score
    text = CliRunner().invoke(ecvet, ["self-check", str(path)]).stdout
    assert "S14 Units" in text
    assert ("no answer" in text) is not example
