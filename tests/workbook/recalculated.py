"""Forces LibreOffice to work every formula of a workbook out anew, and reads what the formulas give."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

from ecvet_office.workbook.cell_values import CellValue, column_letter
from ecvet_office.workbook.cells import read_workbook

Given = Mapping[str, CellValue]
"""By address, as Units!D7, what a formula gives; cells that show nothing are left out."""

# By default LibreOffice believes the values that an .xlsx file carries; 0 makes it recalculate always.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
CACHED = re.compile(rb"(</f>)<v>[^<]*</v>")
TYPE_OF_CACHED = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?) t="(?:str|b)"(?=><f>)')


def formulas_of(path: Path) -> tuple[Given, frozenset[str]]:
    """Gives what the formulas of a file show, and the addresses of all cells that hold a formula."""
    shown: dict[str, CellValue] = {}
    there: set[str] = set()
    for sheet in read_workbook(path).sheets:
        for row in sheet.rows():
            for cell in row.cells:
                if cell.formula:
                    address = f"{sheet.title}!{column_letter(cell.column)}{cell.row}"
                    there.add(address)
                    if cell.value != "":
                        shown[address] = cell.value
    return shown, frozenset(there)


def strip(path: Path, target: Path) -> int:
    """Writes a copy without a single value of a formula, and gives how many were taken out."""
    taken = 0
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                part, count = CACHED.subn(rb"\1", part)
                part = TYPE_OF_CACHED.sub(rb"\1", part)
                taken += count
            new.writestr(entry.filename, part)
    return taken


def recalculate(path: Path, folder: Path, program: str) -> Path:
    """Gives a copy of a workbook with the values that LibreOffice finds; those in the file are destroyed before."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    bare = folder / "bare.xlsx"
    assert strip(path, bare) > 0
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "recalculated"),
            str(bare),
        ],
        capture_output=True,
        check=True,
        timeout=300,
    )
    return folder / "recalculated" / "bare.xlsx"


def differences(expected: Given, found: Given) -> list[str]:
    """Gives a line for each address at which the two differ."""
    return [
        f"{address}: {expected.get(address)!r}, LibreOffice {found.get(address)!r}"
        for address in sorted(expected.keys() | found.keys())
        if expected.get(address) != found.get(address)
    ]
