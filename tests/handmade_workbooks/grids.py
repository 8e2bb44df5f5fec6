"""What a sheet of a handmade workbook holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ecvet_office.workbook.cell_values import CellValue

Grid = list[list[CellValue | None]]

_DAY_ZERO = date(1899, 12, 30)


def serial(value: Decimal | date) -> float:
    """A number as the binary formats keep it; of a date, the days since the end of 1899, as Excel counts."""
    return float(value) if isinstance(value, Decimal) else float((value - _DAY_ZERO).days)
