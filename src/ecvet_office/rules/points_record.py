"""Family PT, the record of points: what came from another system, and what changed.

ECTS and ECVET complement each other and are not added up (2009/C 155/02, recital 10); points are given by transparent
rules (Annex II, 4), so that a change keeps the old points and its reason. The day of judging plays no part here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ecvet_office.credit.points_conversion import conversion_of
from ecvet_office.model.points import points_text
from ecvet_office.model.points_record import ECTS
from ecvet_office.model.qualifications import Qualification, UnitPoints
from ecvet_office.model.register import Register
from ecvet_office.model.results import Decision
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty, qualification_named, unit_named
from ecvet_office.rules.subjects import qualifications_meant

MENTIONS_ECTS = re.compile(rf"\b{ECTS}\b", re.IGNORECASE)
CONVERSION_SAYS = {
    "points_here": "what they are here",
    "decided_by": "who decided",
    "on": "when it was decided",
    "document": "where the decision stands",
}
CHANGE_SAYS = {"on": "from when they hold", "by": "who decided", "reason": "why"}
NOTHING = "nothing"


@check("PT14")
def points_of_another_system_without_conversion(register: Register, _on: date) -> Iterator[Breach]:
    """Finds decisions whose points come from another system by no line of the table, or by one with other points."""
    for decision in register.decisions:
        found = _unconverted(register, decision)
        if found is not None:
            field, there, problem = found
            unit = unit_named(register, decision.subject)
            yield broken(decision.at(field), learner=decision.learner, unit=unit, there=there, problem=problem)


def _unconverted(register: Register, decision: Decision) -> tuple[str, str, str] | None:
    """Gives the field to look at, the points there, and what is wrong; None where nothing is."""
    if any(map(decision.is_unreadable, ("points", "points_there", "system"))):
        return None
    if decision.points_there is None and not decision.system:
        is_marked = decision.points is not None and MENTIONS_ECTS.search(decision.points_rule or "")
        return ("points_there", f"{ECTS} points", "the rule names them and not how many") if is_marked else None
    if decision.points_there is None or not decision.system:
        lacking = "points_there" if decision.points_there is None else "system"
        return lacking, "points of another system", f"the row does not say {_lacking(lacking)}"
    there = f"{points_text(decision.points_there)} {decision.system} points"
    lines = [conversion_of(register, decision, one) for one in qualifications_meant(register, decision) or (None,)]
    line = next((one for one in lines if one is not None), None)
    if line is None:
        return "points_there", there, "no row of Points conversions has them"
    if line.points_here is not None and line.points_here != decision.points:
        given = NOTHING if decision.points is None else points_text(decision.points)
        return "points", there, f"Points conversions makes them {points_text(line.points_here)}, the decision {given}"
    return None


def _lacking(field: str) -> str:
    return {"points_there": "how many", "system": "of which system"}[field]


@check("PT15")
def points_changed_without_a_record(register: Register, _on: date) -> Iterator[Breach]:
    """Finds points that are not those of the last row about them on the sheet Points history."""
    for (qualification, unit), rows in register.points_history_of.items():
        last = rows[-1].new_points
        record: Qualification | UnitPoints | None = (
            register.qualification.get(qualification) if unit is None else register.points_of.get((qualification, unit))
        )
        if record is None or last is None or record.is_unreadable("points") or record.points == last:
            continue
        yield broken(
            record.at("points"),
            what=_what(register, qualification, unit),
            now=_points(record.points),
            recorded=_points(last),
        )


@check("PT16")
def change_of_points_not_recorded_whole(register: Register, _on: date) -> Iterator[Breach]:
    """Finds rows of the history without new points, and changes without a day, a name or a reason."""
    for (qualification, unit), rows in register.points_history_of.items():
        what = _what(register, qualification, unit)
        for row in rows:
            if is_empty(row, "new_points"):
                yield broken(row.at("new_points"), what=what, unsaid="what the points became")
            begins = row is rows[0] and row.old_points is None
            for field, unsaid in () if begins else CHANGE_SAYS.items():
                if is_empty(row, field):
                    yield broken(row.at(field), what=what, unsaid=unsaid)


@check("PT17")
def conversion_not_recorded_whole(register: Register, _on: date) -> Iterator[Breach]:
    """Finds conversions that do not say what the points are here, who decided, when, or where that stands."""
    for row in register.points_conversions:
        for field, unsaid in CONVERSION_SAYS.items():
            if is_empty(row, field):
                there = f"{points_text(row.points_there)} {row.system} points"
                yield broken(row.at(field), there=there, unsaid=unsaid)


@check("PT18")
def history_of_points_has_a_gap(register: Register, _on: date) -> Iterator[Breach]:
    """Finds rows of the history whose old points are not the new ones of the row before."""
    for (qualification, unit), rows in register.points_history_of.items():
        for before, row in pairwise(rows):
            if row.is_unreadable("old_points") or before.new_points is None or row.old_points == before.new_points:
                continue
            yield broken(
                row.at("old_points"),
                what=_what(register, qualification, unit),
                old=_points(row.old_points),
                before=_points(before.new_points),
            )


def _points(value: Decimal | None) -> str:
    return NOTHING if value is None else points_text(value)


def _what(register: Register, qualification: str, unit: str | None) -> str:
    whole = qualification_named(register, qualification)
    return whole if unit is None else f"{unit_named(register, unit)} in {whole}"
