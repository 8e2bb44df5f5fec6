"""Common units as text, JSON and rows: which qualifications share them, why, and what a learner has of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from ecvet_office.credit.common_units import CommonUnit, HeldElsewhere, LikeOutcomes, PlaceOfUnit, common_units
from ecvet_office.model.points import percent_text, points_text
from ecvet_office.model.register import Register
from ecvet_office.report.credit import INDENT, json_number
from ecvet_office.report.plain_text import Paint, table_lines, unpainted, wrapped
from ecvet_office.rules.qualifications import qualification_named, unit_named
from ecvet_office.workbook.cell_values import CellValue

SAME, PROPOSED = "same id", "alike, proposed"


def common_text(
    register: Register, found: Sequence[CommonUnit], paint: Paint = unpainted, width: int | None = None
) -> list[str]:
    """Gives the lines on all common units: a table, then why each proposal is one."""
    rows: list[tuple[str, ...]] = [("unit", "in", "points", "unit there", "in", "points", "alike")]
    for one in found:
        alike = "same id" if one.is_the_same else per_cent(one.likeness)
        rows.append((*_place(register, one.one), *_place(register, one.other), alike))
    lines = [paint("Common units", "strong")]
    lines += [INDENT + line for line in table_lines(rows, {2, 5}, width and width - len(INDENT))]
    for one in found:
        if not one.is_the_same:
            lines += wrapped(f"{one.one.unit} and {one.other.unit}: {why(one)}", width, INDENT, INDENT)
    return lines


def _place(register: Register, place: PlaceOfUnit) -> tuple[str, str, str]:
    points = "" if place.points is None else points_text(place.points)
    return unit_named(register, place.unit), place.qualification, points


def per_cent(likeness: Fraction) -> str:
    """Gives a likeness from 0 to 1 in per cent with two decimals."""
    return percent_text(Decimal(likeness.numerator), Decimal(likeness.denominator))


def why(one: CommonUnit) -> str:
    """Gives what makes two units common, in a sentence."""
    if one.is_the_same:
        return "The same unit stands in both qualifications."
    return f"{'; '.join(map(_pair, one.outcomes))}. Somebody has to decide whether they are the same."


def _pair(pair: LikeOutcomes) -> str:
    return f"{pair.one} is like {pair.other} ({per_cent(pair.likeness)}: {', '.join(pair.words)})"


def held_text(
    register: Register,
    found: HeldElsewhere,
    paint: Paint = unpainted,
    width: int | None = None,
    *,
    names: bool = False,
) -> list[str]:
    """Gives the lines on what a learner has of a qualification that the learner does not take."""
    learner = f"{found.learner} {register.learner[found.learner].full_name}" if names else found.learner
    lines = [paint(f"{learner} · {qualification_named(register, found.qualification)}", "strong")]
    for one in found.units:
        points = "" if one.points is None else f", {points_text(one.points)} points there"
        lines += wrapped(f"{unit_named(register, one.unit)}: recognised{points}", width, INDENT, INDENT)
    for proposal in found.proposed:
        there = unit_named(register, proposal.other.unit)
        told = f"{there}: recognised is {proposal.one.unit}, alike {per_cent(proposal.likeness)}; not decided"
        lines += wrapped(told, width, INDENT, INDENT)
    if found.units and found.total:
        share = percent_text(found.points, found.total)
        lines.append(f"{INDENT}{points_text(found.points)} of {points_text(found.total)} points ({share})")
    return lines


def common_json(
    found: Sequence[CommonUnit], held: Sequence[HeldElsewhere], register: Register, *, names: bool = False
) -> dict[str, object]:
    """Gives common units, and what learners have elsewhere, as objects; an exact likeness is a text."""
    return {
        "common_units": [
            {
                "found_by": SAME if one.is_the_same else PROPOSED,
                **_place_object("", one.one),
                **_place_object("_there", one.other),
                "likeness": str(one.likeness),
                "why": why(one),
            }
            for one in found
        ],
        "learners": [_held_object(register, one, names=names) for one in held],
    }


def _place_object(suffix: str, place: PlaceOfUnit) -> dict[str, object]:
    points = None if place.points is None else json_number(place.points)
    return {f"unit{suffix}": place.unit, f"qualification{suffix}": place.qualification, f"points{suffix}": points}


def _held_object(register: Register, found: HeldElsewhere, *, names: bool) -> dict[str, object]:
    return {
        "learner": found.learner,
        **({"name": register.learner[found.learner].full_name} if names else {}),
        "qualification": found.qualification,
        "units": [one.unit for one in found.units],
        "proposed": [one.other.unit for one in found.proposed],
        "points": json_number(found.points),
        "total_points": None if found.total is None else json_number(found.total),
    }


def common_rows(register: Register) -> Iterator[list[CellValue | None]]:
    """Gives the rows of the sheet Common units, the same units first, then the proposals."""
    for one in common_units(register):
        mine, theirs = one.one, one.other
        yield [
            SAME if one.is_the_same else PROPOSED,
            unit_named(register, mine.unit),
            qualification_named(register, mine.qualification),
            mine.points,
            unit_named(register, theirs.unit),
            qualification_named(register, theirs.qualification),
            theirs.points,
            Decimal(per_cent(one.likeness).split()[0]),
            why(one),
        ]
