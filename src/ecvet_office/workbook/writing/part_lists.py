"""The two lists by which a package holds together: who points to which part, and what each part is."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from urllib.parse import quote, unquote

from ecvet_office.workbook.package import Relationship
from ecvet_office.workbook.writing.tags import (
    Element,
    attribute,
    attributes_of,
    elements,
    local_name,
    prefix_of_root,
    spliced,
    with_last_child,
)

CONTENT_TYPES = "[Content_Types].xml"
NO_RELATIONSHIPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


def listing_of(part: str) -> str:
    """Gives the name of the part that lists a part's relationships.

    >>> listing_of("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships_in(listing: bytes, part: str, where: str) -> dict[str, Relationship]:
    """Gives the pointers of a part to other parts, by their id; those out of the file are left out."""
    found = {}
    for one in elements(listing, where):
        said = attributes_of(one.attributes)
        if local_name(one.name) == b"Relationship" and said.get("TargetMode") != "External":
            found[said.get("Id", "")] = Relationship(said.get("Type", "").rpartition("/")[2], _target(said, part))
    return found


def with_relationship(listing: bytes, part: str, target: str, type_: str, where: str) -> tuple[bytes, str]:
    """Gives a list of relationships with one to another part, and its id.

    Args:
        listing: the list.
        part: whose list it is.
        target: the part pointed to.
        type_: of the relationship, as an address.
        where: the file and part, for messages.
    """
    found = elements(listing, where)
    taken = {attributes_of(one.attributes).get("Id") for one in found}
    number = next(number for number in range(1, len(found) + 2) if f"rId{number}" not in taken)
    relative = posixpath.relpath(target, posixpath.dirname(part) or ".")
    new = b"<%sRelationship%s%s%s/>" % (
        prefix_of_root(found),
        attribute("Id", f"rId{number}"),
        attribute("Type", type_),
        attribute("Target", quote(relative)),
    )
    return spliced(listing, [with_last_child(listing, found[0], new)]), f"rId{number}"


def without_relationships(listing: bytes, part: str, target: str, where: str) -> bytes:
    """Gives a list of relationships without those to one part."""
    return _without(
        listing,
        (
            one
            for one in elements(listing, where)
            if local_name(one.name) == b"Relationship"
            and (said := attributes_of(one.attributes)).get("TargetMode") != "External"
            and _target(said, part).lower() == target.lower()
        ),
    )


def with_content_type(types: bytes, part: str, type_: str, where: str) -> bytes:
    """Gives the list of content types with that of a new part."""
    found = elements(types, where)
    new = b"<%sOverride%s%s/>" % (
        prefix_of_root(found),
        attribute("PartName", f"/{part}"),
        attribute("ContentType", type_),
    )
    return spliced(types, [with_last_child(types, found[0], new)])


def without_content_type(types: bytes, part: str, where: str) -> bytes:
    """Gives the list of content types without that of a part."""
    return _without(
        types,
        (
            one
            for one in elements(types, where)
            if local_name(one.name) == b"Override"
            and attributes_of(one.attributes).get("PartName", "").lstrip("/").lower() == part.lower()
        ),
    )


def _target(said: dict[str, str], part: str) -> str:
    # A target is an address, so it may be written with %20; it is relative to the folder of its part.
    joined = posixpath.join("/", posixpath.dirname(part), unquote(said.get("Target", "")))
    return posixpath.normpath(joined).lstrip("/")


def _without(xml: bytes, unwanted: Iterable[Element]) -> bytes:
    return spliced(xml, [(one.start, one.end, b"") for one in unwanted])
