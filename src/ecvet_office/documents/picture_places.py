"""The places for pictures in a template: found, filled within their frames, or taken away where no picture is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.docx_package import CONTENT_TYPES, content_types
from ecvet_office.documents.pictures import PLACEHOLDER_WORDS, Picture
from ecvet_office.documents.relations import OFFICE, forget, point_to, targets
from ecvet_office.documents.tagged_controls import near_of, tag_of
from ecvet_office.documents.template_mistakes import Mistake
from ecvet_office.documents.wordml import MC, parse_xml, serialise, unwrap, value_of, w

PREFIX = "picture:"
"""Begins the name, title or description of a drawing that stands for a picture."""

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_WORD_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EMBED = f"{{{OFFICE}}}embed"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SAYING = ("name", "title", "descr")  # what of a drawing a person can write
_BLOCKS = (w("p"), w("tbl"), w("sdt"))
_CONTAINERS = tuple(w(name) for name in ("tc", "hdr", "ftr", "txbxContent"))  # which Word wants to hold a paragraph
_SHOWN = tuple(w(name) for name in ("t", "drawing", "pict", "object", "fldChar", "fldSimple", "sym", "sdt"))


@dataclass(frozen=True, slots=True, eq=False)
class PicturePlace:
    """One place for a picture.

    Attributes:
        key: the name of the picture.
        part: the part of the package.
        label: what a person calls the picture; the key where nobody said.
        near: text beside it, so that a person finds it.
        element: its control, or the drawing where it has none.
        drawing: the `w:drawing`; None where the control holds none.
    """

    key: str
    part: str
    label: str
    near: str
    element: Element
    drawing: Element | None


@dataclass(frozen=True, slots=True)
class PlacedPictures:
    """A package whose places are filled or taken away.

    Attributes:
        parts: all parts, by name.
        names: of the pictures for which there are places, each once, in the order of the parts.
        mistakes: places that cannot hold a picture.
    """

    parts: dict[str, bytes]
    names: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


def place_pictures(parts: Mapping[str, bytes], pictures: Mapping[str, Picture]) -> PlacedPictures:
    """Puts pictures into their places, as large as their frames allow and never distorted.

    A place for which no picture is given goes with its paragraph, unless the author of the template put a picture of
    his own into it: that one stays.
    """
    done = dict(parts)
    names: dict[str, None] = {}
    mistakes: list[Mistake] = []
    for part, kind in content_types(parts).items():
        data = parts.get(part, b"")
        if not kind.startswith(_WORD_TYPE) or (b"<w:picture" not in data and PREFIX.encode() not in data):
            continue
        root = parse_xml(data, part)
        before = _embedded(root)
        for place in list(_places(root, part)):
            names[place.key] = None
            if place.drawing is None:
                mistakes.append(_without_picture(place))
                unwrap(place.element, place.element.find(w("sdtContent")))
            else:
                _settle(place, place.drawing, pictures.get(place.key), done)
        done[part] = serialise(root)
        forget(part, before - _embedded(root), done)
    return PlacedPictures(done, tuple(names), tuple(mistakes))


def _embedded(root: Element) -> set[str]:
    """Gives the ids of the pictures that a part shows."""
    return {blip.get(_EMBED, "") for blip in root.iter(f"{{{_DRAWING}}}blip")}


def _places(root: Element, part: str) -> Iterator[PicturePlace]:
    seen: set[Element] = set()
    for control in root.iter(w("sdt")):
        properties = control.find(w("sdtPr"))
        if properties is None or properties.find(w("picture")) is None:
            continue
        drawing = next(control.iter(w("drawing")), None)
        key = tag_of(control).removeprefix(PREFIX) or _said(drawing)
        if not key:
            continue  # refused with the other controls without a tag
        seen.update(control.iter(w("drawing")))
        yield PicturePlace(key, part, value_of(properties, "alias") or key, near_of(control), control, drawing)
    for drawing in root.iter(w("drawing")):
        said = "" if drawing in seen else _said(drawing)
        if said:
            yield PicturePlace(said, part, said, near_of(drawing), drawing, drawing)


def _said(drawing: Element | None) -> str:
    """Gives the picture's name as a person wrote it on the drawing; "" where nobody did."""
    for about in () if drawing is None else drawing.iter(f"{{{_WORD_DRAWING}}}docPr"):
        for saying in _SAYING:
            words = (about.get(saying) or "").strip()
            if words.startswith(PREFIX):
                return words.removeprefix(PREFIX).strip()
    return ""


