"""`ecvet grid`: writes a host's grid under a name without a person's, and never over another file."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.workbook.building import write_new

DAY = ("--on", "2026-01-15")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [*map(str, arguments)])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    write_new("mobility", path, example=True)
    return path


def test_a_grid_is_written_and_read_back_without_a_change(plan: Path) -> None:
    done = run("grid", plan, "--host", "I2", "-o", plan.parent / "grids", *DAY)
    path = plan.parent / "grids" / "host-grid_I2.xlsx"
    assert (done.exit_code, done.output.strip()) == (0, f"written: {path}")
    back = run("read", path.parent, plan, *DAY)
    assert (back.exit_code, back.output.splitlines()[-1]) == (0, "1 read, 0 need you")
    assert "0 cells to fill, 0 to change, 0 new rows, 0 for you to look at" in back.output


def test_a_grid_that_lies_there_is_left_as_it_is(plan: Path) -> None:
    run("grid", plan, "--host", "I2", "-o", plan.parent, *DAY)
    before = (plan.parent / "host-grid_I2.xlsx").read_bytes()
    done = run("grid", plan, "--host", "I2", "-o", plan.parent, "--language", "fr", *DAY)
    assert (done.exit_code, (plan.parent / "host-grid_I2.xlsx").read_bytes()) == (2, before)
    assert "exists already" in done.output


def test_a_grid_of_one_learner_holds_no_other(plan: Path) -> None:
    run("grid", plan, "--host", "I2", "-o", plan.parent, "--learner", "L2", *DAY)
    back = run("read", plan.parent / "host-grid_I2.xlsx", plan, *DAY)
    assert "host-grid A2" in back.output
    assert "host-grid A1" not in back.output


def test_a_host_that_the_workbook_does_not_have_is_told(plan: Path) -> None:
    done = run("grid", plan, "--host", "I77", "-o", plan.parent, *DAY)
    assert done.exit_code == 2
    assert "no partner I77" in done.output
