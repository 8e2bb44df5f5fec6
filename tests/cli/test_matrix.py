"""`matrix` and `common-units`, and the workbook that `new matrix` writes for them."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.workbook.blank import build_from
from ecvet_office.workbook.kinds import KINDS
from ecvet_office.workbook.markdown import sheets_from_markdown

TWO_QUALIFICATIONS = """
| Qualifications | id | title |
|                | Q1 | Carer |
|                | Q2 | Nurse |
| Units | id | title |
|       | U1 | Hygiene |
| Unit points | qualification | unit |
|             | Q1 | U1 |
|             | {second} | U1 |
"""
SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "care.xlsx"
    assert run("new", "matrix", path, "--example").exit_code == 0
    return path


def shown_in(path: Path) -> list[str]:
    return [span.text or "" for span in ET.parse(path).iter(f"{SVG}tspan")]  # noqa: S314 - our own file


def test_matrix_profile_and_plan_are_shown_with_their_arithmetic(example: Path) -> None:
    result = run("matrix", example)
    assert result.exit_code == 0
    assert "2.2 Helps a person from the bed into a chair     N   C" in result.output
    assert "8 of 12 steps held (66.67 %); 40 of 60 points." in result.output
    assert "12 months x 300 / 1200 = 3 months of full-time training left." in result.output
    assert "Moreno" not in result.output


def test_names_and_one_learner_may_be_asked_for(example: Path) -> None:
    output = run("matrix", example, "--names", "--learner", "L2").output
    assert "Lena Hofer" in output
    assert "L1" not in output


def test_json_holds_the_gap_and_exact_numbers_as_texts(example: Path) -> None:
    found = json.loads(run("matrix", example, "--format", "json").output)
    assert found["partners"] == ["Q2", "Q3"]
    assert found["matrix"][1] == {"unit": "U2", "outcome": "2.2", "Q2": "N", "Q3": "C"}
    assert found["profiles"][0]["areas"][0] == {"area": "H1", "required": 4, "held": 2, "missing": [3, 4]}
    first, second = found["plans"]
    assert [one["outcome"] for one in first["gap"]] == ["2.2", "4.2"]
    assert (first["share"], first["months"], second["months"]) == ("1/4", "3", "48/5")
    assert first["gap"][0]["partners"] == [{"qualification": "Q3", "covered": "covered"}]


def test_csv_holds_the_matrix_alone(example: Path) -> None:
    lines = run("matrix", example, "--format", "csv").output.lstrip("\ufeff").splitlines()
    assert lines[:2] == ["unit,outcome,Q2,Q3", "U2,2.1,P,C"]
    assert len(lines) == 10


def test_a_module_without_hours_ends_in_1(example: Path) -> None:
    book = openpyxl.load_workbook(example)
    book["Modules"]["C6"] = None
    book.save(example)
    result = run("matrix", example)
    assert result.exit_code == 1
    assert "Not worked out: no hours are stated for 2.2." in result.output


def test_a_workbook_without_any_of_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "units.xlsx"
    assert run("new", "qualification", path, "--example").exit_code == 0
    assert "nothing is compared on the sheets Matrix and Profiles" in run("matrix", path).output
    assert "no unit is common to two qualifications" in run("common-units", path).output


@pytest.mark.parametrize(
    ("command", "sheets"),
    [
        ("matrix", ("Matrix", "Profiles", "Simulation and theory")),
        ("common-units", ("Units", "Unit points", "Outcomes")),
        ("entry-credit", ("Credit on entry", "Learners")),
        ("board", ("Learners",)),
        ("credit", ("Learners",)),
    ],
)
def test_a_command_that_finds_nothing_yet_names_the_sheets_to_fill(
    command: str, sheets: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "care.xlsx"
    run("new", "matrix", path)
    said = run(command, path)
    assert said.exit_code == 0
    assert [sheet for sheet in sheets if sheet not in said.output] == []


# --- the picture ----------------------------------------------------------------------------------------------------


def test_the_picture_bears_a_letter_in_every_cell_and_no_name(example: Path, tmp_path: Path) -> None:
    path = tmp_path / "matrix.svg"
    assert run("matrix", example, "--picture", path).exit_code == 0
    texts = shown_in(path)
    assert [texts.count(letter) for letter in "CPN"] == [10, 5, 3]
    assert texts.count("R") == 12  # the steps that the programme asks for
    assert not any("Moreno" in one or "L1" in one for one in texts)


def test_a_person_is_drawn_by_id_only_where_asked_for(example: Path, tmp_path: Path) -> None:
    path = tmp_path / "matrix.svg"
    assert run("matrix", example, "--picture", path, "--learner", "L1").exit_code == 0
    texts = shown_in(path)
    assert (texts.count("H"), texts.count("M")) == (8, 4)
    assert any("L1" in one for one in texts)


def test_the_picture_is_the_same_every_time_and_overwrites_nothing(example: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    for path in (first, second):
        run("matrix", example, "--picture", path)
    assert first.read_bytes() == second.read_bytes()
    again = run("matrix", example, "--picture", first)
    assert again.exit_code == 2
    assert first.read_bytes() == second.read_bytes()


def test_signs_of_xml_in_a_title_do_no_harm(example: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(example)
    book["Qualifications"]["B3"] = 'Care & <home> "plus"'
    book.save(example)
    run("matrix", example, "--picture", tmp_path / "m.svg")
    assert "& <home>" in " ".join(shown_in(tmp_path / "m.svg"))


@pytest.mark.parametrize("name", ["matrix.png", "matrix"])
def test_another_kind_of_picture_is_refused(example: Path, tmp_path: Path, name: str) -> None:
    result = run("matrix", example, "--picture", tmp_path / name)
    assert result.exit_code == 2
    assert "ends in .svg" in result.output
    assert "on the sheet Matrix picture" in result.output


def test_a_senseless_number_of_steps_neither_hangs_nor_fills_the_disk(example: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(example)
    book["Areas"]["C2"], book["Profiles"]["D2"] = 2_000_000_000, 2_000_000_000
    book.save(example)
    path = tmp_path / "matrix.svg"
    assert run("matrix", example, "--picture", path, "--learner", "L1").exit_code == 0
    assert path.stat().st_size < 200_000
    found = json.loads(run("matrix", example, "--format", "json").output)
    assert found["profiles"][0]["required_steps"] == 2_000_000_008


def test_an_empty_workbook_gives_no_picture(tmp_path: Path) -> None:
    blank = tmp_path / "blank.xlsx"
    run("new", "matrix", blank)
    result = run("matrix", blank, "--picture", tmp_path / "m.svg")
    assert result.exit_code == 2
    assert "nothing to draw" in result.output


# --- check and update -----------------------------------------------------------------------------------------------


def test_the_example_is_in_order_but_for_one_deadline(example: Path) -> None:
    found = json.loads(run("check", example, "--format", "json", "--on", "2026-01-15").output)
    assert [(one["code"], one["severity"], one["cell"]) for one in found] == [("MX10", "todo", "A3")]


def test_the_blank_workbook_is_in_order(tmp_path: Path) -> None:
    run("new", "matrix", tmp_path / "blank.xlsx")
    result = run("check", tmp_path / "blank.xlsx", "--format", "json", "--on", "2026-01-15")
    assert (result.exit_code, json.loads(result.output)) == (0, [])


def test_an_unknown_outcome_partner_or_area_is_found_where_it_stands(example: Path) -> None:
    book = openpyxl.load_workbook(example)
    book["Matrix"]["A2"], book["Matrix"]["B3"], book["Profiles"]["C2"] = "9.9", "Q9", "H9"
    book.save(example)
    found = json.loads(run("check", example, "--format", "json", "--on", "2026-01-15").output)
    unknown = {(one["sheet"], one["cell"]) for one in found if one["code"] == "WB08"}
    assert unknown == {("Matrix", "A2"), ("Matrix", "B3"), ("Profiles", "C2")}


def test_update_writes_picture_plan_and_common_units(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("update", example, "-o", out, "--on", "2026-01-15").exit_code == 0
    book = openpyxl.load_workbook(out)
    picture, plan, common = (book[one] for one in ("Matrix picture", "Training plan", "Common units"))
    assert [picture[one].value for one in ("C2", "C3", "D3")] == ["Q2 Home care assistant", "P", "C"]
    assert (plan["A2"].value, plan["H2"].value) == ("L1", 300)
    assert plan["F4"].value == "missing: steps 3-4"
    assert [common[f"A{row}"].value for row in range(2, 7)] == [*["same id"] * 4, "alike, proposed"]
    assert common["H6"].value == 82.15


# --- common units ---------------------------------------------------------------------------------------------------


def test_common_units_are_shown_with_their_different_points_and_why(example: Path) -> None:
    output = run("common-units", example).output
    assert "U1 Hygiene and safety    Q1      12  U1 Hygiene and safety    Q2      10  same id" in output
    assert "2.2 is like 5.2 (88.89 %: chair, helps, into, person)" in output


def test_the_likeness_may_be_asked_for_instead(example: Path) -> None:
    assert "82.15 %" in run("common-units", example, "--likeness", "82.14").output
    assert "82.15 %" not in run("common-units", example, "--likeness", "83").output


@pytest.mark.parametrize("likeness", ["0", "101", "-5", "much", "NaN"])
def test_a_likeness_that_is_no_per_cent_is_refused(example: Path, likeness: str) -> None:
    assert run("common-units", example, f"--likeness={likeness}").exit_code == 2


def test_what_a_learner_has_of_other_qualifications_is_shown(example: Path) -> None:
    book = openpyxl.load_workbook(example)
    sheet = book["Earlier units"]
    row = {"Learner *": "L1", "Qualification *": "Q1", "Unit *": "U1", "Recognised by *": "H1", "On *": "2025-06-30"}
    headers = [str(cell.value) for cell in sheet[1]]
    for header, value in row.items():
        sheet.cell(2, headers.index(header) + 1, value)
    book.save(example)
    found = json.loads(run("common-units", example, "--learner", "L1", "--format", "json").output)
    assert [(one["qualification"], one["units"], one["points"]) for one in found["learners"]] == [
        ("Q2", ["U1"], 10),
        ("Q3", ["U1"], 15),
    ]
    output = run("common-units", example, "--learner", "L1").output
    assert "10 of 30 points (33.33 %)" in output


@pytest.mark.parametrize(("second", "is_added"), [("Q1", False), ("Q2", True)])
def test_an_older_workbook_gets_the_sheet_only_with_something_on_it(
    tmp_path: Path, second: str, is_added: bool
) -> None:
    path, out = tmp_path / "units.xlsx", tmp_path / "out.xlsx"
    path.write_bytes(build_from(sheets_from_markdown(TWO_QUALIFICATIONS.format(second=second)), KINDS["qualification"]))
    book = openpyxl.load_workbook(path)
    del book["Common units"]
    book.save(path)
    assert run("update", path, "-o", out, "--on", "2026-01-15").exit_code < 2  # it finds errors, and writes
    assert ("Common units" in openpyxl.load_workbook(out).sheetnames) is is_added
