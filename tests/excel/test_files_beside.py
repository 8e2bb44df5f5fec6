"""Every button that writes files: no file is ever changed or lost, and Excel is as it was afterwards."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest
import xlwings as xw

from ecvet_office.excel.actions import ACTIONS
from ecvet_office.model.errors import EcvetError
from excel.test_year_actions import files_in
from excel_engine import engine_of
from exchange.foreign_files import participants

ON = dt.date(2026, 3, 31)
SELECTING = {
    "host_grids": "Learners",
    "next_year": "Learners",
    "audit": "Learners",
    "personal_data": "My learners",
    "forget": "Agreements",
    "anonymise": "Learners",
    "extract": "Partners",
    "export": "Learners",
    "all_documents": "Learners",
    "amend": "Agreements",
    "meeting_papers": "Learners",
}
"""Every button that writes files, and a sheet on which a row is selected."""

WITHOUT_FILES = {"amend", "meeting_papers"}
"""Nothing of the example was signed, and nothing is before a meeting."""

SETTINGS = {"screen_updating": False, "calculation": "manual", "status_bar": "Somebody else's words"}


def press(book: xw.Book, action: str) -> None:
    """Presses a button with row 3 selected, twice where the first press only shows; what it refuses is no matter."""
    for _ in range(2 if action == "export" else 1):
        with contextlib.suppress(EcvetError):
            ACTIONS[action](book, ON, True)


@pytest.fixture
def beside(plan: Path) -> Path:
    """The folder of the workbook, with a file of another system, and the one by which Excel marks what it has open."""
    (plan.parent / "export").mkdir()
    participants(plan.parent / "export")
    plan.with_name("~$plan.xlsx").write_bytes(b"somebody's name")
    return plan.parent


def set_aside(book: xw.Book, action: str) -> None:
    """Selects a row for a button, and gives Excel settings that are not its own."""
    book.sheets[SELECTING.get(action, "Learners")].activate()
    book.sheets[SELECTING.get(action, "Learners")].range("A3").select()
    for name, value in SETTINGS.items():
        setattr(book.app, name, value)


@pytest.mark.parametrize("action", SELECTING)
def test_pressed_again_no_file_is_changed_or_lost_and_excel_is_as_it_was(
    beside: Path, book: xw.Book, action: str
) -> None:
    ACTIONS["check"](book, ON, False)
    at_first = before = files_in(beside)
    for _ in range(2):
        set_aside(book, action)
        press(book, action)
        after = files_in(beside)
        assert {name: after.get(name) for name in before} == before
        assert {name: getattr(book.app, name) for name in SETTINGS} == SETTINGS
        before = after
    assert len(before) > len(at_first) or action in WITHOUT_FILES
    assert engine_of(book).alerts == []


@pytest.mark.parametrize("action", sorted(ACTIONS.keys() - SELECTING.keys() - {"open_folder"}))
def test_excel_is_as_it_was_after_every_other_button(beside: Path, book: xw.Book, action: str) -> None:
    before = files_in(beside)
    set_aside(book, action)
    press(book, action)
    assert {name: getattr(book.app, name) for name in SETTINGS} == SETTINGS
    assert before.items() <= files_in(beside).items()
