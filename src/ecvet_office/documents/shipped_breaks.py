"""Where the tables of a template may break: never after the only row beneath a heading, and never before the last."""

from __future__ import annotations

from itertools import pairwise

from docx.document import Document
from docx.text.paragraph import Paragraph
from lxml.etree import _Element as Element

from ecvet_office.documents.controls import keep_with_next
from ecvet_office.documents.wordml import value_of, w, w15

HEADING = "heading1"


def keep_rows_from_standing_alone(document: Document) -> None:
    """Keeps the first row of a table beneath a heading with the second, and the last of each table with its neighbour.

    A heading stays with the first row by its style, so two rows follow it on its page. Rows that repeat may be many:
    a break between two of them is left where it falls.
    """
    for table in document.element.body.iter(w("tbl")):
        pairs = list(pairwise(table.iter(w("tr"))))
        kept = [*pairs[-1:], *(pairs[:1] if _is_beneath_heading(table) else ())]
        for row, following in kept:
            if not (_repeats(row) or _repeats(following)):
                for line in row.iter(w("p")):
                    keep_with_next(Paragraph(line, document))


def _is_beneath_heading(table: Element) -> bool:
    before = table.getprevious()
    return before is not None and value_of(before.find(w("pPr")), "pStyle") == HEADING


def _repeats(row: Element) -> bool:
    sections = (control.find(f"{w('sdtPr')}/{w15('repeatingSection')}") for control in row.iterancestors(w("sdt")))
    return any(section is not None for section in sections)
