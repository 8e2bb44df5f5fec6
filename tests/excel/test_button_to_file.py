"""From the words that a button's VBA hands to Python to the saved workbook: what the command line writes.

Both judge as of today by this PC's clock.
"""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from ecvet_office.cli import ecvet
from ecvet_office.workbook.results_layout import RESULT_BY_NAME
from excel_engine import engine_of, open_book

ORDER = "from ecvet_office.excel.desktop import run; run('{action}')"
ORDER_FOR_SELECTED = "from ecvet_office.excel.desktop import run; run('{action}', selected=True)"


def pressed(plan: Path, order: str, saved: Path, select: tuple[str, str] | None = None) -> None:
    """Does what Excel does when a button is pressed, and saves the workbook elsewhere."""
    with open_book(plan) as book:
        if select is not None:
            book.sheets[select[0]].activate()
            book.sheets[select[0]].range(select[1]).select()
        exec(order)  # noqa: S102 - Excel hands these words to a Python of its own
        assert engine_of(book).alerts == []
        book.save(saved)


def typed(*arguments: object) -> str:
    return CliRunner().invoke(ecvet, list(map(str, arguments))).stdout


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    """Gives the rows of a sheet without blank ones, numbers alike whether whole or not."""
    values = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [row for row in values if any(cell is not None for cell in row)]


@pytest.mark.parametrize(
    ("action", "tables"),
    [
        ("check", ("Findings", "MyLearners")),
        ("compute_credit", ("Credit", "Progress", "Board")),
        ("share_points", ("Points",)),
    ],
)
def test_the_saved_workbook_has_the_results_that_update_writes(
    plan: Path, tmp_path: Path, action: str, tables: tuple[str, ...]
) -> None:
    pressed(plan, ORDER.format(action=action), tmp_path / "live.xlsx")
    typed("update", plan, "-o", tmp_path / "updated.xlsx")
    for table in tables:
        title = RESULT_BY_NAME[table].title
        assert rows(tmp_path / "live.xlsx", title) == rows(tmp_path / "updated.xlsx", title)
        assert len(rows(tmp_path / "live.xlsx", title)) > 5


def test_the_saved_findings_are_those_that_check_prints(plan: Path, tmp_path: Path) -> None:
    pressed(plan, ORDER.format(action="check"), tmp_path / "live.xlsx")
    printed = json.loads(typed("check", plan, "--format", "json"))
    told = ("severity", "code", "sheet", "cell", "message", "fix", "source")
    assert rows(tmp_path / "live.xlsx", "Findings")[1:] == [tuple(one[name] for name in told) for one in printed]


def test_the_saved_credit_is_what_credit_prints(plan: Path, tmp_path: Path) -> None:
    pressed(plan, ORDER.format(action="compute_credit"), tmp_path / "live.xlsx")
    printed = json.loads(typed("credit", plan, "--format", "json"))["learners"]
    expected = [(one["learner"], unit["state"], unit["points"]) for one in printed for unit in one["units"]]
    assert [(row[0], row[4], row[7]) for row in rows(tmp_path / "live.xlsx", "Credit")[1:]] == expected


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_documents_are_those_that_fill_writes(plan: Path, tmp_path: Path) -> None:
    pressed(plan, ORDER.format(action="all_documents"), tmp_path / "live.xlsx")
    typed("fill", "all", plan, "-o", tmp_path / "filled")
    assert files_in(tmp_path / "documents") == files_in(tmp_path / "filled")
    assert len(files_in(tmp_path / "documents")) > 3


def test_the_documents_of_selected_learners_are_those_that_fill_writes(plan: Path, tmp_path: Path) -> None:
    pressed(plan, ORDER_FOR_SELECTED.format(action="transcripts"), tmp_path / "live.xlsx", ("Learners", "A2"))
    typed("fill", "transcript", plan, "-o", tmp_path / "filled", "--learner", "L1")
    assert files_in(tmp_path / "documents") == files_in(tmp_path / "filled")
    assert len(files_in(tmp_path / "documents")) == 1
