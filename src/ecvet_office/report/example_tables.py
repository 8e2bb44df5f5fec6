"""The tables of a rule's examples, with the headers that the sheets have and their columns one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ecvet_office.workbook.header_words import spoken
from ecvet_office.workbook.layout import SETTINGS, SETTINGS_TABLE
from ecvet_office.workbook.parsing import table_named
from ecvet_office.workbook.tables import Table

Cells = list[str]


def example_lines(tables: str) -> Iterator[str]:
    """Gives the lines of Markdown tables with their columns aligned, each table by itself.

    A header that is the short name of a column becomes the sheet's own: `eqf level` becomes `EQF level`. Any other
    stays, as a misspelt one that the example is about.
    """
    table: list[Cells] = []
    for line in tables.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0] and table:
            yield from _aligned(_as_on_sheets(table))
            table = []
        table.append(cells)
    yield from _aligned(_as_on_sheets(table))


def _as_on_sheets(table: list[Cells]) -> list[Cells]:
    known = table_named(table[0][0]) if table else None
    if known is None:
        return table
    (title, *headers), *rows = table
    headers = _renamed(headers, _headers(known))
    if known is SETTINGS_TABLE:
        names = {spoken(one.key): one.header for one in SETTINGS}
        rows = [[row[0], *_renamed(row[1:2], names), *row[2:]] for row in rows]
    return [[title, *headers], *rows]


def _headers(table: Table) -> Mapping[str, str]:
    """Gives the sheet's headers by the short names of their columns, and by themselves in small letters."""
    return {name: one.header for one in table.columns for name in (spoken(one.key), one.header.casefold())}


def _renamed(words: Cells, names: Mapping[str, str]) -> Cells:
    return [names.get(word, word) for word in words]


def _aligned(table: list[Cells]) -> Iterator[str]:
    columns = max(map(len, table), default=0)
    full = [[*row, *[""] * (columns - len(row))] for row in table]
    widths = [max(map(len, column)) for column in zip(*full, strict=True)]
    for row in full:
        yield "| " + " | ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)) + " |"
