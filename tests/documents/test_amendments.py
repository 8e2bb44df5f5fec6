"""Amendments: what changed since an agreement was signed, which of it is agreed anew, and the paper to sign."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from documents.changed_plan import Cells, judged
from documents.filled import assert_golden
from ecvet_office.documents import amendment as amendment_module
from ecvet_office.documents import shipped_amendment
from ecvet_office.documents.agreement_changes import (
    AgreementChange,
    SignedAgreement,
    agreement_changes,
    signed_agreement,
)
from ecvet_office.documents.amendment import amendment_template, prepared_amendment
from ecvet_office.documents.bilingual import SECOND
from ecvet_office.documents.filling import fill
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.record_fit import missing, unused
from ecvet_office.documents.verifying import verify
from ecvet_office.documents.wording import languages, wording
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import UnreadableFileError, UsageError

LATER = datetime(2025, 4, 18)  # noqa: DTZ001 # a day in Excel has no zone
YEAR: Cells = {
    "Agreements": {(2, "Planned end"): LATER, (2, "Host company"): "Maison Neuve"},
    "Packages": {(2, "Units or outcomes"): "U3; U4", (2, "Assessor"): "H4"},
    "Learners": {(2, "Telephone"): "+358 40 555 9999", (2, "Family name"): "Wirtanen"},
    "Partners": {(3, "Address"): "14 rue de l'Exemple"},
}
"""What happens in a year: dates shift, the company changes, outcomes are added, and slips are put right."""


@cache
def signed_data(language: str = "en", document: str = "learning-agreement", *, to_return: bool = False) -> bytes:
    made = fill(document, judged({}), ("L1",), language, to_return=to_return)
    return next(one.data for one in made if one.subject == "A1")


def signed(evaluation: Evaluation, language: str = "en", **how: Any) -> SignedAgreement:
    return signed_agreement(signed_data(language, **how), "signed.docx", evaluation, "A1")


def changed(cells: Cells, language: str = "en", **how: Any) -> dict[str, AgreementChange]:
    evaluation = judged(cells)
    return {one.field: one for one in agreement_changes(signed(evaluation, language, **how), evaluation)}


# --- a matter of the agreement, or a correction ---------------------------------------------------------------------


def test_where_nothing_changed_nothing_is_told() -> None:
    assert changed({}) == {}


def test_what_the_learner_has_achieved_since_is_no_change() -> None:
    assert changed({"Agreements": {(2, "Progress so far"): "Units U1, U2 and U9 are recognised."}}) == {}


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "field", "then", "now"),
    [
        ("Agreements", (2, "Planned end"), LATER, "stay.end", "11 April 2025", "18 April 2025"),
        ("Packages", (2, "Host company"), "Maison Neuve", "host_company", "Résidence Exemple", "Maison Neuve"),
        ("Packages", (2, "Assessor"), "H4", "assessor.name", "Claire Martin", "Hélène Dubois"),
        ("Packages", (2, "Recogniser"), "H1", "recogniser.name", "Risto Aalto", "Maija Heino"),
        ("Packages", (2, "Host mentor"), "H3", "host.mentor", "Paul Durand", "Claire Martin"),
        ("Packages", (2, "Assessed when"), "in week 5", "assessed_when", "in the last week of the stay", "in week 5"),
    ],
)
def test_dates_hosts_and_people_who_assess_are_matters_of_the_agreement(
    sheet: str, cell: tuple[int, str], value: object, field: str, then: str, now: str
) -> None:
    found = changed({sheet: {cell: value}})[field]
    assert (found.then, found.today, found.is_matter) == (then, now, True)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "field"),
    [
        ("Learners", (2, "Telephone"), "+358 40 555 9999", "learner.telephone"),
        ("Learners", (2, "Address"), "Rantatie 5, 28100 Pori", "learner.address"),
        ("Learners", (2, "Family name"), "Wirtanen", "learner.name"),
        ("Partners", (3, "Address"), "14 rue de l'Exemple", "host.address"),
        ("Partners", (3, "E-mail"), "mobilite@lycee-exemple.example", "host.email"),
        ("Partners", (3, "Name"), "Lycee Professionnel Exemple", "host.name"),
        ("People", (4, "Name"), "Claire Martyn", "assessor.name"),
    ],
)
def test_spelling_addresses_and_telephone_numbers_are_corrections(
    sheet: str, cell: tuple[int, str], value: object, field: str
) -> None:
    found = changed({sheet: {cell: value}})
    assert not found[field].is_matter
    assert not any(one.is_matter for one in found.values())


def test_an_added_unit_is_told_with_its_outcomes_and_the_points_follow() -> None:
    found = changed({"Packages": {(2, "Units or outcomes"): "U3; U4"}})
    assert found["units"].then == ""
    assert found["units"].today.splitlines()[0].startswith("U4 ")
    assert len(found["units"].today.splitlines()) == 5
    assert (found["points_abroad"].then, found["points_abroad"].today) == ("40", "75")
    assert all(one.is_matter for one in found.values())


def test_an_outcome_less_is_told_as_that_outcome_alone() -> None:
    found = changed({"Packages": {(2, "Units or outcomes"): "3.1; 3.2; 3.3"}})
    assert found["units.outcomes"].then.startswith("3.4 ")
    assert found["units.outcomes"].today == ""
    assert "units" not in found


def test_a_figure_in_a_name_is_never_a_slip_of_spelling() -> None:
    found = changed({"Agreements": {(2, "Host company"): "Résidence Exemple 2"}})
    assert found["host_company"].is_matter


def test_somebody_may_call_a_correction_a_matter_and_the_other_way_round() -> None:
    evaluation = judged({"People": {(4, "Name"): "Claire Martyn"}, "Agreements": {(2, "Planned end"): LATER}})
    found = agreement_changes(signed(evaluation), evaluation, ["assessor.name"], ["stay.end"])
    kinds = {one.field: one.is_matter for one in found}
    assert kinds["assessor.name"]
    assert not kinds["stay.end"]
    assert [one.is_matter for one in found] == sorted((one.is_matter for one in found), reverse=True)


def test_a_field_that_did_not_change_cannot_be_called_anything() -> None:
    evaluation = judged({"Agreements": {(2, "Planned end"): LATER}})
    with pytest.raises(UsageError, match=r"the field host\.name has not changed; changed are: stay\.end"):
        agreement_changes(signed(evaluation), evaluation, ["host.name"])


def test_an_agreement_in_two_languages_is_compared_in_its_first() -> None:
    found = changed({"Agreements": {(2, "Planned end"): LATER}}, "fr+en")
    assert (found["stay.end"].label, found["stay.end"].today) == ("Date de fin", "18\u00a0avril 2025")
    assert not any(field.startswith(SECOND) for field in found)


def test_an_agreement_that_was_open_for_the_partner_is_compared_as_well() -> None:
    found = changed({"Agreements": {(2, "Planned end"): LATER}}, to_return=True)
    assert set(found) == {"stay.end", "stay.length"}


def test_the_agreement_of_the_programme_is_compared_as_well() -> None:
    found = changed({"Agreements": {(2, "Planned end"): LATER}}, document="erasmus-agreement")
    assert found["stay.end"].is_matter


def test_what_the_partner_filled_in_on_the_signed_document_is_no_change() -> None:
    without = judged({"Packages": {(2, "Host mentor"): None}})
    made = next(one for one in fill("learning-agreement", without, ("L1",), to_return=True) if one.subject == "A1")
    evaluation = judged({})
    read = signed_agreement(made.data, "signed.docx", evaluation, "A1")
    filled_in = replace(read, shown=f"{read.shown} Paul Durand")
    assert {one.field for one in agreement_changes(read, evaluation)} >= {"host.mentor"}
    assert "host.mentor" not in {one.field for one in agreement_changes(filled_in, evaluation)}


# --- the document that was signed -----------------------------------------------------------------------------------


def test_a_document_about_another_agreement_is_refused() -> None:
    with pytest.raises(UsageError, match="is the learning-agreement A1, not the agreement A2"):
        signed_agreement(signed_data(), "signed.docx", judged({}), "A2")


def test_an_agreement_that_is_by_now_about_another_learner_is_refused() -> None:
    with pytest.raises(UsageError, match="is about learner L1, and A1 by now about L3: make a new one"):
        signed(judged({"Agreements": {(2, "Learner"): "L3"}}))


def test_a_withdrawn_agreement_is_not_amended() -> None:
    with pytest.raises(UsageError, match="agreement A1 is withdrawn"):
        signed(judged({"Agreements": {(2, "Status"): "withdrawn"}}))


def test_an_unknown_agreement_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="no agreement A9; there is: A1, A2, A3"):
        signed_agreement(signed_data(), "signed.docx", judged({}), "A9")


def test_a_file_that_is_no_word_document_is_refused() -> None:
    with pytest.raises(UnreadableFileError):
        signed_agreement(b"%PDF-1.7", "scan.pdf", judged({}), "A1")


# --- the amendment --------------------------------------------------------------------------------------------------


def amendment(language: str = "en", cells: Cells = YEAR) -> tuple[str, bytes]:
    evaluation = judged(cells)
    original = signed(evaluation, language)
    made = prepared_amendment(evaluation, "A1", original, agreement_changes(original, evaluation))
    return made.file_name, made.filled().data


def test_an_amendment_reads_as_it_was_approved() -> None:
    name, data = amendment()
    assert name == "amendment_A1_L1.docx"
    assert_golden("amendment-of-the-example", texts(data))


def test_an_amendment_without_corrections_has_no_section_for_them() -> None:
    _, data = amendment(cells={"Agreements": {(2, "Planned end"): LATER}})
    assert "3  Corrections" not in texts(data)
    assert "4  Signatures" in texts(data)


def test_no_place_and_no_day_of_signing_is_printed() -> None:
    _, data = amendment()
    rows = [line.split(" | ") for line in texts(data).splitlines() if line.startswith(("Home inst", "Hosting", "Lea"))]
    assert all(cell.strip() == "" for row in rows if len(row) == 4 for cell in row[2:])


def test_an_amendment_says_what_it_was_made_from_and_shows_it() -> None:
    name, data = amendment()
    assert verify(data, name).is_same
    assert verify(data, name).is_whole_text


@pytest.mark.parametrize("language", languages())
def test_the_amendment_exists_in_every_language(language: str) -> None:
    evaluation = judged(YEAR)
    original = signed(evaluation, language)
    made = prepared_amendment(evaluation, "A1", original, agreement_changes(original, evaluation))
    template = amendment_template(language)
    assert missing(template, made.record) == ()
    assert unused(template, made.record) == ()
    assert wording(language).text("amendment.document") in texts(made.filled().data)


@pytest.mark.parametrize("language", ["en", "pl"])
def test_microsofts_validator_finds_nothing_in_an_amendment(
    language: str, validate_office: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "amendment.docx"
    path.write_bytes(amendment(language)[1])
    validate_office(path)


def test_no_key_of_the_amendment_stands_in_the_catalogue_for_nothing() -> None:
    used = "".join(
        (Path(module.__file__ or "")).read_text(encoding="utf-8") for module in (amendment_module, shipped_amendment)
    )
    keys = {key for key in wording("en").texts if key.startswith("amendment.")}
    assert {key for key in keys if f'"{key}"' not in used and f"'{key}'" not in used} == set()


@pytest.mark.office
def test_no_row_is_lost_where_a_table_goes_on_on_the_next_page(to_pdf: Callable[[Path], Path], tmp_path: Path) -> None:
    """LibreOffice dropped rows that had to stay whole where the first of them just fitted on the page."""
    path = tmp_path / "amendment.docx"
    path.write_bytes(amendment("fr")[1])
    program = shutil.which("pdftotext")
    if program is None:
        assert os.environ.get("CI") != "true", "pdftotext is not installed, and in CI it must be"
        pytest.skip("pdftotext is not installed")
    done = subprocess.run([program, str(to_pdf(path)), "-"], capture_output=True, encoding="utf-8", check=True)
    assert "+358 40 555 9999" in done.stdout
