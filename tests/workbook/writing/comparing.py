"""Two workbooks side by side, for tests: their parts, and their cells as openpyxl and our reader see them."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path

import openpyxl
from lxml import etree
from openpyxl import Workbook

from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.cells import read_workbook

CellId = tuple[str, int, int]


def parts_of(path: Path) -> dict[str, bytes]:
    """Gives the parts of a package by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed_parts(before: Path, after: Path) -> set[str]:
    """Gives the names of the parts that are not the same in both."""
    old, new = parts_of(before), parts_of(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def values_of(path: Path) -> dict[CellId, tuple[CellValue, bool]]:
    """Gives every cell that holds something by sheet, row and column: its value, and whether it is calculated."""
    return {
        (sheet.title, cell.row, cell.column): (cell.value, cell.formula)
        for sheet in read_workbook(path).sheets
        for row in sheet.rows()
        for cell in row.cells
    }


def opened(path: Path) -> Workbook:
    """Gives a workbook as openpyxl sees it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of all that it would lose if it saved
        return openpyxl.load_workbook(path)


def raw_cells_of(path: Path, part: str) -> dict[str, bytes]:
    """Gives every cell element of a sheet by its address in one canonical form, formats and formulas included."""
    root = etree.fromstring(parts_of(path)[part])
    cells: dict[str, bytes] = {}
    for cell in root.iter("{*}c"):
        copy = etree.fromstring(etree.tostring(cell, with_tail=False))
        cells[str(cell.get("r"))] = etree.tostring(copy, method="c14n", with_comments=False)
    return cells
