"""What the pages of the rules on memoranda cannot say: the stage of a memorandum, and several findings at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.memoranda import CONFIRMATIONS, Memorandum
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import run_checks
from ecvet_office.rules.memoranda import CONFIRMATION_TEXTS, memorandum_stage
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

TODAY = date(2026, 1, 15)
UNSIGNED = """
| Memoranda | id |
|           | M1 |
|           | M2 |
| Partners | id | name |
|          | I1 | Northern College |
| Memorandum partners | memorandum | institution | role |
|                     | M1 | I1 | signs |
| Agreements | id | memorandum | status |
|            | A1 | M1 | {first} |
|            | A2 | M1 | {second} |
|            | A3 | M2 | decided |
"""


def register_of(tables: str) -> Register:
    return parse(sheets_from_markdown(tables))[0]


def found(register: Register, *codes: str) -> list[Finding]:
    return run_checks(register, TODAY, codes)


@pytest.mark.parametrize(
    ("first", "second", "stage"),
    [
        ("draft", "signed", Stage.SIGNED),
        ("signed", "draft", Stage.SIGNED),
        ("withdrawn", "draft", Stage.DRAFT),
        ("withdrawn", "withdrawn", Stage.DRAFT),
        ("withdrawn", "sent", Stage.SENT),
    ],
)
def test_a_memorandum_stands_where_its_furthest_stay_stands(first: str, second: str, stage: Stage) -> None:
    register = register_of(UNSIGNED.format(first=first, second=second))
    assert memorandum_stage(register, register.memorandum["M1"]) is stage


@pytest.mark.parametrize(
    ("first", "second", "severity"),
    [
        ("draft", "ready to sign", Severity.TODO),
        ("draft", "sent", Severity.ERROR),
        ("withdrawn", "withdrawn", Severity.TODO),
    ],
)
def test_a_missing_signature_is_an_error_once_an_agreement_was_sent(
    first: str, second: str, severity: Severity
) -> None:
    findings = found(register_of(UNSIGNED.format(first=first, second=second)), "AG03")
    assert [(str(one.place), one.severity) for one in findings] == [("Memoranda!A2", severity)]


def test_an_unsigned_memorandum_without_agreements_is_a_to_do() -> None:
    register = replace(register_of(UNSIGNED.format(first="sent", second="sent")), agreements=())
    assert [one.severity for one in found(register, "AG03")] == [Severity.TODO]


def test_each_standing_confirmation_has_its_words() -> None:
    assert tuple(CONFIRMATION_TEXTS) == CONFIRMATIONS


@given(st.lists(st.sampled_from(CONFIRMATIONS), unique=True))
def test_each_withheld_confirmation_is_found_once_in_the_order_of_the_document(withheld: list[str]) -> None:
    memorandum = Memorandum(id="M1", deviations=tuple(withheld))
    findings = found(Register(memoranda=(memorandum,)), "AG04")
    expected = [CONFIRMATION_TEXTS[one] for one in CONFIRMATIONS if one in withheld]
    assert [dict(one.facts)["withheld"] for one in findings] == expected


def test_an_empty_memorandum_shows_all_that_it_lacks_and_nothing_twice() -> None:
    register = register_of("""
| Memoranda | id | objectives | valid until | evaluation on | evaluation by | no other actors |
|           | M1 | | | | | |
""")
    findings = found(register, *(f"AG0{number}" for number in range(1, 10)))
    assert [(one.code, str(one.place)) for one in findings] == [
        ("AG01", "Memoranda!A2"),
        ("AG05", "Memoranda!B2"),
        ("AG05", "Memoranda!C2"),
        ("AG05", "Memoranda!D2"),
        ("AG05", "Memoranda!E2"),
        ("AG07", "Memoranda!A2"),
        ("AG09", "Memoranda!F2"),
    ]


def test_the_second_row_of_a_memorandum_is_not_judged_again() -> None:
    register = register_of("""
| Memoranda | id | valid from | valid until |
|           | M1 | 2024-09-01 | 2027-08-31 |
|           | M1 | 2024-09-01 | 2023-08-31 |
""")
    assert found(register, "AG06") == []


def test_an_institution_that_stands_nowhere_is_said_elsewhere_and_the_next_is_judged() -> None:
    register = register_of("""
| Memoranda | id |
|           | M1 |
| Partners | id | country | email |
|          | I1 | | |
|          | I2 | | office@southern.example |
| Memorandum partners | memorandum | institution | role | function |
|                     | M1 | I1 | signs | |
|                     | M1 | I2 | signs | |
|                     | M1 | I1 | other actor | |
""")
    without_the_first = replace(register, partners=register.partners[1:])
    assert [str(one.place) for one in found(without_the_first, "AG02")] == ["Partners!B3"]
    assert [str(one.place) for one in found(without_the_first, "AG09")] == ["Memorandum partners!D4"]
    assert "institution I1" in [
        f"{name} {fact}" for one in found(without_the_first, "AG03") for name, fact in one.facts
    ]
