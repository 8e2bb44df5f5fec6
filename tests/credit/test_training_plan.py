"""Training plans: which outcomes are missing by both tests or any, where they are learnt, and how long it takes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.training_plan import Standing, TrainingPlan, plan_lines, shortened, training_plans
from ecvet_office.model.matrix import ANY, BOTH, Trial
from ecvet_office.workbook.blank import example_rows
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

WORKBOOK = """
| Settings | setting | value |
|          | passed by | {passed_by} |
| Qualifications | id | full-time years |
|                | Q1 | {years} |
|                | Q2 | 1 |
| Units | id |
|       | U2 |
|       | U3 |
| Unit points | qualification | unit | points |
|             | Q1 | U2 | 10 |
|             | Q1 | U3 | 10 |
|             | Q2 | U3 | 10 |
| Outcomes | id | unit |
|          | 2.1 | U2 |
|          | 2.2 | U2 |
|          | 3.1 | U3 |
| Learners | id | qualification |
|          | L1 | Q1 |
|          | L2 | Q1 |
| Modules | outcome | module | hours | place |
|         | 2.1 | Lifting | 60 | school |
|         | 2.2 | Moving | {hours} | ward |
|         | 2.2 | Practice | 30 | ward |
|         | 3.1 | Records | 30 | |
| Matrix | outcome | partner qualification | covered |
|        | 2.2 | Q2 | partly |
| Simulation and theory | person | outcome | simulation passed | theory passed |
|                       | L1 | 2.1 | yes | yes |
|                       | L1 | 2.2 | {simulation} | {theory} |
"""


def plan(
    simulation: str = "yes",
    theory: str = "no",
    passed_by: str = "",
    years: str = "1",
    hours: str = "60",
    more: str = "",
) -> TrainingPlan:
    text = WORKBOOK.format(simulation=simulation, theory=theory, passed_by=passed_by, years=years, hours=hours)
    (found,) = training_plans(parse(sheets_from_markdown(text + more))[0])
    return found


def standing_of(found: TrainingPlan, outcome: str) -> Standing:
    return next(one.standing for one in found.lines if one.outcome == outcome)


@pytest.mark.parametrize(
    ("simulation", "theory", "both", "any_"),
    [
        ("yes", "no", Standing.NOT_ACHIEVED, Standing.ACHIEVED),  # the worked case of outcome 2.2
        ("no", "yes", Standing.NOT_ACHIEVED, Standing.ACHIEVED),
        ("yes", "yes", Standing.ACHIEVED, Standing.ACHIEVED),
        ("no", "no", Standing.NOT_ACHIEVED, Standing.NOT_ACHIEVED),
        ("yes", "", Standing.BEGUN, Standing.ACHIEVED),
        ("", "no", Standing.NOT_ACHIEVED, Standing.BEGUN),
        ("", "", Standing.BEGUN, Standing.BEGUN),
    ],
)
def test_an_outcome_is_achieved_by_both_tests_or_by_any(
    simulation: str, theory: str, both: Standing, any_: Standing
) -> None:
    assert standing_of(plan(simulation, theory, "both"), "2.2") is both
    assert standing_of(plan(simulation, theory, "any"), "2.2") is any_


def test_both_tests_are_asked_for_where_the_workbook_says_nothing() -> None:
    assert standing_of(plan(passed_by=""), "2.2") is Standing.NOT_ACHIEVED


def test_of_several_attempts_the_best_counts() -> None:
    again = "| | L1 | 2.2 | yes | yes |\n"
    assert standing_of(plan(more=again), "2.2") is Standing.ACHIEVED
    assert standing_of(plan("yes", "yes", more="| | L1 | 2.2 | no | no |\n"), "2.2") is Standing.ACHIEVED


def test_what_is_left_is_the_hours_of_the_gap_by_those_of_the_whole() -> None:
    found = plan()
    assert [one.outcome for one in found.gap] == ["2.2", "3.1"]
    assert (str(found.gap_hours), str(found.whole_hours)) == ("120", "180")
    assert (found.share, found.months) == (Fraction(2, 3), Fraction(8))
    assert plan_lines(found) == (
        "Hours of the gap: 90 + 30 = 120.",
        "Hours of the whole: 180.",
        "12 months x 120 / 180 = 8 months of full-time training left.",
    )


def test_without_a_duration_the_share_is_told() -> None:
    found = plan(years="")
    assert found.months is None
    assert plan_lines(found)[-1] == "120 / 180 = ≈ 66.6667 % of the training left."


@pytest.mark.parametrize("hours", ["", "-1"])
def test_a_module_without_hours_keeps_the_duration_from_being_worked_out(hours: str) -> None:
    found = plan(hours=hours)
    assert (found.share, found.months) == (None, None)
    assert plan_lines(found) == ("Not worked out: no hours are stated for 2.2.",)


def test_a_recognised_unit_is_no_gap() -> None:
    earlier = """
