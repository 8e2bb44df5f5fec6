"""The button Papers: who owes which paper, in the open workbook as by the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl

from ecvet_office.evaluation import evaluate
from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.owed_actions import PAPERS_OWED, papers
from ecvet_office.report.owed_papers import owed_papers
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.reading import read
from excel_engine import engine_of, open_book

ON = dt.date(2025, 2, 20)
HOST_ROW, RETURNED, SIGNED_ON = 5, 9, 13


def plan_with_a_paper_out(folder: Path) -> Path:
    path = folder / "plan.xlsx"
    write_new("mobility", path, example=True)
    book = openpyxl.load_workbook(path)
    for column in (RETURNED, SIGNED_ON):
        book["Papers"].cell(HOST_ROW, column).value = None
    book.save(path)
    return path


def test_the_sheet_papers_owed_shows_what_the_command_line_tells(tmp_path: Path) -> None:
    path = plan_with_a_paper_out(tmp_path)
    by_command = owed_papers(evaluate(read(path), ON).register, ON)
    with open_book(path) as book:
        found = ACTIONS["papers"](book, ON, False)
        assert [one.paper.number for one in by_command] == ["P4"]
        assert found == by_command
        sheet = book.sheets["Papers owed"]
        row = dict(zip(PAPERS_OWED.headers, sheet.tables[0].range[1, :].value, strict=True))
        assert (row["Who"], row["Paper"], row["How it stands"]) == (
            "I2 Lycée professionnel Exemple",
            "P4",
            "overdue for 6 days",
        )
        assert row["Due"] == dt.datetime(2025, 2, 14)  # noqa: DTZ001 # a day in Excel has no zone
        assert book.sheets.active.name == sheet.name
        assert engine_of(book).alerts == []


def test_pressed_again_it_rewrites_the_sheet_and_adds_none(tmp_path: Path) -> None:
    with open_book(plan_with_a_paper_out(tmp_path)) as book:
        papers(book, ON)
        papers(book, ON)
        assert [sheet.name for sheet in book.sheets].count("Papers owed") == 1
