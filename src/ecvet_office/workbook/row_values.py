"""Rows as values, in one set of ids: what two workbooks say, whatever the spelling and whoever numbered the rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ecvet_office.law.pages import fact_text
from ecvet_office.model.points import points_text
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import REFERENCES, Column, Kind
from ecvet_office.workbook.parsing import read_cell
from ecvet_office.workbook.references import Names, read_reference
from ecvet_office.workbook.sheets import Row, Sheet
from ecvet_office.workbook.values import Misfit, clean, folded, read_text, shown

DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that cannot be read as what its column holds; two of them are equal where the same stands in both."""

    text: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A cell of theirs that names a row of theirs which was not merged.

    Attributes:
        text: what stands in the cell.
        ids: what it names, by the ids of theirs; empty where a row that it names has none yet.
    """

    text: str
    ids: str | tuple[str, ...]


Value = str | Decimal | int | bool | date | tuple[str, ...] | Unread | Waiting
Reader = Callable[[CellValue, Column], Value | None]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A row of a table as values.

    Attributes:
        number: as Excel counts.
        name: by which cells of other tables may call it, as it is written.
        values: by field, those that are filled; references by the ids of mine.
        compared: the same, as they are compared: ids and names whatever their capitals.
        sorted_by: what stands in the cells, so that rows can be sorted by what they say.
    """

    number: int
    name: str
    values: Mapping[str, Value]
    compared: Mapping[str, Hashable]
    sorted_by: tuple[tuple[tuple[int, int, str], ...], ...]

    @property
    def waits(self) -> bool:
        """Whether it names a row that was not merged."""
        return any(isinstance(value, Waiting) for value in self.values.values())

    @property
    def in_their_ids(self) -> frozenset[tuple[str, Hashable]]:
        """All that the row says, what waits by the ids of theirs, as if they were mine."""
        return frozenset((field, as_if_mine(value)) for field, value in self.compared.items())

    @property
    def content(self) -> frozenset[tuple[str, Hashable]]:
        """All that the row says; equal for rows that say the same."""
        return frozenset(self.compared.items())


@dataclass(frozen=True, slots=True)
class Bridge:
    """How the ids of theirs become ids of mine.

    Attributes:
        mine: by table, the names in mine, with the rows that are added.
        theirs: by table, the names in theirs; mine for a table that theirs does not have, or has no row of.
        renamed: by table of theirs, by folded id, the id in mine; None for a row that is not merged.
        unnumbered: by table of theirs, the folded ids that no cell holds: we count rows without one by them.
    """

    mine: dict[str, Names]
    theirs: dict[str, Names]
    renamed: dict[str, dict[str, str | None]]
    unnumbered: dict[str, frozenset[str]] = field(default_factory=dict)


def as_if_mine(value: Hashable) -> Hashable:
    """Gives a value as it is compared, what waits by the ids of theirs."""
    if isinstance(value, Waiting) and value.ids:
        return folded(value.ids) if isinstance(value.ids, str) else value.ids
    return value


def fields_of(sheet: Sheet) -> dict[str, Column]:
    """Gives the columns of a sheet by field; `title [fr]` is a text of its own."""
    known = {column.key: column for column in sheet.table.columns}
    return {key: known.get(key) or Column(key, key.capitalize()) for key in sheet.columns}


def my_rows(sheet: Sheet, bridge: Bridge) -> Iterator[ValueRow]:
    """Gives the rows of mine."""
    for row in sheet.rows:
        yield _value_row(sheet, row, fields_of(sheet), lambda cell, column: _read(cell, column, bridge.mine))


def their_rows(sheet: Sheet, fields: Mapping[str, Column], bridge: Bridge) -> Iterator[ValueRow]:
    """Gives the rows of theirs in the ids of mine, and of their columns those that mine has too."""
    for row in sheet.rows:
        yield _value_row(sheet, row, fields, lambda cell, column: their_value(cell, column, bridge))


