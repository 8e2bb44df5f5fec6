"""How the rows of a sheet are read, by the short cut for plain sheets and by the parser for all others."""

# ruff: noqa: DTZ001 - a cell knows no time zone

from __future__ import annotations

import tracemalloc
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.cell_texts import CellTexts, read_cell_texts
from ecvet_office.workbook.cell_values import UNCALCULATED, Cell, CellError, CellValue
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.number_formats import Shows
from ecvet_office.workbook.package import Package, open_package
from ecvet_office.workbook.plain_rows import plain_rows
from ecvet_office.workbook.sheet_rows import parsed_rows, read_rows
from handmade_packages import MAIN, SHEET_PART, STRICT_MAIN, parts, sheet_xml, write_zip

STRINGS = '<si><t xml:space="preserve">Points </t></si><si><r><t>Ko</t></r><r><t>ch</t></r><rPh><t>KO</t></rPh></si>'
STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/></cellXfs>'
)


def package(tmp_path: Path, rows: str, **changes: str | bytes) -> Package:
    content = parts(rows, STRINGS, STYLES)
    content.update({SHEET_PART: changes["sheet"]} if "sheet" in changes else {})
    return open_package(write_zip(tmp_path / "plan.xlsx", content))


def cells_of(opened: Package) -> list[Cell]:
    texts = read_cell_texts(opened, date1904=False)
    rows = list(read_rows(opened, SHEET_PART, texts))
    assert rows == list(parsed_rows(opened, SHEET_PART, texts))
    return [cell for row in rows for cell in row.cells]


def is_plain(opened: Package) -> bool:
    texts = read_cell_texts(opened, date1904=False)
    return None not in list(plain_rows(opened.chunks(SHEET_PART), opened.where(SHEET_PART), texts))


@pytest.mark.parametrize(
    ("cell", "value", "formula"),
    [
        ('<c r="A1"><v>0.10000000000000001</v></c>', Decimal("0.1"), False),
        ('<c r="A1" s="0" t="n"><v>7</v></c>', Decimal(7), False),
        ('<c r="A1" t="s"><v>0</v></c>', "Points ", False),
        ('<c r="A1" t="s"><v>1</v></c>', "Koch", False),
        ('<c r="A1" t="b"><v>1</v></c>', True, False),
        ('<c r="A1" t="b"><v>0</v></c>', False, False),
        ('<c r="A1" t="e"><v>#N/A</v></c>', CellError("#N/A"), False),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!"), True),
        ('<c r="A1" t="str"><f>A2&amp;"x"</f><v>a &lt; b &amp; c</v></c>', "a < b & c", True),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', "", True),
        ('<c r="A1" t="str"><f>""</f></c>', UNCALCULATED, True),
        ('<c r="A1"><f>1+1</f></c>', UNCALCULATED, True),
        ('<c r="A1"><f>1+1</f><v></v></c>', UNCALCULATED, True),
        ('<c r="A1"><f>1+1</f><v/></c>', UNCALCULATED, True),
        ('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', Decimal(2), True),
        ('<c r="A1" t="inlineStr"><is><t>in_x000A_line</t></is></c>', "in\nline", False),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>', " x ", False),
        ('<c r="A1" s="1"><v>46112</v></c>', date(2026, 3, 31), False),
        ('<c r="A1" s="2"><v>46112.5</v></c>', datetime(2026, 3, 31, 12), False),
        ('<c r="A1" s="3"><v>0.5</v></c>', time(12), False),
        ('<c r="A1" s="1"><v>60</v></c>', Decimal(60), False),
        ('<c r="A1" s="99"><v>46112</v></c>', Decimal(46112), False),
        ('<c r="A1" s="1"><v>soon</v></c>', "soon", False),
        ('<c r="A1" t="d"><v>2026-03-31</v></c>', date(2026, 3, 31), False),
        ('<c r="A1" t="d"><v>2026-03-31T08:30:00Z</v></c>', datetime(2026, 3, 31, 8, 30), False),
        ('<c r="A1" t="d"><v>08:30:00</v></c>', time(8, 30), False),
        ('<c r="A1" t="d"><v>spring</v></c>', "spring", False),
    ],
)
def test_a_plain_cell_is_read_the_same_by_short_cut_and_parser(
    tmp_path: Path, cell: str, value: CellValue, formula: bool
) -> None:
    opened = package(tmp_path, f'<row r="1">{cell}</row>')
    assert is_plain(opened)
    read = cells_of(opened)
    assert read == [Cell(1, 1, value, formula)]
    assert type(read[0].value) is type(value)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>", [(1, 1), (1, 3), (2, 1)]),
        ('<row r="5"><c><v>1</v></c><c r="D5"><v>2</v></c><c><v>3</v></c></row>', [(5, 1), (5, 4), (5, 5)]),
        ('<row><c r="B7"><v>1</v></c></row><row><c><v>2</v></c></row>', [(7, 2), (8, 1)]),
        ('<row r="1">\n  <c r="A1">\n    <v>1</v>\n  </c>\n</row>', [(1, 1)]),
        ('<row r="1"><!-- note --><c r="a1"><v>1</v></c></row>', [(1, 1)]),
        ('<row spans="1:1" r="1"><c t="n" r="A1"><v><![CDATA[1]]></v></c></row>', [(1, 1)]),
        ('<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>', [(1, 1)]),
        ('<row r="1"><c r="A1" t="str"><v>&#65;</v></c></row>', [(1, 1)]),
        ('<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>', [(1, 1)]),
        ('<row r="1"><c r="A1"><v>1</v><extLst><ext/></extLst></c></row>', [(1, 1)]),
    ],
)
def test_every_other_way_of_writing_a_sheet_is_left_to_the_parser(
    tmp_path: Path, rows: str, expected: list[tuple[int, int]]
) -> None:
    opened = package(tmp_path, rows)
    assert not is_plain(opened)
    assert [(cell.row, cell.column) for cell in cells_of(opened)] == expected


