"""`ecvet check`: every finding in workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office import __version__
from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.cli.console import hand_over, json_text, note
from ecvet_office.documents.checks import with_blank_rows
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.model.findings import Severity
from ecvet_office.report.findings import CheckedFile, findings_json, findings_text, total_line
from ecvet_office.report.plain_text import Paint
from ecvet_office.report.sarif import findings_sarif

START, SETTINGS = "Start", "Settings"
"""The sheet that lists the year's steps, and the table that has its rows in a blank workbook too."""

HELP = """\
Find everything that is wrong or still missing in workbooks.

Each finding says which cell it is, what stands there, how to mend it, and which rule asks for it. A to-do is a rule
whose stage has not come yet: it is no error. Rows that a learning agreement would print blank are told too. The
workbook itself is not changed.

\b
    ecvet check plan.xlsx
    ecvet check plan.xlsx partner.xlsx --format json

Exit codes: 0 nothing wrong (to-dos and warnings may be there), 1 errors found, 2 a workbook could not be read.
"""


@click.command("check", help=HELP)
@click.argument("workbooks", nargs=-1, required=True, metavar="WORKBOOK...", type=click.Path(path_type=Path))
@options.on
@forms("text", "json", "sarif")
@click.option("--all", "show_all", is_flag=True, help="Show every finding, not only the first twenty of each rule.")
@options.output
@click.pass_context
def command(
    ctx: click.Context, workbooks: Sequence[Path], on: date, form: str, show_all: bool, output: Path | None
) -> None:
    """Checks workbooks; one that cannot be read does not keep the others from being checked."""
    checked = [one for path in workbooks if (one := checked_file(path, on)) is not None]
    if form == "sarif":
        hand_over(json_text(findings_sarif(checked, __version__)), output)
    else:
        answer(
            form,
            output,
            lambda paint, width: report(checked, paint, width, show_all=show_all),
            lambda: findings_json(checked),
        )
    if len(checked) < len(workbooks):
        ctx.exit(2)
    ctx.exit(int(any(finding.severity is Severity.ERROR for one in checked for finding in one.findings)))


def checked_file(path: Path, on: date) -> CheckedFile | None:
    """Gives a workbook's findings; where it cannot be read, says why and gives None."""
    try:
        evaluation = options.evaluated(path, on)
    except UnreadableFileError as error:
        note(f"ecvet: {error}")
        return None
    return judged(path, evaluation)


def judged(path: Path, evaluation: Evaluation) -> CheckedFile:
    """Gives what there is to say of a workbook: its findings, and what its learning agreements would leave blank."""
    holds_rows = any(sheet.rows for sheet in evaluation.sheets.sheets if sheet.table.name != SETTINGS)
    start = START if START in evaluation.sheets.titles else ""
    begin_on = None if holds_rows else start
    return CheckedFile(str(path), with_blank_rows(evaluation), begin_on)


def report(checked: Sequence[CheckedFile], paint: Paint, width: int | None, *, show_all: bool) -> list[str]:
    """Gives the lines on all workbooks, with an empty line between two and a sum below several."""
    lines: list[str] = []
    for one in checked:
        lines += [*([""] if lines else []), *findings_text(one, paint, width, show_all=show_all)]
    return [*lines, "", total_line(checked, paint)] if len(checked) > 1 else lines
