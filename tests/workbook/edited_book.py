"""A workbook whose cells were edited, and which of its cells now mean something else without a word being said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import LISTS, Column, Kind
from ecvet_office.workbook.layout import LABEL_SEPARATOR, SETTINGS, SETTINGS_TABLE, TABLES
from ecvet_office.workbook.references import all_names
from ecvet_office.workbook.sheets import Row, Sheet, Sheets
from workbook.cell_edits import Edit

Spot = tuple[str, int, str]  # table, row, field
MISSING = object()  # the value of a cell whose row was left out


@dataclass(frozen=True)
class Base:
    """A workbook before it is edited.

    Attributes:
        spots: every cell that holds a field, with its column and the letters where it stands.
        values: what was read there.
        ids: by table, of its rows.
    """

    sheets: Sheets
    spots: Mapping[Spot, tuple[Column, str]]
    values: Mapping[Spot, Any]
    ids: Mapping[str, tuple[str, ...]]

    def ids_for(self, spot: Spot) -> list[str]:
        """The ids that a cell may name."""
        return [id_ for table in self.spots[spot][0].ref for id_ in self.ids.get(table, ())]


def base_of(sheets: Sheets, on: date) -> Base:
    """Gives a workbook to be edited."""
    spots = dict(_spots(sheets))
    ids = {name: tuple(names.ids.values()) for name, names in all_names(sheets).items()}
    return Base(sheets, spots, values_of(evaluate(sheets, on), spots), ids)


def _spots(sheets: Sheets) -> Iterator[tuple[Spot, tuple[Column, str]]]:
    for sheet in sheets.sheets:
        for row in sheet.rows:
            if sheet.table is SETTINGS_TABLE:
                column = next(one for one in SETTINGS if one.header == row.cells["A"])
                yield (sheet.table.name, row.number, column.key), (column, "B")
            else:
                for column in sheet.table.columns:
                    yield (sheet.table.name, row.number, column.key), (column, sheet.columns[column.key])


def values_of(evaluation: Evaluation, spots: Mapping[Spot, object]) -> dict[Spot, Any]:
    """Gives what was read at each cell; MISSING where its row is none."""
    register = evaluation.register
    records = {
        (table.name, record.origin.row): record for table in TABLES for record in getattr(register, table.collection)
    }
    return {
        spot: getattr(register.settings if spot[0] == SETTINGS_TABLE.name else records.get(spot[:2]), spot[2], MISSING)
        for spot in spots
    }


def edited(
    sheets: Sheets,
    edits: Mapping[Spot, Edit],
    spots: Mapping[Spot, tuple[Column, str]],
    deleted: tuple[str, int] | None = None,
) -> Sheets:
    """Gives a workbook with the edits made, and without a row that was deleted."""
    contents: dict[tuple[str, int], dict[str, CellValue | None]] = {}
    for spot, edit in edits.items():
        contents.setdefault(spot[:2], {})[spots[spot][1]] = edit.content

    def changed(sheet: Sheet) -> Sheet:
        rows = (Row(row.number, _cells(row, contents.get((sheet.table.name, row.number), {}))) for row in sheet.rows)
        return replace(sheet, rows=tuple(row for row in rows if (sheet.table.name, row.number) != deleted))

    return replace(sheets, sheets=tuple(changed(sheet) for sheet in sheets.sheets))


def _cells(row: Row, contents: Mapping[str, CellValue | None]) -> dict[str, CellValue]:
    return {letters: value for letters, value in {**row.cells, **contents}.items() if value is not None}


def silent_changes(
    base: Base, evaluation: Evaluation, edits: Mapping[Spot, Edit], deleted: tuple[str, int] | None = None
) -> list[tuple[Spot, object, object]]:
    """Gives the cells that mean something else than they should and of which nothing is said, with both meanings."""
    tables = {sheet.title: sheet.table.name for sheet in base.sheets.sheets}
    found = {(tables.get(one.place.sheet), one.place.row, one.place.column) for one in evaluation.findings}
    rows = {(tables.get(one.place.sheet), one.place.row) for one in evaluation.findings if one.code.startswith("WB")}
    wrong: list[tuple[Spot, object, object]] = []
    for spot, value in values_of(evaluation, base.spots).items():
        (column, letters), row = base.spots[spot], spot[:2]
        expected = edits[spot].meaning if spot in edits else base.values[spot]
        if expected is None and column.kind in LISTS:
            expected = ()
        said = (*row, letters) in found or (value is MISSING and row in rows)
        if not (value == expected or said or row == deleted or _may_be(base, spot, value, edits)):
            wrong.append((spot, expected, value))
    return wrong


def _may_be(base: Base, spot: Spot, value: object, edits: Mapping[Spot, Edit]) -> bool:
    """Tells whether a value is as right as the expected one: a number given, or whoever bears a name that was typed."""
    column, letters = base.spots[spot]
    if column.kind is Kind.ID and spot in edits and edits[spot].meaning is None:
        return isinstance(value, str)
    if column.kind is Kind.NAME and spot not in edits:
        sheet = base.sheets.sheet(spot[0])
        typed = next(row.cells.get(letters) for row in sheet.rows if row.number == spot[1]) if sheet else None
        return LABEL_SEPARATOR not in str(typed) and typed not in base.ids_for(spot)
    return False
