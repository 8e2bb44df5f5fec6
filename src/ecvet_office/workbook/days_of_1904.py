"""Days of workbooks that count from 1904, as those of old Macintosh programs do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import Kind
from ecvet_office.workbook.sheets import Row, Sheet
from ecvet_office.workbook.values import SERIALS

DAYS_BETWEEN_SYSTEMS = 1462  # from 1 January 1900 to 1 January 1904, as Excel counts


def in_1900_days(sheet: Sheet) -> Sheet:
    """Gives a sheet whose bare numbers of days count from 1900, as everywhere else.

    A day that is formatted as one was converted when its cell was read. Where the format was lost, only the workbook
    tells which day a number means.
    """
    letters = {sheet.columns.get(column.key) for column in sheet.table.columns if column.kind is Kind.DATE}
    rows = tuple(
        Row(row.number, {one: _later(value) if one in letters else value for one, value in row.cells.items()})
        for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def _later(value: CellValue) -> CellValue:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        later = value + DAYS_BETWEEN_SYSTEMS
        return later if int(later) in SERIALS else value
    return value
