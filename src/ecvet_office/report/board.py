"""The progress board: learner by unit what is gained, and what is still to be mended, as CPU-Europe certifies by units.

Each unit is gained by itself, and none makes up for another; who has not gained one yet takes up what is open in it and
repeats nothing else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ecvet_office.credit.ledger import Ledger, State, UnitCredit
from ecvet_office.model.register import Register
from ecvet_office.report.credit import INDENT, harmless
from ecvet_office.report.plain_text import Paint, table_lines, unpainted, wrapped
from ecvet_office.rules.qualifications import qualification_named, unit_named
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.results_layout import BOARD_UNITS

SIGNS = {
    State.RECOGNISED: "✔", State.VALIDATED: "…", State.ASSESSED: "…", State.FAILED: "!", State.REFUSED: "!",
    State.DOCUMENTED: "…",
}  # fmt: skip
"""How the state of a unit is told at a glance; a dot where nothing was assessed yet."""
NOT_BEGUN = "·"
GAINED = "gained"
A_CHOICE = "a choice"
COMPLETE, INCOMPLETE = "✔ yes", "… not yet"
NO_COMPENSATION = "Each unit is gained by itself: neither points nor grades of one make up for another."
CSV_HEADER = ("learner", "qualification", "unit", "title", "state", "gained", "open", "first")
LONGEST_WORDS = 60  # characters of an outcome's text in one line


def gained(ledger: Ledger) -> int:
    """Gives how many of the gained units count towards the qualification: of a group no more than it asks for."""
    return sum(1 for unit in ledger.units if unit.counted)


def required(ledger: Ledger) -> int:
    """Gives how many units have to be gained: those that count already and those that are missing.

    A group to choose from that is not met yet asks for one more at least, and is counted as one.
    """
    return gained(ledger) + len(ledger.missing)


def to_mend(register: Register, ledger: Ledger) -> tuple[UnitCredit, ...]:
    """Gives the units that are not gained and still needed, in the order of the sheet.

    Of a group that leaves a choice, only the units that were begun.
    """
    choices = {group.group for group in register.groups_in.get(ledger.qualification, ()) if group.is_choice}
    rows = {row.unit: row for row in register.units_in.get(ledger.qualification, ())}
    return tuple(
        unit
        for unit in ledger.units
        if unit.state is not State.RECOGNISED
        and (unit.unit in ledger.missing or rows[unit.unit].group not in choices or unit.state is not State.OPEN)
    )


def open_groups(register: Register, ledger: Ledger) -> tuple[str, ...]:
    """Gives what groups of the qualification still ask for, a text each: there the learner chooses among units."""
    return tuple(one for one in ledger.missing if one not in register.unit)


def first_recognise(register: Register, ledger: Ledger, unit: UnitCredit) -> tuple[str, ...]:
    """Gives the units that this one requires and that are not gained yet."""
    row = register.points_of.get((ledger.qualification, unit.unit))
    held = {one.unit for one in ledger.units if one.state is State.RECOGNISED}
    return tuple(one for one in row.requires if one not in held) if row else ()


# --- result sheets --------------------------------------------------------------------------------------------------


def board_rows(register: Register, ledgers: Iterable[Ledger]) -> Iterator[list[CellValue | None]]:
    """Gives a row of the progress board for each learner and qualification."""
    for ledger in ledgers:
        cells = [f"{sign_of(unit)} {unit.unit} {word_of(unit)}" for unit in ledger.units]
        shown = [*cells[: len(BOARD_UNITS)], *[None] * (len(BOARD_UNITS) - len(cells))]
        yield [
            ledger.learner,
            register.learner[ledger.learner].full_name,
            ledger.qualification,
            Decimal(gained(ledger)),
            Decimal(required(ledger)),
            COMPLETE if ledger.eligible else INCOMPLETE,
            *shown,
            "; ".join(cells[len(BOARD_UNITS) :]) or None,
        ]


def remediation_rows(register: Register, ledgers: Iterable[Ledger]) -> Iterator[list[CellValue | None]]:
    """Gives a row for each unit that a learner has still to gain, with what is open in it."""
    for ledger in ledgers:
        for unit in to_mend(register, ledger):
            yield [
                ledger.learner,
                register.learner[ledger.learner].full_name,
                ledger.qualification,
                unit_named(register, unit.unit),
                str(unit.state),
                "\n".join(what_is_open(register, unit)),
                ", ".join(first_recognise(register, ledger, unit)) or None,
            ]
        for words in open_groups(register, ledger):
            yield [
                ledger.learner,
                register.learner[ledger.learner].full_name,
                ledger.qualification,
                None,
                A_CHOICE,
                words,
                None,
            ]


def sign_of(unit: UnitCredit) -> str:
    """Gives the sign of a unit's state."""
    return SIGNS.get(unit.state, "…" if unit.achieved else NOT_BEGUN)


def word_of(unit: UnitCredit) -> str:
    """Gives the word for a unit's state: `gained` for one that is recognised."""
    return GAINED if unit.state is State.RECOGNISED else str(unit.state)


