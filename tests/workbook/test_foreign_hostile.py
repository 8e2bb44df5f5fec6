"""Files made to exhaust the computer, to reach out of themselves or to run something: refused or read, never obeyed."""

from __future__ import annotations

import contextlib
import random
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.foreign import read_any_workbook
from ecvet_office.workbook.reading import read
from handmade_packages import MAIN, RELATIONSHIPS, parts, relationships_xml, sheet_xml, write_zip
from handmade_workbooks import Shape, grids_of, saved_as, write_xlsb, write_xlsx
from handmade_workbooks.ods import write_ods_parts

UNITS = grids_of("| Units | id | title |\n| | U1 | Visits |")
FEW_MEGABYTES = 20  # far less than a million rows take, or a sheet of 16,384 columns


def refusal_of(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as error:
        read_any_workbook(path)
    return str(error.value)


def peak_megabytes(path: Path) -> float:
    """The most memory that Python holds at any one time while it reads a file."""
    tracemalloc.start()
    try:
        read(path)
        return tracemalloc.get_traced_memory()[1] / (1 << 20)
    finally:
        tracemalloc.stop()


@pytest.fixture
def reached() -> Iterator[list[str]]:
    """What Python reports of programs that are started and computers that are called, while the test runs."""
    events: list[str] = []
    is_on = [True]

    def note(event: str, _arguments: object) -> None:
        if is_on[0] and event.startswith(("subprocess", "os.system", "os.exec", "os.spawn", "socket", "urllib")):
            events.append(event)

    sys.addaudithook(note)  # which cannot be taken away again, so it is switched off
    yield events
    is_on[0] = False


def test_a_million_formatted_empty_rows_take_no_memory_and_are_said(tmp_path: Path) -> None:
    large = write_xlsx(tmp_path / "large.xlsx", UNITS, Shape(formatted_below=1_000_000))
    assert [one.code for one in read(large).findings] == ["WB28"]
    assert peak_megabytes(large) < FEW_MEGABYTES


def test_a_cell_in_the_last_row_and_column_takes_no_memory_and_is_said(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
    rows += '<row r="2"><c r="A2" t="inlineStr"><is><t>U1</t></is></c></row>'
    stray = rows + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    large = write_zip(tmp_path / "large.xlsx", parts(stray))
    assert [(one.code, str(one.place)) for one in read(large).findings] == [("WB20", "Units!XFD1048576")]
    assert peak_megabytes(large) < FEW_MEGABYTES


def test_a_cell_in_the_last_row_and_column_of_an_xlsb_ends_only_the_child(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "plan.xlsb", UNITS, stray=(1_048_575, 16_383))
    assert refusal_of(path).startswith("plan.xlsb made the reader of .xlsb files break off")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit to the memory of the child")
def test_a_cell_repeated_billions_of_times_in_an_ods_ends_only_the_child(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    path = write_ods_parts(tmp_path / "plan.ods", f'<table:table table:name="Units">{row}</table:table>')
    assert "damaged or far too large" in refusal_of(path)


def test_empty_cells_repeated_to_the_end_of_an_ods_sheet_are_no_burden(tmp_path: Path) -> None:
    row = "<table:table-row><table:table-cell office:value-type='string'><text:p>id</text:p></table:table-cell>"
    rest = "<table:table-row table:number-rows-repeated='1048575'><table:table-cell "
    rest += "table:number-columns-repeated='16384'/></table:table-row>"
    sheets = f"<table:table table:name='Units'>{row}</table:table-row>{rest}</table:table>"
    (sheet,) = read_any_workbook(write_ods_parts(tmp_path / "plan.ods", sheets)).sheets
    assert [row.number for row in sheet.rows()] == [1]


@pytest.mark.parametrize("extension", [".ods", ".xlsb"])
def test_a_zip_bomb_is_refused_before_the_child_sees_it(extension: str, tmp_path: Path, reached: list[str]) -> None:
    path = saved_as(extension, "| Units | id |", tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("more.bin", bytes(64 << 20))
    assert "unpacks to more than" in refusal_of(path)
    assert reached == []


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_a_document_type_in_an_ods_is_refused_before_the_child_sees_it(
    head: str, tmp_path: Path, reached: list[str]
) -> None:
    text = refusal_of(write_ods_parts(tmp_path / "plan.ods", '<table:table table:name="&secret;"/>', head))
    assert "declares a document type" in text
    assert reached == []


def test_formulas_in_defined_names_and_links_to_other_files_are_neither_run_nor_followed(
    tmp_path: Path, reached: list[str]
) -> None:
    content = parts('<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>')
    names = "<definedName name=\"_xlnm.Auto_Open\">cmd|'/c calc'!A1</definedName>"
    names += '<definedName name="far">[1]Sheet1!$A$1</definedName>'
    names += '<definedName name="net">WEBSERVICE("http://192.0.2.1/")</definedName>'
    book = str(content["xl/workbook.xml"])
    content["xl/workbook.xml"] = book.replace("</workbook>", f"<definedNames>{names}</definedNames></workbook>")
    content["xl/_rels/workbook.xml.rels"] = str(content["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        f'<Relationship Id="x" Type="{RELATIONSHIPS}/externalLink" Target="externalLinks/externalLink1.xml"/>'
        "</Relationships>",
    )
    content["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><externalBook r:id="r1"/></externalLink>'
    )
    content["xl/externalLinks/_rels/externalLink1.xml.rels"] = relationships_xml(
        ("r1", "externalLinkPath", "file://192.0.2.1/share/prices.xlsx"), mode=' TargetMode="External"'
    )
    sheets = read(write_zip(tmp_path / "plan.xlsx", content))
    assert [sheet.title for sheet in sheets.sheets] == ["Units"]
    assert reached == []


def test_a_formula_in_a_cell_is_never_calculated(tmp_path: Path, reached: list[str]) -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row><row r="2"><c r="A2" t="str">'
    row += "<f>cmd|'/c calc'!A1</f><v>U1</v></c></row>"
    content = parts() | {"xl/worksheets/sheet1.xml": sheet_xml(row)}
    sheet = read(write_zip(tmp_path / "plan.xlsx", content)).sheets[0]
    assert [dict(row.cells) for row in sheet.rows] == [{"A": "U1"}]
    assert reached == []


@pytest.mark.parametrize("extension", [".ods", ".xls", ".xlsb"])
def test_a_truncated_file_is_refused_with_a_sentence(extension: str, tmp_path: Path) -> None:
    path = saved_as(extension, "| Units | id | title |\n| | U1 | Visits |", tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert refusal_of(path).startswith(f"case{extension} ")


@pytest.mark.parametrize("extension", [".ods", ".xls", ".xlsb"])
def test_a_damaged_file_is_either_read_or_refused(extension: str, tmp_path: Path) -> None:
    path = saved_as(extension, "| Units | id | title |\n| | U1 | Visits |\n| | U2 | 7.5 |", tmp_path)
    whole = path.read_bytes()
    chance = random.Random(20093)  # noqa: S311 - the same damage in every run
    for _ in range(6):
        data = bytearray(whole)
        for _flip in range(4):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        with contextlib.suppress(UnreadableFileError):
            workbook = read_any_workbook(path)
            assert all(row.cells for sheet in workbook.sheets for row in sheet.rows())
