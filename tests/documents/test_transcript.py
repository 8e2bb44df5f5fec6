"""The transcript says what was assessed, how it differs from the agreement, and what the home institution decided."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.changed_plan import judged
from documents.filled import assert_golden, fields, shown, variant
from ecvet_office.documents.filling import fill

LABELS_AND_VALUES = [
    ("Name", "Aino Virtanen"),
    ("Date of birth", "14 May 2006 | Learner ID | L1"),
    ("Host company", "Résidence Exemple; R & D <Ltd> | Mentor at the host | Claire Dubois, Teacher of health care"),
    ("Title of the qualification", "Vocational Qualification in Social and Health Care"),
    ("EQF level", "4 | NQF level | 4"),
    ("ECVET points of the qualification", "180"),
    ("Learning agreement", "A1"),
    ("Memorandum of understanding", "M1, SEVC/LPE 2024-7"),
    ("Period", "3 March 2025 to 9 April 2025"),
    ("Project code", "2024-1-FI01-KA121-VET-000140817"),
    ("Mobility ID", "2024-FI01-0001"),
]
SECTIONS = [
    "A  Learner",
    "B, C  Institutions",
    "D  Qualification",
    "E  Agreement and period",
    "F  Learning outcomes assessed",
    "G  Summary by unit",
    "H  Strong and weak points",
    "I  Differences from the agreement",
    "J  ECVET points",
    "K  Signatures, validation and recognition",
]
BRUNOS_DECISIONS = (
    "| | L1 | Q1 | U3 | A1 | validated | H1 | 2025-05-05 |",
    (
        "| | L1 | Q1 | U3 | A1 | validated | H1 | 2025-05-05 |\n"
        "| | L2 | Q1 | 3.1 | A2 | validated | H1 | 2025-05-05 |\n"
        "| | L2 | Q1 | 3.1 | A2 | recognised | H2 | 2025-05-06 |"
    ),
)


@pytest.fixture(scope="module")
def decided() -> str:
    return shown("transcript", "A1")


@pytest.fixture(scope="module")
def undecided() -> str:
    return shown("transcript", "A2")


def rows(text: str, after: str, before: str) -> list[str]:
    """Gives the lines between two texts, without empty ones."""
    return [line for line in text.split(after)[1].split(before, maxsplit=1)[0].splitlines() if line]


@pytest.mark.parametrize(("label", "value"), LABELS_AND_VALUES)
def test_a_field_stands_beside_its_label(decided: str, label: str, value: str) -> None:
    assert any(row.startswith(value) for row in decided.split(f"\n{label} | ")[1:]), label


def test_home_and_host_stand_side_by_side_each_with_its_address(decided: str) -> None:
    home = "Home institution / Satakunta Example Vocational College / Esimerkkikatu 1, 28100 Pori, Finland / "
    host = " | Hosting institution / Lycée professionnel Exemple / 12 rue des Exemples, 69003 Lyon, France / "
    assert any(line.startswith(home) and host in line for line in decided.splitlines())


def points(text: str) -> list[str]:
    """Gives the points before the stay, for it and after it."""
    heads = "Before (recognised besides this stay) | Awarded for this stay | After (with this stay)\n"
    (row,) = rows(text, heads, "Points are awarded")
    return row.split(" | ")


def test_the_points_before_for_and_after_the_stay_stand_side_by_side(decided: str) -> None:
    assert points(decided) == ["55 of 180 points (30.56 %)", "40", "95 of 180 points (52.78 %)"]


def test_sections_stand_in_their_order(decided: str) -> None:
    assert [line for line in decided.splitlines() if line in SECTIONS] == SECTIONS


def test_each_result_says_agreed_date_assessor_result_grade_remark_and_a_method_of_its_own(decided: str) -> None:
    table = rows(decided, "Assessed on, by | Result\n", "K knowledge")
    first, second = (
        "K | 3.1  Describes the home care service path and record duties",
        "S | 3.2  Carries out a home visit according to the care plan",
    )
    by_teacher = "Claire Dubois / Teacher of health care"
    assert table == [
        "U3 Working in home care",
        (
            f"{first} / Method: Theory test / Evidence: test sheet | yes | "
            f"2 April 2025 / {by_teacher} | achieved / grade 16 (scale 0-20)"
        ),
        f"{second} | yes | 14 March 2025 / {by_teacher} | not achieved",
        (f"{second} / Remark: second attempt | yes | 4 April 2025 / {by_teacher} | achieved / grade 17 (scale 0-20)"),
        f"S | 3.3  Records visits in the client system | yes | 4 April 2025 / {by_teacher} | achieved",
        (
            "C | 3.4  Works alone safely and respects self-determination / Method: Discussion | yes | "
            "7 April 2025 / Luc Moreau | achieved"
        ),
        "U4 Working with older people",
        (f"K | 4.1  Explains how ageing affects functional capacity | no | 7 April 2025 / {by_teacher} | achieved"),
    ]


METHOD = "Method, unless a result names another"


def test_the_method_of_most_results_is_named_once(decided: str) -> None:
    assert decided.count("Observation at work and discussion") == 1
    assert f"\n{METHOD} | Observation at work and discussion\n" in decided


def test_a_method_that_all_results_share_stands_in_no_row(undecided: str) -> None:
    assert f"\n{METHOD} | Observation at work\n" in undecided
    assert "Method:" not in undecided


def test_no_method_is_shared_where_a_result_has_none() -> None:
    text = variant(("| Observation at work and discussion | in the last week |", "| | in the last week |"))
    shown_text = shown("transcript", "A1", text)
    assert METHOD not in shown_text
    assert "Method: Theory test" in shown_text


def test_every_result_keeps_its_method_for_templates_that_ask_for_it_in_each_row() -> None:
    unit = fields("transcript", "A1")["units"][0]  # type: ignore[index]
    assert [(one["method"], one["has_other_method"]) for one in unit["results"]] == [
        ("Theory test", True),
        *[("Observation at work and discussion", False)] * 3,
        ("Discussion", True),
    ]


def test_each_unit_is_summed_up(decided: str, undecided: str) -> None:
    assert rows(decided, "table) | Status\n", "H  Strong") == [
        "U3 Working in home care | 4 of 4 | whole unit: 40 points | recognised",
        "U4 Working with older people | not agreed; 1 achieved |  | assessed",
    ]
    assert rows(undecided, "table) | Status\n", "H  Strong") == [
        (
            "U3 Working in home care | 2 of 3; the whole unit has 4 | "
            "part of the unit: 0 points now, 40 with the whole unit | not complete"
        )
    ]


def test_strong_and_weak_points_stand_by_outcome(decided: str, undecided: str) -> None:
    assert rows(decided, "Strong points | Weak points\n", "I  Differences") == [
        "3.1 | Knows the French system well | ",
        "3.2 | Calm and friendly with clients | Left the care plan at the office",
    ]
    assert rows(undecided, "H  Strong and weak points\n", "I  Differences") == ["The assessor noted none."]


def test_differences_from_the_agreement_are_listed(decided: str, undecided: str) -> None:
    assert rows(decided, "Outcome | Difference\n", "J  ECVET") == [
        "3.1 | Tested in English instead of French",
        "4.1 | assessed in addition; it was not agreed for credit",
        (
            "Period | The stay lasted 3 March 2025 to 9 April 2025, not 3 March 2025 to 11 April 2025 as planned. "
            "The stay was interrupted for 1 day."
        ),
    ]
    assert rows(undecided, "Outcome | Difference\n", "J  ECVET") == ["3.4 | agreed, but not assessed"]


def test_a_failed_outcome_is_a_difference() -> None:
    text = shown("transcript", "A2", variant(("| A2 | L2 | 3.2 | yes |", "| A2 | L2 | 3.2 | no |")))
    assert "3.2 | agreed, assessed and not achieved" in text


def test_a_stay_as_agreed_has_no_differences() -> None:
    text = variant(
        (
            "| | A2 | L2 | 3.2 | yes | 2025-03-27 |",
            "| | A2 | L2 | 3.2 | yes | 2025-03-27 |\n| | A2 | L2 | 3.4 | yes | 2025-03-27 |",
        )
    )
    assert "No difference from the agreement is recorded." in shown("transcript", "A2", text)


def test_the_home_institution_says_who_decided_what_when_and_with_how_many_points(decided: str) -> None:
    assert rows(decided, "On | Points awarded\n", "Party |") == [
        "U3 Working in home care | validated | Maija Koskinen, Mobility coordinator | 5 May 2025 | ",
        "U3 Working in home care | recognised | Pekka Lahti, Head of department | 12 May 2025 | 40",
    ]


def test_before_a_decision_the_home_box_leaves_room_for_it(undecided: str) -> None:
    assert rows(undecided, "On | Points awarded\n", "Party |") == [" | validated |  |  | ", " | recognised |  |  | "]
    assert points(undecided)[1:] == ["not yet decided", "not yet decided"]


def test_a_recognised_part_of_a_unit_awards_no_points() -> None:
    text = shown("transcript", "A2", variant(BRUNOS_DECISIONS))
    assert "3.1  Describes the home care service path and record duties | recognised | " in text
    assert "6 May 2025 | \n" in text
    assert points(text)[:2] == ["25 of 180 points (13.89 %)", "not yet decided"]


def test_other_points_stand_with_their_rule() -> None:
    text = variant(
        (
            "| Decisions | learner | qualification | subject | context | step | by | on | reason |",
            (
                "| Decisions | learner | qualification | subject | context | step | by | on | reason | points | "
                "points rule |"
            ),
        ),
        (
            "| L1 | Q1 | U3 | A1 | recognised | H2 | 2025-05-12 |",
            "| L1 | Q1 | U3 | A1 | recognised | H2 | 2025-05-12 | | 35.50 | board decision 4 |",
        ),
    )
    shown_text = shown("transcript", "A1", text)
    assert "| 35.5 (other points by rule: board decision 4)" in shown_text
    assert points(shown_text)[1:] == ["35.5", "90.5 of 180 points (50.28 %)"]


def test_what_was_recognised_later_does_not_change_a_transcript_printed_again() -> None:
    text = variant(("| | L1 | Q1 | U2 | H2 | 2024-12-15 | formal |", "| | L1 | Q1 | U2 | H2 | 2026-12-15 | formal |"))
    record = fields("transcript", "A1", text)
    assert record["points.besides"] == "25 of 180 points (13.89 %)"
    assert record["points.with"] == "65 of 180 points (36.11 %)"


def test_a_decision_without_a_name_or_a_day_is_not_printed_as_one() -> None:
    text = variant(("| L1 | Q1 | U3 | A1 | validated | H1 | 2025-05-05 |", "| L1 | Q1 | U3 | A1 | validated | H1 | |"))
    steps = [one["step"] for one in fields("transcript", "A1", text)["decisions"]]  # type: ignore[attr-defined]
    assert steps == ["recognised"]


def test_a_refusal_gives_its_reason() -> None:
    text = variant(
        (
            "| L1 | Q1 | U3 | A1 | recognised | H2 | 2025-05-12 |",
            "| L1 | Q1 | U3 | A1 | refused | H2 | 2025-05-12 | the grid was not signed |",
        ),
    )
    assert "refused / the grid was not signed" in shown("transcript", "A1", text)


def test_assessor_learner_and_home_have_room_to_sign_and_no_date_is_filled_in(decided: str) -> None:
    signing = [line for line in decided.splitlines() if line.endswith(" |  | ")]
    assert signing == [
        (
            "Assessor, for the hosting institution / Lycée professionnel Exemple | "
            "Claire Dubois / Teacher of health care |  | "
        ),
        "Learner | Aino Virtanen |  | ",
        "For the home institution / Satakunta Example Vocational College | Pekka Lahti / Head of department |  | ",
    ]


def test_without_points_nothing_speaks_of_points() -> None:
    text = shown("transcript", "A1", variant(("| | coordinator | I1 |", "| | coordinator | I1 |\n| | points | no |")))
    assert "points" not in text.casefold().replace("strong and weak points", "").replace(
        "strong points | weak points", ""
    )
    assert "J  " not in text
    assert "U3 Working in home care | 4 of 4 | recognised" in text
    assert "recognised | Pekka Lahti, Head of department | 12 May 2025" in text


def test_the_transcript_reads_as_it_was_approved(decided: str) -> None:
    assert_golden("transcript-decided", decided)


def test_the_transcript_before_a_decision_reads_as_it_was_approved(undecided: str) -> None:
    assert_golden("transcript-undecided", undecided)


@pytest.mark.office
@pytest.mark.parametrize(("language", "count"), [("en", 2), ("fr", 2), ("nl", 2), ("en+fr", 3)])
def test_the_transcript_of_the_example_ends_on_its_last_page_of_text(
    to_pdf: Callable[[Path], Path], printed_text: Callable[[Path], str], tmp_path: Path, language: str, count: int
) -> None:
    path = tmp_path / "transcript.docx"
    path.write_bytes(next(iter(fill("transcript", judged({}), ("L1",), language))).data)
    pdf = to_pdf(path)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == count
    assert "Risto Aalto" in printed_text(pdf).split("\f")[count - 1]


@pytest.mark.parametrize(
    ("company", "mentor", "printed"),
    [
        ("I4", "H3", "Host company | Résidence Exemple | Mentor at the host | Claire Dubois"),
        ("I4", "", "Host company | Résidence Exemple\n"),
        ("", "H3", "Mentor at the host | Claire Dubois"),
    ],
)
def test_company_and_mentor_share_a_row_where_both_are_known(company: str, mentor: str, printed: str) -> None:
    text = shown(
        "transcript",
        "A2",
        variant(
            ("| Parts of home care | I2 | I4 |", f"| Parts of home care | I2 | {company} |"),
            (
                "| H2 | decision of the head of department | | | | | physical |",
                f"| H2 | decision of the head of department | | {mentor} | | | physical |",
            ),
        ),
    )
    assert printed in text
    assert ("Host company" in text, "Mentor at the host" in text) == (bool(company), bool(mentor))
