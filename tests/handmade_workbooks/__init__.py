"""Small workbooks written by hand in each format that is read, without any library that might smooth them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ecvet_office.workbook.markdown import markdown_value
from handmade_workbooks.grids import Grid
from handmade_workbooks.ods import write_ods
from handmade_workbooks.xls import write_xls
from handmade_workbooks.xlsb import write_xlsb
from handmade_workbooks.xlsx import Shape, write_xlsx

__all__ = ["Grid", "Shape", "grids_of", "saved_as", "write_ods", "write_xls", "write_xlsb", "write_xlsx"]


def grids_of(markdown: str) -> dict[str, Grid]:
    """The rows of each sheet by its title, from the Markdown of a rule's case; the headers first."""
    grids: dict[str, Grid] = {}
    rows: Grid = []
    for line in markdown.splitlines():
        title, *cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
        if title:
            rows = grids.setdefault(title, [])
        rows.append([markdown_value(cell) for cell in cells])
    return grids


def saved_as(file: str, markdown: str, folder: Path) -> Path:
    """The file that a rule's case describes, as ".xlsx with row 3 hidden"."""
    extension, _, special = file.partition(" ")
    path = folder / f"case{extension}"
    grids = grids_of(markdown)
    if extension == ".xlsx":
        return write_xlsx(path, grids, _shape(special))
    assert not special, f"no workbook of the format {extension} can be made {special}"
    writers: dict[str, Callable[[Path, dict[str, Grid]], Path]]
    writers = {".ods": write_ods, ".xls": write_xls, ".xlsb": write_xlsb}
    return writers[extension](path, grids)


def _shape(special: str) -> Shape:
    if not special:
        return Shape()
    if special == "without a table":
        return Shape(has_table=False)
    if hidden := re.fullmatch(r"with row (\d+) hidden", special):
        return Shape(hidden=frozenset({int(hidden[1])}))
    if ending := re.fullmatch(r"with its table ending in row (\d+)", special):
        return Shape(table_ends=int(ending[1]))
    formatted = re.fullmatch(r"with (\d+) formatted rows below", special)
    assert formatted, f"nobody knows how to make a workbook {special!r}"
    return Shape(formatted_below=int(formatted[1]))
