"""A returned document says what its partner filled in, and nothing else is taken from it."""

from __future__ import annotations

from datetime import date

import pytest

from documents.filled import variant
from documents.returning import AGREEMENT, NAME, SHEET, read_back, sent, touched, typed
from documents.school_year import WORKBOOK, evaluated
from ecvet_office.documents.filling import fill
from ecvet_office.documents.proposals import proposals
from ecvet_office.documents.returned import read_returned
from ecvet_office.documents.returned_fields import RETURNED
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.proposal import ReturnedReading, Verdict

Values = dict[tuple[str, str], str]


def filled(document: str, values: Values, number: str = "A2", text: str = WORKBOOK) -> ReturnedReading:
    """Gives what a document proposes once somebody typed into it; the workbook may have changed since it was made."""
    return read_back(typed(sent(document, number), values), text)


# --- nothing, one thing, many things ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr", "pl", "en+fr", "fi+de"])
@pytest.mark.parametrize("number", ["A1", "A2", "A3", "A4"])
@pytest.mark.parametrize("document", RETURNED)
def test_a_document_that_nobody_touched_changes_nothing(document: str, number: str, language: str) -> None:
    reading = read_back(sent(document, number, language=language))
    assert reading.proposals
    assert touched(reading) == {}
    assert reading.is_clean


def test_what_the_host_fills_goes_to_the_cells_of_its_outcome() -> None:
    values = {("3.1", "date"): "15 March 2025", ("3.1", "grade"): "5", ("3.2", "remark"): "=1+1"}
    assert touched(filled(SHEET, values)) == {
        ("3.1", "date"): (Verdict.CHANGE, "Results!E8", date(2025, 3, 15)),
        ("3.1", "grade"): (Verdict.FILL, "Results!H8", "5"),
        ("3.2", "remark"): (Verdict.FILL, "Results!N9", "=1+1"),
    }


def test_an_outcome_without_a_result_gets_a_new_row_that_says_of_whom_and_of_what() -> None:
    reading = filled(SHEET, {("3.2", "achieved"): "oui", ("3.2", "method"): "Interview"}, "A3")
    assert touched(reading) == {
        ("3.2", "achieved"): (Verdict.NEW_ROW, "Results", "yes"),
        ("3.2", "method"): (Verdict.NEW_ROW, "Results", "Interview"),
    }
    assert {tuple(one.row.items()) for one in reading.applied} == {
        (("context", "A3"), ("learner", "L3"), ("outcome", "3.2"))
    }


def test_the_days_of_the_stay_as_they_were_go_to_the_agreement() -> None:
    assert touched(filled(SHEET, {("", "actual.start"): "3. maaliskuuta 2025"})) == {
        ("", "actual.start"): (Verdict.FILL, "Agreements!H3", date(2025, 3, 3)),
    }


def test_place_and_day_of_the_signature_make_a_row_of_papers_where_there_is_none() -> None:
    signed = {("", "signs.host.place"): "Lyon", ("", "signs.host.date"): "3 February 2025"}
    assert touched(filled(AGREEMENT, signed)) == {
        ("", "signs.host.place"): (Verdict.NEW_ROW, "Papers", "Lyon"),
        ("", "signs.host.date"): (Verdict.NEW_ROW, "Papers", date(2025, 2, 3)),
    }


def test_what_the_host_writes_into_a_complement_goes_to_results_agreement_and_papers() -> None:
    values = {
        ("3.1", "grade"): "5",
        ("3.2", "strong"): "Calm",
        ("", "actual.end"): "29 March 2025",
        ("", "signs.host.place"): "Lyon",
    }
    assert touched(filled("complement", values)) == {
        ("3.1", "grade"): (Verdict.FILL, "Results!H8", "5"),
        ("3.2", "strong"): (Verdict.FILL, "Results!K9", "Calm"),
        ("", "actual.end"): (Verdict.FILL, "Agreements!I3", date(2025, 3, 29)),
        ("", "signs.host.place"): (Verdict.NEW_ROW, "Papers", "Lyon"),
    }


