"""A transcript of ten units on A4 as Word saves it: what the benchmark of documents fills.

The page is built once for each library, with the marks of that library where values stand, so that all of them fill
the same text in the same tables. It has a header with a picture, a block about the learner, a table of units with
totals, a table of outcomes, a paragraph that only some learners get, signatures, and a footer with a number.
"""

from __future__ import annotations

import copy
import io
import random
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from ecvet_office.documents.controls import add_page_count, add_page_number
from ecvet_office.documents.wordml import MC, W14

Values = dict[str, Any]

UNITS, OUTCOMES = 10, 14
LEARNER = {
    "learner_name": "Learner",
    "born": "Date of birth",
    "learner_id": "Learner no.",
    "nationality": "Nationality",
    "home": "Home institution",
    "host": "Host institution",
    "qualification": "Qualification",
    "eqf_level": "EQF level",
    "stay": "Stay",
    "mentor": "Mentor",
}
UNIT = {
    "unit_code": ("Unit", Cm(1.6)),
    "unit_title": ("Title of the unit", Cm(6.6)),
    "unit_eqf": ("EQF", Cm(1.2)),
    "unit_points": ("Points", Cm(1.6)),
    "unit_hours": ("Hours", Cm(1.5)),
    "unit_grade": ("Grade", Cm(2.0)),
    "unit_date": ("Assessed", Cm(2.5)),
}
OUTCOME = {
    "outcome_unit": ("Unit", Cm(1.6)),
    "outcome_text": ("Learning outcome", Cm(9.1)),
    "outcome_method": ("Assessed by", Cm(3.6)),
    "outcome_result": ("Result", Cm(2.7)),
}
SIGNERS = {"learner_name": "Learner", "signs_home": "Home institution", "signs_host": "Host institution"}
RECOGNISED = "The home institution validated and recognised the learning outcomes listed above. Decision no. "
ROWS = {"units": tuple(UNIT), "outcomes": tuple(OUTCOME)}

_LOGO = (300, 90)  # pixels
_HEADINGS = ("Title", "Subtitle", "Heading1")
_KEPT_TABLE_STYLES = {"Normal Table", "Table Grid"}  # Word saves those of its gallery that are used, and no other
_NO_PARTS_OF_WORD = ("thumbnail", "stylesWithEffects", "customXml")
_RSIDS = {qn("w:p"): ("rsidR", "rsidRDefault", "rsidP"), qn("w:r"): ("rsidRPr",), qn("w:tr"): ("rsidR", "rsidRPr")}
_HOLD_A_NUMBER = {qn("w:p"), qn("w:tr")}


@dataclass(frozen=True, slots=True)
class Marks:
    """How a library wants a page marked.

    Attributes:
        value: adds the mark of a value at the end of a paragraph.
        repeated: marks a row that stands once for each item of a list.
        only_if: marks a paragraph that stands only where a value is true.
    """

    value: Callable[[Paragraph, str], object]
    repeated: Callable[[_Row, str], object]
    only_if: Callable[[Paragraph, str], object]


def page(marks: Marks) -> bytes:
    """Gives the page as a file, with the marks of a library."""
    document = _bare_document()
    _header_and_footer(document, marks)
    document.add_paragraph("Personal transcript", style="Title")
    document.add_paragraph("European credit system for vocational education and training", style="Subtitle")
    _learner(document, marks)
    document.add_heading("Units of learning outcomes")
    units = _list(document, marks, "units", UNIT)
    _totals(units, marks)
    document.add_heading("Assessed learning outcomes")
    _list(document, marks, "outcomes", OUTCOME)
    decision = document.add_paragraph(RECOGNISED)
    marks.value(decision, "decision")
    marks.only_if(decision, "recognised")
    for words, key in (("Remarks: ", "remarks"), ("Issued at ", "place")):
        line = document.add_paragraph(words)
        marks.value(line, key)
    line.add_run(", ")
    marks.value(line, "issued")
    _signatures(document, marks)
    document.add_paragraph()  # Word keeps one behind the last table
    for root in (document.element, document.sections[0].header._element, document.sections[0].footer._element):
        _write_as_word_does(root)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _bare_document() -> Document:
    """Gives an empty A4 page with the styles that Word would save for it."""
    document = docx.Document()
    for style in [style for style in document.styles if style.type == WD_STYLE_TYPE.TABLE]:
        if style.name not in _KEPT_TABLE_STYLES:
            style.delete()
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in relations.items() if any(word in one.reltype for word in _NO_PARTS_OF_WORD)]:
            del relations[key]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(3.2), Cm(2)
    normal = document.styles["Normal"].paragraph_format
    normal.space_before, normal.space_after, normal.line_spacing = Pt(2), Pt(2), 1.0
    return document


def _header_and_footer(document: Document, marks: Marks) -> None:
    section = document.sections[0]
    header = section.header.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(_logo()), width=Cm(4))
    header.add_run("\t\tInstitute of vocational education, Berlin")
    footer = section.footer.paragraphs[0]
    footer.add_run("Transcript no. ")
    marks.value(footer, "number")
    footer.add_run("\tPage ")
    add_page_number(footer)
    footer.add_run(" of ")
    add_page_count(footer)


