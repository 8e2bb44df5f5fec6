"""The assessment sheet asks the host for what the sheet Results holds, and says what was agreed."""

from __future__ import annotations

import io
from collections.abc import Mapping

import docx

from documents.filled import assert_golden, fields, variant
from documents.returning import AGREEMENT, SHEET, control, read_back, row_of, sent, touched
from documents.school_year import WORKBOOK, evaluated
from ecvet_office.documents.assessment_sheet import ROW_KEY, result_on
from ecvet_office.documents.filling import fill, shipped_template
from ecvet_office.documents.palette import build_palette
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.returned import rows_of
from ecvet_office.documents.returned_fields import RETURNED
from ecvet_office.documents.template import compile_template
from ecvet_office.documents.wordml import value_of, w
from ecvet_office.workbook.proposal import ReturnedReading, Strange


def rows(number: str) -> Mapping[str, Mapping[str, str]]:
    """Gives the rows of a sheet by the ids of their outcomes."""
    return rows_of(fields(SHEET, number), ROW_KEY)


def test_the_sheet_of_a_stay_with_results_reads_as_kept() -> None:
    assert_golden("assessment-sheet-filled", texts(sent(SHEET, "A1")))


def test_the_sheet_of_a_stay_without_results_reads_as_kept() -> None:
    assert_golden("assessment-sheet-empty", texts(sent(SHEET, "A3")))


def test_there_is_one_row_for_each_agreed_outcome() -> None:
    assert list(rows("A2")) == ["3.1", "3.2", "3.4"]


def test_every_open_field_has_its_home_and_every_home_its_open_field() -> None:
    for document, form in RETURNED.items():
        found = {field.key for field in shipped_template(document, "en").fields if field.is_open}
        assert found == {*form.fields, *form.row_fields}


def test_a_row_carries_the_outcome_it_is_about_where_nobody_can_change_it() -> None:
    root = docx.Document(io.BytesIO(sent(SHEET, "A1"))).element
    key = control(root, "outcome", "3.2")
    assert row_of(key) == "3.2"
    assert value_of(key.find(w("sdtPr")), "lock") == "sdtContentLocked"


def test_method_and_assessor_stand_in_a_row_only_where_they_were_others() -> None:
    of = rows("A1")
    assert (of["3.1"]["method"], of["3.1"]["assessor"]) == ("Theory test", "")
    assert of["3.4"]["assessor"] == "Luc Moreau"
    assert fields(SHEET, "A1")["agreed.assessor"] == "Claire Dubois"


def test_of_two_results_for_an_outcome_the_later_one_is_shown() -> None:
    register = evaluated().register
    agreement = register.agreement["A1"]
    of_stay = [one for one in register.results if one.context == "A1" and one.outcome == "3.2"]
    found = result_on(register, agreement, "3.2")
    assert len(of_stay) > 1
    assert found is not None
    assert found.date == max(one.date for one in of_stay if one.date)


def test_a_finished_sheet_prints_what_is_known_and_asks_for_nothing() -> None:
    made = next(fill(SHEET, evaluated(), template=shipped_template(SHEET, "en")))
    shown = texts(made.data)
    assert "write here" not in shown
    assert "2 April 2025" in shown


def test_a_stay_without_agreed_outcomes_has_a_sheet_without_a_table() -> None:
    bare = variant(("| U3 | Basic French", "| | Basic French"))
    assert bare != WORKBOOK
    shown = texts(sent(SHEET, "A1", bare))
    assert "Learning outcomes assessed" not in shown


def own_form(document: str) -> ReturnedReading:
    """Gives what a document made from the palette says; each of its fields stands in a row of a table by itself."""
    own = compile_template(build_palette(document), "form.docx", keep_controls=True)
    return read_back(next(fill(document, evaluated(), template=own)).data)


def test_a_form_of_ones_own_made_from_the_palette_can_be_returned_too() -> None:
    reading = own_form(AGREEMENT)
    assert {one.field for one in reading.proposals} == {*RETURNED[AGREEMENT].fields}
    assert touched(reading) == {}


def test_a_field_in_another_row_than_its_outcome_is_said_and_never_guessed_at() -> None:
    reading = own_form(SHEET)
    assert {one.field for one in reading.proposals} == {*RETURNED[SHEET].fields}
    assert {one.what for one in reading.oddities} >= {Strange.ROW_UNKNOWN}
    assert reading.applied == ()
