"""Workbooks in the format .xls (BIFF8, Excel 97-2003): records in a stream, the stream in an OLE container."""

from __future__ import annotations

import struct
from datetime import date
from decimal import Decimal
from pathlib import Path

from ecvet_office.workbook.cell_values import CellError, CellValue, Uncalculated
from handmade_workbooks.grids import Grid, serial

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST_STREAM = 4096  # a shorter one would live in the container's mini stream
_BOF, _EOF, _FILE_PASSWORD, _BOUND_SHEET, _FORMAT_OF_CELLS = 0x0809, 0x000A, 0x002F, 0x0085, 0x00E0
_NUMBER, _LABEL, _BOOLEAN_OR_ERROR, _FORMULA = 0x0203, 0x0204, 0x0205, 0x0006
_ERROR_CODES = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#N/A": 0x2A}
_PLAIN, _DATE = 0, 1  # the places of the two formats of cells


def write_xls(path: Path, grids: dict[str, Grid], *, encrypted: bool = False) -> Path:
    """Write a workbook with the sheets in their order and give its path; `encrypted` only says that it is."""
    sheets = [_sheet(grid) for grid in grids.values()]
    password = _record(_FILE_PASSWORD, struct.pack("<HHH", 0, 0x1234, 0x5678)) if encrypted else b""
    formats = b"".join(_record(_FORMAT_OF_CELLS, struct.pack("<HH16x", 0, number)) for number in (0, 14))
    start = _record(_BOF, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600)) + password + formats
    names = [title.encode("utf-16-le") for title in grids]
    offset = len(start) + sum(4 + 8 + len(name) for name in names) + len(_record(_EOF))
    bound = b""
    for title, name, sheet in zip(grids, names, sheets, strict=True):
        bound += _record(_BOUND_SHEET, struct.pack("<IBBBB", offset, 0, 0, len(title), 1) + name)
        offset += len(sheet)
    path.write_bytes(_container(start + bound + _record(_EOF) + b"".join(sheets)))
    return path


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _sheet(grid: Grid) -> bytes:
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(grid)
        for column, value in enumerate(values)
        if value is not None
    )
    return _record(_BOF, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x0600)) + cells + _record(_EOF)


def _cell(row: int, column: int, value: CellValue) -> bytes:
    place = struct.pack("<HHH", row, column, _DATE if isinstance(value, date) else _PLAIN)
    if isinstance(value, CellError):
        return _record(_BOOLEAN_OR_ERROR, place + bytes([_ERROR_CODES[value.code], 1]))
    if isinstance(value, Uncalculated):
        # The result is an empty text; the formula is 1+1 in the order of a pocket calculator: 1, 1, plus.
        formula = b"\x1e\x01\x00\x1e\x01\x00\x03"
        return _record(_FORMULA, place + b"\x03\0\0\0\0\0\xff\xff" + struct.pack("<HIH", 0, 0, len(formula)) + formula)
    if isinstance(value, Decimal | date):
        return _record(_NUMBER, place + struct.pack("<d", serial(value)))
    text = str(value)
    return _record(_LABEL, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def _container(stream: bytes) -> bytes:
    """An OLE container of one stream: its header, a table of sectors, a directory, the stream."""
    size = max(len(stream), _SMALLEST_STREAM)
    sectors = -(-size // SECTOR)
    following = [_FAT, _END, *(range(3, 2 + sectors)), _END]
    assert len(following) <= SECTOR // 4, "one sector of the table is enough for the tests"
    following += [_FREE] * (SECTOR // 4 - len(following))
    header = struct.pack(
        "<8s16xHHHHH6x9I109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x003E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, _SMALLEST_STREAM, _END, 0, _END, 0, 0, *[_FREE] * 108,
    )  # fmt: skip
    directory = _entry("Root Entry", 5, child=1, start=_END, size=0) + _entry("Workbook", 2, _FREE, 2, size)
    directory += _entry("", 0, _FREE, 0, 0) * 2
    return header + struct.pack(f"<{SECTOR // 4}I", *following) + directory + stream.ljust(sectors * SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le") if name else b""
    siblings = (_FREE, _FREE, child)
    return struct.pack("<64sHBB3I16xI16xIII", text, len(text), kind, 1, *siblings, 0, start, size, 0)
