"""Points of qualifications and units, and the weights behind them: what the cases on the pages cannot show."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ecvet_office.rules.points
import ecvet_office.rules.weights  # noqa: F401 # both register the checks
from ecvet_office.credit.sharing import share_points
from ecvet_office.credit.totals import default_total
from ecvet_office.law.pages import all_pages
from ecvet_office.model.findings import Finding, Severity
from ecvet_office.model.learners import Enrolment, Learner
from ecvet_office.model.qualifications import Group, Qualification, UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.model.results import Decision
from ecvet_office.model.settings import ERASMUS_ONLY, Settings
from ecvet_office.rules.catalogue import run_checks
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

FAMILY = sorted(code for code in all_pages() if code.startswith("PT"))
ON = date(2026, 1, 15)
POINTS = st.decimals(Decimal("0.5"), 200, places=1)

# The Finnish practical nurse: 145 vocational points with 15 of free choice, 35 common points with 9 of free choice.
NURSE = """
| Qualifications | id | title | eqf level | points | reference pathway | full time years | importance |
|                | Q1 | Social and health care | 4 | 180 | three-year course | 3 | 1 |
| Groups | qualification | group | at least | at most | counted in |
|        | Q1 | vocational | | | |
|        | Q1 | optional | 15 | 15 | points |
|        | Q1 | common | | | |
|        | Q1 | common-optional | 9 | 9 | points |
| Units | id |
|       | U1 |
|       | U2 |
|       | U3 |
|       | U4 |
|       | U5 |
|       | U6 |
|       | U7 |
|       | U8 |
|       | U9 |
| Unit points | qualification | unit | points | group | requires | importance |
|             | Q1 | U1 | 25 | vocational | | 25 |
|             | Q1 | U2 | 30 | vocational | | 30 |
|             | Q1 | U3 | 40 | vocational | U1; U2 | 40 |
|             | Q1 | U4 | 35 | vocational | U1; U2 | 35 |
|             | Q1 | U5 | 15 | optional | | 15 |
|             | Q1 | U6 | 11 | common | | 11 |
|             | Q1 | U7 | 6 | common | | 6 |
|             | Q1 | U8 | 9 | common | | 9 |
|             | Q1 | U9 | 9 | common-optional | | 9 |
"""


def found_in(tables: str, *codes: str) -> list[Finding]:
    register, _ = parse(sheets_from_markdown(tables))
    return run_checks(register, ON, codes or FAMILY)


def places(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.place)) for finding in findings]


def units(*points: Decimal, qualification: str = "Q1") -> tuple[UnitPoints, ...]:
    return tuple(
        UnitPoints(qualification=qualification, unit=f"U{number}", points=one) for number, one in enumerate(points)
    )


def test_the_finnish_practical_nurse_breaks_no_rule() -> None:
    assert found_in(NURSE) == []


def test_one_slip_in_the_finnish_table_is_one_finding() -> None:
    assert places(found_in(NURSE.replace("| U3 | 40 |", "| U3 | 41 |"))) == [("PT03", "Qualifications!D2")]
    assert places(found_in(NURSE.replace("| U7 | 6 |", "| U7 | |"))) == []
    assert places(found_in(NURSE.replace("| Q1 | U5 | 15 | optional", "| Q1 | U5 | 15 | optinal"))) == [
        ("PT11", "Groups!B3"),
        ("PT12", "Unit points!D6"),
    ]


def test_another_total_without_a_reason_and_without_shares_is_two_findings() -> None:
    assert places(found_in(NURSE.replace("| 180 |", "| 179 |"))) == [
        ("PT01", "Qualifications!D2"),
        ("PT03", "Qualifications!D2"),
    ]


def test_a_reason_that_cannot_be_read_is_taken_for_a_reason_and_hides_no_other_row() -> None:
    tables = """
