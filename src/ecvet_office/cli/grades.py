"""`ecvet grades`: what each learner's grades come to in an examination."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer
from ecvet_office.cli.console import note
from ecvet_office.credit.examination import Examination, examinations
from ecvet_office.evaluation import Evaluation
from ecvet_office.report.grades import JURY, NOT_ECVET, grades_csv, grades_json, grades_text
from ecvet_office.report.plain_text import Paint, wrapped

HELP = """\
Weigh each learner's grades by coefficients, line by line.

As a French examination does it: grades times coefficients over the coefficients, points above 10 in at most two
optional units added, compared exactly. This is no ECVET credit, in which no unit makes up for another. Learners are
named by id; --names shows their names.

\b
    ecvet grades bac.xlsx --learner L1
    ecvet grades bac.xlsx --format csv -o grades.csv

Exit codes: 0 done, 1 done, but the workbook has errors that may bear on it (see ecvet check), 2 could not run.
"""


@click.command("grades", help=HELP)
@options.about_learners("text", "json", "csv")
@click.pass_context
def command(
    ctx: click.Context,
    workbook: Path,
    learners: Sequence[str],
    on: date,
    form: str,
    names: bool,
    output: Path | None,
) -> None:
    """Shows the means of all learners with grades, or of those asked for."""
    evaluation = options.evaluated(workbook, on)
    asked = options.known_learners(evaluation.register, learners) or tuple(evaluation.register.learner)
    found = [one for one in examinations(evaluation.register) if one.learner in asked]
    register = evaluation.register
    answer(
        form,
        output,
        lambda paint, width: report(evaluation, found, paint, width, names=names),
        lambda: grades_json(register, found, names=names),
        lambda: grades_csv(register, found, names=names),
    )
    without = set(learners and asked) - {one.learner for one in found}
    for learner in sorted(without):
        note(f"{learner}: no grades stand on the sheet Grades")
    ctx.exit(options.note_errors(workbook, evaluation))


def report(
    evaluation: Evaluation, found: Sequence[Examination], paint: Paint, width: int | None, *, names: bool
) -> list[str]:
    """Gives the lines on all learners with grades, and what they are not."""
    lines: list[str] = []
    for one in found:
        lines += [*grades_text(evaluation.register, one, paint, width, names=names), ""]
    if not lines:
        return ["no learner has grades: fill the sheets Unit points (coefficients) and Grades"]
    return [*lines, *wrapped(NOT_ECVET, width), JURY]
