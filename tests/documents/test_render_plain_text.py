"""The plain text of a document, as golden files keep it."""

from __future__ import annotations

import docx

from documents.template_samples import rows_of, saved, transcript, transcript_record
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.render import render
from ecvet_office.documents.template import compile_template

TRANSCRIPT = """\
[document]
Name: Ana Kovač
Guardian: Ivo Kovač
Unit | Points or grade
Wiring | 12
reads a circuit diagram | 5
wires a switchboard |\N{SPACE}
Safety | 3
Assessed by\N{SPACE}

[header1]
LA-2026-007

[footer1]
Page 1 of 1
"""


def test_the_parts_come_in_order_and_rows_on_one_line() -> None:
    data = render(compile_template(transcript(), "form.docx"), transcript_record())
    assert texts(data) == TRANSCRIPT


def test_what_stands_in_controls_is_read_too() -> None:
    data = render(compile_template(transcript(), "form.docx", keep_controls=True), transcript_record())
    assert "Assessed by name of the assessor" in texts(data)
    assert "wires a switchboard | Grade" in texts(data)


def test_paragraphs_of_a_cell_and_inner_tables_stay_on_the_line_of_their_row() -> None:
    document = docx.Document()
    (row,) = rows_of(document.add_table(1, 2))
    row.cells[0].text = "first"
    row.cells[0].add_paragraph("second")
    inner = row.cells[1].add_table(1, 2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "a", "b"
    assert "first / second |  / a | b / " in texts(saved(document))


def test_line_breaks_and_tabs_are_kept() -> None:
    document = docx.Document()
    document.add_paragraph("one\ntwo\tthree")
    assert "one\ntwo\tthree" in texts(saved(document))
