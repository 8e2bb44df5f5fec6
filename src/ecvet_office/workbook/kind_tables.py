"""The input tables of a kind of workbook: those columns that matter in it, and those formulas that can stand in it."""

from __future__ import annotations

from dataclasses import replace

from ecvet_office.workbook.columns import Column, header_of
from ecvet_office.workbook.columns import Kind as Holds
from ecvet_office.workbook.computed import computed_columns
from ecvet_office.workbook.computed_column import Computed
from ecvet_office.workbook.formulas import columns_named
from ecvet_office.workbook.kind import Kind
from ecvet_office.workbook.layout import BY_NAME, SETTINGS_TABLE
from ecvet_office.workbook.tables import Table


def tables_of(kind: Kind) -> dict[str, Table]:
    """Gives the input tables of a kind by name, in the order of its sheets.

    Excel takes a file for damaged whose formula names a table or a column that is not there. A computed column is
    therefore left out where the kind lacks what its formula names, be it typed or computed.
    """
    tables = {name: _narrowed(BY_NAME[name], kind) for name in kind.tables if name in BY_NAME}
    computed = {name: computed_columns(name) for name in tables}
    while True:
        there = {
            *((name, header_of(one)) for name, table in tables.items() for one in table.columns),
            *((name, one.header) for name, ones in computed.items() for one in ones),
        }
        standing = {name: _standing(ones, there) for name, ones in computed.items()}
        if standing == computed:
            break
        computed = standing
    return {
        name: table if table is SETTINGS_TABLE else replace(table, computed=tuple(one.header for one in computed[name]))
        for name, table in tables.items()
    }


def _narrowed(table: Table, kind: Kind) -> Table:
    if table is SETTINGS_TABLE:
        return table
    keys = kind.columns.get(table.name, tuple(one.key for one in table.columns))
    return replace(table, columns=tuple(_without_tables(one, kind) for one in table.columns if one.key in keys))


def _without_tables(column: Column, kind: Kind) -> Column:
    """Gives a column that offers its words alone where the kind has none of the tables whose rows may stand there."""
    if not column.words or any(name in kind.tables for name in column.ref):
        return column
    return replace(column, kind=Holds.CHOICE, ref=(), words=(), choices=column.words, help="")


def _standing(computed: tuple[Computed, ...], there: set[tuple[str, str]]) -> tuple[Computed, ...]:
    return tuple(one for one in computed if columns_named(one.formula) <= there)
