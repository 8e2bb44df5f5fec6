"""`ecvet meeting` and `ecvet decide`: what they print, write and end with, and the letters that follow."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.model.findings import Severity
from ecvet_office.model.register import Register
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

DAY = "2026-06-12"
NAMES = ("Virtanen", "Aino", "Laine", "Bruno")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


def register(path: Path) -> Register:
    return parse(read(path))[0]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The example before anything of L1 and L2 was decided; L2's outcome 3.4 was not achieved."""
    path = tmp_path / "plan.xlsx"
    write_new("mobility", path, example=True)
    book = openpyxl.load_workbook(path)
    for row in book["Decisions"].iter_rows(min_row=2, max_col=7):
        for cell in row:
            cell.value = None
    for row in book["Results"].iter_rows(min_row=2, max_col=4):
        learner, outcome = str(row[1].value), str(row[2].value)
        if learner.startswith("L2") and outcome.startswith("3.4"):
            row[3].value = "no"
    book.save(path)
    return path


def test_the_list_tells_what_is_ready_what_is_missing_and_what_is_to_be_retaken(plan: Path) -> None:
    done = run("meeting", plan, "--on", DAY)
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.output.splitlines()]
    assert any(line[:1] == ["L1"] and "validated" in line and "4" in line for line in lines)
    assert any(line[:1] == ["L2"] and "3.1," in line for line in lines)
    assert "3.4 is not achieved" in done.output
    assert "3 units ready, 1 with something missing, 1 outcome to retake" in done.output
    assert not any(name in done.output for name in NAMES)
    assert "Aino Virtanen" in run("meeting", plan, "--on", DAY, "--names").output


def test_the_list_as_json_names_outcomes_and_cells(plan: Path) -> None:
    told = json.loads(run("meeting", plan, "--on", DAY, "--format", "json").stdout)
    ready = {(one["learner"], one["unit"]): one["ready"] for one in told["cases"]}
    assert ready[("L1", "U3")] == ["U3"]
    assert ready[("L2", "U3")] == ["3.1", "3.2"]
    assert [(one["learner"], one["outcome"]) for one in told["retake"]] == [("L2", "3.4")]


