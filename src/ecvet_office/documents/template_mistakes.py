"""What a template's author got wrong, found all at once: which control, where, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml.etree import _Element as Element

from ecvet_office.documents.tagged_controls import Control, control_kind, unfillable_kind
from ecvet_office.documents.wordml import LONGEST_TAG, W, w

_PROPERTIES = "on the Developer tab, under Properties"
_TRACKED = tuple(w(name) for name in ("ins", "del", "moveFrom", "moveTo"))
_NOT_TEXT = {
    w("tbl"): "a table",
    w("drawing"): "a picture or a shape",
    w("pict"): "a picture or a shape",
    w("object"): "an embedded object",
    w("fldChar"): "a field code",
    w("fldSimple"): "a field code",
    w("footnoteReference"): "a footnote",
    w("endnoteReference"): "an endnote",
}
_STORY = re.compile(r"(header|footer)(\d+)")
_MAIN_TEXT = {"document": "main text"}
_NOTES = (w("footnoteReference"), w("endnoteReference"))


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a template.

    Attributes:
        field: the tag of the control, or its title where it has no tag; "" where it is about the whole part.
        part: the part of the package.
        near: text beside the control.
        problem: what is wrong, a clause without capital or full stop.
        remedy: what to do in Word, likewise.
    """

    field: str
    part: str
    near: str
    problem: str
    remedy: str

    @property
    def place(self) -> str:
        """Where to look in Word, such as `main text, near "Name"` or `header 1`."""
        part = _STORY.sub(r"\1 \2", PurePosixPath(self.part).stem).strip()
        return _MAIN_TEXT.get(part, part) + (f', near "{self.near}"' if self.near else "")

    @property
    def text(self) -> str:
        """The mistake on one line, for the person who edits the template."""
        return f"{self.field or 'the whole part'} ({self.place}): {self.problem}; {self.remedy}"


def part_mistakes(root: Element, part: str) -> Iterator[Mistake]:
    """Gives the mistakes that concern a part as a whole."""
    if not str(root.tag).startswith(f"{{{W}}}") or root.nsmap.get("w") != W:
        yield Mistake("", part, "", "it was saved as Strict Open XML", "save it in Word as Word Document (*.docx)")
    elif next(root.iter(*_TRACKED), None) is not None:
        yield Mistake("", part, "", "it holds tracked changes", "accept or reject all of them on the Review tab")


def control_mistakes(controls: Iterable[Control], part: str) -> Iterator[Mistake]:
    """Gives the mistakes of every control of a part, in the order of the text."""
    for control in controls:
        for problem, remedy in _found(control):
            field = control.tag or control.label or "a control without a tag"
            yield Mistake(field, part, control.near, problem, remedy)


def _found(control: Control) -> Iterator[tuple[str, str]]:
    if control.kind == "ignored":
        return
    if control.kind == "item":
        if not _is_in_repeat(control.element):
            yield "it is the item of a repeating section that is not there", "wrap it in a repeating section again"
        return
    yield from _tag_mistakes(control)
    if control.content is None:
        yield "it has no content", "delete it and put it in again"
        return
    if control.kind == "text":
        yield from _text_mistakes(control, control.content)
    elif control.kind == "repeat":
        yield from _repeat_mistakes(control, control.content)
    elif control.level == "cell":
        yield "a condition cannot take single cells out of a row", "wrap the whole row, or what is in the cell"
    if control.kind != "text":
        yield from _span_mistakes(control.content)


def _is_in_repeat(item: Element) -> bool:
    content = item.getparent()
    section = None if content is None else content.getparent()
    return section is not None and section.tag == w("sdt") and control_kind(section) == "repeat"


