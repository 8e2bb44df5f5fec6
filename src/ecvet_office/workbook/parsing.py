"""Sheets into records: every cell that cannot be read is a finding at its place, and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple

from ecvet_office.law.pages import page
from ecvet_office.model.findings import Finding
from ecvet_office.model.places import Origin, Place
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.settings import Settings
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import LISTS, REFERENCES, Column, Kind
from ecvet_office.workbook.layout import SETTINGS, SETTINGS_TABLE, TABLES, VERSION
from ecvet_office.workbook.reading_remarks import remarks
from ecvet_office.workbook.references import Names, all_names, read_reference, read_references
from ecvet_office.workbook.sheets import Row, Sheet, Sheets, setting_key, setting_rows
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import READERS, Misfit, clean, folded, read_choice, read_choices, read_text, shown

EMPTY_CELL_RULE = "WB05"


class Present(NamedTuple):
    """A column that the sheet has, and what reads its cells.

    Attributes:
        read: gives a cell's value, None or a Misfit; it remembers each cell, as the same names stand in many rows.
    """

    column: Column
    key: str
    read: Callable[[CellValue], Any]


def parse(sheets: Sheets) -> tuple[Register, list[Finding]]:
    """Gives the records of a workbook, and a finding for every cell that could not be read.

    A row that lacks what makes it a row, such as the learner of a result, is left out; the finding says so.
    """
    findings = [*sheets.findings, *_version(sheets), *remarks(sheets)]
    names = all_names(sheets)
    collections: dict[str, tuple[Record, ...]] = {}
    for table in TABLES:
        sheet = sheets.sheet(table.name)
        if sheet is not None:
            collections[table.collection] = tuple(_records(sheet, names, findings))
    settings = _settings(sheets, names, findings)
    return Register(settings=settings, **collections), findings  # type: ignore[arg-type]  # the layout pairs them


def _version(sheets: Sheets) -> list[Finding]:
    if not sheets.sheets:
        return [page("WB01").finding(Place(""), sheets=", ".join(sheets.titles) or "none")]
    if sheets.version is None or sheets.version <= VERSION:
        return []
    return [page("WB12").finding(Place(""), found=str(sheets.version), known=str(VERSION))]


def _records(sheet: Sheet, names: Mapping[str, Names], findings: list[Finding]) -> list[Record]:
    table = sheet.table
    present = _present(sheet, names)
    asked = [(one, letters) for letters, (one, *_) in present.items() if one.required == EMPTY_CELL_RULE]
    findings.extend(_missing_columns(sheet))
    printed = _translations(sheet)
    mandatory = {name for name, field in table.model.model_fields.items() if field.is_required()}
    first_rows: dict[tuple[str, ...], int] = {}
    records: list[Record] = []
    for row in sheet.rows:
        values, unreadable = _values(sheet, row, present, findings)
        if table.prefix:
            values[table.columns[0].key] = names[table.name].numbered[row.number]
        for column, letters in asked:
            if column.key not in values and column.key not in unreadable:
                findings.append(page("WB05").finding(Place(sheet.title, row.number, letters), column=column.header))
        if not mandatory <= values.keys():
            continue
        key = tuple(str(values.get(one) or "") for one in table.key) if table.key else ()
        if key and (first := first_rows.setdefault(tuple(map(folded, key)), row.number)) != row.number:
            findings.append(_duplicate(sheet, row, key, first))
        values["origin"] = Origin(sheet.title, row.number, sheet.columns, unreadable=frozenset(unreadable))
        values["translations"] = _translated(sheet, row, printed, findings) if printed else {}
        records.append(table.model.model_validate(values))  # quicker than a call with keywords
    return records


def _present(sheet: Sheet, names: Mapping[str, Names]) -> dict[str, Present]:
    """Gives the columns that the sheet has by their letters, in the order of the layout."""
    remembering = lru_cache(maxsize=None, typed=True)  # by type too, as to Python TRUE and 1 are the same
    return {
        sheet.columns[column.key]: Present(
            column, column.key, remembering(partial(read_cell, column=column, names=names))
        )
        for column in sheet.table.columns
        if column.key in sheet.columns
    }


def _values(
    sheet: Sheet, row: Row, present: Mapping[str, Present], findings: list[Finding]
) -> tuple[dict[str, Any], set[str]]:
    """Gives by field what the cells of a row hold, and the fields whose cell cannot be read."""
    values: dict[str, Any] = {}
    unreadable: set[str] = set()
    for letters, cell in row.cells.items():
        if letters not in present:
            continue
        column, key, read = present[letters]
        value = read(cell)
        if isinstance(value, Misfit):
            unreadable.add(key)
            place = Place(sheet.title, row.number, letters)
            findings.append(page(value.code).finding(place, column=column.header, **value.facts))
        elif value is not None:
            values[key] = value
    return values, unreadable


def read_cell(cell: CellValue, column: Column, names: Mapping[str, Names]) -> Any:  # the type depends on the kind
    """Gives a cell's value as its column holds it, None for an empty cell, or a Misfit."""
    if column.kind is Kind.CHOICE:
        return read_choice(cell, column.choices)
    if column.kind is Kind.CHOICES:
        return read_choices(cell, column.choices)
    if column.kind in REFERENCES:
        text = read_text(cell)
        if not isinstance(text, str):
            return text
        return read_references(text, column, names) if column.kind in LISTS else read_reference(text, column, names)
    return READERS[column.kind](cell)


