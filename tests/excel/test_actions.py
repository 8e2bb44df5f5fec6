"""The buttons: do they write what the command line says, once, as values, and leave Excel as it was?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.excel import actions, desktop
from ecvet_office.excel.actions import ACTIONS, check, compute_credit, share_points
from ecvet_office.excel.judging import undisturbed
from ecvet_office.model.errors import EcvetError, UsageError
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.computed import computed_columns
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.results_layout import RESULT_BY_NAME
from excel_engine import engine_of, open_book

ON = dt.date(2026, 3, 31)
WRITTEN = {
    "check": ("Findings", "MyLearners"),
    "compute_credit": ("Credit", "Progress", "Board", "Remediation", "Checklist", "Certified", "CommonUnits"),
    "share_points": ("Points",),
}
EMPTY = {"Certified", "CommonUnits"}  # the example has neither prior learning nor units of several qualifications
JUDGING = {"check": check, "compute_credit": compute_credit, "share_points": share_points}


@pytest.fixture
def budget(tmp_path: Path) -> Iterator[xw.Book]:
    """A workbook that is none of ours."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].title = "Budget"
    workbook.save(tmp_path / "budget.xlsx")
    with open_book(tmp_path / "budget.xlsx") as book:
        yield book


def changed(example: Path, folder: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    workbook = openpyxl.load_workbook(example, data_only=True)
    change(workbook)
    workbook.save(folder / "changed.xlsx")
    return folder / "changed.xlsx"


def table(book: xw.Book, name: str) -> xw.main.Table:
    return next(one for sheet in book.sheets for one in sheet.tables if one.name == name)


def on_screen(book: xw.Book, name: str) -> list[list[object]]:
    """Gives a table as it stands, the headers first; what looks like an empty row counts as a row."""
    rows: list[list[object]] = table(book, name).range.options(ndim=2).value
    return rows


def expected(evaluation: Evaluation, name: str) -> list[list[object]]:
    """Gives the rows of a result sheet as Excel holds them: numbers as floats, a date as its midnight.

    A table without rows keeps an empty one.
    """

    def cell(value: CellValue | None) -> object:
        if isinstance(value, dt.date):
            return dt.datetime.combine(value, dt.time())
        return float(value) if isinstance(value, Decimal) else value

    headers, *rows = result_sheets(evaluation)[name]
    return [list(headers), *(list(map(cell, row)) for row in rows or [[None] * len(headers)])]


@pytest.mark.parametrize("name", JUDGING)
def test_a_button_writes_what_the_command_line_finds_in_the_same_file(example: Path, book: xw.Book, name: str) -> None:
    by_file = evaluate(read(example), ON)
    evaluation = JUDGING[name](book, ON)
    assert evaluation.findings == by_file.findings
    assert evaluation.ledgers == by_file.ledgers
    for result in WRITTEN[name]:
        assert on_screen(book, result) == expected(by_file, result)
        assert len(on_screen(book, result)) > 5 or result in EMPTY


@pytest.mark.parametrize("name", JUDGING)
def test_each_table_is_read_once_and_each_result_written_once(book: xw.Book, name: str) -> None:
    evaluation = JUDGING[name](book, ON)
    for sheet in evaluation.sheets.sheets:  # once for the values and, where there may be some, once for the formulas
        assert engine_of(book).count("read", sheet.title) == (2 if computed_columns(sheet.table.name) else 1)
    assert engine_of(book).count("write") == len(WRITTEN[name])
    titles = {RESULT_BY_NAME[result].title for result in WRITTEN[name]}
    ours = {sheet.title for sheet in evaluation.sheets.sheets}
    assert {call.sheet for call in engine_of(book).calls if call.verb == "read"} == ours
    assert {call.sheet for call in engine_of(book).calls if call.verb != "read"} == titles


@pytest.mark.parametrize("name", JUDGING)
def test_pressing_a_button_twice_changes_nothing_more(book: xw.Book, name: str) -> None:
    JUDGING[name](book, ON)
    before = [on_screen(book, result) for result in WRITTEN[name]]
    JUDGING[name](book, ON)
    assert [on_screen(book, result) for result in WRITTEN[name]] == before


def test_what_the_user_typed_stays_as_it_is(example: Path, book: xw.Book, tmp_path: Path) -> None:
    for action in JUDGING.values():
        action(book, ON)
    book.save(tmp_path / "saved.xlsx")
    before, after = openpyxl.load_workbook(example), openpyxl.load_workbook(tmp_path / "saved.xlsx")
    ours = {RESULT_BY_NAME[result].title for results in WRITTEN.values() for result in results}
    assert after.sheetnames == before.sheetnames
    for sheet in before.worksheets:
        if sheet.title not in ours:
            assert list(after[sheet.title].values) == list(sheet.values)


def test_dates_are_dates_with_the_month_in_letters(book: xw.Book) -> None:
    check(book, ON)
    rows = table(book, "MyLearners").data_body_range
    assert rows is not None
    assert isinstance(rows[0, 7].value, dt.datetime)
    assert rows[0, 7].number_format == "d mmm yyyy"
    assert rows[0, 6].number_format == "General"


def test_findings_lead_to_their_cells(book: xw.Book) -> None:
    evaluation = check(book, ON)
    rows = table(book, "Findings").data_body_range
    assert rows is not None
    for number, finding in enumerate(evaluation.findings):
        assert finding.place.column
        assert rows[number, 3].hyperlink == f"#'{finding.place.sheet}'!{finding.place.cell}"
        assert rows[number, 3].value == finding.place.cell


def test_an_apostrophe_in_a_title_is_doubled_in_the_link(example: Path, tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["Learners"].title = "Ana's learners"
        workbook["Ana's learners"]["D2"] = "03/04/2008"

    with open_book(changed(example, tmp_path, change)) as book:
        check(book, ON)
        rows = table(book, "Findings").data_body_range
        assert rows is not None
        assert "#'Ana''s learners'!D2" in {rows[number, 3].hyperlink for number in range(rows.shape[0])}


def test_the_shown_sheet_is_the_one_that_was_asked_for(book: xw.Book) -> None:
    check(book, ON)
    assert book.sheets.active.name == "Findings"
    compute_credit(book, ON)
    assert book.sheets.active.name == "Credit"
    assert book.sheets["Progress"].visible


@pytest.mark.parametrize("name", ["=1+1", "+49", "-x", "@SUM(A1)", "007", "2026-03-04", "TRUE", "#N/A"])
def test_a_name_that_excel_would_read_as_something_else_comes_out_as_text(
    example: Path, tmp_path: Path, name: str
) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        for letters, part in (("B", name), ("C", None)):
            cell = workbook["Learners"][f"{letters}2"]
            cell.value = part
            cell.data_type = "s" if part else "n"

    with open_book(changed(example, tmp_path, change)) as book:
        evaluation = compute_credit(book, ON)
        rows = table(book, "Progress").data_body_range
        assert rows is not None
        cell = rows[0, 1]
        if name == "#N/A":  # that text cannot be told from the error, so it is no name and a finding
            assert "WB10" in {finding.code for finding in evaluation.findings}
        else:
            assert cell.value == cell.formula == name
            assert cell.impl.sheet.formulas[cell.address.replace("$", "")].data_type == "s"


def test_fewer_results_leave_no_old_rows_behind(book: xw.Book) -> None:
    check(book, ON)
    before = len(on_screen(book, "Findings"))
    learners = table(book, "Learners").data_body_range
    assert learners is not None
    for name in ("Learners", "Agreements", "Results", "Decisions", "Papers", "EarlierUnits", "Enrolments"):
        body = table(book, name).data_body_range
        if body is not None:
            body.clear_contents()
    evaluation = check(book, ON)
    assert len(evaluation.findings) + 1 < before
    assert on_screen(book, "Findings")[1 : len(evaluation.findings) + 1] == expected(evaluation, "Findings")[1:]
    used = book.sheets["Findings"].range("A1:G40").options(ndim=2).value
    assert sum(any(row) for row in used) == len(evaluation.findings) + 1
    assert on_screen(book, "MyLearners")[1:] == [[None] * 8]


def test_a_column_that_somebody_added_to_a_result_table_stays(book: xw.Book) -> None:
    findings = table(book, "Findings")
    findings.resize(book.sheets["Findings"].range("A1:H2"))
    book.sheets["Findings"]["H1"].value = "My notes"
    evaluation = check(book, ON)
    rows = on_screen(book, "Findings")
    assert rows[0][7] == "My notes"
    assert [row[:7] for row in rows] == expected(evaluation, "Findings")


def test_a_result_sheet_that_is_missing_is_added_as_the_last(book: xw.Book) -> None:
    book.sheets["Findings"].delete()
    evaluation = check(book, ON)
    assert book.sheets[-1].name == "Findings"
    assert on_screen(book, "Findings") == expected(evaluation, "Findings")


def test_a_sheet_of_the_users_own_by_that_title_is_left_alone(book: xw.Book) -> None:
    book.sheets["Findings"].delete()
    own = book.sheets.add("findings")
    own["A1"].value = "mine"
    evaluation = check(book, ON)
    assert own.used_range.value == "mine"
    assert table(book, "Findings").parent.name == "Findings 2"
    assert on_screen(book, "Findings") == expected(evaluation, "Findings")


def state(app: xw.App) -> tuple[object, object, object]:
    return app.screen_updating, app.calculation, app.status_bar


@pytest.mark.parametrize(
    "before", [(True, "automatic", False), (False, "manual", "Somebody else's words"), (True, "semiautomatic", False)]
)
def test_excel_is_as_it_was_after_a_button_and_after_an_error(
    book: xw.Book, monkeypatch: pytest.MonkeyPatch, before: tuple[bool, str, str | bool]
) -> None:
    app = book.app
    app.screen_updating, app.calculation, app.status_bar = before
    check(book, ON)
    assert state(app) == before

    def fail(*_: object) -> None:
        assert state(app) == (False, "manual", "ECVET: writing the results")
        raise ZeroDivisionError

    monkeypatch.setattr(actions, "write_result", fail)
    with pytest.raises(ZeroDivisionError):
        check(book, ON)
    assert state(app) == before


def test_excel_is_quiet_only_inside(book: xw.Book) -> None:
    with undisturbed(book.app, "ECVET: at work"):
        assert state(book.app) == (False, "manual", "ECVET: at work")
    assert state(book.app) == (True, "automatic", False)


@pytest.mark.parametrize(
    "name", sorted(ACTIONS.keys() - {"open_folder", "read_returned", "check_installation", "help"})
)
def test_a_workbook_that_is_none_of_ours_is_left_alone(budget: xw.Book, name: str) -> None:
    with pytest.raises(UsageError, match=r"budget\.xlsx holds none of the tables|no (finding|list) is selected"):
        ACTIONS[name](budget, ON, False)
    assert {call.verb for call in engine_of(budget).calls} <= {"read"}
    assert [sheet.name for sheet in budget.sheets] == ["Budget"]
    assert state(budget.app) == (True, "automatic", False)


def test_no_box_is_shown_where_everything_can_be_done(book: xw.Book) -> None:
    desktop.run("check")
    desktop.run("compute_credit")
    assert engine_of(book).alerts == []


def test_the_ribbon_runs_an_action_in_the_calling_workbook_as_of_today(
    book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, dt.date, bool]] = []

    def note(workbook: xw.Book, on: dt.date, selected: bool) -> object:
        asked.append((workbook.name, on, selected))
        return check(workbook, on)

    monkeypatch.setattr(desktop, "ACTIONS", {"check": note})
    before = dt.datetime.now().astimezone().date()
    desktop.run("check")
    [(name, day, selected)] = asked
    assert not selected
    assert name == book.name
    assert before <= day <= dt.datetime.now().astimezone().date()


def test_one_box_says_why_nothing_can_be_done(budget: xw.Book) -> None:
    desktop.run("check")
    [alert] = engine_of(budget).alerts
    assert alert.prompt.startswith("budget.xlsx holds none of the tables of an ECVET workbook")
    assert (alert.title, alert.buttons) == ("ECVET", "ok")


def test_an_unknown_action_is_said_in_a_box(book: xw.Book) -> None:
    desktop.run("chekc")
    [alert] = engine_of(book).alerts
    assert alert.prompt == f"there is no action chekc; there is: {', '.join(ACTIONS)}"


def test_any_error_of_the_tree_becomes_a_box_and_any_other_stays_a_mistake(
    book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(error: Exception) -> actions.Action:
        def action(_book: xw.Book, _on: dt.date, _selected: bool) -> object:
            raise error

        return action

    monkeypatch.setattr(desktop, "ACTIONS", {"ours": fail(EcvetError("why")), "mistake": fail(KeyError("x"))})
    desktop.run("ours")
    assert [alert.prompt for alert in engine_of(book).alerts] == ["why"]
    with pytest.raises(KeyError):
        desktop.run("mistake")
