"""Family QU: what a qualification, its units and their outcomes have to say (2009/C 155/02, Annex II, 1).

A row is judged as it stands. Where a rule looks from one sheet into another, the first row of an id counts: that an id
stands twice is said elsewhere. The day of judging plays no part in this family.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.law.pages import fact_text
from ecvet_office.law.parameters import HIGHEST_EQF_LEVEL, LOWEST_EQF_LEVEL
from ecvet_office.model.agreements import Agreement
from ecvet_office.model.points import points_text
from ecvet_office.model.qualifications import OUTCOME_KINDS, Qualification, Unit
from ecvet_office.model.records import Record
from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import Breach, broken, check

CLASS_NAMES = {"K": "knowledge", "S": "skills", "C": "competence"}


def is_empty(record: Record, name: str) -> bool:
    """Whether nothing stands in a field's cell; a cell that could not be read holds something."""
    return getattr(record, name) in {None, ""} and not record.is_unreadable(name)


def named(record: Qualification | Unit) -> str:
    """Gives the id with the title, as people know it; the id alone where there is no title."""
    return f"{record.id} {record.title}" if record.title else record.id


def qualification_named(register: Register, qualification: str) -> str:
    """Gives the id of a qualification with its title; the id alone where the workbook has no such qualification."""
    return named(register.qualification.get(qualification) or Qualification(id=qualification))


def unit_named(register: Register, unit: str) -> str:
    """Gives the id of a unit with its title; the id alone where the workbook has no such unit."""
    return named(register.unit.get(unit) or Unit(id=unit))


def is_only_examined(register: Register, unit: Unit) -> bool:
    """Whether a unit is weighed by an examination and nothing more: points are not used, and it has a coefficient.

    What ECVET asks of a unit's description is not asked of it then.
    """
    rows = register.qualifications_of.get(unit.id, ())
    weighed = all(row.points is None and (row.coefficient is not None or row.examined_as) for row in rows)
    return bool(rows) and weighed and not register.settings.uses_points


