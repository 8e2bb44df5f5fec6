"""The matrix, profiles and training plans as text, JSON and rows: what is covered, what is missing, for how long."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ecvet_office.credit.competence_profile import AreaGap, ProfileGap, steps_text
from ecvet_office.credit.training_plan import HELD, PlanLine, TrainingPlan, plan_lines, training_plans
from ecvet_office.model.days import day_text
from ecvet_office.model.matrix import COVERED, NOT_COVERED, PARTLY
from ecvet_office.model.points import number_text, points_text
from ecvet_office.model.register import Register
from ecvet_office.report.credit import INDENT, harmless, json_number
from ecvet_office.report.plain_text import Paint, counted, table_lines, unpainted, wrapped
from ecvet_office.report.result_values import result_number
from ecvet_office.rules.matrix import area_named
from ecvet_office.rules.qualifications import qualification_named, unit_named
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.results_layout import MATRIX_PARTNERS

LETTERS = {COVERED: "C", PARTLY: "P", NOT_COVERED: "N"}
"""By word of the sheet Matrix, the letter that stands for it in a picture; an empty cell was not compared."""

LEGEND = "C covered, P partly, N not, empty: not compared"
MOST_LISTED = 100
"""So many missing steps of an area are told one by one; a workbook may say any number."""
Cells = list[CellValue | None]


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One row of the matrix.

    Attributes:
        unit: id of the outcome's unit; empty where it has none.
        outcome: its id.
        letters: for each partner's qualification C, P or N; empty where nothing is said.
    """

    unit: str
    outcome: str
    letters: tuple[str, ...]

    @property
    def covered_by(self) -> int:
        """How many partners cover the outcome whole."""
        return self.letters.count(LETTERS[COVERED])


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix as a grid.

    Attributes:
        partners: ids of the partners' qualifications, in the order in which the sheet Matrix first names them.
        lines: the outcomes that were compared, unit by unit, in the order of the sheet Outcomes.
    """

    partners: tuple[str, ...]
    lines: tuple[MatrixLine, ...]


def matrix_view(register: Register) -> MatrixView:
    """Gives the matrix of a workbook as a grid; of a cell that stands twice the first one counts.

    Where nothing is said of a partner's qualification to which the outcome's unit belongs itself, it is covered.
    """
    partners = tuple(dict.fromkeys(row.qualification for row in register.coverages))
    cells: dict[tuple[str, str], str] = {}
    for row in register.coverages:
        cells.setdefault((row.outcome, row.qualification), LETTERS.get(row.covered or "", ""))
    outcomes = [one for one in register.outcome.values() if one.id in register.coverage_of]
    for one in outcomes:
        for partner in partners:
            if (partner, one.unit or "") in register.points_of:
                cells.setdefault((one.id, partner), LETTERS[COVERED])
    units = dict.fromkeys(one.unit or "" for one in outcomes)
    lines = [
        MatrixLine(unit, one.id, tuple(cells.get((one.id, partner), "") for partner in partners))
        for unit in units
        for one in outcomes
        if (one.unit or "") == unit
    ]
    return MatrixView(partners, tuple(lines))


def outcome_named(register: Register, outcome: str) -> str:
    """Gives the id of an outcome with its text where it has one."""
    known = register.outcome.get(outcome)
    return f"{outcome} {known.outcome}" if known and known.outcome else outcome


# --- text -----------------------------------------------------------------------------------------------------------


def matrix_text(register: Register, paint: Paint = unpainted, width: int | None = None) -> list[str]:
    """Gives the matrix as lines: letters by outcome and partner, then what the letters mean."""
    view = matrix_view(register)
    if not view.lines:
        return []
    rows: list[tuple[str, ...]] = [("outcome", *view.partners)]
    rows += [(outcome_named(register, one.outcome), *one.letters) for one in view.lines]
    lines = [paint("Matrix of outcomes and partners' qualifications", "strong")]
    lines += [INDENT + line for line in table_lines(rows, (), width and width - len(INDENT))]
    lines += [INDENT + LEGEND]
    return [*lines, *(INDENT + qualification_named(register, one) for one in view.partners)]


def profile_text(
    register: Register, found: ProfileGap, paint: Paint = unpainted, width: int | None = None, *, names: bool = False
) -> list[str]:
    """Gives the lines on one person's profile: area by area, then the steps held of those required."""
    rows: list[tuple[str, ...]] = [("competence area", "asked for", "held", "missing")]
    rows += [
        (area_named(register, one.area), str(one.required), str(one.held), steps_text(one.missing))
        for one in found.areas
    ]
    head = (
        f"{learner_named(register, found.learner, names=names)} · {qualification_named(register, found.qualification)}"
    )
    lines = [paint(head, "strong")]
    lines += [INDENT + line for line in table_lines(rows, {1, 2}, width and width - len(INDENT))]
    return [*lines, *wrapped(profile_line(found), width, INDENT, INDENT)]


