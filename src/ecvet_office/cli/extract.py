"""`ecvet extract`: a workbook with only what one partner needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.console import say
from ecvet_office.exchange.partner_extract import Extract, extract
from ecvet_office.exchange.traces import told

HELP = """\
Write a workbook with only what one partner needs.

It has the stays with this partner, their packages, agreements and results, the memorandum, and what is taught. Of the
learners it has names, dates of birth and qualifications; no addresses, no telephones, no guardians. It is a new
workbook and no copy, and the names of all other learners are looked for in it.

\b
    ecvet extract plan.xlsx --partner I2 -o lyon.xlsx

Exit codes: 0 written, 1 written, and another learner's name stands in it, 2 could not run.
"""


@click.command("extract", help=HELP)
@options.workbook
@click.option("--partner", required=True, metavar="ID", help="The partner's id on the sheet Partners.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A new file that ends in .xlsx.")
@click.pass_context
def command(ctx: click.Context, workbook: Path, partner: str, output: Path) -> None:
    """Writes the extract and says what is in it."""
    done = extract(workbook, partner, output)
    say(_lines(done))
    ctx.exit(int(bool(done.remains)))


def _lines(done: Extract) -> Iterator[str]:
    yield f"written: {done.path}"
    yield "    rows: " + ", ".join(f"{title} {count}" for title, count in done.rows.items())
    yield from (f"    not handed on: {line}" for line in done.left_out)
    yield from (f"remains: {line}" for line in told(done.remains))
