"""Lets a real `xw.Book` run on a workbook on disk, without Excel, so that the buttons of the add-in can be tested.

The engine answers xlwings as Excel for Windows does over COM, also where that is inconvenient: numbers are floats,
error cells are large negative integers, and text is read on entry as if somebody had typed it. What is not modelled is
absent, and raises AttributeError or NotImplementedError instead of guessing. Two things Excel does are beyond a file:

- nothing is calculated: a formula keeps the value that Excel last saved, and one that is new has none (None);
- `save` writes formulas without values, and loses what openpyxl cannot hold. Save to a copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlwings as xw

from excel_engine.application import Alert, FileEngine
from excel_engine.ranges import Call

__all__ = ["Alert", "Call", "FileEngine", "engine_of", "open_book"]


@contextmanager
def open_book(path: Path) -> Iterator[xw.Book]:
    """Gives the workbook at `path` as xlwings sees it; on leaving, nothing is saved and xlwings is as it was.

    Inside, the engine stands under the name "excel" and is active, and the book is what `xw.Book.caller()` returns.

    Raises:
        FileNotFoundError: there is no such file.
    """
    with _standing_in_for_excel(FileEngine()):
        book = xw.Book(path)
        book.set_mock_caller()
        yield book


def engine_of(book: xw.Book) -> FileEngine:
    """Gives the engine under a book: `calls` counts the traffic with Excel, `alerts` and `answers` are its boxes."""
    engine = book.app.engine.impl
    if not isinstance(engine, FileEngine):
        raise TypeError(f"{book.name} was not opened by open_book")
    return engine


@contextmanager
def _standing_in_for_excel(engine: FileEngine) -> Iterator[None]:
    engines, by_name, active = list(xw.engines), dict(xw.engines.engines_by_name), xw.engines.active
    caller = getattr(xw.Book, "_mock_caller", None)
    stand_in = xw.Engine(impl=engine)
    xw.engines.add(stand_in)
    stand_in.activate()
    try:
        yield
    finally:
        xw.engines.engines, xw.engines.engines_by_name, xw.engines.active = engines, by_name, active
        if caller is not None:
            caller.set_mock_caller()
        elif hasattr(xw.Book, "_mock_caller"):
            # xlwings asks only whether there is such an attribute, which it declares nowhere: None would not do.
            del xw.Book._mock_caller
