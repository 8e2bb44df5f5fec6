"""What the computed columns say: the ledger's points, or plainly that a formula cannot tell."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.model.findings import Severity
from ecvet_office.workbook.computed import (
    ADDS_UP,
    CHECK,
    CHOICES,
    COMPUTED,
    DAYS,
    NO_TOTAL,
    OUTCOMES,
    UNITS_POINTS,
    computed_columns,
    grid,
)
from ecvet_office.workbook.computed_column import OFFERED, RECOGNISED_POINTS, Computed
from ecvet_office.workbook.computed_credit import COUNTED, POINTS, SEE_PROGRESS, SHARE
from ecvet_office.workbook.computed_values import FormulaValue, RowValues, computed_values
from ecvet_office.workbook.layout import BY_NAME, TABLES
from ecvet_office.workbook.markdown import sheets_from_markdown
from workbook.example_book import DAY, example_sheets
from workbook.school_years import school_year

ON = date(2026, 1, 15)
SEEDS = range(60)
LONGEST_FORMULA = 8192  # characters that Excel allows
IN_EXCEL_2016 = {
    "AND", "CHAR", "COUNT", "COUNTIF", "COUNTIFS", "DAY", "EDATE", "FALSE", "FIND", "IF", "IFERROR", "INDEX",
    "ISNUMBER", "LEFT", "MATCH", "MAX", "MIN", "MONTH", "N", "NOT", "OR", "ROUND", "ROUNDDOWN", "ROW", "SUBSTITUTE",
    "SUMIFS", "SUMPRODUCT", "TEXT", "TRIM", "YEAR",
}  # fmt: skip


@cache
def judged(seed: int) -> Evaluation:
    return evaluate(sheets_from_markdown(school_year(seed)), ON)


def values_in(markdown: str, table: str) -> list[RowValues]:
    register = evaluate(sheets_from_markdown(markdown), ON).register
    return list(computed_values(register)[table].values())


def learners_with_errors(evaluation: Evaluation) -> set[str]:
    """The learners on whose rows a finding of severity error stands."""
    register = evaluation.register
    rows = {(one.origin.sheet, one.origin.row): one.id for one in register.learners}
    told = (*register.earlier_units, *register.decisions, *register.results)
    rows |= {(one.origin.sheet, one.origin.row): str(getattr(one, "learner", "")) for one in told}
    errors = (one.place for one in evaluation.findings if one.severity is Severity.ERROR)
    return {rows[place.sheet, place.row] for place in errors if (place.sheet, place.row) in rows}


def points_beside_ledgers(evaluation: Evaluation) -> dict[str, tuple[FormulaValue, Decimal, FormulaValue, object]]:
    """By learner without an error: the points that the formula gives, the ledger's, and the same of the shares."""
    register = evaluation.register
    shown = computed_values(register)["Learners"]
    ledgers = {(one.learner, one.qualification): one for one in evaluation.ledgers}
    return {
        one.id: (
            shown[one.origin.row][RECOGNISED_POINTS],
            ledgers[one.id, one.qualification].points,
            shown[one.origin.row][SHARE],
            ledgers[one.id, one.qualification].share,
        )
        for one in register.learners
        if one.qualification and one.id not in learners_with_errors(evaluation)
    }


# --- the formulas and the ledger ------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_a_learner_without_errors_has_the_points_of_the_ledger(seed: int) -> None:
    for points, of_ledger, share, share_of_ledger in points_beside_ledgers(judged(seed)).values():
        if points != SEE_PROGRESS:
            assert points == of_ledger
            assert share == ("" if share_of_ledger is None else share_of_ledger)


def test_made_up_years_put_the_formulas_to_a_real_test() -> None:
    compared = [one for seed in SEEDS for one in points_beside_ledgers(judged(seed)).values()]
    told = [points for points, *_ in compared if points != SEE_PROGRESS]
    assert len(compared) > 1000
    assert len(told) > 0.8 * len(compared)
    assert len(told) < len(compared)
    assert len(set(told)) > 50