| Qualifications | id | points | full time years | other total reason |
|                | Q1 | 145 | 3 | #REF! |
|                | Q2 | 145 | 3 | |
"""
    assert places(found_in(tables, "PT01")) == [("PT01", "Qualifications!B3")]


@given(st.decimals(0, 8, places=3).filter(bool), st.decimals(Decimal("0.001"), 5, places=3))
def test_only_the_convention_itself_needs_no_reason(years: Decimal, more: Decimal) -> None:
    expected = default_total(years)
    right = Qualification(id="Q1", points=expected, full_time_years=years)
    above = Qualification(id="Q2", points=expected + more, full_time_years=years)
    found = run_checks(Register(qualifications=(right, above)), ON, ["PT01"])
    assert [dict(finding.facts)["qualification"] for finding in found] == ["Q2"]


@given(st.integers(1, 300), st.lists(st.integers(0, 50), min_size=1, max_size=9).filter(any))
def test_shared_points_never_miss_the_total(total: int, weights: list[int]) -> None:
    shares = share_points(Decimal(total), [Decimal(weight) for weight in weights])
    register = Register(qualifications=(Qualification(id="Q1", points=Decimal(total)),), unit_points=units(*shares))
    assert run_checks(register, ON, ["PT02"]) == []


@given(
    st.lists(POINTS, min_size=1, max_size=6).flatmap(
        lambda points: st.tuples(st.just(points), st.permutations(points))
    ),
    POINTS,
)
def test_the_order_of_the_units_changes_no_sum(lists: tuple[list[Decimal], list[Decimal]], total: Decimal) -> None:
    qualification = Qualification(id="Q1", points=total)
    first, second = (
        run_checks(Register(qualifications=(qualification,), unit_points=units(*points)), ON, ["PT02"])
        for points in lists
    )
    assert first == second
    assert bool(first) == (sum(lists[0]) != total)


@pytest.mark.parametrize("code", ["PT02", "PT03"])
def test_a_missed_total_is_a_warning_where_the_profile_is_lighter(code: str) -> None:
    tables = NURSE.replace("| 180 |", "| 179 |")
    if code == "PT02":
        tables = tables.replace("| 15 | 15 | points |", "| | | |").replace("| 9 | 9 | points |", "| | | |")
    lighter = "| Settings | setting | value |\n|  | profile | Erasmus-only |\n|  | points | yes |\n"
    assert [finding.severity for finding in found_in(tables, code)] == [Severity.ERROR]
    assert [finding.severity for finding in found_in(lighter + tables, code)] == [Severity.WARNING]


def test_points_play_no_part_where_they_are_not_used() -> None:
    settings = Settings(profile=ERASMUS_ONLY, rounding_step=Decimal(0))
    register = Register(
        settings=settings,
        qualifications=(Qualification(id="Q1", points=Decimal(50), full_time_years=Decimal(1)),),
        unit_points=units(Decimal(1)),
    )
    assert run_checks(register, ON, FAMILY) == []


@given(st.decimals(Decimal("0.1"), 20, places=1), POINTS)
def test_a_step_fits_when_the_total_is_a_multiple_of_it(step: Decimal, total: Decimal) -> None:
    register = Register(settings=Settings(rounding_step=step), qualifications=(Qualification(id="Q1", points=total),))
    is_multiple = (Fraction(total) / Fraction(step)).denominator == 1
    assert len(run_checks(register, ON, ["PT09"])) == (not is_multiple)


def test_a_step_that_cannot_be_read_is_said_elsewhere() -> None:
    assert found_in("| Settings | setting | value |\n|   | rounding step | one |\n", "PT09") == []


def decided(**facts: object) -> list[Finding]:
    register = Register(
        learners=(Learner(id="L1", qualification="Q1"),),
        enrolments=(Enrolment(learner="L1", qualification="Q2"),),
        unit_points=(
            UnitPoints(qualification="Q1", unit="U1", points=Decimal(20)),
            UnitPoints(qualification="Q2", unit="U1", points=Decimal(25)),
            UnitPoints(qualification="Q2", unit="U2", points=Decimal(10)),
        ),
        decisions=(Decision.model_validate({"learner": "L1", "subject": "U1", "points": Decimal(7)} | facts),),
    )
    return run_checks(register, ON, ["PT10"])


def test_a_decision_without_a_qualification_looks_into_all_that_the_learner_takes() -> None:
    assert [dict(finding.facts)["table"] for finding in decided()] == ["20"]
    assert [dict(finding.facts)["table"] for finding in decided(subject="U2")] == ["10"]
    assert [dict(finding.facts)["table"] for finding in decided(qualification="Q2")] == ["25"]


def test_a_decision_about_a_learner_who_is_not_there_is_left_to_others() -> None:
    assert decided(learner="L9") == []


def test_what_cannot_be_read_in_a_decision_is_not_called_missing_and_hides_no_other_row() -> None:
    tables = """
