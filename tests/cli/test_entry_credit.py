"""`entry-credit`, and the workbook that `new entry-credit` writes for it."""

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
    path = tmp_path / "entry.xlsx"
    assert run("new", "entry-credit", path, "--example").exit_code == 0
    return path


def test_the_remaining_duration_is_shown_with_its_arithmetic(example: Path) -> None:
    result = run("entry-credit", example)
    assert result.exit_code == 0
    assert "42 months x 175 / 210 = 35 months of full-time training left." in result.output
    assert "Not decided yet: U2." in result.output
    assert "Arslan" not in result.output


def test_names_and_one_learner_may_be_asked_for(example: Path) -> None:
    output = run("entry-credit", example, "--names", "--learner", "L1").output
    assert "Deniz Arslan" in output
    assert "L2" not in output


def test_json_holds_exact_numbers_as_texts(example: Path) -> None:
    first, second = json.loads(run("entry-credit", example, "--format", "json").output)["learners"]
    assert (first["open_share"], first["remaining_months"]) == ("5/6", "35")
    assert second["units"][1] == {"unit": "U2", "entry": "may be credited", "by": ["V3"]}


def test_the_example_is_in_order_but_for_one_decision(example: Path) -> None:
    found = json.loads(run("check", example, "--format", "json", "--on", "2026-01-15").output)
    assert [(one["code"], one["severity"]) for one in found] == [("EN05", "todo")]


def test_update_writes_what_is_left(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("update", example, "-o", out, "--on", "2026-01-15").exit_code == 0
    sheet = openpyxl.load_workbook(out)["Entry results"]
    assert [sheet["G2"].value, sheet["E3"].value, sheet["F3"].value] == [35, "✔ credited", 35]


def test_a_training_without_duration_ends_in_1(example: Path) -> None:
    book = openpyxl.load_workbook(example)
    sheet = book["Qualifications"]
    (column,) = (cell.column_letter for cell in sheet[1] if cell.value == "Full-time years")
    sheet[f"{column}2"] = None
    book.save(example)
    result = run("entry-credit", example)
    assert result.exit_code == 1
    assert "Not worked out: the training states no duration in full-time years." in result.output