def test_the_example_has_the_points_of_the_ledger() -> None:
    evaluation = evaluate(example_sheets(), DAY)
    shown = [(points, ledger) for points, ledger, *_ in points_beside_ledgers(evaluation).values()]
    assert [points for points, _ in shown] == [ledger for _, ledger in shown]
    assert [points for points, _ in shown] == [95, 66, 25, 25, 145, 180]


TWO_UNITS = """
| Qualifications | id | title | points |
| | Q1 | Care | 40 |
| Units | id | title |
| | U1 | First |
| | U2 | Second |
| Unit points | qualification | unit | points | group |
| | Q1 | U1 | 25 | {group} |
| | Q1 | U2 | 15 | {group} |
| Outcomes | id | unit |
| | "1.1" | U1 |
| | "1.10" | U1 |
| Learners | id | family name | qualification |
| | L1 | Virtanen | Q1 |
"""
RECOGNISED = "| | L1 | Q1 | U1 | recognised | Maija Heino | 2025-05-0{day} | {other} | {rule} |"
DECISIONS = "| Decisions | learner | qualification | subject | step | by | on | points | points rule |"


def decided(*rows: str, group: str = "") -> str:
    return "\n".join([TWO_UNITS.format(group=group), DECISIONS, *rows])


def test_a_unit_recognised_twice_counts_once_and_the_second_row_says_so() -> None:
    twice = [RECOGNISED.format(day=day, other="", rule="") for day in (1, 2)]
    assert [row[POINTS] for row in values_in(decided(*twice), "Decisions")] == [25, COUNTED]
    assert [row[RECOGNISED_POINTS] for row in values_in(decided(*twice), "Learners")] == [25]


def test_other_points_with_their_rule_take_the_place_of_the_tables() -> None:
    other = decided(RECOGNISED.format(day=1, other="20", rule="rule 3"))
    assert [row[POINTS] for row in values_in(other, "Decisions")] == [20]


def test_other_points_without_a_rule_do_not_count() -> None:
    other = decided(RECOGNISED.format(day=1, other="20", rule=""))
    assert [row[POINTS] for row in values_in(other, "Decisions")] == [25]


def test_other_points_for_a_unit_recognised_twice_are_left_to_the_ledger() -> None:
    rows = RECOGNISED.format(day=1, other="", rule=""), RECOGNISED.format(day=2, other="20", rule="rule 3")
    assert [row[RECOGNISED_POINTS] for row in values_in(decided(*rows), "Learners")] == [SEE_PROGRESS]


def test_a_refusal_of_the_same_unit_is_left_to_the_ledger() -> None:
    refused = '| | L1 | Q1 | "1.1" | refused | Maija Heino | 2025-05-01 | | |'
    rows = values_in(decided(RECOGNISED.format(day=2, other="", rule=""), refused), "Decisions")
    assert [row[POINTS] for row in rows] == [SEE_PROGRESS, ""]


def test_a_decision_without_a_name_or_a_day_brings_nothing() -> None:
    nameless = "| | L1 | Q1 | U1 | recognised | | 2025-05-01 | | |"
    undated = "| | L1 | Q1 | U1 | recognised | Maija Heino | | | |"
    assert [row[POINTS] for row in values_in(decided(nameless, undated), "Decisions")] == ["", ""]


LIMITED = """
| Groups | qualification | group | at least | at most | counted in |
| | Q1 | choice | | {most} | {counted} |
| Earlier units | learner | qualification | unit | recognised by | on |
| | L1 | Q1 | U1 | Maija Heino | 2025-05-01 |
| | L1 | Q1 | U2 | Maija Heino | 2025-05-01 |
"""


@pytest.mark.parametrize(
    ("most", "counted", "shown"),
    [("39", "points", SEE_PROGRESS), ("40", "points", Decimal(40)), ("41", "points", Decimal(40)),
     ("1", "units", SEE_PROGRESS), ("2", "units", Decimal(40)), ("3", "units", Decimal(40))],
)  # fmt: skip
def test_more_of_a_group_than_counts_is_left_to_the_ledger(most: str, counted: str, shown: FormulaValue) -> None:
    markdown = TWO_UNITS.format(group="choice") + LIMITED.format(most=most, counted=counted)
    assert [row[RECOGNISED_POINTS] for row in values_in(markdown, "Learners")] == [shown]
    assert [row[OFFERED] for row in values_in(markdown, "Groups")] == [40 if counted == "points" else 2]


