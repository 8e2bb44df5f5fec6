"""Letters tell what a named person decided on a day, and are never made of anything else."""

from __future__ import annotations

import io

import docx
import pytest

from documents.filled import assert_golden, fields, filled, shown, variant
from documents.school_year import WORKBOOK, evaluated
from ecvet_office.documents.filling import fill
from ecvet_office.documents.letters import decisions_in, learner_of_letter
from ecvet_office.documents.wording import languages, wording
from ecvet_office.model.results import RECOGNISED, REFUSED

RECOGNISED_ROW = "| | L1 | Q1 | U3 | A1 | recognised | H2 | 2025-05-12 |\n"
REFUSED_ROW = "| | L3 | Q1 | U1 | prior learning | refused | H2 | 2025-05-13 | The certificates do not say what was"
LETTER = [
    "To | Aino Virtanen / Koulukatu 5, 28100 Pori",
    "Our reference | A1",
    "Date of birth | 14 May 2006",
    "Learnt at | Lycée professionnel Exemple, Résidence Exemple, R & D <Ltd>",
    "Period | 3 March 2025 to 9 April 2025",
    "Vocational Qualification in Social and Health Care / EQF level 4, NQF level 4",
    "U3 Working in home care | 12 May 2025 | Pekka Lahti, Head of department | 40",
    "Before (recognised besides these units) | 55 of 180 points (30.56 %)",
    "Awarded for these units | 40",
    "After (with these units) | 95 of 180 points (52.78 %)",
    "For the home institution / Satakunta Example Vocational College | Pekka Lahti / Head of department |  | ",
]
REFUSAL = [
    "To | Ελένη Παπαδοπούλου / Οδός Παραδείγματος 3, Πάτρα",
    "Our reference | L3-prior-learning",
    "Date of birth | 30 January 2005",
    "Learnt at | Prior learning",
    (
        "U1 Growth and participation | 13 May 2025 | Pekka Lahti, Head of department | "
        "The certificates do not say what was assessed."
    ),
    "How to ask for a review",
    (
        "Where to write | Satakunta Example Vocational College / Esimerkkikatu 1, 28100 Pori, Finland / "
        "+358 2 000 1000 / +358 2 000 1001 / mobility@satakunta.example"
    ),
    "For the home institution / Satakunta Example Vocational College | Pekka Lahti / Head of department |  | ",
]
NO_POINTS = ("| | coordinator | I1 |", "| | coordinator | I1 |\n| | points | no |")


def subjects(document: str, text: str = WORKBOOK) -> list[str]:
    return [one.subject for one in fill(document, evaluated(text))]


@pytest.mark.parametrize("line", LETTER)
def test_a_recognition_letter_says(line: str) -> None:
    assert f"\n{line}\n" in shown("recognition-letter", "A1")


@pytest.mark.parametrize("line", REFUSAL)
def test_a_refusal_letter_says(line: str) -> None:
    assert f"\n{line}\n" in shown("refusal-letter", "L3-prior-learning")


# ----- when there is a letter -----


def test_only_a_recognition_of_a_unit_makes_a_recognition_letter() -> None:
    assert subjects("recognition-letter") == ["A1"]
    assert subjects("recognition-letter", variant((RECOGNISED_ROW, ""))) == []
    of_an_outcome = RECOGNISED_ROW.replace("U3", "3.1")
    assert subjects("recognition-letter", variant((RECOGNISED_ROW, of_an_outcome))) == []


@pytest.mark.parametrize("row", [RECOGNISED_ROW.replace("H2", ""), RECOGNISED_ROW.replace("2025-05-12", "")])
def test_a_recognition_without_a_name_or_a_day_makes_no_letter(row: str) -> None:
    assert subjects("recognition-letter", variant((RECOGNISED_ROW, row))) == []


def test_a_recognition_without_a_validation_makes_no_letter() -> None:
    validated = "| | L1 | Q1 | U3 | A1 | validated | H1 | 2025-05-05 |\n"
    assert subjects("recognition-letter", variant((validated, ""))) == []


