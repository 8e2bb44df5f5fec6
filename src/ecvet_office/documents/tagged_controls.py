"""The content controls of a template as its author tagged them, before anything is judged or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml.etree import _Element as Element

from ecvet_office.documents.wordml import W, value_of, w, w14, w15

ControlKind = Literal["text", "repeat", "item", "if", "unless", "ignored"]
Level = Literal["run", "block", "row", "cell"]

LONGEST_NEAR = 60  # characters of text shown beside a control
GOOGLE_TAG = "goog_rdk_"  # Google Docs wraps runs of its own in controls tagged like this

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)*")
_PREFIXES = ("open", "if", "unless")
_WRAPPERS = {w("sdt"), w("sdtContent"), w("customXml")}
_BLOCK_PARENTS = {w(name) for name in ("body", "hdr", "ftr", "tc", "txbxContent", "footnote", "endnote")}
# Controls that Word makes for purposes of its own: tables of contents, citations, groups that only lock.
_OF_WORD = tuple(w(name) for name in ("docPartObj", "docPartList", "bibliography", "citation", "equation", "group"))


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """One content control.

    Attributes:
        element: its `w:sdt`.
        kind: what the record decides about it; "item" is the pattern inside a repeat, "ignored" none of ours.
        tag: as it stands, without spaces around it.
        prefix: what stands before the colon of the tag, "" without a colon.
        key: the tag without its prefix.
        level: what it stands among: runs, paragraphs and tables, rows, or cells.
        path: the key with the repeats around it.
        label: its title.
        near: text beside it, so that a person finds it.
    """

    element: Element
    kind: ControlKind
    tag: str
    prefix: str
    key: str
    level: Level
    path: str
    label: str
    near: str

    @property
    def is_open(self) -> bool:
        """Whether the partner who receives the document fills it."""
        return self.kind == "text" and self.prefix == "open"

    @property
    def content(self) -> Element | None:
        """What the control holds; None when the file is damaged."""
        return self.element.find(w("sdtContent"))

    @property
    def has_tag_grammar(self) -> bool:
        """Whether the tag is a key, alone or after one of the prefixes that mean something."""
        return is_tag(self.tag)


def is_tag(tag: str) -> bool:
    """Whether a tag is a key such as `learner.name`, alone or after `open:`, `if:` or `unless:`.

    >>> is_tag("open:host.assessor"), is_tag("learner name")
    (True, False)
    """
    prefix, colon, key = tag.rpartition(":")
    return _KEY.fullmatch(key) is not None and (prefix in _PREFIXES if colon else True)


def read_controls(root: Element) -> list[Control]:
    """Gives every control of a part, in the order of the text; a control comes before those inside it."""
    return [_read(element) for element in root.iter(w("sdt"))]


def control_kind(element: Element) -> ControlKind:
    """Tells what a `w:sdt` is for, from its properties and the prefix of its tag."""
    properties = element.find(w("sdtPr"))
    if properties is None:
        return "text"
    if properties.find(w15("repeatingSection")) is not None:
        return "repeat"
    if properties.find(w15("repeatingSectionItem")) is not None:
        return "item"
    tag = tag_of(element)
    if tag.startswith("if:"):
        return "if"
    if tag.startswith("unless:"):
        return "unless"
    if tag.startswith(GOOGLE_TAG) or any(properties.find(name) is not None for name in _OF_WORD):
        return "ignored"
    return "text"


def tag_of(element: Element) -> str:
    """Gives the tag of a `w:sdt` without spaces around it, "" where it has none."""
    return value_of(element.find(w("sdtPr")), "tag").strip()


def unfillable_kind(control: Control) -> str:
    """Names what a text control is instead of text: a picture, a check box; "" where text may be put into it."""
    properties = control.element.find(w("sdtPr"))
    if properties is None:
        return ""
    if properties.find(w("picture")) is not None:
        return "picture"
    if properties.find(w14("checkbox")) is not None:
        return "check box"
    return ""


def _read(element: Element) -> Control:
    tag = tag_of(element)
    prefix, _, key = tag.rpartition(":")
    return Control(
        element=element,
        kind=control_kind(element),
        tag=tag,
        prefix=prefix,
        key=key,
        level=level_of(element),
        path=path_of(element, key),
        label=value_of(element.find(w("sdtPr")), "alias"),
        near=near_of(element),
    )


def level_of(element: Element) -> Level:
    """Tells what an element stands among: runs, blocks, rows or cells, whatever controls are around it."""
    parent = element.getparent()
    while parent is not None and parent.tag in _WRAPPERS:
        parent = parent.getparent()
    if parent is None or parent.tag in _BLOCK_PARENTS:
        return "block"
    if parent.tag == w("tbl"):
        return "row"
    return "cell" if parent.tag == w("tr") else "run"


def path_of(element: Element, key: str) -> str:
    """Gives a key with the repeats around an element; that of a repeat itself ends in `[]`."""
    around = [
        tag_of(ancestor).rpartition(":")[2]
        for ancestor in element.iterancestors(w("sdt"))
        if control_kind(ancestor) == "repeat"
    ]
    path = "".join(f"{name}[]." for name in reversed(around)) + key
    return f"{path}[]" if control_kind(element) == "repeat" else path


def near_of(element: Element) -> str:
    """Gives text beside an element, so that a person finds it; at most LONGEST_NEAR characters."""
    surroundings = next(element.iterancestors(w("p"), w("tr")), None)
    words = _texts(surroundings, without=element) if surroundings is not None else _texts(element)
    text = " ".join("".join(words).split())
    if not text:
        before = element.xpath("string(preceding::w:t[normalize-space()][1])", namespaces={"w": W})
        text = " ".join(str(before).split()) or " ".join("".join(_texts(element)).split())
    return text if len(text) <= LONGEST_NEAR else text[: LONGEST_NEAR - 1].rstrip() + "…"


def _texts(element: Element, without: Element | None = None) -> Iterator[str]:
    inside = set() if without is None else set(without.iter(w("t")))
    for part in element.iter(w("t"), w("tc"), w("p")):
        if part.tag == w("t") and part not in inside:
            yield part.text or ""
        elif part.tag != w("t"):
            yield " "
