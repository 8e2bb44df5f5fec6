"""Results written into a copy of a workbook: they arrive as they are, and nothing else is changed or lost."""

from __future__ import annotations

import errno
import os
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.evaluation import evaluate
from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.results_layout import RESULT_TABLES, RESULTS
from ecvet_office.workbook.updating import Receipt, update
from ecvet_office.workbook.values import shown
from workbook.example_book import DAY, write_example

Grid = list[list[CellValue | None]]
GENERAL = [table for table in RESULTS if not table.of]  # what any workbook gets
Results = dict[str, Grid]

FINDING = ["error", "RE15", "Agreements", "C4", "L3 is to work on U3", "agree on another unit", "RULE-07"]
ABOUT_A_ROW = ["todo", "AG21", "Agreements", "4", "agreement A3 is not signed", "sign it", "RULE-33"]
ABOUT_ALL = ["info", "WB21", None, None, "the file is an .ods", None, "own rule"]


def results(*findings: list[CellValue | None] | list[str] | list[str | None]) -> Results:
    """Gives result tables: these findings, and nothing in the others."""
    tables: Results = {name: [list(headers)] for name, headers in RESULT_TABLES.items()}
    tables["Findings"] += [list(one) for one in findings]
    return tables


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed_parts(before: Path, after: Path) -> set[str]:
    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    return {name for name in old if old[name] != new[name]}


def rows_below_header(path: Path, name: str) -> Grid:
    """What the table of a name holds, as the file has it."""
    for sheet in read_workbook(path).sheets:
        for table in sheet.tables:
            if table.name == name:
                rows: Grid = []
                for row in sheet.rows():
                    if table.first_row < row.number <= table.last_row:
                        held = {cell.column: cell.value for cell in row.cells}
                        rows.append([held.get(one) for one in range(table.first_column, table.last_column + 1)])
                return rows
    raise AssertionError(name)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return write_example(tmp_path)


@pytest.fixture
def with_new_rows(example: Path) -> Path:
    """The example with two learners and a partner typed below their tables, without ids."""
    book = openpyxl.load_workbook(example)
    for row, (family, given) in enumerate([("Mäki", "Oona"), ("=1+1", "Pia")], 8):
        book["Learners"].cell(row, 2).value, book["Learners"].cell(row, 3).value = family, given
        book["Learners"].cell(row, 2).data_type = "s"
    book["Partners"].cell(5, 2).value = "Clinique Exemple"
    book.save(example)
    return example


# --- what arrives ---------------------------------------------------------------------------------------------------


def test_the_tables_hold_exactly_the_rows_that_were_given(example: Path) -> None:
    given = result_sheets(evaluate(read(example), DAY))
    receipt = update(example, {name: list(rows) for name, rows in given.items()})
    for name, rows in given.items():
        written = [[shown(value) for value in row] for row in rows_below_header(receipt.path, name) if any(row)]
        assert written == [[shown(None if value == "" else value) for value in row] for row in rows[1:]], name
    assert len(given["Findings"]) > 5


def test_a_table_grows_and_shrinks_with_its_rows(example: Path, tmp_path: Path) -> None:
    long = update(example, results(*[FINDING] * 30), tmp_path / "long.xlsx").path
    assert len(rows_below_header(long, "Findings")) == 30
    short = update(long, results(FINDING), tmp_path / "short.xlsx").path
    assert rows_below_header(short, "Findings") == [FINDING]
    empty = update(short, results(), tmp_path / "empty.xlsx").path
    table = next(one for sheet in openpyxl.load_workbook(empty).worksheets for one in sheet.tables.values()
                 if one.name == "Findings")  # fmt: skip
    assert (table.ref, table.autoFilter.ref) == ("A1:G2", "A1:G2")  # an Excel table has one row at least
    assert rows_below_header(empty, "Findings") == []


