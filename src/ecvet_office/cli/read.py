"""`ecvet read`: what returned documents would change in a workbook, and then changing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.cli.console import note
from ecvet_office.documents.filed_returns import FILED, file_return
from ecvet_office.documents.returned_folder import Arrival, arrivals, files_in
from ecvet_office.documents.returned_run import outcomes_of, readings_of
from ecvet_office.report.plain_text import counted
from ecvet_office.report.returned import returned_json, returned_text, written_text
from ecvet_office.report.returned_files import FileOutcome, files_json, files_text
from ecvet_office.workbook.accepting import accepted, apply
from ecvet_office.workbook.filled_cells import known_rows
from ecvet_office.workbook.proposal import ReturnedReading

HELP = """\
Show what returned documents would change, then change it.

The documents are those that ecvet fill left open for a partner, such as assessment sheets, the host grids of ecvet
grid, and scans of signed papers. A folder stands for all files in it. Only what the partner filled in is proposed, and
the day of return where the sheet Papers waits for it. Where the workbook says something else by now, where a cell
cannot hold what was written, and where a text of ours was changed, you are told, and nothing is written.

With --apply, all the rest is written into a copy of the workbook, or with --in-place into the workbook itself, which
is kept as it was beside it. Documents and scans are copied into the folder filed beside the workbook, a folder for each
agreement. No file that came back is ever changed.

\b
    ecvet read assessment-sheet_A1_L1.docx plan.xlsx
    ecvet read returned plan.xlsx
    ecvet read returned plan.xlsx --apply -o plan-with-results.xlsx

Whether the other texts of a document are still ours: ecvet verify.

Exit codes: 0 nothing is left to look at, 1 something is, 2 a document named by itself, or the workbook, could not be
read or written.
"""
CLEAN, FLAGGED, NOT_READ = 0, 1, 2


@click.command("read", help=HELP)
@click.argument("documents", nargs=-1, required=True, metavar="FILE|FOLDER...", type=click.Path(path_type=Path))
@options.workbook
@click.option("--apply", "applies", is_flag=True, help="Write it into a copy of the workbook.")
@options.copy
@options.in_place
@click.option("--file-in", type=click.Path(path_type=Path), help="Where copies are filed.  [default: filed, beside it]")
@forms("text", "json")
@options.on
@click.pass_context
def command(
    ctx: click.Context,
    documents: Sequence[Path],
    workbook: Path,
    *,
    applies: bool,
    output: Path | None,
    in_place: bool,
    file_in: Path | None,
    form: str,
    on: date,
) -> None:
    """Reads every file; one that cannot be read does not keep the others from it."""
    if (output or in_place or file_in) and not applies:
        raise click.UsageError("-o, --in-place and --file-in are for --apply: without it, nothing is written")
    evaluation = options.evaluated(workbook, on)
    folders = [path for path in documents if path.is_dir()]
    filed_in = file_in or workbook.parent / FILED
    paths = [one for path in documents for one in (_came_in(path, workbook, filed_in) if path.is_dir() else (path,))]
    arrived = tuple(arrivals(paths, evaluation))
    readings = readings_of(arrived, evaluation, on)
    changes = accepted(readings, known_rows(evaluation.sheets))
    receipt, filed = None, []
    if applies:
        if changes.changes_something:
            receipt = apply(workbook, evaluation.sheets, changes, output, in_place=in_place, holds=_judge(arrived, on))
        filed = _file(arrived, filed_in)
    outcomes = outcomes_of(arrived, readings)
    answer(
        form,
        None,
        lambda paint, width: [
            *returned_text(readings, changes, paint, width),
            *written_text(receipt, changes),
            *filed,
            *(files_text(outcomes, paint, width) if folders else ()),
        ],
        lambda: {**returned_json(readings, receipt), "files": files_json(outcomes)},
    )
    if not folders or form == "json":
        for reason in (reason for one in arrived for reason in one.needs):
            note(f"ecvet: {reason}")
    ctx.exit(_exit_code(outcomes, readings, is_folder=bool(folders)))


def _came_in(folder: Path, workbook: Path, filed_in: Path) -> Iterator[Path]:
    """Gives the files of a folder that came back: neither the workbook itself nor what was filed before."""
    own, filed = workbook.resolve(), filed_in.resolve()
    for path in files_in(folder):
        where = path.resolve()
        if where != own and filed not in where.parents:
            yield path


def _exit_code(outcomes: Sequence[FileOutcome], readings: Sequence[ReturnedReading], *, is_folder: bool) -> int:
    """Gives the exit code: in a folder, files that nobody can read are for a person to look at like all else."""
    if not is_folder and not all(one.is_read for one in outcomes):
        return NOT_READ
    return FLAGGED if any(one.needs for one in outcomes) or not all(one.is_clean for one in readings) else CLEAN


def _file(arrived: Sequence[Arrival], folder: Path) -> list[str]:
    """Files what came back, and gives the lines on it: scans one by one, for nothing else shows where they lie."""
    places = [(one, file_return(one.data, one.path.suffix, one.filed_as, folder)) for one in arrived]
    scans = [f"filed: {path}" for one, paths in places if one.papers for path in paths]
    documents = sum(len(paths) for one, paths in places if one.documents)
    return [*scans, *([f"filed: {counted(documents, 'document')} in {folder}"] if documents else [])]


def _judge(arrived: Sequence[Arrival], on: date) -> Callable[[Path], bool]:
    """Gives what tells whether a workbook says what was accepted: then the files have nothing left to change."""

    def holds(path: Path) -> bool:
        evaluation = options.evaluated(path, on)
        return not accepted(readings_of(arrived, evaluation, on), known_rows(evaluation.sheets)).changes_something

    return holds
