"""The buttons that tell something: the page of a finding's rule, the installation, and what each button does."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings as xw

from ecvet_office.excel import telling_actions
from ecvet_office.excel.actions import ACTIONS, check
from ecvet_office.excel.installation import Check, State
from ecvet_office.excel.telling_actions import HELP_ROWS, check_installation, explain_finding, show_help
from ecvet_office.law.pages import message, page
from ecvet_office.model.errors import UsageError
from ecvet_office.report.rule_pages import page_lines
from excel_engine import engine_of

ON = dt.date(2026, 3, 31)


def column(book: xw.Book, sheet: str) -> list[object]:
    values: list[object] = book.sheets[sheet].tables[0].range.columns[0].value
    return values[1:]


def test_the_selected_finding_is_explained_by_its_page(book: xw.Book) -> None:
    evaluation = check(book, ON)
    for place in (0, len(evaluation.findings) - 1):
        finding = evaluation.findings[place]
        book.sheets["Findings"].activate()
        corner = book.sheets["Findings"].tables["Findings"].range[0, 0]
        corner.offset(place + 1, 4).select()
        explain_finding(book, ON)
        told = column(book, "Explained")
        assert told[0] == f"{finding.place}: {message(finding)}"
        assert told[1:] == [line.strip() for line in page_lines(page(finding.code), show_all=True) if line.strip()]
        assert book.sheets.active.name == "Explained"


@pytest.mark.parametrize("address", ["B1", "B400"])
def test_a_row_without_a_finding_is_told(book: xw.Book, address: str) -> None:
    check(book, ON)
    book.sheets["Findings"].range(address).select()
    with pytest.raises(UsageError, match=f"row {address[1:]} of Findings holds no finding. Select a row"):
        explain_finding(book, ON)


def test_a_selection_on_another_sheet_is_told(book: xw.Book) -> None:
    book.sheets["Units"].activate()
    book.sheets["Units"]["A2"].select()
    with pytest.raises(UsageError, match="no finding is selected"):
        explain_finding(book, ON)


def test_the_installation_is_shown_line_by_line(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (Check("Python", State.OK, "3.11"), Check("Excel", State.MISSING, "not found", "install it"))
    monkeypatch.setattr(telling_actions, "checks", lambda: lines)
    check_installation(book, ON)
    assert book.sheets["Installation"].tables[0].range.value == [
        ["What", "How it stands", "Found", "What to do"],
        ["Python", "ok", "3.11", None],
        ["Excel", "missing", "not found", "install it"],
    ]


def test_the_installation_of_this_pc_can_be_shown(book: xw.Book) -> None:
    check_installation(book, ON)
    assert "Python" in column(book, "Installation")


def test_the_help_names_every_button(book: xw.Book) -> None:
    show_help(book, ON)
    assert column(book, "ECVET help") == [button for button, _ in HELP_ROWS]
    told = {button.casefold().replace(" ", "_") for button, _ in HELP_ROWS}
    assert all(any(name.startswith(action) for name in told) for action in ACTIONS)


def test_nothing_but_its_own_sheet_is_written(book: xw.Book) -> None:
    show_help(book, ON)
    check_installation(book, ON)
    assert {call.sheet for call in engine_of(book).calls} == {"ECVET help", "Installation"}
    assert engine_of(book).alerts == []
