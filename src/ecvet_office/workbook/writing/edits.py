"""What can be written into a workbook: each edit says what it changes, and nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from ecvet_office.model.findings import Severity
from ecvet_office.workbook.cell_values import CellError

Value = str | Decimal | int | float | bool | date | datetime | time | timedelta | CellError | None
"""What a cell can be given; None empties it. A text stays a text, also one that begins with =."""

Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, as a file keeps it (English names, commas), with the value that it gives today.

    Attributes:
        text: the formula without the sign = before it.
        value: what readers show until a spreadsheet program calculates; None where that is not known.
    """

    text: str
    value: Value = None


@dataclass(frozen=True, slots=True)
class Computed:
    """The value that the formula in a cell gives: the formula stays, what it shows changes."""

    value: Value


@dataclass(frozen=True, slots=True)
class SetCell:
    """One cell gets a value and keeps its format.

    Attributes:
        sheet: the title on the tab.
        row: counted from 1.
        column: counted from 1.
        value: None empties the cell.
        replaces_formula: whether a formula in the cell may be overwritten.
    """

    sheet: str
    row: int
    column: int
    value: Value | Formula | Computed
    replaces_formula: bool = False


class Link(NamedTuple):
    """A cell of the rows written that leads elsewhere in the workbook; row and column count from 0 within the rows."""

    row: int
    column: int
    target: str  # as 'Units'!D7


@dataclass(frozen=True, slots=True)
class AppendRows:
    """New rows below the last row of a table that holds something; the table grows with them.

    Attributes:
        table: its name in Excel's table box.
        rows: from left to right, one value for each column; a calculated column is given what its formula yields.
    """

    table: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ReplaceRows:
    """All rows of a table that is ours; it takes their number of rows, and a filter set on it is lifted.

    Attributes:
        table: its name in Excel's table box.
        rows: from left to right, one value for each column; without any, the table keeps one empty row.
        links: the cells that lead elsewhere.
    """

    table: str
    rows: tuple[Row, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class AddSheet:
    """A new sheet after the last one, with one table from A1 on.

    Attributes:
        title: on the tab, of at most 31 characters.
        table: its name in Excel's table box, found nowhere else in the workbook.
        headers: from left to right, each once.
        rows: from left to right, one value for each column.
        widths: of the columns, in characters.
        links: the cells that lead elsewhere.
    """

    title: str
    table: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """The cells of a sheet that show a severity; those marked so before lose the mark, and no cells means none.

    The marks are one conditional format, so that the cells' own formats stay as they are.

    Attributes:
        sheet: the title on the tab.
        cells: row and column of each, counted from 1.
        severity: what is shown.
    """

    sheet: str
    cells: tuple[tuple[int, int], ...]
    severity: Severity


@dataclass(frozen=True, slots=True)
class RemoveMarks:
    """Takes every mark of ours away, from one sheet or, where sheet is None, from all."""

    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """A hidden sheet shows."""

    sheet: str


@dataclass(frozen=True, slots=True)
class DropUnusedTexts:
    """Texts that cells shared and that no cell shows any more are taken out of the file."""


@dataclass(frozen=True, slots=True)
class ReplaceTexts:
    """Texts outside the cells change: in comments, in the file's properties, in what charts remember of cells.

    Attributes:
        words: by text, whole words whatever their capitals, what comes in its place.
        comments: the title and the cell, as `B5`, of comments that lose their text.
        all_comments: whether every comment loses its text and its author.
        properties: whether the file's author, title, company and the like are emptied.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    comments: frozenset[tuple[str, str]] = frozenset()
    all_comments: bool = False
    properties: bool = False


Edit = SetCell | AppendRows | ReplaceRows | AddSheet | Mark | RemoveMarks | Show | DropUnusedTexts | ReplaceTexts
