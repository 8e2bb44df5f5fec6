"""The memorandum says everything that the European form asks for, and nothing that nobody said."""

from __future__ import annotations

import pytest

from documents.filled import assert_golden, fields, shown, variant

LABELS_AND_VALUES = [
    ("File code", "SEVC/LPE 2024-7"),
    ("What the partners want to reach", "Learners of both schools take part"),
    ("Are other objectives agreed on?", "☒ Yes: Teachers visit each other once a year."),
    ("Country", "Finland"),
    ("Address", "Esimerkkikatu 1, 28100 Pori, Finland"),
    ("Telephone/fax", "+358 2 000 1000 / +358 2 000 1001"),
    ("E-mail", "mobility@satakunta.example"),
    ("Website", "www.satakunta.example"),
    ("Contact person", "Maija Koskinen"),
    ("Position", "Mobility coordinator"),
    ("Contact: telephone/fax", "+358 40 000 0001"),
    ("Contact: e-mail", "maija.koskinen@satakunta.example"),
    ("How they compare", "The same level; the French qualification covers a wider field."),
    ("Units of learning outcomes for mobility", "Working in home care"),
    ("Corresponds to", "Baccalauréat professionnel ASSP"),
    ("Roles, procedures and forms", "The host assesses by observation"),
    ("Shortest stay", "14 days"),
    ("Longest stay", "90 days"),
    ("To be reviewed by (date)", "31 May 2026"),
    ("Person(s) or organisation(s) responsible", "The two mobility coordinators"),
]
SECTIONS = [
    "1  Objectives",
    "2  Organisations signing this memorandum",
    "3  Other organisations covered by this memorandum",
    "4  Qualifications covered by this memorandum",
    "5  Assessment, documentation, validation and recognition",
    "6  Validity of this memorandum",
    "7  Evaluation and review",
    "8  Signatures",
    "9  Additional information",
    "10  Annexes",
]


@pytest.fixture(scope="module")
def text() -> str:
    return shown("memorandum", "M1")


@pytest.mark.parametrize(("label", "value"), LABELS_AND_VALUES, ids=[label for label, _ in LABELS_AND_VALUES])
def test_a_field_stands_beside_its_label(text: str, label: str, value: str) -> None:
    rows = [line for line in text.splitlines() if line.startswith(f"{label} | ")]
    assert any(value in row for row in rows), rows


def test_sections_stand_in_the_order_of_the_european_form(text: str) -> None:
    lines = text.splitlines()
    assert [line for line in lines if line in SECTIONS] == SECTIONS


def test_the_first_page_says_between_whom_and_how_long(text: str) -> None:
    assert "Between | Satakunta Example Vocational College, Lycée professionnel Exemple" in text
    assert "Valid | 1 September 2024 to 31 August 2027" in text


def test_levels_and_enclosures_stand_for_each_qualification(text: str) -> None:
    assert "EQF level | 4 | NQF level | 4" in text
    assert "☒ Learning outcomes of the qualification" in text
    assert "☐ Europass Certificate Supplement" in text
    assert "☒ Europass Certificate Supplement" in text


def test_covered_organisations_and_other_actors_stand_with_their_functions(text: str) -> None:
    assert "Résidence Exemple | France | takes learners for practice" in text
    assert "EuroMobility Example Association | France | finds companies and lodging" in text


def test_all_five_confirmations_stand_and_one_that_is_not_given_says_so(text: str) -> None:
    confirmations = [line for line in text.splitlines() if line.startswith(("☒ | ", "☐ | "))]
    assert len(confirmations) == 5
    withheld = [line for line in confirmations if line.startswith("☐")]
    assert len(withheld) == 1
    assert "can be compared" in withheld[0]
    assert withheld[0].endswith("this confirmation is not given")
    assert text.count("not given") == 1


def test_a_memorandum_promises_no_more_than_should(text: str) -> None:
    assert "the home institution should validate and recognise them" in text
    assert "must recognise" not in text
    assert "gives nobody a right to automatic recognition" in text


