"""Custom functions: what a person may type into a cell of Excel.

Each takes whole ranges and gives a whole range, so that one call fills a column. A mistake is answered in the cell, in
words. xlwings reads the hints of the arguments: a dict beside a type says how a range is handed over, and its `doc` is
what Excel's function wizard shows. It cannot read optional and literal types.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from typing import Annotated

from xlwings import func

from ecvet_office.credit.sharing import ONE_POINT, SharingError, share_points
from ecvet_office.excel.excel_values import from_excel
from ecvet_office.law.pages import page
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.values import Misfit, read_number

Cells = list[list[object]]
Answer = list[list[float | str]]

NOT_GIVEN: Cells = []


@func
def ecvet_points(
    total: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "ECVET points of the whole qualification"}],
    weights: Annotated[Cells, {"ndim": 2, "err_to_str": True, "doc": "Relative weights: a column or row, one a unit"}],
    step: Annotated[
        Cells, {"ndim": 2, "err_to_str": True, "doc": "Points are multiples of it; 1 if left out"}
    ] = NOT_GIVEN,
) -> Answer:
    """ECVET points of each unit: its share of the total by relative weight, summing to the total exactly."""
    # Excel's function wizard shows the docstring, and of it 255 characters: one line, without sections.
    # An argument left empty between two separators comes as None, whatever its hint.
    listed = weights or NOT_GIVEN
    try:
        numbers = _weights(listed)
        whole, smallest = _one(total or NOT_GIVEN, "total"), _one(step or NOT_GIVEN, "step")
        if whole is None:
            return [["ECVET: the total is empty"]]
        points = share_points(whole, numbers, ONE_POINT if smallest is None else smallest)
    except (SharingError, UsageError) as error:
        return [[f"ECVET: {error}"]]
    blank = [""] * (_count(listed) - len(points))
    filled: list[float | str] = [*map(float, points), *blank]
    return [filled] if len(listed) == 1 else [[one] for one in filled]


def _count(cells: Cells) -> int:
    return sum(map(len, cells))


def _weights(cells: Cells) -> list[Decimal]:
    """Gives the weights down a column or along a row, without the empty cells after the last one.

    A range often reaches further than the units do. A gap before the last weight is something else: a weight that was
    forgotten would change the points of every other unit.

    Raises:
        UsageError: The range is neither a column nor a row, or a cell holds no number.
    """
    if len(cells) > 1 and any(len(row) > 1 for row in cells):
        raise UsageError(f"the weights are one column or one row, not {len(cells)} rows of {len(cells[0])} cells")
    along = "column" if len(cells) == 1 else "row"
    read = [
        _number(value, f"{along} {place} of the weights")
        for place, value in enumerate(chain.from_iterable(cells), start=1)
    ]
    while read and read[-1] is None:
        read.pop()
    return _without_gaps(read, along)


def _without_gaps(weights: Sequence[Decimal | None], along: str) -> list[Decimal]:
    numbers = [weight for weight in weights if weight is not None]
    if len(numbers) < len(weights):
        raise UsageError(f"{along} {weights.index(None) + 1} of the weights is empty; type 0 for a unit without weight")
    return numbers


def _one(cells: Cells, what: str) -> Decimal | None:
    """Gives the number in the one cell of a range, None where it is empty; `what` is its name, for messages.

    Raises:
        UsageError: There are more cells than one, or something else than a number stands there.
    """
    if _count(cells) > 1:
        raise UsageError(f"the {what} is one cell, not {_count(cells)}")
    return _number(cells[0][0], f"the {what}") if _count(cells) else None


def _number(value: object, where: str) -> Decimal | None:
    """Gives a cell as a number, as the cells of a workbook are read; raises UsageError where it is none."""
    read = read_number(from_excel(value))
    if isinstance(read, Misfit):
        raise UsageError(f"{page(read.code).message.format(column=where, **read.facts)} ({read.code})")
    return read
