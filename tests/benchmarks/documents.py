"""Transcripts of ten units made by this package and by three libraries, the same values into the same page.

`python tests/benchmarks/documents.py [DOCUMENTS]` makes 1,000 documents (fewer by the slower libraries) and prints CPU
time per document and the ratio to ours. It needs the extra `benchmarks`; nothing in it is a test.
"""

from __future__ import annotations

import copy
import io
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import compressobj, crc32

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from mailmerge import MailMerge

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
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def merge_field(paragraph: Paragraph, key: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" MERGEFIELD {key} ")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = key
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def our_template() -> Template:
    document = page(lambda paragraph, key: add_field(paragraph, key, key))
    repeat([document.tables[0].rows[1]], "units", "Units")
    return compile_template(saved(document), "benchmark.docx")


def docxtpl_template() -> bytes:
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


def by_docxtpl(template: bytes, values: Values) -> bytes:
    made = DocxTemplate(io.BytesIO(template))
    made.render(values, autoescape=True)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def by_mailmerge(template: bytes, values: Values) -> bytes:
    stream = io.BytesIO()
    with MailMerge(io.BytesIO(template)) as made:
        made.merge(**{key: values[key] for key in FIELDS})
        made.merge_rows("unit", values["units"])
        made.write(stream)
    return stream.getvalue()


def by_python_docx(template: bytes, values: Values) -> bytes:
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


def seconds_each(make: Callable[[Values], bytes], documents: Sequence[Values], folder: Path) -> float:
    """Gives the CPU time of making and writing one document, in seconds."""
    if not shows_all(make(documents[0]), documents[0]):
        raise SystemExit("a value is missing: the comparison would be of different work")
    begun = time.process_time()
    for number, values in enumerate(documents):
        (folder / f"{number}.docx").write_bytes(make(values))
    return (time.process_time() - begun) / len(documents)


def limit(template: Template, documents: Sequence[Values], folder: Path) -> float:
    """Gives the CPU time of what cannot be saved: check sum, quickest deflate of zlib and writing, in seconds each."""
    texts = [read_parts(render(template, values), "made")["word/document.xml"] for values in documents]
    static = template.sealed.entries + template.sealed.directory
    begun = time.process_time()
    for number, text in enumerate(texts):
        crc32(text)
        squeezer = compressobj(1)
        (folder / f"{number}.docx").write_bytes(static + squeezer.compress(text) + squeezer.flush())
    return (time.process_time() - begun) / len(documents)


def main(count: int) -> None:
    documents = [values_of(number) for number in range(count)]
    few = documents[: max(count // SLOWER, 5)]
    ours, tpl = our_template(), docxtpl_template()
    merged, plain = saved(page(merge_field)), saved(page(lambda _paragraph, _key: None))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times: Mapping[str, float] = {
            "limit (crc, zlib 1, write)": limit(ours, documents[:200], folder),
            "ecvet-office": seconds_each(lambda values: render(ours, values), documents, folder),
            "docx-mailmerge2": seconds_each(lambda values: by_mailmerge(merged, values), few, folder),
            "python-docx": seconds_each(lambda values: by_python_docx(plain, values), few, folder),
            "docxtpl": seconds_each(lambda values: by_docxtpl(tpl, values), few, folder),
        }
    for label, each in times.items():
        sys.stdout.write(f"{label:28} {each * 1e3:9.3f} ms  {each / times['ecvet-office']:8.2f} x\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
