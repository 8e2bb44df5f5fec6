"""What is taken out of a template part before it is compiled, because it would be wrong or useless in a document."""

from __future__ import annotations

from lxml.etree import _Element as Element

from ecvet_office.documents.tagged_controls import control_kind
from ecvet_office.documents.wordml import MC, XML_SPACE, W, unwrap, w, w14

SERIAL_MARK = "\ue000serial\ue001"  # private characters, which no author types

# What Word notes for itself or for the template's authors.
_NOTES_TO_AUTHORS = tuple(
    w(name)
    for name in ("proofErr", "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd", "commentReference")
)
_HOLDS_TEXT = {w("t"), w("instrText"), w("delText")}
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_DRAWING_2010 = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"


def tidy(root: Element) -> None:
    """Takes out editing traces, the blanks between elements, and whatever breaks when parts of the text vanish.

    Empty paragraphs are made to serialise with an end tag of their own, so that the end of a paragraph can be told
    from the bytes alone.
    """
    for element in list(root.iter(*_NOTES_TO_AUTHORS)):
        unwrap(element, None)
    for element in root.iter("*"):
        for name in [name for name in element.attrib if str(name).startswith(f"{{{W}}}rsid")]:
            del element.attrib[name]
        if element.tail is not None and not element.tail.strip():
            element.tail = None
        if len(element) and element.text is not None and not element.text.strip():
            element.text = None
        if element.tag == w("p") and not len(element):
            element.text = ""
        if element.tag in _HOLDS_TEXT and element.text and element.text != element.text.strip():
            element.set(XML_SPACE, "preserve")
    _drop_sample_items(root)
    _move_controls_into_cells(root)
    _drop_broken_bookmarks(root)


def _drop_sample_items(root: Element) -> None:
    """Keeps the first item of every repeat as its pattern; in Word authors may show as many samples as they like."""
    for section in [control for control in root.iter(w("sdt")) if control_kind(control) == "repeat"]:
        content = section.find(w("sdtContent"))
        items = [] if content is None else [item for item in content.findall(w("sdt")) if control_kind(item) == "item"]
        for item in items[1:]:
            unwrap(item, None)
        for item in items[:1]:
            _make_repeatable(item)


def _move_controls_into_cells(root: Element) -> None:
    """Puts a control that stands around one cell around the content of that cell.

    Word makes such controls when all of a cell is selected; a row must keep its cells even when their content goes.
    """
    for control in list(root.iter(w("sdt"))):
        content, parent = control.find(w("sdtContent")), control.getparent()
        if content is None or parent is None or parent.tag != w("tr") or control_kind(control) == "repeat":
            continue
        cells = content.findall(w("tc"))
        if len(cells) != 1 or len(content) != 1:
            continue
        cell = cells[0]
        parent.replace(control, cell)
        blocks = [child for child in cell if child.tag != w("tcPr")]
        content.extend(blocks)
        cell.append(control)


def _drop_broken_bookmarks(root: Element) -> None:
    """Drops every bookmark that would be repeated, overwritten, or left with one end only."""
    starts = {mark.get(w("id")): mark for mark in root.iter(w("bookmarkStart"))}
    ends = {mark.get(w("id")): mark for mark in root.iter(w("bookmarkEnd"))}
    for key in starts.keys() | ends.keys():
        pair = [mark for mark in (starts.get(key), ends.get(key)) if mark is not None]
        around = [list(mark.iterancestors(w("sdt"))) for mark in pair]
        is_whole = len(pair) == 2 and around[0] == around[1]  # noqa: PLR2004 - a start and an end
        if not is_whole or any(control_kind(control) in ("repeat", "text") for control in around[0]):
            for mark in pair:
                unwrap(mark, None)


def _make_repeatable(pattern: Element) -> None:
    """Takes out of a repeat's pattern what must not stand twice in a document, or numbers it anew for each copy.

    Word reports a document as damaged when two drawings carry one number.
    """
    for fallback in list(pattern.iter(f"{{{MC}}}Fallback")):
        unwrap(fallback, None)
    for element in pattern.iter("*"):
        for name in (w14("paraId"), w14("textId"), f"{{{_DRAWING_2010}}}anchorId", f"{{{_DRAWING_2010}}}editId"):
            element.attrib.pop(name, "")
        if element.tag == f"{{{_DRAWING}}}docPr":
            element.set("id", SERIAL_MARK)
