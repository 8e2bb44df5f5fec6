"""A sheet's XML taken apart: its rows, and the shell around them that says everything else."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.cell_values import column_number
from ecvet_office.workbook.writing.tags import ATTRIBUTES, elements, require_utf8

_ROOT = re.compile(rb"<(?P<prefix>(?:[^\s/>!?:]+:)?)worksheet(?=[\s>])")
_NUMBER = re.compile(rb"\sr\s*=\s*[\"']([0-9]+)[\"']")
_LETTERS = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3})[0-9]+[\"']")


class RowPlace(NamedTuple):
    """Where a row stands in the rows' bytes; `inside` is `inner_end` where it is one tag without cells."""

    number: int
    attributes: bytes
    start: int
    inside: int
    inner_end: int
    end: int


class CellPlace(NamedTuple):
    """A cell as a row's bytes have it; `content` is None where it is one tag."""

    column: int
    attributes: bytes
    content: bytes | None
    markup: bytes


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's XML in two: `shell` is the whole but for what sheetData holds, `rows` is that.

    Attributes:
        shell: a well-formed part whose sheetData is empty.
        rows: what stands in sheetData.
        at: the position in the shell of the rows.
        prefix: what stands before the names of elements, as `x:`; usually nothing.
        where: the file and part, for messages.
    """

    shell: bytes
    rows: bytes = field(repr=False)
    at: int
    prefix: bytes
    where: str


class RowIndex:
    """The rows of a sheet by number, found once; a class because the table of 100,000 positions is made only once."""

    def __init__(self, sheet: SheetPart) -> None:
        """Reads where each row begins.

        Raises:
            UnwritableFileError: when rows are not in ascending order, which Excel itself would repair.
        """
        self._sheet = sheet
        self._closing = b"</" + sheet.prefix + b"row"
        self._tags: list[re.Match[bytes]] = []
        self._numbers: list[int] = []
        last = 0
        for tag in row_pattern(sheet.prefix).finditer(sheet.rows):
            said = tag["number"] or _number_in(tag["rest"])
            number = int(said) if said else last + 1
            if number <= last:
                raise _unknown_way(sheet.where, f"row {number} stands after row {last}")
            self._numbers.append(number)
            self._tags.append(tag)
            last = number

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of all rows that the sheet has, ascending."""
        return self._numbers

    def row(self, number: int) -> RowPlace | None:
        """Gives a row; None where the sheet has no such row."""
        index = bisect_left(self._numbers, number)
        if index == len(self._numbers) or self._numbers[index] != number:
            return None
        tag = self._tags[index]
        attributes = self._sheet.rows[tag.end("name") : tag.end("rest")]
        if tag["empty"]:
            return RowPlace(number, attributes, tag.start(), tag.end(), tag.end(), tag.end())
        inner_end = self._sheet.rows.find(self._closing, tag.end())
        end = self._sheet.rows.find(b">", inner_end) + 1
        if inner_end < 0 or end == 0:
            raise _unknown_way(self._sheet.where, f"row {number} does not end")
        return RowPlace(number, attributes, tag.start(), tag.end(), inner_end, end)

    def place_for(self, number: int) -> int:
        """Gives the position where a row of this number, which the sheet lacks, belongs."""
        index = bisect_left(self._numbers, number)
        return self._tags[index].start() if index < len(self._tags) else len(self._sheet.rows)


def sheet_part(xml: bytes, where: str) -> SheetPart:
    """Takes a sheet's XML apart.

    Raises:
        UnwritableFileError: when it is not UTF-8, is no worksheet, or has comments or CDATA among its cells.
    """
    require_utf8(xml, where)
    root = _ROOT.search(xml)
    if root is None:
        raise _unknown_way(where, "it is no worksheet")
    prefix = root["prefix"]
    opening = re.compile(rb"<" + re.escape(prefix) + rb"sheetData\s*(/?)>").search(xml, root.end())
    if opening is None:
        raise _unknown_way(where, "it has no place for rows")
    if b"<!--" in xml[: opening.start()]:
        # A comment could hold what looks like the rows.
        raise _unknown_way(where, "it has a comment")
    if opening[1]:
        return SheetPart(xml, b"", opening.end(), prefix, where)
    closing = xml.rfind(b"</" + prefix + b"sheetData")
    rows = xml[opening.end() : closing]
    # Rows seldom hold a ! or a ?, and one character is found ten times faster than two.
    if closing < opening.end() or (b"!" in rows and b"<!" in rows) or (b"?" in rows and b"<?" in rows):
        raise _unknown_way(where, "there are comments or CDATA sections among its cells")
    return SheetPart(xml[: opening.end()] + xml[closing:], rows, opening.end(), prefix, where)


def sheet_prefix(xml: bytes) -> bytes:
    """Gives what stands before the names of a sheet's elements; nothing where the part is no sheet."""
    root = _ROOT.search(xml)
    return root["prefix"] if root else b""


def with_shell(sheet: SheetPart, shell: bytes) -> SheetPart:
    """Gives the sheet with another shell, in which sheetData is empty too."""
    data = next(one for one in elements(shell, sheet.where) if one.name == sheet.prefix + b"sheetData")
    return replace(sheet, shell=shell, at=data.inside)


def whole(sheet: SheetPart) -> bytes:
    """Gives the XML of a sheet that was taken apart, the same bytes where nothing was changed."""
    head, tail = sheet.shell[: sheet.at], sheet.shell[sheet.at :]
    if not sheet.rows or not head.endswith(b"/>"):
        return head + sheet.rows + tail
    return head[:-2].rstrip() + b">" + sheet.rows + b"</" + sheet.prefix + b"sheetData>" + tail


def cells_of(sheet: SheetPart, row: RowPlace) -> list[CellPlace]:
    """Gives the cells of a row from left to right.

    Raises:
        UnwritableFileError: when they are not in ascending order, which Excel itself would repair.
    """
    found: list[CellPlace] = []
    column = 0
    for cell in cell_pattern(sheet.prefix).finditer(sheet.rows, row.inside, row.inner_end):
        letters = _LETTERS.search(cell["attributes"])
        after = column_number(letters[1].decode()) if letters else column + 1
        if after <= column:
            raise _unknown_way(sheet.where, f"the cells of row {row.number} are not in their order")
        column = after
        found.append(CellPlace(column, cell["attributes"], cell["content"], cell[0]))
    return found


@cache
def row_pattern(prefix: bytes) -> re.Pattern[bytes]:
    """Gives the pattern of a row's opening tag, whose first attribute usually is its number."""
    name = rb"(?P<name><" + re.escape(prefix) + rb"row)"
    number = rb"(?:\s+r=\"(?P<number>[0-9]+)\")?"
    return re.compile(name + number + rb"(?=[\s/>])(?P<rest>" + ATTRIBUTES + rb")(?P<empty>/?)>")


@cache
def cell_pattern(prefix: bytes) -> re.Pattern[bytes]:
    """Gives the pattern of a cell with its attributes and its content."""
    name = re.escape(prefix) + rb"c"
    return re.compile(
        rb"<" + name + rb"(?=[\s/>])(?P<attributes>" + ATTRIBUTES + rb")(?:/>|>(?P<content>.*?)</" + name + rb"\s*>)",
        re.DOTALL,
    )


def _number_in(attributes: bytes) -> bytes | None:
    said = _NUMBER.search(attributes)
    return said[1] if said else None


def _unknown_way(where: str, why: str) -> UnwritableFileError:
    return UnwritableFileError(
        f"{where} is written in a way that we cannot change safely: {why}. "
        "Open the workbook in Excel, save it, and try again."
    )
