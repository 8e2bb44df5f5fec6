"""What the buttons of the add-in and `ecvet live` call; the only place in this room that reads the clock."""

from __future__ import annotations

from datetime import datetime

import xlwings as xw

from ecvet_office.excel.actions import ACTIONS, Action
from ecvet_office.model.errors import EcvetError, UsageError

NO_WORKBOOK = "there is no open workbook: start Excel, open your workbook, leave Protected View, and try again"


def run(action: str, selected: bool = False) -> None:  # as VBA writes the call
    """Does what a button stands for, in the workbook from which it was pressed, as of today on this PC's clock.

    Where it cannot be done, one box says why.

    Args:
        action: the name of an action, as in `ACTIONS`.
        selected: whether only for the learners of the selected rows.
    """
    book = xw.Book.caller()
    try:
        _run(action, book, selected=selected)
    except EcvetError as error:
        book.app.alert(str(error), title="ECVET", mode="critical")


def run_live(action: str, *, selected: bool) -> str:
    """Does the same in the workbook that is open in front, and gives its name; no box is shown.

    Args:
        action: the name of an action, as in `ACTIONS`.
        selected: whether only for the learners of the selected rows.

    Raises:
        UsageError: no Excel runs here, or no workbook is open in it.
        EcvetError: the action cannot be done.
    """
    book = _active_book()
    _run(action, book, selected=selected)
    return book.name


def _run(action: str, book: xw.Book, *, selected: bool) -> None:
    _action(action)(book, datetime.now().astimezone().date(), selected)


def _action(name: str) -> Action:
    if name not in ACTIONS:
        raise UsageError(f"there is no action {name}; there is: {', '.join(ACTIONS)}")
    return ACTIONS[name]


def _active_book() -> xw.Book:
    """Gives the workbook in front; raises UsageError where there is none."""
    if xw.engines.active is None:
        raise UsageError("Excel does not run on this system: open the workbook in Excel for Windows or Mac")
    app = xw.apps.active
    if app is None or not len(app.books):
        raise UsageError(NO_WORKBOOK)
    return app.books.active