def test_a_recognition_that_was_refused_afterwards_makes_no_letter() -> None:
    refused = RECOGNISED_ROW.replace("recognised", "refused").replace("05-12", "05-14")
    text = variant((RECOGNISED_ROW, RECOGNISED_ROW + refused))
    assert subjects("recognition-letter", text) == []
    assert subjects("refusal-letter", text) == ["A1", "L3-prior-learning"]


def test_a_refusal_that_was_reversed_makes_no_letter() -> None:
    refused = RECOGNISED_ROW.replace("recognised", "refused").replace("05-12", "05-08")
    text = variant((RECOGNISED_ROW, refused + RECOGNISED_ROW))
    assert subjects("refusal-letter", text) == ["L3-prior-learning"]


@pytest.mark.parametrize("changed", [("refused | H2 |", "refused | |"), ("| 2025-05-13 |", "| |")])
def test_a_refusal_without_a_name_or_a_day_makes_no_letter(changed: tuple[str, str]) -> None:
    assert subjects("refusal-letter", variant((REFUSED_ROW, REFUSED_ROW.replace(*changed)))) == []


def test_a_refusal_without_a_reason_is_held_back() -> None:
    text = variant((" The certificates do not say what was assessed. |", " |"))
    assert filled("refusal-letter", "L3-prior-learning", text).is_held_back


def test_letters_can_be_made_for_some_learners() -> None:
    assert [one.subject for one in fill("recognition-letter", evaluated(), ("L2",))] == []
    assert [one.subject for one in fill("refusal-letter", evaluated(), ("L3",))] == ["L3-prior-learning"]


# ----- which letter -----


def test_a_letter_is_known_by_its_stay_or_by_its_learner_and_names_no_learner_in_its_file() -> None:
    assert filled("recognition-letter", "A1").file_name == "recognition-letter_A1_L1.docx"
    assert filled("refusal-letter", "L3-prior-learning").file_name == "refusal-letter_L3-prior-learning_L3.docx"


def test_units_of_one_stay_stand_in_one_letter_and_those_of_another_context_in_another() -> None:
    row = "| A1 | L1 | 4.1 | yes | 2025-04-07 | | | | | | | | | |"
    prior = "| | prior learning | L1 | 4.1 | yes | 2025-04-08 | Talk | Luc Moreau | | | | | | | |"
    decided = RECOGNISED_ROW.replace("U3 | A1", "U4 | prior learning").replace("05-12", "05-15")
    validated = decided.replace("recognised", "validated")
    text = variant((row, f"{row}\n{prior}"), (RECOGNISED_ROW, RECOGNISED_ROW + validated + decided))
    assert subjects("recognition-letter", text) == ["A1", "L1-prior-learning"]
    assert "U4" not in shown("recognition-letter", "A1", text)
    second = shown("recognition-letter", "L1-prior-learning", text)
    assert "U4 Working with older people | 15 May 2025" in second
    assert "Before (recognised besides these units) | 95 of 180 points (52.78 %)" in second
    assert "After (with these units) | 180 of 180 points (100 %)" in second.replace("100.00", "100")
    together = variant((RECOGNISED_ROW, RECOGNISED_ROW + (validated + decided).replace("prior learning", "A1")))
    assert subjects("recognition-letter", together) == ["A1"]
    assert "Awarded for these units | 125" in shown("recognition-letter", "A1", together)


def test_a_decision_that_names_somebody_elses_stay_is_not_told_in_a_letter_about_it() -> None:
    text = variant((REFUSED_ROW, REFUSED_ROW.replace("prior learning", "A1")))
    register = evaluated(text).register
    assert subjects("refusal-letter", text) == ["L3-decisions"]
    assert learner_of_letter(register, "L3-decisions") == "L3"
    assert decisions_in(register, "A1", REFUSED) == ()
    assert len(decisions_in(register, "A1", RECOGNISED)) == 1
    record = fields("refusal-letter", "L3-decisions", text)
    assert (record["learnt_at"], record["stay"]) == ("", "")


