"""Documents against other libraries and against what cannot be saved: `python tests/benchmarks/documents.py`.

It needs the extra `benchmarks`. Both sides of a line do the same work in one run. Times are those of the processor, for
each document, and those of the slower libraries are taken over fewer documents; PDF files are timed by the clock. The
bars are aims: the table says which are met, and no test fails by it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ecvet_office.documents.pdf import convert_to_pdf
from ecvet_office.documents.pdf_program import find_libreoffice
from ecvet_office.documents.plain_text import texts

HERE = Path(__file__).parent
DOCUMENTS, ROUNDS, SLOWER = 1_000, 5, 20  # the libraries make one document where we make SLOWER
MOST_MEMORY = 60  # MiB of a worker
LATER = 4  # times as many documents, when memory and time of each are looked at again
ALONE = 5  # files printed by a call of LibreOffice each
ON = "2026-01-15"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: two figures of one unit, and how many times ours shall go into the other at least."""

    work: str
    ours: float
    theirs: float
    bar: float | None = None
    unit: str = "ms"

    def __str__(self) -> str:
        ratio = self.theirs / self.ours if self.ours else 0.0
        met = "" if self.bar is None else f"{self.bar:>8}  {'met' if ratio >= self.bar else 'not met'}"
        figures = "".join(f"{figure:.3f} {self.unit}".rjust(14) for figure in (self.ours, self.theirs))
        return f"{self.work:<66}{figures}{ratio:>9.2f}{met}"


def rendering(count: int, rounds: int, without_isal: bool) -> Iterator[Line]:
    """Compares rendering and writing in one process."""
    further = ["--without-isal"] if without_isal else []
    made = _told("documents_rendering", "transcript", count, rounds, *further)
    yield Line("transcripts of ten units rendered and written; docxtpl", made["ours"], made["docxtpl"], 400)
    yield Line("    docx-mailmerge2", made["ours"], made["docx-mailmerge2"], 110)
    yield Line("    python-docx, by a loop of one's own", made["ours"], made["python-docx"])
    yield Line("    the same bytes only checked, squeezed and written", made["ours"], made["limit"], 0.85)
    made = _told("documents_rendering", "small", count, rounds, *further)
    yield Line("a plain page with an eighth of the text; docxtpl", made["ours"], made["docxtpl"])
    yield Line("    docx-mailmerge2", made["ours"], made["docx-mailmerge2"])
    yield Line("    the same bytes only checked, squeezed and written", made["ours"], made["limit"])


def _told(script: str, *words: object) -> dict[str, Any]:
    """Gives what a script beside this one prints."""
    command = [sys.executable, "-m", f"{HERE.name}.{script}", *map(str, words)]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, encoding="utf-8", check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def whole_job(learners: int, folder: Path) -> Iterator[Line]:
    """Compares commands from the workbook to the files, with the start of the interpreter."""
    book, ours, theirs = folder / "made.xlsx", folder / "ours.docx", folder / "theirs.docx"
    _seconds([str(HERE / "made_workbook.py"), str(book), str(learners)])
    _seconds([str(HERE / "documents_whole_job.py"), str(ours), str(theirs)])
    command = ["-m", "ecvet_office", "fill", "transcript", str(book), "--on", ON, "-o"]
    script = [str(HERE / "documents_whole_job.py"), str(book), str(theirs)]
    few = max(learners // SLOWER, 5)
    made = {name: folder / name for name in ("ours", "theirs", "none")}
    made["theirs"].mkdir()
    made["none"].mkdir()
    for untimed in ([*command, str(folder / "untimed"), "--learner", "L1"], [*script, str(made["none"]), "0"]):
        _seconds(untimed)
    shipped = _seconds([*command, str(folder / "shipped")])
    mine = _seconds([*command, str(made["ours"]), "--template", str(ours)])
    none, some = (_seconds([*script, str(made[name]), str(number)]) for name, number in (("none", 0), ("theirs", few)))
    other = none + (some - none) * learners / few
    one = next(made["theirs"].iterdir()).name
    if len({_lines(made[name] / one) for name in ("ours", "theirs")}) > 1:
        raise SystemExit("the two whole jobs make different documents")
    yield Line("transcripts from the workbook by command; openpyxl and docxtpl", mine, other, 150, "s")
    yield Line("    with the shipped template instead (four pages)", shipped, other, None, "s")


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(line for line in texts(path.read_bytes()).splitlines() if line.strip())


def _seconds(words: Sequence[str]) -> float:
    """Gives the CPU time of a command of Python; that on the clock where the system does not tell it.

    Raises:
        SystemExit: it could not run. Exit code 1 of `ecvet` says that some documents were held back.
    """
    began, before = time.perf_counter(), os.times()
    done = subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=False)
    after = os.times()
    if done.returncode not in (0, 1):
        raise SystemExit(f"exit code {done.returncode}: {' '.join(words)}")
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used or time.perf_counter() - began


