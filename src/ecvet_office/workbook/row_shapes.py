"""Rows of a sheet that are written alike: once a way of writing is known, one pattern reads a whole row.

In a table most rows fill the same columns in the same styles. The pattern of such a row accounts for all of its
characters, and takes a third of the time of finding its cells one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ecvet_office.workbook.cell_texts import CellTexts
from ecvet_office.workbook.cell_values import LAST_ROW, Cell, CellValue, SheetRow, column_number

ROWS_UNTIL_KNOWN = 30  # rows written alike; making the pattern takes as long as reading so many without it
MOST_SHAPES = 6  # of a sheet; each that does not fit a row costs time
_MOST_COUNTED = 500  # ways of writing; a sheet that has more has no usual one

_ROW = r'<row r="([0-9]{1,7})"((?: [A-Za-z_][\w:]*="[^"<]*")*)>'
_FORMULA = r"<f(?: [^<>]*)?(?:/>|>[^<]*</f>)"
_VALUE = r"<v>([^<&]+)</v>"
_INLINE = r'<is><t(?: xml:space="preserve")?>([^<&]+)</t></is>'
_HIDDEN = re.compile(' hidden="(?:1|true|on)"')


class WrittenCell(NamedTuple):
    """How a cell with a value is written, as its file has it: `style` and `kind` are "" where it names none."""

    letters: str
    style: str
    kind: str
    formula: bool
    inline: bool

    @property
    def pattern(self) -> str:
        """What it looks like in a row whose number is the first group; the value is a group too."""
        style, kind = f' s="{self.style}"' if self.style else "", f' t="{self.kind}"' if self.kind else ""
        content = (_FORMULA if self.formula else "") + (_INLINE if self.inline else _VALUE)
        return rf'<c r="{self.letters}\1"{style}{kind}>{content}</c>'


@dataclass(frozen=True, slots=True)
class _Shape:
    """One way of writing a row: its pattern, and each cell's column, reader, and whether it is a formula."""

    pattern: re.Pattern[str]
    cells: tuple[tuple[int, Callable[[str], CellValue], bool], ...]


class RowShapes:
    """The ways in which the rows of one sheet are written; an object because it gets to know them row by row."""

    def __init__(self, texts: CellTexts) -> None:
        self._texts = texts
        self._known: list[_Shape] = []
        self._counted: Counter[tuple[WrittenCell, ...]] = Counter()

    def read(self, row: str) -> SheetRow | None:
        """A row of its text without the end tag; None where it is written in no way that is known yet.

        Raises:
            ValueError: A cell points to a shared text that is not there.
        """
        for shape in self._known:
            found = shape.pattern.fullmatch(row)
            if found is not None:
                digits, attributes, *contents = found.groups()
                number = int(digits)
                if not 1 <= number <= LAST_ROW:
                    return None
                cells = [
                    Cell(number, column, value, formula)
                    for (column, read, formula), content in zip(shape.cells, contents, strict=True)
                    if (value := read(content)) != "" or formula  # a cell that merely holds "" is empty
                ]
                return SheetRow(number, _HIDDEN.search(attributes) is not None, tuple(cells))
        return None

    def learn(self, cells: Iterable[WrittenCell]) -> None:
        """Take notice of a row that was read cell by cell, all of its cells having values."""
        if len(self._known) == MOST_SHAPES or len(self._counted) == _MOST_COUNTED:
            return
        written = tuple(cells)
        self._counted[written] += 1
        if self._counted[written] == ROWS_UNTIL_KNOWN:
            pattern = re.compile(_ROW + "".join(cell.pattern for cell in written))
            reader = self._texts.reader
            made = tuple((column_number(one.letters), reader(one.kind, one.style), one.formula) for one in written)
            self._known.append(_Shape(pattern, made))
