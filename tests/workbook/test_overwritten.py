"""A formula that somebody typed over is noticed, and put back when asked for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.workbook.computed import COMPUTED, OUTCOMES
from ecvet_office.workbook.computed_column import RECOGNISED_POINTS
from ecvet_office.workbook.computed_credit import COUNTS_FOR
from ecvet_office.workbook.formula_repairs import repairs
from ecvet_office.workbook.overwritten import CODE
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.writing.edits import Formula
from ecvet_office.workbook.writing.writer import write
from workbook.example_book import DAY, FOUND, places, write_example


def typed_over(folder: Path) -> Path:
    """The example with numbers typed over three formulas."""
    book = openpyxl.load_workbook(write_example(folder))
    units, learners = book["Units"], book["Learners"]
    assert isinstance(units, Worksheet)
    assert isinstance(learners, Worksheet)
    for sheet, header, rows in ((units, OUTCOMES, (3, 4)), (learners, RECOGNISED_POINTS, (2,))):
        place = next(cell.column for cell in sheet[1] if cell.value == header)
        for row in rows:
            sheet.cell(row, place).value = 99
    path = folder / "typed.xlsx"
    book.save(path)
    return path


def judged(path: Path) -> Evaluation:
    return evaluate(read(path), DAY)


def test_numbers_over_formulas_are_found_and_change_nothing_else(tmp_path: Path) -> None:
    untouched, evaluation = judged(write_example(tmp_path)), judged(typed_over(tmp_path))
    assert places(evaluation.findings) == FOUND + Counter([(CODE, "Units!D3"), (CODE, "Learners!L2")])
    assert evaluation.ledgers == untouched.ledgers
    told = [dict(one.facts) for one in evaluation.findings if one.code == CODE]
    assert sorted(fact["cells"] for fact in told) == ["D3:D4", "L2"]


def test_a_repair_puts_the_formula_back_with_what_it_gives(tmp_path: Path) -> None:
    path = typed_over(tmp_path)
    evaluation = judged(path)
    edits = repairs(evaluation.sheets, evaluation.register)
    formulas = {one.header: one.formula for table in COMPUTED.values() for one in table}
    given = {(edit.sheet, edit.row): edit.value for edit in edits}
    assert given == {
        ("Learners", 2): Formula(formulas[RECOGNISED_POINTS], 95),
        ("Units", 3): Formula(formulas[OUTCOMES], 3),
        ("Units", 4): Formula(formulas[OUTCOMES], 4),
    }
    write(path, edits, tmp_path / "mended.xlsx")
    assert places(judged(tmp_path / "mended.xlsx").findings) == FOUND


def test_nothing_is_repaired_where_every_formula_stands(tmp_path: Path) -> None:
    evaluation = judged(write_example(tmp_path))
    assert repairs(evaluation.sheets, evaluation.register) == ()


def test_a_workbook_saved_without_its_formulas_is_told_once_for_each_column(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_example(tmp_path), data_only=True)
    book.save(tmp_path / "values.xlsx")
    evaluation = judged(tmp_path / "values.xlsx")
    told = [dict(one.facts) for one in evaluation.findings if one.code == CODE and one.place.sheet == "Units"]
    assert {fact["cells"] for fact in told} >= {"D2:D10"}
    found = {(one.place.sheet, one.place.column) for one in evaluation.findings if one.code == CODE}
    assert len(found) <= sum(len(table) for table in COMPUTED.values())
    assert any(dict(one.facts)["column"] == COUNTS_FOR for one in evaluation.findings if one.code == CODE)
