"""`ecvet new`: a workbook to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from ecvet_office.cli.console import typed
from ecvet_office.workbook.building import KINDS, write_new

HELP = """\
Write a blank workbook, or one with an example.

KIND is what the workbook is for; PATH ends in .xlsx. A file that exists already is never overwritten.

\b
    ecvet new mobility plan.xlsx
    ecvet new mobility example.xlsx --example

Exit codes: 0 written, 2 could not run.
"""


@click.command("new", help=HELP)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--example", is_flag=True, help="With the rows of an example, to look around in.")
def command(kind: str, path: Path, example: bool) -> None:
    """Writes a workbook and says what to do with it."""
    write_new(kind, path, example=example)
    click.echo(f"written: {path}")
    click.echo(f"Open it in Excel, fill it in, save it, then: ecvet check {typed(path)}")
