"""Whenever writing fails, the user's file is whole, and nothing half-written stays behind."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.workbook.writing import writer
from ecvet_office.workbook.writing.edits import SetCell
from ecvet_office.workbook.writing.proof import prove
from ecvet_office.workbook.writing.writer import write
from workbook.writing.comparing import values_of

EDIT = SetCell("Units", 2, 1, "new")


def test_a_copy_beside_the_workbook_is_the_default_and_never_replaces_another(kitchen: Path) -> None:
    before = kitchen.read_bytes()
    paths = [write(kitchen, [EDIT]).path.name for _ in range(3)]
    assert paths == ["kitchen.updated.xlsx", "kitchen.updated (2).xlsx", "kitchen.updated (3).xlsx"]
    assert kitchen.read_bytes() == before


def test_in_place_the_workbook_as_it_was_stays_beside_it(kitchen: Path) -> None:
    before = kitchen.read_bytes()
    first = write(kitchen, [EDIT], in_place=True)
    between = kitchen.read_bytes()
    second = write(kitchen, [SetCell("Units", 2, 1, "newer")], in_place=True)
    assert first.path == second.path == kitchen.resolve()
    assert first.backup is not None
    assert second.backup is not None
    assert (first.backup.name, second.backup.name) == ("kitchen.backup.xlsx", "kitchen.backup (2).xlsx")
    assert (first.backup.read_bytes(), second.backup.read_bytes()) == (before, between)
    assert values_of(kitchen)["Units", 2, 1] == ("newer", False)


def test_no_backup_is_kept_when_none_is_wanted(kitchen: Path) -> None:
    receipt = write(kitchen, [EDIT], in_place=True, backup=False)
    assert receipt.backup is None
    assert list(kitchen.parent.iterdir()) == [kitchen]


def test_a_place_and_another_file_cannot_both_be_asked_for(kitchen: Path) -> None:
    with pytest.raises(UsageError, match="not both"):
        write(kitchen, [EDIT], kitchen.with_name("other.xlsx"), in_place=True)


def test_the_folder_of_a_copy_is_made_where_it_is_missing(kitchen: Path, tmp_path: Path) -> None:
    assert write(kitchen, [EDIT], tmp_path / "new" / "copy.xlsx").path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_the_rights_of_the_workbook_stay(kitchen: Path) -> None:
    kitchen.chmod(0o640)
    receipt = write(kitchen, [EDIT], in_place=True)
    assert kitchen.stat().st_mode & 0o777 == 0o640
    assert receipt.backup is not None
    assert receipt.backup.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few users make links")
def test_a_link_to_a_workbook_stays_a_link(kitchen: Path) -> None:
    link = kitchen.with_name("link.xlsx")
    link.symlink_to(kitchen)
    write(link, [EDIT], in_place=True)
    assert link.is_symlink()
    assert values_of(kitchen)["Units", 2, 1] == ("new", False)


def _fail(*_arguments: object, **_named: object) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("failing", ["os.fsync", "shutil.copymode", "pathlib.Path.replace", "pathlib.Path.mkdir"])
def test_a_failure_leaves_the_workbook_whole_and_nothing_half_written(
    kitchen: Path, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failing, _fail)
    _expect_nothing_written(kitchen, monkeypatch)


@pytest.mark.parametrize("allowed", [0, 1])
def test_a_disk_that_fills_up_while_a_file_is_written_leaves_nothing_behind(
    kitchen: Path, allowed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open = Path.open
    begun: list[Path] = []

    def open_on_a_full_disk(path: Path, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        stream: Any = real_open(path, mode, *arguments, **named)
        if "x" in mode:  # the temporary file first, then the backup
            begun.append(path)
            if len(begun) > allowed:
                stream.write = _fail
        return stream

    monkeypatch.setattr(Path, "open", open_on_a_full_disk)
    _expect_nothing_written(kitchen, monkeypatch)
    assert len(begun) == allowed + 1


def _expect_nothing_written(kitchen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kitchen.read_bytes()
    with pytest.raises(UnwritableFileError, match=r"kitchen\.xlsx cannot be written: the disk is full"):
        write(kitchen, [EDIT], in_place=True)
    monkeypatch.undo()
    assert kitchen.read_bytes() == before
    assert list(kitchen.parent.iterdir()) == [kitchen]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, MemoryError])
def test_an_interruption_during_the_proof_leaves_the_folder_as_it_was(
    kitchen: Path, interruption: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kitchen.read_bytes()

    def interrupted(*_arguments: object) -> None:
        raise interruption

    monkeypatch.setattr(writer, "prove", interrupted)
    with pytest.raises(interruption):
        write(kitchen, [EDIT], in_place=True)
    assert kitchen.read_bytes() == before
    assert list(kitchen.parent.iterdir()) == [kitchen]


def test_a_workbook_saved_by_somebody_in_the_meantime_is_not_overwritten(
    kitchen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prove_while_somebody_saves(*arguments: Any) -> Any:
        kitchen.write_bytes(b"saved by Ana")
        return prove(*arguments)

    monkeypatch.setattr(writer, "prove", prove_while_somebody_saves)
    with pytest.raises(UnwritableFileError, match="saved by somebody"):
        write(kitchen, [EDIT], in_place=True)
    assert kitchen.read_bytes() == b"saved by Ana"


KILLED = """
import sys
from pathlib import Path
from ecvet_office.workbook.writing.edits import SetCell
from ecvet_office.workbook.writing.proof import prove
from ecvet_office.workbook.writing.writer import write
print("ready", flush=True)
while True:
    write(Path(sys.argv[1]), [SetCell("Units", 2, 1, "new")], in_place=True, backup=False)
"""


def test_a_process_killed_at_any_moment_leaves_a_whole_workbook(kitchen: Path) -> None:
    source = Path(writer.__file__).parents[3]
    for attempt in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(kitchen)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(source)},
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05 + 0.03 * attempt)
        process.kill()
        process.wait()
        process.stdout.close()
        assert values_of(kitchen)["Units", 3, 1] == ("U02", False)
