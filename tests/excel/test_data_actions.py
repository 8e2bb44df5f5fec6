"""The buttons about personal data: each writes what the command line writes, and the open workbook stays as it is."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw
from click.testing import CliRunner

from ecvet_office import excel
from ecvet_office.cli import ecvet
from ecvet_office.excel.made_files import LEFT, THERE
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.results_layout import BUTTON_TABLES, RESULT_BY_NAME, ResultTable
from excel.test_year_actions import NAMES, ON, files_in, press

FAMILY_NAME = "Virtanen"


def typed(*arguments: object) -> str:
    return CliRunner().invoke(ecvet, list(map(str, arguments))).output


def test_all_that_is_stored_about_the_selected_learners_is_what_the_command_line_writes(
    plan: Path, book: xw.Book, tmp_path: Path
) -> None:
    typed("fill", "transcript", plan, "-o", plan.parent / "documents", "--on", ON)
    rows = press(book, "personal_data", "Learners", "A2:A3")
    for learner in ("L1", "L2"):
        out = tmp_path / "typed" / f"{learner}.xlsx"
        typed("personal-data", plan, learner, "-o", out, "--papers", plan.parent / "documents")
    assert files_in(plan.parent / "personal-data") == files_in(tmp_path / "typed")
    assert [(row["About"], row["Folder"], row["File"]) for row in rows] == [
        ("L1", "personal-data", "L1.xlsx"),
        ("L2", "personal-data", "L2.xlsx"),
    ]
    assert "1 documents" in str(rows[0]["What to know"])
    assert not any(name in str(row) for row in rows for name in NAMES)


def test_what_was_written_before_is_left(plan: Path, book: xw.Book) -> None:
    press(book, "personal_data", "Learners", "A2")
    (again,) = press(book, "personal_data", "Learners", "A2")
    assert again["What to know"] == THERE
    stored = plan.parent / "personal-data" / "L1.xlsx"
    stored.write_bytes(b"with a note for the learner")
    (third,) = press(book, "personal_data", "Learners", "A2")
    assert third["What to know"] == LEFT
    assert stored.read_bytes() == b"with a note for the learner"


def test_the_extract_of_each_selected_partner_is_that_of_the_command_line(
    plan: Path, book: xw.Book, tmp_path: Path
) -> None:
    rows = press(book, "extract", "Partners", "A2:A3")
    typed("extract", plan, "--partner", "I2", "-o", tmp_path / "typed" / "I2.xlsx")
    assert files_in(plan.parent / "extracts") == files_in(tmp_path / "typed")
    told = {str(row["About"]): str(row["What to know"]) for row in reversed(rows)}
    assert "no package and no agreement with the partner I1" in told["I1"]
    assert told["I2"].startswith("made; rows: Learners 3")
    assert [row["What to know"] for row in press(book, "extract", "Partners", "A3")] == [LEFT]


@pytest.mark.parametrize(("sheet", "address"), [("Learners", "A2"), ("Partners", "A500")])
def test_an_extract_needs_rows_of_partners(book: xw.Book, sheet: str, address: str) -> None:
    with pytest.raises(UsageError, match="Select rows on the sheet Partners"):
        press(book, "extract", sheet, address)


def test_the_copy_without_a_learner_is_that_of_the_command_line(plan: Path, book: xw.Book, tmp_path: Path) -> None:
    before = plan.read_bytes()
    rows = press(book, "forget", "Learners", "A2")
    typed("forget", plan, "L1", "-o", tmp_path / "typed" / "plan.xlsx")
    copy = plan.parent / "plan.forgotten.xlsx"
    assert copy.read_bytes() == (tmp_path / "typed" / "plan.xlsx").read_bytes()
    assert not any(FAMILY_NAME in str(row.cells.values()) for sheet in read(copy).sheets for row in sheet.rows)
    assert plan.read_bytes() == before
    assert book.sheets["Learners"]["B2"].value == FAMILY_NAME
    assert ("remains", "plan.xlsx") in {(row["What"], row["File"]) for row in rows}
    assert not any(name in str(row) for row in rows for name in NAMES)


def test_forgetting_tells_of_the_documents_and_of_what_other_buttons_wrote_and_deletes_none(
    plan: Path, book: xw.Book
) -> None:
    typed("fill", "transcript", plan, "-o", plan.parent / "documents", "--on", ON)
    press(book, "personal_data", "Learners", "A2")
    (plan.parent / "audit" / "L1").mkdir(parents=True)
    (plan.parent / "returned").mkdir()
    (plan.parent / "returned" / "scan.pdf").write_bytes(b"")
    typed("grid", plan, "--host", "I2", "-o", plan.parent / "grids", "--on", ON)
    rows = press(book, "forget", "Learners", "A2")
    told = {(row["Folder"], row["File"]) for row in rows if row["What"] == "document"}
    assert told == {
        ("documents", "transcript_A1_L1.docx"),
        ("personal-data", "L1.xlsx"),
        ("audit", "L1"),
        ("grids", "host-grid_I2.xlsx"),
    }
    opaque = [str(row["What to know"]) for row in rows if row["What"] == "not looked into"]
    assert [one.split()[0] for one in opaque] == ["1"]
    assert (plan.parent / "documents" / "transcript_A1_L1.docx").is_file()


def test_one_learner_is_forgotten_at_a_time(plan: Path, book: xw.Book) -> None:
    with pytest.raises(UsageError, match="one learner is forgotten at a time"):
        press(book, "forget", "Learners", "A2:A3")
    assert [path.name for path in plan.parent.iterdir()] == ["plan.xlsx"]


def test_the_copy_for_support_is_that_of_the_command_line(
    plan: Path, book: xw.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecvet_office.exchange.unknown_weeks.secrets.randbelow", lambda _: 7)
    (first, *_) = press(book, "anonymise")
    typed("anonymise", plan, "-o", tmp_path / "typed.xlsx", "--on", ON)
    copy = plan.parent / "plan.anonymous.xlsx"
    assert copy.read_bytes() == (tmp_path / "typed.xlsx").read_bytes()
    assert str(first["What to know"]).startswith("made; judged on 2025-12-02")
    learners = openpyxl.load_workbook(copy)["Learners"]
    assert learners["B2"].value not in {None, FAMILY_NAME}


def test_the_tables_that_buttons_write_are_known_by_name_and_first_header_to_whoever_forgets_a_learner() -> None:
    modules = [
        importlib.import_module(f"ecvet_office.excel.{one.name}") for one in pkgutil.iter_modules(excel.__path__)
    ]
    tables = [one for module in modules for one in vars(module).values() if isinstance(one, ResultTable)]
    assert {one.name: one.headers[0] for one in tables if one.name not in RESULT_BY_NAME} == BUTTON_TABLES
