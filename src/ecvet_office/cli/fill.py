"""`ecvet fill`: Word documents from a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.bulk_run import Where, list_lines, make_with_list
from ecvet_office.cli.console import paint, say, width
from ecvet_office.cli.own_templates import as_pictures, templates_for
from ecvet_office.cli.paper_run import Order, PaperRun, make_documents, told
from ecvet_office.cli.pdf_run import make_pdfs, pdf_lines
from ecvet_office.cli.record_run import noted, planned
from ecvet_office.documents.document_kinds import DOCUMENTS, documents_in_all
from ecvet_office.documents.executors import MOST_PROCESSES
from ecvet_office.documents.pdf import PdfRun
from ecvet_office.documents.pdf_program import find_libreoffice
from ecvet_office.evaluation import Evaluation
from ecvet_office.workbook.collector import records_left_alone

HELP = """\
Fill Word documents from a workbook.

DOCUMENT is a kind of document as listed above, such as transcript or unit-sheet, or all. A document that rests on an
error of the workbook is held back, and you are told which; errors elsewhere hold nothing back. Letters are made only
of decisions that a named person took on a day. No file is ever overwritten.

With --jobs, as for thousands, every document gets its name as soon as it is made, manifest.csv lists them all, and a
run that was stopped goes on with the same command. Without, the folder gets all documents or none.

With --pdf, LibreOffice prints each document to a PDF file beside it. With --template, a Word template of your own is
filled (see ecvet template --help). With --to-return, what the partner has to fill stays open, and ecvet read reads it
back; an assessment sheet is made so in any case. With --picture, the picture in a file is put into the template's
places of that name.

With --code, each page prints in its corner the code by which ecvet read knows a scan of it. With a template of your own
too, which needs a footer for that, even an empty one.

With --record, a row on the sheet Papers notes each document for each party that signs or returns it: number, version
and file. The rows are written into a copy of the workbook, or with --in-place into the workbook itself, which is kept
as it was beside it; without --record nothing is written into any workbook. What went out before gets the next version.

\b
    ecvet fill learning-agreement plan.xlsx -o documents
    ecvet fill learning-agreement plan.xlsx -o documents --record --in-place
    ecvet fill learning-agreement plan.xlsx -o documents --to-return
    ecvet fill transcript plan.xlsx -o documents --learner L1
    ecvet fill all plan.xlsx -o documents --jobs 2 --pdf
    ecvet fill transcript plan.xlsx -o documents --template form.docx

Exit codes: 0 all made, 1 some were held back, left as they were or not printed, 2 could not run.
"""
ALL = "all"


@click.command("fill", help=HELP)
@click.argument("document", type=options.Named([*DOCUMENTS, ALL]))
@options.workbook
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder for the documents.")
@options.learner
@click.option(
    "--language", default="en", show_default=True, help="Of the labels: its two letters, or two languages as en+fr."
)
@click.option("--draft", is_flag=True, help="Make what rests on errors too, marked as a draft.")
@click.option("--to-return", is_flag=True, help="Leave open what the partner fills, and lock the rest.")
@click.option("--code", "coded", is_flag=True, help="Print on each page the code by which a scan is known again.")
@click.option("--jobs", type=click.IntRange(1, MOST_PROCESSES), help="Make so many at a time, and go on if stopped.")
@click.option("--scheduler", metavar="ADDRESS", help="Make them on the Dask cluster there: the data leave this PC.")
@click.option("--pdf", is_flag=True, help="Print each document to a PDF file beside it, by LibreOffice.")
@click.option("--template", type=click.Path(path_type=Path), help="A Word template of your own, for one document.")
@click.option(
    "--picture", "pictures", multiple=True, metavar="NAME=FILE", callback=as_pictures, help="As logo=logo.png."
)
@click.option("--record", "records", is_flag=True, help="Note them on the sheet Papers, in a copy of the workbook.")
@click.option("--record-to", type=click.Path(path_type=Path), help="The copy; beside the workbook if left out.")
@click.option("--in-place", is_flag=True, help="Note them in the workbook itself, and keep it as it was beside it.")
@click.option("--all", "show_all", is_flag=True, help="Show every finding, not only the first five of each rule.")
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
    to_return: bool,
    coded: bool,
    jobs: int | None,
    scheduler: str | None,
    pdf: bool,
    template: Path | None,
    pictures: dict[str, Path],
    records: bool,
    record_to: Path | None,
    in_place: bool,
    show_all: bool,
    on: date,
) -> None:
    """Makes the documents and says where they are."""
    if jobs and scheduler:
        raise click.UsageError("--jobs is for this PC and --scheduler for a cluster: name one of them")
    if (record_to or in_place) and not records:
        raise click.UsageError("--record-to and --in-place are for --record: without it, no workbook is written")
    names = tuple(DOCUMENTS) if document == ALL else (document,)
    program = find_libreoffice() if pdf else None  # before any work is done that would lack its PDF files
    templates = templates_for(names, language, template, pictures, to_return=to_return, coded=coded)
    evaluation = options.evaluated(workbook, on)
    names = documents_in_all(evaluation.register) if document == ALL else names
    order = Order(names, options.known_learners(evaluation.register, learners), language, draft, templates)
    plan, made_from = None, evaluation
    if records:
        plan, order = planned(evaluation, order, output, workbook, record_to, in_place=in_place)
        made_from = plan.evaluation
    with records_left_alone():
        run, lines = _made(
            made_from, order, output, None if jobs is None and scheduler is None else Where(jobs or 1, scheduler)
        )
    pdfs = make_pdfs(run, output, program, jobs) if program else PdfRun((), {})
    say([*told(run, workbook, output, paint(), width(), show_all=show_all), *lines, *pdf_lines(pdfs)])
    if plan:
        say(noted(plan, evaluation, run, workbook, record_to, in_place=in_place))
    ctx.exit(int(bool(run.held_back or run.left or pdfs.failed)))


def _made(evaluation: Evaluation, order: Order, output: Path, where: Where | None) -> tuple[PaperRun, list[str]]:
    """Makes the documents all at once, or one after the other with a list; gives the lines on the list too."""
    if where is None:
        return make_documents(evaluation, order, output), []
    run = make_with_list(evaluation, order, output, where)
    return run, list(list_lines(run, output))
