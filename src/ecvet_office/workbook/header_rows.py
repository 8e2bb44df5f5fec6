"""Where the header of a sheet without an Excel table stands: a title or a logo may stand above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ecvet_office.workbook.header_words import understand
from ecvet_office.workbook.tables import Table

ROWS_SEARCHED = 20  # that hold something; a letterhead is shorter


def header_place(table: Table, rows: Sequence[Mapping[str, str]]) -> int:
    """Tells which of a sheet's first rows is its header: the one of whose cells most name a field of the table.

    Args:
        table: the part of the layout that the sheet is.
        rows: the first rows that hold something, each as text by column letters; at least one.

    Returns:
        The place in `rows`; the first of several equals, and so 0 where no row names anything.
    """
    known = [len(set(understand(table, row).fields.values())) for row in rows]
    return known.index(max(known))
