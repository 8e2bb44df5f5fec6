"""The Excel tables of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import xlwings as xw
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from excel_engine.cells import Entry
from excel_engine.ranges import FileRange

if TYPE_CHECKING:
    from excel_engine.sheets import FileSheet


class FileTable:
    """What an `xw.main.Table` stands on."""

    def __init__(self, parent: FileSheet, api: Table) -> None:
        self.parent, self.api = parent, api

    @property
    def name(self) -> str:
        return str(self.api.displayName)

    display_name = name

    @property
    def range(self) -> FileRange:
        return FileRange.at(self.parent, self.api.ref)

    @property
    def header_row_range(self) -> FileRange | None:
        return self._rows(0, 1) if self._has_headers else None

    @property
    def data_body_range(self) -> FileRange | None:
        """The rows between headers and totals; None while Excel shows only the row for a first entry."""
        totals = self.api.totalsRowCount or 0
        body = self._rows(self._has_headers, self.range.shape[0] - self._has_headers - totals)
        return None if self.api.insertRow else body

    def resize(self, area: xw.Range) -> None:
        """Moves the edges; columns that are new get the header Excel gives, "Column1" and so on, where none stands.

        Raises:
            xw.XlwingsError: Excel refuses: the header row moves, or no row is left under it.
        """
        new, old = area.impl, self.range
        if new.row != old.row or new.column + new.shape[1] <= old.column or old.column + old.shape[1] <= new.column:
            raise xw.XlwingsError(f"the header row of {self.name} stays where it is, and the table overlaps itself")
        if new.shape[0] <= self._has_headers:
            raise xw.XlwingsError(f"{self.name} keeps at least one row")
        self.api.ref = new.address.replace("$", "")
        self.api.insertRow = None
        if self.api.autoFilter is not None:
            self.api.autoFilter.ref = self.api.ref
        if self._has_headers:
            name_blank_headers(self._rows(0, 1))

    def fit_columns(self) -> None:
        """Names the columns as their header cells do: Excel repairs a file in which they differ."""
        headers = self.header_row_range
        if headers is None:
            return
        former = {column.name: column for column in self.api.tableColumns}
        names = [str(cell.value) for cell in headers.cells(self.parent.formulas)]
        self.api.tableColumns = [former.get(name, TableColumn(id=1, name=name)) for name in names]
        for number, column in enumerate(self.api.tableColumns, 1):
            column.id = number

    @property
    def _has_headers(self) -> int:
        # A table without the attribute has its one header row.
        return 0 if self.api.headerRowCount == 0 else 1

    def _rows(self, first: int, count: int) -> FileRange:
        whole = self.range
        return FileRange(self.parent, whole.row + first, whole.column, (count, whole.shape[1]))


class FileTables:
    """What `xw.Sheet.tables` stands on; names match whatever their case."""

    def __init__(self, parent: FileSheet) -> None:
        self.parent = parent

    def __iter__(self) -> Iterator[FileTable]:
        return (FileTable(self.parent, table) for table in self.parent.formulas.tables.values())

    def __len__(self) -> int:
        return len(self.parent.formulas.tables)

    def __contains__(self, key: str) -> bool:
        return any(table.name.casefold() == key.casefold() for table in self)

    def __call__(self, key: int | str) -> FileTable:
        for number, table in enumerate(self, 1):
            if key == number or (isinstance(key, str) and table.name.casefold() == key.casefold()):
                return table
        raise KeyError(key)

    def add(
        self, *, source: xw.Range, name: str | None, has_headers: bool, table_style_name: str, **_: None
    ) -> FileTable:
        """Makes a table of a range whose first row holds the headers, and writes the headers Excel gives to blanks."""
        if not has_headers or name is None:
            raise NotImplementedError("tables without headers or without a name")
        if any(name.casefold() == table.name.casefold() for sheet in self.parent.book.sheets for table in sheet.tables):
            raise xw.XlwingsError(f"there is already a table {name}")
        rows = max(2, source.shape[0])
        api = Table(displayName=name, ref=source.resize(rows).impl.address.replace("$", ""))
        api.tableStyleInfo = TableStyleInfo(table_style_name, showRowStripes=True)
        name_blank_headers(source[0, :].impl)
        table = FileTable(self.parent, api)
        table.fit_columns()
        self.parent.formulas.add_table(api)
        return table


def name_blank_headers(headers: FileRange) -> None:
    """Writes "Column1", "Column2" … into the headers that are blank: Excel requires text there, once each."""
    cells = list(headers.cells(headers.sheet.formulas))
    taken = {str(cell.value).casefold() for cell in cells}
    for position, cell in enumerate(cells, 1):
        if cell.value is None:
            number = next(n for n in range(position, position + len(cells) + 1) if f"column{n}" not in taken)
            taken.add(f"column{number}")
            headers.store(headers.row, headers.column + position - 1, Entry(f"Column{number}", "s"))
