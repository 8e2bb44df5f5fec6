"""The buttons Host grids, Audit and Next year: the files that the command line writes, beside the open workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlwings as xw
from click.testing import CliRunner

from ecvet_office.cli import ecvet
from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.made_files import FILES_MADE, LEFT, MADE, THERE
from ecvet_office.model.errors import UnwritableFileError, UsageError
from excel.example_ranges import empty
from excel_engine import engine_of, open_book

ON = dt.date(2026, 3, 31)
NAMES = ("Virtanen", "Aino", "Laine", "Bruno")


def press(book: xw.Book, action: str, sheet: str = "", address: str = "") -> list[dict[str, object]]:
    """Presses a button with cells selected, and gives what the sheet Files made shows then."""
    if sheet:
        book.sheets[sheet].activate()
        book.sheets[sheet].range(address).select()
    ACTIONS[action](book, ON, bool(sheet))
    assert engine_of(book).alerts == []
    assert book.sheets.active.name == FILES_MADE.title
    rows = book.sheets[FILES_MADE.title].tables[FILES_MADE.name].range.options(ndim=2).value
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def typed(*arguments: object) -> str:
    return CliRunner().invoke(ecvet, [*map(str, arguments), "--on", str(ON)]).output


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_grid_for_each_host_is_that_of_the_command_line(plan: Path, book: xw.Book, tmp_path: Path) -> None:
    rows = press(book, "host_grids")
    typed("grid", plan, "--host", "I2", "-o", tmp_path / "typed")
    assert files_in(plan.parent / "grids") == files_in(tmp_path / "typed")
    assert [(row["What"], row["About"], row["Folder"], row["File"], row["What to know"]) for row in rows] == [
        ("host grid", "I2", "grids", "host-grid_I2.xlsx", MADE)
    ]


def test_a_grid_that_is_there_is_left_and_said_to_be(plan: Path, book: xw.Book) -> None:
    press(book, "host_grids")
    (again,) = press(book, "host_grids")
    assert again["What to know"] == THERE
    grid = plan.parent / "grids" / "host-grid_I2.xlsx"
    grid.write_bytes(b"filled in by the host")
    (third,) = press(book, "host_grids")
    assert third["What to know"] == LEFT
    assert grid.read_bytes() == b"filled in by the host"


def test_without_any_host_it_is_said(book: xw.Book) -> None:
    for name in ("Packages", "Agreements"):
        empty(book, name)
    with pytest.raises(UsageError, match="has no stay with a host"):
        press(book, "host_grids")


def test_the_next_year_is_that_of_the_command_line_under_a_name_that_is_free(
    plan: Path, book: xw.Book, tmp_path: Path
) -> None:
    before = plan.read_bytes()
    rows = press(book, "next_year")
    printed = typed("next-year", plan, "-o", tmp_path / "typed.xlsx").splitlines()
    assert (plan.parent / "plan.next-year.xlsx").read_bytes() == (tmp_path / "typed.xlsx").read_bytes()
    shown = [str(row["What to know"]) for row in rows]
    assert "Learners: 1 kept, 5 left behind" in shown
    remarks = [text for row, text in zip(rows, shown, strict=True) if row["What"] == "to know"]
    assert len(remarks) > 2
    assert set(remarks) <= {line.strip() for line in printed}
    press(book, "next_year")
    assert (plan.parent / "plan.next-year (2).xlsx").is_file()
    assert plan.read_bytes() == before


def test_the_folders_of_an_audit_are_those_of_the_command_line(plan: Path, book: xw.Book, tmp_path: Path) -> None:
    typed("fill", "learning-agreement", plan, "-o", plan.parent / "documents")
    rows = press(book, "audit", "Learners", "A2:A3")
    typed("audit", plan, "--learner", "L1", "--learner", "L2", "--papers", plan.parent / "documents",
          "-o", tmp_path / "typed")  # fmt: skip
    by_button, by_command = files_in(plan.parent / "audit"), files_in(tmp_path / "typed")
    assert by_button == by_command
    assert {"L1/contents.xlsx", "L2/contents.txt", "L1/papers/learning-agreement_A1_L1.docx"} <= by_button.keys()
    done = [row for row in rows if row["What"] == "audit"]
    assert [(row["About"], row["Folder"], row["File"]) for row in done] == [
        ("L1", "audit", "L1"),
        ("L2", "audit", "L2"),
    ]
    assert any(row["What"] == "missing or to mend" for row in rows)
    assert not any(name in str(row) for row in rows for name in NAMES)


def test_a_second_audit_overwrites_nothing(plan: Path, book: xw.Book) -> None:
    press(book, "audit", "Learners", "A2")
    before = files_in(plan.parent / "audit")
    with pytest.raises(UnwritableFileError, match="is there already, and nothing was written"):
        press(book, "audit", "Learners", "A2:A3")
    assert files_in(plan.parent / "audit") == before


def test_an_audit_is_for_the_selected_learners(book: xw.Book) -> None:
    with pytest.raises(UsageError, match="lists no learners"):
        press(book, "audit", "Units", "A2")


@pytest.mark.parametrize("action", ["audit", "personal_data", "forget"])
def test_a_workbook_that_was_changed_since_is_to_be_saved_first(plan: Path, book: xw.Book, action: str) -> None:
    before = sorted(plan.parent.iterdir())
    book.sheets["Learners"]["B2"].value = "Virtanen-Laine"
    with pytest.raises(UsageError, match=r"plan\.xlsx was changed since it was saved.*Save it, then press"):
        press(book, action, "Learners", "A2")
    assert sorted(plan.parent.iterdir()) == before
    assert (book.app.screen_updating, book.app.calculation, book.app.status_bar) == (True, "automatic", False)


def test_a_workbook_that_is_no_file_on_this_pc_is_to_be_saved_there(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_book(plan) as book:
        monkeypatch.setattr("ecvet_office.excel.saved_file.workbook_path", lambda _: "https://school.example/plan.xlsx")
        with pytest.raises(UsageError, match="is not saved on this PC"):
            press(book, "anonymise")
