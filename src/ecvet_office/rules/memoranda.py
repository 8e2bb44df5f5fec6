"""Family AG, the memorandum itself: who concludes it, what it confirms and what it covers (2009/C 155/02, Annex II, 2).

The first row of an id counts: that an id stands twice is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.law.parameters import HIGHEST_EQF_LEVEL, LOWEST_EQF_LEVEL
from ecvet_office.model.memoranda import (
    CONFIRMATIONS,
    OTHER_ACTOR,
    SIGNS,
    Memorandum,
    MemorandumPartner,
    MemorandumQualification,
)
from ecvet_office.model.places import Place
from ecvet_office.model.register import Register
from ecvet_office.model.results import MEMORANDUM
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import qualification_named
from ecvet_office.rules.signatures import signature_entry, unsigned_cell
from ecvet_office.rules.stays import furthest, institution_named, lacks

LEAST_SIGNING = 2
"""Institutions that conclude a memorandum, at least: a partnership needs two sides (2009/C 155/02, Annex II, 2)."""

CONFIRMATION_TEXTS = {
    "status": "accept each other's status as competent institutions",
    "quality": "accept each other's quality assurance and criteria for assessment, validation and recognition",
    "conditions": "agree on the conditions of operation: objectives, duration and review",
    "comparability": "agree how the qualifications compare by EQF levels",
    "actors": "know the other actors and competent institutions and their functions",
}
WHERE_TO_STATE = {
    "country": "in the column Country of the sheet Partners",
    "contact": "in the column Contact of the sheet Memorandum partners, by a person's name, "
    "or on the sheet Partners, by an e-mail or a telephone",
}
REQUIRED_STATEMENTS = {
    "objectives": "Objectives",
    "valid_until": "Valid until",
    "evaluation_on": "Evaluation on",
    "evaluation_by": "Evaluation by",
}


def _signing_rows(register: Register, memorandum: Memorandum) -> tuple[MemorandumPartner, ...]:
    """Gives the rows of the institutions that sign, each institution once."""
    rows = (row for row in register.partners_in.get(memorandum.id, ()) if row.role == SIGNS)
    return tuple({row.institution: row for row in rows}.values())


def memorandum_stage(register: Register, memorandum: Memorandum) -> Stage:
    """Gives the furthest stage of the stays under a memorandum; a draft where no stay is left."""
    stages = (agreement.stage for agreement in register.agreements if agreement.memorandum == memorandum.id)
    stage = furthest(stages)
    return Stage.DRAFT if stage is None or stage is Stage.WITHDRAWN else stage


@check("AG01")
def fewer_than_two_sign(register: Register, _on: date) -> Iterator[Breach]:
    """Finds memoranda that fewer than two institutions conclude (2009/C 155/02, Annex II, 2)."""
    for memorandum in register.memorandum.values():
        signing = len(_signing_rows(register, memorandum))
        unknown = any(row.is_unreadable("role") for row in register.partners_in.get(memorandum.id, ()))
        if signing < LEAST_SIGNING and not unknown:
            yield broken(memorandum.at("id"), memorandum=memorandum.id, signing=signing)


@check("AG02")
def signing_institution_unreachable(register: Register, _on: date) -> Iterator[Breach]:
    """Finds signing institutions without a country, or without anybody to write to or to call."""
    without_country: set[str] = set()
    for memorandum in register.memorandum.values():
        for row in _signing_rows(register, memorandum):
            partner = register.partner.get(row.institution)
            if partner is None:
                continue
            named = institution_named(register, row.institution)
            if lacks(partner, "country") and partner.id not in without_country:
                without_country.add(partner.id)
                yield _unreachable(partner.at("country"), memorandum, named, "country")
            if lacks(row, "contact") and lacks(partner, "email") and lacks(partner, "telephone"):
                yield _unreachable(row.at("contact"), memorandum, named, "contact")


def _unreachable(place: Place, memorandum: Memorandum, institution: str, missing: str) -> Breach:
    cells = WHERE_TO_STATE[missing]
    return broken(place, memorandum=memorandum.id, institution=institution, missing=missing, cells=cells)


@check("AG03")
def memorandum_not_signed_by_all(register: Register, _on: date) -> Iterator[Breach]:
    """Finds signatures that a memorandum still lacks: one finding for each institution that has to sign."""
    for memorandum in register.memorandum.values():
        stage = memorandum_stage(register, memorandum)
        for row in _signing_rows(register, memorandum):
            place = unsigned_cell(register, MEMORANDUM, memorandum, row.institution)
            if place:
                institution = institution_named(register, row.institution)
                entry = signature_entry(register, MEMORANDUM, memorandum, row.institution)
                yield broken(place, stage, memorandum=memorandum.id, institution=institution, entry=entry)


@check("AG04")
def confirmation_not_given(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the confirmations that partners do not give, out of five (2009/C 155/02, Annex II, 2)."""
    for memorandum in register.memorandum.values():
        for confirmation in CONFIRMATIONS:
            if confirmation in memorandum.deviations:
                withheld = CONFIRMATION_TEXTS[confirmation]
                yield broken(memorandum.at("deviations"), memorandum=memorandum.id, withheld=withheld)


@check("AG05")
def conditions_of_operation_incomplete(register: Register, _on: date) -> Iterator[Breach]:
    """Finds memoranda without objectives, without an end, or without a date and a person for the review."""
    for memorandum in register.memorandum.values():
        for name, column in REQUIRED_STATEMENTS.items():
            if lacks(memorandum, name):
                yield broken(memorandum.at(name), memorandum=memorandum.id, column=column)