def test_a_complement_goes_out_to_be_filled_before_there_is_any_result() -> None:
    reading = filled("complement", {("3.4", "achieved"): "yes"}, "A3")
    assert touched(reading) == {("3.4", "achieved"): (Verdict.NEW_ROW, "Results", "yes")}


def test_what_the_host_writes_into_the_erasmus_agreement_goes_to_agreement_and_papers() -> None:
    values = {("", "assessor"): "Claire Dubois", ("", "signs.host.date"): "3 February 2025"}
    found = touched(filled("erasmus-agreement", values, text=with_assessor("")))
    assert found["", "assessor"][0::2] == (Verdict.CHANGE, "H3 · Claire Dubois")
    assert found["", "signs.host.date"] == (Verdict.NEW_ROW, "Papers", date(2025, 2, 3))


# --- what stands in the workbook --------------------------------------------------------------------------------------


def with_assessor(assessor: str) -> str:
    """Gives the sample workbook with a column for assessors of agreements, filled for A2."""
    lines = WORKBOOK.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("| Agreements |"))
    columns = lines[start].count("|")
    lines[start] += " assessor |"
    for number in range(start + 1, start + 5):
        lines[number] += " |" * (columns - lines[number].count("|"))  # cells at the end of a row may be left out
        lines[number] += f" {assessor if lines[number].startswith('| | A2 |') else ''} |"
    return "\n".join(lines) + "\n"


def test_what_differs_from_the_package_becomes_an_exception_of_the_agreement() -> None:
    (key, (verdict, place, value)), *others = touched(
        filled(AGREEMENT, {("", "assessor.name"): "Claire Dubois"}, text=with_assessor(""))
    ).items()
    assert (key, verdict, value, others) == (("", "assessor.name"), Verdict.CHANGE, "H3 · Claire Dubois", [])
    assert place.startswith("Agreements!")


def test_a_cell_that_was_changed_meanwhile_is_a_conflict_and_is_not_written() -> None:
    reading = filled(AGREEMENT, {("", "assessor.name"): "Claire Dubois"}, text=with_assessor("Luc Moreau"))
    (one,) = reading.flagged
    assert (one.verdict, one.made_from, one.now, one.text) == (
        Verdict.CONFLICT,
        "Dr. Ζωή Παπαδοπούλου",
        "Luc Moreau",
        "Claire Dubois",
    )
    assert one.value is None
    assert reading.applied == ()


def test_what_the_workbook_says_by_now_is_no_change() -> None:
    reading = filled(AGREEMENT, {("", "assessor.name"): "Luc Moreau"}, text=with_assessor("Luc Moreau"))
    assert touched(reading) == {}


def test_a_cell_changed_meanwhile_of_which_the_partner_said_nothing_is_left_alone() -> None:
    assert touched(filled(AGREEMENT, {}, text=with_assessor("Luc Moreau"))) == {}


def test_a_sheet_without_the_column_is_said_and_nothing_is_written() -> None:
    assert touched(filled(AGREEMENT, {("", "activities"): "Other work"})) == {
        ("", "activities"): (Verdict.NO_COLUMN, "Agreements!3", None)
    }


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("date", "soon", "WB06"),
        ("date", "03/04/2025", "WB16"),
        ("date", "31 February 2025", "WB06"),
        ("achieved", "peut-être", "WB07"),
        ("assessor", "H99", "WB08"),
    ],
)
def test_what_a_cell_cannot_hold_is_a_finding_by_the_rules_of_workbooks(field: str, text: str, code: str) -> None:
    (one,) = filled(SHEET, {("3.1", field): text}).flagged
    assert one.verdict is Verdict.UNREADABLE
    assert one.finding is not None
    assert (one.finding.code, one.finding.place.sheet, one.value) == (code, "Results", None)


