"""What stays in a workbook after its cells changed: shared texts that no cell shows any more, and texts beside cells.

Excel itself drops an unused text when it saves; until then the text lies in the file for whoever unzips it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.part_xml import feed, new_parser
from ecvet_office.workbook.writing.draft import Draft, Loss
from ecvet_office.workbook.writing.edits import DropUnusedTexts, ReplaceTexts
from ecvet_office.workbook.writing.tags import (
    Element,
    attributes_of,
    elements,
    local_name,
    plain_text,
    prefix_of_root,
    spliced,
)
from ecvet_office.workbook.writing.witness import lines_of
from ecvet_office.workbook.xml_text import as_xml

_COMMENTS = ("comments", "threadedComment")
# Who made the file and what for; the names of the program and its version stay.
_TELLING = frozenset(
    {b"creator", b"lastModifiedBy", b"title", b"subject", b"description", b"keywords", b"category", b"Manager",
     b"Company"}
)  # fmt: skip
_BESIDE_CELLS = re.compile(
    r"(?:xl/(?:comments|threadedComments|persons|charts|drawings)|docProps|customXml)", re.IGNORECASE
)

Change = Callable[[Element, str], str]


def drop_unused_texts(draft: Draft, _edit: DropUnusedTexts) -> None:
    """Empties the shared texts that no cell points to; each keeps its place, so that no cell's index moves.

    Raises:
        UnwritableFileError: when the list is written in a way that we cannot change safely.
    """
    pointers = draft.relationships(draft.book).values()
    part = next((one.part for one in pointers if one.kind == "sharedStrings" and one.part in draft), None)
    if part is None:
        return
    xml, where = draft.read(part), draft.where(part)
    found = elements(xml, where)
    item, empty = prefix_of_root(found) + b"si", b"<%st/>" % prefix_of_root(found)
    items = [one for one in found if one.name == item and len(one.path) == 1]
    used = _used(draft)
    unused = [one for index, one in enumerate(items) if index not in used and not one.is_empty_tag]
    new = spliced(xml, [(one.inside, one.inner_end, empty) for one in unused])
    if [one for index, one in enumerate(_items(new, where)) if index in used] != [
        one for index, one in enumerate(_items(xml, where)) if index in used
    ]:
        raise UnwritableFileError(f"{where} could not be cleared of texts that no cell shows. Nothing was written.")
    draft.put(part, new)
    draft.losses[part].add(Loss("si", with_content=True))


def _items(xml: bytes, where: str) -> list[bytes]:
    found = elements(xml, where)
    item = prefix_of_root(found) + b"si"
    return [xml[one.start : one.end] for one in found if one.name == item and len(one.path) == 1]


def _used(draft: Draft) -> set[int]:
    """Gives the indexes of the shared texts that some cell of some sheet points to."""
    used: set[int] = set()
    for part in draft.package.parts:
        if part in draft and part.endswith(".xml") and b"sheetData" in (xml := draft.read(part)):
            used.update(_pointed_to(xml, draft.where(part)))
    return used


def _pointed_to(xml: bytes, where: str) -> set[int]:
    parser = new_parser(where)
    found: set[int] = set()
    shares: list[bool] = [False]
    texts: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        texts.clear()
        if name.rpartition(":")[2] == "c":
            shares[0] = attributes.get("t") == "s"

    def end(name: str) -> None:
        if shares[0] and name.rpartition(":")[2] == "v" and (text := "".join(texts).strip()).isdecimal():
            found.add(int(text))
        texts.clear()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
    for _ in feed(parser, [xml], where):
        pass
    return found


def replace_texts(draft: Draft, edit: ReplaceTexts) -> None:
    """Replaces texts outside the cells: in comments, in the file's properties, in what charts remember of cells.

    Raises:
        UnwritableFileError: when a part is written in a way that we cannot change safely.
    """
    words = _pattern(edit)
    commented = _comment_parts(draft)
    for part in list(draft.package.parts):
        if part not in draft or not part.lower().endswith(".xml"):
            continue
        if part in commented:
            _rewrite(draft, part, _in_comments(edit, commented[part], draft, part, words))
        elif _BESIDE_CELLS.match(part):
            _rewrite(draft, part, _beside_cells(edit, words))


def _pattern(edit: ReplaceTexts) -> Callable[[str], str]:
    if not edit.words:
        return lambda text: text
    longest_first = sorted(edit.words, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in longest_first), re.IGNORECASE)
    known = {old.casefold(): new for old, new in edit.words.items()}
    return lambda text: pattern.sub(lambda found: known.get(found[0].casefold(), ""), text)


def _comment_parts(draft: Draft) -> dict[str, str]:
    """Gives by part of comments the title of their sheet."""
    return {
        one.part: title
        for title, sheet in draft.sheet_parts()
        for one in draft.relationships(sheet).values()
        if one.kind in _COMMENTS and one.part in draft
    }


def _in_comments(edit: ReplaceTexts, title: str, draft: Draft, part: str, words: Callable[[str], str]) -> Change:
    emptied = [
        (one.start, one.end)
        for one in elements(draft.read(part), draft.where(part))
        if local_name(one.name) in {b"comment", b"threadedComment"}
        and (edit.all_comments or (title, attributes_of(one.attributes).get("ref", "")) in edit.comments)
    ]

    def change(element: Element, text: str) -> str:
        if any(start < element.start < end for start, end in emptied):
            return ""
        if edit.all_comments and local_name(element.name) == b"author":
            return ""
        return words(text)

    return change


def _beside_cells(edit: ReplaceTexts, words: Callable[[str], str]) -> Change:
    def change(element: Element, text: str) -> str:
        name = local_name(element.name)
        if name == b"f":  # where a chart finds its cells: a sheet may bear a name that is a word, too
            return text
        return "" if edit.properties and name in _TELLING else words(text)

    return change


def _rewrite(draft: Draft, part: str, change: Change) -> None:
    xml, where = draft.read(part), draft.where(part)
    splices: list[tuple[int, int, bytes]] = []
    for one in elements(xml, where):
        inner = xml[one.inside : one.inner_end]
        if not inner or b"<" in inner:  # texts beside child elements are white space in these parts
            continue
        old = plain_text(inner)
        new = change(one, old)
        if new != old:
            splices.append((one.inside, one.inner_end, as_xml(new).encode("utf-8")))
            draft.losses[part].add(Loss(local_name(one.name).decode()))
    written = spliced(xml, splices)
    if sorted(_shape(written, where)) != sorted(_shape(xml, where)):
        raise UnwritableFileError(f"{where} could not be cleared of a text. Nothing was written.")
    draft.put(part, written)


def _shape(xml: bytes, where: str) -> Iterator[tuple[tuple[str, ...], str, tuple[tuple[str, str], ...]]]:
    """Gives what a part is apart from its texts."""
    for line in lines_of(xml, where).elements():
        yield line.path, line.name, line.attributes
