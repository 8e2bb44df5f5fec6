"""`ecvet fill`: Word documents from a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.bulk_run import Where, list_lines, make_with_list
from ecvet_office.cli.console import paint, say, width
from ecvet_office.cli.paper_run import Order, make_documents, told
from ecvet_office.documents.executors import MOST_PROCESSES
from ecvet_office.documents.filling import DOCUMENTS

HELP = """\
Fill Word documents from a workbook.

DOCUMENT is memorandum, learning-agreement, transcript, or all. A document that rests on an error of the workbook is
held back, and you are told which; errors elsewhere hold nothing back. No file is ever overwritten.

With --jobs, as for thousands, every document gets its name as soon as it is made, manifest.csv lists them all, and a
run that was stopped goes on with the same command. Without, the folder gets all documents or none.

\b
    ecvet fill learning-agreement plan.xlsx -o documents
    ecvet fill transcript plan.xlsx -o documents --learner L1
    ecvet fill all plan.xlsx -o documents --jobs 2

Exit codes: 0 all made, 1 some were held back or left as they were, 2 could not run.
"""
ALL = "all"


@click.command("fill", help=HELP)
@click.argument("document", type=click.Choice([*DOCUMENTS, ALL]))
@options.workbook
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder for the documents.")
@options.learner
@click.option("--language", default="en", show_default=True, help="Of the labels, by its two letters.")
@click.option("--draft", is_flag=True, help="Make what rests on errors too, marked as a draft.")
@click.option("--jobs", type=click.IntRange(1, MOST_PROCESSES), help="Make so many at a time, and go on if stopped.")
@click.option("--scheduler", metavar="ADDRESS", help="Make them on the Dask cluster there: the data leave this PC.")
@options.on
@click.pass_context
def command(
    ctx: click.Context,
    document: str,
    workbook: Path,
    output: Path,
    *,
    learners: Sequence[str],
    language: str,
    draft: bool,
    jobs: int | None,
    scheduler: str | None,
    on: date,
) -> None:
    """Makes the documents and says where they are."""
    if jobs and scheduler:
        raise click.UsageError("--jobs is for this PC and --scheduler for a cluster: name one of them")
    evaluation = options.evaluated(workbook, on)
    asked = options.known_learners(evaluation.register, learners)
    order = Order(tuple(DOCUMENTS) if document == ALL else (document,), asked, language, draft)
    if jobs is None and scheduler is None:
        run = make_documents(evaluation, order, output)
        say(told(run, workbook, output, paint(), width()))
        ctx.exit(int(bool(run.held_back)))
    run = make_with_list(evaluation, order, output, Where(jobs or 1, scheduler))
    say([*told(run, workbook, output, paint(), width()), *list_lines(run, output)])
    ctx.exit(int(bool(run.held_back or run.left)))
