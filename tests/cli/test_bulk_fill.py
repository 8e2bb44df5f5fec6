"""`fill --jobs`: a list beside the documents, and a run that goes on where it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.documents.folder_lock import FolderLock
from ecvet_office.documents.manifest import CSV_NAME, JSON_NAME, WORK_FOLDER, read_manifest
from ecvet_office.workbook.building import write_new


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbooks") / "example.xlsx"
    write_new("mobility", path, example=True)
    return path


def fill(example: Path, folder: Path, *more: str) -> Result:
    return run("fill", "all", example, "-o", folder, "--on", "2026-01-15", "--jobs", "1", *more)


def test_documents_made_with_jobs_are_those_made_without_and_a_list(example: Path, tmp_path: Path) -> None:
    done = fill(example, tmp_path / "jobs")
    assert done.exit_code == 1, done.output  # one is held back
    assert run("fill", "all", example, "-o", tmp_path / "plain", "--on", "2026-01-15").exit_code == 1
    plain = {path.name: path.read_bytes() for path in (tmp_path / "plain").iterdir()}
    jobs = {path.name: path.read_bytes() for path in (tmp_path / "jobs").iterdir()}
    assert jobs.keys() - plain.keys() == {CSV_NAME, JSON_NAME}
    assert plain.items() <= jobs.items()
    assert done.output.splitlines()[-1] == f"the list of them is {tmp_path / 'jobs' / CSV_NAME}"


def test_a_second_run_says_that_all_is_there(example: Path, tmp_path: Path) -> None:
    fill(example, tmp_path)
    done = fill(example, tmp_path)
    count = len(read_manifest(tmp_path))
    assert f"{count} of them were there already, made from the same data" in done.output


def test_a_file_that_is_in_the_way_is_named_and_left(example: Path, tmp_path: Path) -> None:
    (tmp_path / "memorandum_M1.docx").write_bytes(b"mine")
    done = fill(example, tmp_path)
    assert done.exit_code == 1
    assert "    memorandum_M1.docx: another file of that name" in done.output
    assert (tmp_path / "memorandum_M1.docx").read_bytes() == b"mine"


def test_drafts_are_made_and_listed_as_drafts(example: Path, tmp_path: Path) -> None:
    assert fill(example, tmp_path / "ready").exit_code == 1
    done = fill(example, tmp_path / "all", "--draft")
    assert done.exit_code == 0, done.output
    ready, rows = read_manifest(tmp_path / "ready"), read_manifest(tmp_path / "all")
    assert not any(row.draft for row in ready)
    assert [row.draft for row in rows].count(True) == len(rows) - len(ready) > 0


def test_a_second_run_at_the_same_time_is_refused_and_told_to_wait(example: Path, tmp_path: Path) -> None:
    lock = FolderLock(tmp_path / WORK_FOLDER)
    done = fill(example, tmp_path)
    lock.release()
    assert done.exit_code == 2
    assert f"ecvet: another run is making documents in {tmp_path} (process " in done.output
    assert list(tmp_path.iterdir()) == []
    assert fill(example, tmp_path).exit_code == 1


def test_a_pc_and_a_cluster_at_once_are_refused(example: Path, tmp_path: Path) -> None:
    done = fill(example, tmp_path, "--scheduler", "tcp://127.0.0.1:1")
    assert done.exit_code == 2
    assert "name one of them" in done.output
