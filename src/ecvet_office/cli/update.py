"""`ecvet update`: the results, written into a workbook or a copy of it."""

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

The copy gets the sheets My learners, Findings, Credit, Progress and Points, and new rows get their numbers; formulas
that show an old value show the new one. Everything else stays as it was, and so does your workbook. With --in-place
the workbook itself is written, and kept as it was beside it; close it in Excel first.

A receipt says what was changed. Marks of an earlier update go unless --marks sets them anew; the cells' own formats
stay as they are.

\b
    ecvet update plan.xlsx
    ecvet update plan.xlsx -o checked.xlsx --marks
    ecvet update plan.xlsx --in-place --repair
    ecvet update plan.xlsx --history

Exit codes: 0 written, 1 written, and the workbook has errors, 2 could not run.
"""


@click.command("update", help=HELP)
@options.workbook
@options.copy
@click.option("--in-place", is_flag=True, help="Overwrite the workbook itself, and keep it as it was beside it.")
@click.option("--marks/--no-marks", help="Mark the cells of errors and warnings.  [default: no marks]")
@click.option("--repair", is_flag=True, help="Put formulas back that somebody typed over (WB30).")
@click.option("--history", is_flag=True, help="Add a row to Points history wherever points changed (PT15).")
@options.on
@click.pass_context
def command(
    ctx: click.Context,
    workbook: Path,
    output: Path | None,
    in_place: bool,
    marks: bool,
    repair: bool,
    history: bool,
    on: date,
) -> None:
    """Writes the result sheets and prints the receipt."""
    evaluation = options.evaluated(workbook, on)
    receipt = update(workbook, evaluation, output, in_place=in_place, marks=marks, repair=repair, history=history)
    say(receipt_lines(receipt))
    if receipt.repaired or receipt.recorded:
        evaluation = options.evaluated(receipt.path, on)
    say([f"found: {severity_counts(evaluation.findings, paint())}"])
    ctx.exit(int(evaluation.has_errors))
