"""Family EN: credit on entry to training, and what its remaining duration is worked out from (project EASYMetal)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecvet_office.credit.entry_credit import entry_standings, held_units, measure_of, way_to, weight_in
from ecvet_office.model.entry_credit import BY_HOURS
from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty, qualification_named, unit_named
from ecvet_office.rules.subjects import listed


@check("EN01")
def credited_by_nothing(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the rules for credit on entry that name no unit of preparation."""
    for row in register.entry_credits:
        if not row.credited_by and not row.is_unreadable("credited_by"):
            yield broken(row.at("credited_by"), unit=unit_named(register, row.unit))


@check("EN02")
def credited_unit_outside_the_training(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the rules whose unit does not belong to the training."""
    for row in register.entry_credits:
        if (row.qualification, row.unit) not in register.points_of:
            named = qualification_named(register, row.qualification)
            yield broken(row.at("unit"), unit=unit_named(register, row.unit), qualification=named)


@check("EN03")
def training_without_duration(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the trainings with rules for credit on entry that state no duration, or none above 0."""
    for qualification in register.qualification.values():
        years = qualification.full_time_years
        if qualification.id not in register.entry_credits_in or qualification.is_unreadable("full_time_years"):
            continue
        if years is None or years <= 0:
            named = qualification_named(register, qualification.id)
            yield broken(qualification.at("full_time_years"), qualification=named)


@check("EN04")
def unit_without_weight_for_the_duration(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the units of such a training without the points or hours by which its open share is counted."""
    measure = measure_of(register)
    field = "effort_hours" if measure == BY_HOURS else "points"
    for qualification in register.entry_credits_in:
        for row in register.units_in.get(qualification, ()):
            weight = weight_in(row, measure)
            if is_empty(row, field) or (weight is not None and weight < 0):
                yield broken(row.at(field), unit=unit_named(register, row.unit), measure=measure)


@check("EN05")
def credit_not_decided(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the learners who may be credited a unit of their training, about which nobody has decided."""
    for found in entry_standings(register):
        for one in found.undecided:
            yield broken(
                register.learner[found.learner].at("id"),
                learner=found.learner,
                unit=unit_named(register, one.unit),
                by=listed(one.by),
            )


@check("EN06")
def credited_without_preparation(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the units of a training credited to a learner who has none of the preparation its rules ask for."""
    for row in register.earlier_units:
        rules = register.entry_credits_in.get(row.qualification or "", ())
        if not any(rule.unit == row.unit and rule.credited_by for rule in rules):
            continue
        if not way_to(rules, row.unit, held_units(register, row.learner) - {row.unit}):
            yield broken(row.at("unit"), learner=row.learner, unit=unit_named(register, row.unit))
