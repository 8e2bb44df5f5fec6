"""Contents of cells as Excel keeps them, put into a file by openpyxl."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from openpyxl.cell import Cell

from ecvet_office.workbook.cell_values import UNCALCULATED, CellError, CellValue


def put(cell: Cell, content: CellValue | None) -> None:
    """Writes a content into a cell as Excel would keep it."""
    if content is UNCALCULATED:
        cell.value = "=1+1"
    elif isinstance(content, CellError):
        cell.value, cell.data_type = content.code, "e"
    elif isinstance(content, str):
        cell.value, cell.data_type = content, "s"
    else:
        assert content is None or isinstance(content, Decimal | bool | datetime | date | time | timedelta)
        cell.value = content


def fits_openpyxl(content: CellValue | None) -> bool:
    """Tells whether openpyxl writes a text as it is: it cuts long ones, and knows neither control characters nor _x."""
    return not isinstance(content, str) or (len(content) < 32_000 and not re.search("[\x01\x0b\x1f]|_x", content))
