"""The learning programme of a group: one programme for all, who takes part, and who accompanies them."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.filled import KEPT_LANGUAGES, assert_golden, variant
from documents.school_year import WORKBOOK, evaluated
from ecvet_office.documents.filling import fill
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.recording import plan_papers
from ecvet_office.documents.wording import languages
from ecvet_office.model.findings import Severity

ALONE = "| | A3 | L3 | K1 | M1 | ready to sign | 2025-03-03 | 2025-03-03 | | | | | | | | | | |\n"
A4 = "| | A4 | L4 | K2 | M1 | ready to sign | 2025-03-03 | 2025-03-12 | | | | | | | | | | | G1 |\n"
TWO = variant(
    (ALONE, ALONE.replace("2025-03-03 | |", "2025-03-12 | |").replace("| |\n", "| | G1 |\n")),
    (A4, A4.replace("K2", "K1")),
)
"""The sample workbook with two learners in the group, both with the package of home care."""


def shown(text: str = TWO, language: str = "en") -> str:
    (made,) = fill("group-programme", evaluated(text), language=language)
    return texts(made.data)


def test_a_programme_reads_as_it_was_approved() -> None:
    assert_golden("group-programme-of-two", shown())


def test_a_programme_of_one_learner_with_few_rows_filled_reads_as_it_was_approved() -> None:
    assert_golden("group-programme-sparse", shown(WORKBOOK))


@pytest.mark.parametrize("language", KEPT_LANGUAGES)
def test_a_programme_in_another_language_reads_as_it_was_approved(language: str) -> None:
    assert_golden(f"group-programme.{language.replace('+', '-')}", shown(language=language))


@pytest.mark.parametrize("language", [*languages(), "en+fr"])
def test_a_programme_is_made_in_every_language_without_a_left_over_field(language: str) -> None:
    text = shown(language=language)
    assert "None" not in text
    assert "{" not in text


# --- what it says ---------------------------------------------------------------------------------------------------


def test_participants_are_listed_with_their_agreements_and_no_date_of_birth() -> None:
    text = shown()
    assert "\n1 | Ελένη Παπαδοπούλου | A3 | \n2 | أمينة عبد الله | A4 | \n" in text
    assert "2005" not in text
    assert "Participants | 2 | Accompanying persons | 2" in text


def test_accompanying_persons_are_listed_with_role_and_days() -> None:
    text = shown()
    assert "coordinator / leads the group | until 7 March 2025" in text
    assert "teacher of French | from 7 March 2025" in text
    assert "maija.koskinen@satakunta.example" in text  # from the sheet People
    assert "Minna Joki / Satakunta Example Vocational College / minna.joki@satakunta.example" in text


def test_who_accompanies_all_the_time_has_the_days_of_the_group() -> None:
    text = shown(TWO.replace("yes | | 2025-03-07", "yes | | "))
    assert "leads the group | 3 March 2025 to 12 March 2025" in text


def test_who_stands_among_the_responsible_persons_as_travelling_along_is_listed_once() -> None:
    along = "| | A1 | Minna Joki | accompanies | Travels along in the first week |\n"
    new = "| | A3 | Minna Joki | accompanies | Helps |\n| | A4 | Eero Salo | accompanies | Interprets |\n"
    text = shown(variant_of(TWO, along, new))
    assert "Accompanying persons | 3" in text
    assert text.count("Minna Joki") == 1
    assert "\nEero Salo | Interprets |  | \n" in text


def test_a_group_that_nobody_accompanies_says_so() -> None:
    rows = TWO[TWO.index("| | G1 | H1 |") : TWO.index("| Placements |")]
    text = shown(variant_of(TWO, rows, ""))
    assert "No accompanying person is named." in text
    assert "Period | Signature" not in text


def test_companies_name_those_who_work_there_by_number() -> None:
    placement = "| | A1 | I4 | 2025-03-03 | 2025-03-21 | Luc Moreau | |\n"
    text = shown(variant_of(TWO, placement, f"{placement}| | A4 | I4 | 2025-03-03 | 2025-03-12 | Luc Moreau | |\n"))
    assert "R & D <Ltd> | 3 March 2025 | 12 March 2025 |  | 1" in text
    assert "Résidence Exemple | 3 March 2025 | 12 March 2025 | Luc Moreau | 2" in text


def test_a_participant_who_travels_on_other_days_has_them_beside_the_name() -> None:
    text = shown(
        variant_of(TWO, "ready to sign | 2025-03-03 | 2025-03-12 | | | | | | | | | | | G1 |\n| | A5", OTHER_END)
    )
    assert "Period | 3 March 2025 to 12 March 2025" in text
    assert "أمينة عبد الله / 3 March 2025 to 11 March 2025 | A4" in text


def test_what_one_stay_says_otherwise_is_left_out_nowhere_and_holds_the_paper_back() -> None:
    mixed = variant_of(TWO, A4.replace("K2", "K1"), A4)
    (made,) = fill("group-programme", evaluated(mixed))
    assert [one.code for one in made.findings if one.severity is Severity.ERROR] == ["AG34"]
    text = texts(made.data)
    assert "Six weeks in home care in Lyon" in text
    assert "Four weeks in a care home." in text


def test_nobody_signs_but_the_two_organisations() -> None:
    text = shown()
    assert text.index("9  Signatures") < text.index("Sending organisation / Satakunta", text.index("9  Signatures"))
    assert "Pekka Lahti / Head of department |  | " in text
    assert "Jean Martin / Headmaster |  | " in text


def test_the_union_is_named_only_where_a_project_is() -> None:
    project = "| | project code | 2024-1-FI01-KA121-VET-000140817 |\n"
    assert "Co-funded by the European Union" in shown()
    assert "Co-funded" not in shown(variant_of(TWO, project, ""))


OTHER_END = "ready to sign | 2025-03-03 | 2025-03-11 | | | | | | | | | | | G1 |\n| | A5"


def variant_of(text: str, old: str, new: str) -> str:
    """Gives a workbook with a text replaced, which must stand in it."""
    assert old in text, old
    return text.replace(old, new)


# --- which there are ------------------------------------------------------------------------------------------------


def test_there_is_one_for_each_group_with_which_somebody_goes() -> None:
    more = variant_of(TWO, "| Accompanying persons |", "| | G2 | Nobody's group |\n| Accompanying persons |")
    assert [one.file_name for one in fill("group-programme", evaluated(more))] == ["group-programme_G1.docx"]


def test_a_learner_who_is_named_gets_the_programme_of_his_or_her_group() -> None:
    assert [one.subject for one in fill("group-programme", evaluated(TWO), ("L3",))] == ["G1"]
    assert list(fill("group-programme", evaluated(TWO), ("L1",))) == []


def test_whoever_has_withdrawn_is_no_participant() -> None:
    stayed = variant_of(TWO, A4.replace("K2", "K1"), A4.replace("K2 | M1 | ready to sign", "K1 | M1 | withdrawn"))
    text = shown(stayed)
    assert "Participants | 1" in text
    assert "أمينة" not in text


def test_the_erasmus_agreement_of_a_participant_names_who_accompanies_the_group() -> None:
    made = {one.subject: texts(one.data) for one in fill("erasmus-agreement", evaluated(TWO), ("L3", "L1"))}
    assert "teacher of French, from 7 March 2025" in made["A3"]
    assert "teacher of French" not in made["A1"]


def test_each_organisation_gets_a_row_on_the_sheet_papers(tmp_path: Path) -> None:
    plan = plan_papers(evaluated(TWO), ("group-programme",), (), "en", tmp_path)
    (rows,) = plan.papers.values()
    assert [(one.document, one.subject, one.party) for one in rows] == [
        ("group programme", "G1", "home"),
        ("group programme", "G1", "host"),
    ]


def test_programme_and_roles_that_nobody_translated_are_told() -> None:
    (made,) = fill("group-programme", evaluated(TWO), language="fi")
    untranslated = [str(one.place) for one in made.findings if one.code == "DO02"]
    assert {"Mobility groups!C2", "Accompanying persons!D2", "Accompanying persons!D3"} <= set(untranslated)


@pytest.mark.office
def test_a_programme_breaks_no_rule_of_the_open_xml_schemas(tmp_path: Path, validate_office: object) -> None:
    for language in ("en", "de", "en+fr"):
        (made,) = fill("group-programme", evaluated(TWO), language=language)
        path = tmp_path / f"{language}.docx"
        path.write_bytes(made.data)
        validate_office(path)  # type: ignore[operator]
