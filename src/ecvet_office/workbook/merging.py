"""Merging a partner's workbook into a copy of mine: what does not contradict is written, and the copy is read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.model.places import column_letters, column_number
from ecvet_office.workbook.cell_values import CellValue, Uncalculated
from ecvet_office.workbook.cells import RawTable, RawWorkbook, read_workbook
from ecvet_office.workbook.comparing import compare
from ecvet_office.workbook.comparison import Addition, Comparison
from ecvet_office.workbook.labels import label_of
from ecvet_office.workbook.layout import LABEL_HEADER
from ecvet_office.workbook.new_rows import merged_sheets, name_of
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheet, Sheets
from ecvet_office.workbook.writing.edits import AppendRows, Edit, SetCell, Value
from ecvet_office.workbook.writing.placing import free_name, require_new
from ecvet_office.workbook.writing.receipt import Receipt
from ecvet_office.workbook.writing.writer import write


@dataclass(frozen=True, slots=True)
class Merge:
    """What came of merging one workbook into another.

    Attributes:
        comparison: what differs, and what was merged of it.
        receipt: of the copy that was written; None where none was.
    """

    comparison: Comparison
    receipt: Receipt | None


def merge(mine: Path, theirs: Path, out: Path | None = None, *, only_show: bool = False) -> Merge:
    """Merges what does not contradict into a copy of mine; both workbooks stay as they are.

    Args:
        mine: an .xlsx or .xlsm workbook.
        theirs: the partner's copy, in any format that can be read.
        out: the copy, which is no file yet. None for a name beside mine, and for none where there is nothing to merge.
        only_show: whether nothing is to be written.

    Raises:
        UnreadableFileError: when one of them cannot be read.
        UsageError: when one has no sheet of the layout.
        UnwritableFileError: when the copy exists, cannot be written, or would not hold what was merged.
    """
    raw = read_workbook(mine)
    my_sheets, their_sheets = _read_known(mine), _read_known(theirs)
    comparison = compare(my_sheets, their_sheets, _formulas(raw, my_sheets))
    if only_show or not (comparison.changes_something or out):
        return Merge(comparison, None)
    target = out or free_name(mine, "merged")
    require_new(target)
    receipt = write(mine, edits_of(comparison, my_sheets, raw), target)
    _prove(merged_sheets(my_sheets, comparison), target)
    return Merge(comparison, receipt)


def _read_known(path: Path) -> Sheets:
    sheets = read(path)
    if not sheets.sheets:
        raise UsageError(f"{path.name} has no sheet that we know, such as Learners or Results; nothing can be merged")
    return sheets


def _formulas(raw: RawWorkbook, sheets: Sheets) -> frozenset[tuple[str, int, str]]:
    known = {sheet.title for sheet in sheets.sheets}
    return frozenset(
        (sheet.title, cell.row, column_letters(cell.column))
        for sheet in raw.sheets
        if sheet.title in known
        for row in sheet.rows()
        for cell in row.cells
        if cell.formula
    )


def edits_of(comparison: Comparison, mine: Sheets, raw: RawWorkbook) -> list[Edit]:
    """Gives what has to be written into mine: cells that are filled, and rows below the tables."""
    edits: list[Edit] = [
        SetCell(fill.mine.sheet, fill.mine.row, column_number(fill.mine.column), _plain(fill.value))
        for fill in comparison.fills
    ]
    for sheet in mine.sheets:
        new = [addition for addition in comparison.additions if addition.table == sheet.table.name]
        if new:
            edits += added_rows(sheet, raw, new)
    return edits


def _table(sheet: Sheet, raw: RawWorkbook) -> RawTable | None:
    """Gives the Excel table that can grow by new rows; None where there is none, or rows were typed below it."""
    tables = (table for one in raw.sheets if one.title == sheet.title for table in one.tables)
    found = next((table for table in tables if table.first_row == sheet.header_row), None)
    last = sheet.rows[-1].number if sheet.rows else 0
    return found if found is not None and last <= found.last_row else None


def added_rows(sheet: Sheet, raw: RawWorkbook, new: Sequence[Addition]) -> Iterator[Edit]:
    """Gives the edits that write rows below those of a sheet, into its Excel table where that can grow."""
    table = _table(sheet, raw)
    if table is not None:
        yield AppendRows(table.display_name, tuple(_row(sheet, table, addition) for addition in new))
        return
    first = (sheet.rows[-1].number if sheet.rows else sheet.header_row) + 1
    for number, addition in enumerate(new, first):
        for field, value in addition.cells.items():
            yield SetCell(sheet.title, number, column_number(sheet.columns[field]), _plain(value))


def _row(sheet: Sheet, table: RawTable, addition: Addition) -> tuple[Value, ...]:
    fields = {letters: field for field, letters in sheet.columns.items()}
    values: list[Value] = []
    for number, header in enumerate(table.columns, table.first_column):
        field = fields.get(column_letters(number))
        if field is None and header.casefold() == LABEL_HEADER.casefold():
            values.append(label_of(addition.key, name_of(addition, sheet.table)))
        else:
            value = None if field is None else addition.cells.get(field)
            values.append(None if value is None else _plain(value))
    return tuple(values)


def _plain(value: CellValue) -> Value:
    """Gives a value as the writer takes it: whatever is merged could be read, so no formula is without its value."""
    return None if isinstance(value, Uncalculated) else value


def _prove(expected: Sheets, target: Path) -> None:
    """Reads the copy and compares it with what it has to say, both ways; a copy that says anything else is removed."""
    found = read(target)
    for one in (compare(expected, found), compare(found, expected)):
        if one.changes_something or one.has_contradictions or one.left_out:
            target.unlink()
            raise UnwritableFileError(
                f"{target.name} would not have held what was merged, so it was not kept. Open both workbooks in "
                "Excel, save them, and try again."
            )
