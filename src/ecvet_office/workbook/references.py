"""Names of rows: how a cell in one table names a row of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from ecvet_office.workbook.columns import LISTS, Column, Kind
from ecvet_office.workbook.layout import LABEL_SEPARATOR, LONGEST_FIRST_WORDS, TABLES, UNNAMED
from ecvet_office.workbook.sheets import Row, Sheet, Sheets
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import Misfit, folded, nearest, read_text, shown, split_list


@dataclass(frozen=True, slots=True)
class Names:
    """The names by which the rows of one table may be called.

    Attributes:
        ids: by the folded id, the id as it stands.
        called: by a row's folded name, the ids of the rows so named.
        numbered: by row number, the id of the row; rows without one get the next free.
        spelt: by a row's folded name, the name as the sheet spells it.
    """

    ids: Mapping[str, str]
    called: Mapping[str, tuple[str, ...]]
    numbered: Mapping[int, str]
    spelt: Mapping[str, str] = field(default_factory=dict)


SETTING_VALUE = "value"  # the column of the sheet Settings; what it names depends on the row
NO_NAMES = Names({}, {}, {})


def all_names(sheets: Sheets) -> dict[str, Names]:
    """Gives the names of the rows of every table that has ids.

    A row without an id gets the next free number of its table, in the order of the rows: the id that writing back
    would give it. A number that some cell still names is not free: it was another row's, deleted since.
    """
    names: dict[str, Names] = {}
    for table in TABLES:
        sheet = sheets.sheet(table.name)
        if table.prefix and sheet is not None:
            names[table.name] = _names(table, sheet, sheets)
    return names


def _names(table: Table, sheet: Sheet, sheets: Sheets) -> Names:
    key = table.columns[0].key
    numbered: dict[int, str] = {}
    ids: dict[str, str] = {}
    for row in sheet.rows:
        text = read_text(row.cells.get(sheet.columns.get(key, "")))
        if isinstance(text, str):
            numbered[row.number] = text
            ids.setdefault(folded(text), text)
    new_rows = [row.number for row in sheet.rows if row.number not in numbered]
    taken = mentioned(table, sheets) if new_rows else frozenset()
    free = (new for number in count(1) if folded(new := f"{table.prefix}{number}") not in taken | ids.keys())
    for number in new_rows:
        numbered[number] = new = next(free)
        ids[folded(new)] = new
    called: dict[str, tuple[str, ...]] = {}
    spelt: dict[str, str] = {}
    for row in sheet.rows:
        for text in filter(None, _called(table, sheet, row)):
            name = folded(text)
            spelt.setdefault(name, " ".join(text.split()))
            if numbered[row.number] not in called.get(name, ()):
                called[name] = (*called.get(name, ()), numbered[row.number])
    return Names(ids, called, numbered, spelt)


def free_ids(table: Table, sheets: Sheets) -> Iterator[str]:
    """Gives the ids that new rows of a table can get, the lowest first and without end: nothing has or names them.

    Args:
        table: one with ids of ours, of which the workbook has the sheet.
        sheets: the workbook.
    """
    taken = mentioned(table, sheets) | all_names(sheets)[table.name].ids.keys()
    return (new for number in count(1) if folded(new := f"{table.prefix}{number}") not in taken)


def mentioned(table: Table, sheets: Sheets) -> frozenset[str]:
    """Gives, folded, all ids by which some cell names a row of the table, whether the row is there or not."""
    found: set[str] = set()
    for sheet in sheets.sheets:
        naming = {column.key for column in sheet.table.columns if table.name in column.ref}
        for letters in (sheet.columns[key] for key in naming | {SETTING_VALUE} if key in sheet.columns):
            texts = [text for row in sheet.rows if isinstance(text := read_text(row.cells.get(letters)), str)]
            found.update(folded(part.partition(LABEL_SEPARATOR)[0]) for text in texts for part in split_list(text))
    return frozenset(found)


def _called(table: Table, sheet: Sheet, row: Row) -> Iterator[str]:
    """Gives the names of a row; what stood for one in drop-downs counts after the row was named, too."""
    parts = (read_text(row.cells.get(sheet.columns.get(key, ""))) for key in table.label)
    yield " ".join(part for part in parts if isinstance(part, str))
    yield words_instead(sheet, row)


def words_instead(sheet: Sheet, row: Row) -> str:
    """Gives what drop-downs show in place of a name: the first words of a text, or a day as year-month-day.

    Empty where the row has nothing of the kind, and in a table whose rows have to be named.
    """
    texts = (read_text(row.cells.get(sheet.columns.get(key, ""))) for key in UNNAMED.get(sheet.table.name, ()))
    first = next((text for text in texts if isinstance(text, str)), "")
    return " ".join(first.split())[:LONGEST_FIRST_WORDS].strip()


def read_reference(text: str, column: Column, names: Mapping[str, Names]) -> str | Misfit:
    """Gives the id of the row that a text names: by its id, by `id · name` as drop-downs show it, or by its name.

    Gives a Misfit for a row that is not there, or for a name that several rows bear.
    """
    wanted = folded(text)
    for word in column.words:
        if folded(word) == wanted:
            return word
    tables = [names.get(table, NO_NAMES) for table in column.ref]
    for one in tables:
        found = one.ids.get(wanted) or _by_label(text, one)
        if found is not None:
            return found
    bearers = tuple(dict.fromkeys(id_ for one in tables for id_ in one.called.get(wanted, ())))
    if len(bearers) == 1:
        return bearers[0]
    if bearers:
        return Misfit("WB18", {"found": shown(text), "rows": ", ".join(bearers)})
    if column.kind is Kind.NAME and not _is_of_our_making(text, column):
        return text
    return Misfit("WB08", _what_is_missing(text, column, tables))


def _what_is_missing(text: str, column: Column, tables: Sequence[Names]) -> dict[str, str]:
    """Gives the facts about a text that names no row; a cell that holds several names has no drop-down."""
    candidates = [*column.words, *(id_ for one in tables for id_ in one.ids.values()),
                  *(one.spelt.get(name, name) for one in tables for name in one.called)]  # fmt: skip
    quoted = shown(text)
    by_id = f"; for a new row that has no id yet, write {quoted} into its Id" if _is_id(text, column) else ""
    return {
        "found": quoted,
        "sheets": " or ".join(_titles(column.ref)),
        "guess": nearest(text, candidates),
        "how": "type" if column.kind in LISTS else "choose from the drop-down",
        "new": by_id,
    }


def _is_of_our_making(text: str, column: Column) -> bool:
    """Tells whether a text is an id or what a drop-down shows: nobody bears such a name, the row is gone."""
    return LABEL_SEPARATOR in text or _is_id(text, column)


def _is_id(text: str, column: Column) -> bool:
    prefixes = "|".join(re.escape(table.prefix) for table in TABLES if table.name in column.ref)
    return re.fullmatch(f"(?:{prefixes})[0-9]+", text, re.IGNORECASE) is not None


def _by_label(text: str, names: Names) -> str | Misfit | None:
    """Gives the id that stands before the dot; a Misfit where the name behind it is that of other rows alone."""
    # Of a name that is nothing but invisible marks no more is left than the dot.
    id_, dot, name = f"{text} ".partition(LABEL_SEPARATOR)
    found = names.ids.get(folded(id_)) if dot else None
    if found is None:
        return None
    bearers = names.called.get(folded(name), (found,))  # a name that nobody bears was corrected since
    return found if found in bearers else Misfit("WB18", {"found": shown(text), "rows": ", ".join((found, *bearers))})


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
