from __future__ import annotations

from datetime import date

from ecvet_office.evaluation import evaluate
from ecvet_office.report.concerns import blocking_findings
from ecvet_office.workbook.markdown import sheets_from_markdown

DAY = date(2026, 1, 15)
PLAN = """
| Partners | id | name | country | e-mail |
|          | I1 | Pori College | Finland | a@pori.example |
|          | I2 | {host} | France | b@lyon.example |
|          | I3 | {stranger} | Spain | c@madrid.example |
| Qualifications | id | title | awarding institution | eqf level | points | reference pathway | full time years |
|                | Q1 | Electrician | Pori College | 4 | 60 | one year | 1 |
| Units | id | title | assessment procedure |
|       | U1 | {unit} | test |
|       | U2 | Testing | {procedure} |
| Unit points | qualification | unit | points |
|             | Q1 | U1 | 40 |
|             | Q1 | U2 | 20 |
| Outcomes | id | unit | kind | outcome | criterion |
|          | "1.1" | U1 | K | Knows wires | names three |
|          | "2.1" | U2 | K | Knows tests | names three |
| Packages | id | name | host | units or outcomes |
|          | K1 | Lyon | I2 | U1 |
| Learners | id | family name | given names | date of birth | qualification |
|          | L1 | Virtanen | Aino | {birth} | Q1 |
|          | L2 | Laine | Bruno | {other_birth} | Q1 |
| Agreements | id | learner | package | planned start | planned end |
|            | A1 | L1 | K1 | 2026-03-03 | 2026-04-11 |
| Results | agreement | learner | outcome | achieved | date |
|         | A1 | L1 | 1.1 | {achieved} | 2026-01-10 |
| Memoranda | id | objectives | valid from | valid until |
|           | M1 | exchange | {from_} | 2027-12-31 |
| Memorandum partners | memorandum | institution | role |
|                     | M1 | I1 | signs |
|                     | M1 | I2 | signs |
"""
GOOD = {
    "host": "Lycée",
    "stranger": "Instituto",
    "unit": "Wiring",
    "procedure": "test",
    "birth": "2000-05-14",
    "other_birth": "2000-05-14",
    "achieved": "yes",
    "from_": "2025-01-01",
}
AMBIGUOUS_DATE = "3/4/2006"


def unreadable_cells(document: str, subject: str, settings: str = "", **wrong: str) -> list[str]:
    evaluation = evaluate(sheets_from_markdown(settings + PLAN.format(**GOOD | wrong)), DAY)
    found = blocking_findings(evaluation, document, subject)
    return [str(one.place) for one in found if one.code.startswith("WB")]


def test_a_mistake_in_the_learners_own_row_holds_the_agreement_and_the_transcript_back() -> None:
    assert unreadable_cells("learning-agreement", "A1", birth=AMBIGUOUS_DATE) == ["Learners!D2"]
    assert unreadable_cells("transcript", "L1", birth=AMBIGUOUS_DATE) == ["Learners!D2"]
    assert unreadable_cells("memorandum", "M1", birth=AMBIGUOUS_DATE) == []


def test_a_mistake_about_somebody_else_holds_nothing_back() -> None:
    for document, subject in (("learning-agreement", "A1"), ("transcript", "L1"), ("memorandum", "M1")):
        assert unreadable_cells(document, subject, other_birth=AMBIGUOUS_DATE, stranger="") == []


def test_a_missing_name_of_the_host_holds_the_agreement_and_the_memorandum_back() -> None:
    assert unreadable_cells("learning-agreement", "A1", host="") == ["Partners!B3"]
    assert unreadable_cells("memorandum", "M1", host="") == ["Partners!B3"]


def test_a_result_that_cannot_be_read_concerns_the_transcript_and_not_the_agreement() -> None:
    assert unreadable_cells("transcript", "L1", achieved="perhaps") == ["Results!D2"]
    assert unreadable_cells("transcript", "A1", achieved="perhaps") == ["Results!D2"]
    assert unreadable_cells("learning-agreement", "A1", achieved="perhaps") == []


def test_a_unit_that_is_not_agreed_concerns_the_transcript_only_through_its_points() -> None:
    assert unreadable_cells("learning-agreement", "A1", procedure="#N/A") == []
    assert unreadable_cells("learning-agreement", "A1", unit="#N/A") == ["Units!B2"]


def test_a_mistake_in_the_memorandum_holds_the_memorandum_back() -> None:
    assert unreadable_cells("memorandum", "M1", from_=AMBIGUOUS_DATE) == ["Memoranda!C2"]
    assert unreadable_cells("learning-agreement", "A1", from_=AMBIGUOUS_DATE) == []


def test_a_setting_that_cannot_be_read_concerns_every_document() -> None:
    settings = "| Settings | setting | value |\n|  | age of majority | often |\n"
    for document, subject in (("learning-agreement", "A1"), ("transcript", "L1"), ("memorandum", "M1")):
        assert unreadable_cells(document, subject, settings) == ["Settings!B2"]


def test_a_to_do_and_a_warning_hold_nothing_back() -> None:
    evaluation = evaluate(sheets_from_markdown(PLAN.format(**GOOD)), DAY)
    for document, subject in (("learning-agreement", "A1"), ("memorandum", "M1")):
        assert all(one.severity == "error" for one in blocking_findings(evaluation, document, subject))


def test_an_unknown_subject_is_blocked_by_nothing_but_the_workbook_as_a_whole() -> None:
    assert unreadable_cells("transcript", "L77", birth=AMBIGUOUS_DATE) == []
