"""Memoranda between a provider and a job service, and among several providers: what the rules ask of each."""

from __future__ import annotations

from datetime import date

import pytest

from ecvet_office.documents.filling import fill
from ecvet_office.documents.plain_text import texts
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.workbook.markdown import sheets_from_markdown

DAY = date(2026, 1, 15)
WORKBOOK = """
| Settings | setting | value |
|          | profile | strict ECVET |
|          | coordinator | I1 |
|          | points | no |
| Partners | id | name | country | type | address | city | e-mail |
|          | I1 | Example Care School | Italy | vocational school | Via Esempio 4 | Milano | office@care.example |
|          | I2 | Example Job Service | Italy | {type} | Via Lavoro 1 | Milano | office@jobs.example |
|          | I3 | Example Nursing School | Austria | vocational school | Gasse 7 | Wien | office@nursing.example |
| Qualifications | id | title | eqf level |
|                | Q1 | Care assistant | 3 |
|                | Q3 | Nursing aide | 3 |
| Memoranda | id | file code | objectives | valid from | valid until | evaluation on | evaluation by | no other actors |
|           | M1 | CARE | Persons are referred | 2025-09-01 | 2028-08-31 | 2027-06-30 | Example Care School | yes |
| Memorandum partners | memorandum | institution | role | function |
|                     | M1 | I1 | signs | |
{others}
| Memorandum qualifications | memorandum | institution | qualification | eqf level |
|                           | M1 | I1 | Q1 | 3 |
{qualifications}
| Papers | document | subject | party | signed on |
|        | memorandum | M1 | I1 | 2025-09-01 |
{signed}
"""
SIGNS, SIGNED = "| | M1 | {} | signs | |\n", "| | memorandum | M1 | {} | 2025-09-02 |\n"


def evaluated(*partners: str, type_: str = "job service", qualifications: str = "", signed: bool = True) -> Evaluation:
    text = WORKBOOK.format(
        type=type_,
        others="".join(SIGNS.format(one) for one in partners),
        qualifications=qualifications,
        signed="".join(SIGNED.format(one) for one in partners) if signed else "",
    )
    return evaluate(sheets_from_markdown(text), DAY)


def codes(found: Evaluation) -> list[str]:
    return [finding.code for finding in found.findings if finding.code.startswith("AG")]


def test_a_job_service_signs_without_a_qualification_or_a_function_of_its_own() -> None:
    assert codes(evaluated("I2")) == []


@pytest.mark.parametrize("type_", ["job service", "vocational school", "company", ""])
def test_the_type_of_an_institution_decides_nothing(type_: str) -> None:
    assert codes(evaluated("I2", type_=type_)) == []


def test_a_network_of_providers_and_a_job_service_is_one_memorandum() -> None:
    assert codes(evaluated("I2", "I3", qualifications="| | M1 | I3 | Q3 | 3 |")) == []


def test_a_job_service_that_has_not_signed_is_told_like_any_other() -> None:
    assert codes(evaluated("I2", signed=False)) == ["AG03"]


def test_a_provider_alone_makes_no_memorandum() -> None:
    assert codes(evaluated()) == ["AG01"]


def test_the_memorandum_names_the_job_service_and_has_room_for_it_to_sign() -> None:
    (paper,) = fill("memorandum", evaluated("I2"))
    text = texts(paper.data)
    assert "2  Example Job Service\n" in text
    assert "Example Job Service, Italy |  |  | " in text
    assert not paper.is_held_back
