"""The transcript of `transcript_page`, filled by this package and by three libraries."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from mailmerge import MailMerge

from benchmarks.transcript_page import LEARNER, OUTCOMES, RECOGNISED, ROWS, UNITS, Marks, Values, page
from ecvet_office.documents.controls import add_field, repeat, show_if
from ecvet_office.documents.render import render
from ecvet_office.documents.template import Template, compile_template

NAMES = (
    "Zoë Müller & Söhne",
    "Ελένη Παπαδοπούλου",
    "Ивана Петрова",
    "Łukasz Żółkiewski",
    "Jörg <Jo> Núñez",
    "Ana Pereira",
)
WORK = ("plans the wiring of a dwelling", "tests circuits before they are put under voltage", "reads drawings & lists")
WITH = ("to the rules of the trade", "under the eyes of a mentor", "on her or his own", "for a customer's estimate")
METHODS = ("practical task", "oral examination", "portfolio", "work sample & interview")
MERGE_LINE = "recognition_line"
_OF_ITEMS = {key: name for name, keys in ROWS.items() for key in keys}


def values_of(number: int) -> Values:
    """Gives what one transcript says; every one says something else, and every second has no decision yet."""
    units = tuple(
        {
            "unit_code": f"U{number % 90 + 10}.{row}",
            "unit_title": f"Unit {row + 1}: {WORK[(number + row) % 3]}, part {number + row}",
            "unit_eqf": str(3 + (number + row) % 3),
            "unit_points": str(2 + (number * 7 + row) % 9),
            "unit_hours": str(40 + (number * 13 + row * 5) % 80),
            "unit_grade": f"{1 + (number + row) % 5}.{row} \N{EN DASH} good",
            "unit_date": f"{1 + (number + row) % 28:02} March 2026",
        }
        for row in range(UNITS)
    )
    outcomes = tuple(
        {
            "outcome_unit": units[row % UNITS]["unit_code"],
            "outcome_text": f"She or he {WORK[number * row % 3]} {WITH[(number + row) % 4]}, as in task {number}.{row}",
            "outcome_method": METHODS[(number + row) % 4],
            "outcome_result": f"achieved, {(number * 3 + row) % 100} %",
        }
        for row in range(OUTCOMES)
    )
    return {
        **{key: f"{words} {number}, Σχολή & Škola" for key, words in LEARNER.items()},
        "learner_name": f"{NAMES[number % len(NAMES)]} {number}",
        "units": units,
        "outcomes": outcomes,
        "total_points": str(sum(int(unit["unit_points"]) for unit in units)),
        "total_hours": str(sum(int(unit["unit_hours"]) for unit in units)),
        "recognised": number % 2 == 0,
        "decision": f"D-{number}/2026",
        "remarks": f"Worked carefully in the stay no. {number}; spoke German < B1 & English at work.",
        "place": "Köln",
        "issued": f"{number % 28 + 1} April 2026",
        "signs_home": f"Dr. Wójcik-{number}",
        "signs_host": f"Γ. Νικολάου {number}",
        "number": f"T-{number:05}",
    }


def our_template() -> Template:
    """Gives the page with content controls, compiled."""
    marks = Marks(
        lambda paragraph, key: add_field(paragraph, key, key),
        lambda row, name: repeat([row], name, name),
        lambda paragraph, key: show_if([paragraph], key),
    )
    return compile_template(page(marks), "benchmark.docx")


def docxtpl_page() -> bytes:
    """Gives the page with the tags of docxtpl."""

    def value(paragraph: Paragraph, key: str) -> None:
        paragraph.add_run(f"{{{{ {'row.' if key in _OF_ITEMS else ''}{key} }}}}")

    def repeated(row: _Row, name: str) -> None:
        for words, add in ((f"{{%tr for row in {name} %}}", row._tr.addprevious), ("{%tr endfor %}", row._tr.addnext)):
            tags = copy.deepcopy(row._tr)
            add(tags)
            cells = _Row(tags, row.table).cells
            for cell in cells:
                cell.text = ""
            cells[0].text = words

    def only_if(paragraph: Paragraph, key: str) -> None:
        paragraph.insert_paragraph_before(f"{{%p if {key} %}}")
        end = copy.deepcopy(paragraph._p)
        paragraph._p.addnext(end)
        after = Paragraph(end, paragraph._parent)
        after.text = "{%p endif %}"

    return page(Marks(value, repeated, only_if))


def mailmerge_page() -> bytes:
    """Gives the page with Word's merge fields; docx-mailmerge2 knows no conditions, so it is given the whole line."""

    def only_if(paragraph: Paragraph, _key: str) -> None:
        paragraph.clear()  # type: ignore[no-untyped-call]
        _merge_field(paragraph, MERGE_LINE)

    return page(Marks(_merge_field, _leave, only_if))


