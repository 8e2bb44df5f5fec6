"""One document from a compiled template and a record, as bytes.

A record maps keys such as `learner.name` to texts, to tuples of mappings for repeats, and to truths for conditions.
A key is looked up in the item of the innermost repeat first, then outward, last in the record itself. A condition may
also name a text or a repeat: it holds when the text is not blank, or when there is an item.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ecvet_office.documents.docx_package import pack
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
from ecvet_office.documents.links import with_addresses
from ecvet_office.documents.record_fit import Record, Scopes, holds, is_given, items_of, refusals, text_of
from ecvet_office.documents.template import Template
from ecvet_office.documents.text_runs import directed_runs, escaped, is_partly_right_to_left
from ecvet_office.model.errors import TemplateError

_PARAGRAPH = b"<w:p></w:p>"


@dataclass(slots=True)
class _Flow:
    """What has been laid down so far of one part.

    A place whose text is not yet escaped holds the empty bytes, and is noted with its slot.
    """

    serial: int
    pieces: list[bytes] = field(default_factory=list)
    places: list[tuple[int, Slot]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def render(
    template: Template, record: Record, title: str | None = None, further: Iterable[tuple[str, bytes]] = ()
) -> bytes:
    """Gives the document as a `.docx` file; equal arguments give equal bytes.

    Args:
        template: what `compile_template` gave.
        record: a text, a tuple of mappings or a truth for every field.
        title: the title among the document's properties, which readers show and speak; None keeps the template's.
        further: parts that the template declares and does not hold, by name.

    Raises:
        TemplateError: the record lacks fields or has the wrong kind of value for them; the text lists all of them.
    """
    filled, serial = [], template.first_serial
    record = with_addresses(record, template.linked)
    try:
        for part in template.parts:
            flow = _Flow(serial)
            _lay(part.program, (record,), flow)
            filled.append((part.name, _joined(flow)))
            serial = flow.serial
    except (KeyError, TypeError) as error:
        complaints = [gap.text for gap in refusals(template, record)]
        if not complaints:
            raise
        raise TemplateError("\n".join([f"{template.name} cannot be filled:", *complaints])) from error
    if template.properties is not None:
        filled.append((template.properties.part, template.properties.titled(title)))
    return pack(template.sealed, [*filled, *further])


def _lay(program: Program, scopes: Scopes, flow: _Flow) -> None:
    for step in program:
        match step:
            case bytes():
                flow.pieces.append(step)
            case Slot():
                _lay_text(step, scopes, flow)
            case Serial():
                flow.pieces.append(b"%d" % flow.serial)
                flow.serial += 1
            case Table():
                _lay_table(step, scopes, flow)
            case EndsInParagraph():
                _lay_to_a_paragraph(step, scopes, flow)
            case _:
                _lay_what_is_chosen(step, scopes, flow)


def _lay_what_is_chosen(step: Repeat | Condition | OpenField, scopes: Scopes, flow: _Flow) -> None:
    if isinstance(step, Repeat):
        for item in items_of(step.key, scopes):
            _lay(step.body, (item, *scopes), flow)
    elif isinstance(step, OpenField):
        _lay(step.filled if is_given(step.key, scopes) else step.placeholder, scopes, flow)
    elif holds(step.key, scopes) is step.wanted:
        _lay(step.body, scopes, flow)


def _lay_text(slot: Slot, scopes: Scopes, flow: _Flow) -> None:
    flow.texts.append(text_of(slot.key, scopes))
    flow.places.append((len(flow.pieces) + 1, slot))
    flow.pieces += (slot.before, b"", slot.after)


def _lay_table(table: Table, scopes: Scopes, flow: _Flow) -> None:
    start = len(flow.pieces)
    _lay(table.opening, scopes, flow)
    opened = len(flow.pieces)
    _lay(table.rows, scopes, flow)
    if len(flow.pieces) == opened:
        del flow.pieces[start:]
    else:
        _lay(table.closing, scopes, flow)


def _lay_to_a_paragraph(container: EndsInParagraph, scopes: Scopes, flow: _Flow) -> None:
    start = len(flow.pieces)
    _lay(container.body, scopes, flow)
    if len(flow.pieces) == start or not flow.pieces[-1].endswith(b"</w:p>"):
        flow.pieces.append(_PARAGRAPH)


def _joined(flow: _Flow) -> bytes:
    """Escapes all texts of a part at once and puts them into their places."""
    for (place, slot), text, content in zip(flow.places, flow.texts, escaped(flow.texts), strict=True):
        if is_partly_right_to_left(text):
            flow.pieces[place - 1 : place + 2] = (b"", directed_runs(slot, text), b"")
        else:
            flow.pieces[place] = content
    return b"".join(flow.pieces)
