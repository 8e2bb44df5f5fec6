"""`ecvet self-check`: how well an organisation runs its learners' mobility, as it sees itself."""

from __future__ import annotations

from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.model.register import Register
from ecvet_office.report.plain_text import Paint
from ecvet_office.report.self_check import self_check_json, self_check_text
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

HELP = """\
Show the scores of a self-check, area by area.

Each question has a level from 1 to 5; the score of an area is the mean of its levels, that of the whole the mean of the
areas. Ten areas are key process areas of the ECVET STEP Toolkit, four are the steps of the quality cycle; the questions
are our own. The score is a help for talking, not a certificate, and no level of that toolkit's model.

\b
    ecvet new self-check check.xlsx
    ecvet self-check check.xlsx

Exit codes: 0 shown, 1 nothing is answered yet, 2 could not run.
"""


@click.command("self-check", help=HELP)
@options.workbook
@forms("text", "json")
@click.pass_context
def command(ctx: click.Context, workbook: Path, form: str) -> None:
    """Shows the scores of all areas and of the whole."""
    register, _ = parse(read(workbook))
    result = self_check_json(register)
    answer(form, None, lambda paint, width: report(register, paint, width), lambda: result)
    ctx.exit(int(not result["answered"]))


def report(register: Register, paint: Paint, width: int | None) -> list[str]:
    """Gives the lines on all areas."""
    return self_check_text(register, paint, width) or ["there is nothing to check: fill the sheet Process areas"]
