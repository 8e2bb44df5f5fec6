"""`ecvet entry-credit`: what preparation credits on entry to training, and how much of the training is left."""

from __future__ import annotations

from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.credit.entry_credit import EntryStanding, entry_standings
from ecvet_office.model.register import Register
from ecvet_office.report.entry_credit import entry_json, entry_text
from ecvet_office.report.plain_text import Paint
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

HELP = """\
Show what preparation credits on entry to training, and how much is left.

Which units of preparation may count stands on the sheet Credit on entry, what was recognised and credited on Earlier
units, the duration of the training on Qualifications. What is left is the whole duration times the share that is still
open, exactly; the sheet Settings says whether it is counted by points or by hours.

\b
    ecvet new entry-credit entry.xlsx --example
    ecvet entry-credit entry.xlsx

Exit codes: 0 shown, 1 a remaining duration cannot be worked out, 2 could not run.
"""
NOBODY = (
    "no learner begins a training that the sheet Credit on entry has rows for: fill that sheet, and choose the "
    "training as Qualification on the sheet Learners"
)


@click.command("entry-credit", help=HELP)
@options.workbook
@options.learner
@forms("text", "json")
@options.names_or_ids
@click.pass_context
def command(ctx: click.Context, workbook: Path, learners: tuple[str, ...], form: str, names: bool) -> None:
    """Shows every learner of a training with rules for credit on entry, or some of them."""
    register, _ = parse(read(workbook))
    asked = options.known_learners(register, learners)
    found = tuple(one for one in entry_standings(register) if not asked or one.learner in asked)
    answer(
        form,
        None,
        lambda paint, width: report(register, found, paint, width, names=names),
        lambda: entry_json(register, found, names=names),
    )
    ctx.exit(int(any(one.remaining is None for one in found)))


def report(
    register: Register, found: tuple[EntryStanding, ...], paint: Paint, width: int | None, *, names: bool = False
) -> list[str]:
    """Gives the lines on all learners, with an empty line between two."""
    lines: list[str] = []
    for one in found:
        lines += [*([""] if lines else []), *entry_text(register, one, paint, width, names=names)]
    return lines or [NOBODY]
