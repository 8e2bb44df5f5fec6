"""Putting the add-in where Excel loads it, and taking it away again; all of it or nothing."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path, PurePath

from ecvet_office.excel.addin_places import Computer, addin_place, script_place
from ecvet_office.excel.building.addin import MAC, build_addin
from ecvet_office.excel.building.addin_sources import MAC_SCRIPT, source_text
from ecvet_office.model.errors import UnwritableFileError, UsageError

_PLACEHOLDER = "@INTERPRETER@"


def install_addin(computer: Computer) -> tuple[Path, ...]:
    """Builds the add-in and puts it where Excel loads it, over an older one of ours.

    Returns:
        The files that were written, the add-in first.

    Raises:
        UsageError: there is no Excel for this system, or the add-in cannot be built here.
        UnwritableFileError: Excel has the add-in open, or the folder refuses; what was there is still there.
    """
    files = addin_files(computer)
    for path in reversed(files):  # the add-in last: Excel may have it open, the script never
        _replace(path, files[path])
    return tuple(files)


def remove_addin(computer: Computer) -> tuple[Path, ...]:
    """Takes away the files that `install_addin` writes, and nothing else.

    Returns:
        The files that were removed; none where there were none.

    Raises:
        UsageError: there is no Excel for this system.
        UnwritableFileError: Excel has the add-in open.
    """
    removed = []
    for path in _places(computer):
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _is_open(path, "removed") from error
        removed.append(path)
    return tuple(removed)


def addin_files(computer: Computer) -> dict[Path, bytes]:
    """Gives what has to lie where for the buttons to work on a computer: places and bytes, the add-in first.

    Raises:
        UsageError: there is no Excel for this system, or the add-in cannot be built here.
    """
    addin, *script = _places(computer)
    files = {addin: build_addin(computer.target)}
    if script:
        files[script[0]] = _mac_script(computer.python)
    return files


def _places(computer: Computer) -> list[Path]:
    places = [addin_place(computer.platform, computer.environment)]
    if computer.platform == MAC:
        places.append(script_place(computer.environment))
    return [Path(place) for place in places]


def _mac_script(python: PurePath) -> bytes:
    """Gives the script for the Mac with the place of Python in it, as text in AppleScript is written."""
    place = str(python)
    if any(ord(sign) < ord(" ") for sign in place):
        raise UsageError(f"Python's place {place!r} holds a line break; install ECVET Office into another folder")
    quoted = place.replace("\\", "\\\\").replace('"', '\\"')
    return source_text(MAC_SCRIPT).replace(_PLACEHOLDER, quoted).encode("utf-8")


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".ecvet-{secrets.token_hex(8)}.part")  # a name that Excel does not open at its start
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        raise _is_open(path, "written") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _is_open(path: Path, done: str) -> UnwritableFileError:
    return UnwritableFileError(
        f"{path} cannot be {done}: close all windows of Excel and try again. "
        "If Excel is closed, look into the task list for an Excel without a window, or ask who looks after your PC "
        "whether you may write into this folder. The file is as it was."
    )
