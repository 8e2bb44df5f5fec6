"""Putting a written workbook in its place: whole or not at all, at whatever moment something fails.

The bytes go to a temporary file in the same folder first, so that the last step is a rename, which a file system does
at once. Until then the user's file is not touched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ecvet_office.model.errors import UnwritableFileError


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
    """Gives a name beside a file that no file has: `plan.updated.xlsx`, then `plan.updated-2.xlsx`."""
    number = 1
    candidate = path.with_name(f"{path.stem}.{word}{path.suffix}")
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}.{word}-{number}{path.suffix}")
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
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".ecvet-", suffix=target.suffix, dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(like, temporary)
        yield temporary
    except OSError as error:
        raise UnwritableFileError(
            f"{target} could not be written: {error.strerror or error}. The workbook is as it was; close it "
            "everywhere, see that the folder is not read-only or full, and try again."
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def put_in_new_place(temporary: Path, target: Path) -> None:
    """Gives a staged file its name, which no file has.

    Raises:
        FileExistsError: when a file got this name in the meantime.
        OSError: when the system refuses.
    """
    try:
        # A hard link fails where the name is taken; a rename would overwrite.
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        temporary.rename(target)


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
    if backup is None:
        temporary.replace(target)
        return
    with backup.open("xb") as stream:
        stream.write(before)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        shutil.copymode(target, backup)
        temporary.replace(target)
    except OSError:
        backup.unlink(missing_ok=True)
        raise
