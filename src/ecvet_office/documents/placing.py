"""Giving a document its name: whole or not at all, never over a file that is there, and a clear word where it fails."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path, PureWindowsPath

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.saving import give_name, reason_in_words

LONGEST_PATH = 259
"""Characters of a path on Windows, drive and extension included, that Word still opens."""

_SHORT_NAME = 7  # letters without the extension


def place(data: bytes, waiting: Path, target: Path) -> bool:
    """Writes a file under its name; False when a file of that name holds something else, which is left as it is.

    The bytes go to a file in another folder of the same disk and are moved when all are written down, so that whoever
    looks at the name sees the whole file or none, at whatever moment the program is stopped. A file that holds these
    very bytes counts as written.

    Args:
        data: the whole file.
        waiting: the folder for unfinished files; on the same disk as the target.
        target: the name.

    Raises:
        UnwritableFileError: the disk is full, the folder refuses, or the path is too long for Windows.
    """
    refuse_long_path(target)
    temporary = waiting / f"{secrets.token_hex(8)}.part"
    try:
        if target.exists():
            return target.read_bytes() == data
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        give_name(temporary, target)
    except FileExistsError:
        return False  # somebody took the name at this moment
    except OSError as error:
        raise UnwritableFileError(reason_in_words(target, error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return True


def program_using(path: Path) -> str | None:
    """Gives the program that has a document open, as far as a lock file beside it tells; None where there is none.

    Word keeps a file beside an open document whose name begins with ~$ in the place of its first two letters, of its
    first where the name has seven letters, and before a shorter name. LibreOffice writes .~lock.NAME#.
    """
    hidden = 2 if len(path.stem) > _SHORT_NAME else int(len(path.stem) == _SHORT_NAME)
    if path.with_name(f"~${path.name[hidden:]}").exists():
        return "Word"
    return "LibreOffice" if path.with_name(f".~lock.{path.name}#").exists() else None


def refuse_long_path(path: Path) -> None:
    """Refuses a path that is too long for Word on this PC; other systems than Windows know no such limit.

    Raises:
        UnwritableFileError: with what to do.
    """
    if os.name == "nt" and (problem := too_long(PureWindowsPath(path.absolute()))):
        raise UnwritableFileError(problem)


def too_long(path: PureWindowsPath) -> str | None:
    """Gives why a path of Windows cannot be used; None where it can.

    Windows itself would write to a longer one with a prefix, but Word would not open the file afterwards.

    >>> too_long(PureWindowsPath("C:/papers/transcript_A1_L1.docx")) is None
    True
    """
    length = len(str(path))
    if length <= LONGEST_PATH:
        return None
    return (
        f"the path of {path.name} has {length} characters, and Word opens none with more than {LONGEST_PATH}; choose a "
        "folder with a shorter path"
    )
