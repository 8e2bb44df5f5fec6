"""The sheet Points history: rows are added where points changed, with nothing invented, and only when asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.model.points_record import PointsChange
from ecvet_office.report.updating import receipt_lines, update
from ecvet_office.workbook.blank import build_from
from ecvet_office.workbook.kinds import QUALIFICATION
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.updating import Receipt

DAY = date(2026, 1, 15)
BOOK = """
| Qualifications | id | title       | points |
|                | Q1 | Electrician | 60     |
| Units | id | title    |
|       | U1 | Planning |
|       | U2 | Wiring   |
| Unit points | qualification | unit | points |
|             | Q1            | U1   | 25     |
|             | Q1            | U2   | 35     |
"""
BEGUN = """
| Points history | qualification | unit | old points | new points | on | by | reason |
|                | Q1            |      |            | 60         |    |    |        |
|                | Q1            | U1   |            | 20         |    |    |        |
|                | Q1            | U2   |            | 35         |    |    |        |
"""


def updated(text: str, folder: Path, *, history: bool = True) -> tuple[Evaluation, Receipt]:
    path = folder / "plan.xlsx"
    path.write_bytes(build_from(sheets_from_markdown(text), QUALIFICATION))
    receipt = update(path, evaluate(read(path), DAY), folder / "out.xlsx", history=history)
    return evaluate(read(receipt.path), DAY), receipt


def row_of(change: PointsChange) -> tuple[str | Decimal | None, ...]:
    return change.qualification, change.unit, change.old_points, change.new_points


def test_an_empty_history_begins_with_the_points_of_today(tmp_path: Path) -> None:
    evaluation, receipt = updated(BOOK, tmp_path)
    assert [row_of(one) for one in evaluation.register.points_history] == [
        ("Q1", None, None, Decimal(60)),
        ("Q1", "U1", None, Decimal(25)),
        ("Q1", "U2", None, Decimal(35)),
    ]
    assert any("3 rows added to Points history" in line for line in receipt_lines(receipt))
    assert [one.code for one in evaluation.findings if one.code in {"PT15", "PT16", "PT18"}] == []


def test_a_change_keeps_the_old_points_and_asks_for_day_name_and_reason(tmp_path: Path) -> None:
    evaluation, _ = updated(BOOK + BEGUN, tmp_path)
    rows = evaluation.register.points_history
    assert [row_of(one) for one in rows[3:]] == [("Q1", "U1", Decimal(20), Decimal(25))]
    assert (rows[3].on, rows[3].by, rows[3].reason) == (None, None, None)
    found = [(one.code, str(one.place)) for one in evaluation.findings if one.code.startswith("PT1")]
    assert [one for one in found if one[0] in {"PT15", "PT16", "PT18"}] == [
        ("PT16", "Points history!E5"),
        ("PT16", "Points history!F5"),
        ("PT16", "Points history!G5"),
    ]


@pytest.mark.parametrize("history", [False, True])
def test_nothing_is_added_where_nothing_changed_or_nobody_asked(history: bool, tmp_path: Path) -> None:
    text = BOOK + (BEGUN.replace("| 20 ", "| 25 ") if history else BEGUN)
    evaluation, receipt = updated(text, tmp_path, history=history)
    assert len(evaluation.register.points_history) == 3
    assert receipt.recorded == 0
    assert ("PT15" in {one.code for one in evaluation.findings}) is not history


def test_a_second_update_adds_nothing(tmp_path: Path) -> None:
    _, receipt = updated(BOOK, tmp_path)
    evaluation = evaluate(read(receipt.path), DAY)
    again = update(receipt.path, evaluation, tmp_path / "again.xlsx", history=True)
    assert again.recorded == 0
    assert len(evaluate(read(again.path), DAY).register.points_history) == 3
