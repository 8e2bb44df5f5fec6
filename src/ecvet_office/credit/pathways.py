"""The pathways of a workbook: their learning time, and beside which other one it is held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ecvet_office.credit.learning_time import (
    NO_HOURS,
    Compared,
    FieldHours,
    LearningTime,
    LearningTimeError,
    corrected_hours,
    explain_learning_time,
)
from ecvet_office.credit.sharing import ONE_POINT
from ecvet_office.law.national_profiles import profile_of, rounding_step
from ecvet_office.model.learning_time import Pathway, TaskField
from ecvet_office.model.register import Register


@dataclass(frozen=True, slots=True)
class PathwayTime:
    """One pathway and its learning time.

    Attributes:
        pathway: the pathway.
        time: its learning time; None where none follows.
        problem: why not, in a sentence without a full stop; empty where there is one.
    """

    pathway: Pathway
    time: LearningTime | None
    problem: str = ""


def pathway_times(register: Register) -> tuple[PathwayTime, ...]:
    """Gives the learning time of every pathway, in the order of the sheet."""
    return tuple(_timed(register, pathway) for pathway in register.pathway.values())


def factor_of(register: Register, field: TaskField) -> Decimal | None:
    """Gives the learning-time factor of a task field: its own, else its pathway's."""
    pathway = register.pathway.get(field.pathway)
    return field.factor if field.factor is not None else (pathway.factor if pathway else None)


def hours_per_point(register: Register, pathway: Pathway) -> Decimal | None:
    """Gives the hours of learning of one point: the pathway's own, else those of the workbook's national profile."""
    if pathway.hours_per_point is not None:
        return pathway.hours_per_point
    profile = profile_of(register.settings)
    return profile.hours_per_point.value if profile and profile.hours_per_point else None


def field_hours(register: Register, pathway: Pathway) -> tuple[FieldHours, ...]:
    """Gives the hours of a pathway's task fields, in the order of the sheet."""
    return tuple(
        FieldHours(
            row.task_field, row.formal_hours or NO_HOURS, row.experience_hours or NO_HOURS, factor_of(register, row)
        )
        for row in register.task_fields_of.get(pathway.id, ())
    )


def _timed(register: Register, pathway: Pathway) -> PathwayTime:
    per_point = hours_per_point(register, pathway)
    if per_point is None:
        return PathwayTime(pathway, None, "nothing says how many hours one point takes")
    step = rounding_step(register.settings)
    try:
        time = explain_learning_time(
            field_hours(register, pathway),
            per_point,
            correction=correction_of(register, pathway),
            reason=_reasons(register, pathway),
            compared=tuple(_compared(register, pathway)),
            step=ONE_POINT if step is None else step,
        )
    except LearningTimeError as error:
        return PathwayTime(pathway, None, str(error))
    return PathwayTime(pathway, time)


def correction_of(register: Register, pathway: Pathway) -> Decimal:
    """Gives the hours by which a pathway is corrected, from all of its comparisons."""
    corrections = (one.correction or NO_HOURS for one in register.comparisons_of.get(pathway.id, ()))
    return sum(corrections, start=NO_HOURS)


def _reasons(register: Register, pathway: Pathway) -> str:
    """Gives the reasons of all corrections; none at all where one of them lacks its own."""
    corrected = [one for one in register.comparisons_of.get(pathway.id, ()) if one.correction]
    return "; ".join(one.reason or "" for one in corrected) if all(one.reason for one in corrected) else ""


def _compared(register: Register, pathway: Pathway) -> Iterator[Compared]:
    """Gives the other pathways with their hours as counted; without those that have no learning time."""
    for row in register.comparisons_of.get(pathway.id, ()):
        other = register.pathway.get(row.compared_with)
        if other is None or other.id == pathway.id:
            continue
        try:
            hours = corrected_hours(field_hours(register, other))
        except LearningTimeError:
            continue
        yield Compared(f"{other.id} {other.title or ''}".strip(), hours)
