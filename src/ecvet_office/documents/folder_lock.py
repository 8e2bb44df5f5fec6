"""A lock that lets one run at a time make documents in a folder; the system takes it away from a run that is dead."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
from pathlib import Path
from typing import BinaryIO

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.saving import reason_in_words

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "lock"

_FAR = 1 << 30  # the byte that is locked: Windows lets nobody read a locked one, and what stands before it is read
_LONGEST_WORD = 200  # bytes
_TRIES = 100  # each in vain only where another run ended at that very moment


class FolderLock:
    """A lock, held from when it is made until it is released or the program ends.

    It is a file in a folder of its own, which is made for it and goes with it when nothing else is left there. A file
    system that knows no locks, as some on servers, gives one to everybody.
    """

    def __init__(self, folder: Path) -> None:
        """Takes the lock.

        Args:
            folder: for the lock; made where it is missing.

        Raises:
            UnwritableFileError: another run has it, or the folder refuses.
        """
        self._path = folder / LOCK_NAME
        self._stream: BinaryIO | None = None
        for _ in range(_TRIES):
            self._stream = self._taken()
            if self._stream is not None:
                break
        else:
            raise UnwritableFileError(
                f"{folder.parent} cannot be written: there is no such folder, and none can be made"
            )
        self._stream.write(f"process {os.getpid()} on {platform.node()}".encode()[:_LONGEST_WORD])
        self._stream.truncate()
        self._stream.flush()

    def _taken(self) -> BinaryIO | None:
        """Gives the locked file; None where it is gone, because its last holder took it away in the meantime."""
        folder = self._path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stream = os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)), "rb+")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UnwritableFileError(reason_in_words(folder.parent, error)) from error
        if not _locked(stream):
            holder = stream.read(_LONGEST_WORD).decode(errors="replace") or "another process"
            stream.close()
            raise UnwritableFileError(
                f"another run is making documents in {folder.parent} ({holder}): "
                "wait until it has ended and do the same again, or choose another folder"
            )
        with contextlib.suppress(FileNotFoundError):
            # Windows lets nobody take away a file that is open.
            if sys.platform == "win32" or os.path.samestat(os.fstat(stream.fileno()), self._path.stat()):
                return stream
        stream.close()
        return None

    def release(self) -> None:
        """Gives the lock back and takes its file away; a second time does nothing."""
        if self._stream is None:
            return
        stream, self._stream = self._stream, None
        if sys.platform == "win32":  # where a file that is open cannot be taken away, not even by who opened it
            stream.close()
        with contextlib.suppress(OSError):  # another run has it open already, and takes it away in the end
            self._path.unlink()
            self._path.parent.rmdir()
        stream.close()


def _locked(stream: BinaryIO) -> bool:
    """Locks a file for as long as it is open; whether nobody else has it locked."""
    try:
        if sys.platform == "win32":
            stream.seek(_FAR)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # this file system knows no locks
    finally:
        stream.seek(0)
    return True
