"""An XML part as a parser sees it, for comparing what was with what is: a second pair of eyes on the splices."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ecvet_office.workbook.cell_values import split_reference
from ecvet_office.workbook.part_xml import feed, new_parser


class Line(NamedTuple):
    """An element with the names of those around it, outermost first; names without prefixes, attributes with them."""

    path: tuple[str, ...]
    name: str
    attributes: tuple[tuple[str, str], ...]
    text: str


class Cells(NamedTuple):
    """The cells of rows by row and column, each as what a parser says of it, and the attributes of the rows."""

    cells: dict[tuple[int, int], tuple[str, ...]]
    rows: dict[int, dict[str, str]]


def lines_of(xml: bytes, where: str) -> Counter[Line]:
    """Gives every element of a part with how often it stands there.

    Raises:
        UnreadableFileError: when the XML is broken.
    """
    parser = new_parser(where)
    begun: list[tuple[str, tuple[tuple[str, str], ...], list[str]]] = []
    lines: Counter[Line] = Counter()

    def start(name: str, attributes: dict[str, str]) -> None:
        begun.append((name.rpartition(":")[2], tuple(sorted(attributes.items())), []))

    def end(_name: str) -> None:
        name, attributes, texts = begun.pop()
        lines[Line(tuple(one for one, _, _ in begun), name, attributes, "".join(texts).strip())] += 1

    def text(data: str) -> None:
        begun[-1][2].append(data)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    for _ in feed(parser, [xml], where):
        pass
    return lines


def cells_in(rows: bytes, prefix: str, where: str) -> Cells:
    """Gives the cells that stand in rows, formatted empty ones among them.

    Raises:
        UnreadableFileError: when the XML is broken.
    """
    parser = new_parser(where)
    found = Cells({}, {})
    row_tag, cell_tag = f"{prefix}row", f"{prefix}c"
    events: list[str] = []
    texts: list[str] = []  # a long text comes in pieces, cut where the parser likes
    place = [0, 0]

    def start(name: str, attributes: dict[str, str]) -> None:
        reference = attributes.pop("r", None) if name in {row_tag, cell_tag} else None
        if name == row_tag:
            place[:] = int(reference) if reference else place[0] + 1, 0
            found.rows[place[0]] = attributes
        elif name == cell_tag:
            place[1] = split_reference(reference)[1] if reference else place[1] + 1
            events.clear()
        events.extend((name, *(part for pair in sorted(attributes.items()) for part in pair)))
        texts.clear()

    def end(name: str) -> None:
        events.extend(("".join(texts), f"/{name}"))
        texts.clear()
        if name == cell_tag:
            found.cells[place[0], place[1]] = tuple(events)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
    for _ in feed(parser, [b"<rows>", rows, b"</rows>"], where):
        pass
    return found
