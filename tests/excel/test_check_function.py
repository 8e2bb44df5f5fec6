"""ECVET_CHECK and ECVET_EXPLAIN: the findings and the pages of the command line, and never a false alarm?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.evaluation import evaluate
from ecvet_office.excel.functions import Answer, ecvet_check, ecvet_explain
from ecvet_office.excel.range_findings import NOTHING, OF_ONE_TABLE, OF_OTHER_TABLES, finding_rows
from ecvet_office.law.pages import all_pages, fix, message, page
from ecvet_office.model.findings import Finding
from ecvet_office.report.rule_pages import page_lines
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheets
from excel.example_ranges import Range, example_workbook, range_of, ranges_of_file
from workbook.test_twelve_mistakes import MISTAKES

ON = dt.date(2026, 3, 31)
OF_FILES = {"WB01", "WB11", "WB12", "WB13", "WB20", "WB21", "WB24", "WB25", "WB26", "WB28", "WB30"}

UNITS: Range = [
    ["Id", "Title", "Assessment procedure", "Valid from"],
    ["U1", "Wiring", "test", dt.datetime(2026, 5, 7)],  # noqa: DTZ001 - Excel knows no time zones
    ["U2", None, "test", "03/04/2026"],
    ["U1", "Safety", None, "the first of May"],
]


def told(answer: Answer) -> list[tuple[object, ...]]:
    """Gives code, row and column of each finding."""
    return [(code, row, column) for _, code, row, column, *_ in answer[1:]]


def test_findings_of_a_range_name_row_and_column() -> None:
    answer = ecvet_check(UNITS)
    assert answer[0] == ["Severity", "Code", "Row", "Column", "Message", "Fix"]
    assert told(answer) == [
        ("QU01", 3.0, "Title"),
        ("WB16", 3.0, "Valid from"),
        ("WB09", 4.0, "Id"),
        ("QU08", 4.0, "Assessment procedure"),
        ("WB06", 4.0, "Valid from"),
    ]
    assert answer[1][0] == "error"
    assert answer[5][4] == "“the first of May” in Valid from is not a day we can read"


def test_a_table_without_findings_says_so() -> None:
    assert ecvet_check(UNITS[:2]) == [[NOTHING]]


@pytest.mark.parametrize("name", ["Units", "units", "UnitPoints", "Unit points"])
def test_a_table_is_known_by_the_name_of_its_sheet_or_its_own(name: str) -> None:
    answer = ecvet_check([["Qualification", "Unit", "Points"], ["Q1", "U1", "many"]], [[name]])
    assert ("WB04", 2.0, "Points") in told(answer) if "oints" in name else answer[1:] != []


def test_a_name_that_no_table_has_is_told_with_the_nearest() -> None:
    [[text]] = ecvet_check(UNITS, [["Unist"]])
    assert str(text).startswith("ECVET: no table is called Unist (did you mean 'Units'?)")


def test_headers_that_leave_the_table_open_are_told() -> None:
    [[text]] = ecvet_check([["one", "two"], [1.0, 2.0]])
    assert text == "ECVET: the headers do not tell which table this is. Give its name as the second argument"
    [[text]] = ecvet_check([["Qualification", "Unit"], ["Q1", "U1"]])
    assert str(text).startswith("ECVET: the headers do not tell which table this is; they may be those of ")


@pytest.mark.parametrize("empty", [None, [], [[None]], [[""], ["x"]]])
def test_an_empty_range_is_told(empty: Range) -> None:
    assert ecvet_check(empty) == [["ECVET: the first row of the table is empty; select the table with its header row"]]


def rows_of_findings(findings: list[Finding]) -> list[tuple[object, ...]]:
    return [(str(one.severity), one.code, float(one.place.row), message(one), fix(one)) for one in findings]


def of_one_table(sheets: Sheets, on: dt.date, title: str) -> list[Finding]:
    """Gives what the command line finds in one table and what a table tells by itself."""
    return [
        one
        for one in evaluate(sheets, on).findings
        if one.place.sheet == title
        and (one.code in OF_ONE_TABLE or (one.code.startswith("WB") and one.code not in OF_OTHER_TABLES | OF_FILES))
    ]


def without_column(answer: Answer) -> list[tuple[object, ...]]:
    return [(*row[:3], *row[4:]) for row in answer[1:] if row[1] not in OF_FILES]


def test_the_tables_of_a_spoilt_workbook_tell_what_the_command_line_tells(tmp_path: Path) -> None:
    path = tmp_path / "spoilt.xlsx"
    path.write_bytes(example_workbook())
    workbook = openpyxl.load_workbook(path)
    for mistake in MISTAKES:
        mistake(workbook)
    workbook.save(path)
    ranges, sheets = ranges_of_file(path), read(path)
    found = 0
    for sheet in sheets.sheets:
        expected = of_one_table(sheets, ON, sheet.title)
        answer = finding_rows(ranges[sheet.table.name], sheet.table.name)
        assert without_column(answer) == rows_of_findings(expected), sheet.title
        found += len(expected)
    assert found > 5


def cases() -> Iterator[tuple[str, Sheets, dt.date]]:
    for code, one in all_pages().items():
        for case in one.cases:
            if not case.file:
                yield f"{code} {case.title}", sheets_from_markdown(case.tables, case.version), case.on


def test_no_table_of_any_case_of_any_rule_gives_a_false_alarm() -> None:
    checked = 0
    for name, sheets, on in cases():
        if (
            "WB" in name or sheets.sheet("Settings") is not None
        ):  # reading has tests of its own; a profile may be lighter
            continue
        findings = evaluate(sheets, on).findings
        for sheet in sheets.sheets:
            whole = {(one.code, message(one)) for one in findings if one.place.sheet == sheet.title}
            answer = finding_rows(range_of(sheet), sheet.table.name)
            assert {(row[1], row[4]) for row in answer[1:]} <= whole, (name, sheet.title)
            checked += 1
    assert checked > 500


anything = st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=8), st.datetimes())


@given(rows=st.lists(st.lists(anything, min_size=4, max_size=4), max_size=5), name=anything)
def test_whatever_stands_in_the_cells_the_answer_is_findings_or_words(rows: Range, name: object) -> None:
    for cells in (rows, [UNITS[0], *rows]):
        answer = ecvet_check(cells, [[name]])
        assert answer[0][0] in {"Severity", NOTHING} or str(answer[0][0]).startswith("ECVET: ")


def test_a_rule_is_explained_as_on_the_command_line() -> None:
    [[title, why, remedy, source]] = ecvet_explain([["pt02"]])
    lines = page_lines(page("PT02"))
    assert lines[0] == f"PT02 {title}"
    assert f"  {str(why).splitlines()[0]}" in lines
    assert f"  Fix: {remedy}" in lines
    assert any(line.endswith(str(source)) for line in lines)


def test_a_column_of_codes_gives_a_row_for_each() -> None:
    answer = ecvet_explain([["WB05"], [None], ["XX99"]])
    assert [row[0] for row in answer] == [page("WB05").title, "", "ECVET: there is no rule XX99"]
    assert {len(row) for row in answer} == {4}


def test_no_code_and_a_block_of_codes_are_told() -> None:
    assert ecvet_explain([[None]]) == [["ECVET: there is no code; give that of a finding, such as PT02"]]
    assert ecvet_explain([["PT02", "PT03"]]) == [["ECVET: the codes are one cell or one column, not 2 columns"]]


@given(cells=st.lists(st.lists(anything, min_size=1, max_size=1), max_size=3))
def test_whatever_the_code_the_answer_is_texts(cells: Range) -> None:
    assert all(isinstance(text, str) for row in ecvet_explain(cells) for text in row)
