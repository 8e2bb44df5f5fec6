"""The VBA project: its modules, what Excel asks of it, and texts that cannot stand in it."""

from __future__ import annotations

import pytest

from addin.readers import decompressed, sources, stream
from ecvet_office.excel.building.vba_project import Kind, Module, module_text, obscured, vba_project
from ecvet_office.model.errors import UnwritableFileError

BOX = 'VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1\nEND\nAttribute VB_Name = "Box"\nPublic X As Long'
MODULES = (
    Module("ThisWorkbook", "Option Explicit\n", Kind.WORKBOOK),
    Module("Sheet1", "", Kind.SHEET),
    Module("Buttons", 'Attribute VB_Name = "Other"\nPublic Sub Café()\n    Beep\nEnd Sub\n\n\n'),
    Module(
        "Box", 'VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1\nEND\nAttribute VB_Name = "Box"\nPublic X As Long', Kind.CLASS
    ),
)


def clear(digits: str, project_id: str) -> bytes:
    """Reads what `obscured` wrote, by [MS-OVBA] 2.4.3.3."""
    data = bytes.fromhex(digits)
    seed, version, key = data[0], data[1] ^ data[0], data[2] ^ data[0]
    assert version == 2
    assert key == sum(project_id.encode()) & 0xFF
    plain, before, last, second_last = [], key, data[2], data[1]
    for code in data[3:]:
        byte = code ^ ((second_last + before) & 0xFF)
        plain.append(byte)
        second_last, last, before = last, code, byte
    body = bytes(plain[(seed & 6) // 2 :])
    assert int.from_bytes(body[:4], "little") == len(body) - 4
    return body[4:]


def test_an_independent_reader_finds_every_module_as_it_was_written() -> None:
    found = sources("x.bin", vba_project("Test", MODULES))
    assert {name: text.splitlines() for name, text in found.items()} == {
        module.name: module_text(module).splitlines() for module in MODULES
    }


def test_a_module_has_one_name_and_lines_that_end_as_on_windows() -> None:
    text = module_text(MODULES[2])
    assert text.startswith('Attribute VB_Name = "Buttons"\r\nPublic Sub Café()\r\n')
    assert text.count("VB_Name") == 1
    assert text.endswith("End Sub\r\n")
    assert text.count("\n") == text.count("\r\n")


def test_the_frame_of_a_class_file_does_not_reach_the_project() -> None:
    text = module_text(MODULES[3])
    assert "MultiUse" not in text
    assert text.endswith("Public X As Long\r\n")
    assert 'VB_Base = "0{FCFB3D2A' in text


def test_the_project_says_that_it_holds_source_alone() -> None:
    data = vba_project("Test", MODULES)
    assert stream(data, "VBA", "_VBA_PROJECT") == bytes.fromhex("cc61ffff000000")
    assert decompressed(stream(data, "VBA", "Buttons")) == module_text(MODULES[2]).encode("cp1252")


def test_the_project_is_neither_protected_nor_hidden() -> None:
    text = stream(vba_project("Test", MODULES), "PROJECT").decode("cp1252")
    values = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    project_id = values["ID"].strip('"')
    assert clear(values["CMG"].strip('"'), project_id) == bytes(4)
    assert clear(values["DPB"].strip('"'), project_id) == bytes(1)
    assert clear(values["GC"].strip('"'), project_id) == b"\xff"


@pytest.mark.parametrize("seed", [0x00, 0x02, 0x04, 0x5C, 0xB8, 0xFF])
def test_obscured_values_are_read_back(seed: int) -> None:
    assert clear(obscured(b"\x01\x02\x03\xff", "{ABC}", seed), "{ABC}") == b"\x01\x02\x03\xff"


def test_a_character_that_vba_cannot_hold_is_refused_with_its_line() -> None:
    with pytest.raises(UnwritableFileError, match="VBA module Buttons, line 3: 'Ω' cannot stand"):
        vba_project("Test", [Module("Buttons", "Option Explicit\n' Ω\n")])


@pytest.mark.parametrize("names", [("a" * 32,), ("Box", "BOX"), ("",)])
def test_a_name_that_damages_the_file_for_excel_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(UnwritableFileError, match="stands there twice, or has not 1 to 31"):
        vba_project("Test", [Module(name, "") for name in names])
