"""From the XML of one template part to its instructions.

The controls are replaced in the tree by marks; the tree is serialised once; the bytes between the marks are what never
changes, and the marks say what stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.instructions import (
    Condition,
    EndsInParagraph,
    Instruction,
    OpenField,
    Program,
    Repeat,
    Serial,
    Slot,
    Table,
)
from ecvet_office.documents.links import ADDRESS, Link
from ecvet_office.documents.part_tidying import SERIAL_MARK
from ecvet_office.documents.slot_runs import (
    code_run,
    instruction_run,
    kept_control,
    placeholder_run,
    right_to_left,
    run,
    value_properties,
)
from ecvet_office.documents.tagged_controls import Control
from ecvet_office.documents.wordml import serialise, unwrap, w

_MARK_NAME = "ecvet-office"
_MARKS_IN_BYTES = re.compile(rb"<\?ecvet-office (\d+)\?>|(" + re.escape(SERIAL_MARK.encode()) + rb")")
_PARAGRAPH_ENDED = tuple(w(name) for name in ("tc", "body", "hdr", "ftr", "txbxContent", "footnote", "endnote"))
_BLOCKS = tuple(w(name) for name in ("p", "tbl", "sdt", "customXml"))
_TABLE_HEAD = (w("tblPr"), w("tblGrid"))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark in the tree: it opens an instruction, separates two sections of it, or closes it."""

    kind: Literal["slot", "open field", "repeat", "condition", "table", "paragraph end", "next", "close"]
    key: str = ""
    path: str = ""
    wanted: bool = True


class _Marks:
    """The marks put into one tree, each known by its number there."""

    def __init__(self) -> None:
        self.all: list[_Mark] = []

    def node(self, mark: _Mark) -> Element:
        """Gives a node that stands for a mark; it survives serialising as it is."""
        self.all.append(mark)
        return etree.ProcessingInstruction(_MARK_NAME, str(len(self.all) - 1))


_NEXT, _CLOSE = _Mark("next"), _Mark("close")


def compile_part(
    root: Element,
    controls: Iterable[Control],
    links: Iterable[Link] = (),
    *,
    keep_controls: bool,
    placeholder_style: str,
) -> Program:
    """Gives the instructions of a part that has been tidied and is free of mistakes.

    Args:
        root: the part; it is taken apart in the process.
        controls: its controls, in the order of the text.
        links: its links whose target the record gives.
        keep_controls: whether text controls stay in the document, for a partner to fill.
        placeholder_style: the id of the character style that marks placeholders.
    """
    marks = _Marks()
    for container in list(root.iter(*_PARAGRAPH_ENDED)):
        _mark_paragraph_end(container, marks)
    for table in list(root.iter(w("tbl"))):
        _mark_table(table, marks)
    for link in links:
        _replace_link(link, marks)
    for control in reversed(list(controls)):  # the inner ones first
        if control.kind == "text":
            _replace_text(control, marks, keep_controls=keep_controls, placeholder_style=placeholder_style)
        else:
            _replace_frame(control, marks)
    tokens = iter(_tokens(serialise(root), marks.all))
    return _sections(tokens)[0]


def _mark_paragraph_end(container: Element, marks: _Marks) -> None:
    blocks = [child for child in container if child.tag in _BLOCKS]
    if not blocks or blocks[-1].tag == w("p"):
        return
    blocks[0].addprevious(marks.node(_Mark("paragraph end")))
    blocks[-1].addnext(marks.node(_CLOSE))


def _mark_table(table: Element, marks: _Marks) -> None:
    if table.find(w("tr")) is not None:
        return  # a row that always stays
    rows = [child for child in table if child.tag not in _TABLE_HEAD]
    table.addprevious(marks.node(_Mark("table")))
    table.insert(table.index(rows[0]) if rows else len(table), marks.node(_NEXT))
    table.append(marks.node(_NEXT))
    table.addnext(marks.node(_CLOSE))


def _replace_frame(control: Control, marks: _Marks) -> None:
    """Replaces a repeat, an item or a condition by its content, between marks where the record decides about it."""
    if control.kind == "repeat":
        opening = _Mark("repeat", control.key, control.path)
    elif control.kind in ("if", "unless"):
        opening = _Mark("condition", control.key, control.path, wanted=control.kind == "if")
    else:
        unwrap(control.element, control.content)
        return
    control.element.addprevious(marks.node(opening))
    control.element.addnext(marks.node(_CLOSE))
    unwrap(control.element, control.content)


