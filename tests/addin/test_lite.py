"""What a workbook of xlwings Lite runs, here in a workbook whose Excel refuses what Excel on the web refuses."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xw

from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.building.function_wrappers import custom_functions
from ecvet_office.workbook.blank import build
from excel_engine import engine_of, open_book

MAIN = Path(__file__).parents[2] / "addin" / "lite" / "main.py"
REFUSED = ("status_bar", "screen_updating", "calculation")
SHOWN = {
    "check": "Findings",
    "compute_credit": "Credit",
    "share_points": "Points",
    "papers": "Papers owed",
    "meeting": "Meeting",
}


def refuse(*_: object) -> None:
    raise NotImplementedError("this engine does not support it")


@pytest.fixture
def lite(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    monkeypatch.setenv("HOME", "of this test")  # main.py sets it, and afterwards it is as it was
    return SimpleNamespace(**runpy.run_path(str(MAIN)))


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[xw.Book]:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build(example=True))
    for name in REFUSED:
        monkeypatch.setattr(xw.App, name, property(refuse, refuse))
    with open_book(path) as book:
        yield book


@pytest.mark.parametrize(("action", "sheet"), SHOWN.items())
def test_a_script_does_its_work_where_excel_keeps_its_settings(
    lite: SimpleNamespace, book: xw.Book, action: str, sheet: str
) -> None:
    getattr(lite, action)(book)
    assert book.sheets.active.name == sheet
    assert engine_of(book).alerts == []


def test_what_cannot_be_done_is_said_in_a_box(lite: SimpleNamespace, book: xw.Book) -> None:
    lite.explain_finding(book)
    assert [alert.prompt for alert in engine_of(book).alerts]


def test_all_custom_functions_are_there(lite: SimpleNamespace) -> None:
    there: dict[str, Any] = vars(lite)
    assert {one.__name__ for one in custom_functions()} == set(there["__all__"])


def test_every_script_stands_for_an_action_that_there_is() -> None:
    text = MAIN.read_text(encoding="utf-8")
    called = {line.split('"')[1] for line in text.splitlines() if line.strip().startswith('perform("')}
    assert called <= set(ACTIONS)


def test_documents_go_where_the_user_can_export_them(lite: SimpleNamespace) -> None:
    assert lite.os.environ["HOME"] == "/data"
