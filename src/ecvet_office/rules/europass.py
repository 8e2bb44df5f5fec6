"""Family AG, Europass Mobility: issued after the stay and its table 5, with every obligatory field filled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.model.agreements import Agreement
from ecvet_office.model.register import Register
from ecvet_office.model.results import EUROPASS
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.signatures import papers_of
from ecvet_office.rules.stays import (
    agreement_named,
    home_of,
    institution_named,
    known_term,
    lacks,
    lacks_term,
    last_day,
    once_for_each_cell,
    row_named,
    terms_row,
)

HOLDER = {"family_name": "family name", "given_names": "given names"}
PARTNER = {"name": "name", "address": "address"}
DAYS = {"actual_start": ("planned_start", "first day"), "actual_end": ("planned_end", "last day")}
TERMS = {"activities": "activities", "home_mentor": "home mentor", "host_mentor": "host mentor"}


@check("AG25")
def europass_issued_too_early(register: Register, _on: date) -> Iterator[Breach]:
    """Finds Europass Mobility documents issued before the last day of the stay; on that day is right."""
    for agreement in register.agreement.values():
        end = last_day(agreement)
        for paper in papers_of(register, EUROPASS, agreement.id):
            if paper.sent and end and paper.sent < end:
                named = agreement_named(agreement)
                yield broken(paper.at("sent"), agreement.stage, agreement=named, issued=paper.sent, ends=end)
        row = register.europass.get(agreement.id)
        if row and row.issued_on and end and row.issued_on < end:
            named = agreement_named(agreement)
            yield broken(row.at("issued_on"), agreement.stage, agreement=named, issued=row.issued_on, ends=end)


@check("AG40")
def europass_issued_before_its_table_5(register: Register, _on: date) -> Iterator[Breach]:
    """Finds Europass Mobility documents whose day of issue comes before that of their table 5; the same day is right.

    The day on which the sheet Papers says it was sent is none of issue here: the host got it then to fill table 5.
    """
    for row in register.europasses:
        agreement = register.agreement.get(row.agreement)
        has_courses = bool(register.europass_courses_of.get(row.agreement))
        dated, box = (row.validated_on, "box 38b") if has_courses else (row.signed_on, "box 36a")
        if agreement and row.issued_on and dated and row.issued_on < dated:
            named = agreement_named(agreement)
            where = row.at("issued_on")
            yield broken(where, agreement.stage, agreement=named, issued=row.issued_on, dated=dated, box=box)


@check("AG26")
def europass_field_empty(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the empty cells that a Europass Mobility needs, for stays that end with one."""
    mentored = {placement.agreement for placement in register.placements if placement.mentor}
    found: list[Breach] = []
    for agreement in register.agreement.values():
        if _ends_with_europass(register, agreement):
            found.extend(_empty_names(register, agreement))
            found.extend(_empty_terms(register, agreement, agreement.id in mentored))
            found.extend(_empty_days(agreement))
    yield from once_for_each_cell(found)


def _ends_with_europass(register: Register, agreement: Agreement) -> bool:
    """Whether the agreement promises a Europass Mobility, or one was made."""
    return promises_europass(register, agreement) or bool(papers_of(register, EUROPASS, agreement.id))


def promises_europass(register: Register, agreement: Agreement) -> bool:
    """Whether the agreement names a Europass Mobility among the documents to be issued."""
    promised = known_term(register, agreement, "document_issued") or ""
    return EUROPASS.casefold() in promised.casefold()


def _empty_days(agreement: Agreement) -> Iterator[Breach]:
    for actual, (planned, word) in DAYS.items():
        if lacks(agreement, actual) and lacks(agreement, planned):
            yield broken(agreement.at(actual), agreement.stage, where=row_named(agreement), field=word)


def _empty_names(register: Register, agreement: Agreement) -> Iterator[Breach]:
    """Gives what is missing of the holder and the two institutions; rows that are not there are found by themselves."""
    learner = register.learner.get(agreement.learner or "")
    for name, word in HOLDER.items():
        if learner and lacks(learner, name):
            yield broken(learner.at(name), agreement.stage, where=f"learner {learner.id}", field=word)
    for institution in (home_of(register, agreement), known_term(register, agreement, "host")):
        partner = register.partner.get(institution or "")
        for name, word in PARTNER.items():
            if partner and lacks(partner, name):
                where = f"institution {institution_named(register, partner.id)}"
                yield broken(partner.at(name), agreement.stage, where=where, field=word)


def _empty_terms(register: Register, agreement: Agreement, mentored: bool) -> Iterator[Breach]:
    """Gives what is missing of the terms; the host's mentor may stand at a placement instead."""
    for name, word in TERMS.items():
        if lacks_term(register, agreement, name) and not (name == "host_mentor" and mentored):
            row = terms_row(register, agreement, name)
            yield broken(row.at(name), agreement.stage, where=row_named(row), field=word)
