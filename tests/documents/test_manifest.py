"""The list of documents: for Excel and for programs, and the journal that a stopped run goes on from."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from ecvet_office.documents.manifest import CSV_NAME, JSON_NAME, WORK_FOLDER, Journal, Row, read_manifest
from ecvet_office.model.errors import UnreadableFileError

ONE = Row("L1", "transcript", "A1", "2", "transcript_A1_L1.docx", "a" * 64, "b" * 64, False, ("AG01 Agreements!C4",))
TWO = replace(ONE, learner="Ä2", file="two.docx", draft=True, findings=())


def written(folder: Path, *rows: Row) -> None:
    journal = Journal(folder)
    journal.add(rows)
    journal.finish()


def test_a_list_reads_back_as_it_was_written(tmp_path: Path) -> None:
    written(tmp_path, ONE, TWO)
    assert read_manifest(tmp_path) == (ONE, TWO)
    assert len(json.loads((tmp_path / JSON_NAME).read_text(encoding="utf-8"))) == 2


def test_the_csv_opens_in_excel_with_every_letter(tmp_path: Path) -> None:
    written(tmp_path, ONE, TWO)
    data = (tmp_path / CSV_NAME).read_bytes()
    assert data.startswith(b"\xef\xbb\xbflearner,document,number,version,file,sha256,inputs,draft,findings\r\n")
    lines = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert [(line["learner"], line["draft"], line["findings"]) for line in lines] == [
        ("L1", "no", "AG01 Agreements!C4"),
        ("Ä2", "yes", ""),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_an_id_that_excel_would_run_as_a_formula_is_quoted(tmp_path: Path, start: str) -> None:
    written(tmp_path, replace(ONE, learner=f"{start}1+1"))
    lines = list(csv.DictReader((tmp_path / CSV_NAME).read_text(encoding="utf-8-sig").splitlines()))
    assert lines[0]["learner"] == f"'{start}1+1"
    assert read_manifest(tmp_path)[0].learner == f"{start}1+1"


def test_a_line_in_whose_middle_a_run_was_stopped_is_forgotten(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add([ONE, TWO])
    journal.close()
    noted = tmp_path / WORK_FOLDER / "journal.jsonl"
    noted.write_bytes(noted.read_bytes()[:-20])
    again = Journal(tmp_path)
    assert again.rows == {ONE.file: ONE}
    again.add([TWO])
    again.finish()
    assert read_manifest(tmp_path) == (ONE, TWO)


def test_files_left_unfinished_are_cleared_away(tmp_path: Path) -> None:
    Journal(tmp_path).close()
    (tmp_path / WORK_FOLDER / "half.part").write_bytes(b"half")
    Journal(tmp_path).close()
    assert not (tmp_path / WORK_FOLDER / "half.part").exists()


def test_a_document_made_anew_keeps_its_place_in_the_list(tmp_path: Path) -> None:
    written(tmp_path, ONE, TWO)
    newer = replace(ONE, version="3")
    written(tmp_path, newer)
    assert read_manifest(tmp_path) == (newer, TWO)


@pytest.mark.parametrize("text", ["{", '[{"learner": "L1"}]', "[1]"])
def test_a_damaged_list_is_said_to_be_damaged(tmp_path: Path, text: str) -> None:
    (tmp_path / JSON_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"nobody knows which documents are made"):
        Journal(tmp_path)
