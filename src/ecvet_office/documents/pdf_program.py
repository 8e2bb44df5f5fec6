"""Where LibreOffice is on this computer: the one program here that lays out a Word document and prints it to PDF."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from ecvet_office.model.errors import UsageError

NAMED_BY = "ECVET_LIBREOFFICE"
"""The environment variable that names the program, for who has it in a place of their own."""

MISSING = (
    "PDF files are made by LibreOffice, which was not found on this computer: install it (it is free), "
    f"or name its program soffice in the environment variable {NAMED_BY}; "
    "the Word documents need no LibreOffice: fill them without --pdf"
)

_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")
# The first waits until the work is done and says what went wrong; the second is what older versions have alone.
_WINDOWS_NAMES = ("soffice.com", "soffice.exe")
_UNIX_NAMES = ("soffice", "libreoffice")
_UNIX_PLACES = ("/usr/bin/soffice", "/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice")
_MAC_PLACE = "Applications/LibreOffice.app/Contents/MacOS/soffice"


def find_libreoffice() -> Path:
    """Gives the program of LibreOffice on this computer.

    Raises:
        UsageError: it is not installed, or the environment variable names a file that is not there.
    """
    return chosen_program(
        program_places(sys.platform, os.environ, shutil.which), os.environ, lambda place: Path(place).is_file()
    )


def chosen_program(
    places: Iterable[PurePath], environment: Mapping[str, str], is_file: Callable[[PurePath], bool]
) -> Path:
    """Gives the program that the environment names, or the first of the places where there is one.

    Raises:
        UsageError: there is none.
    """
    named = environment.get(NAMED_BY, "").strip()
    if named:
        if not is_file(Path(named)):
            raise UsageError(f"{NAMED_BY} names {named}, and there is no such file; name LibreOffice's program soffice")
        return Path(named)
    found = next((place for place in places if is_file(place)), None)
    if found is None:
        raise UsageError(MISSING)
    return Path(found)


def program_places(
    platform: str, environment: Mapping[str, str], which: Callable[[str], str | None]
) -> Iterator[PurePath]:
    """Gives the places where LibreOffice's program may be, the likeliest first.

    Args:
        platform: as `sys.platform` names it.
        environment: the variables of the process.
        which: finds a program on the search path; never asked on Windows, where it would look into the current folder
            first, and that may be one that a stranger filled.
    """
    if platform == "win32":
        yield from _windows_places(environment)
        return
    for name in _UNIX_NAMES:
        found = which(name)
        if found:
            yield PurePosixPath(found)
    if platform == "darwin":
        yield PurePosixPath("/") / _MAC_PLACE
        if environment.get("HOME"):
            yield PurePosixPath(environment["HOME"]) / _MAC_PLACE
    else:
        yield from map(PurePosixPath, _UNIX_PLACES)


def _windows_places(environment: Mapping[str, str]) -> Iterator[PurePath]:
    folders = [PureWindowsPath(environment[name]) for name in _WINDOWS_FOLDERS if environment.get(name)]
    if environment.get("LOCALAPPDATA"):  # where it is installed for one user alone
        folders.append(PureWindowsPath(environment["LOCALAPPDATA"]) / "Programs")
    for folder in dict.fromkeys(folders):
        for name in _WINDOWS_NAMES:
            yield folder / "LibreOffice" / "program" / name
