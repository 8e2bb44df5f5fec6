"""The runs that take a text control's place: how a value looks, and how the same value looks from right to left."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.docx_package import content_types
from ecvet_office.documents.part_tidying import SERIAL_MARK
from ecvet_office.documents.tagged_controls import Control
from ecvet_office.documents.wordml import XML_SPACE, parse_xml, value_of, w

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
# What the style is called in our templates: a field copied from one may stand in a file that lacks the style.
_PLACEHOLDER_ELSEWHERE = "PlaceholderText"
# The schema fixes the order of run properties; these are the ones that stand after `w:rtl`.
_AFTER_RIGHT_TO_LEFT = [w(name) for name in ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")]
# Text from right to left takes its weight, slant and size from twins of the usual properties.
_TWINS = {w("b"): w("bCs"), w("i"): w("iCs"), w("sz"): w("szCs")}


def placeholder_style_of(parts: Mapping[str, bytes]) -> str:
    """Gives the id of the style that marks placeholders, "" without one.

    Word translates the ids of its styles, but never the names in the file.
    """
    part = next((part for part, kind in content_types(parts).items() if kind == _STYLES_TYPE), "")
    if part not in parts:
        return ""
    for style in parse_xml(parts[part], part).iter(w("style")):
        if value_of(style, "name").casefold() == "placeholder text":
            return style.get(w("styleId"), "")
    return ""


def value_properties(control: Control, placeholder_style: str) -> Element | None:
    """Gives a copy of the run properties that a value takes in a control; None for those of the paragraph.

    While a control shows its placeholder, its run looks like a placeholder, and Word keeps the look of a value among
    the properties of the control.

    Args:
        control: a text control.
        placeholder_style: the id of the character style that marks placeholders.
    """
    properties = control.element.find(w("sdtPr"))
    shows_placeholder = properties is not None and properties.find(w("showingPlcHdr")) is not None
    of_values = None if properties is None else properties.find(w("rPr"))
    run = _first_run(control)
    of_run = None if run is None else run.find(w("rPr"))
    chosen = of_values if shows_placeholder and of_values is not None else of_run
    if chosen is None:
        return None
    found = copy.deepcopy(chosen)
    style = found.find(w("rStyle"))
    if style is not None and style.get(w("val")) in (placeholder_style, _PLACEHOLDER_ELSEWHERE):
        found.remove(style)
    return found if len(found) else None


def right_to_left(properties: Element | None) -> Element:
    """Gives a copy of run properties for a text in Arabic, Hebrew or another script written from right to left."""
    made = etree.Element(w("rPr")) if properties is None else copy.deepcopy(properties)
    for usual, twin in _TWINS.items():
        element = made.find(usual)
        if element is not None and made.find(twin) is None:
            complex_twin = copy.deepcopy(element)
            complex_twin.tag = twin
            element.addnext(complex_twin)
    if made.find(w("rtl")) is None:
        after = next((child for child in made if child.tag in _AFTER_RIGHT_TO_LEFT), None)
        mark = etree.Element(w("rtl"))
        if after is None:
            made.append(mark)
        else:
            after.addprevious(mark)
    return made


def run(properties: Element | None, text: str | Element) -> Element:
    """Gives a run with one text; a mark in the place of the text is filled later."""
    made = etree.Element(w("r"))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    _hold(etree.SubElement(made, w("t")), text)
    return made


def code_run(step: str) -> Element:
    """Gives the run that begins, separates or ends a field code."""
    made = etree.Element(w("r"))
    etree.SubElement(made, w("fldChar")).set(w("fldCharType"), step)
    return made


def instruction_run(text: str | Element) -> Element:
    """Gives a run with a piece of a field code's instruction; a mark in the place of the text is filled later."""
    made = etree.Element(w("r"))
    _hold(etree.SubElement(made, w("instrText")), text)
    return made


def _hold(holder: Element, text: str | Element) -> None:
    holder.set(XML_SPACE, "preserve")
    if isinstance(text, str):
        holder.text = text
    else:
        holder.append(text)


def placeholder_run(control: Control, placeholder_style: str) -> Element:
    """Gives the run that an open control shows while it is empty: the words its author put into it."""
    content = control.content
    words = "" if content is None else "".join(part.text or "" for part in content.iter(w("t")))
    properties = etree.Element(w("rPr"))
    if placeholder_style:
        etree.SubElement(properties, w("rStyle")).set(w("val"), placeholder_style)
    return run(properties, words or control.label or control.key)


def kept_control(
    control: Control, content: list[Element], properties: Element | None, *, shows_placeholder: bool
) -> Element:
    """Gives a run-level rich text control around runs, with the tag and title of the template's control.

    It carries neither `w:text` nor a data binding: LibreOffice then drops the format or the text. Open controls may be
    filled but not deleted; ours may be neither.
    """
    made = etree.Element(w("sdt"))
    about = etree.SubElement(made, w("sdtPr"))
    if control.is_open and properties is not None:
        about.append(copy.deepcopy(properties))
    if control.label:
        etree.SubElement(about, w("alias")).set(w("val"), control.label)
    etree.SubElement(about, w("tag")).set(w("val"), control.tag)
    etree.SubElement(about, w("id")).set(w("val"), SERIAL_MARK)
    etree.SubElement(about, w("lock")).set(w("val"), "sdtLocked" if control.is_open else "sdtContentLocked")
    if shows_placeholder:
        etree.SubElement(about, w("showingPlcHdr"))
    etree.SubElement(made, w("sdtContent")).extend(content)
    return made


def _first_run(control: Control) -> Element | None:
    content = control.content
    return None if content is None else next(content.iter(w("r")), None)
