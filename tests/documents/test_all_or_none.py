"""Documents written together: all or none, nothing overwritten, whatever refuses."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.filled import filled
from documents.school_year import evaluated
from ecvet_office.documents import all_or_none
from ecvet_office.documents.all_or_none import write_documents
from ecvet_office.documents.filling import fill
from ecvet_office.documents.prepared import FilledDocument
from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.saving import give_name


def made(name: str = "a.docx", data: bytes = b"one") -> FilledDocument:
    return FilledDocument("memorandum", "M1", name, data, draft=False, findings=())


def test_documents_are_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "papers" / "spring"
    written = write_documents(fill("transcript", evaluated()), folder)
    assert written == (folder / "transcript_A1_L1.docx", folder / "transcript_A2_L2.docx")
    assert sorted(path.name for path in folder.iterdir()) == [path.name for path in written]
    assert written[0].read_bytes() == filled("transcript", "A1").data


def test_a_file_that_is_there_is_kept_and_nothing_is_written(tmp_path: Path) -> None:
    old = tmp_path / "transcript_A2_L2.docx"
    old.write_bytes(b"signed by everybody")
    with pytest.raises(UnwritableFileError, match=r"transcript_A2_L2\.docx is in .* already, and nothing was written"):
        write_documents(fill("transcript", evaluated()), tmp_path)
    with pytest.raises(UnwritableFileError, match=rf"such as .*{tmp_path.name}-2, or move the older documents away"):
        write_documents(fill("transcript", evaluated()), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [old.name]
    assert old.read_bytes() == b"signed by everybody"


def test_two_documents_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError, match="already"):
        write_documents([made(), made(data=b"two")], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_made_for_nothing_is_taken_away_again(tmp_path: Path) -> None:
    assert write_documents((), tmp_path / "empty") == ()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.write_bytes

    def fails_on_the_second(path: Path, data: bytes) -> int:
        if path.name == "b.docx":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", fails_on_the_second)
    with pytest.raises(UnwritableFileError, match="the disk is full"):
        write_documents([made(), made("b.docx")], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_refuses_is_said_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuses)
    with pytest.raises(UnwritableFileError, match="cannot be written to: it is protected, or one of its files is open"):
        write_documents([made()], tmp_path / "papers")


def test_a_file_in_the_place_of_the_folder_is_said_to_be_there(tmp_path: Path) -> None:
    place = tmp_path / "papers"
    place.write_text("a file", encoding="utf-8")
    for folder in (place, place / "deeper"):
        with pytest.raises(UnwritableFileError, match="a file of that name is there, where a folder is needed"):
            write_documents([made()], folder)
    assert place.read_text(encoding="utf-8") == "a file"


def test_an_interrupted_run_leaves_nothing_behind(tmp_path: Path) -> None:
    def interrupted() -> Iterator[FilledDocument]:
        yield made()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_documents(interrupted(), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("lock", "program"), [("~$a.docx", "Word"), (".~lock.a.docx#", "LibreOffice")])
def test_a_document_that_is_open_is_said_to_be_and_stays_as_it_is(tmp_path: Path, lock: str, program: str) -> None:
    (tmp_path / "a.docx").write_bytes(b"being read")
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(UnwritableFileError, match=rf"a\.docx is in .* already, open in {program}, and nothing was"):
        write_documents([made()], tmp_path)
    assert (tmp_path / "a.docx").read_bytes() == b"being read"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["a.docx", lock])


def test_a_read_only_file_is_left_as_it_is(tmp_path: Path) -> None:
    old = tmp_path / "a.docx"
    old.write_bytes(b"final")
    old.chmod(0o444)
    with pytest.raises(UnwritableFileError, match="already"):
        write_documents([made()], tmp_path)
    assert old.read_bytes() == b"final"
    assert not old.stat().st_mode & 0o222


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="nothing is protected from root"
)
def test_a_read_only_folder_is_said_to_be_protected(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir(mode=0o500)
    with pytest.raises(UnwritableFileError, match="papers cannot be written to: it is protected"):
        write_documents([made()], folder)
    assert list(folder.iterdir()) == []


def test_a_name_that_is_taken_at_the_last_moment_takes_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give = give_name

    def taken(temporary: Path, path: Path) -> None:
        if path.name == "b.docx":
            path.write_bytes(b"another program's")
        give(temporary, path)

    monkeypatch.setattr(all_or_none, "give_name", taken)
    with pytest.raises(UnwritableFileError, match=r"b\.docx is in .* already, and nothing was written"):
        write_documents([made(), made("b.docx"), made("c.docx")], tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("b.docx", b"another program's")]


def test_a_disk_that_is_full_at_the_last_moment_takes_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give = give_name

    def full(temporary: Path, path: Path) -> None:
        if path.name == "b.docx":
            raise OSError(errno.ENOSPC, "No space left on device")
        give(temporary, path)

    monkeypatch.setattr(all_or_none, "give_name", full)
    with pytest.raises(UnwritableFileError, match=r"nothing was written to .*: the disk is full"):
        write_documents([made(), made("b.docx")], tmp_path)
    assert list(tmp_path.iterdir()) == []
