"""The VBA of the custom functions: the same calls that xlwings itself would write on Windows."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Annotated

import pytest
import xlwings as xw

from ecvet_office.excel import functions
from ecvet_office.excel.building.function_wrappers import (
    LONGEST_DESCRIPTION,
    custom_functions,
    functions_module,
)

WRAPPER = re.compile(r"^(?:Public )?Function (\w+)\((.*)\)$", re.MULTILINE)
CALL = re.compile(r"^\s+(\w+ = XLPy\.CallUDF\(.*, ActiveWorkbook, Application\.Caller\))$", re.MULTILINE)


def ecvet_sample(first: Annotated[list[list[object]], {"ndim": 2, "doc": 'A "quoted" text'}], name: str = "x") -> str:
    """What it gives, “in words”.

    A second paragraph.
    """
    return f"{first}{name}"


@pytest.fixture
def xlwings_udfs(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """xlwings' own generator, which asks for libraries of Windows that are stood in for."""
    stand_ins: dict[str, dict[str, object]] = {
        "pythoncom": {"CoInitialize": lambda: None, "IID_IDispatch": 0},
        "pywintypes": {"com_error": OSError},
        "win32com": {},
        "win32com.client": {"Dispatch": None},
        "xlwings._xlwindows": {"BOOK_CALLER": None},
        "xlwings.com_server": {"loop": None},
    }
    for name, contents in stand_ins.items():
        module = ModuleType(name)
        vars(module).update(contents)
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(sys.modules["win32com"], "client", sys.modules["win32com.client"], raising=False)
    monkeypatch.setattr(xw, "com_server", sys.modules["xlwings.com_server"], raising=False)
    monkeypatch.setattr(xw, "_xlwindows", sys.modules["xlwings._xlwindows"], raising=False)
    monkeypatch.delitem(sys.modules, "xlwings.udfs", raising=False)
    yield __import__("xlwings.udfs", fromlist=["udfs"])
    sys.modules.pop("xlwings.udfs", None)


def test_the_wrappers_call_python_as_those_of_xlwings_do(xlwings_udfs: ModuleType) -> None:
    decorated = ModuleType(functions.__name__)
    for one in custom_functions():
        setattr(decorated, one.__name__, xlwings_udfs.xlfunc(one))
    written = io.StringIO()
    xlwings_udfs.generate_vba_wrapper(functions.__name__, decorated, written, SimpleNamespace(Name="ECVET.xlam"))
    theirs, ours = written.getvalue(), functions_module(custom_functions()).source
    assert len(custom_functions()) == len(CALL.findall(ours))
    assert sorted(map(folded, CALL.findall(ours))) == sorted(map(folded, CALL.findall(theirs)))
    assert sorted(map(folded_pair, WRAPPER.findall(ours))) == sorted(map(folded_pair, WRAPPER.findall(theirs)))


def folded(text: str) -> str:
    """VBA without what may differ: capitals, and the underscore behind a word that VBA keeps for itself."""
    return re.sub(r"(\w)_\b", r"\1", text).casefold()


def folded_pair(pair: tuple[str, str]) -> tuple[str, str]:
    return folded(pair[0]), folded(pair[1])


def test_every_custom_function_is_a_public_function_of_the_addin() -> None:
    source = functions_module(custom_functions()).source
    names = {name for name, _ in WRAPPER.findall(source)}
    assert names == {name.upper() for name in vars(functions) if name.startswith("ecvet_")}
    assert "ECVET_POINTS" in names


def test_a_word_that_vba_keeps_for_itself_becomes_no_argument() -> None:
    source = functions_module([ecvet_sample]).source
    assert "Public Function ECVET_SAMPLE(first, Optional name_)" in source
    assert "Array(first, name_)" in source


def test_descriptions_are_one_line_with_quotes_doubled() -> None:
    source = functions_module([ecvet_sample]).source
    assert 'Attribute ECVET_SAMPLE.VB_Description = "What it gives, “in words”."' in source
    assert 'ArgumentDescriptions:=Array("A ""quoted"" text", _' in source


def test_no_line_and_no_description_is_longer_than_vba_takes() -> None:
    source = functions_module(custom_functions()).source
    assert max(map(len, source.splitlines())) < 1023
    assert all(len(one) <= LONGEST_DESCRIPTION for one in re.findall(r'"([^"]*)"', source))
    for function in custom_functions():
        assert len((function.__doc__ or "").partition("\n")[0]) <= LONGEST_DESCRIPTION
