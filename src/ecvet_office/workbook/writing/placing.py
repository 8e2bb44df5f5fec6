"""Putting a written workbook in its place: whole or not at all, at whatever moment something fails.

The bytes go to a temporary file in the same folder first, so that the last step is a rename, which a file system does
at once. Until then the user's file is not touched.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.saving import reason_in_words


def lock_beside(path: Path) -> Path | None:
    """Gives the file by which Excel or LibreOffice says that it has a workbook open; None where there is none."""
    names = (f"~${path.name}", f".~lock.{path.name}#")
    return next((lock for name in names if (lock := path.with_name(name)).exists()), None)


def require_replaceable(path: Path) -> None:
    """Refuses to write over a workbook that is open, or that is marked as read-only.

    Raises:
        UnwritableFileError: with what to do.
    """
    lock = lock_beside(path)
    if lock is not None:
        raise UnwritableFileError(
            f"{path.name} is open in Excel or LibreOffice ({lock.name} says so). Close it there and try again, or let "
            "a copy be written."
        )
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise UnwritableFileError(
            f"{path.name} is read-only. Lift that in its properties and try again, or let a copy be written."
        )


def require_new(path: Path) -> None:
    """Refuses to write over a file that is there.

    Raises:
        UnwritableFileError: when there is one.
    """
    if path.exists():
        raise UnwritableFileError(f"{path} exists already and was left as it is. Choose another name.")


def free_name(path: Path, word: str) -> Path:
    """Gives a name beside a file that no file has: `plan.updated.xlsx`, then `plan.updated (2).xlsx`."""
    number = 1
    candidate = path.with_name(f"{path.stem}.{word}{path.suffix}")
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}.{word} ({number}){path.suffix}")
    return candidate


@contextlib.contextmanager
def staged(target: Path, data: bytes, like: Path) -> Iterator[Path]:
    """Writes a file beside its later place, down to the disk, and takes it away again unless it was put in place.

    Args:
        target: the later place; its folder is made where it is missing.
        data: the whole file.
        like: the file whose rights the new one gets.

    Raises:
        UnwritableFileError: when the system refuses, here or inside the context.
    """
    temporary = target.with_name(f".ecvet-{secrets.token_hex(8)}{target.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_down(temporary, data)
        shutil.copymode(like, temporary)
        yield temporary
    except OSError as error:
        raise UnwritableFileError(reason_in_words(target, error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def put_over(temporary: Path, target: Path, before: bytes, backup: Path | None) -> None:
    """Puts a staged file in the place of a workbook.

    Args:
        temporary: the staged file.
        target: the workbook.
        before: what the workbook held when it was read.
        backup: where its copy goes, which is no file yet; None for no copy.

    Raises:
        UnwritableFileError: when the workbook is no longer what was read, or is open by now.
        OSError: when the system refuses; the workbook is as it was.
    """
    require_replaceable(target)
    if target.read_bytes() != before:
        raise UnwritableFileError(f"{target.name} was saved by somebody while it was being written. Try again.")
    if backup is not None:
        _write_down(backup, before)
    try:
        if backup is not None:
            shutil.copymode(target, backup)
        temporary.replace(target)
    except OSError:
        if backup is not None:
            backup.unlink(missing_ok=True)
        raise


def _write_down(path: Path, data: bytes) -> None:
    """Writes a new file down to the disk; one that the system could not write to its end is taken away again."""
    with path.open("xb") as stream:
        try:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        except OSError:
            stream.close()
            path.unlink(missing_ok=True)
            raise
