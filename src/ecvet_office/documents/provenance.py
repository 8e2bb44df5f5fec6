"""What a document says of its own making: number, version, the values that it was made from, and their hash.

They lie in a custom XML part of the document, with the properties part that Word needs to keep it when the document is
saved again. The hash guards against slips, such as a figure typed over; whoever wants to deceive can write a new one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from ecvet_office.documents.docx_package import CONTENT_TYPES, content_types, pack, read_parts, seal
from ecvet_office.documents.record_fit import Record
from ecvet_office.documents.render import render
from ecvet_office.documents.template import Template
from ecvet_office.documents.wordml import parse_xml
from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.xml_text import as_attribute, as_xml

NAMESPACE = "urn:ecvet-office:origin:1"
ITEM = "customXml/ecvetOrigin.xml"
_PROPERTIES = "customXml/ecvetOriginProps.xml"
_ITEM_LINKS = "customXml/_rels/ecvetOrigin.xml.rels"
_STATED = ("document", "number", "version", "language", "template", "fingerprint", "sha256")
_ITEM_ID = "{0B6E6C4E-5D5B-4C1C-9D53-3E0B7B4C9A21}"  # one for all: it only has to differ from others in a document

_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@dataclass(frozen=True, slots=True)
class Origin:
    """From what a document was made.

    Attributes:
        document: its kind, as `transcript`.
        number: the id of what it is about, or the number of a letter.
        version: as printed in its foot.
        language: code of its language, or of two with a hyphen between.
        template: the name of its template.
        fingerprint: of the template, see `fingerprint`.
        values: the record as canonical JSON, see `canonical`.
        sha256: of the values in UTF-8, as 64 hexadecimal digits, as the document states it.
    """

    document: str
    number: str
    version: str
    language: str
    template: str
    fingerprint: str
    values: str
    sha256: str

    @property
    def is_intact(self) -> bool:
        """Whether the values are those whose hash the document states."""
        return self.sha256 == _digest(self.values)

    @property
    def record(self) -> dict[str, Any]:
        """The values as a record that a template can be filled with; repeats are lists.

        Raises:
            ValueError: the values are no JSON object.
        """
        record = json.loads(self.values)
        if not isinstance(record, dict):
            raise ValueError("the values are no record")  # noqa: TRY004 # as json says of what it cannot read
        return record


def canonical(record: Record) -> str:
    """Gives a record as text: JSON in ASCII with sorted keys and no blanks, so that equal records are equal texts."""
    return json.dumps(record, sort_keys=True, separators=(",", ":"))


def fingerprint(template: Template) -> str:
    """Gives what tells a template from every other, as 16 hexadecimal digits; the same on every PC.

    A printed code is no difference: it says what the foot beside it says.
    """
    if template.uncoded:
        return template.uncoded
    digest = hashlib.sha256(repr(template.parts).encode())
    digest.update(template.sealed.directory)  # it holds the check sum of every part
    return digest.hexdigest()[:16]


def origin_of(document: str, language: str, template: Template, mark: str, record: Record) -> Origin:
    """Gives the origin of a document that is about to be made.

    Args:
        document: its kind.
        language: code of its language, or of two with a hyphen between.
        template: which it is made from.
        mark: the template's fingerprint, so that it need not be taken for every document.
        record: its values; number and version are taken from the fields of its foot.
    """
    values = canonical(record)
    number, version = str(record.get("document.number", "")), str(record.get("document.version", ""))
    return Origin(document, number, version, language, template.name, mark, values, _digest(values))


def with_room_for_origin(template: Template) -> Template:
    """Gives a template whose documents declare the part that `render_with_origin` adds to them."""
    parts = read_parts(pack(template.sealed, ()), template.name)
    main = next(part for part, kind in content_types(parts).items() if kind == _MAIN_TYPE)
    home = PurePosixPath(main).parent
    links = f"{home}/_rels/{PurePosixPath(main).name}.rels"
    up = "../" * len(home.parts)
    parts[CONTENT_TYPES] = _with_types(parts[CONTENT_TYPES])
    parts[links] = _with_link(parts.get(links), "customXml", up + ITEM)
    parts[_ITEM_LINKS] = _with_link(None, "customXmlProps", PurePosixPath(_PROPERTIES).name)
    parts[_PROPERTIES] = (
        f'<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{_DATA_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    return replace(template, sealed=seal(parts))


def render_with_origin(
    template: Template, record: Record, title: str | None, origin: Origin, further: tuple[tuple[str, bytes], ...] = ()
) -> bytes:
    """Gives a document that carries its origin; equal arguments give equal bytes.

    Args:
        template: with room for the origin.
        record: what `render` takes.
        title: what `render` takes.
        origin: what the document says of its making.
        further: parts to which the template points, each with its name.

    Raises:
        TemplateError: the record does not fit the template.
    """
    return render(template, record, title, ((ITEM, _item(origin)), *further))


def read_origin(data: bytes, name: str) -> Origin | None:
    """Gives the origin that a document carries; None for a document that carries none.

    The part is found by its root, because Word and LibreOffice give it another name when they save.

    Raises:
        UnreadableFileError: the data is no Word file, or its origin cannot be read.
    """
    for part, content in read_parts(data, name).items():
        if not part.startswith("customXml/") or NAMESPACE.encode() not in content:
            continue
        root = parse_xml(content, f"{name}, {part}")
        if root.tag == f"{{{NAMESPACE}}}origin":
            return _origin(dict(root.attrib), root.text or "", name)
    return None


def _origin(stated: Mapping[Any, Any], values: str, name: str) -> Origin:
    if missing := [one for one in _STATED if one not in stated]:
        raise UnreadableFileError(f"{name} does not say its {missing[0]}: its origin was damaged")
    return Origin(values=values, **{one: str(stated[one]) for one in _STATED})


def _without_prefix(namespace: str) -> Any:  # lxml takes None for no prefix, its types do not
    return {None: namespace}


def _item(origin: Origin) -> bytes:
    stated = "".join(f" {name}={as_attribute(getattr(origin, name))}" for name in _STATED)
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<origin xmlns="{NAMESPACE}"{stated}>{as_xml(origin.values)}</origin>'
    ).encode()


def _with_types(types: bytes) -> bytes:
    root = parse_xml(types, CONTENT_TYPES)
    for part, kind in ((_PROPERTIES, _PROPERTIES_TYPE), (ITEM, "application/xml")):
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=kind)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_link(links: bytes | None, kind: str, target: str) -> bytes:
    empty = etree.Element(f"{{{_LINKS}}}Relationships", nsmap=_without_prefix(_LINKS))
    root = parse_xml(links, target) if links else empty
    etree.SubElement(
        root, f"{{{_LINKS}}}Relationship", Id="rIdEcvetOrigin", Type=f"{_OFFICE_LINKS}/{kind}", Target=target
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _digest(values: str) -> str:
    return hashlib.sha256(values.encode()).hexdigest()
