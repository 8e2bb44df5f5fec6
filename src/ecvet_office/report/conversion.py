"""Converted courses as text, JSON and rows of the result sheets: from hours to points, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ecvet_office.credit.conversion import Conversion, convert, reasoning
from ecvet_office.model.conversion import Course
from ecvet_office.model.points import exact_decimal, number_text, points_text
from ecvet_office.model.register import Register
from ecvet_office.report.course_check import CHECKLIST, DESCRIPTION, CheckItem, course_check
from ecvet_office.report.credit import INDENT, json_number
from ecvet_office.report.plain_text import Paint, table_lines, unpainted, wrapped
from ecvet_office.report.shares import reasoning_of
from ecvet_office.rules.conversion import course_named
from ecvet_office.rules.qualifications import unit_named
from ecvet_office.workbook.cell_values import CellValue

SEVERAL = 2  # courses that can be added up
DONE, MISSING = "✔ done", "! missing"
HEADINGS = {DESCRIPTION: "The description: strong and weak sides", CHECKLIST: "Checklist of the conversion"}


@dataclass(frozen=True, slots=True)
class ConvertedCourse:
    """One course with what became of it.

    Attributes:
        course: as the workbook has it.
        name: its id and title.
        conversion: its points and those of its units.
        units: by id, the name of each unit, in the order of its topics.
        checks: the strong and weak sides of its description, then the checklist.
    """

    course: Course
    name: str
    conversion: Conversion
    units: dict[str, str]
    checks: tuple[CheckItem, ...]

    @property
    def is_complete(self) -> bool:
        """Whether points and shares were worked out and nothing of the checklist is missing."""
        return self.conversion.sharing is not None and all(one.is_done for one in self.checks if one.part == CHECKLIST)


def converted_courses(register: Register) -> tuple[ConvertedCourse, ...]:
    """Gives every course of a workbook converted, in the order of the sheet."""
    found = []
    for course in register.course.values():
        conversion = convert(register, course)
        units = {unit: unit_named(register, unit) for unit in conversion.unit_hours}
        checks = course_check(register, course, conversion)
        found.append(ConvertedCourse(course, course_named(register, course.id), conversion, units, checks))
    return tuple(found)


# --- text -----------------------------------------------------------------------------------------------------------


def conversion_text(found: ConvertedCourse, paint: Paint = unpainted, width: int | None = None) -> list[str]:
    """Gives the lines on one course: its points line by line, its units, and both lists."""
    lines = [paint(found.name, "strong")]
    for line in reasoning(found.conversion):
        lines += wrapped(line, width, INDENT, INDENT)
    if found.conversion.sharing is not None:
        lines += ["", *_unit_lines(found, width)]
    for part, heading in HEADINGS.items():
        lines += ["", INDENT + paint(heading, "strong")]
        for item in (one for one in found.checks if one.part == part):
            sign = paint("✔" if item.is_done else "!", "done" if item.is_done else "warning")
            lines += wrapped(f"{sign} {item.what}: {item.told}", width, INDENT, INDENT)
    return lines


def _unit_lines(found: ConvertedCourse, width: int | None) -> list[str]:
    rows = [("unit", "hours", "exact share", "points")]
    shares = found.conversion.sharing.shares if found.conversion.sharing else ()
    for share, hours in zip(shares, found.conversion.unit_hours.values(), strict=True):
        rows.append((share.unit, points_text(hours), number_text(share.exact), points_text(share.points)))
    return [INDENT + line for line in table_lines(rows, {1, 2, 3}, width and width - len(INDENT))]


def together_lines(found: Sequence[ConvertedCourse]) -> list[str]:
    """Gives for each level with several courses what their points come to, beside the size of a full qualification.

    Short courses may be chosen so that together they make a whole; whether they fit is for the school to say.
    """
    lines = []
    for level in sorted({one.course.eqf_level for one in found if one.course.eqf_level is not None}):
        there = [one.conversion for one in found if one.course.eqf_level == level]
        points = [one.points.points for one in there if one.points]
        if len(points) < SEVERAL:
            continue
        full = there[0].full_size
        size = f"; a full qualification has {points_text(full.least.value)}" if full else ""
        total = points_text(sum(points, start=Decimal(0)))
        lines.append(f"Together at level {level}: {' + '.join(map(points_text, points))} = {total} points{size}.")
    return lines


# --- JSON -----------------------------------------------------------------------------------------------------------


def conversion_json(found: Sequence[ConvertedCourse]) -> dict[str, object]:
    """Gives the conversions as objects; exact numbers are texts, since their decimals may never end."""
    return {"courses": [_object(one) for one in found]}


def _object(found: ConvertedCourse) -> dict[str, object]:
    conversion, points = found.conversion, found.conversion.points
    shares = conversion.sharing.shares if conversion.sharing else ()
    return {
        "course": found.course.id,
        "hours": json_number(points.hours) if points else None,
        "hours_per_point": json_number(points.hours_per_point) if points else None,
        "exact": str(points.exact) if points else None,
        "points": json_number(points.points) if points else None,
        "size": conversion.size or None,
        "units": [
            {"unit": unit, "hours": json_number(hours), "exact": str(share.exact), "points": json_number(share.points)}
            for (unit, hours), share in zip(conversion.unit_hours.items(), shares, strict=False)
        ],
        "problems": list(conversion.problems),
        "reasoning": list(reasoning(conversion)),
        "checks": [{"part": one.part, "what": one.what, "done": one.is_done, "told": one.told} for one in found.checks],
        "complete": found.is_complete,
    }


# --- result sheets --------------------------------------------------------------------------------------------------


def conversion_rows(register: Register) -> Iterator[list[CellValue | None]]:
    """Gives the rows of the sheet Conversion: for each course the whole, then its units in the order of the topics."""
    for found in converted_courses(register):
        conversion, points = found.conversion, found.conversion.points
        own = [line for line in reasoning(conversion) if conversion.sharing is None or line not in _shared(conversion)]
        total = [points.hours, _exact(points.exact), points.points] if points else [None, None, None]
        yield [found.name, None, *total, " ".join(own)]
        if conversion.sharing is None:
            continue
        for place, (share, hours) in enumerate(
            zip(conversion.sharing.shares, conversion.unit_hours.values(), strict=True)
        ):
            told = "; ".join(line.removesuffix(".") for line in reasoning_of(conversion.sharing, place))
            yield [found.name, share.unit, hours, _exact(share.exact), share.points, told]


def _shared(conversion: Conversion) -> tuple[str, ...]:
    lines = conversion.sharing.lines if conversion.sharing else ()
    return (*lines, "Shared among the units by the hours of their topics:")


def _exact(value: Fraction) -> CellValue:
    text = number_text(value)
    return text if text.startswith("≈") else exact_decimal(value)


def check_rows(register: Register) -> Iterator[list[CellValue | None]]:
    """Gives the rows of the sheet Course check: for each course its strong and weak sides, then the checklist."""
    for found in converted_courses(register):
        for one in found.checks:
            yield [found.name, one.part, one.what, DONE if one.is_done else MISSING, one.told, one.source]
