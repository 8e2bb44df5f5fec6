"""The XML of a package's parts, read without ever following anything: no document types, no entities, no addresses."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from ecvet_office.model.errors import UnreadableFileError

REPAIR = "Open the file in Excel, let Excel repair it, and save it again; or take an earlier copy."
TRUE = frozenset({"1", "true", "on"})  # XML Schema knows the first two, Office the third

# Each family of names exists twice: as Excel writes it, and as the strict form of the standard (ISO/IEC 29500) has it.
SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_ATTRIBUTE_NAMESPACES = frozenset(
    {
        "",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
)
# Elements of later Excel versions (x14, x15, xr …) repeat the names of the first ones with another meaning; only these
# namespaces are looked at.
_ELEMENT_NAMESPACES = frozenset(
    {
        *SPREADSHEET,
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "http://purl.oclc.org/ooxml/officeDocument/customProperties",
        "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
        "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
    }
)
_PACKAGE_ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii"})  # what ECMA-376 Part 2 allows; ASCII is part of UTF-8


class Element(NamedTuple):
    """One element: its local name, its attributes by local name, its own text (without that of its children)."""

    name: str
    attributes: dict[str, str]
    text: str


def new_parser(where: str, namespace_separator: str | None = None) -> expat.XMLParserType:
    """A parser that refuses a document type, and with it every entity, at its first character.

    Args:
        where: The file and part for messages, as "plan.xlsx: part xl/workbook.xml".
        namespace_separator: Given, element names arrive as namespace + separator + local name.
    """
    parser = expat.ParserCreate(namespace_separator=namespace_separator)
    parser.buffer_text = True

    def refuse_document_type(*_declaration: object) -> None:
        msg = (
            f"{where} declares a document type (DTD). Office never writes one, and it can be used to attack the "
            "reader. Do not use this file; ask its sender for a copy saved by Excel."
        )
        raise UnreadableFileError(msg)

    def check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _PACKAGE_ENCODINGS:
            msg = f"{where} is written in the encoding {encoding!r}, which a workbook cannot use. {REPAIR}"
            raise UnreadableFileError(msg)

    parser.StartDoctypeDeclHandler = refuse_document_type
    parser.XmlDeclHandler = check_encoding
    return parser


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes], where: str) -> Iterator[None]:
    """Parse chunk after chunk, pausing after each so that the caller can take what the handlers have gathered.

    Raises:
        UnreadableFileError: The XML is broken, ends in the middle, or declares a document type.
    """
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeDecodeError) as error:
        msg = f"{where} is damaged: its XML cannot be read ({error}). {REPAIR}"
        raise UnreadableFileError(msg) from error
    yield


def read_elements(chunks: Iterable[bytes], where: str) -> list[Element]:
    """All elements of a small part in the order in which they begin, those of unknown namespaces left out.

    Raises:
        UnreadableFileError: As `feed`.
    """
    parser = new_parser(where, namespace_separator="}")
    begun: list[tuple[str, dict[str, str], list[str]]] = []
    texts: list[list[str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition("}")
        texts.append([])
        if namespace in _ELEMENT_NAMESPACES:
            begun.append((local, _known_attributes(attributes), texts[-1]))

    def end(_name: str) -> None:
        texts.pop()

    def text(data: str) -> None:
        texts[-1].append(data)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    for _ in feed(parser, chunks, where):
        pass
    return [Element(name, attributes, "".join(pieces)) for name, attributes, pieces in begun]


def prefix_of(tag: str, attributes: dict[str, str], where: str) -> str:
    """What stands before the names of a spreadsheet part, of its root element: "" as Excel writes, or as "x:".

    Large parts are read by such names, which spares the parser resolving the name of every cell.

    Raises:
        UnreadableFileError: The root element belongs to no spreadsheet.
    """
    prefix, colon, _ = tag.rpartition(":")
    if attributes.get(f"xmlns:{prefix}" if colon else "xmlns") not in SPREADSHEET:
        msg = f"{where} is damaged: it is no part of a spreadsheet. {REPAIR}"
        raise UnreadableFileError(msg)
    return prefix + colon


def has_document_type(head: bytes) -> bool:
    """Whether an XML part declares a document type within its first bytes; damage is not judged here.

    A document type must stand before the root element, so a few thousand bytes show it in any ordinary file.
    """
    parser = expat.ParserCreate()
    declared: list[str] = []
    parser.StartDoctypeDeclHandler = lambda name, *_rest: declared.append(name)
    # An encoding that Python lacks is a LookupError, one that expat cannot use a ValueError.
    with contextlib.suppress(expat.ExpatError, LookupError, ValueError):
        parser.Parse(head, False)
    return bool(declared)


def _known_attributes(attributes: dict[str, str]) -> dict[str, str]:
    known = {}
    for name, value in attributes.items():
        namespace, _, local = name.rpartition("}")
        if namespace in _ATTRIBUTE_NAMESPACES:
            known[local] = value
    return known
