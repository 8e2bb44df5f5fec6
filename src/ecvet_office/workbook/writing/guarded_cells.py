"""Cells that must not be written to, because Excel fills them itself or another cell shows in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.cell_values import column_letter
from ecvet_office.workbook.writing.areas import Area, area_of
from ecvet_office.workbook.writing.sheet_part import SheetPart
from ecvet_office.workbook.writing.table_part import TablePart
from ecvet_office.workbook.writing.tags import ATTRIBUTES, attributes_of, elements


@dataclass(frozen=True, slots=True)
class Guard:
    """An area that is not ours to write to.

    Attributes:
        area: the cells.
        what: the area is, for messages.
        remedy: what the user can do, as a sentence.
        first_is_free: whether its first cell may be written to, as that of merged cells.
    """

    area: Area
    what: str
    remedy: str
    first_is_free: bool = False

    def forbids(self, row: int, column: int) -> bool:
        """Whether a cell may not be written to."""
        is_first = (row, column) == (self.area.first_row, self.area.first_column)
        return self.area.holds(row, column) and not (self.first_is_free and is_first)


def guards_of(sheet: SheetPart, tables: list[TablePart], pivots: list[Area]) -> tuple[Guard, ...]:
    """Gives the areas of a sheet that must not be written to.

    Args:
        sheet: its shell and rows.
        tables: that stand on it.
        pivots: the areas that its pivot tables fill.
    """
    return (
        *_merged(sheet),
        *_arrays(sheet),
        *(Guard(area, "the pivot table in", "Change what the pivot table summarises.") for area in pivots),
        *(guard for table in tables for guard in _table_edges(table)),
    )


def require_free(guards: tuple[Guard, ...], title: str, row: int, column: int) -> None:
    """Refuses a cell that lies in a guarded area.

    Raises:
        UnwritableFileError: with the cell, the area and what to do.
    """
    for guard in guards:
        if guard.forbids(row, column):
            raise UnwritableFileError(
                f"{title}!{column_letter(column)}{row} belongs to {guard.what} {guard.area}. {guard.remedy}"
            )


def _merged(sheet: SheetPart) -> Iterator[Guard]:
    for one in elements(sheet.shell, sheet.where):
        if one.name == sheet.prefix + b"mergeCell":
            area = _area(attributes_of(one.attributes).get("ref", ""))
            if area is not None:
                first = f"{column_letter(area.first_column)}{area.first_row}"
                remedy = f"Write to {first}, which shows there, or unmerge the cells in Excel."
                yield Guard(area, "the merged cells", remedy, first_is_free=True)


def _arrays(sheet: SheetPart) -> Iterator[Guard]:
    if b"array" not in sheet.rows and b"dataTable" not in sheet.rows:
        return
    formula = re.compile(rb"<" + re.escape(sheet.prefix) + rb"f(?=\s)(" + ATTRIBUTES + rb")/?>")
    for tag in formula.finditer(sheet.rows):
        said = attributes_of(tag[1])
        area = _area(said.get("ref", ""))
        if said.get("t") in {"array", "dataTable"} and area is not None:
            first = f"{column_letter(area.first_column)}{area.first_row}"
            yield Guard(area, "the cells that one formula fills,", f"Change the formula in {first} in Excel.")


def _table_edges(table: TablePart) -> Iterator[Guard]:
    area = table.area
    if table.header_rows:
        last = area.first_row + table.header_rows - 1
        edge = Area(area.first_row, area.first_column, last, area.last_column)
        yield Guard(edge, f"the headers of the table {table.name},", "Rename columns in Excel, which tells formulas.")
    if table.totals_rows:
        first = area.last_row - table.totals_rows + 1
        edge = Area(first, area.first_column, area.last_row, area.last_column)
        yield Guard(edge, f"the totals of the table {table.name},", "Change totals in Excel.")


def _area(reference: str) -> Area | None:
    try:
        return area_of(reference)
    except ValueError:
        return None
