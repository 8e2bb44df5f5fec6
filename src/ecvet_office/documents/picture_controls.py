"""Puts places for pictures into templates that are built on top of python-docx."""

from __future__ import annotations

import io

from docx.shared import Length
from docx.text.paragraph import Paragraph
from lxml import etree

from ecvet_office.documents.picture_places import PREFIX
from ecvet_office.documents.pictures import placeholder_picture
from ecvet_office.documents.tagged_controls import is_tag
from ecvet_office.documents.wordml import w
from ecvet_office.model.errors import TemplateError


def add_picture_place(paragraph: Paragraph, key: str, label: str, *, width: Length, height: Length) -> None:
    """Adds a picture control at the end of a paragraph: a frame that the picture will fill without being distorted.

    Args:
        paragraph: in the body, a cell, a header or a footer.
        key: the picture's name, such as `logo`.
        label: what a person calls the picture; readers that speak say it.
        width: of the frame.
        height: of the frame.

    Raises:
        TemplateError: the key is no name.
    """
    if not is_tag(key) or ":" in key:
        raise TemplateError(f'"{key}" is no name of a picture: write letters, digits and _, with dots between words')
    run = paragraph.add_run()
    drawing = run.add_picture(io.BytesIO(placeholder_picture()), width, height)
    inline = drawing._inline  # noqa: SLF001 # python-docx offers no other road to a picture's name
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # LibreOffice leaves room around a picture of which nobody says so
    about = inline.docPr
    about.set("name", PREFIX + key)  # programs that lose the control keep the name
    about.set("descr", label)
    control = etree.Element(w("sdt"))
    properties = etree.SubElement(control, w("sdtPr"))
    etree.SubElement(properties, w("alias")).set(w("val"), label)
    etree.SubElement(properties, w("tag")).set(w("val"), key)
    etree.SubElement(properties, w("showingPlcHdr"))
    etree.SubElement(properties, w("picture"))
    element = run._element  # noqa: SLF001 # as above
    element.addprevious(control)
    etree.SubElement(control, w("sdtContent")).append(element)
