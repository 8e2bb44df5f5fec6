"""Whatever a workbook holds, writing and then reading it gives the same records, for every kind of workbook."""

from __future__ import annotations

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

ROWS = 2
IDS = {table.name: [f"{table.prefix}{number}" for number in range(1, ROWS + 1)] for table in TABLES if table.prefix}
# Control characters cannot stand in a sheet's XML, and an escape such as _x0041_ is Excel's own way to write them.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12).filter(
    lambda text: "_x" not in text
)


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
    written, read_again = parse(sheets)[0], parse(read(path))[0]
    for table in TABLES:
        before, after = getattr(written, table.collection), getattr(read_again, table.collection)
        assert [record.model_dump() for record in after] == [record.model_dump() for record in before]
