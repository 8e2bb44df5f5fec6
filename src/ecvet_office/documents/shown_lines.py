"""What a reader sees of a document, line by line, so that two documents can be compared whoever saved them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import _Element as Element

from ecvet_office.documents.docx_package import content_types, pack, read_parts, seal
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.wordml import parse_xml, serialise, value_of, w

CELLS = " | "
"""Stands between the cells of a row of a table."""

_EDGES = ("header+xml", "footer+xml")
_MAIN = "document.main+xml"
_OPEN = "open:"
_COUNTED = (["PAGE"], ["NUMPAGES"], ["SECTIONPAGES"])


@dataclass(frozen=True, slots=True)
class ShownLines:
    """The lines of a document that are not blank, with single spaces.

    Attributes:
        main: of the text and its notes, in their order; a row of a table is one line.
        edges: of the heads and feet of pages, without the numbers of pages.
    """

    main: list[str]
    edges: list[str]


def shown_lines(data: bytes, name: str, *, without_open: bool = False) -> ShownLines:
    """Gives the lines of a Word file.

    Args:
        data: the whole file.
        name: what the file is called in messages.
        without_open: whether what stands in the fields that a partner fills is left out.

    Raises:
        UnreadableFileError: the data is no Word file, or damaged.
    """
    parts = read_parts(data, name)
    for part, kind in content_types(parts).items():
        if kind.endswith(_EDGES) and part in parts:
            root = parse_xml(parts[part], f"{name}, {part}")
            _drop_page_numbers(root)
            parts[part] = serialise(root)
        elif without_open and kind.endswith(_MAIN) and part in parts:
            root = parse_xml(parts[part], f"{name}, {part}")
            _empty_open_fields(root)
            parts[part] = serialise(root)
    lines = ShownLines([], [])
    current = lines.main
    for line in texts(pack(seal(parts), ())).splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = lines.edges if line.startswith(("[header", "[footer")) else lines.main
        elif words := " ".join(line.split()):
            current.append(words)
    return lines


def _empty_open_fields(root: Element) -> None:
    for control in root.iter(w("sdt")):
        content = control.find(w("sdtContent"))
        if content is not None and value_of(control.find(w("sdtPr")), "tag").startswith(_OPEN):
            _blank(content.iter(w("t")))
            for sign in [*content.iter(w("br"), w("cr"), w("tab"))]:
                around = sign.getparent()
                if around is not None:
                    around.remove(sign)


def _drop_page_numbers(root: Element) -> None:
    for field in root.iter(w("fldSimple")):
        if _counts(field.get(w("instr"), "")):
            _blank(field.iter(w("t")))
    for paragraph in root.iter(w("p")):
        _drop_in_fields(paragraph)


def _drop_in_fields(paragraph: Element) -> None:
    """Blanks the results of page numbers that stand between the marks of a field; such fields are not nested."""
    instruction, is_result = "", False
    for element in paragraph.iter(w("fldChar"), w("instrText"), w("t")):
        if element.tag == w("fldChar"):
            kind = element.get(w("fldCharType"), "")
            instruction = "" if kind == "begin" else instruction
            is_result = kind == "separate"
        elif element.tag == w("instrText"):
            instruction += element.text or ""
        elif is_result and _counts(instruction):
            element.text = ""


def _counts(instruction: str) -> bool:
    return instruction.upper().split()[:1] in _COUNTED


def _blank(elements: Iterable[Element]) -> None:
    for element in elements:
        element.text = ""
