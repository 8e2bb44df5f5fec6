"""A new template before its sections: A4, styles, head and foot, properties that no clock has touched."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm, Length, Pt
from docx.text.paragraph import Paragraph

from ecvet_office.documents.controls import add_field, add_page_count, add_page_number, show_if
from ecvet_office.documents.docx_package import pack, read_parts, seal
from ecvet_office.documents.hidden_tags import with_hidden_tags
from ecvet_office.documents.picture_controls import add_picture_place
from ecvet_office.documents.shipped_breaks import keep_rows_from_standing_alone, let_rows_beneath_heads_split
from ecvet_office.documents.shipped_styles import DRAFT_MARK, QUIET_TEXT, set_styles
from ecvet_office.documents.wording import Wording

PAGE_WIDTH, PAGE_HEIGHT = Cm(21), Cm(29.7)
MARGIN = Cm(2)  # at the left and at the right
EDGE, FOOT = Cm(1.5), Cm(0.7)  # above and below; and from the paper's edge to the head and to the foot
PICTURE_WIDTH, PICTURE_HEIGHT = Cm(5.5), Cm(1.2)
MADE_ON = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # a date that no clock has to give, so that equal input is equal bytes
_POINT = " · "
_SECTION = re.compile(r"^[0-9A-Z](, [A-Z])?  ")  # a second language need not say the number of a section once more
_LEFT_BEHIND = ("thumbnail", "customXml", "stylesWithEffects")  # parts of python-docx's own document that ours need not


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a template, in one language or in two side by side.

    Attributes:
        first: printed in full black.
        second: printed after it, in grey; None for a template in one language.
    """

    first: Wording
    second: Wording | None = None

    @property
    def code(self) -> str:
        """The language codes, for the name of the file: `en`, or `fi-en`."""
        return self.first.language if self.second is None else f"{self.first.language}-{self.second.language}"

    def text(self, key: str) -> str:
        """Gives the first language's text."""
        return self.first.text(key)

    def beside(self, key: str) -> str:
        """Gives the second language's text; empty without one, and where both languages say the same."""
        other = self.second.text(key) if self.second else ""
        return "" if other == self.text(key) else other


def write(
    paragraph: Paragraph,
    labels: Labels,
    *keys: str,
    style: str = QUIET_TEXT,
    size: Length | None = None,
    letters: int = 0,
) -> Paragraph:
    """Adds a label at the end of a paragraph, the second language in grey: on a line of its own, or after a point.

    Args:
        paragraph: where the label goes.
        labels: the words of the template.
        keys: of the label; several stand beside each other with a point between.
        style: the character style of the second language.
        size: of the second language; None for that of the style.
        letters: that a line holds; the two languages share a line that holds both. Each has its own where it is 0.
    """
    first = _POINT.join(map(labels.text, keys))
    paragraph.add_run(first)
    others = [labels.beside(key) for key in keys]
    if any(others) and labels.second is not None:
        second = _POINT.join(map(labels.second.text, keys))
        if share_line(first, second, letters):
            paragraph.add_run(_POINT, style)
            second = _SECTION.sub("", second)
        else:
            paragraph.add_run("", style).add_break()
        paragraph.add_run(second, style).font.size = size
    return paragraph


def share_line(first: str, second: str, letters: int) -> bool:
    """Whether a line of so many letters holds a label in both languages, the second without its section's number.

    >>> share_line("3  Corrections", "3  Rectifications", 31), share_line("Corrections", "Rectifications", 27)
    (True, False)
    """
    return len(first) + len(_POINT) + len(_SECTION.sub("", second)) <= letters


def new_template(labels: Labels, name: str, *, names_learner: bool) -> Document:
    """Gives an empty template with its page, styles, properties, mark of a draft and foot.

    Args:
        labels: the words of the template.
        name: the key of the document's name, such as `agreement.document`.
        names_learner: whether the foot of every page names the learner.
    """
    document = docx.Document()
    for paragraph in document.paragraphs:
        document.element.body.remove(paragraph._element)  # noqa: SLF001 # python-docx deletes nothing itself
    set_styles(document, labels.first.tag, labels.second.tag if labels.second else "")
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = EDGE
    section.header_distance = section.footer_distance = FOOT
    _set_properties(document, labels, name)
    _place_pictures(section.header.paragraphs[0].insert_paragraph_before(), labels)
    _mark_drafts(section.header.paragraphs[-1], labels)
    _write_foot(section.footer.paragraphs[0], labels, name, names_learner=names_learner)
    return document


def _set_properties(document: Document, labels: Labels, name: str) -> None:
    properties = document.core_properties
    properties.title = labels.text(name)
    properties.author = properties.last_modified_by = "ECVET Office"
    properties.comments = properties.keywords = ""
    properties.language = labels.first.tag
    properties.created = properties.modified = MADE_ON.replace(tzinfo=None)  # python-docx writes UTC without saying so
    properties.revision = 1


def _place_pictures(paragraph: Paragraph, labels: Labels) -> None:
    """Makes room above every page for the school's logo and the programme's emblem; without either, there is none."""
    paragraph.style = "header"
    paragraph.paragraph_format.space_after = Pt(8)
    paragraph.paragraph_format.tab_stops.add_tab_stop(PAGE_WIDTH - 2 * MARGIN, WD_TAB_ALIGNMENT.RIGHT)
    for key in ("logo", "emblem"):
        paragraph.add_run("\t" if key == "emblem" else "")
        add_picture_place(paragraph, key, labels.text(f"word.{key}"), width=PICTURE_WIDTH, height=PICTURE_HEIGHT)


def _mark_drafts(paragraph: Paragraph, labels: Labels) -> None:
    paragraph.style = DRAFT_MARK
    write(paragraph, labels, "word.draft")
    show_if([paragraph], "draft", "Only on drafts")


def _write_foot(paragraph: Paragraph, labels: Labels, name: str, *, names_learner: bool) -> None:
    """Writes number, version, learner and page x of y; in one language, so that the foot stays one line."""
    paragraph.style = "footer"
    paragraph.add_run(f"{labels.text(name)} ")
    add_field(paragraph, "document.number", "Number of the document")
    paragraph.add_run(f" · {labels.text('word.version')} ")
    add_field(paragraph, "document.version", "Version")
    if names_learner:
        paragraph.add_run(" · ")
        add_field(paragraph, "learner.id", "Learner ID")
        paragraph.add_run(" ")
        add_field(paragraph, "learner.name", "Learner")
    paragraph.add_run(f"\t{labels.text('word.page')} ")
    add_page_number(paragraph)
    paragraph.add_run(f" {labels.text('word.of')} ")
    add_page_count(paragraph)


def template_bytes(document: Document) -> bytes:
    """Gives a template as a `.docx` file: equal documents as equal bytes, without the parts that nothing needs.

    python-docx stamps its zip entries with the time; here the package is put together again without.
    """
    keep_rows_from_standing_alone(document)
    let_rows_beneath_heads_split(document)
    _drop_relationships(document)
    stream = io.BytesIO()
    document.save(stream)
    return pack(seal(with_hidden_tags(read_parts(stream.getvalue(), "the template"))), ())


def _drop_relationships(document: Document) -> None:
    """Cuts off the parts left behind; python-docx saves what it can reach."""
    package = document.part.package
    for rels in (package.rels, document.part.rels):
        unwanted = [key for key, rel in rels.items() if re.search("|".join(_LEFT_BEHIND), rel.reltype)]
        unwanted += [key for key, rel in rels.items() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING]
        for key in unwanted:
            del rels[key]
