"""`ecvet read`: what returned documents would change in a workbook, and then changing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.console import hand_over, json_text, note, paint, say, width
from ecvet_office.documents.proposals import agreement_of, proposals
from ecvet_office.documents.returned import ReturnedDocument, read_returned
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import EcvetError, UnreadableFileError
from ecvet_office.report.returned import returned_json, returned_text, written_text
from ecvet_office.workbook.accepting import accepted, apply
from ecvet_office.workbook.filled_cells import known_rows

HELP = """\
Show what returned documents would change, then change it.

The documents are those that ecvet fill left open for a partner: assessment sheets, and learning agreements made with
--to-return. Only what the partner filled in is proposed. Where the workbook says something else by now, where a cell
cannot hold what was written, and where a text of ours was changed, you are told, and nothing is written.

With --apply, all the rest is written into a copy of the workbook, or with --in-place into the workbook itself, which
is kept as it was beside it.

\b
    ecvet read assessment-sheet_A1_L1.docx plan.xlsx
    ecvet read returned/*.docx plan.xlsx --apply -o plan-with-results.xlsx

Whether the other texts of a document are still ours: ecvet verify.

Exit codes: 0 nothing is left to look at, 1 something is, 2 a document or the workbook could not be read or written.
"""
CLEAN, FLAGGED, NOT_READ = 0, 1, 2


@click.command("read", help=HELP)
@click.argument("documents", nargs=-1, required=True, metavar="DOCX...", type=click.Path(path_type=Path))
@options.workbook
@click.option("--apply", "applies", is_flag=True, help="Write it into a copy of the workbook.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The copy; beside the workbook if left out.")
@click.option("--in-place", is_flag=True, help="Write into the workbook itself, and keep it as it was beside it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
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
    form: str,
    on: date,
) -> None:
    """Reads every document; one that cannot be read does not keep the others from it."""
    if (output or in_place) and not applies:
        raise click.UsageError("-o and --in-place are for --apply: without it, nothing is written")
    evaluation = options.evaluated(workbook, on)
    returned = [one for path in documents if (one := _returned(path, evaluation)) is not None]
    readings = proposals(returned, evaluation)
    changes = accepted(readings, known_rows(evaluation.sheets))
    receipt = None
    if applies and changes.changes_something:
        holds = _judge(returned, on)
        receipt = apply(workbook, evaluation.sheets, changes, output, in_place=in_place, holds=holds)
    if form == "json":
        hand_over(json_text(returned_json(readings, receipt)), None)
    else:
        say([*returned_text(readings, changes, paint(), width()), *written_text(receipt, changes)])
    is_all = len(returned) == len(documents)
    ctx.exit(NOT_READ if not is_all else CLEAN if all(one.is_clean for one in readings) else FLAGGED)


def _returned(path: Path, evaluation: Evaluation) -> ReturnedDocument | None:
    """Reads one document, or notes why it cannot be read, or is about another workbook."""
    try:
        returned = read_returned(_bytes(path), path.name)
        agreement_of(returned, evaluation)
    except EcvetError as error:
        note(f"ecvet: {error}")
        return None
    return returned


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror or error}") from error


def _judge(returned: Sequence[ReturnedDocument], on: date) -> Callable[[Path], bool]:
    """Gives what tells whether a workbook says what was accepted: then the documents have nothing left to change."""

    def holds(path: Path) -> bool:
        evaluation = options.evaluated(path, on)
        return not accepted(proposals(returned, evaluation), known_rows(evaluation.sheets)).changes_something

    return holds
