"""Any value written is read back as it was given, and random edits change just what they say."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecvet_office.workbook.cell_values import CellError, CellValue, column_letter, number
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.writing.edits import AppendRows, Edit, SetCell, Value
from ecvet_office.workbook.writing.writer import write
from handmade_packages import MAIN, SHEET_PART, parts, relationships_xml, write_zip
from workbook.writing.comparing import parts_of, values_of

Book = dict[tuple[str, int, int], tuple[CellValue, bool]]

STYLES = '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
TABLE = (
    f'<table xmlns="{MAIN}" id="1" name="Units" displayName="Units" ref="B2:D4" totalsRowShown="0">'
    '<autoFilter ref="B2:D4"/><tableColumns count="3"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"/>'
    '<tableColumn id="3" name="c"/></tableColumns></table>'
)
ROWS = (
    '<row r="2"><c r="B2" t="inlineStr"><is><t>a</t></is></c><c r="C2" t="inlineStr"><is><t>b</t></is></c>'
    '<c r="D2" t="inlineStr"><is><t>c</t></is></c></row>'
    '<row r="3"><c r="B3"><v>1</v></c><c r="C3"><f>B3*2</f><v>2</v></c></row><row r="5" ht="30" customHeight="1"/>'
    '<row r="8"><c r="A8" t="b"><v>1</v></c></row>'
)


def small_workbook(folder: Path, properties: str = "") -> Path:
    """Writes a workbook with one sheet and a small table in B2:D4."""
    content = parts(ROWS, styles=STYLES, properties=properties)
    sheet = str(content[SHEET_PART])
    content[SHEET_PART] = sheet.replace("</worksheet>", '<tableParts count="1"/></worksheet>')
    content["xl/worksheets/_rels/sheet1.xml.rels"] = relationships_xml(("rId1", "table", "../tables/table1.xml"))
    content["xl/tables/table1.xml"] = TABLE
    return write_zip(folder / "small.xlsx", content)


# What makes up the escapes that Excel writes, and halves of characters, which Python can hold.
PIECES = (
    "_x0041_",
    "_x0041",
    "_x005F",
    "_xD83D_",
    "_",
    "x000D_",
    "\r",
    "\n",
    "\r\n",
    "\x0b",
    "\ud83d",
    "\ude00",
    "\ufffe",
)
TEXTS = st.text(st.characters(exclude_categories=()), max_size=40) | st.lists(
    st.sampled_from(PIECES) | st.characters(), max_size=8
).map("".join)
NUMBERS = st.integers(-(10**15) + 1, 10**15 - 1).map(Decimal) | st.floats(
    allow_nan=False, allow_infinity=False, min_value=-9e307, max_value=9e307
)
# Excel's dates begin on 1 January 1900; the writer counts the days before its false leap day as Excel does.
DATES = st.dates(dt.date(1900, 1, 1), dt.date(9999, 12, 31))
TIMES = st.times().map(lambda time: time.replace(microsecond=time.microsecond // 1000 * 1000))
MOMENTS = st.builds(dt.datetime.combine, st.dates(dt.date(1900, 3, 1)), TIMES)
ERRORS = st.sampled_from(["#N/A", "#DIV/0!", "#REF!"]).map(CellError)
VALUES = st.one_of(st.none(), TEXTS, NUMBERS, st.booleans(), DATES, MOMENTS, TIMES, ERRORS)


def as_read(value: Value) -> CellValue | None:
    """Gives what reading a written value gives: no text is an empty cell, and a number is a decimal.

    A half of a character without its other half is no character, and read as the sign for one that is not known.
    """
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") or None
    if isinstance(value, bool | CellError) or value is None:
        return value
    if isinstance(value, float | int | Decimal):
        return number(repr(float(value)))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_a_value_is_read_back_as_it_was_given(value: Value) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = small_workbook(Path(folder))
        after = values_of(write(path, [SetCell("Units", 9, 9, value)]).path)
    expected = as_read(value)
    assert after.get(("Units", 9, 9), (None, False))[0] == expected


CELLS = st.tuples(st.integers(3, 12), st.integers(1, 7)).filter(lambda cell: cell != (3, 3))


def applied(before: Book, cells: Mapping[tuple[int, int], Value]) -> Book:
    """Gives the cells with some of them set."""
    after = dict(before)
    for (row, column), value in cells.items():
        read = as_read(value)
        after.pop(("Units", row, column), None)
        if read is not None:
            after["Units", row, column] = (read, False)
    return after


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(CELLS, VALUES, max_size=8))
def test_random_cells_are_set_and_all_others_stay(cells: dict[tuple[int, int], Value]) -> None:
    edits: list[Edit] = [SetCell("Units", row, column, value) for (row, column), value in cells.items()]
    with tempfile.TemporaryDirectory() as folder:
        path = small_workbook(Path(folder))
        before = values_of(path)
        after = values_of(write(path, edits).path)
    assert after == applied(before, cells)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXTS.filter(str.strip), VALUES, VALUES), min_size=1, max_size=3))
def test_random_rows_stand_below_the_last_one_that_holds_something(rows: list[tuple[Value, Value, Value]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = small_workbook(Path(folder))
        before = values_of(path)
        receipt = write(path, [AppendRows("Units", (row,)) for row in rows])
        after = values_of(receipt.path)
        table = read_workbook(receipt.path).sheets[0].tables[0]
    cells = {(4 + down, 2 + right): value for down, row in enumerate(rows) for right, value in enumerate(row)}
    assert after == applied(before, cells)
    assert table.last_row == max(4, 3 + len(rows))


def test_what_looks_like_an_escape_before_a_character_that_needs_one_stays_as_it_is(tmp_path: Path) -> None:
    path = small_workbook(tmp_path)
    texts = ["_x0041\r", "_x0041\x0b", "_x0041_x0042\x0b", "_x0041\r\n_x0041_", "a_x0041\n"]
    after = values_of(write(path, [SetCell("Units", 9 + down, 9, text) for down, text in enumerate(texts)]).path)
    assert [after["Units", 9 + down, 9][0] for down in range(len(texts))] == texts


@pytest.mark.parametrize("text", ["=1+1", "+49 30 123", "-x", "@here", "=HYPERLINK(A1)", "'quoted", " spaces ", "a\nb"])
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path, text: str) -> None:
    after = values_of(write(small_workbook(tmp_path), [SetCell("Units", 4, 2, text)]).path)
    assert after["Units", 4, 2] == (text, False)


@pytest.mark.parametrize("day", [dt.date(1904, 1, 2), dt.date(2026, 3, 1)])
def test_dates_of_a_workbook_that_counts_from_1904_are_right(tmp_path: Path, day: dt.date) -> None:
    path = small_workbook(tmp_path, '<workbookPr date1904="1"/>')
    after = values_of(write(path, [SetCell("Units", 4, 2, day)]).path)
    assert after["Units", 4, 2] == (day, False)


def test_a_cell_keeps_its_format(tmp_path: Path) -> None:
    path = small_workbook(tmp_path)
    styled = ROWS.replace('<c r="B3">', '<c r="B3" s="0" vm="1">')
    content = parts(styled, styles=STYLES)
    write_zip(path, content)
    copy = write(path, [SetCell("Units", 3, 2, "x")]).path
    assert f'<c r="{column_letter(2)}3" s="0" t="inlineStr">' in parts_of(copy)[SHEET_PART].decode("utf-8")
