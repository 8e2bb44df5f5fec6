"""A returned document says what its partner filled in, and nothing else is taken from it."""

from __future__ import annotations

from datetime import date

import pytest

from documents.returning import AGREEMENT, SHEET, read_back, sent, touched, typed
from ecvet_office.documents.returned_fields import RETURNED
from ecvet_office.workbook.proposal import Verdict


@pytest.mark.parametrize("language", ["en", "fr", "pl", "en+fr", "fi+de"])
@pytest.mark.parametrize("number", ["A1", "A2", "A3", "A4"])
@pytest.mark.parametrize("document", RETURNED)
def test_a_document_that_nobody_touched_changes_nothing(document: str, number: str, language: str) -> None:
    reading = read_back(sent(document, number, language=language))
    assert reading.proposals
    assert touched(reading) == {}
    assert reading.is_clean


def test_what_the_host_fills_goes_to_the_cells_of_its_outcome() -> None:
    filled = {("3.1", "date"): "15 March 2025", ("3.1", "grade"): "5", ("3.2", "remark"): "=1+1"}
    assert touched(read_back(typed(sent(SHEET, "A2"), filled))) == {
        ("3.1", "date"): (Verdict.CHANGE, "Results!E8", date(2025, 3, 15)),
        ("3.1", "grade"): (Verdict.FILL, "Results!H8", "5"),
        ("3.2", "remark"): (Verdict.FILL, "Results!N9", "=1+1"),
    }


def test_place_and_day_of_the_signature_make_a_row_of_papers_where_there_is_none() -> None:
    signed = {("", "signs.host.place"): "Lyon", ("", "signs.host.date"): "3 February 2025"}
    assert touched(read_back(typed(sent(AGREEMENT, "A2"), signed))) == {
        ("", "signs.host.place"): (Verdict.NEW_ROW, "Papers", "Lyon"),
        ("", "signs.host.date"): (Verdict.NEW_ROW, "Papers", date(2025, 2, 3)),
    }
