"""A VBA project as source text alone, as [MS-OVBA] defines it: the bytes of `vbaProject.bin`.

Beside the source, Excel usually stores what it compiled from it. We store none and say so (version 0xFFFF, and source
at offset 0 of every module), so that Excel compiles the text when it opens the file. All that is in it can be read.
"""

from __future__ import annotations

import hashlib
import struct
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ecvet_office.excel.building.compound_file import compound_file
from ecvet_office.excel.building.compression import compress
from ecvet_office.model.errors import UnwritableFileError

CODE_PAGE = "cp1252"
"""The encoding of source text in the project; its number is stated in the project too."""

LONGEST_MODULE_NAME = 31
"""Characters: a longer name makes Excel call the file damaged."""

_SOURCE_ONLY = bytes.fromhex("cc61ffff000000")


class Kind(StrEnum):
    """What a module is: code, a class, or the code behind the workbook or behind its sheet."""

    STANDARD = "standard"
    CLASS = "class"
    WORKBOOK = "workbook"
    SHEET = "sheet"


_BASE = {
    Kind.CLASS: "FCFB3D2A-A0FA-1068-A738-08002B3371B5",
    Kind.WORKBOOK: "00020819-0000-0000-C000-000000000046",
    Kind.SHEET: "00020820-0000-0000-C000-000000000046",
}
"""The class that each kind of class module builds upon, by the ids that Excel writes."""

_IN_PROJECT = {
    Kind.STANDARD: "Module={}",
    Kind.CLASS: "Class={}",
    Kind.WORKBOOK: "Document={}/&H00000000",
    Kind.SHEET: "Document={}/&H00000000",
}

