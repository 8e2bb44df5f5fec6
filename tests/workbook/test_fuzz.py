"""Thousands of random edits of the example: nothing breaks, and no cell changes its meaning in silence.

A cell that was edited has to be read as what now stands there, or there is a finding at that very cell; all other cells
have to be read as before, or there is a finding at them.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell

from ecvet_office.evaluation import evaluate
from ecvet_office.workbook.columns import header_of
from ecvet_office.workbook.layout import SETTINGS_TABLE
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import make_sheet
from workbook.cell_edits import Edit, edit
from workbook.edited_book import Base, Spot, base_of, edited, silent_changes
from workbook.example_book import DAY, write_example
from workbook.typed_cells import fits_openpyxl, put

ROUNDS = 1000
EDITS_IN_A_ROUND = 10
FILES = 10
EDITS_IN_A_FILE = 20


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return base_of(read(write_example(tmp_path_factory.mktemp("fuzz"))), DAY)


def some_edits(random_: random.Random, base: Base, count: int) -> dict[Spot, Edit]:
    """Gives edits of different cells."""
    spots = random_.sample(sorted(base.spots), count)
    return {spot: edit(random_, base.spots[spot][0], base.values[spot], base.ids_for(spot)) for spot in spots}


@pytest.mark.parametrize("seed", range(10))
def test_no_edit_breaks_the_evaluation_or_changes_a_meaning_in_silence(base: Base, seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311 # the same edits every time
    for number in range(ROUNDS // 10):
        edits = some_edits(random_, base, EDITS_IN_A_ROUND)
        evaluation = evaluate(edited(base.sheets, edits, base.spots), DAY)
        assert silent_changes(base, evaluation, edits) == [], (number, edits)


def test_rows_that_are_deleted_leave_no_other_row_with_another_meaning(base: Base) -> None:
    for spot in sorted({(table, row) for table, row, _ in base.spots if table != "Settings"}):
        evaluation = evaluate(edited(base.sheets, {}, base.spots, deleted=spot), DAY)
        assert silent_changes(base, evaluation, {}, deleted=spot) == [], spot


@pytest.mark.parametrize("seed", range(FILES))
def test_no_edit_of_a_file_breaks_the_reading_or_changes_a_meaning_in_silence(
    tmp_path: Path, base: Base, seed: int
) -> None:
    random_ = random.Random(1000 + seed)  # noqa: S311 # the same edits every time
    path = write_example(tmp_path)
    book = openpyxl.load_workbook(path)
    titles = {sheet.table.name: sheet.title for sheet in base.sheets.sheets}
    edits = {
        spot: one for spot, one in some_edits(random_, base, 2 * EDITS_IN_A_FILE).items() if fits_openpyxl(one.content)
    }
    edits = dict(list(edits.items())[:EDITS_IN_A_FILE])
    for spot, one in edits.items():
        cell = book[titles[spot[0]]][f"{base.spots[spot][1]}{spot[1]}"]
        assert isinstance(cell, Cell)
        put(cell, one.content)
    book.save(path)
    assert len(edits) == EDITS_IN_A_FILE
    assert silent_changes(base, evaluate(read(path), DAY), edits) == [], edits


def test_a_column_whose_header_is_lost_misspelt_or_doubled_is_told_of(base: Base) -> None:
    for sheet in base.sheets.sheets:
        headers = {sheet.columns[one.key]: header_of(one) for one in sheet.table.columns}
        for letters, header in headers.items():
            if not any(letters in row.cells for row in sheet.rows):
                continue
            other = next(one for one in headers.values() if one != header)
            for spoilt in ("", " ", f"x{header}", header[:-3] + "q", "2026", other):
                made, findings = make_sheet(sheet.table, sheet.title, 1, headers | {letters: spoilt}, sheet.rows)
                columns = {one.place.column for one in findings if one.place.sheet == sheet.title}
                assert letters in columns or "WB17" in {one.code for one in findings}, (sheet.title, header, spoilt)
                assert evaluate(replace(base.sheets, sheets=(made,)), DAY)


def test_headers_in_the_wrong_places_never_move_a_number_or_a_day_into_a_text_in_silence(base: Base) -> None:
    points = base.sheets.sheet("UnitPoints")
    assert points is not None
    headers = {points.columns[one.key]: header_of(one) for one in points.table.columns}
    unit, number = points.columns["unit"], points.columns["points"]
    swapped = headers | {unit: headers[number], number: headers[unit]}
    made, _ = make_sheet(points.table, points.title, 1, swapped, points.rows)
    others = tuple(one for one in base.sheets.sheets if one is not points)
    found = {str(one.place) for one in evaluate(replace(base.sheets, sheets=(*others, made)), DAY).findings}
    assert {f"{points.title}!{letters}{row.number}" for row in points.rows for letters in (unit, number)} <= found


def test_every_table_in_use_takes_part_and_ten_thousand_edits_are_made(base: Base) -> None:
    in_use = {sheet.table.name for sheet in base.sheets.sheets if sheet.rows}
    assert {table for table, *_ in base.spots} == in_use
    assert SETTINGS_TABLE.name in in_use
    assert ROUNDS * EDITS_IN_A_ROUND + FILES * EDITS_IN_A_FILE >= 10_000
