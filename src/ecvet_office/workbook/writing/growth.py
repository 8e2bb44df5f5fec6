"""What grows with a table: data validations and conditional formats, as Excel itself grows them."""

from __future__ import annotations

from collections.abc import Iterator

from ecvet_office.workbook.writing.areas import Area, area_of
from ecvet_office.workbook.writing.tags import (
    Element,
    attributes_of,
    elements,
    local_name,
    plain_text,
    spliced,
    tag_with,
)

_GROWING = frozenset({b"dataValidation", b"conditionalFormatting"})


def grown(shell: bytes, where: str, rows: Area, last_row: int) -> bytes:
    """Gives a sheet's shell in which what covered a column of the table from its first row to its last still does.

    The validations and formats of later Excel versions (x14) name their cells in an element of their own; those grow
    too. A format that covers a part of the column is the user's choice and stays.

    Args:
        shell: the sheet without its rows.
        where: the file and part, for messages.
        rows: the table's rows below the header as they were.
        last_row: the table's last row now.
    """
    return spliced(shell, _splices(shell, elements(shell, where), rows, last_row))


def _splices(shell: bytes, found: list[Element], rows: Area, last_row: int) -> Iterator[tuple[int, int, bytes]]:
    for one in found:
        local = local_name(one.name)
        if local in _GROWING:
            cells = attributes_of(one.attributes).get("sqref")
            if cells is not None and (more := _grown_list(cells, rows, last_row)) != cells:
                yield tag_with(shell, one, {"sqref": more})
        elif local == b"sqref" and one.path and local_name(one.path[-1]) in _GROWING:
            # Sparklines have such an element as well; theirs is where they are drawn, and does not grow.
            cells = plain_text(shell[one.inside : one.inner_end])
            if (more := _grown_list(cells, rows, last_row)) != cells:
                yield one.inside, one.inner_end, more.encode()


def _grown_list(cells: str, rows: Area, last_row: int) -> str:
    return " ".join(_grown_one(one, rows, last_row) for one in cells.split(" "))


def _grown_one(reference: str, rows: Area, last_row: int) -> str:
    try:
        area = area_of(reference)
    except ValueError:
        return reference
    within = rows.first_column <= area.first_column and area.last_column <= rows.last_column
    if within and area.first_row <= rows.first_row and area.last_row == rows.last_row:
        return str(Area(area.first_row, area.first_column, last_row, area.last_column))
    return reference