def test_all_who_are_ready_are_decided_on_at_once_but_those_left_out(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    done = run("decide", plan, "--step", "validated", "--by", "Maija Heino", "--on", DAY, "--all-ready",
               "--except", "L6", "-o", out)  # fmt: skip
    assert done.exit_code == 0, done.output
    found = [(one.learner, one.subject, one.step, one.by, str(one.on), one.context) for one in register(out).decisions]
    assert found == [
        ("L1", "U3", "validated", "H1", DAY, "A1"),
        ("L2", "3.1", "validated", "H1", DAY, "A2"),
        ("L2", "3.2", "validated", "H1", DAY, "A2"),
    ]
    assert not any(name in done.output for name in NAMES)


def test_validated_then_recognised_gives_the_letter_of_the_decision(plan: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    assert (
        run("decide", plan, "--step", "validated", "--by", "H1", "--on", DAY, "--all-ready", "-o", first).exit_code == 0
    )
    done = run("decide", first, "--step", "recognised", "--by", "H2", "--on", DAY, "--learner", "L1", "-o", second)
    assert done.exit_code == 0, done.output
    assert "next: ecvet fill recognition-letter" in done.output
    assert f"next: ecvet meeting {second} --on {DAY} -o meeting" in done.output
    assert run("meeting", second, "--on", DAY, "-o", tmp_path / "meeting").exit_code == 0
    assert (tmp_path / "meeting" / f"meeting-minutes_{DAY}.docx").exists()
    told = json.loads(CliRunner().invoke(ecvet, ["credit", str(second), "--learner", "L1", "--format", "json"]).stdout)
    states = {unit["unit"]: unit["state"] for unit in told["learners"][0]["units"]}
    assert states["U3"] == "recognised"
    letters = run("fill", "recognition-letter", second, "-o", tmp_path / "letters", "--learner", "L1", "--draft")
    assert letters.exit_code == 0, letters.output
    assert len(list((tmp_path / "letters").glob("*.docx"))) == 1


def test_what_is_not_ready_is_not_entered_and_its_cell_is_named(plan: Path, tmp_path: Path) -> None:
    done = run(
        "decide", plan, "--step", "recognised", "--by", "H2", "--on", DAY, "--learner", "L1", "-o", tmp_path / "o.xlsx"
    )
    assert done.exit_code == 1
    assert "L1: U3: not entered, Results!" in done.output
    assert "it is to be validated first" in done.output
    assert not (tmp_path / "o.xlsx").exists()
    validated = ("decide", plan, "--step", "validated", "--by", "H1", "--on", DAY, "--show")
    failed = run(*validated, "--learner", "L2", "--subject", "3.4")
    assert failed.exit_code == 1
    assert "3.4 is not achieved" in failed.output
    idle = run(*validated, "--learner", "L3")
    assert "L3: not entered, Learners!A4" in idle.output


def test_somebody_of_the_assessing_school_is_warned_of_before_it_is_written(plan: Path) -> None:
    said = ("decide", plan, "--step", "validated", "--by", "H3", "--on", DAY, "--learner", "L1", "--show")
    done = run(*said)
    assert "warning, Decisions!F" in done.output
    assert "RE06" in done.output
    assert "RE06" not in run(*(part if part != "H3" else "H1" for part in said)).output


def test_an_error_of_a_rule_stops_the_whole_entry(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecvet_office.cli.decide.Severity", SimpleNamespace(ERROR=Severity.WARNING, WARNING=None))
    done = run(
        "decide", plan, "--step", "validated", "--by", "H3", "--on", DAY, "--all-ready", "-o", tmp_path / "o.xlsx"
    )
    assert done.exit_code == 2
    assert "nothing was written, for these decisions would break a rule:\n    Decisions!F" in done.output
    assert not (tmp_path / "o.xlsx").exists()


def test_somebody_who_is_not_on_the_sheet_people_is_asked_for_with_the_nearest_name(plan: Path) -> None:
    done = run("decide", plan, "--step", "validated", "--by", "Maia Heino", "--on", DAY, "--all-ready")
    assert done.exit_code == 2
    assert "did you mean 'Maija Heino'?" in done.output


def test_a_day_in_the_future_is_refused(plan: Path) -> None:
    done = run("decide", plan, "--step", "validated", "--by", "H1", "--on", "2126-06-12", "--all-ready")
    assert done.exit_code == 2
    assert "12 June 2126 is still to come" in " ".join(done.output.split())
    assert not list(plan.parent.glob("*.decided.xlsx"))


def test_a_refusal_needs_a_reason_and_a_learner(plan: Path, tmp_path: Path) -> None:
    refused = ("decide", plan, "--step", "refused", "--by", "H2", "--on", DAY)
    assert "needs its reason" in run(*refused, "--learner", "L2").output
    assert "names each learner" in run(*refused, "--all-ready", "--reason", "x").output
    out = tmp_path / "out.xlsx"
    done = run(*refused, "--learner", "L2", "--subject", "3.1", "--reason", "No evidence.", "-o", out)
    assert done.exit_code == 0, done.output
    (one,) = register(out).decisions
    assert (one.subject, one.step, one.reason) == ("3.1", "refused", "No evidence.")


def test_in_place_keeps_the_workbook_as_it_was(plan: Path) -> None:
    before = plan.read_bytes()
    done = run("decide", plan, "--step", "validated", "--by", "H1", "--on", DAY, "--all-ready", "--in-place")
    assert done.exit_code == 0, done.output
    kept = [path for path in plan.parent.iterdir() if path != plan and path.read_bytes() == before]
    assert len(kept) == 1
    assert len(register(plan).decisions) == 4


def test_learners_or_all_have_to_be_said(plan: Path) -> None:
    said = ("decide", plan, "--step", "validated", "--by", "H1", "--on", DAY)
    assert "say for whom" in run(*said).output
    assert "say for whom" in run(*said, "--all-ready", "--learner", "L1").output
