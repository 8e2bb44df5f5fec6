"""Sheets that other programs wrote: prefixes, the strict form, cells without addresses, single quotes."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from ecvet_office.model.findings import Severity
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.writing.edits import AddSheet, AppendRows, Edit, Formula, Mark, RemoveMarks, SetCell, Show
from ecvet_office.workbook.writing.writer import write
from handmade_packages import (
    MAIN,
    RELATIONSHIPS,
    SHEET_PART,
    STRICT_MAIN,
    STRICT_RELATIONSHIPS,
    parts,
    relationships_xml,
    sheet_xml,
    write_zip,
)
from workbook.writing.comparing import changed_parts, parts_of, values_of
from workbook.writing.test_values import small_workbook

CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
EDITS: tuple[Edit, ...] = (
    SetCell("Units", 8, 2, "a & b"),
    SetCell("Units", 6, 9, Decimal("2.5")),
    SetCell("Units", 3, 5, Formula("1<2", True)),
    AppendRows("Units", (("x", None, "y"), ("z", True, None))),
    Mark("Units", ((2, 2),), Severity.WARNING),
    AddSheet("New", "New", ("a", "b"), (("=1", "2"),), (9, 9)),
    Show("Units"),
)
EXPECTED = {
    ("Units", 8, 2): ("a & b", False),
    ("Units", 6, 9): (Decimal("2.5"), False),
    ("Units", 3, 5): (True, True),
    ("Units", 4, 2): ("x", False),
    ("Units", 5, 2): ("z", False),
    ("Units", 5, 3): (True, False),
    ("New", 2, 1): ("=1", False),
}


def _prefixed(xml: str) -> str:
    return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"'))


def _strict(xml: str) -> str:
    return xml.replace(MAIN, STRICT_MAIN).replace(RELATIONSHIPS, STRICT_RELATIONSHIPS)


def _respelt(folder: Path, spelling: str) -> Path:
    """Gives the small workbook as another program would write it."""
    path = small_workbook(folder)
    content = {name: data.decode("utf-8") for name, data in parts_of(path).items()}
    for name, xml in content.items():
        if spelling == "prefixes" and not name.endswith(".rels"):
            content[name] = _prefixed(xml)
        elif spelling == "strict":
            content[name] = _strict(xml)
        elif spelling == "single quotes":
            content[name] = xml.replace('"', "'")
        elif spelling == "white space" and name == SHEET_PART:
            content[name] = re.sub(r"(</?(?:row|c|sheetData)\b)", r"\n  \1", xml).replace("/>", " />")
    with_hidden = content["xl/workbook.xml"].replace("sheetId=", "state='hidden' sheetId=")
    content |= {"xl/workbook.xml": with_hidden, "[Content_Types].xml": CONTENT_TYPES}
    return write_zip(path, dict(content))


@pytest.mark.parametrize("spelling", ["prefixes", "strict", "single quotes", "white space", "as Excel"])
def test_every_edit_works_whatever_program_wrote_the_workbook(tmp_path: Path, spelling: str) -> None:
    path = _respelt(tmp_path, spelling)
    receipt = write(path, EDITS)
    before, after = values_of(path), values_of(receipt.path)
    assert {key: after.get(key) for key in EXPECTED} == EXPECTED
    assert {key: after.get(key) for key in before} == before
    assert read_workbook(receipt.path).sheets[0].state == "visible"
    clean = write(receipt.path, [RemoveMarks()])
    assert b"ECVET Office" not in parts_of(clean.path)[SHEET_PART]


def test_cells_and_rows_without_addresses_keep_their_places(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c><c><v>5</v></c></row>"
    path = write_zip(tmp_path / "bare.xlsx", parts(rows))
    receipt = write(path, [SetCell("Units", 2, 2, "x"), SetCell("Units", 1, 5, "y"), SetCell("Units", 4, 1, "z")])
    values = {key[1:]: value for key, (value, _) in values_of(receipt.path).items()}
    one, two, three, five = (Decimal(number) for number in (1, 2, 3, 5))
    assert values == {(1, 1): one, (1, 2): two, (1, 5): "y", (2, 1): three, (2, 2): "x", (2, 3): five, (4, 1): "z"}


def test_what_newer_programs_add_stays_with_its_names(tmp_path: Path) -> None:
    rows = '<row r="1" spans="1:1" x14ac:dyDescent="0.3"><c r="A1"><v>1</v></c><extLst><ext uri="u"/></extLst></row>'
    namespaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns:xr="urn:xr" xr:uid="{1}"'
    )
    sheet = sheet_xml(rows, "<extLst><ext uri='v'><xr:thing/></ext></extLst>").replace(
        "<worksheet ", f"<worksheet {namespaces} "
    )
    path = write_zip(tmp_path / "new.xlsx", parts() | {SHEET_PART: sheet})
    after = parts_of(write(path, [SetCell("Units", 1, 2, "x")]).path)[SHEET_PART].decode("utf-8")
    added = '<c r="B1" t="inlineStr"><is><t>x</t></is></c>'
    expected = sheet.replace(' spans="1:1"', "").replace("</c><extLst>", f"</c>{added}<extLst>")
    assert after == expected


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    sheet = b"\xef\xbb\xbf" + sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').encode()
    path = write_zip(tmp_path / "marked.xlsx", parts() | {SHEET_PART: sheet})
    after = parts_of(write(path, [SetCell("Units", 1, 1, Decimal(2))]).path)[SHEET_PART]
    assert after == sheet.replace(b"<v>1</v>", b"<v>2</v>")


def test_a_sheet_without_any_row_takes_one(tmp_path: Path) -> None:
    sheet = sheet_xml("").replace("<sheetData></sheetData>", "<sheetData/>")
    path = write_zip(tmp_path / "empty.xlsx", parts() | {SHEET_PART: sheet})
    assert values_of(write(path, [SetCell("Units", 5, 2, "x")]).path) == {("Units", 5, 2): ("x", False)}


def test_the_format_of_a_row_or_column_reaches_its_new_cells(tmp_path: Path) -> None:
    rows = '<row r="1" s="1" customFormat="1"/><row r="2" s="1"/>'
    columns = '<cols><col min="2" max="3" width="9" style="2"/></cols>'
    sheet = sheet_xml(rows).replace("<sheetData>", f"{columns}<sheetData>")
    path = write_zip(tmp_path / "styled.xlsx", parts() | {SHEET_PART: sheet})
    edits = [SetCell("Units", row, 2, "x") for row in (1, 2)] + [SetCell("Units", 2, 4, "x")]
    after = parts_of(write(path, edits).path)[SHEET_PART].decode("utf-8")
    assert all(cell in after for cell in ('<c r="B1" s="1"', '<c r="B2" s="2"', '<c r="D2" t='))


def test_a_target_that_is_written_as_an_absolute_address_is_found(tmp_path: Path) -> None:
    path = small_workbook(tmp_path)
    content: dict[str, str | bytes] = dict(parts_of(path))
    content["xl/worksheets/_rels/sheet1.xml.rels"] = relationships_xml(("rId1", "table", "/XL/Tables/TABLE1.xml"))
    write_zip(path, content)
    receipt = write(path, [AppendRows("Units", (("x", None, None), ("y", None, None)))])
    assert changed_parts(path, receipt.path) == {SHEET_PART, "xl/tables/table1.xml"} | {"xl/workbook.xml"}
