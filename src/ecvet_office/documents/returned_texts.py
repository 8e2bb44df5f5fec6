"""The text that a content control shows, whichever program wrote it, and whether it only asks to be filled."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from ecvet_office.documents.tagged_controls import Control, read_controls
from ecvet_office.documents.wordml import MC, value_of, w

_SIGNS = {
    w("tab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    w("softHyphen"): "\N{SOFT HYPHEN}",
}
# What was struck out while changes were recorded, and what is said once more for old programs.
_NOT_SHOWN = (w("del"), w("moveFrom"), f"{{{MC}}}Fallback")
_PLACEHOLDER_STYLES = {"placeholdertext", "placeholder text"}  # Word's own, and LibreOffice's spelling of it


def controls_of(root: Element) -> Iterator[Control]:
    """Gives the tagged text controls of a part, or of a row, in the order of the text."""
    for control in read_controls(root):
        if control.kind == "text" and control.tag and control.has_tag_grammar:
            yield control


def text_of_control(control: Control) -> str:
    """Gives what a control shows: line breaks and further paragraphs as line ends, without what was struck out."""
    content = control.content
    if content is None:
        return ""
    pieces: list[str] = []
    paragraphs = 0
    for element in content.iter(w("p"), w("t"), *_SIGNS):
        if element.tag == w("p"):
            pieces += ["\n"] if paragraphs else []
            paragraphs += 1
        elif _is_of_a_run(element) and next(element.iterancestors(*_NOT_SHOWN), None) is None:
            pieces.append(element.text or "" if element.tag == w("t") else _SIGNS[str(element.tag)])
    return "".join(pieces)


def _is_of_a_run(element: Element) -> bool:
    """Whether an element is text; a tab stop among the properties of a paragraph has the same name as a tab."""
    parent = element.getparent()
    return parent is not None and parent.tag == w("r")


def is_placeholder(control: Control, text: str, asking: str | None, *, is_certain: bool) -> bool:
    """Tells whether an open control only asks to be filled.

    The mark that it shows its placeholder counts only where the words that ask are not known: programs that know
    nothing of controls leave it standing when they change the text, and others drop it while the words stay.

    Args:
        control: as it came back.
        text: what it shows.
        asking: the words of our template that ask for it; None where they are not known.
        is_certain: whether the document was made from that very template.
    """
    if not text.strip() or (asking is not None and " ".join(text.split()) == " ".join(asking.split())):
        return True
    if is_certain and asking is not None:
        return False
    properties = control.element.find(w("sdtPr"))
    is_marked = properties is not None and properties.find(w("showingPlcHdr")) is not None
    return is_marked and all(
        value_of(run.find(w("rPr")), "rStyle").casefold() in _PLACEHOLDER_STYLES for run in control.element.iter(w("r"))
    )
