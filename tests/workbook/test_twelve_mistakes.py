"""A dozen mistakes of five kinds, typed into the cells of the example: each is found where it stands, and no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.evaluation import evaluate
from ecvet_office.workbook.columns import header_of
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.reading import read
from workbook.example_book import DAY, FOUND, places, write_example

Book = openpyxl.Workbook
Found = set[tuple[str, str]]


def sheet_of(book: Book, table: str) -> Worksheet:
    return next(sheet for sheet in book.worksheets if table in sheet.tables)


def cell(book: Book, table: str, row: int, field: str) -> Cell:
    """The cell of a field, by the field's header."""
    sheet = sheet_of(book, table)
    header = header_of(BY_NAME[table].column(field))
    column = next(one.column for one in sheet[1] if one.value == header)
    found = sheet.cell(row, column or 0)
    assert isinstance(found, Cell)
    return found


def row_of(book: Book, table: str, first_cell: str) -> int:
    """The row whose first cell begins with a text."""
    return next(int(one.row) for one in sheet_of(book, table)["A"] if str(one.value).startswith(first_cell))


def at(one: Cell) -> str:
    return f"{one.parent.title}!{one.coordinate}"


def new_row(book: Book, table: str, **values: object) -> int:
    """Types a row below a table."""
    sheet = sheet_of(book, table)
    row = 1 + max(int(one.row) for one in sheet["A"] if one.value is not None)
    for field, value in values.items():
        cell(book, table, row, field).value = value  # type: ignore[assignment] # a text, a number or a day
    return row


def a_word_for_a_number(book: Book) -> Found:
    hours = cell(book, "UnitPoints", 6, "effort_hours")
    hours.value = "four hundred"
    return {("WB04", at(hours))}


def an_ambiguous_day(book: Book) -> Found:
    sent = cell(book, "Papers", 3, "sent")
    sent.value = "08/12/2024"
    return {("WB16", at(sent))}


def a_reference_to_nobody(book: Book) -> Found:
    institution = cell(book, "People", 6, "institution")
    institution.value = "I9 · Clinique Exemple"
    return {("WB08", at(institution))}


def an_error_in_a_cell(book: Book) -> Found:
    longest = cell(book, "Memoranda", 2, "longest_stay")
    longest.value, longest.data_type = "#REF!", "e"
    return {("WB10", at(longest))}


def an_id_that_stands_twice(book: Book) -> Found:
    row = new_row(book, "Partners", id="I3", name="Clinique Exemple", country="France")
    return {("WB09", at(cell(book, "Partners", row, "id")))}


def a_level_that_there_is_not(book: Book) -> Found:
    level = cell(book, "Qualifications", 2, "eqf_level")
    level.value = 9
    return {("QU03", at(level))}


def an_outcome_without_a_criterion(book: Book) -> Found:
    criterion = cell(book, "Outcomes", row_of(book, "Outcomes", "5.1"), "criterion")
    criterion.value = None
    return {("QU09", at(criterion))}


def a_unit_without_points(book: Book) -> Found:
    points = cell(book, "UnitPoints", 9, "points")
    points.value = None
    return {("QU10", at(points))}


def units_that_miss_the_total(book: Book) -> Found:
    total = cell(book, "Qualifications", 2, "points")
    total.value = 190
    return {("PT03", at(total)), ("PT01", at(total))}  # 190 points are not 60 a year either


def a_learner_without_a_date_of_birth(book: Book) -> Found:
    born = cell(book, "Learners", row_of(book, "Learners", "L3"), "date_of_birth")
    born.value = None
    return {("AG15", at(born))}


def a_host_that_is_the_home(book: Book) -> Found:
    host = cell(book, "Agreements", row_of(book, "Agreements", "A3"), "host")
    host.value = "I1"
    return {("AG14", at(host))}


def days_in_the_wrong_order(book: Book) -> Found:
    end = cell(book, "Agreements", row_of(book, "Agreements", "A1"), "planned_end")
    end.value = "3 February 2025"
    return {("AG16", at(end))}


def a_validation_without_an_assessment(book: Book) -> Found:
    row = new_row(
        book, "Decisions", learner="L6", qualification="Q1", subject="U5", context="prior learning", step="validated",
        by="H1", on="2025-09-15",
    )  # fmt: skip
    return {("RE03", at(cell(book, "Decisions", row, "step")))}


MISTAKES = (
    a_word_for_a_number, an_ambiguous_day, a_reference_to_nobody, an_error_in_a_cell, an_id_that_stands_twice,
    a_level_that_there_is_not, an_outcome_without_a_criterion, a_unit_without_points, units_that_miss_the_total,
    a_learner_without_a_date_of_birth, a_host_that_is_the_home, days_in_the_wrong_order,
    a_validation_without_an_assessment,
)  # fmt: skip


def found_beyond_the_examples_own(path: Path) -> Counter[tuple[str, str]]:
    found = places(one for one in evaluate(read(path), DAY).findings if one.code != "WB26")  # rows typed below a table
    return found - FOUND


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
def test_a_mistake_is_found_where_it_stands_and_nowhere_else(tmp_path: Path, mistake: Callable[[Book], Found]) -> None:
    path = write_example(tmp_path)
    book = openpyxl.load_workbook(path)
    expected = mistake(book)
    book.save(path)
    assert found_beyond_the_examples_own(path) == Counter(expected)


def test_all_mistakes_together_are_found_each_where_it_stands(tmp_path: Path) -> None:
    path = write_example(tmp_path)
    book = openpyxl.load_workbook(path)
    expected = set[tuple[str, str]]().union(*(mistake(book) for mistake in MISTAKES))
    book.save(path)
    # As long as a unit has no points, nobody can say whether the units reach the total.
    assert {code for code, _ in expected} >= {"QU10", "PT03"}
    judged = {(code, place) for code, place in expected if code != "PT03"}
    assert len(judged) == len(MISTAKES)
    assert {code[:2] for code, _ in judged} == {"WB", "QU", "PT", "AG", "RE"}
    assert found_beyond_the_examples_own(path) == Counter(judged)
