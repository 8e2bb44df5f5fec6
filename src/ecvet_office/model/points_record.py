"""Points that come from another system, and points that changed: both only with a record of who decided it and why."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from ecvet_office.model.records import Record

ECTS = "ECTS"
SYSTEMS = (ECTS, "other")


class PointsConversion(Record):
    """A line of the table by which points of another system become ECVET points.

    Attributes:
        system: the other system: ECTS, or another one by its name.
        points_there: points of that system.
        qualification: id of the one for which alone the line holds; None for all.
        points_here: ECVET points.
        document: where the decision stands.
    """

    table: ClassVar[str] = "PointsConversions"

    system: str
    points_there: Decimal
    qualification: str | None = None
    points_here: Decimal | None = None
    decided_by: str | None = None
    on: dt.date | None = None
    document: str | None = None

    @property
    def is_decided(self) -> bool:
        """Whether the line says everything that gives it effect: the points, who decided, when, and where it stands."""
        return None not in {self.points_here, self.decided_by, self.on, self.document}


class PointsChange(Record):
    """Points of a qualification or of a unit in it as they were and as they became.

    Attributes:
        unit: id of the unit; None where the points of the whole qualification changed.
        old_points: ECVET points before; None in the first line, which begins the record.
        new_points: ECVET points from then on.
        reason: why they changed.
    """

    table: ClassVar[str] = "PointsHistory"

    qualification: str
    unit: str | None = None
    old_points: Decimal | None = None
    new_points: Decimal | None = None
    on: dt.date | None = None
    by: str | None = None
    reason: str | None = None
