"""Where Excel loads add-ins from, and where its neighbours lie: pure functions of a system and its environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from ecvet_office.excel.building.addin import FILE_NAME, MAC, WINDOWS, Target
from ecvet_office.model.errors import UsageError

MAC_SCRIPT_NAME = "ecvet-office.applescript"

_EXCEL_ON_MAC = PurePosixPath("/Applications/Microsoft Excel.app")
_WINDOWS_PROGRAMS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")
_WINDOWS_EXCELS = ("root/Office16", "Office16", "Office15", "Office14")


@dataclass(frozen=True)
class Computer:
    """The computer that is looked at.

    Attributes:
        platform: as `sys.platform` names it.
        environment: the variables of the process.
        python: the interpreter that runs ECVET Office.
        prefix: the folder of its environment, in which xlwings puts its library for Windows.
    """

    platform: str
    environment: Mapping[str, str]
    python: PurePath
    prefix: PurePath

    @property
    def target(self) -> Target:
        """What an add-in for this computer is built for."""
        return Target(self.platform, self.python)


def this_computer() -> Computer:
    """Gives the computer that runs this."""
    return Computer(sys.platform, os.environ, PurePath(sys.executable), PurePath(sys.prefix))


def loads_addins(platform: str) -> bool:
    """Tells whether there is an Excel on this system that loads add-in files: on Windows and on the Mac."""
    return platform in {WINDOWS, MAC}


def addin_place(platform: str, environment: Mapping[str, str]) -> PurePath:
    """Gives the file in the user's own folder that Excel opens whenever it starts; no administrator is needed for it.

    Raises:
        UsageError: there is no Excel for this system, or the system does not say where the user's folders are.
    """
    if platform == WINDOWS:
        return PureWindowsPath(_folder(environment, "APPDATA")) / "Microsoft" / "Excel" / "XLSTART" / FILE_NAME
    if platform == MAC:
        office = PurePosixPath(_folder(environment, "HOME")) / "Library" / "Group Containers" / "UBF8T346G9.Office"
        return office / "User Content.localized" / "Startup.localized" / "Excel" / FILE_NAME
    raise UsageError(
        "Excel for Windows or for the Mac loads the add-in, and this computer has another system; "
        "`ecvet addin build` writes its file here too, and all other commands work without it"
    )


def script_place(environment: Mapping[str, str]) -> PurePath:
    """Gives the file by which Excel for the Mac may start Python: it runs scripts of this one folder only.

    Raises:
        UsageError: the system does not say where the user's folders are.
    """
    home = PurePosixPath(_folder(environment, "HOME"))
    return home / "Library" / "Application Scripts" / "com.microsoft.Excel" / MAC_SCRIPT_NAME


def excel_places(platform: str, environment: Mapping[str, str]) -> tuple[PurePath, ...]:
    """Gives where Excel usually is, the likeliest first; nothing for a system that has none."""
    if platform == MAC:
        return (_EXCEL_ON_MAC,)
    if platform != WINDOWS:
        return ()
    folders = dict.fromkeys(environment[name] for name in _WINDOWS_PROGRAMS if environment.get(name))
    return tuple(
        PureWindowsPath(folder) / "Microsoft Office" / below / "EXCEL.EXE"
        for folder in folders
        for below in _WINDOWS_EXCELS
    )


def library_places(prefix: PurePath, xlwings_version: str) -> tuple[PurePath, ...]:
    """Gives xlwings' library for Windows, for an Excel of 64 bits and one of 32; its name holds the version."""
    return tuple(prefix / f"xlwings{bits}-{xlwings_version}.dll" for bits in (64, 32))


def _folder(environment: Mapping[str, str], name: str) -> str:
    folder = environment.get(name, "").strip()
    if not folder:
        raise UsageError(f"the system does not say where your own folders are: its variable {name} is empty")
    return folder
