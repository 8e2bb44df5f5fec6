"""The custom functions as Excel calls them: through xlwings' own Windows code, and on request through its web engine.

On Windows Excel hands over ranges as objects, constants as they are, and a number for an argument that was left out.
The libraries of Windows are stood in for; xlwings' code is its own.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import xlwings as xw

from ecvet_office.excel import functions
from ecvet_office.excel.building.function_wrappers import custom_functions
from excel.example_ranges import Range, ranges_of_file
from excel_engine.ranges import FileRange

LEFT_OUT = -2147352572  # what COM hands over for an argument that was left out
DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no time zones
ROOM = functions.__name__
OF_CREDIT = ("Learners", "UnitPoints", "Outcomes", "Results", "Decisions", "EarlierUnits")
OF_PROGRESS = ("UnitPoints", "Qualifications", "Groups")
Call = Callable[..., Range]


@pytest.fixture
def undecorated() -> Iterator[None]:
    """Lets each test decorate the functions in the way of one host; here they have none."""
    for one in custom_functions():
        vars(one).pop("__xlfunc__", None)
    yield
    for one in custom_functions():
        vars(one).pop("__xlfunc__", None)


@pytest.fixture
def windows(book: xw.Book, undecorated: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Call]:  # noqa: ARG001 - asked for first
    """Calls a custom function by its name as Excel for Windows does."""
    stand_ins: dict[str, dict[str, object]] = {
        "pythoncom": {"CoInitialize": lambda: None, "IID_IDispatch": 0},
        "pywintypes": {"com_error": OSError},
        "win32com": {},
        "win32com.client": {"Dispatch": None},
        "xlwings._xlwindows": {
            "BOOK_CALLER": None,
            "Range": lambda xl: xl,
            "is_range_instance": lambda one: isinstance(one, FileRange),
        },
        "xlwings.com_server": {"loop": None},
    }
    for name, contents in stand_ins.items():
        module = ModuleType(name)
        vars(module).update(contents)
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(xw, "com_server", sys.modules["xlwings.com_server"], raising=False)
    monkeypatch.setattr(xw, "_xlwindows", sys.modules["xlwings._xlwindows"], raising=False)
    monkeypatch.delitem(sys.modules, "xlwings.udfs", raising=False)
    udfs = import_module("xlwings.udfs")
    for one in custom_functions():
        udfs.xlfunc(one)
    caller = book.sheets[0]["Z1"].impl

    def call(name: str, *arguments: object) -> Range:
        answer: Range = udfs.call_udf(ROOM, name, arguments, None, caller)
        return answer

    yield call
    sys.modules.pop("xlwings.udfs", None)


def table(book: xw.Book, name: str) -> Any:
    """Gives a table as the object that Excel hands over."""
    return next(one.range.impl for sheet in book.sheets for one in sheet.tables if one.name == name)


def test_points_of_a_range_and_of_constants(windows: Call, book: xw.Book) -> None:
    book.sheets[0]["X1:X4"].options(transpose=True).value = [320, 450, 610, 220]
    weights = book.sheets[0]["X1:X4"].impl
    assert windows("ecvet_points", 60.0, weights, LEFT_OUT) == [[12.0], [17.0], [23.0], [8.0]]
    assert windows("ecvet_points", 60.0, ((1.0, 2.0, 3.0),), LEFT_OUT) == [[10.0, 20.0, 30.0]]
    assert windows("ecvet_points", 10.0, ((1.0,), (2.0,)), 0.5) == [[3.5], [6.5]]


def test_credit_and_progress_are_those_of_the_same_values(windows: Call, book: xw.Book, example: Path) -> None:
    ranges = ranges_of_file(example)
    told = windows("ecvet_credit", *(table(book, name) for name in OF_CREDIT))
    assert told == functions.ecvet_credit(*(ranges[name] for name in OF_CREDIT))
    assert len(told) > 50
    handed_back = tuple(map(tuple, told))  # what one function gives, another takes as rows of values
    progress = windows(
        "ecvet_progress", table(book, "Learners"), handed_back, *(table(book, one) for one in OF_PROGRESS)
    )
    assert progress == functions.ecvet_progress(ranges["Learners"], told, *(ranges[name] for name in OF_PROGRESS))
    assert progress[1][:3] == ["L1", "Q1", 95.0]


def test_check_takes_a_range_and_a_name(windows: Call, book: xw.Book, example: Path) -> None:
    book.sheets["Units"]["B2"].value = None
    ranges = ranges_of_file(example)
    answer = windows("ecvet_check", table(book, "Units"), LEFT_OUT)
    assert [(row[1], row[2], row[3]) for row in answer[1:]] == [("QU01", 2.0, "Title *")]
    assert windows("ecvet_check", table(book, "Units"), "Units") == answer
    assert windows("ecvet_check", table(book, "Partners"), LEFT_OUT) == functions.ecvet_check(ranges["Partners"])


def test_an_error_in_a_cell_is_told_and_not_passed_over(windows: Call, book: xw.Book) -> None:
    book.sheets["Results"]["C2"].value = "#N/A"
    [[text]] = windows("ecvet_credit", *(table(book, name) for name in OF_CREDIT))
    assert text.startswith("ECVET: row 2 of the results: Outcome shows #N/A (WB10)")


def test_grades_and_pages(windows: Call) -> None:
    assert windows("ecvet_grade", ((12.0, 8.0), (9.0, None)), ((2.0, 1.0),), LEFT_OUT, LEFT_OUT) == [
        [10.67, "passed", ""],
        ["ECVET: learner 2: the grade of unit 2 is empty; a mean needs every grade", "", ""],
    ]
    assert windows("ecvet_explain", "PT02") == functions.ecvet_explain([["PT02"]])


# --- on request: the engine of Excel on the web, which is under another licence ---------------------------------------


@pytest.fixture
def web(undecorated: None) -> Call:  # noqa: ARG001 - asked for first
    """Calls a custom function as Excel on the web does; whoever runs this has set a licence key of their own."""
    if not os.environ.get("XLWINGS_LICENSE_KEY"):
        pytest.skip("asked for by setting XLWINGS_LICENSE_KEY to a key of your own")
    engine = import_module("xlwings.pro.udfs_officejs")
    for one in custom_functions():
        engine.xlfunc(one)

    def call(name: str, *arguments: object) -> Range:
        data = {
            "func_name": name,
            "args": arguments,
            "version": xw.__version__,
            "client": "Office.js",
            "caller_address": "Sheet1!A1",
            "content_language": "en-US",
            "culture_info_name": "en-US",
            "date_format": "m/d/yyyy",
            "runtime": "1.4",
        }
        answer: Range = asyncio.run(engine.custom_functions_call(data, functions))
        return answer

    return call


def on_the_web(cells: Range) -> Range:
    """Gives a range as Excel on the web hands it over: days as numbers, blanks as empty text, whole numbers as such."""

    def cell(value: object) -> object:
        if isinstance(value, dt.datetime):
            return (value - DAY_ZERO).days
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return "" if value is None else value

    return [list(map(cell, row)) for row in cells]


@pytest.mark.pro
def test_the_web_gives_what_windows_gives(web: Call, example: Path) -> None:
    ranges = ranges_of_file(example)
    there = {name: on_the_web(cells) for name, cells in ranges.items()}
    told = web("ecvet_credit", *(there[name] for name in OF_CREDIT))
    assert told == functions.ecvet_credit(*(ranges[name] for name in OF_CREDIT))
    progress = web("ecvet_progress", there["Learners"], on_the_web(told), *(there[name] for name in OF_PROGRESS))
    assert progress == functions.ecvet_progress(ranges["Learners"], told, *(ranges[name] for name in OF_PROGRESS))
    assert web("ecvet_points", [[60]], [[320], [450], [610], [220]], None) == [[12.0], [17.0], [23.0], [8.0]]
    assert web("ecvet_check", there["Units"], None) == functions.ecvet_check(ranges["Units"])
    assert web("ecvet_grade", [[12, 8]], [[2, 1]], None, None) == [[10.67, "passed", ""]]
    assert web("ecvet_explain", [["PT02"]]) == functions.ecvet_explain([["PT02"]])
