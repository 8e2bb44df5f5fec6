"""Areas of a sheet, such as D2:D11, and the lists of them that formats and validations cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ecvet_office.workbook.cell_values import column_letter, split_reference


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns count from 1, both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    def meets(self, other: Area) -> bool:
        """Whether the two have a cell in common."""
        return (
            self.first_row <= other.last_row
            and other.first_row <= self.last_row
            and self.first_column <= other.last_column
            and other.first_column <= self.last_column
        )

    def __str__(self) -> str:
        """Gives it as Excel writes it: `D2:D11`, or `D2` for one cell."""
        first = f"{column_letter(self.first_column)}{self.first_row}"
        last = f"{column_letter(self.last_column)}{self.last_row}"
        return first if first == last else f"{first}:{last}"


def area_of(reference: str) -> Area:
    """Gives the area of a reference, with or without dollar signs.

    Raises:
        ValueError: when it is none, such as a whole column without rows.

    >>> str(area_of("$A$1:C3"))
    'A1:C3'
    """
    first, _, last = reference.replace("$", "").partition(":")
    row, column = split_reference(first)
    last_row, last_column = split_reference(last) if last else (row, column)
    return Area(min(row, last_row), min(column, last_column), max(row, last_row), max(column, last_column))


def covering(cells: Iterable[tuple[int, int]]) -> list[Area]:
    """Gives few areas that together hold just these cells: runs down a column, joined where neighbours are alike.

    >>> [str(area) for area in covering([(2, 1), (3, 1), (2, 2), (3, 2), (7, 4)])]
    ['A2:B3', 'D7']
    """
    areas: list[Area] = []
    for row, column in sorted(set(cells), key=lambda cell: (cell[1], cell[0])):
        last = areas[-1] if areas else None
        if last is not None and last.last_column == column and last.last_row == row - 1:
            areas[-1] = Area(last.first_row, column, row, column)
        else:
            areas.append(Area(row, column, row, column))
    joined: dict[tuple[int, int, int], Area] = {}
    for one in areas:
        left = joined.pop((one.first_row, one.last_row, one.first_column - 1), None)
        first = left.first_column if left else one.first_column
        joined[one.first_row, one.last_row, one.last_column] = Area(one.first_row, first, one.last_row, one.last_column)
    return sorted(joined.values(), key=lambda area: (area.first_row, area.first_column))
