"""What builds templates on top of python-docx: content controls, page fields, and rows that stay whole.

Controls are enclosed from the inside out: first the fields, then the row of outcomes as a repeat, then the unit's row
together with it as another. python-docx does not see what stands in controls, so take hold of rows and paragraphs
before they are enclosed: afterwards `table.rows` and `document.paragraphs` no longer list them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.story import StoryPart
from docx.shared import Length, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree
from lxml.etree import _Element as Element

from ecvet_office.documents.tagged_controls import is_tag
from ecvet_office.documents.wordml import LONGEST_TAG, MC, W14, W15, w, w15
from ecvet_office.model.errors import TemplateError

Enclosable: TypeAlias = Paragraph | Table | _Row | Run

PLACEHOLDER_STYLE = "Placeholder Text"  # Word knows this style by its name, and colours what is not yet filled by it
_PLACEHOLDER_GREY = RGBColor(0x59, 0x59, 0x59)  # contrast 7:1 on white; Word's own grey reaches 4:1


def add_field(
    paragraph: Paragraph,
    tag: str,
    label: str,
    *,
    placeholder: str = "",
    style: str | None = None,
    bold: bool = False,
    italic: bool = False,
    size: Length | None = None,
) -> None:
    """Adds a rich text control at the end of a paragraph.

    Args:
        paragraph: in the body, a cell, a header or a footer.
        tag: the field's name, such as `learner.name`, or `open:host.assessor` where the partner fills it.
        label: what a person calls the field; Word shows it above the control.
        placeholder: what the control shows while it is empty; the label where none is given.
        style: the name of the value's character style; None for none.
        bold: whether the value is bold beyond its styles.
        italic: whether the value is italic beyond its styles.
        size: the value's size in English Metric Units; None for that of its styles.

    Raises:
        TemplateError: the tag is none, or the tag or label is longer than Word takes.
    """
    part = paragraph.part
    properties = _properties(part, tag, label)
    run = paragraph.add_run(placeholder or label, style)
    run.bold, run.italic, run.font.size = bold or None, italic or None, size
    look = _xml(run).find(w("rPr"))
    if look is not None and len(look):
        properties.insert(0, copy.deepcopy(look))
    _define_placeholder_style(part)
    run.style = PLACEHOLDER_STYLE
    etree.SubElement(properties, w("showingPlcHdr"))
    _enclose([_xml(run)], properties)


def add_link(paragraph: Paragraph, tag: str, words: str) -> None:
    """Adds a link at the end of a paragraph, whose target will be the text of a field.

    Args:
        paragraph: in the body, a cell, a header or a footer.
        tag: the field's name, such as `host.website`.
        words: what the link shows.
    """
    relation = paragraph.part.relate_to(f"field:{tag}", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = etree.SubElement(_xml(paragraph), w("hyperlink"))
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(words)
    run.underline = True
    link.append(_xml(run))


def repeat(things: Sequence[Enclosable], tag: str, label: str) -> None:
    """Makes table rows, or paragraphs and tables, the pattern of a repeating section.

    Args:
        things: neighbours, all rows of one table or all blocks of one text; those with controls around them count
            with their controls.
        tag: the key of the record's tuple, such as `units`.
        label: what a person calls the section.

    Raises:
        TemplateError: the things are no neighbours, or the tag or label is none that Word takes.
    """
    elements = _neighbours(things, tag)
    part = things[0].part
    _declare_word_2013(part)
    item = _properties(part)
    etree.SubElement(item, w15("repeatingSectionItem"))
    inner = _enclose(elements, item)
    section = _properties(part, tag, label)
    etree.SubElement(section, w15("repeatingSection"))
    _enclose([inner], section)


def show_if(things: Sequence[Enclosable], name: str, label: str = "") -> None:
    """Encloses neighbours in a control that stands only in documents for which `name` holds.

    Args:
        things: rows of one table, blocks of one text, or runs of one paragraph.
        name: the key of a truth, of a text (which must not be blank) or of a repeat (which must have an item).
        label: what a person calls the condition; made from the name where none is given.

    Raises:
        TemplateError: the things are no neighbours, or the name or label is none that Word takes.
    """
    _enclose(_neighbours(things, name), _properties(things[0].part, f"if:{name}", label or f"Only if {name}"))


def show_unless(things: Sequence[Enclosable], name: str, label: str = "") -> None:
    """Encloses neighbours in a control that stands only in documents for which `name` does not hold; see `show_if`."""
    _enclose(_neighbours(things, name), _properties(things[0].part, f"unless:{name}", label or f"Unless {name}"))


def add_page_number(paragraph: Paragraph) -> None:
    """Adds the number of the page at the end of a paragraph."""
    _add_code(paragraph, "PAGE")


def add_page_count(paragraph: Paragraph) -> None:
    """Adds the number of pages of the whole document at the end of a paragraph."""
    _add_code(paragraph, "NUMPAGES")


def repeat_header_row(row: _Row) -> None:
    """Lets a row stand again at the top of each page its table reaches; it must be among the table's first rows."""
    _set_row_property(row, "tblHeader")


def keep_row_whole(row: _Row) -> None:
    """Keeps a row on one page."""
    _set_row_property(row, "cantSplit")


