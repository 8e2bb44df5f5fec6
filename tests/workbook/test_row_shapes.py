"""Rows that are written alike are read by one pattern, and exactly as the parser reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ecvet_office.workbook import plain_rows, row_shapes
from ecvet_office.workbook.cell_texts import CellTexts, read_cell_texts
from ecvet_office.workbook.cell_values import Cell, SheetRow
from ecvet_office.workbook.package import Package, open_package
from ecvet_office.workbook.row_shapes import ROWS_UNTIL_KNOWN
from ecvet_office.workbook.sheet_rows import parsed_rows, read_rows
from handmade_packages import SHEET_PART, parts, write_zip

STRINGS = "<si><t>U1</t></si><si><t></t></si>"
STYLES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
USUAL = '<c r="A{row}" t="s"><v>0</v></c><c r="C{row}" s="1"><v>46112</v></c>'
ALIKE = "".join(f'<row r="{row}">{USUAL.format(row=row)}</row>' for row in range(1, ROWS_UNTIL_KNOWN + 1))
NEXT = ROWS_UNTIL_KNOWN + 1


def package(tmp_path: Path, rows: str) -> Package:
    return open_package(write_zip(tmp_path / "plan.xlsx", parts(rows, STRINGS, STYLES)))


def rows_of(tmp_path: Path, rows: str) -> list[SheetRow]:
    opened = package(tmp_path, rows)
    texts = read_cell_texts(opened, date1904=False)
    read = list(read_rows(opened, SHEET_PART, texts))
    assert read == list(parsed_rows(opened, SHEET_PART, texts))
    return read


@pytest.fixture
def found_one_by_one(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rows whose cells are found one by one, as their texts."""
    seen: list[str] = []
    read: Callable[[str, CellTexts, bool, row_shapes.RowShapes], SheetRow] = plain_rows._row

    def noted(text: str, texts: CellTexts, has_entities: bool, shapes: row_shapes.RowShapes) -> SheetRow:
        seen.append(text)
        return read(text, texts, has_entities, shapes)

    monkeypatch.setattr(plain_rows, "_row", noted)
    return seen


def test_a_row_like_many_before_it_is_read_by_one_pattern(tmp_path: Path, found_one_by_one: list[str]) -> None:
    row = rows_of(tmp_path, f'{ALIKE}<row r="{NEXT}" spans="1:3">{USUAL.format(row=NEXT)}</row>')[-1]
    assert row == SheetRow(
        NEXT, False, (Cell(NEXT, 1, "U1", formula=False), Cell(NEXT, 3, date(2026, 3, 31), formula=False))
    )
    assert len(found_one_by_one) == ROWS_UNTIL_KNOWN


def test_one_row_fewer_is_not_enough_to_know_how_rows_are_written(tmp_path: Path, found_one_by_one: list[str]) -> None:
    assert len(rows_of(tmp_path, ALIKE)) == ROWS_UNTIL_KNOWN
    assert len(found_one_by_one) == ROWS_UNTIL_KNOWN


def test_a_hidden_row_among_others_that_are_alike_is_told(tmp_path: Path) -> None:
    assert rows_of(tmp_path, f'{ALIKE}<row r="{NEXT}" hidden="1">{USUAL.format(row=NEXT)}</row>')[-1].hidden


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A{row}" t="s"><v>1</v></c><c r="C{row}" s="1"><v>46112</v></c>',
        '<c r="A{row}" t="s"><v>0</v></c><c r="C{row}" s="1"/>',
        '<c r="A{row}" t="s"><v>0</v></c><c r="C{row}" s="0"><v>46112</v></c>',
        '<c r="A{row}" t="s"><v>0</v></c>',
        '<c r="A{row}" t="s"><v>0</v></c><c r="C{row}" s="1"><v>46112</v></c><c r="D{row}"><v>1</v></c>',
        '<c r="A{row}" t="str"><f>B1</f><v>a &amp; b</v></c><c r="C{row}" s="1"><v>46112</v></c>',
        '<c r="A{row}" t="s"><!-- a remark --><v>0</v></c><c r="C{row}" s="1"><v>46112</v></c>',
    ],
)
def test_a_row_written_in_another_way_is_read_as_the_parser_reads_it(tmp_path: Path, cells: str) -> None:
    further = "".join(f'<row r="{row}">{cells.format(row=row)}</row>' for row in range(NEXT, 3 * NEXT))
    assert len(rows_of(tmp_path, ALIKE + further)) == 3 * NEXT - 1


def test_formulas_and_texts_in_their_cells_are_read_by_the_pattern_too(
    tmp_path: Path, found_one_by_one: list[str]
) -> None:
    cells = (
        '<c r="B{row}" t="s"><f>IF(A1="","",1)</f><v>1</v></c>'
        '<c r="D{row}" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>'
    )
    rows = rows_of(tmp_path, "".join(f'<row r="{row}">{cells.format(row=row)}</row>' for row in range(1, NEXT + 1)))
    assert rows[-1].cells == (Cell(NEXT, 2, "", formula=True), Cell(NEXT, 4, " x ", formula=False))
    assert len(found_one_by_one) == ROWS_UNTIL_KNOWN


def test_a_sheet_in_which_every_row_is_written_in_its_own_way_is_read(tmp_path: Path) -> None:
    rows = ""
    for row in range(1, 600):
        cells = "".join(f'<c r="{letter}{row}"><v>{row}</v></c>' for letter in "ABCDEF"[row % 6 :])
        rows += f'<row r="{row}">{cells}</row>'
    assert len(rows_of(tmp_path, rows)) == 599
