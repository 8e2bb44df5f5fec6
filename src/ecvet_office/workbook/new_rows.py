"""What merging writes: new rows and filled cells, in the form in which the sheets of a workbook hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from ecvet_office.model.places import Place
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.columns import LISTS, REFERENCES, Column
from ecvet_office.workbook.comparison import Addition, Comparison, Fill
from ecvet_office.workbook.labels import Labels, label_of
from ecvet_office.workbook.layout import LABEL_SEPARATOR
from ecvet_office.workbook.merged_tables import MergedTable
from ecvet_office.workbook.references import all_names
from ecvet_office.workbook.row_values import Unread, Value, ValueRow, Waiting, natural, row_name, value_text
from ecvet_office.workbook.sheets import Row, Sheet, Sheets
from ecvet_office.workbook.tables import Table
from ecvet_office.workbook.values import folded, read_text

Named = Set[tuple[str, str]]  # table and folded id


def written(mine: Sheets, tables: Sequence[MergedTable]) -> tuple[list[Addition], list[Fill]]:
    """Gives the new rows, sorted by key within each table, and the filled cells.

    Args:
        mine: the workbook that is merged into.
        tables: what is merged, each table after those that its cells name.
    """
    named = {one for merged in tables for one in _named(merged)}
    ids = {name: names.numbered for name, names in all_names(mine).items()}
    ids |= {merged.table.name: merged.my_ids for merged in tables if merged.id_field}
    labels = _labels(mine, tables, ids)
    additions: list[Addition] = []
    for merged in tables:
        added = _additions(merged, labels)
        additions += added
        if merged.id_field:
            known = labels.setdefault(merged.table.name, {})
            known |= {folded(one.key): _label(one.key, name_of(one, merged.table)) for one in added}
    fills = [one for merged in tables for one in _fills(merged, labels)]
    known_fills = {one.mine for one in fills}
    return additions, [*fills, *(one for one in _numbers(mine, ids, named) if one.mine not in known_fills)]


def name_of(addition: Addition, table: Table) -> str:
    """Gives the name that the row has once it is written."""
    texts = (read_text(addition.cells.get(field)) for field in table.label)
    return " ".join(text for text in texts if isinstance(text, str))


def _new(merged: MergedTable) -> list[ValueRow]:
    return [match.theirs for match in merged.matches if match.is_new]


def _additions(merged: MergedTable, labels: Labels) -> list[Addition]:
    rows: list[tuple[tuple[tuple[tuple[int, int, str], ...], ...], Addition]] = []
    for row in _new(merged):
        values = dict(row.values)
        id_ = merged.new_ids.get(row.number)
        if id_ is not None:
            values[merged.id_field] = id_
        cells = {field: cell_form(value, merged.fields[field], labels) for field, value in values.items()}
        key = id_ or merged.key(row)
        sorted_by = tuple(natural(str(cells.get(field, ""))) for field in merged.fields)
        rows.append((sorted_by, Addition(merged.table.name, key, cells, merged.their_place(row))))
    return [addition for _, addition in sorted(rows, key=lambda pair: pair[0])]


def _filled(merged: MergedTable) -> Iterator[tuple[ValueRow, ValueRow, str, Value]]:
    for match in merged.matches:
        if match.mine is None or match.why is not None:
            continue
        for field, value in match.theirs.values.items():
            is_kept = field in match.mine.values or (match.mine.number, field) in merged.kept
            if not is_kept and not isinstance(value, Unread | Waiting):
                yield match.mine, match.theirs, field, value


def _fills(merged: MergedTable, labels: Labels) -> Iterator[Fill]:
    for mine, theirs, field, value in _filled(merged):
        form = cell_form(value, merged.fields[field], labels)
        places = merged.my_place(mine, field), merged.their_place(theirs, field)
        key = merged.key(mine) or merged.my_ids.get(mine.number, "")
        yield Fill(merged.table.name, key, merged.fields[field].header, form, *places)


def _numbers(mine: Sheets, ids: Mapping[str, Mapping[int, str]], named: Named) -> Iterator[Fill]:
    """Gives an id to each row of mine without one that a merged cell names."""
    for sheet in mine.sheets:
        if sheet.table.name not in ids:
            continue
        column = sheet.table.columns[0]
        letters = sheet.columns.get(column.key, "")
        for row in sheet.rows:
            id_ = ids[sheet.table.name][row.number]
            is_empty = letters and read_text(row.cells.get(letters)) is None
            if is_empty and (sheet.table.name, folded(id_)) in named:
                yield Fill(sheet.table.name, id_, column.header, id_, Place(sheet.title, row.number, letters), None)


def _named(merged: MergedTable) -> Named:
    """Gives what the merged cells of a table name."""
    cells = [(field, value) for row in _new(merged) for field, value in row.values.items()]
    cells += [(field, value) for _, _, field, value in _filled(merged)]
    return {
        (table, folded(one))
        for field, value in cells
        if merged.fields[field].kind in REFERENCES
        for one in (value if isinstance(value, tuple) else (value,))
        if isinstance(one, str)
        for table in merged.fields[field].ref
    }


def cell_form(value: Value, column: Column, labels: Labels) -> CellValue:
    """Gives a value as a cell holds it: several with semicolons, a reference as drop-downs show it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, str) and column.kind in REFERENCES - LISTS and folded(value) not in map(folded, column.words):
        shown = (labels.get(table, {}).get(folded(value)) for table in column.ref)
        return next((label for label in shown if label), value)
    return value_text(value) if isinstance(value, Unread | Waiting) else value


def _labels(mine: Sheets, tables: Sequence[MergedTable], ids: Mapping[str, Mapping[int, str]]) -> Labels:
    """Gives, by table and folded id, what drop-downs show for the rows of mine."""
    names = {merged.table.name: merged.my_names for merged in tables}
    labels: Labels = {}
    for sheet in mine.sheets:
        table = sheet.table.name
        for row in sheet.rows if table in ids else ():
            id_ = ids[table][row.number]
            name = names[table][row.number] if table in names else row_name(sheet, row)
            labels.setdefault(table, {})[folded(id_)] = _label(id_, name)
    return labels


def _label(id_: str, name: str) -> str:
    return id_ if LABEL_SEPARATOR in id_ else label_of(id_, name)


# --- the merged workbook ----------------------------------------------------------------------------------------------


def merged_sheets(mine: Sheets, comparison: Comparison) -> Sheets:
    """Gives the workbook of mine as it is with what was merged; new rows stand below the last one of their table."""
    return replace(mine, sheets=tuple(_merged_sheet(sheet, comparison) for sheet in mine.sheets))


def _merged_sheet(sheet: Sheet, comparison: Comparison) -> Sheet:
    filled: dict[int, dict[str, CellValue]] = {}
    for fill in comparison.fills:
        if fill.table == sheet.table.name:
            filled.setdefault(fill.mine.row, {})[fill.mine.column] = fill.value
    rows = [Row(row.number, {**row.cells, **filled.get(row.number, {})}) for row in sheet.rows]
    new = [addition.cells for addition in comparison.additions if addition.table == sheet.table.name]
    first = (sheet.rows[-1].number if sheet.rows else sheet.header_row) + 1
    added = (Row(number, _by_letters(sheet, cells)) for number, cells in enumerate(new, first))
    return replace(sheet, rows=(*rows, *added))


def _by_letters(sheet: Sheet, cells: Mapping[str, CellValue]) -> dict[str, CellValue]:
    return {sheet.columns[field]: value for field, value in cells.items()}
