"""Tables grow with appended rows, and take the rows that replace theirs; a new sheet brings a table of its own."""

from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.cells import RawTable, read_workbook
from ecvet_office.workbook.writing.edits import AddSheet, AppendRows, Link, ReplaceRows, Row, SetCell
from ecvet_office.workbook.writing.writer import write
from handmade_packages import write_zip
from workbook.writing.comparing import opened, parts_of, raw_cells_of, values_of

UNITS, TOTALS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet4.xml"
NEW_UNITS: tuple[Row, ...] = (
    ("U11", "Kotka", Decimal(4), Decimal(2), Decimal("0.02"), dt.date(2026, 3, 1)),
    ("U12", "Köln", Decimal(5), Decimal(3), None, None),
)


def table_of(path: Path, name: str) -> RawTable:
    """Gives a table as it is read."""
    return next(table for sheet in read_workbook(path).sheets for table in sheet.tables if table.display_name == name)


def edited(path: Path, part: str, old: str, new: str) -> Path:
    """Gives the workbook with a text in one of its parts replaced."""
    content: dict[str, str | bytes] = dict(parts_of(path))
    text = parts_of(path)[part].decode("utf-8")
    assert old in text
    content[part] = text.replace(old, new)
    return write_zip(path.with_name(f"edited-{path.name}"), content)


def test_what_covered_a_column_covers_its_new_rows(kitchen: Path) -> None:
    sheet = parts_of(write(kitchen, [AppendRows("Units", NEW_UNITS)]).path)[UNITS].decode("utf-8")
    for grown in (
        '<conditionalFormatting sqref="D2:D13">',
        '<conditionalFormatting sqref="C2:C13">',
        'sqref="C2:C13"><formula1>"3,4,5"',
        "<xm:sqref>B2:B13</xm:sqref>",  # a validation of Excel 2010
        "<xm:sqref>D2:D13</xm:sqref>",  # the data bar's other half
        "<xm:sqref>G2</xm:sqref>",  # the sparkline is no range of the table
        '<protectedRange password="',
    ):
        assert grown in sheet
    assert '<dimension ref="A1:F13"/>' in sheet


def test_new_rows_look_like_the_last_one(kitchen: Path) -> None:
    sheet = opened(write(kitchen, [AppendRows("Units", NEW_UNITS)]).path)["Units"]
    assert sheet["D12"].fill.fgColor.rgb == sheet["D11"].fill.fgColor.rgb == "FFFFF2CC"
    assert sheet["F13"].number_format == "yyyy\\-mm\\-dd" or sheet["F13"].number_format == "yyyy-mm-dd"


def test_a_calculated_column_gets_its_formula_and_the_value_given(kitchen: Path) -> None:
    receipt = write(kitchen, [AppendRows("Units", NEW_UNITS)])
    cell = raw_cells_of(receipt.path, UNITS)["E12"]
    assert b"<f>Units[[#This Row],[Points]]/SUM(Units[Points])</f><v>0.02</v>" in cell
    assert b"<v>" not in raw_cells_of(receipt.path, UNITS)["E13"]
    assert table_of(receipt.path, "Units").last_row == 13


def test_rows_appended_in_two_edits_stand_one_below_the_other(kitchen: Path) -> None:
    receipt = write(kitchen, [AppendRows("Units", NEW_UNITS[:1]), AppendRows("units", NEW_UNITS[1:])])
    values = values_of(receipt.path)
    assert (values["Units", 12, 1][0], values["Units", 13, 1][0]) == ("U11", "U12")
    assert table_of(receipt.path, "Units").last_row == 13


def test_empty_rows_at_the_end_of_a_table_are_filled_before_it_grows(kitchen: Path) -> None:
    one = write(kitchen, [AppendRows("Empty", (("x", Decimal(1)),))])
    assert table_of(one.path, "Empty").last_row == 2
    two = write(kitchen, [AppendRows("Empty", (("x", Decimal(1)), ("y", Decimal(2))))])
    assert table_of(two.path, "Empty").last_row == 3
    assert values_of(two.path)["Totals", 3, 7] == ("y", False)


def test_no_rows_appended_change_nothing(kitchen: Path) -> None:
    receipt = write(kitchen, [AppendRows("Units", ())])
    assert (receipt.cells, receipt.rewritten) == (0, ())


@pytest.mark.parametrize(
    ("formula", "is_refused"),
    [("[@Points]*2", False), ("$D$2*2", False), ("LOG10(7)", False), ("D2*2", True), ("SUM($D2:$D$9)", True)],
)
def test_a_formula_that_names_its_neighbours_by_address_is_not_guessed(
    kitchen: Path, formula: str, is_refused: bool
) -> None:
    old = "<calculatedColumnFormula>Units[[#This Row],[Points]]/SUM(Units[Points])<"
    path = edited(kitchen, "xl/tables/table1.xml", old, f"<calculatedColumnFormula>{formula}<")
    if is_refused:
        with pytest.raises(UnwritableFileError, match="the column Share of the table Units"):
            write(path, [AppendRows("Units", NEW_UNITS)])
    else:
        assert write(path, [AppendRows("Units", NEW_UNITS)]).cells == 12


