"""New rows of the sheet Points history: the points of today where its last row says others, or where it has none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.cells import RawWorkbook
from ecvet_office.workbook.comparison import Addition
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.merging import added_rows
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.writing.edits import Edit

HISTORY = BY_NAME["PointsHistory"]


def history_edits(register: Register, sheets: Sheets, raw: RawWorkbook) -> list[Edit]:
    """Gives the edits that bring the history up to the points of today.

    Neither a day, nor a name or a reason is written: those are for whoever decided.
    """
    sheet = sheets.sheet(HISTORY.name)
    if sheet is None:
        return []
    fields = set(sheet.columns)
    new = [
        Addition(HISTORY.name, "", {key: value for key, value in cells.items() if key in fields}, Place(""))
        for cells in _new_rows(register)
    ]
    return list(added_rows(sheet, raw, new)) if new else []


def new_history_rows(register: Register) -> int:
    """Gives how many rows the history lacks."""
    return sum(1 for _ in _new_rows(register))


def _new_rows(register: Register) -> Iterator[dict[str, CellValue]]:
    for qualification in register.qualification.values():
        points: list[tuple[str | None, Decimal | None]] = [(None, qualification.points)]
        points += [(row.unit, row.points) for row in register.units_in.get(qualification.id, ())]
        for unit_id, now in points:
            rows = register.points_history_of.get((qualification.id, unit_id), ())
            last = rows[-1].new_points if rows else None
            if now is None or (rows and (last is None or last == now)):
                continue
            # Ids alone: an added row is one line high, and longer names would run over the next row.
            cells = {"qualification": qualification.id, "unit": unit_id, "old_points": last, "new_points": now}
            yield {key: value for key, value in cells.items() if value is not None}