@check("QU01")
def unit_without_title(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the units that have no title."""
    for unit in register.units:
        if is_empty(unit, "title"):
            yield broken(unit.at("title"), unit=unit.id)


@check("QU02")
def unit_without_qualification(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the units that belong to no qualification and no course, and are not said to stand alone."""
    of_courses = {topic.unit for topic in register.course_topics}
    for unit in register.unit.values():
        stands_alone = unit.stand_alone or unit.is_unreadable("stand_alone")
        if unit.id not in register.qualifications_of and unit.id not in of_courses and not stands_alone:
            yield broken(unit.at("stand_alone"), unit=named(unit))


@check("QU03")
def eqf_level_missing_or_outside(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the qualifications whose EQF level is missing or outside 1 to 8 (2009/C 155/02, point 1)."""
    for qualification in register.qualifications:
        level = qualification.eqf_level
        if level is None and qualification.is_unreadable("eqf_level"):
            continue
        if level is None or not LOWEST_EQF_LEVEL.value <= level <= HIGHEST_EQF_LEVEL.value:
            found = "no EQF level" if level is None else f"EQF level {level}"
            yield broken(qualification.at("eqf_level"), qualification=named(qualification), found=found)


@check("QU04")
def qualification_without_points(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the qualifications whose points are missing or not above 0."""
    for qualification in register.qualifications:
        points = qualification.points
        if points is None and qualification.is_unreadable("points"):
            continue
        if points is None or points <= 0:
            found = "no ECVET points" if points is None else f"{points_text(points)} ECVET points"
            yield broken(qualification.at("points"), qualification=named(qualification), found=found)


@check("QU05")
def unit_without_outcome(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the units that no learning outcome belongs to."""
    for unit in register.unit.values():
        if unit.id not in register.outcomes_in and not is_only_examined(register, unit):
            yield broken(unit.at("id"), unit=named(unit))


@check("QU06")
def outcome_without_class(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the outcomes that are classed neither as knowledge nor as skills nor as competence."""
    for outcome in register.outcomes:
        if outcome.kind not in OUTCOME_KINDS and not outcome.is_unreadable("kind"):
            yield broken(outcome.at("kind"), outcome=outcome.id)


@check("QU07")
def unit_lacks_a_class(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the units whose outcomes, all of them classed, leave out knowledge, skills or competence."""
    for unit in register.unit.values():
        kinds = {outcome.kind for outcome in register.outcomes_in.get(unit.id, ())}
        missing = [name for kind, name in CLASS_NAMES.items() if kind not in kinds]
        if kinds and kinds <= CLASS_NAMES.keys() and missing and not is_only_examined(register, unit):
            yield broken(unit.at("id"), unit=named(unit), missing=" and ".join(missing))


@check("QU08")
def unit_without_assessment_procedure(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the units that do not say how they are assessed."""
    for unit in register.units:
        if is_empty(unit, "assessment_procedure") and not is_only_examined(register, unit):
            yield broken(unit.at("assessment_procedure"), unit=named(unit))


@check("QU09")
def outcome_without_criterion(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the outcomes that do not say how one sees that they are reached."""
    for outcome in register.outcomes:
        if is_empty(outcome, "criterion"):
            yield broken(outcome.at("criterion"), outcome=outcome.id)


@check("QU10")
def unit_without_points(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the units whose points in a qualification are missing or not above 0."""
    for row in register.unit_points:
        if row.points is None and row.is_unreadable("points"):
            continue
        if row.points is None or row.points <= 0:
            yield broken(
                row.at("points"),
                unit=unit_named(register, row.unit),
                qualification=qualification_named(register, row.qualification),
                found="no ECVET points" if row.points is None else f"{points_text(row.points)} ECVET points",
            )


@check("QU11")
def validity_ends_before_it_begins(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the units whose last day of validity lies before the first."""
    for unit in register.units:
        days = _reversed_validity(unit)
        if days:
            yield broken(unit.at("valid_until"), unit=named(unit), first=days[0], last=days[1])


@check("QU12")
def unit_used_outside_its_validity(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the stays that begin before a unit they work on is valid, or end after it; the limits themselves count."""
    for agreement in register.agreements:
        for unit in _units_worked_on(register, agreement):
            if _reversed_validity(unit) is None:
                yield from _days_outside(agreement, unit)


@check("QU13")
def qualification_without_title(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the qualifications that have no title."""
    for qualification in register.qualifications:
        if is_empty(qualification, "title"):
            yield broken(qualification.at("title"), qualification=qualification.id)


@check("QU14")
def outcome_without_text(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the outcomes that do not say what the learner knows or can do."""
    for outcome in register.outcomes:
        if is_empty(outcome, "outcome"):
            yield broken(outcome.at("outcome"), outcome=outcome.id)


def _reversed_validity(unit: Unit) -> tuple[date, date] | None:
    """Gives the first and the last day of a validity that ends before it begins; None for every other."""
    first, last = unit.valid_from, unit.valid_until
    return (first, last) if first and last and first > last else None


def _units_worked_on(register: Register, agreement: Agreement) -> list[Unit]:
    """Gives the units that an agreement works on for credit, whole or in part, each once."""
    agreed = register.agreed_outcomes_of(agreement)
    of_outcomes = [register.outcome[one].unit for one in agreed if one in register.outcome]
    # A whole unit whose outcomes are still to be written is worked on too.
    unwritten = [one for one in register.terms(agreement).targets if one not in register.outcomes_in]
    return [register.unit[one] for one in dict.fromkeys((*of_outcomes, *unwritten)) if one in register.unit]


def _days_outside(agreement: Agreement, unit: Unit) -> Iterator[Breach]:
    """Gives a breach for the first day of a stay if it is too early, and one for the last day if it is too late."""
    start, end = agreement.start, agreement.end
    facts = {"agreement": agreement.id, "unit": named(unit)}
    if start and unit.valid_from and start < unit.valid_from:
        place = agreement.at("actual_start" if agreement.actual_start else "planned_start")
        limit = f"from {fact_text(unit.valid_from)}"
        yield broken(place, stage=agreement.stage, edge="begins", day=start, limit=limit, **facts)
    if end and unit.valid_until and end > unit.valid_until:
        place = agreement.at("actual_end" if agreement.actual_end else "planned_end")
        limit = f"until {fact_text(unit.valid_until)}"
        yield broken(place, stage=agreement.stage, edge="ends", day=end, limit=limit, **facts)
