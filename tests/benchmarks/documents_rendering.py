"""One page, a transcript of ten units, filled by this package and by three libraries, all with the same values.

`python documents_rendering.py DOCUMENTS ROUNDS [--without-isal]` prints a line of JSON: for each side the CPU
milliseconds of making and writing a document, as medians of rounds in which the sides take turns. A document that
lacks a value ends it.
"""

from __future__ import annotations

import copy
import io
import json
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from mailmerge import MailMerge

from ecvet_office.documents import docx_package
from ecvet_office.documents.controls import add_field, repeat
from ecvet_office.documents.docx_package import read_parts
from ecvet_office.documents.render import render
from ecvet_office.documents.template import Template, compile_template

Values = dict[str, Any]
Mark = Callable[[Paragraph, str], object]

FIELDS = ("name", "born", "home", "host", "qualification", "level", "memorandum", "period", "number", "version")
COLUMNS = ("unit", "outcomes", "points", "result", "assessed", "assessor")
UNITS = 10
SLOWER = 20  # the libraries make one document where we make so many


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


def by_docxtpl(template: bytes, values: Values) -> bytes:
    """Fills the page; without `autoescape` docxtpl loses what stands behind an ampersand."""
    made = DocxTemplate(io.BytesIO(template))
    made.render(values, autoescape=True)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


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


def shows_all(data: bytes, values: Values) -> bool:
    """Whether every value stands in the document, in its order."""
    document = docx.Document(io.BytesIO(data))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows[1:]]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    wanted = [list(unit.values()) for unit in values["units"]]
    return rows == wanted and all(values[key] in text for key in FIELDS)


def sides() -> dict[str, Callable[[Values], bytes]]:
    """Gives by name what makes a document of some values."""
    template, docxtpl, mailmerge, plain = our_template(), docxtpl_page(), mailmerge_page(), plain_page()
    return {
        "ours": lambda values: render(template, values),
        "docxtpl": lambda values: by_docxtpl(docxtpl, values),
        "docx-mailmerge2": lambda values: by_mailmerge(mailmerge, values),
        "python-docx": lambda values: by_python_docx(plain, values),
    }


def measured(count: int, rounds: int, folder: Path) -> dict[str, float]:
    """Gives the milliseconds of each side, and of `limit`: our bytes only checked, squeezed and written."""
    documents = [values_of(number) for number in range(count)]
    few = documents[: max(count // SLOWER, 5)]
    for name, make in sides().items():
        if not shows_all(make(documents[0]), documents[0]):
            raise SystemExit(f"a document by {name} lacks a value: the comparison would be of different work")
    template, codec = our_template(), docx_package._QUICK
    static = template.sealed.entries + template.sealed.directory
    bodies = [read_parts(render(template, values), "made")["word/document.xml"] for values in documents]
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, make in sides().items():
            taken = milliseconds(make, documents if name == "ours" else few, folder)
            times.setdefault(name, []).append(taken)
        taken = milliseconds(lambda body: static + squeezed(body, codec), bodies, folder)
        times.setdefault("limit", []).append(taken)
    return {name: median(each) for name, each in times.items()}


def milliseconds(make: Callable[[Any], bytes], works: Sequence[Any], folder: Path) -> float:
    """Gives the CPU time of making and writing one document."""
    for path in folder.iterdir():
        path.unlink()
    began = time.process_time()
    for number, one in enumerate(works):
        (folder / f"{number}.docx").write_bytes(make(one))
    return (time.process_time() - began) / len(works) * 1000


def squeezed(body: bytes, codec: ModuleType) -> bytes:
    """Does what must be done to put a part into a package, by the library that the package uses."""
    codec.crc32(body)
    data: bytes = codec.compress(body, 1, -15)
    return data


if __name__ == "__main__":
    if "--without-isal" in sys.argv:
        docx_package._QUICK = zlib
    with TemporaryDirectory() as name:
        print(json.dumps(measured(int(sys.argv[1]), int(sys.argv[2]), Path(name))))  # noqa: T201 # the table reads it