def _without_picture(place: PicturePlace) -> Mistake:
    return Mistake(
        place.key,
        place.part,
        place.near,
        "its picture control holds no picture that can be replaced",
        "click the control in Word and choose any PNG or JPEG picture",
    )


def _settle(place: PicturePlace, drawing: Element, picture: Picture | None, parts: dict[str, bytes]) -> None:
    if picture is None and _is_placeholder(place, drawing, parts):
        _take_away(place.element)
        return
    if picture is not None:
        _fill(place, drawing, picture, parts)
    for about in drawing.iter(f"{{{_WORD_DRAWING}}}docPr"):
        about.set("name", place.key)
        about.attrib.pop("title", "")
        about.set("descr", place.label)  # what a reader that speaks says of it
    if place.element is not drawing:
        unwrap(place.element, place.element.find(w("sdtContent")))


def _is_placeholder(place: PicturePlace, drawing: Element, parts: Mapping[str, bytes]) -> bool:
    """Whether a place shows nothing of the author's: Word says so of its own pictures, and ours say so themselves."""
    properties = place.element.find(w("sdtPr"))
    if properties is not None and properties.find(w("showingPlcHdr")) is not None:
        return True
    links = targets(place.part, parts)
    shown = [links.get(blip.get(_EMBED, ""), "") for blip in drawing.iter(f"{{{_DRAWING}}}blip")]
    return any(PLACEHOLDER_WORDS in parts.get(target, b"") for target in shown)


def _fill(place: PicturePlace, drawing: Element, picture: Picture, parts: dict[str, bytes]) -> None:
    media = f"word/media/picture-{place.key}.{picture.extension}"
    parts[media] = picture.data
    link = f"picture-{place.key}"
    point_to(place.part, link, "image", media, parts)
    _declare(picture.extension, parts)
    for blip in drawing.iter(f"{{{_DRAWING}}}blip"):
        for child in list(blip):
            blip.remove(child)  # effects of the placeholder, or the same picture in a format that some programs prefer
        blip.attrib.pop(f"{{{OFFICE}}}link", "")
        blip.set(_EMBED, link)
    for cut in list(drawing.iter(f"{{{_DRAWING}}}srcRect")):
        unwrap(cut, None)
    _fit(drawing, picture)
    for fallback in list(drawing.iterancestors(f"{{{MC}}}AlternateContent")):
        for old in fallback.findall(f"{{{MC}}}Fallback"):
            unwrap(old, None)  # it would show the placeholder


def _fit(drawing: Element, picture: Picture) -> None:
    """Gives a drawing the largest size within its own that has the picture's proportions."""
    frame = next(drawing.iter(f"{{{_WORD_DRAWING}}}extent"))
    wide, high = int(frame.get("cx", "0")), int(frame.get("cy", "0"))  # English Metric Units
    scale = min(wide / picture.width, high / picture.height)
    for size in drawing.iter(f"{{{_WORD_DRAWING}}}extent", f"{{{_DRAWING}}}ext"):
        if size.get("cx") is not None:
            size.set("cx", str(round(picture.width * scale)))
            size.set("cy", str(round(picture.height * scale)))


def _declare(extension: str, parts: dict[str, bytes]) -> None:
    """Says in the package's list what files with the extension are."""
    root = parse_xml(parts[CONTENT_TYPES], CONTENT_TYPES)
    defaults = root.findall(f"{{{_TYPES}}}Default")
    if not any(one.get("Extension", "").casefold() == extension for one in defaults):
        made = etree.Element(f"{{{_TYPES}}}Default")
        made.set("Extension", extension)
        made.set("ContentType", f"image/{extension}")
        root.insert(0, made)
        parts[CONTENT_TYPES] = serialise(root)


def _take_away(element: Element) -> None:
    """Takes a place away, and its paragraph where nothing else is shown in it and something else follows it."""
    around = next(element.iterancestors(w("p")), None)
    while element.tag == w("drawing") and (parent := element.getparent()) is not None and parent.tag != w("p"):
        element = parent  # the run with all that is around the drawing
        if element.tag == w("r"):
            break
    container = element.getparent()
    unwrap(element, None)
    if around is not None:
        container = around.getparent()
        if next(around.iter(*_SHOWN), None) is None and around.getnext() is not None:
            unwrap(around, None)
    if container is not None and container.tag in _CONTAINERS and not any(one.tag in _BLOCKS for one in container):
        etree.SubElement(container, w("p"))