def test_every_signing_institution_has_room_to_sign_and_no_date_is_filled_in(text: str) -> None:
    signing = text.split("8  Signatures")[1].split("9  Additional", maxsplit=1)[0]
    rows = [line for line in signing.splitlines() if line.count(" | ") == 3]
    assert rows[1:] == [
        "Satakunta Example Vocational College, Finland | Pekka Lahti / Head of department |  | ",
        "Lycée professionnel Exemple, France | Jean Martin / Headmaster |  | ",
    ]


def test_a_name_is_printed_only_where_papers_or_people_say_who_signs() -> None:
    two_may_sign = variant(
        (
            (
                "| H1 | Maija Koskinen | I1 | Mobility coordinator | maija.koskinen@satakunta.example | "
                "+358 40 000 0001 | |"
            ),
            "| H1 | Maija Koskinen | I1 | | | | yes |",
        )
    )
    record = fields("memorandum", "M1", two_may_sign)
    assert record["signatures"] == (
        {"organisation": "Satakunta Example Vocational College, Finland", "name": "", "position": ""},
        {"organisation": "Lycée professionnel Exemple, France", "name": "Jean Martin", "position": "Headmaster"},
    )


def test_a_paper_says_who_signs() -> None:
    with_paper = variant(
        (
            "| | P2 | learning agreement | 2 | A1 | host | | | | |",
            "| | P2 | memorandum | 3 | M1 | I1 | Riitta Salo | Rector | Pori | 2024-08-20 |",
        )
    )
    record = fields("memorandum", "M1", with_paper)
    assert record["signatures"][0]["name"] == "Riitta Salo"  # type: ignore[index]
    assert record["document.version"] == "3"
    assert "2024-08-20" not in str(record)
    assert "20 August 2024" not in str(record)


def test_without_other_actors_the_memorandum_says_that_there_are_none() -> None:
    none = variant(
        ("| | M1 | I3 | other actor | finds companies and lodging | H5 |\n", ""),
        ("| | M1 | I4 | covered | takes learners for practice | |\n", ""),
        ("| The two mobility coordinators | |", "| The two mobility coordinators | yes |"),
    )
    text = shown("memorandum", "M1", none)
    assert "no other actor or competent institution takes part" in text
    assert "covers no organisation besides those that sign it" in text
    assert "Other actors and competent institutions" not in text


def test_what_nobody_stated_leaves_no_row_behind() -> None:
    bare = variant(
        ("| Teachers visit each other once a year. |", "| |"),
        ("| 14 | 90 |", "| | |"),
        ("| Correspondence is in English. | Annex 1: unit descriptions U1 to U4 |", "| | |"),
        ("| M1 | SEVC/LPE 2024-7 |", "| M1 | |"),
    )
    text = shown("memorandum", "M1", bare)
    assert "☒ No" in text
    assert "☐ Yes: " in text
    for label in ("Shortest stay", "Longest stay", "File code"):
        assert label not in text
    assert "No additional information." in text.split("9  Additional information")[1]
    assert "No annex." in text


def test_the_whole_memorandum_reads_as_it_was_approved(text: str) -> None:
    assert_golden("memorandum", text)


OTHER = ("| description of units; outcomes of the qualification |", "| description of units; other |")


@pytest.mark.parametrize(
    ("typed", "printed"), [("A plan of the weeks", "☒ Other / A plan of the weeks"), ("", "☒ Other / ………………………")]
)
def test_what_else_is_enclosed_stands_beneath_its_box_or_has_room_there(typed: str, printed: str) -> None:
    head = ("| units | enclosures |\n", "| units | enclosures | other enclosure |\n")
    text = shown("memorandum", "M1", variant(head, (OTHER[0], f"{OTHER[1]} {typed} |")))
    assert printed in text


def test_what_else_is_enclosed_ticks_the_box_by_itself() -> None:
    head = ("| units | enclosures |\n", "| units | enclosures | other enclosure |\n")
    text = shown("memorandum", "M1", variant(head, (OTHER[0], f"{OTHER[0]} A plan of the weeks |")))
    assert "☒ Other / A plan of the weeks" in text
    assert "☐ Other / " not in text
