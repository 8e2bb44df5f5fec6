"""All that is stored about one learner."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from click.testing import CliRunner
from openpyxl.comments import Comment

from ecvet_office.cli import ecvet
from ecvet_office.exchange.personal_data import personal_data
from exchange.learners_traced import EMAIL, NAME, traced_workbook


def test_every_table_that_names_the_learner_is_told_and_no_other_learner_is(tmp_path: Path) -> None:
    data = personal_data(traced_workbook(tmp_path), "L1")
    assert {one.sheet for one in data.rows} >= {"Learners", "Agreements", "Results", "Papers", "Earlier units"}
    assert data.rows[0].texts["E-mail"] == EMAIL
    assert not [one for one in data.rows if "L2" in " ".join(one.texts.values()).split()]


def test_places_outside_the_tables_are_told(tmp_path: Path) -> None:
    data = personal_data(traced_workbook(tmp_path), "L1")
    assert ("Notes!A1", "the full name") in {(one.place, one.what) for one in data.elsewhere}


def test_comments_on_the_learners_rows_are_told_and_those_on_other_rows_are_not(tmp_path: Path) -> None:
    plan = traced_workbook(tmp_path)
    book = openpyxl.load_workbook(plan)
    book["Results"]["A3"].comment = Comment("came late,\ntwice", "Claire")
    book["Units"]["B2"].comment = Comment("new", "Claire")
    book.save(plan)
    assert personal_data(plan, "L1").comments == (
        ("Learners", "B2", "Aino rang on Monday"),
        ("Results", "A3", "came late,\ntwice"),
    )
    assert [one.row for one in personal_data(plan, "L2").comments if one.sheet == "Results"] == []


def test_json_and_excel_hold_the_same_rows(tmp_path: Path) -> None:
    plan = traced_workbook(tmp_path)
    for name in ("L1.json", "L1.xlsx"):
        done = CliRunner().invoke(ecvet, ["personal-data", str(plan), "L1", "-o", str(tmp_path / name)])
        assert done.exit_code == 0, done.output
        assert NAME not in done.output
    told = json.loads((tmp_path / "L1.json").read_text(encoding="utf-8"))
    pairs = [(one["sheet"], header, text) for one in told["rows"] for header, text in one["values"].items()]
    sheet = openpyxl.load_workbook(tmp_path / "L1.xlsx")["Stored"]
    pairs += [("Learners", "Comment on B2", "Aino rang on Monday")]
    assert [(row[0], row[2], row[3]) for row in sheet.iter_rows(min_row=2, values_only=True)] == pairs
    assert told["comments"] == [{"place": "Learners!B2", "text": "Aino rang on Monday"}]


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    plan = traced_workbook(tmp_path)
    done = CliRunner().invoke(ecvet, ["personal-data", str(plan), "L1", "-o", str(tmp_path / "L1.txt")])
    assert done.exit_code == 2
    assert ".json or in .xlsx" in done.output
