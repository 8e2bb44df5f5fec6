"""What a part of a package points to: pictures and addresses, each by an id that is its own in that part."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping

from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.wordml import parse_xml, serialise, unwrap

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_EXTERNAL = "External"


def relations_part(part: str) -> str:
    """Gives the name of the part that says what a part points to.

    >>> relations_part("word/header1.xml")
    'word/_rels/header1.xml.rels'
    """
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def targets(part: str, parts: Mapping[str, bytes]) -> dict[str, str]:
    """Gives by id the parts of the package to which a part points, and addresses outside it as they are written."""
    folder, found = posixpath.dirname(part), {}
    if relations_part(part) not in parts:
        return {}
    for relation in _relations(part, parts):
        target = relation.get("Target", "")
        if relation.get("TargetMode") != _EXTERNAL:
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        found[relation.get("Id", "")] = target
    return found


def point_to(part: str, key: str, kind: str, target: str, parts: dict[str, bytes]) -> None:
    """Lets a part point to another part of the package, unless it already points somewhere by that id.

    Args:
        part: the name of the part that points.
        key: the id.
        kind: of what it points to, such as `image`.
        target: the name of the part pointed to.
        parts: of the package, by name; what the part points to is written anew there.
    """
    relations = _relations(part, parts)
    if any(one.get("Id") == key for one in relations):
        return
    made = etree.SubElement(relations, f"{{{_PACKAGE}}}Relationship")
    for name, value in (("Id", key), ("Type", f"{OFFICE}/{kind}"), ("Target", f"/{target}")):
        made.set(name, value)
    parts[relations_part(part)] = serialise(relations)


def forget(part: str, keys: Collection[str], parts: dict[str, bytes]) -> None:
    """Lets a part no longer point anywhere by some ids, and takes away the parts to which nothing points any more.

    Args:
        part: the name of the part that points.
        keys: the ids.
        parts: of the package, by name.
    """
    if not keys:
        return
    pointed = {target for key, target in targets(part, parts).items() if key in keys}
    parts[relations_part(part)] = without_relations(part, keys, parts)
    others = {target for one in list(parts) if not one.endswith(".rels") for target in targets(one, parts).values()}
    for target in pointed - others:
        parts.pop(target, None)


def without_relations(part: str, keys: Collection[str], parts: Mapping[str, bytes]) -> bytes:
    """Gives what a part points to, less some ids, as the bytes of the part that says so."""
    relations = _relations(part, parts)
    for relation in [one for one in relations if one.get("Id") in keys]:
        unwrap(relation, None)
    return serialise(relations)


def _relations(part: str, parts: Mapping[str, bytes]) -> Element:
    name = relations_part(part)
    return parse_xml(parts.get(name) or f'<Relationships xmlns="{_PACKAGE}"/>'.encode(), name)
