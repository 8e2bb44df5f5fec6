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

from ecvet_office.documents.docx_package import CONTENT_TYPES, SealedParts, content_types, seal
from ecvet_office.documents.instructions import Field, Program
from ecvet_office.documents.part_compiler import compile_part
from ecvet_office.documents.pictures import Picture
from ecvet_office.documents.relations import relations_part, without_relations
from ecvet_office.documents.slot_runs import placeholder_style_of
from ecvet_office.documents.template_mistakes import Mistake
from ecvet_office.documents.template_reading import MAIN_TYPE, TEMPLATE_TYPE, ReadTemplate, read_template
from ecvet_office.documents.text_runs import escaped
from ecvet_office.documents.wordml import parse_xml, serialise
from ecvet_office.model.errors import TemplateError, unreadable

_PROPERTIES_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TITLE_MARK = "\ue000title\ue001"
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
        linked: the keys of the texts from which addresses of links are made.
        uncoded: what tells the same template without room for a printed code; empty for one that has none.
    """

    name: str
    fields: tuple[Field, ...]
    keeps_controls: bool
    sealed: SealedParts
    parts: tuple[CompiledPart, ...]
    properties: DocumentProperties | None
    first_serial: int
    pictures: tuple[str, ...] = ()
    linked: frozenset[str] = frozenset()
    uncoded: str = ""


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
        raise unreadable(path, error) from error
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
    read = read_template(data, name, pictures)
    _refuse_mistakes(read.mistakes, name)
    parts, fields = read.parts, read.fields
    style = placeholder_style_of(parts)
    compiled = tuple(
        CompiledPart(
            part,
            compile_part(story.root, story.controls, story.links, keep_controls=keep_controls, placeholder_style=style),
        )
        for part, story in read.stories.items()
    )
    linked = frozenset(link.key for story in read.stories.values() for link in story.links)
    drawings = (int(number) for part in parts.values() for number in _DRAWING_NUMBER.findall(part))
    first_serial = 1 + max(drawings, default=0)
    properties = _properties(parts)
    filled = {part.name for part in compiled} | ({properties.part} if properties else set())
    static = {part: content for part, content in parts.items() if part not in filled} | _without_links(read)
    # A document made from a .dotx is a document: Word would otherwise open a copy of it under another name.
    static[CONTENT_TYPES] = static[CONTENT_TYPES].replace(TEMPLATE_TYPE.encode(), MAIN_TYPE.encode())
    return Template(
        name, fields, keep_controls, seal(static), compiled, properties, first_serial, read.pictures, linked
    )


def _without_links(read: ReadTemplate) -> dict[str, bytes]:
    """Gives what the parts point to without the fields that are no addresses; documents hold field codes instead."""
    return {
        relations_part(part): without_relations(part, {link.relation for link in story.links}, read.parts)
        for part, story in read.stories.items()
        if story.links
    }


def _refuse_mistakes(mistakes: Iterable[Mistake], name: str) -> None:
    lines = [mistake.text for mistake in mistakes]
    if lines:
        count = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
        raise TemplateError("\n".join([f"{name} has {count}:", *lines]))


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
