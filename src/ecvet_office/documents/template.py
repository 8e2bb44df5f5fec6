"""Word templates, compiled once: what their fields are, and the instructions from which documents are laid down.

A template is an ordinary `.docx` whose fields are content controls. The tag of a control is the field's name:
`learner.name` for a text, `open:host.assessor` for one that the partner fills, `units` on a repeating section,
`if:name` or `unless:name` around what may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.docx_package import CONTENT_TYPES, SealedParts, content_types, read_parts, seal
from ecvet_office.documents.instructions import Field, FieldKind, Program
from ecvet_office.documents.part_compiler import compile_part
from ecvet_office.documents.part_tidying import tidy
from ecvet_office.documents.picture_places import place_pictures
from ecvet_office.documents.pictures import Picture
from ecvet_office.documents.restoring import restore_controls
from ecvet_office.documents.slot_runs import placeholder_style_of
from ecvet_office.documents.tagged_controls import Control, read_controls
from ecvet_office.documents.template_mistakes import Mistake, control_mistakes, kind_mistakes, part_mistakes
from ecvet_office.documents.text_runs import escaped
from ecvet_office.documents.wordml import parse_xml, serialise
from ecvet_office.model.errors import TemplateError, UnreadableFileError

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN_TYPE = _WORD_TYPE + "document.main+xml"
_TEMPLATE_TYPE = _WORD_TYPE + "template.main+xml"
_STORY_TYPES = {_MAIN_TYPE, _TEMPLATE_TYPE} | {
    f"{_WORD_TYPE}{story}+xml" for story in ("header", "footer", "footnotes", "endnotes")
}
_PROPERTIES_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_ABOUT_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TITLE_MARK = "\ue000title\ue001"
_HOLDS_FIELDS = re.compile(b":sdt|" + "⟦".encode())  # a control, or what is left of one
_DRAWING_NUMBER = re.compile(rb'<wp:docPr [^>]*?\bid="(\d{1,9})"')


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """One part of the package with fields in it: its name there, and its instructions."""

    name: str
    program: Program


@dataclass(frozen=True, slots=True)
class DocumentProperties:
    """The part that holds a document's title, cut where the title stands.

    Attributes:
        part: the name of the part.
        before: its bytes up to the title.
        after: its bytes from the end of the title.
        title: the template's own title, escaped; may be empty.
    """

    part: str
    before: bytes
    after: bytes
    title: bytes

    def titled(self, title: str | None) -> bytes:
        """Gives the part with a title on one line; None keeps the template's."""
        text = self.title if title is None else escaped([" ".join(title.split())])[0]
        return self.before + text + self.after


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template; it can be pickled, so worker processes need not compile it again.

    Attributes:
        name: what the template is called in messages.
        fields: every field, part by part in the order of the text.
        keeps_controls: whether documents keep the text controls, for a partner to fill and return.
        sealed: the parts that are the same in every document.
        parts: the parts with fields.
        properties: the part with the title; None where the package has none.
        first_serial: the first number that no drawing of the template carries.
        pictures: the names of the pictures for which it has places; those given are among the parts.
    """

    name: str
    fields: tuple[Field, ...]
    keeps_controls: bool
    sealed: SealedParts
    parts: tuple[CompiledPart, ...]
    properties: DocumentProperties | None
    first_serial: int
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a template asks for, and what is wrong with it.

    Attributes:
        fields: every field, part by part in the order of the text.
        pictures: the names of the pictures for which it has places.
        mistakes: each once, in the order in which they are found.
    """

    fields: tuple[Field, ...]
    pictures: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


def inspect_template(data: bytes, name: str) -> Inspection:
    """Looks into a template without compiling it.

    Args:
        data: the whole `.docx` (or `.dotx`) file.
        name: what the template is called in messages.

    Raises:
        UnreadableFileError: the data is no Word file, or damaged.
        TemplateError: it holds macros.
    """
    placed = place_pictures(read_parts(data, name), {})
    stories = _stories(placed.parts, name)
    controls, mistakes = _read(stories, saved_by_word=_is_saved_by_word(placed.parts))
    fields = tuple(field for part, found in controls.items() for field in _fields(found, part))
    once = {mistake.text: mistake for mistake in (*placed.mistakes, *mistakes)}
    return Inspection(fields, placed.names, tuple(once.values()))


