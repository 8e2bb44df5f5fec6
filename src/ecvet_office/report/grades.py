"""What the grades of each learner come to, as text for people, as JSON and CSV, and as rows of a result sheet.

A learner is named by id alone unless names are asked for. Every form says that this is no ECVET credit.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from ecvet_office.credit.examination import Examination, unit_name
from ecvet_office.credit.grades import bonus_of
from ecvet_office.credit.mobility_unit import certificate_obstacles, last_day_of_part_2
from ecvet_office.law.grade_profiles import PART_2_MONTHS
from ecvet_office.law.national_profiles import grades_of
from ecvet_office.model.days import day_text
from ecvet_office.model.points import number_text
from ecvet_office.model.register import Register
from ecvet_office.report.credit import INDENT, harmless
from ecvet_office.report.plain_text import Paint, unpainted, wrapped
from ecvet_office.report.result_values import result_number
from ecvet_office.rules.qualifications import qualification_named
from ecvet_office.workbook.cell_values import CellValue

NOT_ECVET = (
    "Grades make up for one another here. ECVET credit does not: it asks for each unit by itself, and no grade changes "
    "its points (see ecvet credit)."
)
NOTHING = Decimal(0)
WHOLE = "all units"
JURY = "The jury decides; this is the arithmetic before it."
CSV_HEADER = (
    "learner", "qualification", "sum", "coefficients", "added", "mean", "exact mean", "passed", "what follows",
    "distinction", "problem",
)  # fmt: skip


def grades_text(
    register: Register, found: Examination, paint: Paint = unpainted, width: int | None = None, *, names: bool = False
) -> list[str]:
    """Gives the lines on one learner: every grade with its coefficient, the mean, what follows, the mobility unit."""
    who = register.learner[found.learner]
    named = f"{who.id} {who.full_name}" if names else who.id
    lines = [paint(f"{named} · {qualification_named(register, found.qualification)}", "strong")]
    if found.result is None:
        lines += (paint(line, "warning") for line in wrapped(f"no mean: {found.problem}", width, INDENT, INDENT))
    else:
        for line in found.result.lines:
            lines += wrapped(line, width, INDENT, INDENT)
        role = "done" if found.result.passed else "warning"
        told = f"{found.result.shown}: {found.result.standing}"
        distinction = f", {found.result.distinction}" if found.result.distinction else ""
        lines.append(INDENT + paint(told + distinction, role))
    for line in mobility_lines(register, found.learner):
        lines += wrapped(line, width, INDENT, INDENT)
    return lines


def mobility_lines(register: Register, learner: str) -> list[str]:
    """Gives the lines on the mobility units of a learner: until when part 2 may wait, whether a certificate is due."""
    lines = []
    for row in (one for one in register.mobility_units if one.learner == learner):
        if row.returned_on is not None:
            until = day_text(last_day_of_part_2(row.returned_on))
            waits = "not assessed yet" if row.part2_on is None else f"assessed on {day_text(row.part2_on)}"
            lines.append(
                f"Mobility unit: returned on {day_text(row.returned_on)}, part 2 until {until} "
                f"({PART_2_MONTHS.value} months), {waits}."
            )
        obstacles = certificate_obstacles(row)
        lines.append(f"Certificate: not due, {', '.join(obstacles)}." if obstacles else "Certificate: due.")
    return lines


def grades_json(register: Register, found: Iterable[Examination], *, names: bool = False) -> dict[str, object]:
    """Gives the examinations as objects; exact means are fractions as texts, since their decimals may never end."""
    profile = grades_of(register.settings)
    return {
        "profile": profile.name,
        "scale": [0, int(profile.highest)],
        "is_ecvet_credit": False,
        "learners": [_object(register, one, names=names) for one in found],
    }


def _object(register: Register, found: Examination, *, names: bool) -> dict[str, object]:
    result = found.result
    return {
        "learner": found.learner,
        **({"name": register.learner[found.learner].full_name} if names else {}),
        "qualification": found.qualification,
        "problem": found.problem or None,
        "missing": list(found.missing),
        "mean": str(result.mean) if result else None,
        "shown": str(result.shown) if result else None,
        "passed": result.passed if result else None,
        "follows": str(result.standing) if result else None,
        "distinction": result.distinction if result else None,
        "reasoning": list(result.lines) if result else [],
        "mobility": mobility_lines(register, found.learner),
    }


def grades_csv(register: Register, found: Iterable[Examination], *, names: bool = False) -> str:
    """Gives one line for each learner, as comma-separated text with a header."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((CSV_HEADER[0], "name", *CSV_HEADER[1:]) if names else CSV_HEADER)
    for one in found:
        name = [harmless(register.learner[one.learner].full_name)] if names else []
        writer.writerow([harmless(one.learner), *name, *map(harmless, _csv_cells(one))])
    return out.getvalue()


def _csv_cells(found: Examination) -> Sequence[str]:
    result = found.result
    if result is None:
        return (found.qualification, "", "", "", "", "", "", "", "", found.problem)
    return (
        found.qualification,
        number_text(result.weighted_sum),
        number_text(result.coefficients),
        number_text(result.bonus),
        str(result.shown),
        str(result.mean),
        "yes" if result.passed else "no",
        str(result.standing),
        result.distinction or "",
        "",
    )


def grade_rows(register: Register, found: Iterable[Examination]) -> Iterator[list[CellValue | None]]:
    """Gives a row of the result sheet for each graded unit, and one for the whole of each learner."""
    for one in found:
        who: list[CellValue | None] = [one.learner, register.learner[one.learner].full_name, one.qualification]
        for place, row in one.graded:
            grade, weight = row.grade or NOTHING, place.coefficient or NOTHING
            counts = result_number(Fraction(grade) * Fraction(weight))
            yield [*who, unit_name(register, row.unit), grade, weight, counts, *[None] * 4]
        for _, row in one.optional:
            grade = row.grade or NOTHING
            yield [*who, unit_name(register, row.unit), grade, None, result_number(bonus_of(grade)), *[None] * 4]
        yield [*who, WHOLE, None, *_whole_cells(register, one)]


def _whole_cells(register: Register, found: Examination) -> list[CellValue | None]:
    """Gives what the row of the whole shows from the coefficients on."""
    result = found.result
    if result is None:
        return [*[None] * 5, f"No mean: {found.problem}."]
    return [
        result_number(result.coefficients),
        result_number(result.weighted_sum + result.bonus),
        Decimal(result.shown),
        str(result.standing),
        result.distinction,
        "\n".join((*result.lines[len(found.graded) :], *mobility_lines(register, found.learner))),
    ]
