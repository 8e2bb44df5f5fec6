"""Common units: by the same id, by alike outcomes, and what a learner of one qualification has of another."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.common_units import (
    MILLIONTHS,
    CommonUnit,
    Words,
    at_most_alike,
    common_units,
    held_elsewhere,
    like_outcomes,
    likeness_of,
    words_of,
)
from ecvet_office.model.register import Register
from ecvet_office.workbook.blank import example_rows
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

WORKBOOK = """
| Settings | setting | value |
|          | likeness in % | {likeness} |
| Qualifications | id | title | points |
|                | Q1 | Carer | 60 |
|                | Q2 | Nurse | 120 |
| Units | id |
|       | U1 |
|       | U2 |
|       | V2 |
| Unit points | qualification | unit | points |
|             | Q1 | U1 | 12 |
|             | Q1 | U2 | 48 |
|             | Q2 | U1 | 20 |
|             | Q2 | V2 | 100 |
| Outcomes | id | unit | outcome |
|          | 1.1 | U1 | keeps the rules of hygiene |
|          | 2.1 | U2 | writes complete records |
|          | 5.1 | V2 | {there} |
| Learners | id | qualification |
|          | L1 | Q1 |
"""
HELD = """
| Earlier units | learner | qualification | unit | recognised by | on |
|               | L1 | Q1 | U1 | Ms Conti | 2025-06-30 |
|               | L1 | Q1 | U2 | Ms Conti | 2025-06-30 |
"""
WORDS = st.sets(st.sampled_from(["meal", "record", "clean", "help", "plan", "visit"]))


def register(there: str = "writes complete reports", likeness: str = "", more: str = "") -> Register:
    return parse(sheets_from_markdown(WORKBOOK.format(there=there, likeness=likeness) + more))[0]


def proposals(found: tuple[CommonUnit, ...]) -> list[tuple[str, str, Fraction]]:
    return [(one.one.unit, one.other.unit, one.likeness) for one in found if not one.is_the_same]


def test_a_unit_in_two_qualifications_is_common_and_keeps_its_points_in_each() -> None:
    (found,) = (one for one in common_units(register()) if one.is_the_same)
    assert (found.one.qualification, found.one.points) == ("Q1", Decimal(12))
    assert (found.other.qualification, found.other.points) == ("Q2", Decimal(20))


def test_units_of_other_ids_are_proposed_with_the_words_they_share() -> None:
    (found,) = (one for one in common_units(register()) if not one.is_the_same)
    assert found.likeness == Fraction(2, 3)
    assert found.outcomes[0].words == ("complete", "writes")


@pytest.mark.parametrize(("likeness", "is_proposed"), [("66", True), ("66.67", False), ("100", False)])
def test_a_proposal_has_to_reach_the_likeness_of_the_settings(likeness: str, is_proposed: bool) -> None:
    assert bool(proposals(common_units(register(likeness=likeness)))) is is_proposed


def test_exactly_as_alike_as_asked_for_is_enough() -> None:
    same_words = register(there="records: writes complete ones")
    (found,) = (one for one in common_units(same_words, Decimal(85)) if not one.is_the_same)
    assert found.likeness == Fraction(6, 7)
    half = register(there="reads complete reports daily and complete")  # one of 3 and of 4 words
    assert proposals(common_units(half, Decimal(25)))[0][2] == Fraction(2, 7)
    equal = register(there="writes letters")
    assert proposals(common_units(equal, Decimal(40))) == [("U2", "V2", Fraction(2, 5))]
    assert proposals(common_units(equal, Decimal("40.01"))) == []


def test_60_per_cent_are_asked_for_where_the_workbook_says_nothing() -> None:
    assert proposals(common_units(register(there="writes complete reports"))) != []
    assert proposals(common_units(register(there="writes letters"))) == []


def test_units_without_a_word_in_common_are_never_proposed() -> None:
    assert proposals(common_units(register(there="cooks"), Decimal("0.01"))) == []


def test_a_unit_that_stands_in_both_is_not_proposed_beside_itself() -> None:
    more = "|          | 5.2 | V2 | keeps the rules of hygiene |\n"
    text = WORKBOOK.format(there="keeps the rules of hygiene", likeness="").replace("| Learners", f"{more}| Learners")
    found = common_units(parse(sheets_from_markdown(text))[0])
    assert [(one.one.unit, one.other.unit) for one in found] == [("U1", "U1")]


def test_what_a_learner_has_of_the_other_qualification_is_what_is_recognised() -> None:
    known = register(more=HELD)
    (found,) = held_elsewhere(known, "L1", common_units(known))
    assert (found.qualification, [one.unit for one in found.units]) == ("Q2", ["U1"])
    assert (found.points, found.total) == (Decimal(20), Decimal(120))
    assert [one.other.unit for one in found.proposed] == ["V2"]


def test_whoever_has_nothing_recognised_has_nothing_elsewhere() -> None:
    known = register()
    assert held_elsewhere(known, "L1", common_units(known)) == ()


def test_the_example_shares_two_units_by_id_and_proposes_one() -> None:
    found = common_units(parse(example_rows("matrix"))[0])
    assert [(one.one.unit, one.one.qualification, one.other.qualification) for one in found if one.is_the_same] == [
        ("U1", "Q1", "Q2"),
        ("U3", "Q1", "Q2"),
        ("U1", "Q1", "Q3"),
        ("U1", "Q2", "Q3"),
    ]
    assert [one[:2] for one in proposals(found)] == [("U2", "V1")]


# --- words ----------------------------------------------------------------------------------------------------------


def test_accents_capitals_and_endings_make_no_difference() -> None:
    assert words_of("Vérifie les PROCÉDURES").keys() == words_of("verifie les procedure").keys()


@given(WORDS, WORDS)
def test_likeness_is_the_same_both_ways_and_1_only_for_the_same_words(one: set[str], other: set[str]) -> None:
    found = likeness_of(one, other)
    assert found == likeness_of(other, one)
    assert 0 <= found <= 1
    assert (found == 1) == (one == other and bool(one))


@given(st.lists(WORDS.filter(bool), max_size=4), st.lists(WORDS.filter(bool), max_size=4))
def test_no_units_are_more_alike_than_the_bound_by_which_most_are_passed_over(
    first: list[set[str]], second: list[set[str]]
) -> None:
    one, other = (
        [Words(f"{name}.{number}", {word: word for word in words}) for number, words in enumerate(sets)]
        for name, sets in (("1", first), ("2", second))
    )
    likeness, _ = like_outcomes(one, other)
    assert likeness * MILLIONTHS <= at_most_alike(one, other)
    assert like_outcomes(other, one)[0] == likeness


@given(st.text())
def test_any_text_has_words_or_none_and_no_accent(text: str) -> None:
    assert all(begins and word.startswith(begins) for begins, word in words_of(text).items())
