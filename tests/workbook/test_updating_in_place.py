"""An update in place, with marks and with formulas put back: what it does, what it undoes, what it refuses."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.model.findings import Severity
from ecvet_office.report.updating import update
from ecvet_office.workbook.computed_cells import mending
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.writing.marks import FORMULAS
from workbook.example_book import DAY, EXAMPLE, write_example
from workbook.recalculated import differences, formulas_of, recalculate

START, LISTS = "Start", "Lists"  # sheets whose formulas stand in no table; an update leaves the pick lists to Excel
WITHOUT_ROWS = {"Prior learning", "Evidence", "Mobility groups"}  # what their empty row shows is left to Excel too


def judged(path: Path) -> Evaluation:
    return evaluate(read(path), DAY)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return write_example(tmp_path)


@pytest.fixture
def typed_over(example: Path) -> Path:
    """The example with two formulas typed over, and without what the others show, as openpyxl saves it."""
    book = openpyxl.load_workbook(example)
    book["Units"]["D4"], book["Units"]["I5"] = 7, "my unit"
    book.save(example)
    return example


# --- in place -------------------------------------------------------------------------------------------------------


def test_in_place_the_workbook_changes_and_a_backup_holds_what_it_was(example: Path, tmp_path: Path) -> None:
    before = example.read_bytes()
    copy = update(example, judged(example), tmp_path / "copy.xlsx").path
    receipt = update(example, judged(example), in_place=True)
    assert receipt.path == example.resolve()
    assert example.read_bytes() == copy.read_bytes()
    assert receipt.backup == tmp_path / "example.backup.xlsx"
    assert receipt.backup.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.xlsx", "example.backup.xlsx", "example.xlsx"]


def test_a_second_backup_leaves_the_first_as_it_is(example: Path) -> None:
    first = update(example, judged(example), in_place=True).backup
    assert first is not None
    kept = first.read_bytes()
    second = update(example, judged(example), in_place=True).backup
    assert second is not None
    assert second.name == "example.backup (2).xlsx"
    assert first.read_bytes() == kept


@pytest.mark.parametrize("lock", ["~$example.xlsx", ".~lock.example.xlsx#"])
def test_a_workbook_open_elsewhere_is_refused_in_place_and_may_be_copied(example: Path, lock: str) -> None:
    before = example.read_bytes()
    example.with_name(lock).write_bytes(b"somebody")
    with pytest.raises(UnwritableFileError, match=r"is open in Excel or LibreOffice .* Close it"):
        update(example, judged(example), in_place=True)
    assert example.read_bytes() == before
    assert sorted(one.name for one in example.parent.iterdir()) == sorted([lock, "example.xlsx"])
    assert update(example, judged(example)).backup is None


def test_in_place_and_elsewhere_at_once_is_refused(example: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not both"):
        update(example, judged(example), tmp_path / "copy.xlsx", in_place=True)


# --- marks ----------------------------------------------------------------------------------------------------------


def marked(path: Path) -> dict[str, Severity]:
    """By address, the severity whose mark a cell has."""
    severities = {formula: severity for severity, formula in FORMULAS.items()}
    return {
        f"{sheet.title}!{row[0].coordinate}": severities[rule.formula[0]]
        for sheet in openpyxl.load_workbook(path).worksheets
        for one in sheet.conditional_formatting
        for rule in one.rules
        if rule.formula and rule.formula[0] in severities
        for area in one.sqref.ranges
        for row in sheet[area.coord if ":" in area.coord else f"{area.coord}:{area.coord}"]
    }


def test_the_cells_of_errors_and_warnings_are_marked_and_no_others(example: Path) -> None:
    evaluation = judged(example)
    heavy = {one.place: one.severity for one in evaluation.findings if one.severity in set(list(Severity)[:2])}
    receipt = update(example, evaluation, marks=True)
    assert marked(receipt.path) == {
        str(place) if place.column else f"{place.sheet}!A{place.row}": severity for place, severity in heavy.items()
    }
    assert set(heavy.values()) == {Severity.ERROR, Severity.WARNING}
    assert receipt.marked == len(heavy) == 2


def test_a_cell_with_an_error_and_a_warning_shows_the_error(example: Path) -> None:
    evaluation = judged(example)
    error = next(one for one in evaluation.findings if one.severity is Severity.ERROR)
    lighter = Evaluation(
        evaluation.sheets,
        evaluation.on,
        evaluation.register,
        tuple(type(error)(error.code, error.place, severity, error.facts) for severity in reversed(Severity)),
        evaluation.ledgers,
    )
    assert list(marked(update(example, lighter, marks=True).path).values()) == [Severity.ERROR]


def test_marks_are_gone_without_a_trace_after_an_update_without_them(example: Path, tmp_path: Path) -> None:
    plain = update(example, judged(example), tmp_path / "plain.xlsx").path
    never = update(plain, judged(plain), tmp_path / "never.xlsx").path
    with_marks = update(plain, judged(plain), tmp_path / "marked.xlsx", marks=True).path
    no_more = update(with_marks, judged(with_marks), tmp_path / "no_more.xlsx").path
    assert parts(with_marks) != parts(never)
    assert parts(no_more) == parts(never)


def test_marking_twice_marks_once(example: Path, tmp_path: Path) -> None:
    plain = update(example, judged(example), tmp_path / "plain.xlsx").path
    once = update(plain, judged(plain), tmp_path / "once.xlsx", marks=True).path
    twice = update(once, judged(once), tmp_path / "twice.xlsx", marks=True).path
    assert parts(twice) == parts(once)


def test_a_finding_that_was_mended_loses_its_mark(example: Path, tmp_path: Path) -> None:
    with_marks = update(example, judged(example), tmp_path / "marked.xlsx", marks=True).path
    evaluation = judged(with_marks)
    fewer = Evaluation(
        evaluation.sheets,
        evaluation.on,
        evaluation.register,
        tuple(one for one in evaluation.findings if one.severity is not Severity.ERROR),
        evaluation.ledgers,
    )
    again = update(with_marks, fewer, tmp_path / "again.xlsx", marks=True).path
    assert set(marked(again).values()) == {Severity.WARNING}


# --- formulas -------------------------------------------------------------------------------------------------------


def formula_at(path: Path, sheet: str, cell: str) -> object:
    return openpyxl.load_workbook(path)[sheet][cell].value


def test_repair_puts_back_the_formulas_typed_over_and_only_those(typed_over: Path, tmp_path: Path) -> None:
    receipt = update(typed_over, judged(typed_over), tmp_path / "copy.xlsx", repair=True)
    assert receipt.repaired == ("Units!D4", "Units!I5")
    assert formula_at(receipt.path, "Units", "D4") == formula_at(typed_over, "Units", "D3")
    assert formula_at(receipt.path, "Units", "I5") == formula_at(typed_over, "Units", "I4")
    before, after = formulas_of(typed_over)[1], formulas_of(receipt.path)[1]
    assert after - before == {"Units!D4", "Units!I5"}
    assert before <= after


def test_after_a_repair_neither_the_findings_nor_the_copy_speak_of_it(typed_over: Path, tmp_path: Path) -> None:
    assert [one.code for one in judged(typed_over).findings].count("WB30") == 2
    copy = update(typed_over, judged(typed_over), tmp_path / "copy.xlsx", repair=True).path
    assert "WB30" not in {one.code for one in judged(copy).findings}
    assert "WB30" not in {row[1].value for row in openpyxl.load_workbook(copy)["Findings"].iter_rows()}


def test_without_repair_what_was_typed_over_a_formula_stays(typed_over: Path, tmp_path: Path) -> None:
    receipt = update(typed_over, judged(typed_over), tmp_path / "copy.xlsx")
    assert receipt.repaired == ()
    assert formula_at(receipt.path, "Units", "D4") == 7


def test_a_formula_that_would_name_a_missing_column_is_left_for_excel(typed_over: Path) -> None:
    book = openpyxl.load_workbook(typed_over)
    sheet = book["Outcomes"]
    sheet["A1"].value = "Mark"
    sheet.tables["Outcomes"].tableColumns[0].name = "Mark"
    column = next(cell for cell in sheet[1] if cell.value == "Read as (computed)")
    sheet.cell(2, column.column).value = "1.1"
    book.save(typed_over)
    mended = mending(typed_over)
    assert [f"{one.sheet}!{one.row}" for one in mended.edits] == ["Units!4", "Units!5"]
    assert [str(one.place) for one in mended.left] == [f"Outcomes!{column.coordinate.rstrip('1')}2"]


def test_no_formula_of_ours_shows_an_old_value_after_an_update(typed_over: Path, tmp_path: Path) -> None:
    fresh = formulas_of(EXAMPLE)[0]
    receipt = update(typed_over, judged(typed_over), tmp_path / "copy.xlsx", repair=True)
    shown = formulas_of(receipt.path)[0]
    ours = {address for address in (*receipt.refreshed, *receipt.repaired) if not address.startswith(START)}
    assert {address: shown.get(address) for address in ours} == {address: fresh.get(address) for address in ours}
    assert {address.partition("!")[0] for address in fresh if shown[address] != fresh[address]} == {START, LISTS}
    assert receipt.recalculates


def test_a_value_that_is_right_already_is_not_written(example: Path) -> None:
    first = update(example, judged(example))
    assert {address.partition("!")[0] for address in first.refreshed} == {START}  # it counts what was found
    assert update(first.path, judged(first.path)).refreshed == ()


def test_a_formula_that_somebody_changed_keeps_what_it_shows(example: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.xlsx"
    with zipfile.ZipFile(example) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if b"Units[[#This Row]" in part and b"<sheetData" in part:
                part = re.sub(rb'(<c r="D4"[^>]*><f>)[^<]*(</f><v>)[^<]*', rb"\g<1>2+2\g<2>4", part)
            new.writestr(entry.filename, part)
    copy = update(changed, judged(changed), tmp_path / "copy.xlsx").path
    assert (formula_at(copy, "Units", "D4"), formulas_of(copy)[0]["Units!D4"]) == ("=2+2", 4)


@pytest.mark.office
def test_libreoffice_works_out_what_an_update_with_a_repair_shows(
    typed_over: Path,
    tmp_path: Path,
    convert: Callable[[Path, str], Path],  # noqa: ARG001 - asked for, as it needs LibreOffice too
) -> None:
    copy = update(typed_over, judged(typed_over), tmp_path / "copy.xlsx", repair=True, marks=True).path
    found = formulas_of(recalculate(copy, tmp_path, shutil.which("soffice") or "libreoffice"))[0]
    shown = formulas_of(copy)[0]
    assert {line.partition("!")[0] for line in differences(shown, found)} == WITHOUT_ROWS | {LISTS}
