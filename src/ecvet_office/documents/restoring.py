"""Content controls made anew from their hidden marks, in a template that was saved by a program that lost them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.hidden_tags import MARK, MARK_TAG, REPEATS, Span, look_of
from ecvet_office.documents.tagged_controls import LONGEST_NEAR, control_kind, level_of, tag_of
from ecvet_office.documents.template_mistakes import Mistake
from ecvet_office.documents.wordml import unwrap, w, w14, w15

_NODE = "mark"  # stands for a mark while a part is worked on; no element of Word is called so
_OTHER_KINDS = (w("picture"), w14("checkbox"))  # controls that hold no text of ours


@dataclass(frozen=True, slots=True, eq=False)
class _Mark:
    """A mark that was cut out of the text.

    Attributes:
        node: stands in its place.
        closing: whether it ends something.
        span: what its control enclosed.
        name: the tag, with REPEATS after that of a repeat.
        look: the properties of the run in which it stood.
    """

    node: Element
    closing: bool
    span: Span
    name: str
    look: Element | None


def restore_controls(root: Element, part: str, *, saved_by_word: bool) -> tuple[Mistake, ...]:
    """Takes the hidden marks out of a part, after making anew the controls that it has lost.

    Word keeps controls: one that is missing from a file that Word saved was removed on purpose, and stays away.

    Args:
        root: the part.
        part: its name in the package.
        saved_by_word: whether the file says that Word saved it.

    Returns:
        The mistakes of marks of which only one half is left.
    """
    marks = list(_cut_out(root))
    if not marks:
        return ()
    mistakes: list[Mistake] = []
    has_tags = any(tag_of(control) not in ("", MARK_TAG) for control in root.iter(w("sdt")))
    if not saved_by_word or not has_tags:
        _unwrap_untagged(root)
        for begin, end in _pairs(marks, part, mistakes):
            if not _is_there(begin, end) and not _enclose(begin, end):
                mistakes.append(_torn(begin, part))
    for mark in marks:
        unwrap(mark.node, None)
    for control in [one for one in root.iter(w("sdt")) if tag_of(one) == MARK_TAG]:
        unwrap(control, control.find(w("sdtContent")))
    return tuple(mistakes)


def _cut_out(root: Element) -> Iterator[_Mark]:
    for paragraph in list(root.iter(w("p"))):
        while True:
            texts = [text for text in paragraph.iter(w("t")) if next(text.iterancestors(w("p"))) is paragraph]
            found = MARK.search("".join(text.text or "" for text in texts))
            if found is None:
                break
            span: Span = "row" if found[2] == "row" else "block" if found[2] == "block" else "run"
            node, look = _cut(texts, found.start(), found.end())
            yield _Mark(node, bool(found[1]), span, found[3].strip(), look)


def _cut(texts: list[Element], start: int, end: int) -> tuple[Element, Element | None]:
    """Cuts a piece out of a paragraph's texts, in which a spelling check may have spread it over several runs.

    Args:
        texts: every `w:t` of the paragraph.
        start: the place of the piece's first character in the joined texts.
        end: the place after its last character.

    Returns:
        A node in the place of the piece, and the look of the run in which it began.
    """
    node = etree.Element(_NODE)
    look, place = None, 0
    for text in texts:
        words = text.text or ""
        first, last = max(start - place, 0), min(end - place, len(words))
        place += len(words)
        if first >= last:
            continue
        if node.getparent() is not None:
            text.text = words[last:]
            continue
        run = next(text.iterancestors(w("r")))
        look = look_of(run.find(w("rPr")))
        _split(run, text, node, words[:first], words[last:])
    return node, look


def _split(run: Element, text: Element, node: Element, before: str, after: str) -> None:
    """Puts a node between what stands in a run before a piece of one of its texts, and what stands after it."""
    rest = copy.deepcopy(run)
    place = run.index(text)
    text.text, rest[place].text = before, after
    for element in list(run)[place + 1 :]:
        run.remove(element)
    for element in list(rest)[:place]:
        if element.tag != w("rPr"):
            rest.remove(element)
    run.addnext(node)
    node.addnext(rest)
    for half in (run, rest):
        if not any(element.text or element.tag != w("t") for element in half if element.tag != w("rPr")):
            unwrap(half, None)


def _pairs(marks: list[_Mark], part: str, mistakes: list[Mistake]) -> list[tuple[_Mark, _Mark]]:
    """Gives what belongs together, in the order of the beginnings; a mark without its other half is a mistake."""
    waiting: list[_Mark] = []
    pairs: list[tuple[_Mark, _Mark]] = []
    for mark in marks:
        begun = [one for one in waiting if (one.span, one.name) == (mark.span, mark.name)]
        if not mark.closing:
            waiting.append(mark)
        elif begun:
            pairs.append((begun[-1], mark))
            waiting.remove(begun[-1])
        else:
            mistakes.append(_torn(mark, part))
    mistakes += [_torn(mark, part) for mark in waiting]
    return sorted(pairs, key=lambda pair: marks.index(pair[0]))


def _torn(mark: _Mark, part: str) -> Mistake:
    around = next(mark.node.iterancestors(w("tr"), w("p")), mark.node)
    near = " ".join("".join(text.text or "" for text in around.iter(w("t"))).split())
    return Mistake(
        mark.name.removesuffix(REPEATS),
        part,
        near if len(near) <= LONGEST_NEAR else near[: LONGEST_NEAR - 1].rstrip() + "…",
        "one end of it was lost when another program than Word saved the file",
        "put it in again, copied from a palette",
    )


def _unwrap_untagged(root: Element) -> None:
    """Takes away the controls that have lost their tags; what they hold stays."""
    for control in list(root.iter(w("sdt"))):
        properties = control.find(w("sdtPr"))
        is_other = properties is not None and any(properties.find(name) is not None for name in _OTHER_KINDS)
        if control_kind(control) == "text" and tag_of(control) in ("", MARK_TAG) and not is_other:
            unwrap(control, control.find(w("sdtContent")))


def _is_there(begin: _Mark, end: _Mark) -> bool:
    """Whether a control of that name still stands around both marks."""
    ends = set(end.node.iterancestors(w("sdt")))
    return any(
        control in ends
        and tag_of(control) == begin.name.removesuffix(REPEATS)
        and (control_kind(control) == "repeat") == begin.name.endswith(REPEATS)
        for control in begin.node.iterancestors(w("sdt"))
    )


def _enclose(begin: _Mark, end: _Mark) -> bool:
    """Makes the control of two marks anew; whether there was something to put it around."""
    elements = _between(begin, end)
    if not elements:
        return False
    if begin.name.endswith(REPEATS):
        elements = [_control(elements, etree.Element(w15("repeatingSectionItem")))]
        _control(elements, _tag(begin), etree.Element(w15("repeatingSection")))
        return True
    look = etree.Element(w("rPr")) if begin.look is None else begin.look
    about = [look, _tag(begin), etree.Element(w("showingPlcHdr"))] if begin.span == "run" else [_tag(begin)]
    _control(elements, *about)
    return True


def _between(begin: _Mark, end: _Mark) -> list[Element]:
    """Gives the neighbours from one mark to the other: runs with the marks themselves, blocks, or rows."""
    if begin.span == "run":
        return _neighbours([begin.node], [end.node])
    found = _neighbours(_around(begin, begin.span), _around(end, begin.span))
    if begin.span == "block" and len(found) == 1 and found[0].tag == w("tbl"):
        # LibreOffice joins two tables that follow each other: what was around one of them is now around some rows.
        rows = _neighbours(_around(begin, "row"), _around(end, "row"))
        of_table = [row for row in found[0].iter(w("tr")) if next(row.iterancestors(w("tbl"))) is found[0]]
        if not {of_table[0], of_table[-1]} <= set(rows):
            return rows
    return found


def _neighbours(firsts: list[Element], lasts: list[Element]) -> list[Element]:
    """Gives what stands from one of the first elements to the one of the last that has the same parent."""
    by_parent = {one.getparent(): one for one in lasts}
    for first in firsts:
        parent = first.getparent()
        if parent is not None and parent in by_parent:
            return list(parent)[parent.index(first) : parent.index(by_parent[parent]) + 1]
    return []


def _around(mark: _Mark, level: Span) -> list[Element]:
    """Gives the elements around a mark that stand among blocks, or among rows; the inner ones first."""
    around = mark.node.iterancestors(w("p"), w("tbl"), w("tr"), w("sdt"))
    return [element for element in around if level_of(element) == level]


def _tag(mark: _Mark) -> Element:
    made = etree.Element(w("tag"))
    made.set(w("val"), mark.name.removesuffix(REPEATS))
    return made


def _control(elements: list[Element], *about: Element) -> Element:
    made = etree.Element(w("sdt"))
    elements[0].addprevious(made)
    etree.SubElement(made, w("sdtPr")).extend(about)
    etree.SubElement(made, w("sdtContent")).extend(elements)
    return made
