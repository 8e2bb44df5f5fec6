"""Giving a document its name: never over another, with a word on programs that have it open and paths too long."""

from __future__ import annotations

import errno
import os
from pathlib import Path, PureWindowsPath

import pytest

from ecvet_office.documents.placing import LONGEST_PATH, place, program_using, too_long
from ecvet_office.model.errors import UnwritableFileError


def path_of(length: int) -> PureWindowsPath:
    folder = "C:\\" + "f" * 100 + "\\"
    return PureWindowsPath(folder + "a" * (length - len(folder) - 5) + ".docx")


def test_a_new_file_is_whole_and_leaves_nothing_unfinished(tmp_path: Path) -> None:
    assert place(b"data", tmp_path, tmp_path / "a.docx")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.docx", b"data")]


def test_a_file_that_holds_the_same_counts_as_written_and_any_other_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"data")
    assert place(b"data", tmp_path, tmp_path / "a.docx")
    assert not place(b"other", tmp_path, tmp_path / "a.docx")
    assert (tmp_path / "a.docx").read_bytes() == b"data"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied"), "read-only, or the file is open in another program"),
    ],
)
def test_what_the_system_refuses_is_said_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def refuse(_descriptor: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(UnwritableFileError, match=words):
        place(b"data", tmp_path, tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_another_program_takes_at_that_moment_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(_temporary: Path, target: Path) -> None:
        target.write_bytes(b"mine")
        raise FileExistsError

    monkeypatch.setattr("ecvet_office.documents.placing.give_name", taken)
    assert not place(b"data", tmp_path, tmp_path / "a.docx")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.docx", b"mine")]


def test_a_read_only_file_is_left_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"final")
    target.chmod(0o444)
    assert not place(b"data", tmp_path, target)
    assert target.read_bytes() == b"final"
    assert not target.stat().st_mode & 0o222


def test_a_folder_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError, match=r"a\.docx cannot be written"):
        place(b"data", tmp_path / "gone", tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("name", "lock", "program"),
    [
        ("transcript.docx", "~$anscript.docx", "Word"),
        ("seventh.docx", "~$eventh.docx", "Word"),
        ("sixths.docx", "~$sixths.docx", "Word"),
        ("transcript.docx", ".~lock.transcript.docx#", "LibreOffice"),
        ("transcript.docx", "~$other.docx", None),
    ],
)
def test_a_lock_file_tells_which_program_has_a_document_open(
    tmp_path: Path, name: str, lock: str, program: str | None
) -> None:
    (tmp_path / lock).write_bytes(b"")
    assert program_using(tmp_path / name) == program


@pytest.mark.parametrize(("length", "is_too_long"), [(258, False), (LONGEST_PATH, False), (260, True)])
def test_a_path_may_be_as_long_as_word_opens(length: int, *, is_too_long: bool) -> None:
    problem = too_long(path_of(length))
    assert (problem is not None) is is_too_long
    assert problem is None or f"has {length} characters" in problem
