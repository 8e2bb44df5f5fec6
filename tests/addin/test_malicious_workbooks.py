"""A workbook that wants to choose the program that the buttons start: xlwings' VBA obeys, ours does not.

LibreOffice executes the functions of xlwings that look for settings, as they stand and with our changes. Only what it
lacks is stood in for: conditional compilation, the dictionary of Windows, and its separator of folders.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PureWindowsPath
from typing import Any

import openpyxl
import pytest

from addin.conftest import Job
from ecvet_office.excel.building import xlwings_vba
from ecvet_office.excel.building.addin import PROJECT, Target, packed
from ecvet_office.excel.building.vba_project import Kind, Module
from ecvet_office.excel.building.xlwings_vba import SETTINGS_SHEET, made_safe

pytestmark = pytest.mark.office
OURS = r"C:\ECVET Office\Scripts\python.exe"
EVIL = r"C:\evil\run.exe"
STOCK = xlwings_vba._installed_text("xlwings_custom_addin.bas")
NEEDED = ("GetConfig", "GetConfigFromSheet", "GetConfigFromFile", "GetDirectoryConfigFilePath", "SheetExists")
TRUE_CONDITIONS = {'App = "Microsoft Excel"', "VBA7", "Win64"}

STAND_INS = """
Function GetDirectoryPath(Optional wb As Variant) As String
    GetDirectoryPath = "@FOLDER@"
End Function
Function GetFullName(wb As Variant) As String
    GetFullName = "@FOLDER@/plan.xlsx"
End Function
Function GetConfigFilePath() As String
    GetConfigFilePath = "@FOLDER@/nothing"
End Function
Function FileExists(ByVal FileSpec As String) As Boolean
    FileExists = (Dir(FileSpec) <> "")
End Function
Function ExpandEnvironmentStrings(ByVal s As String)
    ExpandEnvironmentStrings = s
End Function
"""
DICTIONARY = """
Private names(99) As String
Private values(99) As String
Private count As Integer
Public Sub Add(ByVal name As String, ByVal value As String)
    names(count) = name
    values(count) = value
    count = count + 1
End Sub
Public Function Exists(ByVal name As String) As Boolean
    Dim i As Integer
    For i = 0 To count - 1
        If names(i) = name Then Exists = True
    Next i
End Function
Public Function Item(ByVal name As String) As String
    Dim i As Integer
    For i = 0 To count - 1
        If names(i) = name Then Item = values(i)
    Next i
End Function
"""


def compiled(source: str) -> Iterator[str]:
    """The lines that Excel for Windows would compile, decided by the conditions in #If."""
    taken = [True]
    for line in source.splitlines():
        condition = re.match(r"\s*#(?:Else)?If (.*) Then", line)
        if condition and line.strip().startswith("#If"):
            taken.append(condition[1] in TRUE_CONDITIONS)
        elif condition:
            taken[-1] = False
        elif line.strip() == "#Else":
            taken[-1] = not taken[-1]
        elif line.strip() == "#End If":
            taken.pop()
        elif all(taken):
            yield line


def probe(source: str, folder: Path) -> bytes:
    """An add-in that holds nothing but the search for settings, as a version of xlwings does it."""
    text = "\n".join(compiled(source))
    functions = [re.search(rf"^Function {name}\(.*?^End Function", text, re.MULTILINE | re.DOTALL) for name in NEEDED]
    constant = re.search(r'^Public Const PROJECT_NAME As String = ".*"', text, re.MULTILINE)
    assert constant
    parts = [constant[0], *(one[0] for one in functions if one), STAND_INS.replace("@FOLDER@", str(folder))]
    assert len(parts) == len(NEEDED) + 2
    joined = "\n".join(parts)
    joined = joined.replace('CreateObject("Scripting.Dictionary")', "New Pairs").replace(
        'pathSeparator = "\\"', 'pathSeparator = "/"'
    )
    modules = [
        Module("ThisWorkbook", "", Kind.WORKBOOK),
        Module("SettingsSheet", "", Kind.SHEET),
        Module("Pairs", DICTIONARY, Kind.CLASS),
        Module("xlwings", joined),
    ]
    return packed(modules, Target("win32", PureWindowsPath(OURS)))


@pytest.fixture(scope="module")
def chosen(
    tmp_path_factory: pytest.TempPathFactory, ask_libreoffice: Callable[[Sequence[Job]], list[dict[str, Any]]]
) -> dict[tuple[str, str], str]:
    """The interpreter that each version of the VBA finds, by version and by what the workbook or its folder holds."""
    stock = STOCK.replace('PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "ecvet"')
    jobs: dict[tuple[str, str], Job] = {}
    for trick in ("nothing", "sheet", "file"):
        folder = tmp_path_factory.mktemp(trick)
        workbook = openpyxl.Workbook()
        if trick == "sheet":
            workbook.create_sheet(SETTINGS_SHEET).append(["INTERPRETER_WIN", EVIL])
        if trick == "file":
            (folder / "ecvet.conf").write_text(f'"INTERPRETER_WIN","{EVIL}"\n', encoding="ascii")
        workbook.save(folder / "plan.xlsx")
        for version, source in (("stock", stock), ("ours", made_safe(STOCK))):
            path = folder / f"{version}.xlam"
            path.write_bytes(probe(source, folder))
            call = ["xlwings.GetConfig", "INTERPRETER_WIN", "none", "directory" if trick == "file" else ""]
            jobs[version, trick] = {
                "file": str(path), "project": PROJECT, "workbook": str(folder / "plan.xlsx"), "calls": [call]
            }  # fmt: skip
    answers = ask_libreoffice(list(jobs.values()))
    return {key: answer["calls"][0].get("result", answer) for key, answer in zip(jobs, answers, strict=True)}


def test_without_a_trick_the_interpreter_is_that_of_the_addin(chosen: dict[tuple[str, str], str]) -> None:
    assert chosen["ours", "nothing"] == OURS


def test_a_sheet_of_settings_in_the_workbook_chooses_no_program(chosen: dict[tuple[str, str], str]) -> None:
    assert chosen["stock", "sheet"] == EVIL  # the trick works where nothing is done against it
    assert chosen["ours", "sheet"] == OURS


def test_a_file_of_settings_beside_the_workbook_chooses_no_program(chosen: dict[tuple[str, str], str]) -> None:
    assert chosen["stock", "file"] == EVIL
    assert chosen["ours", "file"] == "none"
