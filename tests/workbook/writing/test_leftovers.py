"""Texts that no cell shows leave the file, texts beside cells are replaced, and everything else stays."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.writing.edits import DropUnusedTexts, ReplaceTexts, SetCell
from ecvet_office.workbook.writing.writer import write
from handmade_packages import MAIN, RELATIONSHIPS, SHEET_PART, parts, relationships_xml, write_zip

STRINGS = (
    "<si><t>first</t></si>"
    '<si><r><rPr><b/></rPr><t xml:space="preserve">Aino </t></r><r><t>Virtanen</t></r></si>'
    '<si><t>R &amp; D</t><rPh sb="0" eb="1"><t>x</t></rPh></si>'
    "<si/>"
    "<si><t>last</t></si>"
)
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v> 4 </v></c><c r="C2"><v>1</v></c></row>'
)
COMMENTS = (
    f'<comments xmlns="{MAIN}"><authors><author>Aino Virtanen</author></authors><commentList>'
    '<comment ref="B1" authorId="0"><text><r><t>first of B1 </t></r><r><t>and more</t></r></text></comment>'
    '<comment ref="A2" authorId="0"><text><t>ask AINO VIRTANEN, not Aino Virtanenova</t></text></comment>'
    "</commentList></comments>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Risto Aalto</dc:creator>'
    "<dc:title>of Aino Virtanen</dc:title></cp:coreProperties>"
)


def book(folder: Path) -> Path:
    content = parts(rows=ROWS, strings=STRINGS)
    content["xl/comments1.xml"] = COMMENTS
    content["xl/worksheets/_rels/sheet1.xml.rels"] = relationships_xml(("rId1", "comments", "../comments1.xml"))
    content["docProps/core.xml"] = CORE
    content["customXml/item1.xml"] = "<notes><note who='Aino Virtanen'>Aino Virtanen</note></notes>"
    content["[Content_Types].xml"] = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    assert RELATIONSHIPS in str(content["xl/_rels/workbook.xml.rels"])
    return write_zip(folder / "plan.xlsx", content)


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def values(path: Path) -> dict[tuple[int, int], object]:
    return {(cell.row, cell.column): cell.value for row in read_workbook(path).sheets[0].rows() for cell in row.cells}


def test_only_the_text_that_no_cell_shows_is_emptied_and_all_keep_their_index(tmp_path: Path) -> None:
    plan = book(tmp_path)
    before = values(plan)
    write(plan, [SetCell("Units", 1, 2, None), DropUnusedTexts()], tmp_path / "out.xlsx")
    strings = part(tmp_path / "out.xlsx", "xl/sharedStrings.xml")
    assert strings == f'<sst xmlns="{MAIN}">{STRINGS}</sst>'.replace(
        '<r><rPr><b/></rPr><t xml:space="preserve">Aino </t></r><r><t>Virtanen</t></r>', "<t/>"
    )
    del before[1, 2]
    assert values(tmp_path / "out.xlsx") == before


def test_a_text_that_a_cell_still_shows_stays(tmp_path: Path) -> None:
    receipt = write(book(tmp_path), [SetCell("Units", 2, 3, None), DropUnusedTexts()], tmp_path / "out.xlsx")
    assert receipt.rewritten == (SHEET_PART,)


def test_a_list_with_prefixes_is_emptied_too(tmp_path: Path) -> None:
    content = parts(rows=ROWS)
    content["xl/sharedStrings.xml"] = (
        f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>first</x:t></x:si><x:si><x:t>Aino</x:t></x:si>'
        "<x:si><x:t>c</x:t></x:si><x:si><x:t>d</x:t></x:si><x:si><x:t>e</x:t></x:si></x:sst>"
    )
    plan = write_zip(tmp_path / "plan.xlsx", content)
    write(plan, [SetCell("Units", 1, 2, None), DropUnusedTexts()], tmp_path / "out.xlsx")
    strings = part(tmp_path / "out.xlsx", "xl/sharedStrings.xml")
    assert "<x:si><x:t/></x:si><x:si><x:t>c</x:t></x:si><x:si><x:t/></x:si>" in strings


def test_whole_words_beside_cells_are_replaced_whatever_their_capitals(tmp_path: Path) -> None:
    write(book(tmp_path), [ReplaceTexts({"aino virtanen": "(removed)"})], tmp_path / "out.xlsx")
    comments = part(tmp_path / "out.xlsx", "xl/comments1.xml")
    assert "ask (removed), not Aino Virtanenova" in comments
    assert "<author>(removed)</author>" in comments
    assert "<dc:title>of (removed)</dc:title>" in part(tmp_path / "out.xlsx", "docProps/core.xml")
    assert ">(removed)<" in part(tmp_path / "out.xlsx", "customXml/item1.xml")
    assert values(tmp_path / "out.xlsx") == values(tmp_path / "plan.xlsx")


def test_the_comment_of_a_named_cell_loses_its_text_and_no_other_does(tmp_path: Path) -> None:
    write(book(tmp_path), [ReplaceTexts(comments=frozenset({("Units", "B1")}))], tmp_path / "out.xlsx")
    comments = part(tmp_path / "out.xlsx", "xl/comments1.xml")
    assert '<comment ref="B1" authorId="0"><text><r><t></t></r><r><t></t></r></text></comment>' in comments
    assert "ask AINO VIRTANEN" in comments


def test_all_comments_and_the_files_properties_are_emptied_where_that_is_asked_for(tmp_path: Path) -> None:
    write(book(tmp_path), [ReplaceTexts(all_comments=True, properties=True)], tmp_path / "out.xlsx")
    comments = part(tmp_path / "out.xlsx", "xl/comments1.xml")
    assert "Virtanen" not in comments
    assert "B1" in comments
    core = part(tmp_path / "out.xlsx", "docProps/core.xml")
    assert "<dc:creator></dc:creator><dc:title></dc:title>" in core
