"""Small workbook packages written by hand, for what no library can be asked to write."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_PART = "xl/worksheets/sheet1.xml"


def relationships_xml(*rows: tuple[str, str, str], mode: str = "") -> str:
    """A relationships part of (id, last word of the type, target)."""
    return (
        f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}">'
        + "".join(
            f'<Relationship Id="{rid}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"{mode}/>'
            for rid, kind, target in rows
        )
        + "</Relationships>"
    )


def sheet_xml(rows: str, after: str = "") -> str:
    """A sheet with the given `<row>` elements."""
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(rows: str = "", strings: str = "", styles: str = "", properties: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet "Units"; `strings` are `<si>` elements, `styles` the inside of styles."""
    return {
        "_rels/.rels": relationships_xml(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">{properties}'
            '<sheets><sheet name="Units" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relationships_xml(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        ),
        SHEET_PART: sheet_xml(rows),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }


def write_zip(path: Path, content: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write the parts as a zip and give its path."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path
