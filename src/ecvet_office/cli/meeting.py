"""`ecvet meeting`: the list for a recognition meeting, its agenda and its minutes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.cli.console import say
from ecvet_office.cli.meeting_run import make_meeting_papers, meeting_lines
from ecvet_office.cli.pdf_run import make_pdfs, pdf_lines
from ecvet_office.credit.meeting import as_decided_by, meeting_cases
from ecvet_office.documents.pdf import PdfRun
from ecvet_office.documents.pdf_program import find_libreoffice
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.register import Register
from ecvet_office.report.meeting import meeting_json, meeting_text
from ecvet_office.report.meeting_sheet import meeting_csv
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

HELP = """\
List what a recognition meeting can decide, what is missing, and what is to be retaken.

Before the meeting are the units that learners worked on and that are not recognised: those with a result, and those
agreed for a stay that is over. A unit can be validated when its outcomes are assessed as achieved, and recognised when
all are validated and the units that it requires are recognised. What is dated after the day of the meeting does not
count. Outcomes assessed without being agreed are listed apart.

Nothing is decided here: enter what the meeting decides with ecvet decide. Learners are listed by id; --names adds their
names.

With -o FOLDER, Word documents are made: the agenda, and the minutes once decisions of that day are entered. They name
the learners. The agenda says what was before the meeting, also when it has decided. What lies in the folder stays as it
is. A name with an ending, such as meeting.txt, is a file for the list.

\b
    ecvet meeting plan.xlsx --on 2026-06-12
    ecvet meeting plan.xlsx --names -o meeting.txt
    ecvet meeting plan.xlsx --format csv -o meeting.csv
    ecvet meeting plan.xlsx --on 2026-06-12 -o meeting --language en+fr --pdf

Exit codes: 0 done, 1 a document was held back, left as it was or not printed, 2 could not run.
"""


@click.command("meeting", help=HELP)
@options.workbook
@forms("text", "json", "csv")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A folder for documents, or a file for the list.")
@options.names_or_ids
@click.option("--on", callback=options.as_day, metavar="DATE", help="The day of the meeting.  [default: today]")
@click.option("--language", help="Of the documents: its two letters, or two languages as en+fr.  [default: en]")
@click.option("--draft", is_flag=True, help="Make minutes that rest on errors too, marked as a draft.")
@click.option("--pdf", is_flag=True, help="Print each document to a PDF file beside it, by LibreOffice.")
@click.pass_context
def command(
    ctx: click.Context,
    workbook: Path,
    *,
    form: str,
    output: Path | None,
    names: bool,
    on: date,
    language: str | None,
    draft: bool,
    pdf: bool,
) -> None:
    """Reads the workbook, and prints the list or makes the documents."""
    if output is not None and (output.is_dir() or not output.suffix):
        if form != "text" or names:
            raise click.UsageError("--format and --names are for the list; leave them out where documents are made")
        program = find_libreoffice() if pdf else None  # before any work is done that would lack its PDF files
        evaluation = options.evaluated(workbook, on)
        ctx.exit(_documents(evaluation, workbook, output, language or "en", program, draft=draft))
    if language or draft or pdf:
        raise click.UsageError("--language, --draft and --pdf are for documents: name a folder for them with -o")
    _list(parse(read(workbook))[0], form, output, on, names=names)


def _list(register: Register, form: str, output: Path | None, on: date, *, names: bool) -> None:
    cases = meeting_cases(as_decided_by(register, on), on)
    answer(
        form,
        output,
        lambda paint, width: meeting_text(register, cases, on, paint, width, names=names),
        lambda: meeting_json(register, cases, on, names=names),
        lambda: meeting_csv(register, cases, names=names),
    )


def _documents(
    evaluation: Evaluation, workbook: Path, folder: Path, language: str, program: Path | None, *, draft: bool
) -> int:
    """Makes the documents and says where they are; gives the exit code."""
    run = make_meeting_papers(evaluation, folder, language, drafts=draft)
    pdfs = make_pdfs(run, folder, program, None) if program else PdfRun((), {})
    say([*meeting_lines(evaluation, run, workbook, folder), *pdf_lines(pdfs)])
    return int(bool(run.held_back or run.left or pdfs.failed))
