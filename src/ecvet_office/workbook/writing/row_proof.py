"""The proof for the rows of a touched sheet: every cell is what it was, or what an edit asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.cell_values import column_letter
from ecvet_office.workbook.writing.sheet_part import RowIndex, SheetPart
from ecvet_office.workbook.writing.witness import Cells, cells_in

_OF_OUR_ROWS = frozenset({"ht", "customHeight", "hidden"})


def changed_cells(
    was: SheetPart, is_: SheetPart, asked: Mapping[tuple[int, int], bytes], ours: set[int], title: str
) -> int:
    """Gives how many cells of a sheet changed.

    Args:
        was: the sheet before.
        is_: the sheet after.
        asked: the XML of each cell that an edit changed, by row and column; empty for one that was taken out.
        ours: the rows of tables of ours, whose height may change and which may vanish.
        title: of the sheet, for messages.

    Raises:
        UnwritableFileError: when a cell or a row differs that no edit asked for, or an edit is not there.
    """
    prefix = was.prefix.decode()
    edited_rows = {row for row, _ in asked}
    old_rows, new_rows = _worth_parsing(was, is_, edited_rows)
    old, new = cells_in(old_rows, prefix, was.where), cells_in(new_rows, prefix, is_.where)
    wanted = _asked(asked, prefix, is_.where)
    for cell in old.cells.keys() | new.cells.keys() | wanted.keys():
        expected = wanted[cell] if cell in wanted else old.cells.get(cell)
        if new.cells.get(cell) != expected:
            raise _differs(f"{title}!{column_letter(cell[1])}{cell[0]}")
    for row in old.rows.keys() | new.rows.keys():
        if _row(old, row, ours) != _row(new, row, ours) and not (
            (row not in old.rows and row in edited_rows) or (row not in new.rows and row in ours)
        ):
            raise _differs(f"row {row} of {title}")
    return sum(1 for cell, expected in wanted.items() if old.cells.get(cell) != expected)


def _worth_parsing(was: SheetPart, is_: SheetPart, edited_rows: set[int]) -> tuple[bytes, bytes]:
    """Gives the edited rows and those that are not the same in both, byte for byte; the others keep their order.

    Bytes are compared a hundred times faster than cells are parsed. Rows without numbers count by their place among
    all, so sheets with such rows are compared whole.
    """
    closing = b"</" + was.prefix + b"row>"
    numbered = re.compile(rb"<" + re.escape(was.prefix) + rb"row(?=[\s/>])[^>]*?\sr=\"([0-9]+)\"")
    numbers = [int(number) for number in numbered.findall(is_.rows)]
    if len(numbers) != is_.rows.count(b"<" + was.prefix + b"row") or any(a >= b for a, b in pairwise(numbers)):
        RowIndex(is_)  # refuses rows out of order
        return was.rows, is_.rows
    # Cut behind each row; no XML holds a null, so it can stand for the cut.
    old, new = (rows.replace(closing, closing + b"\0").split(b"\0") for rows in (was.rows, is_.rows))
    same = set(old) & set(new)
    if [piece for piece in old if piece in same] != [piece for piece in new if piece in same]:
        return was.rows, is_.rows
    same -= {piece for piece in same if not edited_rows.isdisjoint(map(int, numbered.findall(piece)))}
    old_rows, new_rows = (b"".join(piece for piece in pieces if piece not in same) for pieces in (old, new))
    return old_rows, new_rows


def _asked(
    asked: Mapping[tuple[int, int], bytes], prefix: str, where: str
) -> dict[tuple[int, int], tuple[str, ...] | None]:
    rows = b"".join(
        b'<%srow r="%d">%s</%srow>' % (prefix.encode(), row, markup, prefix.encode())
        for (row, _), markup in asked.items()
    )
    parsed = cells_in(rows, prefix, where).cells
    return {cell: parsed.get(cell) for cell in asked}


def _row(cells: Cells, number: int, ours: set[int]) -> dict[str, str] | None:
    attributes = cells.rows.get(number)
    if attributes is None:
        return None
    free = {"spans", *(_OF_OUR_ROWS if number in ours else ())}
    return {name: value for name, value in attributes.items() if name not in free}


def _differs(place: str) -> UnwritableFileError:
    return UnwritableFileError(
        f"{place} would not be as it should after writing, so nothing was written. Please report this with the "
        "workbook, it is a mistake of ours."
    )
