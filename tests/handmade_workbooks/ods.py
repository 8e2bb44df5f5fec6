"""Workbooks in the format .ods (OpenDocument)."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ecvet_office.workbook.cell_values import CellError, CellValue, Uncalculated
from handmade_workbooks.grids import Grid

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = (
    f'xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" xmlns:text="{_NAMES}:text:1.0" '
    f'xmlns:of="{_NAMES}:of:1.2"'
)
ENCRYPTED_CONTENT = '<manifest:encryption-data manifest:checksum=""/>'


def write_ods(path: Path, grids: dict[str, Grid], *, encrypted: bool = False) -> Path:
    """Write a workbook with the sheets in their order and give its path; `encrypted` only says that it is."""
    sheets = "".join(
        f"<table:table table:name={quoteattr(title)}>{''.join(map(_row, grid))}</table:table>"
        for title, grid in grids.items()
    )
    return write_ods_parts(path, sheets, encrypted=encrypted)


def write_ods_parts(path: Path, sheets: str, head: str = "", *, encrypted: bool = False) -> Path:
    """Write a workbook of the given `<table:table>` elements; `head` stands before the root element."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {_SPACES} office:version="1.2">'
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{ENCRYPTED_CONTENT if encrypted else ''}</manifest:file-entry></manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _row(values: list[CellValue | None]) -> str:
    return f"<table:table-row>{''.join(map(_cell, values))}</table:table-row>"


def _cell(value: CellValue | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, CellError):
        return (
            '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="">'
            f"<text:p>{value.code}</text:p></table:table-cell>"
        )
    if isinstance(value, Uncalculated):
        return '<table:table-cell table:formula="of:=1+1"/>'
    if isinstance(value, Decimal):
        shown = f'office:value-type="float" office:value="{value}"'
    elif isinstance(value, date):
        shown = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        shown = 'office:value-type="string"'
    return f"<table:table-cell {shown}><text:p>{escape(str(value))}</text:p></table:table-cell>"
