"""`ecvet meeting`: the list for a recognition meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.credit.meeting import meeting_cases
from ecvet_office.report.meeting import meeting_json, meeting_text
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

HELP = """\
List what a recognition meeting can decide, what is missing, and what is to be retaken.

Before the meeting are the units that learners worked on and that are not recognised: those with a result, and those
agreed for a stay that is over. A unit can be validated when its outcomes are assessed as achieved, and recognised when
all are validated and the units that it requires are recognised. What is dated after the day of the meeting does not
count. Outcomes assessed without being agreed are listed apart.

Nothing is decided here: enter what the meeting decides with ecvet decide. Learners are listed by id; --names adds their
names.

\b
    ecvet meeting plan.xlsx --on 2026-06-12
    ecvet meeting plan.xlsx --names -o meeting.txt

Exit codes: 0 the list was made, 2 could not run.
"""


@click.command("meeting", help=HELP)
@options.workbook
@forms("text", "json")
@options.output
@options.names_or_ids
@click.option("--on", callback=options.as_day, metavar="DATE", help="The day of the meeting.  [default: today]")
def command(workbook: Path, *, form: str, output: Path | None, names: bool, on: date) -> None:
    """Reads the workbook and prints the list."""
    register = parse(read(workbook))[0]
    cases = meeting_cases(register, on)
    answer(
        form,
        output,
        lambda paint, width: meeting_text(register, cases, on, paint, width, names=names),
        lambda: meeting_json(register, cases, on, names=names),
    )
