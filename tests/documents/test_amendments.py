"""Amendments: what changed since an agreement was signed, which of it is agreed anew, and the paper to sign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from documents.changed_plan import Cells, judged
from documents.filled import KEPT_LANGUAGES, assert_golden
from ecvet_office.documents import amendment as amendment_module
from ecvet_office.documents import shipped_amendment
from ecvet_office.documents.agreement_changes import (
    AgreedValue,
    SignedAgreement,
    agreement_changes,
    signed_agreement,
)
from ecvet_office.documents.amendment import NAME, agreed_since, prepared_amendment
from ecvet_office.documents.bilingual import SECOND
from ecvet_office.documents.filling import fill, shipped_template
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.record_changes import AgreementChange
from ecvet_office.documents.record_fit import missing, unused
from ecvet_office.documents.verifying import verify
from ecvet_office.documents.wording import languages, wording
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import UnreadableFileError, UsageError
from ecvet_office.model.results import AMENDMENT, Paper

LATER = datetime(2025, 4, 18)  # noqa: DTZ001 # a day in Excel has no zone
YEAR: Cells = {
    "Agreements": {(2, "Planned end"): LATER, (2, "Host company"): "Maison Neuve"},
    "Packages": {(2, "Units or outcomes"): "U3; U4", (2, "Assessor"): "H4"},
    "Learners": {(2, "Telephone"): "+358 40 555 9999", (2, "Family name"): "Wirtanen"},
    "Partners": {(3, "Address"): "14 rue de l'Exemple"},
}
"""What happens in a year: dates shift, the company changes, outcomes are added, and slips are put right."""
LONGER: Cells = {"Agreements": {(2, "Planned end"): LATER}}


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
    evaluation = judged(LONGER)
    with pytest.raises(UsageError, match=r"the field host\.name has not changed; changed are: stay\.end"):
        agreement_changes(signed(evaluation), evaluation, ["host.name"])


def test_an_agreement_in_two_languages_is_compared_in_its_first() -> None:
    found = changed(LONGER, "fr+en")
    assert (found["stay.end"].label, found["stay.end"].today) == ("Date de fin", "18\u00a0avril 2025")
    assert not any(field.startswith(SECOND) for field in found)


def test_an_agreement_that_was_open_for_the_partner_is_compared_as_well() -> None:
    found = changed(LONGER, to_return=True)
    assert set(found) == {"stay.end", "stay.length"}


def test_the_agreement_of_the_programme_is_compared_as_well() -> None:
    found = changed(LONGER, document="erasmus-agreement")
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


@cache
def after_the_year() -> Evaluation:
    return judged(YEAR)


def amendment(language: str = "en", cells: Cells = YEAR) -> tuple[str, bytes]:
    evaluation = after_the_year() if cells is YEAR else judged(cells)
    original = signed(evaluation, language)
    made = prepared_amendment(evaluation, "A1", original, agreement_changes(original, evaluation))
    return made.file_name, made.filled().data


def test_an_amendment_reads_as_it_was_approved() -> None:
    name, data = amendment()
    assert name == "amendment_A1_L1.docx"
    assert_golden("amendment-of-the-example", texts(data))


@pytest.mark.parametrize("language", KEPT_LANGUAGES)
def test_an_amendment_in_another_language_or_in_two_reads_as_it_was_approved(language: str) -> None:
    code = language.replace("+", "-")
    name, data = amendment(language)
    assert name == f"amendment.{code}_A1_L1.docx"
    assert_golden(f"amendment.{code}", texts(data))


def test_the_amendment_of_an_agreement_in_two_languages_says_old_and_new_in_both() -> None:
    text = texts(amendment("en+fr")[1]).replace("\N{NO-BREAK SPACE}", " ")
    assert "Amendment\nAvenant" in text
    assert "End date\nDate de fin | 11 April 2025\n11 avril 2025 | 18 April 2025\n18 avril 2025" in text
    assert text.count("U4 Promoting the inclusion of older people") == 1
    assert text.count("Maison Neuve") == 1


def test_the_two_languages_of_an_amendment_stand_in_the_order_of_what_was_signed() -> None:
    first, second = (changed(LONGER, one)["stay.end"] for one in ("fi+de", "de+fi"))
    assert first.beside is not None
    assert second.beside is not None
    assert (first.then, first.beside.then) == (second.beside.then, second.then)
    assert (first.label, first.beside.label) == (second.beside.label, second.label)


def test_a_change_of_a_document_in_one_language_is_told_in_one() -> None:
    assert changed(LONGER)["stay.end"].beside is None


def test_a_template_in_one_language_makes_the_amendment_of_a_document_in_two_in_its_first() -> None:
    evaluation = after_the_year()
    original = signed(evaluation, "fr+en")
    template = shipped_template(NAME, "fr")
    made = prepared_amendment(evaluation, "A1", original, agreement_changes(original, evaluation), template)
    text = texts(made.filled().data)
    assert "18\N{NO-BREAK SPACE}avril 2025" in text
    assert "April" not in text


def test_a_template_in_two_languages_serves_a_document_that_was_signed_in_one() -> None:
    evaluation = after_the_year()
    original = signed(evaluation)
    template = shipped_template(NAME, "en-fr")
    made = prepared_amendment(evaluation, "A1", original, agreement_changes(original, evaluation), template)
    assert missing(template, made.record) == ()
    assert texts(made.filled().data).count("18 April 2025") == 1


def signed_amendment(language: str, folder: Path, cells: Cells) -> tuple[AgreedValue, ...]:
    """Gives what is agreed once everybody has signed the amendment of some changes."""
    name, data = amendment(language, cells)
    (folder / name).write_bytes(data)
    paper = Paper(number="P1", document=AMENDMENT, subject="A1", version=1, file=name, signed_on=LATER.date())
    register = judged(cells).register
    return agreed_since(replace(register, papers=(paper,)), "A1", folder)


@pytest.mark.parametrize("language", ["en", "en+fr"])
def test_what_a_signed_amendment_took_away_is_agreed_and_not_told_again(language: str, tmp_path: Path) -> None:
    cells: Cells = {"Packages": {(2, "Units or outcomes"): "3.1; 3.2; 3.3"}}
    agreed = signed_amendment(language, tmp_path, cells)
    evaluation = judged(cells)
    original = signed(evaluation, language)
    assert agreement_changes(original, evaluation)
    assert agreement_changes(original, evaluation, agreed=agreed) == ()


def test_what_is_changed_once_more_is_told_against_the_amendment_in_both_languages(tmp_path: Path) -> None:
    agreed = signed_amendment("en+fr", tmp_path, LONGER)
    again = judged({"Agreements": {(2, "Planned end"): datetime(2025, 4, 25)}})  # noqa: DTZ001
    found = agreement_changes(signed(again, "en+fr"), again, agreed=agreed)
    end = next(one for one in found if one.field == "stay.end")
    assert end.beside is not None
    assert (end.then, end.today) == ("18 April 2025", "25 April 2025")
    assert end.beside.then.replace("\N{NO-BREAK SPACE}", " ") == "18 avril 2025"


def test_an_amendment_without_corrections_has_no_section_for_them() -> None:
    _, data = amendment(cells=LONGER)
    assert "Corrections" not in texts(data)
    assert [line[0] for line in texts(data).splitlines() if line[1:3] == "  "] == ["1", "2", "3"]


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
    evaluation = after_the_year()
    original = signed(evaluation, language)
    made = prepared_amendment(evaluation, "A1", original, agreement_changes(original, evaluation))
    template = shipped_template(NAME, language)
    assert missing(template, made.record) == ()
    assert unused(template, made.record) == ()
    assert wording(language).text("amendment.document") in texts(made.filled().data)


@pytest.mark.parametrize("language", ["en", "pl", "en+fr"])
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
def test_no_row_is_lost_where_a_table_goes_on_on_the_next_page(
    to_pdf: Callable[[Path], Path], printed_text: Callable[[Path], str], tmp_path: Path
) -> None:
    """LibreOffice dropped rows that had to stay whole where the first of them just fitted on the page."""
    path = tmp_path / "amendment.docx"
    path.write_bytes(amendment("fr")[1])
    assert "+358 40 555 9999" in printed_text(to_pdf(path))
