"""Finding one's way in the bytes of an XML part without rewriting any: elements by place, attributes by name.

A part that is parsed and written anew loses what its program relies on: the prefixes that mc:Ignorable names, the
order of attributes, white space. Here every element is a pair of positions, and a change is a splice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ecvet_office.model.errors import UnwritableFileError
from ecvet_office.workbook.xml_text import as_attribute

# A > may stand inside an attribute's quotes, so the quotes are read too.
ATTRIBUTES = rb"(?:[^<>\"'/]|\"[^\"]*\"|'[^']*'|/(?!>))*"
_MARKUP = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rb"|<(?P<close>/?)(?P<name>[^\s/>!?\"'=]+)(?P<attributes>" + ATTRIBUTES + rb")(?P<empty>/?)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"([^\s=\"'<>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_DECLARED_ENCODING = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)[\"']")
_UTF8_NAMES = frozenset({b"utf-8", b"utf8", b"us-ascii"})  # ASCII is part of UTF-8
_OUR_TAG = re.compile(r"<(/?)(?=[A-Za-z])")


class Element(NamedTuple):
    """An element of a part, by positions in its bytes.

    Attributes:
        name: as it is written, with its prefix.
        path: the names of the elements around it, the outermost first.
        attributes: as they are written, with the space before them.
        start: where its opening tag begins.
        inside: where what it holds begins.
        inner_end: where what it holds ends.
        end: where its closing tag ends.
    """

    name: bytes
    path: tuple[bytes, ...]
    attributes: bytes
    start: int
    inside: int
    inner_end: int
    end: int

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written as one tag, as `<a/>`."""
        return self.inside == self.end


def elements(xml: bytes, where: str) -> list[Element]:
    """Gives all elements of a part in the order in which they begin.

    Args:
        xml: a whole part.
        where: the file and part, for the message.

    Raises:
        UnwritableFileError: when tags do not match, or the part is not UTF-8.
    """
    require_utf8(xml, where)
    found: list[Element] = []
    begun: list[tuple[int, re.Match[bytes]]] = []
    path: tuple[bytes, ...] = ()
    for tag in _MARKUP.finditer(xml):
        name = tag["name"]
        if name is None:
            continue
        if tag["close"]:
            if not begun or begun[-1][1]["name"] != name:
                raise _unknown_way(where)
            index, opening = begun.pop()
            path = path[:-1]
            found[index] = Element(
                name, path, opening["attributes"], opening.start(), opening.end(), tag.start(), tag.end()
            )
        else:
            found.append(Element(name, path, tag["attributes"], tag.start(), tag.end(), tag.end(), tag.end()))
            if not tag["empty"]:
                begun.append((len(found) - 1, tag))
                path = (*path, name)
    if begun or not found:
        raise _unknown_way(where)
    return found


def prefix_of_root(found: list[Element]) -> bytes:
    """Gives what stands before the names of a part: nothing as Excel writes, or as `x:`."""
    prefix, colon, _ = found[0].name.rpartition(b":")
    return prefix + colon


def local_name(name: bytes) -> bytes:
    """Gives a name without its prefix.

    >>> local_name(b"x14:dataValidation")
    b'dataValidation'
    """
    return name.rpartition(b":")[2]


def attributes_of(raw: bytes) -> dict[str, str]:
    r"""Gives the attributes of a tag by their names as they are written, prefix included.

    >>> attributes_of(b' r="A1" t=\'s\' title="R &amp; D"')
    {'r': 'A1', 't': 's', 'title': 'R & D'}
    """
    found = {}
    for match in _ATTRIBUTE.finditer(raw):
        value = match[2] if match[2] is not None else match[3]
        found[match[1].decode("utf-8")] = plain_text(value)
    return found


def plain_text(raw: bytes) -> str:
    """Gives a text of XML with its references resolved.

    >>> plain_text(b"R &amp; D &#38; &#x26;")
    'R & D & &'
    """
    return _REFERENCE.sub(_resolved, raw.decode("utf-8"))


def with_attributes(raw: bytes, changed: Mapping[str, str | None]) -> bytes:
    """Gives the attributes of a tag with some set, in place or at the end, and those given None taken out.

    >>> with_attributes(b' name="Units" state="hidden"', {"state": None, "sheetId": "2"})
    b' name="Units" sheetId="2"'
    """
    for name, value in changed.items():
        pattern = re.compile(rb"\s+" + re.escape(name.encode()) + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')")
        new = b"" if value is None else attribute(name, value)
        there = pattern.search(raw)
        start, end = there.span() if there is not None else (len(raw.rstrip()), len(raw))
        raw = raw[:start] + new + raw[end:]
    return raw


def attribute(name: str, value: str) -> bytes:
    """Gives an attribute with a space before it, its value escaped."""
    return f" {name}={as_attribute(value)}".encode()


def tag_with(xml: bytes, element: Element, changed: Mapping[str, str | None]) -> tuple[int, int, bytes]:
    """Gives the splice that changes attributes of an element's opening tag."""
    at = element.start + 1 + len(element.name)
    return at, at + len(element.attributes), with_attributes(xml[at : at + len(element.attributes)], changed)


def spliced(xml: bytes, splices: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Gives the bytes with pieces replaced; each splice is where a piece begins, where it ends, and what comes instead.

    >>> spliced(b"abcdef", [(4, 5, b"E"), (1, 1, b"-")])
    b'a-bcdEf'
    """
    pieces: list[bytes] = []
    done = 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        pieces += [xml[done:start], new]
        done = end
    return b"".join([*pieces, xml[done:]])


def with_last_child(xml: bytes, parent: Element, child: bytes) -> tuple[int, int, bytes]:
    """Gives the splice that puts a child at the end of an element, which may be written as one tag."""
    if not parent.is_empty_tag:
        return parent.inner_end, parent.inner_end, child
    opening = xml[parent.start : parent.end - 2].rstrip()
    return parent.start, parent.end, opening + b">" + child + b"</" + parent.name + b">"


def prefixed(xml: str, prefix: bytes) -> bytes:
    """Gives XML of ours with the prefix of the part that it goes into.

    >>> prefixed("<is><t>a</t></is>", b"x:")
    b'<x:is><x:t>a</x:t></x:is>'
    """
    return _OUR_TAG.sub(rf"<\1{prefix.decode()}", xml).encode("utf-8") if prefix else xml.encode("utf-8")


def require_utf8(xml: bytes, where: str) -> None:
    """Refuses a part in another encoding, whose bytes we could not splice.

    Raises:
        UnwritableFileError: when it declares one, or begins as UTF-16 does.
    """
    declared = _DECLARED_ENCODING.match(xml.removeprefix(b"\xef\xbb\xbf"))
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<") or (
        declared is not None and declared[1].lower() not in _UTF8_NAMES
    ):
        raise UnwritableFileError(
            f"{where} is not written in UTF-8, as Excel writes. Open the workbook in Excel, save it, and try again."
        )


def _resolved(reference: re.Match[str]) -> str:
    if reference[3]:
        return _NAMED[reference[3]]
    return chr(int(reference[1], 16) if reference[1] else int(reference[2]))


def _unknown_way(where: str) -> UnwritableFileError:
    return UnwritableFileError(
        f"{where} is written in a way that we cannot change safely. Open the workbook in Excel, save it, and try again."
    )