def what_is_open(register: Register, unit: UnitCredit) -> list[str]:
    """Gives what keeps a unit from being gained, a line each: its open outcomes, else the step that comes next."""
    if unit.open:
        return [_outcome(register, one) for one in unit.open]
    if not unit.outcomes:
        return ["the unit has no outcomes that could be assessed"]
    if unit.state is State.DOCUMENTED:
        return ["nothing: the final examination decides"]
    return ["recognition by the home institution" if unit.state is State.VALIDATED else "validation and recognition"]


def _outcome(register: Register, outcome: str) -> str:
    known = register.outcome.get(outcome)
    words = " ".join((known.outcome or "").split()) if known else ""
    short = words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"
    return f"{outcome} {short}".strip()


# --- text, JSON and CSV ---------------------------------------------------------------------------------------------


def board_text(
    register: Register,
    ledgers: Sequence[Ledger],
    paint: Paint = unpainted,
    width: int | None = None,
    *,
    names: bool = False,
) -> list[str]:
    """Gives the board of each qualification as a table, then what each learner has still to gain."""
    lines: list[str] = []
    for qualification in dict.fromkeys(ledger.qualification for ledger in ledgers):
        theirs = [ledger for ledger in ledgers if ledger.qualification == qualification]
        lines += [paint(qualification_named(register, qualification), "strong")]
        units = [unit.unit for unit in theirs[0].units]
        rows = [("learner", "gained", *units)]
        rows += [
            (
                _named(register, ledger, names=names),
                f"{gained(ledger)} of {required(ledger)}",
                *map(sign_of, ledger.units),
            )
            for ledger in theirs
        ]
        lines += [INDENT + line for line in table_lines(rows, (), width and width - len(INDENT))]
        lines += [INDENT + paint("✔ gained   … on the way   ! failed or refused   · not begun", "quiet"), ""]
        for ledger in theirs:
            lines += _remediation_text(register, ledger, paint, width, names=names)
    return [*lines, *wrapped(NO_COMPENSATION, width)] if lines else []


def _remediation_text(register: Register, ledger: Ledger, paint: Paint, width: int | None, *, names: bool) -> list[str]:
    units = to_mend(register, ledger)
    who = _named(register, ledger, names=names)
    if ledger.eligible:
        return [paint(f"{who}: all required units are gained", "done"), ""]
    lines = [paint(f"{who}: {required(ledger) - gained(ledger)} to gain", "strong")]
    for unit in units:
        first = first_recognise(register, ledger, unit)
        after = f"; first recognise {', '.join(first)}" if first else ""
        told = f"{unit_named(register, unit.unit)} ({unit.state}): {'; '.join(what_is_open(register, unit))}{after}"
        lines += wrapped(told, width, INDENT, INDENT)
    for words in open_groups(register, ledger):
        lines += wrapped(f"{A_CHOICE}: {words}", width, INDENT, INDENT)
    return [*lines, ""]


def _named(register: Register, ledger: Ledger, *, names: bool) -> str:
    learner = register.learner[ledger.learner]
    return f"{learner.id} {learner.full_name}" if names else learner.id


def board_json(register: Register, ledgers: Iterable[Ledger], *, names: bool = False) -> dict[str, object]:
    """Gives the board as objects: each learner's units with their states, and what is open in those not gained."""
    return {
        "compensation": False,
        "learners": [
            {
                "learner": ledger.learner,
                **({"name": register.learner[ledger.learner].full_name} if names else {}),
                "qualification": ledger.qualification,
                "gained": gained(ledger),
                "required": required(ledger),
                "complete": ledger.eligible,
                "units": [{"unit": unit.unit, "state": word_of(unit)} for unit in ledger.units],
                "remediation": [
                    {
                        "unit": unit.unit,
                        "state": str(unit.state),
                        "open": list(unit.open),
                        "first": list(first_recognise(register, ledger, unit)),
                    }
                    for unit in to_mend(register, ledger)
                ],
                "groups": list(open_groups(register, ledger)),
            }
            for ledger in ledgers
        ],
    }


def board_csv(register: Register, ledgers: Iterable[Ledger], *, names: bool = False) -> str:
    """Gives one line for each learner and unit, as comma-separated text with a header."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((CSV_HEADER[0], "name", *CSV_HEADER[1:]) if names else CSV_HEADER)
    for ledger in ledgers:
        name = [harmless(register.learner[ledger.learner].full_name)] if names else []
        for unit in ledger.units:
            known = register.unit.get(unit.unit)
            row = (
                ledger.qualification,
                unit.unit,
                (known.title or "") if known else "",
                word_of(unit),
                "yes" if unit.state is State.RECOGNISED else "no",
                "; ".join(unit.open),
                "; ".join(first_recognise(register, ledger, unit)),
            )
            writer.writerow([harmless(ledger.learner), *name, *map(harmless, row)])
    return out.getvalue()
