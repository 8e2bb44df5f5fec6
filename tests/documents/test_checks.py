"""What only a document shows: rows that stay blank, and texts that nobody translated."""

from __future__ import annotations

import pytest

from ecvet_office.documents.checks import blank_rows, with_blank_rows
from ecvet_office.documents.docx_package import read_parts
from ecvet_office.documents.filling import fill
from ecvet_office.evaluation import evaluate
from ecvet_office.law.pages import Case, all_pages
from ecvet_office.model.findings import Severity
from ecvet_office.workbook.markdown import sheets_from_markdown

CASES = [(code, case) for code, page in all_pages().items() if code.startswith("DO") for case in page.cases]


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}-{case.title}" for code, case in CASES])
def test_a_case_of_a_page_finds_exactly_what_it_says(code: str, case: Case) -> None:
    evaluation = evaluate(sheets_from_markdown(case.tables), case.on)
    found = {
        (one.code, str(one.place), ", ".join(f"{name} {value}" for name, value in one.facts))
        for paper in ("learning-agreement", "mobility-attestation")
        for document in fill(paper, evaluation)
        for one in document.findings
        if one.code == code
    }
    assert sorted(found) == sorted(case.expected)


SHARED = """
| Agreements | id | package | status |
| | A1 | K1 | {first} |
| | A2 | K1 | {second} |
| Packages | id | host | assessed when | recorded how | validated how | recognised how |
| | K1 | I2 | in May | | by comparison | by the board |
| Partners | id | city |
| | I2 | Lyon |
"""


@pytest.mark.parametrize(
    ("first", "second", "severity", "told"),
    [
        ("draft", "draft", Severity.TODO, "A1"),
        ("draft", "ready to sign", Severity.WARNING, "A2"),
        ("ready to sign", "signed", Severity.WARNING, "A2"),
        ("withdrawn", "draft", Severity.TODO, "A2"),
    ],
)
def test_a_blank_cell_is_told_once_for_the_agreement_that_has_come_furthest(
    first: str, second: str, severity: Severity, told: str
) -> None:
    text = SHARED.format(first=first, second=second)
    evaluation = evaluate(sheets_from_markdown(text), CASES[0][1].on)
    (found,) = (one for one in with_blank_rows(evaluation) if one.code == "DO01")
    assert (str(found.place), found.severity) == ("Packages!D2", severity)
    assert dict(found.facts)["agreement"] == told


def test_a_withdrawn_stay_has_no_document_to_leave_blank() -> None:
    text = SHARED.format(first="withdrawn", second="withdrawn")
    evaluation = evaluate(sheets_from_markdown(text), CASES[0][1].on)
    assert with_blank_rows(evaluation) == evaluation.findings


def test_only_a_text_that_the_document_prints_needs_a_translation() -> None:
    text = """
| Settings | setting | value |
| | languages | fi; en |
| Memoranda | id | objectives |
| | M1 | Liikkuvuus |
| Agreements | id | learner | package | memorandum |
| | A1 | L1 | K1 | M1 |
| Packages | id | activities | activities [en] | recorded how |
| | K1 | Kotihoitoa | Home care | kirjallisesti |
| Learners | id |
| | L1 |
"""
    evaluation = evaluate(sheets_from_markdown(text), CASES[0][1].on)
    (document,) = fill("learning-agreement", evaluation)
    found = [str(one.place) for one in document.findings if one.code == "DO02"]
    assert found == ["Packages!D2"]


def test_a_title_that_stands_on_no_row_of_its_own_is_not_asked_for_in_another_language() -> None:
    text = """
| Settings | setting | value |
| | languages | fi; en |
| Memoranda | id | objectives | objectives [en] |
| | M1 | Liikkuvuus | Mobility |
| Memorandum qualifications | memorandum | institution | qualification |
| | M1 | I2 | Assistant en soins |
"""
    evaluation = evaluate(sheets_from_markdown(text), CASES[0][1].on)
    (document,) = fill("memorandum", evaluation, draft=True)
    assert b"Assistant en soins" in read_parts(document.data, document.file_name)["word/document.xml"]
    assert [one for one in document.findings if one.code == "DO02"] == []


def test_the_translation_is_printed_where_there_is_one() -> None:
    text = """
| Settings | setting | value |
| | languages | fi; en |
| Agreements | id | learner | activities | activities [en] |
| | A1 | L1 | Kotihoitoa | Home care |
| Learners | id |
| | L1 |
"""
    evaluation = evaluate(sheets_from_markdown(text), CASES[0][1].on)
    (document,) = fill("learning-agreement", evaluation)
    assert [one.code for one in document.findings if one.code == "DO02"] == []
    assert b"Kotihoitoa" not in document.data
    assert [one.place.sheet for one in blank_rows(evaluation.register, "A1")] == ["Agreements"] * 4
