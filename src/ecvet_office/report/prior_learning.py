"""Files of prior learning as text, JSON and rows: the four steps, which units are certified, what the others lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ecvet_office.credit.prior_learning import ClaimedUnit, FileStanding, FileStep, file_standings
from ecvet_office.model.days import day_text
from ecvet_office.model.points import points_text
from ecvet_office.model.register import Register
from ecvet_office.report.credit import INDENT, json_number
from ecvet_office.report.plain_text import Paint, table_lines, unpainted, wrapped
from ecvet_office.rules.qualifications import qualification_named, unit_named
from ecvet_office.workbook.cell_values import CellValue

CERTIFIED, OPEN = "✔ certified", "… not certified"


def prior_learning_text(
    register: Register, found: FileStanding, paint: Paint = unpainted, width: int | None = None, *, names: bool = False
) -> list[str]:
    """Gives the lines on one file: its steps, then each claimed unit with what it still lacks, then the points."""
    file, learner = found.file, register.learner.get(found.file.learner)
    candidate = f"{file.learner} {learner.full_name}" if names and learner else file.learner
    named = qualification_named(register, found.qualification) if found.qualification else "no qualification"
    lines = [paint(f"{file.id} · {candidate} · {named}", "strong")]
    rows = [_step_row(register, step, names=names) for step in found.steps]
    lines += [INDENT + line for line in table_lines(rows, (), width and width - len(INDENT))]
    for unit in found.units:
        lines += _unit_lines(register, unit, paint, width)
    if found.outside:
        lines += wrapped(f"! in no unit of the qualification: {', '.join(found.outside)}", width, INDENT, INDENT)
    if not found.units:
        lines.append(f"{INDENT}no unit is claimed: write the evidence on the sheet Evidence")
    elif register.settings.uses_points:
        lines.append(paint(f"{INDENT}Points of the certified units: {points_text(found.points)}.", "strong"))
    return lines


def _step_row(register: Register, step: FileStep, *, names: bool) -> tuple[str, str, str]:
    people = (register.person.get(one) for one in step.by)
    shown = [
        person.name or person.id if names and person else name for person, name in zip(people, step.by, strict=True)
    ]
    return step.name, "not done" if step.on is None else day_text(step.on), ", ".join(shown)


def _unit_lines(register: Register, unit: ClaimedUnit, paint: Paint, width: int | None) -> list[str]:
    name = unit_named(register, unit.unit)
    if unit.is_certified:
        points = f", {points_text(unit.points)} points" if register.settings.uses_points else ""
        return wrapped(paint(f"✔ {name}: certified{points}", "done"), width, INDENT, INDENT)
    lines = wrapped(paint(f"… {name}: not certified; missing:", "warning"), width, INDENT, INDENT)
    for one in unit.missing:
        lines += wrapped(one, width, 2 * INDENT, 2 * INDENT)
    return lines


def prior_learning_json(register: Register, found: Sequence[FileStanding], *, names: bool = False) -> dict[str, object]:
    """Gives the files as objects; names are added where they are asked for."""
    return {"files": [_object(register, one, names=names) for one in found]}


def _object(register: Register, found: FileStanding, *, names: bool) -> dict[str, object]:
    learner = register.learner.get(found.file.learner)
    return {
        "file": found.file.id,
        "learner": found.file.learner,
        **({"name": learner.full_name} if names and learner else {}),
        "qualification": found.qualification or None,
        "steps": [
            {"step": step.name, "on": step.on.isoformat() if step.on else None, "by": list(step.by)}
            for step in found.steps
        ],
        "units": [
            {
                "unit": unit.unit,
                "certified": unit.is_certified,
                "points": json_number(unit.points),
                "missing": list(unit.missing),
                "outcomes": [
                    {"outcome": one.outcome, "state": str(one.state), "evidence": len(one.evidence)}
                    for one in unit.outcomes
                ],
            }
            for unit in found.units
        ],
        "outside": list(found.outside),
        "points": json_number(found.points),
    }


def certified_rows(register: Register) -> Iterator[list[CellValue | None]]:
    """Gives the rows of the sheet Certified units: one for each claimed unit, in the order of files and claims."""
    for found in file_standings(register):
        learner = register.learner.get(found.file.learner)
        for unit in found.units:
            yield [
                found.file.id,
                learner.full_name if learner else found.file.learner,
                found.qualification,
                unit_named(register, unit.unit),
                CERTIFIED if unit.is_certified else OPEN,
                unit.points if register.settings.uses_points else None,
                "; ".join(unit.missing) or None,
            ]
