"""Points shared out into a workbook: only where no unit of a qualification has any."""

from __future__ import annotations

from collections.abc import Iterator

import xlwings as xw

from ecvet_office.evaluation import Evaluation
from ecvet_office.excel.cell_runs import CellToWrite, write_cells
from ecvet_office.model.places import column_number
from ecvet_office.report.shares import QualificationShares, shares_of

POINTS = "points"


def fill_points(book: xw.Book, evaluation: Evaluation) -> bool:
    """Writes the shared points of each qualification whose units have none, and tells whether there were any.

    A single point that somebody typed, or a formula, leaves the whole qualification as it is: shares of the rest would
    not sum to the total.

    Args:
        book: the open workbook.
        evaluation: of the workbook as it stands.
    """
    if not evaluation.register.settings.uses_points:
        return False
    cells = [cell for one in shares_of(evaluation.register) for cell in _cells(book, one)]
    write_cells(book, cells)
    return bool(cells)


def _cells(book: xw.Book, found: QualificationShares) -> Iterator[CellToWrite]:
    has_points = any(row.points is not None or row.is_unreadable(POINTS) for row in found.rows)
    if found.sharing is None or has_points or any(POINTS not in row.origin.columns for row in found.rows):
        return
    places = [(row.origin.sheet, row.origin.row, column_number(row.origin.columns[POINTS])) for row in found.rows]
    # A formula may show nothing: what a cell shows does not tell whether it is empty.
    if not any(book.sheets[title].range((row, column)).formula for title, row, column in places):
        for place, share in zip(places, found.sharing.shares, strict=True):
            yield *place, float(share.points)
