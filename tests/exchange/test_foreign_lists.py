"""The drop-down lists of a foreign sheet, however they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecvet_office.exchange.foreign_lists import Rule, rules_of
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.package import open_package
from handmade_packages import MAIN, SHEET_PART, parts, sheet_xml, write_zip

ROWS = '<row r="1"><c r="F1" t="str"><v>FI</v></c></row><row r="2"><c r="F2" t="str"><v>FR</v></c></row>'
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"


def rules(folder: Path, after: str, names: str = "") -> tuple[Rule, ...]:
    content = parts()
    content[SHEET_PART] = sheet_xml(ROWS, after)
    content["xl/workbook.xml"] = str(content["xl/workbook.xml"]).replace("</sheets>", f"</sheets>{names}")
    path = write_zip(folder / "foreign.xlsx", content)
    return rules_of(open_package(path), read_workbook(path), SHEET_PART)


def plain(formula: str, more: str = "") -> str:
    inner = f'<dataValidation type="list"{more} sqref="B2:B9 D2"><formula1>{formula}</formula1></dataValidation>'
    return f'<dataValidations count="1">{inner}</dataValidations>'


@pytest.mark.parametrize(
    ("formula", "choices"),
    [
        ('"Yes,No"', ("Yes", "No")),
        ("&quot;a b, c&quot;", ("a b", "c")),
        ("$F$1:$F$2", ("FI", "FR")),
        ("Units!$F$1:$F$2", ("FI", "FR")),
        ("'units'!F1:F2", ("FI", "FR")),
        ("countries", ("FI", "FR")),
    ],
)
def test_a_list_is_read_from_its_words_its_cells_or_its_name(
    tmp_path: Path, formula: str, choices: tuple[str, ...]
) -> None:
    names = "<definedNames><definedName name='Countries'>Units!$F$1:$F$2</definedName></definedNames>"
    (found,) = rules(tmp_path, plain(formula), names)
    assert found.choices == choices
    assert found.holds(9, 2)
    assert found.holds(2, 4)
    assert not found.holds(3, 4)
    assert not found.is_unread


@pytest.mark.parametrize("formula", ["INDIRECT(A2)", "Elsewhere!$A$1:$A$3", "unknown_name"])
def test_a_list_that_cannot_be_read_says_so(tmp_path: Path, formula: str) -> None:
    (found,) = rules(tmp_path, plain(formula))
    assert found.is_unread
    assert found.choices == ()


def test_a_list_of_a_later_excel_is_read_too(tmp_path: Path) -> None:
    extension = (
        f'<extLst><ext xmlns:x14="{X14}"><x14:dataValidations xmlns:xm="{XM}" count="1">'
        '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Units!$F$1:$F$2</xm:f></x14:formula1>'
        "<xm:sqref>C2:C9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    (found,) = rules(tmp_path, extension)
    assert found.choices == ("FI", "FR")
    assert found.holds(5, 3)
    assert not found.needs_value


def test_a_list_that_forbids_empty_cells_needs_a_value_and_another_kind_has_no_choices(tmp_path: Path) -> None:
    assert rules(tmp_path, plain('"Y,N"'))[0].needs_value
    (tmp_path / "foreign.xlsx").unlink()
    assert not rules(tmp_path, plain('"Y,N"', ' allowBlank="1"'))[0].needs_value
    (tmp_path / "foreign.xlsx").unlink()
    whole = f'<dataValidations xmlns="{MAIN}"><dataValidation type="whole" sqref="B2"><formula1>1</formula1>'
    (found,) = rules(tmp_path, f"{whole}</dataValidation></dataValidations>")
    assert (found.choices, found.is_unread, found.needs_value) == ((), False, False)
