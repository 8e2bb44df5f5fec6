"""`ecvet points`: how a qualification's points would be shared among its units."""

from __future__ import annotations

from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.report.plain_text import Paint
from ecvet_office.report.shares import QualificationShares, shares_json, shares_of, shares_text
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

HELP = """\
Share a qualification's points among its units, with the reasoning.

The weights stand on the sheet Unit points (importance, complexity, effort in hours), the mix of these criteria and the
total on the sheet Qualifications. The shares always sum to the total; beside them stands what the table has now.

\b
    ecvet points plan.xlsx

Exit codes: 0 shared, 1 a qualification has weights and cannot be shared, 2 could not run.
"""


@click.command("points", help=HELP)
@options.workbook
@forms("text", "json")
@click.pass_context
def command(ctx: click.Context, workbook: Path, form: str) -> None:
    """Shares the points of every qualification that has weights."""
    register, _ = parse(read(workbook))
    found = shares_of(register)
    answer(form, None, lambda paint, width: report(found, paint, width), lambda: shares_json(found))
    ctx.exit(int(any(one.sharing is None for one in found)))


def report(found: tuple[QualificationShares, ...], paint: Paint, width: int | None) -> list[str]:
    """Gives the lines on all qualifications, with an empty line between two."""
    lines: list[str] = []
    for one in found:
        lines += [*([""] if lines else []), *shares_text(one, paint, width)]
    return lines or ["no qualification has weights: fill Importance, Complexity or Effort on the sheet Unit points"]
