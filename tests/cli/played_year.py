"""The made-up year, played once for all tests that ask for it, with a watch on every file that was ever written."""

from __future__ import annotations

import hashlib
import pickle
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import openpyxl

from ecvet_office.cli import ecvet
from ecvet_office.cli.year import accidents
from ecvet_office.cli.year.accidents import Case
from ecvet_office.cli.year.playing import Step
from ecvet_office.cli.year.tour import play
from ecvet_office.model.errors import EcvetError
from ecvet_office.model.register import Register
from ecvet_office.model.results import Paper
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

Mark = tuple[int, int, int]
LONGEST_WAIT = 900  # seconds, for another process that plays the year
FILE = "played-year.pickle"


@dataclass
class PlayedYear:
    """What was told, and which files were altered or lost while the year was played."""

    folder: Path
    lines: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    seen: dict[Path, Mark] = field(default_factory=dict)

    def tell(self, lines: Iterable[str]) -> None:
        """Takes what is told, and looks at all files: this is called after every command and every note."""
        self.lines += lines
        there = {path: _mark(path) for path in files_of(self.folder)}
        self.altered += [path.name for path, mark in self.seen.items() if there.get(path) != mark]
        self.seen |= there

    @cached_property
    def register(self) -> Register:
        return parse(read(self.folder / "plan.xlsx"))[0]

    def case(self, case: Case) -> str:
        """Gives the agreement of a named case."""
        return accidents.stays(self.register)[case].id

    def step(self, *words: str) -> Step:
        """Gives the only step whose arguments hold all words."""
        found = [one for one in self.steps if set(words) <= set(one.arguments)]
        assert len(found) == 1, [one.arguments for one in found]
        return found[0]

    def papers(self, document: str, about: str) -> list[Paper]:
        return [one for one in self.register.papers if (one.document, one.subject) == (document, about)]

    def my_learners(self, day: str) -> dict[str, dict[str, str]]:
        """Gives by agreement the rows of My learners, as the workbook of a day shows them."""
        book = openpyxl.load_workbook(self.folder / "workbooks" / f"{day}.xlsx", read_only=True)
        headers, *rows = book["My learners"].iter_rows(values_only=True)
        shown = ({str(head): str(cell or "") for head, cell in zip(headers, row, strict=True)} for row in rows)
        return {row["Agreement"]: row for row in shown if row["Learner"]}

    def actions(self, day: str) -> dict[tuple[str, str], int]:
        """Gives how often each stage stands with each next action."""
        return Counter((row["Stage"], row["Next action"]) for row in self.my_learners(day).values())


def played(root: Path) -> PlayedYear:
    """Gives the year, played into a folder of the root by the first process that asks for it."""
    kept = root / FILE
    try:
        (root / "played-year").mkdir()
    except FileExistsError:
        ends = time.monotonic() + LONGEST_WAIT
        while not kept.exists():
            assert time.monotonic() < ends, "the process that plays the year has not come to an end"
            time.sleep(0.5)
    else:
        _play(root / "played-year" / "ecvet-demo", kept)
    found = pickle.loads(kept.read_bytes())  # noqa: S301 # written by the process beside this one
    assert isinstance(found, PlayedYear), found
    return found


def _play(folder: Path, kept: Path) -> None:
    year, failed = PlayedYear(folder), ""
    try:
        year.steps = play(ecvet, folder, year.tell).steps
    except EcvetError as error:
        failed = str(error)
        raise
    finally:
        beside = kept.with_suffix(".new")
        beside.write_bytes(pickle.dumps(failed or year))
        beside.replace(kept)


def files_of(folder: Path) -> list[Path]:
    """Gives all files of a year but workbooks that commands write in their place, with what lies beside them."""
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("plan")]


def hashes(folder: Path) -> Mapping[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files_of(folder)
    }


def _mark(path: Path) -> Mark:
    state = path.stat()
    return state.st_ino, state.st_size, state.st_mtime_ns
