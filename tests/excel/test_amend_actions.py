"""The button Amend: what changed in the selected agreements, and the amendments beside what was signed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from documents.changed_plan import ON, example, judged, type_over
from ecvet_office.documents.filling import fill
from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.amend_actions import amend
from ecvet_office.model.errors import UsageError
from excel_engine import engine_of, open_book

LATER = dt.datetime(2025, 4, 18)  # noqa: DTZ001 # a day in Excel has no zone


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = example(tmp_path / "plan.xlsx")
    folder = tmp_path / "documents"
    folder.mkdir()
    for one in fill("learning-agreement", judged({}), ("L1",)):
        (folder / one.file_name).write_bytes(one.data)
    files = {(row, "File"): "learning-agreement_A1_L1.docx" for row in (4, 5, 6)}
    type_over(path, {"Agreements": {(2, "Planned end"): LATER}, "Papers": files})
    return path


def test_the_selected_agreement_is_compared_and_its_amendment_written(plan: Path) -> None:
    folder = plan.parent / "documents"
    signed = (folder / "learning-agreement_A1_L1.docx").read_bytes()
    with open_book(plan) as book:
        book.sheets["Agreements"].activate()
        book.sheets["Agreements"]["A2"].select()
        assert ACTIONS["amend"] is amend
        (found,) = amend(book, ON)
        assert (found.agreement, found.file_name) == ("A1", "amendment_A1_L1.docx")
        rows = book.sheets["Amendments"].tables[0].range.value
        assert rows[1] == ["A1", "End date", "to be signed anew", "11 April 2025", "18 April 2025", found.file_name]
        assert engine_of(book).alerts == []
    assert (folder / found.file_name).is_file()
    assert (folder / "learning-agreement_A1_L1.docx").read_bytes() == signed


def test_an_agreement_without_a_signed_document_is_told_and_pressed_twice_nothing_is_overwritten(plan: Path) -> None:
    with open_book(plan) as book:
        book.sheets["Agreements"].activate()
        book.sheets["Agreements"]["A2:A3"].select()
        amend(book, ON)
        first = (plan.parent / "documents" / "amendment_A1_L1.docx").read_bytes()
        book.sheets["Agreements"].activate()
        book.sheets["Agreements"]["A2:A3"].select()
        again, other = amend(book, ON)
        assert "exists already and was left as it is" in again.why
        assert "names no Word file of agreement A2" in other.why
    assert (plan.parent / "documents" / "amendment_A1_L1.docx").read_bytes() == first


def test_without_a_selected_agreement_it_is_said(plan: Path) -> None:
    with open_book(plan) as book:
        book.sheets["Units"].activate()
        book.sheets["Units"]["A2"].select()
        with pytest.raises(UsageError, match="lists no learners"):
            amend(book, ON)
