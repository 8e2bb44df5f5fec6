"""`ecvet prior-learning`: which units of prior learning are certified, and what the others lack."""

from __future__ import annotations

from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.credit.prior_learning import FileStanding, file_standings
from ecvet_office.model.register import Register
from ecvet_office.report.plain_text import Paint
from ecvet_office.report.prior_learning import prior_learning_json, prior_learning_text
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

HELP = """\
Show which units of prior learning are certified, and what the others lack.

Each file on the sheet Prior learning is shown with its four steps: identification, documentation, assessment and
certification. Evidence stands on the sheet Evidence, what was assessed on Results, what was decided on Decisions.
Points are the same however something was learnt, and no memorandum or agreement is asked for.

\b
    ecvet new prior-learning files.xlsx --example
    ecvet prior-learning files.xlsx

Exit codes: 0 shown, 2 could not run.
"""


@click.command("prior-learning", help=HELP)
@options.workbook
@options.learner
@forms("text", "json")
@click.option("--names", is_flag=True, help="With the names of learners and staff; without it their ids alone.")
def command(workbook: Path, learners: tuple[str, ...], form: str, names: bool) -> None:
    """Shows every file of a workbook, or those of some learners."""
    register, _ = parse(read(workbook))
    asked = options.known_learners(register, learners)
    found = tuple(one for one in file_standings(register) if not asked or one.file.learner in asked)
    answer(
        form,
        None,
        lambda paint, width: report(register, found, paint, width, names=names),
        lambda: prior_learning_json(register, found, names=names),
    )


def report(
    register: Register, found: tuple[FileStanding, ...], paint: Paint, width: int | None, *, names: bool = False
) -> list[str]:
    """Gives the lines on all files, with an empty line between two."""
    lines: list[str] = []
    for one in found:
        lines += [*([""] if lines else []), *prior_learning_text(register, one, paint, width, names=names)]
    return lines or ["no file is listed: fill the sheet Prior learning"]
