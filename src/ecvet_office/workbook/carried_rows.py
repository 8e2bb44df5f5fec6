"""Rows of a workbook as a new workbook holds them: one below the other, with ids, references by ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from ecvet_office.model.places import Place, column_letters
from ecvet_office.workbook.cell_values import CellError, CellValue, Uncalculated
from ecvet_office.workbook.columns import REFERENCES, Column, Kind
from ecvet_office.workbook.header_words import spoken
from ecvet_office.workbook.layout import SETTINGS, SETTINGS_TABLE
from ecvet_office.workbook.parsing import read_cell
from ecvet_office.workbook.references import Names
from ecvet_office.workbook.sheets import Row, Sheet, setting_rows
from ecvet_office.workbook.values import Misfit, shown

# A file can hold these only in disguise, and no spreadsheet program shows them.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """A row that may be carried over.

    Attributes:
        number: of the row where it comes from.
        cells: by field, as a new workbook holds them.
        names: by field, the ids of the rows that it names; None where a cell names no row that can be found.
        lost: the cells whose value nobody knows: errors, and formulas that were never calculated.
    """

    number: int
    cells: Mapping[str, CellValue]
    names: Mapping[str, tuple[str, ...] | None]
    lost: tuple[Place, ...]


def further_columns(sheet: Sheet) -> tuple[Column, ...]:
    """Gives the columns of a sheet that hold texts in further languages: `title [fr]`."""
    known = {column.key: column for column in sheet.table.columns}
    keys = [key for key in sheet.columns if key.endswith("]") and key.partition(" [")[0] in known]
    return tuple(
        replace(base, key=key, header=f"{base.header} {key.partition(' ')[2]}", required="")
        for key in keys
        for base in (known[key.partition(" [")[0]],)
    )


def carried_rows(sheet: Sheet, names: Mapping[str, Names]) -> Iterator[CarriedRow]:
    """Gives the rows of a sheet.

    Args:
        sheet: of any table but Settings.
        names: of all rows of the workbook.
    """
    columns = (*sheet.table.columns, *further_columns(sheet))
    for row in sheet.rows:
        cells: dict[str, CellValue] = {}
        named: dict[str, tuple[str, ...] | None] = {}
        lost: list[Place] = []
        for column in columns:
            letters = sheet.columns.get(column.key, "")
            if column.kind is Kind.ID and sheet.table.prefix:
                cells[column.key] = names[sheet.table.name].numbered[row.number]
            elif (cell := row.cells.get(letters)) is not None:
                value = _carried(cell, column, names)
                lost += [Place(sheet.title, row.number, letters)] if value is None else []
                cells |= {} if value is None else {column.key: value}
                if column.kind in REFERENCES:
                    named[column.key] = _named(cell, column, names)
        yield CarriedRow(row.number, cells, named, tuple(lost))


def _carried(cell: CellValue, column: Column, names: Mapping[str, Names]) -> CellValue | None:
    """Gives a cell as a new workbook holds it; None where its value is not known."""
    if isinstance(cell, CellError | Uncalculated):
        return None
    if column.kind in REFERENCES:
        ids = read_cell(cell, column, names)
        if isinstance(ids, str | tuple):
            return ids if isinstance(ids, str) else "; ".join(ids)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime) and cell.time() == time(0):
        return cell.date()
    if isinstance(cell, datetime) or not isinstance(cell, str):
        return shown(cell) if isinstance(cell, datetime | time) else cell
    return UNSEEN.sub("", cell)


def _named(cell: CellValue, column: Column, names: Mapping[str, Names]) -> tuple[str, ...] | None:
    found = read_cell(cell, column, names)
    if isinstance(found, Misfit):
        return None
    return found if isinstance(found, tuple) else (found,) if isinstance(found, str) else ()


def new_sheet(sheet: Sheet, rows: Sequence[CarriedRow]) -> Sheet:
    """Gives a sheet of a new workbook that holds rows, from row 2 on, under the layout's own headers."""
    keys = [column.key for column in (*sheet.table.columns, *further_columns(sheet))]
    columns = {key: column_letters(number) for number, key in enumerate(keys, 1)}
    held = (
        Row(number, {columns[key]: value for key, value in one.cells.items()}) for number, one in enumerate(rows, 2)
    )
    return Sheet(sheet.table, sheet.table.title, 1, columns, tuple(held))


def new_settings(sheet: Sheet, names: Mapping[str, Names]) -> Sheet:
    """Gives the sheet Settings of a new workbook, with the settings that are filled."""
    known = {column.key: column for column in SETTINGS}
    by_number = {row.number: row for row in sheet.rows}
    letters = sheet.columns.get("value", "B")
    rows: list[Row] = []
    for key, number in setting_rows(sheet).items():
        cell = by_number[number].cells.get(letters)
        value = None if cell is None else _carried(cell, known[key], names)
        if value is not None:
            rows.append(Row(len(rows) + 2, {"A": spoken(key), "B": value}))
    return Sheet(SETTINGS_TABLE, SETTINGS_TABLE.title, 1, {"setting": "A", "value": "B"}, tuple(rows))
