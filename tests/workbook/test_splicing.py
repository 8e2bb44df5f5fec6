"""Cells changed inside the bytes of a sheet: what is around them stays, and what is not understood is refused."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.splicing import cell_text, cell_xml, replace_rows, set_cells

HEAD = '<worksheet xmlns="x"><dimension ref="A1:B2"/><cols><col min="1" max="2" width="10"/></cols><sheetData>'
HEADERS = '<row r="1" ht="32"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
BODY = '<row r="2"><c r="A2" s="4"/><c r="B2" s="5"><v>7</v></c></row>'
TAIL = '</sheetData><pageMargins left="1"/><tableParts count="1"/></worksheet>'
SHEET = HEAD + HEADERS + BODY + TAIL


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (None, '<c r="A2" s="4"/>'),
        ("", '<c r="A2" s="4"/>'),
        (Decimal("7.50"), '<c r="A2" s="4"><v>7.5</v></c>'),
        (Decimal("1E+3"), '<c r="A2" s="4"><v>1000</v></c>'),
        (True, '<c r="A2" s="4" t="b"><v>1</v></c>'),
        ("=1+1", '<c r="A2" s="4" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>'),
        (date(2026, 3, 31), '<c r="A2" s="4" t="inlineStr"><is><t xml:space="preserve">31 March 2026</t></is></c>'),
    ],
)
def test_a_cell_is_written_as_a_number_a_truth_or_a_text_and_never_as_a_formula(value: None, xml: str) -> None:
    assert cell_xml("A2", "4", value) == xml


@pytest.mark.parametrize(
    ("text", "written"),
    [("\x00\x1f", "_x0000__x001F_"), ("\ufffe", "_xFFFE_"), ("_x0041_", "_x005F_x0041_"), ("_X0041_", "_X0041_")],
)
def test_characters_that_xml_forbids_are_written_as_excel_writes_them(text: str, written: str) -> None:
    assert cell_text(text) == written


def test_other_rows_stand_below_the_same_header_in_the_same_styles() -> None:
    new = replace_rows(SHEET, 1, 1, [["a", Decimal(1)], ["b", None]], {})
    assert new.startswith('<worksheet xmlns="x"><dimension ref="A1:B3"/><cols>')
    assert HEADERS in new
    assert new.endswith(TAIL)
    assert re.findall(r'<c r="([AB][23])" s="([0-9])"', new) == [("A2", "4"), ("B2", "5"), ("A3", "4"), ("B3", "5")]


def test_a_row_is_as_high_as_its_longest_text_and_no_higher_than_excel_allows() -> None:
    new = replace_rows(SHEET, 1, 1, [["x" * 19, None], ["one\ntwo\nthree", None], ["x" * 10_000, None]], {})
    assert re.findall(r'<row r="[234]" ht="([0-9]+)"', new) == ["31", "46", "409"]


def test_links_stand_where_the_schema_wants_them_whatever_stands_around() -> None:
    formats = "<conditionalFormatting><cfRule><extLst><ext/></extLst></cfRule></conditionalFormatting>"
    old = '<hyperlinks><hyperlink ref="A9" location="old"/></hyperlinks>'
    for after in ("<rowBreaks/>", "<ignoredErrors/>", '<pageMargins left="1"/>', "<extLst/>", ""):
        sheet = f"{HEAD}{HEADERS}{BODY}</sheetData>{formats}{old}{after}</worksheet>"
        new = replace_rows(sheet, 1, 1, [["a", None]], {"A2": "'R & D'!A1"})
        link = '<hyperlink ref="A2" location="\'R &amp; D\'!A1" display="\'R &amp; D\'!A1"/>'
        assert new.endswith(f"{formats}<hyperlinks>{link}</hyperlinks>{after}</worksheet>")


def test_a_sheet_has_no_more_links_than_excel_keeps() -> None:
    links = {f"A{row}": "'Units'!A1" for row in range(2, 70_002)}
    assert replace_rows(SHEET, 1, 1, [["a", None]], links).count("<hyperlink ") == 65_000


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET.replace("sheetData", "x:sheetData"),
        SHEET.replace('<row r="1" ht="32">', '<row ht="32" r="1">'),
        SHEET.replace('<row r="2">', "<row>"),
    ],
)
def test_a_sheet_written_in_another_way_is_refused(sheet: str) -> None:
    with pytest.raises(UnwritableFileError, match="cannot change safely"):
        replace_rows(sheet, 1, 1, [["a", None]], {})
    with pytest.raises(UnwritableFileError, match="cannot change safely"):
        set_cells(sheet, {(1, "C"): "L1", (2, "A"): "L2"})


@pytest.mark.parametrize(
    ("cells", "letters", "expected"),
    [
        ('<c r="A2" s="4"/><c r="B2"/>', "A", '<c r="A2" s="4" T/><c r="B2"/>'),
        ('<c r="B2"/>', "A", '<c r="A2" T/><c r="B2"/>'),
        ('<c r="A2"/>', "B", '<c r="A2"/><c r="B2" T/>'),
        ('<c r="A2"/><c r="C2"/>', "B", '<c r="A2"/><c r="B2" T/><c r="C2"/>'),
        ('<c r="Z2"/><c r="AB2"/>', "AA", '<c r="Z2"/><c r="AA2" T/><c r="AB2"/>'),
    ],
)
def test_a_text_is_put_into_its_cell_in_the_order_of_columns(cells: str, letters: str, expected: str) -> None:
    sheet = f'{HEAD}{HEADERS}<row r="2" spans="1:2">{cells}</row>{TAIL}'
    written = ' t="inlineStr"><is><t xml:space="preserve">L4</t></is></c>'
    new = set_cells(sheet, {(2, letters): "L4"})
    assert new == f'{HEAD}{HEADERS}<row r="2" spans="1:2">{expected.replace(" T/>", written)}</row>{TAIL}'


@pytest.mark.parametrize("held", ["<v>7</v>", "<f>A1</f>", "<is><t>x</t></is>"])
def test_a_cell_that_holds_something_is_left_as_it_is(held: str) -> None:
    sheet = f'{HEAD}{HEADERS}<row r="2"><c r="A2">{held}</c></row>{TAIL}'
    with pytest.raises(UnwritableFileError, match="A2 holds something already"):
        set_cells(sheet, {(2, "A"): "L4"})


@pytest.mark.parametrize(("length", "fits"), [(32_766, True), (32_767, True), (32_768, False)])
def test_a_cell_holds_so_many_characters_and_no_more(length: int, fits: bool) -> None:
    if fits:
        assert "x" * length in cell_xml("A1", "", "x" * length)
    else:
        with pytest.raises(UnwritableFileError, match=r"A1: a cell holds 32,767 characters, not 32,768"):
            cell_xml("A1", "", "x" * length)
