"""A returned document as bytes: whose it is, what it was made from, and what its fields show now.

Word, LibreOffice and others rewrite a document when they save it: texts are cut into other runs, controls move from
runs to paragraphs, rows are sorted, copied or deleted. What stays is the tags of the controls, and in each row the id
of what the row is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml.etree import _Element as Element

from ecvet_office.documents.docx_package import content_types, read_parts
from ecvet_office.documents.filling import shipped_file, shipped_template
from ecvet_office.documents.provenance import Origin, fingerprint, read_origin
from ecvet_office.documents.record_fit import missing
from ecvet_office.documents.render import render
from ecvet_office.documents.returned_fields import RETURNED, ReturnedForm
from ecvet_office.documents.returned_names import lacks_names, name_again
from ecvet_office.documents.returned_texts import controls_of, is_placeholder, text_of_control
from ecvet_office.documents.tagged_controls import Control
from ecvet_office.documents.template import Template
from ecvet_office.documents.template_reading import WORD_TYPE, read_template
from ecvet_office.documents.wordml import parse_xml, w
from ecvet_office.model.errors import UnreadableFileError, UsageError

_STORIES = tuple(f"{WORD_TYPE}{story}+xml" for story in ("document.main", "header", "footer"))


@dataclass(frozen=True, slots=True)
class ReturnedField:
    """One field as the document shows it.

    Attributes:
        key: its name, as `achieved`.
        row: the id that stands in its row; empty outside of rows, None in a row of which nobody knows what it is about.
        label: what a person calls it.
        text: what it shows, without blanks around it; empty while it asks to be filled.
        is_open: whether it was left for the partner to fill.
    """

    key: str
    row: str | None
    label: str
    text: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class ReturnedDocument:
    """A document that came back.

    Attributes:
        name: of its file.
        origin: what it says of its making.
        record: the values that it was made from.
        form: which of its fields come back.
        fields: in the order of the text, those of the main text before those of heads and feet.
    """

    name: str
    origin: Origin
    record: Mapping[str, Any]
    form: ReturnedForm
    fields: tuple[ReturnedField, ...]


def read_returned(data: bytes, name: str) -> ReturnedDocument:
    """Reads a document that a partner filled and returned, whichever program saved it.

    Args:
        data: the whole `.docx` file.
        name: what the file is called in messages.

    Raises:
        UnreadableFileError: it is no Word file, is damaged or built to harm, or does not say what it was made from.
        UsageError: nothing in such a document comes back, or it was made finished, without fields to fill.
    """
    origin = read_origin(data, name)
    if origin is None:
        raise UnreadableFileError(
            f"{name} does not say what it was made from: ecvet fill did not make it, or a program has dropped that. "
            "Ask the partner for the file as Word saved it"
        )
    if not origin.is_intact:
        raise UnreadableFileError(f"the values that {name} carries were changed, so nobody can tell what was filled in")
    form = RETURNED.get(origin.document)
    if form is None:
        raise UsageError(f"{name} is a {origin.document}: only these come back: {', '.join(RETURNED)}")
    try:
        record = origin.record
    except ValueError as error:
        raise UnreadableFileError(f"the values that {name} carries cannot be read") from error
    template = _template(origin)
    asking = _Asking(
        _words(origin.document, origin.language) if template else {},
        is_certain=template is not None and fingerprint(template) == origin.fingerprint,
    )
    roots = _roots(data, name)
    if lacks_names(roots[0]) and (made := _as_made(template, record, name)) is not None:
        name_again(roots[0], made)
    fields = tuple(one for root in roots for one in _fields(root, form, asking, record))
    if not any(field.is_open for field in fields):
        raise UsageError(
            f"{name} has no fields to read back: it was made finished, or a program has dropped them. Make it with "
            f"ecvet fill {origin.document} … --to-return, or ask the partner to fill it in Word"
        )
    return ReturnedDocument(name, origin, record, form, fields)


def rows_of(record: Mapping[str, Any], key: str) -> dict[str, Mapping[str, Any]]:
    """Gives the items of a record's repeats that name themselves by a key, in their order, whatever is around them.

    >>> rows_of({"units": [{"outcomes": [{"outcome": "1.1"}]}]}, "outcome")
    {'1.1': {'outcome': '1.1'}}
    """
    found: dict[str, Mapping[str, Any]] = {}
    for value in record.values():
        for item in value if isinstance(value, list | tuple) else ():
            if isinstance(item.get(key), str):
                found.setdefault(item[key], item)
            found |= {name: row for name, row in rows_of(item, key).items() if name not in found}
    return found


@dataclass(frozen=True, slots=True)
class _Asking:
    """The words that ask for open fields.

    Attributes:
        words: by the key of the field.
        is_certain: whether the document was made from the very template that has these words.
    """

    words: Mapping[str, str]
    is_certain: bool


def _template(origin: Origin) -> Template | None:
    """Gives our template of a kind and language today; None where there is none any more."""
    try:
        return shipped_template(origin.document, origin.language, keep_controls=True)
    except UsageError:
        return None


def _as_made(template: Template | None, record: Mapping[str, Any], name: str) -> Element | None:
    """Gives the main text of a document made anew; None where our template is too different by now."""
    if template is None or missing(template, record):
        return None
    return _roots(render(template, record), name)[0]


def _roots(data: bytes, name: str) -> list[Element]:
    parts = read_parts(data, name)
    of_kind = {part: kind for part, kind in content_types(parts).items() if kind in _STORIES and part in parts}
    if _STORIES[0] not in of_kind.values():
        raise UnreadableFileError(f"{name} is no Word document: it has no main text")
    order = sorted(of_kind, key=lambda part: (_STORIES.index(of_kind[part]), len(part), part))
    return [parse_xml(parts[part], f"{name}, {part}") for part in order]


@cache
def _words(document: str, language: str) -> Mapping[str, str]:
    """Gives by key the words that ask for each open field in our template."""
    read = read_template(*shipped_file(document, language), {})
    controls = (control for story in read.stories.values() for control in story.controls if control.is_open)
    return {control.key: text_of_control(control) for control in controls}


def _fields(root: Element, form: ReturnedForm, asking: _Asking, record: Mapping[str, Any]) -> Iterator[ReturnedField]:
    rows = rows_of(record, form.row_key) if form.row_key else {}
    controls = list(controls_of(root))
    ids = _ids_in_rows(controls, form)
    for control in controls:
        row = _row_of(control, ids, form)
        text = text_of_control(control)
        said = (rows.get(row) or record if row else record).get(control.key)
        words = asking.words.get(control.key)
        if control.is_open and text != said and is_placeholder(control, text, words, is_certain=asking.is_certain):
            text = ""
        yield ReturnedField(control.key, row, control.label, text.strip(), control.is_open)


def _ids_in_rows(controls: Iterable[Control], form: ReturnedForm) -> dict[Element, str]:
    """Gives by row of a table the id that stands in it; the first where somebody put two rows together."""
    found: dict[Element, str] = {}
    for control in controls:
        row = next(control.element.iterancestors(w("tr")), None)
        if row is not None and form.row_key and control.key == form.row_key:
            found.setdefault(row, text_of_control(control).strip())
    return found


def _row_of(control: Control, ids: Mapping[Element, str], form: ReturnedForm) -> str | None:
    """Gives the id in the row of the table in which a control stands; None where a row's field has none beside it."""
    row = next(control.element.iterancestors(w("tr")), None)
    if row is not None and row in ids:
        return ids[row]
    return None if control.is_open and control.key in form.row_fields else ""
