"""Whatever is edited in the kitchen workbook, everything else stays, by bytes, by cells and for two other readers."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from ecvet_office.model.findings import Severity
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.writing.edits import (
    AddSheet,
    AppendRows,
    Computed,
    Edit,
    Formula,
    Link,
    Mark,
    ReplaceRows,
    SetCell,
    Show,
)
from ecvet_office.workbook.writing.writer import write
from workbook.writing.comparing import changed_parts, parts_of, raw_cells_of, values_of

UNITS = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
CALCULATION_ORDER = {"xl/calcChain.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
NEW_SHEET = {"xl/worksheets/sheet6.xml", "xl/worksheets/_rels/sheet6.xml.rels", "xl/tables/table6.xml"}

NEW_UNITS = (
    ("U11", "=Kotka", Decimal(4), Decimal("2.5"), Decimal("0.03"), dt.date(2026, 3, 1)),
    ("U12", "+Köln", Decimal(5), Decimal(3), Decimal("0.04"), dt.date(2026, 3, 2)),
)
REPORT = AddSheet("Report", "Report", ("Cell", "What"), (("D7", "wrong"),), (10, 40), (Link(0, 0, "'Units'!D7"),))

# Each set of edits, with every part that it may touch.
CASES: dict[str, tuple[tuple[Edit, ...], set[str]]] = {
    "a cell": ((SetCell("Units", 4, 2, "@Liège"),), {UNITS, BOOK}),
    "a date where none stood": ((SetCell("Units", 4, 2, dt.date(2026, 3, 1)),), {UNITS, BOOK, STYLES}),
    "a value under a formula": ((SetCell("Units", 4, 5, Computed(Decimal("0.5"))),), {UNITS, BOOK}),
    "a new formula": ((SetCell("Units", 30, 2, Formula("1+1", Decimal(2))),), {UNITS, BOOK, *CALCULATION_ORDER}),
    "appended rows": ((AppendRows("Units", NEW_UNITS),), {UNITS, BOOK, "xl/tables/table1.xml", *CALCULATION_ORDER}),
    "replaced rows": (
        (ReplaceRows("Below", (("p", Decimal(5)), ("q", None), ("r", "=1"))),),
        {"xl/worksheets/sheet4.xml", BOOK, "xl/tables/table3.xml"},
    ),
    "marks": (
        (Mark("Units", ((2, 1), (3, 1)), Severity.ERROR), Mark("Units", ((7, 4),), Severity.TODO)),
        {UNITS, STYLES},
    ),
    "a shown sheet": ((Show("Lists"),), {BOOK}),
    "a new sheet": ((REPORT,), {BOOK, STYLES, "[Content_Types].xml", "xl/_rels/workbook.xml.rels", *NEW_SHEET}),
}


@pytest.fixture(params=[".xlsx", ".xlsm"])
def workbook(request: pytest.FixtureRequest, pristine_kitchen: dict[str, Path], tmp_path: Path) -> Path:
    """Gives a copy of the workbook, once with macros and once without."""
    return Path(shutil.copy(pristine_kitchen[request.param], tmp_path / f"kitchen{request.param}"))


@pytest.mark.parametrize("case", CASES)
def test_only_the_parts_that_an_edit_needs_change(workbook: Path, case: str) -> None:
    edits, touched = CASES[case]
    receipt = write(workbook, edits)
    assert changed_parts(workbook, receipt.path) == touched
    assert {*receipt.rewritten, *receipt.added, *receipt.removed} == touched


@pytest.mark.parametrize("case", CASES)
def test_all_cells_outside_the_edits_stay_as_they_were(workbook: Path, case: str) -> None:
    edits, touched = CASES[case]
    receipt = write(workbook, edits)
    differing: set[str] = set()
    for part in touched & parts_of(workbook).keys():
        if part.startswith("xl/worksheets/sheet"):
            old, new = raw_cells_of(workbook, part), raw_cells_of(receipt.path, part)
            differing |= {cell for cell in old.keys() | new.keys() if old.get(cell) != new.get(cell)}
    assert len(differing) == receipt.cells
    expected = {
        "a cell": {"B4"},
        "a date where none stood": {"B4"},
        "a value under a formula": {"E4"},
        "a new formula": {"B30"},
        "appended rows": {f"{letter}{row}" for letter in "ABCDEF" for row in (12, 13)},
        "replaced rows": {f"{letter}{row}" for letter in "AB" for row in (9, 10, 11)},
    }
    assert differing == expected.get(case, set())


@pytest.mark.office
def test_the_workbook_is_valid_for_microsoft_before_any_edit(
    pristine_kitchen: dict[str, Path], validate_office: Callable[[Path], None]
) -> None:
    for path in pristine_kitchen.values():
        validate_office(path)


@pytest.mark.office
@pytest.mark.parametrize("case", CASES)
def test_no_edit_brings_an_error_that_was_not_there_before(
    kitchen: Path, case: str, validate_office: Callable[[Path], None]
) -> None:
    validate_office(write(kitchen, CASES[case][0]).path)


@pytest.mark.office
def test_all_edits_together_bring_no_error_either(workbook: Path, validate_office: Callable[[Path], None]) -> None:
    validate_office(write(workbook, [edit for some, _ in CASES.values() for edit in some]).path)


@pytest.mark.office
def test_libreoffice_opens_what_was_written_and_finds_the_values(
    workbook: Path, convert: Callable[[Path, str], Path]
) -> None:
    # Two edits of the same cell: the later counts.
    edits = [edit for case, (some, _) in CASES.items() if case != "a date where none stood" for edit in some]
    receipt = write(workbook, edits)
    values = values_of(convert(receipt.path, "xlsx"))
    assert values["Units", 4, 2] == ("@Liège", False)
    assert values["Units", 12, 2] == ("=Kotka", False)
    assert values["Units", 13, 6] == (dt.date(2026, 3, 2), False)
    assert values["Units", 13, 5][1] is True
    assert values["Totals", 11, 2] == ("=1", False)
    assert values["Report", 2, 2] == ("wrong", False)


def test_all_edits_together_are_written_at_once_and_read_back(workbook: Path) -> None:
    receipt = write(workbook, [edit for some, _ in CASES.values() for edit in some])
    before, after = values_of(workbook), values_of(receipt.path)
    sheets = {sheet.title: sheet for sheet in read_workbook(receipt.path).sheets}
    units = sheets["Units"].tables[0]
    assert (units.last_row, units.columns) == (13, ("Unit", "Partner", "EQF", "Points", "Share", "Approved"))
    assert sheets["Lists"].state == "visible"
    assert after["Units", 12, 5] == (Decimal("0.03"), True)
    edited = {key for key in after if before.get(key) != after[key]}
    assert {key for key in edited if key[0] == "Units" and key[1] < 12} == {("Units", 4, 2), ("Units", 4, 5)}
    assert all(after.get(key) == value for key, value in before.items() if key not in edited and key[0] != "Totals")


def test_macros_stay_and_the_copy_keeps_their_ending(pristine_kitchen: dict[str, Path], tmp_path: Path) -> None:
    source = Path(shutil.copy(pristine_kitchen[".xlsm"], tmp_path / "plan.xlsm"))
    receipt = write(source, [SetCell("Units", 2, 1, "U99")])
    assert receipt.path.name == "plan.updated.xlsm"
    assert parts_of(receipt.path)["xl/vbaProject.bin"] == parts_of(source)["xl/vbaProject.bin"]


def test_the_receipt_says_in_one_line_what_was_done(kitchen: Path) -> None:
    receipt = write(
        kitchen, [SetCell("Units", 2, 1, "U99"), SetCell("Units", 3, 1, "U98"), SetCell("Units", 4, 1, "U97")]
    )
    parts = len(parts_of(kitchen))
    assert str(receipt) == f"3 cells changed, {parts - 2} of {parts} parts untouched"
    one = write(kitchen, [SetCell("Units", 2, 1, "U99")])
    assert str(one).startswith("1 cell changed, ")


def test_the_same_edits_give_the_same_bytes(kitchen: Path, tmp_path: Path) -> None:
    edits = [edit for some, _ in CASES.values() for edit in some]
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    write(kitchen, edits, first)
    write(kitchen, edits, second)
    assert first.read_bytes() == second.read_bytes()
