"""Numbers in the ranges of a custom function, read as the cells of a workbook are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain

from ecvet_office.excel.excel_values import from_excel
from ecvet_office.law.pages import page
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.values import Misfit, read_number

Cells = Sequence[Sequence[object]]


def numbers_along(cells: Cells, what: str, for_a_gap: str) -> list[Decimal]:
    """Gives the numbers down a column or along a row, without the empty cells after the last one.

    A range often reaches further than the units do. A gap before the last number is something else: what was forgotten
    there would change the result of every other unit.

    Args:
        cells: the range.
        what: the name of the argument, for messages.
        for_a_gap: what to do where a cell between two numbers is empty, for messages.

    Raises:
        UsageError: the range is neither a column nor a row, or a cell holds no number.
    """
    if len(cells) > 1 and any(len(row) > 1 for row in cells):
        raise UsageError(f"the {what} are one column or one row, not {len(cells)} rows of {len(cells[0])} cells")
    along = "column" if len(cells) == 1 else "row"
    read = [
        number_in(value, f"{along} {place} of the {what}")
        for place, value in enumerate(chain.from_iterable(cells), start=1)
    ]
    while read and read[-1] is None:
        read.pop()
    numbers = [number for number in read if number is not None]
    if len(numbers) < len(read):
        raise UsageError(f"{along} {read.index(None) + 1} of the {what} is empty; {for_a_gap}")
    return numbers


def one_number(cells: Cells, what: str) -> Decimal | None:
    """Gives the number in the one cell of a range, None where it is empty; `what` is its name, for messages.

    Raises:
        UsageError: There are more cells than one, or something else than a number stands there.
    """
    number = cell_count(cells)
    if number > 1:
        raise UsageError(f"the {what} is one cell, not {number}")
    return number_in(cells[0][0], f"the {what}") if number else None


def cell_count(cells: Cells) -> int:
    """Gives how many cells a range has."""
    return sum(map(len, cells))


def number_in(value: object, where: str) -> Decimal | None:
    """Gives a cell as a number, as the cells of a workbook are read.

    Raises:
        UsageError: it is none; with what stands there and what to do.
    """
    read = read_number(from_excel(value))
    if isinstance(read, Misfit):
        facts = {"column": where, **read.facts}
        rule = page(read.code)
        raise UsageError(f"{rule.message.format(**facts)} ({read.code}). {sentence(rule.fix.format(**facts))}")
    return read


def sentence(text: str) -> str:
    """Gives a text with a capital at its beginning, as it stands behind another sentence.

    >>> sentence("mend the cell, as Excel shows #N/A there.")
    'Mend the cell, as Excel shows #N/A there.'
    """
    return f"{text[:1].upper()}{text[1:]}"
