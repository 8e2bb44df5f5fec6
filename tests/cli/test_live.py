"""`ecvet live`: the action of a button on the workbook in front, and a clear word where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.excel.actions import ACTIONS
from excel.example_ranges import example_workbook
from excel_engine import engine_of, open_book


def live(*arguments: str) -> Result:
    return CliRunner().invoke(ecvet, ["live", *arguments])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(example_workbook())
    return path


def test_an_action_is_done_in_the_workbook_in_front(plan: Path) -> None:
    with open_book(plan) as book:
        result = live("compute_credit")
        assert (result.exit_code, result.output) == (0, "done in plan.xlsx; the workbook is not saved\n")
        assert book.sheets.active.name == "Credit"
        assert book.sheets["Credit"].range("A2").value is not None
        assert engine_of(book).alerts == []


def test_selected_rows_alone_are_meant_where_it_is_asked(plan: Path) -> None:
    with open_book(plan) as book:
        book.sheets["Agreements"].activate()
        book.sheets["Agreements"].range("A2").select()
        result = live("learning_agreements", "--selected")
        assert result.exit_code == 0
        assert [path.name for path in (plan.parent / "documents").iterdir()] == ["learning-agreement_A1_L1.docx"]


def test_what_cannot_be_done_is_said_and_ends_with_2(plan: Path) -> None:
    with open_book(plan):
        result = live("transcripts", "--selected")
        assert result.exit_code == 2
        assert "ecvet: no rows are selected. Select rows on the sheet Learners" in result.output


def test_without_excel_on_this_system_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xw.engines, "active", None)
    result = live("check")
    assert result.exit_code == 2
    assert result.output.startswith("ecvet: Excel does not run on this system")


def test_without_an_open_workbook_it_is_said(plan: Path) -> None:
    with open_book(plan) as book:
        book.close()
        result = live("check")
        assert result.exit_code == 2
        assert "there is no open workbook: start Excel" in result.output


def test_an_unknown_action_is_said_with_those_there_are() -> None:
    result = live("chekc")
    assert result.exit_code == 2
    assert all(action in result.output for action in ACTIONS)