| Qualifications | id |
|                | Q1 |
| Units | id |
|       | U1 |
| Unit points | qualification | unit | points |
|             | Q1 | U1 | 20 |
| Learners | id | qualification |
|          | L1 | Q1 |
| Decisions | learner | subject | by | on | points | points rule |
|           | L1 | U1 | #REF! | soon | 18 | #REF! |
|           | L1 | U1 | Ms Example | 2025-05-05 | 18 | |
"""
    assert places(found_in(tables, "PT10")) == [("PT10", "Decisions!F3")]


def test_a_group_of_a_qualification_that_is_not_there_is_left_to_others() -> None:
    assert run_checks(Register(groups=(Group(qualification="Q9", group="optional"),)), ON, ["PT11"]) == []


REQUIREMENTS = st.lists(st.lists(st.integers(0, 6), max_size=3), min_size=1, max_size=7)


def rows_of(requirements: list[list[int]]) -> tuple[UnitPoints, ...]:
    return tuple(
        UnitPoints(qualification="Q1", unit=f"U{number}", requires=tuple(f"U{one}" for one in needed))
        for number, needed in enumerate(requirements)
    )


@given(REQUIREMENTS)
def test_units_that_require_earlier_ones_only_make_no_circle(requirements: list[list[int]]) -> None:
    ordered = [[one for one in needed if one < number] for number, needed in enumerate(requirements)]
    assert run_checks(Register(unit_points=rows_of(ordered)), ON, ["PT13"]) == []


@given(REQUIREMENTS)
def test_every_unit_that_leads_back_to_itself_stands_in_a_circle_that_is_real(requirements: list[list[int]]) -> None:
    rows = rows_of(requirements)
    required_by = {row.unit: set(row.requires) for row in rows}
    circles = [
        dict(finding.facts)["circle"].split(" requires ")
        for finding in run_checks(Register(unit_points=rows), ON, ["PT13"])
    ]
    for circle in circles:
        assert circle[0] == circle[-1]
        assert all(after in required_by[before] for before, after in pairwise(circle))
        assert len(set(circle)) == len(circle) - 1
    leading_back = {unit for unit in required_by if unit in reachable_from(unit, required_by)}
    assert {unit for circle in circles for unit in circle} == leading_back
    assert len({frozenset(circle) for circle in circles}) == len(circles)


def reachable_from(unit: str, required_by: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [unit]
    while waiting:
        new = required_by.get(waiting.pop(), set()) - reached
        reached |= new
        waiting.extend(new)
    return reached


def test_the_circle_that_is_shown_is_the_shortest() -> None:
    rows = rows_of([[1, 2], [2], [0]])
    found = run_checks(Register(unit_points=rows), ON, ["PT13"])
    assert [dict(finding.facts)["circle"] for finding in found] == [
        "U0 requires U2 requires U0",
        "U1 requires U2 requires U0 requires U1",
    ]


def test_every_weight_below_zero_is_told_in_its_own_cell() -> None:
    tables = """
| Qualifications | id | importance | complexity | effort |
|                | Q1 | -1 | 1 | |
| Units | id |
|       | U1 |
| Unit points | qualification | unit | importance | complexity | effort hours |
|             | Q1 | U1 | | -2 | -3 |
"""
    assert places(found_in(tables, "PT06", "PT07", "PT08")) == [
        ("PT06", "Unit points!D2"),
        ("PT06", "Unit points!E2"),
        ("PT06", "Qualifications!B2"),
    ]