@pytest.mark.parametrize("count", [0, 1, 2, 3, 40])
def test_a_table_of_ours_takes_the_number_of_its_rows(kitchen: Path, count: int) -> None:
    rows = tuple((f"row {number}", Decimal(number)) for number in range(count))
    receipt = write(kitchen, [ReplaceRows("Below", rows)])
    values = values_of(receipt.path)
    assert table_of(receipt.path, "Below").last_row == 8 + max(count, 1)
    shown = [values[key][0] for key in sorted(values) if key[0] == "Totals" and key[1] > 8 and key[2] == 1]
    assert shown == [row[0] for row in rows]


def test_rows_left_over_vanish_and_what_stands_beside_them_stays(kitchen: Path) -> None:
    noted = write(
        kitchen,
        [SetCell("Totals", 10, 5, "my note"), ReplaceRows("Below", (("a", None),) * 3)],
        kitchen.with_name("noted.xlsx"),
    )
    receipt = write(noted.path, [ReplaceRows("Below", (("z", None),))])
    cells = raw_cells_of(receipt.path, TOTALS)
    assert "E10" in cells
    assert not {"A10", "B10", "A11", "B11"} & cells.keys()
    assert b'r="11"' not in parts_of(receipt.path)[TOTALS]


def test_a_filter_on_a_table_of_ours_is_lifted_and_its_rows_show(kitchen: Path) -> None:
    filtered = edited(
        kitchen,
        "xl/tables/table3.xml",
        '<autoFilter ref="A8:B10"/>',
        '<autoFilter ref="A8:B10"><filterColumn colId="0"><filters><filter val="y"/></filters></filterColumn>'
        "</autoFilter>",
    )
    hidden = edited(filtered, TOTALS, '<row r="9" ', '<row r="9" hidden="1" ')
    receipt = write(hidden, [ReplaceRows("Below", (("z", None),))])
    assert b"filterColumn" not in parts_of(receipt.path)["xl/tables/table3.xml"]
    assert b"hidden" not in parts_of(receipt.path)[TOTALS]


def test_links_of_a_table_of_ours_are_replaced_and_the_user_s_stay(kitchen: Path) -> None:
    rows: tuple[Row, ...] = (("D7", None), ("E7", None))
    links = (Link(0, 0, "'Units'!D7"), Link(1, 0, "'Units'!E7"))
    once = write(kitchen, [ReplaceRows("Below", rows, links)])
    assert b'<hyperlink ref="A10" location="\'Units\'!E7"' in parts_of(once.path)[TOTALS]
    again = write(once.path, [ReplaceRows("Below", rows, links[:1])])
    assert b'ref="A10" location' not in parts_of(again.path)[TOTALS]
    none = write(again.path, [ReplaceRows("Below", rows)])
    assert b"hyperlink" not in parts_of(none.path)[TOTALS]


def test_a_new_sheet_has_its_table_links_and_texts_that_stay_texts(kitchen: Path) -> None:
    rows: tuple[Row, ...] = (("=1+1", dt.date(2026, 3, 1)), ("L'été", Decimal(7)))
    sheets = [
        AddSheet(
            "Results & more", "Results", ("What", "When\nor how many"), rows, (30, 12), (Link(1, 0, "'Units'!A1"),)
        ),
        AddSheet("Second", "Second", ("x",), (), (10,)),
    ]
    receipt = write(kitchen, sheets)
    book = opened(receipt.path)
    assert book.sheetnames[-2:] == ["Results & more", "Second"]
    sheet = book["Results & more"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "inlineStr") or sheet["A2"].data_type == "s"
    assert sheet["B2"].is_date
    assert sheet["A3"].hyperlink.location == "'Units'!A1"
    assert sheet.column_dimensions["A"].width == 30
    assert table_of(receipt.path, "Results").columns == ("What", "When\nor how many")
    assert table_of(receipt.path, "Second").last_row == 2
    numbers = {
        parts_of(receipt.path)[name].split(b' id="')[1].split(b'"')[0]
        for name in parts_of(receipt.path)
        if "/tables/" in name
    }
    assert len(numbers) == 7


def test_columns_of_a_new_table_are_called_as_their_headers_read_whatever_these_hold(kitchen: Path) -> None:
    headers = ("_x0041_", "_x0041\nor how many", "a\x0bb", "_x0041\x0b", "_x005F\n_x0041_")
    receipt = write(kitchen, [AddSheet("Odd", "Odd", headers, (), (10,) * len(headers))])
    assert table_of(receipt.path, "Odd").columns == headers
    cells = values_of(receipt.path)
    assert tuple(cells["Odd", 1, column][0] for column in range(1, len(headers) + 1)) == headers


def test_the_entries_of_untouched_parts_keep_their_compressed_bytes(kitchen: Path) -> None:
    receipt = write(kitchen, [SetCell("Units", 2, 1, "x")])
    with zipfile.ZipFile(kitchen) as old, zipfile.ZipFile(receipt.path) as new:
        assert [one.filename for one in old.infolist()] == [one.filename for one in new.infolist()]
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            if one.filename not in receipt.rewritten:
                assert (one.CRC, one.compress_size, one.date_time) == (other.CRC, other.compress_size, other.date_time)
        assert new.testzip() is None
