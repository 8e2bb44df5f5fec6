"""Files with random damage: each is read or refused with a sentence, and no other exception escapes."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.cells import read_workbook
from handmade_packages import MAIN, parts, relationships_xml, write_zip

RICH_PARTS = parts(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>7.5</v></c></row>'
    '<row><c s="1"><v>46112</v></c><c t="d"><v>2026-03-31</v></c><c t="b"><v>1</v></c></row>',
    "<si><t>Points</t></si>",
    '<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>',
) | {
    "xl/worksheets/_rels/sheet1.xml.rels": relationships_xml(("t", "table", "../tables/table1.xml")),
    "xl/tables/table1.xml": f'<table xmlns="{MAIN}" name="Units" ref="A1:B2" totalsRowCount="1"/>',
}


def read_all(path: Path) -> None:
    for sheet in read_workbook(path).sheets:
        list(sheet.rows())


def test_a_damaged_copy_is_either_read_or_refused_and_never_crashes(tmp_path: Path) -> None:
    whole = write_zip(tmp_path / "plan.xlsx", RICH_PARTS).read_bytes()
    stored = write_zip(tmp_path / "stored.xlsx", RICH_PARTS, zipfile.ZIP_STORED).read_bytes()
    chance = random.Random(20091)  # noqa: S311 - the same damage in every run
    outcomes = {True: 0, False: 0}
    for _ in range(2000):
        data = bytearray(chance.choice((whole, stored)))
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        for _flip in range(chance.randint(0, 4)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / "plan.xlsx"
        path.write_bytes(data)
        try:
            read_all(path)
        except UnreadableFileError:
            outcomes[False] += 1
        else:
            outcomes[True] += 1
    assert outcomes[False] > 1000
    assert outcomes[True] > 100


def test_parts_with_altered_xml_are_either_read_or_refused_and_never_crash(tmp_path: Path) -> None:
    content = {name: data.encode() if isinstance(data, str) else data for name, data in RICH_PARTS.items()}
    chance = random.Random(20092)  # noqa: S311 - the same damage in every run
    refused = 0
    for _ in range(2000):
        name = chance.choice(list(content))
        data = bytearray(content[name])
        for _change in range(chance.randint(1, 3)):
            at, length = chance.randrange(len(data)), chance.randrange(6)
            data[at : at + length] = chance.choice(
                (b"", b"9", b"-", b'"', b"<", b"x", b"\xff", b" ", b"&#0;", b"99999999")
            )
        try:
            read_all(write_zip(tmp_path / "plan.xlsx", content | {name: bytes(data)}, zipfile.ZIP_STORED))
        except UnreadableFileError:
            refused += 1
    assert 500 < refused < 2000
