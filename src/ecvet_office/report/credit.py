"""What each learner has, as text for people, and as JSON and CSV for programs.

A learner is named by id alone unless names are asked for: what is printed ends in logs and in mail.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from ecvet_office.credit.ledger import Ledger, State, UnitCredit
from ecvet_office.model.points import points_text
from ecvet_office.model.register import Register
from ecvet_office.report.plain_text import Paint, table_lines, unpainted, wrapped
from ecvet_office.rules.qualifications import qualification_named, unit_named

INDENT = "  "
BLOCKED = "Blocked:"  # how a line of the ledger on an obstacle begins
FORMULA_STARTS = (
    "=", "+", "-", "@", "\t", "\r", "\n",
    "\uff1d", "\uff0b", "\uff0d", "\uff20",  # the wide forms of = + - @, which Asian settings may read so
)  # fmt: skip
"""A spreadsheet takes a text that begins with one of these for a formula, and may run it."""
CSV_HEADER = (
    "learner", "qualification", "unit", "title", "state", "points", "table points", "counted", "achieved", "open",
)  # fmt: skip


# --- text -----------------------------------------------------------------------------------------------------------


def ledger_text(
    register: Register, ledger: Ledger, paint: Paint = unpainted, width: int | None = None, *, names: bool = False
) -> list[str]:
    """Gives the lines on one learner and qualification: the units, how their states arose, what is missing, the sum."""
    uses_points = register.settings.uses_points
    heading = (
        f"{_learner(register, ledger.learner, names=names)} · {qualification_named(register, ledger.qualification)}"
    )
    lines = [paint(heading, "strong")]
    if ledger.units:
        numeric = {2} if uses_points else set()
        rows = _unit_rows(register, ledger, uses_points=uses_points)
        lines += [INDENT + line for line in table_lines(rows, numeric, width and width - len(INDENT))]
    *reasons, total = _reasons(ledger)
    for reason in reasons:
        first, *further = wrapped(reason, width, INDENT, INDENT)
        lines += [paint(first, "error") if reason.startswith(BLOCKED) else first, *further]
    return [*lines, *(paint(line, "strong") for line in wrapped(total, width, INDENT, INDENT))]


def _reasons(ledger: Ledger) -> list[str]:
    """Gives the ledger's lines without those on units of which nothing is achieved: the table says that already."""
    standing = ledger.lines[sum(len(unit.lines) for unit in ledger.units) :]
    begun = (unit for unit in ledger.units if unit.achieved)
    return [*(line for unit in begun for line in unit.lines), *standing]


def _unit_rows(register: Register, ledger: Ledger, *, uses_points: bool) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("unit", "state", *(["points"] if uses_points else []), "outcomes")]
    for unit in ledger.units:
        state = str(unit.state) if unit.counted or unit.state is not State.RECOGNISED else f"{unit.state}, not counted"
        points = [_of(unit.points, unit.table_points)] if uses_points else []
        rows.append((unit_named(register, unit.unit), state, *points, _outcomes(unit)))
    return rows


def _outcomes(unit: UnitCredit) -> str:
    told = f"{len(unit.achieved)} of {len(unit.achieved) + len(unit.open)}"
    return f"{told}, open: {', '.join(unit.open)}" if unit.open else told


def _learner(register: Register, learner_id: str, *, names: bool) -> str:
    learner = register.learner.get(learner_id)
    return f"{learner_id} {learner.full_name}" if names and learner else learner_id


def _of(points: Decimal, whole: Decimal | None) -> str:
    return points_text(points) if whole is None else f"{points_text(points)} of {points_text(whole)}"


def without_ledger(register: Register, ledgers: Iterable[Ledger], asked: Iterable[str]) -> list[str]:
    """Gives a sentence for each learner asked for without any credit to show: for whom, and why."""
    known = {ledger.learner for ledger in ledgers}
    return [
        f"{learner}: nothing is computed, for {_why(register.learner[learner].qualification)}"
        for learner in asked
        if learner not in known
    ]


def _why(qualification: str | None) -> str:
    return f"the workbook knows no qualification {qualification}" if qualification else "no qualification is named"


# --- JSON and CSV ---------------------------------------------------------------------------------------------------


def credit_json(register: Register, ledgers: Iterable[Ledger], *, names: bool = False) -> dict[str, object]:
    """Gives all ledgers as objects: learner, qualification, points, total_points, share, eligible, blocked_by, units.

    Points are ECVET points, the share is in per cent. Names are added where they are asked for.
    """
    return {"learners": [_ledger_object(register, one, names=names) for one in ledgers]}


def _ledger_object(register: Register, ledger: Ledger, *, names: bool) -> dict[str, object]:
    learner = register.learner.get(ledger.learner)
    return {
        "learner": ledger.learner,
        **({"name": learner.full_name} if names and learner else {}),
        "qualification": ledger.qualification,
        "points": json_number(ledger.points),
        "total_points": json_number(ledger.total_points),
        "share": json_number(ledger.share),
        "eligible": ledger.eligible,
        "blocked_by": list(ledger.blocked_by),
        **({"examination": ledger.examination} if ledger.examination else {}),
        "units": [
            {
                "unit": unit.unit,
                "state": str(unit.state),
                "points": json_number(unit.points),
                "achieved": list(unit.achieved),
                "open": list(unit.open),
            }
            for unit in ledger.units
        ],
    }


def json_number(value: Decimal | None) -> int | float | None:
    """Gives a decimal as JSON writes numbers: a whole one as such, another with its own digits.

    The shortest text of a double has the digits of the decimal it was made from, up to fifteen of them: far more than
    points have.

    >>> json_number(Decimal("12.0")), json_number(Decimal("7.5"))
    (12, 7.5)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def credit_csv(register: Register, ledgers: Iterable[Ledger], *, names: bool = False) -> str:
    """Gives one line for each learner and unit, as comma-separated text with a header.

    To be written as UTF-8 with a byte order mark: without one Excel takes the text for the PC's own code page.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((CSV_HEADER[0], "name", *CSV_HEADER[1:]) if names else CSV_HEADER)
    for ledger in ledgers:
        learner = register.learner.get(ledger.learner)
        name = [harmless(learner.full_name if learner else "")] if names else []
        for unit in ledger.units:
            writer.writerow([harmless(ledger.learner), *name, *_unit_cells(register, ledger, unit)])
    return out.getvalue()


def _unit_cells(register: Register, ledger: Ledger, unit: UnitCredit) -> list[str]:
    known = register.unit.get(unit.unit)
    return [
        harmless(ledger.qualification),
        harmless(unit.unit),
        harmless(known.title or "" if known else ""),
        str(unit.state),
        points_text(unit.points),
        "" if unit.table_points is None else points_text(unit.table_points),
        "yes" if unit.counted else "no",
        harmless("; ".join(unit.achieved)),
        harmless("; ".join(unit.open)),
    ]


def harmless(text: str) -> str:
    """Gives a text with an apostrophe before it where a spreadsheet would take it for a formula and run it.

    A list that is opened in Excel must not do what somebody typed into a name. The signs are those that OWASP names
    for CSV injection.

    >>> harmless("=1+1"), harmless("Ana")
    ("'=1+1", 'Ana')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
