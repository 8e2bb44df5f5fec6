"""The readable sources of the add-in: the folder `addin`, at the top of a checkout and inside an installed package."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ecvet_office.excel.building.vba_project import Kind, Module
from ecvet_office.law.packaged import packaged_folder

FOLDER = "addin"
RIBBON = "ribbon.xml"
MAC_SCRIPT = "mac/ecvet-office.applescript"

VBA: Mapping[str, Kind] = MappingProxyType(
    {
        "ThisWorkbook.cls": Kind.WORKBOOK,
        "SettingsSheet.cls": Kind.SHEET,
        "EcvetRibbon.bas": Kind.STANDARD,
        "EcvetHost.bas": Kind.STANDARD,
    }
)
"""Our own modules, by file name, in the order in which they stand in the project."""


def own_modules() -> tuple[Module, ...]:
    """Gives our own VBA modules.

    Raises:
        UnreadableFileError: this installation lacks the folder.
    """
    return tuple(Module(name.partition(".")[0], source_text(f"vba/{name}"), kind) for name, kind in VBA.items())


def source_text(name: str) -> str:
    """Gives the text of a file of the folder, by its path in it.

    Raises:
        UnreadableFileError: this installation lacks the folder.
    """
    return packaged_folder(FOLDER).joinpath(name).read_text(encoding="utf-8")
