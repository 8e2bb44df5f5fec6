"""Playing a year: each command runs as it would be typed, is timed, and is told in a few lines of its own output."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from textwrap import shorten

import click

from ecvet_office.cli.console import typed
from ecvet_office.cli.year.typed_in import NewRows, Typed, type_in
from ecvet_office.evaluation import evaluate
from ecvet_office.model.days import day_text
from ecvet_office.model.errors import UsageError
from ecvet_office.model.register import Register
from ecvet_office.model.stages import Stage
from ecvet_office.report.result_sheets import my_learners_rows
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.results_layout import RESULT_BY_NAME
from ecvet_office.workbook.saving import write_new_file

PLAN = "plan.xlsx"
COULD_NOT_RUN = 2
MOST_LINES = 4
"""So many lines of a command's output are told at most."""

LONGEST = 150
"""Characters of such a line; what is beyond is cut."""

INDENT = "    "
HEADERS = RESULT_BY_NAME["MyLearners"].headers
AGREEMENT, NEXT_ACTION = HEADERS.index("Agreement"), HEADERS.index("Next action")


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the year, as it was run.

    Attributes:
        month: as `2025-03`.
        arguments: what is typed after `ecvet`.
        code: its exit code.
        output: all that it printed.
        seconds: of machine work.
    """

    month: str
    arguments: tuple[str, ...]
    code: int
    output: str
    seconds: float


@dataclass
class Year:
    """A year that is being played: its folder, and what was done so far.

    Attributes:
        group: the commands.
        folder: that all files are written into.
        say: prints lines.
        steps: in their order.
        month: that is being played.
    """

    group: click.Group
    folder: Path
    say: Callable[[Iterable[str]], None]
    steps: list[Step] = field(default_factory=list)
    month: str = ""

    @property
    def plan(self) -> Path:
        """The workbook that the coordinator works in."""
        return self.folder / PLAN

    @property
    def documents(self) -> Path:
        """The folder of the documents."""
        return self.folder / "documents"

    def register(self) -> Register:
        """Gives what the workbook says by now."""
        return parse(read(self.plan))[0]

    def stays(self) -> tuple[str, ...]:
        """Gives the ids of the agreements that are not withdrawn, in the order of the sheet."""
        return tuple(one.id for one in self.register().agreements if one.stage is not Stage.WITHDRAWN)

    def type_in(self, cells: Typed, rows: NewRows = ()) -> None:
        """Types into the workbook, as the coordinator does in Excel."""
        type_in(self.plan, cells, rows)

    def follow(self, on: date, action: str, stage: str) -> tuple[str, ...]:
        """Does what My learners asks for: types the next stage of the stays whose next action it is.

        Args:
            on: the day on which somebody looks.
            action: as the column Next action begins.
            stage: that is typed into the column Status.

        Returns:
            The ids of the agreements.
        """
        rows = my_learners_rows(evaluate(read(self.plan), on))
        asked = tuple(str(row[AGREEMENT]) for row in rows if str(row[NEXT_ACTION] or "").startswith(action))
        self.type_in({("Agreements", one, "status"): stage for one in asked})
        self.note(f"My learners, {day_text(on)}: {action}: {len(asked)} are marked {stage}")
        return asked

    def update(self, on: date) -> None:
        """Brings My learners up to date, and keeps the workbook of that day under its name."""
        self.run("update", self.plan, "--in-place", on=on, told="found")
        write_new_file(self.at("workbooks", f"{on}.xlsx"), self.plan.read_bytes())
        for copy in self.folder.glob("plan.backup*.xlsx"):
            copy.unlink()

    def at(self, *parts: str) -> Path:
        """Gives a path in the folder of the year."""
        return self.folder.joinpath(*parts)

    def begin(self, title: str, month: str) -> None:
        """Begins a month."""
        self.month = month
        self.say(["", title, "-" * len(title)])

    def note(self, text: str) -> None:
        """Tells what people do by hand: what is typed in Excel, what partners send."""
        self.say([f"* {text}"])

    def run(self, *arguments: str | Path, on: date | None = None, told: str = "", is_like: bool = False) -> Step:
        """Runs a command and tells how it went.

        Args:
            arguments: what is typed after `ecvet`.
            on: the day on which it is typed, for commands that judge days.
            told: a pattern; the lines of the output that it is found in are told. Empty for the last line.
            is_like: whether the command before was told and this one is like it, so that it is not told again.

        Raises:
            UsageError: the command could not run.
        """
        day = () if on is None else ("--on", on.isoformat())
        step = self._run((*map(str, arguments), *day))
        self.steps.append(step)
        command = f"ecvet {' '.join(_word(one) for one in (*arguments, *day))}"
        if not is_like:
            self.say([f"$ {command}", *_told(step, told)])
        if step.code >= COULD_NOT_RUN:
            raise UsageError(f"the year stopped at: {command}\n{step.output}")
        return step

    def _run(self, words: Sequence[str]) -> Step:
        stream, began = StringIO(), time.perf_counter()
        with redirect_stdout(stream), redirect_stderr(stream):
            code = self.group.main([*words], prog_name="ecvet", standalone_mode=False)
        seconds = time.perf_counter() - began
        return Step(self.month, tuple(words), int(code or 0), stream.getvalue(), seconds)


def _told(step: Step, pattern: str) -> list[str]:
    lines = [line.strip() for line in step.output.splitlines() if line.strip()]
    found = [shorten(line, LONGEST, placeholder=" …") for line in lines if re.search(pattern, line)]
    found = found if pattern else found[-1:]
    more = [f"… and {len(found) - MOST_LINES} more lines like these"] if len(found) > MOST_LINES else []
    seconds = f"({step.seconds:.1f} s{', something is left to you' if step.code else ''})"
    return [f"{INDENT}{line}" for line in (*found[:MOST_LINES], *more, seconds)]


def _word(part: str | Path) -> str:
    if isinstance(part, Path):
        return typed(part)
    return f'"{part}"' if re.search(r"[\s=]", part) or not part else part
