"""A made-up administrator's workbook that holds every feature a careless save would lose: schema-valid before any edit.

XlsxWriter writes what it can; `kitchen_parts` adds the rest by hand.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zlib
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped] # it comes without types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from workbook.writing.kitchen_parts import add_handmade_parts

UNITS = [
    (f"U{number:02d}", ("Kotka", "Köln", "Liège")[number % 3], 3 + number % 3, 1.5 * number) for number in range(1, 11)
]
FIRST_DAY = dt.date(2024, 1, 1)


def build_kitchen(path: Path) -> Path:
    """Writes the workbook; with macros where its name ends in .xlsm."""
    with_macros = path.suffix == ".xlsm"
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheets = {title: book.add_worksheet(title) for title in ("Units", "Pivot", "Arrays", "Totals", "Lists")}
    if with_macros:
        macros = path.with_name("vbaProject.bin")
        macros.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016))
        book.add_vba_project(str(macros))
        book.set_vba_name("ThisWorkbook")
        sheets["Units"].set_vba_name("Sheet1")
    book.set_properties({"title": "ECVET register", "author": "VET Office", "category": "ECVET"})
    book.set_custom_property("layout", "1.2.0")
    book.define_name("MaxPoints", "=Lists!$A$1")
    book.define_name("Units!Local", "=Units!$A$1")
    _write_units(book, sheets["Units"])
    _decorate_units(book, sheets["Units"])
    _write_pivot_area(sheets["Pivot"])
    _write_arrays(book, sheets["Arrays"])
    _write_totals(sheets["Totals"])
    sheets["Lists"].write_column("A1", ["A", "B", "C"])
    sheets["Lists"].very_hidden()
    rings = book.add_chart({"type": "doughnut"})
    rings.add_series({"categories": "=Units!$A$2:$A$11", "values": "=Units!$D$2:$D$11"})
    book.add_chartsheet("Rings").set_chart(rings)
    book.close()
    add_handmade_parts(path)
    return path


def picture(width: int = 24, height: int = 16) -> io.BytesIO:
    """Gives a PNG picture of one red."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = b"".join(b"\0" + bytes((200, 30, 60)) * width for _ in range(height))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b""))


def _write_units(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    unlocked = book.add_format({"locked": 0, "bg_color": "#FFF2CC"})
    share = "=Units[[#This Row],[Points]]/SUM(Units[Points])"
    columns = [{"header": "Unit"}, {"header": "Partner"}, {"header": "EQF"}, {"header": "Points"}]
    columns += [{"header": "Share", "formula": share}, {"header": "Approved", "format": date}]
    sheet.add_table("A1:F11", {"name": "Units", "style": "Table Style Medium 4", "columns": columns})
    for row, (unit, partner, eqf, points) in enumerate(UNITS, 1):
        sheet.write_row(row, 0, (unit, partner, eqf))
        sheet.write_number(row, 3, points, unlocked)
        sheet.write_formula(row, 4, share, None, points / 82.5)
        sheet.write_datetime(row, 5, FIRST_DAY + dt.timedelta(days=row), date)


def _decorate_units(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Units!$A$2:$A$11", "values": "=Units!$D$2:$D$11", "data_labels": {"value": True}})
    sheet.insert_chart("H2", chart, {"description": "Points per unit"})
    sheet.insert_image("H20", "logo.png", {"image_data": picture(), "description": "Partner's logo"})
    sheet.insert_textbox("L20", "Read this first", {"description": "Instructions"})
    sheet.insert_button("L25", {"caption": "Recalculate", "macro": "Recalc"})
    sheet.write_comment("B2", "A note of the old kind", {"author": "Ana", "x_scale": 2})
    sheet.add_sparkline("G2", {"range": "Units!D2:D11", "type": "column", "markers": True})
    sheet.conditional_format("D2:D11", {"type": "data_bar", "data_bar_2010": True, "bar_solid": True})
    sheet.conditional_format("C2:C11", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.conditional_format("A2:A11", {"type": "duplicate", "format": book.add_format({"font_color": "red"})})
    sheet.data_validation(
        "C2:C11", {"validate": "list", "source": [3, 4, 5], "input_title": "EQF", "input_message": "3-5"}
    )
    sheet.protect("secret", {"insert_rows": True, "autofilter": True})
    sheet.unprotect_range("D2:D11", "Points", "x")
    sheet.ignore_errors({"number_stored_as_text": "A1:A99"})
    sheet.set_landscape()
    sheet.set_header("&L&G&CUnits", {"image_left": "h.png", "image_data_left": picture(8, 8)})
    sheet.repeat_rows(0)
    sheet.print_area("A1:G12")
    sheet.freeze_panes(1, 1)
    sheet.set_h_pagebreaks([20])
    sheet.set_column("E:F", 12, None, {"level": 1})
    sheet.set_row(3, 30)
    sheet.set_background(picture(5, 5))


def _write_pivot_area(sheet: Worksheet) -> None:
    for row, values in enumerate((("Partner", "Points"), ("Kotka", 3), ("Köln", 5), ("Kotka", 4))):
        sheet.write_row(row, 5, values)
    for row, shown in enumerate((("Row Labels", "Sum of Points"), ("Köln", 5), ("Kotka", 7), ("Grand Total", 12)), 2):
        sheet.write_row(row, 0, shown)


def _write_arrays(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    bold = book.add_format({"bold": True})
    sheet.write_dynamic_array_formula("A1:A3", "=UNIQUE(Units[Partner])", None, "Kotka")
    sheet.write_rich_string("C1", "Some ", bold, "bold", " text")
    sheet.write_formula("D1", "=_xlfn.LET(_xlpm.x,5,_xlpm.x*2)", None, 10)
    sheet.write_array_formula("E1:E3", "{=Units!D2:D4*2}", None, 3)
    sheet.merge_range("C5:E6", "merged", bold)
    sheet.insert_checkbox("A8", True)
    sheet.embed_image("A10", "cell.png", {"image_data": picture(10, 10), "description": "in the cell"})
    sheet.write_url("A12", "https://europa.eu", None, "Europass")
    sheet.write_url("A13", "internal:Units!A1", None, "to Units")
    for row in range(15, 18):
        sheet.write_formula(row, 0, f"=D{row + 1}*2", None, 0)


def _write_totals(sheet: Worksheet) -> None:
    columns = [{"header": "Partner", "total_string": "Total"}, {"header": "Stays", "total_function": "sum"}]
    data = [["Kotka", 3], ["Köln", 4]]
    sheet.add_table("A1:B4", {"name": "Stays", "total_row": True, "columns": columns, "data": data})
    sheet.add_table("A8:B10", {"name": "Below", "columns": [{"header": "a"}, {"header": "b"}], "data": [["x", 1]]})
    sheet.add_table("D1:E2", {"name": "Cramped", "columns": [{"header": "c"}, {"header": "d"}], "data": [["y", 1]]})
    sheet.write("D4", "in the way")
    sheet.add_table("G1:H2", {"name": "Empty", "columns": [{"header": "e"}, {"header": "f"}]})
