"""A workbook that another system exported, as a grid to be filled: its header, its columns and its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ecvet_office.exchange.foreign_lists import Rule, rules_of
from ecvet_office.exchange.likeness import likeliest
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.cells import Cell, RawSheet, read_workbook
from ecvet_office.workbook.header_rows import ROWS_SEARCHED
from ecvet_office.workbook.package import Package, open_package
from ecvet_office.workbook.values import read_text

MOST_NEW_ROWS = 2000  # below a plain header: so many rows may be filled
_KEY = re.compile(r"[A-Za-z][\w]*(?:[._\-:/][\w]+)+|[a-z]+(?:[A-Z][a-z0-9]*)+")  # family_name, learner.id, familyName
_REQUIRED = re.compile(
    r"\*\s*$|\((?:required|mandatory|obligatoire|pflicht\w*|obligatorio|obbligatorio|verplicht)\)", re.IGNORECASE
)
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\br=[\"']([0-9]+)[\"']")


@dataclass(frozen=True, slots=True)
class ForeignColumn:
    """A column of the grid: its number from 1, what stands above it, whether it says that it must be filled."""

    number: int
    header: str
    headers: tuple[str, ...]
    is_required: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The part of a foreign sheet that is filled.

    Attributes:
        title: of the sheet.
        columns: from left to right, those with a header.
        rows: by number, the cells by column of the rows below the header that hold something.
        first, last: the first row below the header, and the last that may be filled.
        hidden: rows that do not show.
        rules: the data validations.
    """

    title: str
    columns: tuple[ForeignColumn, ...]
    rows: Mapping[int, Mapping[int, Cell]]
    first: int
    last: int
    hidden: frozenset[int]
    rules: tuple[Rule, ...]

    def value(self, row: int, column: int) -> CellValue | None:
        """Gives what stands in a cell."""
        cell = self.rows.get(row, {}).get(column)
        return None if cell is None else cell.value

    def rule(self, row: int, column: int) -> Rule | None:
        """Gives the drop-down that holds for a cell; None for none."""
        return next((one for one in self.rules if (one.choices or one.is_unread) and one.holds(row, column)), None)


def read_grid(path: Path, title: str | None = None) -> Grid:
    """Gives the grid of a foreign workbook.

    The header is the first row of the sheet's Excel table or, without one, that of the first rows which resembles our
    headers most; rows of machine keys above or below it belong to it. Without a title, the sheet whose header
    resembles ours most.

    Raises:
        UnreadableFileError: when the file cannot be read.
        UsageError: when it has no such sheet, or no row of any resembles a header.
    """
    raw = read_workbook(path)
    package = open_package(path)
    sheets = [one for one in raw.sheets if title is None or one.title.casefold() == title.casefold()]
    if not sheets:
        raise UsageError(f"{path.name} has no sheet {title}; there are: {', '.join(one.title for one in raw.sheets)}")
    counted = [(_header_of(one), one) for one in sheets]
    (likes, header), sheet = max(counted, key=lambda pair: pair[0][0])
    if not likes:
        raise UsageError(
            f"{path.name}: no row of {' or '.join(one.title for one in sheets)} has headers that resemble ours. "
            "Name the sheet with --sheet, or check the file."
        )
    return _grid(package, sheet, header, rules_of(package, raw, sheet.part))


def _texts(cells: Iterable[Cell]) -> dict[int, str]:
    return {cell.column: text for cell in cells if isinstance(text := read_text(cell.value), str)}


def _header_of(sheet: RawSheet) -> tuple[int, int]:
    """Gives how many cells of a sheet's header resemble headers of ours, and its row; 0 for a sheet without one."""
    tables = {table.first_row for table in sheet.tables if table.header_rows}
    candidates = [(0, 0, 0)]
    for row in islice(sheet.rows(), ROWS_SEARCHED):
        if not tables or row.number in tables:
            texts = list(_texts(row.cells).values())
            likes = sum(1 for text in texts if likeliest([text]) is not None)
            words = sum(1 for text in texts if not _KEY.fullmatch(text))  # a row of keys resembles ours, too
            candidates.append((likes, words, -row.number))
    likes, _, row_number = max(candidates)
    return likes, -row_number


def _grid(package: Package, sheet: RawSheet, header: int, rules: tuple[Rule, ...]) -> Grid:
    rows = {row.number: {cell.column: cell for cell in row.cells} for row in sheet.rows()}
    table = next((one for one in sheet.tables if one.first_row == header and one.header_rows), None)
    above = [header]
    for step in (-1, 1):
        while _is_keys(rows.get(above[-1 if step > 0 else 0] + step, {})):
            above = [*above, above[-1] + 1] if step > 0 else [above[0] - 1, *above]
    reach = range(table.first_column, table.last_column + 1) if table else None
    columns = tuple(_columns([rows[number] for number in above if number in rows], rows[header], reach))
    first = above[-1] + 1
    last = table.last_row - table.totals_rows if table else max([*rows, first]) + MOST_NEW_ROWS
    below = {number: cells for number, cells in rows.items() if first <= number <= last}
    return Grid(sheet.title, columns, below, first, last, _hidden_rows(package.read(sheet.part)), rules)


def _is_keys(cells: Mapping[int, Cell]) -> bool:
    """Whether a row holds machine keys: words of letters, dots and underscores, in nearly all of its cells."""
    texts = list(_texts(cells.values()).values())
    return len(texts) > 1 and 2 * sum(1 for text in texts if _KEY.fullmatch(text)) > len(texts)


def _columns(
    above: list[Mapping[int, Cell]], header: Mapping[int, Cell], reach: range | None
) -> Iterator[ForeignColumn]:
    texts = [_texts(cells.values()) for cells in above]
    for number in sorted({column for row in texts for column in row}):
        if reach is not None and number not in reach:
            continue
        named = tuple(" ".join(row[number].split()) for row in texts if number in row)
        own = _texts(header.values()).get(number, named[0])
        yield ForeignColumn(number, " ".join(own.split()), named, any(_REQUIRED.search(one) for one in named))


def _hidden_rows(xml: bytes) -> frozenset[int]:
    found = ((_NUMBER.search(tag), _HIDDEN.search(tag)) for tag in _ROW_TAG.findall(xml))
    return frozenset(int(number[1]) for number, hidden in found if number and hidden)
