"""Credit on entry as text, JSON and rows: what is credited, what may be, and how much of the training is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ecvet_office.credit.entry_credit import Entry, EntryStanding, entry_lines, entry_standings
from ecvet_office.model.points import exact_decimal, number_text, points_text
from ecvet_office.model.register import Register
from ecvet_office.report.credit import INDENT
from ecvet_office.report.plain_text import Paint, table_lines, unpainted, wrapped
from ecvet_office.rules.qualifications import qualification_named, unit_named
from ecvet_office.workbook.cell_values import CellValue

SIGNS = {Entry.CREDITED: "✔", Entry.MAY_BE: "…", Entry.OPEN: ""}


def entry_text(
    register: Register, found: EntryStanding, paint: Paint = unpainted, width: int | None = None, *, names: bool = False
) -> list[str]:
    """Gives the lines on one learner: the units of the training, then the remaining duration, line by line."""
    learner = f"{found.learner} {register.learner[found.learner].full_name}" if names else found.learner
    lines = [paint(f"{learner} · {qualification_named(register, found.qualification)}", "strong")]
    rows: list[tuple[str, ...]] = [("unit", found.measure, "on entry", "for")]
    for one in found.units:
        weight = "" if one.weight is None else points_text(one.weight)
        rows.append((unit_named(register, one.unit), weight, str(one.entry), ", ".join(one.by)))
    lines += [INDENT + line for line in table_lines(rows, {1}, width and width - len(INDENT))]
    for line in entry_lines(found):
        lines += wrapped(line, width, INDENT, INDENT)
    if found.undecided:
        undecided = ", ".join(one.unit for one in found.undecided)
        lines += wrapped(paint(f"Not decided yet: {undecided}.", "warning"), width, INDENT, INDENT)
    return lines


def entry_json(register: Register, found: Sequence[EntryStanding], *, names: bool = False) -> dict[str, object]:
    """Gives what each learner brings as objects; exact numbers are texts, since their decimals may never end."""
    return {"learners": [_object(register, one, names=names) for one in found]}


def _object(register: Register, found: EntryStanding, *, names: bool) -> dict[str, object]:
    return {
        "learner": found.learner,
        **({"name": register.learner[found.learner].full_name} if names else {}),
        "qualification": found.qualification,
        "measure": found.measure,
        "units": [{"unit": one.unit, "entry": str(one.entry), "by": list(one.by)} for one in found.units],
        "open_share": _text(found.open_share),
        "whole_months": _text(found.whole),
        "remaining_months": _text(found.remaining),
        "problems": list(found.problems),
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def entry_rows(register: Register) -> Iterator[list[CellValue | None]]:
    """Gives the rows of the sheet Entry results: for each learner the whole, then the units of the training."""
    for found in entry_standings(register):
        who: list[CellValue | None] = [found.learner, register.learner[found.learner].full_name, found.qualification]
        yield [*who, None, None, None, _months(found.remaining), " ".join(entry_lines(found))]
        for one in found.units:
            state = f"{SIGNS[one.entry]} {one.entry}".strip()
            told = f"for {', '.join(one.by)}" if one.by else None
            yield [*who, unit_named(register, one.unit), state, one.weight, None, told]


def _months(value: Fraction | None) -> CellValue | None:
    if value is None:
        return None
    text = number_text(value)
    return text if text.startswith("≈") else exact_decimal(value)
