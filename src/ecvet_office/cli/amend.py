"""`ecvet amend`: what changed since an agreement was signed, and the amendment to be signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ecvet_office.cli import options
from ecvet_office.cli.answers import answer, forms
from ecvet_office.cli.console import note
from ecvet_office.cli.own_templates import own_template
from ecvet_office.cli.record_run import lines_on_record
from ecvet_office.documents.agreement_changes import agreement_changes, signed_agreement
from ecvet_office.documents.amendment import NAME, agreed_since, prepared_amendment, signed_document
from ecvet_office.documents.recording import next_papers
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import unreadable
from ecvet_office.report.agreement_changes import changes_json, changes_text
from ecvet_office.workbook.paper_rows import filed, papers_sheet, record
from ecvet_office.workbook.saving import write_new_file
from ecvet_office.workbook.writing.placing import require_new, require_replaceable

HELP = """\
Show what changed since an agreement was signed, and write the amendment.

What the signed document was made from is compared with the workbook of today. Dates, host and company, outcomes,
points, and the people who assess, validate and recognise are matters of the agreement: the parties sign the change.
Spelling, addresses and telephone numbers are corrections. Where you see it otherwise, name the field, as it stands in
brackets, with --matter or --correction.

The amendment is a new Word document beside the signed one, in the same language or the same two, with old, new, and
who signs; the agreement stays as it was signed, and no file is ever overwritten. Without a matter of the agreement none
is written. What an amendment changed that everybody has signed is agreed by now. Without --signed, the document is the
one that the column File of the sheet Papers names, in the folder of --documents. With --template, a Word template of
your own is filled: copy ours with ecvet template copy amendment.

\b
    ecvet amend plan.xlsx A1 --signed learning-agreement_A1_L1.docx --show
    ecvet amend plan.xlsx A1 --documents documents --record --in-place

Exit codes: 0 nothing has to be signed anew, 1 something has, 2 could not run.
"""


@click.command("amend", help=HELP)
@options.workbook
@click.argument("agreement")
@click.option("--signed", type=click.Path(path_type=Path), help="The Word document that was signed.")
@click.option("--documents", type=click.Path(path_type=Path), help="Where documents lie; beside the workbook.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder for the amendment.")
@click.option("--template", type=click.Path(path_type=Path), help="A Word template of your own.")
@click.option("--show", is_flag=True, help="Only show what changed; write nothing.")
@click.option("--matter", "matters", multiple=True, metavar="FIELD", help="Call this a matter of the agreement.")
@click.option("--correction", "corrections", multiple=True, metavar="FIELD", help="Call this a correction.")
@forms("text", "json")
@click.option("--record", "records", is_flag=True, help="Note it on the sheet Papers, in a copy of the workbook.")
@click.option("--record-to", type=click.Path(path_type=Path), help="The copy; beside the workbook if left out.")
@click.option("--in-place", is_flag=True, help="Note it in the workbook itself, and keep it as it was beside it.")
@options.on
@click.pass_context
def command(
    ctx: click.Context,
    workbook: Path,
    agreement: str,
    *,
    signed: Path | None,
    documents: Path | None,
    output: Path | None,
    template: Path | None,
    show: bool,
    matters: tuple[str, ...],
    corrections: tuple[str, ...],
    form: str,
    records: bool,
    record_to: Path | None,
    in_place: bool,
    on: date,
) -> None:
    """Lists the changes and writes the amendment."""
    if (record_to or in_place) and not records:
        raise click.UsageError("--record-to and --in-place are for --record: without it, no workbook is written")
    if show and records:
        raise click.UsageError("--show writes nothing, and so --record has nothing to note: name one of them")
    own = own_template(template, NAME) if template else None
    evaluation = options.evaluated(workbook, on)
    folder = documents or workbook.parent / "documents"
    path = signed or signed_document(evaluation.register, agreement, folder)
    original = signed_agreement(_bytes(path), path.name, evaluation, agreement)
    changes = agreement_changes(
        original, evaluation, matters, corrections, agreed_since(evaluation.register, agreement, folder)
    )
    answer(form, None, lambda paint, width: changes_text(changes, paint, width), lambda: changes_json(changes))
    has_matters = any(one.is_matter for one in changes)
    if has_matters and not show:
        if records:
            papers_sheet(evaluation.sheets)
            if in_place:
                require_replaceable(workbook)
            elif record_to:
                require_new(record_to)
        made = prepared_amendment(evaluation, agreement, original, changes, own)
        target = (output or (path.parent if signed else folder)) / made.file_name
        write_new_file(target, made.filled().data)
        note(f"written: {target}")
        if records:
            _record(evaluation, agreement, made.file_name, workbook, record_to, in_place=in_place)
    ctx.exit(int(has_matters))


def _record(
    evaluation: Evaluation, agreement: str, name: str, workbook: Path, out: Path | None, *, in_place: bool
) -> None:
    """Notes an amendment on the sheet Papers, a row for each party that signs it."""
    rows = next_papers(evaluation.register, NAME, agreement)
    changes = filed([(paper, name) for paper in rows], evaluation.sheets)
    receipt = record(workbook, evaluation.sheets, changes, out, in_place=in_place)
    for line in lines_on_record(changes, receipt):
        note(line)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