def open_template(
    path: Path, *, keep_controls: bool = False, pictures: Mapping[str, Picture] = MappingProxyType({})
) -> Template:
    """Compiles the template in a file; see `compile_template`.

    Raises:
        UnreadableFileError: the file cannot be read, or is no Word file.
        TemplateError: the template has mistakes; the text lists all of them.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path.name} cannot be read: {error.strerror or error}") from error
    return compile_template(data, path.name, keep_controls=keep_controls, pictures=pictures)


def compile_template(
    data: bytes, name: str, *, keep_controls: bool = False, pictures: Mapping[str, Picture] = MappingProxyType({})
) -> Template:
    """Compiles a template.

    Args:
        data: the whole `.docx` (or `.dotx`) file.
        name: what the template is called in messages.
        keep_controls: False gives finished documents, without a control left; True gives documents to be returned,
            in which the text controls stay: ours locked, those tagged `open:` for the partner to fill.
        pictures: by name, what goes into the places for pictures; a place without one is taken away.

    Raises:
        UnreadableFileError: the data is no Word file, or damaged.
        TemplateError: the template has mistakes; the text lists all of them.
    """
    placed = place_pictures(read_parts(data, name), pictures)
    parts = placed.parts
    stories = _stories(parts, name)
    placeholder_style = placeholder_style_of(parts)
    drawings = (int(number) for part in parts.values() for number in _DRAWING_NUMBER.findall(part))
    first_serial = 1 + max(drawings, default=0)
    controls, mistakes = _read(stories, saved_by_word=_is_saved_by_word(parts))
    _refuse_mistakes([*placed.mistakes, *mistakes], name)
    fields = tuple(field for part, found in controls.items() for field in _fields(found, part))
    compiled = tuple(
        CompiledPart(
            part,
            compile_part(root, controls[part], keep_controls=keep_controls, placeholder_style=placeholder_style),
        )
        for part, root in stories.items()
    )
    properties = _properties(parts)
    filled = {part.name for part in compiled} | ({properties.part} if properties else set())
    static = {part: content for part, content in parts.items() if part not in filled}
    # A document made from a .dotx is a document: Word would otherwise open a copy of it under another name.
    static[CONTENT_TYPES] = static[CONTENT_TYPES].replace(_TEMPLATE_TYPE.encode(), _MAIN_TYPE.encode())
    return Template(name, fields, keep_controls, seal(static), compiled, properties, first_serial, placed.names)


def _stories(parts: Mapping[str, bytes], name: str) -> dict[str, Element]:
    """Parses the parts that can hold fields: the main text first, then those with controls in the package's order."""
    types = content_types(parts)
    if any("macroEnabled" in kind for kind in types.values()):
        raise TemplateError(f"{name} holds macros; save it in Word as Word Document (*.docx)")
    main = [part for part, kind in types.items() if kind in (_MAIN_TYPE, _TEMPLATE_TYPE) and part in parts]
    if not main:
        raise UnreadableFileError(f"{name} is no Word document: it has no main text")
    others = [
        part
        for part, kind in types.items()
        if kind in _STORY_TYPES and part in parts and part not in main and _HOLDS_FIELDS.search(parts[part])
    ]
    return {part: parse_xml(parts[part], f"{name}, {part}") for part in [*main, *others]}


def _read(stories: Mapping[str, Element], *, saved_by_word: bool) -> tuple[dict[str, list[Control]], list[Mistake]]:
    """Makes parts ready to be compiled, and gives their controls and all mistakes."""
    mistakes: list[Mistake] = []
    for part, root in stories.items():
        mistakes += restore_controls(root, part, saved_by_word=saved_by_word)
        tidy(root)
    controls = {part: read_controls(root) for part, root in stories.items()}
    for part, root in stories.items():
        mistakes += [*part_mistakes(root, part), *control_mistakes(controls[part], part)]
    mistakes += kind_mistakes((part, control) for part, found in controls.items() for control in found)
    return controls, mistakes


def _is_saved_by_word(parts: Mapping[str, bytes]) -> bool:
    part = next((part for part, kind in content_types(parts).items() if kind == _ABOUT_TYPE), "")
    return b"<Application>Microsoft" in parts.get(part, b"")


def _refuse_mistakes(mistakes: Iterable[Mistake], name: str) -> None:
    lines = list(dict.fromkeys(mistake.text for mistake in mistakes))
    if lines:
        count = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
        raise TemplateError("\n".join([f"{name} has {count}:", *lines]))


def _fields(controls: Iterable[Control], part: str) -> Iterable[Field]:
    for control in controls:
        if control.kind in ("text", "repeat"):
            kind: FieldKind = "repeat" if control.kind == "repeat" else "text"
        elif control.kind in ("if", "unless"):
            kind = "condition"
        else:
            continue
        yield Field(control.path, control.key, kind, control.is_open, control.label, part, control.near)


def _properties(parts: Mapping[str, bytes]) -> DocumentProperties | None:
    part = next((part for part, kind in content_types(parts).items() if kind == _PROPERTIES_TYPE), "")
    if part not in parts:
        return None
    root = parse_xml(parts[part], part)
    element = root.find(_TITLE)
    if element is None:
        element = etree.SubElement(root, _TITLE)
    title, element.text = element.text or "", _TITLE_MARK
    before, _, after = serialise(root).partition(_TITLE_MARK.encode())
    return DocumentProperties(part, before, after, escaped([title])[0])
