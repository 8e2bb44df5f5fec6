"""Family GR: grades and coefficients of a national examination, and what a stay abroad counts for in it.

Nothing here is about ECVET credit. Marks and limits come from the grade profile; the day of judging matters only to
what should have been done by now.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ecvet_office.credit.examination import is_weighed, weighed_units
from ecvet_office.credit.mobility_unit import certificate_obstacles, last_day_of_part_2
from ecvet_office.law.grade_profiles import MOBILITY_MARK, PART_2_MONTHS
from ecvet_office.law.national_profiles import grades_of
from ecvet_office.model.grades import OPTIONAL, Grade, MobilityUnit, PartAbroad
from ecvet_office.model.points import exact_decimal, points_text
from ecvet_office.model.qualifications import UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty, qualification_named, unit_named

ASKED_OF_A_PART = {
    "outcomes": "which outcomes of the unit",
    "agreed_on": "the day of the agreement with the host",
    "conditions": "the conditions of the assessment",
    "fixed_on": "the day on which the conditions were fixed",
}


@check("GR01")
def grade_off_the_scale(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the grades below 0 or above the highest of the scale."""
    rows: tuple[Grade | MobilityUnit | PartAbroad, ...] = (
        *register.grades,
        *register.mobility_units,
        *register.parts_abroad,
    )
    profile = grades_of(register.settings)
    for row in rows:
        if row.grade is not None and not 0 <= row.grade <= profile.highest:
            highest = exact_decimal(profile.highest)
            yield broken(row.at("grade"), learner=row.learner, grade=row.grade, highest=highest)