def profile_line(found: ProfileGap) -> str:
    """Gives in a sentence how many steps are held, and how many points the two profiles have where they state any."""
    told = f"{found.held} of {counted(found.required, 'step')} held" + (f" ({found.share})" if found.share else "")
    if found.required_points or found.held_points:
        told += f"; {points_text(found.held_points)} of {points_text(found.required_points)} points"
    return f"{told}."


def plan_text(
    register: Register, plan: TrainingPlan, paint: Paint = unpainted, width: int | None = None, *, names: bool = False
) -> list[str]:
    """Gives the lines on one person's training plan: what is missing, by which module, then the duration."""
    head = f"{learner_named(register, plan.learner, names=names)} · {qualification_named(register, plan.qualification)}"
    lines = [paint(head, "strong")]
    held = len(plan.lines) - len(plan.gap)
    lines.append(f"{INDENT}{held} of {counted(len(plan.lines), 'outcome')} achieved")
    if plan.gap:
        rows: list[tuple[str, ...]] = [("outcome", "standing", "hours", "until", "module")]
        for one in plan.gap:
            until = day_text(one.deadline) if one.deadline else ""
            hours = "" if one.hours is None else number_text(one.hours)
            named = outcome_named(register, one.outcome)
            rows.append((named, str(one.standing), hours, until, modules_named(one)))
        lines += [INDENT + line for line in table_lines(rows, {2}, width and width - len(INDENT))]
    for line in plan_lines(plan):
        lines += wrapped(line, width, INDENT, INDENT)
    return lines


def modules_named(line: PlanLine) -> str:
    """Gives the modules that lead to an outcome; empty for none."""
    return "; ".join(one.module for one in line.modules)


def learner_named(register: Register, learner: str, *, names: bool) -> str:
    """Gives the id of a learner, with the name only where it is asked for."""
    return f"{learner} {register.learner[learner].full_name}" if names else learner


# --- JSON -----------------------------------------------------------------------------------------------------------


def matrix_json(
    register: Register, profiles: Sequence[ProfileGap], plans: Sequence[TrainingPlan], *, names: bool = False
) -> dict[str, object]:
    """Gives matrix, profiles and plans as objects; exact numbers are texts, since their decimals may never end."""
    view = matrix_view(register)
    return {
        "partners": list(view.partners),
        "matrix": [
            {"unit": one.unit, "outcome": one.outcome, **dict(zip(view.partners, one.letters, strict=True))}
            for one in view.lines
        ],
        "profiles": [_profile_object(register, one, names=names) for one in profiles],
        "plans": [_plan_object(register, one, names=names) for one in plans],
    }


def _who(register: Register, learner: str, *, names: bool) -> dict[str, object]:
    return {"learner": learner, **({"name": register.learner[learner].full_name} if names else {})}


def _profile_object(register: Register, found: ProfileGap, *, names: bool) -> dict[str, object]:
    return {
        **_who(register, found.learner, names=names),
        "qualification": found.qualification,
        "areas": [
            {"area": one.area, "required": one.required, "held": one.held, "missing": [*one.missing[:MOST_LISTED]]}
            for one in found.areas
        ],
        "held_steps": found.held,
        "required_steps": found.required,
        "share": found.share,
        "held_points": json_number(found.held_points),
        "required_points": json_number(found.required_points),
    }


