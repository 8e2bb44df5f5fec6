"""Arguments and options that several commands share, and what they ask of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from ecvet_office.cli.answers import Decorator, forms
from ecvet_office.cli.console import note, typed
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.model.errors import UsageError
from ecvet_office.model.findings import Severity
from ecvet_office.model.register import Register
from ecvet_office.report.plain_text import counted
from ecvet_office.workbook.collector import records_kept_to_the_end
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.values import nearest


def today() -> date:
    """Gives the day on this PC's clock."""
    return datetime.now().astimezone().date()


def as_day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date:
    """Gives the day that was typed as year-month-day, or today."""
    try:
        return today() if value is None else date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write year-month-day, as 2026-03-31") from None


class Named(click.Choice[str]):
    """A choice among many names, which tells whoever mistypes one what was probably meant."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Gives the name that was typed.

        Raises:
            click.UsageError: it is none of the names.
        """
        guess = nearest(value, list(self.choices))
        if value not in self.choices and guess:
            raise click.UsageError(f"there is no {value!r}{guess}", ctx)
        return super().convert(value, param, ctx)


on = click.option(
    "--on", callback=as_day, metavar="DATE", help="The day on which dates are judged, as 2026-03-31.  [default: today]"
)
workbook = click.argument("workbook", type=click.Path(path_type=Path))
learner = click.option("--learner", "learners", multiple=True, metavar="ID", help="Only this learner; may be repeated.")

output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A new file for the result, instead of the screen."
)
copy = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The copy; beside the workbook if left out."
)
in_place = click.option(
    "--in-place", is_flag=True, help="Write into the workbook itself, and keep it as it was beside it."
)
names = click.option("--names", is_flag=True, help="Show learners' names beside their ids.")
names_or_ids = click.option("--names", is_flag=True, help="With the learners' names; without it their ids alone.")


def about_learners(*allowed: str) -> Decorator:
    """Gives what commands on the learners of a workbook share: which, on which day, in which form, and where to."""
    shared = (workbook, learner, on, forms(*allowed), names, output)

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(shared):
            command = option(command)
        return command

    return decorated


@records_kept_to_the_end()
def evaluated(path: Path, day: date) -> Evaluation:
    """Reads and judges a workbook.

    Raises:
        UnreadableFileError: when it cannot be read.
    """
    return evaluate(read(path), day)


def note_errors(workbook: Path, evaluation: Evaluation) -> int:
    """Notes that the workbook has errors which may bear on the answer; gives the exit code, 1 where it has any."""
    errors = sum(finding.severity is Severity.ERROR for finding in evaluation.findings)
    if errors:
        note(f"{workbook} has {counted(errors, 'error')} that may bear on this: ecvet check {typed(workbook)}")
    return int(errors > 0)


def known_learners(register: Register, asked: Sequence[str]) -> tuple[str, ...]:
    """Gives the ids of the learners asked for as the workbook writes them, in the order asked for.

    Raises:
        UsageError: for an id that the workbook does not know.
    """
    ids = {one.casefold(): one for one in register.learner}
    for one in asked:
        if one.casefold() not in ids:
            guess = nearest(one, list(register.learner))
            raise UsageError(f"the workbook has no learner {one}{guess}; their ids stand on the sheet Learners")
    return tuple(ids[one.casefold()] for one in asked)