def _replace_link(link: Link, marks: _Marks) -> None:
    """Replaces a link by a field code around what it shows; without an address, what it shows stands alone."""
    key, path = link.key + ADDRESS, link.path + ADDRESS
    before = [
        marks.node(_Mark("condition", key, path)),
        code_run("begin"),
        instruction_run(' HYPERLINK "'),
        marks.node(_Mark("slot", key, path)),
        instruction_run(marks.node(_NEXT)),
        marks.node(_NEXT),
        instruction_run(marks.node(_NEXT)),
        marks.node(_CLOSE),
        instruction_run('" '),
        code_run("separate"),
        marks.node(_CLOSE),
    ]
    after = [marks.node(_Mark("condition", key, path)), code_run("end"), marks.node(_CLOSE)]
    for node in before:
        link.element.addprevious(node)
    for node in reversed(after):
        link.element.addnext(node)
    unwrap(link.element, link.element)


def _replace_text(control: Control, marks: _Marks, *, keep_controls: bool, placeholder_style: str) -> None:
    properties = value_properties(control, placeholder_style)
    nodes = _slot(control, properties, marks)
    if keep_controls and control.is_open:
        filled = kept_control(control, nodes, properties, shows_placeholder=False)
        asking = [placeholder_run(control, placeholder_style)]
        empty = kept_control(control, asking, properties, shows_placeholder=True)
        opening = marks.node(_Mark("open field", control.key, control.path))
        nodes = [opening, filled, marks.node(_NEXT), empty, marks.node(_CLOSE)]
    elif keep_controls:
        nodes = [kept_control(control, nodes, properties, shows_placeholder=False)]
    _put(control, nodes)


def _slot(control: Control, properties: Element | None, marks: _Marks) -> list[Element]:
    return [
        marks.node(_Mark("slot", control.key, control.path)),
        run(properties, marks.node(_NEXT)),
        marks.node(_NEXT),
        run(right_to_left(properties), marks.node(_NEXT)),
        marks.node(_CLOSE),
    ]


def _put(control: Control, nodes: list[Element]) -> None:
    """Puts nodes in a text control's place: among runs, or in the only paragraph that the control holds."""
    content = control.content
    paragraph = None if content is None else next(content.iter(w("p")), None)
    if paragraph is None:
        place = control.element
        for node in nodes:
            place.addprevious(node)
        unwrap(control.element, None)
        return
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)
    paragraph.extend(nodes)
    unwrap(control.element, content)


def _tokens(data: bytes, marks: list[_Mark]) -> Iterator[bytes | _Mark | Serial]:
    end = 0
    for found in _MARKS_IN_BYTES.finditer(data):
        if found.start() > end:
            yield data[end : found.start()]
        yield Serial() if found[1] is None else marks[int(found[1])]
        end = found.end()
    yield data[end:]


def _sections(tokens: Iterator[bytes | _Mark | Serial]) -> list[Program]:
    """Gives what stands up to the mark that closes the instruction begun last, split where `next` stands."""
    sections: list[list[Instruction]] = [[]]
    for token in tokens:
        if not isinstance(token, _Mark):
            sections[-1].append(token)
        elif token.kind == "next":
            sections.append([])
        elif token.kind == "close":
            break
        else:
            sections[-1].append(_instruction(token, _sections(tokens)))
    return [tuple(section) for section in sections]


def _instruction(mark: _Mark, sections: list[Program]) -> Instruction:
    match mark.kind:
        case "slot":
            before, after, right_to_left_before, _ = (b"".join(_only_bytes(section)) for section in sections)
            return Slot(mark.key, mark.path, before, after, right_to_left_before)
        case "open field":
            return OpenField(mark.key, mark.path, sections[0], sections[1])
        case "repeat":
            return Repeat(mark.key, mark.path, sections[0])
        case "condition":
            return Condition(mark.key, mark.path, mark.wanted, sections[0])
        case "table":
            return Table(sections[0], sections[1], sections[2])
        case _:
            return EndsInParagraph(sections[0])


def _only_bytes(section: Program) -> Iterator[bytes]:
    return (piece for piece in section if isinstance(piece, bytes))
