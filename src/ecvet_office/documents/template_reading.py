"""A template taken apart: its parts with fields, what stands in them, and everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from ecvet_office.documents.docx_package import content_types, read_parts
from ecvet_office.documents.instructions import Field, FieldKind
from ecvet_office.documents.links import Link, read_links
from ecvet_office.documents.part_tidying import tidy
from ecvet_office.documents.picture_places import place_pictures
from ecvet_office.documents.pictures import Picture
from ecvet_office.documents.relations import targets
from ecvet_office.documents.restoring import restore_controls
from ecvet_office.documents.tagged_controls import Control, read_controls
from ecvet_office.documents.template_mistakes import Mistake, control_mistakes, kind_mistakes, part_mistakes
from ecvet_office.documents.wordml import parse_xml
from ecvet_office.model.errors import TemplateError, UnreadableFileError

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN_TYPE = WORD_TYPE + "document.main+xml"
TEMPLATE_TYPE = WORD_TYPE + "template.main+xml"
_STORY_TYPES = {MAIN_TYPE, TEMPLATE_TYPE} | {
    f"{WORD_TYPE}{story}+xml" for story in ("header", "footer", "footnotes", "endnotes")
}
_ABOUT_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_HOLDS_FIELDS = re.compile(b":sdt|:hyperlink|" + "⟦".encode())  # a control or a link, or what is left of a control


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """One part that can hold fields.

    Attributes:
        root: its XML, ready to be compiled.
        controls: in the order of the text.
        links: those whose target a record gives, in the order of the text.
    """

    root: Element
    controls: tuple[Control, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ReadTemplate:
    """A template taken apart.

    Attributes:
        parts: all parts of the package, with the pictures in their places.
        stories: those that can hold fields, the main text first.
        fields: every field, part by part in the order of the text; links after the controls of their part.
        pictures: the names of the pictures for which it has places.
        mistakes: each once, in the order in which they are found.
    """

    parts: dict[str, bytes]
    stories: dict[str, Story]
    fields: tuple[Field, ...]
    pictures: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


def read_template(data: bytes, name: str, pictures: Mapping[str, Picture]) -> ReadTemplate:
    """Takes a template apart.

    Args:
        data: the whole `.docx` (or `.dotx`) file.
        name: what the template is called in messages.
        pictures: by name, what goes into the places for pictures.

    Raises:
        UnreadableFileError: the data is no Word file, or damaged.
        TemplateError: it holds macros.
    """
    placed = place_pictures(read_parts(data, name), pictures)
    roots = _roots(placed.parts, name)
    mistakes = [*placed.mistakes]
    is_of_word = _is_saved_by_word(placed.parts)
    for part, root in roots.items():
        mistakes += restore_controls(root, part, saved_by_word=is_of_word)
        tidy(root)
    stories = {
        part: Story(root, tuple(read_controls(root)), tuple(read_links(root, targets(part, placed.parts))))
        for part, root in roots.items()
    }
    for part, story in stories.items():
        mistakes += [*part_mistakes(story.root, part), *control_mistakes(story.controls, part)]
    mistakes += kind_mistakes((part, control) for part, story in stories.items() for control in story.controls)
    once = {mistake.text: mistake for mistake in mistakes}
    fields = tuple(field for part, story in stories.items() for field in _fields(story, part))
    return ReadTemplate(placed.parts, stories, fields, placed.names, tuple(once.values()))


def _roots(parts: Mapping[str, bytes], name: str) -> dict[str, Element]:
    """Parses the parts that can hold fields: the main text first, then those with controls in the package's order."""
    types = content_types(parts)
    if any("macroEnabled" in kind for kind in types.values()):
        raise TemplateError(f"{name} holds macros; save it in Word as Word Document (*.docx)")
    main = [part for part, kind in types.items() if kind in (MAIN_TYPE, TEMPLATE_TYPE) and part in parts]
    if not main:
        raise UnreadableFileError(f"{name} is no Word document: it has no main text")
    others = [
        part
        for part, kind in types.items()
        if kind in _STORY_TYPES and part in parts and part not in main and _HOLDS_FIELDS.search(parts[part])
    ]
    return {part: parse_xml(parts[part], f"{name}, {part}") for part in [*main, *others]}


def _is_saved_by_word(parts: Mapping[str, bytes]) -> bool:
    part = next((part for part, kind in content_types(parts).items() if kind == _ABOUT_TYPE), "")
    return b"<Application>Microsoft" in parts.get(part, b"")


def _fields(story: Story, part: str) -> Iterator[Field]:
    for control in story.controls:
        if control.kind in ("text", "repeat"):
            kind: FieldKind = "repeat" if control.kind == "repeat" else "text"
        elif control.kind in ("if", "unless"):
            kind = "condition"
        else:
            continue
        yield Field(control.path, control.key, kind, control.is_open, control.label, part, control.near)
    for link in story.links:
        yield Field(link.path, link.key, "text", False, "", part, link.near)