def _missing_columns(sheet: Sheet) -> list[Finding]:
    place = Place(sheet.title, sheet.header_row)
    required = (column for column in sheet.table.columns if column.required == EMPTY_CELL_RULE)
    return [page("WB03").finding(place, column=one.header) for one in required if one.key not in sheet.columns]


def _duplicate(sheet: Sheet, row: Row, key: tuple[str, ...], first: int) -> Finding:
    letters = sheet.columns.get(sheet.table.key[0], "A")
    named = ", ".join(part for part in key if part)
    return page("WB09").finding(Place(sheet.title, row.number, letters), key=named, first=f"{letters}{first}")


def _translations(sheet: Sheet) -> list[tuple[str, str, str]]:
    """Gives (field, language, letters) for each column that holds a text in a further language."""
    return [(key.split(" [")[0], key[-3:-1], letters) for key, letters in sheet.columns.items() if key.endswith("]")]


def _translated(
    sheet: Sheet, row: Row, printed: list[tuple[str, str, str]], findings: list[Finding]
) -> Mapping[str, Mapping[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for key, language, letters in printed:
        text = read_text(row.cells.get(letters))
        if isinstance(text, Misfit):
            header = f"{sheet.table.column(key).header} [{language}]"
            findings.append(
                page(text.code).finding(Place(sheet.title, row.number, letters), column=header, **text.facts)
            )
        elif text is not None:
            texts.setdefault(key, {})[language] = text
    return texts


def _settings(sheets: Sheets, names: Mapping[str, Names], findings: list[Finding]) -> Settings:
    sheet = sheets.sheet(SETTINGS_TABLE.name)
    if sheet is None:
        return Settings()
    rows = setting_rows(sheet)
    findings.extend(_strange_settings(sheet, rows))
    letters = sheet.columns.get("value", "B")
    by_number = {row.number: row for row in sheet.rows}
    values: dict[str, Any] = {}
    unreadable: set[str] = set()
    for column in SETTINGS:
        number = rows.get(column.key)
        cell = by_number[number].cells.get(letters) if number is not None else None
        value = None if cell is None else read_cell(cell, column, names)
        if isinstance(value, Misfit):
            unreadable.add(column.key)
            place = Place(sheet.title, number or 0, letters)
            findings.append(page(value.code).finding(place, column=column.header, **value.facts))
        elif value is not None:
            values[column.key] = value
    columns = {column.key: letters for column in SETTINGS}
    return Settings(origin=Origin(sheet.title, sheet.header_row, columns, rows, frozenset(unreadable)), **values)


def _strange_settings(sheet: Sheet, rows: Mapping[str, int]) -> Iterator[Finding]:
    """Gives a finding for each line that sets nothing: without a name, of an unknown one, or of one said above."""
    letters = sheet.columns.get("setting", "A")
    header = sheet.table.column("setting").header
    for row in sheet.rows:
        place = Place(sheet.title, row.number, letters)
        name = read_text(row.cells.get(letters))
        if row.number in rows.values():
            continue
        if isinstance(name, Misfit):
            yield page(name.code).finding(place, column=header, **name.facts)
        elif name is None:
            yield page("WB05").finding(place, column=header)
        elif (key := setting_key(name)) in rows:
            yield page("WB09").finding(place, key=name, first=f"{letters}{rows[key]}")
        else:
            yield page("WB19").finding(place, found=shown(name))


def table_named(title: str) -> Table | None:
    """Gives the table of a sheet's title or of an Excel table's name, whatever its capitals; None for a stranger."""
    wanted = folded(clean(title))
    return next((one for one in (SETTINGS_TABLE, *TABLES) if wanted in {folded(one.title), folded(one.name)}), None)
