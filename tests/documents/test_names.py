"""Names of files: safe everywhere, short enough, different for different documents, and without anybody's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.documents.names import file_name, safe_part

FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}
DEVICES = ["CON", "nul", "Com1", "lpt9", "AUX.txt", "PRN", "COM¹"]
ANY_TEXT = st.text(alphabet=st.characters(), max_size=300)


def test_a_name_says_what_the_document_is_and_whose() -> None:
    assert file_name("learning-agreement", "A1", "L1") == "learning-agreement_A1_L1.docx"
    assert file_name("memorandum", "M1", "") == "memorandum_M1.docx"


def test_a_draft_says_so_in_its_name() -> None:
    assert file_name("transcript", "A1", "L1", draft=True) == "transcript_A1_L1_DRAFT.docx"


def test_letters_of_every_script_stay() -> None:
    assert safe_part("Σχολή-7") == "Σχολή-7"


def test_signs_that_windows_forbids_become_hyphens_and_leave_a_mark() -> None:
    assert safe_part("2024/FI:7").startswith("2024-FI-7-")


def test_ids_that_look_the_same_once_made_safe_keep_different_names() -> None:
    assert len({file_name("memorandum", text) for text in ("a/b", "a:b", "a-b", "a b", "a-b.")}) == 5


def test_a_name_that_differs_only_in_capitals_from_one_that_is_taken_gets_a_number() -> None:
    first = file_name("memorandum", "M1")
    second = file_name("memorandum", "m1", taken={first.casefold()})
    third = file_name("memorandum", "M1", taken={first.casefold(), second.casefold()})
    assert (second, third) == ("memorandum_m1-2.docx", "memorandum_M1-3.docx")


@pytest.mark.parametrize("device", DEVICES)
def test_no_name_opens_a_device(device: str) -> None:
    assert file_name(device).partition(".")[0].upper() != device.partition(".")[0].upper()


@given(ANY_TEXT, ANY_TEXT, st.booleans())
def test_any_text_gives_a_safe_name(subject: str, learner: str, draft: bool) -> None:
    name = file_name("learning-agreement", subject, learner, draft=draft)
    stem = name.removesuffix(".docx")
    assert not FORBIDDEN.intersection(name)
    assert name.isprintable()
    assert len(name) <= 120
    assert len(name.encode()) <= 255
    assert stem == stem.strip(" .")


@given(st.lists(ANY_TEXT, min_size=2, max_size=6, unique=True))
def test_no_two_documents_of_one_run_share_a_name(subjects: list[str]) -> None:
    taken: set[str] = set()
    for subject in subjects:
        name = file_name("memorandum", subject, taken=taken)
        assert name.casefold() not in taken
        taken.add(name.casefold())


@given(ANY_TEXT)
def test_a_text_that_changed_is_never_empty_and_always_marked(text: str) -> None:
    part = safe_part(text)
    assert part
    assert part == text or part[-6:].isalnum()