def test_no_points_are_shown_where_none_are_used() -> None:
    markdown = "| Settings | setting | value |\n| | points | no |" + decided(
        RECOGNISED.format(day=1, other="", rule="")
    )
    assert [row[RECOGNISED_POINTS] for row in values_in(markdown, "Learners")] == [""]
    assert [row[CHECK] for row in values_in(markdown, "Qualifications")] == [""]


# --- qualifications, units, stays -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "said"), [("39", "! 40 of 39"), ("40", ADDS_UP), ("41", "! 40 of 41"), ("", NO_TOTAL)]
)
def test_a_qualification_says_whether_its_units_add_up(total: str, said: str) -> None:
    markdown = TWO_UNITS.format(group="").replace("| Care | 40 |", f"| Care | {total} |")
    [row] = values_in(markdown, "Qualifications")
    assert (row[UNITS_POINTS], row[CHECK]) == (Decimal(40), said)


def test_units_that_learners_choose_from_need_not_add_up() -> None:
    limited = LIMITED.format(most="25", counted="points").partition("| Earlier")[0]
    markdown = TWO_UNITS.format(group="choice").replace("| Care | 40 |", "| Care | 25 |") + limited
    assert [row[CHECK] for row in values_in(markdown, "Qualifications")] == [CHOICES]


def test_outcomes_are_counted_by_unit() -> None:
    assert [row[OUTCOMES] for row in values_in(TWO_UNITS.format(group=""), "Units")] == [2, 0]


@pytest.mark.parametrize(
    ("planned", "actual", "interruption", "days"),
    [
        ("2025-03-03 | 2025-04-11", " | ", "", Decimal(40)),
        ("2025-03-03 | 2025-03-03", " | ", "", Decimal(1)),
        ("2025-03-03 | 2025-03-02", " | ", "", ""),
        ("2025-03-03 | ", " | ", "", ""),
        ("2025-03-03 | 2025-04-11", "2025-03-04 | ", "", Decimal(39)),
        ("2025-03-03 | 2025-04-11", " | ", "3", Decimal(37)),
    ],
)
def test_days_abroad_count_both_ends_and_leave_out_interruptions(
    planned: str, actual: str, interruption: str, days: FormulaValue
) -> None:
    header = "| Agreements | id | planned start | planned end | actual start | actual end | interruption days |"
    rows = values_in(f"{header}\n| | A1 | {planned} | {actual} | {interruption} |", "Agreements")
    assert [row[DAYS] for row in rows] == [days]


# --- the columns ----------------------------------------------------------------------------------------------------


def test_every_computed_column_says_in_its_header_that_it_is_computed() -> None:
    assert all(one.header.endswith(" (computed)") for table in COMPUTED.values() for one in table)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_each_of_its_columns_once_and_the_workings_last(table: object) -> None:
    one = BY_NAME[getattr(table, "name", "")]
    columns = grid(one)
    assert [column for column in columns if not isinstance(column, Computed)] == list(one.columns)
    assert {column for column in columns if isinstance(column, Computed)} == set(computed_columns(one.name))
    folded = [isinstance(column, Computed) and not column.after for column in columns]
    assert folded == sorted(folded)


def test_formulas_use_nothing_that_excel_2016_lacks_and_keep_to_its_length() -> None:
    for table in COMPUTED.values():
        for one in table:
            without_texts = re.sub(r'"[^"]*"|\[[^\]]*\]', "", one.formula)
            assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", without_texts)) <= IN_EXCEL_2016
            assert len(one.formula) <= LONGEST_FORMULA
            assert not re.search(r"\b(?:TODAY|NOW|INDIRECT|OFFSET|RAND)\(", one.formula)
