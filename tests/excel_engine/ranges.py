"""A rectangle of cells, held twice: with formulas, which is what is saved, and with values, which is what is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import xlwings as xw
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import expansion

from excel_engine.cells import Entry, as_entered, as_read, formula_text

if TYPE_CHECKING:
    from excel_engine.sheets import FileSheet

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
Verb: TypeAlias = Literal["read", "write", "clear", "format", "link"]
_HEIGHT = 15.0  # points of a row that nobody touched
_STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}


@dataclass(frozen=True)
class Call:
    """One exchange with Excel: over COM each is a round trip to another process, however many cells it carries."""

    verb: Verb
    sheet: str
    address: str


class FileRange:
    """What an `xw.Range` stands on; rows and columns count from 1."""

    max_cells_per_read = max_cells_per_write = None
    options: dict[str, Any]

    def __init__(self, sheet: FileSheet, row: int, column: int, shape: tuple[int, int] = (1, 1)) -> None:
        self.sheet, self.row, self.column, self.shape = sheet, row, column, shape
        self.further: tuple[FileRange, ...] = ()  # pieces besides the first, which alone is read and written

    @classmethod
    def at(cls, sheet: FileSheet, address: str) -> FileRange:
        """Gives the range at an A1 address, be it a cell, a rectangle, whole rows or columns, or several.

        Raises:
            ValueError: it is no address.
        """
        first, *others = address.split(",")
        if others:
            found = cls.at(sheet, first)
            found.further = tuple(cls.at(sheet, one) for one in others)
            return found
        left, top, right, bottom = range_boundaries(address)
        if ":" not in address and top is None:
            # openpyxl takes "ABC" for a column, which Excel does only in "ABC:ABC".
            raise ValueError(f"{address} is no address")
        left, top, right, bottom = left or 1, top or 1, right or LAST_COLUMN, bottom or LAST_ROW
        return cls(sheet, top, left, (bottom - top + 1, right - left + 1))

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> FileRange:
        """Gives one cell by its place in the range, or by its number along the rows; it may lie outside."""
        if column is None:
            over, along = divmod(row - 1, self.shape[1])
            row, column = over + 1, along + 1
        return FileRange(self.sheet, self.row + row - 1, self.column + column - 1)

    @property
    def api(self) -> FileRange:
        return self

    @property
    def address(self) -> str:
        return ",".join([self._own_address(), *(one.address for one in self.further)])

    def _own_address(self) -> str:
        if self.shape[0] == LAST_ROW:
            return f"${get_column_letter(self.column)}:${get_column_letter(self.column + self.shape[1] - 1)}"
        if self.shape[1] == LAST_COLUMN:
            return f"${self.row}:${self.row + self.shape[0] - 1}"
        first = f"${get_column_letter(self.column)}${self.row}"
        last = f"${get_column_letter(self.column + self.shape[1] - 1)}${self.row + self.shape[0] - 1}"
        return first if len(self) == 1 else f"{first}:{last}"

    @property
    def raw_value(self) -> object:
        """One value for one cell, else rows of values as tuples."""
        self._record("read")
        rows = tuple(tuple(map(as_read, row)) for row in self._stored(self.sheet.values))
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, data: object) -> None:
        self._record("write")
        entered = data if isinstance(data, (list, tuple)) else self._filled_with(data)
        for places, row in zip(self._places(), entered, strict=True):
            for (at_row, at_column), value in zip(places, row, strict=True):
                self._enter(at_row, at_column, value)

    @property
    def formula(self) -> str | tuple[tuple[str, ...], ...]:
        self._record("read")
        rows = tuple(tuple(map(formula_text, row)) for row in self._stored(self.sheet.formulas))
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, data: object) -> None:
        self.raw_value = data

    @property
    def has_array(self) -> bool:
        return any(cell and isinstance(cell.value, ArrayFormula) for row in self._stored() for cell in row)

    @property
    def row_height(self) -> float | None:
        """In points, 0 for a hidden row; None where the rows differ."""
        dimensions = self.sheet.formulas.row_dimensions
        rows = [dimensions[row] for row in range(self.row, self.row + self.shape[0]) if row in dimensions]
        heights = {0.0 if one.hidden else float(one.height or _HEIGHT) for one in rows}
        if len(rows) < self.shape[0]:
            heights.add(_HEIGHT)
        return heights.pop() if len(heights) == 1 else None

    def clear_contents(self) -> None:
        self._record("clear")
        for worksheet in (self.sheet.formulas, self.sheet.values):
            for row in self._stored(worksheet):
                for cell in row:
                    if isinstance(cell, Cell):
                        cell.value = cell.hyperlink = None

    @property
    def number_format(self) -> str | None:
        """The one format of all cells; None when they differ, as in Excel."""
        formats = {cell.number_format if cell else "General" for row in self._stored() for cell in row}
        return formats.pop() if len(formats) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._record("format")
        for worksheet in (self.sheet.formulas, self.sheet.values):
            for cell in self.cells(worksheet):
                cell.number_format = value

    @property
    def color(self) -> tuple[int, ...] | None:
        """Red, green and blue of the first cell's fill, 0 to 255 each; None without a fill."""
        cell = self._stored()[0][0]
        if cell is None or cell.fill.fill_type is None:
            return None
        if cell.fill.fgColor.type != "rgb":
            raise NotImplementedError("colours of a theme")
        return tuple(bytes.fromhex(cell.fill.fgColor.rgb)[-3:])

    @color.setter
    def color(self, value: tuple[int, int, int] | str | None) -> None:
        self._record("format")
        shade = value.removeprefix("#") if isinstance(value, str) else bytes(value or ()).hex()
        fill = PatternFill("solid", fgColor=f"FF{shade.upper()}") if shade else PatternFill()
        for cell in self.cells(self.sheet.formulas):
            cell.fill = fill

    @property
    def hyperlink(self) -> str:
        """Where the link of the first cell leads; a place in this workbook begins with "#"."""
        cell = self._stored()[0][0]
        if cell is None or cell.hyperlink is None:
            raise xw.XlwingsError(f"{self.address} has no hyperlink")
        return cell.hyperlink.target or f"#{cell.hyperlink.location}"

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        self._record("link")
        self.store(self.row, self.column, Entry(text_to_display, "s"))
        target, _, location = address.partition("#")
        self.sheet.formulas.cell(self.row, self.column).hyperlink = Hyperlink(
            ref="", target=target or None, location=location or None, tooltip=screen_tip
        )

    def select(self) -> None:
        if self.sheet.book.sheets.active.name != self.sheet.name:
            raise xw.XlwingsError(f"Excel selects only on the active sheet, which {self.sheet.name} is not")
        self.sheet.book.app.selection = self

    def autofit(self, axis: str | None = None) -> None:
        """Does nothing: the width of text is known only to the screen."""

    def end(self, direction: str) -> FileRange:
        """Gives the cell where Ctrl and an arrow lead: the end of this block, else the next block, else the edge."""
        down, right = _STEPS[direction]
        filled = {place for place, cell in self.sheet.formulas._cells.items() if cell.value is not None}
        here = (self.row, self.column)
        ahead = (self.row + down, self.column + right)
        if here in filled and ahead in filled:
            while ahead in filled:
                here, ahead = ahead, (ahead[0] + down, ahead[1] + right)
            return FileRange(self.sheet, *here)
        line = [
            place
            for place in filled
            if (place[0] - here[0]) * down + (place[1] - here[1]) * right > 0
            and (place[0] == here[0] or down)
            and (place[1] == here[1] or right)
        ]
        if line:
            return FileRange(self.sheet, *min(line, key=lambda place: abs(sum(place) - sum(here))))
        edges = {"down": (LAST_ROW, here[1]), "up": (1, here[1]), "right": (here[0], LAST_COLUMN), "left": (here[0], 1)}
        return FileRange(self.sheet, *edges[direction])

    def expand(self, mode: str) -> FileRange:
        grown = expansion.expanders[mode].expand(xw.Range(impl=self)).impl
        assert isinstance(grown, FileRange)
        return grown

    def cells(self, worksheet: Worksheet) -> Iterator[Cell | MergedCell]:
        """Gives the cells along the rows, in the workbook of formulas or of values; missing ones are made."""
        return (worksheet.cell(*place) for row in self._places() for place in row)

    def store(self, row: int, column: int, entry: Entry) -> None:
        """Puts an entry into one cell of the sheet, in both workbooks; it is no call to Excel."""
        for worksheet in (self.sheet.formulas, self.sheet.values):
            cell = worksheet.cell(row, column)
            cell.value = None if entry.kind == "f" and worksheet is self.sheet.values else entry.value
            # openpyxl takes any text with "=" for a formula, unless it is told afterwards.
            cell.data_type = entry.kind if cell.value is not None else "n"
            cell.quotePrefix = entry.is_marked_text

    def _record(self, verb: Verb) -> None:
        self.sheet.book.app.engine.calls.append(Call(verb, self.sheet.name, self.address))

    def _places(self) -> Iterator[list[tuple[int, int]]]:
        columns = range(self.column, self.column + self.shape[1])
        return ([(row, column) for column in columns] for row in range(self.row, self.row + self.shape[0]))

    def _stored(self, worksheet: Worksheet | None = None) -> list[list[Cell | MergedCell | None]]:
        """The cells that exist, in rows. Asking openpyxl by address would make the missing ones."""
        cells = (worksheet or self.sheet.formulas)._cells
        return [[cells.get(place) for place in row] for row in self._places()]

    def _filled_with(self, value: object) -> Sequence[Sequence[object]]:
        """One value for every cell; Excel moves the references of a formula along, as when somebody drags it."""
        if len(self) == 1 or not isinstance(value, str) or not value.startswith("="):
            return [[value] * self.shape[1]] * self.shape[0]
        origin = Translator(value, f"{get_column_letter(self.column)}{self.row}")
        return [
            [origin.translate_formula(f"{get_column_letter(column)}{row}") for row, column in places]
            for places in self._places()
        ]

    def _enter(self, row: int, column: int, value: object) -> None:
        stored = self.sheet.formulas._cells.get((row, column))
        self.store(row, column, as_entered(value, stored.number_format if stored else "General"))
