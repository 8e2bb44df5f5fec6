"""Single values into cells: text stays text, and what keeps it so never shows."""

from __future__ import annotations

import pytest
import xlwings as xw

from ecvet_office.excel.cell_runs import write_cells
from ecvet_office.excel.excel_values import for_excel


@pytest.mark.parametrize("number_format", ["General", "@"])
@pytest.mark.parametrize("text", ["L1 · Aino Virtanen", "=1+1", "007", "'quoted'"])
def test_a_text_shows_as_it_is_whatever_the_format_of_the_cell(book: xw.Book, number_format: str, text: str) -> None:
    sheet = book.sheets["Learners"]
    sheet.range("A50:A51").number_format = number_format
    write_cells(book, [(sheet.name, row, 1, for_excel(text)) for row in (50, 51)])
    assert [cell.value for cell in sheet.range("A50:A51")] == [text, text]
    assert [cell.formula for cell in sheet.range("A50:A51")] == [text, text]


def test_cells_of_several_formats_are_written_each_by_its_own(book: xw.Book) -> None:
    sheet = book.sheets["Learners"]
    sheet.range("A51").number_format = "@"
    write_cells(book, [(sheet.name, row, 1, for_excel("=1+1")) for row in (50, 51, 52)])
    assert [cell.value for cell in sheet.range("A50:A52")] == ["=1+1"] * 3