def _learner(document: Document, marks: Marks) -> None:
    widths = (Cm(3.2), Cm(5.3)) * 2
    table = _table(document, len(LEARNER) // 2, widths)
    cells = [cell for row in table.rows for cell in row.cells]
    for place, (key, words) in enumerate(LEARNER.items()):
        _label(cells[2 * place], words)
        marks.value(cells[2 * place + 1].paragraphs[0], key)


def _list(document: Document, marks: Marks, name: str, columns: Mapping[str, tuple[str, Length]]) -> Table:
    """Adds a table with a row of headers and a row that repeats."""
    table = _table(document, 2, [width for _, width in columns.values()])
    header, row = table.rows
    for place, (key, (words, _)) in enumerate(columns.items()):
        _label(header.cells[place], words)
        marks.value(row.cells[place].paragraphs[0], key)
    marks.repeated(row, name)
    return table


def _totals(table: Table, marks: Marks) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    _label(cells[0].merge(cells[2]), "Total")
    marks.value(cells[3].paragraphs[0], "total_points")
    marks.value(cells[4].paragraphs[0], "total_hours")
    cells[5].merge(cells[6])


def _signatures(document: Document, marks: Marks) -> None:
    labels, names = _table(document, 2, [Cm(5.66)] * len(SIGNERS)).rows
    for place, (key, words) in enumerate(SIGNERS.items()):
        _label(labels.cells[place], words)
        labels.cells[place].paragraphs[0].paragraph_format.space_after = Pt(24)
        marks.value(names.cells[place].paragraphs[0], key)


def _table(document: Document, rows: int, widths: Sequence[Length]) -> Table:
    table: Table = document.add_table(rows, len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    return table


def _label(cell: _Cell, words: str) -> None:
    cell.paragraphs[0].add_run(words).bold = True
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F2F2F2")):
        shade.set(qn(f"w:{name}"), value)
    properties: Any = cell._tc.get_or_add_tcPr()
    properties.find(qn("w:vAlign")).addprevious(shade)


def _write_as_word_does(root: Any) -> None:
    """Gives every run its own font, size and language, and every paragraph and row the numbers of Word's editing."""
    numbers = count(0x1A2B3C00)
    for paragraph in list(root.iter(qn("w:p"))):
        _dress_all(paragraph)
    for row in root.iter(qn("w:tr")):
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for element in root.iter(*_RSIDS):
        for name in _RSIDS[element.tag]:
            element.set(qn(f"w:{name}"), "00A77B3E")
        if element.tag in _HOLD_A_NUMBER:
            element.set(f"{{{W14}}}paraId", f"{next(numbers):08X}")
            element.set(f"{{{W14}}}textId", "77777777")
    for control in root.iter(qn("w:sdtPr")):
        _show_values_as_prompt(control)
    # Word declares every vocabulary that may be ignored, used or not.
    kept = [name for name in root.nsmap if name]
    etree.cleanup_namespaces(root, top_nsmap={"mc": MC, "w14": W14}, keep_ns_prefixes=kept)
    known = root.get(f"{{{MC}}}Ignorable", "").split()
    root.set(f"{{{MC}}}Ignorable", " ".join(dict.fromkeys([*known, "w14"])))


def _dress_all(paragraph: Any) -> None:
    """Gives the runs of a paragraph a look of their own, and its end mark too, as Word does."""
    has_size = paragraph.style not in _HEADINGS
    for run in paragraph.iter(qn("w:r")):
        if run.find(qn("w:drawing")) is None:
            _dress(run, has_size=has_size)
    mark: Any = OxmlElement("w:r")
    _dress(mark, has_size=has_size)
    paragraph.get_or_add_pPr().append(mark.rPr)


def _dress(run: Any, *, has_size: bool) -> None:
    font = Run(run, None).font  # type: ignore[arg-type] # the font needs no parent
    font.name = "Calibri"
    font.size = Pt(9) if has_size else None
    look = run.get_or_add_rPr()
    look.find(qn("w:rFonts")).set(qn("w:cs"), "Calibri")
    for name in ("w:b", "w:sz"):  # each has a twin for scripts such as Arabic
        for plain in look.findall(qn(name)):
            twin = OxmlElement(f"{name}Cs")
            twin.attrib.update(plain.attrib)
            plain.addnext(twin)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    look.append(language)


def _show_values_as_prompt(control: Any) -> None:
    """Gives what will stand in a control the look of its prompt, but for the prompt's style."""
    for old in control.findall(qn("w:rPr")):
        control.remove(old)
    if control.find(qn("w:showingPlcHdr")) is None:
        return
    look = copy.deepcopy(next(control.getparent().iter(qn("w:r"))).find(qn("w:rPr")))
    for style in look.findall(qn("w:rStyle")):
        look.remove(style)
    control.insert(0, look)


def _logo() -> bytes:
    """Gives a PNG file of some twenty kilobytes, as a scanned logo has."""
    width, height = _LOGO
    grain = random.Random(7)  # noqa: S311 # a picture, no secret
    lines = (b"\0" + bytes(60 + x // 8 + y // 4 + grain.randrange(2) for x in range(3 * width)) for y in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    dots = zlib.compress(b"".join(lines), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")
