"""Points of another system, such as ECTS, as ECVET points: by a line of the workbook's own table and nothing else.

The two systems complement each other and are not one (2009/C 155/02, recital 10), so no factor between them is known
here, and points of one are never added to points of the other.
"""

from __future__ import annotations

from ecvet_office.model.days import day_text
from ecvet_office.model.points import points_text
from ecvet_office.model.points_record import PointsConversion
from ecvet_office.model.register import Register
from ecvet_office.model.results import Decision


def conversion_of(register: Register, decision: Decision, qualification_id: str | None) -> PointsConversion | None:
    """Gives the line by which a decision's points were converted; None where no line has these points.

    A line for the qualification goes before one for all. Names of systems are compared without regard to capitals.
    """
    if decision.points_there is None or not decision.system:
        return None
    system = decision.system.casefold()
    lines = [
        line
        for line in register.points_conversions
        if line.system.casefold() == system
        and line.points_there == decision.points_there
        and line.qualification in {None, qualification_id}
        and not line.is_unreadable("qualification")
    ]
    return min(lines, key=lambda line: line.qualification is None, default=None)


def conversion_text(register: Register, decision: Decision, qualification_id: str | None) -> str:
    """Gives from what a decision's points were converted, and by which line; empty where they were not."""
    if decision.points_there is None and not decision.system:
        return ""
    there = "?" if decision.points_there is None else points_text(decision.points_there)
    named = f"{there} {decision.system or 'points of another system'}"
    line = conversion_of(register, decision, qualification_id)
    if line is None or not line.is_decided or line.points_here != decision.points:
        return f"{named}, without a decided row on the sheet Points conversions"
    by, on = line.decided_by, day_text(line.on) if line.on else ""
    return f"{named} by a conversion that {by} decided on {on} ({line.document})"