def test_rows_given_before_the_short_cut_ends_are_not_given_twice(tmp_path: Path) -> None:
    plain = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 20_000))
    opened = package(tmp_path, plain + '<row r="20000"><c t="n" r="A20000"><v>20000</v></c></row>')
    assert not is_plain(opened)
    assert [cell.value for cell in cells_of(opened)] == list(range(1, 20_001))


@pytest.mark.parametrize(
    ("namespace", "prefix"), [(MAIN, "x"), (STRICT_MAIN, ""), (STRICT_MAIN, "x")], ids=["prefix", "strict", "both"]
)
def test_prefixes_and_the_strict_namespace_are_understood(tmp_path: Path, namespace: str, prefix: str) -> None:
    colon = f"{prefix}:" if prefix else ""
    declared = f"xmlns:{prefix}" if prefix else "xmlns"
    sheet = sheet_xml('<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>')
    sheet = sheet.replace("</", "\0").replace("<", f"<{colon}").replace("\0", f"</{colon}").replace(f"<{colon}?", "<?")
    opened = package(tmp_path, "", sheet=sheet.replace(f'xmlns="{MAIN}"', f'{declared}="{namespace}"'))
    assert cells_of(opened) == [Cell(1, 1, "a", False)]


def test_a_sheet_of_no_spreadsheet_namespace_is_said_to_be_damaged(tmp_path: Path) -> None:
    opened = package(tmp_path, "", sheet=sheet_xml("").replace(MAIN, "urn:other"))
    with pytest.raises(UnreadableFileError, match="it is no part of a spreadsheet"):
        cells_of(opened)


def test_hidden_rows_are_told_and_empty_rows_are_not(tmp_path: Path) -> None:
    opened = package(
        tmp_path,
        '<row r="1" spans="1:2" hidden="1"><c r="A1"><v>1</v></c></row><row r="2" s="1" customFormat="1"/>'
        '<row r="3"><c r="A3" s="1"/><c r="B3" t="s"/></row><row r="9"><c r="A9"><v>2</v></c></row><row r="10"/>',
    )
    assert is_plain(opened)
    rows = list(read_rows(opened, SHEET_PART, CellTexts([], {}, date1904=False)))
    assert [(row.number, row.hidden) for row in rows] == [(1, True), (9, False)]