def test_a_text_that_no_cell_holds_is_too_long() -> None:
    kept = filled(SHEET, {("3.1", "remark"): "x" * 32_767})
    refused = filled(SHEET, {("3.1", "remark"): "x" * 32_768})
    assert [one.verdict for one in kept.applied] == [Verdict.FILL]
    assert [one.verdict for one in refused.flagged] == [Verdict.TOO_LONG]


def test_a_text_that_the_partner_took_away_is_never_taken_from_the_workbook() -> None:
    reading = filled(SHEET, {("3.1", "date"): ""})
    assert touched(reading) == {("3.1", "date"): (Verdict.EMPTIED, "Results!E8", None)}
    assert not reading.is_clean


def test_a_text_in_another_language_goes_to_its_own_column_or_nowhere() -> None:
    french = typed(sent(SHEET, "A1", language="fr"), {("3.1", "strong"): "Connaît bien le système"})
    (strong,) = read_back(french).flagged
    assert (strong.verdict, strong.header) == (Verdict.NO_COLUMN, "Strong points [fr]")
    empty = typed(sent(SHEET, "A1", language="fr"), {("3.1", "weak"): "Trop rapide"})
    (weak,) = read_back(empty).applied
    assert (weak.verdict, weak.header) == (Verdict.FILL, "Weak points")


# --- several documents ------------------------------------------------------------------------------------------------


def test_two_documents_that_want_different_things_of_a_cell_are_both_in_conflict() -> None:
    first = typed(sent(SHEET, "A2"), {("3.1", "grade"): "4", ("3.1", "remark"): "same"})
    second = typed(sent(SHEET, "A2"), {("3.1", "grade"): "5", ("3.1", "remark"): "same"})
    readings = proposals([read_returned(first, NAME), read_returned(second, NAME)], evaluated())
    assert [touched(reading)["3.1", "grade"][0] for reading in readings] == [Verdict.CONFLICT] * 2
    assert [touched(reading)["3.1", "remark"][0] for reading in readings] == [Verdict.FILL] * 2


def test_a_document_of_an_agreement_that_the_workbook_lacks_is_refused() -> None:
    other = variant(("| | A2 | L2 |", "| | A9 | L2 |"))
    with pytest.raises(UsageError, match="A2, which the workbook does not have"):
        read_back(sent(SHEET, "A2"), other)


def test_a_document_of_another_learner_is_refused() -> None:
    other = variant(("| | A2 | L2 |", "| | A2 | L3 |"))
    with pytest.raises(UsageError, match="learner L2, which in the workbook is one of L3"):
        read_back(sent(SHEET, "A2"), other)


def test_a_finished_document_has_nothing_to_read_back() -> None:
    finished = next(fill(AGREEMENT, evaluated())).data
    with pytest.raises(UsageError, match="no fields to read back"):
        read_returned(finished, NAME)


def test_a_document_that_never_comes_back_is_refused() -> None:
    with pytest.raises(UsageError, match="only these come back"):
        read_returned(next(fill("transcript", evaluated())).data, NAME)


def test_nothing_in_a_memorandum_can_be_left_open() -> None:
    with pytest.raises(UsageError, match="nothing in the memorandum is for a partner"):
        next(fill("memorandum", evaluated(), to_return=True))


def test_rows_that_the_partner_fills_are_no_blank_rows() -> None:
    blank = variant(("| in the last week | H3 |", "| | H3 |"))

    def codes(*, to_return: bool) -> set[str]:
        made = fill(AGREEMENT, evaluated(blank), to_return=to_return)
        return {finding.code for one in made for finding in one.findings}

    assert "DO01" in codes(to_return=False)
    assert "DO01" not in codes(to_return=True)


def test_texts_of_the_second_language_beside_open_fields_stay_empty() -> None:
    reading = read_back(typed(sent(SHEET, "A1", language="en+fr"), {("3.1", "achieved"): "no"}))
    assert touched(reading) == {("3.1", "achieved"): (Verdict.CHANGE, "Results!D2", "no")}
    assert reading.is_clean
