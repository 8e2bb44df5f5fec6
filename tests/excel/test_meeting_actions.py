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
from ecvet_office.credit.meeting import meeting_cases
from ecvet_office.documents.document_languages import languages_of
from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.meeting_actions import MEETING, NOTHING, meeting, meeting_papers
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from excel.example_ranges import empty
from excel_engine import engine_of, open_book

ON = dt.date(2026, 6, 12)
DECIDED_ON = dt.datetime(2025, 4, 22)  # noqa: DTZ001 # a day in Excel has no zone


@pytest.fixture
def plan(undecided: Path) -> Path:
    """As nobody decided yet; L2's outcome 3.3 is assessed, not agreed."""
    book = openpyxl.load_workbook(undecided)
    for row in book["Results"].iter_rows(min_row=2, max_col=4):
        if str(row[1].value).startswith("L2") and str(row[2].value).startswith("3.1"):
            row[2].value = "3.3"
    book.save(undecided)
    return undecided


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


def test_where_nothing_is_before_the_meeting_the_sheet_says_so(book: xw.Book) -> None:
    for name in ("Results", "Agreements"):
        empty(book, name)
    assert meeting(book, ON) == ()
    (row,) = shown(book)
    assert (row["Meeting on"], row["How it stands"]) == (dt.datetime.combine(ON, dt.time()), NOTHING)


def test_the_day_in_the_white_cell_counts_while_the_sheet_is_in_front(plan: Path, book: xw.Book) -> None:
    meeting(book, ON)
    white = book.sheets[MEETING.title].range("A2")
    assert white.color is None
    assert book.sheets[MEETING.title].range("A3").color is not None
    white.value = dt.datetime(2025, 9, 1)  # noqa: DTZ001 # a day in Excel has no zone
    earlier = meeting(book, ON)
    assert (
        earlier == meeting_cases(parse(read(plan))[0], dt.date(2025, 9, 1)) != meeting_cases(parse(read(plan))[0], ON)
    )
    assert {row["Meeting on"] for row in shown(book)} == {dt.datetime(2025, 9, 1)}  # noqa: DTZ001
    white.value = None
    assert meeting(book, ON) != earlier
    white.value = dt.datetime(2025, 9, 1)  # noqa: DTZ001
    book.sheets["Learners"].activate()
    assert meeting(book, ON) != earlier


def test_what_is_no_certain_day_is_said_with_its_cell(book: xw.Book) -> None:
    meeting(book, ON)
    book.sheets[MEETING.title].range("A2").value = "'03/04/2026"
    with pytest.raises(UsageError, match=r"Meeting!A2 holds 03/04/2026, which is no day that is certain"):
        meeting(book, ON)


def test_agenda_and_minutes_are_those_of_the_command_line(example: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(example.read_bytes())
    with open_book(path) as book:
        meeting(book, ON)
        book.sheets[MEETING.title].range("A2").value = DECIDED_ON
        made = meeting_papers(book, ON)
    language = languages_of(parse(read(path))[0].settings)
    typed = ["meeting", path, "--on", DECIDED_ON.date(), "-o", tmp_path / "typed", "--language", language]
    assert CliRunner().invoke(ecvet, list(map(str, typed))).exit_code == 0
    by_button = {one.name: one.read_bytes() for one in (tmp_path / "documents").iterdir()}
    assert by_button == {one.name: one.read_bytes() for one in (tmp_path / "typed").iterdir()}
    assert sorted(one.document for one in made) == ["meeting-agenda", "meeting-minutes"]


def test_without_anything_before_the_meeting_no_paper_is_made(plan: Path, book: xw.Book) -> None:
    for name in ("Results", "Agreements"):
        empty(book, name)
    with pytest.raises(UsageError, match="nothing is before a meeting on 12 June 2026"):
        meeting_papers(book, ON)
    assert not (plan.parent / "documents").exists()
