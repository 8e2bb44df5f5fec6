"""The commands of the pilot projects' methods: grades, learning time, the progress board, and a demo of each."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.cli.demo_methods import METHODS
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.cells import read_workbook

DAY = ("--on", "2026-01-15")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    for kind in ("grades", "learning-time", "mobility"):
        write_new(kind, folder / f"{kind}.xlsx", example=True)
    return {path.stem: path for path in folder.iterdir()}


# --- grades ---------------------------------------------------------------------------------------------------------


def test_grades_are_weighed_line_by_line_and_said_to_be_no_ecvet_credit(books: dict[str, Path]) -> None:
    done = run("grades", books["grades"], "--learner", "l3", *DAY)
    assert "Mean: (274.75 + 5.2) / 28 ≈ 9.9982, shown as 10.00." in done.output
    assert "10.00: control examination" in done.output
    assert "ECVET credit does not" in done.output
    assert "L1" not in done.output


def test_names_are_shown_only_where_they_are_asked_for(books: dict[str, Path]) -> None:
    assert "Roussel" not in run("grades", books["grades"], *DAY).output
    assert "L3 Chloé Roussel" in run("grades", books["grades"], "--names", *DAY).output
    assert "Virtanen" not in run("board", books["mobility"], *DAY).output
    assert "L1 Aino Virtanen" in run("board", books["mobility"], "--names", *DAY).output


def test_grades_as_json_keep_the_exact_mean_and_say_who_waits_for_what(books: dict[str, Path]) -> None:
    done = run("grades", books["grades"], "--format", "json", *DAY)
    found = json.loads(done.stdout)
    assert done.exit_code == 1  # part 2 of a mobility unit came a day too late
    assert found["is_ecvet_credit"] is False
    of = {one["learner"]: one for one in found["learners"]}
    assert (of["L1"]["mean"], of["L1"]["shown"], of["L1"]["passed"]) == ("323/28", "11.54", True)
    assert (of["L3"]["mean"], of["L3"]["shown"], of["L3"]["passed"]) == ("5599/560", "10.00", False)
    assert (of["L4"]["distinction"], of["L5"]["mean"]) == ("B", None)
    assert of["L5"]["missing"] == ["U33", "U34", "U35", "U4", "U51", "U52", "U6", "U7"]


def test_grades_as_csv_have_a_line_for_each_learner(books: dict[str, Path]) -> None:
    done = run("grades", books["grades"], "--format", "csv", *DAY)
    rows = list(csv.DictReader(io.StringIO(done.stdout.lstrip("\ufeff"))))
    assert [(row["learner"], row["mean"], row["passed"]) for row in rows] == [
        *(("L1", "11.54", "yes"), ("L2", "9.56", "no"), ("L3", "10.00", "no"), ("L4", "14.11", "yes"), ("L5", "", "")),
    ]
    assert rows[4]["problem"].startswith("no grade yet in U33")


def test_a_learner_without_grades_is_said_to_have_none(books: dict[str, Path]) -> None:
    done = run("grades", books["mobility"], "--learner", "L1", *DAY)
    assert "L1: no grades stand on the sheet Grades" in done.stderr
    assert "no learner has grades" in done.stdout
    assert run("grades", books["grades"], "--learner", "L99", *DAY).exit_code == 2


def test_a_text_report_can_be_written_to_a_file(books: dict[str, Path], tmp_path: Path) -> None:
    run("grades", books["grades"], "-o", tmp_path / "grades.txt", *DAY)
    run("board", books["mobility"], "-o", tmp_path / "board.txt", *DAY)
    assert "Distinction B: 14 or more." in (tmp_path / "grades.txt").read_text(encoding="utf-8")
    assert "L9: all required units are gained" in (tmp_path / "board.txt").read_text(encoding="utf-8")


# --- learning time --------------------------------------------------------------------------------------------------


def test_learning_time_is_counted_with_its_reasoning(books: dict[str, Path]) -> None:
    done = run("learning-time", books["learning-time"])
    assert done.exit_code == 0
    assert "Accounts: 240 formal hours and 120 hours of experience times 0.5: 300 hours." in done.output
    assert "960 hours / 25 hours per point = 38.4 points, to the nearest 1: 38." in done.output


def test_learning_time_as_json_keeps_exact_hours(books: dict[str, Path]) -> None:
    first, second = json.loads(run("learning-time", books["learning-time"], "--format", "json").stdout)["pathways"]
    assert (first["hours"], first["corrected_hours"], first["exact_points"], first["points"]) == (
        *("980", "960", "192/5"),
        38,
    )
    assert [one["points"] for one in second["task_fields"]] == [9, 12, 11]


def test_a_workbook_without_pathways_says_where_to_begin(books: dict[str, Path]) -> None:
    done = run("learning-time", books["mobility"])
    assert done.exit_code == 0
    assert "fill the sheets Pathways and Task fields" in done.output


# --- the progress board ---------------------------------------------------------------------------------------------


def test_the_board_shows_every_unit_and_what_is_open(books: dict[str, Path]) -> None:
    text = run("board", books["mobility"], *DAY).output
    row = next(line for line in text.splitlines() if line.split()[:1] == ["L8"])
    assert row.split() == ["L8", "8", "of", "9", "✔", "✔", "✔", "·", "✔", "✔", "✔", "✔", "✔"]
    assert "L9: all required units are gained" in text
    assert "U3 Working in home care (open): 3.3 Records visits in the client system" in text
    assert "first recognise U2" in text
    assert "neither points nor grades of one make up for another" in text


def test_the_board_as_json_never_compensates(books: dict[str, Path]) -> None:
    found = json.loads(run("board", books["mobility"], "--format", "json", *DAY).stdout)
    assert found["compensation"] is False
    of = {one["learner"]: one for one in found["learners"]}
    assert (of["L8"]["gained"], of["L8"]["required"], of["L8"]["complete"]) == (8, 9, False)
    assert [one["unit"] for one in of["L8"]["remediation"]] == ["U4"]
    assert (of["L9"]["complete"], of["L9"]["remediation"], of["L9"]["groups"]) == (True, [], [])


def test_the_board_as_csv_has_a_line_for_each_learner_and_unit(books: dict[str, Path]) -> None:
    done = run("board", books["mobility"], "--format", "csv", "--names", *DAY)
    rows = list(csv.DictReader(io.StringIO(done.stdout.lstrip("\ufeff"))))
    assert len(rows) == 6 * 9
    assert {row["name"] for row in rows if row["learner"] == "L2"} == {"Bruno Laine"}
    (third,) = (row for row in rows if (row["learner"], row["unit"]) == ("L2", "U3"))
    assert (third["gained"], third["open"]) == ("no", "3.3")


# --- demo -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["grades", "learning-time", "cpu"])
def test_the_demo_of_a_method_shows_its_command_and_writes_its_results(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    done = run("demo", folder, "--method", name, *DAY)
    assert done.exit_code == 0, done.output
    assert f"$ {METHODS[name].command} {folder / 'example.xlsx'}" in done.output
    results = {"grades": "Grade results", "learning-time": "Learning time", "cpu": "Progress board"}
    sheet = next(
        one for one in read_workbook(folder / "example-with-results.xlsx").sheets if one.title == results[name]
    )
    assert sum(1 for _ in sheet.rows()) > 5


def test_a_method_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    done = run("demo", tmp_path / "demo", "--method", "magic")
    assert done.exit_code == 2
    assert all(name in done.stderr for name in METHODS)


def test_a_workbook_of_a_method_gets_no_result_sheets_about_stays(books: dict[str, Path], tmp_path: Path) -> None:
    assert run("update", books["grades"], "-o", tmp_path / "copy.xlsx", *DAY).exit_code == 1  # the example has an error
    titles = {sheet.title for sheet in read_workbook(tmp_path / "copy.xlsx").sheets}
    assert {"Grade results", "Findings"} <= titles
    assert titles.isdisjoint({"My learners", "Credit", "Progress", "Points", "Progress board"})
