"""What the rules on stays look up: an agreement's terms with the cell they stand in, its days, and how it is called.

A package says the same for many agreements, and a learner may have several: a cell that they share is judged once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from ecvet_office.model.agreements import Agreement, Package
from ecvet_office.model.learners import Learner
from ecvet_office.model.places import Place
from ecvet_office.model.records import Record
from ecvet_office.model.register import TERMS, Register
from ecvet_office.model.stages import Stage
from ecvet_office.rules.catalogue import Breach

AGE_OF_MAJORITY = 18
"""In completed years, where the sheet Settings says nothing else."""


def lacks(record: Record, name: str) -> bool:
    """Whether a cell holds nothing: no text, number, day or list. One that could not be read holds something."""
    return getattr(record, name) in {None, ()} and not record.is_unreadable(name)


def furthest(stages: Iterable[Stage]) -> Stage | None:
    """Gives the stage of the stay that has come furthest; withdrawn only where all are, None where there is no stay."""
    return max(stages, key=_advance, default=None)


def _advance(stage: Stage) -> int:
    return -1 if stage is Stage.WITHDRAWN else stage


def once_for_each_cell(breaches: Iterable[Breach]) -> Iterator[Breach]:
    """Gives what is said of a cell once, at the furthest stage of the stays that share the cell."""
    said: dict[tuple[object, ...], list[Breach]] = {}
    for breach in breaches:
        said.setdefault((breach.place, *breach.facts.items()), []).append(breach)
    for same in said.values():
        yield replace(same[0], stage=furthest(one.stage for one in same if one.stage is not None))


def terms_row(register: Register, agreement: Agreement, name: str) -> Agreement | Package:
    """Gives the row that states a term or has to: the agreement for its exceptions, else its package if it has one."""
    package = register.package.get(agreement.package or "")
    return agreement if package is None or getattr(agreement, name) else package


def overridden_cells(package: Package, stays: Collection[Agreement]) -> Iterator[Place]:
    """Gives the cells of a package that nobody reads for some stays, because each says otherwise in its own row."""
    for name in TERMS if stays else ():
        place = package.at(name)  # without a column where the sheet has none: then it stands for all that is missing
        if place.column and all(getattr(stay, name) not in {None, ()} for stay in stays):
            yield place


def lacks_term(register: Register, agreement: Agreement, name: str) -> bool:
    """Whether neither the agreement nor its package states a term.

    Not so where a cell could not be read, be it the term or the package: then nobody knows what was agreed.
    """
    if agreement.is_unreadable("package") or agreement.is_unreadable(name):
        return False
    return lacks(terms_row(register, agreement, name), name)


def known_term(register: Register, agreement: Agreement, name: str) -> str | None:
    """Gives the text of a term; None where there is none, or where the agreement's own cell could not be read."""
    if agreement.is_unreadable(name):
        return None
    text: str | None = getattr(register.terms(agreement), name)
    return text


def home_of(register: Register, agreement: Agreement) -> str | None:
    """Gives the id of the home institution; None where there is none, or where its cell could not be read."""
    return None if agreement.is_unreadable("home") else register.home(agreement)


def is_incoming(register: Register, agreement: Agreement) -> bool:
    """Whether the coordinating institution hosts the learner of another: it assesses, and the home decides."""
    home, host = home_of(register, agreement), known_term(register, agreement, "host")
    return host is not None and host == register.settings.coordinator and home not in {None, host}


def qualification_of(register: Register, agreement: Agreement) -> str | None:
    """Gives the id of the qualification taken in the stay; None without one, or where its cell could not be read."""
    return None if agreement.is_unreadable("qualification") else register.qualification_id(agreement)


def first_day(agreement: Agreement) -> date | None:
    """Gives the first day of the stay, actual before planned; None where it is not known or could not be read."""
    return None if agreement.is_unreadable("actual_start") else agreement.start


def last_day(agreement: Agreement) -> date | None:
    """Gives the last day of the stay, included; None where it is not known or could not be read."""
    return None if agreement.is_unreadable("actual_end") else agreement.end


def is_minor(register: Register, learner: Learner, day: date) -> bool:
    """Whether a learner is below the age of majority on a day; on the birthday itself the age is reached.

    False where the date of birth or the age of majority is not known.
    """
    age = learner.age_on(day)
    if age is None or register.settings.is_unreadable("age_of_majority"):
        return False
    return age < (register.settings.age_of_majority or AGE_OF_MAJORITY)


def agreement_named(agreement: Agreement) -> str:
    """Gives the agreement's id, with the learner's: `A1 of learner L3`."""
    return f"{agreement.id} of learner {agreement.learner}" if agreement.learner else agreement.id


def row_named(row: Agreement | Package) -> str:
    """Gives how a row of terms is called: `agreement A1 of learner L3`, or `package K1 Care in Lyon`."""
    if isinstance(row, Agreement):
        return f"agreement {agreement_named(row)}"
    return f"package {row.id} {row.name}" if row.name else f"package {row.id}"


def institution_named(register: Register, institution: str) -> str:
    """Gives an institution's name; its id where the sheet Partners has none."""
    partner = register.partner.get(institution)
    return partner.name if partner and partner.name else institution
