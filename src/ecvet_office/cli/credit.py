"""`ecvet credit`: what each learner has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer
from ecvet_office.cli.console import note
from ecvet_office.credit.ledger import Ledger
from ecvet_office.evaluation import Evaluation
from ecvet_office.report.credit import credit_csv, credit_json, ledger_text, without_ledger
from ecvet_office.report.plain_text import Paint

HELP = """\
Show what each learner has, explained line by line.

For each unit: how far it came, the points that its recognition gives, and which outcomes are open. Learners are named
by id, so that no names end up in a log; --names shows them.

\b
    ecvet credit plan.xlsx --learner L1 --names
    ecvet credit plan.xlsx --format csv -o credit.csv

Exit codes: 0 done, 1 done, but the workbook has errors that may bear on it (see ecvet check), 2 could not run.
"""


@click.command("credit", help=HELP)
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
    """Shows the credit of all learners, or of those asked for."""
    evaluation = options.evaluated(workbook, on)
    asked = options.known_learners(evaluation.register, learners) or tuple(evaluation.register.learner)
    ledgers = [ledger for ledger in evaluation.ledgers if ledger.learner in asked]
    register = evaluation.register
    answer(
        form,
        output,
        lambda paint, width: report(evaluation, ledgers, paint, width, names=names),
        lambda: credit_json(register, ledgers, names=names),
        lambda: credit_csv(register, ledgers, names=names),
    )
    for sentence in without_ledger(evaluation.register, evaluation.ledgers, asked):
        note(sentence)
    ctx.exit(options.note_errors(workbook, evaluation))


def report(
    evaluation: Evaluation, ledgers: Sequence[Ledger], paint: Paint, width: int | None, *, names: bool
) -> list[str]:
    """Gives the lines on all ledgers, with an empty line between two."""
    lines: list[str] = []
    for ledger in ledgers:
        lines += [*([""] if lines else []), *ledger_text(evaluation.register, ledger, paint, width, names=names)]
    return lines or ["no learner has a qualification: fill the sheet Learners, and choose a Qualification in each row"]
