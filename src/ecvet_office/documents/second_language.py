"""What a template needs in every language, done when its text stands: the language of each run, and a second language.

Authors of templates write each field once. In a template in two languages every field that may say something else in
the other one is given a companion here, on a line of its own beneath it and in grey.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document
from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.bilingual import SECOND, may_differ
from ecvet_office.documents.shipped_styles import QUIET_TEXT, SECOND_ON_ACCENT, TICK
from ecvet_office.documents.tagged_controls import Control, read_controls
from ecvet_office.documents.wording import Wording
from ecvet_office.documents.wordml import LONGEST_TAG, W, value_of, w

SECOND_STYLES = tuple(name.replace(" ", "") for name in (QUIET_TEXT, SECOND_ON_ACCENT))
_FIELD_STYLE = SECOND_STYLES[0]
_PLACEHOLDER = "PlaceholderText"

# The schema fixes the order of run properties; these are the ones that stand after `w:lang`.
_AFTER_LANGUAGE = [w(name) for name in ("eastAsianLayout", "specVanish", "oMath")]


def add_companions(document: Document, second: Wording) -> None:
    """Gives every field of the main text that may differ a companion for the second language.

    Args:
        document: a template whose text stands.
        second: the words of the second language.
    """
    body = document.element
    numbers = iter(range(1 + max(_numbers(document), default=0), 2**31))
    for control in list(read_controls(body)):
        if control.kind == "text" and control.level == "run" and may_differ(control.key) and not _is_silent(control):
            control.element.addnext(_companion(control, second, numbers))


def mark_languages(document: Document, first: Wording, second: Wording | None) -> None:
    """Marks every run with its language, so that it keeps it wherever it is pasted.

    Args:
        document: a template whose text stands.
        first: the words of its first language.
        second: the words of the second; None for a template in one language.
    """
    roots = [document.element, *(each for section in document.sections for each in _head_and_foot(section))]
    for root in roots:
        for properties in _run_properties(root):
            set_language(properties, (second if second and _is_second(properties) else first).tag)


def set_language(properties: Element, language: str) -> None:
    """Sets the language of a run, such as `fr-FR`, among its properties."""
    for old in properties.findall(w("lang")):
        properties.remove(old)
    mark = etree.Element(w("lang"))
    mark.set(w("val"), language)
    after = next((child for child in properties if child.tag in _AFTER_LANGUAGE), None)
    if after is None:
        properties.append(mark)
    else:
        after.addprevious(mark)


def _head_and_foot(section: object) -> Iterator[Element]:
    for name in ("header", "footer"):
        yield getattr(section, name)._element  # noqa: SLF001 # python-docx offers no other road to its XML


def _run_properties(root: Element) -> Iterator[Element]:
    """Gives the properties of every run, made where missing, and of the values of controls."""
    for run in root.iter(w("r")):
        properties = run.find(w("rPr"))
        if properties is None:
            properties = etree.Element(w("rPr"))
            run.insert(0, properties)
        yield properties
    for about in root.iter(w("sdtPr")):
        look = about.find(w("rPr"))
        if look is not None:
            yield look


def _is_second(properties: Element) -> bool:
    """Whether a run, or the value of the control in which it shows a placeholder, is in the second language's style."""
    around = next(properties.iterancestors(w("sdt")), None)
    of_value = None if around is None else around.find(f"{w('sdtPr')}/{w('rPr')}")
    return any(value_of(one, "rStyle") in SECOND_STYLES for one in (properties, of_value))


def _numbers(document: Document) -> Iterator[int]:
    roots = [document.element, *(each for section in document.sections for each in _head_and_foot(section))]
    for root in roots:
        for about in root.iter(w("sdtPr")):
            yield int(value_of(about, "id") or 0)


def _is_silent(control: Control) -> bool:
    """Whether a control shows no words: a box to tick, or a picture."""
    is_box = any(style.get(w("val")) == TICK for style in control.element.iter(w("rStyle")))
    return is_box or control.element.find(f"{w('sdtPr')}/{w('picture')}") is not None


def _companion(control: Control, second: Wording, numbers: Iterator[int]) -> Element:
    """Gives a control that is left out where the second language says the same: a line break, and the field."""
    name, ending = f"{SECOND}{control.key}", f" ({second.language})"
    label = f"{control.label[: LONGEST_TAG - len(ending)]}{ending}"
    shown = _run(_PLACEHOLDER)
    etree.SubElement(shown, w("t")).text = label
    field = _control(name, label, next(numbers), [shown])
    about = field.find(w("sdtPr"))
    if about is not None:
        about.insert(0, _look(_FIELD_STYLE))
        etree.SubElement(about, w("showingPlcHdr"))
    line = _run(_FIELD_STYLE)
    etree.SubElement(line, w("br"))
    return _control(f"if:{name}", label, next(numbers), [line, field])


def _control(tag: str, label: str, number: int, content: Sequence[Element]) -> Element:
    made = etree.Element(w("sdt"), nsmap={"w": W})
    about = etree.SubElement(made, w("sdtPr"))
    for name, value in (("alias", label), ("tag", tag), ("id", str(number))):
        etree.SubElement(about, w(name)).set(w("val"), value)
    etree.SubElement(made, w("sdtContent")).extend(content)
    return made


def _run(style: str) -> Element:
    made = etree.Element(w("r"))
    made.append(_look(style))
    return made


def _look(style: str) -> Element:
    """Gives the properties of a run in a character style, by the style's id."""
    properties = etree.Element(w("rPr"))
    etree.SubElement(properties, w("rStyle")).set(w("val"), style)
    return properties
