"""The part that lists the sheets: which show, which are new, and whether Excel calculates when it opens the file."""

from __future__ import annotations

import re
from typing import NamedTuple

from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.cell_values import unescape
from ecvet_office.workbook.part_xml import TRUE
from ecvet_office.workbook.writing.cell_markup import shielded
from ecvet_office.workbook.writing.tags import (
    Element,
    attribute,
    attributes_of,
    elements,
    prefix_of_root,
    spliced,
    tag_with,
    with_last_child,
)

LONGEST_TITLE = 31
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
_STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
# What the schema lets follow calcPr (ECMA-376 Part 1, 18.2.27).
_AFTER_CALCULATION = (
    b"oleSize", b"customWorkbookViews", b"pivotCaches", b"smartTagPr", b"smartTagTypes", b"webPublishing",
    b"fileRecoveryPr", b"webPublishObjects", b"extLst",
)  # fmt: skip


class SheetEntry(NamedTuple):
    """A sheet as the workbook lists it; `relationship` is the id of the pointer to its part."""

    title: str
    relationship: str
    state: str
    element: Element


def sheet_entries(book: bytes, where: str) -> list[SheetEntry]:
    """Gives the sheets in the order of their tabs, chart sheets among them."""
    found = elements(book, where)
    prefix = prefix_of_root(found)
    entries = []
    for one in found:
        if one.name == prefix + b"sheet" and one.path == (found[0].name, prefix + b"sheets"):
            said = attributes_of(one.attributes)
            relationship = next((value for name, value in said.items() if name.rpartition(":")[2] == "id"), "")
            entries.append(SheetEntry(unescape(said.get("name", "")), relationship, said.get("state", "visible"), one))
    return entries


def counts_from_1904(book: bytes, where: str) -> bool:
    """Whether the workbook's dates count from 1 January 1904."""
    found = elements(book, where)
    name = prefix_of_root(found) + b"workbookPr"
    return any(one.name == name and attributes_of(one.attributes).get("date1904") in TRUE for one in found)


def defined_names(book: bytes, where: str) -> list[str]:
    """Gives the names that the workbook defines for cells and formulas; a table cannot be called like one of them."""
    found = elements(book, where)
    name = prefix_of_root(found) + b"definedName"
    return [unescape(attributes_of(one.attributes).get("name", "")) for one in found if one.name == name]


def is_strict(xml: bytes) -> bool:
    """Whether a part is written in the strict form of the standard (ISO/IEC 29500), with other names for everything."""
    return f"{_STRICT}spreadsheetml/main".encode() in xml[:4096]


def shown(book: bytes, title: str, where: str) -> bytes:
    """Gives the workbook's part in which a sheet shows."""
    entry = next(one for one in sheet_entries(book, where) if one.title == title)
    return book if entry.state == "visible" else spliced(book, [tag_with(book, entry.element, {"state": None})])


def calculated_on_load(book: bytes, where: str) -> bytes:
    """Gives the workbook's part that makes Excel calculate every formula when it opens the file."""
    found = elements(book, where)
    prefix = prefix_of_root(found)
    for one in found:
        if one.name == prefix + b"calcPr" and len(one.path) == 1:
            if attributes_of(one.attributes).get("fullCalcOnLoad") in TRUE:
                return book
            return spliced(book, [tag_with(book, one, {"fullCalcOnLoad": "1"})])
    new = b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>'
    later = {prefix + name for name in _AFTER_CALCULATION}
    for one in found:
        if len(one.path) == 1 and one.name in later:
            return spliced(book, [(one.start, one.start, new)])
    return spliced(book, [with_last_child(book, found[0], new)])


def with_sheet(book: bytes, title: str, relationship: str, where: str) -> bytes:
    """Gives the workbook's part with a sheet after the last one."""
    found = elements(book, where)
    prefix = prefix_of_root(found)
    sheets = next(one for one in found if one.name == prefix + b"sheets" and len(one.path) == 1)
    numbers = [int(attributes_of(entry.element.attributes).get("sheetId", "0")) for entry in sheet_entries(book, where)]
    entry = b"<%ssheet%s%s%s/>" % (
        prefix,
        attribute("name", shielded(title)),
        attribute("sheetId", str(max(numbers, default=0) + 1)),
        _relationship_attribute(book, found[0], relationship),
    )
    return spliced(book, [with_last_child(book, sheets, entry)])


def _relationship_attribute(book: bytes, root: Element, relationship: str) -> bytes:
    namespace = _STRICT_RELATIONSHIPS if is_strict(book) else _RELATIONSHIPS
    for name, value in attributes_of(root.attributes).items():
        if value == namespace and name.startswith("xmlns:"):
            return attribute(f"{name.removeprefix('xmlns:')}:id", relationship)
    return attribute("xmlns:ecvet", namespace) + attribute("ecvet:id", relationship)


def require_free_title(title: str, taken: list[str]) -> None:
    """Refuses a title that Excel would not take.

    Raises:
        UsageError: when it is too long, has a character that titles cannot have, or another sheet has it.
    """
    if not title or len(title) > LONGEST_TITLE or _FORBIDDEN_IN_TITLE.search(title):
        raise UsageError(
            f"{title!r} is no title for a sheet: it has 1 to {LONGEST_TITLE} characters and none of [ ] : * ? / \\"
        )
    if title.casefold() in {one.casefold() for one in taken}:
        raise UsageError(f"the workbook has a sheet called {title} already")
