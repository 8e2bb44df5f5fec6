"""`ecvet matrix`: what partners' qualifications cover, what a person still lacks, and the training plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.cli.console import note
from ecvet_office.credit.competence_profile import ProfileGap, profile_gaps
from ecvet_office.credit.training_plan import TrainingPlan, training_plans
from ecvet_office.model.errors import UsageError
from ecvet_office.model.register import Register
from ecvet_office.report.matrix import matrix_csv, matrix_json, matrix_text, plan_text, profile_text
from ecvet_office.report.matrix_picture import matrix_picture
from ecvet_office.report.plain_text import Paint
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.saving import write_new_file

HELP = """\
Show what partners cover, what a person lacks, and the training plan.

The sheet Matrix says how far each partner's qualification covers each outcome; Areas and Profiles say the same in
steps of competence. A person's outcomes are assessed by simulation and theory: both have to be passed, or any, as the
sheet Settings says. What is missing, with modules, hours, places and deadlines, is the training plan.

\b
    ecvet new matrix care.xlsx --example
    ecvet matrix care.xlsx
    ecvet matrix care.xlsx --picture matrix.svg

CSV holds the matrix alone. The picture is an SVG file for browsers, Word and Excel; it names nobody.

Exit codes: 0 shown, 1 a shortened duration cannot be worked out, 2 could not run.
"""
PICTURE = ".svg"
NOTHING = (
    "nothing is compared on the sheets Matrix and Profiles, and nobody has a training plan: fill these sheets, and for "
    "plans Simulation and theory"
)


@click.command("matrix", help=HELP)
@options.workbook
@options.learner
@forms("text", "json", "csv")
@options.names_or_ids
@click.option("--picture", type=click.Path(path_type=Path), help="A new SVG file with the matrix and the profiles.")
@options.output
@click.pass_context
def command(  # as many arguments as options
    ctx: click.Context,
    workbook: Path,
    learners: Sequence[str],
    form: str,
    names: bool,
    picture: Path | None,
    output: Path | None,
) -> None:
    """Shows the matrix, and profiles and plans of all learners or of some."""
    register, _ = parse(read(workbook))
    asked = options.known_learners(register, learners)
    profiles = tuple(one for one in profile_gaps(register) if not asked or one.learner in asked)
    plans = tuple(one for one in training_plans(register) if not asked or one.learner in asked)
    if picture is not None:
        _draw(register, profiles if asked else (), picture)
    answer(
        form,
        output,
        lambda paint, width: report(register, profiles, plans, paint, width, names=names),
        lambda: matrix_json(register, profiles, plans, names=names),
        lambda: matrix_csv(register),
    )
    ctx.exit(int(any(plan.problems for plan in plans)))


def report(  # what to show, then how
    register: Register,
    profiles: tuple[ProfileGap, ...],
    plans: tuple[TrainingPlan, ...],
    paint: Paint,
    width: int | None,
    *,
    names: bool = False,
) -> list[str]:
    """Gives the lines on matrix, profiles and plans, with an empty line between two."""
    parts = [matrix_text(register, paint, width)]
    parts += [profile_text(register, one, paint, width, names=names) for one in profiles]
    parts += [plan_text(register, one, paint, width, names=names) for one in plans]
    lines: list[str] = []
    for part in filter(None, parts):
        lines += [*([""] if lines else []), *part]
    return lines or [NOTHING]


def _draw(register: Register, profiles: tuple[ProfileGap, ...], path: Path) -> None:
    """Writes the picture.

    Raises:
        UsageError: the name does not end in .svg, or there is nothing to draw.
    """
    if path.suffix.casefold() != PICTURE:
        raise UsageError(
            f"{path.name}: the picture is an SVG file, so its name ends in {PICTURE}; for a program that shows none, "
            "ecvet update draws the same in letters and colours on the sheet Matrix picture"
        )
    picture = matrix_picture(register, profiles)
    if not picture:
        raise UsageError("there is nothing to draw: fill the sheet Matrix, or the sheets Areas and Profiles")
    write_new_file(path, picture.encode("utf-8"))
    note(f"written: {path}")
