"""`ecvet demo`: the whole job once, on the example workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import check, credit, options, points
from ecvet_office.cli.console import paint, say, typed, width
from ecvet_office.cli.demo_methods import METHODS, Method
from ecvet_office.cli.paper_run import Order, make_documents, told
from ecvet_office.cli.year.playing import PLAN
from ecvet_office.cli.year.tour import play
from ecvet_office.documents.document_kinds import documents_in_all
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import UsageError
from ecvet_office.model.findings import Severity
from ecvet_office.report.shares import shares_of
from ecvet_office.report.updating import receipt_lines, update
from ecvet_office.workbook.building import write_new

HELP = """\
Do the whole job once, on an example.

Writes an example workbook into DIR, checks it, shows the learners' credit and how points are shared, writes the
results into a copy, and fills every document. The example shows findings on purpose; the demo still succeeds. DIR must
be new or empty. With --method, a pilot project's method is shown on an example of its own instead.

With --year, a whole year of a made-up school is played instead, month by month, with 120 learners and 25 partners: from
the list of names to the audit, with changes after signing, files that come back damaged, and the recognition meeting.

\b
    ecvet demo
    ecvet demo somewhere-else
    ecvet demo --method grades
    ecvet demo --year

Exit codes: 0 everything was made, 2 could not run.
"""
EXAMPLE = "example.xlsx"
RESULTS = "example-with-results.xlsx"
PAPERS = "documents"


@click.command("demo", help=HELP)
@click.argument("folder", metavar="[DIR]", default="ecvet-demo", type=click.Path(path_type=Path))
@click.option(
    "--method", metavar="NAME", type=click.Choice(list(METHODS)),
    help=f"Show this method of a pilot project: {', '.join(METHODS)}.",
)  # fmt: skip
@click.option("--year", "whole_year", is_flag=True, help="Play a school's whole year instead.")
@options.on
@click.pass_context
def command(ctx: click.Context, folder: Path, method: str | None, *, whole_year: bool, on: date) -> None:
    """Makes everything, one step after the other, and says what to try next."""
    if whole_year and method is not None:
        raise click.UsageError("--year and --method show different things: name one of them")
    require_new(folder)
    if whole_year:
        play(all_commands(ctx), folder, say)
        return
    workbook = folder / EXAMPLE
    if method is not None:
        show_method(METHODS[method], workbook, on)
        return
    write_new("mobility", workbook, example=True)
    heading("1. The workbook", f"ecvet new mobility {typed(workbook)} --example")
    say([f"written: {workbook}"])
    evaluation = options.evaluated(workbook, on)
    show(workbook, evaluation)
    heading("5. The results in a copy of the workbook", f"ecvet update {typed(workbook)} -o {typed(folder / RESULTS)}")
    say(receipt_lines(update(workbook, evaluation, folder / RESULTS)))
    heading("6. The documents", f"ecvet fill all {typed(workbook)} -o {typed(folder / PAPERS)}")
    run = make_documents(evaluation, Order(documents_in_all(evaluation.register)), folder / PAPERS)
    say(told(run, workbook, folder / PAPERS, paint(), width()))
    say(what_next(folder, evaluation))


def all_commands(ctx: click.Context) -> click.Group:
    """Gives the group that this command was called in, whose other commands the year is made of."""
    group = ctx.find_root().command
    if not isinstance(group, click.Group):
        raise TypeError("ecvet demo is called as a command of ecvet")
    return group


def require_new(folder: Path) -> None:
    """Makes sure that nothing of the user's is touched.

    Raises:
        UsageError: when the folder holds something, or is a file; the message names a free name.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    number = 2
    while (other := folder.with_name(f"{folder.name}-{number}")).exists():
        number += 1
    is_earlier = any((folder / name).exists() for name in (EXAMPLE, PLAN))
    what = "holds an earlier demo" if is_earlier else "exists and is not empty"
    raise UsageError(f"{folder} {what} and was left as it is; try: ecvet demo {typed(other)}")


def show(workbook: Path, evaluation: Evaluation) -> None:
    """Prints the findings, the credit and the shares of points, each below the command that gives it."""
    style, columns = paint(), width()
    heading("2. What is wrong or still to be done", f"ecvet check {typed(workbook)}")
    say(check.report([check.judged(workbook, evaluation)], style, columns, show_all=False))
    heading("3. What each learner has", f"ecvet credit {typed(workbook)}")
    say(credit.report(evaluation, evaluation.ledgers, style, columns, names=False))
    heading("4. How the points are shared among the units", f"ecvet points {typed(workbook)}")
    say(points.report(shares_of(evaluation.register), style, columns))


def show_method(method: Method, workbook: Path, on: date) -> None:
    """Writes the example of a method, checks it, prints what the method gives, and writes that into a copy."""
    write_new(method.kind, workbook, example=True)
    heading("1. The workbook", f"ecvet new {method.kind} {typed(workbook)} --example")
    say([f"written: {workbook}"])
    evaluation = options.evaluated(workbook, on)
    heading("2. What is wrong or still to be done", f"ecvet check {typed(workbook)}")
    say(check.report([check.judged(workbook, evaluation)], paint(), width(), show_all=False))
    heading(f"3. {method.title}", f"{method.command} {typed(workbook)}")
    say(method.report(evaluation, paint(), width()))
    results = workbook.with_name(RESULTS)
    heading("4. The results in a copy of the workbook", f"ecvet update {typed(workbook)} -o {typed(results)}")
    say(receipt_lines(update(workbook, evaluation, results)))
    if method.documents:
        folder = workbook.with_name(PAPERS)
        heading("5. The documents", f"ecvet fill {method.documents[0]} {typed(workbook)} -o {typed(folder)}")
        run = make_documents(evaluation, Order(method.documents), folder)
        say(told(run, workbook, folder, paint(), width()))


def heading(title: str, command_line: str) -> None:
    """Prints what comes now, and the command that does it."""
    say(["", paint()(title, "strong"), paint()(f"$ {command_line}", "quiet"), ""])


def what_next(folder: Path, evaluation: Evaluation) -> list[str]:
    """Gives the lines on where everything is and what to try."""
    workbook = folder / EXAMPLE
    there = {workbook: "open it in Excel", folder / RESULTS: "the same with the results", folder / PAPERS: "for Word"}
    size = max(len(str(path)) for path in there)
    errors = (finding.code for finding in evaluation.findings if finding.severity is Severity.ERROR)
    return [
        "",
        paint()("Everything is there:", "strong"),
        *(f"    {str(path).ljust(size)}   {what}" for path, what in there.items()),
        "",
        paint()("Try next:", "strong"),
        f"    ecvet explain {next(errors, 'WB05')}",
        f"    ecvet credit {typed(workbook)} --names --format csv -o {typed(folder / 'credit.csv')}",
        f"    ecvet fill learning-agreement {typed(workbook)} -o {typed(folder / 'drafts')} --draft",
        "    ecvet new mobility plan.xlsx",
        "Or mend the error in Excel, save, and:",
        f"    ecvet check {typed(workbook)}",
    ]
