"""`ecvet fill`: Word documents from a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.console import paint, say, width
from ecvet_office.cli.paper_run import Order, make_documents, told
from ecvet_office.documents.filling import DOCUMENTS

HELP = """\
Fill Word documents from a workbook.

DOCUMENT is memorandum, learning-agreement, transcript, or all. A document that rests on an error of the workbook is
held back, and you are told which; errors elsewhere hold nothing back. No file is ever overwritten.

\b
    ecvet fill learning-agreement plan.xlsx -o documents
    ecvet fill transcript plan.xlsx -o documents --learner L1

Exit codes: 0 all made, 1 some were held back, 2 could not run.
"""
ALL = "all"


@click.command("fill", help=HELP)
@click.argument("document", type=click.Choice([*DOCUMENTS, ALL]))
@options.workbook
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder for the documents.")
@options.learner
@click.option("--language", default="en", show_default=True, help="Of the labels, by its two letters.")
@click.option("--draft", is_flag=True, help="Make what rests on errors too, marked as a draft.")
@options.on
@click.pass_context
def command(
    ctx: click.Context,
    document: str,
    workbook: Path,
    output: Path,
    learners: Sequence[str],
    language: str,
    draft: bool,
    on: date,
) -> None:
    """Makes the documents and says where they are."""
    evaluation = options.evaluated(workbook, on)
    asked = options.known_learners(evaluation.register, learners)
    names = tuple(DOCUMENTS) if document == ALL else (document,)
    run = make_documents(evaluation, Order(names, asked, language, draft), output)
    say(told(run, workbook, output, paint(), width()))
    ctx.exit(int(bool(run.held_back)))
