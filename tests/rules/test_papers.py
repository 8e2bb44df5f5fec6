"""What the pages of the rules on papers cannot say: who signs at all, which paper counts, and the form of a code."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.model.agreements import Agreement
from ecvet_office.model.learners import Learner
from ecvet_office.model.places import Origin, Place
from ecvet_office.model.register import Register
from ecvet_office.model.results import AGREEMENT, PARTIES, Paper
from ecvet_office.model.settings import Settings
from ecvet_office.rules.catalogue import run_checks
from ecvet_office.rules.papers import PROJECT_CODE
from ecvet_office.rules.signatures import PARTY_NAMES, paper_for, signature_entry, signing_parties, unsigned_cell

TODAY = date(2026, 1, 15)
PROJECT_CODES = st.from_regex(PROJECT_CODE, fullmatch=True)


def paper(number: str, version: int | None, signed_on: date | None) -> Paper:
    return Paper(number=number, document=AGREEMENT, subject="A1", party="host", version=version, signed_on=signed_on)


def minor_with(*guardians: str | None) -> Learner:
    first, second = guardians
    return Learner(id="L1", date_of_birth=date(2009, 1, 1), guardian1_name=first, guardian2_name=second)


@pytest.mark.parametrize(
    ("learner", "parties"),
    [
        (Learner(id="L1", date_of_birth=date(1999, 1, 1), guardian2_name="Marco Rossi"), PARTIES[:3]),
        (Learner(id="L1"), PARTIES[:3]),
        (minor_with(None, None), PARTIES[:4]),
        (minor_with("Anna Rossi", None), PARTIES[:4]),
        (minor_with("Anna Rossi", "Marco Rossi"), PARTIES[:5]),
    ],
)
def test_guardians_sign_for_minors_and_the_second_where_one_is_named(learner: Learner, parties: tuple[str]) -> None:
    agreement = Agreement(id="A1", learner="L1", planned_start=date(2025, 3, 3))
    register = Register(learners=(learner,), agreements=(agreement,))
    assert signing_parties(register, agreement) == parties


def test_an_agreement_without_a_learner_asks_for_no_guardian() -> None:
    agreement = Agreement(id="A1", planned_start=date(2025, 3, 3))
    assert signing_parties(Register(agreements=(agreement,)), agreement) == PARTIES[:3]


def test_an_intermediary_signs_last() -> None:
    agreement = Agreement(id="A1", intermediary="I3")
    assert signing_parties(Register(agreements=(agreement,)), agreement) == ("home", "host", "learner", "intermediary")


def test_every_party_has_a_name_in_messages() -> None:
    assert tuple(PARTY_NAMES) == PARTIES


@given(st.permutations([1, 2, 3]))
def test_the_latest_version_counts_in_whatever_row_it_stands(versions: list[int]) -> None:
    papers = tuple(paper(f"P{version}", version, None if version == 3 else TODAY) for version in versions)
    latest = paper_for(Register(papers=papers), AGREEMENT, "A1", "host")
    assert latest is not None
    assert latest.number == "P3"


def test_a_paper_without_a_version_counts_before_no_other() -> None:
    papers = (paper("P1", None, TODAY), paper("P2", 1, None))
    latest = paper_for(Register(papers=papers), AGREEMENT, "A1", "host")
    assert latest is not None
    assert latest.number == "P2"


def test_of_two_copies_the_signed_one_counts() -> None:
    for papers in ((paper("P1", 1, TODAY), paper("P2", 1, None)), (paper("P2", 1, None), paper("P1", 1, TODAY))):
        latest = paper_for(Register(papers=papers), AGREEMENT, "A1", "host")
        assert latest is not None
        assert latest.number == "P1"


def test_a_signature_without_a_paper_is_missed_at_the_agreement() -> None:
    agreement = Agreement(id="A1", origin=Origin("Agreements", 2, {"id": "A"}))
    assert unsigned_cell(Register(), AGREEMENT, agreement, "host") == Place("Agreements", 2, "A")


def test_a_signature_without_a_row_needs_one_with_the_words_of_the_drop_downs() -> None:
    entry = signature_entry(Register(), AGREEMENT, Agreement(id="A1"), "guardian 1")
    assert "add a row on the sheet Papers: Document learning agreement, For A1, Party guardian 1" in entry


def test_a_signature_with_a_row_goes_into_its_cell() -> None:
    row = paper("P1", 1, None).model_copy(update={"origin": Origin("Papers", 7, {"number": "A", "signed_on": "M"})})
    entry = signature_entry(Register(papers=(row,)), AGREEMENT, Agreement(id="A1"), "host")
    assert entry == "write the date from the paper into Papers!M7"


@given(PROJECT_CODES)
def test_a_code_of_the_programme_is_not_warned_of(code: str) -> None:
    assert run_checks(Register(settings=Settings(project_code=code)), TODAY, ["AG28"]) == []


@given(PROJECT_CODES, st.data())
def test_a_code_with_a_character_left_out_is_warned_of(code: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(code) - 1))
    shorter = code[:cut] + code[cut + 1 :]
    findings = run_checks(Register(settings=Settings(project_code=shorter)), TODAY, ["AG28"])
    assert [dict(one.facts) for one in findings] == [{"project_code": shorter}]


def test_the_form_in_the_message_is_the_form_that_is_checked() -> None:
    assert PROJECT_CODE.fullmatch("2023-1-FR01-KA121-VET-000123456")
    assert not PROJECT_CODE.fullmatch("YYYY-R-NA00-KA000-FFF-000000000")
    assert not PROJECT_CODE.fullmatch("٢٠٢٣-1-FR01-KA121-VET-000123456")
    assert re.fullmatch(r"[0-9A-Z-]+", "2023-1-FR01-KA121-VET-000123456")