def test_updating_an_update_changes_nothing_more(with_new_rows: Path, tmp_path: Path) -> None:
    once = update(with_new_rows, results(FINDING, ABOUT_A_ROW), tmp_path / "once.xlsx").path
    again = update(once, results(FINDING, ABOUT_A_ROW), tmp_path / "again.xlsx")
    assert changed_parts(once, again.path) == set()
    assert (again.numbered, again.untouched) == ((), again.parts)


TEXTS = [
    *("=1+1", "+358 40", "-5", "@SUM(A1)", "#N/A", "TRUE", "007"),
    *("_x0041_", "_x005F_", "_x000D_", "a\x0bb\x01", "a\r\nb", "a\tb", " spaces ", "\u00a0"),
    *("<R&D> \"'", "]]>", "&amp;", "\U0001f600 Zoë", "x" * 32_767),
]


def test_texts_stay_the_texts_they_are(example: Path) -> None:
    path = update(
        example, results(*(["error", "RE15", "Agreements", "C4", text, "fix", "source"] for text in TEXTS))
    ).path
    assert [row[4] for row in rows_below_header(path, "Findings")] == TEXTS
    second_opinion = openpyxl.load_workbook(path)["Findings"]["E"][1:]
    assert {cell.data_type for cell in second_opinion} <= {"s", "inlineStr"}


def test_numbers_stay_the_numbers_they_are(example: Path) -> None:
    numbers = [Decimal(text) for text in ("95", "52.78", "0", "-1.5", "0.1", "123456789.125")]
    tables = results()
    tables["Progress"] += [["L1", "Aino", "Q1", number, Decimal(180), None, "no", None] for number in numbers]
    path = update(example, tables).path
    assert [row[3:6] for row in rows_below_header(path, "Progress")] == [[one, Decimal(180), None] for one in numbers]
    assert [str(cell.value) for cell in openpyxl.load_workbook(path)["Progress"]["D"][1:]] == [*map(str, numbers)]


def links(sheet: Worksheet) -> dict[str, str | None]:
    return {cell.coordinate: cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink is not None}


def test_a_finding_links_to_its_cell_or_its_row(example: Path) -> None:
    path = update(example, results(FINDING, ABOUT_A_ROW, ABOUT_ALL)).path
    book = openpyxl.load_workbook(path)
    assert links(book["Findings"]) == {"D2": "'Agreements'!C4", "D3": "'Agreements'!A4"}
    again = update(path, results(ABOUT_ALL, FINDING)).path
    assert links(openpyxl.load_workbook(again)["Findings"]) == {"D3": "'Agreements'!C4"}


def test_a_link_to_a_sheet_with_an_apostrophe_is_written_as_excel_wants_it(example: Path) -> None:
    path = update(example, results(["error", "QU01", "L'unité & co", "B2", "m", "f", "s"])).path
    assert links(openpyxl.load_workbook(path)["Findings"]) == {"D2": "'L''unité & co'!B2"}


def test_result_sheets_are_shown_when_they_hold_something_new(example: Path) -> None:
    assert openpyxl.load_workbook(example)["Findings"].sheet_state == "hidden"
    path = update(example, results(FINDING)).path
    book = openpyxl.load_workbook(path)
    assert {book[one.title].sheet_state for one in GENERAL} == {"visible"}
    assert book["Lists"].sheet_state == "veryHidden"


# --- numbers of new rows --------------------------------------------------------------------------------------------


