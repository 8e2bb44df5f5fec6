"""`ecvet papers`: who owes which paper, and a folder for each with the documents and the letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.cli.console import note
from ecvet_office.documents.many_files import write_files
from ecvet_office.documents.partner_folders import PartnerFolders, partner_folders
from ecvet_office.evaluation import Evaluation
from ecvet_office.report.owed_papers import OwedPaper, Standing, owed_csv, owed_json, owed_papers, owed_text
from ecvet_office.report.plain_text import counted

HELP = """\
Show who owes which paper, and make letters and reminders.

The sheet Papers tells which papers are still out; they are listed by due day, for each who owes some. A paper is
overdue from the day after it is due. Those of a stay that was withdrawn are listed as closed. ecvet fill --record
notes the documents that you make; the days on which they are sent and come back you write yourself.

With --folders, each who has papers to sign, or is overdue with some, gets a folder with the documents: those that the
column File names, from the folder of --documents, else made anew from the workbook. Beside them lies the draft of a
letter or of a reminder, in the language of the person (sheet People), which your mail program opens and you send;
nothing is sent from here. No file is ever overwritten.

\b
    ecvet papers plan.xlsx
    ecvet papers plan.xlsx --format csv -o papers.csv
    ecvet papers plan.xlsx --folders post --documents documents

Exit codes: 0 nothing is overdue, 1 something is or a document is missing, 2 could not run.
"""


@click.command("papers", help=HELP)
@options.workbook
@forms("text", "json", "csv")
@options.output
@click.option("--folders", type=click.Path(path_type=Path), help="Make a folder in it for each who owes papers.")
@click.option(
    "--documents", type=click.Path(path_type=Path), help="Where the documents lie that were made; beside the workbook."
)
@options.names_or_ids
@options.on
@click.pass_context
def command(
    ctx: click.Context,
    workbook: Path,
    *,
    form: str,
    output: Path | None,
    folders: Path | None,
    documents: Path | None,
    names: bool,
    on: date,
) -> None:
    """Lists the open papers, and makes the folders where they are asked for."""
    if documents and not folders:
        raise click.UsageError("--documents is for --folders: the list itself needs no documents")
    evaluation = options.evaluated(workbook, on)
    register, owed = evaluation.register, owed_papers(evaluation.register, on)
    answer(
        form,
        output,
        lambda paint, width: owed_text(register, owed, paint, width, names=names),
        lambda: owed_json(register, owed, names=names),
        lambda: owed_csv(register, owed, names=names),
    )
    made = _made(evaluation, owed, folders, documents or workbook.parent / "documents") if folders else None
    is_overdue = any(one.standing is Standing.OVERDUE for one in owed)
    ctx.exit(int(is_overdue or bool(made and made.missing)))


def _made(evaluation: Evaluation, owed: tuple[OwedPaper, ...], folder: Path, documents: Path) -> PartnerFolders:
    """Writes the folders, and notes where they are and what they lack."""
    found = partner_folders(evaluation, owed, documents)
    write_files(found.files, folder)
    for line in _lines(found, folder):
        note(line)
    return found


def _lines(found: PartnerFolders, folder: Path) -> Iterator[str]:
    if not found.files:
        yield "no folder was made: nothing is to be sent, and nothing is overdue"
    else:
        folders = len({one.path.parts[0] for one in found.files})
        letters = sum(one.path.suffix == ".eml" for one in found.files)
        yield f"{counted(folders, 'folder')} in {folder}, with {counted(letters, 'draft')} for you to read and send"
    if found.missing:
        yield "missing:"
        yield from (f"    {one}" for one in found.missing)
