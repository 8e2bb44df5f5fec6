"""Templates and pictures that a user names for a run of `ecvet fill`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import click

from ecvet_office.documents.document_kinds import DOCUMENTS, TEMPLATED
from ecvet_office.documents.filling import require_open_fields, shipped_file, shipped_template
from ecvet_office.documents.pictures import Picture, named_pictures
from ecvet_office.documents.printed_code import coded_template
from ecvet_office.documents.template import Template, compile_template
from ecvet_office.documents.template_checking import check_template
from ecvet_office.documents.wording import wordings
from ecvet_office.model.errors import TemplateError, UsageError
from ecvet_office.model.results import AMENDMENT


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
    documents: Sequence[str],
    language: str,
    own: Path | None,
    files: Mapping[str, Path],
    *,
    to_return: bool = False,
    coded: bool = False,
) -> dict[str, Template]:
    """Gives the templates of a run, by document, for those that are not made from ours as they are.

    Args:
        documents: what is to be made.
        language: of the labels, or two of them with a plus between.
        own: the user's own template; None for ours.
        files: of the pictures, by name.
        to_return: whether what a partner fills stays open; among several documents, in those that have something open.
        coded: whether each page prints the code by which a scan of it is known.

    Raises:
        UsageError: a template of one's own is named for several documents, no template has a place for a picture, or
            nothing is for a partner to fill.
        TemplateError: the template has mistakes; the text lists all of them.
        UnreadableFileError: a file cannot be read, or is not what it should be.
    """
    pictures = named_pictures(files)
    first, second = wordings(language)
    code = f"{first.language}-{second.language}" if second else first.language
    if own is not None:
        if len(documents) != 1:
            raise UsageError("a template is for one document: name it instead of all")
        keeps = to_return or DOCUMENTS[documents[0]].is_returned
        templates = {documents[0]: own_template(own, documents[0], pictures, keeps=keeps, coded=coded)}
    elif pictures or coded:
        templates = {
            one: _compiled(
                *shipped_file(one, code),
                pictures,
                keeps=DOCUMENTS[one].is_returned or (to_return and _has_open_fields(one, code)),
                coded=coded,
            )
            for one in documents
        }
    elif to_return:
        open_ones = [one for one in documents if _has_open_fields(one, code)] if len(documents) > 1 else documents
        templates = {one: shipped_template(one, code, keep_controls=True) for one in open_ones}
    else:
        return {}
    if to_return and len(documents) == 1:
        require_open_fields(templates[documents[0]], documents[0])
    _refuse_unplaced(pictures, {name for template in templates.values() for name in template.pictures})
    return templates


def _has_open_fields(document: str, code: str) -> bool:
    return any(field.is_open for field in shipped_template(document, code).fields)


def own_template(
    path: Path,
    document: str,
    pictures: Mapping[str, Picture] | None = None,
    *,
    keeps: bool = False,
    coded: bool = False,
) -> Template:
    """Gives the template in a user's file, checked.

    Args:
        path: of the file.
        document: for which it is meant, one of TEMPLATED.
        pictures: that are put into its places; none where none are given.
        keeps: whether what a partner fills stays open.
        coded: whether each page prints the code by which a scan of it is known.

    Raises:
        TemplateError: it has mistakes; the text lists all of them.
        UsageError: it is a template of another document, or has no foot for the code.
        UnreadableFileError: the file cannot be read, or is no Word file.
    """
    found = check_template(path, document)
    if found.mistakes:
        _refuse_other_document(path, document)
        lines = [mistake.text for mistake in found.mistakes]
        count = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
        raise TemplateError("\n".join([f"{path.name} has {count}:", *lines]))
    return _compiled(path.read_bytes(), path.name, pictures or {}, keeps=keeps, coded=coded)


def _compiled(data: bytes, name: str, pictures: Mapping[str, Picture], *, keeps: bool, coded: bool) -> Template:
    make = coded_template if coded else compile_template
    return make(data, name, keep_controls=keeps, pictures=pictures)


def _refuse_other_document(path: Path, document: str) -> None:
    """Refuses a template that was made for another document, instead of listing each of its fields.

    Raises:
        UsageError: another document has all of its fields.
    """
    others = [check_template(path, one) for one in TEMPLATED if one != document]
    fitting = [one for one in others if one.found and not one.mistakes]
    if fitting:
        other = max(fitting, key=lambda one: one.found).document
        raise UsageError(
            f"{path.name} is a template of the {other} and not of the {document}; name a template of the {document}, "
            f"or fill it with: ecvet {'amend' if other == AMENDMENT else f'fill {other}'}"
        )


def _refuse_unplaced(pictures: Collection[str], places: Collection[str]) -> None:
    for name in pictures:
        if name not in places:
            there = f"places for: {', '.join(sorted(places))}" if places else "no place for any picture"
            raise UsageError(f"there is no place for a picture {name}; the template has {there}")
