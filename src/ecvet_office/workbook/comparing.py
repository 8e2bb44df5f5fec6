"""Comparing two workbooks: what merging theirs into mine adds and fills, and what it leaves to a person."""

from __future__ import annotations

from collections.abc import Iterator, Set
from graphlib import TopologicalSorter

from ecvet_office.model.places import Place, column_number
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import REFERENCES
from ecvet_office.workbook.comparison import Comparison, Difference, Fill, LeftOut, Why
from ecvet_office.workbook.layout import LABEL_SEPARATOR, SETTINGS, SETTINGS_TABLE, TABLES
from ecvet_office.workbook.merged_tables import MergedTable, merged_table
from ecvet_office.workbook.new_rows import written
from ecvet_office.workbook.references import NO_NAMES, all_names
from ecvet_office.workbook.row_matching import KEYS, Match
from ecvet_office.workbook.row_values import (
    Bridge,
    Unread,
    Value,
    ValueRow,
    Waiting,
    as_if_mine,
    their_value,
    value_text,
)
from ecvet_office.workbook.sheets import Sheet, Sheets, setting_rows
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import folded, read_text, shown, split_list

Formulas = Set[tuple[str, int, str]]
"""Cells with a formula, by the sheet's title, the row, and the letters of the column."""


def compare(mine: Sheets, theirs: Sheets, formulas: Formulas = frozenset()) -> Comparison:
    """Gives what merging theirs into mine does. Both stay as they are, and neither the files nor the clock are asked.

    Rows are the same where their ids or the columns of the table's key are; rows without an id of theirs get the next
    free ids of mine, and what names them follows. A cell is compared by its value, however it is written.

    Args:
        mine: the workbook that is merged into.
        theirs: the workbook that is merged.
        formulas: cells of mine with a formula; none of these is filled.
    """
    present = {one.table.name for one in theirs.sheets if one.rows}
    my_names = all_names(mine)
    their_names = {table: found for table, found in all_names(theirs).items() if table in present}
    bridge = Bridge(dict(my_names), {**my_names, **their_names}, {})
    called = _called_by_cells(mine, bridge)
    tables: dict[str, MergedTable] = {}
    left_out: list[LeftOut] = []
    for table in by_reference():
        sheet, ours = theirs.sheet(table.name), mine.sheet(table.name)
        if sheet is None or not sheet.rows:
            continue
        if ours is None or (table.prefix and table.columns[0].key not in ours.columns):
            left_out.append(LeftOut(table.name, "", len(sheet.rows)))
            bridge.renamed[table.name] = dict.fromkeys(bridge.theirs.get(table.name, NO_NAMES).ids)
            continue
        tables[table.name] = merged_table(ours, sheet, bridge, called.get(table.name, frozenset()), (mine, theirs))
        left_out += _without_column(ours, sheet)
    additions, fills = written(mine, list(tables.values()))
    kept, spoilt = _around_formulas(fills, formulas)
    contradictions = [one for merged in tables.values() for one in _contradictions(merged)]
    return Comparison(
        tuple(sorted(additions, key=lambda addition: _order(addition.table))),
        tuple(sorted(kept, key=lambda fill: (_order(fill.table), fill.mine.row, column_number(fill.mine.column)))),
        tuple(sorted((*contradictions, *spoilt), key=lambda one: (_order(one.table), one.theirs.row, one.header))),
        tuple(_settings(mine, theirs, bridge)),
        tuple(left_out),
    )


def by_reference() -> tuple[Table, ...]:
    """Gives the tables so that each comes after those that its cells name."""
    by_name = {table.name: table for table in TABLES}
    graph = {
        table.name: sorted({name for column in table.columns for name in column.ref if name in by_name})
        for table in TABLES
    }
    return tuple(by_name[name] for name in TopologicalSorter(graph).static_order())


def _order(table: str) -> int:
    return next((index for index, one in enumerate(TABLES) if one.name == table), -1)


def _called_by_cells(mine: Sheets, bridge: Bridge) -> dict[str, set[str]]:
    """Gives by table, folded, what cells of mine call a row by: a new bearer would make them mean another, or none.

    That is a name, or the id of a row in another table where a column may name rows of several.
    """
    called: dict[str, set[str]] = {}
    for sheet in mine.sheets:
        for column in (one for one in sheet.table.columns if one.kind in REFERENCES and one.key in sheet.columns):
            letters = sheet.columns[column.key]
            texts = (text for row in sheet.rows if isinstance(text := read_text(row.cells.get(letters)), str))
            parts = {folded(part) for text in texts for part in split_list(text)} - set(map(folded, column.words))
            known = {table: bridge.mine.get(table, NO_NAMES) for table in column.ref}
            for part in parts:
                id_ = folded(part.partition(LABEL_SEPARATOR)[0])
                homes = {table for table, names in known.items() if id_ in names.ids}
                if homes or any(part in names.called for names in known.values()):
                    for table in known.keys() - homes:
                        called.setdefault(table, set()).add(id_ if homes else part)
    return called