def test_a_cell_that_holds_an_empty_text_is_empty(tmp_path: Path) -> None:
    opened = package(
        tmp_path, '<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1" t="str"><v/></c></row>'
    )
    assert cells_of(opened) == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('<row r="1"><c r="B1" t="s"><v>2</v></c></row>', "cell B1 holds nothing that can be read"),
        ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "cell A1 holds nothing that can be read"),
        ('<row r="1"><c r="A1" t="s"><v>x</v></c></row>', "cell A1 holds nothing that can be read"),
        ('<row r="0"><c r="A0"><v>2</v></c></row>', "a row numbered '0'"),
        ('<row r="1048577"><c r="A1048577"><v>2</v></c></row>', "a row numbered '1048577'"),
        ('<row r="one"><c><v>2</v></c></row>', "a row numbered 'one'"),
        ('<row r="1"><c r="XFE1"><v>2</v></c></row>', "the address 'XFE1'"),
        ('<row r="1"><c r="11"><v>2</v></c></row>', "the address '11'"),
        (f'<row r="1">{"<c/>" * 16_385}</row>', "more cells than a sheet has columns"),
        ('<row r="1"><c r="A1"><v>2</v></row>', "its XML cannot be read"),
        ('<row r="1"><c r="A1" t="str"><v>&other;</v></c></row>', "its XML cannot be read"),
        ('<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>', "its XML cannot be read"),
    ],
)
def test_a_damaged_sheet_is_told_with_what_is_wrong(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said) as caught:
        cells_of(package(tmp_path, rows))
    assert str(caught.value).startswith(f"plan.xlsx: part {SHEET_PART} is damaged: ")


def test_damage_after_the_rows_is_found_too(tmp_path: Path) -> None:
    opened = package(tmp_path, "", sheet=sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', after="<drawing"))
    with pytest.raises(UnreadableFileError, match="its XML cannot be read"):
        cells_of(opened)


def test_what_follows_the_rows_is_not_taken_for_cells(tmp_path: Path) -> None:
    after = '<extLst><ext><row r="9"><c r="A9"><v>9</v></c></row></ext></extLst>'
    assert cells_of(package(tmp_path, "", sheet=sheet_xml("", after))) == []


@pytest.mark.parametrize("row", ['<row r="{}" s="1" customFormat="1"/>', '<row r="{}"><c r="A{}" s="1"/></row>'])
def test_formatted_empty_rows_down_to_the_last_cell_cost_no_memory(tmp_path: Path, row: str) -> None:
    empty = "".join(row.format(number, number) for number in range(1, 200_000))
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    opened = package(tmp_path, empty + last)
    tracemalloc.start()
    cells = [cell for read in read_rows(opened, SHEET_PART, CellTexts([], {}, date1904=False)) for cell in read.cells]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert cells == [Cell(1_048_576, 16_384, Decimal(1), False)]
    assert most < 24 << 20  # a Cell for each would be far more


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6)
KINDS = st.sampled_from(["", ' t="n"', ' t="s"', ' t="str"', ' t="b"', ' t="e"', ' t="d"', ' t="inlineStr"', ' t="x"'])
VALUES = ["", "0", "1", "46112.25", "1E-7", " 5", "&amp;", "_x0041_", "2026-03-31", "&#9;"]
CONTENTS = st.sampled_from(
    ["", "<v/>", "<is><t>a</t></is>", "<is><t/></is>", "<is><t></t></is>", *(f"<v>{value}</v>" for value in VALUES)]
)
FORMULAS = st.sampled_from(["", "", "<f>A2</f>", "<f/>", '<f t="array" ref="A1:A2">1</f>', "<f></f>"])


@st.composite
def cell_markup(draw: st.DrawFn, column: str) -> str:
    style = draw(st.sampled_from(["", ' s="0"', ' s="1"', ' s="3"']))
    return f'<c r="{column}1"{style}{draw(KINDS)}>{draw(FORMULAS)}{draw(CONTENTS)}</c>'


@given(st.tuples(*(cell_markup(column) for column in "ABC")))
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_short_cut_and_parser_agree_on_any_cell(tmp_path: Path, cells: tuple[str, ...]) -> None:
    opened = package(tmp_path, f'<row r="1">{"".join(cells)}</row>')
    texts = CellTexts(["shared", ""], {"1": Shows.DATE, "3": Shows.TIME}, date1904=False)

    def outcome(read: object) -> object:
        try:
            return list(read(opened, SHEET_PART, texts))  # type: ignore[operator]
        except UnreadableFileError as error:
            return str(error)

    assert outcome(read_rows) == outcome(parsed_rows)


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_a_utf_16_sheet_is_read(tmp_path: Path, words: list[str]) -> None:
    escaped = [word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for word in words]
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{word}</v></c></row>' for n, word in enumerate(escaped, 1))
    path = write_zip(tmp_path / "plan.xlsx", parts() | {SHEET_PART: sheet_xml(rows).encode("utf-16")})
    read = {row.number: row.cells[0].value for row in read_workbook(path).sheets[0].rows()}
    assert read == {number: word for number, word in enumerate(words, 1) if word}
