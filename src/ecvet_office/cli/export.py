"""`ecvet export`: a file of another system, filled by its own headers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.console import say
from ecvet_office.exchange.column_mapping import keep_mapping, kept_mapping, mapping_file
from ecvet_office.exchange.exporting import Export, export
from ecvet_office.exchange.ids_back import proposed_ids, write_ids_back
from ecvet_office.model.errors import UsageError
from ecvet_office.model.places import column_letters

HELP = """\
Fill a file that another system exported, by its own headers.

Whatever the system: its headers, or the machine keys above or below them, are compared with ours in all languages that
we read. The same words are taken; what merely resembles ours is proposed and filled once you say so with --map. What
you said is kept beside the workbook, in a file that holds headers only. Rows that have the learner already are
completed, else empty rows are filled; nothing in the file is added, moved or lost, and drop-downs decide the spelling.

\b
    ecvet export plan.xlsx participants.xlsx -o filled.xlsx
    ecvet export plan.xlsx in.xlsx --map "First name=Learners.given_names"
    ecvet export plan.xlsx participants.xlsx -o filled.xlsx --ids-back

Exit codes: 0 filled, 1 something is told that you should look at, 2 could not run.
"""


@click.command("export", help=HELP)
@options.workbook
@click.argument("foreign", metavar="FOREIGN", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The filled copy, a new file.")
@click.option(
    "--map", "maps", multiple=True, metavar="HEADER=TABLE.COLUMN", help="What a column means; empty: nothing."
)
@click.option("--sheet", metavar="NAME", help="The sheet to fill; the one that resembles ours most if left out.")
@click.option("--ids-back", is_flag=True, help="Bring its mobility IDs into a copy of the workbook.")
@options.learner
@options.on
@click.pass_context
def command(
    ctx: click.Context,
    *,
    workbook: Path,
    foreign: Path,
    output: Path,
    maps: tuple[str, ...],
    sheet: str | None,
    ids_back: bool,
    learners: tuple[str, ...],
    on: date,
) -> None:
    """Fills the copy, and says what every column was taken for and what is left to look at."""
    evaluation = options.evaluated(workbook, on)
    kept = mapping_file(workbook, foreign)
    said = kept_mapping(kept) | dict(map(_pair, maps))
    asked = options.known_learners(evaluation.register, learners)
    done = export(evaluation, foreign, output, said, sheet=sheet, learners=asked)
    if maps:
        keep_mapping(kept, said)
    say(_lines(done))
    if maps:
        say([f"what you said of the columns is kept in {kept.name}"])
    if done.ids:
        say(f"mobility ID for {place}: {text}" for place, text in proposed_ids(evaluation.register, done.ids).items())
        if ids_back:
            say([f"written: {write_ids_back(workbook, evaluation.register, done.ids).path}"])
        else:
            say(["    --ids-back writes them into a copy of the workbook"])
    ctx.exit(int(bool(done.told or done.mapping.proposed)))


def _pair(text: str) -> tuple[str, str]:
    header, sign, field = text.rpartition("=")
    if not sign or not header.strip():
        raise UsageError(f'--map {text!r}: write it as --map "Header=Learners.family_name"')
    return header.strip(), field.strip()


def _lines(done: Export) -> Iterator[str]:
    grid = done.grid
    for column in grid.columns:
        if column.number in done.mapping.fields:
            yield f"{_head(grid.title, column.number)} {column.header}: {done.mapping.fields[column.number]}"
    for column, like in done.mapping.proposed:
        yield (
            f"{_head(grid.title, column.number)} {column.header}: not filled; it resembles {like.words!r}, "
            f'if that is meant: --map "{column.header}={like.field}"'
        )
    for column in done.mapping.unmatched:
        needed = ", and it is required" if column.is_required else ""
        yield f"{_head(grid.title, column.number)} {column.header}: resembles nothing of ours{needed}; not filled"
    yield f"rows that had the learner: {len(done.matched)}; empty rows filled: {len(done.filled)}"
    if done.receipt is None:
        yield "there was nothing to fill, so nothing was written"
    else:
        yield f"written: {done.receipt.path}"
        yield f"    {done.receipt}"
    yield from (f"look at {one.place}: {one.what}" for one in done.told)


def _head(title: str, column: int) -> str:
    return f"{title}!{column_letters(column)}"
