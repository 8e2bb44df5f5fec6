"""Whatever a workbook holds, writing and then reading it gives the same records, for every kind of workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecvet_office.workbook.blank import build_from
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import Column
from ecvet_office.workbook.columns import Kind as Holds
from ecvet_office.workbook.kind import Kind
from ecvet_office.workbook.kind_tables import tables_of
from ecvet_office.workbook.kinds import KINDS
from ecvet_office.workbook.layout import SETTINGS_TABLE, TABLES
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Row, Sheets, make_sheet
from ecvet_office.workbook.tables import Table
from workbook.writing.comparing import values_of

ROWS = 2
IDS = {table.name: [f"{table.prefix}{number}" for number in range(1, ROWS + 1)] for table in TABLES if table.prefix}
# Characters that XML cannot hold, and what makes up the escapes by which Excel writes them.
AWKWARD = (
    *("\x00", "\x0b", "\x1b", "\x85", "\r", "\n", "\r\n", "\t", "\ufffe", "\uffff", "\ud83d", "\ude00", "\u2028"),
    *("_x0041_", "_x0041", "_x005F_", "_x000a_", "_xD83D_", "_xDE00_", "_", "x0041_", "=1+1", "'", "&amp;", "]]>", " "),
)
TEXTS = st.lists(st.sampled_from(AWKWARD) | st.characters(exclude_categories=()), min_size=1, max_size=8).map("".join)


def with_whole_characters(text: str) -> str:
    """Gives a text as a file keeps it: a half of a character without its other half is none."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def with_whole_texts(sheets: Sheets) -> Sheets:
    """Gives sheets with their texts as a file keeps them."""

    def whole(row: Row) -> Row:
        cells = {
            at: with_whole_characters(value) if isinstance(value, str) else value for at, value in row.cells.items()
        }
        return row._replace(cells=cells)

    return replace(sheets, sheets=tuple(replace(sheet, rows=tuple(map(whole, sheet.rows))) for sheet in sheets.sheets))


def cells_of(column: Column, number: int) -> st.SearchStrategy[CellValue | None]:
    """Gives what may stand in a cell of a column, empty among it."""
    ids = [one for table in column.ref for one in IDS.get(table, ())]
    by_kind: dict[Holds, st.SearchStrategy[CellValue | None]] = {
        Holds.ID: st.just(f"{column_prefix(column)}{number}"),
        Holds.NUMBER: st.decimals(min_value=-10_000, max_value=10_000, places=2),
        Holds.INTEGER: st.integers(-500, 5_000).map(Decimal),
        Holds.DATE: st.dates(date(1950, 1, 1), date(2100, 1, 1)),
        Holds.YES_NO: st.sampled_from(["yes", "no"]),
        Holds.CHOICE: st.sampled_from(column.choices or ("",)),
        Holds.CHOICES: st.lists(st.sampled_from(column.choices or ("en", "fr")), min_size=1, max_size=3).map("; ".join),
        Holds.REF: st.sampled_from([*ids, *column.words] or [""]),
        Holds.REFS: st.lists(st.sampled_from(ids or [""]), min_size=1, max_size=3).map("; ".join),
        Holds.NAME: st.sampled_from(ids or [""]),
    }
    holds = by_kind.get(column.kind, TEXTS)
    return holds if column.kind is Holds.ID else st.none() | holds


def column_prefix(column: Column) -> str:
    return next((table.prefix for table in TABLES if table.columns[0] is column), "")


@st.composite
def filled(draw: st.DrawFn, kind: Kind) -> Sheets:
    """Gives a workbook of a kind, with rows of anything in each of its tables."""
    sheets = []
    for table in (one for name, one in tables_of(kind).items() if name != SETTINGS_TABLE.name):
        headers = {f"{letter}": column.header for letter, column in zip(letters(table), table.columns, strict=True)}
        rows = []
        for number in range(1, ROWS + 1):
            drawn = {
                letter: draw(cells_of(column, number))
                for letter, column in zip(letters(table), table.columns, strict=True)
            }
            rows.append(Row(number + 1, {letter: value for letter, value in drawn.items() if value is not None}))
        sheets.append(make_sheet(table, table.title, 1, headers, rows)[0])
    return Sheets("", tuple(sheets), tuple(sheet.title for sheet in sheets))


def letters(table: Table) -> list[str]:
    from_a = [chr(ord("A") + index) for index in range(26)]
    return [*from_a, *(f"A{letter}" for letter in from_a)][: len(table.columns)]


@pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda kind: kind.name)
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_any_workbook_is_read_as_it_was_written(kind: Kind, data: st.DataObject, tmp_path: Path) -> None:
    sheets = data.draw(filled(kind))
    path = tmp_path / "any.xlsx"
    path.write_bytes(build_from(sheets, kind))
    written, read_again = parse(with_whole_texts(sheets))[0], parse(read(path))[0]
    for table in TABLES:
        before, after = getattr(written, table.collection), getattr(read_again, table.collection)
        assert [record.model_dump() for record in after] == [record.model_dump() for record in before]


def test_a_name_that_xml_cannot_hold_stands_in_the_cells_and_in_what_formulas_show(tmp_path: Path) -> None:
    name = "Ai\x02no _x0041\x07"
    table = next(one for one in TABLES if one.name == "Learners")
    headers = {"A": "id", "B": table.column("given_names").header}
    rows = [Row(2, {"A": "L1", "B": name})]
    sheets = Sheets("", (make_sheet(table, table.title, 1, headers, rows)[0],), (table.title,))
    path = tmp_path / "odd.xlsx"
    path.write_bytes(build_from(sheets, KINDS["mobility"]))
    texts = [value for (title, _, _), (value, _) in values_of(path).items() if title == table.title]
    assert name in texts
    assert f"L1 · {name}" in texts
