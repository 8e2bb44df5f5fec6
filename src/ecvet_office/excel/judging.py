"""What every action begins with: the open workbook read and judged, its new rows numbered, and Excel kept quiet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date

import xlwings as xw

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.excel.cell_runs import write_cells
from ecvet_office.excel.open_book import sheets_of
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.updating import numbers_of_new_rows


def judged(book: xw.Book, on: date) -> Evaluation:
    """Reads a workbook and judges it; rows without an id get their number, as values.

    Args:
        book: the open workbook.
        on: the day on which dates are judged.

    Raises:
        UsageError: The workbook holds none of our tables; it was left as it is.
    """
    book.app.status_bar = f"ECVET: reading {book.name}"
    sheets = sheets_of(book)
    if not sheets.sheets:
        raise UsageError(
            f"{book.name} holds none of the tables of an ECVET workbook, so nothing was done. "
            "Open your ECVET workbook and try again; `ecvet new mobility FILE` makes a new one."
        )
    # Reading gave the new rows these numbers already, so that what is judged is what now stands there.
    write_cells(book, [(one.sheet, one.row, one.column, one.value) for one in numbers_of_new_rows(sheets)])
    return evaluate(sheets, on)


@contextmanager
def undisturbed(app: xw.App, status: str) -> Iterator[None]:
    """Keeps Excel from redrawing and recalculating meanwhile, and says in the status bar what goes on.

    Afterwards all three are as they were, whatever happened. Excel gives False for a status bar that is its own.
    """
    with ExitStack() as afterwards:
        for setting, meanwhile in (("screen_updating", False), ("calculation", "manual"), ("status_bar", status)):
            afterwards.callback(setattr, app, setting, getattr(app, setting))
            setattr(app, setting, meanwhile)
        yield
