"""The learning agreement says everything that the European form asks for, to the right people, and promises no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.filled import assert_golden, fields, shown, variant
from documents.school_year import LONG_NAME, evaluated
from ecvet_office.documents.filling import fill

LABELS_AND_VALUES = [
    ("Learner", "Aino Virtanen | Number | A1"),
    ("Period", "3 March 2025 to 11 April 2025"),
    ("Memorandum of understanding", "M1, SEVC/LPE 2024-7, 1 September 2024 to 31 August 2027"),
    ("Programme", "Erasmus+"),
    ("Project code", "2024-1-FI01-KA121-VET-000140817"),
    ("Activity type", "Short-term learning mobility of VET learners"),
    ("Mobility ID", "2024-FI01-0001"),
    ("Name of organisation", "Satakunta Example Vocational College | Lycée professionnel Exemple"),
    ("Address", "Esimerkkikatu 1, 28100 Pori, Finland | 12 rue des Exemples, 69003 Lyon, France"),
    ("Telephone/fax", "+358 2 000 1000 / +358 2 000 1001 | +33 4 00 00 00 00"),
    ("E-mail", "mobility@satakunta.example | mobilite@lycee.example"),
    ("Website", "www.satakunta.example | www.lycee.example"),
    ("Contact person", "Maija Koskinen | Claire Dubois"),
    ("Tutor/mentor", "Maija Koskinen | Claire Dubois"),
    ("Contact: telephone/fax", "+358 40 000 0001 | +33 6 00 00 00 01"),
    ("Contact: e-mail", "maija.koskinen@satakunta.example | claire.dubois@lycee.example"),
    ("Name", "Aino Virtanen | Date of birth | 14 May 2006"),
    ("Address", "Koulukatu 5, 28100 Pori"),
    ("Telephone/fax", "+358 40 111 1111 | E-mail | aino@learner.example"),
    ("Sex", "☐ Male\t☒ Female"),
    ("Start date", "3 March 2025 | End date | 11 April 2025"),
    ("Length of time abroad", "5 weeks 5 days (40 days)"),
    ("Virtual learning", "17 February 2025 to 21 February 2025"),
    ("Days of travel besides", "2 days"),
    ("Résidence Exemple", "3 March 2025 | 21 March 2025 | Luc Moreau"),
    ("R & D <Ltd>", "24 March 2025 | 11 April 2025 | "),
    ("Title of the qualification", "Vocational Qualification in Social and Health Care"),
    ("Title in other languages", "Sosiaali- ja terveysalan perustutkinto"),
    ("EQF level", "4 | NQF level | 4"),
    ("ECVET points of the qualification", "180"),
    ("Progress towards the qualification", "Second year; all courses of the first year passed."),
    ("Progress towards the qualification", "U1 Growth and participation; U2 Promoting wellbeing"),
    ("Progress towards the qualification", "55 of 180 points (30.56 %)"),
    ("ECVET points to be acquired while abroad", "40"),
    ("Additional outcomes, not for credit", "4.1  Explains how ageing affects functional capacity\nBasic French"),
    ("Host company", "R & D <Ltd>"),
    ("Learning activities: places, tasks, courses", "Six weeks in home care in Lyon"),
    (
        "Person(s) responsible for assessing · Organisation, role",
        "Claire Dubois / Lycée professionnel Exemple, Teacher of",
    ),
    ("Date of assessment", "in the last week"),
    ("Method of assessment", "Observation at work and discussion"),
    ("Assessment procedure of each unit", "U3: Observation at work on at least three home visits"),
    ("How and when the assessment is recorded", "on the grid, on the day of the discussion"),
    ("Document to be issued", "personal transcript"),
    ("Person(s) responsible for validating · Organisation, role", "Maija Koskinen / Satakunta Example Vocational"),
    ("How validation is carried out", "by comparison with the unit description"),
    ("Recording of validated achievements", "Date: …"),
    ("Person(s) responsible for recognising · Organisation, role", "Pekka Lahti / Satakunta Example Vocational"),
    ("How recognition is conducted", "decision of the head of department"),
]
SECTIONS = [
    "1  Information about the participants",
    "2  Duration of the learning period abroad",
    "3  The qualification being taken by the learner",
    "4  Learning outcomes to be achieved during mobility",
    "5  Assessment and documentation",
    "6  Validation and recognition",
    "7  Signatures",
    "8  Additional information",
    "9  Annexes",
]
TICKED = [
    "Europass CV",
    "Description of units, groups or parts of units",
    "Description of the learning activities",
    "Individual assessment grid",
]
NOT_TICKED = [
    "Europass Certificate Supplement",
    "Europass Mobility",
    "Europass Language Passport",
    "European Skills Passport",
    "(Units of) learning outcomes already acquired",
    "Individual development plan",
    "Information on the assessment procedure",
    "Template for documenting the outcomes acquired",
]


@pytest.fixture(scope="module")
def adult() -> str:
    return shown("learning-agreement", "A1")


@pytest.fixture(scope="module")
def minor() -> str:
    return shown("learning-agreement", "A2")


def signing(text: str) -> list[str]:
    """Gives the rows of the signature table, without its head."""
    part = text.split("7  Signatures")[1].split("8  Additional", maxsplit=1)[0]
    return [line for line in part.splitlines() if line.count(" | ") == 3][1:]


@pytest.mark.parametrize(("label", "value"), LABELS_AND_VALUES)
def test_a_field_stands_beside_its_label(adult: str, label: str, value: str) -> None:
    assert any(value in row.split("\n\n")[0] for row in adult.split(f"\n{label} | ")[1:]), label


def test_sections_stand_in_the_order_of_the_european_form(adult: str) -> None:
    assert [line for line in adult.splitlines() if line in SECTIONS] == SECTIONS


@pytest.mark.parametrize("enclosure", TICKED)
def test_an_enclosure_that_was_chosen_is_ticked(adult: str, enclosure: str) -> None:
    assert f"☒ {enclosure}" in adult
    assert enclosure in adult.split("9  Annexes")[1]


@pytest.mark.parametrize("enclosure", NOT_TICKED)
def test_an_enclosure_that_was_not_chosen_is_not_ticked(adult: str, enclosure: str) -> None:
    assert f"☐ {enclosure}" in adult
    assert f"☒ {enclosure}" not in adult


def test_each_list_of_enclosures_leaves_room_for_others(adult: str) -> None:
    assert adult.count("☐ Other: …") == 3


def test_outcomes_stand_under_their_unit_with_class_and_criterion(adult: str) -> None:
    table = adult.split("K/S/C | Learning outcome | Criterion\n")[1].split("K knowledge", maxsplit=1)[0]
    assert table.splitlines() == [
        "U3 Working in home care / whole unit: 40 points",
        "K | 3.1  Describes the home care service path and record duties | at least 70 % in the theory test",
        "S | 3.2  Carries out a home visit according to the care plan | 3 visits observed",
        "S | 3.3  Records visits in the client system | records complete and on time",
        "C | 3.4  Works alone safely and respects self-determination | mentor statement and interview",
    ]


def test_a_part_of_a_unit_gives_no_points_now(minor: str) -> None:
    assert "part of the unit: 0 points now, 40 with the whole unit" in minor
    assert "ECVET points to be acquired while abroad | 0" in minor
    assert "3.3  Records visits" not in minor


def test_the_home_institution_should_validate_and_recognise(adult: str, minor: str) -> None:
    for text in (adult, minor):
        assert "the home institution should validate them and recognise them as part of the qualification" in text
        assert "must recognise" not in text
        assert "will recognise" not in text


def test_home_host_and_learner_sign_and_no_place_or_date_is_filled_in(adult: str) -> None:
    assert signing(adult) == [
        "Home institution / Satakunta Example Vocational College | Riitta Salo / Rector |  | ",
        "Hosting institution / Lycée professionnel Exemple | Jean Martin / Headmaster |  | ",
        "Learner | Aino Virtanen |  | ",
    ]
    assert "20 February 2025" not in adult


def test_both_guardians_of_a_minor_and_the_intermediary_sign(minor: str) -> None:
    assert signing(minor)[2:] == [
        "Learner | Bruno Berg |  | ",
        "Parent or legal guardian 1 | Eva Berg |  | ",
        "Parent or legal guardian 2 | Olli Berg |  | ",
        "Intermediary organisation / EuroMobility Example Association | Anne Petit / Project manager |  | ",
    ]


def test_guardians_and_the_intermediary_are_described_where_they_sign(minor: str) -> None:
    assert "Parent or legal guardian 1 | Eva Berg" in minor
    assert "Address | Rantatie 7, 28200 Pori" in minor
    assert "Telephone | +358 40 222 2223" in minor
    assert "E-mail | eva@guardian.example" in minor
    assert "Parent or legal guardian 2 | Olli Berg" in minor
    assert "Name of organisation | EuroMobility Example Association" in minor
    assert "Contact person | Anne Petit" in minor


def test_the_guardian_of_an_adult_is_nobodys_business(adult: str) -> None:
    assert "guardian" not in adult.split("8  Additional", maxsplit=1)[0]
    assert "Not to be printed" not in adult


@pytest.mark.parametrize(("born", "signs"), [("2007-03-02", False), ("2007-03-03", False), ("2007-03-04", True)])
def test_a_guardian_signs_for_a_learner_below_the_age_of_majority_on_the_first_day(born: str, signs: bool) -> None:
    record = fields("learning-agreement", "A2", variant(("| 2008-09-02 |", f"| {born} |")))
    assert record["signs.guardian1"] is signs
    assert bool(record["guardians"]) is signs


def test_the_age_of_majority_of_the_settings_decides() -> None:
    text = variant(("| | coordinator | I1 |", "| | coordinator | I1 |\n| | age of majority | 16 |"))
    assert fields("learning-agreement", "A2", text)["signs.guardian1"] is False


def test_a_minor_whose_guardian_nobody_named_still_has_a_room_for_one() -> None:
    text = variant(
        (
            (
                "| Eva Berg | Rantatie 7, 28200 Pori | +358 40 222 2223 | eva@guardian.example | Olli Berg | "
                "+358 40 222 2224 |"
            ),
            "| | | | | | |",
        )
    )
    assert "Parent or legal guardian 1 |  |  | " in signing(shown("learning-agreement", "A2", text))


def test_without_points_nothing_speaks_of_points() -> None:
    text = shown(
        "learning-agreement", "A1", variant(("| | coordinator | I1 |", "| | coordinator | I1 |\n| | points | no |"))
    )
    assert "points" not in text.casefold()
    assert "U3 Working in home care\n" in text


@pytest.mark.parametrize(
    ("agreement", "length"),
    [
        ("A1", "5 weeks 5 days (40 days)"),
        ("A2", "4 weeks (28 days)"),
        ("A3", "1 day"),
        ("A4", "1 week 3 days (10 days)"),
    ],
)
def test_the_first_and_the_last_day_count(agreement: str, length: str) -> None:
    assert fields("learning-agreement", agreement)["stay.length"] == length


@pytest.mark.parametrize("agreement", ["A1", "A2", "A3", "A4"])
def test_no_placeholder_and_no_none_is_left(agreement: str) -> None:
    text = shown("learning-agreement", agreement)
    assert "None" not in text
    assert "{" not in text
    for line in text.splitlines():
        assert line not in {" | ", " |  | ", " |  |  | "}


def test_names_in_every_script_and_of_any_length_are_printed_whole() -> None:
    assert "Ελένη Παπαδοπούλου" in shown("learning-agreement", "A3")
    assert "أمينة عبد الله" in shown("learning-agreement", "A4")
    back = variant(("| A5 | L5 | K2 | M1 | withdrawn |", "| A5 | L5 | K2 | M1 | ready to sign |"))
    assert LONG_NAME in shown("learning-agreement", "A5", back)


def test_a_plain_name_has_no_organisation(minor: str) -> None:
    section = minor.split("5  Assessment and documentation")[1].split("6  Validation", maxsplit=1)[0]
    assert "Person(s) responsible for assessing · Organisation, role | Dr. Ζωή Παπαδοπούλου\n" in section


def test_every_page_names_document_version_learner_and_page(adult: str) -> None:
    assert "ECVET learning agreement A1 · version 2 · L1 Aino Virtanen\tpage 1 of 1" in adult


def test_a_draft_says_so_on_its_face(adult: str) -> None:
    assert "DRAFT" in shown("learning-agreement", "A1", draft=True)
    assert "DRAFT" not in adult


def test_the_agreement_of_an_adult_reads_as_it_was_approved(adult: str) -> None:
    assert_golden("learning-agreement-of-an-adult", adult)


def test_the_agreement_of_a_minor_reads_as_it_was_approved(minor: str) -> None:
    assert_golden("learning-agreement-of-a-minor", minor)


@pytest.mark.office
@pytest.mark.parametrize("language", ["en+de", "fi+fr"])
def test_a_minors_agreement_in_two_languages_has_at_most_four_pages(
    to_pdf: Callable[[Path], Path], tmp_path: Path, language: str
) -> None:
    (made,) = fill("learning-agreement", evaluated(), ("L2",), language=language)
    path = tmp_path / made.file_name
    path.write_bytes(made.data)
    assert len(re.findall(rb"/Type\s*/Page\b", to_pdf(path).read_bytes())) <= 4