def _without_column(ours: Sheet, sheet: Sheet) -> Iterator[LeftOut]:
    for key, letters in sheet.columns.items():
        count = sum(1 for row in sheet.rows if read_text(row.cells.get(letters)) is not None)
        if key not in ours.columns and count:
            column = next((one for one in sheet.table.columns if one.key == key), None)
            yield LeftOut(sheet.table.name, column.header if column else key.capitalize(), count)


def _around_formulas(fills: list[Fill], formulas: Formulas) -> tuple[list[Fill], list[Difference]]:
    kept: list[Fill] = []
    spoilt: list[Difference] = []
    for fill in fills:
        if (fill.mine.sheet, fill.mine.row, fill.mine.column) in formulas:
            places = fill.mine, fill.theirs or fill.mine
            spoilt.append(Difference(Why.FORMULA, fill.table, fill.key, fill.header, *places, "", shown(fill.value)))
        else:
            kept.append(fill)
    return kept, spoilt


def _contradictions(merged: MergedTable) -> Iterator[Difference]:
    for match in merged.matches:
        if match.why is not None and not match.is_known:
            yield _held(merged, match, match.why)
        elif match.mine is not None and match.why is None:
            yield from _cells(merged, match.mine, match.theirs)


def _held(merged: MergedTable, match: Match, why: Why) -> Difference:
    mine, theirs, field = match.mine, match.theirs, match.field
    shown = (field,) if field else merged.facts
    place = None if mine is None else merged.my_place(mine, field)
    texts = tuple("" if row is None else _text(row, shown) for row in (mine, theirs))
    header = merged.fields[field].header if field else ""
    key = merged.key(theirs) or ("" if mine is None else merged.key(mine))
    return Difference(why, merged.table.name, key, header, place, merged.their_place(theirs, field), *texts)


def _text(row: ValueRow, fields: tuple[str, ...]) -> str:
    return ", ".join(text for field in fields if (text := value_text(row.values.get(field))))


def _cells(merged: MergedTable, mine: ValueRow, theirs: ValueRow) -> Iterator[Difference]:
    spelling = set(KEYS.get(merged.table.name, merged.table.key))  # one key in two spellings: nothing differs
    for field, value in theirs.values.items():
        old = mine.values.get(field)
        if as_if_mine(theirs.compared[field]) == mine.compared.get(field) or (old is not None and field in spelling):
            continue
        is_kept = (mine.number, field) in merged.kept
        why = _why_not(value) or (Why.DIFFERENT if old is not None else Why.NAME_TAKEN if is_kept else None)
        if why is not None:
            places = merged.my_place(mine, field), merged.their_place(theirs, field)
            header, key = merged.fields[field].header, merged.key(mine) or merged.key(theirs)
            yield Difference(why, merged.table.name, key, header, *places, value_text(old), value_text(value))


def _why_not(value: Value) -> Why | None:
    if isinstance(value, Waiting):
        return Why.WAITS
    return Why.UNREADABLE if isinstance(value, Unread) else None


def _settings(mine: Sheets, theirs: Sheets, bridge: Bridge) -> Iterator[Difference]:
    """Gives the settings of theirs that mine does not have so; theirs may be right for them alone."""
    sheet, ours = theirs.sheet(SETTINGS_TABLE.name), mine.sheet(SETTINGS_TABLE.name)
    lines = {} if sheet is None else _lines(sheet)
    my_lines = {} if ours is None else _lines(ours)
    my_bridge = Bridge(bridge.mine, bridge.mine, {})
    for column in (one for one in SETTINGS if one.key in lines):
        there, cell = lines[column.key]
        here, my_cell = my_lines.get(column.key, (None, None))
        value = None if cell is None else their_value(cell, column, bridge)
        old = None if my_cell is None else their_value(my_cell, column, my_bridge)
        if value is not None and value != old:
            why = _why_not(value) or Why.DIFFERENT
            texts = value_text(old), value_text(value)
            yield Difference(why, SETTINGS_TABLE.name, column.header, "Value", here, there, *texts)


def _lines(sheet: Sheet) -> dict[str, tuple[Place, CellValue | None]]:
    """Gives by setting the cell of its value and what stands there."""
    letters = sheet.columns.get("value", "B")
    rows = {row.number: row.cells for row in sheet.rows}
    lines = setting_rows(sheet).items()
    return {key: (Place(sheet.title, number, letters), rows[number].get(letters)) for key, number in lines}