def _value_row(sheet: Sheet, row: Row, fields: Mapping[str, Column], read: Reader) -> ValueRow:
    values: dict[str, Value] = {}
    compared: dict[str, Hashable] = {}
    texts: list[tuple[tuple[int, int, str], ...]] = []
    for key, column in fields.items():
        cell = row.cells.get(sheet.columns.get(key, ""))
        value = None if cell is None else read(cell, column)
        texts.append(() if cell is None or value is None else natural(_written(cell)))
        if value is not None:
            values[key] = value
            compared[key] = folded(value) if isinstance(value, str) and _is_a_name(column) else value
    return ValueRow(row.number, row_name(sheet, row), values, compared, tuple(texts))


def _is_a_name(column: Column) -> bool:
    return column.kind is Kind.ID or column.kind in REFERENCES


def _read(cell: CellValue, column: Column, names: Mapping[str, Names]) -> Value | None:
    value: Value | Misfit | None = read_cell(cell, column, names)
    return Unread(_written(cell)) if isinstance(value, Misfit) else value


def their_value(cell: CellValue, column: Column, bridge: Bridge) -> Value | None:
    """Gives the value of a cell of theirs in the ids of mine; None for an empty cell."""
    value = _read(cell, column, bridge.theirs)
    if column.kind not in REFERENCES or not isinstance(value, str | tuple):
        return value
    found = [_renamed(one, column, bridge) for one in ([value] if isinstance(value, str) else value)]
    spoilt = next((one for one in found if isinstance(one, Waiting | Unread)), None)
    if spoilt is not None:
        is_numbered = not any(isinstance(one, Waiting) and not one.ids for one in found)
        return Waiting(_written(cell), value if is_numbered else "") if isinstance(spoilt, Waiting) else spoilt
    ids = tuple(dict.fromkeys(one for one in found if isinstance(one, str)))
    return ids[0] if isinstance(value, str) else ids


def _renamed(name: str, column: Column, bridge: Bridge) -> str | Waiting | Unread:
    """Gives the id in mine of a row of theirs; a name that is no row of theirs may still be one of mine."""
    wanted = folded(name)
    if wanted in map(folded, column.words):
        return name
    for table in column.ref:
        if wanted in (known := bridge.renamed.get(table, {})):
            is_numbered = wanted not in bridge.unnumbered.get(table, frozenset())
            return known[wanted] or Waiting(name, name if is_numbered else "")
    found = read_reference(name, column, bridge.mine)
    return Unread(name) if isinstance(found, Misfit) else found


def _written(cell: CellValue) -> str:
    return clean(cell) if isinstance(cell, str) else shown(cell)


def row_name(sheet: Sheet, row: Row) -> str:
    """Gives the name of a row as drop-downs show it behind its id; empty for a row without one."""
    texts = (read_text(row.cells.get(sheet.columns.get(key, ""))) for key in sheet.table.label)
    return " ".join(text for text in texts if isinstance(text, str))


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Gives a text as people sort it: `L9` before `L10`.

    A cell holds up to 32,767 digits, and Python makes no number of so many: their count comes before what they are.

    >>> sorted(["L10", "L9", "L010", "A1"], key=natural)
    ['A1', 'L9', 'L10', 'L010']
    """
    return tuple(_piece(piece) for piece in DIGITS.split(text.casefold()) if piece)


def _piece(piece: str) -> tuple[int, int, str]:
    if DIGITS.fullmatch(piece) is None:
        return 1, 0, piece
    digits = piece.lstrip("0")
    return 0, len(digits), digits


def value_text(value: Value | None) -> str:
    """Gives a value as a report shows it; nothing for an empty cell.

    >>> value_text(("U1", "U2")), value_text(True), value_text(None)
    ('U1; U2', 'yes', '')
    """
    if isinstance(value, tuple):
        return shown("; ".join(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Unread | Waiting):
        return shown(value.text)
    if isinstance(value, date):
        return fact_text(value)
    return "" if value is None else points_text(value) if isinstance(value, Decimal) else shown(str(value))
