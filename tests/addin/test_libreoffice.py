"""The add-in in LibreOffice: it loads the file, gives every module back, and executes the VBA of every button."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from inspect import signature
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from addin.conftest import Job
from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.building.addin import PROJECT, Target, build_addin, packed
from ecvet_office.excel.building.addin_sources import own_modules
from ecvet_office.excel.building.function_wrappers import custom_functions, functions_module
from ecvet_office.excel.building.vba_project import Module
from ecvet_office.excel.building.xlwings_vba import xlwings_modules
from ecvet_office.workbook.blank import build
from excel_engine import engine_of, open_book

pytestmark = pytest.mark.office
WINDOWS_PC = Target("win32", PureWindowsPath(r"C:\Program Files\ECVET Office\Scripts\python.exe"))
ORDER = re.compile(r"from ecvet_office\.excel\.desktop import run; run\('(\w+)'(, selected=True)?\)")

# Stands in for xlwings: instead of starting Python, it writes down what Python would be told.
RECORDER = """\
Public Function RunPython(PythonCommand As String)
    ThisWorkbook.Worksheets(1).Range("D1").Value = PythonCommand
End Function
Public Function CallUDF(module, name, arguments)
    CallUDF = module & "." & name & " of " & (UBound(arguments) + 1)
End Function
"""
IN_LIBREOFFICE = {
    "As IRibbonControl": "As Variant",  # a type of Office, which LibreOffice does not have
    'MsgBox message, vbExclamation, "ECVET"': 'ThisWorkbook.Worksheets(1).Range("E1").Value = message',
}


WRAPPERS_IN_LIBREOFFICE = (
    (r"^#If Mac Then\n.*\n#Else\n|^#End If\n", ""),  # of the two systems, only what stands for Windows
    (r"XLPy\.CallUDF\((.*), ActiveWorkbook, Application\.Caller\)", r"CallUDF(\1)"),
    (r"If TypeOf Application\.Caller Is Range Then ", ""),
)


def with_recorder(target: Target, changes: dict[str, str]) -> bytes:
    modules = [adapted(one, IN_LIBREOFFICE | changes) for one in own_modules()]
    wrappers = functions_module(custom_functions())
    for pattern, new in WRAPPERS_IN_LIBREOFFICE:
        wrappers = replace(wrappers, source=re.sub(pattern, new, wrappers.source, flags=re.MULTILINE))
    return packed([*modules, wrappers, Module("xlwings", RECORDER)], target)


def adapted(module: Module, changes: dict[str, str]) -> Module:
    source = module.source
    for old, new in changes.items():
        source = source.replace(old, new)
    return replace(module, source=source)


def callbacks() -> list[str]:
    ribbon = next(one for one in own_modules() if one.name == "EcvetRibbon")
    return re.findall(r"^Public Sub (\w+)\(", ribbon.source, re.MULTILINE)


def calls(names: Sequence[str]) -> list[list[object]]:
    return [[f"EcvetRibbon.{name}", ""] for name in names]


def function_call(function: Callable[..., object]) -> list[object]:
    return [f"EcvetFunctions.{function.__name__.upper()}", *["x"] * len(signature(function).parameters)]


@pytest.fixture(scope="module")
def answers(
    tmp_path_factory: pytest.TempPathFactory, ask_libreoffice: Callable[[Sequence[Job]], list[dict[str, Any]]]
) -> dict[str, Any]:
    """Everything that LibreOffice is asked in these tests, asked in one session."""
    folder = tmp_path_factory.mktemp("addins")
    here = Target("win32", PureWindowsPath("C:/") / "x")
    is_there = {'Interpreter = CStr(ThisWorkbook.Worksheets(1).Range("B1").Value)': f'Interpreter = "{Path(__file__)}"'}
    nothing = "Private Function NoWorkbook() As Object\n    Set NoWorkbook = Nothing\nEnd Function\n\n"
    no_workbook = {
        "ActiveWorkbook Is Nothing": "NoWorkbook() Is Nothing",
        "' Says what is missing": f"{nothing}' Says what is missing",
    }
    asked = {
        "real": (build_addin(WINDOWS_PC), []),
        "buttons": (with_recorder(WINDOWS_PC, is_there), calls(callbacks())),
        "functions": (with_recorder(WINDOWS_PC, is_there), [function_call(one) for one in custom_functions()]),
        "no Python": (with_recorder(WINDOWS_PC, {}), calls(["Check"])),
        "no workbook": (
            with_recorder(here, is_there | no_workbook),
            calls(["Check"]),
        ),
        "odd name": (with_recorder(here, is_there | {"(ActiveWorkbook.Name)": '("a|b.xlsx")'}), calls(["Check"])),
    }
    jobs: list[Job] = []
    for number, (data, wanted) in enumerate(asked.values()):
        path = folder / f"{number}.xlam"
        path.write_bytes(data)
        jobs.append({"file": str(path), "project": PROJECT, "calls": wanted})
    return dict(zip(asked, ask_libreoffice(jobs), strict=True))


def plain(source: str) -> list[str]:
    """The lines of a module without the attributes, which LibreOffice writes in its own way, and without blank ones."""
    own = ("Rem Attribute VBA_ModuleType", "Option VBASupport", "Attribute ")
    return [line.rstrip() for line in source.splitlines() if line.strip() and not line.lstrip().startswith(own)]


def test_libreoffice_gives_every_module_back_as_it_was_written(answers: dict[str, Any]) -> None:
    found = answers["real"]["modules"]
    written = [*own_modules(), functions_module(custom_functions()), *xlwings_modules()]
    assert {module.name for module in written} == set(found)
    for module in written:
        if module.name != "Dictionary":  # LibreOffice writes the frame of a class in its own way
            assert plain(found[module.name]) == plain(module.source), module.name


def test_every_button_tells_python_its_action_and_shows_no_message(answers: dict[str, Any]) -> None:
    for name, answer in zip(callbacks(), answers["buttons"]["calls"], strict=True):
        assert "error" not in answer, f"{name}: {answer}"
        assert answer["message"] == "", name
        assert ORDER.fullmatch(answer["command"]), f"{name}: {answer}"


def test_a_button_whose_python_is_gone_says_so_and_starts_nothing(answers: dict[str, Any]) -> None:
    (answer,) = answers["no Python"]["calls"]
    assert answer["command"] == ""
    assert answer["message"].startswith("ECVET Office was moved or removed: there is no longer C:\\Program Files")


def test_a_button_without_an_open_workbook_says_so_and_starts_nothing(answers: dict[str, Any]) -> None:
    (answer,) = answers["no workbook"]["calls"]
    assert answer["command"] == ""
    assert "Protected View" in answer["message"]


def test_a_workbook_whose_name_cannot_be_handed_over_is_refused(answers: dict[str, Any]) -> None:
    (answer,) = answers["odd name"]["calls"]
    assert answer["command"] == ""
    assert "the character | or =" in answer["message"]


def test_every_function_calls_its_namesake_in_python_with_all_arguments(answers: dict[str, Any]) -> None:
    for function, answer in zip(custom_functions(), answers["functions"]["calls"], strict=True):
        count = len(signature(function).parameters)
        assert answer.get("result") == f"ecvet_office.excel.functions.{function.__name__} of {count}", answer


SHOWN = {
    "check": "Findings",
    "compute_credit": "Credit",
    "share_points": "Points",
    "papers": "Papers owed",
    "meeting": "Meeting",
    "host_grids": "Files made",
    "next_year": "Files made",
    "check_installation": "Installation",
    "help": "ECVET help",
}
"""What buttons show afterwards; the others need a selection, or write files, and have tests of their own."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "plan.xlsx"
    path.write_bytes(build(example=True))
    return path


@pytest.mark.parametrize(("action", "sheet"), SHOWN.items())
def test_what_a_button_tells_python_does_its_work_in_the_workbook(
    answers: dict[str, Any], example: Path, action: str, sheet: str
) -> None:
    orders = [one["command"] for one in answers["buttons"]["calls"]]
    (order,) = [one for one in orders if one.endswith(f"run('{action}')")]
    with open_book(example) as book:
        exec(order)  # noqa: S102 # as Excel does it: the text that VBA made
        assert engine_of(book).alerts == []
        assert book.sheets.active.name == sheet
        assert book.sheets[sheet].tables[0].range.rows.count > 1


def test_every_button_stands_for_an_action_that_there_is(answers: dict[str, Any]) -> None:
    found = [ORDER.fullmatch(one["command"]) for one in answers["buttons"]["calls"]]
    actions = {one[1] for one in found if one}
    assert actions == set(ACTIONS)
