"""ECVET in xlwings Lite, the add-in of Microsoft's store: the same functions and actions, in Excel on the web too.

This is the `main.py` of a workbook, and of the plugin that xlwings Lite builds from it; `requirements.txt` beside it
names what xlwings Lite has to install. README.md says how, and what of this was never run in Excel.
"""

from __future__ import annotations

import os

# xlwings Lite lets the user export the folder /data alone. Documents go below the home folder, so that is the one.
os.environ["HOME"] = "/data"

from datetime import datetime
from typing import Any

import xlwings as xw
from xlwings import script

from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.functions import (
    ecvet_check,
    ecvet_credit,
    ecvet_explain,
    ecvet_grade,
    ecvet_points,
    ecvet_progress,
)
from ecvet_office.model.errors import EcvetError

__all__ = [
    "ecvet_check",
    "ecvet_credit",
    "ecvet_explain",
    "ecvet_grade",
    "ecvet_points",
    "ecvet_progress",
]


class QuietApp:
    """The application where three settings, which Excel keeps from add-ins of its store, are accepted for nothing.

    Attributes:
        status_bar: what would be shown while an action runs.
        screen_updating: whether Excel would redraw meanwhile.
        calculation: whether Excel would calculate meanwhile.
    """

    def __init__(self, app: xw.App) -> None:
        self._app = app
        self.status_bar: object = False
        self.screen_updating = True
        self.calculation = "automatic"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)


class QuietBook:
    """A workbook whose application is quiet; all else is as it is."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self.app = QuietApp(book.app)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book, name)


def perform(action: str, book: xw.Book, *, selected: bool = False) -> None:
    """Does what a button stands for, as of today; where it cannot be done, one box says why.

    Args:
        action: the name of an action, as in `ACTIONS`.
        book: the workbook in front.
        selected: whether only for the learners of the selected rows.
    """
    try:
        ACTIONS[action](QuietBook(book), datetime.now().astimezone().date(), selected)
    except EcvetError as error:
        book.app.alert(str(error), title="ECVET")


@script
def check(book: xw.Book) -> None:
    """Rewrites the sheets Findings and My learners."""
    perform("check", book)


@script
def compute_credit(book: xw.Book) -> None:
    """Rewrites the sheets Credit and Progress."""
    perform("compute_credit", book)


@script
def share_points(book: xw.Book) -> None:
    """Rewrites the sheet Points."""
    perform("share_points", book)


@script
def explain_finding(book: xw.Book) -> None:
    """Shows the page of the rule of the selected finding."""
    perform("explain_finding", book)


@script
def papers(book: xw.Book) -> None:
    """Rewrites the sheet Papers owed: who owes which paper."""
    perform("papers", book)


@script
def enrol(book: xw.Book) -> None:
    """Shows whom the selected list would add; run again on the sheet Enrolled, adds them."""
    perform("enrol", book)


@script
def meeting(book: xw.Book) -> None:
    """Rewrites the sheet Meeting: what a recognition meeting can decide."""
    perform("meeting", book)


@script
def decide(book: xw.Book) -> None:
    """Lists on the sheet Decisions to enter what is ready; run again there, enters what was filled in."""
    perform("decide", book)


@script
def all_documents(book: xw.Book) -> None:
    """Writes all documents; Files > Export in xlwings Lite hands them out."""
    perform("all_documents", book)


@script
def documents_of_selected(book: xw.Book) -> None:
    """Writes the documents of the learners whose rows are selected."""
    perform("all_documents", book, selected=True)
