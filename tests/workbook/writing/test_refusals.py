"""What cannot be written safely is refused with a reason, and nothing is written."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from ecvet_office.model.errors import EcvetError, UnreadableFileError, UnwritableFileError, UsageError
from ecvet_office.model.findings import Severity
from ecvet_office.workbook.writing.edits import (
    AddSheet,
    AppendRows,
    Computed,
    Edit,
    Mark,
    ReplaceRows,
    SetCell,
    Show,
)
from ecvet_office.workbook.writing.writer import write
from handmade_packages import SHEET_PART, parts, relationships_xml, sheet_xml, write_zip

UNWRITABLE: dict[str, tuple[Edit, str, str]] = {
    "a formula": (SetCell("Units", 3, 5, "x"), "Units!E3", "Delete the formula"),
    "a shared formula": (SetCell("Arrays", 17, 1, "x", replaces_formula=True), "Arrays!A17", "several cells share"),
    "an array formula": (SetCell("Arrays", 2, 5, Decimal(1)), "Arrays!E2", "E1:E3"),
    "a spill": (SetCell("Arrays", 3, 1, "x"), "Arrays!A3", "A1:A3"),
    "a value under an array formula": (SetCell("Arrays", 1, 5, Computed(Decimal(1))), "Arrays!E1", "E1:E3"),
    "a value under no formula": (SetCell("Units", 3, 1, Computed("x")), "Units!A3", "lost its formula"),
    "a pivot table": (SetCell("Pivot", 5, 1, "x"), "Pivot!A5", "pivot table in A3:B6"),
    "a table's header": (SetCell("Units", 1, 2, "x"), "Units!B1", "headers of the table Units"),
    "a table's totals": (SetCell("Totals", 4, 1, "x"), "Totals!A4", "totals of the table Stays"),
    "a merged cell": (SetCell("Arrays", 6, 4, "x"), "Arrays!D6", "Write to C5"),
    "a number without end": (SetCell("Units", 3, 4, float("inf")), "Units!D3", "finite"),
    "no number at all": (SetCell("Units", 3, 4, Decimal("NaN")), "Units!D3", "finite"),
    "a number beyond Excel's": (SetCell("Units", 3, 4, Decimal("1E+308")), "Units!D3", "9.99E+307"),
    "an identifier of 16 digits": (SetCell("Units", 3, 1, Decimal(1234567890123456)), "Units!A3", "as a text"),
    "a text too long": (SetCell("Units", 3, 1, "x" * 32_768), "Units!A3", "32,767"),
    "rows above totals": (AppendRows("Stays", (("Liège", Decimal(1)),)), "the table Stays", "totals row"),
    "more rows of ours above totals": (ReplaceRows("Stays", (("Liège", None),) * 5), "the table Stays", "totals row"),
    "fewer rows of ours above totals": (ReplaceRows("Stays", (("Liège", None),)), "the table Stays", "totals row"),
    "rows above a text": (AppendRows("Cramped", (("z", None),) * 2), "Totals!D4", "below the table Cramped"),
}

NONSENSE: dict[str, tuple[Edit, str]] = {
    "no such sheet": (SetCell("Unit", 1, 1, "x"), "there are: Units, Pivot"),
    "a chart sheet": (SetCell("Rings", 1, 1, "x"), "is a chart"),
    "no such sheet to show": (Show("List"), "is not in the workbook"),
    "no such table": (AppendRows("Unit", ()), "there are: Units"),
    "no such cell": (SetCell("Units", 1_048_577, 1, "x"), "1,048,577"),
    "a row too short": (AppendRows("Below", (("x",),)), "columns: a, b"),
    "a title taken": (AddSheet("units", "New", ("a",), (), (9,)), "a sheet called units"),
    "a title that Excel refuses": (AddSheet("a/b", "New", ("a",), (), (9,)), "no title"),
    "a table's name taken": (AddSheet("New", "STAYS", ("a",), (), (9,)), "a table or a name STAYS"),
    "a cell's name taken": (AddSheet("New", "maxpoints", ("a",), (), (9,)), "a table or a name maxpoints"),
    "a header twice": (AddSheet("New", "New", ("a", "A"), (), (9, 9)), "each of which stands once"),
    "widths for other columns": (AddSheet("New", "New", ("a",), (), (9, 9)), "1 columns; 2 values"),
}


def _refused(path: Path, edit: Edit, error: type[EcvetError]) -> str:
    """Gives the reason, after seeing that the folder is as it was."""
    before = {one: one.read_bytes() for one in path.parent.iterdir()}
    for in_place in (False, True):
        with pytest.raises(error) as refusal:
            write(path, [SetCell("Units", 40, 1, "first"), edit], in_place=in_place)
    assert {one: one.read_bytes() for one in path.parent.iterdir()} == before
    return str(refusal.value)


@pytest.mark.parametrize("case", UNWRITABLE)
def test_what_is_not_ours_to_change_is_refused_by_place_and_remedy(kitchen: Path, case: str) -> None:
    edit, place, remedy = UNWRITABLE[case]
    reason = _refused(kitchen, edit, UnwritableFileError)
    assert place in reason
    assert remedy in reason
    assert reason.endswith(".")


@pytest.mark.parametrize("case", NONSENSE)
def test_an_edit_of_what_is_not_there_is_refused(kitchen: Path, case: str) -> None:
    edit, reason = NONSENSE[case]
    assert reason in _refused(kitchen, edit, UsageError)


def test_the_first_merged_cell_may_be_written(kitchen: Path) -> None:
    assert write(kitchen, [SetCell("Arrays", 5, 3, "joined")]).cells == 1


def test_a_formula_may_be_written_over_when_the_edit_says_so(kitchen: Path) -> None:
    receipt = write(kitchen, [SetCell("Units", 3, 5, Decimal("0.1"), replaces_formula=True)])
    assert receipt.removed == ("xl/calcChain.xml",)


def test_a_text_of_just_the_length_that_fits_is_written(kitchen: Path) -> None:
    assert write(kitchen, [SetCell("Units", 3, 1, "x" * 32_767)]).cells == 1


def test_a_number_of_fifteen_digits_is_written_as_it_is(kitchen: Path) -> None:
    assert write(kitchen, [SetCell("Units", 3, 4, Decimal(123456789012345))]).cells == 1


CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (sheet_xml('<row r="1"><c r="A1" t="str"><v><![CDATA[x]]></v></c></row>'), "CDATA"),
        (sheet_xml(f"<!-- a note -->{CELL}"), "comments"),
        (sheet_xml(CELL).replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>'), "UTF-8"),
        (sheet_xml('<row r="2"/><row r="1"/>'), "row 1 stands after row 2"),
        (sheet_xml('<row r="9"><c r="B9"/><c r="A9"/></row>'), "the cells of row 9"),
    ],
)
def test_a_sheet_written_in_an_unsafe_way_is_refused(tmp_path: Path, sheet: str, reason: str) -> None:
    encoded = sheet.encode("utf-16") if "UTF-16" in sheet else sheet.encode()
    path = write_zip(tmp_path / "odd.xlsx", parts() | {SHEET_PART: encoded})
    assert reason in _refused(path, SetCell("Units", 9, 3, "x"), UnwritableFileError)


def test_a_signed_workbook_is_refused(tmp_path: Path) -> None:
    signed = relationships_xml(("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "digital-signature/origin", "s"))
    path = write_zip(tmp_path / "signed.xlsx", parts() | {"_rels/.rels": signed, "s": ""})
    assert "digitally signed" in _refused(path, SetCell("Units", 1, 1, "x"), UnwritableFileError)


def test_an_encrypted_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.xlsx"  # encrypted workbooks are containers of the old binary kind
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    assert "secret.xlsx is" in _refused(path, SetCell("Units", 1, 1, "x"), UnreadableFileError)


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    sheet = sheet_xml(CELL).replace("<worksheet", "<!DOCTYPE worksheet><worksheet")
    path = write_zip(tmp_path / "typed.xlsx", parts() | {SHEET_PART: sheet})
    assert "DTD" in _refused(path, SetCell("Units", 1, 1, "x"), UnreadableFileError)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "twice.xlsx", parts() | {SHEET_PART.upper(): ""})
    assert "twice" in _refused(path, SetCell("Units", 1, 1, "x"), UnreadableFileError)


@pytest.mark.parametrize("lock", ["~$kitchen.xlsx", ".~lock.kitchen.xlsx#"])
def test_a_workbook_that_is_open_is_not_overwritten_but_may_be_copied(kitchen: Path, lock: str) -> None:
    kitchen.with_name(lock).write_text("Ana", encoding="utf-8")
    with pytest.raises(UnwritableFileError, match="is open"):
        write(kitchen, [SetCell("Units", 2, 1, "x")], in_place=True)
    assert write(kitchen, [SetCell("Units", 2, 1, "x")]).path.exists()


def test_a_read_only_workbook_is_not_overwritten(kitchen: Path) -> None:
    kitchen.chmod(0o444)
    with pytest.raises(UnwritableFileError, match="read-only"):
        write(kitchen, [SetCell("Units", 2, 1, "x")], in_place=True)
    os.chmod(kitchen, 0o644)  # noqa: PTH101 - so that the folder can be cleared away on Windows


def test_a_file_of_the_copy_s_name_is_never_overwritten(kitchen: Path) -> None:
    with pytest.raises(UnwritableFileError, match="exists already"):
        write(kitchen, [SetCell("Units", 2, 1, "x")], kitchen)


def test_a_copy_with_another_ending_is_refused(kitchen: Path) -> None:
    with pytest.raises(UsageError, match=r"must end in \.xlsx"):
        write(kitchen, [SetCell("Units", 2, 1, "x")], kitchen.with_suffix(".xlsm"))


def test_a_mark_on_a_workbook_without_formats_is_refused(tmp_path: Path) -> None:
    bare = {name: data for name, data in parts(CELL).items() if name != "xl/styles.xml"}
    path = write_zip(tmp_path / "bare.xlsx", bare)
    assert "no cell formats" in _refused(path, Mark("Units", ((1, 1),), Severity.ERROR), UnwritableFileError)