def _tag_mistakes(control: Control) -> Iterator[tuple[str, str]]:
    if not control.tag:
        yield "it has no tag", f"type the field's name as its tag {_PROPERTIES}, or remove the control"
    elif not control.has_tag_grammar:
        yield (
            f'"{control.tag}" is no field\'s name',
            f"write a name like learner.name, alone or after open:, if: or unless:, as its tag {_PROPERTIES}",
        )
    elif control.kind == "repeat" and control.prefix:
        yield f'a repeat cannot be "{control.prefix}:"', "tag it with the name alone; put a condition around it"
    if len(control.tag) > LONGEST_TAG:
        yield f"its tag is {len(control.tag)} characters long", f"keep it to {LONGEST_TAG}, or Word refuses the file"


def _text_mistakes(control: Control, content: Element) -> Iterator[tuple[str, str]]:
    unfillable = unfillable_kind(control)
    if unfillable == "picture":
        return  # it has no name: with one, the pictures would have been put into it before
    if unfillable:
        yield f"a {unfillable} control cannot be filled", "use a rich text control instead"
        return
    if control.level == "row" or len(content.findall(w("tc"))) > 1:
        yield "a text control stands around table cells", "put it around text inside one cell"
        return
    if any(control_kind(inner) != "ignored" for inner in content.iter(w("sdt"))):
        yield "a text control holds another control", "move the inner one out of it"
    held = {_NOT_TEXT[str(element.tag)] for element in content.iter(*_NOT_TEXT)}
    for thing in sorted(held):
        yield f"filling it would delete {thing} in it", "take that out of the control"
    if not held and control.level != "run" and sum(1 for _ in content.iter(w("p"))) != 1:
        yield "a text control spans several paragraphs", "put it around text inside one paragraph"


def _repeat_mistakes(control: Control, content: Element) -> Iterator[tuple[str, str]]:
    if control.level not in ("block", "row"):
        yield "it repeats part of a paragraph or of a row", "put it around whole paragraphs or whole table rows"
        return
    items = [child for child in content if child.tag == w("sdt") and control_kind(child) == "item"]
    if not items:
        yield "a repeat without an item", "select the rows and insert the repeating section control again"
        return
    if any(child.tag in (w("p"), w("tr"), w("tbl")) for child in content):
        yield "it holds text outside its item", "move that in or out of the repeating section"
    if next(content.iter(*_NOTES), None) is not None:
        yield "it repeats a footnote or endnote", "move the note's mark out of it, or write the note as text"
    pattern = items[0].find(w("sdtContent"))
    blocks = [] if pattern is None else [child for child in pattern if child.tag in (w("p"), w("tbl"), w("sdt"))]
    if blocks and blocks[0].tag == blocks[-1].tag == w("tbl"):
        # Word joins two tables that follow each other without a paragraph between them.
        yield "it repeats a table alone, and Word would join the copies", "take a paragraph into it, after the table"


def _span_mistakes(content: Element) -> Iterator[tuple[str, str]]:
    begun = ended = 0
    for mark in content.iter(w("fldChar")):
        begun += mark.get(w("fldCharType")) == "begin"
        ended += mark.get(w("fldCharType")) == "end"
    if begun != ended:
        yield "a field code begins inside it and ends outside, or the reverse", "take the whole field in or out"
    if next(content.iter(w("sectPr")), None) is not None:
        yield "it holds a section break", "move the section break out of it"


def kind_mistakes(controls: Iterable[tuple[str, Control]]) -> Iterator[Mistake]:
    """Gives a mistake for every control whose name is a text in one place of the template and a repeat in another.

    A condition may share its name with either: it then asks whether there is such a text, or any such item.

    Args:
        controls: each with the part in which it stands, in the order of the parts.
    """
    first: dict[str, str] = {}
    for part, control in controls:
        if control.kind not in ("text", "repeat") or not control.tag:
            continue
        known = first.setdefault(control.path.removesuffix("[]"), control.kind)
        if known != control.kind:
            problem = f"it is a {control.kind} here and a {known} elsewhere"
            yield Mistake(control.tag, part, control.near, problem, "give one of the two another name")
