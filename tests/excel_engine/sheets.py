"""The worksheets of a book, and the names defined in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import xlwings as xw
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from excel_engine.ranges import LAST_COLUMN, LAST_ROW, FileRange
from excel_engine.tables import FileTables

if TYPE_CHECKING:
    from excel_engine.application import FileBook

Place: TypeAlias = "str | FileRange | tuple[int, int] | tuple[int, int, int, int]"
# COM gives numbers where xlwings promises a bool, so that a very hidden sheet counts as true.
_VISIBLE = {"visible": -1, "hidden": 0, "veryHidden": 2}


class FileSheet:
    """What an `xw.Sheet` stands on: the same sheet in the workbook of formulas and in that of values."""

    def __init__(self, book: FileBook, formulas: Worksheet, values: Worksheet) -> None:
        self.book, self.formulas, self.values = book, formulas, values

    @property
    def api(self) -> Worksheet:
        return self.formulas

    @property
    def name(self) -> str:
        return self.formulas.title

    @name.setter
    def name(self, value: str) -> None:
        if any(sheet.name.casefold() == value.casefold() != self.name.casefold() for sheet in self.book.sheets):
            raise xw.XlwingsError(f"there is already a sheet {value}")
        self.formulas.title = self.values.title = value

    @property
    def index(self) -> int:
        return self.book.formulas.sheetnames.index(self.name) + 1

    @property
    def tables(self) -> FileTables:
        return FileTables(self)

    @property
    def cells(self) -> FileRange:
        return FileRange(self, 1, 1, (LAST_ROW, LAST_COLUMN))

    @property
    def used_range(self) -> FileRange:
        """The smallest range that holds every value and every format; A1 on an empty sheet."""
        used = [place for place, cell in self.formulas._cells.items() if cell.value is not None or cell.has_style]
        rows, columns = [row for row, _ in used] or [1], [column for _, column in used] or [1]
        shape = (max(rows) - min(rows) + 1, max(columns) - min(columns) + 1)
        return FileRange(self, min(rows), min(columns), shape)

    @property
    def visible(self) -> int:
        return _VISIBLE[self.formulas.sheet_state]

    @visible.setter
    def visible(self, value: bool) -> None:
        if not value and [sheet.name for sheet in self.book.sheets if sheet.visible == -1] == [self.name]:
            raise xw.XlwingsError(f"Excel does not hide {self.name}, its last visible sheet")
        self.formulas.sheet_state = "visible" if value else "hidden"

    def activate(self) -> None:
        if self.visible != -1:
            raise xw.XlwingsError(f"Excel does not activate {self.name}, which is hidden")
        self.book.formulas.active = self.formulas
        # A tab that stays selected beside the active one is edited together with it.
        for worksheet in self.book.formulas.worksheets:
            worksheet.sheet_view.tabSelected = worksheet is self.formulas

    def range(self, first: Place, second: Place | None = None) -> FileRange:
        """Gives a range by its address, a table's name, a defined name, its coordinates, or two opposite corners."""
        start = self._found(first)
        if second is None:
            return start
        end = self._found(second)
        row, column = min(start.row, end.row), min(start.column, end.column)
        bottom = max(start.row + start.shape[0], end.row + end.shape[0])
        right = max(start.column + start.shape[1], end.column + end.shape[1])
        return FileRange(self, row, column, (bottom - row, right - column))

    def clear_contents(self) -> None:
        self.used_range.clear_contents()

    def autofit(self, axis: str | None = None) -> None:
        """Does nothing: the width of text is known only to the screen."""

    def delete(self) -> None:
        if self.visible == -1 and sum(sheet.visible == -1 for sheet in self.book.sheets) == 1:
            raise xw.XlwingsError(f"Excel does not delete {self.name}, its last visible sheet")
        self.book.formulas.remove(self.formulas)
        self.book.values.remove(self.values)

    def _found(self, place: Place) -> FileRange:
        if isinstance(place, FileRange):
            return place
        if isinstance(place, str):
            return self._named(place)
        if 0 in place[:2]:
            raise IndexError("Excel counts rows and columns from 1")
        return FileRange(self, place[0], place[1], (place[2], place[3]) if len(place) == 4 else (1, 1))

    def _named(self, text: str) -> FileRange:
        if text in self.tables:
            body = self.tables(text).data_body_range
            if body is not None:
                return body
        if self.book.names.contains(text):
            return self.book.names(text).refers_to_range
        try:
            return FileRange.at(self, text)
        except ValueError:
            raise xw.NoSuchObjectError(f"{self.name} has no range {text}") from None


class FileSheets:
    """What `xw.Book.sheets` stands on.

    It has no `in` for names, because over COM there is none: `"Learners" in book.sheets` is False, whatever there is.
    """

    def __init__(self, book: FileBook) -> None:
        self.book = book

    def __iter__(self) -> Iterator[FileSheet]:
        book = self.book
        return (FileSheet(book, worksheet, book.values[worksheet.title]) for worksheet in book.formulas.worksheets)

    def __len__(self) -> int:
        return len(self.book.formulas.worksheets)

    def __call__(self, key: int | str) -> FileSheet:
        for number, sheet in enumerate(self, 1):
            if key == number or (isinstance(key, str) and sheet.name.casefold() == key.casefold()):
                return sheet
        # Over COM this is a com_error, which only Windows has: an add-in looks before it asks.
        raise xw.NoSuchObjectError(f"{self.book.name} has no sheet {key}")

    @property
    def active(self) -> FileSheet:
        active = self.book.formulas.active
        if not isinstance(active, Worksheet):
            raise NotImplementedError("chart sheets")
        return self(active.title)

    def add(self, before: FileSheet | None, after: FileSheet | None, name: str | None) -> FileSheet:
        """Makes a sheet, before the active one unless told otherwise, and activates it."""
        taken = {sheet.name.casefold() for sheet in self}
        title = name or next(f"Sheet{n}" for n in range(1, len(self) + 2) if f"sheet{n}" not in taken)
        place = after.index if after else (before or self.active).index - 1
        formulas = self.book.formulas.create_sheet(title, place)
        sheet = FileSheet(self.book, formulas, self.book.values.create_sheet(title, place))
        sheet.activate()
        return sheet


class FileName:
    """What an `xw.Name` stands on."""

    def __init__(self, book: FileBook, api: DefinedName) -> None:
        self.book, self.api = book, api

    @property
    def name(self) -> str:
        return self.api.name

    @property
    def refers_to(self) -> str:
        return f"={self.api.attr_text}"

    @property
    def refers_to_range(self) -> FileRange:
        destinations = list(self.api.destinations)
        if len(destinations) != 1:
            raise xw.XlwingsError(f"{self.name} is not the name of one range")
        title, address = destinations[0]
        return self.book.sheets(title).range(address)


class FileNames:
    """What `xw.Book.names` stands on: the names of the book, without those of single sheets."""

    def __init__(self, book: FileBook) -> None:
        self.book = book

    def snapshot(self) -> list[tuple[str, FileName]]:
        return [(name, FileName(self.book, defined)) for name, defined in self.book.formulas.defined_names.items()]

    def contains(self, key: str) -> bool:
        return any(name.casefold() == key.casefold() for name, _ in self.snapshot())

    def __call__(self, key: str) -> FileName:
        for name, found in self.snapshot():
            if name.casefold() == key.casefold():
                return found
        raise xw.NoSuchObjectError(f"{self.book.name} has no name {key}")
