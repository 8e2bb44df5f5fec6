"""Filling a file of another system by its own headers: nothing in it is added, moved or lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecvet_office.evaluation import Evaluation
from ecvet_office.exchange.column_mapping import ColumnMapping, map_columns
from ecvet_office.exchange.foreign_grid import ForeignColumn, Grid, read_grid
from ecvet_office.exchange.foreign_lists import Rule
from ecvet_office.exchange.handed_on import HandedOn, learners_alone, stays
from ecvet_office.exchange.spelling import Ours, of_cell, of_list, plain
from ecvet_office.model.errors import UsageError
from ecvet_office.model.places import column_letters
from ecvet_office.workbook.values import folded, read_date, read_text
from ecvet_office.workbook.writing.edits import SetCell
from ecvet_office.workbook.writing.receipt import Receipt
from ecvet_office.workbook.writing.writer import write

IDS = ("Agreements.mobility_id", "Agreements.id", "Learners.id")
PERSON = ("Learners.family_name", "Learners.given_names", "Learners.date_of_birth")
MOBILITY_ID = "Agreements.mobility_id"
MORE_ROWS = "make room below the last one in that file, then fill it again"


@dataclass(frozen=True, slots=True)
class Told:
    """Something to look at: a place in the foreign sheet, and what is said of it, without names."""

    place: str
    what: str


@dataclass(frozen=True, slots=True)
class Export:
    """What came of filling a foreign file.

    Attributes:
        receipt: of the writer; None where nothing was to be written.
        grid: what was filled.
        mapping: what its columns mean.
        matched: by record, the row that had it already.
        filled: by record, the empty row that it was given.
        told: values that are in no list, contradictions, required cells that stay empty, records without a row.
        ids: by agreement, the mobility ID that the foreign file gives it and the workbook lacks.
    """

    receipt: Receipt | None
    grid: Grid
    mapping: ColumnMapping
    matched: Mapping[str, int]
    filled: Mapping[str, int]
    told: tuple[Told, ...]
    ids: Mapping[str, str]


def export(
    evaluation: Evaluation,
    foreign: Path,
    out: Path,
    maps: Mapping[str, str],
    *,
    sheet: str | None = None,
    learners: Sequence[str] = (),
) -> Export:
    """Fills a copy of a foreign file.

    A record goes into the row that has its id, or its name and date of birth; else into the next empty row that
    shows. A cell that holds something stays as it is. A value that a drop-down does not have is told and not written.

    Args:
        evaluation: of the workbook.
        foreign: the file of the other system, .xlsx or .xlsm; it stays as it is.
        out: the copy, which is no file yet.
        maps: by header, the field that fills its column, as `Learners.family_name`; empty for a column left alone.
        sheet: the title of the sheet; None for the one whose headers resemble ours most.
        learners: ids; all where it is empty.

    Raises:
        UnreadableFileError: when the file cannot be read.
        UsageError: when a header or a field is not known.
        UnwritableFileError: when the copy cannot be written without risk.
    """
    grid = read_grid(foreign, sheet)
    mapping = map_columns(grid, maps)
    if not mapping.fields:
        raise UsageError(
            'no column is known yet: say with --map which field fills which, as --map "Header=Learners.id"'
        )
    tables = {field.partition(".")[0] for field in mapping.fields.values()}
    records = (learners_alone if tables == {"Learners"} else stays)(evaluation.register, learners)
    rows, matched = _rows_for(grid, mapping, records)
    edits: list[SetCell] = []
    told: list[Told] = []
    for record in records:
        if record.name not in rows:
            told.append(Told(grid.title, f"{record.name} found no empty row; {MORE_ROWS}"))
        else:
            written, said = _fill(grid, mapping, record, rows[record.name])
            edits += written
            told += said
    receipt = write(foreign, edits, out) if edits else None
    filled = {name: row for name, row in rows.items() if name not in matched}
    return Export(receipt, grid, mapping, matched, filled, tuple(told), dict(_ids(grid, mapping, records, matched)))


def _rows_for(grid: Grid, mapping: ColumnMapping, records: Iterable[HandedOn]) -> tuple[dict[str, int], dict[str, int]]:
    """Gives the row of each record that gets one, and of those the rows that had the record already."""
    by_field = {field: number for number, field in mapping.fields.items()}
    matched: dict[str, int] = {}
    for one in records:
        row = _row_of(grid, by_field, one)
        if row is not None and row not in matched.values():  # a learner's second stay needs a row of its own
            matched[one.name] = row
    empty = iter(
        row
        for row in range(grid.first, grid.last + 1)
        if row not in grid.hidden and all(cell.formula for cell in grid.rows.get(row, {}).values())
    )
    rows = dict(matched)
    for one in records:
        if one.name not in rows and (new := next(empty, None)) is not None:
            rows[one.name] = new
    return rows, matched


def _row_of(grid: Grid, by_field: Mapping[str, int], record: HandedOn) -> int | None:
    """Gives the one row that has the record; None where none has it, or several do."""
    keys = [(field,) for field in IDS] + [PERSON]
    for key in keys:
        if any(field not in by_field or field not in record.values for field in key):
            continue
        found = [
            row for row in grid.rows if all(_is_same(grid, row, by_field[field], record.values[field]) for field in key)
        ]
        if len(found) == 1:
            return found[0]
    return None


def _is_same(grid: Grid, row: int, column: int, value: Ours) -> bool:
    cell = grid.value(row, column)
    if cell is None:
        return False
    text = read_text(cell)
    day = read_date(cell)
    return (isinstance(text, str) and folded(text) == folded(plain(value))) or (
        not isinstance(value, str) and day == value
    )


def _fill(grid: Grid, mapping: ColumnMapping, record: HandedOn, row: int) -> tuple[list[SetCell], list[Told]]:
    edits: list[SetCell] = []
    told: list[Told] = []
    for column in grid.columns:
        place = f"{grid.title}!{column_letters(column.number)}{row}"
        field = mapping.fields.get(column.number, "")
        value = record.values.get(field)
        there = grid.rows.get(row, {}).get(column.number)
        rule = grid.rule(row, column.number)
        if there is not None:
            if value is not None and not there.formula and not _means(there.value, value, column, _choices(rule)):
                told.append(Told(place, f"{record.name}: holds something else than {field}, and was left as it is"))
            continue
        new = None if value is None else _spelt(value, column, _choices(rule))
        if new is not None:
            edits.append(SetCell(grid.title, row, column.number, new))
            if rule is not None and rule.is_unread:
                told.append(Told(place, f"{record.name}: its drop-down could not be read; see whether {field} fits"))
        elif value is not None:
            told.append(Told(place, f"{record.name}: {field} is {plain(value)!r}, which the drop-down does not have"))
        elif column.is_required or (rule is not None and rule.needs_value):
            told.append(Told(place, f"{record.name}: {column.header} is required and stays empty"))
    return edits, told


def _choices(rule: Rule | None) -> tuple[str, ...]:
    return () if rule is None else rule.choices


def _spelt(value: Ours, column: ForeignColumn, choices: tuple[str, ...]) -> Ours | None:
    return of_list(value, choices) if choices else of_cell(value, column.headers)


def _means(there: object, value: Ours, column: ForeignColumn, choices: tuple[str, ...]) -> bool:
    spelt = _spelt(value, column, choices)
    texts = {folded(plain(one)) for one in (value, spelt) if one is not None}
    return there in (value, spelt) or folded(str(there)) in texts


def _ids(
    grid: Grid, mapping: ColumnMapping, records: Iterable[HandedOn], matched: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    column = next((number for number, field in mapping.fields.items() if field == MOBILITY_ID), None)
    for record in records:
        if column is not None and record.agreement and record.name in matched and MOBILITY_ID not in record.values:
            text = read_text(grid.value(matched[record.name], column))
            if isinstance(text, str):
                yield record.agreement, text
