"""The whole flow on the example: what each learner has, and what must not matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.model.findings import Severity
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.sheets import Row, Sheet, Sheets

ON = date(2026, 1, 15)


@cache
def example() -> Sheets:
    text = (files("ecvet_office.workbook") / "examples" / "mobility.md").read_text(encoding="utf-8")
    return sheets_from_markdown(text)


@cache
def judged() -> Evaluation:
    return evaluate(example(), ON)


@pytest.mark.parametrize(
    ("learner", "points", "share", "remaining"),
    [
        ("L1", "95", "52.78", "85"),
        ("L2", "66", "36.67", "114"),
        ("L3", "25", "13.89", "155"),
        ("L6", "25", "13.89", "155"),
        ("L8", "145", "80.56", "35"),
        ("L9", "180", "100.00", "0"),
    ],
)
def test_each_learner_of_the_example_has_the_stated_points(
    learner: str, points: str, share: str, remaining: str
) -> None:
    [ledger] = [one for one in judged().ledgers if one.learner == learner]
    assert (ledger.points, ledger.share, ledger.remaining) == (Decimal(points), Decimal(share), Decimal(remaining))
    assert ledger.total_points == Decimal(180)


def test_a_part_of_a_unit_is_recorded_and_brings_no_points() -> None:
    [ledger] = [one for one in judged().ledgers if one.learner == "L2"]
    [unit] = [one for one in ledger.units if one.unit == "U3"]
    assert unit.achieved == ("3.1", "3.2", "3.4")
    assert unit.open == ("3.3",)
    assert unit.points == 0


def test_a_learner_without_the_required_unit_is_blocked_and_the_unit_is_named() -> None:
    [ledger] = [one for one in judged().ledgers if one.learner == "L3"]
    assert any("U2" in reason for reason in ledger.blocked_by)


def test_nine_units_of_which_one_came_twice_are_not_complete() -> None:
    [ledger] = [one for one in judged().ledgers if one.learner == "L8"]
    assert (ledger.eligible, ledger.missing) == (False, ("U4",))


def test_only_who_has_every_required_unit_is_eligible() -> None:
    assert [ledger.learner for ledger in judged().ledgers if ledger.eligible] == ["L9"]


def test_the_example_shows_one_error_one_warning_and_one_piece_of_news() -> None:
    heavy = [(one.code, str(one.place)) for one in judged().findings if one.severity is not Severity.TODO]
    assert sorted(heavy) == [("RE01", "Earlier units!C11"), ("RE08", "Learners!A7"), ("RE15", "Agreements!C4")]


@given(st.randoms(use_true_random=False))
def test_the_order_of_sheets_changes_nothing(random: Random) -> None:
    shuffled = list(example().sheets)
    random.shuffle(shuffled)
    other = evaluate(replace(example(), sheets=tuple(shuffled)), ON)
    assert other.ledgers == judged().ledgers
    assert set(other.findings) == set(judged().findings)


def mixed(sheet: Sheet, random: Random) -> Sheet:
    """Gives the sheet with the contents of its rows in another order, in the same places."""
    contents = [row.cells for row in sheet.rows]
    random.shuffle(contents)
    numbers = [row.number for row in sheet.rows]
    return replace(sheet, rows=tuple(Row(number, cells) for number, cells in zip(numbers, contents, strict=True)))


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_credit_and_no_code(random: Random) -> None:
    other = evaluate(replace(example(), sheets=tuple(mixed(sheet, random) for sheet in example().sheets)), ON)
    points = {ledger.learner: (ledger.points, ledger.eligible, set(ledger.missing)) for ledger in other.ledgers}
    assert points == {one.learner: (one.points, one.eligible, set(one.missing)) for one in judged().ledgers}
    codes = sorted((finding.code, finding.severity) for finding in other.findings)
    assert codes == sorted((finding.code, finding.severity) for finding in judged().findings)


def test_evaluating_twice_gives_the_same() -> None:
    assert evaluate(example(), ON) == judged()
