"""What a workbook is read as: its sheets, tables, properties and cells, with openpyxl as the second opinion."""

# ruff: noqa: DTZ001 - a cell knows no time zone

from __future__ import annotations

import warnings
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.worksheet.table import Table

from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.cell_values import iso_moment, number, split_reference, unescape
from ecvet_office.workbook.cells import (
    UNCALCULATED,
    CellError,
    CellValue,
    RawTable,
    RawWorkbook,
    Uncalculated,
    column_letter,
    column_number,
    read_workbook,
)
from handmade_packages import MAIN, RELATIONSHIPS, SHEET_PART, parts, relationships_xml, write_zip

Grid = dict[tuple[int, int], CellValue]


def grid(workbook: RawWorkbook, sheet: int = 0) -> Grid:
    return {(cell.row, cell.column): cell.value for row in workbook.sheets[sheet].rows() for cell in row.cells}


def test_columns_have_letters_and_letters_have_columns() -> None:
    assert [column_letter(column) for column in (1, 26, 27, 52, 702, 703, 16_384)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert all(column_number(column_letter(column)) == column for column in range(1, 16_385))
    assert column_number("xfd") == 16_384


@pytest.mark.parametrize("column", [0, -1, 16_385])
def test_a_column_outside_the_sheet_has_no_letters(column: int) -> None:
    with pytest.raises(ValueError, match="not"):
        column_letter(column)


@pytest.mark.parametrize("letters", ["", "XFE", "ZZZZ", "A1", "Ä", "$A"])
def test_letters_outside_the_sheet_name_no_column(letters: str) -> None:
    with pytest.raises(ValueError, match="names no column"):
        column_number(letters)


@pytest.mark.parametrize("reference", ["", "A", "7", "A0", "A1048577", "XFE1", "A1:B2", "$A$1"])
def test_what_is_no_address_is_refused(reference: str) -> None:
    with pytest.raises(ValueError, match="no"):
        split_reference(reference)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0.10000000000000001", "0.1"),
        ("7.5", "7.5"),
        ("5.0", "5"),
        ("-0", "0"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("1.2345678901234567E+19", "12345678901234567000"),
        ("9.9999999999999995E-8", "1E-7"),
        ("33.333333333333336", "33.333333333333336"),
    ],
)
def test_a_number_is_the_shortest_decimal_of_its_double(text: str, read: str) -> None:
    assert str(number(text)) == read


@pytest.mark.parametrize("text", ["", "n/a", "NaN", "INF", "1e999", "1_000", "7,5"])
def test_what_is_no_finite_number_stays_the_text_it_is(text: str) -> None:
    assert number(text) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_double_comes_back_through_seventeen_digits(double: float) -> None:
    read = number(f"{double:.17g}")
    assert isinstance(read, Decimal)
    assert float(read) == double


def test_escapes_become_characters_and_half_characters_become_replacements() -> None:
    assert unescape("a_x000D__x000A_b_x005F_x0041_") == "a\r\nb_x0041_"
    assert unescape("_xD83D__xDE00_") == "\U0001f600"
    assert unescape("_xD83D_") == "\ufffd"
    assert unescape("_x12") == "_x12"


def test_an_iso_date_that_is_none_stays_text() -> None:
    assert iso_moment("2026-02-30") == "2026-02-30"
    assert iso_moment("20260331") == "20260331"


def test_sheets_come_with_title_and_state_in_the_order_of_their_tabs(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "plan.xlsx")
    for title in ("Start", "Über & Unter", "Lists", "Secret"):
        book.add_worksheet(title)
    book.get_worksheet_by_name("Lists").hide()
    book.get_worksheet_by_name("Secret").very_hidden()
    book.close()
    workbook = read_workbook(tmp_path / "plan.xlsx")
    assert [(sheet.title, sheet.state) for sheet in workbook.sheets] == [
        ("Start", "visible"),
        ("Über & Unter", "visible"),
        ("Lists", "hidden"),
        ("Secret", "veryHidden"),
    ]
    assert workbook.sheets[0].part == SHEET_PART


