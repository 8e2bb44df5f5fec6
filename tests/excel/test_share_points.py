"""The button Share points: are points filled in only where there are none at all, and never changed?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from ecvet_office.evaluation import evaluate
from ecvet_office.excel.actions import share_points
from ecvet_office.report.shares import shares_of
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from excel.example_ranges import example_workbook
from excel_engine import engine_of, open_book

ON = dt.date(2026, 3, 31)


@contextmanager
def opened(folder: Path, change: Callable[[Any], object]) -> Iterator[xw.Book]:
    """Opens the example with a change to its sheet Unit points; the points of its units stand in column C."""
    path = folder / "plan.xlsx"
    path.write_bytes(example_workbook())
    workbook = openpyxl.load_workbook(path, data_only=True)
    assert str(workbook["Unit points"]["C1"].value).startswith("Points")
    change(workbook["Unit points"])
    workbook.save(path)
    with open_book(path) as book:
        yield book


def without_points(sheet: Any) -> None:
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 3).value = None


def points_of(book: xw.Book) -> list[object]:
    values: list[object] = book.sheets["Unit points"].range("C2:C10").value
    return values


def test_a_qualification_without_any_points_gets_its_shares(tmp_path: Path) -> None:
    with opened(tmp_path, without_points) as book:
        register, _ = parse(read(tmp_path / "plan.xlsx"))
        [found] = shares_of(register)
        assert found.sharing is not None
        share_points(book, ON)
        assert points_of(book) == [float(share.points) for share in found.sharing.shares]
        written = [call for call in engine_of(book).calls if call.verb == "write" and call.sheet == "Unit points"]
        assert [call.address for call in written] == ["$C$2:$C$10"]


def test_the_sheet_points_then_shows_them_as_those_of_the_table(tmp_path: Path) -> None:
    with opened(tmp_path, without_points) as book:
        evaluation = share_points(book, ON)
        rows = book.sheets["Points"].range("A2:F10").value
        assert [row[5] for row in rows] == [row[4] for row in rows] == points_of(book)
        assert "QU10" not in {one.code for one in evaluation.findings}
        assert book.sheets.active.name == "Points"


@pytest.mark.parametrize("typed", [7.5, 0.0, "many", "7,5"])
def test_one_point_that_somebody_typed_leaves_all_as_they_are(tmp_path: Path, typed: object) -> None:
    def change(sheet: Any) -> None:
        without_points(sheet)
        sheet["C4"] = typed

    with opened(tmp_path, change) as book:
        share_points(book, ON)
        assert points_of(book) == [None, None, typed, *[None] * 6]


def test_a_formula_that_shows_nothing_is_no_empty_cell(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        without_points(sheet)
        sheet["C4"] = '=""'

    with opened(tmp_path, change) as book:
        share_points(book, ON)
        assert book.sheets["Unit points"]["C4"].formula == '=""'
        assert points_of(book) == [None] * 9


def test_no_points_are_filled_in_where_the_workbook_uses_none(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        without_points(sheet)
        settings = sheet.parent["Settings"]
        [row] = [cells for cells in settings.iter_rows() if cells[0].value == "Points used"]
        row[1].value = "no"

    with opened(tmp_path, change) as book:
        share_points(book, ON)
        assert points_of(book) == [None] * 9


def test_pressing_again_changes_nothing_more(tmp_path: Path) -> None:
    with opened(tmp_path, without_points) as book:
        first = share_points(book, ON)
        before = points_of(book)
        second = share_points(book, ON)
        assert points_of(book) == before
        assert second.findings == first.findings == evaluate(first.sheets, ON).findings
