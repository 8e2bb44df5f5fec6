"""`ecvet next-year`: what it prints and ends with."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.workbook.building import write_new


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, ["next-year", *map(str, arguments), "--on", "2026-07-01"])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    write_new("mobility", tmp_path / "plan.xlsx", example=True)
    return tmp_path / "plan.xlsx"


def test_a_new_year_begins_with_a_receipt_that_names_nobody(plan: Path, tmp_path: Path) -> None:
    done = run(plan, "-o", tmp_path / "next.xlsx")
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert ["Learners", "1", "5"] in map(str.split, lines)
    assert "1 learner kept with everything about them: L3" in lines
    assert f"written: {tmp_path / 'next.xlsx'}" in lines
    assert "Niemi" not in done.output


def test_the_new_workbook_is_one_that_every_command_takes(plan: Path, tmp_path: Path) -> None:
    run(plan, "-o", tmp_path / "next.xlsx")
    updated = CliRunner().invoke(ecvet, ["update", str(tmp_path / "next.xlsx"), "--in-place", "--on", "2026-07-01"])
    assert updated.exit_code == 1, updated.output  # the error of the case that is open
    assert updated.output.splitlines()[-1] == "found: 1 error, 4 to-dos"


def test_a_name_that_is_taken_ends_in_exit_code_2_and_is_left(plan: Path) -> None:
    before = plan.read_bytes()
    done = run(plan, "-o", plan)
    assert done.exit_code == 2
    assert plan.read_bytes() == before
