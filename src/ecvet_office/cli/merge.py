"""`ecvet merge`: a partner's copy of a workbook, merged into a copy of mine."""

from __future__ import annotations

from pathlib import Path

import click

from ecvet_office.cli.answers import answer, forms
from ecvet_office.cli.console import note
from ecvet_office.report.merge_report import merge_json, merge_text
from ecvet_office.workbook.merging import merge

HELP = """\
Merge a partner's copy of a workbook into a copy of yours.

Rows that only theirs has are added, and cells that yours leaves empty are filled. Where the two contradict each other,
nothing is merged: both places are shown, and you decide. Both workbooks stay as they are.

Rows are the same where their ids are, or what the table goes by: qualification and unit, or agreement, learner, outcome
and date. New rows without an id get the next one of yours. Settings are compared and never merged.

\b
    ecvet merge plan.xlsx lyon.xlsx --show
    ecvet merge plan.xlsx lyon.xlsx -o merged.xlsx

Exit codes: 0 nothing contradicts, 1 something does, 2 could not run.
"""


@click.command("merge", help=HELP)
@click.argument("mine", metavar="YOURS", type=click.Path(path_type=Path))
@click.argument("theirs", metavar="THEIRS", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The copy; beside yours if left out.")
@click.option("--show", is_flag=True, help="Only show what differs; write nothing.")
@click.option("--all", "show_all", is_flag=True, help="Show every row, not only the first twenty of each kind.")
@forms("text", "json")
@click.pass_context
def command(
    ctx: click.Context, mine: Path, theirs: Path, output: Path | None, show: bool, show_all: bool, form: str
) -> None:
    """Merges, and prints what differs and the receipt."""
    done = merge(mine, theirs, output, only_show=show)
    answer(
        form,
        None,
        lambda paint, width: merge_text(done, str(mine), str(theirs), paint, width, show_all=show_all),
        lambda: merge_json(done, str(mine), str(theirs)),
    )
    if form == "json" and done.receipt is not None:
        note(f"written: {done.receipt.path}")
    ctx.exit(int(done.comparison.has_contradictions))
