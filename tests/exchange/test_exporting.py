"""Files of other systems are filled by their own headers, and nothing else in them changes."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.exchange.exporting import export
from ecvet_office.exchange.foreign_grid import read_grid
from ecvet_office.exchange.likeness import comparable, likeliest
from ecvet_office.exchange.spelling import of_cell, of_list
from ecvet_office.model.errors import UnreadableFileError, UsageError
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.reading import read
from exchange.foreign_files import BORN, COUNTRIES, FIRST, HEADERS, participants, recipients
from workbook.example_book import EXAMPLE

DAY = date(2026, 1, 15)
HOST = {"Hosting country *": "Partners.country"}


@cache
def example() -> Evaluation:
    return evaluate(read(EXAMPLE), DAY)


def cells_of(path: Path) -> dict[tuple[str, int, int], object]:
    return {
        (sheet.title, cell.row, cell.column): (cell.value, cell.formula)
        for sheet in read_workbook(path).sheets
        for row in sheet.rows()
        for cell in row.cells
    }


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_header_is_found_below_a_title_and_machine_keys_belong_to_it(tmp_path: Path) -> None:
    grid = read_grid(participants(tmp_path))
    assert (grid.title, grid.first) == ("Participants", FIRST)
    assert [one.header for one in grid.columns] == list(HEADERS)
    assert grid.columns[1].headers == ("Family name *", "learner.familyName")
    assert [one.number for one in grid.columns if one.is_required] == [2, 3, 4, 10, 11]
    assert grid.hidden == {4, FIRST + 1}


def test_the_same_words_are_filled_and_what_only_resembles_ours_is_proposed(tmp_path: Path) -> None:
    done = export(example(), participants(tmp_path), tmp_path / "out.xlsx", {})
    assert done.mapping.fields[2] == "Learners.family_name"
    assert done.mapping.fields[7] == "Agreements.planned_start"
    assert "Partners.country" in {like.field for _, like in done.mapping.proposed}
    assert 10 not in done.mapping.fields
    assert "Participant record" in {one.header for one in done.mapping.unmatched}


def test_every_cell_and_part_but_ours_stays_as_it_was(tmp_path: Path) -> None:
    foreign = participants(tmp_path)
    done = export(example(), foreign, tmp_path / "out.xlsx", HOST)
    assert done.receipt is not None
    before, after = cells_of(foreign), cells_of(done.receipt.path)
    assert {cell: value for cell, value in after.items() if cell in before} == before
    new_cells = {(row, column) for _, row, column in after.keys() - before.keys()}
    assert {row for row, _ in new_cells} == set(done.filled.values())
    assert {column for _, column in new_cells} <= done.mapping.fields.keys()
    old, new = parts_of(foreign), parts_of(done.receipt.path)
    changed = {name for name in old if old[name] != new[name]}
    assert old.keys() == new.keys()
    assert len(changed) <= 3  # the sheet, the formats of dates, and the book's note to calculate
    assert "xl/worksheets/sheet1.xml" in changed
    assert not changed & {name for name in old if "comment" in name or "sheet2" in name}


def test_empty_rows_that_show_are_filled_in_order_and_a_hidden_one_is_passed_over(tmp_path: Path) -> None:
    done = export(example(), participants(tmp_path), tmp_path / "out.xlsx", {})
    assert list(done.filled.values())[:2] == [FIRST, FIRST + 2]
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Participants"]
    assert [cell.value for cell in sheet[FIRST]][1:4] == ["Virtanen", "Aino", "14/05/2006"]
    assert sheet.cell(FIRST + 1, 2).value is None


def test_a_row_that_has_the_learner_is_completed_and_its_own_cells_stay(tmp_path: Path) -> None:
    rows = ({2: "VIRTANEN", 3: "Aino", 4: BORN, 6: "other@mail.example", 9: "MOB-77"},)
    done = export(example(), participants(tmp_path, rows), tmp_path / "out.xlsx", {})
    assert done.matched == {"A1": FIRST}
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Participants"]
    assert sheet.cell(FIRST, 6).value == "other@mail.example"
    assert sheet.cell(FIRST, 7).value is not None
    assert f"Participants!F{FIRST}" in {one.place for one in done.told}
    assert f"Participants!B{FIRST}" not in {one.place for one in done.told}


def test_a_drop_down_decides_the_spelling_and_a_value_that_it_lacks_is_told(tmp_path: Path) -> None:
    maps = HOST | {"Nationality code": "Learners.nationality"}
    done = export(example(), participants(tmp_path), tmp_path / "out.xlsx", maps)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Participants"]
    assert sheet.cell(FIRST, 10).value == "FR - France"
    assert sheet.cell(FIRST, 5).value is None  # a nationality is no country of the list
    assert any(one.place == f"Participants!E{FIRST}" and "does not have" in one.what for one in done.told)


def test_required_cells_that_stay_empty_are_told(tmp_path: Path) -> None:
    done = export(example(), participants(tmp_path), tmp_path / "out.xlsx", HOST)
    said = {one.place: one.what for one in done.told}
    assert "required and stays empty" in said[f"Participants!K{FIRST}"]


def test_a_table_is_not_grown_and_whoever_finds_no_row_is_told(tmp_path: Path) -> None:
    done = export(example(), recipients(tmp_path), tmp_path / "out.xlsx", {})
    assert list(done.filled.values()) == [2, 3]
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["Recipients"].tables["tblRecipients"].ref == "A1:E3"
    assert len([one for one in done.told if "found no empty row" in one.what]) == len(example().register.learners) - 2


@pytest.mark.parametrize(
    ("value", "choices", "expected"),
    [
        (True, ("Y", "N"), "Y"),
        (False, ("Yes", "No"), "No"),
        ("Greece", COUNTRIES, "EL - Greece"),
        ("Suomi", COUNTRIES, "FI - Finland"),
        ("France", ("FR", "FI"), "FR"),
        ("female", ("Male", "Female"), "Female"),
        ("Italy", COUNTRIES, None),
        ("a", ("A", "a"), "a"),
        ("x y", ("X Y", "x  y"), None),
    ],
)
def test_a_choice_is_the_one_that_means_the_value_and_none_where_several_may(
    value: str | bool, choices: tuple[str, ...], expected: str | None
) -> None:
    assert of_list(value, choices) == expected


def test_a_day_is_written_as_the_header_says() -> None:
    assert of_cell(BORN, ("Born (DD/MM/YYYY)",)) == "14/05/2006"
    assert of_cell(BORN, ("Born",)) == BORN


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nom de famille *", "Learners.family_name"),
        ("GEBURTSDATUM", "Learners.date_of_birth"),
        ("participant.familyName", "Learners.family_name"),
        ("Planned start", "Agreements.planned_start"),
    ],
)
def test_headers_are_known_in_any_language_and_as_machine_keys(header: str, field: str) -> None:
    like = likeliest([header])
    assert like is not None
    assert like.field == field


def test_a_word_of_another_language_alone_is_proposed_and_not_taken(tmp_path: Path) -> None:
    foreign = recipients(tmp_path)
    book = openpyxl.load_workbook(foreign)
    sheet = book["Recipients"]
    sheet["B1"].value = "Name"  # the German for a family name; here it may be anybody's
    sheet.tables["tblRecipients"].tableColumns[1].name = "Name"
    book.save(foreign)
    done = export(example(), foreign, tmp_path / "out.xlsx", {})
    assert 2 not in done.mapping.fields
    assert [column.header for column, _ in done.mapping.proposed] == ["Name"]


def test_what_resembles_nothing_has_no_field() -> None:
    assert likeliest(["Zzyzx"]) is None
    assert comparable("E-mail (private) *") == "e mail"


def run(plan: Path, foreign: Path, *more: str) -> Result:
    return CliRunner().invoke(ecvet, ["export", str(plan), str(foreign), "--on", "2026-01-15", *more])


def test_what_the_user_said_is_kept_beside_the_workbook_and_holds_at_the_next_run(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    write_new("mobility", plan, example=True)
    foreign = participants(tmp_path)
    first = run(plan, foreign, "-o", str(tmp_path / "1.xlsx"), "--map", "Hosting country *=Partners.country")
    assert first.exit_code == 1
    assert json.loads((tmp_path / "participants.xlsx.mapping.json").read_text(encoding="utf-8")) == {"columns": HOST}
    run(plan, foreign, "-o", str(tmp_path / "2.xlsx"))
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
    assert "Virtanen" not in first.output


def test_mobility_ids_come_back_into_a_copy_of_the_workbook(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    write_new("mobility", plan, example=True)
    book = openpyxl.load_workbook(plan)
    headers = [str(cell.value).rstrip(" *") for cell in book["Agreements"][1]]
    book["Agreements"].cell(2, headers.index("Mobility ID") + 1).value = None
    book.save(plan)
    foreign = participants(tmp_path, ({2: "Virtanen", 3: "Aino", 4: BORN, 9: "MOB-77"},))
    done = run(plan, foreign, "-o", str(tmp_path / "out.xlsx"), "--ids-back")
    assert "mobility ID for Agreements!" in done.output
    assert evaluate(read(tmp_path / "plan.ids.xlsx"), DAY).register.agreement["A1"].mobility_id == "MOB-77"
    assert evaluate(read(plan), DAY).register.agreement["A1"].mobility_id is None


@pytest.mark.parametrize(
    ("maps", "said"),
    [
        ({"Familly name": "Learners.family_name"}, "did you mean"),
        ({"Days": "Learners.shoe_size"}, "no field that can be handed on"),
    ],
)
def test_a_header_or_a_field_that_is_not_there_is_refused(tmp_path: Path, maps: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        export(example(), participants(tmp_path), tmp_path / "out.xlsx", maps)
    assert not (tmp_path / "out.xlsx").exists()


def test_a_damaged_mapping_is_told_with_what_to_do(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    write_new("mobility", plan, example=True)
    (tmp_path / "participants.xlsx.mapping.json").write_text("[", encoding="utf-8")
    done = run(plan, participants(tmp_path), "-o", str(tmp_path / "out.xlsx"))
    assert done.exit_code == 2
    assert "Delete it, and say --map anew" in done.output
    assert UnreadableFileError.__name__ not in done.output
