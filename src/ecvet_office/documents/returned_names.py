"""The names of fields in a document from which a program has dropped them, found again by what stands around.

LibreOffice up to 7.4 keeps the content controls of a document and drops their tags. What it was made from is known, so
it is made anew, and each row of a table, or paragraph outside of tables, lends its names to the one that says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.returned_texts import text_of_control
from ecvet_office.documents.tagged_controls import Control, read_controls
from ecvet_office.documents.wordml import value_of, w


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a table, or a paragraph outside of tables, with its text controls.

    Attributes:
        around: its text outside of the controls, with single blanks.
        controls: in the order of the text.
        texts: what they show, with single blanks.
    """

    around: str
    controls: tuple[Control, ...]
    texts: tuple[str, ...]

    def lends_to(self, other: _Line) -> bool:
        """Whether another line says the same wherever its partner had nothing to fill."""
        return (
            self.around == other.around
            and len(self.controls) == len(other.controls)
            and all(
                control.is_open or text == shown
                for control, text, shown in zip(self.controls, self.texts, other.texts, strict=True)
            )
        )


def lacks_names(root: Element) -> bool:
    """Whether a part has controls, and not one of them a tag."""
    has_controls = next(root.iter(w("sdt")), None) is not None
    return has_controls and not any(value_of(properties, "tag") for properties in root.iter(w("sdtPr")))


def name_again(root: Element, as_made: Element) -> None:
    """Gives the controls of a part the tags that those of the same part had when it was made.

    A row that was copied gets the names of its pattern; what cannot be found again stays without a name.

    Args:
        root: the part as it came back; its controls get their tags.
        as_made: the part as it was made.
    """
    patterns = list(_lines(as_made))
    unused = list(patterns)
    for line in _lines(root):
        pattern = next((one for one in (*unused, *patterns) if one.lends_to(line)), None)
        if pattern is None:
            continue
        unused = [one for one in unused if one is not pattern]
        for control, named in zip(line.controls, pattern.controls, strict=True):
            _set(control.element, "tag", named.tag)
            _set(control.element, "alias", named.label)


def _set(control: Element, name: str, value: str) -> None:
    properties = control.find(w("sdtPr"))
    if properties is None:
        properties = etree.Element(w("sdtPr"))
        control.insert(0, properties)
    for old in properties.findall(w(name)):
        properties.remove(old)
    etree.SubElement(properties, w(name)).set(w("val"), value)


def _lines(root: Element) -> Iterator[_Line]:
    by_place: dict[Element, list[Control]] = {}
    for control in read_controls(root):
        if control.kind == "text":
            place = next(control.element.iterancestors(w("tr")), None)
            place = place if place is not None else next(control.element.iterancestors(w("p")), control.element)
            by_place.setdefault(place, []).append(control)
    for place, controls in by_place.items():
        texts = tuple(" ".join(text_of_control(control).split()) for control in controls)
        yield _Line(_around(place), tuple(controls), texts)


def _around(place: Element) -> str:
    pieces = (text.text or "" for text in place.iter(w("t")) if next(text.iterancestors(w("sdt")), None) is None)
    return " ".join("".join(pieces).split())
