"""Qualifications, units and outcomes: what the cases on the pages cannot show."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.law.pages import all_pages
from ecvet_office.law.pages import message as message_of
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.qualifications import OUTCOME_KINDS, Outcome, Qualification, Unit, UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import run_checks
from ecvet_office.rules.qualifications import named, qualification_named, unit_named
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

FAMILY = sorted(code for code in all_pages() if code.startswith("QU"))
ON = date(2026, 1, 15)
SPOILT = """
| Qualifications | id | title | eqf level | points |
|                | Q1 | #REF! | 4 | 60 |
| Units | id | title | assessment procedure | stand alone |
|       | U1 | #REF! | #REF! | yes |
| Outcomes | id | unit | kind | outcome | criterion |
|          | 1.1 | U1 | #REF! | #REF! | #REF! |
"""
BARE = """
| Qualifications | id | title | eqf level | points |
|                | Q1 | | | |
| Units | id | title | assessment procedure | stand alone |
|       | U1 | | | |
| Outcomes | id | unit | kind | outcome | criterion |
|          | 1.1 | | | | |
"""
STAY = """
| Units | id | title | valid until |
|       | U1 | Planning | 2025-04-10 |
| Agreements | id | status | planned start | planned end | targets |
|            | A1 | STATUS | 2025-03-03 | 2025-04-11 | U1 |
"""


def found_in(tables: str, *codes: str) -> list[Finding]:
    register, _ = parse(sheets_from_markdown(tables))
    return run_checks(register, ON, codes or FAMILY)


def test_cells_that_cannot_be_read_are_not_called_empty() -> None:
    assert found_in(SPOILT) == []


def test_bare_rows_are_told_everything_at_once() -> None:
    assert [(finding.code, str(finding.place)) for finding in found_in(BARE)] == [
        ("QU01", "Units!B2"),
        ("QU02", "Units!D2"),
        ("QU03", "Qualifications!C2"),
        ("QU04", "Qualifications!D2"),
        ("QU05", "Units!A2"),
        ("QU06", "Outcomes!C2"),
        ("QU08", "Units!C2"),
        ("QU09", "Outcomes!E2"),
        ("QU13", "Qualifications!B2"),
        ("QU14", "Outcomes!D2"),
    ]


def test_a_bare_outcome_is_an_outcome_whose_unit_waits_for_its_class() -> None:
    tables = BARE.replace("| 1.1 | |", "| 1.1 | U1 |")
    assert [finding.code for finding in found_in(tables, "QU05", "QU06", "QU07")] == ["QU06"]


def test_a_row_that_cannot_be_judged_does_not_hide_the_next() -> None:
    tables = """
| Qualifications | id | title | eqf level | points |
|                | Q1 | Electrician | four | sixty |
|                | Q2 | Cook | | |
| Units | id |
|       | U1 |
| Unit points | qualification | unit | points |
|             | Q1 | U1 | twenty |
|             | Q2 | U1 | |
"""
    found = [(finding.code, str(finding.place)) for finding in found_in(tables, "QU03", "QU04", "QU10")]
    assert found == [("QU03", "Qualifications!C3"), ("QU04", "Qualifications!D3"), ("QU10", "Unit points!C3")]


def test_what_a_unit_lacks_on_another_sheet_is_shown_at_its_id_wherever_that_stands() -> None:
    tables = """
