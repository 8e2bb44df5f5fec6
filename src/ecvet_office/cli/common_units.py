"""`ecvet common-units`: units that several qualifications share, and what a learner of one has of the others."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.credit.common_units import CommonUnit, HeldElsewhere, common_units, held_elsewhere
from ecvet_office.model.register import Register
from ecvet_office.report.common_units import common_json, common_text, held_text
from ecvet_office.report.plain_text import Paint
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

HELP = """\
Find units that qualifications share, by id or by alike outcomes.

A unit on the sheet Unit points that stands in two qualifications is common to them; its points may differ. Units of
other ids are proposed where the words of their outcomes are alike: each outcome is held against the nearest of the
other unit, and the mean has to reach the likeness of the sheet Settings, else 60 %. A proposal is for somebody to
decide. With --learner, what that learner of one qualification has of the others is shown too.

\b
    ecvet common-units units.xlsx
    ecvet common-units plan.xlsx --learner L1 --likeness 75

Exit codes: 0 shown, 2 could not run.
"""
HIGHEST = 100


def as_likeness(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Decimal | None:
    """Gives the likeness that was typed, above 0 and at most 100; None where nothing was."""
    if value is None:
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        found = Decimal(0)
    if not found.is_finite() or not 0 < found <= HIGHEST:
        raise click.BadParameter(f"{value!r} is no number above 0 and at most {HIGHEST}")
    return found


@click.command("common-units", help=HELP)
@options.workbook
@options.learner
@click.option("--likeness", callback=as_likeness, metavar="PERCENT", help="Instead of what the workbook says.")
@forms("text", "json")
@options.names_or_ids
def command(workbook: Path, learners: tuple[str, ...], likeness: Decimal | None, form: str, names: bool) -> None:
    """Shows common units and, for the learners asked for, what they have of other qualifications."""
    register, _ = parse(read(workbook))
    asked = options.known_learners(register, learners)
    found = common_units(register, likeness)
    held = tuple(one for learner in asked for one in held_elsewhere(register, learner, found))
    answer(
        form,
        None,
        lambda paint, width: [
            *report(register, found, paint, width),
            *held_report(register, asked, held, paint, width, names=names),
        ],
        lambda: common_json(found, held, register, names=names),
    )


def report(register: Register, found: tuple[CommonUnit, ...], paint: Paint, width: int | None) -> list[str]:
    """Gives the lines on all common units."""
    none = "no unit is common to two qualifications, or nothing is said of them yet on Units, Unit points and Outcomes"
    return common_text(register, found, paint, width) if found else [none]


def held_report(  # what to show, then how
    register: Register,
    asked: tuple[str, ...],
    held: tuple[HeldElsewhere, ...],
    paint: Paint,
    width: int | None,
    *,
    names: bool = False,
) -> list[str]:
    """Gives the lines on what learners have of qualifications that they do not take."""
    lines: list[str] = []
    for learner in asked:
        theirs = [one for one in held if one.learner == learner]
        for one in theirs:
            lines += ["", *held_text(register, one, paint, width, names=names)]
        if not theirs:
            lines += ["", f"{learner} has nothing recognised that another qualification shares"]
    return lines
