"""Filling documents for some or for all, holding back what rests on an error, and writing without harm."""

from __future__ import annotations

import pytest

from documents.filled import filled, shown, variant
from documents.school_year import evaluated
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.filling import blocking, fill, shipped_template
from ecvet_office.model.errors import UsageError
from ecvet_office.model.findings import Severity

ALL_CONFIRMED = ("| 2027-08-31 | comparability |", "| 2027-08-31 | |")


def test_documents_come_in_the_order_of_the_sheet_without_those_withdrawn() -> None:
    assert [one.subject for one in fill("learning-agreement", evaluated())] == ["A1", "A2", "A3", "A4"]


def test_a_transcript_is_made_for_stays_with_a_result() -> None:
    assert [one.file_name for one in fill("transcript", evaluated())] == [
        "transcript_A1_L1.docx",
        "transcript_A2_L2.docx",
    ]


def test_a_memorandum_is_made_once_for_the_learners_named() -> None:
    second = variant(("| | M1 | SEVC/LPE 2024-7 |", "| | M0 | unused |\n| | M1 | SEVC/LPE 2024-7 |"))
    evaluation = evaluated(second)
    assert [one.subject for one in fill("memorandum", evaluation, ("L1", "L2"))] == ["M1"]
    assert [one.subject for one in fill("memorandum", evaluation)] == ["M0", "M1"]


def test_only_the_learners_named_get_documents_and_files_name_them_by_id() -> None:
    names = [one.file_name for one in fill("learning-agreement", evaluated(), ("L2", "L4"))]
    assert names == ["learning-agreement_A2_L2.docx", "learning-agreement_A4_L4.docx"]


@pytest.mark.parametrize(
    ("document", "learners", "language", "words"),
    [
        ("learning-agrement", (), "en", "there is no document learning-agrement; did you mean learning-agreement?"),
        ("transcript", ("L9", "L1"), "en", "there is no learner L9"),
        ("transcript", (), "xx", "documents do not exist in the language 'xx'"),
    ],
)
def test_what_does_not_exist_is_said_at_once(
    document: str, learners: tuple[str, ...], language: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words.replace("?", r"\?")):
        fill(document, evaluated(), learners, language)


def test_a_template_that_does_not_exist_in_a_language_is_said_to() -> None:
    with pytest.raises(UsageError, match="does not exist in the language 'zz'"):
        shipped_template("memorandum", "zz")


def test_filling_twice_gives_the_same_bytes() -> None:
    assert [one.data for one in fill("transcript", evaluated())] == [
        one.data for one in fill("transcript", evaluated())
    ]


def test_an_error_in_what_a_document_draws_on_holds_it_back() -> None:
    agreement = filled("learning-agreement", "A3")
    assert [(one.code, str(one.place)) for one in agreement.findings] == [("AG04", "Memoranda!G2")]
    assert agreement.is_held_back
    assert not filled("learning-agreement", "A3", variant(ALL_CONFIRMED)).is_held_back


def test_a_draft_is_never_held_back_and_says_that_it_is_one() -> None:
    draft = filled("learning-agreement", "A3", draft=True)
    assert draft.findings
    assert not draft.is_held_back
    assert draft.draft
    assert draft.file_name == "learning-agreement_A3_L3_DRAFT.docx"
    assert "DRAFT" in shown("learning-agreement", "A3", draft=True)


def test_errors_elsewhere_do_not_hold_a_document_back() -> None:
    text = variant(ALL_CONFIRMED, ("| | L3 | Παπαδοπούλου | Ελένη | 2005-01-30 |", "| | L3 | Παπαδοπούλου | | |"))
    assert filled("learning-agreement", "A3", text).is_held_back
    assert not filled("learning-agreement", "A4", text).is_held_back
    assert not filled("memorandum", "M1", text).is_held_back


def test_missing_signatures_do_not_hold_back_the_paper_that_is_to_be_signed() -> None:
    evaluation = evaluated(variant(ALL_CONFIRMED))
    assert {one.code for one in evaluation.findings if one.severity is Severity.ERROR} == {"AG03", "AG21"}
    assert blocking("learning-agreement", evaluation, "A1") == ()
    assert blocking("memorandum", evaluation, "M1") == ()
    assert {one.code for one in blocking("transcript", evaluation, "A1")} == {"AG03", "AG21"}


def test_an_unreadable_setting_concerns_every_document() -> None:
    text = variant(ALL_CONFIRMED, ("| | coordinator | I1 |", "| | coordinator | I1 |\n| | points | perhaps |"))
    evaluation = evaluated(text)
    assert [one.place.sheet for one in blocking("learning-agreement", evaluation, "A4")] == ["Settings"]
    assert [one.place.sheet for one in blocking("memorandum", evaluation, "M1")] == ["Settings"]


def test_a_missing_column_concerns_the_documents_that_need_its_sheet() -> None:
    text = variant(
        ALL_CONFIRMED,
        (
            (
                "| Learners | id | family name | given names | date of birth | sex | address | email | "
                "telephone | qualification |"
            ),
            (
                "| Learners | id | family name | given names | "
                "date of birth | sex | address | email | telephone | ignored |"
            ),
        ),
    )
    evaluation = evaluated(text)
    assert "WB03" in {one.code for one in blocking("learning-agreement", evaluation, "A4")}
    assert blocking("memorandum", evaluation, "M1") == ()


@pytest.mark.parametrize(("document", "subject"), [("memorandum", "M9"), ("transcript", "A3"), ("paper", "M1")])
def test_asking_what_blocks_a_document_that_is_not_there_is_refused(document: str, subject: str) -> None:
    with pytest.raises(UsageError, match="there is no"):
        blocking(document, evaluated(), subject)


def test_every_document_has_its_template() -> None:
    for document in DOCUMENTS:
        assert shipped_template(document, "en").fields
