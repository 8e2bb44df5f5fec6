"""A compiled template made ready to be laid down quickly: what never branches is laid in one go.

Most of a template is a stretch of fixed bytes and places for texts. A stretch becomes one list that is copied whole,
and its texts are taken from the record by one call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeAlias

from ecvet_office.documents.instructions import (
    Condition,
    EndsInParagraph,
    OpenField,
    Program,
    Repeat,
    Serial,
    Slot,
    Table,
)
from ecvet_office.documents.record_fit import Scopes, holds, is_given, items_of, text_of

_PARAGRAPH = b"<w:p></w:p>"
_PIECES = 4  # of a place: the fixed bytes up to it, the start of its run, its text, the end of its run
_TEXT = 2  # where the text stands among them


@dataclass(slots=True)
class Flow:
    """What has been laid down so far of one part.

    Attributes:
        serial: the next number that stands nowhere in the document.
        pieces: in their order; a place whose text is not yet escaped holds the empty bytes.
        places: of the texts, their numbers among the pieces.
        slots: of the texts, where they go.
        texts: as the record states them.
    """

    serial: int
    pieces: list[bytes] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


Layer: TypeAlias = Callable[[Scopes, Flow], None]


def layer_of(program: Program) -> Layer:
    """Gives a function that lays a program down for a record.

    The function takes the record within the items around it and a flow, and adds to the flow. It raises KeyError
    where the record lacks a field; a text that is none shows when the texts are put together.
    """
    steps = tuple(_layers(program))
    if len(steps) == 1:
        return steps[0]

    def lay(scopes: Scopes, flow: Flow) -> None:
        for step in steps:
            step(scopes, flow)

    return lay


def _layers(program: Program) -> Iterator[Layer]:
    stretch: list[bytes | Slot] = []
    for step in program:
        if isinstance(step, bytes | Slot):
            stretch.append(step)
            continue
        if stretch:
            yield _stretch(stretch)
            stretch = []
        yield _branch(step)
    if stretch:
        yield _stretch(stretch)


def _branch(step: Repeat | Condition | OpenField | Serial | Table | EndsInParagraph) -> Layer:
    match step:
        case Repeat():
            return _repeat(step)
        case Condition():
            return _condition(step)
        case OpenField():
            return _open_field(step)
        case Table():
            return _table(step)
        case EndsInParagraph():
            return _to_a_paragraph(step)
        case Serial():
            return _lay_serial


def _stretch(steps: list[bytes | Slot]) -> Layer:
    pieces, slots, fixed = list[bytes](), list[Slot](), b""
    for step in steps:
        if isinstance(step, bytes):
            fixed += step
            continue
        slots.append(step)
        pieces += (fixed, step.before, b"", step.after)
        fixed = b""
    pieces += [fixed] if fixed else []
    if not slots:
        return lambda _scopes, flow: flow.pieces.append(fixed)
    keys = tuple(slot.key for slot in slots)
    # Given one key, itemgetter gives the value and not a tuple of one.
    values = itemgetter(*keys, keys[0]) if len(keys) == 1 else itemgetter(*keys)

    def lay(scopes: Scopes, flow: Flow) -> None:
        try:
            texts = values(scopes[0])[: len(keys)]
        except KeyError:  # at least one stands further out
            texts = [text_of(key, scopes) for key in keys]
        start = len(flow.pieces) + _TEXT
        flow.places.extend(range(start, start + _PIECES * len(keys), _PIECES))
        flow.pieces.extend(pieces)
        flow.slots.extend(slots)
        flow.texts.extend(texts)

    return lay


def _repeat(step: Repeat) -> Layer:
    key, body = step.key, layer_of(step.body)

    def lay(scopes: Scopes, flow: Flow) -> None:
        for item in items_of(key, scopes):
            body((item, *scopes), flow)

    return lay


def _condition(step: Condition) -> Layer:
    key, wanted, body = step.key, step.wanted, layer_of(step.body)

    def lay(scopes: Scopes, flow: Flow) -> None:
        if holds(key, scopes) is wanted:
            body(scopes, flow)

    return lay


def _open_field(step: OpenField) -> Layer:
    key, filled, placeholder = step.key, layer_of(step.filled), layer_of(step.placeholder)

    def lay(scopes: Scopes, flow: Flow) -> None:
        (filled if is_given(key, scopes) else placeholder)(scopes, flow)

    return lay


def _table(step: Table) -> Layer:
    opening, rows, closing = layer_of(step.opening), layer_of(step.rows), layer_of(step.closing)

    def lay(scopes: Scopes, flow: Flow) -> None:
        start, texts = len(flow.pieces), len(flow.texts)
        opening(scopes, flow)
        opened = len(flow.pieces)
        rows(scopes, flow)
        if len(flow.pieces) > opened:
            closing(scopes, flow)
            return
        for laid, kept in ((flow.pieces, start), (flow.places, texts), (flow.slots, texts), (flow.texts, texts)):
            del laid[kept:]

    return lay


def _to_a_paragraph(step: EndsInParagraph) -> Layer:
    body = layer_of(step.body)

    def lay(scopes: Scopes, flow: Flow) -> None:
        start = len(flow.pieces)
        body(scopes, flow)
        if len(flow.pieces) == start or not flow.pieces[-1].endswith(b"</w:p>"):
            flow.pieces.append(_PARAGRAPH)

    return lay


def _lay_serial(_scopes: Scopes, flow: Flow) -> None:
    flow.pieces.append(b"%d" % flow.serial)
    flow.serial += 1
