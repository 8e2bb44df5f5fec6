"""`ecvet checklist`: what is to be done before, during and after each stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer
from ecvet_office.model.register import Register
from ecvet_office.report.checklist import Checklist, Standing, checklist_json, checklist_text, checklists
from ecvet_office.report.plain_text import Paint

HELP = """\
Show what is to be done before, during and after each stay, and by whom.

Key actions, each with an owner and a day. What the workbook shows to be done is ticked by itself, and cannot be ticked
by hand; the rest is noted on the sheet Checklist entries, where other owners, other days and actions of your own belong
too. Learners are named by id; --names shows them. ecvet update writes the same into the sheet Checklist.

\b
    ecvet checklist plan.xlsx
    ecvet checklist plan.xlsx --learner L2

Exit codes: 0 nothing is overdue, 1 something is, 2 could not run.
"""


@click.command("checklist", help=HELP)
@options.about_learners("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    workbook: Path,
    learners: Sequence[str],
    on: date,
    form: str,
    names: bool,
    output: Path | None,
) -> None:
    """Shows the checklists of all stays, or of those of the learners asked for."""
    register = options.evaluated(workbook, on).register
    asked = options.known_learners(register, learners) or tuple(register.learner)
    found = [one for one in checklists(register, on) if one.agreement.learner in asked]
    answer(
        form,
        output,
        lambda paint, width: report(register, found, paint, width, names=names),
        lambda: checklist_json(found),
    )
    ctx.exit(int(any(item.standing is Standing.OVERDUE for one in found for item in one.items)))


def report(
    register: Register, found: Sequence[Checklist], paint: Paint, width: int | None, *, names: bool = False
) -> list[str]:
    """Gives the lines on all stays, with an empty line between two."""
    lines: list[str] = []
    for one in found:
        lines += [*([""] if lines else []), *checklist_text(register, one, paint, width, names=names)]
    return lines or ["there is no stay: fill the sheet Agreements"]
