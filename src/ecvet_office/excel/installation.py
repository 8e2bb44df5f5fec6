"""Whether everything is there that the commands and the buttons need, and how to mend what is not.

Nothing here reads a workbook: no learner's data can appear in the result.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

from ecvet_office import __version__
from ecvet_office.documents.pdf_program import find_libreoffice
from ecvet_office.excel.addin_installing import addin_files
from ecvet_office.excel.addin_places import (
    Computer,
    excel_places,
    library_places,
    loads_addins,
    this_computer,
)
from ecvet_office.excel.building.addin import WINDOWS
from ecvet_office.excel.building.xlwings_vba import xlwings_version
from ecvet_office.law.packaged import packaged_folder
from ecvet_office.model.errors import EcvetError

_INSTALL_ADDIN = "close Excel and type: ecvet addin install"
_FOLDERS = ("workbook_templates", "doc_templates", "addin")
_LEAST_PYTHON = (3, 11)


class State(StrEnum):
    """How it stands with one thing."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: of the thing, in a few words.
        state: ok; warning where something else works without it; missing where the buttons or commands do not work.
        found: what was found.
        remedy: what to do, empty where nothing is to be done.
    """

    name: str
    state: State
    found: str
    remedy: str = ""


def check_installation(computer: Computer | None = None) -> tuple[Check, ...]:
    """Looks at everything that the commands and the buttons need.

    Args:
        computer: the one to look at; the one that runs this if left out.
    """
    one = computer or this_computer()
    return (
        _python(sys.version_info[:2], one.python),
        Check("ECVET Office", State.OK, __version__),
        *_xlwings(one),
        *_addin_parts(one),
        _excel(one),
        _libreoffice(),
        _templates(),
        _temporary_folder(),
    )


def is_whole(checks: Iterable[Check]) -> bool:
    """Tells whether nothing is missing; warnings do not count."""
    return all(check.state is not State.MISSING for check in checks)


def _python(version: tuple[int, ...], python: PurePath) -> Check:
    found = f"{platform.python_version()}, {python}"
    if version >= _LEAST_PYTHON:
        return Check("Python", State.OK, found)
    return Check("Python", State.MISSING, found, "install Python 3.11 or newer, then ECVET Office again")


def _xlwings(computer: Computer) -> Iterator[Check]:
    version = xlwings_version()
    yield Check("xlwings", State.OK, version)
    if computer.platform == WINDOWS:
        yield library_check(library_places(computer.prefix, version), lambda place: Path(place).is_file())


def library_check(places: Iterable[PurePath], is_file: Callable[[PurePath], bool]) -> Check:
    """Judges xlwings' library for Windows, whose name holds its version: the custom functions and buttons need it."""
    wanted = list(places)
    there = [place.name for place in wanted if is_file(place)]
    if there:
        return Check("xlwings library", State.OK, ", ".join(there))
    names = " or ".join(place.name for place in wanted)
    return Check(
        "xlwings library",
        State.MISSING,
        f"neither {names} in {wanted[0].parent}",
        "type: python -m pip install --force-reinstall --no-deps xlwings; then: ecvet addin install",
    )


def _addin_parts(computer: Computer) -> Iterator[Check]:
    if not loads_addins(computer.platform):
        yield Check("add-in", State.WARNING, "not on this system", "Excel for Windows or for the Mac loads the add-in")
        return
    try:
        files = addin_files(computer)
    except EcvetError as error:
        yield Check("add-in", State.MISSING, str(error), _INSTALL_ADDIN)
        return
    for name, (path, data) in zip(("add-in", "script for Excel"), files.items(), strict=False):
        yield _as_built(name, path, data)


def _as_built(name: str, path: Path, data: bytes) -> Check:
    """Compares a file with the one that this installation would write: equal bytes are the same version and place."""
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return Check(name, State.MISSING, f"not there: {path}", _INSTALL_ADDIN)
    except OSError as error:
        return Check(name, State.WARNING, f"{path} cannot be read ({error.strerror})", "close Excel and look again")
    if found == data:
        return Check(name, State.OK, f"{__version__}, {path}")
    return Check(name, State.MISSING, f"of another version or of another Python: {path}", _INSTALL_ADDIN)


def _excel(computer: Computer) -> Check:
    places = excel_places(computer.platform, computer.environment)
    there = next((place for place in places if Path(place).exists()), None)
    if there is not None:
        return Check("Excel", State.OK, str(there))
    return Check(
        "Excel",
        State.WARNING,
        "not found in its usual places",
        "if you have Excel, all is well; without it, use the commands, and LibreOffice to edit workbooks",
    )


def _libreoffice() -> Check:
    try:
        return Check("LibreOffice", State.OK, str(find_libreoffice()))
    except EcvetError as error:
        return Check("LibreOffice", State.WARNING, "not found; only PDF files need it", str(error))


def _templates() -> Check:
    try:
        count = sum(len(_readable(name)) for name in _FOLDERS)
    except (EcvetError, OSError) as error:
        return Check("templates", State.MISSING, str(error), "install ecvet-office again")
    return Check("templates", State.OK, f"{count} files readable")


def _readable(folder: str) -> list[str]:
    """Gives the names of the files of a folder that comes with the package, each of them opened once."""
    files = [entry for entry in packaged_folder(folder).iterdir() if entry.is_file()]
    for file in files:
        with file.open("rb") as stream:
            stream.read(1)
    return [file.name for file in files]


def _temporary_folder() -> Check:
    folder = tempfile.gettempdir()
    try:
        with tempfile.NamedTemporaryFile(prefix="ecvet-", dir=folder) as file:
            os.fsync(file.fileno())
    except OSError as error:
        return Check(
            "write access", State.MISSING, f"{folder}: {error.strerror}", "free space, or ask your administrator"
        )
    return Check("write access", State.OK, folder)
