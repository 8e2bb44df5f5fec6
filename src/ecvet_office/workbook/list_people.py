"""The people of a school's list: what each row says of one learner, and what of it cannot be read without a guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import Kind
from ecvet_office.workbook.filled_cells import fits_a_cell
from ecvet_office.workbook.list_columns import JOINED, ListColumn, column_of
from ecvet_office.workbook.name_lists import NameList
from ecvet_office.workbook.values import NUMBERED_DAY, Misfit, clean, folded, read_date, read_text, shown

AMBIGUOUS_DAY = "WB16"
MONTHS_OF_A_YEAR = 12


class DayOrder(StrEnum):
    """What comes first in a day written in numbers alone, as `03/04/2008`."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row of a list.

    Attributes:
        row: its number in the list.
        values: by field, what can be read.
        unread: by field, what stands in a cell that cannot be read as what its column holds.
    """

    row: int
    values: Mapping[str, str | date]
    unread: Mapping[str, str]

    def text(self, field: str) -> str:
        """Gives a field as text; empty where the row does not say it."""
        value = self.values.get(field, "")
        return value if isinstance(value, str) else ""

    def day(self, field: str) -> date | None:
        """Gives a field as a day; None where the row does not say it."""
        value = self.values.get(field)
        return value if isinstance(value, date) else None

    @property
    def name(self) -> tuple[str, str]:
        """The family name and the given names as they are compared; empty texts where they are missing."""
        return folded(self.text("family_name")), folded(self.text("given_names"))


def listed_people(names: NameList, columns: Sequence[ListColumn], order: DayOrder | None = None) -> list[ListedPerson]:
    """Gives the people of a list in its order; rows that say nothing of a learner are left out.

    Days such as `03/04/2008` are read as another day of the same column tells, such as `25/04/2008`.

    Args:
        names: the list.
        columns: what its columns hold.
        order: of days written in numbers; None for what each column shows.
    """
    ours = [column for column in columns if column.field]
    orders = {
        column.number: order or day_order(row.cells.get(column.number) for row in names.rows)
        for column in ours
        if column_of(column.field).kind is Kind.DATE
    }
    people = (_person(row.number, row.cells, ours, orders) for row in names.rows)
    return [person for person in people if person.values or person.unread]


def _person(
    number: int, cells: Mapping[int, CellValue], columns: Sequence[ListColumn], orders: Mapping[int, DayOrder | None]
) -> ListedPerson:
    values: dict[str, str | date] = {}
    unread: dict[str, str] = {}
    for column in columns:
        cell = cells.get(column.number)
        is_day = column_of(column.field).kind is Kind.DATE
        value = read_day(cell, orders[column.number]) if is_day else read_text(cell)
        if isinstance(value, Misfit) or (isinstance(value, str) and not fits_a_cell(value)):
            unread[column.field] = shown(cell)
        elif isinstance(value, str) and column.field in values:
            values[column.field] = f"{values[column.field]}{JOINED[column.field]}{value}"
        elif value is not None:
            values[column.field] = value
    return ListedPerson(number, values, unread)


def day_order(cells: Iterable[CellValue | None]) -> DayOrder | None:
    """Tells what comes first in the days of a column: None where nothing shows it, or they contradict one another.

    >>> day_order(["03/04/2008", "25/04/2008"]).value, day_order(["03/04/2008"])
    ('day-first', None)
    """
    found = {order for cell in cells if (order := _order_shown(cell))}
    return found.pop() if len(found) == 1 else None


def _order_shown(cell: CellValue | None) -> DayOrder | None:
    numbered = NUMBERED_DAY.fullmatch(clean(cell)) if isinstance(cell, str) else None
    if numbered is None or numbered[2] == ".":
        return None
    first, second = int(numbered[1]), int(numbered[3])
    if first > MONTHS_OF_A_YEAR >= second:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if second > MONTHS_OF_A_YEAR >= first else None


def read_day(cell: CellValue | None, order: DayOrder | None) -> date | Misfit | None:
    """Gives a cell as a day; an order, where it is known, tells which of two days is meant.

    >>> read_day("03/04/2008", DayOrder.DAY_FIRST)
    datetime.date(2008, 4, 3)
    """
    value = read_date(cell)
    if order is None or not isinstance(value, Misfit) or value.code != AMBIGUOUS_DAY or not isinstance(cell, str):
        return value
    numbered = NUMBERED_DAY.fullmatch(clean(cell))
    if numbered is None:
        return value
    first, second, year = int(numbered[1]), int(numbered[3]), int(numbered[4])
    return date(year, second, first) if order is DayOrder.DAY_FIRST else date(year, first, second)


def doubles(people: Sequence[ListedPerson]) -> Iterator[tuple[ListedPerson, ListedPerson]]:
    """Gives the people who stand in a list more than once, each with the row where they stand first."""
    first: dict[object, ListedPerson] = {}
    for person in people:
        born = person.day("date_of_birth")
        key = (*person.name, born) if all(person.name) else ("", folded(person.text("id")), None)
        if key[1] and first.setdefault(key, person) is not person:
            yield person, first[key]
