"""`convert`, and the workbook that `new conversion` writes for it."""

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
    path = tmp_path / "courses.xlsx"
    assert run("new", "conversion", path, "--example").exit_code == 0
    return path


def test_the_example_is_converted_with_its_reasoning(example: Path) -> None:
    result = run("convert", example)
    assert result.exit_code == 0
    assert "1500 hours of learning / 25 hours per point = 60 points." in result.output
    assert "59 is below 60: an award." in result.output


def test_json_is_one_object_with_all_courses(example: Path) -> None:
    result = run("convert", example, "--format", "json")
    assert [course["points"] for course in json.loads(result.output)["courses"]] == [60, 59]


def test_the_example_shows_what_is_found(example: Path) -> None:
    found = json.loads(run("check", example, "--format", "json", "--on", "2026-01-15").output)
    assert {(one["code"], f"{one['sheet']}!{one['cell']}") for one in found} == {
        ("CO11", "Courses!O3"),
        ("CO14", "Courses!U3"),
    }


def test_a_blank_workbook_is_told_where_to_begin(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    run("new", "conversion", path)
    result = run("convert", path)
    assert result.exit_code == 0
    assert "fill the sheet Courses" in result.output


def test_a_course_that_cannot_be_converted_ends_in_1(example: Path) -> None:
    book = openpyxl.load_workbook(example)
    book["Course topics"]["D2"] = None
    book.save(example)
    result = run("convert", example)
    assert result.exit_code == 1
    assert "Not worked out: the topic Setting up the restaurant is in no unit." in result.output


def test_update_writes_both_result_sheets(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "with-results.xlsx"
    assert run("update", example, "-o", out, "--on", "2026-01-15").exit_code == 1  # the example has an error
    book = openpyxl.load_workbook(out)
    assert [book["Conversion"].cell(2, column).value for column in (3, 4, 5)] == [1500, 60, 60]
    assert book["Course check"]["D2"].value == "✔ done"


def test_results_of_conversion_stay_out_of_other_workbooks(tmp_path: Path) -> None:
    path, out = tmp_path / "plan.xlsx", tmp_path / "out.xlsx"
    run("new", "qualification", path, "--example")
    assert run("update", path, "-o", out).exit_code == 0
    assert not {"Conversion", "Course check"} & set(openpyxl.load_workbook(out).sheetnames)
