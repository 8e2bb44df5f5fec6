"""The VBA of the installed xlwings, made safe: what a workbook says must never decide which program runs.

xlwings looks for its settings in the workbook that is open, then in a file beside it, and puts the workbook's folder on
Python's path. That suits a workbook with its own program. Here partners exchange workbooks, and one of them could
choose a program of its own that way. Each change below is made in a text that must stand in xlwings exactly so often;
where it does not, nothing is built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files

from ecvet_office.excel.building.vba_project import Kind, Module
from ecvet_office.model.errors import UnreadableFileError, UsageError

SETTINGS_SHEET = "ecvet.conf"
"""The sheet of the add-in itself that holds its settings; xlwings derives the name from the project's."""

_MAC_SCRIPT = "ecvet-office.applescript"


@dataclass(frozen=True)
class Change:
    """One change in xlwings' VBA.

    Attributes:
        old: what stands there.
        new: what is to stand there.
        times: how often it must stand there.
    """

    old: str
    new: str
    times: int = 1


CHANGES = (
    Change('PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "ecvet"'),
    # A sheet of settings counts in the add-in alone, never in the workbook that is open.
    Change("SheetExists(ActiveWorkbook, PROJECT_NAME", "SheetExists(ThisWorkbook, PROJECT_NAME"),
    Change("GetConfigFromSheet(ActiveWorkbook)", "GetConfigFromSheet(ThisWorkbook)", 2),
    # A file of settings counts neither beside the workbook nor in the user's folder: the add-in has all there is.
    Change("FileExists(GetDirectoryConfigFilePath()) = True", "False"),
    Change("GetConfigFromFile(GetDirectoryConfigFilePath(), configKey, configValue)", "False"),
    Change("GetDirectoryPath(ActiveWorkbook) & pathSeparator & PROJECT_NAME", '"" & pathSeparator & PROJECT_NAME'),
    Change('GetFullName(ActiveWorkbook) <> ""', "False"),
    Change("FileExists(GetConfigFilePath()) = True", "False"),
    Change("GetConfigFromFile(GetConfigFilePath(), configKey, configValue)", "False"),
    # A sheet whose name ends in .py is a sheet, and no program.
    Change('Right$(sht.Name, 3) = ".py"', "False", 2),
    # Neither the workbook's folder nor any other is put on Python's path, and no path of a workbook reaches a shell.
    Change('GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")', '"false"', 2),
    Change('";" & ActiveFullName & ";" & ThisFullName & ";"', '";;;"', 2),
    Change('";" & ActiveWorkbook.FullName & ";" & ThisWorkbook.FullName & ";"', '";;;"'),
    Change(' & ";" & GetConfig("PYTHONPATH")', "", 4),
    Change('InStr(ActiveWorkbook.FullName, "://") = 0', "False"),
    # Python would look for modules in Excel's current folder first, which is often that of the workbook: -P forbids it.
    Change('" -B -c ""import', '" -P -B -c ""import', 2),
    # Our script for the Mac has the interpreter in it, and hands everything to the shell in quotes.
    Change('"xlwings-" & XLWINGS_VERSION & ".applescript"', f'"{_MAC_SCRIPT}"'),
    Change(
        "To enable RunPython, please run 'xlwings runpython install' in a terminal once and try again.",
        "ECVET Office could not be started. Run its installer again, or type `ecvet doctor` in Terminal.",
    ),
    Change(
        '"Could not find Interpreter!"',
        '"ECVET Office was moved or removed. Run its installer again, then restart Excel."',
    ),
)

_UNSAFE = (
    "GetConfigFromSheet(ActiveWorkbook",
    "SheetExists(ActiveWorkbook, PROJECT_NAME",
    "FileExists(GetDirectoryConfigFilePath",
    "FileExists(GetConfigFilePath",
    '".py"',
    'GetConfig("PYTHONPATH")',
    'GetConfig("ADD_WORKBOOK',
    "ActiveWorkbook.FullName & ",
)
"""What must not be left over: a new version may have added another of them."""

# What may be read of the workbook: its name, by which Python finds it again among those that are open.
_MENTION = re.compile(r"ActiveWorkbook\.(\w+)")
_MAY_BE_READ = {"Name", "FullName", "VBProject", "Sheets"}


def xlwings_version() -> str:
    """Gives the version of the xlwings that is installed."""
    return version("xlwings")


def xlwings_modules() -> tuple[Module, ...]:
    """Gives the two modules of the installed xlwings that the add-in needs, with their licences, made safe.

    Raises:
        UnreadableFileError: xlwings is not installed whole.
        UsageError: its text is another than the one that was examined.
    """
    dictionary = _installed_text("addin/Dictionary.cls")
    return (
        Module("Dictionary", dictionary, Kind.CLASS),
        Module("xlwings", made_safe(_installed_text("xlwings_custom_addin.bas"))),
    )


def made_safe(source: str) -> str:
    """Makes all changes in xlwings' VBA.

    Raises:
        UsageError: a text does not stand there as often as it must, or something unsafe would be left over.
    """
    for change in CHANGES:
        found = source.count(change.old)
        if found != change.times:
            raise _unknown(f"the text {change.old!r} stands in it {found} times, not {change.times}")
        source = source.replace(change.old, change.new)
    left = [text for text in _UNSAFE if text in source]
    left += [name for name in _MENTION.findall(source) if name not in _MAY_BE_READ]
    if left:
        raise _unknown(f"it uses {left[0]!r}, which was not examined")
    return source


def _unknown(what: str) -> UsageError:
    return UsageError(
        f"the add-in was not built: the VBA of xlwings {xlwings_version()} is not the one that was examined for safety "
        f"({what}). Install a newer ECVET Office, or xlwings 0.37.8: pip install xlwings==0.37.8"
    )


def _installed_text(name: str) -> str:
    file = files("xlwings").joinpath(name)
    if not file.is_file():
        raise UnreadableFileError(f"the installed xlwings lacks its file {name}; install it again: pip install xlwings")
    return file.read_text(encoding="utf-8")
