"""Family AG, agreements under a memorandum: it has to be valid and to cover them (2009/C 155/02, Annex II, 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.law.pages import fact_text
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.memoranda import COVERED, SIGNS, Memorandum
from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import qualification_named
from ecvet_office.rules.stays import (
    agreement_named,
    first_day,
    home_of,
    institution_named,
    known_term,
    lacks,
    last_day,
    qualification_of,
)


def _under_memoranda(register: Register) -> Iterator[tuple[Agreement, Memorandum]]:
    """Gives each agreement with the memorandum it names; agreements without one are left out."""
    for agreement in register.agreement.values():
        memorandum = register.memorandum.get(agreement.memorandum or "")
        if memorandum:
            yield agreement, memorandum


@check("AG10")
def agreement_without_memorandum(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements that are concluded under no memorandum."""
    for agreement in register.agreement.values():
        if lacks(agreement, "memorandum"):
            yield broken(agreement.at("memorandum"), agreement.stage, agreement=agreement_named(agreement))


@check("AG11")
def stay_outside_validity(register: Register, _on: date) -> Iterator[Breach]:
    """Finds stays that begin before their memorandum is valid, or end after; the first and the last day count."""
    for agreement, memorandum in _under_memoranda(register):
        for stay, validity in _days_outside(agreement, memorandum):
            yield broken(
                agreement.at("memorandum"),
                agreement.stage,
                agreement=agreement_named(agreement),
                memorandum=memorandum.id,
                stay=stay,
                validity=validity,
            )


def _days_outside(agreement: Agreement, memorandum: Memorandum) -> Iterator[tuple[str, str]]:
    begin, end = first_day(agreement), last_day(agreement)
    if begin and memorandum.valid_from and begin < memorandum.valid_from:
        yield f"begins on {fact_text(begin)}", f"from {fact_text(memorandum.valid_from)}"
    if end and memorandum.valid_until and end > memorandum.valid_until:
        yield f"ends on {fact_text(end)}", f"until {fact_text(memorandum.valid_until)}"


@check("AG12")
def institution_not_covered(register: Register, _on: date) -> Iterator[Breach]:
    """Finds home and hosting institutions that their memorandum neither lets sign nor covers.

    A memorandum without any institution is found by itself, and an institution whose role could not be read may be
    the one looked for.
    """
    for agreement, memorandum in _under_memoranda(register):
        rows = register.partners_in.get(memorandum.id, ())
        bound = {row.institution for row in rows if row.role in {SIGNS, COVERED} or row.is_unreadable("role")}
        sides = {"home": home_of(register, agreement), "hosting": known_term(register, agreement, "host")}
        for side, institution in sides.items():
            if rows and institution and institution not in bound:
                yield broken(
                    agreement.at("memorandum"),
                    agreement.stage,
                    agreement=agreement_named(agreement),
                    memorandum=memorandum.id,
                    side=side,
                    institution=institution_named(register, institution),
                )


@check("AG13")
def qualification_not_covered(register: Register, _on: date) -> Iterator[Breach]:
    """Finds agreements on a qualification that the memorandum does not list, under whatever name.

    Reading the workbook gives the id for a title. A memorandum that lists none, or one without its title, is found by
    itself.
    """
    for agreement, memorandum in _under_memoranda(register):
        qualification = register.qualification.get(qualification_of(register, agreement) or "")
        listed = [row.qualification for row in register.qualifications_in.get(memorandum.id, ())]
        if qualification is None or not listed or None in listed:
            continue
        if qualification.id not in listed:
            yield broken(
                agreement.at("memorandum"),
                agreement.stage,
                agreement=agreement_named(agreement),
                memorandum=memorandum.id,
                qualification=qualification_named(register, qualification.id),
            )