def plain_page() -> bytes:
    """Gives the page with the name of a value where it stands, in a run of its own."""
    return page(
        Marks(lambda paragraph, key: paragraph.add_run(key), lambda _row, _name: None, lambda _line, _key: None)
    )


def _leave(_thing: object, _key: str) -> None:
    """Marks nothing, for libraries that have no such mark."""


def _merge_field(paragraph: Paragraph, key: str) -> None:
    """Adds a merge field in five runs, as Word writes one that has a look of its own."""
    for kind, words in (("begin", ""), ("", f" MERGEFIELD {key} "), ("separate", ""), ("", ""), ("end", "")):
        run = paragraph.add_run("" if kind or words else key)
        if kind:
            border = OxmlElement("w:fldChar")
            border.set(qn("w:fldCharType"), kind)
            run._r.append(border)
        elif words:
            code = OxmlElement("w:instrText")
            code.text = words
            run._r.append(code)


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
        line = f"{RECOGNISED}{values['decision']}" if values["recognised"] else ""
        made.merge(**{key: value for key, value in values.items() if isinstance(value, str)}, **{MERGE_LINE: line})
        for name, keys in ROWS.items():
            made.merge_rows(keys[0], values[name])
        made.write(stream)
    return stream.getvalue()


def by_python_docx(template: bytes, values: Values) -> bytes:
    """Fills the page by a loop of one's own over python-docx."""
    document = docx.Document(io.BytesIO(template))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith(RECOGNISED) and not values["recognised"]:
            document.element.body.remove(paragraph._p)
        else:
            _put([paragraph], values)
    for paragraph in document.sections[0].footer.paragraphs:
        _put([paragraph], values)
    learner, units, outcomes, signatures = document.tables
    _repeat_row(units, values["units"])
    _repeat_row(outcomes, values["outcomes"])
    for row in (*learner.rows, units.rows[-1], *signatures.rows):
        _fill_row(row, values)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _repeat_row(table: Table, items: Iterable[Mapping[str, str]]) -> None:
    """Puts a copy of the second row into a table for each item, in place of that row."""
    pattern = table.rows[1]
    for item in items:
        row = copy.deepcopy(pattern._tr)
        pattern._tr.addprevious(row)
        _fill_row(_Row(row, table), item)
    table._tbl.remove(pattern._tr)


def _fill_row(row: _Row, values: Mapping[str, Any]) -> None:
    for cell in row.cells:
        _put(cell.paragraphs, values)


def _put(paragraphs: Iterable[Paragraph], values: Mapping[str, Any]) -> None:
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if run.text in values:
                run.text = values[run.text]


def sides() -> dict[str, Callable[[Values], bytes]]:
    """Gives by name what makes a document of some values."""
    template, docxtpl, mailmerge, plain = our_template(), docxtpl_page(), mailmerge_page(), plain_page()
    return {
        "ours": lambda values: render(template, values),
        "docxtpl": lambda values: by_docxtpl(docxtpl, values),
        "docx-mailmerge2": lambda values: by_mailmerge(mailmerge, values),
        "python-docx": lambda values: by_python_docx(plain, values),
    }
