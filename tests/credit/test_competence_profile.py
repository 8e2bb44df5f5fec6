"""Profiles in steps: what a programme asks for, what a person has, and the steps between the two."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.competence_profile import AreaGap, area_gaps, profile_gaps, steps_text
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

PROFILES = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 6))
WORKBOOK = """
| Qualifications | id |
|                | Q1 |
|                | Q2 |
| Learners | id | qualification |
|          | L1 | Q1 |
|          | L2 | Q2 |
| Areas | id | competence area | steps |
|       | H1 | Meals | 4 |
|       | H2 | Hygiene | 4 |
|       | H3 | Records | 4 |
| Profiles | programme | person | competence area | step | points |
|          | Q1 | | H1 | 4 | 20 |
|          | Q1 | | H2 | 3 | 15 |
|          | Q1 | | H3 | 2 | 10 |
|          | | L1 | H1 | 2 | 10 |
|          | | L1 | H2 | 3 | 15 |
|          | | L1 | H3 | 0 | 0 |
|          | | L2 | H1 | 4 | |
"""


def gaps_of(workbook: str) -> dict[tuple[str, str], str]:
    register, _ = parse(sheets_from_markdown(workbook))
    return {(one.learner, one.qualification): f"{one.held} of {one.required}" for one in profile_gaps(register)}


def test_the_gap_is_what_the_programme_asks_for_less_what_the_person_has() -> None:
    found = area_gaps({"H1": 4, "H2": 3, "H3": 2}, {"H1": 2, "H2": 3, "H3": 0})
    assert {one.area: steps_text(one.missing) for one in found} == {"H1": "steps 3-4", "H2": "", "H3": "steps 1-2"}


def test_5_of_9_steps_are_held_with_25_of_45_points() -> None:
    register, _ = parse(sheets_from_markdown(WORKBOOK))
    (found,) = profile_gaps(register)
    assert (found.learner, found.held, found.required, found.share) == ("L1", 5, 9, "55.56 %")
    assert [one.area for one in found.gap] == ["H1", "H3"]
    assert (found.held_points, found.required_points) == (Decimal(25), Decimal(45))


@pytest.mark.parametrize(("held", "counted", "missing"), [(2, 2, [3]), (3, 3, []), (4, 3, [])])
def test_what_lies_above_the_required_step_makes_up_for_nothing(held: int, counted: int, missing: list[int]) -> None:
    area = AreaGap("H1", 3, held)
    assert (area.counted, [*area.missing]) == (counted, missing)


def test_a_person_may_be_held_against_another_programme_than_the_own_one() -> None:
    more = "|          | Q1 | L2 | H2 | 1 | |\n"
    assert gaps_of(WORKBOOK) == {("L1", "Q1"): "5 of 9"}  # the programme of L2 has no profile
    assert gaps_of(WORKBOOK + more) == {("L1", "Q1"): "5 of 9", ("L2", "Q1"): "5 of 9"}


def test_an_area_that_only_the_person_has_is_told_and_counts_nothing() -> None:
    found = area_gaps({"H1": 2}, {"H9": 3})
    assert [(one.area, one.required, one.counted, [*one.missing]) for one in found] == [
        ("H1", 2, 0, [1, 2]),
        ("H9", 0, 0, []),
    ]


@pytest.mark.parametrize(("required", "held"), [({"H1": -1}, {}), ({}, {"H1": -1})])
def test_steps_below_0_are_refused(required: dict[str, int], held: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="below 0"):
        area_gaps(required, held)


def test_steps_are_named_as_people_speak_of_them() -> None:
    assert [steps_text(range(1, last)) for last in (1, 2, 3)] == ["", "step 1", "steps 1-2"]


# --- properties -----------------------------------------------------------------------------------------------------


@given(PROFILES, PROFILES)
def test_held_and_missing_steps_make_the_required_ones(required: dict[str, int], held: dict[str, int]) -> None:
    for one in area_gaps(required, held):
        assert one.counted + len(one.missing) == one.required
        assert all(one.held < step <= one.required for step in one.missing)


@given(PROFILES)
def test_whoever_has_the_whole_profile_misses_nothing_and_whoever_has_none_misses_all(required: dict[str, int]) -> None:
    assert not any(one.missing for one in area_gaps(required, required))
    assert sum(len(one.missing) for one in area_gaps(required, {})) == sum(required.values())


@given(PROFILES, PROFILES, st.sampled_from("ABCDEFGH"))
def test_one_step_more_never_widens_the_gap(required: dict[str, int], held: dict[str, int], area: str) -> None:
    before = sum(len(one.missing) for one in area_gaps(required, held))
    after = sum(len(one.missing) for one in area_gaps(required, {**held, area: held.get(area, 0) + 1}))
    assert before - 1 <= after <= before


@given(PROFILES, PROFILES)
def test_the_order_of_the_rows_changes_no_gap(required: dict[str, int], held: dict[str, int]) -> None:
    turned = area_gaps(dict(reversed(required.items())), dict(reversed(held.items())))
    assert set(turned) == set(area_gaps(required, held))
