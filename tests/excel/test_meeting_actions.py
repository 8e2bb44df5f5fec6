"""The button Meeting: the list of a recognition meeting, in the open workbook as by the command line."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw
from click.testing import CliRunner

from ecvet_office.cli import ecvet
from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.meeting_actions import MEETING, meeting
from excel.example_ranges import empty
from excel_engine import engine_of

ON = dt.date(2026, 6, 12)


@pytest.fixture
def plan(plan: Path) -> Path:
    """The example before L1 and L2 were decided on; L2's outcome 3.4 was not achieved, 3.3 is assessed, not agreed."""
    book = openpyxl.load_workbook(plan)
    for row in book["Decisions"].iter_rows(min_row=2, max_col=7):
        for cell in row:
            cell.value = None
    for row in book["Results"].iter_rows(min_row=2, max_col=4):
        if str(row[1].value).startswith("L2") and str(row[2].value).startswith("3.4"):
            row[3].value = "no"
        if str(row[1].value).startswith("L2") and str(row[2].value).startswith("3.1"):
            row[2].value = "3.3"
    book.save(plan)
    return plan


def shown(book: xw.Book) -> list[dict[str, object]]:
    rows = book.sheets[MEETING.title].tables[MEETING.name].range.options(ndim=2).value
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_sheet_says_of_each_unit_what_the_command_line_says(plan: Path, book: xw.Book) -> None:
    printed = json.loads(CliRunner().invoke(ecvet, ["meeting", str(plan), "--on", str(ON), "--format", "json"]).stdout)
    assert ACTIONS["meeting"] is meeting
    assert len(meeting(book, ON)) == len(printed["cases"]) == 3
    rows = shown(book)
    ready = {(row["Learner"], str(row["Unit"]).split()[0], row["Next step"], row["About"])
             for row in rows if row["How it stands"] == "ready"}  # fmt: skip
    whole = "the whole unit"
    assert ready == {
        (one["learner"], one["unit"], one["step"], whole if one["unit"] in one["ready"] else ", ".join(one["ready"]))
        for one in printed["cases"]
        if one["ready"]
    }
    extra = [row["About"] for row in rows if row["How it stands"] == "assessed, not agreed"]
    assert extra == [", ".join(one["extra"]) for one in printed["cases"] if one["extra"]] == ["3.3"]
    lacking = [(row["Learner"], row["What"]) for row in rows if row["How it stands"] == "missing"]
    assert lacking == [(one["learner"], lack["text"]) for one in printed["cases"] for lack in one["lacks"]]
    retaken = [(row["Learner"], row["About"]) for row in rows if row["How it stands"] == "to be retaken"]
    assert retaken == [(one["learner"], one["outcome"]) for one in printed["retake"]]


def test_a_row_names_learner_assessor_days_and_cell(book: xw.Book) -> None:
    meeting(book, ON)
    first = shown(book)[0]
    assert (first["Name"], first["Achieved"], first["By"]) == ("Aino Virtanen", "4 of 4", "Claire Martin")
    assert first["Assessed"] == "8 April 2025 to 10 April 2025"
    retaken = next(row for row in shown(book) if row["About"] == "3.4")
    assert str(retaken["What"]).startswith("not achieved: ")
    assert str(retaken["Where"]).startswith("Results!D")
    assert isinstance(retaken["Assessed"], dt.datetime)
    assert book.sheets.active.name == MEETING.title
    assert engine_of(book).alerts == []


def test_where_nothing_is_before_the_meeting_the_sheet_has_no_rows(book: xw.Book) -> None:
    for name in ("Results", "Agreements"):
        empty(book, name)
    assert meeting(book, ON) == ()
    assert [list(row.values()) for row in shown(book)] == [[None] * len(MEETING.headers)]
