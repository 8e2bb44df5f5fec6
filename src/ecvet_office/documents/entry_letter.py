"""What the letter on entry to training says: the units credited, and how long the training still takes.

Only what somebody decided on a day is told (2009/C 155/02, recital 15); what may be credited and is not decided is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from fractions import Fraction

from ecvet_office.credit.entry_credit import EntryStanding, EntryUnit, entry_standings
from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    institution_fields,
    joined,
    name_with_position,
    said,
    signatory,
    without,
)
from ecvet_office.documents.fields_outcomes import unit_title
from ecvet_office.model.entry_credit import BY_HOURS
from ecvet_office.model.points import exact_decimal, number_text
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.results import ENTRY_LETTER, HOME

ON_ENTRY = "-entry"
"""What a letter's number adds to the learner's id, so that it tells itself from the learner."""
NOT_PRINTED = (".country", ".website")
HUNDREDTHS = 100  # a duration whose decimals never end is printed to two places, and marked


def entry_letters(register: Register, learners: Collection[str] = ()) -> tuple[str, ...]:
    """Gives a letter for each learner to whom units were credited for preparation, in the order of the sheet."""
    return tuple(
        one.learner + ON_ENTRY
        for one in entry_standings(register)
        if any(unit.by for unit in one.credited) and (not learners or one.learner in learners)
    )


def learner_of_entry(_register: Register, letter: str) -> str:
    """Gives the id of the learner to whom a letter goes."""
    return letter.removesuffix(ON_ENTRY)


def entry_records(register: Register, letter: str) -> Iterator[Record]:
    """Gives what a letter draws on: the learner, the training, its units, the rules, and what was recognised."""
    learner = learner_of_entry(register, letter)
    standing = _standing(register, learner)
    yield register.learner[learner]
    yield register.qualification[standing.qualification]
    yield from register.units_in.get(standing.qualification, ())
    yield from register.entry_credits_in.get(standing.qualification, ())
    yield from register.earlier_units_of.get(learner, ())
    yield from (register.unit[one.unit] for one in standing.credited if one.unit in register.unit)


def entry_letter_fields(sources: Sources, letter: str) -> Fields:
    """Gives the record of a letter.

    Raises:
        KeyError: no unit of a training was credited to the learner.
    """
    register, wording = sources.register, sources.wording
    learner = register.learner[learner_of_entry(register, letter)]
    found = _standing(register, learner.id)
    training, home = register.qualification[found.qualification], register.settings.coordinator
    name, position = signatory(sources, ENTRY_LETTER, learner.id, HOME, home)
    measure = wording.text("entry.by-hours" if found.measure == BY_HOURS else "entry.by-points")
    return {
        **document_fields(sources, ENTRY_LETTER, learner.id),
        "document.number": letter,
        **without(institution_fields(sources, "home", home), *NOT_PRINTED),
        "learner.id": learner.id,
        "learner.name": learner.full_name,
        "learner.address": learner.address or "",
        "learner.born": wording.day(learner.date_of_birth),
        "training": said(sources, training, "title") or training.id,
        "units": tuple(_unit(sources, found, one) for one in found.credited),
        "measure": measure,
        "whole": _months(sources, found.whole),
        "open": _open(sources, found),
        "remaining": _months(sources, found.remaining),
        "signs.home.name": name,
        "signs.home.position": position,
    }


def _standing(register: Register, learner: str) -> EntryStanding:
    by_learner = {one.learner: one for one in entry_standings(register) if one.credited}
    return by_learner[learner]


def _unit(sources: Sources, found: EntryStanding, unit: EntryUnit) -> Fields:
    """Gives a credited unit: for which preparation, by whom, when, and what it weighs."""
    register, wording = sources.register, sources.wording
    rows = register.earlier_units_of.get(found.learner, ())
    decided = (row for row in rows if row.unit == unit.unit and row.qualification == found.qualification)
    first = min(decided, key=lambda row: row.on or date.max, default=None)
    return {
        "unit": unit_title(sources, unit.unit),
        "for": joined((unit_title(sources, one) for one in unit.by), "\n"),
        "on": wording.day(first.on if first else None),
        "by": name_with_position(register, first.recognised_by if first else None),
        "weight": wording.points(unit.weight),
    }


def _open(sources: Sources, found: EntryStanding) -> str:
    if found.open_share is None:
        return ""
    wording = sources.wording
    counted = (wording.points(exact_decimal(one)) for one in (found.open_weight, found.total_weight))
    open_weight, total = counted
    return wording.text("entry.open-of", open=open_weight, total=total, measure=_measure(sources, found))


def _measure(sources: Sources, found: EntryStanding) -> str:
    return sources.wording.text("entry.hours" if found.measure == BY_HOURS else "entry.points")


def _months(sources: Sources, months: Fraction | None) -> str:
    """Gives a duration in months as the language writes numbers; to two places, and marked, where they never end."""
    if months is None:
        return ""
    wording = sources.wording
    if not number_text(months).startswith("≈"):
        return wording.text("entry.months", months=wording.points(exact_decimal(months)))
    rounded = Fraction(round(months * HUNDREDTHS), HUNDREDTHS)
    return wording.text("entry.months-about", months=wording.points(exact_decimal(rounded)))
