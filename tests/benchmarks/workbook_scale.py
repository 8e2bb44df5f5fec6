"""How the work on a workbook grows, against openpyxl on the same files: `python tests/benchmarks/workbook_scale.py`.

Each measurement is a process of its own, interpreter and imports included; the two sides take turns, and the table
shows medians. Times are those of the processor where the system tells them, as a busy machine lengthens those of the
clock; Windows tells none and no memory. The bars are aims: the table says which are met, and no test fails by it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

HERE = Path(__file__).parent
LEARNERS, FEWER, FEWEST = 4000, 80, 40  # 25 assessments each: 100,000, 2,000 and 1,000 rows
MEBIBYTE = 1 << 20
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes on a Mac, elsewhere kibibytes
ECVET = [sys.executable, "-m", "ecvet_office"]


@dataclass(frozen=True, slots=True)
class Run:
    """One process: its seconds, its largest memory in MiB (0 where the system does not tell), what it printed."""

    seconds: float
    peak: float
    printed: str


Command = Sequence[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two commands on the same work.

    Attributes:
        work: what both do.
        bar: what ours may take, as a part of what the other takes.
        figure: what of a process is compared.
        unit: of the figure.
    """

    work: str
    ours: Command
    theirs: Command
    bar: float | None
    figure: Callable[[Run], float] = lambda run: run.seconds
    unit: str = "s"


def run(command: Command) -> Run:
    """Runs a command to its end.

    Raises:
        RuntimeError: when it fails. Exit code 1 of `ecvet` says that it found errors, which is no failure.
    """
    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", errors="replace") as process:
        printed = process.stdout.read() if process.stdout else ""
        seconds, peak = 0.0, 0.0
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            seconds, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * MAXRSS_UNIT / MEBIBYTE
    if process.returncode not in {0, 1} or (process.returncode == 1 and command[:3] != ECVET):
        raise RuntimeError(f"exit code {process.returncode}: {' '.join(command)}")
    return Run(seconds or perf_counter() - began, peak, printed)


def work(name: str, *paths: Path) -> Command:
    """Gives the command for a piece of work of the module beside this one."""
    return [sys.executable, str(HERE / "scale_work.py"), name, *map(str, paths)]


def comparisons(folder: Path, learners: int, fewer: int, fewest: int) -> Iterator[Comparison]:
    """Gives what is compared, on workbooks of so many learners, which are written into the folder first."""
    large, middle, small = (_made(folder, number) for number in (learners, fewer, fewest))
    rows = f"{learners * 25:,}"
    judge, load = work("check_and_credit", large), work("openpyxl_reads", large)
    copies = folder / "ours.xlsx", folder / "theirs.xlsx"
    change, save = work("update_cells", large, copies[0]), work("openpyxl_updates", large, copies[1])
    check = [*ECVET, "check", str(middle), "--on", "2026-01-15"]
    yield Comparison(f"check and credit of {rows} assessments; openpyxl merely reads", judge, load, 0.5)
    yield Comparison("    peak memory of it", judge, load, None, lambda run: run.peak, "MiB")
    yield Comparison(f"1,000 cells in a sheet of {rows} rows; openpyxl loads and saves", change, save, 0.1)
    yield Comparison("    peak memory of it", change, save, None, lambda run: run.peak, "MiB")
    yield Comparison("ecvet --help; import click", [*ECVET, "--help"], [sys.executable, "-c", "import click"], 3)
    yield Comparison(
        f"ecvet check of {fewer * 25:,} rows; openpyxl merely reads", check, work("openpyxl_reads", middle), 0.7
    )
    yield Comparison(
        f"a learner among {rows} rows; among {fewest * 25:,} rows, both ours",
        work("seconds_of_a_learner", large), work("seconds_of_a_learner", small), 1.15, _printed_milliseconds, "ms",
    )  # fmt: skip


def _made(folder: Path, learners: int) -> Path:
    path = folder / f"{learners}.xlsx"
    run([sys.executable, str(HERE / "made_workbook.py"), str(path), str(learners)])
    return path


def _compile_all(compiled: Path, few: int) -> None:
    """Runs every command once on so many learners, so that all modules are compiled, as an installation leaves them.

    A developer may keep Python from writing compiled modules; then ours would be compiled at every start, and those
    that came with an installation would not.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(compiled)
    with TemporaryDirectory() as name:
        compared = comparisons(Path(name), few, few, few)
        for command in dict.fromkeys(tuple(side) for one in compared for side in (one.ours, one.theirs)):
            run(command)


def _printed_milliseconds(run: Run) -> float:
    return float(run.printed) * 1000


def measured(compared: Sequence[Comparison], rounds: int, fresh: Callable[[], None]) -> Iterator[str]:
    """Gives a line of the table for each comparison, and measures as it goes.

    Args:
        compared: one after another; the two sides of each take turns. Commands that stand twice run once.
        rounds: how often.
        fresh: called before every process, so that it finds none of the files that one before it wrote.
    """
    runs: dict[tuple[str, ...], list[Run]] = {}
    for one in compared:
        missing = [command for command in (one.ours, one.theirs) if tuple(command) not in runs]
        for _ in range(rounds):
            for command in missing:
                fresh()
                runs.setdefault(tuple(command), []).append(run(command))
        ours, theirs = (median(map(one.figure, runs[tuple(command)])) for command in (one.ours, one.theirs))
        yield line(one, ours, theirs)


def line(one: Comparison, ours: float, theirs: float) -> str:
    """Gives one line of the table; a figure that the system does not tell is a dash."""
    if not ours or not theirs:
        return f"{one.work:<72}{'-':>12}{'-':>12}{'-':>8}"
    texts = [f"{figure:.2f} {one.unit}" for figure in (ours, theirs)]
    met = "" if one.bar is None else f"{one.bar:>7}  {'met' if ours <= one.bar * theirs else 'not met'}"
    return f"{one.work:<72}{texts[0]:>12}{texts[1]:>12}{ours / theirs:>8.2f}{met}"


def main() -> None:
    """Writes the workbooks, measures and prints the table."""
    options = argparse.ArgumentParser(description="Compare the work on large workbooks with openpyxl's.")
    options.add_argument("--learners", type=int, default=LEARNERS, help="of the large workbook, 25 rows each")
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        few = min(FEWEST, asked.learners)
        _compile_all(folder / "compiled", few)
        compared = list(comparisons(folder, asked.learners, min(FEWER, asked.learners), few))
        kept = set(folder.iterdir())

        def fresh() -> None:
            for path in set(folder.iterdir()) - kept:
                path.unlink()

        print(f"{'work':<72}{'ours':>12}{'theirs':>12}{'ratio':>8}{'bar':>7}", flush=True)  # noqa: T201 # the table
        for text in measured(compared, asked.rounds, fresh):
            print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