def test_chart_sheets_and_sheets_whose_part_is_missing_are_skipped(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "chart.xlsx")
    data = book.add_worksheet("Data")
    data.write_row(0, 0, [1, 2])
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Data!$A$1:$B$1"})
    book.add_chartsheet("Picture").set_chart(chart)
    book.close()
    assert [sheet.title for sheet in read_workbook(tmp_path / "chart.xlsx").sheets] == ["Data"]
    content = parts()
    del content[SHEET_PART]
    assert read_workbook(write_zip(tmp_path / "plan.xlsx", content)).sheets == ()


def test_tables_come_with_their_place_and_headers(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Unit", "Points\nECVET", None, "Id"])
    sheet.append(["U01", 7.5, None, "Q1"])
    sheet.add_table(Table(displayName="Unit_points", ref="A1:B2"))
    sheet.add_table(Table(displayName="Qualifications", ref="D1:D2"))
    book.save(tmp_path / "plan.xlsx")
    tables = read_workbook(tmp_path / "plan.xlsx").sheets[0].tables
    assert tables[0] == RawTable(
        name="Unit_points",
        display_name="Unit_points",
        first_row=1,
        last_row=2,
        first_column=1,
        last_column=2,
        columns=("Unit", "Points\nECVET"),
        part="xl/tables/table1.xml",
        totals_rows=0,
    )
    assert [(table.display_name, table.first_column, table.columns) for table in tables[1:]] == [
        ("Qualifications", 4, ("Id",))
    ]


def with_table(tmp_path: Path, table: str) -> Path:
    listing = relationships_xml(("t", "table", "../tables/table1.xml"), ("u", "table", "../tables/absent.xml"))
    return write_zip(
        tmp_path / "plan.xlsx",
        parts() | {"xl/worksheets/_rels/sheet1.xml.rels": listing, "xl/tables/table1.xml": table},
    )


def test_a_table_knows_its_totals_and_absent_headers_and_ignores_extensions(tmp_path: Path) -> None:
    table = (
        f'<table xmlns="{MAIN}" id="1" name="old" displayName="Units" ref="B3:C9" headerRowCount="0" '
        'totalsRowCount="1"><tableColumns><tableColumn id="1" name="Unit_x000a_id"/><tableColumn id="2" name="P"/>'
        '</tableColumns><extLst><ext><x:table xmlns:x="urn:x" ref="Z1"/></ext></extLst></table>'
    )
    (read,) = read_workbook(with_table(tmp_path, table)).sheets[0].tables
    assert (read.name, read.display_name, read.columns) == ("old", "Units", ("Unit\nid", "P"))
    assert (read.first_row, read.last_row, read.first_column, read.last_column) == (3, 9, 2, 3)
    assert (read.header_rows, read.totals_rows) == (0, 1)


@pytest.mark.parametrize("ref", ["", "B3:", "here", "B3:C9:D9"])
def test_a_table_without_a_place_is_damage(tmp_path: Path, ref: str) -> None:
    path = with_table(tmp_path, f'<table xmlns="{MAIN}" name="Units" ref="{ref}"/>')
    if ref == "B3:":
        assert read_workbook(path).sheets[0].tables[0].last_row == 3
    else:
        with pytest.raises(UnreadableFileError, match=r"part xl/tables/table1\.xml is damaged"):
            read_workbook(path)


def test_custom_properties_are_read_as_text(tmp_path: Path) -> None:
    book = Workbook()
    properties = book.custom_doc_props  # type: ignore[attr-defined]
    properties.append(StringProperty(name="Layout", value="1 & only"))
    properties.append(IntProperty(name="Year", value=2026))
    book.save(tmp_path / "plan.xlsx")
    assert dict(read_workbook(tmp_path / "plan.xlsx").custom_properties) == {"Layout": "1 & only", "Year": "2026"}
    assert dict(read_workbook(write_zip(tmp_path / "bare.xlsx", parts())).custom_properties) == {}


@pytest.mark.parametrize("date1904", [False, True])
def test_both_date_systems_give_the_same_day(tmp_path: Path, date1904: bool) -> None:
    book = xlsxwriter.Workbook(tmp_path / "plan.xlsx", {"date_1904": date1904})
    sheet = book.add_worksheet()
    sheet.write_datetime(0, 0, datetime(2026, 3, 31), book.add_format({"num_format": "dd.mm.yyyy"}))
    book.close()
    workbook = read_workbook(tmp_path / "plan.xlsx")
    assert workbook.date1904 is date1904
    assert grid(workbook) == {(1, 1): date(2026, 3, 31)}


def test_the_flag_of_the_1904_system_is_not_taken_from_an_extension(tmp_path: Path) -> None:
    extension = f'<x:workbookPr xmlns:x="urn:x" date1904="1"/><workbookPr date1904="0" xmlns:r="{RELATIONSHIPS}"/>'
    path = write_zip(tmp_path / "plan.xlsx", parts(properties=extension))
    assert read_workbook(path).date1904 is False


def test_rows_can_be_read_again_and_after_the_file_is_gone(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "plan.xlsx", parts('<row r="1"><c r="A1"><v>1</v></c></row>'))
    workbook = read_workbook(path)
    path.unlink()
    assert grid(workbook) == grid(workbook) == {(1, 1): Decimal(1)}
    assert workbook.path == path


def test_a_workbook_that_no_spreadsheet_program_calculated_is_told_cell_by_cell(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = 2, "=A1*2"
    book.save(tmp_path / "plan.xlsx")
    read = grid(read_workbook(tmp_path / "plan.xlsx"))
    assert read == {(1, 1): Decimal(2), (2, 1): UNCALCULATED}
    assert isinstance(read[2, 1], Uncalculated)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    # openpyxl leaves escapes as they are, and takes U+FFFE and U+FFFF, which XML forbids
    lambda word: "_x" not in word and not {"\ufffe", "\uffff"} & set(word)
)
MOMENTS = st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 30)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
FORMATS = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm:ss.000", time: "hh:mm:ss", timedelta: "[h]:mm"}
ANY_VALUE = st.one_of(
    WORDS,
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(-1e12, 1e12),
    st.dates(date(1900, 3, 1)),
    MOMENTS,
    st.times().map(lambda at: at.replace(microsecond=0)),
    st.integers(0, 10**6).map(lambda minutes: timedelta(minutes=minutes)),
    st.sampled_from([CellError("#N/A"), CellError("#DIV/0!")]),
)


