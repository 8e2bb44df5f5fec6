"""Whether a template fits a document: every mistake at once, and what of the document the template leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ecvet_office.documents.bilingual import SECOND
from ecvet_office.documents.document_kinds import TEMPLATED
from ecvet_office.documents.filling import ENGLISH, shipped_template
from ecvet_office.documents.instructions import Field
from ecvet_office.documents.tagged_controls import is_tag
from ecvet_office.documents.template_mistakes import Mistake
from ecvet_office.documents.template_reading import read_template
from ecvet_office.model.errors import UsageError, unreadable

REPEAT = "[]"
"""Ends the path of a repeat; in a longer path, a dot and what stands in the rows follow it."""


DRAFT = "draft"
"""The one condition that a form is expected to have: around the words that mark a draft."""


@dataclass(frozen=True, slots=True)
class KnownField:
    """A field that a document has.

    Attributes:
        path: its name with the repeats around it; that of a repeat itself ends in REPEAT.
        kind: a text, repeated rows, or a truth that can only show something or leave it out.
        label: what a person calls it.
        is_open: whether the partner fills it in a document to be returned.
    """

    path: str
    kind: str
    label: str
    is_open: bool = False

    @property
    def tag(self) -> str:
        """The tag of its control; without the prefix by which a field is left open."""
        return self.path.removesuffix(REPEAT).rpartition(f"{REPEAT}.")[2]


@dataclass(frozen=True, slots=True)
class TemplateCheck:
    """How a template and a document fit.

    Attributes:
        document: one of TEMPLATED.
        mistakes: what keeps the template from being filled.
        lacking: the fields of the document that stand nowhere in the template; of repeated rows that are missing
            altogether, the rows alone.
        found: how many fields of the document stand in the template.
        pictures: the names of the pictures for which it has places.
    """

    document: str
    mistakes: tuple[Mistake, ...]
    lacking: tuple[KnownField, ...]
    found: int
    pictures: tuple[str, ...]


def check_template(path: Path, document: str | None = None) -> TemplateCheck:
    """Checks the template in a file.

    Args:
        path: of the template.
        document: one of TEMPLATED; None for the one with which the template shares most fields.

    Raises:
        UnreadableFileError: the file cannot be read, or is no Word file.
        UsageError: there is no such document, or none is given and the template has no field of any.
        TemplateError: it holds macros.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    read = read_template(data, path.name, {})
    chosen = document or _likeliest(read.fields, path.name)
    known = known_fields(chosen)
    mistakes = (*read.mistakes, *field_mistakes(read.fields, known, chosen))
    used = {place for field in read.fields for place in _places(field) if place in known}
    lacking = tuple(field for field in known.values() if field.path not in used and _is_missed(field, used))
    return TemplateCheck(chosen, mistakes, lacking, len(used), read.pictures)


def known_fields(document: str, language: str = ENGLISH) -> dict[str, KnownField]:
    """Gives the fields of a document by path, in the order of its form, with labels in a language.

    The templates that come with the package ask for every field that a record has; the tests hold them to it.

    Raises:
        UsageError: there is no such document, or not in the language.
    """
    if document not in TEMPLATED:
        guess = get_close_matches(document, TEMPLATED, n=1)
        hint = f"did you mean {guess[0]}?" if guess else f"there are: {', '.join(TEMPLATED)}"
        raise UsageError(f"there is no document {document}; {hint}")
    fields = shipped_template(document, language).fields
    known: dict[str, KnownField] = {}
    for field in fields:
        if field.kind != "condition":
            known.setdefault(field.path, KnownField(field.path, field.kind, field.label, field.is_open))
    for field in fields:
        if field.kind == "condition" and not {field.path, field.path + REPEAT} & known.keys():
            known[field.path] = KnownField(field.path, field.kind, field.label)
    return known


def _likeliest(fields: Iterable[Field], name: str) -> str:
    shared = {
        document: sum(any(place in known_fields(document) for place in _places(field)) for field in fields)
        for document in TEMPLATED
    }
    best = max(shared, key=lambda document: shared[document])
    if not shared[best]:
        raise UsageError(
            f"{name} has no field of any document, so nobody can tell for which it is meant: say it with --document, "
            "and copy fields into the template from the palette that `ecvet template palette` writes"
        )
    return best


def field_mistakes(fields: Iterable[Field], known: Mapping[str, KnownField], document: str) -> Iterator[Mistake]:
    """Gives a mistake for every field that the document does not have there, in the order of the text."""
    unknown: set[str] = set()  # repeats: what stands in their rows is not judged
    for field in fields:
        outer = [f"{one}{REPEAT}" for one in _around(field.path)]
        if not is_tag(field.key) or unknown & set(outer):
            continue
        if not any(_fits(field, place, known) for place in _places(field)):
            problem, remedy = _explained(field, known, document)
            yield Mistake(field.key, field.part, field.near, problem, remedy)
            if field.kind == "repeat":
                unknown.add(field.path)


def _around(path: str) -> list[str]:
    """Gives the paths of the repeats around a field, without REPEAT, the outer ones first."""
    pieces = path.removesuffix(REPEAT).split(f"{REPEAT}.")[:-1]
    return [f"{REPEAT}.".join(pieces[: depth + 1]) for depth in range(len(pieces))]


def _places(field: Field) -> list[str]:
    """Gives the paths at which a field may be looked up: in the rows where it stands first, then outward."""
    key = field.key.removeprefix(SECOND) + (REPEAT if field.kind == "repeat" else "")
    inward = [f"{around}{REPEAT}.{key}" for around in reversed(_around(field.path))] + [key]
    if field.kind != "condition":
        return inward
    return [place for one in inward for place in (one, one + REPEAT)]


def _fits(field: Field, place: str, known: Mapping[str, KnownField]) -> bool:
    return place in known and (field.kind == "condition" or known[place].kind == field.kind)


def _is_missed(field: KnownField, used: set[str]) -> bool:
    """Whether a form says less without a field: not where its rows are missing too, or where it only leaves out."""
    if field.kind == "condition":
        return field.path == DRAFT
    return all(f"{around}{REPEAT}" in used for around in _around(field.path))


def _explained(field: Field, known: Mapping[str, KnownField], document: str) -> tuple[str, str]:
    """Gives what is wrong with a field that the document does not have there, and what to do."""
    key = field.key.removeprefix(SECOND)
    same = [one for one in known.values() if one.tag == key]
    if not same:
        guess = get_close_matches(key, dict.fromkeys(one.tag for one in known.values()), n=1)
        hint = f"did you mean {guess[0]}?" if guess else "copy the right one from the palette"
        return f"the {document} has no such field", hint
    fitting = [one for one in same if field.kind in (one.kind, "condition")]
    if not fitting:
        return _wrong_kind(same[0].kind)
    around = _around(fitting[0].path)[-1]
    rows = around.rpartition(".")[2]
    return (
        f'it belongs in the rows of "{rows}", and stands outside them',
        f"move it into the repeating section {rows}, or copy that with all its rows from the palette",
    )


def _wrong_kind(kind: str) -> tuple[str, str]:
    match kind:
        case "repeat":
            return "it is a list, and stands here as a text", "put a repeating section around the rows it fills"
        case "condition":
            return "it is only true or false, and stands here as a text", "put if: or unless: before it in the tag"
        case _:
            return "it is a single text, and stands here as a list", "use a rich text control instead"
