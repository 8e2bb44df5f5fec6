"""A sheet while it is being changed: what is asked of its cells, gathered before any byte is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.cell_values import LAST_COLUMN, LAST_ROW, column_letter
from ecvet_office.workbook.writing.areas import Area, area_of
from ecvet_office.workbook.writing.edits import Value
from ecvet_office.workbook.writing.guarded_cells import Guard, require_free
from ecvet_office.workbook.writing.row_markup import CellChange, Gone, RowChanges, RowWriting, written_row
from ecvet_office.workbook.writing.sheet_part import CellPlace, RowIndex, SheetPart, cells_of, with_shell
from ecvet_office.workbook.writing.tags import attributes_of, elements, spliced, tag_with

_PLAIN_WIDTH = 8.43  # characters, of a column that says none


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A sheet with its changes made, the bytes of each changed cell, and whether a formula appeared or vanished."""

    markup: SheetPart
    cells: Mapping[tuple[int, int], bytes]
    formulas_changed: bool


class SheetDraft:
    """The changes to one sheet; an object because edits build on one another.

    Attributes:
        title: on the tab.
        part: that holds it.
        as_read: its shell and its rows as the file has them.
        markup: its shell and its rows; the shell may be changed at any time, the rows change when it is written.
        guards: the areas that must not be written to.
        rows: what becomes of its rows, by number.
    """

    def __init__(self, title: str, part: str, markup: SheetPart, guards: tuple[Guard, ...]) -> None:
        """Begins without a change."""
        self.title = title
        self.part = part
        self.as_read = self.markup = markup
        self.guards = guards
        self.rows: dict[int, RowChanges] = {}
        self._index: RowIndex | None = None

    @property
    def index(self) -> RowIndex:
        """Where the rows stand that the sheet has."""
        if self._index is None:
            self._index = RowIndex(self.markup)
        return self._index

    def change(self, row: int, column: int, change: CellChange) -> None:
        """Asks for a cell to be changed; of two changes to a cell the later counts.

        Raises:
            UsageError: when the sheet has no such cell.
            UnwritableFileError: when the cell must not be written to.
        """
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise UsageError(f"{self.title} has no cell in row {row:,} and column {column:,}")
        require_free(self.guards, self.title, row, column)
        self.rows.setdefault(row, RowChanges()).cells[column] = change

    def cells(self, row: int) -> dict[int, CellPlace]:
        """Gives the cells of a row by column as the file has them, without the changes asked for."""
        place = self.index.row(row)
        return {cell.column: cell for cell in cells_of(self.markup, place)} if place else {}

    def reshell(self, shell: bytes) -> None:
        """Takes another shell."""
        self.markup = with_shell(self.markup, shell)

    def widths(self) -> dict[int, float]:
        """Gives the widths of the columns that say one, in characters."""
        return {
            column: float(said.get("width", _PLAIN_WIDTH))
            for said in self._column_sayings()
            for column in range(int(said["min"]), min(int(said["max"]), int(said["min"]) + 256) + 1)
        }

    def column_style(self, column: int) -> str | None:
        """Gives the format of a column's empty cells; None for the plain one."""
        for said in self._column_sayings():
            if int(said["min"]) <= column <= int(said["max"]):
                return said.get("style")
        return None

    def _column_sayings(self) -> list[dict[str, str]]:
        name = self.markup.prefix + b"col"
        head = elements(self.markup.shell, self.markup.where)
        said = [attributes_of(one.attributes) for one in head if one.name == name]
        return [one for one in said if "min" in one and "max" in one]

    def written(self, date1904: bool, fitting_style: Callable[[str | None, Value], str | None]) -> WrittenSheet:
        """Makes the changes.

        Args:
            date1904: whether the workbook counts its days from 1904.
            fitting_style: gives the format that a value is shown with, of the format that the cell has.

        Raises:
            UnwritableFileError: when a cell may not be changed, or cannot hold its value.
        """
        styles: dict[int, str | None] = {}

        def column_style(column: int) -> str | None:
            if column not in styles:
                styles[column] = self.column_style(column)
            return styles[column]

        self._stretch_dimension()
        writing = RowWriting(self.markup, self.title, date1904, column_style, fitting_style)
        pieces: list[bytes] = []
        cells: dict[tuple[int, int], bytes] = {}
        formulas_changed = False
        done = 0
        for number, changes in sorted(self.rows.items()):
            old = self.index.row(number)
            start, end = (old.start, old.end) if old else (self.index.place_for(number),) * 2
            new = written_row(writing, number, old, changes)
            pieces += [self.markup.rows[done:start], new.markup]
            done = end
            formulas_changed |= new.formulas_changed
            cells.update({(number, column): markup for column, markup in new.cells.items()})
        rows = b"".join([*pieces, self.markup.rows[done:]])
        return WrittenSheet(
            SheetPart(self.markup.shell, rows, self.markup.at, self.markup.prefix, self.markup.where),
            cells,
            formulas_changed,
        )

    def _stretch_dimension(self) -> None:
        """Lets the sheet say that it reaches as far as its new cells."""
        cells = [
            (row, column)
            for row, changes in self.rows.items()
            for column, change in changes.cells.items()
            if not isinstance(change.content, Gone)
        ]
        shell = self.markup.shell
        for one in elements(shell, self.markup.where):
            if one.name == self.markup.prefix + b"dimension" and cells:
                try:
                    area = area_of(attributes_of(one.attributes).get("ref", ""))
                except ValueError:
                    continue
                new = Area(
                    min(area.first_row, *(row for row, _ in cells)),
                    min(area.first_column, *(column for _, column in cells)),
                    max(area.last_row, *(row for row, _ in cells)),
                    max(area.last_column, *(column for _, column in cells)),
                )
                self.reshell(spliced(shell, [tag_with(shell, one, {"ref": str(new)})]))

    def address(self, row: int, column: int) -> str:
        """Gives the address of a cell as messages name it, as `Units!D7`."""
        return f"{self.title}!{column_letter(column)}{row}"
