"""Templates and pictures that a user names for a run of `ecvet fill`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import click

from ecvet_office.documents.filling import shipped_file
from ecvet_office.documents.pictures import Picture, named_pictures
from ecvet_office.documents.template import Template, compile_template, open_template
from ecvet_office.documents.template_checking import check_template
from ecvet_office.documents.wording import wordings
from ecvet_office.model.errors import TemplateError, UsageError


def as_pictures(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> dict[str, Path]:
    """Gives the files of the pictures that were typed as name=file, by name."""
    named: dict[str, Path] = {}
    for value in values:
        name, sign, file = value.partition("=")
        if not (name.strip() and sign and file.strip()):
            raise click.BadParameter(f"{value!r} is no name with a file; write logo=logo.png")
        named[name.strip()] = Path(file.strip())
    return named


def templates_for(
    documents: Sequence[str], language: str, own: Path | None, files: Mapping[str, Path]
) -> dict[str, Template]:
    """Gives the templates of a run, by document, for those that are not made from ours as they are.

    Args:
        documents: what is to be made.
        language: of the labels, or two of them with a plus between.
        own: the user's own template; None for ours.
        files: of the pictures, by name.

    Raises:
        UsageError: a template of one's own is named for several documents, or no template has a place for a picture.
        TemplateError: the template has mistakes; the text lists all of them.
        UnreadableFileError: a file cannot be read, or is not what it should be.
    """
    pictures = named_pictures(files)
    if own is not None:
        if len(documents) != 1:
            raise UsageError("a template is for one document: name it instead of all")
        templates = {documents[0]: _own_template(own, documents[0], pictures)}
    elif pictures:
        first, second = wordings(language)
        code = f"{first.language}-{second.language}" if second else first.language
        templates = {one: compile_template(*shipped_file(one, code), pictures=pictures) for one in documents}
    else:
        return {}
    _refuse_unplaced(pictures, {name for template in templates.values() for name in template.pictures})
    return templates


def _own_template(path: Path, document: str, pictures: Mapping[str, Picture]) -> Template:
    found = check_template(path, document)
    if found.mistakes:
        lines = [mistake.text for mistake in found.mistakes]
        count = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
        raise TemplateError("\n".join([f"{path.name} has {count}:", *lines]))
    return open_template(path, pictures=pictures)


def _refuse_unplaced(pictures: Collection[str], places: Collection[str]) -> None:
    for name in pictures:
        if name not in places:
            there = f"places for: {', '.join(sorted(places))}" if places else "no place for any picture"
            raise UsageError(f"there is no place for a picture {name}; the template has {there}")
