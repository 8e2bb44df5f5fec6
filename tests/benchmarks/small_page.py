"""A plain page of ten units with few fields, filled by this package and by three libraries, all with the same values.

It shows what a document costs when little is in it; `transcript_sides` fills a page such as schools use.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from mailmerge import MailMerge

from benchmarks.transcript_sides import by_docxtpl
from ecvet_office.documents.controls import add_field, repeat
from ecvet_office.documents.render import render
from ecvet_office.documents.template import Template, compile_template

Values = dict[str, Any]
Mark = Callable[[Paragraph, str], object]

FIELDS = ("name", "born", "home", "host", "qualification", "level", "memorandum", "period", "number", "version")
COLUMNS = ("unit", "outcomes", "points", "result", "assessed", "assessor")
UNITS = 10


def values_of(number: int) -> Values:
    """Gives what one transcript says; every one says something else."""
    units = [{column: f"{column} {row} of {number} - ä & é" for column in COLUMNS} for row in range(UNITS)]
    return {**{key: f"{key} {number} <Όνομα> & Söhne" for key in FIELDS}, "units": units}


def page(mark: Mark) -> Document:
    """Gives the page with each field marked as a library wants it: a block of fields, then a table of units."""
    document = docx.Document()
    document.add_heading("Personal transcript")
    for key in FIELDS:
        paragraph = document.add_paragraph(f"{key}: ")
        mark(paragraph, key)
    table = document.add_table(2, len(COLUMNS), style="Table Grid")
    for place, column in enumerate(COLUMNS):
        table.rows[0].cells[place].text = column
        mark(table.rows[1].cells[place].paragraphs[0], column)
    document.add_paragraph("Signed by the assessor, the learner and the home institution.")
    return document


def saved(document: Document) -> bytes:
    """Gives a document as a file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def our_template() -> Template:
    """Gives the page with content controls, compiled."""
    document = page(lambda paragraph, key: add_field(paragraph, key, key))
    repeat([document.tables[0].rows[1]], "units", "Units")
    return compile_template(saved(document), "benchmark.docx")


def docxtpl_page() -> bytes:
    """Gives the page with the tags of docxtpl."""

    def mark(paragraph: Paragraph, key: str) -> None:
        paragraph.add_run(f"{{{{ {key if key in FIELDS else 'row.' + key} }}}}")

    document = page(mark)
    table = document.tables[0]
    for words, place in (("{%tr for row in units %}", 1), ("{%tr endfor %}", 3)):
        row = copy.deepcopy(table.rows[0]._tr)
        table._tbl.insert(table._tbl.index(table.rows[0]._tr) + place, row)
        cells = [cell for one in table.rows if one._tr is row for cell in one.cells]
        for cell in cells:
            cell.text = ""
        cells[0].text = words
    return saved(document)


def mailmerge_page() -> bytes:
    """Gives the page with Word's merge fields."""
    return saved(page(_merge_field))


def plain_page() -> bytes:
    """Gives the page without marks."""
    return saved(page(lambda _paragraph, _key: None))


def _merge_field(paragraph: Paragraph, key: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" MERGEFIELD {key} ")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = key
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def by_mailmerge(template: bytes, values: Values) -> bytes:
    """Fills the page by docx-mailmerge2."""
    stream = io.BytesIO()
    with MailMerge(io.BytesIO(template)) as made:
        made.merge(**{key: values[key] for key in FIELDS})
        made.merge_rows("unit", values["units"])
        made.write(stream)
    return stream.getvalue()


def by_python_docx(template: bytes, values: Values) -> bytes:
    """Fills the page by a loop of one's own over python-docx."""
    document = docx.Document(io.BytesIO(template))
    for paragraph in document.paragraphs:
        key = paragraph.text.partition(": ")[0]
        if key in FIELDS:
            paragraph.add_run(values[key])
    table = document.tables[0]
    pattern = table.rows[1]._tr
    for unit in values["units"]:
        table._tbl.append(copy.deepcopy(pattern))
        for cell, column in zip(table.rows[-1].cells, COLUMNS, strict=True):
            cell.paragraphs[0].add_run(unit[column])
    table._tbl.remove(pattern)
    return saved(document)


def sides() -> dict[str, Callable[[Values], bytes]]:
    """Gives by name what makes a document of some values."""
    template, docxtpl, mailmerge, plain = our_template(), docxtpl_page(), mailmerge_page(), plain_page()
    return {
        "ours": lambda values: render(template, values),
        "docxtpl": lambda values: by_docxtpl(docxtpl, values),
        "docx-mailmerge2": lambda values: by_mailmerge(mailmerge, values),
        "python-docx": lambda values: by_python_docx(plain, values),
    }
