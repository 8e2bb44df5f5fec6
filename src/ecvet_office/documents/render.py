"""One document from a compiled template and a record, as bytes.

A record maps keys such as `learner.name` to texts, to tuples of mappings for repeats, and to truths for conditions.
A key is looked up in the item of the innermost repeat first, then outward, last in the record itself. A condition may
also name a text or a repeat: it holds when the text is not blank, or when there is an item.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from ecvet_office.documents.docx_package import pack
from ecvet_office.documents.laying import Flow, Layer, layer_of
from ecvet_office.documents.links import with_addresses
from ecvet_office.documents.record_fit import Record, refusals
from ecvet_office.documents.template import Template
from ecvet_office.documents.text_runs import directed_runs, written
from ecvet_office.model.errors import TemplateError

_KEPT = 8  # templates made ready; a run fills few, and each is some hundred kilobytes
_ready: deque[tuple[Template, tuple[Layer, ...]]] = deque(maxlen=_KEPT)


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
        for part, lay in zip(template.parts, _layers(template), strict=True):
            flow = Flow(serial)
            lay((record,), flow)
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


def _layers(template: Template) -> tuple[Layer, ...]:
    """Gives what lays the parts of a template down, in their order; made once for a template."""
    for known, layers in tuple(_ready):  # another thread may add one meanwhile
        if known is template:
            return layers
    layers = tuple(layer_of(part.program) for part in template.parts)
    _ready.append((template, layers))
    return layers


def _joined(flow: Flow) -> bytes:
    """Escapes all texts of a part at once and puts them into their places.

    Raises:
        TypeError: a text is none.
    """
    contents, from_right = written(flow.texts)
    pieces = [b""] * (2 * len(flow.fixed))
    pieces[0::2] = flow.fixed
    pieces[1::2] = contents
    for number in from_right:
        slot, place = flow.slots[number], 2 * number + 1
        if slot is not None:
            pieces[place - 1] = pieces[place - 1].removesuffix(slot.before)
            pieces[place] = directed_runs(slot, flow.texts[number])
            pieces[place + 1] = pieces[place + 1].removeprefix(slot.after)
    return b"".join(pieces)
