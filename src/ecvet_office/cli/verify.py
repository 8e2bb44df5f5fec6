"""`ecvet verify`: is this document what the data said?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.console import note, say
from ecvet_office.documents.provenance import Origin
from ecvet_office.documents.verifying import Verification, changes, values_today, verify
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import UnreadableFileError, UsageError, unreadable

HELP = """\
Tell whether documents still show what their data said.

Each document carries the values that it was made from. What it shows is compared with them, and with today's data
where you name the workbook. Word and LibreOffice may have saved it since. This finds slips, such as a figure typed
over; it is no signature and proves nothing about who wrote what.

\b
    ecvet verify documents/transcript_A1_L1.docx
    ecvet verify transcript_A1_L1.docx --workbook plan.xlsx

Exit codes: 0 the same, 1 something differs, 2 a document could not be judged.
"""
NO_SIGNATURE = "This finds slips and is no signature: who means to deceive can change the values in a document too."
SAME, DIFFERS, NOT_JUDGED = 0, 1, 2


class Today:
    """The values that a workbook gives today, made once for each kind of document."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._known: dict[tuple[str, str, object], dict[str, str]] = {}

    def values(self, origin: Origin) -> str | None:
        """Gives today's values of a document; None where the workbook has it no longer."""
        kind = (origin.document, origin.language, origin.record.get("draft"))
        if kind not in self._known:
            self._known[kind] = values_today(self._evaluation, origin)
        return self._known[kind].get(origin.number)


@click.command("verify", help=HELP)
@click.argument("documents", nargs=-1, required=True, metavar="DOCX...", type=click.Path(path_type=Path))
@click.option("--workbook", type=click.Path(path_type=Path), help="Compare with what this workbook says today, too.")
@options.on
@click.pass_context
def command(ctx: click.Context, documents: Sequence[Path], workbook: Path | None, on: date) -> None:
    """Judges every document; one that cannot be judged does not keep the others from it."""
    today = Today(options.evaluated(workbook, on)) if workbook else None
    codes = [_judged(path, today) for path in documents]
    say(["", NO_SIGNATURE])
    ctx.exit(max(codes))


def _judged(path: Path, today: Today | None) -> int:
    """Says what is known of a document, and gives its exit code."""
    try:
        found = verify(_read(path), path.name)
        lines = [*_difference_lines(found), *(_change_lines(found.origin, today) if today else ())]
    except (UnreadableFileError, UsageError) as error:
        note(f"ecvet: {error}")
        return NOT_JUDGED
    origin = found.origin
    what = f"{path.name} ({origin.document} {origin.number}, version {origin.version})"
    say([f"{what}: {'differs' if lines else 'the same'}", *(f"    {line}" for line in lines)])
    if not found.is_whole_text:
        say(["    (its template is not the one of this version: only whether each value stands in it was judged)"])
    if found.leaves_open:
        say(["    (what the partner fills in is not judged: ecvet read shows it)"])
    return DIFFERS if lines else SAME


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def _difference_lines(found: Verification) -> Iterator[str]:
    if not found.origin.is_intact:
        yield "the values that it carries were touched: they do not have the hash that it states"
    for one in found.differences:
        if not one.shown:
            yield f"it lacks {one.said!r}"
        elif not one.said:
            yield f"it shows {one.shown!r}, which its data did not say"
        else:
            yield f"it shows {one.shown!r} where its data said {one.said!r}"


def _change_lines(origin: Origin, today: Today) -> Iterator[str]:
    values = today.values(origin)
    if values is None:
        yield f"the workbook has no {origin.document} {origin.number} any more"
        return
    for one in changes(origin, values):
        name = f"{one.label} ({one.field})" if one.label else one.field
        yield f"the workbook now says {one.today!r} for {name}, it was made from {one.then!r}"