# ----- what it says -----


def test_a_letter_to_a_minor_names_the_guardians() -> None:
    of_bruno = REFUSED_ROW.replace("| L3 |", "| L2 |")
    text = shown("refusal-letter", "L2-prior-learning", variant((REFUSED_ROW, of_bruno)))
    assert "Parents or legal guardians | Eva Berg, Olli Berg" in text
    assert "guardians" not in shown("recognition-letter", "A1")


def test_without_points_a_letter_does_not_speak_of_points() -> None:
    text = shown("recognition-letter", "A1", variant(NO_POINTS))
    assert "points" not in text.casefold()
    assert "Before (" not in text
    assert "U3 Working in home care | 12 May 2025 | Pekka Lahti, Head of department\n" in text


def test_other_points_by_rule_are_the_ones_awarded() -> None:
    header = "| Decisions | learner | qualification | subject | context | step | by | on | reason |"
    text = variant(
        (header, f"{header} points | points rule |"),
        (RECOGNISED_ROW, RECOGNISED_ROW.rstrip("\n") + " | 35.5 | board decision 4 |\n"),
    )
    assert "Awarded for these units | 35.5" in shown("recognition-letter", "A1", text)


def test_whom_the_papers_name_signs_and_their_version_stands_in_the_foot() -> None:
    paper = "| | P1 | learning agreement | 2 | A1 | home |"
    row = "| | P9 | recognition letter | 3 | A1 | home | Riitta Salo | Rector | Pori | |\n"
    text = shown("recognition-letter", "A1", variant((paper, row + paper)))
    assert "| Riitta Salo / Rector |  | " in text
    assert "Recognition letter A1 · version 3 · L1 Aino Virtanen" in text


def test_a_letter_that_two_people_decided_is_signed_by_the_one_who_may() -> None:
    second = REFUSED_ROW.replace("| U1 |", "| U2 |").replace("H2", "H1") + " assessed. |\n"
    text = variant((REFUSED_ROW, second + REFUSED_ROW))
    assert fields("refusal-letter", "L3-prior-learning", text)["signs.home.name"] == "Pekka Lahti"


def test_no_date_of_signing_is_printed() -> None:
    for document, subject in (("recognition-letter", "A1"), ("refusal-letter", "L3-prior-learning")):
        signing = shown(document, subject).split("Place, date | Signature and stamp\n")[1].splitlines()[0]
        assert signing.endswith("|  | ")


@pytest.mark.parametrize("language", languages())
def test_how_to_ask_for_review_stands_in_the_template_and_so_can_be_changed_in_word(language: str) -> None:
    text = shown_in(language)
    for key in ("opening", "review", "closing"):
        assert wording(language).texts[f"refusal.{key}"] in text


def shown_in(language: str) -> str:
    from_template = next(fill("refusal-letter", evaluated(), language=language))
    return "\n".join(paragraphs(from_template.data))


def paragraphs(data: bytes) -> list[str]:
    return [line.text for line in docx.Document(io.BytesIO(data)).paragraphs]


def test_a_learner_of_whom_little_is_known_gets_a_letter_without_empty_rows() -> None:
    sparse = """
| Learners | id |
| | L1 |
| Units | id |
| | U1 |
| Decisions | learner | subject | step | by | on |
| | L1 | U1 | refused | Eeva Koti | 2025-03-06 |
"""
    text = shown("refusal-letter", "L1-decisions", sparse)
    for label in ("Date of birth", "Learnt at", "Period", "None"):
        assert label not in text
    assert_golden("refusal-letter-sparse", text)


def test_the_letters_read_as_they_were_approved() -> None:
    assert_golden("recognition-letter-of-a-stay", shown("recognition-letter", "A1"))
    assert_golden("refusal-letter-of-prior-learning", shown("refusal-letter", "L3-prior-learning"))
