"""Cells of thousands of digits, which Excel keeps as text and of which Python makes no number."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from ecvet_office.model.results import Paper
from ecvet_office.workbook.filled_cells import known_rows
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.paper_rows import PAPERS, filed
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.row_values import natural
from workbook.example_book import write_example

DIGITS = "9" * 5000


def test_thousands_of_digits_sort_as_the_number_that_they_write() -> None:
    texts = [f"L{DIGITS}", "L10", "L9", f"L1{DIGITS}", "L"]
    assert sorted(texts, key=natural) == ["L", "L9", "L10", f"L{DIGITS}", f"L1{DIGITS}"]


def test_a_paper_numbered_by_thousands_of_digits_does_not_keep_the_next_from_a_number(tmp_path: Path) -> None:
    path = write_example(tmp_path)
    book = openpyxl.load_workbook(path)
    title = BY_NAME[PAPERS].title
    book[title].cell(2, 1).value = f"P{DIGITS}"
    book.save(path)
    sheets = read(path)
    changes = filed([(Paper(number="", document="transcript", subject="A1"), "transcript.docx")], sheets)
    numbers = set(known_rows(sheets).names[PAPERS].numbered.values())
    assert changes.rows[0].cells["number"] not in numbers
