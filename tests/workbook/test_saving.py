"""A new file is written whole or not at all, and never over another."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.saving import write_new_file

DATA = b"all of it" * 1000
DISK_FULL = OSError(errno.ENOSPC, "No space left on device")
NO_LINKS = OSError(errno.EPERM, "Operation not permitted")


def refuse(error: OSError) -> object:
    """Gives a stand-in for a call to the system that fails with the error."""

    def failing(*_arguments: object, **_named: object) -> None:
        raise error

    return failing


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", refuse(NO_LINKS))


def test_a_new_file_holds_all_bytes_and_nothing_stands_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_new_file(path, DATA)
    assert path.read_bytes() == DATA
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "2026" / "spring" / "plan.xlsx"
    write_new_file(path, DATA)
    assert path.read_bytes() == DATA


def test_a_file_system_without_links_gets_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_links(monkeypatch)
    path = tmp_path / "plan.xlsx"
    write_new_file(path, DATA)
    assert path.read_bytes() == DATA
    assert list(tmp_path.iterdir()) == [path]


def test_an_existing_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"a year of work")
    with pytest.raises(UnwritableFileError, match=r"exists already .* choose another name"):
        write_new_file(path, DATA)
    assert path.read_bytes() == b"a year of work"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("links", [True, False])
def test_a_name_taken_in_the_meantime_is_left_to_the_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    path = tmp_path / "plan.xlsx"

    def fsync_while_a_colleague_saves(_handle: int) -> None:
        path.write_bytes(b"the colleague's")

    monkeypatch.setattr(os, "fsync", fsync_while_a_colleague_saves)
    if not links:
        without_links(monkeypatch)
    with pytest.raises(UnwritableFileError, match="in the way and was left as it is"):
        write_new_file(path, DATA)
    assert path.read_bytes() == b"the colleague's"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_named_and_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", refuse(DISK_FULL))
    with pytest.raises(UnwritableFileError, match=r"plan\.xlsx cannot be written: the disk is full"):
        write_new_file(tmp_path / "plan.xlsx", DATA)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_while_the_name_is_given_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_links(monkeypatch)
    monkeypatch.setattr(Path, "replace", refuse(DISK_FULL))
    with pytest.raises(UnwritableFileError, match="the disk is full"):
        write_new_file(tmp_path / "plan.xlsx", DATA)
    assert list(tmp_path.iterdir()) == []


def test_a_refused_permission_names_its_two_likely_causes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", refuse(PermissionError(errno.EACCES, "Permission denied")))
    with pytest.raises(UnwritableFileError, match="the folder is read-only, or the file is open in another program"):
        write_new_file(tmp_path / "plan.xlsx", DATA)
    assert list(tmp_path.iterdir()) == []


def test_any_other_failure_is_told_in_the_words_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", refuse(OSError(errno.EIO, "Input/output error")))
    with pytest.raises(UnwritableFileError, match="cannot be written: Input/output error"):
        write_new_file(tmp_path / "plan.xlsx", DATA)


def test_a_file_where_the_folder_should_be_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "2026").write_bytes(b"a file")
    with pytest.raises(UnwritableFileError, match="is in the way"):
        write_new_file(tmp_path / "2026" / "plan.xlsx", DATA)
    assert (tmp_path / "2026").read_bytes() == b"a file"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_whoever_may_read_other_new_files_may_read_this_one(tmp_path: Path) -> None:
    ordinary, path = tmp_path / "ordinary.txt", tmp_path / "plan.xlsx"
    ordinary.write_bytes(b"")
    write_new_file(path, DATA)
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)
