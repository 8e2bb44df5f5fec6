"""Is a document still what its data said? A check against slips, and no signature.

The document is made anew from the values that it carries, and the two are compared as a reader sees them. The numbers
of pages are not compared: every program counts its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from ecvet_office.documents.document_kinds import OF_A_MEETING, TEMPLATED
from ecvet_office.documents.filling import prepare, shipped_template
from ecvet_office.documents.provenance import Origin, fingerprint, read_origin
from ecvet_office.documents.render import render
from ecvet_office.documents.shown_lines import CELLS, ShownLines, shown_lines
from ecvet_office.documents.template import Template
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import TemplateError, UnreadableFileError, UsageError
from ecvet_office.model.results import AMENDMENT


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a document does not show what its data said.

    Attributes:
        said: what its data said; empty where the document shows something more.
        shown: what it shows; empty where something is missing.
    """

    said: str
    shown: str


@dataclass(frozen=True, slots=True)
class Change:
    """One value that the workbook states differently today.

    Attributes:
        field: as `units[1].title`; rows are counted from 1.
        label: the field's title in the template; may be empty.
        then: what the document was made from; empty where there was nothing.
        today: what the workbook says; empty where it says nothing any more.
    """

    field: str
    label: str
    then: str
    today: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What is known of one document.

    Attributes:
        origin: what it says of its making.
        differences: between what it shows and what its data said, in the order of the text.
        is_whole_text: whether all of the text was compared; else the template is another by now, and only whether
            each value stands somewhere in the document.
        leaves_open: whether it has fields for a partner to fill; what stands in them is not compared.
    """

    origin: Origin
    differences: tuple[Difference, ...]
    is_whole_text: bool
    leaves_open: bool = False

    @property
    def is_same(self) -> bool:
        """Whether the document shows what its data said, and these data were not touched."""
        return self.origin.is_intact and not self.differences


def verify(data: bytes, name: str) -> Verification:
    """Compares a document with the values that it carries.

    Args:
        data: the whole `.docx` file, as it was made or as Word or LibreOffice saved it since.
        name: what the file is called in messages.

    Raises:
        UnreadableFileError: it is no Word file, carries no values, or its values cannot be read.
    """
    origin = read_origin(data, name)
    if origin is None:
        raise UnreadableFileError(
            f"{name} does not say what it was made from: ecvet fill did not make it, or a program has dropped that"
        )
    template = _template(origin)
    leaves_open = template is not None and template.keeps_controls
    shown = shown_lines(data, name, without_open=leaves_open)
    try:
        if template is None or fingerprint(template) != origin.fingerprint:
            return Verification(origin, tuple(_missing(origin, template, shown)), is_whole_text=False)
        said = shown_lines(render(template, origin.record), name, without_open=leaves_open)
    except (ValueError, TemplateError) as error:
        raise UnreadableFileError(f"the values that {name} carries were changed and cannot be read") from error
    return Verification(origin, tuple(_differences(said, shown)), is_whole_text=True, leaves_open=leaves_open)


def values_today(evaluation: Evaluation, origin: Origin) -> dict[str, str]:
    """Gives by number the values from which documents of a kind, language and stage would be made today.

    Raises:
        UsageError: there is no such document or language any more.
    """
    if origin.document == AMENDMENT:
        raise UsageError(
            "an amendment says what had changed on its day: compare the agreement, with ecvet amend --show"
        )
    draft = bool(origin.record.get("draft"))
    language, days = origin.language.replace("-", "+"), tuple(_days(origin))
    prepared = prepare(origin.document, evaluation, (), language, draft=draft, days=days)
    return {one.subject: one.origin.values for one in prepared}


def _days(origin: Origin) -> Iterator[date]:
    """Gives the day that a paper of a meeting is about; none of another document, or of a number that is no day."""
    if origin.document in OF_A_MEETING:
        with suppress(ValueError):
            yield date.fromisoformat(origin.number)


def changes(origin: Origin, today: str) -> tuple[Change, ...]:
    """Gives what is different today, field by field in the order of their names.

    Args:
        origin: of the document.
        today: the values of the same document today, see `values_today`.
    """
    template = _template(origin)
    labels = {field.path: field.label for field in template.fields} if template else {}
    then, now = dict(_flat(origin.record, "")), dict(_flat(_record(today, origin), ""))
    return tuple(
        Change(field, labels.get(_without_numbers(field), ""), then.get(field, ""), now.get(field, ""))
        for field in sorted(then.keys() | now.keys())
        if then.get(field, "") != now.get(field, "")
    )


def _record(values: str, like: Origin) -> Mapping[str, Any]:
    return Origin(like.document, like.number, "", "", "", "", values, "").record


def _template(origin: Origin) -> Template | None:
    """Gives the template that comes with this version of the program; None where it has none of that kind.

    Of the two ways of making a document, finished or to be returned, the one by which this was made is chosen.
    """
    if origin.document not in TEMPLATED:
        return None
    try:
        finished = shipped_template(origin.document, origin.language)
        to_return = shipped_template(origin.document, origin.language, keep_controls=True)
    except UsageError:
        return None
    return to_return if fingerprint(to_return) == origin.fingerprint else finished


def _differences(said: ShownLines, shown: ShownLines) -> Iterator[Difference]:
    yield from _between(said.main, shown.main)
    # A program may write the foot of a page once or for each kind of page, so that only what stands there counts.
    yield from _between(sorted(set(said.edges)), sorted(set(shown.edges)))


def _between(said: list[str], shown: list[str]) -> Iterator[Difference]:
    for what, begin, end, other_begin, other_end in SequenceMatcher(None, said, shown, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        old, new = said[begin:end], shown[other_begin:other_end]
        for number in range(max(len(old), len(new))):
            yield from _between_lines(
                old[number] if number < len(old) else "", new[number] if number < len(new) else ""
            )


def _between_lines(said: str, shown: str) -> Iterator[Difference]:
    """Gives the cells that differ where both lines are rows of a table with as many cells, else the lines."""
    cells, other_cells = said.split(CELLS), shown.split(CELLS)
    if len(cells) != len(other_cells):
        yield Difference(said, shown)
        return
    for cell, other in zip(cells, other_cells, strict=True):
        if cell != other:
            yield Difference(cell, other)


def _missing(origin: Origin, template: Template | None, shown: ShownLines) -> Iterator[Difference]:
    """Gives the values that stand nowhere in the document, those left out that no template of ours prints."""
    text = " ".join([*shown.main, *shown.edges])
    printed = {field.path for field in template.fields if field.kind == "text"} if template else None
    for field, value in _flat(origin.record, ""):
        wanted = " ".join(value.replace("\n", " ").split())
        if (printed is None or _without_numbers(field) in printed) and wanted not in text:
            yield Difference(wanted, "")


def _flat(record: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """Gives the texts of a record with the names of their fields; a truth is yes or nothing."""
    for key, value in record.items():
        if isinstance(value, str):
            yield prefix + key, value
        elif isinstance(value, bool):
            yield prefix + key, "yes" if value else ""
        else:
            for number, item in enumerate(value, 1):
                yield from _flat(item, f"{prefix}{key}[{number}].")


def _without_numbers(field: str) -> str:
    return re.sub(r"\[\d+\]", "[]", field)
