"""The whole job, from the workbook to transcripts in a folder, as somebody writes it with openpyxl and docxtpl.

`python documents_whole_job.py BOOK TEMPLATE FOLDER LEARNERS` makes the transcripts of so many learners. It looks up
what the page prints, and nothing else: no rule is checked, no point is counted. `python documents_whole_job.py OURS
THEIRS` writes the template of that page twice: for `ecvet fill --template`, and for this script.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docxtpl import DocxTemplate
from openpyxl import load_workbook

from ecvet_office.documents.controls import add_field, repeat

FIELDS = ("learner.id", "learner.name", "learner.born", "home.name", "host.name", "qualification.title", "stay")
COLUMNS = ("text", "date", "grade")
TEMPLATES_ONLY = 3  # words of the command
Row = dict[str, Any]


def write_templates(ours: Path, theirs: Path) -> None:
    """Writes the same page twice: with content controls, and with the tags of docxtpl."""
    document, row = _page()
    for paragraph, key in zip(document.paragraphs[1:], FIELDS, strict=True):
        add_field(paragraph, key, key)
    for cell, column in zip(row.cells, COLUMNS, strict=True):
        add_field(cell.paragraphs[0], column, column)
    repeat([row], "results", "Results")
    repeat([row], "units", "Units")
    document.save(str(ours))
    document, row = _page()
    for paragraph, key in zip(document.paragraphs[1:], FIELDS, strict=True):
        paragraph.add_run(f"{{{{ {key.replace('.', '_')} }}}}")
    for cell, column in zip(row.cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(f"{{{{ row.{column} }}}}")
    table = document.tables[0]
    for tag in ("{%tr for row in results %}", "{%tr endfor %}"):
        table.add_row().cells[0].text = tag  # type: ignore[no-untyped-call]
    row._tr.addprevious(table.rows[-2]._tr)
    document.save(str(theirs))


def _page() -> tuple[Document, Any]:
    document = docx.Document()
    document.add_heading("Personal transcript")
    for key in FIELDS:
        document.add_paragraph(f"{key}: ")
    table = document.add_table(2, len(COLUMNS), style="Table Grid")
    for place, column in enumerate(COLUMNS):
        table.rows[0].cells[place].text = column
    return document, table.rows[1]


def make_all(book: Path, template: Path, folder: Path, learners: int) -> None:
    """Makes the transcripts of the first learners of the workbook."""
    sheets = _tables(book)
    by_id = {name: {row["Id"]: row for row in sheets[name]} for name in ("Learners", "Partners", "Qualifications")}
    results = defaultdict(list)
    for row in sheets["Results"]:
        results[_id(row["Agreement"])].append(row)
    texts = {row["Id"]: row["Outcome"] for row in sheets["Outcomes"]}
    host = by_id["Partners"][sheets["Packages"][0]["Host"]]
    home = by_id["Partners"]["I1"]
    for agreement in sheets["Agreements"][:learners]:
        learner = by_id["Learners"][_id(agreement["Learner"])]
        made = DocxTemplate(template)
        values = {
            "learner_id": learner["Id"],
            "learner_name": f"{learner['Given names']} {learner['Family name']}",
            "learner_born": _day(learner["Date of birth"]),
            "home_name": home["Name"],
            "host_name": host["Name"],
            "qualification_title": by_id["Qualifications"][_id(learner["Qualification"])]["Title"],
            "stay": f"{_day(agreement['Planned start'])} to {_day(agreement['Planned end'])}",
            "results": [
                {
                    "text": f"{_id(row['Outcome'])}  {texts[_id(row['Outcome'])]}",
                    "date": _day(row["Date"]),
                    "grade": f"grade {row['Grade']}",
                }
                for row in results[agreement["Id"]]
            ],
        }
        made.render(values, autoescape=True)
        made.save(folder / f"transcript_{agreement['Id']}_{learner['Id']}.docx")


def _tables(book: Path) -> dict[str, list[Row]]:
    """Gives the rows of each sheet, by the headers in its first row."""
    workbook = load_workbook(book, read_only=True)
    tables = {}
    for sheet in workbook:
        rows = sheet.iter_rows(values_only=True)
        headers = [str(header).removesuffix(" *") for header in next(rows, ())]
        tables[sheet.title] = [dict(zip(headers, row, strict=False)) for row in rows]
    workbook.close()
    return tables


def _id(cell: str) -> str:
    return cell.partition(" · ")[0]


def _day(day: date | str) -> str:
    return f"{day.day} {day:%B} {day.year}" if isinstance(day, date) else ""


if __name__ == "__main__":
    if len(sys.argv) == TEMPLATES_ONLY:
        write_templates(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        make_all(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