def bulk(count: int, folder: Path) -> Iterator[Line]:
    """Compares two worker processes with none, and many documents with few."""
    book = folder / "made.xlsx"
    one, later_one, two, later_two = (
        _told("documents_workers", book, jobs, number) for jobs in (1, 2) for number in (count, count * LATER)
    )
    # What the workers take to start is the same for any number of documents.
    each = [(late - early) / (LATER - 1) for late, early in zip(later_two["workers"], two["workers"], strict=True)]
    # Two cores cannot be done before half of all work is, nor before the busiest process is.
    two_cores = max(two["here"], *each, (two["here"] + sum(each)) / 2)
    yield Line("records and files of transcripts by two processes; by one", two_cores, one["here"], 1.85, "s")
    peak, later_peak = max(two["peaks"]), max(later_two["peaks"])
    yield Line("largest memory of a worker; the bar", later_peak, MOST_MEMORY, 1, "MiB")
    yield Line(f"    with {LATER} times as many documents; with these", later_peak, peak, 0.95, "MiB")
    more, fewer = later_one["here"] / LATER / count * 1000, one["here"] / count * 1000
    yield Line(f"a document among {count * LATER:,}; among {count:,}, both ours", more, fewer, 0.87)


def printing(count: int, folder: Path) -> Iterator[Line]:
    """Compares batches with one call of LibreOffice for each file, in seconds on the clock for each file."""
    program = find_libreoffice()
    documents = sorted((folder / "shipped").glob("*.docx"))[:count]
    began = time.perf_counter()
    for document in documents[:ALONE]:
        convert_to_pdf([document], program)
    alone = (time.perf_counter() - began) / ALONE
    began = time.perf_counter()
    made = convert_to_pdf(documents[ALONE:], program, at_once=2).made
    batch = (time.perf_counter() - began) / len(made)
    yield Line(f"{len(made)} transcripts of four pages printed; by one call each", batch, alone, 10, "s")


def lines(asked: argparse.Namespace, folder: Path) -> Iterator[Line]:
    """Gives the table line by line, and measures as it goes."""
    yield from rendering(asked.documents, asked.rounds, asked.without_isal)
    yield from whole_job(asked.documents, folder)
    yield from bulk(asked.documents, folder)
    if asked.pdf:
        yield from printing(asked.pdf, folder)


def main() -> None:
    """Measures and prints the table."""
    options = argparse.ArgumentParser(description="Compare documents made by this package with those of others.")
    options.add_argument("--documents", type=int, default=DOCUMENTS)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--pdf", type=int, default=0, metavar="N", help="print N documents too, by LibreOffice")
    options.add_argument("--without-isal", action="store_true", help="pack by the standard library alone")
    asked = options.parse_args()
    print(f"{'work':<66}{'ours':>14}{'theirs':>14}{'ratio':>9}{'bar':>8}", flush=True)  # noqa: T201 # the table
    with TemporaryDirectory() as name:
        # As an installation leaves them: else ours would be compiled at every start, and those of the others not.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(name) / "compiled")
        for line in lines(asked, Path(name)):
            print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
