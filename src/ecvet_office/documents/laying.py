"""A compiled template made ready to be laid down quickly: what never repeats is laid in one go.

Most of a template is stretches of fixed bytes, places for texts, and conditions. Once its conditions are decided, a
stretch is laid as a whole from a skeleton kept for these truths, and its texts are taken from the record by one call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ecvet_office.documents.instructions import (
    Condition,
    EndsInParagraph,
    OpenField,
    Program,
    Repeat,
    Slot,
    Table,
)
from ecvet_office.documents.record_fit import Scopes, holds, is_given, items_of
from ecvet_office.documents.skeletons import (
    MOST_SKELETONS,
    PARAGRAPH,
    Skeleton,
    Truths,
    conditions_of,
    ends_a_paragraph,
    flat_start,
    skeleton_of,
    truths_of,
)

_NO_TEXT = ""


@dataclass(slots=True)
class Flow:
    """What has been laid down so far of one part.

    Attributes:
        serial: the next number that stands nowhere in the document.
        fixed: bytes, each with a text behind it.
        texts: as the record states them, one behind each of the bytes; empty where there is no place for one.
        slots: in the same order, those of the texts; None where there is no place for one.
    """

    serial: int
    fixed: list[bytes] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    slots: list[Slot | None] = field(default_factory=list)

    def lay(self, skeleton: Skeleton | None, scopes: Scopes) -> None:
        """Lays a skeleton down with the texts of the record within the items around it; None is nothing.

        Raises:
            KeyError: the record lacks a text.
        """
        if skeleton is not None:
            self.texts += skeleton.texts(scopes)
            self.fixed += skeleton.fixed
            self.slots += skeleton.slots

    def add(self, fixed: bytes) -> None:
        """Lays bytes down without a text behind them."""
        self.fixed.append(fixed)
        self.texts.append(_NO_TEXT)
        self.slots.append(None)


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
    while program:
        stretch = flat_start(program)
        if stretch:
            yield _stretch(stretch)
            program = program[len(stretch) :]
        else:
            yield _branch(program[0])
            program = program[1:]


def _branch(step: object) -> Layer:
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
    return _lay_serial


def _stretch(program: Program) -> Layer:
    conditions = conditions_of(program)
    if not conditions:
        only = skeleton_of(program, ())
        return lambda scopes, flow: flow.lay(only, scopes)
    skeletons: dict[Truths, Skeleton | None] = {}

    def lay(scopes: Scopes, flow: Flow) -> None:
        truths = truths_of(conditions, scopes)
        if truths not in skeletons:
            if len(skeletons) == MOST_SKELETONS:
                skeletons.clear()
            skeletons[truths] = skeleton_of(program, truths)
        flow.lay(skeletons[truths], scopes)

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
        start = len(flow.fixed)
        opening(scopes, flow)
        opened = len(flow.fixed)
        rows(scopes, flow)
        if len(flow.fixed) > opened:
            closing(scopes, flow)
            return
        del flow.fixed[start:], flow.texts[start:], flow.slots[start:]

    return lay


def _to_a_paragraph(step: EndsInParagraph) -> Layer:
    body = layer_of(step.body)

    def lay(scopes: Scopes, flow: Flow) -> None:
        start = len(flow.fixed)
        body(scopes, flow)
        if len(flow.fixed) == start or not ends_a_paragraph(flow.fixed[-1]):
            flow.add(PARAGRAPH)

    return lay


def _lay_serial(_scopes: Scopes, flow: Flow) -> None:
    flow.add(b"%d" % flow.serial)
    flow.serial += 1