| Units | title | id |
|       | Planning | U1 |
|       | Testing | U2 |
| Outcomes | id | unit | kind |
|          | 1.1 | U1 | K |
"""
    found = [(finding.code, str(finding.place)) for finding in found_in(tables, "QU05", "QU07")]
    assert found == [("QU05", "Units!B3"), ("QU07", "Units!B2")]


def test_an_empty_text_counts_as_no_text() -> None:
    register = Register(qualifications=(Qualification(id="Q1", title=""),))
    assert [finding.facts for finding in run_checks(register, ON, ["QU13"])] == [(("qualification", "Q1"),)]


@pytest.mark.parametrize(
    ("status", "severity"),
    [
        ("draft", Severity.TODO),
        ("", Severity.TODO),
        ("ready to sign", Severity.ERROR),
        ("sent", Severity.ERROR),
        ("decided", Severity.ERROR),
    ],
)
def test_a_unit_outside_its_validity_is_an_error_once_the_agreement_is_ready_to_sign(
    status: str, severity: Severity
) -> None:
    assert [finding.severity for finding in found_in(STAY.replace("STATUS", status), "QU12")] == [severity]


@pytest.mark.parametrize("too_early", [True, False])
@pytest.mark.parametrize(("status", "severity"), [("draft", Severity.TODO), ("signed", Severity.ERROR)])
def test_both_ends_of_a_stay_are_weighed_by_its_stage(too_early: bool, status: str, severity: Severity) -> None:
    limit = {"valid_from": date(2025, 3, 4)} if too_early else {"valid_until": date(2025, 4, 10)}
    agreement = Agreement(
        id="A1", status=status, planned_start=date(2025, 3, 3), planned_end=date(2025, 4, 11), targets=("U1",)
    )
    found = run_checks(Register(units=(Unit(id="U1", **limit),), agreements=(agreement,)), ON, ["QU12"])
    assert [finding.severity for finding in found] == [severity]


def test_the_validity_of_units_no_longer_matters_after_a_withdrawal() -> None:
    assert found_in(STAY.replace("STATUS", "withdrawn"), "QU12") == []


@given(st.integers(-3, 3), st.integers(-3, 3), st.integers(0, 3))
def test_a_stay_within_the_validity_is_right_and_each_end_outside_is_one_finding(
    before: int, after: int, length: int
) -> None:
    start = date(2025, 3, 3)
    end = start + timedelta(days=length)
    unit = Unit(id="U1", valid_from=start - timedelta(days=before), valid_until=end + timedelta(days=after))
    agreement = Agreement(id="A1", status="signed", planned_start=start, planned_end=end, targets=("U1",))
    found = run_checks(Register(units=(unit,), agreements=(agreement,)), ON, ["QU12"])
    is_reversed = length + before + after < 0
    assert len(found) == (0 if is_reversed else (before < 0) + (after < 0))


def test_an_agreement_on_outcomes_that_are_not_there_is_left_to_others() -> None:
    unit = Unit(id="U1", valid_until=date(2025, 4, 10))
    agreement = Agreement(id="A1", status="signed", planned_end=date(2025, 4, 11), targets=("9.9",))
    homeless = Outcome(id="9.9")
    assert run_checks(Register(units=(unit,), agreements=(agreement,)), ON, ["QU12"]) == []
    assert run_checks(Register(units=(unit,), outcomes=(homeless,), agreements=(agreement,)), ON, ["QU12"]) == []


@given(st.lists(st.sampled_from((*OUTCOME_KINDS, None)), max_size=5).flatmap(st.permutations))
def test_the_classes_of_a_unit_do_not_depend_on_the_order_of_its_outcomes(kinds: list[str | None]) -> None:
    outcomes = tuple(Outcome(id=f"1.{number}", unit="U1", kind=kind) for number, kind in enumerate(kinds))
    found = run_checks(Register(units=(Unit(id="U1"),), outcomes=outcomes), ON, ["QU07"])
    is_judged = bool(kinds) and None not in kinds and len(set(kinds)) < len(OUTCOME_KINDS)
    assert len(found) == is_judged


def test_a_unit_in_two_qualifications_is_judged_in_each() -> None:
    rows = tuple(UnitPoints(qualification=one, unit="U1") for one in ("Q1", "Q2"))
    found = run_checks(Register(units=(Unit(id="U1", title="Planning"),), unit_points=rows), ON, ["QU10"])
    assert [dict(finding.facts)["qualification"] for finding in found] == ["Q1", "Q2"]


def test_rows_are_called_by_id_and_title_or_by_their_id_alone() -> None:
    register = Register(
        units=(Unit(id="U1", title="Planning"),), qualifications=(Qualification(id="Q1", title="Electrician"),)
    )
    assert [unit_named(register, unit) for unit in ("U1", "U9")] == ["U1 Planning", "U9"]
    assert [qualification_named(register, one) for one in ("Q1", "Q9")] == ["Q1 Electrician", "Q9"]
    assert named(Unit(id="U2")) == "U2"


def test_a_message_reads_as_a_sentence() -> None:
    found = found_in(STAY.replace("STATUS", "sent"), "QU12")
    assert [message_of(finding) for finding in found] == [
        "agreement A1 ends on 11 April 2025, but unit U1 Planning is valid only until 10 April 2025"
    ]
