"""The Europass Mobility fills the boxes of the form, leaves out the empty ones, and never makes up a date."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import pytest

from documents.filled import assert_golden, fields, filled, shown, variant
from documents.school_year import WORKBOOK, evaluated
from documents.template_samples import small_picture
from ecvet_office.documents.filling import fill, shipped_file
from ecvet_office.documents.pictures import read_picture
from ecvet_office.documents.template import compile_template
from ecvet_office.documents.wording import languages, wording

NATIONALITY = (
    ("| guardian2 name | guardian2 telephone |", "| guardian2 name | guardian2 telephone | nationality |"),
    ("| Not to be printed | | | | | |", "| Not to be printed | | | | | | Finnish |"),
)
BOXES = [
    ("(1) Surname(s) *", "Virtanen | (2) First name(s) * | Aino"),
    ("(3) Address", "Koulukatu 5, 28100 Pori"),
    ("(5) Date of birth", "14 May 2006"),
    ("(6) Nationality", "Finnish"),
    ("(7) Signature of the holder", ""),
    ("(8) Issuing organisation *", "Satakunta Example Vocational College / Esimerkkikatu 1, 28100 Pori, Finland"),
    ("(9) Europass Mobility number *", "FI-2025-0042 | (10) Issuing date * | 15 May 2025"),
    (
        "(11) (17) Name, type and address *",
        (
            "Satakunta Example Vocational College / vocational school / Esimerkkikatu 1, 28100 Pori, Finland | "
            "Lycée professionnel Exemple / vocational school / 12 rue des Exemples, 69003 Lyon, France"
        ),
    ),
    ("(13) (19) Reference person or mentor *", "Maija Koskinen | Claire Dubois"),
    ("(14) (20) Title or position", "Mobility coordinator | Teacher of health care"),
    ("(15) (21) Telephone", "+358 40 000 0001 | +33 6 00 00 00 01"),
    ("(16) (22) E-mail", "maija.koskinen@satakunta.example | claire.dubois@lycee.example"),
    ("(12) (18) Stamp and/or signature *", " | "),
    ("(23) Objective of the experience *", "To learn home care in another country and in French."),
    ("(24) Initiative during which it is completed", "Exchange of the two schools"),
    ("(25) Qualification to which the training leads", "Vocational Qualification in Social and Health Care"),
    ("(26) Community or mobility programme", "Erasmus+, 2024-1-FI01-KA121-VET-000140817"),
    ("(27) From *", "3 March 2025 | (28) To * | 9 April 2025"),
    ("(29a) Activities and tasks carried out *", "Visits with a nurse, later alone; notes in the client system."),
    ("(30a) Job-related skills *", "Plans and carries out home visits."),
    ("(31a) Language skills", "Speaks with clients and colleagues in French, level A2."),
    ("(32a) Computer skills", "Writes records in the client system of the host."),
    ("(33a) Organisational skills", "Plans a round of six visits."),
    ("(34a) Social skills", "Works in a team of four."),
    ("(35a) Other skills", "Rides a bicycle in a large town."),
    ("(36a) Date *", "(37a) Signature of the reference person or mentor * | (38a) Signature of the holder *"),
    ("8 April 2025", "Claire Dubois | Aino Virtanen"),
]
COURSES = [
    "(35b) Name of the learner | Bruno Berg",
    "(29b) Matriculation number | LYC-77",
    "(30b) Course code | (31b) Title of the course | (32b) Duration | (33b) Local grade | (34b) ECTS/ECVET credits",
    "SOI-1 | Hygiene and care | 40 hours | 14/20 | 2 ECVET",
    " | French for care |  |  | ",
    "(38b) Date of validation | (36b) Name of the responsible person | (37b) Signature of the responsible person",
    "25 April 2025 |  | ",
]
STARRED = {"1", "2", "8", "9", "10", "11", "12", "13", "23", "27", "28", "29a", "30a", "36a", "37a", "38a"}
NUMBERS = [*range(1, 17), *range(23, 29), *(f"{one}a" for one in range(29, 39)), *(f"{one}b" for one in range(29, 39))]
WITHOUT_ROWS = re.compile(r"\| Europass \| .*?\n(?=\n|\Z)", re.DOTALL)


@pytest.fixture(scope="module")
def full() -> str:
    return shown("europass-mobility", "A1", variant(*NATIONALITY))


def plain(text: str = WORKBOOK) -> str:
    """Gives a workbook without the sheets of the Europass Mobility."""
    return WITHOUT_ROWS.sub("", text)


@pytest.mark.parametrize(("box", "value"), BOXES)
def test_a_box_holds_its_value(full: str, box: str, value: str) -> None:
    assert f"\n{box} | {value}\n" in full


@pytest.mark.parametrize("line", COURSES)
def test_courses_stand_in_table_5b(line: str) -> None:
    assert f"\n{line}\n" in shown("europass-mobility", "A2")


def test_a_stay_records_skills_or_courses_and_never_both(full: str) -> None:
    with_courses = shown("europass-mobility", "A2")
    assert "\n5a  " in full
    assert "5b  " not in full
    assert "\n5b  " in with_courses
    assert "5a  " not in with_courses
    assert "(29a)" not in with_courses


@pytest.mark.parametrize("language", languages())
def test_every_box_of_the_form_has_its_number_and_its_star_in_every_language(language: str) -> None:
    texts = wording(language).texts
    assert {key for key in texts if key.startswith("europass.box-")} == {f"europass.box-{one}" for one in NUMBERS}
    for number in map(str, NUMBERS):
        label = texts[f"europass.box-{number}"]
        assert label.startswith(f"({number}) ")
        assert label.endswith(" *") is (number in STARRED)
    for ours, theirs in zip(range(11, 17), range(17, 23), strict=True):
        assert texts[f"europass.box-{ours}"].startswith(f"({ours}) ({theirs}) ")


def test_no_date_follows_from_another() -> None:
    """The day of issue, beside the signatures and of validation are typed, or left for a hand."""
    for column in ("issued_on", "signed_on", "validated_on"):
        record = fields("europass-mobility", "A2" if column != "validated_on" else "A1")
        assert record[column] == ""
    text = shown("europass-mobility", "A2")
    assert "| (10) Issuing date * | \n" in text
    assert "2025" not in text.split("(10) Issuing date *")[1].split("(27) From *")[0].replace("2024-1-FI01", "")


def test_without_a_row_of_its_own_the_stay_itself_fills_the_boxes() -> None:
    text = shown("europass-mobility", "A1", plain())
    assert "(23) Objective of the experience * | To achieve learning outcomes of: U3 Working in home care\n" in text
    assert "(24) Initiative during which it is completed | Short-term learning mobility of VET learners\n" in text
    assert "(29a) Activities and tasks carried out * | Six weeks in home care in Lyon" in text
    skills = text.split("(30a) Job-related skills * | ")[1].split("\n(")[0]
    assert skills.startswith("3.1  Describes the home care service path and record duties")
    assert "4.1  Explains how ageing affects functional capacity" in skills
    assert "(9) Europass Mobility number * |  | (10) Issuing date * | \n" in text


def test_only_outcomes_that_were_achieved_are_skills() -> None:
    text = plain(variant(("| A1 | L1 | 3.3 | yes |", "| A1 | L1 | 3.3 | no |")))
    assert "3.3  Records" not in shown("europass-mobility", "A1", text)


def test_empty_boxes_that_the_form_does_not_ask_for_are_left_out() -> None:
    text = shown("europass-mobility", "A2", plain())
    for number in ("(6)", "(14)", "(15)", "(16)", "(24)", "(31a)", "(32a)", "(33a)", "(34a)", "(35a)"):
        assert number not in text
    for number in ("(9)", "(10)", "(13)", "(18)", "(36a)", "(37a)", "(38a)"):
        assert number in text


def test_what_only_one_side_has_is_said_not_to_apply_to_the_other() -> None:
    text = variant(("+358 40 000 0001", ""))
    assert "(15) (21) Telephone | not applicable | +33 6 00 00 00 01" in shown("europass-mobility", "A1", text)


def test_the_mentor_of_a_company_stands_in_for_the_hosts(full: str) -> None:
    text = variant(("| H2 | decision of the head of department | H1 | H3 |", "| H2 | by decision | H1 | |"))
    assert "(13) (19) Reference person or mentor * | Maija Koskinen | Luc Moreau\n" in shown(
        "europass-mobility", "A1", text
    )
    assert "Luc Moreau" not in full


def test_a_number_of_the_experience_stands_where_one_document_records_several(full: str) -> None:
    assert "experience (No 1)\n" in full
    assert "(No" not in shown("europass-mobility", "A2")


def test_there_is_one_for_each_stay_with_results() -> None:
    assert [one.subject for one in fill("europass-mobility", evaluated())] == ["A1", "A2"]


def test_a_promised_europass_without_its_obligatory_fields_is_held_back() -> None:
    text = variant(("| H1 | H3 | personal transcript |", "| H1 | | Europass Mobility |"), ("| Luc Moreau | |", "| | |"))
    made = filled("europass-mobility", "A1", text)
    assert made.is_held_back
    assert ("AG26", "Packages!S2") in {(one.code, str(one.place)) for one in made.findings}


def test_a_europass_is_found_to_be_issued_too_early_by_the_date_in_box_10() -> None:
    text = variant(("| FI-2025-0042 | 1 | 2025-05-15 |", "| FI-2025-0042 | 1 | 2025-04-01 |"))
    found = {(one.code, str(one.place)) for one in evaluated(text, date(2025, 5, 20)).findings}
    assert ("AG25", "Europass!D2") in found


def test_a_photograph_stands_in_its_place_and_takes_no_room_where_there_is_none() -> None:
    data, name = shipped_file("europass-mobility", "en")
    template = compile_template(data, name, pictures={"photograph": read_picture(small_picture().getvalue(), "photo")})
    with_photo = next(fill("europass-mobility", evaluated(), template=template))
    assert len(docx.Document(io.BytesIO(with_photo.data)).inline_shapes) == 1
    assert len(docx.Document(io.BytesIO(filled("europass-mobility", "A1").data)).inline_shapes) == 0


def test_the_europass_mobility_reads_as_it_was_approved(full: str) -> None:
    assert_golden("europass-mobility-with-skills", full)


def test_the_record_of_courses_reads_as_it_was_approved() -> None:
    assert_golden("europass-mobility-with-courses", shown("europass-mobility", "A2"))


def test_the_sparsest_europass_mobility_reads_as_it_was_approved() -> None:
    sparse = "| Agreements | id | learner |\n| | A1 | L1 |\n| Learners | id |\n| | L1 |\n| Results | context | learner | outcome |\n| | A1 | L1 | 1.1 |\n| Outcomes | id |\n| | 1.1 |\n"  # noqa: E501
    assert_golden("europass-mobility-sparse", shown("europass-mobility", "A1", sparse))