| Earlier units | learner | qualification | unit | recognised by | on |
|               | L1 | Q1 | U3 | Ms Conti | 2025-06-30 |
"""
    found = plan(more=earlier)
    assert standing_of(found, "3.1") is Standing.RECOGNISED
    assert found.gap_hours == 90


def test_the_date_of_an_outcome_goes_before_the_general_one_and_a_place_before_the_modules() -> None:
    dates = """
| Plan dates | person | outcome | deadline | place |
|            | L1 | | 2026-06-30 | home |
|            | L1 | 2.2 | 2026-03-31 | abroad |
"""
    first, second = plan(more=dates).gap
    assert (first.deadline, first.place) == (date(2026, 3, 31), "abroad")
    assert (second.deadline, second.place) == (date(2026, 6, 30), "home")  # its module names no place


def test_a_partner_covers_by_the_matrix_or_by_sharing_the_unit() -> None:
    first, second = plan().gap
    assert [(one.qualification, one.covered) for one in first.partners] == [("Q2", "partly")]
    assert [(one.qualification, one.covered) for one in second.partners] == [("Q2", "covered")]


def test_whoever_was_not_assessed_has_no_plan() -> None:
    assert plan().learner == "L1"


def test_the_example_leaves_3_of_12_months() -> None:
    ana, lena = training_plans(parse(example_rows("matrix"))[0])
    assert (ana.months, lena.months) == (Fraction(3), Fraction(48, 5))
    assert [one.outcome for one in ana.gap] == ["2.2", "4.2"]
    assert ana.profile is not None
    assert (ana.profile.held, ana.profile.required) == (8, 12)


# --- limits and properties ------------------------------------------------------------------------------------------


def test_no_gap_leaves_nothing_and_a_gap_of_everything_leaves_all() -> None:
    assert shortened(Fraction(0), Fraction(900)) == 0
    assert shortened(Fraction(900), Fraction(900)) == 1


@pytest.mark.parametrize(("gap", "whole"), [(-1, 900), (901, 900), (0, 0), (0, -1)])
def test_hours_outside_nothing_to_all_are_refused(gap: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no part of a training"):
        shortened(Fraction(gap), Fraction(whole))


@given(st.lists(st.integers(0, 500), min_size=1).filter(any), st.data())
def test_one_more_achieved_outcome_never_lengthens_the_training(hours: list[int], data: st.DataObject) -> None:
    missing = data.draw(st.sets(st.integers(0, len(hours) - 1), min_size=1))
    fewer = missing - {data.draw(st.sampled_from(sorted(missing)))}
    whole = Fraction(sum(hours))
    before, after = (shortened(Fraction(sum(hours[one] for one in these)), whole) for these in (missing, fewer))
    assert 0 <= after <= before <= 1


@given(st.sampled_from([True, False, None]), st.sampled_from([True, False, None]))
def test_whoever_passes_both_passes_any_and_the_order_of_tests_is_irrelevant(
    first: bool | None, second: bool | None
) -> None:
    trial, turned = (
        Trial(learner="L1", outcome="2.2", simulation=one, theory=other)
        for one, other in ((first, second), (second, first))
    )
    assert trial.verdict(BOTH) is turned.verdict(BOTH)
    assert trial.verdict(ANY) is turned.verdict(ANY)
    assert trial.verdict(ANY) is True or trial.verdict(BOTH) is not True
