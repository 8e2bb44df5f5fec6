"""The unit sheet states the seven elements of a unit, in every qualification that the unit belongs to."""

from __future__ import annotations

import pytest

from documents.filled import assert_golden, fields, shown, variant
from documents.school_year import evaluated
from ecvet_office.documents.fields import Fields
from ecvet_office.documents.filling import fill

FULL = variant(
    (
        "| Units | id | title | assessment procedure |",
        "| Units | id | title | assessment procedure | valid from | valid until |",
    ),
    (
        "three home visits, then a discussion |",
        "three home visits, then a discussion | 2024-08-01 | 2029-07-31 |",
    ),
    ("| Unit points | qualification | unit | points |", "| Unit points | qualification | unit | points | requires |"),
    ("| | Q1 | U3 | 40 |", "| | Q1 | U3 | 40 | U1; U2 |\n| | Q2 | U3 | 35.5 | |"),
    (
        "| three years of full-time school |",
        "| three years of full-time school |\n| | Q2 | Care assistant | | 3 | | 60 | | |",
    ),
)
ELEMENTS = [
    "Title of the unit | Working in home care",
    "Reference | U3",
    "Assessment procedure | Observation at work on at least three home visits, then a discussion",
    "Validity in time | 1 August 2024 to 31 July 2029",
    (
        "Qualification | EQF level | NQF level | Points of the qualification | Points of the unit | Weight\n"
        "Vocational Qualification in Social and Health Care / Satakunta Example Vocational College / "
        "Units required before: U1 Growth and participation; U2 Promoting wellbeing and functional capacity | "
        "4 | 4 | 180 | 40 | 22.22 %\n"
        "Care assistant | 3 |  | 60 | 35.5 | 59.17 %"
    ),
    (
        "K/S/C | Learning outcome | Assessment criterion\n"
        "K | 3.1  Describes the home care service path and record duties | at least 70 % in the theory test\n"
        "S | 3.2  Carries out a home visit according to the care plan | 3 visits observed\n"
        "S | 3.3  Records visits in the client system | records complete and on time\n"
        "C | 3.4  Works alone safely and respects self-determination | mentor statement and interview"
    ),
    "Issuing institution / Satakunta Example Vocational College | Pekka Lahti / Head of department |  | ",
]
SPARSE = "| Units | id |\n| | U1 |\n"
NO_POINTS = ("| | coordinator | I1 |", "| | coordinator | I1 |\n| | points | no |")


@pytest.mark.parametrize("element", ELEMENTS)
def test_an_element_of_the_unit_stands_on_its_sheet(element: str) -> None:
    assert f"\n{element}\n" in shown("unit-sheet", "U3", FULL)


def test_a_unit_has_other_points_and_another_weight_in_each_qualification() -> None:
    rows: tuple[Fields, ...] = fields("unit-sheet", "U3", FULL)["qualifications"]  # type: ignore[assignment]
    assert [(row["unit_points"], row["weight"]) for row in rows] == [("40", "22.22 %"), ("35.5", "59.17 %")]


def test_without_points_nothing_speaks_of_points_or_weight() -> None:
    text = shown("unit-sheet", "U3", variant(NO_POINTS))
    assert "Qualification | EQF level | NQF level\n" in text
    assert "points" not in text.casefold()
    assert "Weight" not in text


def test_a_unit_of_which_nothing_is_stated_makes_a_sheet_without_empty_rows() -> None:
    text = shown("unit-sheet", "U1", SPARSE)
    assert "No qualification is stated for this unit." in text
    for label in ("Assessment procedure", "Validity", "K/S/C", "None", "Points"):
        assert label not in text
    assert "3  Learning outcomes" not in text


def test_every_unit_has_a_sheet_and_a_learners_are_those_of_the_agreement() -> None:
    assert [one.subject for one in fill("unit-sheet", evaluated())] == ["U1", "U2", "U3", "U4"]
    assert [one.subject for one in fill("unit-sheet", evaluated(), ("L2",))] == ["U3"]
    assert next(fill("unit-sheet", evaluated())).file_name == "unit-sheet_U1.docx"


def test_a_unit_without_outcomes_is_held_back_and_one_with_them_is_not() -> None:
    text = variant(("| | 2.1 | U2 | S |", "| | 2.1 | U1 | S |"))
    held_back = {one.subject: one.is_held_back for one in fill("unit-sheet", evaluated(text))}
    assert held_back["U2"]
    assert not held_back["U3"]


def test_the_full_unit_sheet_reads_as_it_was_approved() -> None:
    assert_golden("unit-sheet-in-two-qualifications", shown("unit-sheet", "U3", FULL))


def test_the_sparsest_unit_sheet_reads_as_it_was_approved() -> None:
    assert_golden("unit-sheet-sparse", shown("unit-sheet", "U1", SPARSE))
