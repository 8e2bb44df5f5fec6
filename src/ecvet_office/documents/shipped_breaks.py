"""Where the tables of a template may break: between which rows, and inside which."""

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


def let_rows_beneath_heads_split(document: Document) -> None:
    """Lets a page break inside the rows of each table whose head stands again on the next page.

    LibreOffice loses text where such a row must stay whole: rows that follow the first one at the foot of a page, and
    the end of a row that is as high as a page without the head. Rows of a height of their own, in which somebody signs
    or writes by hand, stay whole.
    """
    for table in document.element.body.iter(w("tbl")):
        rows = [row.find(w("trPr")) for row in table.iter(w("tr"))]
        if any(_has(row, "tblHeader") for row in rows):
            for row in rows:
                if not (_has(row, "tblHeader") or _has(row, "trHeight")):
                    _let_split(row)


def _has(row: Element | None, name: str) -> bool:
    return row is not None and row.find(w(name)) is not None


def _let_split(row: Element | None) -> None:
    whole = None if row is None else row.find(w("cantSplit"))
    if row is not None and whole is not None:
        row.remove(whole)


def _is_beneath_heading(table: Element) -> bool:
    before = table.getprevious()
    return before is not None and value_of(before.find(w("pPr")), "pStyle") == HEADING


def _repeats(row: Element) -> bool:
    sections = (control.find(f"{w('sdtPr')}/{w15('repeatingSection')}") for control in row.iterancestors(w("sdt")))
    return any(section is not None for section in sections)
