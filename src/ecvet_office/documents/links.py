"""Links whose target a record gives: `field:host.website` as the address of a link in a template.

In a document such a link is a field code of Word, so that no list of addresses has to be written for each document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from lxml.etree import _Element as Element

from ecvet_office.documents.relations import OFFICE
from ecvet_office.documents.tagged_controls import is_tag, near_of, path_of
from ecvet_office.documents.wordml import w

ADDRESS = ":address"
"""Ends the key under which a record has the address made from a text; no field can be called so."""

LONGEST_ADDRESS = 2_000  # characters; Word cuts longer ones

_RELATION = f"{{{OFFICE}}}id"
_FIELD = re.compile(r"field:/*(?P<plain>[^{}/]+)/?|(?:(?:https?|file)://+|mailto:|\.\./)*\{(?P<braces>[^{}]+)\}/?")
# A workbook may come from a stranger: an address in it must not open a file, a program or a script.
_SCHEMES = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?", re.IGNORECASE)
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A link of a template whose target a record gives.

    Attributes:
        element: its `w:hyperlink`.
        relation: the id of its address among those of the part.
        key: the key of the text from which the address is made.
        path: the key with the repeats around it.
        near: text beside it, so that a person finds it.
    """

    element: Element
    relation: str
    key: str
    path: str
    near: str


def read_links(root: Element, addresses: Mapping[str, str]) -> list[Link]:
    """Gives the links of a part whose address is a field, in the order of the text.

    Args:
        root: the part.
        addresses: of its links, by their ids.
    """
    links = []
    for element in root.iter(w("hyperlink")):
        relation = element.get(_RELATION, "")
        key = field_of(addresses.get(relation, ""))
        if key:
            links.append(Link(element, relation, key, path_of(element, key), near_of(element)))
    return links


def field_of(address: str) -> str:
    """Gives the field that an address in a template names; "" for an ordinary address.

    Word and LibreOffice put `https://` before what they take for an incomplete address, and write braces as numbers.

    >>> field_of("field:host.website"), field_of("https://%7Bhost.website%7D/"), field_of("https://example.org")
    ('host.website', 'host.website', '')
    """
    found = _FIELD.fullmatch(unquote(address).strip())
    key = (found["plain"] or found["braces"]).strip() if found else ""
    return key if is_tag(key) and ":" not in key else ""


def link_address(text: str) -> str:
    """Gives the address of a link from what a person typed as a website or an e-mail; "" where it is none.

    >>> link_address("www.school.example/vet"), link_address("office@school.example")
    ('https://www.school.example/vet', 'mailto:office@school.example')
    >>> link_address("file:///C:/secret"), link_address("none")
    ('', '')
    """
    typed = text.strip()
    if not typed or any(sign.isspace() or not sign.isprintable() for sign in typed):
        return ""
    if _EMAIL.fullmatch(typed):
        return _quoted(f"mailto:{typed}")
    scheme = _SCHEME.match(typed)
    if scheme and not _HOST.match(typed):
        return _quoted(typed) if scheme[1].casefold() in _SCHEMES else ""
    return _quoted(f"https://{typed}")


def _quoted(address: str) -> str:
    """Writes an address in the signs that every program takes; "" where it names no host or is too long."""
    try:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https"):
            host = (parts.hostname or "").encode("idna").decode()
            if not _HOST.fullmatch(host):
                return ""
            address = parts._replace(netloc=host + (f":{parts.port}" if parts.port else "")).geturl()
    except ValueError:  # a port that is no number, a host with an empty label
        return ""
    made = quote(address, safe=_SAFE)
    return made if len(made) <= LONGEST_ADDRESS else ""


def with_addresses(record: Mapping[str, Any], linked: Collection[str]) -> Mapping[str, Any]:
    """Gives a record with the addresses that a template's links ask for, beside the texts they are made from.

    Args:
        record: of a document, or an item of a repeat.
        linked: the keys of the texts.
    """
    if not linked:
        return record
    made = dict(record)
    for key, value in record.items():
        if isinstance(value, (tuple, list)):
            made[key] = tuple(with_addresses(item, linked) if isinstance(item, Mapping) else item for item in value)
        elif key in linked and isinstance(value, str):
            made[key + ADDRESS] = link_address(value)
    return made
