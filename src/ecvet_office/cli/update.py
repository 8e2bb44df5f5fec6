"""`ecvet update`: the results, written into a copy of a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.console import paint, say
from ecvet_office.report.findings import severity_counts
from ecvet_office.report.updating import receipt_lines, update

HELP = """\
Write the results into a copy of a workbook.

The copy gets the sheets My learners, Findings, Credit, Progress and Points; everything else in it stays as it was, and
so does your workbook. A receipt says what was changed.

\b
    ecvet update plan.xlsx
    ecvet update plan.xlsx -o checked.xlsx

Exit codes: 0 written, 1 written, and the workbook has errors, 2 could not run.
"""


@click.command("update", help=HELP)
@options.workbook
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The copy; beside the workbook if left out.")
@options.on
@click.pass_context
def command(ctx: click.Context, workbook: Path, output: Path | None, on: date) -> None:
    """Writes the result sheets and prints the receipt."""
    evaluation = options.evaluated(workbook, on)
    say(receipt_lines(update(workbook, evaluation, output)))
    say([f"found: {severity_counts(evaluation.findings, paint())}"])
    ctx.exit(int(evaluation.has_errors))