def keep_with_next(thing: Paragraph | Table) -> None:
    """Keeps a paragraph on the page of the next one; in a table, keeps its row with the next row."""
    lines = [thing] if isinstance(thing, Paragraph) else [line for cell in thing._cells for line in cell.paragraphs]  # noqa: SLF001
    for line in lines:
        line.paragraph_format.keep_with_next = True


def _xml(thing: Enclosable) -> Element:
    return thing._element  # noqa: SLF001 - python-docx offers no other road from an object to its XML


def _set_row_property(row: _Row, name: str) -> None:
    properties = _xml(row).find(w("trPr"))
    if properties is None:
        properties = etree.Element(w("trPr"))
        exceptions = _xml(row).find(w("tblPrEx"))  # the one thing that comes before it
        _xml(row).insert(0 if exceptions is None else 1, properties)
    if properties.find(w(name)) is None:
        etree.SubElement(properties, w(name))


def _add_code(paragraph: Paragraph, code: str) -> None:
    """Adds a field code with "1" as its result, which Word replaces when it lays out the page."""
    for step in ("begin", code, "separate", "1", "end"):
        run = paragraph.add_run("1" if step == "1" else "")
        if step == code:
            instruction = etree.SubElement(_xml(run), w("instrText"))
            instruction.text = code
        elif step != "1":
            etree.SubElement(_xml(run), w("fldChar")).set(w("fldCharType"), step)


def _properties(part: XmlPart, tag: str | None = None, label: str = "") -> Element:
    """Gives the properties of a new control: title, tag and a number that no control of the package has."""
    for word in (tag or "", label):
        if len(word) > LONGEST_TAG:
            raise TemplateError(f'"{word}" is too long for a control: Word takes {LONGEST_TAG} characters')
    if tag is not None and not is_tag(tag):
        raise TemplateError(f'"{tag}" is no name of a field: write letters, digits and _, with dots between words')
    properties = etree.Element(w("sdtPr"))
    if label:
        etree.SubElement(properties, w("alias")).set(w("val"), label)
    if tag is not None:
        etree.SubElement(properties, w("tag")).set(w("val"), tag)
    etree.SubElement(properties, w("id")).set(w("val"), str(_next_number(part)))
    return properties


def _next_number(part: XmlPart) -> int:
    stories = [each.element for each in _package(part).iter_parts() if isinstance(each, StoryPart)]
    numbers = [
        int(number.get(w("val"), "0"))
        for story in stories
        for properties in story.iter(w("sdtPr"))
        for number in properties.iterchildren(w("id"))
    ]
    return 1 + max(numbers, default=0)


def _package(part: XmlPart) -> Package:
    package = part.package
    if not isinstance(package, Package):
        raise TemplateError("the paragraph belongs to no Word file")
    return package


def _define_placeholder_style(part: XmlPart) -> None:
    styles = _package(part).main_document_part.styles
    if PLACEHOLDER_STYLE not in styles:
        style = styles.add_style(PLACEHOLDER_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
        style.font.color.rgb = _PLACEHOLDER_GREY
        style.hidden, style.priority = True, 99  # as Word defines it


def _declare_word_2013(part: XmlPart) -> None:
    """Declares the vocabulary of repeating sections at the top of a part, as one that older programs may ignore."""
    root = part.element
    added = {"mc": MC, "w14": W14, "w15": W15}
    etree.cleanup_namespaces(root, top_nsmap=added, keep_ns_prefixes=[*(name for name in root.nsmap if name), *added])
    ignorable = root.get(f"{{{MC}}}Ignorable", "").split()
    root.set(f"{{{MC}}}Ignorable", " ".join(dict.fromkeys([*ignorable, "w14", "w15"])))


def _neighbours(things: Iterable[Enclosable], tag: str) -> list[Element]:
    """Gives the elements of things in their order, each set that fills a control replaced by that control.

    Empty paragraphs between them, which only keep two tables apart, come along.
    """
    chosen = {_xml(thing) for thing in things}
    if not chosen:
        raise TemplateError(f"{tag} encloses nothing")
    while True:
        parents = {element.getparent() for element in chosen}
        full = [parent for parent in parents if parent is not None and parent.tag == w("sdtContent")]
        full = [parent for parent in full if chosen.issuperset(parent)]
        if not full:
            break
        for content in full:
            chosen.difference_update(content)
            control = content.getparent()
            if control is not None:
                chosen.add(control)
    parent = next(iter(parents), None)
    if len(parents) != 1 or parent is None:
        raise TemplateError(f"what {tag} encloses does not stand side by side: rows of one table or blocks of one text")
    places = sorted(parent.index(element) for element in chosen)
    elements = list(parent)[places[0] : places[-1] + 1]
    if any(element not in chosen and not _is_empty_line(element) for element in elements):
        raise TemplateError(f"what {tag} encloses has something else in between")
    return elements


def _is_empty_line(element: Element) -> bool:
    return element.tag == w("p") and all(child.tag == w("pPr") for child in element)


def _enclose(elements: Sequence[Element], properties: Element) -> Element:
    control = etree.Element(w("sdt"))
    elements[0].addprevious(control)
    control.append(properties)
    etree.SubElement(control, w("sdtContent")).extend(elements)
    return control
