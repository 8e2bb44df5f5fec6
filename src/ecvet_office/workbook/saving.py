"""Writing files so that a user never loses one: all of it or nothing, and never over an existing file."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from ecvet_office.model.errors import UnwritableFileError


def write_new_file(path: Path, data: bytes) -> None:
    """Writes a file that does not exist yet, whole or not at all; its folder is made where it is missing.

    Raises:
        UnwritableFileError: when the file exists, or the system refuses; nothing is left behind.
    """
    if path.exists():
        raise UnwritableFileError(f"{path} exists already and was left as it is; choose another name")
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".ecvet-", suffix=path.suffix, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # A hard link fails where the name was taken in the meantime; a file system without links gets a plain rename.
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:
            temporary.rename(path)
    except OSError as error:
        raise UnwritableFileError(_reason(path, error)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()


def _reason(path: Path, error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{path}: a file of that name is in the way and was left as it is; choose another name"
    if isinstance(error, PermissionError):
        return f"{path} cannot be written: the folder is read-only, or the file is open in another program"
    if error.errno == errno.ENOSPC:
        return f"{path} cannot be written: the disk is full"
    return f"{path} cannot be written: {error.strerror or error}"
