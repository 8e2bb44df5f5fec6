"""Rows of tables: appended to a user's table, or rewritten in a table of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.workbook.cell_values import column_letter
from ecvet_office.workbook.writing.areas import Area
from ecvet_office.workbook.writing.draft import Draft, Loss
from ecvet_office.workbook.writing.edits import AppendRows, Computed, Formula, Link, ReplaceRows, Row
from ecvet_office.workbook.writing.growth import grown
from ecvet_office.workbook.writing.links import with_links
from ecvet_office.workbook.writing.row_fitting import fitting_height
from ecvet_office.workbook.writing.row_markup import CellChange, Gone, formula_in, holds_something
from ecvet_office.workbook.writing.sheet_draft import SheetDraft
from ecvet_office.workbook.writing.table_part import TablePart, formula_for_new_rows, resized
from ecvet_office.workbook.writing.tags import attributes_of

BELOW = "below the table {}"


def append_rows(draft: Draft, edit: AppendRows) -> None:
    """Writes rows below the last row of a table that holds something; empty rows at its end are filled first.

    Raises:
        UsageError: when there is no such table, or a row has not one value for each column.
        UnwritableFileError: when the table has a totals row, or what lies below it is in the way.
    """
    sheet, table = draft.table(edit.table)
    _require_width(table, edit.rows)
    if not edit.rows:
        return
    first = _first_free_row(sheet, table)
    last = first + len(edit.rows) - 1
    if last > table.area.last_row:
        _require_room(draft, sheet, table, last)
    styles = _styles(sheet, table, min(max(first - 1, table.first_data_row), table.area.last_row))
    for number, row in enumerate(edit.rows, first):
        _append(sheet, table, number, row, styles)
    if last > table.area.last_row:
        _resize(draft, sheet, table, last)


def replace_rows(draft: Draft, edit: ReplaceRows) -> None:
    """Writes all rows of a table of ours; rows that are left over vanish, and nothing beside the table moves.

    Raises:
        UsageError: when there is no such table, or a row has not one value for each column.
        UnwritableFileError: when the table has a totals row, or what lies below it is in the way.
    """
    sheet, table = draft.table(edit.table)
    _require_width(table, edit.rows)
    area = table.area
    rows: tuple[Row, ...] = edit.rows or ((None,) * len(table.columns),)
    last = table.first_data_row + len(rows) - 1
    if last > area.last_row:
        _require_room(draft, sheet, table, last)
    elif table.totals_rows:
        raise _has_totals(table)
    styles = _styles(sheet, table, table.first_data_row)
    widths = sheet.widths()
    for number, row in enumerate(rows, table.first_data_row):
        for column, value in enumerate(row, area.first_column):
            must_be_empty = BELOW.format(table.name) if number > area.last_row else ""
            sheet.change(number, column, CellChange(value, styles.get(column), must_be_empty=must_be_empty))
        sheet.rows[number].is_ours = True
        sheet.rows[number].height = fitting_height(row, area.first_column, widths)
    for number in range(last + 1, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            sheet.change(number, column, CellChange(Gone()))
        sheet.rows[number].is_ours = True
    _relink(draft, sheet, table, last, edit.links)
    _resize(draft, sheet, table, last, lifts_filter=True)


def _require_width(table: TablePart, rows: Iterable[Row]) -> None:
    for number, row in enumerate(rows, 1):
        if len(row) != len(table.columns):
            raise UsageError(
                f"row {number} for the table {table.name} has {len(row)} values; the table has {len(table.columns)} "
                f"columns: {', '.join(table.columns)}"
            )


def _first_free_row(sheet: SheetDraft, table: TablePart) -> int:
    """Gives the row after the last one in which somebody typed something; formulas alone leave a row free."""
    for number in range(table.area.last_row, table.first_data_row - 1, -1):
        changed = sheet.rows[number].cells if number in sheet.rows else {}
        cells = sheet.cells(number)
        for column in range(table.area.first_column, table.area.last_column + 1):
            if column - table.area.first_column in table.calculated:
                continue
            if column in changed:
                if changed[column].content is not None:
                    return number + 1
            elif column in cells and holds_something(cells[column]):
                return number + 1
    return table.first_data_row


def _append(sheet: SheetDraft, table: TablePart, number: int, row: Row, styles: Mapping[int, str]) -> None:
    is_new = number > table.area.last_row
    there = {} if is_new else sheet.cells(number)
    for index, value in enumerate(row):
        column = table.area.first_column + index
        style = styles.get(column) if is_new else None
        change = CellChange(value, style, must_be_empty=BELOW.format(table.name) if is_new else "")
        if index in table.calculated:
            kept = column in there and formula_in(there[column]) is not None
            content = Computed(value) if kept else Formula(formula_for_new_rows(table, index), value)
            change = replace(change, content=content)
        sheet.change(number, column, change)


def _require_room(draft: Draft, sheet: SheetDraft, table: TablePart, last: int) -> None:
    """Refuses to let a table grow over another table, merged cells or the like, or over its own totals."""
    if table.totals_rows:
        raise _has_totals(table)
    new = Area(table.area.last_row + 1, table.area.first_column, last, table.area.last_column)
    others = [other for other in draft.tables_on(sheet.part) if other.part != table.part and other.area.meets(new)]
    in_the_way = [f"the table {other.name} in {other.area}" for other in others]
    in_the_way += [f"{guard.what} {guard.area}" for guard in sheet.guards if guard.area.meets(new)]
    if in_the_way:
        raise UnwritableFileError(
            f"the table {table.name} on the sheet {sheet.title} cannot grow to row {last}: {in_the_way[0]} lies below "
            "it. Move that elsewhere in Excel and try again."
        )


def _has_totals(table: TablePart) -> UnwritableFileError:
    return UnwritableFileError(
        f"the table {table.name} has a totals row, which new rows would have to push down. Switch it off in Excel "
        "(Table Design, Total Row) and try again."
    )


def _styles(sheet: SheetDraft, table: TablePart, row: int) -> dict[int, str]:
    """Gives the formats of a row of the table by column, so that new rows look like it."""
    if row < table.first_data_row:
        return {}
    changed = sheet.rows[row].cells if row in sheet.rows else {}
    styles = {column: change.style for column, change in changed.items() if change.style is not None}
    for column, cell in sheet.cells(row).items():
        style = attributes_of(cell.attributes).get("s")
        if style is not None and table.area.first_column <= column <= table.area.last_column:
            styles.setdefault(column, style)
    return styles


def _resize(draft: Draft, sheet: SheetDraft, table: TablePart, last: int, *, lifts_filter: bool = False) -> None:
    old = table.area
    new = Area(old.first_row, old.first_column, last, old.last_column)
    where = draft.where(table.part)
    draft.put(table.part, resized(draft.read(table.part), new, where, lifts_filter=lifts_filter))
    if lifts_filter:
        draft.losses[table.part] |= {
            Loss("filterColumn", with_content=True),
            Loss("sortState", with_content=True),
        }
    if last > old.last_row:
        rows = Area(table.first_data_row, old.first_column, old.last_row, old.last_column)
        sheet.reshell(grown(sheet.markup.shell, sheet.markup.where, rows, last))


def _relink(draft: Draft, sheet: SheetDraft, table: TablePart, last: int, links: tuple[Link, ...]) -> None:
    area, first = table.area, table.first_data_row
    targets = {f"{column_letter(area.first_column + link.column)}{first + link.row}": link.target for link in links}
    rows = Area(first, area.first_column, max(area.last_row, last), area.last_column)
    shell, removed = with_links(sheet.markup.shell, sheet.markup.prefix, sheet.markup.where, rows, targets)
    # The list itself goes with the last link in it.
    draft.losses[sheet.part] |= {Loss("hyperlinks"), *(Loss("hyperlink", "ref", cell) for cell in removed)}
    sheet.reshell(shell)
