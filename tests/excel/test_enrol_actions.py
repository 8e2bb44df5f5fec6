"""The button Enrol: shows first what `ecvet enrol` shows of the selected list, and then adds the same rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.enrol_actions import NOTHING, PRESS_AGAIN, WRITTEN, enrol
from ecvet_office.excel.open_book import sheets_of
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.intake import Fate
from ecvet_office.workbook.parsing import parse
from excel.example_ranges import example_workbook
from excel_engine import open_book

ON = dt.date(2026, 3, 31)
HEADERS = ("Nachname", "Vorname", "Geburtsdatum", "Package", "Planned start")
PEOPLE = (
    ("M\u00fcller", "Zo\u00eb", dt.date(2008, 5, 14), "K1", dt.date(2026, 10, 5)),
    ("Virtanen", "Aino", dt.date(2006, 5, 14), "K2", dt.date(2026, 10, 5)),
)


def with_list(folder: Path, headers: Sequence[str] = HEADERS) -> Path:
    path = folder / "plan.xlsx"
    path.write_bytes(example_workbook())
    book = openpyxl.load_workbook(path, data_only=True)
    sheet = book.create_sheet("Class")
    for row in (headers, *PEOPLE):
        sheet.append(list(row))
    book.save(path)
    return path


def select(book: xw.Book, area: str) -> None:
    book.sheets["Class"].activate()
    book.sheets["Class"].range(area).select()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[xw.Book]:
    with open_book(with_list(tmp_path)) as book:
        select(book, "A1:E3")
        yield book


def shown(book: xw.Book) -> list[str]:
    return [str(row[0]) for row in book.sheets["Enrolled"].tables["Enrolled"].range.options(ndim=2).value[1:]]


def test_the_first_press_shows_and_writes_nothing_and_the_second_adds_what_was_shown(book: xw.Book) -> None:
    before, _ = parse(sheets_of(book))
    assert ACTIONS["enrol"] is enrol
    plan = enrol(book, ON)
    assert [one.candidate.fate for one in plan.rows] == [Fate.NEW, Fate.KNOWN]
    assert shown(book)[0] == PRESS_AGAIN
    assert "The list stands in Class!A1:E3" in shown(book)
    assert parse(sheets_of(book))[0].learners == before.learners
    enrol(book, ON)
    after, _ = parse(sheets_of(book))
    assert shown(book)[0] == WRITTEN
    assert len(after.learners) == len(before.learners) + 1
    new, known = after.agreements[-2:]
    assert after.learner[new.learner or ""].full_name == "Zo\u00eb M\u00fcller"
    assert (known.learner, known.package, known.planned_start) == ("L1", "K2", dt.date(2026, 10, 5))


def test_once_all_are_enrolled_there_is_nobody_left(book: xw.Book) -> None:
    enrol(book, ON)
    enrol(book, ON)
    select(book, "A1:E3")
    plan = enrol(book, ON)
    assert plan.additions == ()
    assert shown(book)[0] == NOTHING


def test_a_list_that_changed_in_between_is_shown_again_before_it_is_written(book: xw.Book) -> None:
    enrol(book, ON)
    book.sheets["Class"].range("B2").value = "Zora"
    book.sheets["Class"].range("C2").value = "unknown"
    before, _ = parse(sheets_of(book))
    enrol(book, ON)
    assert shown(book)[0] == PRESS_AGAIN
    assert parse(sheets_of(book))[0].learners == before.learners


@pytest.mark.parametrize(
    ("headers", "area", "said"),
    [
        (HEADERS, "A1", "a row of headers and at least one person"),
        (
            ("Nachname", "Vorname", "Geburtsdatm", "Package", "Start"),
            "A1:E3",
            "not certain what the column Geburtsdatm",
        ),
        (("Nachname", "Vorname", "Geburtsdatum", "Ort", "Start"), "A1:E3", "not said which package"),
        (("x", "y", "z", "v", "w"), "A1:E3", "holds headers that we know"),
    ],
)
def test_what_cannot_be_enrolled_is_said_with_what_to_do(
    tmp_path: Path, headers: Sequence[str], area: str, said: str
) -> None:
    with open_book(with_list(tmp_path, headers)) as book:
        select(book, area)
        with pytest.raises(UsageError, match=said):
            enrol(book, ON)
        assert "Enrolled" not in [sheet.name for sheet in book.sheets]
