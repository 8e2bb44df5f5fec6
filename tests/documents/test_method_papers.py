"""The papers of the pilot projects' methods: of courses, prior learning, credit on entry, plans and mobility units."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from documents.filled import KEPT_LANGUAGES, assert_golden, variant
from documents.school_year import evaluated
from ecvet_office.documents.filling import blocking, fill
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.prepared import FilledDocument
from ecvet_office.documents.wording import languages
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.workbook.blank import example_rows

DAY = date(2026, 1, 15)
KIND_OF = {
    "unit-specification": "conversion",
    "certificate-supplement": "conversion",
    "prior-learning-file": "prior-learning",
    "entry-letter": "entry-credit",
    "training-plan": "matrix",
    "mobility-attestation": "grades",
}
FIRST = {
    "unit-specification": "C1-U1",
    "certificate-supplement": "C1",
    "prior-learning-file": "F1",
    "entry-letter": "L1-entry",
    "training-plan": "L1-plan",
    "mobility-attestation": "L4-mobility",
}
EVERY_PAPER = pytest.mark.parametrize("document", KIND_OF)


@cache
def example(kind: str) -> Evaluation:
    return evaluate(example_rows(kind), DAY)


def papers(document: str, language: str = "en") -> dict[str, FilledDocument]:
    return {one.subject: one for one in fill(document, example(KIND_OF[document]), language=language)}


def shown(document: str, subject: str = "", language: str = "en") -> str:
    return texts(papers(document, language)[subject or FIRST[document]].data)


# --- what they say --------------------------------------------------------------------------------------------------


@EVERY_PAPER
def test_a_paper_of_the_example_reads_as_it_was_approved(document: str) -> None:
    assert_golden(f"{document}-of-the-example", shown(document))


@EVERY_PAPER
@pytest.mark.parametrize("language", KEPT_LANGUAGES)
def test_a_paper_in_another_language_reads_as_it_was_approved(document: str, language: str) -> None:
    assert_golden(f"{document}.{language.replace('+', '-')}", shown(document, language=language))


def test_a_specification_has_the_seven_elements_and_the_hours() -> None:
    text = shown("unit-specification")
    for element in (
        "Title of the unit | Serving food in a restaurant",
        "Assessment procedure | practical test in the training restaurant",
        "Food and beverage service / Example Institute of Hospitality | 3 | MQF 3 | 60 | 23 | 38.33 %",
        "Hours of learning of the unit | 560",
        "Hours of learning of the course | 1,500",
        "Hours of learning of one point | 25",
        "K | 1.1  Names the covers and tools that each course of a meal needs | no mistake for a meal of four courses",
    ):
        assert f"\n{element}\n" in text, element


def test_a_supplement_has_its_six_sections_and_names_no_learner() -> None:
    text = shown("certificate-supplement")
    places = [text.index(f"\n{number}  ") for number in range(1, 7)]
    assert places == sorted(places)
    assert "At a school or training centre | 60 %" in text
    assert "Accredited prior learning" not in text  # its share is not stated
    assert papers("certificate-supplement")["C1"].file_name == "certificate-supplement_C1.docx"


def test_a_supplement_without_anything_on_the_sheet_certificates_leaves_no_empty_row() -> None:
    text = shown("certificate-supplement", "C2")
    assert "Kitchen assistant" in text
    for label in ("2  Translated", "4  Range", "Legal basis", "None", "Status of the awarding body"):
        assert label not in text


def test_a_file_tells_steps_evidence_results_and_what_is_certified() -> None:
    text = shown("prior-learning-file")
    assert "Certification | 19 September 2025 | Kari Laine, head of the qualification" in text
    assert "1.1 | reference of the children's home | yes | yes | yes" in text
    assert "Points of the certified units | 25 of 180 points (13.89 %)" in text


def test_a_file_of_somebody_who_lacks_something_says_so_and_gives_no_points() -> None:
    text = shown("prior-learning-file", "F2")
    assert "Certification | not done yet" in text
    assert "2.2 | film of a transfer with a hoist / Shows one transfer only. | yes | no | yes" in text
    assert "not certified" in text
    assert "2.1, 2.2, 2.3" in text
    assert "Points of the certified units | 0 of 180 points (0.00 %)" in text


def test_a_letter_tells_what_is_credited_and_what_is_left() -> None:
    text = shown("entry-letter")
    assert "Still open | 175 of 210 points" in text
    assert "Remaining duration | 35 months of full-time training" in text
    assert "Jan Stahl, head of the training" in text


def test_nobody_gets_a_letter_for_what_is_not_decided() -> None:
    assert [(key, one.file_name) for key, one in papers("entry-letter").items()] == [
        ("L1-entry", "entry-letter_L1-entry_L1.docx")
    ]


def test_a_duration_whose_decimals_never_end_is_marked_as_rounded() -> None:
    (letter,) = fill("entry-letter", evaluated())
    assert "Remaining duration | 17 months of full-time training" in texts(letter.data)
    longer = variant(('| 4 | "4" | 180 | 3 |', '| 4 | "4" | 180 | 3.7 |'))
    (letter,) = fill("entry-letter", evaluated(longer))
    assert "Remaining duration | about 20.97 months of full-time training" in texts(letter.data)


def test_a_plan_tells_what_is_missing_where_until_when_and_how_long_it_takes() -> None:
    text = shown("training-plan")
    assert "From bed to chair | 180 | Example Home Care Centre, with a mentor | 31 March 2026" in text
    assert "not achieved / Can also be learnt within: Nursing aide; Home care assistant (partly)" in text
    assert "Hours of what is missing | 300" in text
    assert "Remaining duration | 3 months of full-time training" in text
    assert "Hygiene | 4 | 2 | 3-4" in text
    assert "Together | 8 of 12 steps (66.67 %)" in text
    assert "Example Care School" in text


def test_a_plan_without_hours_says_nothing_about_the_duration() -> None:
    (plan,) = fill("training-plan", evaluated())
    assert "Hours of what is missing | 240" in texts(plan.data)
    (plan,) = fill("training-plan", evaluated(variant(("| 4.1 | Ageing | 60 |", "| 4.1 | Ageing | |"))))
    text = texts(plan.data)
    assert "Ageing" in text
    assert "Hours of what is missing" not in text


def test_a_plan_of_somebody_who_lacks_nothing_says_so() -> None:
    rest = "".join(f"| | L3 | {outcome} | yes | yes |\n" for outcome in ("3.1", "3.2", "3.3", "3.4", "4.1"))
    all_passed = variant(("| | L3 | 1.1 | yes | no | 2025-04-15 | H1 |\n", f"| | L3 | 1.1 | yes | yes |\n{rest}"))
    (plan,) = fill("training-plan", evaluated(all_passed))
    text = texts(plan.data)
    assert "Nothing is missing" in text
    assert "Hours of what is missing | 0" in text


def test_an_attestation_tells_the_stay_both_parts_the_outcomes_and_the_result() -> None:
    text = shown("mobility-attestation")
    for line in (
        "Hosting institution | Satakunta Example Vocational College",
        "Country | Finland | Period | 3 March 2025 to 11 April 2025",
        "Part 1, abroad, at the end of the stay | 11 April 2025 | the ward's instructor",
        "Last day for part 2: 11 July 2025 | 2 June 2025 | Paul Morel, language teacher",
        "M.2  Works and gets on with colleagues of another country",
        "Grade of both parts | 13 out of 20; the pass mark is 10",
        "Diploma obtained | yes",
        "31.1  Helps a person to wash, dress and move safely | 9 April 2025 | the ward's instructor | 14",
    ):
        assert line in text, line
    assert "The school attests that both parts" in text
    assert "This draft attests nothing" not in text


def test_an_attestation_claims_neither_to_be_the_certificate_nor_to_bring_points() -> None:
    text = shown("mobility-attestation")
    assert "It is not the certificate of the mobility unit that is attached to the diploma" in text
    assert "No ECVET points follow" in text


def test_an_attestation_that_is_not_due_is_held_back_with_cell_reason_and_last_day() -> None:
    made = papers("mobility-attestation")
    assert {subject: one.is_held_back for subject, one in made.items()} == {
        "L2-mobility": True,
        "L3-mobility": True,
        "L4-mobility": False,
    }
    (found,) = (one for one in made["L3-mobility"].findings if one.code == "DO04")
    assert str(found.place) == "Mobility unit!K3"
    assert dict(found.facts) == {"learner": "L3", "lack": "no diploma", "until": "11 July 2025"}
    assert blocking("mobility-attestation", example("grades"), "L3-mobility") == (found,)
    assert made["L4-mobility"].file_name == "mobility-attestation_L4-mobility_L4.docx"


def test_a_draft_of_an_attestation_that_is_not_due_attests_nothing() -> None:
    drafts = {one.subject: texts(one.data) for one in fill("mobility-attestation", example("grades"), draft=True)}
    assert "This draft attests nothing" in drafts["L3-mobility"]
    assert "The school attests" not in drafts["L3-mobility"]
    assert "The school attests" in drafts["L4-mobility"]


def test_an_attestation_names_each_cell_that_it_would_have_to_leave_blank() -> None:
    bare = "| Learners | id |\n| | L1 |\n| Mobility unit | learner |\n| | L1 |\n"
    (made,) = fill("mobility-attestation", evaluated(bare))
    found = {dict(one.facts)["lack"]: dict(one.facts)["until"] for one in made.findings if one.code == "DO04"}
    assert set(found) == {
        *("no grade", "no diploma", "no part 1", "no part 2", "no host", "no country", "no first day abroad"),
        *("no day of the return", "nobody who assessed part 1", "nobody who assessed part 2"),
    }
    assert set(found.values()) == {"not known without the return"}


# --- which there are ------------------------------------------------------------------------------------------------


def test_an_error_in_the_course_holds_back_its_papers_and_no_others() -> None:
    held_back = {subject: one.is_held_back for subject, one in papers("unit-specification").items()}
    assert held_back == {"C1-U1": False, "C1-U2": False, "C1-U3": False, "C2-U4": True, "C2-U5": True}


def test_a_learner_who_is_named_gets_no_papers_of_courses() -> None:
    assert list(fill("unit-specification", evaluated(), ("L1",))) == []
    assert list(fill("certificate-supplement", evaluated(), ("L1",))) == []


def test_only_the_candidates_named_get_their_files() -> None:
    assert [one.subject for one in fill("prior-learning-file", example("prior-learning"), ("L9",))] == ["F2"]
    assert (
        next(fill("prior-learning-file", example("prior-learning"), ("L9",))).file_name
        == "prior-learning-file_F2_L9.docx"
    )


# --- in every language ----------------------------------------------------------------------------------------------


@EVERY_PAPER
@pytest.mark.parametrize("language", [*languages(), "en+fr"])
def test_a_paper_is_made_in_every_language_without_a_left_over_field(document: str, language: str) -> None:
    text = shown(document, language=language)
    assert "None" not in text
    assert "{" not in text
    if language not in {"en", "en+fr"}:
        assert shown(document) != text


@pytest.mark.office
@EVERY_PAPER
def test_a_paper_breaks_no_rule_of_the_open_xml_schemas(document: str, tmp_path: Path, validate_office: object) -> None:
    for subject, paper in papers(document).items():
        path = tmp_path / f"{subject}.docx"
        path.write_bytes(paper.data)
        validate_office(path)  # type: ignore[operator]