def write_with_xlsxwriter(path: Path, values: list[object]) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for row, value in enumerate(values):
        if isinstance(value, CellError):
            sheet.write_formula(row, 0, "=NA()", None, value.code)
        elif isinstance(value, str):
            sheet.write_string(row, 0, value)
        elif isinstance(value, bool):
            sheet.write_boolean(row, 0, value)
        elif type(value) in FORMATS:
            sheet.write_datetime(row, 0, value, book.add_format({"num_format": FORMATS[type(value)]}))
        else:
            sheet.write_number(row, 0, value)
    book.close()


def as_openpyxl_says(value: object) -> object:
    """A value of ours in the types of openpyxl, which has floats for numbers and midnight for dates."""
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, Decimal):
        return float(value)
    return datetime.combine(value, time()) if type(value) is date else value


@given(st.lists(ANY_VALUE, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_workbook_reads_as_it_was_written_and_as_openpyxl_reads_it(tmp_path: Path, values: list[object]) -> None:
    path = tmp_path / "plan.xlsx"
    write_with_xlsxwriter(path, values)
    read = [value for _, value in sorted(grid(read_workbook(path)).items())]
    assert [as_openpyxl_says(value) for value in read] == [
        as_openpyxl_says(value)
        if not isinstance(value, int | float) or isinstance(value, bool)
        else float(f"{value:.16G}")
        for value in values
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        second = load_workbook(path, data_only=True).worksheets[0]
    assert [as_openpyxl_says(value) for value in read] == [cell.value for (cell,) in second.iter_rows()]
