"""The proof finds whatever differs beyond the edits; here a splice goes wrong on purpose."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from ecvet_office.model.errors import EcvetError, UnwritableFileError
from ecvet_office.workbook.writing import writer
from ecvet_office.workbook.writing.archive import repacked
from ecvet_office.workbook.writing.edits import AppendRows, Edit, SetCell
from ecvet_office.workbook.writing.writer import write

UNITS, BOOK, TABLE = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/tables/table1.xml"
EDITS: tuple[Edit, ...] = (
    SetCell("Units", 4, 2, "x"),
    AppendRows("Units", (("U11", "Kotka", Decimal(4), Decimal(2), None, None),)),
)

SABOTAGE: dict[str, tuple[str, bytes, bytes]] = {
    "another cell's value": (UNITS, b'<c r="C5"><v>4</v>', b'<c r="C5"><v>5</v>'),
    "another cell's format": (UNITS, b'<c r="C5">', b'<c r="C5" s="1">'),
    "another cell's formula": (UNITS, b'<c r="E5"><f>Units', b'<c r="E5"><f>1+Units'),
    "a cell of the edited row": (UNITS, b'<c r="C4"><v>3</v></c>', b""),
    "the edit itself": (UNITS, b"<is><t>x</t></is>", b"<is><t>y</t></is>"),
    "a row's height": (UNITS, b' ht="30"', b' ht="31"'),
    "the order of rows": (UNITS, b'<row r="7"', b'<row r="70"'),
    "a cell that nobody asked for": (UNITS, b"</sheetData>", b'<row r="99"><c r="A99"><v>1</v></c></row></sheetData>'),
    "a drawing": (UNITS, b"<drawing ", b"<drawingX "),
    "a conditional format": (UNITS, b'<cfRule type="iconSet"', b'<cfRule type="iconset"'),
    "a validation": (UNITS, b"<xm:f>Lists!$A$1:$A$3</xm:f>", b"<xm:f>Lists!$A$1:$A$2</xm:f>"),
    "the sheet's protection": (UNITS, b"<sheetProtection ", b'<sheetProtection x="1" '),
    "a defined name": (BOOK, b">Lists!$A$1<", b">Lists!$A$2<"),
    "a table's column": (TABLE, b'name="EQF"', b'name="Level"'),
    "the well-formedness of a part": (BOOK, b"</workbook>", b"</workbok>"),
    "an untouched part": ("xl/styles.xml", b"<fonts ", b"<fonts  "),
}


@pytest.mark.parametrize("case", SABOTAGE)
def test_a_difference_that_no_edit_asked_for_stops_the_writing(
    kitchen: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, old, new = SABOTAGE[case]

    def sabotaged(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
        right = changes.get(part) or _part(data, part)
        assert old in right
        return repacked(data, {**changes, part: right.replace(old, new, 1)})

    _expect_refusal(kitchen, sabotaged, monkeypatch)


@pytest.mark.parametrize("lost", ["xl/charts/chart1.xml", "xl/unknown/register.dat"])
def test_a_part_that_got_lost_stops_the_writing(kitchen: Path, lost: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _expect_refusal(kitchen, lambda data, changes: repacked(data, {**changes, lost: None}), monkeypatch)


def test_a_part_that_nobody_asked_for_stops_the_writing(kitchen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _expect_refusal(kitchen, lambda data, changes: repacked(data, {**changes, "xl/new.bin": b"x"}), monkeypatch)


def _part(data: bytes, part: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(part)


def _expect_refusal(
    kitchen: Path, repack: Callable[[bytes, Mapping[str, bytes | None]], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kitchen.read_bytes()
    monkeypatch.setattr(writer, "repacked", repack)
    with pytest.raises(EcvetError) as refusal:
        write(kitchen, EDITS, in_place=True)
    assert isinstance(refusal.value, UnwritableFileError) or "XML cannot be read" in str(refusal.value)
    assert kitchen.read_bytes() == before
    assert list(kitchen.parent.iterdir()) == [kitchen]
