"""`ecvet grid`: a small workbook in which one host writes the results of its learners."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.console import say
from ecvet_office.documents.host_grid import host_grid
from ecvet_office.documents.names import safe_part
from ecvet_office.workbook.saving import write_new_file

HELP = """\
Write a small workbook in which one host enters the results of its learners.

It has a row for each learner and agreed outcome, and of the learners only the name and the number of the agreement.
Send it to the host instead of many assessment sheets; ecvet read reads it back.

\b
    ecvet grid plan.xlsx --host I2 -o grids
    ecvet read returned plan.xlsx

Exit codes: 0 written, 2 could not run.
"""


@click.command("grid", help=HELP)
@options.workbook
@click.option("--host", required=True, metavar="ID", help="The hosting institution, by its id on the sheet Partners.")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="The folder into which it is written."
)
@options.learner
@click.option("--language", default="en", show_default=True, metavar="XX", help="Of headers and prompts.")
@options.on
def command(workbook: Path, host: str, output: Path, learners: tuple[str, ...], language: str, on: date) -> None:
    """Writes the grid and says where it is; a grid that lies there already is left as it is."""
    evaluation = options.evaluated(workbook, on)
    known = options.known_learners(evaluation.register, learners)
    path = output / f"host-grid_{safe_part(host)}.xlsx"
    write_new_file(path, host_grid(evaluation, host, language, known))
    say([f"written: {path}"])
