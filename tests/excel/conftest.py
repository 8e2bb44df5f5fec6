"""The example workbook, as a file that nobody writes to, as one of a test's own, and open in the stand-in for Excel."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from excel.example_ranges import example_workbook
from excel_engine import open_book


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as a file that tests only read."""
    path = tmp_path_factory.mktemp("example") / "plan.xlsx"
    path.write_bytes(example_workbook())
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The example as a file of the test's own, in a folder of its own."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(example_workbook())
    return path


@pytest.fixture
def undecided(tmp_path: Path) -> Path:
    """A file as `plan`, before L1 and L2 were decided on; L2's outcome 3.4 was not achieved."""
    path = tmp_path / "plan.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(example_workbook()))
    for row in book["Decisions"].iter_rows(min_row=2, max_col=7):
        for cell in row:
            cell.value = None
    for row in book["Results"].iter_rows(min_row=2, max_col=4):
        if str(row[1].value).startswith("L2") and str(row[2].value).startswith("3.4"):
            row[3].value = "no"
    book.save(path)
    return path


@pytest.fixture
def book(plan: Path) -> Iterator[xw.Book]:
    """The test's own file, open in the stand-in for Excel."""
    with open_book(plan) as book:
        yield book
