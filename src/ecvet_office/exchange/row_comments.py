"""Comments on cells, which tell of a learner although they need not name the learner: the row is the learner's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.package import open_package
from ecvet_office.workbook.part_xml import Element, read_elements

_ROW = re.compile(r"[0-9]+")


class RowComment(NamedTuple):
    """A comment: the sheet, the cell as `B5`, and its text.

    Excel keeps a copy of each threaded comment, answers included, as an ordinary comment on the same cell.
    """

    sheet: str
    cell: str
    text: str

    @property
    def row(self) -> int:
        """The number of its row, as Excel counts."""
        found = _ROW.search(self.cell)
        return int(found[0]) if found else 0


def comments_on(path: Path, rows: Collection[tuple[str, int]]) -> tuple[RowComment, ...]:
    """Gives the comments on the cells of some rows, in the order of the workbook.

    Args:
        path: the workbook, .xlsx or .xlsm.
        rows: titles of sheets and numbers of rows.

    Raises:
        UnreadableFileError: the workbook cannot be read.
    """
    package = open_package(path)
    found: list[RowComment] = []
    for sheet in read_workbook(path).sheets:
        for one in package.relationships(sheet.part).values():
            if one.kind == "comments" and one.part in package:
                found += _comments(sheet.title, read_elements(package.chunks(one.part), package.where(one.part)))
    return tuple(one for one in found if (one.sheet, one.row) in rows and one.text)


def _comments(sheet: str, elements: list[Element]) -> Iterator[RowComment]:
    cell = ""
    texts: list[str] = []
    for element in elements:
        if element.name == "comment":
            if cell:
                yield RowComment(sheet, cell, "".join(texts).strip())
            cell = element.attributes.get("ref", "")
            texts.clear()
        elif element.name == "t":
            texts.append(element.text)
    if cell:
        yield RowComment(sheet, cell, "".join(texts).strip())
