"""What a table of the layout is."""

from __future__ import annotations

from dataclasses import dataclass

from ecvet_office.model.records import Record
from ecvet_office.workbook.columns import Column


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the layout.

    Attributes:
        name: of the Excel table, the same in every language.
        title: of the sheet, in English.
        model: what a row becomes.
        collection: the field of the register that holds the rows.
        key: the columns that together may occur once.
        label: the columns that name a row in drop-downs, after its id.
        prefix: of the ids we give.
        shown: whether the sheet shows in a blank workbook; the others show once they are used.
        computed: the headers of the computed columns that stand in it; None for all there are.
    """

    name: str
    title: str
    model: type[Record]
    collection: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    prefix: str = ""
    shown: bool = False
    about: str = ""
    computed: tuple[str, ...] | None = None

    def column(self, key: str) -> Column:
        """Gives a column by its key; raises KeyError for an unknown one."""
        return next((one for one in self.columns if one.key == key), None) or _unknown(self.name, key)


def _unknown(table: str, key: str) -> Column:
    raise KeyError(f"{table}.{key}")
