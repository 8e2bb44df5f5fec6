"""Names of rows: how a cell in one table names a row of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecvet_office.workbook.columns import Column, Kind
from ecvet_office.workbook.layout import LABEL_SEPARATOR, TABLES
from ecvet_office.workbook.sheets import Row, Sheet, Sheets
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import Misfit, nearest, read_text, shown, split_list


@dataclass(frozen=True, slots=True)
class Names:
    """The names by which the rows of one table may be called.

    Attributes:
        ids: by the id in small letters, the id as it stands.
        called: by a row's name in small letters, the ids of the rows so named.
        numbered: by row number, the id of the row; rows without one get the next free.
    """

    ids: Mapping[str, str]
    called: Mapping[str, tuple[str, ...]]
    numbered: Mapping[int, str]


NO_NAMES = Names({}, {}, {})


def all_names(sheets: Sheets) -> dict[str, Names]:
    """Gives the names of the rows of every table that has ids.

    A row without an id gets the next free number of its table, in the order of the rows: the id that writing back
    would give it.
    """
    names: dict[str, Names] = {}
    for table in TABLES:
        sheet = sheets.sheet(table.name)
        if table.prefix and sheet is not None:
            names[table.name] = _names(table, sheet)
    return names


def _names(table: Table, sheet: Sheet) -> Names:
    key = table.columns[0].key
    numbered: dict[int, str] = {}
    ids: dict[str, str] = {}
    for row in sheet.rows:
        text = read_text(row.cells.get(sheet.columns.get(key, "")))
        if isinstance(text, str):
            numbered[row.number] = text
            ids.setdefault(text.casefold(), text)
    next_number = 1
    for row in sheet.rows:
        if row.number not in numbered:
            while f"{table.prefix}{next_number}".casefold() in ids:
                next_number += 1
            numbered[row.number] = new = f"{table.prefix}{next_number}"
            ids[new.casefold()] = new
    called: dict[str, tuple[str, ...]] = {}
    for row in sheet.rows:
        name = _called(table, sheet, row).casefold()
        if name and numbered[row.number] not in called.get(name, ()):
            called[name] = (*called.get(name, ()), numbered[row.number])
    return Names(ids, called, numbered)


def _called(table: Table, sheet: Sheet, row: Row) -> str:
    parts = (read_text(row.cells.get(sheet.columns.get(key, ""))) for key in table.label)
    return " ".join(part for part in parts if isinstance(part, str))


def read_reference(text: str, column: Column, names: Mapping[str, Names]) -> str | Misfit:
    """Gives the id of the row that a text names: by its id, by `id · name` as drop-downs show it, or by its name.

    Gives a Misfit for a row that is not there, or for a name that several rows bear.
    """
    wanted = text.casefold()
    for word in column.words:
        if word.casefold() == wanted:
            return word
    head = text.split(LABEL_SEPARATOR, 1)[0].strip().casefold()
    tables = [names.get(table, NO_NAMES) for table in column.ref]
    for one in tables:
        if (found := one.ids.get(wanted) or one.ids.get(head)) is not None:
            return found
    bearers = tuple(dict.fromkeys(id_ for one in tables for id_ in one.called.get(wanted, ())))
    if len(bearers) == 1:
        return bearers[0]
    if bearers:
        return Misfit("WB18", {"found": shown(text), "rows": ", ".join(bearers)})
    if column.kind is Kind.NAME:
        return text
    candidates = [*column.words, *(id_ for one in tables for id_ in one.ids.values()),
                  *(name for one in tables for name in one.called)]  # fmt: skip
    return Misfit("WB08", {"found": shown(text), "sheets": " or ".join(_titles(column.ref)),
                           "guess": nearest(text, candidates)})  # fmt: skip


def read_references(text: str, column: Column, names: Mapping[str, Names]) -> tuple[str, ...] | Misfit:
    """Gives the ids of the rows that a text names, separated by semicolons or line breaks, each once."""
    found: dict[str, None] = {}
    for part in split_list(text):
        one = read_reference(part, column, names)
        if isinstance(one, Misfit):
            return one
        found[one] = None
    return tuple(found)


def _titles(tables: Sequence[str]) -> list[str]:
    return [table.title for table in TABLES if table.name in tables]
