"""`ecvet anonymise`: a copy of a workbook for support, without personal data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.console import say
from ecvet_office.exchange.anonymising import Anonymised
from ecvet_office.exchange.traces import told
from ecvet_office.exchange.unknown_weeks import anonymise_by_chance

HELP = """\
Write a copy of a workbook for support, without personal data.

Names, dates of birth, addresses, e-mails, telephones, guardians and free texts are replaced, the same text by the same
stand-in; every date moves by the same number of days. What is taught stays: qualifications, units, outcomes, points.
The copy has the same sheets, rows and columns, and the same findings at the same cells: that is checked and told.

Sheets and columns of your own lose their texts and numbers. Comments, author and title are emptied. Pictures stay and
are told: look at them yourself before you send the copy.

\b
    ecvet anonymise plan.xlsx -o support.xlsx

Exit codes: 0 written, 1 written, and something remains or differs, 2 could not run.
"""


@click.command("anonymise", help=HELP)
@options.workbook
@options.copy
@options.on
@click.pass_context
def command(ctx: click.Context, workbook: Path, output: Path | None, on: date) -> None:
    """Writes the copy, by a number of weeks that nobody knows, and says what is left to look at."""
    done = anonymise_by_chance(workbook, on, output)
    say(_lines(done))
    ctx.exit(int(bool(done.remains or done.differences)))


def _lines(done: Anonymised) -> Iterator[str]:
    yield f"written: {done.receipt.path}"
    yield f"    {done.receipt}"
    yield f"    judge it with --on {done.on.isoformat()}: then it has the findings of your workbook today"
    yield from (f"remains: {line}" for line in told(done.remains))
    yield from (f"differs: {line}" for line in done.differences)
    if done.pictures:
        yield f"look at these yourself before you send the copy: {', '.join(done.pictures)}"
