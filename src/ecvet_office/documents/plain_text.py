"""The words of a produced document as plain text, for people to compare and for tests to keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml.etree import _Element as Element

from ecvet_office.documents.docx_package import content_types, read_parts
from ecvet_office.documents.wordml import MC, parse_xml, w

_STORIES = ("main", "header", "footer", "footnotes", "endnotes")  # in the order in which they are given
_TRANSPARENT = {w("sdt"), w("sdtContent"), w("customXml")}
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}"}


def texts(data: bytes) -> str:
    """Gives the readable text of a Word file, part by part.

    Each part begins with its name in square brackets: the main text, then headers, footers, footnotes and endnotes,
    each kind by name. A paragraph is one line (more where it has line breaks), a table row one line with its cells
    between ` | ` and the paragraphs of one cell between ` / `. Content controls and text boxes are included.

    Raises:
        UnreadableFileError: the data is no Word file, or damaged.
    """
    parts = read_parts(data, "the document")
    lines: list[str] = []
    for part in _story_parts(content_types(parts)):
        root = parse_xml(parts[part], part)
        for fallback in list(root.iter(f"{{{MC}}}Fallback")):  # says the same again, for old programs
            fallback.clear()
        lines += [f"[{PurePosixPath(part).stem}]", *_block_lines(root), ""]
    return "\n".join(lines)


def _story_parts(types: dict[str, str]) -> list[str]:
    ranked = []
    for part, kind in types.items():
        story = kind.removesuffix("+xml").rpartition(".")[2]
        if ".wordprocessingml." in kind and story in _STORIES:
            ranked.append((_STORIES.index(story), len(part), part))  # header10 after header9
    return [part for _, _, part in sorted(ranked)]


def _block_lines(container: Element) -> Iterator[str]:
    for block in container:
        if block.tag == w("p"):
            yield _paragraph_text(block)
            for box in block.iter(w("txbxContent")):
                yield from _block_lines(box)
        elif block.tag == w("tbl"):
            for row in _descend(block, w("tr")):
                yield " | ".join(" / ".join(_block_lines(cell)) for cell in _descend(row, w("tc")))
        elif block.tag in _TRANSPARENT or block.tag in (w("body"), w("footnote"), w("endnote")):
            yield from _block_lines(block)


def _descend(parent: Element, wanted: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _descend(child, wanted)


def _paragraph_text(paragraph: Element) -> str:
    pieces = []
    for element in paragraph.iter(w("t"), *_SIGNS):
        run = element.getparent()
        if run is None or run.tag != w("r") or next(element.iterancestors(w("p"))) is not paragraph:
            continue  # a tab stop among the paragraph's properties, or in a text box
        pieces.append(element.text or "" if element.tag == w("t") else _SIGNS[str(element.tag)])
    return "".join(pieces)
