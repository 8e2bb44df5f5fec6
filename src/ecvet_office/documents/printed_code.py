"""The code in the corner of each page that tells a scanned paper: its kind, its number and its version, and no name.

A template with room for it has a picture in each of its feet, and points to a part that each document brings along. The
picture floats in the corner beyond the margins, so that no line of the text moves for it. That goes for templates of
anybody: a form that was made in Word needs no more than a foot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from ecvet_office.documents.docx_package import CONTENT_TYPES, content_types, pack, read_parts, seal
from ecvet_office.documents.paper_code import PaperCode
from ecvet_office.documents.pictures import Picture
from ecvet_office.documents.provenance import fingerprint
from ecvet_office.documents.template import Template, compile_template
from ecvet_office.documents.template_reading import MAIN_TYPE, TEMPLATE_TYPE, WORD_TYPE
from ecvet_office.documents.wordml import parse_xml, w
from ecvet_office.model.errors import UsageError

PART = "word/media/ecvetCode.png"
LINK = "rIdEcvetCode"
EMU, TWIP = 360_000, 635  # EMU in a centimetre, and in a twentieth of a point
SIDE = 1.4  # centimetres
FROM_RIGHT, FROM_BOTTOM = 1.95, 2.1  # centimetres from the page's edge to the picture's left and to its top
A4 = (11906, 16838)  # twentieths of a point
DOTS, QUIET = 6, 2  # of the picture: dots for each module, and modules of white around them
DRAWING_ID = 9_001  # beyond the numbers of the other drawings of a template

_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_NO_LINKS = f'<Relationships xmlns="{_LINKS}"/>'.encode()  # LibreOffice opens no file that has a prefix here
_RUN = f"""
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
     xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
     xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
     xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{{left}}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{{top}}</wp:posOffset></wp:positionV>
<wp:extent cx="{round(SIDE * EMU)}" cy="{round(SIDE * EMU)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{DRAWING_ID}" name="Code" descr=""/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="{DRAWING_ID}" name="Code" descr=""/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{LINK}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(SIDE * EMU)}" cy="{round(SIDE * EMU)}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"""


def coded_template(
    data: bytes, name: str, *, keep_controls: bool, pictures: Mapping[str, Picture] = MappingProxyType({})
) -> Template:
    """Compiles a template whose documents print their code on each page; see `compile_template`.

    Raises:
        UsageError: the library that makes the codes is not installed, or the template's pages have no foot.
        UnreadableFileError: the data is no Word file, or damaged.
        TemplateError: the template has mistakes; the text lists all of them.
    """
    _library()
    plain = compile_template(data, name, keep_controls=keep_controls, pictures=pictures)
    made = compile_template(_with_places(data, name), name, keep_controls=keep_controls, pictures=pictures)
    parts = read_parts(pack(made.sealed, ()), name)
    del parts[PART]
    return replace(made, sealed=seal(parts), uncoded=fingerprint(plain))


@lru_cache(maxsize=64)
def code_picture(code: PaperCode) -> bytes:
    """Gives a code as a PNG file; the same bytes for the same code.

    Raises:
        UsageError: the library that makes the codes is not installed, or the number is longer than a code can be.
    """
    segno, stream = _library(), BytesIO()
    try:
        segno.make_qr(str(code), error="m").save(stream, kind="png", scale=DOTS, border=QUIET)
    except segno.DataOverflowError as error:
        raise UsageError(f"the number {code.number[:60]}… is too long for a code") from error
    return stream.getvalue()


def _library() -> Any:  # segno is loaded late, so its types are not known
    try:
        return import_module("segno")
    except ImportError as error:
        raise UsageError("--code needs the library segno: pip install ecvet-office[scans]") from error


def _with_places(data: bytes, name: str) -> bytes:
    """Gives a template with a picture in the corner of each of its feet."""
    parts = read_parts(data, name)
    kinds = content_types(parts)
    feet = [part for part, kind in kinds.items() if kind == f"{WORD_TYPE}footer+xml" and part in parts]
    if not feet:
        raise UsageError(
            f"{name} has no foot, in which --code prints: give its pages a footer in Word (Insert, Footer), even an "
            "empty one, or leave --code out"
        )
    width, height = _smallest_page(parts, kinds, name)
    run = _RUN.format(left=width * TWIP - round(FROM_RIGHT * EMU), top=height * TWIP - round(FROM_BOTTOM * EMU))
    for part in feet:
        root = parse_xml(parts[part], f"{name}, {part}")
        line = root.find(w("p"))  # a line inside a control may be left out of a document
        if line is not None:
            line.append(etree.fromstring("".join(run.splitlines())))
            parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            _link(parts, part)
    parts[PART] = b""  # until a document brings its own
    types = parse_xml(parts[CONTENT_TYPES], CONTENT_TYPES)
    if not any(one.get("Extension", "").casefold() == "png" for one in types):
        types.insert(0, etree.Element(f"{{{_TYPES}}}Default", Extension="png", ContentType="image/png"))
    parts[CONTENT_TYPES] = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return stream.getvalue()


def _smallest_page(parts: Mapping[str, bytes], kinds: Mapping[str, str], name: str) -> tuple[int, int]:
    """Gives the least width and height of a template's pages, in twentieths of a point; all pages have that corner."""
    main = next(part for part, kind in kinds.items() if kind in (MAIN_TYPE, TEMPLATE_TYPE) and part in parts)
    pages = [*parse_xml(parts[main], f"{name}, {main}").iter(w("pgSz"))]
    sizes = [(int(page.get(w("w"), A4[0])), int(page.get(w("h"), A4[1]))) for page in pages] or [A4]
    return min(width for width, _ in sizes), min(height for _, height in sizes)


def _link(parts: dict[str, bytes], part: str) -> None:
    """Lets a part point to the picture."""
    path = PurePosixPath(part)
    links = f"{path.parent}/_rels/{path.name}.rels"
    root = parse_xml(parts[links], links) if links in parts else parse_xml(_NO_LINKS, links)
    etree.SubElement(root, f"{{{_LINKS}}}Relationship", Id=LINK, Type=_IMAGE, Target="media/ecvetCode.png")
    parts[links] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
