"""The VBA through which Excel reaches the custom functions: one wrapper for each function in Python.

xlwings writes such wrappers itself when somebody presses its button for it, but into the workbook, and only where the
user lets programs change VBA. We write them when the add-in is built, so that nobody has to allow that. A wrapper hands
its arguments over as they are; the calls are those of xlwings.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Annotated, get_args, get_origin, get_type_hints

from ecvet_office.excel import functions
from ecvet_office.excel.building.vba_project import Module

MODULE = "EcvetFunctions"
CATEGORY = "ECVET"
"""The category under which Excel's function wizard lists the functions."""

PREFIX = "ecvet_"
LONGEST_DESCRIPTION = 255
"""Characters: Excel refuses a longer description, of a function as of an argument."""

_ON_MAC = "ECVET: custom functions need Excel for Windows; the buttons and the formulas of the workbook work here too"

_KEPT_BY_VBA = """
abs and any array as boolean byref byte byval call case cbool cdate cdbl cint clng close const csng cstr currency date
debug declare dim do double each else end enum erase error event exit false fix for friend function get global goto if
imp implements in input int integer is lbound len let like line local lock long loop lset me mod name new next not
nothing null object on open option optional or output paramarray preserve print private property public put random
redim rem resume return rset scale seek select set sgn shared single static step stop string sub tab then to true type
ubound unlock until variant wend while with write xor
"""
"""Words that VBA or LibreOffice's Basic keeps for itself ([MS-VBAL] 3.3.5.2), and Python lets name an argument."""


Function = Callable[..., object]


def custom_functions(module: ModuleType = functions) -> tuple[Function, ...]:
    """Gives the custom functions of a module in the order in which they stand there: those named `ecvet_…`."""
    return tuple(one for name, one in vars(module).items() if name.startswith(PREFIX) and callable(one))


def functions_module(all_functions: Sequence[Function]) -> Module:
    """Gives the VBA module that makes functions known to Excel, by their Python names in upper case."""
    lines = ["Option Explicit", ""]
    lines += ["' Written by `ecvet addin build` from ecvet_office/excel/functions.py.", ""]
    for function in all_functions:
        lines += [*_wrapper(function), ""]
    lines += [*_descriptions(all_functions), ""]
    return Module(MODULE, "\n".join(lines))


def _wrapper(function: Function) -> Iterator[str]:
    name, python_name = function.__name__.upper(), function.__name__
    parameters = inspect.signature(function).parameters.values()
    names = [_argument(one.name) for one in parameters]
    optional = ["Optional " if one.default is not one.empty else "" for one in parameters]
    listed = ", ".join(map("".join, zip(optional, names, strict=True)))
    handed_over = ", ".join(names)
    call = f'XLPy.CallUDF("{function.__module__}", "{python_name}", Array({handed_over})'
    yield f"Public Function {name}({listed})"
    yield f'Attribute {name}.VB_Description = "{_description(function)}"'
    yield "#If Mac Then"
    yield f'    {name} = "{_ON_MAC}"'
    yield "#Else"
    yield "    If TypeOf Application.Caller Is Range Then On Error GoTo failed"
    yield f"    {name} = {call}, ActiveWorkbook, Application.Caller)"
    yield "    Exit Function"
    yield "failed:"
    yield f"    {name} = Err.Description"
    yield "#End If"
    yield "End Function"


def _argument(name: str) -> str:
    """Gives an argument's name as VBA can have it; Python gets the arguments by their order."""
    return f"{name}_" if name in _KEPT_BY_VBA.split() else name


def _descriptions(all_functions: Sequence[Function]) -> Iterator[str]:
    """Gives the procedure that tells Excel's function wizard about the arguments, which the text of a module cannot."""
    yield "Public Sub DescribeFunctions()"
    yield "    ' Excel refuses it in some states, such as while a cell is edited: then the wizard just says less."
    yield "    On Error Resume Next"
    yield "    Dim here As String"
    yield """    here = "'" & ThisWorkbook.Name & "'!\""""
    for function in all_functions:
        documented = ", _\n            ".join(f'"{one}"' for one in _argument_descriptions(function))
        yield f'    Application.MacroOptions Macro:=here & "{function.__name__.upper()}", Category:="{CATEGORY}", _'
        yield f'        Description:="{_description(function)}", _'
        yield f"        ArgumentDescriptions:=Array({documented})"
    # A description counts as a change, and Excel may ask about changes when it closes.
    yield "    ThisWorkbook.Saved = True"
    yield "End Sub"


def _description(function: Function) -> str:
    return _quoted((inspect.getdoc(function) or "").partition("\n")[0])


def _argument_descriptions(function: Function) -> list[str]:
    hints = get_type_hints(function, include_extras=True)
    return [_quoted(_documented(hints.get(name))) for name in inspect.signature(function).parameters]


def _documented(hint: object) -> str:
    """Gives the `doc` that stands beside the type of an argument, as xlwings reads it."""
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((str(note["doc"]) for note in notes if isinstance(note, dict) and "doc" in note), "")


def _quoted(text: str) -> str:
    """Gives a text as it stands between quotes in VBA."""
    return text[:LONGEST_DESCRIPTION].replace('"', '""')
