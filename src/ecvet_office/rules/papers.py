"""Family AG, papers: who signed what and when, and the code of the project that stands on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ecvet_office.law.pages import fact_text
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.register import Register
from ecvet_office.model.results import AGREEMENT, COMPLEMENT, HOST, LEARNER, PARTIES
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.signatures import (
    PARTY_NAMES,
    paper_for,
    papers_of,
    signature_entry,
    signing_parties,
    unsigned_cell,
)
from ecvet_office.rules.stays import agreement_named, first_day, last_day

PROJECT_CODE = re.compile(r"[0-9]{4}-[0-9]-[A-Z]{2}[0-9]{2}-KA[0-9]{3}-[A-Z]{3}-[0-9]{9}")
"""Year of the call, its round, national agency, action, field and number: `2023-1-FR01-KA121-VET-000123456`."""


@check("AG21")
def signature_missing(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the signatures that an agreement still lacks: one finding for each party that has to sign."""
    for agreement in register.agreement.values():
        for party in signing_parties(register, agreement):
            place = unsigned_cell(register, AGREEMENT, agreement, party)
            if place:
                facts = {"agreement": agreement_named(agreement), "party": PARTY_NAMES[party]}
                entry = signature_entry(register, AGREEMENT, agreement, party)
                yield broken(place, agreement.stage, entry=entry, **facts)


@check("AG23")
def signed_after_the_stay_began(register: Register, _on: date) -> Iterator[Breach]:
    """Finds parties whose first signature on an agreement is later than the first day of the stay.

    Who had signed in time may sign a changed version during the stay.
    """
    for agreement in register.agreement.values():
        begin = first_day(agreement)
        papers = papers_of(register, AGREEMENT, agreement.id)
        for party in PARTIES:
            signed = [
                (paper.signed_on, paper.at("signed_on")) for paper in papers if paper.party == party and paper.signed_on
            ]
            if begin and signed:
                earliest, place = min(signed, key=lambda one: one[0])
                if earliest > begin:
                    named, who = agreement_named(agreement), PARTY_NAMES[party]
                    yield broken(place, agreement.stage, agreement=named, party=who, signed=earliest, begins=begin)


@check("AG24")
def complement_not_signed_at_the_end(register: Register, _on: date) -> Iterator[Breach]:
    """Finds complements that learner or host have not signed, or signed before the last day of the stay.

    A missing signature is still to come until the learner has returned; one that came too early is wrong at once.
    """
    for agreement in register.agreement.values():
        if papers_of(register, COMPLEMENT, agreement.id):
            for party in (LEARNER, HOST):
                yield from _complement_breaches(register, agreement, party)


def _complement_breaches(register: Register, agreement: Agreement, party: str) -> Iterator[Breach]:
    named, who = agreement_named(agreement), PARTY_NAMES[party]
    place = unsigned_cell(register, COMPLEMENT, agreement, party)
    entry = signature_entry(register, COMPLEMENT, agreement, party)
    if place:
        yield broken(place, agreement.stage, agreement=named, problem=f"is not signed by {who}", entry=entry)
    paper, end = paper_for(register, COMPLEMENT, agreement.id, party), last_day(agreement)
    if paper and paper.signed_on and end and paper.signed_on < end:
        signed = f"was signed by {who} on {fact_text(paper.signed_on)}"
        problem = f"{signed}, before the last day of the stay, {fact_text(end)}"
        stage = max(agreement.stage, Stage.RETURNED)
        yield broken(paper.at("signed_on"), stage, agreement=named, problem=problem, entry=entry)


@check("AG28")
def project_code_malformed(register: Register, _on: date) -> Iterator[Breach]:
    """Finds a project code that is not of the form in which the programme writes it."""
    code = register.settings.project_code
    if code and not PROJECT_CODE.fullmatch(code):
        yield broken(register.settings.at("project_code"), project_code=code)
