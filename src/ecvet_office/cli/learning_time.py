"""`ecvet learning-time`: how long pathways take to learn, and the points that follow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.credit.pathways import PathwayTime, pathway_times
from ecvet_office.report.learning_time import learning_time_json, learning_time_text
from ecvet_office.report.plain_text import Paint
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

HELP = """\
Count the learning time of pathways, with the reasoning.

Per task field: hours of formal learning, and hours of practical experience times a learning-time factor that you agree
on. The sum is held beside another pathway's, corrected where there is a reason, and turned into points by the hours
that a point takes in your country.

\b
    ecvet learning-time retail.xlsx

Exit codes: 0 counted, 1 a pathway has no learning time, 2 could not run.
"""


@click.command("learning-time", help=HELP)
@options.workbook
@forms("text", "json")
@click.pass_context
def command(ctx: click.Context, workbook: Path, form: str) -> None:
    """Shows the learning time of every pathway."""
    register, _ = parse(read(workbook))
    found = pathway_times(register)
    answer(form, None, lambda paint, width: report(found, paint, width), lambda: learning_time_json(found))
    ctx.exit(int(any(one.time is None for one in found)))


def report(found: Sequence[PathwayTime], paint: Paint, width: int | None) -> list[str]:
    """Gives the lines on all pathways, with an empty line between two."""
    lines: list[str] = []
    for one in found:
        lines += [*([""] if lines else []), *learning_time_text(one, paint, width)]
    return lines or ["there is no pathway: fill the sheets Pathways and Task fields"]
