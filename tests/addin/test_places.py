"""Where Excel loads the add-in from on Windows and on the Mac, asked on any system."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from ecvet_office.excel.addin_places import addin_place, excel_places, library_places, loads_addins, script_place
from ecvet_office.model.errors import UsageError

WINDOWS = {"APPDATA": r"C:\Users\Zoë\AppData\Roaming", "ProgramFiles": r"C:\Program Files"}
MAC = {"HOME": "/Users/zoe"}


def test_on_windows_the_addin_lies_in_the_users_own_start_folder_of_excel() -> None:
    place = addin_place("win32", WINDOWS)
    assert place == PureWindowsPath(r"C:\Users\Zoë\AppData\Roaming\Microsoft\Excel\XLSTART\ECVET.xlam")


def test_on_the_mac_the_addin_lies_in_the_users_own_start_folder_of_excel() -> None:
    assert addin_place("darwin", MAC) == PurePosixPath(
        "/Users/zoe/Library/Group Containers/UBF8T346G9.Office"
        "/User Content.localized/Startup.localized/Excel/ECVET.xlam"
    )
    assert script_place(MAC) == PurePosixPath(
        "/Users/zoe/Library/Application Scripts/com.microsoft.Excel/ecvet-office.applescript"
    )


def test_other_systems_are_told_what_works_there() -> None:
    with pytest.raises(UsageError, match="this computer has another system"):
        addin_place("linux", MAC)
    assert [loads_addins(one) for one in ("win32", "darwin", "linux")] == [True, True, False]
    assert excel_places("linux", MAC) == ()


@pytest.mark.parametrize(("platform", "name"), [("win32", "APPDATA"), ("darwin", "HOME")])
@pytest.mark.parametrize("environment", [{}, {"APPDATA": " ", "HOME": " "}])
def test_a_system_that_does_not_name_the_users_folder_is_told_so(
    platform: str, name: str, environment: dict[str, str]
) -> None:
    with pytest.raises(UsageError, match=f"its variable {name} is empty"):
        addin_place(platform, environment)


def test_excel_is_looked_for_in_each_folder_of_programs_once() -> None:
    places = excel_places("win32", WINDOWS | {"ProgramW6432": r"C:\Program Files"})
    assert places[0] == PureWindowsPath(r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE")
    assert len(places) == len(set(places)) == 4
    assert excel_places("darwin", MAC) == (PurePosixPath("/Applications/Microsoft Excel.app"),)


def test_the_library_of_xlwings_has_its_version_in_its_name() -> None:
    names = [place.name for place in library_places(PureWindowsPath(r"C:\x"), "0.37.8")]
    assert names == ["xlwings64-0.37.8.dll", "xlwings32-0.37.8.dll"]
