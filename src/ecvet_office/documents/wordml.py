"""The vocabulary of WordprocessingML that this room uses, and how its XML is read from bytes."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.model.errors import UnreadableFileError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Word refuses to open a file in which the tag or the title of a control is longer.
LONGEST_TAG = 64


def w(name: str) -> str:
    """Gives the qualified name of an element or attribute of the main Word vocabulary.

    >>> w("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return f"{{{W}}}{name}"


def w14(name: str) -> str:
    """Gives a qualified name of the vocabulary that Word 2010 added."""
    return f"{{{W14}}}{name}"


def w15(name: str) -> str:
    """Gives a qualified name of the vocabulary that Word 2013 added: the repeating sections are in it."""
    return f"{{{W15}}}{name}"


def value_of(parent: Element | None, name: str) -> str:
    """Gives the `w:val` of a child element, or "" where there is no such child, attribute or parent."""
    child = None if parent is None else parent.find(w(name))
    return "" if child is None else child.get(w("val"), "")


def unwrap(element: Element, content: Element | None) -> None:
    """Puts the children of `content`, a descendant of `element`, in the place of `element`."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    children = [] if content is None else list(content)
    parent.remove(element)
    parent[place:place] = children


def parse_xml(data: bytes, part: str) -> Element:
    """Parses one part of an Office package.

    No Office program writes a document type declaration; one in a package is an attempt to make a reader fetch or
    expand something, so it is refused rather than ignored.

    Raises:
        UnreadableFileError: the part is not well-formed XML, or declares a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError(f"{part} is not well-formed XML: {error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFileError(f"{part} declares a document type, which no Office file may do")
    return root


def serialise(root: Element) -> bytes:
    """Gives a part as Word writes it: UTF-8, with a declaration that it stands alone."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
