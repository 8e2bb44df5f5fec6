"""`ecvet template`: a Word template of one's own - copied, put together from a palette, checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ecvet_office.cli.answers import answer, forms
from ecvet_office.cli.console import typed
from ecvet_office.documents.document_kinds import TEMPLATED
from ecvet_office.documents.palette import build_palette
from ecvet_office.documents.shipped import build_template, languages_of
from ecvet_office.documents.template_checking import REPEAT, TemplateCheck, check_template, known_fields
from ecvet_office.documents.wording import wordings
from ecvet_office.model.errors import UsageError
from ecvet_office.report.plain_text import Paint, counted
from ecvet_office.workbook.saving import write_new_file

HELP = """\
Copy, check or put together a Word template of your own.

A template is an ordinary Word file with fields. Copy ours and change it in Word, or take your agency's form and paste
fields into it from a palette; check it, and fill it.

\b
    ecvet template copy transcript form.docx
    ecvet template palette transcript fields.docx
    ecvet template check form.docx
    ecvet fill transcript plan.xlsx -o documents --template form.docx

Exit codes: 0 done or nothing wrong, 1 mistakes found, 2 could not run.
"""

COPY_HELP = """\
Write a copy of one of our templates, to change in Word.

\b
    ecvet template copy learning-agreement form.docx
    ecvet template copy transcript form.docx --language en+fr

Exit codes: 0 written, 2 could not run.
"""

PALETTE_HELP = """\
Write a Word file with every field of a document, to copy from.

Open it beside your own form and paste the fields where the values are to stand.

\b
    ecvet template palette learning-agreement fields.docx

Exit codes: 0 written, 2 could not run.
"""

CHECK_HELP = """\
Find everything that is wrong in a template, each with its place and what to do.

Fields that the document has and the template lacks are listed too; they are no mistakes.

\b
    ecvet template check form.docx
    ecvet template check form.docx --document transcript

Exit codes: 0 nothing wrong, 1 mistakes found, 2 could not run.
"""

kind = click.argument("document", type=click.Choice(list(TEMPLATED)))
target = click.argument("path", type=click.Path(path_type=Path))


@click.group("template", help=HELP)
def command() -> None:
    """The parent of the three commands."""


@command.command("copy", help=COPY_HELP)
@kind
@target
@click.option("--language", default="en", show_default=True, help="Of the labels, or two: en+fr.")
def copy_command(document: str, path: Path, language: str) -> None:
    """Writes a copy and says what to do with it."""
    first, second = wordings(language)
    for one in (first, second):
        if one is not None and one.language not in languages_of(document):
            raise UsageError(f"the {document} does not exist in the language {one.language!r}")
    _write(path, build_template(document, first.language, second.language if second else None))
    click.echo(f"Change it in Word, save it, then: ecvet template check {typed(path)}")


@command.command("palette", help=PALETTE_HELP)
@kind
@target
@click.option("--language", default="en", show_default=True, help="Of the labels.")
def palette_command(document: str, path: Path, language: str) -> None:
    """Writes a palette and says what to do with it."""
    _write(path, build_palette(document, language))
    click.echo("Open it beside your own form in Word and paste its fields there; the file says how.")


@command.command("check", help=CHECK_HELP)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--document", type=click.Choice(list(TEMPLATED)), help="What it is for; told from its fields if left out."
)
@forms("text", "json")
@click.pass_context
def check_command(ctx: click.Context, path: Path, document: str | None, form: str) -> None:
    """Checks a template."""
    found = check_template(path, document)
    answer(form, None, lambda paint, _width: list(_told(found, path, paint)), lambda: _as_json(found))
    ctx.exit(int(bool(found.mistakes)))


def _write(path: Path, data: bytes) -> None:
    if path.suffix.casefold() != ".docx":
        raise UsageError(f"{path.name} has to end in .docx")
    write_new_file(path, data)
    click.echo(f"written: {path}")


def _told(found: TemplateCheck, path: Path, paint: Paint) -> Iterator[str]:
    """Gives two lines on each mistake, the fields that are not there, and the sum."""
    for mistake in found.mistakes:
        where = f"{path}: {mistake.place}: "
        yield f"{where}{paint('error', 'error')}: {mistake.field or 'the whole part'}: {mistake.problem}"
        yield f"    fix: {mistake.remedy}"
    if found.lacking:
        yield f"not in it, of the {found.document}:"
        yield from (f"    {field.path.removesuffix(REPEAT)}: {field.label}" for field in found.lacking)
    if found.pictures:
        yield f"places for pictures: {', '.join(found.pictures)} (filled by `ecvet fill … --picture name=file`)"
    total = len(known_fields(found.document))
    mistakes = counted(len(found.mistakes), "mistake") if found.mistakes else "no mistakes"
    yield f"{path}, a template of the {found.document}: {mistakes}, {found.found} of its {total} fields"


def _as_json(found: TemplateCheck) -> dict[str, object]:
    return {
        "document": found.document,
        "mistakes": [
            {"field": one.field, "place": one.place, "problem": one.problem, "fix": one.remedy}
            for one in found.mistakes
        ],
        "lacking": [{"field": one.path, "label": one.label} for one in found.lacking],
        "pictures": list(found.pictures),
    }
