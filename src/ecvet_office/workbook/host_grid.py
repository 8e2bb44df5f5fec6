"""A small workbook for one host, as it comes back: its learners' outcomes, a row each, with what the host found.

What it was made from lies on a hidden sheet, with a hash against slips: so what the host wrote can be told from what
stood there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.cells import RawSheet, RawWorkbook
from ecvet_office.workbook.header_rows import ROWS_SEARCHED
from ecvet_office.workbook.values import folded

MADE_FROM = "Made from"
MARK = "ecvet-office host grid 1"


@dataclass(frozen=True, slots=True)
class HostGrid:
    """A grid as it is made, or as it came back.

    Attributes:
        language: code of the language of its words.
        title: of its sheet.
        headers: by key of a column, its header.
        records: by agreement, what it was made from, as JSON.
        rows: by key of a column, what the cells show; those that are all blank are left out.
    """

    language: str
    title: str
    headers: Mapping[str, str]
    records: Mapping[str, str]
    rows: tuple[Mapping[str, CellValue], ...]


def digest_of(stated: str, records: Mapping[str, str]) -> str:
    """Gives the hash over all that a grid was made from, as 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps([stated, *records.items()]).encode()).hexdigest()


def read_host_grid(raw: RawWorkbook, name: str) -> HostGrid | None:
    """Gives the grid that a workbook is, whichever program saved it; None for any other workbook.

    Args:
        raw: the workbook.
        name: what the file is called in messages.

    Raises:
        UnreadableFileError: what it was made from was changed, or the sheet with the results is not there any more.
    """
    origin = next((lines for sheet in raw.sheets if (lines := _origin_lines(sheet))), None)
    if origin is None:
        return None
    (_, sha256, stated), *others = origin
    records = {number: text for _, number, text in others}
    if sha256 != digest_of(stated, records):
        raise UnreadableFileError(f"the values that {name} carries were changed, so nobody can tell what was filled in")
    known = json.loads(stated)
    headers: dict[str, str] = known["headers"]
    for sheet in raw.sheets:
        if sheet.title != MADE_FROM and (found := _rows(sheet, headers)) is not None:
            return HostGrid(known["language"], sheet.title, headers, records, tuple(found))
    raise UnreadableFileError(f"{name} has no sheet with the columns {', '.join(headers.values())} any more")


def _origin_lines(sheet: RawSheet) -> list[tuple[str, str, str]]:
    if sheet.title != MADE_FROM:
        return []
    lines: list[tuple[str, str, str]] = []
    for row in sheet.rows():
        cells = {cell.column: str(cell.value) for cell in row.cells}
        pieces = (cells[column] for column in sorted(cells) if column > 2)  # noqa: PLR2004 # mark, name, then the pieces
        lines.append((cells.get(1, ""), cells.get(2, ""), "".join(pieces)))
    return lines if lines and lines[0][0] == MARK else []


def _rows(sheet: RawSheet, headers: Mapping[str, str]) -> list[Mapping[str, CellValue]] | None:
    """Gives the rows below the header; None for a sheet without the two columns that say what a row is about."""
    keys = {folded(header): key for key, header in headers.items()}
    rows: Iterator[Mapping[int, CellValue]] = ({cell.column: cell.value for cell in row.cells} for row in sheet.rows())
    for cells in islice(rows, ROWS_SEARCHED):
        columns = {
            column: keys[folded(text)]
            for column, text in cells.items()
            if isinstance(text, str) and folded(text) in keys
        }
        if {"agreement", "outcome"} <= {*columns.values()}:
            found = ({columns[at]: value for at, value in row.items() if at in columns} for row in rows)
            return [one for one in found if one]
    return None
