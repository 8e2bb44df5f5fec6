"""The tables on qualifications, their units, outcomes and points, with look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ecvet_office.model.look_ups import by_key, grouped
from ecvet_office.model.points_record import PointsChange, PointsConversion
from ecvet_office.model.qualifications import Group, Outcome, Qualification, Unit, UnitPoints


@dataclass(frozen=True)
class QualificationTables:
    """What the workbook says of qualifications, each table in the order of its rows."""

    qualifications: tuple[Qualification, ...] = ()
    groups: tuple[Group, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_points: tuple[UnitPoints, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    points_conversions: tuple[PointsConversion, ...] = ()
    points_history: tuple[PointsChange, ...] = ()

    @cached_property
    def qualification(self) -> dict[str, Qualification]:
        """Qualifications by id."""
        return by_key("id", self.qualifications)

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by id."""
        return by_key("id", self.units)

    @cached_property
    def outcome(self) -> dict[str, Outcome]:
        """Outcomes by id."""
        return by_key("id", self.outcomes)

    @cached_property
    def points_of(self) -> dict[tuple[str, str], UnitPoints]:
        """A unit in a qualification, by (qualification, unit): never by unit alone (2009/C 155/02, Annex II, 4)."""
        index: dict[tuple[str, str], UnitPoints] = {}
        for row in self.unit_points:
            index.setdefault((row.qualification, row.unit), row)
        return index

    @cached_property
    def units_in(self) -> dict[str, tuple[UnitPoints, ...]]:
        """The units of each qualification, in the order of the sheet, each once."""
        return grouped("qualification", self.points_of.values())

    @cached_property
    def qualifications_of(self) -> dict[str, tuple[UnitPoints, ...]]:
        """The qualifications of each unit."""
        return grouped("unit", self.points_of.values())

    @cached_property
    def outcomes_in(self) -> dict[str, tuple[Outcome, ...]]:
        """The outcomes of each unit, in the order of the sheet, each id once."""
        return grouped("unit", (outcome for outcome in self.outcome.values() if outcome.unit))

    @cached_property
    def outcome_ids_in(self) -> dict[str, tuple[str, ...]]:
        """The ids of the outcomes of each unit, in the same order."""
        return {unit: tuple(outcome.id for outcome in outcomes) for unit, outcomes in self.outcomes_in.items()}

    @cached_property
    def groups_in(self) -> dict[str, tuple[Group, ...]]:
        """The groups of each qualification."""
        return grouped("qualification", self.groups)

    @cached_property
    def points_history_of(self) -> dict[tuple[str, str | None], tuple[PointsChange, ...]]:
        """How the points of each unit in a qualification changed, in the order of the sheet; None for the whole."""
        index: dict[tuple[str, str | None], list[PointsChange]] = {}
        for row in self.points_history:
            index.setdefault((row.qualification, row.unit), []).append(row)
        return {key: tuple(rows) for key, rows in index.items()}
