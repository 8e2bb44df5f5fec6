"""Forgetting a learner: what goes, what stays byte for byte, and what is told."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.table import Table

from ecvet_office.cli import ecvet
from ecvet_office.documents.manifest import read_manifest
from ecvet_office.evaluation import evaluate
from ecvet_office.exchange.forgetting import REMOVED, forget, traces_in
from ecvet_office.exchange.learner_papers import delete_papers, papers_about
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.reading import read
from exchange.learners_traced import EMAIL, NAME, text_of_all_parts, traced_workbook

DAY = date(2026, 1, 15)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return traced_workbook(tmp_path)


def test_no_row_names_a_forgotten_learner_and_all_others_say_what_they_said(plan: Path) -> None:
    before = evaluate(read(plan), DAY)
    done = forget(plan, "L1", plan.with_name("out.xlsx"))
    after = evaluate(read(done.receipt.path), DAY)
    assert "L1" not in after.register.learner
    assert "A1" not in after.register.agreement
    assert not [row for row in after.register.results if row.learner == "L1"]
    assert [one for one in before.ledgers if one.learner != "L1"] == list(after.ledgers)
    assert not [one for one in after.findings if one.code == "WB08"]


def test_rows_become_empty_and_none_moves(plan: Path) -> None:
    done = forget(plan, NAME, plan.with_name("out.xlsx"))
    assert done.learner == "L1"
    assert done.emptied["Learners"] == (2,)
    sheet = openpyxl.load_workbook(done.receipt.path)["Learners"]
    old = openpyxl.load_workbook(plan)["Learners"]
    assert sheet["B2"].value is None
    assert [cell.value for cell in sheet[3]] == [cell.value for cell in old[3]]


def test_a_text_that_no_cell_shows_leaves_the_file_and_the_others_keep_their_index(plan: Path) -> None:
    assert f"{NAME} once stood here" in text_of_all_parts(plan)
    done = forget(plan, "L1", plan.with_name("out.xlsx"))
    assert "once stood here" not in text_of_all_parts(done.receipt.path)
    notes = openpyxl.load_workbook(done.receipt.path)["Notes"]
    assert notes["A3"].value == "nothing of interest"
    with zipfile.ZipFile(plan) as old, zipfile.ZipFile(done.receipt.path) as new:
        items = [archive.read("xl/sharedStrings.xml").count(b"<si>") for archive in (old, new)]
    assert items[0] == items[1]


def test_comments_properties_and_charts_lose_the_name(plan: Path) -> None:
    done = forget(plan, "L1", plan.with_name("out.xlsx"))
    book = openpyxl.load_workbook(done.receipt.path)
    assert book["Learners"]["B2"].comment is None or not book["Learners"]["B2"].comment.text.strip()
    beside = book["Learners"]["B3"].comment
    assert beside is not None
    assert beside.text == f"shares a room with {REMOVED}"
    assert book.properties.title == f"Stays of {REMOVED} and others"
    assert EMAIL not in text_of_all_parts(done.receipt.path)


def test_what_remains_on_a_sheet_of_the_users_own_is_told_with_its_cell(plan: Path) -> None:
    done = forget(plan, "L1", plan.with_name("out.xlsx"))
    told = {(one.place, one.what, one.is_certain) for one in done.remains}
    assert told == {("Notes!A1", "the full name", True), ("Notes!A2", "the family name", False)}


def test_the_workbook_it_was_taken_from_is_told_as_a_copy(plan: Path) -> None:
    assert forget(plan, "L1", plan.with_name("out.xlsx")).copies == (plan,)


def test_copies_beside_the_workbook_and_beside_the_new_file_are_told(plan: Path) -> None:
    elsewhere = plan.with_name("elsewhere")
    elsewhere.mkdir()
    old = plan.with_name("plan.backup.xlsx")
    old.write_bytes(plan.read_bytes())
    (elsewhere / "broken.xlsx").write_bytes(b"no workbook")
    done = forget(plan, "L1", elsewhere / "out.xlsx")
    assert done.copies == (old, plan)
    assert done.unread == (elsewhere / "broken.xlsx",)


def test_in_place_the_backup_is_told_and_without_one_nothing_is_left(tmp_path: Path) -> None:
    plan = traced_workbook(tmp_path)
    kept = forget(plan, "L1", in_place=True)
    assert kept.copies == (kept.receipt.backup,)
    other = tmp_path / "other"
    other.mkdir()
    gone = forget(traced_workbook(other), "L1", in_place=True, backup=False)
    assert gone.copies == ()
    assert [path.name for path in other.iterdir()] == ["plan.xlsx"]


def test_an_unknown_learner_is_refused_with_the_nearest(plan: Path) -> None:
    with pytest.raises(UsageError, match="no learner L99"):
        forget(plan, "L99")


def test_an_id_that_two_learners_have_is_refused_because_another_might_be_removed(plan: Path) -> None:
    book = openpyxl.load_workbook(plan)
    book["Learners"]["A3"].value = "L1"
    book.save(plan)
    with pytest.raises(UsageError, match="rows 2, 3 of the sheet Learners have the same id L1"):
        forget(plan, "L1")


def test_documents_made_for_the_learner_are_deleted_and_all_others_stay(plan: Path) -> None:
    papers = plan.with_name("papers")
    filled = CliRunner().invoke(
        ecvet, ["fill", "transcript", str(plan), "-o", str(papers), "--jobs", "1", "--on", "2026-01-15"]
    )
    assert filled.exit_code in {0, 1}
    mine, others = papers / "transcript_A1_L1.docx", papers / "transcript_A2_L2.docx"
    (papers / "transcript_A1_L1.pdf").write_bytes(b"%PDF-1.7")
    (papers / "letter.txt").write_text(f"Dear {NAME}", encoding="utf-8")
    rows, traces = traces_in(plan, "L1")
    found = papers_about([papers], rows, traces)
    assert {one.path.name for one in found if one.is_ours} == {"transcript_A1_L1.docx", "transcript_A1_L1.pdf"}
    assert any(one.path.name == "letter.txt" and not one.is_ours for one in found)
    assert mine.exists()  # looking deletes nothing
    assert mine in delete_papers(found)
    assert not mine.exists()
    assert others.exists()
    assert (papers / "letter.txt").exists()
    assert mine.name not in {row.file for row in read_manifest(papers)}


def with_table(path: Path, title: str, name: str, rows: list[list[str]]) -> None:
    """Adds a sheet with a table, as a button of the add-in does."""
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    last = sheet.cell(len(rows), len(rows[0])).coordinate
    sheet.add_table(Table(displayName=name, ref=f"A1:{last}"))
    book.save(path)


def test_rows_that_buttons_wrote_about_the_learner_are_emptied_and_all_others_stay(plan: Path) -> None:
    form = [["Learner", "Name", "Reason"], ["L1", NAME, "read her file"], ["L2", "Bruno Laine", "why"]]
    with_table(plan, "Decisions to enter", "DecisionsToEnter", form)
    lines = ["What returned documents say", f"{NAME}: 2 marks", "A1: a day differs", "L2: none"]
    with_table(plan, "Returned", "Returned", [[line] for line in lines])
    done = forget(plan, "L1", plan.with_name("out.xlsx"))
    book = openpyxl.load_workbook(done.receipt.path)
    assert [[cell.value for cell in row] for row in book["Decisions to enter"].iter_rows(min_row=2)] == [
        [None, None, None],
        ["L2", "Bruno Laine", "why"],
    ]
    assert [row[0].value for row in book["Returned"].iter_rows(min_row=2)] == [None, None, "L2: none"]
    assert not [one for one in done.remains if one.place.startswith(("Decisions to enter", "Returned"))]


def test_a_table_of_the_users_own_that_bears_the_name_of_a_buttons_is_left_and_told(plan: Path) -> None:
    with_table(plan, "Meeting", "Meeting", [["Room", "Who"], ["4", NAME]])
    done = forget(plan, "L1", plan.with_name("out.xlsx"))
    assert openpyxl.load_workbook(done.receipt.path)["Meeting"]["B2"].value == NAME
    assert ("Meeting!B2", True) in {(one.place, one.is_certain) for one in done.remains}


def test_a_copy_that_holds_only_the_two_names_side_by_side_is_told(plan: Path) -> None:
    book = openpyxl.Workbook()
    for number, text in enumerate(NAME.split(), 1):
        book.worksheets[0].cell(1, number).value = text
    book.save(plan.with_name("rooms.xlsx"))
    assert plan.with_name("rooms.xlsx") in forget(plan, "L1", plan.with_name("out.xlsx")).copies


def test_the_command_says_what_remains_and_ends_in_exit_code_1(plan: Path) -> None:
    done = CliRunner().invoke(ecvet, ["forget", str(plan), "L1", "-o", str(plan.with_name("out.xlsx"))])
    assert done.exit_code == 1
    assert "remains: Notes!A1: the full name\n" in done.output
    assert "plan.xlsx as before" in done.output
    assert NAME not in done.output
