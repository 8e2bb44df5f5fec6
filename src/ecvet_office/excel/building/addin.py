"""Building ECVET.xlam on the PC where it will run, from our readable sources and the xlwings that is installed there.

xlwings' library for Windows has its version in its file name, and its VBA asks for that name. An add-in built elsewhere
would stop working when xlwings is updated; this one is just built again.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath

from ecvet_office import __version__
from ecvet_office.excel.building.addin_package import addin_package
from ecvet_office.excel.building.addin_sources import RIBBON, own_modules, source_text
from ecvet_office.excel.building.function_wrappers import custom_functions, functions_module
from ecvet_office.excel.building.vba_project import Module, vba_project
from ecvet_office.excel.building.xlwings_vba import SETTINGS_SHEET, xlwings_modules
from ecvet_office.model.errors import UsageError

FILE_NAME = "ECVET.xlam"
PROJECT = "EcvetAddin"
WINDOWS, MAC = "win32", "darwin"
"""As `sys.platform` names the two systems on which there is an Excel that loads add-ins."""


@dataclass(frozen=True)
class Target:
    """The PC for which an add-in is built.

    Attributes:
        platform: as `sys.platform` names it.
        python: the interpreter that runs ECVET Office there, with its folder.
    """

    platform: str
    python: PurePath


def this_pc() -> Target:
    """Gives the PC and the Python that run this."""
    return Target(sys.platform, PurePath(sys.executable))


def build_addin(target: Target) -> bytes:
    """Gives the bytes of ECVET.xlam; the same installation gives the same bytes.

    Raises:
        UsageError: the installed xlwings is not the one that was examined, or the path of Python cannot stand in VBA.
        UnreadableFileError: this installation is not whole.
    """
    return packed([*own_modules(), functions_module(custom_functions()), *xlwings_modules()], target)


def packed(modules: Sequence[Module], target: Target) -> bytes:
    """Gives an add-in of these modules, with our ribbon and the settings for a PC."""
    project = vba_project(PROJECT, modules)
    return addin_package(settings_for(target), SETTINGS_SHEET, source_text(RIBBON), project, __version__)


def settings_for(target: Target) -> dict[str, str]:
    """Gives the settings that stand on the add-in's sheet; the place of Python comes first.

    Raises:
        UsageError: the place of Python is no absolute path, or holds a character that Excel takes for the name of a
            variable or the end of a text.
    """
    if target.platform == WINDOWS:
        python = _console_python(PureWindowsPath(target.python))
        _require_usable(python)
        place = {"INTERPRETER_WIN": str(python)}
    else:
        place = {"INTERPRETER_MAC": "python"}  # the script for the Mac knows the place, see addin/mac
    return place | {"USE UDF SERVER": "True", "SHOW CONSOLE": "False"}


def _console_python(python: PureWindowsPath) -> PureWindowsPath:
    """Gives python.exe where pythonw.exe runs this, as it does below Excel: both shall build the same add-in."""
    return python.with_name("python.exe") if python.name.casefold() == "pythonw.exe" else python


def _require_usable(python: PureWindowsPath) -> None:
    remedy = "install ECVET Office into another folder"
    if not python.is_absolute():
        raise UsageError(f"Python's place {python} is no whole path; {remedy}")
    if "%" in str(python) or '"' in str(python):
        raise UsageError(f"Python's place {python} holds one of the characters % and \"; {remedy}")
