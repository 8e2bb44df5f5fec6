"""Where in a workbook something stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

LETTERS = 26  # columns are numbered A…Z, AA…; a system of base 26 without a zero


def column_number(letters: str) -> int:
    """Gives the number of a column from its letters, A being 1; 0 for no letters.

    >>> column_number("A"), column_number("AB"), column_number("")
    (1, 28, 0)
    """
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Gives the letters of a column from its number, 1 being A; none for 0.

    >>> column_letters(1), column_letters(28), column_letters(0)
    ('A', 'AB', '')
    """
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, a row or a whole sheet of a workbook.

    Attributes:
        sheet: the title of the sheet as the user sees it; empty for the workbook as a whole.
        row: counted from 1 as Excel counts; 0 for the sheet as a whole.
        column: the letters of the column; empty for the row as a whole.
    """

    sheet: str
    row: int = 0
    column: str = ""

    @property
    def cell(self) -> str:
        """The address within the sheet: `C2`, `2` for a row, empty for the sheet as a whole."""
        return f"{self.column}{self.row}" if self.row else ""

    def __str__(self) -> str:
        """Gives the address as Excel writes it: `Units!C2`, the sheet's title alone, or `workbook`."""
        return f"{self.sheet}!{self.cell}" if self.row else self.sheet or "workbook"


class Origin(NamedTuple):
    """Where a record was read: the row of a table, and the column of each of its fields.

    A tuple, because every record has one, and a frozen dataclass takes thrice as long to make.

    Attributes:
        sheet: the title of the sheet.
        row: the row, counted from 1; 0 when the record was made by a program.
        columns: the letters of the column of each field that the sheet has.
        rows: for Settings alone, which stand one below the other: the row of each field.
        unreadable: the fields whose cell holds something that could not be read.
    """

    sheet: str = ""
    row: int = 0
    columns: Mapping[str, str] = {}  # for whoever holds an Origin it is a mapping, which nobody writes to
    rows: Mapping[str, int] = {}
    unreadable: frozenset[str] = frozenset()

    def at(self, name: str) -> Place:
        """Gives the place of a field; the row's first cell when the sheet has no such column."""
        row = self.rows.get(name, self.row)
        letters = self.columns.get(name) or min(self.columns.values(), key=column_number, default="A")
        return Place(self.sheet, row, letters if row else "")


NOWHERE = Origin()
