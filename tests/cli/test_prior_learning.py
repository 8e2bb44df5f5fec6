"""`prior-learning`, and the workbook that `new prior-learning` writes for it."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "files.xlsx"
    assert run("new", "prior-learning", path, "--example").exit_code == 0
    return path


def test_certified_units_and_what_the_others_lack_are_shown(example: Path) -> None:
    result = run("prior-learning", example)
    assert result.exit_code == 0
    assert "✔ U1 Promoting growth and inclusion: certified, 25 points" in result.output
    assert "2.2: evidence not sufficient" in result.output
    assert "certification   19 September 2025  H2" in result.output


def test_names_are_printed_only_when_asked_for(example: Path) -> None:
    assert "Farid" not in run("prior-learning", example).output
    named = run("prior-learning", example, "--names").output
    assert "Farid Rahimi" in named
    assert "Kari Laine" in named


def test_one_learner_may_be_asked_for(example: Path) -> None:
    output = run("prior-learning", example, "--learner", "L9").output
    assert "F2 · L9" in output
    assert "F1 · L6" not in output


def test_json_holds_steps_units_and_points(example: Path) -> None:
    farid, nora = json.loads(run("prior-learning", example, "--format", "json").output)["files"]
    assert (farid["points"], farid["units"][0]["certified"]) == (25, True)
    assert nora["units"][0]["missing"][2] == "2.3: no evidence"
    assert farid["steps"][0] == {"step": "identification", "on": "2025-08-04", "by": ["H1"]}
    assert "name" not in farid


def test_update_writes_which_units_are_certified(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("update", example, "-o", out, "--on", "2026-01-15").exit_code == 0
    sheet = openpyxl.load_workbook(out)["Certified units"]
    rows = [[cell.value for cell in row] for row in sheet["E2:F3"]]
    assert rows == [["✔ certified", 25], ["… not certified", 0]]


def test_a_blank_workbook_is_told_where_to_begin(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    run("new", "prior-learning", path)
    assert "fill the sheet Prior learning" in run("prior-learning", path).output


def test_a_candidate_without_a_stay_gets_no_sheet_about_stays(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    run("update", example, "-o", out, "--on", "2026-01-15")
    assert {"My learners", "Points", "Progress board"}.isdisjoint(openpyxl.load_workbook(out).sheetnames)
