"""The parts of an Excel add-in file (.xlam): a hidden sheet with the settings, the ribbon, and the VBA project."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_OPC = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MICROSOFT = "http://schemas.microsoft.com/office"
_TYPE = "application/vnd.openxmlformats-officedocument"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name

RIBBON_PART = "customUI/customUI14.xml"
PROJECT_PART = "xl/vbaProject.bin"
WORKBOOK_CODE_NAME, SHEET_CODE_NAME = "ThisWorkbook", "SettingsSheet"
"""What ties the workbook and its sheet to their VBA modules, which have the same names."""

_TITLE = "ECVET"
_COMMENT = (
    "Buttons and functions for ECVET workbooks: check, compute credit, share points, and write memoranda, Learning "
    "Agreements and transcripts."
)


def addin_package(
    settings: Mapping[str, str], settings_sheet: str, ribbon: str, project: bytes, product_version: str
) -> bytes:
    """Gives an add-in as the bytes of its file; equal arguments give equal bytes.

    Args:
        settings: names to values, written in this order into columns A and B of the one sheet.
        settings_sheet: the name of that sheet.
        ribbon: the ribbon, as customUI of Office 2010 and later.
        project: the bytes of the VBA project.
        product_version: stands in the properties of the document, where Windows shows it.
    """
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "xl/workbook.xml": _workbook(settings_sheet),
        "xl/_rels/workbook.xml.rels": _workbook_relations(),
        "xl/worksheets/sheet1.xml": _sheet(settings),
        "xl/styles.xml": _styles(),
        "docProps/core.xml": _core_properties(product_version),
        "docProps/app.xml": _app_properties(),
        RIBBON_PART: ribbon,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, text in parts.items():
            _add(package, name, text.encode("utf-8"))
        _add(package, PROJECT_PART, project)
    return target.getvalue()


def _add(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.create_system = 0  # the same on every system
    package.writestr(entry, data, zipfile.ZIP_DEFLATED)


def _xml(root: str, attributes: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{root} {attributes}>{content}</{root}>'


def _content_types() -> str:
    package = "application/vnd.openxmlformats-package"
    by_extension = {
        "rels": f"{package}.relationships+xml",
        "xml": "application/xml",
        "bin": "application/vnd.ms-office.vbaProject",
    }
    by_part = {
        "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        "/xl/worksheets/sheet1.xml": f"{_TYPE}.spreadsheetml.worksheet+xml",
        "/xl/styles.xml": f"{_TYPE}.spreadsheetml.styles+xml",
        "/docProps/core.xml": f"{package}.core-properties+xml",
        "/docProps/app.xml": f"{_TYPE}.extended-properties+xml",
    }
    defaults = "".join(f'<Default Extension="{key}" ContentType="{kind}"/>' for key, kind in by_extension.items())
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in by_part.items())
    return _xml("Types", f'xmlns="{_OPC}/content-types"', defaults + overrides)


def _relations(targets: Mapping[str, str]) -> str:
    """Gives the relations to some parts, by target and type."""
    lines = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), start=1)
    )
    return _xml("Relationships", f'xmlns="{_OPC}/relationships"', "".join(lines))


def _package_relations() -> str:
    return _relations(
        {
            "xl/workbook.xml": f"{_OFFICE}/relationships/officeDocument",
            "docProps/core.xml": f"{_OPC}/relationships/metadata/core-properties",
            "docProps/app.xml": f"{_OFFICE}/relationships/extended-properties",
            # The year in this type belongs to the ribbon of Office 2010 and later; 2006 would be that of Office 2007.
            RIBBON_PART: f"{_MICROSOFT}/2007/relationships/ui/extensibility",
        }
    )


def _workbook_relations() -> str:
    return _relations(
        {
            "worksheets/sheet1.xml": f"{_OFFICE}/relationships/worksheet",
            "styles.xml": f"{_OFFICE}/relationships/styles",
            "vbaProject.bin": f"{_MICROSOFT}/2006/relationships/vbaProject",
        }
    )


def _workbook(settings_sheet: str) -> str:
    return _xml(
        "workbook",
        f'xmlns="{_SHEETS}" xmlns:r="{_OFFICE}/relationships"',
        f'<workbookPr codeName="{WORKBOOK_CODE_NAME}"/><bookViews><workbookView visibility="hidden"/></bookViews>'
        f'<sheets><sheet name="{escape(settings_sheet)}" sheetId="1" r:id="rId1"/></sheets>',
    )


def _sheet(settings: Mapping[str, str]) -> str:
    rows = "".join(
        f'<row r="{number}">{_cell(f"A{number}", name)}{_cell(f"B{number}", value)}</row>'
        for number, (name, value) in enumerate(settings.items(), start=1)
    )
    return _xml(
        "worksheet",
        f'xmlns="{_SHEETS}"',
        f'<sheetPr codeName="{SHEET_CODE_NAME}"/><sheetData>{rows}</sheetData>',
    )


def _cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _styles() -> str:
    side = "<left/><right/><top/><bottom/><diagonal/>"
    plain = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return _xml(
        "styleSheet",
        f'xmlns="{_SHEETS}"',
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="1"><border>{side}</border></borders>'
        f'<cellStyleXfs count="1"><xf {plain}/></cellStyleXfs>'
        f'<cellXfs count="1"><xf {plain} xfId="0"/></cellXfs>',
    )


def _core_properties(product_version: str) -> str:
    # Excel's list of add-ins shows the title and the description.
    return _xml(
        "cp:coreProperties",
        f'xmlns:cp="{_OPC}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        f"<dc:title>{_TITLE}</dc:title><dc:creator>ECVET Office</dc:creator>"
        f"<dc:description>{escape(_COMMENT)}</dc:description><cp:version>{escape(product_version)}</cp:version>",
    )


def _app_properties() -> str:
    return _xml("Properties", f'xmlns="{_OFFICE}/extended-properties"', "<Application>Microsoft Excel</Application>")