def _plan_object(register: Register, plan: TrainingPlan, *, names: bool) -> dict[str, object]:
    return {
        **_who(register, plan.learner, names=names),
        "qualification": plan.qualification,
        "outcomes": [{"outcome": one.outcome, "standing": str(one.standing)} for one in plan.lines],
        "gap": [_line_object(one) for one in plan.gap],
        "gap_hours": str(plan.gap_hours),
        "whole_hours": str(plan.whole_hours),
        "share": _text(plan.share),
        "months": _text(plan.months),
        "problems": list(plan.problems),
    }


def _line_object(line: PlanLine) -> dict[str, object]:
    return {
        "outcome": line.outcome,
        "modules": [one.module for one in line.modules],
        "hours": _text(line.hours),
        "place": line.place,
        "deadline": line.deadline.isoformat() if line.deadline else None,
        "partners": [{"qualification": one.qualification, "covered": one.covered} for one in line.partners],
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def matrix_csv(register: Register) -> str:
    """Gives one line for each outcome of the matrix, as comma-separated text with a header.

    To be written as UTF-8 with a byte order mark: without one Excel takes the text for the PC's own code page.
    """
    view, out = matrix_view(register), io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["unit", "outcome", *map(harmless, view.partners)])
    writer.writerows([harmless(one.unit), harmless(one.outcome), *one.letters] for one in view.lines)
    return out.getvalue()


# --- rows of the result sheets --------------------------------------------------------------------------------------


def picture_rows(register: Register) -> Iterator[Cells]:
    """Gives the rows of the sheet Matrix picture: the partners' qualifications first, then letters by outcome."""
    view = matrix_view(register)
    if not view.lines:
        return
    shown = len(MATRIX_PARTNERS)
    yield [None, None, *_padded([qualification_named(register, one) for one in view.partners[:shown]]), None, None]
    for line in view.lines:
        further = zip(view.partners[shown:], line.letters[shown:], strict=True)
        rest = ", ".join(f"{partner} {letter}" for partner, letter in further if letter)
        letters: Cells = [letter or None for letter in line.letters[:shown]]
        named = unit_named(register, line.unit) if line.unit else None
        covered = result_number(Fraction(line.covered_by))
        yield [named, outcome_named(register, line.outcome), *_padded(letters), rest or None, covered]


def _padded(cells: Sequence[CellValue | None]) -> Cells:
    return [*cells, *[None] * (len(MATRIX_PARTNERS) - len(cells))]


def plan_rows(register: Register) -> Iterator[Cells]:
    """Gives the rows of the sheet Training plan: for each person the whole, then areas in steps, then outcomes."""
    for plan in training_plans(register):
        who: Cells = [plan.learner, register.learner[plan.learner].full_name, plan.qualification]
        hours = None if plan.problems else result_number(plan.gap_hours)
        yield [*who, None, " ".join(plan_lines(plan)), None, None, hours, None, None, None]
        if plan.profile is not None:
            yield [*who, None, profile_line(plan.profile), *[None] * 6]
            for area in plan.profile.areas:
                yield [*who, None, area_named(register, area.area), _in_words(area), *[None] * 5]
        for line in plan.lines:
            yield [*who, *_plan_row(register, line)]


def _in_words(area: AreaGap) -> str:
    return f"missing: {steps_text(area.missing)}" if area.missing else f"step {area.held} held"


def _plan_row(register: Register, line: PlanLine) -> Cells:
    named = [unit_named(register, line.unit), outcome_named(register, line.outcome), str(line.standing)]
    if line.standing in HELD:
        return [*named, None, None, None, None, None]
    partners = "; ".join(f"{one.qualification} {one.covered}" for one in line.partners)
    hours = None if line.hours is None else result_number(line.hours)
    return [*named, modules_named(line) or None, hours, line.place or None, line.deadline, partners or None]
