"""What holds for the whole workbook."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from ecvet_office.model.records import Record

STRICT = "strict ECVET"
ERASMUS_ONLY = "Erasmus-only"
PROFILES = (STRICT, ERASMUS_ONLY)


class Settings(Record):
    """The sheet Settings: one line for each field, and nothing that could name a program or a folder.

    Attributes:
        profile: `strict ECVET`, or `Erasmus-only` (no memorandum, points optional).
        national_profile: a country whose numbers hold, one of `law.national_profiles`.
        coordinator: id of the institution that coordinates, the home institution of an agreement that names no other.
        points: whether points are used; None leaves it to the profile.
        rounding_step: points are given in multiples of it.
        age_of_majority: in years; below it a guardian signs.
        retention_years: how long papers are kept after the final payment, in years.
        remaining_by: by what the open share of a training is counted, one of `entry_credit.DURATION_MEASURES`.
        entry_evidence: how far a unit of preparation must have come, one of `entry_credit.ENTRY_EVIDENCE`.
        passed_by: how many of simulation and theory have to be passed, one of `matrix.PASSED_BY`.
        likeness: in per cent; units whose outcomes are at least so much alike are proposed as common.
    """

    table: ClassVar[str] = "Settings"

    profile: str | None = None
    national_profile: str | None = None
    coordinator: str | None = None
    programme: str | None = None
    project_code: str | None = None
    languages: tuple[str, ...] = ()
    prevailing_language: str | None = None
    points: bool | None = None
    rounding_step: Decimal | None = None
    grade_model: str | None = None
    age_of_majority: int | None = None
    numbering: str | None = None
    retention_years: int | None = None
    remaining_by: str | None = None
    entry_evidence: str | None = None
    passed_by: str | None = None
    likeness: Decimal | None = None

    @property
    def is_erasmus_only(self) -> bool:
        """Whether the lighter profile was chosen; the strict one holds when none was."""
        return self.profile == ERASMUS_ONLY

    @property
    def uses_points(self) -> bool:
        """Whether points are used: as the workbook says, else as the profile has it."""
        return not self.is_erasmus_only if self.points is None else self.points
