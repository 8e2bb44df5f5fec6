"""Family LT: learning time by task fields. The day of judging plays no part in this family."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ecvet_office.credit.learning_time import FieldHours, LearningTimeError, learning_hours
from ecvet_office.credit.pathways import correction_of, factor_of, field_hours, hours_per_point
from ecvet_office.model.learning_time import Pathway
from ecvet_office.model.points import exact_decimal, points_text
from ecvet_office.model.register import Register
from ecvet_office.rules.catalogue import Breach, broken, check
from ecvet_office.rules.qualifications import is_empty


def pathway_named(pathway: Pathway) -> str:
    """Gives the id with the title, as people know it."""
    return f"{pathway.id} {pathway.title}" if pathway.title else pathway.id


@check("LT01")
def pathway_without_task_field(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the pathways without a single task field."""
    for pathway in register.pathway.values():
        if pathway.id not in register.task_fields_of:
            yield broken(pathway.at("title"), pathway=pathway_named(pathway))


@check("LT02")
def experience_without_factor(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the factors that are missing or not above 0 where experience needs one, the pathway's once for all."""
    told: set[str] = set()
    for field in register.task_fields:
        pathway = register.pathway.get(field.pathway)
        factor = factor_of(register, field)
        if not field.experience_hours or field.experience_hours < 0 or pathway is None:
            continue
        record = field if field.factor is not None or field.is_unreadable("factor") else pathway
        if record.is_unreadable("factor") or (factor is not None and factor > 0) or record.at("factor").cell in told:
            continue
        if record is pathway:
            told.add(pathway.at("factor").cell)
        found = "no learning-time factor" if factor is None else f"the learning-time factor {points_text(factor)}"
        yield broken(record.at("factor"), pathway=pathway_named(pathway), field=field.task_field, found=found)


@check("LT03")
def no_hours_per_point(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the pathways that cannot become points: neither they nor a national profile says how long a point takes."""
    for pathway in register.pathway.values():
        hours = hours_per_point(register, pathway)
        if (hours is None or hours <= 0) and not pathway.is_unreadable("hours_per_point"):
            found = "no hours per point" if hours is None else f"{points_text(hours)} hours per point"
            yield broken(pathway.at("hours_per_point"), pathway=pathway_named(pathway), found=found)


@check("LT04")
def correction_without_reason(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the corrections whose reason is not written down."""
    for row in register.comparisons:
        if row.correction and is_empty(row, "reason"):
            yield broken(row.at("reason"), pathway=_named(register, row.pathway), correction=row.correction)


@check("LT05")
def hours_missing_or_negative(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the task fields without any hours, and hours below 0."""
    for row in register.task_fields:
        fields = ("formal_hours", "experience_hours")
        if any(map(row.is_unreadable, fields)):
            continue
        if row.formal_hours is None and row.experience_hours is None:
            yield broken(row.at("formal_hours"), field=row.task_field, found="no hours")
        for name in fields:
            hours = getattr(row, name)
            if hours is not None and hours < 0:
                yield broken(row.at(name), field=row.task_field, found=f"{points_text(hours)} hours")


@check("LT06")
def compared_with_another_level(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the comparisons of a pathway with itself, and of two pathways of different EQF levels."""
    for row in register.comparisons:
        pathway, other = register.pathway.get(row.pathway), register.pathway.get(row.compared_with)
        if pathway is None or other is None:
            continue
        problem = ""
        if other is pathway:
            problem = "itself"
        elif pathway.eqf_level and other.eqf_level and pathway.eqf_level != other.eqf_level:
            levels = f"EQF level {other.eqf_level}, itself of level {pathway.eqf_level}"
            problem = f"{pathway_named(other)} of {levels}"
        if problem:
            yield broken(row.at("compared_with"), pathway=pathway_named(pathway), other=problem)


@check("LT07")
def correction_leaves_nothing(register: Register, _on: date) -> Iterator[Breach]:
    """Finds the corrections that take away all hours of a pathway, or more; the place is the last of them."""
    for pathway in register.pathway.values():
        total = _total(field_hours(register, pathway))
        rows = [row for row in register.comparisons_of.get(pathway.id, ()) if row.correction]
        correction = correction_of(register, pathway)
        if rows and total is not None and total + Fraction(correction) <= 0:
            hours = exact_decimal(total)
            named = pathway_named(pathway)
            yield broken(rows[-1].at("correction"), pathway=named, hours=hours, correction=correction)


def _named(register: Register, pathway: str) -> str:
    known = register.pathway.get(pathway)
    return pathway_named(known) if known else pathway


def _total(fields: tuple[FieldHours, ...]) -> Fraction | None:
    """Gives the hours of all task fields; None where there is none, or one that has no learning time."""
    if not fields:
        return None
    try:
        return Fraction(sum(learning_hours(field) for field in fields))
    except LearningTimeError:
        return None
