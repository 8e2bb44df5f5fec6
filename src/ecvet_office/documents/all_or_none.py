"""A few documents written into a folder together: all of them or none, and never over a file that is there."""

from __future__ import annotations

import contextlib
import errno
import shutil
import tempfile
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from ecvet_office.documents.placing import program_using, refuse_long_path
from ecvet_office.documents.prepared import FilledDocument
from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.saving import give_name


def write_documents(documents: Iterable[FilledDocument], folder: Path) -> tuple[Path, ...]:
    """Writes documents into a folder, which is made where it is missing: all of them, or none.

    Nothing is ever overwritten. The documents are written to a hidden folder first and get their names when all are
    there, so that a full disk or a name that is taken leaves the folder as it was.

    Raises:
        UnwritableFileError: a file of that name is there, the folder refuses, or the disk is full.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        waiting = Path(tempfile.mkdtemp(prefix=".ecvet-", dir=folder))
    except OSError as error:
        raise UnwritableFileError(f"{folder} cannot be written to: {_reason(error)}") from error
    written: tuple[Path, ...] = ()
    try:
        names = [_write(document, waiting, folder) for document in documents]
        written = _named(names, waiting, folder)
    except OSError as error:
        raise UnwritableFileError(f"nothing was written to {folder}: {_reason(error)}") from error
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
        if made and not written and not any(folder.iterdir()):
            folder.rmdir()
    return written


def _write(document: FilledDocument, waiting: Path, folder: Path) -> str:
    if (folder / document.file_name).exists() or (waiting / document.file_name).exists():
        raise _taken(folder / document.file_name)
    refuse_long_path(folder / document.file_name)
    (waiting / document.file_name).write_bytes(document.data)
    return document.file_name


def _named(names: Iterable[str], waiting: Path, folder: Path) -> tuple[Path, ...]:
    """Gives the files their names; where one cannot have it, those before it lose theirs again."""
    written: list[Path] = []
    with contextlib.ExitStack() as undoing:
        for name in names:
            try:
                give_name(waiting / name, folder / name)
            except FileExistsError as error:  # another program took it while the documents were made
                raise _taken(folder / name) from error
            undoing.callback((folder / name).unlink, missing_ok=True)
            written.append(folder / name)
        undoing.pop_all()
    return tuple(written)


def _taken(path: Path) -> UnwritableFileError:
    program, folder = program_using(path), path.parent
    opened = f", open in {program}" if program else ""
    return UnwritableFileError(
        f"{path.name} is in {folder} already{opened}, and nothing was written. Choose a folder without documents, "
        f"such as {_free_name(folder)}, or move the older documents away, then do the same again"
    )


def _free_name(folder: Path) -> Path:
    """Gives the folder's name with the first number behind it that nothing is called yet."""
    return next(name for number in count(2) if not (name := folder.with_name(f"{folder.name}-{number}")).exists())


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "it is protected, or one of its files is open in another program"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "a file of that name is there, where a folder is needed; name another folder"
    if error.errno == errno.ENOSPC:
        return "the disk is full"
    return error.strerror or str(error)
