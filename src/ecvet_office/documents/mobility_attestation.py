"""What the attestation of the optional mobility unit says: what was assessed abroad and at home, by whom, its grade.

It is a paper of the school for the file of the examination centre, made where the certificate of the unit is due (Order
of 30 August 2019 on the optional mobility unit, France, article 5). It is not that certificate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ecvet_office.credit.mobility_unit import (
    last_day_of_part_2,
    obstacles_by_field,
    parts_during_stay,
    unit_of_mobility,
)
from ecvet_office.documents.fields import (
    Fields,
    Sources,
    document_fields,
    institution_fields,
    joined,
    name_with_position,
    period_text,
    said,
    signatory,
    without,
)
from ecvet_office.documents.fields_outcomes import outcome_title, unit_title
from ecvet_office.law.grade_profiles import MOBILITY_MARK
from ecvet_office.law.national_profiles import grades_of
from ecvet_office.law.pages import page
from ecvet_office.model.days import day_text
from ecvet_office.model.findings import Finding
from ecvet_office.model.grades import MobilityUnit, PartAbroad
from ecvet_office.model.learners import Learner
from ecvet_office.model.points import exact_decimal
from ecvet_office.model.qualifications import Outcome
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.model.results import HOME

ATTESTATION = "mobility attestation"
OF_MOBILITY = "-mobility"
"""What an attestation's number adds to the learner's id, so that it tells itself from the learner."""
NOT_PRINTED = (".country", ".website")
NOT_DUE = "DO04"
ATTESTED = {
    "host": "no host",
    "country": "no country",
    "left_on": "no first day abroad",
    "returned_on": "no day of the return",
    "part1_by": "nobody who assessed part 1",
    "part2_by": "nobody who assessed part 2",
}
"""By field of the sheet Mobility unit, what is said where it is empty: an attestation states all of it."""


def attestations(register: Register, learners: Collection[str] = ()) -> tuple[str, ...]:
    """Gives an attestation for each mobility unit, in the order of the sheet; those of some learners, or of all."""
    return tuple(one + OF_MOBILITY for one in _rows(register) if not learners or one in learners)


def learner_of_attestation(_register: Register, attestation: str) -> str:
    """Gives the id of the learner of an attestation."""
    return attestation.removesuffix(OF_MOBILITY)


def attestation_records(register: Register, attestation: str) -> Iterator[Record]:
    """Gives what an attestation draws on: learner, diploma, mobility unit with its outcomes, and parts abroad."""
    row = _row(register, attestation)
    parts, unit = parts_during_stay(register, row), unit_of_mobility(register, row)
    learner = register.learner.get(row.learner)
    home = register.partner.get(register.settings.coordinator or "")
    diploma = register.qualification.get((learner.qualification if learner else None) or "")
    yield row
    yield from filter(None, (learner, home, diploma))
    yield from parts
    units = dict.fromkeys((unit, *(one.unit for one in parts)))
    yield from (register.unit[one] for one in units if one in register.unit)
    outcomes = [*register.outcome_ids_in.get(unit, ()), *(outcome for one in parts for outcome in one.outcomes)]
    yield from (register.outcome[one] for one in dict.fromkeys(outcomes) if one in register.outcome)


def why_not_due(register: Register, attestation: str) -> Iterator[Finding]:
    """Finds what keeps an attestation from being made (DO04), cell by cell, each with the last day for part 2."""
    row = _row(register, attestation)
    until = day_text(last_day_of_part_2(row.returned_on)) if row.returned_on else "not known without the return"
    for field, words in _lacks(row):
        if not row.is_unreadable(field):
            yield page(NOT_DUE).finding(row.at(field), learner=row.learner, lack=words, until=until)


def attestation_fields(sources: Sources, attestation: str) -> Fields:
    """Gives the record of an attestation.

    Raises:
        KeyError: the learner has no mobility unit.
    """
    register, wording = sources.register, sources.wording
    row, home = _row(register, attestation), register.settings.coordinator
    learner = register.learner.get(row.learner) or Learner(id=row.learner)
    diploma = register.qualification.get(learner.qualification or "")
    name, position = signatory(sources, ATTESTATION, row.learner, HOME, home)
    return {
        **document_fields(sources, ATTESTATION, row.learner),
        "document.number": attestation,
        **without(institution_fields(sources, "home", home), *NOT_PRINTED),
        "learner.id": learner.id,
        "learner.name": learner.full_name,
        "learner.born": wording.day(learner.date_of_birth),
        "diploma": said(sources, diploma, "title") or learner.qualification or "",
        "host": row.host or "",
        "country": row.country or "",
        "stay": period_text(sources, row.left_on, row.returned_on),
        "parts": _parts(sources, row),
        **_achieved(sources, row),
        **_result(sources, row),
        "is_due": not any(_lacks(row)),
        "signs.home.name": name,
        "signs.home.position": position,
    }


def _rows(register: Register) -> dict[str, MobilityUnit]:
    """Gives the mobility units by learner; the first of several, which are a finding of their own (WB09)."""
    rows: dict[str, MobilityUnit] = {}
    for row in register.mobility_units:
        rows.setdefault(row.learner, row)
    return rows


def _row(register: Register, attestation: str) -> MobilityUnit:
    return _rows(register)[attestation.removesuffix(OF_MOBILITY)]


def _lacks(row: MobilityUnit) -> Iterator[tuple[str, str]]:
    """Gives what an attestation lacks, each with its field: what the certificate needs, then what is to be stated."""
    yield from obstacles_by_field(row)
    yield from ((field, words) for field, words in ATTESTED.items() if not getattr(row, field))


def _parts(sources: Sources, row: MobilityUnit) -> tuple[Fields, ...]:
    wording = sources.wording
    parts = ((row.part1_on, row.part1_by or ""), (row.part2_on, name_with_position(sources.register, row.part2_by)))
    notes = ("", _last_day(sources, row))
    return tuple(
        {"part": wording.text(f"attestation.part-{number}"), "note": note, "on": wording.day(on), "by": by}
        for number, ((on, by), note) in enumerate(zip(parts, notes, strict=True), 1)
    )


def _last_day(sources: Sources, row: MobilityUnit) -> str:
    if row.returned_on is None:
        return ""
    return sources.wording.text("attestation.last-day", day=sources.wording.day(last_day_of_part_2(row.returned_on)))


def _achieved(sources: Sources, row: MobilityUnit) -> Fields:
    """Gives the outcomes of the mobility unit, and the parts of other units that were assessed during the stay."""
    register = sources.register
    outcomes = register.outcome_ids_in.get(unit_of_mobility(register, row), ())
    return {
        "outcomes": tuple({"outcome": _outcome(sources, one)} for one in outcomes),
        "other_parts": tuple(_other_part(sources, one) for one in parts_during_stay(register, row)),
    }


def _other_part(sources: Sources, part: PartAbroad) -> Fields:
    wording = sources.wording
    return {
        "unit": unit_title(sources, part.unit),
        "outcomes": joined((_outcome(sources, one) for one in part.outcomes), "\n"),
        "on": wording.day(part.assessed_on),
        "by": part.assessed_by or "",
        "grade": wording.points(part.grade),
    }


def _outcome(sources: Sources, outcome: str) -> str:
    return outcome_title(sources, sources.register.outcome.get(outcome) or Outcome(id=outcome))


def _result(sources: Sources, row: MobilityUnit) -> Fields:
    """Gives the grade with its scale, and whether the diploma was obtained; empty texts where nobody said it."""
    wording, profile = sources.wording, grades_of(sources.register.settings)
    highest, mark = wording.points(exact_decimal(profile.highest)), wording.points(MOBILITY_MARK.value)
    said_of_grade = {"grade": wording.points(row.grade), "highest": highest, "mark": mark}
    obtained = "" if row.diploma is None else wording.text("word.yes" if row.diploma else "word.no")
    return {
        "grade": "" if row.grade is None else wording.text("attestation.grade-of", **said_of_grade),
        "diploma_obtained": obtained,
    }