def test_new_rows_get_their_numbers_as_values_in_their_own_cells(with_new_rows: Path) -> None:
    receipt = update(with_new_rows, results())
    assert receipt.numbered == ("Learners!A8", "Learners!A9", "Partners!A5")
    sheet = openpyxl.load_workbook(receipt.path)["Learners"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"][7:9]] == [("L4", "s"), ("L5", "s")]
    assert sheet["B9"].value == "=1+1"
    assert sheet["B9"].data_type == "s"
    assert not update(receipt.path, results()).numbered


def test_the_numbers_are_those_that_the_findings_spoke_of(with_new_rows: Path) -> None:
    spoken_of = {learner.id: learner.full_name for learner in evaluate(read(with_new_rows), DAY).register.learners}
    written = update(with_new_rows, results()).path
    assert {one.id: one.full_name for one in evaluate(read(written), DAY).register.learners} == spoken_of


def test_formulas_over_new_numbers_are_computed_when_the_file_is_opened(with_new_rows: Path, example: Path) -> None:
    book = parts(update(with_new_rows, results()).path)["xl/workbook.xml"].decode("utf-8")
    assert re.search(r'<calcPr [^>]*fullCalcOnLoad="1"', book)
    assert example.exists()


def test_rows_of_two_tables_on_one_sheet_are_all_numbered(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Everything")
    for column, (name, value) in enumerate([("Units", "Home care"), ("Partners", "Lycée"), ("People", "Aino")]):
        headers = [{"header": "Id"}, {"header": "Name *" if name != "Units" else "Title *"}]
        sheet.add_table(0, 3 * column, 1, 3 * column + 1, {"name": name, "columns": headers, "data": [["", value]]})
    add_result_table(book)
    book.close()
    receipt = update(path, results(FINDING))
    assert set(receipt.numbered) == {"Everything!A2", "Everything!D2", "Everything!G2"}
    assert [openpyxl.load_workbook(receipt.path)["Everything"][one].value for one in ("A2", "D2", "G2")] == [
        "U1",
        "I1",
        "H1",
    ]


# --- what stays -----------------------------------------------------------------------------------------------------


def test_every_part_that_the_receipt_does_not_name_is_the_same_byte_for_byte(with_new_rows: Path) -> None:
    before = with_new_rows.read_bytes()
    receipt = update(with_new_rows, results(FINDING))
    raw = {sheet.title: sheet for sheet in read_workbook(with_new_rows).sheets}
    result_parts = {one for title in receipt.sheets for one in (raw[title].part, raw[title].tables[0].part)}
    numbered_parts = {raw[cell.partition("!")[0]].part for cell in (*receipt.numbered, *receipt.refreshed)}
    changed = changed_parts(with_new_rows, receipt.path)
    assert changed <= result_parts | numbered_parts | {"xl/workbook.xml"}
    assert numbered_parts <= changed
    assert (receipt.parts, receipt.untouched) == (len(parts(receipt.path)), len(parts(receipt.path)) - len(changed))
    assert with_new_rows.read_bytes() == before


def test_the_workbook_says_the_same_as_before(with_new_rows: Path) -> None:
    before = evaluate(read(with_new_rows), DAY)
    after = evaluate(read(update(with_new_rows, results(FINDING)).path), DAY)
    assert after.findings == before.findings
    assert after.ledgers == before.ledgers


@pytest.mark.office
def test_the_copy_breaks_no_rule_of_the_open_xml_schemas(
    example: Path, validate_office: Callable[[Path], None]
) -> None:
    validate_office(update(example, results(FINDING, ABOUT_A_ROW, ABOUT_ALL)).path)


@pytest.mark.office
def test_libreoffice_opens_the_copy(with_new_rows: Path, convert: Callable[[Path, str], Path]) -> None:
    opened = convert(update(with_new_rows, results(FINDING)).path, "xlsx")
    assert rows_below_header(opened, "Findings") == [FINDING]
    assert [learner.id for learner in evaluate(read(opened), DAY).register.learners][-2:] == ["L4", "L5"]


# --- names and refusals ---------------------------------------------------------------------------------------------


def test_the_copy_gets_a_free_name_beside_the_workbook(example: Path) -> None:
    names = [update(example, results()).path.name for _ in range(3)]
    assert names == ["example.updated.xlsx", "example.updated (2).xlsx", "example.updated (3).xlsx"]


def refused(path: Path, tables: Results, out: Path | None = None) -> str:
    """Gives why an update was refused; nothing is left behind, and nothing that was there has changed."""
    before = {one: one.read_bytes() for one in path.parent.iterdir()}
    with pytest.raises((UnwritableFileError, UsageError)) as refusal:
        update(path, tables, out)
    assert {one: one.read_bytes() for one in path.parent.iterdir()} == before
    return str(refusal.value)


def test_an_existing_file_is_never_overwritten(example: Path, tmp_path: Path) -> None:
    (tmp_path / "taken.xlsx").write_bytes(b"a year of work")
    assert "exists already" in refused(example, results(), tmp_path / "taken.xlsx")
    assert "exists already" in refused(example, results(), example)


def test_the_copy_is_of_the_same_kind_as_the_workbook(example: Path, tmp_path: Path) -> None:
    assert ".xlsx" in refused(example, results(), tmp_path / "copy.xlsm")


def test_a_text_longer_than_a_cell_is_refused(example: Path) -> None:
    too_long = ["error", "RE15", "Agreements", "C4", "x" * 40_000, "fix", "source"]
    assert "32,767" in refused(example, results(too_long))
    emoji = ["error", "RE15", "Agreements", "C4", "\U0001f600" * 16_384, "fix", "source"]
    assert "32,767" in refused(example, results(emoji))  # Excel counts such a character as two


def test_a_workbook_that_is_not_ours_at_all_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Budget", "Euro"])
    book.save(path)
    why = refused(path, results())
    assert all(one.title in why for one in GENERAL)


def add_result_table(book: xlsxwriter.Workbook, **options: object) -> xlsxwriter.worksheet.Worksheet:
    sheet = book.add_worksheet("Findings")
    headers = [{"header": header} for header in RESULT_TABLES["Findings"]]
    sheet.add_table(0, 0, 2, len(headers) - 1, {"name": "Findings", "columns": headers, **options})
    return sheet


@pytest.fixture
def one_result_sheet(tmp_path: Path) -> Callable[..., Path]:
    """Gives a function that writes a workbook whose only result sheet was changed by the user."""

    def write(change: Callable[[xlsxwriter.worksheet.Worksheet], object] | None = None, **options: object) -> Path:
        path = tmp_path / "plan.xlsx"
        book = xlsxwriter.Workbook(str(path))
        book.add_worksheet("Notes").write("A1", "mine")
        sheet = add_result_table(book, **options)
        if change is not None:
            change(sheet)
        book.close()
        return path

    return write


def test_result_sheets_that_are_not_there_are_added_at_the_end(one_result_sheet: Callable[..., Path]) -> None:
    receipt = update(one_result_sheet(), results(FINDING))
    others = tuple(one.title for one in GENERAL if one.title != "Findings")
    assert (receipt.sheets, receipt.added) == (("Findings",), others)
    assert rows_below_header(receipt.path, "Findings") == [FINDING]
    book = openpyxl.load_workbook(receipt.path)
    assert tuple(book.sheetnames) == ("Notes", "Findings", *others)
    assert [cell.value for cell in book["Progress"][1]] == list(RESULT_TABLES["Progress"])


def test_a_sheet_of_the_user_s_that_has_a_result_sheet_s_title_stays(one_result_sheet: Callable[..., Path]) -> None:
    path = one_result_sheet()
    book = openpyxl.load_workbook(path)
    book["Notes"].title = "credit"
    book.save(path)
    receipt = update(path, results(FINDING))
    assert "Credit 2" in receipt.added
    assert openpyxl.load_workbook(receipt.path)["credit"]["A1"].value == "mine"


def test_changed_headers_of_a_result_sheet_are_refused(one_result_sheet: Callable[..., Path]) -> None:
    renamed = [{"header": f"My {header}"} for header in RESULT_TABLES["Findings"]]
    assert "headers of the sheet Findings were changed" in refused(one_result_sheet(columns=renamed), results(FINDING))


def test_what_the_user_keeps_on_a_result_sheet_stays(one_result_sheet: Callable[..., Path]) -> None:
    def keep(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write("J3", "call the host")
        sheet.write("A9", "call the home")
        sheet.add_table("J5:K6")

    sheet = openpyxl.load_workbook(update(one_result_sheet(keep), results(FINDING)).path)["Findings"]
    assert (sheet["J3"].value, sheet["A9"].value) == ("call the host", "call the home")
    assert len(sheet.tables) == 2


def test_what_is_in_the_way_of_more_results_is_named(one_result_sheet: Callable[..., Path]) -> None:
    below = one_result_sheet(lambda sheet: sheet.write("A9", "call the home"))
    assert "Findings!A9" in refused(below, results(*[FINDING] * 8))
    assert "totals row" in refused(one_result_sheet(total_row=True), results(FINDING))


def test_what_stands_above_a_result_table_stays(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Findings")
    sheet.write("A1", "What is still wrong")
    sheet.add_table(2, 1, 4, 7, {"name": "Findings", "columns": [{"header": one} for one in RESULT_TABLES["Findings"]]})
    book.close()
    copy = update(path, results(FINDING)).path
    assert openpyxl.load_workbook(copy)["Findings"]["A1"].value == "What is still wrong"
    assert rows_below_header(copy, "Findings") == [FINDING]


def test_an_order_and_a_filter_of_the_old_rows_do_not_outlive_them(tmp_path: Path, example: Path) -> None:
    book = openpyxl.load_workbook(example)
    table = book["Findings"].tables["Findings"]
    table.autoFilter.add_filter_column(0, ["error"])
    table.autoFilter.add_sort_condition("A2:A40")
    book.save(example)
    receipt = update(example, results(FINDING), tmp_path / "copy.xlsx")
    copied = openpyxl.load_workbook(receipt.path)["Findings"].tables["Findings"]
    assert copied.autoFilter.filterColumn == []
    assert copied.autoFilter.sortState is None


def test_a_signed_workbook_is_refused(example: Path) -> None:
    with zipfile.ZipFile(example, "a") as archive:
        archive.writestr("_xmlsignatures/origin.sigs", b"")
    assert "signed" in refused(example, results(FINDING))


# --- nothing is left behind -----------------------------------------------------------------------------------------


def test_a_full_disk_leaves_nothing_behind(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "the disk is full" in refused(example, results(FINDING))


def test_a_read_only_folder_is_named_as_a_likely_cause(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_open = Path.open

    def open_to_read(path: Path, mode: str = "r", *arguments: object, **named: object) -> object:
        if set(mode) & set("wax+"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real_open(path, mode, *arguments, **named)  # type: ignore[call-overload] # whatever was asked for

    monkeypatch.setattr(Path, "open", open_to_read)
    assert "read-only" in refused(example, results(FINDING))


def test_a_receipt_tells_what_was_done(with_new_rows: Path, tmp_path: Path) -> None:
    receipt = update(with_new_rows, results(FINDING), tmp_path / "out" / "copy.xlsx")
    assert isinstance(receipt, Receipt)
    assert receipt.path == tmp_path / "out" / "copy.xlsx"
    assert set(receipt.sheets) == {one.title for one in GENERAL}
    assert receipt.added == ()


def test_the_counts_on_start_are_brought_up_to_date_for_readers_that_do_not_calculate(tmp_path: Path) -> None:
    path = write_example(tmp_path)
    receipt = update(path, results(FINDING, FINDING, ABOUT_A_ROW))
    start = openpyxl.load_workbook(receipt.path, data_only=True)["Start"]
    counted = {start.cell(row, 6).value: start.cell(row, 7).value for row in range(1, start.max_row + 1)}
    assert {severity: counted[severity] for severity in ("error", "warning", "todo", "info")} == {
        "error": 2, "warning": 0, "todo": 1, "info": 0
    }  # fmt: skip
    again = update(receipt.path, results(FINDING, FINDING, ABOUT_A_ROW), tmp_path / "again.xlsx")
    assert not again.refreshed
