"""What the buttons of the add-in call; the only place in this room that reads the clock and shows a box."""

from __future__ import annotations

from datetime import datetime

import xlwings as xw

from ecvet_office.excel.actions import ACTIONS, Action
from ecvet_office.model.errors import EcvetError, UsageError


def run(action: str) -> None:
    """Does what a button stands for, in the workbook from which it was pressed, as of today on this PC's clock.

    Where it cannot be done, one box says why.

    Args:
        action: the name of an action, as in `ACTIONS`.
    """
    book = xw.Book.caller()
    try:
        _action(action)(book, datetime.now().astimezone().date())
    except EcvetError as error:
        book.app.alert(str(error), title="ECVET", mode="critical")


def _action(name: str) -> Action:
    if name not in ACTIONS:
        raise UsageError(f"there is no action {name}; there is: {', '.join(ACTIONS)}")
    return ACTIONS[name]
