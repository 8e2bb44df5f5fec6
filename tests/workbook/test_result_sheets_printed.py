"""How the result sheets print: a row on one page, and days that nobody can take for others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.evaluation import evaluate
from ecvet_office.report.result_sheets import ResultRow, result_sheets
from ecvet_office.workbook.building import template_name
from ecvet_office.workbook.kinds import KINDS
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.results_layout import RESULT_BY_NAME, ResultTable

TEMPLATES = Path(__file__).parents[2] / "workbook_templates"
ONE_COLUMN_FOR_EACH = {"Board", "MatrixPicture"}  # unit or partner: they may go on over a second page


def sheets_of_results(kind: str, *, example: bool) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(TEMPLATES / template_name(kind, example=example))
    return {name: book[table.title] for name, table in RESULT_BY_NAME.items() if table.title in book.sheetnames}


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_of_a_result_sheet_prints_on_one_page_unless_it_has_a_column_for_each_unit_or_partner(kind: str) -> None:
    pages = {name: sheet.page_setup.fitToWidth for name, sheet in sheets_of_results(kind, example=False).items()}
    assert pages
    assert {name for name, number in pages.items() if number != 1} <= ONE_COLUMN_FOR_EACH


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_on_a_result_sheet_shows_its_month_in_letters(kind: str) -> None:
    evaluation = evaluate(read(TEMPLATES / template_name(kind, example=True)), on=date(2026, 11, 1))
    rows = result_sheets(evaluation)
    formats = {
        (name, header): sheet.cell(2, RESULT_BY_NAME[name].headers.index(header) + 1).number_format
        for name, sheet in sheets_of_results(kind, example=True).items()
        for header in headers_of_days(RESULT_BY_NAME[name], rows.get(name, []))
    }
    assert {place for place, shown in formats.items() if shown != "d mmm yyyy"} == set()


def headers_of_days(table: ResultTable, rows: list[ResultRow]) -> set[str]:
    """The headers of the columns in which at least one row holds a day."""
    return {header for row in rows[1:] for header, value in zip(table.headers, row, strict=True) if type(value) is date}
