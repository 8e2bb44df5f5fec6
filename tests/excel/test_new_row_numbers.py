"""Numbers for new rows of an open workbook: those of `ecvet update`, as values, and nothing else touched."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ecvet_office.evaluation import evaluate
from ecvet_office.excel.actions import check
from ecvet_office.report.updating import update
from ecvet_office.workbook.reading import read
from excel.example_ranges import example_workbook
from excel_engine import engine_of, open_book

ON = dt.date(2026, 3, 31)


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """The example with two new learners, and a new partner, none of them with a number."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(example_workbook())
    workbook = openpyxl.load_workbook(path, data_only=True)
    learners: Any = workbook["Learners"]
    last = learners.max_row
    for row in (last + 1, last + 2):
        learners.cell(row, 2).value = f"New {row}"
    workbook["Partners"].cell(workbook["Partners"].max_row + 1, 2).value = "New partner"
    workbook.save(path)
    return path


def ids(path: Path, sheet: str) -> list[object]:
    [column] = openpyxl.load_workbook(path)[sheet].iter_cols(1, 1, 2, values_only=True)
    return list(column)


def test_new_rows_get_the_numbers_that_the_command_line_gives(grown: Path, tmp_path: Path) -> None:
    evaluation = evaluate(read(grown), ON)
    with open_book(grown) as book:
        live = check(book, ON)
        book.save(tmp_path / "live.xlsx")
    update(grown, evaluation, tmp_path / "updated.xlsx")
    for sheet in ("Learners", "Partners"):
        numbered = ids(tmp_path / "live.xlsx", sheet)
        assert numbered == ids(tmp_path / "updated.xlsx", sheet)
        assert None not in numbered
        assert ids(grown, sheet).count(None) in {1, 2}
    assert live.findings == evaluation.findings


def test_numbers_that_stand_together_are_written_at_once(grown: Path) -> None:
    with open_book(grown) as book:
        check(book, ON)
        written = [call for call in engine_of(book).calls if call.verb == "write"]
        assert sorted(call.sheet for call in written) == ["Findings", "Learners", "My learners", "Partners"]


def test_rows_that_a_filter_hides_are_written_one_by_one(grown: Path) -> None:
    workbook = openpyxl.load_workbook(grown)
    last = workbook["Learners"].max_row
    workbook["Learners"].row_dimensions[last].hidden = True
    workbook.save(grown)
    with open_book(grown) as book:
        check(book, ON)
        written = [call.address for call in engine_of(book).calls if (call.verb, call.sheet) == ("write", "Learners")]
        assert written == [f"$A${last - 1}", f"$A${last}"]
        assert None not in book.sheets["Learners"].range((2, 1), (last, 1)).value


def test_a_second_press_numbers_nothing(grown: Path) -> None:
    with open_book(grown) as book:
        check(book, ON)
        before = engine_of(book).count("write")
        check(book, ON)
        assert engine_of(book).count("write") == before + 2
