"""`ecvet next-year`: a new workbook with what stays the same and the cases that are open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.console import paint, say, typed
from ecvet_office.report.next_year import next_year_text
from ecvet_office.workbook.next_year import plan_next_year, write_next_year
from ecvet_office.workbook.reading import read

HELP = """\
Begin a new year: a workbook with what stays the same and the open cases.

Kept are settings, partners, people, packages, qualifications, units, points and their history, memoranda that are
valid, and every learner whose stay is neither decided nor withdrawn, with all results, decisions and papers. Learners
whose cases are closed are left behind, and nothing of them is in the new file. The old workbook stays as it is.

The receipt counts what was kept and left behind, and lists the memoranda that end within a year.

\b
    ecvet next-year plan.xlsx -o plan-2027.xlsx
    ecvet next-year plan.xlsx -o plan-2027.xlsx --learner L7

Exit codes: 0 written, 1 written, and something is left to look at, 2 could not run.
"""


@click.command("next-year", help=HELP)
@options.workbook
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The new workbook.")
@click.option("--learner", "learners", multiple=True, metavar="ID", help="Keep this learner too; may be repeated.")
@options.on
@click.pass_context
def command(ctx: click.Context, workbook: Path, output: Path, *, learners: Sequence[str], on: date) -> None:
    """Writes the new workbook and prints the receipt."""
    plan = plan_next_year(read(workbook), on, learners)
    write_next_year(plan, output)
    say([*next_year_text(plan, paint()), f"written: {output}", f"next: ecvet update {typed(output)} --in-place"])
    ctx.exit(int(bool(plan.unclear or plan.lost)))
