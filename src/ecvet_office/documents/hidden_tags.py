"""The tags of a template's controls once more, as hidden text, for programs that lose content controls.

LibreOffice keeps hidden text and its format, but drops the tags of controls in the body, and repeating sections whole.
So every control holds two hidden marks, at its beginning and at its end. In them stand what it encloses and its tag;
the beginning is formatted as a value will be.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Literal

from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.docx_package import content_types
from ecvet_office.documents.slot_runs import placeholder_style_of, run, value_properties
from ecvet_office.documents.tagged_controls import Control, is_tag, read_controls, unfillable_kind
from ecvet_office.documents.wordml import parse_xml, serialise, w

Span = Literal["run", "block", "row"]

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."

REPEATS = "[]"
"""Stands after the tag of a repeat, whose control has no prefix that would tell it from a text."""

MARK_TAG = "_mark"
"""The tag of a control that holds nothing but a mark; no field can be called so."""

MARK = re.compile(r"⟦(/?)(run|block|row) ([^⟦⟧]+)⟧")

# The schema fixes the order of run properties: these stand before `w:vanish`.
_BEFORE_HIDDEN = [
    w(name)
    for name in (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
        *("emboss", "imprint", "noProof", "snapToGrid"),
    )
]
_BEFORE_NO_PROOF = _BEFORE_HIDDEN[: _BEFORE_HIDDEN.index(w("noProof"))]


def with_hidden_tags(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Gives the parts of a package with marks in all parts that hold controls, in the same order."""
    style = placeholder_style_of(parts)
    written = dict(parts)
    for part, kind in content_types(parts).items():
        if kind.startswith(_WORD_TYPE) and b":sdt" in parts.get(part, b""):
            root = parse_xml(parts[part], part)
            write_hidden_tags(root, style)
            written[part] = serialise(root)
    return written


def write_hidden_tags(root: Element, placeholder_style: str) -> None:
    """Writes the marks of all tagged controls into a part that has none yet.

    Args:
        root: the part.
        placeholder_style: the id of the character style that marks placeholders.
    """
    for control in read_controls(root):  # a control comes before those inside it, and so do its marks
        span = _span(control)
        if span is None or control.content is None:
            continue
        name = control.tag + (REPEATS if control.kind == "repeat" else "")
        begin = _hidden_run(f"⟦{span} {name}⟧", value_properties(control, placeholder_style) if span == "run" else None)
        end = _hidden_run(f"⟦/{span} {name}⟧", None)
        if span == "block":
            begin, end = _guarded(begin), _guarded(end)
        _put(control.content, begin, end, span)


def _span(control: Control) -> Span | None:
    """Tells what a control encloses; None where it has no tag of ours, or where none can stand."""
    # A picture is known by the name of its drawing, and keeps that everywhere.
    if not is_tag(control.tag) or control.kind in ("item", "ignored") or unfillable_kind(control):
        return None
    if control.kind == "text":
        return "run"
    return None if control.level == "cell" else control.level


def _put(content: Element, begin: Element, end: Element, span: Span) -> None:
    paragraphs = [one for one in content.iter(w("p")) if not _is_in_box(one, content)]
    if span != "run":
        first, last = paragraphs[0], paragraphs[-1]
    else:
        first = last = paragraphs[0] if paragraphs else content
    starts = [one for one in first if one.tag == w("pPr") or _is_mark(one, closing=False)]
    first.insert(first.index(starts[-1]) + 1 if starts else 0, begin)
    closing = next((one for one in last if _is_mark(one, closing=True)), None)
    if closing is None:
        last.append(end)
    else:
        closing.addprevious(end)


def _is_in_box(paragraph: Element, content: Element) -> bool:
    box = next(paragraph.iterancestors(w("txbxContent")), None)
    return box is not None and content in box.iterancestors()


def _is_mark(element: Element, *, closing: bool) -> bool:
    if element.tag not in (w("r"), w("sdt")):
        return False
    found = MARK.fullmatch("".join(text.text or "" for text in element.iter(w("t"))))
    return found is not None and bool(found[1]) == closing


def _hidden_run(text: str, look: Element | None) -> Element:
    """Gives a hidden run that no spelling check cuts in pieces."""
    properties = etree.Element(w("rPr")) if look is None else copy.deepcopy(look)
    for name, before in (("noProof", _BEFORE_NO_PROOF), ("vanish", _BEFORE_HIDDEN)):
        if properties.find(w(name)) is None:
            place = sum(1 for one in properties if one.tag in before)
            properties.insert(place, etree.Element(w(name)))
    return run(properties, text)


def _guarded(mark: Element) -> Element:
    """Puts a mark into a control of its own.

    LibreOffice 7 shows hidden text in a control around paragraphs, except in a control around text that stands in it.
    """
    made = etree.Element(w("sdt"))
    etree.SubElement(etree.SubElement(made, w("sdtPr")), w("tag")).set(w("val"), MARK_TAG)
    etree.SubElement(made, w("sdtContent")).append(mark)
    return made


def look_of(properties: Element | None) -> Element | None:
    """Gives the run properties that a mark keeps for a value; None for those of the paragraph."""
    if properties is None:
        return None
    look = copy.deepcopy(properties)
    for name in ("vanish", "noProof"):
        for one in look.findall(w(name)):
            look.remove(one)
    return look if len(look) else None
