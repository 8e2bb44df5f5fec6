"""`ecvet personal-data`: all that is stored about one learner."""

from __future__ import annotations

from pathlib import Path

import click

from ecvet_office.cli.console import hand_over, json_text, note, say
from ecvet_office.exchange.personal_data import as_json, as_sheets, personal_data
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.listing_book import listing_book
from ecvet_office.workbook.saving import write_new_file

HELP = """\
Write down all that a workbook stores about one learner.

Every row about the learner, with its sheet and its columns; where else in the file the names, the date of birth, the
e-mails or the telephones stand; and, with --papers, the documents in a folder. The file is for the learner, or for
another institution that the learner names.

\b
    ecvet personal-data plan.xlsx L3 -o L3.xlsx
    ecvet personal-data plan.xlsx L3 -o L3.json --papers documents

Exit codes: 0 written, 2 could not run.
"""


@click.command("personal-data", help=HELP)
@click.argument("workbook", type=click.Path(path_type=Path))
@click.argument("learner", metavar="LEARNER")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="A new file that ends in .json or .xlsx."
)
@click.option(
    "--papers", "folders", multiple=True, metavar="DIR", type=click.Path(path_type=Path),
    help="Look for documents in this folder; may be repeated.",
)  # fmt: skip
def command(workbook: Path, learner: str, output: Path, folders: tuple[Path, ...]) -> None:
    """Writes the data and says how much there is."""
    suffix = output.suffix.casefold()
    if suffix not in {".json", ".xlsx"}:
        raise UsageError(f"{output.name}: the file's name ends in .json or in .xlsx")
    data = personal_data(workbook, learner, folders)
    if suffix == ".json":
        hand_over(json_text(as_json(data)), output)
    else:
        write_new_file(output, listing_book(as_sheets(data)))
        note(f"written: {output}")
    counts = f"{len(data.rows)} rows, {len(data.elsewhere)} places elsewhere, {len(data.papers)} documents"
    say([f"learner {data.learner}: {counts}"])
