"""Workbooks in the format .xlsb: a package as .xlsx is one, with binary records in place of XML."""

from __future__ import annotations

import struct
from datetime import date
from decimal import Decimal
from pathlib import Path

from ecvet_office.workbook.cell_values import CellError, CellValue, Uncalculated
from handmade_packages import relationships_xml, write_zip
from handmade_workbooks.grids import Grid, serial

_ROW, _ERROR, _REAL, _TEXT, _FORMULA_TEXT = 0, 3, 5, 6, 8
_BEGIN_SHEET, _END_SHEET, _BEGIN_DATA, _END_DATA, _REACH = 0x81, 0x82, 0x91, 0x92, 0x94
_BEGIN_BOOK, _END_BOOK, _BEGIN_LIST, _END_LIST, _SHEET = 0x83, 0x84, 0x8F, 0x90, 0x9C
_ERROR_CODES = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#N/A": 0x2A}
_OFFICE = "application/vnd.ms-excel"


def write_xlsb(path: Path, grids: dict[str, Grid], stray: tuple[int, int] | None = None) -> Path:
    """Write a workbook with the sheets in their order and give its path.

    Args:
        path: where.
        grids: the rows of each sheet by its title.
        stray: row and column, counted from 0, of one more cell on each sheet, far away from the others.
    """
    bundle, links, kinds, parts = b"", [], [], {}
    for number, (title, grid) in enumerate(grids.items(), 1):
        relation = f"r{number}"
        bundle += _record(_SHEET, struct.pack("<II", 0, number) + _wide(relation) + _wide(title))
        links.append((relation, "worksheet", f"worksheets/sheet{number}.bin"))
        kinds.append(f'<Override PartName="/xl/worksheets/sheet{number}.bin" ContentType="{_OFFICE}.worksheet"/>')
        parts[f"xl/worksheets/sheet{number}.bin"] = _sheet(grid, stray)
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="bin" ContentType="{_OFFICE}.sheet.binary.macroEnabled.main"/>{"".join(kinds)}</Types>'
        ),
        "_rels/.rels": relationships_xml(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": relationships_xml(*links),
        "xl/workbook.bin": (
            _record(_BEGIN_BOOK) + _record(_BEGIN_LIST) + bundle + _record(_END_LIST) + _record(_END_BOOK)
        ),
    }
    return write_zip(path, content | parts)


def _record(kind: int, data: bytes = b"") -> bytes:
    return _number(kind, kind < 0x80) + _number(len(data), len(data) < 0x80) + data


def _number(number: int, is_short: bool) -> bytes:
    """Seven bits to a byte, the lowest first; the eighth says that more follow. Kinds above 127 count it as theirs."""
    if is_short:
        return bytes([number])
    return bytes([number & 0x7F | 0x80, number >> 7])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _sheet(grid: Grid, stray: tuple[int, int] | None) -> bytes:
    rows = [
        _record(_ROW, struct.pack("<I13x", row)) + b"".join(_cell(column, value) for column, value in enumerate(values))
        for row, values in enumerate(grid)
    ]
    last_row, last_column = len(grid) - 1, max(map(len, grid)) - 1
    if stray is not None:
        last_row, last_column = stray
        rows.append(_record(_ROW, struct.pack("<I13x", last_row)) + _cell(last_column, Decimal(1)))
    reach = _record(_REACH, struct.pack("<IIII", 0, last_row, 0, last_column))
    data = _record(_BEGIN_DATA) + b"".join(rows) + _record(_END_DATA)
    return _record(_BEGIN_SHEET) + reach + data + _record(_END_SHEET)


def _cell(column: int, value: CellValue | None) -> bytes:
    place = struct.pack("<II", column, 0)
    if value is None:
        return b""
    if isinstance(value, CellError):
        return _record(_ERROR, place + bytes([_ERROR_CODES[value.code]]))
    if isinstance(value, Uncalculated):
        return _record(_FORMULA_TEXT, place + _wide("") + struct.pack("<HI", 0, 0) + struct.pack("<I", 0))
    if isinstance(value, Decimal | date):
        return _record(_REAL, place + struct.pack("<d", serial(value)))
    return _record(_TEXT, place + _wide(str(value)))
