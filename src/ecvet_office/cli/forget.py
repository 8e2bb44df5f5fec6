"""`ecvet forget`: every trace of a learner, taken out of a workbook, and told of where it is left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.console import say
from ecvet_office.exchange.forgetting import Forgotten, forget, traces_in
from ecvet_office.exchange.learner_papers import Paper, delete_papers, not_looked_into, papers_about
from ecvet_office.exchange.traces import told

HELP = """\
Remove a learner from a workbook, and find the documents about them.

All rows about the learner become empty: on the sheet Learners, and wherever a row names the learner or one of the
learner's agreements. Texts that no cell shows any more leave the file, comments on those rows too. Then the names, the
date of birth, the e-mails and the telephones are looked for in every part of the file, and what remains is told.

Without --in-place a copy is written, and your workbook stays as it is: it still holds the learner, and so does the
backup that --in-place keeps. Both are told; delete them when you are sure.

Files in the folders given are looked into, and listed where they tell of the learner: documents, workbooks, lists,
e-mails with what is attached, archives. With --delete those that were made for this learner are deleted, no others; a
paper of several people, such as the programme of a group or the minutes of a meeting, is for you to make anew. How many
files cannot be looked into, such as scans and PDF files, is told. The id may be given to somebody new later, so do not
keep papers of the learner by it.

\b
    ecvet forget plan.xlsx L3 --papers documents
    ecvet forget plan.xlsx L3 --in-place --papers documents --delete

Exit codes: 0 nothing remains, 1 something remains and is told, 2 could not run.
"""


@click.command("forget", help=HELP)
@click.argument("workbook", type=click.Path(path_type=Path))
@click.argument("learner", metavar="LEARNER")
@options.copy
@click.option("--in-place", is_flag=True, help="Overwrite the workbook itself, and keep it as it was beside it.")
@click.option("--backup/--no-backup", default=True, help="With --in-place: keep a copy.  [default: backup]")
@click.option(
    "--papers", "folders", multiple=True, metavar="DIR", type=click.Path(path_type=Path),
    help="Look for documents in this folder; may be repeated.",
)  # fmt: skip
@click.option("--delete", is_flag=True, help="Delete the documents that were made for this learner.")
@click.pass_context
def command(
    ctx: click.Context,
    workbook: Path,
    learner: str,
    output: Path | None,
    in_place: bool,
    backup: bool,
    folders: tuple[Path, ...],
    delete: bool,
) -> None:
    """Forgets, and prints what was emptied, what remains and which documents there are."""
    rows, traces = traces_in(workbook, learner)
    papers = papers_about(folders, rows, traces)
    done = forget(workbook, learner, output, in_place=in_place, backup=backup)
    say(_lines(done))
    gone = delete_papers(papers) if delete else ()
    left = [paper for paper in papers if paper.path not in gone and paper.path.resolve() not in done.copies]
    left = [paper for paper in left if paper.path.exists()]
    say([*(f"deleted: {path}" for path in gone), *(_paper_line(paper, delete=delete) for paper in left)])
    say(_not_looked_into(folders))
    ctx.exit(int(bool(done.remains or done.copies or left)))


def _lines(done: Forgotten) -> Iterator[str]:
    yield f"written: {done.receipt.path}"
    rows = ", ".join(f"{title} {', '.join(map(str, numbers))}" for title, numbers in done.emptied.items())
    yield f"    rows emptied: {rows}"
    yield "    they stay, so that no formula points elsewhere; in Excel, Delete > Table Rows takes them out if you like"
    yield f"    {done.receipt}"
    yield from (f"remains: {line}" for line in told(done.remains))
    yield from (f"remains: the learner stands in {copy.name} as before; delete it when you are sure"
                for copy in done.copies)  # fmt: skip
    yield from (f"could not be looked through: {one.name}" for one in done.unread)
    if done.pictures:
        yield f"pictures and programs in which nothing can be looked for: {', '.join(done.pictures)}"


def _not_looked_into(folders: tuple[Path, ...]) -> Iterator[str]:
    if kinds := not_looked_into(folders):
        told = ", ".join(f"{ending} {count}" for ending, count in kinds.items())
        yield f"not looked into, because no text can be read in them: {sum(kinds.values())} files ({told})"


def _paper_line(paper: Paper, *, delete: bool) -> str:
    advice = "" if delete or not paper.is_ours else "; --delete deletes it"
    return f"document: {paper.path} ({paper.why}{advice})"
