"""Thousands of documents: killed at any moment, gone on with, never overwritten, and never half there."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import pickle
import random
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

import pytest

from documents.school_year import evaluated
from ecvet_office.documents import bulk
from ecvet_office.documents.bulk import BulkRun, make_in_bulk
from ecvet_office.documents.executors import ThisProcess, cluster_executor, local_executor
from ecvet_office.documents.filling import prepare
from ecvet_office.documents.manifest import CSV_NAME, JSON_NAME, WORK_FOLDER, read_manifest
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.model.errors import UnwritableFileError, UsageError

KILLS = 50
BULK_RUN = """
import pickle, sys
from pathlib import Path
from ecvet_office.documents import bulk
from ecvet_office.documents.executors import local_executor
if __name__ == "__main__":
    bulk.CHUNK = 4
    jobs = int(sys.argv[3])
    documents = pickle.loads(Path(sys.argv[1]).read_bytes())
    with local_executor(jobs) as executor:
        print("go", flush=True)
        bulk.make_in_bulk(documents, Path(sys.argv[2]), executor, workers=jobs)
"""


@pytest.fixture(scope="module")
def six() -> tuple[PreparedDocument, ...]:
    evaluation = evaluated()
    return tuple(chain(prepare("learning-agreement", evaluation), prepare("transcript", evaluation)))


def many(documents: Iterable[PreparedDocument], count: int) -> Iterator[PreparedDocument]:
    for number, one in enumerate(islice(cycle(documents), count)):
        yield replace(one, file_name=f"{one.document}_{number}.docx", title=f"Number {number}")


def made(documents: Iterable[PreparedDocument], folder: Path) -> BulkRun:
    return make_in_bulk(documents, folder, ThisProcess(), workers=1)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_every_document_is_there_and_listed_with_its_hash(six: tuple[PreparedDocument, ...], tmp_path: Path) -> None:
    run = made(six, tmp_path / "papers")
    rows = read_manifest(tmp_path / "papers")
    assert (run.made, run.done_before, run.left) == (6, 0, {})
    assert [row.file for row in rows] == [one.file_name for one in six]
    for row, document in zip(rows, six, strict=True):
        data = (tmp_path / "papers" / row.file).read_bytes()
        assert data == document.filled().data
        assert row.sha256 == hashlib.sha256(data).hexdigest()
        assert (row.learner, row.document, row.number) == (document.learner, document.document, document.subject)
    assert not (tmp_path / "papers" / WORK_FOLDER).exists()


def test_the_list_names_what_is_wrong_with_a_document(six: tuple[PreparedDocument, ...], tmp_path: Path) -> None:
    made(six, tmp_path)
    rows = read_manifest(tmp_path)
    assert [len(row.findings) for row in rows] == [len(one.findings) for one in six]
    assert any(finding.startswith("AG") or "!" in finding for row in rows for finding in row.findings)


def test_a_second_run_makes_nothing_again(six: tuple[PreparedDocument, ...], tmp_path: Path) -> None:
    made(six, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.docx")}
    run = made(six, tmp_path)
    assert (run.made, run.done_before) == (0, 6)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.docx")} == before


def test_a_document_that_was_moved_away_is_made_again(six: tuple[PreparedDocument, ...], tmp_path: Path) -> None:
    made(six, tmp_path)
    whole = contents(tmp_path)
    (tmp_path / six[2].file_name).unlink()
    assert made(six, tmp_path).made == 1
    assert contents(tmp_path) == whole


def test_a_document_of_other_data_is_left_and_named(six: tuple[PreparedDocument, ...], tmp_path: Path) -> None:
    made(six, tmp_path)
    whole = contents(tmp_path)
    changed = replace(six[0], origin=replace(six[0].origin, values="{}"))
    run = made([changed, *six[1:]], tmp_path)
    assert run.left == {six[0].file_name: "made from other data"}
    assert contents(tmp_path) == whole


def test_a_file_of_the_users_is_left_and_named_with_the_program_that_has_it_open(
    six: tuple[PreparedDocument, ...], tmp_path: Path
) -> None:
    mine = tmp_path / six[1].file_name
    mine.write_bytes(b"mine")
    mine.with_name(f"~${mine.name[2:]}").write_bytes(b"")
    run = made(six, tmp_path)
    assert run.made == 5
    assert run.left == {mine.name: "another file of that name, open in Word"}
    assert mine.read_bytes() == b"mine"
    assert mine.name not in {row.file for row in read_manifest(tmp_path)}


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="nothing is protected from root"
)
def test_a_read_only_folder_is_said_to_be_and_stays_empty(six: tuple[PreparedDocument, ...], tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir(mode=0o500)
    with pytest.raises(UnwritableFileError, match="papers cannot be written: the folder is read-only"):
        made(six, folder)
    assert list(folder.iterdir()) == []


def test_a_document_open_in_libreoffice_is_left_and_said_to_be_open(
    six: tuple[PreparedDocument, ...], tmp_path: Path
) -> None:
    made(six, tmp_path)
    (tmp_path / f".~lock.{six[0].file_name}#").write_bytes(b"")
    whole = contents(tmp_path)
    changed = replace(six[0], origin=replace(six[0].origin, values="{}"))
    assert made([changed], tmp_path).left == {six[0].file_name: "made from other data, open in LibreOffice"}
    assert contents(tmp_path) == whole


def test_the_lists_of_several_runs_into_one_folder_add_up(six: tuple[PreparedDocument, ...], tmp_path: Path) -> None:
    made(six[:3], tmp_path)
    made(six[3:], tmp_path)
    assert [row.file for row in read_manifest(tmp_path)] == [one.file_name for one in six]


def test_nothing_to_make_leaves_no_folder(tmp_path: Path) -> None:
    assert made([], tmp_path / "papers") == BulkRun()
    assert not (tmp_path / "papers").exists()


def test_processes_and_threads_make_the_same_as_one_process(
    six: tuple[PreparedDocument, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 4)
    documents = list(many(six, 30))
    made(documents, tmp_path / "one")
    with local_executor(2) as processes:
        make_in_bulk(documents, tmp_path / "two", processes, workers=2)
    with ThreadPoolExecutor(3) as threads:
        make_in_bulk(documents, tmp_path / "three", threads, workers=3, sees_this_disk=False)
    assert contents(tmp_path / "one") == contents(tmp_path / "two") == contents(tmp_path / "three")


def test_progress_counts_every_document_also_those_done_before(
    six: tuple[PreparedDocument, ...], tmp_path: Path
) -> None:
    made(six[:2], tmp_path)
    steps: list[int] = []
    make_in_bulk(six, tmp_path, ThisProcess(), workers=1, progress=steps.append)
    assert sum(steps) == 6


def test_a_full_disk_is_named_and_the_same_call_goes_on(
    six: tuple[PreparedDocument, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(six, tmp_path / "whole")
    monkeypatch.setattr(bulk, "CHUNK", 2)
    with monkeypatch.context() as patch:
        room = iter(range(3))

        def full(_descriptor: int) -> None:
            if next(room, None) is None:
                raise OSError(28, "No space left on device")

        patch.setattr(os, "fsync", full)
        with pytest.raises(UnwritableFileError, match="the disk is full"):
            made(six, tmp_path / "papers")
    assert len(list((tmp_path / "papers").glob("*.docx"))) == 3
    assert made(six, tmp_path / "papers").left == {}
    assert contents(tmp_path / "papers") == contents(tmp_path / "whole")


def test_a_worker_that_was_stopped_is_said_to_be_and_nothing_is_lost(
    six: tuple[PreparedDocument, ...], tmp_path: Path
) -> None:
    class Stopped(ThisProcess):
        def submit(self, *_args: Any, **_kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(BrokenProcessPool())
            return future

    with pytest.raises(UnwritableFileError, match="a worker was stopped"):
        make_in_bulk(six, tmp_path, Stopped(), workers=1)
    assert made(six, tmp_path).made == 6


def test_a_list_that_is_open_elsewhere_keeps_the_documents_and_is_made_by_the_next_run(
    six: tuple[PreparedDocument, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        put = Path.replace

        def held_by_excel(path: Path, target: Path) -> Path:
            if target.name == CSV_NAME:
                raise PermissionError
            return put(path, target)

        patch.setattr(Path, "replace", held_by_excel)
        with pytest.raises(UnwritableFileError, match="run the same command again, which makes only the list"):
            made(six, tmp_path)
    assert made(six, tmp_path).done_before == 6
    assert len(read_manifest(tmp_path)) == 6


def test_memory_does_not_grow_with_the_number_of_documents(six: tuple[PreparedDocument, ...], tmp_path: Path) -> None:
    def swept(_done: int) -> None:  # what waits for the garbage collector is not held
        gc.collect()

    def peak(count: int) -> int:
        tracemalloc.start()
        make_in_bulk(many(six, count), tmp_path / str(count), ThisProcess(), workers=1, progress=swept)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(50)
    assert peak(600) < 1.15 * peak(150)


def test_a_run_killed_at_any_moment_leaves_no_half_file_and_ends_like_an_undisturbed_one(
    six: tuple[PreparedDocument, ...], tmp_path: Path
) -> None:
    documents = list(many(six, 80))
    prepared, program = tmp_path / "prepared", tmp_path / "bulk_run.py"
    prepared.write_bytes(pickle.dumps(documents))
    program.write_text(BULK_RUN, encoding="utf-8")
    begun = time.monotonic()
    made(documents, tmp_path / "whole")
    whole, lasted = contents(tmp_path / "whole"), time.monotonic() - begun
    moments, interrupted = random.Random(20260115), 0  # noqa: S311 # moments, no secrets
    for kill in range(KILLS):
        folder, jobs = tmp_path / f"killed-{kill}", "2" if kill % 10 == 0 else "1"
        _killed_after(moments.uniform(0, 1.5 * lasted), program, prepared, folder, jobs)
        left = contents(folder) if folder.exists() else {}
        assert {name: whole[name] for name in left} == left
        interrupted += JSON_NAME not in left
        made(documents, folder)
        assert contents(folder) == whole
        assert not (folder / WORK_FOLDER).exists()
    assert interrupted > KILLS // 4


def _killed_after(seconds: float, program: Path, prepared: Path, folder: Path, jobs: str) -> None:
    words = [sys.executable, str(program), str(prepared), str(folder), jobs]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"go"
        time.sleep(seconds)
        process.kill()


def test_a_cluster_that_does_not_answer_or_cannot_be_asked_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install ecvet-office\[dask\]"), cluster_executor("tcp://127.0.0.1:1"):
        pytest.fail("there is no cluster")


@pytest.mark.filterwarnings("default")  # of the cluster's own libraries
def test_a_cluster_makes_the_same_documents(
    six: tuple[PreparedDocument, ...], tmp_path: Path, library: Callable[[str], Any]
) -> None:
    distributed = library("distributed")
    documents = list(many(six, 60))
    made(documents, tmp_path / "here")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, processes=True
        ) as cluster,
        cluster_executor(cluster.scheduler_address) as (executor, workers),
    ):
        assert workers == 2
        run = make_in_bulk(documents, tmp_path / "there", executor, workers=workers, sees_this_disk=False)
    assert run.made == 60
    assert contents(tmp_path / "here") == contents(tmp_path / "there")
    assert json.loads((tmp_path / "there" / JSON_NAME).read_text(encoding="utf-8"))[0]["file"]
