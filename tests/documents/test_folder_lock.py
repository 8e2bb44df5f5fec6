"""One run at a time in a folder: refused while another lives, taken over from one that is dead."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from documents.school_year import evaluated
from ecvet_office.documents import folder_lock
from ecvet_office.documents.bulk import make_in_bulk
from ecvet_office.documents.executors import ThisProcess
from ecvet_office.documents.filling import prepare
from ecvet_office.documents.folder_lock import LOCK_NAME, FolderLock
from ecvet_office.documents.manifest import WORK_FOLDER, Journal, read_manifest
from ecvet_office.model.errors import UnreadableFileError, UnwritableFileError

HOLDER = """
import sys, time
from pathlib import Path
from ecvet_office.documents.folder_lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""
REFUSED = "another run is making documents in"


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Gives a process that holds the lock; it is killed in the end, if it was not before."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"held"
        yield process
        process.kill()


def test_a_second_run_is_refused_and_told_which_process_is_at_work(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path / "work")
    with pytest.raises(UnwritableFileError, match=rf"{REFUSED} .*\(process {os.getpid()} on .*wait until it has ended"):
        FolderLock(tmp_path / "work")
    lock.release()


def test_a_lock_given_back_leaves_nothing_and_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        lock = FolderLock(tmp_path / "work")
        assert (tmp_path / "work" / LOCK_NAME).exists()
        lock.release()
        lock.release()
        assert not (tmp_path / "work").exists()


def test_what_else_lies_in_its_folder_stays(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    (tmp_path / "journal").write_bytes(b"kept")
    lock.release()
    assert [path.name for path in tmp_path.iterdir()] == ["journal"]


def test_a_run_of_another_process_is_respected_while_it_lives_and_taken_over_when_it_was_killed(tmp_path: Path) -> None:
    with another_process(tmp_path) as process:
        with pytest.raises(UnwritableFileError, match=f"process {process.pid} on"):
            FolderLock(tmp_path)
        process.kill()
        process.wait()
        assert (tmp_path / LOCK_NAME).exists()
        FolderLock(tmp_path).release()
    assert not tmp_path.exists()


def test_a_lock_that_its_holder_takes_away_at_that_moment_is_looked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked, seen = folder_lock._locked, []

    def just_gone(stream: BinaryIO) -> bool:
        seen.append(stream)
        if len(seen) == 1:
            (tmp_path / LOCK_NAME).unlink()
        return locked(stream)

    monkeypatch.setattr(folder_lock, "_locked", just_gone)
    lock = FolderLock(tmp_path)
    with pytest.raises(UnwritableFileError, match=REFUSED):
        FolderLock(tmp_path)
    assert len(seen) == 3
    lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="the locks of other systems")
def test_a_file_system_without_locks_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", unsupported)
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.release()
    second.release()
    assert not tmp_path.exists()


def test_a_folder_that_is_protected_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuses)
    with pytest.raises(UnwritableFileError, match=r"papers cannot be written: the folder is read-only"):
        FolderLock(tmp_path / "papers" / WORK_FOLDER)


def test_a_folder_on_a_drive_that_is_not_there_is_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "mkdir", gone)
    with pytest.raises(UnwritableFileError, match="there is no such folder, and none can be made"):
        FolderLock(tmp_path / "papers" / WORK_FOLDER)


def test_a_second_run_into_a_folder_changes_nothing_and_the_first_goes_on(tmp_path: Path) -> None:
    documents = tuple(prepare("transcript", evaluated()))
    refused = []

    def second(_: int) -> None:
        with pytest.raises(UnwritableFileError, match=REFUSED) as caught:
            make_in_bulk(documents, tmp_path, ThisProcess(), workers=1)
        refused.append(caught.value)

    first = make_in_bulk(documents, tmp_path, ThisProcess(), workers=1, progress=second)
    assert refused
    assert first.made == len(documents) == len(read_manifest(tmp_path))
    assert not (tmp_path / WORK_FOLDER).exists()


def test_a_list_that_cannot_be_read_leaves_the_folder_unlocked(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(UnreadableFileError, match="nobody knows"):
            Journal(tmp_path)
