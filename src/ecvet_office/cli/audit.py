"""`ecvet audit`: a folder for each learner with every paper, its hash, and what is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.console import say
from ecvet_office.documents.many_files import write_files
from ecvet_office.exchange.audit import audit_file
from ecvet_office.report.plain_text import counted

HELP = """\
Put together what an auditor asks for: every paper of a learner, and what is missing.

Each learner gets a folder with a list of contents, as text and as a workbook; the papers of the sheet Papers, every
version, where their files are found; further files that were made for the learner or bear the number of the learner or
of an agreement; and the documents as today's data give them. Each file is listed with its SHA-256, by which anybody can
tell that it was not changed since. What is missing is listed by rule.

Files are copied, never moved, and nothing is written over. A file that may tell of other learners too is named in the
list and not copied: look at it yourself.

\b
    ecvet audit plan.xlsx --learner L1 --papers documents -o audit

Exit codes: 0 nothing is missing, 1 something is, 2 could not run.
"""


@click.command("audit", help=HELP)
@options.workbook
@click.option(
    "--learner", "learners", multiple=True, required=True, metavar="ID", help="This learner; may be repeated."
)
@click.option(
    "--papers", "folders", multiple=True, metavar="DIR", type=click.Path(path_type=Path),
    help="Look for papers in this folder; may be repeated.",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder for the folders.")
@options.on
@click.pass_context
def command(
    ctx: click.Context, workbook: Path, *, learners: tuple[str, ...], folders: tuple[Path, ...], output: Path, on: date
) -> None:
    """Writes the folders and says how much each holds."""
    evaluation = options.evaluated(workbook, on)
    asked = dict.fromkeys(options.known_learners(evaluation.register, learners))
    made = [audit_file(workbook, evaluation, learner, folders) for learner in asked]
    write_files([file for one in made for file in one.files], output)
    for one in made:
        copied = sum(bool(paper.file) for paper in one.papers)
        say([f"learner {one.learner}: {counted(copied, 'paper')} with a file, {len(one.missing)} missing or to mend"])
    say([f"written: {output}", "begin with contents.xlsx in each folder"])
    ctx.exit(int(any(one.missing for one in made)))
