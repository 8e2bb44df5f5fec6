"""`new`, `check`, `credit`, `points` and `update` on workbooks."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.reading import read

DAY = ("--on", "2026-01-15")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbooks") / "example.xlsx"
    write_new("mobility", path, example=True)
    return path


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbooks") / "blank.xlsx"
    write_new("mobility", path, example=False)
    return path


# --- new ------------------------------------------------------------------------------------------------------------


def test_a_new_workbook_is_written_and_the_next_step_told(tmp_path: Path) -> None:
    done = run("new", "mobility", tmp_path / "plan.xlsx", "--example")
    assert done.exit_code == 0
    assert f"ecvet check {tmp_path / 'plan.xlsx'}" in done.output
    assert read(tmp_path / "plan.xlsx").sheet("Learners") is not None


def test_an_existing_file_is_never_overwritten_by_a_new_workbook(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_text("mine", encoding="utf-8")
    done = run("new", "mobility", tmp_path / "plan.xlsx")
    assert done.exit_code == 2
    assert (tmp_path / "plan.xlsx").read_text(encoding="utf-8") == "mine"


def test_an_unknown_kind_of_workbook_is_answered_with_the_kinds() -> None:
    done = run("new", "mobilty", "plan.xlsx")
    assert done.exit_code == 2
    assert "mobility" in done.output


# --- check ----------------------------------------------------------------------------------------------------------


def test_a_workbook_with_errors_ends_in_exit_code_1_and_a_summary(example: Path) -> None:
    done = run("check", example, *DAY)
    assert done.exit_code == 1
    assert ": error RE15: " in done.output
    assert "1 error" in done.output.splitlines()[-1]


def test_a_blank_workbook_is_clean_and_one_is_told_where_to_begin(blank: Path) -> None:
    done = run("check", blank, *DAY)
    told = f"{blank}: nothing found: the workbook is still empty; begin on its sheet Start\n"
    assert (done.exit_code, done.output) == (0, told)


@pytest.fixture(scope="module")
def with_blank_cells(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, of whose package K1 nobody said how the assessment is recorded."""
    path = tmp_path_factory.mktemp("workbooks") / "blank_cells.xlsx"
    write_new("mobility", path, example=True)
    book = openpyxl.load_workbook(path)
    sheet = book["Packages"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    (column,) = (cell.column or 0 for cell in cells if str(cell.value).startswith("Recorded how"))
    (row,) = (cell.row for cell in sheet["A"] if cell.value == "K1")
    sheet.cell(row, column).value = None
    book.save(path)
    return path


def test_check_tells_the_blank_rows_of_documents_as_fill_does(with_blank_cells: Path, tmp_path: Path) -> None:
    checked = json.loads(run("check", with_blank_cells, *DAY, "--format", "json").stdout)
    blank_cells = [(one["severity"], one["sheet"], one["cell"]) for one in checked if one["code"] == "DO01"]
    ((severity, sheet, cell),) = blank_cells
    assert (severity, sheet) == ("warning", "Packages")
    filled = run("fill", "learning-agreement", with_blank_cells, "-o", tmp_path / "documents", *DAY)
    assert f":Packages!{cell}: warning DO01: " in filled.output
    sarif = json.loads(run("check", with_blank_cells, *DAY, "--format", "sarif").stdout)
    assert "DO01" in {one["ruleId"] for one in sarif["runs"][0]["results"]}


def test_several_workbooks_get_a_sum(example: Path, blank: Path) -> None:
    done = run("check", example, blank, *DAY)
    assert done.exit_code == 1
    assert done.output.splitlines()[-1].startswith("2 workbooks: 1 error")


def test_a_workbook_that_cannot_be_read_does_not_silence_the_others(example: Path, tmp_path: Path) -> None:
    done = run("check", tmp_path / "absent.xlsx", example, *DAY)
    assert done.exit_code == 2
    assert "absent.xlsx" in done.stderr
    assert "error RE15" in done.stdout


def test_the_output_without_a_terminal_has_no_colours(example: Path) -> None:
    assert "\x1b" not in run("check", example, *DAY).output


def test_json_of_check_is_nothing_but_json(example: Path) -> None:
    done = run("check", example, *DAY, "--format", "json")
    findings = json.loads(done.stdout)
    assert done.exit_code == 1
    assert ("RE15", "Agreements", "C4") in {(one["code"], one["sheet"], one["cell"]) for one in findings}
    assert {one["file"] for one in findings} == {str(example)}


def test_sarif_goes_to_a_file_that_did_not_exist(example: Path, tmp_path: Path) -> None:
    log = tmp_path / "findings.sarif"
    done = run("check", example, *DAY, "--format", "sarif", "-o", log)
    assert done.exit_code == 1
    assert json.loads(log.read_text(encoding="utf-8"))["version"] == "2.1.0"
    again = run("check", example, *DAY, "--format", "sarif", "-o", log)
    assert again.exit_code == 2
    assert "exists already" in again.stderr


def test_the_text_report_can_go_to_a_file(example: Path, tmp_path: Path) -> None:
    report = tmp_path / "findings.txt"
    assert run("check", example, *DAY, "-o", report).exit_code == 1
    assert report.read_text(encoding="utf-8") == run("check", example, *DAY).stdout


def test_a_day_that_is_none_is_refused_with_the_form_it_takes(example: Path) -> None:
    done = run("check", example, "--on", "31.3.2026")
    assert done.exit_code == 2
    assert "'31.3.2026' is no day; write year-month-day, as 2026-03-31" in done.output


# --- credit ---------------------------------------------------------------------------------------------------------


def test_the_credit_of_one_learner_is_shown_by_id_without_the_name(example: Path) -> None:
    done = run("credit", example, *DAY, "--learner", "l1")
    assert done.exit_code == 1  # the workbook has an error, which is said apart from the result
    assert done.stdout.startswith("L1 · Q1 ")
    assert "25 + 30 + 40 = 95 of 180 points = 52.78 %, 85 left." in done.stdout
    assert "Aino" not in done.stdout
    assert "1 error" in done.stderr


def test_names_are_shown_where_they_are_asked_for(example: Path) -> None:
    assert run("credit", example, *DAY, "--learner", "L1", "--names").stdout.startswith("L1 Aino Virtanen · ")


def test_an_unknown_learner_is_answered_with_the_nearest(example: Path) -> None:
    done = run("credit", example, *DAY, "--learner", "L99")
    assert done.exit_code == 2
    assert "the workbook has no learner L99 (did you mean 'L9'?)" in done.stderr


def test_json_of_credit_holds_the_learners_asked_for(example: Path) -> None:
    learners = json.loads(run("credit", example, *DAY, "--format", "json", "--learner", "L9").stdout)["learners"]
    assert [(one["learner"], one["points"], one["eligible"]) for one in learners] == [("L9", 180, True)]


def test_csv_of_credit_begins_with_the_mark_that_excel_needs(example: Path, tmp_path: Path) -> None:
    table = tmp_path / "credit.csv"
    run("credit", example, *DAY, "--format", "csv", "-o", table)
    assert table.read_bytes().startswith(b"\xef\xbb\xbflearner,qualification,unit")
    assert run("credit", example, *DAY, "--format", "csv").stdout_bytes == table.read_bytes()


# --- points ---------------------------------------------------------------------------------------------------------


def test_points_are_shared_with_the_reasoning_and_compared_with_the_table(example: Path) -> None:
    done = run("points", example)
    assert done.exit_code == 0
    assert "weight 670 of 4855" in done.output
    assert done.output.splitlines()[-1] == "  the table agrees"


def test_json_of_points_sums_to_the_total(example: Path) -> None:
    (qualification,) = json.loads(run("points", example, "--format", "json").stdout)["qualifications"]
    assert sum(unit["points"] for unit in qualification["units"]) == 180


def test_a_workbook_without_weights_says_where_to_fill_them(blank: Path) -> None:
    done = run("points", blank)
    assert done.exit_code == 0
    assert "Unit points" in done.output


# --- update ---------------------------------------------------------------------------------------------------------


def test_update_writes_a_copy_and_leaves_the_workbook_as_it_was(example: Path, tmp_path: Path) -> None:
    before = example.read_bytes()
    done = run("update", example, *DAY, "-o", tmp_path / "copy.xlsx")
    assert done.exit_code == 1
    assert done.output.startswith(f"written: {tmp_path / 'copy.xlsx'}\n")
    assert example.read_bytes() == before
    assert read(tmp_path / "copy.xlsx").sheet("Learners") is not None


def test_update_never_writes_over_a_file(example: Path) -> None:
    done = run("update", example, *DAY, "-o", example)
    assert done.exit_code == 2
    assert "exists already" in done.stderr


def test_update_in_place_names_the_backup(example: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(example.read_bytes())
    done = run("update", plan, *DAY, "--in-place", "--marks")
    assert done.exit_code == 1
    told = [line.strip() for line in done.output.splitlines()]
    assert told[:2] == [f"written: {plan.resolve()}", "the workbook as it was before: plan.backup.xlsx"]
    assert "2 cells marked: errors red and bold, warnings yellow and italic" in told
    assert "Excel works out all formulas anew when it opens the file" in told
    assert (tmp_path / "plan.backup.xlsx").read_bytes() == example.read_bytes() != plan.read_bytes()


def test_update_in_place_refuses_a_workbook_that_is_open(example: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(example.read_bytes())
    (tmp_path / "~$plan.xlsx").write_bytes(b"somebody")
    done = run("update", plan, *DAY, "--in-place")
    assert done.exit_code == 2
    assert "plan.xlsx is open in Excel or LibreOffice" in done.stderr
    assert plan.read_bytes() == example.read_bytes()


def test_update_in_place_and_to_a_copy_is_refused(example: Path, tmp_path: Path) -> None:
    done = run("update", example, *DAY, "--in-place", "-o", tmp_path / "copy.xlsx")
    assert done.exit_code == 2
    assert "not both" in done.stderr


def test_update_with_repair_names_the_cells_and_finds_them_mended(example: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    book = openpyxl.load_workbook(example)
    book["Units"]["D4"] = 7
    book.save(plan)
    assert "2 warnings" in run("check", plan, *DAY).output
    done = run("update", plan, *DAY, "--repair")
    assert "    1 formula put back: Units!D4\n" in done.output
    assert "1 warning," in done.output


def test_a_copy_that_was_updated_can_be_updated_again(example: Path, tmp_path: Path) -> None:
    run("update", example, *DAY, "-o", tmp_path / "first.xlsx")
    done = run("update", tmp_path / "first.xlsx", *DAY, "-o", tmp_path / "second.xlsx")
    assert done.exit_code == 1
    assert (tmp_path / "second.xlsx").exists()