@check("GR02")
def grade_missing(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the learners of whom some grades are there and others not; the place is the row that waits, or the last."""
    for learner in register.learner.values():
        rows = [row for row in register.grades_of.get(learner.id, ()) if not row.is_unreadable("grade")]
        graded = {row.unit for row in rows if row.grade is not None}
        unread = {row.unit for row in register.grades_of.get(learner.id, ())} - {row.unit for row in rows}
        needed = [row.unit for row in weighed_units(register, learner.qualification or "")]
        missing = [unit for unit in needed if unit not in graded | unread]
        if rows and missing:
            row = next((row for row in rows if row.unit in missing), rows[-1])
            units = "; ".join(unit_named(register, unit) for unit in missing)
            yield broken(row.at("grade"), learner=learner.id, units=units)


@check("GR03")
def too_many_optional_units(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the grades in optional units beyond those that may add points."""
    most = grades_of(register.settings).most_optional
    for learner, rows in register.grades_of.items():
        graded = [row for row in rows if row.grade is not None and _is_optional(_place(register, row))]
        for row in graded[most:]:
            yield broken(
                row.at("unit"),
                learner=learner,
                unit=unit_named(register, row.unit),
                number=len(graded),
                most=most,
            )


@check("GR04")
def graded_unit_without_coefficient(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the compulsory units that are graded and cannot be weighed, each once."""
    found: dict[tuple[str, str], UnitPoints] = {}
    for row in register.grades:
        place = _place(register, row)
        if place is not None and not _is_optional(place) and not is_weighed(place):
            found.setdefault((place.qualification, place.unit), place)
    for place in found.values():
        if not place.is_unreadable("coefficient"):
            yield broken(
                place.at("coefficient"),
                unit=unit_named(register, place.unit),
                qualification=qualification_named(register, place.qualification),
            )


@check("GR05")
def graded_unit_of_no_qualification_of_the_learner(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the grades in units that the learner's qualification does not have."""
    for row in register.grades:
        learner = register.learner.get(row.learner)
        if learner is not None and learner.qualification in register.qualification and _place(register, row) is None:
            yield broken(
                row.at("unit"),
                learner=row.learner,
                unit=unit_named(register, row.unit),
                qualification=qualification_named(register, learner.qualification or ""),
            )


@check("GR06")
def part_2_too_late(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the mobility units whose part 2 was assessed after the last day; on that day is right."""
    for row in register.mobility_units:
        if row.part2_on is None or row.returned_on is None:
            continue
        until = last_day_of_part_2(row.returned_on)
        if row.part2_on > until:
            yield broken(
                row.at("part2_on"),
                learner=row.learner,
                assessed=row.part2_on,
                returned=row.returned_on,
                until=until,
                months=PART_2_MONTHS.value,
            )


@check("GR07")
def part_of_mobility_unit_missing(register: Register, on: date) -> Iterator[Breach]:
    """Finds the parts without a day, once the unit is graded or the time for part 2 is over."""
    for row in register.mobility_units:
        is_over = row.returned_on is not None and on > last_day_of_part_2(row.returned_on)
        if row.grade is None and not is_over:
            continue
        why = "is graded" if row.grade is not None else "had its time for part 2"
        for number in (1, 2):
            field = f"part{number}_on"
            if is_empty(row, field):
                yield broken(row.at(field), learner=row.learner, part=number, why=why)


@check("GR08")
def part_1_not_abroad(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the parts 1 that were assessed before the departure or after the return; both days count as abroad."""
    for row in register.mobility_units:
        if row.part1_on is None:
            continue
        first, last = row.left_on or row.part1_on, row.returned_on or row.part1_on
        if not first <= row.part1_on <= last:
            when = "before the departure" if row.part1_on < first else "after the return"
            yield broken(row.at("part1_on"), learner=row.learner, assessed=row.part1_on, when=when)


@check("GR09")
def certificate_not_due(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the certificates of the mobility unit that were issued without what they ask for."""
    for row in register.mobility_units:
        obstacles = certificate_obstacles(row)
        asked = ("grade", "diploma", "part1_on", "part2_on")
        if row.certificate_on is not None and obstacles and not any(map(row.is_unreadable, asked)):
            yield broken(
                row.at("certificate_on"),
                learner=row.learner,
                mark=MOBILITY_MARK.value,
                found=", ".join(obstacles),
            )


@check("GR10")
def part_abroad_without_its_conditions(register: Register, _on: date) -> Iterator[Breach]:
    """Finds what a part of a unit that is assessed abroad does not say, cell by cell."""
    for row in register.parts_abroad:
        for field, words in ASKED_OF_A_PART.items():
            if not getattr(row, field) and not row.is_unreadable(field):
                yield broken(row.at(field), learner=row.learner, unit=unit_named(register, row.unit), missing=words)


@check("GR11")
def conditions_fixed_too_late(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the agreements and conditions that are younger than the assessment; the same day is right."""
    for row in register.parts_abroad:
        for field, words in (("agreed_on", "the agreement"), ("fixed_on", "the conditions")):
            day = getattr(row, field)
            if day is not None and row.assessed_on is not None and day - row.assessed_on > timedelta(0):
                yield broken(row.at(field), learner=row.learner, what=words, day=day, assessed=row.assessed_on)


@check("GR12")
def outcome_not_of_the_unit(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the outcomes assessed abroad that are not those of the unit, and so not of the standard."""
    for row in register.parts_abroad:
        theirs = register.outcome_ids_in.get(row.unit, ())
        strange = [one for one in row.outcomes if one not in theirs]
        if strange:
            yield broken(
                row.at("outcomes"),
                learner=row.learner,
                unit=unit_named(register, row.unit),
                outcomes=", ".join(strange),
            )


@check("GR13")
def mobility_unit_graded_otherwise(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the grades of a mobility unit that none of the learner's optional units has on the sheet Grades."""
    for row in register.mobility_units:
        theirs = [one for one in register.grades_of.get(row.learner, ()) if _is_optional(_place(register, one))]
        counted = [one.grade for one in theirs if one.grade is not None]
        if row.grade is not None and counted and row.grade not in counted:
            found = " and ".join(map(points_text, counted))
            yield broken(row.at("grade"), learner=row.learner, grade=row.grade, found=found)


def _place(register: Register, row: Grade) -> UnitPoints | None:
    """Gives the graded unit in the learner's qualification; None where the qualification does not have it."""
    learner = register.learner.get(row.learner)
    return register.points_of.get((learner.qualification or "", row.unit)) if learner else None


def _is_optional(place: UnitPoints | None) -> bool:
    return place is not None and place.examined_as == OPTIONAL