# Where a library lies on another PC does not matter: it is found by its id. The paths are those of a usual PC.
_REFERENCES = (
    (
        "VBA",
        (
            "{000204EF-0000-0000-C000-000000000046}#4.2#9#"
            r"C:\Program Files\Common Files\Microsoft Shared\VBA\VBA7.1\VBE7.DLL#Visual Basic For Applications"
        ),
    ),
    (
        "Excel",
        (
            "{00020813-0000-0000-C000-000000000046}#1.9#0#"
            r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE#Microsoft Excel 16.0 Object Library"
        ),
    ),
    (
        "stdole",
        r"{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    ),
    (
        "Office",
        (
            "{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.8#0#"
            r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library"
        ),
    ),
)


@dataclass(frozen=True)
class Module:
    """A module of a project.

    Attributes:
        name: as VBA knows it, at most 31 characters.
        source: as in a .bas or .cls file; the header of such a file is replaced by one that fits the kind.
        kind: what it is.
    """

    name: str
    source: str
    kind: Kind = Kind.STANDARD


def module_text(module: Module) -> str:
    """Gives a module as it stands in the project: its attributes, then its source, lines ending in CR LF."""
    body = _without_header(module.source)
    lines = [*_attributes(module), *body]
    while lines and not lines[-1].strip():
        lines.pop()
    return "".join(f"{line}\r\n" for line in lines)


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """Gives a project as the bytes of `vbaProject.bin`; equal modules give equal bytes.

    Args:
        name: of the project, as in VBA's list of projects.
        modules: in the order in which VBA lists them; the workbook's and the sheet's must be among them.

    Raises:
        UnwritableFileError: a module's name is too long or taken twice, or its text holds a character that VBA source
            cannot hold; the message names the module and the line.
    """
    names = [module.name.casefold() for module in modules]
    for module in modules:
        if names.count(module.name.casefold()) > 1 or not 0 < len(module.name) <= LONGEST_MODULE_NAME:
            raise UnwritableFileError(
                f"the VBA module name {module.name!r} stands there twice, or has not 1 to 31 characters"
            )
    texts = [_encoded(module) for module in modules]
    project_id = _project_id(texts)
    streams = {module.name: compress(text) for module, text in zip(modules, texts, strict=True)}
    streams |= {"dir": compress(_dir_stream(name, modules)), "_VBA_PROJECT": _SOURCE_ONLY}
    return compound_file(
        {
            "VBA": streams,
            "PROJECT": _project_stream(name, project_id, modules),
            "PROJECTwm": b"".join(map(_both_names, modules)) + b"\0\0",
        }
    )


def obscured(data: bytes, project_id: str, seed: int) -> str:
    """Gives data as [MS-OVBA] 2.4.3.2 wants them: chained with a seed and the project's id, in hexadecimal digits.

    It hides nothing; Excel takes a project without these three values for damaged.
    """
    key = sum(project_id.encode("ascii")) & 0xFF
    written = [seed, seed ^ 2, seed ^ key]
    before, last, second_last = key, written[2], written[1]
    for byte in bytes((seed & 6) // 2) + struct.pack("<I", len(data)) + data:
        code = byte ^ ((second_last + before) & 0xFF)
        written.append(code)
        second_last, last, before = last, code, byte
    return bytes(written).hex().upper()


def _without_header(source: str) -> list[str]:
    """Gives the lines of a .bas or .cls file after its header: the frame of a class, and the module's attributes."""
    lines = source.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].startswith("VERSION "):
        lines = lines[next(number for number, line in enumerate(lines) if line.strip() == "END") + 1 :]
    while lines and lines[0].startswith("Attribute VB_"):
        lines.pop(0)
    return lines


def _attributes(module: Module) -> list[str]:
    first = f'Attribute VB_Name = "{module.name}"'
    if module.kind is Kind.STANDARD:
        return [first]
    is_document = module.kind is not Kind.CLASS
    return [
        first,
        f'Attribute VB_Base = "0{{{_BASE[module.kind]}}}"',
        "Attribute VB_GlobalNameSpace = False",
        "Attribute VB_Creatable = False",
        f"Attribute VB_PredeclaredId = {is_document}",
        f"Attribute VB_Exposed = {is_document}",
        "Attribute VB_TemplateDerived = False",
        f"Attribute VB_Customizable = {is_document}",
    ]


def _encoded(module: Module) -> bytes:
    text = module_text(module)
    try:
        return text.encode(CODE_PAGE)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise UnwritableFileError(
            f"VBA module {module.name}, line {line}: {text[error.start]!r} cannot stand in VBA source"
        ) from error


def _project_id(texts: Sequence[bytes]) -> str:
    """Gives an id that depends on the modules alone, where Excel would draw one."""
    digest = hashlib.sha256(b"\0".join(texts)).digest()
    return f"{{{str(uuid.UUID(bytes=digest[:16], version=4)).upper()}}}"


def _project_stream(name: str, project_id: str, modules: Sequence[Module]) -> bytes:
    no_protection, no_password, is_visible = bytes(4), bytes(1), b"\xff"
    lines = [
        f'ID="{project_id}"',
        *(_IN_PROJECT[module.kind].format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{obscured(no_protection, project_id, 0x5C)}"',
        f'DPB="{obscured(no_password, project_id, 0xB8)}"',
        f'GC="{obscured(is_visible, project_id, 0x14)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
        "",
    ]
    return "\r\n".join(lines).encode(CODE_PAGE)


def _both_names(module: Module) -> bytes:
    return module.name.encode(CODE_PAGE) + b"\0" + module.name.encode("utf-16-le") + b"\0\0"


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _text_twice(number: int, unicode_number: int, text: str) -> bytes:
    return _record(number, text.encode(CODE_PAGE)) + _record(unicode_number, text.encode("utf-16-le"))


def _dir_stream(name: str, modules: Sequence[Module]) -> bytes:
    """Gives the records that describe the project, in the one order that [MS-OVBA] 2.3.4.2 allows."""
    english, windows_32 = struct.pack("<I", 0x0409), struct.pack("<I", 1)
    parts = [
        _record(0x01, windows_32),
        _record(0x02, english),
        _record(0x14, english),
        _record(0x03, struct.pack("<H", int(CODE_PAGE.removeprefix("cp")))),
        _record(0x04, name.encode(CODE_PAGE)),
        _text_twice(0x05, 0x40, ""),
        _text_twice(0x06, 0x3D, ""),
        _record(0x07, bytes(4)),
        _record(0x08, bytes(4)),
        struct.pack("<HIIH", 0x09, 4, 1, 0),  # the one record that gives its own length without its last field
        _text_twice(0x0C, 0x3C, ""),
        *(_reference(library, address) for library, address in _REFERENCES),
        _record(0x0F, struct.pack("<H", len(modules))),
        _record(0x13, b"\xff\xff"),
        *map(_module_records, modules),
        _record(0x10),
    ]
    return b"".join(parts)


def _reference(library: str, address: str) -> bytes:
    text = rf"*\G{address}".encode(CODE_PAGE)
    return _text_twice(0x16, 0x3E, library) + _record(0x0D, struct.pack("<I", len(text)) + text + bytes(6))


def _module_records(module: Module) -> bytes:
    return b"".join(
        (
            _text_twice(0x19, 0x47, module.name),
            _text_twice(0x1A, 0x32, module.name),
            _text_twice(0x1C, 0x48, ""),
            _record(0x31, bytes(4)),  # the source begins at offset 0: there is nothing compiled before it
            _record(0x1E, bytes(4)),
            _record(0x2C, b"\xff\xff"),
            _record(0x21 if module.kind is Kind.STANDARD else 0x22),
            _record(0x2B),
        )
    )
