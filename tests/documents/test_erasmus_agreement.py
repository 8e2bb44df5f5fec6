"""The Erasmus+ learning agreement says everything that the programme requires, in the programme's own words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.filled import assert_golden, fields, shown, variant
from documents.school_year import WORKBOOK, evaluated
from ecvet_office.documents.document_kinds import DOCUMENTS, OF_A_MEETING, OF_THE_PROGRAMME, documents_in_all
from ecvet_office.documents.filling import fill
from ecvet_office.documents.plain_text import texts

LABELS_AND_VALUES = [
    ("Participant", "Aino Virtanen | Number | A1"),
    ("Period", "3 March 2025 to 11 April 2025"),
    ("Project code", "2024-1-FI01-KA121-VET-000140817"),
    ("Mobility ID", "2024-FI01-0001"),
    ("Field", "Vocational education and training"),
    ("Activity type", "Short-term learning mobility of VET learners"),
    ("Mode", "blended | Country, town | France, Lyon"),
    ("Start date", "3 March 2025 | End date | 11 April 2025"),
    ("Virtual learning", "17 February 2025 to 21 February 2025"),
    ("Family name", "Virtanen | First name | Aino"),
    ("Address", "Koulukatu 5, 28100 Pori"),
    ("Telephone", "+358 40 111 1111 | E-mail | aino@learner.example"),
    ("Name of organisation", "Satakunta Example Vocational College | Lycée professionnel Exemple"),
    ("Address", "Esimerkkikatu 1, 28100 Pori, Finland | 12 rue des Exemples, 69003 Lyon, France"),
    ("E-mail", "mobility@satakunta.example | mobilite@lycee.example"),
    ("Telephone", "+358 2 000 1000 / +358 2 000 1001 | +33 4 00 00 00 00"),
    ("Title of the qualification or profession", "Vocational Qualification in Social and Health Care"),
    ("EQF level", "4 | School year | second year"),
    ("Additional outcomes, not for credit", "4.1  Explains how ageing affects functional capacity\nBasic French"),
    ("Activities and tasks", "Six weeks in home care in Lyon"),
    ("Résidence Exemple", "3 March 2025 | 21 March 2025 | Luc Moreau"),
    ("Claire Dubois / Teacher of health care", "claire.dubois@lycee.example"),
    ("Claire Dubois / Teacher of health care", "| Introduces the learner to the tasks and assesses"),
    ("Jean Martin / Headmaster", "jean.martin@lycee.example | Lodging and insurance"),
    ("Maija Koskinen / Mobility coordinator", "| Keeps contact, prepares validation"),
    ("Minna Joki", " | Travels along in the first week"),
    ("9.1  Mentoring and monitoring arrangements", "Weekly talks of mentor and learner"),
    ("Format", "Observation at work and discussion"),
    ("Criteria", "At least a pass for every outcome."),
    ("Procedure", "Observation on three visits, then a discussion of an hour."),
    ("Evaluated by", "Claire Dubois | When | in the last week"),
    ("How recorded", "on the grid, on the day of the discussion"),
    ("Conditions", "All outcomes of the unit are assessed as achieved."),
    ("Process", "by comparison with the unit description\ndecision of the head of department"),
    ("Documents that both organisations issue", "personal transcript"),
    ("Person responsible for recognition", "Pekka Lahti"),
    ("Prevailing language", "English"),
]
SECTIONS = [
    "1  Purpose of the learning agreement",
    "2  Information about the learning mobility",
    "3  Parties to the learning agreement",
    "4  Participant in the learning mobility",
    "5  Learning context",
    "6  Learning outcomes",
    "7  Learning programme and tasks",
    "8  Monitoring and support during the activity",
    "10  Evaluation of learning outcomes",
    "11  Recognition of learning outcomes",
    "12  Reintegration at the sending organisation",
    "13  Additional provisions",
    "14  Signatures",
]
SCHOOL_YEAR = (
    ("| guardian2 name | guardian2 telephone |", "| guardian2 name | guardian2 telephone | school year | job title |"),
    ("| Not to be printed | | | | | |", "| Not to be printed | | | | | | second year | |"),
)
FULL = variant(*SCHOOL_YEAR)
STAFF = variant(
    SCHOOL_YEAR[0], ("| Not to be printed | | | | | |", "| Not to be printed | | | | | | | Teacher of care |")
)
BORN = ("| | L1 | Virtanen | Aino | 2006-05-14 |", "| | L1 | Virtanen | Aino | 2008-05-14 |")
GUARDIANS = (
    "| Not to be printed | | | | | |",
    (
        "| Eva Virtanen | Koulukatu 5, 28100 Pori | +358 40 222 2223 | eva@guardian.example | Olli Virtanen | "
        "+358 40 222 2224 |"
    ),
)
FULL_AND_MINOR = variant(BORN, GUARDIANS)
ERASMUS_ONLY = ("| | coordinator | I1 |", "| | coordinator | I1 |\n| | profile | Erasmus-only |")
ASKING = ("| personal transcript |", "| personal transcript, Erasmus+ learning agreement complement |")
MOST_PAGES = 4


@pytest.fixture(scope="module")
def adult() -> str:
    return shown("erasmus-agreement", "A1", FULL)


@pytest.fixture(scope="module")
def minor() -> str:
    return shown("erasmus-agreement", "A2")


def signing(text: str) -> list[str]:
    """Gives the rows of the signature table, without its head."""
    part = text.split("14  Signatures")[1]
    return [line for line in part.splitlines() if line.count(" | ") == 3][1:]


@pytest.mark.parametrize(("label", "value"), LABELS_AND_VALUES)
def test_a_field_stands_beside_its_label(adult: str, label: str, value: str) -> None:
    assert any(value in row.split("\n\n")[0] for row in adult.split(f"\n{label} | ")[1:]), label


def test_headings_stand_in_the_order_of_the_form(adult: str) -> None:
    assert [line for line in adult.splitlines() if line in SECTIONS] == SECTIONS
    for heading in ("4.1  Sending organisation | 4.2  Hosting organisation", "\n8.1  Resp", "\n8.2  Resp", "\n9  Acc"):
        assert heading in adult


def test_it_carries_the_words_of_the_programme_and_not_those_of_ecvet(adult: str) -> None:
    assert "\nCo-funded by the European Union\n" in adult
    for word in ("home institution", "hosting institution", "ECVET", "points"):
        assert word.casefold() not in adult.casefold()


def test_outcomes_stand_under_their_unit_without_points(adult: str) -> None:
    table = adult.split("K/S/C | Learning outcome | Criterion\n")[1].split("K knowledge", maxsplit=1)[0]
    assert table.splitlines()[:2] == [
        "U3 Working in home care",
        "K | 3.1  Describes the home care service path and record duties | at least 70 % in the theory test",
    ]


def test_the_mentor_of_a_placement_is_responsible_at_the_host_too() -> None:
    people = fields("erasmus-agreement", "A1")["host.people"]
    assert isinstance(people, tuple)
    assert [one["name"] for one in people] == ["Claire Dubois", "Luc Moreau", "Jean Martin"]


def test_reintegration_and_further_provisions_are_printed(adult: str) -> None:
    assert "12  Reintegration at the sending organisation\nA talk with the class teacher in the first week" in adult
    assert "13  Additional provisions\nThe host lends working clothes." in adult


def test_data_protection_names_the_regulation_and_where_to_complain(adult: str) -> None:
    assert "Regulation (EU) 2018/1725" in adult
    assert "European Data Protection Supervisor" in adult


def test_a_stay_without_a_number_in_the_programmes_tool_says_so(minor: str) -> None:
    assert "Mobility ID | n/a" in minor


def test_the_criteria_beside_the_outcomes_and_the_units_procedure_hold_where_no_others_are_stated(minor: str) -> None:
    assert "Criteria | as beside each learning outcome in section 6" in minor
    assert "Procedure | Observation at work on at least three home visits, then a discussion" in minor


def test_criteria_stay_open_where_an_outcome_has_none() -> None:
    text = variant(("| 3 visits observed |", "| |"))
    assert fields("erasmus-agreement", "A2", text)["criteria"] == ""


@pytest.mark.parametrize(("agreement", "mode"), [("A1", "blended"), ("A2", "physical"), ("A3", ""), ("A4", "physical")])
def test_the_mode_is_as_stated_or_blended_where_there_are_virtual_days(agreement: str, mode: str) -> None:
    assert fields("erasmus-agreement", agreement)["mode"] == mode


def test_both_organisations_the_guardians_and_the_participant_sign_and_nobody_else(adult: str, minor: str) -> None:
    assert signing(adult) == [
        "Sending organisation / Satakunta Example Vocational College | Riitta Salo / Rector |  | ",
        "Hosting organisation / Lycée professionnel Exemple | Jean Martin / Headmaster |  | ",
        "Participant | Aino Virtanen |  | ",
    ]
    assert signing(minor)[2:] == [
        "Parent or legal guardian 1 | Eva Berg |  | ",
        "Parent or legal guardian 2 | Olli Berg |  | ",
        "Participant | Bruno Berg |  | ",
    ]
    assert "20 February 2025" not in adult
    assert "guardian" not in adult.split("4  Participant")[1].casefold()


def test_guardians_are_described_by_name_and_how_to_reach_them(minor: str) -> None:
    assert (
        "Parent or legal guardian 1 | Eva Berg\nTelephone | +358 40 222 2223 | E-mail | eva@guardian.example" in minor
    )
    assert "Parent or legal guardian 2 | Olli Berg" in minor


def test_staff_work_as_something_and_are_not_taken_back_in() -> None:
    text = shown("erasmus-agreement", "A1", STAFF)
    assert "The participant works as\nTitle of the qualification or profession | Teacher of care" in text
    assert "is enrolled in" not in text
    assert "EQF level" not in text
    assert "Does not apply to members of staff." in text
    assert "A talk with the class teacher" not in text


def test_nobody_who_travels_along_is_said_to_be_nobody(adult: str, minor: str) -> None:
    assert "Nobody travels with the participant." in minor
    assert "Nobody travels with the participant." not in adult


@pytest.mark.parametrize("agreement", ["A1", "A2", "A3", "A4"])
def test_no_placeholder_no_none_and_no_empty_row_is_left(agreement: str) -> None:
    text = shown("erasmus-agreement", agreement)
    assert "None" not in text
    assert "{" not in text
    for line in text.splitlines():
        assert line not in {" | ", " |  | ", " |  |  | "}


def test_every_page_names_document_version_participant_and_page(adult: str) -> None:
    assert "Erasmus+ learning agreement A1 · version 2 · L1 Aino Virtanen\tpage 1 of 1" in adult


@pytest.mark.parametrize(
    ("changes", "subjects"),
    [((), ["A1", "A2", "A3", "A4"]), ((ASKING,), ["A1", "A3"]), ((ERASMUS_ONLY,), ["A1", "A2", "A3", "A4"])],
    ids=["nobody asks", "a package asks", "Erasmus-only"],
)
def test_it_is_made_for_stays_that_ask_for_it_or_for_all_where_somebody_names_it(
    changes: tuple[tuple[str, str], ...], subjects: list[str]
) -> None:
    assert [one.subject for one in fill("erasmus-agreement", evaluated(variant(*changes)))] == subjects


def test_all_documents_hold_it_only_where_a_stay_asks_for_it_and_in_place_of_the_ecvet_one_in_erasmus_only() -> None:
    plain, asking, only = (evaluated(variant(*one)).register for one in ((), (ASKING,), (ERASMUS_ONLY,)))
    of_a_year = set(DOCUMENTS) - set(OF_A_MEETING)
    assert of_a_year - set(documents_in_all(plain)) == set(OF_THE_PROGRAMME)
    assert documents_in_all(asking) == tuple(one for one in DOCUMENTS if one in of_a_year)
    assert of_a_year - set(documents_in_all(only)) == {"learning-agreement"}


def test_a_finding_about_the_memorandum_does_not_concern_it() -> None:
    (made,) = (one for one in fill("erasmus-agreement", evaluated()) if one.subject == "A1")
    assert not [one for one in made.findings if one.place.sheet == "Memoranda"]


def test_the_agreement_of_an_adult_reads_as_it_was_approved(adult: str) -> None:
    assert_golden("erasmus-agreement-of-an-adult", adult)


def test_the_agreement_of_a_minor_reads_as_it_was_approved(minor: str) -> None:
    assert_golden("erasmus-agreement-of-a-minor", minor)


@pytest.mark.office
@pytest.mark.parametrize("language", ["en", "fi", "en+fr", "fr+de"])
def test_it_has_at_most_four_pages_with_full_data_and_two_guardians(
    to_pdf: Callable[[Path], Path], tmp_path: Path, language: str
) -> None:
    made = next(iter(fill("erasmus-agreement", evaluated(FULL_AND_MINOR), ("L1",), language=language)))
    assert "Olli Virtanen" in texts(made.data)
    path = tmp_path / made.file_name
    path.write_bytes(made.data)
    assert len(re.findall(rb"/Type\s*/Page\b", to_pdf(path).read_bytes())) <= MOST_PAGES


def test_the_sample_workbook_says_all_that_the_programme_requires() -> None:
    codes = [one for one in evaluated(variant(ASKING)).findings if one.code == "AG31"]
    assert {str(one.place.sheet) for one in codes} == {"Packages"}
    assert {dict(one.facts)["column"] for one in codes} == {"Activity type", "Mode"}  # A3 states neither
    assert not [one for one in evaluated(WORKBOOK).findings if one.code == "AG31"]