@check("AG06")
def validity_ends_before_it_begins(register: Register, _on: date) -> Iterator[Breach]:
    """Finds memoranda whose last day lies before their first; one and the same day is a validity of one day."""
    for memorandum in register.memorandum.values():
        begin, end = memorandum.valid_from, memorandum.valid_until
        if begin and end and begin > end:
            place = memorandum.at("valid_until")
            yield broken(place, memorandum=memorandum.id, valid_from=begin, valid_until=end)


@check("AG07")
def qualifications_not_stated(register: Register, _on: date) -> Iterator[Breach]:
    """Finds memoranda that cover no qualification, and covered ones without a title or an EQF level from 1 to 8."""
    for memorandum in register.memorandum.values():
        rows = register.qualifications_in.get(memorandum.id, ())
        if not rows:
            yield broken(memorandum.at("id"), memorandum=memorandum.id, problem="lists no qualification")
        for row in rows:
            if lacks(row, "qualification"):
                problem = "lists a qualification without its title"
                yield broken(row.at("qualification"), memorandum=memorandum.id, problem=problem)
            if problem := _level_problem(register, row):
                yield broken(row.at("eqf_level"), memorandum=memorandum.id, problem=problem)


def _covered_named(register: Register, row: MemorandumQualification) -> str:
    return qualification_named(register, row.qualification) if row.qualification else "a qualification without a title"


def _has_level(row: MemorandumQualification) -> bool:
    return row.eqf_level is not None and LOWEST_EQF_LEVEL.value <= row.eqf_level <= HIGHEST_EQF_LEVEL.value


def _level_problem(register: Register, row: MemorandumQualification) -> str:
    """Gives what is wrong with the EQF level; empty where nothing is, or where its cell could not be read."""
    if _has_level(row) or row.is_unreadable("eqf_level"):
        return ""
    qualification = _covered_named(register, row)
    if row.eqf_level is None:
        return f"gives no EQF level for {qualification}"
    levels = f"levels run from {LOWEST_EQF_LEVEL.value} to {HIGHEST_EQF_LEVEL.value}"
    return f"gives {qualification} the EQF level {row.eqf_level}; {levels}"


@check("AG08")
def different_levels_without_a_note(register: Register, _on: date) -> Iterator[Breach]:
    """Finds corresponding qualifications of different EQF levels that no note compares; each pair once."""
    for memorandum in register.memorandum.values():
        for one, other in _corresponding(register.qualifications_in.get(memorandum.id, ())):
            if not (_has_level(one) and _has_level(other)) or one.eqf_level == other.eqf_level:
                continue
            if lacks(one, "comparability_note") and lacks(other, "comparability_note"):
                yield broken(
                    one.at("comparability_note"),
                    memorandum=memorandum.id,
                    compared=_how_compared(one, other),
                    one=f"{_covered_named(register, one)} at EQF level {one.eqf_level}",
                    other=f"{_covered_named(register, other)} at EQF level {other.eqf_level}",
                )


def _how_compared(one: MemorandumQualification, other: MemorandumQualification) -> str:
    """Gives the reason for comparing two rows: the cell that names the other row, or that no cell names any."""
    named = next((row.at("corresponds_to") for row in (one, other) if row.corresponds_to), None)
    if named:
        return f"{named} says that they correspond"
    return "they are the memorandum's only two, and the column Corresponds to is empty: fill it to say what corresponds"


def _corresponding(
    rows: tuple[MemorandumQualification, ...],
) -> Iterator[tuple[MemorandumQualification, MemorandumQualification]]:
    """Gives the pairs of rows that correspond, each pair once, the upper row first."""
    pairs = {
        tuple(sorted((index, other))) for index in range(len(rows)) if (other := _counterpart(rows, index)) is not None
    }
    for upper, lower in sorted(pairs):
        yield rows[upper], rows[lower]


def _counterpart(rows: tuple[MemorandumQualification, ...], index: int) -> int | None:
    """Gives the index of the row that a row corresponds to: the one it names, else the only one of the other side.

    Titles of the sheet Qualifications were read as ids; other titles are compared whatever their capitals.
    """
    row = rows[index]
    others = [number for number in range(len(rows)) if number != index]
    if row.corresponds_to:
        wanted = row.corresponds_to.casefold()
        return next((number for number in others if (rows[number].qualification or "").casefold() == wanted), None)
    if len(others) == 1 and not row.is_unreadable("corresponds_to") and row.institution:
        other = rows[others[0]].institution
        return others[0] if other and other != row.institution else None
    return None


@check("AG09")
def other_actors_not_stated(register: Register, _on: date) -> Iterator[Breach]:
    """Finds memoranda silent on other actors, and other actors whose function nobody states."""
    for memorandum in register.memorandum.values():
        rows = register.partners_in.get(memorandum.id, ())
        actors = [row for row in rows if row.role == OTHER_ACTOR]
        unknown = memorandum.is_unreadable("no_other_actors") or any(row.is_unreadable("role") for row in rows)
        if not actors and not memorandum.no_other_actors and not unknown:
            problem = "neither names another actor nor says that there is none"
            yield broken(memorandum.at("no_other_actors"), memorandum=memorandum.id, problem=problem)
        for row in actors:
            partner = register.partner.get(row.institution)
            if lacks(row, "function") and (partner is None or lacks(partner, "functions")):
                problem = f"does not say what {institution_named(register, row.institution)} does as another actor"
                yield broken(row.at("function"), memorandum=memorandum.id, problem=problem)
