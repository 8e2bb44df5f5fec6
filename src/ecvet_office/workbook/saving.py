"""Writing files so that a user never loses one: all of it or nothing, and never over an existing file."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from ecvet_office.model.errors import UnwritableFileError


def write_new_file(path: Path, data: bytes) -> None:
    """Writes a file that does not exist yet, whole or not at all; its folder is made where it is missing.

    Raises:
        UnwritableFileError: when the file exists, or the system refuses; nothing is left behind.
    """
    if path.exists():
        raise UnwritableFileError(f"{path} exists already and was left as it is; choose another name")
    temporary = path.with_name(f".ecvet-{secrets.token_hex(8)}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A new name of our own, and not one of the module tempfile: its files only the user may read, no colleague.
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        give_name(temporary, path)
    except OSError as error:
        raise UnwritableFileError(reason_in_words(path, error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def give_name(temporary: Path, path: Path) -> None:
    """Gives a file its name, unless another took that name in the meantime: then FileExistsError is raised."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: the name is claimed by an empty file, which ours replaces
        path.open("xb").close()
        try:
            temporary.replace(path)
        except OSError:
            path.unlink()
            raise


def reason_in_words(path: Path, error: OSError) -> str:
    """Gives why the system refused to write a file, in words that tell a user what to do."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{path}: a file of that name is in the way and was left as it is; choose another name"
    if isinstance(error, PermissionError):
        return f"{path} cannot be written: the folder is read-only, or the file is open in another program"
    if error.errno == errno.ENOSPC:
        return f"{path} cannot be written: the disk is full"
    return f"{path} cannot be written: {error.strerror or error}"
