"""The complement says what took place and what was achieved, and leaves the day of signing to those who sign."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.filled import assert_golden, fields, filled, shown, variant
from documents.school_year import evaluated
from ecvet_office.documents.filling import fill

LABELS_AND_VALUES = [
    ("Participant", "Aino Virtanen | Number | A1"),
    ("Period", "3 March 2025 to 9 April 2025"),
    ("Project code", "2024-1-FI01-KA121-VET-000140817"),
    ("Mobility ID", "2024-FI01-0001"),
    ("Field", "Vocational education and training"),
    ("Activity type", "Short-term learning mobility of VET learners"),
    ("Mode", "blended | Country, town | France, Lyon"),
    ("First day", "3 March 2025 | Last day | 9 April 2025"),
    ("Length", "5 weeks 3 days (38 days)"),
    ("Interruption", "1 day"),
    ("Virtual learning", "17 February 2025 to 21 February 2025"),
    ("Hours of virtual learning", "12 hours"),
    ("Activities and tasks", "Six weeks in home care in Lyon"),
    ("R & D <Ltd>", "24 March 2025 | 11 April 2025 | "),
    ("Agreed outcomes achieved", "4 of 4"),
    ("How evaluated", "Observation at work and discussion"),
    ("3.1", "Knows the French system well | "),
    ("3.2", "Calm and friendly with clients | Left the care plan at the office"),
    ("U3 Working in home care", "recognised | Pekka Lahti, Head of department | 12 May 2025"),
    ("3.1", "Tested in English instead of French"),
    ("4.1", "assessed in addition; it was not agreed for credit"),
    ("Period", "The stay lasted 3 March 2025 to 9 April 2025, not 3 March 2025 to 11 April 2025 as planned."),
]
SECTIONS = [
    "1  The learning mobility as it took place",
    "2  Programme and tasks carried out",
    "3  Learning outcomes achieved",
    "4  Result of the evaluation",
    "5  Recognition",
    "6  Deviations from the programme and remarks",
    "7  Signatures",
]
ASKING = ("| personal transcript |", "| personal transcript, Erasmus+ learning agreement complement |")
UNDECIDED = (
    "| | L1 | Q1 | U3 | A1 | validated | H1 | 2025-05-05 |\n| | L1 | Q1 | U3 | A1 | recognised | H2 | 2025-05-12 |\n"
)


@pytest.fixture(scope="module")
def whole() -> str:
    return shown("complement", "A1")


@pytest.fixture(scope="module")
def sparse() -> str:
    return shown("complement", "A2")


def signing(text: str) -> list[str]:
    """Gives the rows of the signature table, without its head."""
    part = text.split("7  Signatures")[1]
    return [line for line in part.splitlines() if line.count(" | ") == 3][1:]


@pytest.mark.parametrize(("label", "value"), LABELS_AND_VALUES)
def test_a_field_stands_beside_its_label(whole: str, label: str, value: str) -> None:
    assert any(value in row.split("\n\n")[0] for row in whole.split(f"\n{label} | ")[1:]), label


def test_sections_stand_in_their_order(whole: str) -> None:
    assert [line for line in whole.splitlines() if line in SECTIONS] == SECTIONS


def test_every_result_has_a_line_with_who_assessed_when(whole: str) -> None:
    table = whole.split("3  Learning outcomes achieved")[1].split("K knowledge", maxsplit=1)[0].strip()
    assert table.splitlines() == [
        "K/S/C | Learning outcome | Agreed | Result | Assessed on, by",
        "U3 Working in home care",
        (
            "K | 3.1  Describes the home care service path and record duties | yes | "
            "achieved / grade 16 (scale 0-20) | 2 April 2025 / Claire Dubois"
        ),
        (
            "S | 3.2  Carries out a home visit according to the care plan | yes | not achieved | "
            "14 March 2025 / Claire Dubois"
        ),
        (
            "S | 3.2  Carries out a home visit according to the care plan / Remark: second attempt | yes | "
            "achieved / grade 17 (scale 0-20) | 4 April 2025 / Claire Dubois"
        ),
        "S | 3.3  Records visits in the client system | yes | achieved | 4 April 2025 / Claire Dubois",
        "C | 3.4  Works alone safely and respects self-determination | yes | achieved | 7 April 2025 / Luc Moreau",
        "U4 Working with older people",
        "K | 4.1  Explains how ageing affects functional capacity | no | achieved | 7 April 2025 / Claire Dubois",
    ]


def test_the_host_declares_who_took_part_for_what_and_when(whole: str) -> None:
    declared = "The hosting organisation declares that the participant took part in this learning mobility from "
    assert f"{declared}3 March 2025 to 9 April 2025, to reach the learning outcomes" in whole


def test_host_and_participant_sign_on_the_last_day_or_later_and_no_day_is_filled_in(whole: str) -> None:
    assert "They sign on the last day of the activity, 9 April 2025, or later." in whole
    assert signing(whole) == [
        "Hosting organisation / Lycée professionnel Exemple | Jean Martin / Headmaster |  | ",
        "Participant | Aino Virtanen |  | ",
    ]


def test_without_a_last_day_the_rule_of_signing_stands_without_one() -> None:
    text = variant(("| A2 | L2 | K2 | M1 | ready to sign | 2025-03-03 | 2025-03-30 |", "| A2 | L2 | K2 | M1 | | | |"))
    complement = shown("complement", "A2", text)
    assert "They sign on the last day of the activity or later." in complement
    assert "declares that" not in complement


def test_statement_project_code_and_data_protection_stand_on_it(whole: str) -> None:
    assert "\nCo-funded by the European Union\n" in whole
    assert "Regulation (EU) 2018/1725" in whole
    assert "home institution" not in whole.casefold()


def test_what_was_not_decided_is_said_to_be_open(whole: str) -> None:
    undecided = shown("complement", "A1", variant((UNDECIDED, "")))
    assert "has not yet decided on recognition" in undecided
    assert "has not yet decided" not in whole


def test_a_stay_without_deviations_says_so_and_agreed_outcomes_without_a_result_are_one(sparse: str) -> None:
    assert "3.4 | agreed, but not assessed" in sparse
    calm = shown("complement", "A2", variant(("| 3.1; 3.2; 3.4 |", "| 3.1; 3.2 |")))
    assert "No difference from the agreement is recorded." in calm
    assert "Agreed outcomes achieved | 2 of 2" in calm


def test_a_stay_that_has_ended_without_results_has_one_too() -> None:
    changed = variant(("| A3 | L3 | K1 | M1 | ready to sign |", "| A3 | L3 | K1 | M1 | returned |"))
    record = fields("complement", "A3", changed)
    assert record["evaluated"] == ""
    assert [one.subject for one in fill("complement", evaluated(changed))] == ["A1", "A2", "A3"]


def test_it_is_made_for_the_stays_that_ask_for_a_paper_of_the_programme() -> None:
    assert [one.subject for one in fill("complement", evaluated(variant(ASKING)))] == ["A1"]


@pytest.mark.parametrize("agreement", ["A1", "A2"])
def test_no_placeholder_no_none_and_no_empty_row_is_left(agreement: str) -> None:
    text = shown("complement", agreement)
    assert "None" not in text
    assert "{" not in text
    for line in text.splitlines():
        assert line not in {" | ", " |  | ", " |  |  | ", " |  |  |  | "}


def test_a_finding_about_the_memorandum_does_not_concern_it() -> None:
    assert not [one for one in filled("complement", "A1").findings if one.place.sheet == "Memoranda"]


def test_the_complement_of_a_whole_stay_reads_as_it_was_approved(whole: str) -> None:
    assert_golden("complement", whole)


def test_the_complement_of_a_stay_of_which_little_is_known_reads_as_it_was_approved(sparse: str) -> None:
    assert_golden("complement-sparse", sparse)


@pytest.mark.office
@pytest.mark.parametrize("language", ["en", "en+fr"])
def test_its_last_page_is_not_empty(to_pdf: Callable[[Path], Path], tmp_path: Path, language: str) -> None:
    for made in fill("complement", evaluated(), language=language):
        path = tmp_path / made.file_name
        path.write_bytes(made.data)
        assert 2 <= len(re.findall(rb"/Type\s*/Page\b", to_pdf(path).read_bytes())) <= 3


@pytest.mark.office
@pytest.mark.parametrize("companies", [0, 1])
def test_the_note_on_results_stands_on_the_page_of_their_table(
    to_pdf: Callable[[Path], Path], printed_text: Callable[[Path], str], tmp_path: Path, companies: int
) -> None:
    """In two columns the note was left at the foot of the page with its heading."""
    last = "| | A1 | R & D <Ltd> | 2025-03-24 | 2025-04-11 | | |"
    more = "".join(f"\n| | A1 | Firm {number} | 2025-03-24 | 2025-04-11 | | |" for number in range(companies))
    plan = evaluated(variant((last, last + more)))
    path = tmp_path / "complement.docx"
    path.write_bytes(next(iter(fill("complement", plan, ("L1",), "en+fr", to_return=True))).data)
    pages = printed_text(to_pdf(path)).split("\f")
    page = next(one for one in pages if "3  Learning outcomes achieved" in one or "3 Learning outcomes achieved" in one)
    assert "Describes the home care service path" in page
