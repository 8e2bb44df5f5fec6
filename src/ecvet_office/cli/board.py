"""`ecvet board`: which units each learner has gained, and what is open in the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer
from ecvet_office.credit.ledger import Ledger
from ecvet_office.evaluation import Evaluation
from ecvet_office.report.board import board_csv, board_json, board_text
from ecvet_office.report.plain_text import Paint

HELP = """\
Show who has gained which unit, and what is open in the others.

Certification by units: each unit is gained by itself, all required ones are needed, and none makes up for another. Who
lacks a unit takes up what is open in it and repeats nothing else. Learners are named by id; --names shows their names.

\b
    ecvet board plan.xlsx
    ecvet board plan.xlsx --learner L2 --format json

Exit codes: 0 done, 1 done, but the workbook has errors that may bear on it (see ecvet check), 2 could not run.
"""


@click.command("board", help=HELP)
@options.about_learners("text", "json", "csv")
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
    """Shows the board of all learners, or of those asked for."""
    evaluation = options.evaluated(workbook, on)
    asked = options.known_learners(evaluation.register, learners) or tuple(evaluation.register.learner)
    ledgers = [ledger for ledger in evaluation.ledgers if ledger.learner in asked]
    register = evaluation.register
    answer(
        form,
        output,
        lambda paint, width: report(evaluation, ledgers, paint, width, names=names),
        lambda: board_json(register, ledgers, names=names),
        lambda: board_csv(register, ledgers, names=names),
    )
    ctx.exit(options.note_errors(workbook, evaluation))


def report(
    evaluation: Evaluation, ledgers: Sequence[Ledger], paint: Paint, width: int | None, *, names: bool
) -> list[str]:
    """Gives the lines of the board and of what is to be mended."""
    lines = board_text(evaluation.register, ledgers, paint, width, names=names)
    return lines or ["no learner has a qualification: fill the sheet Learners, and choose a Qualification in each row"]
