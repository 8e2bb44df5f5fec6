"""Credit on entry to training: what counts, what is left, exactly, and that nothing is credited without a decision."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.entry_credit import (
    Entry,
    EntryStanding,
    entry_lines,
    entry_standings,
    held_units,
    remaining_duration,
)
from ecvet_office.model.register import Register
from ecvet_office.workbook.blank import example_rows
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

WORKBOOK = """
| Settings | setting | value |
|          | remaining duration by | {by} |
|          | evidence on entry | {evidence} |
| Learners | id | qualification |
|          | L1 | Q1 |
| Qualifications | id | points | full-time years |
|                | Q1 | 210 | {years} |
|                | Q2 | 60 | 1 |
| Units | id |
|       | U1 |
|       | U2 |
|       | V1 |
|       | V2 |
| Outcomes | id | unit |
|          | 7.1 | V1 |
|          | 7.2 | V1 |
| Unit points | qualification | unit | points | effort in hours |
|             | Q1 | U1 | 60 | 700 |
|             | Q1 | U2 | 150 | {hours} |
|             | Q2 | V1 | 30 | |
|             | Q2 | V2 | 30 | |
| Credit on entry | qualification | unit | credited by |
|                 | Q1 | U1 | V1; V2 |
|                 | Q1 | U1 | V2 |
| Earlier units | learner | qualification | unit | recognised by | on |
"""
PREPARED = "| | L1 | Q2 | V2 | Ms Kern | 2025-06-30 |\n"
CREDITED = "| | L1 | Q1 | U1 | Mr Stahl | 2025-09-01 |\n"


def register(
    earlier: str = "",
    by: str = "points",
    evidence: str = "recognised",
    years: str = "3.5",
    hours: str = "2100",
    more: str = "",
) -> Register:
    text = WORKBOOK.format(by=by, evidence=evidence, years=years, hours=hours)
    return parse(sheets_from_markdown(text + earlier + more))[0]


def standing(earlier: str = "", by: str = "points", years: str = "3.5", hours: str = "2100") -> EntryStanding:
    (found,) = entry_standings(register(earlier, by, years=years, hours=hours))
    return found


def test_what_is_left_is_the_whole_duration_times_the_open_share() -> None:
    found = standing(PREPARED + CREDITED)
    assert found.whole == 42
    assert found.open_share == Fraction(150, 210)
    assert found.remaining == 30


def test_by_hours_another_share_is_open() -> None:
    found = standing(PREPARED + CREDITED, by="hours")
    assert found.remaining == Fraction(42 * 2100, 2800) == Fraction(63, 2)
    assert entry_lines(found)[-1] == "42 months x 2100 / 2800 = 31.5 months of full-time training left."


def test_preparation_alone_credits_nothing() -> None:
    found = standing(PREPARED)
    assert [(one.unit, one.entry, one.by) for one in found.units] == [
        ("U1", Entry.MAY_BE, ("V2",)),
        ("U2", Entry.OPEN, ()),
    ]
    assert found.remaining == 42
    assert found.credited == ()


def test_all_units_of_a_row_are_needed_and_another_row_is_another_way() -> None:
    only_first = PREPARED.replace("V2", "V1")
    assert standing(only_first).undecided == ()
    assert [one.by for one in standing(only_first + PREPARED).undecided] == [("V1", "V2")]


def test_a_recognition_without_a_person_or_a_day_does_not_count() -> None:
    assert standing(PREPARED.replace("Ms Kern", "")).undecided == ()
    assert standing(PREPARED.replace("2025-06-30", "")).undecided == ()


@pytest.mark.parametrize(
    ("second", "evidence", "counts"),
    [("yes", "assessed", True), ("no", "assessed", False), ("", "assessed", False), ("yes", "recognised", False)],
)
def test_by_the_setting_assessed_every_outcome_has_to_be_passed(second: str, evidence: str, counts: bool) -> None:
    results = f"""
| Results | agreement | learner | outcome | achieved |
|         | prior learning | L1 | 7.1 | yes |
|         | prior learning | L1 | 7.2 | {second} |
"""
    assert ("V1" in held_units(register(evidence=evidence, more=results), "L1")) == counts


@pytest.mark.parametrize(
    ("years", "hours", "by", "problem"),
    [
        ("", "2100", "points", "the training states no duration in full-time years"),
        ("0", "2100", "points", "the training states no duration in full-time years"),
        ("3.5", "", "hours", "no hours are stated for U2"),
        ("3.5", "-1", "hours", "no hours are stated for U2"),
    ],
)
def test_what_keeps_the_duration_from_being_worked_out_is_said(years: str, hours: str, by: str, problem: str) -> None:
    found = standing(CREDITED, by=by, years=years, hours=hours)
    assert found.remaining is None
    assert found.problems == (problem,)
    assert entry_lines(found) == (f"Not worked out: {problem}.",)


def test_hours_that_no_unit_needs_do_not_stop_a_count_by_points() -> None:
    assert standing(CREDITED, hours="").remaining == 30


def test_the_example_leaves_35_of_42_months() -> None:
    deniz, mia = entry_standings(parse(example_rows("entry-credit"))[0])
    assert (deniz.remaining, mia.remaining) == (Fraction(35), Fraction(42))
    assert [one.unit for one in mia.undecided] == ["U2"]
    assert deniz.credited[0].weight == Decimal(35)


# --- limits and properties ------------------------------------------------------------------------------------------


def test_nothing_credited_leaves_all_and_everything_credited_leaves_nothing() -> None:
    assert remaining_duration(Fraction(42), Fraction(210), Fraction(210)) == 42
    assert remaining_duration(Fraction(42), Fraction(0), Fraction(210)) == 0


@pytest.mark.parametrize(("open_weight", "total"), [(-1, 210), (211, 210), (0, 0), (0, -1)])
def test_a_share_outside_nothing_to_all_is_refused(open_weight: int, total: int) -> None:
    with pytest.raises(ValueError, match="no share of a training"):
        remaining_duration(Fraction(42), Fraction(open_weight), Fraction(total))


@given(st.integers(1, 100), st.integers(0, 500), st.integers(0, 500), st.integers(1, 500))
def test_one_more_credited_unit_never_lengthens_the_training(months: int, one: int, other: int, rest: int) -> None:
    total = Fraction(one + other + rest)
    before = remaining_duration(Fraction(months), total - one, total)
    assert remaining_duration(Fraction(months), total - one - other, total) <= before <= months
