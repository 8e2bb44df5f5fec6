"""ECVET.xlam: a whole file, the same every time, and safe from what a workbook says."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree as ET

import pytest

from addin.readers import sources
from ecvet_office import __version__
from ecvet_office.excel.building import xlwings_vba
from ecvet_office.excel.building.addin import Target, build_addin, settings_for
from ecvet_office.excel.building.addin_sources import own_modules
from ecvet_office.excel.building.vba_project import module_text
from ecvet_office.excel.building.xlwings_vba import CHANGES, made_safe, xlwings_modules
from ecvet_office.model.errors import UsageError

PYTHON = PureWindowsPath(r"C:\Users\Zoë & Co\AppData\Local\ECVET Office\Scripts\python.exe")
WINDOWS_PC = Target("win32", PYTHON)
SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STOCK = xlwings_vba._installed_text("xlwings_custom_addin.bas")


@pytest.fixture(scope="module")
def addin() -> bytes:
    return build_addin(WINDOWS_PC)


@pytest.mark.office
def test_microsofts_sdk_finds_no_error_in_it(
    addin: bytes, tmp_path: Path, validate_office: Callable[[Path], None]
) -> None:
    path = tmp_path / "ECVET.xlam"
    path.write_bytes(addin)
    validate_office(path)


def test_building_twice_gives_the_same_bytes(addin: bytes) -> None:
    assert build_addin(WINDOWS_PC) == addin
    assert build_addin(Target("win32", PYTHON.with_name("pythonw.exe"))) == addin
    assert build_addin(Target("win32", PureWindowsPath(r"D:\x\python.exe"))) != addin


def test_olevba_finds_exactly_the_sources(addin: bytes) -> None:
    found = sources("ECVET.xlam", addin)
    for module in [*own_modules(), *xlwings_modules()]:
        assert found[module.name].splitlines() == module_text(module).splitlines(), module.name
    assert set(found) == {one.name for one in (*own_modules(), *xlwings_modules())} | {"EcvetFunctions"}


def test_it_is_an_addin_with_a_ribbon_and_says_its_version(addin: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(addin)) as package:
        assert package.testzip() is None
        assert b"addin.macroEnabled.main+xml" in package.read("[Content_Types].xml")
        assert b"office/2009/07/customui" in package.read("customUI/customUI14.xml")
        assert f"<cp:version>{__version__}</cp:version>".encode() in package.read("docProps/core.xml")
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_its_sheet_names_the_interpreter_and_nothing_of_a_folder_of_modules(addin: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(addin)) as package:
        sheet = ET.fromstring(package.read("xl/worksheets/sheet1.xml"))  # noqa: S314 # our own file
        assert 'sheet name="ecvet.conf"' in package.read("xl/workbook.xml").decode()
    cells = {cell.get("r"): "".join(cell.itertext()) for cell in sheet.iter(f"{SHEETS}c")}
    assert cells == {
        "A1": "INTERPRETER_WIN",
        "B1": str(PYTHON),  # where our own VBA looks for it
        "A2": "USE UDF SERVER",
        "B2": "True",
        "A3": "SHOW CONSOLE",
        "B3": "False",
    }


def test_on_the_mac_the_interpreter_is_in_the_script_alone() -> None:
    settings = settings_for(Target("darwin", PureWindowsPath("/Users/zoe/python")))
    assert settings["INTERPRETER_MAC"] == "python"
    assert "INTERPRETER_WIN" not in settings


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (r"Scripts\python.exe", "no whole path"),
        ("C:\\100 %\\python.exe", "one of the characters %"),
        ('C:\\a"b\\python.exe', "one of the characters %"),
    ],
)
def test_a_place_of_python_that_excel_would_misread_is_refused(place: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        settings_for(Target("win32", PureWindowsPath(place)))


def test_the_licences_of_what_is_not_ours_are_kept(addin: bytes) -> None:
    found = sources("ECVET.xlam", addin)
    assert "xlwings is distributed under a BSD 3-clause license." in found["xlwings"]
    assert "THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS" in found["xlwings"]
    assert "@license: MIT" in found["Dictionary"]


def test_no_setting_is_read_from_the_open_workbook_or_from_a_file(addin: bytes) -> None:
    text = sources("ECVET.xlam", addin)["xlwings"]
    reading = text[text.index("Function GetConfig(configKey") : text.index("Function SaveConfigToFile")]
    assert "ActiveWorkbook" not in reading
    assert "GetConfigFromFile" not in reading
    assert reading.count("GetConfigFromSheet(ThisWorkbook)") == 4
    assert "GetDirectoryPath(ActiveWorkbook)" not in text


def test_nothing_of_a_workbook_but_its_name_reaches_a_command_line(addin: bytes) -> None:
    text = sources("ECVET.xlam", addin)["xlwings"]
    joined = [line.strip() for line in text.splitlines() if "ActiveWorkbook" in line and "&" in line]
    assert joined == [
        '" --wb=" & """" & ActiveWorkbook.Name & """ --from_xl=1" & " --app=" & Chr(34) & _',
        '\'This function accepts relative paths with backward and forward slashes: ActiveWorkbook & "\\test"',
    ]
    paths = [line.strip() for line in text.splitlines() if re.match(r"\s+PYTHONPATH = AddExcelDir", line)]
    assert paths
    assert all("FullName" not in line and 'GetConfig("PYTHONPATH")' not in line for line in paths)
    assert text.count('" -P -B -c ""import') == 2


def test_no_sheet_of_a_workbook_is_run_as_a_program(addin: bytes) -> None:
    assert '".py"' not in sources("ECVET.xlam", addin)["xlwings"]


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.old[:40])
def test_a_text_of_xlwings_that_changed_stops_the_build_and_says_what_to_do(
    change: xlwings_vba.Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlwings_vba, "_installed_text", lambda _: STOCK.replace(change.old, "Something else", 1))
    with pytest.raises(UsageError, match=r"the add-in was not built.*pip install xlwings==0\.37\.8"):
        build_addin(WINDOWS_PC)


@pytest.mark.parametrize(
    "added",
    [
        'x = SheetExists(ActiveWorkbook, PROJECT_NAME & ".cfg")',
        'Shell ActiveWorkbook.Path & "\\run.cmd"',
        "x = ActiveWorkbook.CustomDocumentProperties(1)",
        'If Right(sht.Name, 3) = ".py" Then',
    ],
)
def test_a_version_of_xlwings_that_looks_into_the_workbook_anew_is_refused(added: str) -> None:
    with pytest.raises(UsageError, match="the add-in was not built"):
        made_safe(f"{STOCK}\n{added}\n")
