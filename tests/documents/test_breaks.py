"""Where pages may break: no heading with one row of its table at the foot of a page, no last row alone on the next."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.table import Table, _Row
from lxml.etree import _Element as Element

from ecvet_office.documents.controls import repeat, show_if
from ecvet_office.documents.shipped import BUILDERS, build_template
from ecvet_office.documents.shipped_breaks import keep_rows_from_standing_alone
from ecvet_office.documents.shipped_page import Labels, new_template
from ecvet_office.documents.shipped_tables import add_row, form_table, heading
from ecvet_office.documents.wording import wording
from ecvet_office.documents.wordml import w, w15

WORDS = Labels(wording("en"))


def template() -> Document:
    return new_template(WORDS, "transcript.document", names_learner=True)


def rows(table: Table, number: int) -> list[_Row]:
    made = [add_row(table) for _ in range(number)]
    for index, row in enumerate(made):
        row.cells[0].paragraphs[0].text = f"row {index}"
    return made


def kept(document: Document) -> list[str]:
    """Gives the rows that stay with the next one, by their texts."""
    keep_rows_from_standing_alone(document)
    lines = [line for row in document.element.body.iter(w("tr")) for line in row.iter(w("p"))]
    marked = (line for line in lines if line.find(f"{w('pPr')}/{w('keepNext')}") is not None)
    return ["".join(text.text or "" for text in line.iter(w("t"))) for line in marked]


def kept_of(document: Document) -> list[str]:
    return [text for text in kept(document) if text.startswith("row")]


def test_two_rows_stay_with_a_heading_and_two_with_each_other_at_the_end() -> None:
    document = template()
    heading(document, WORDS, "transcript.section-f")
    rows(form_table(document), 5)
    assert kept_of(document) == ["row 0", "row 3"]


def test_a_table_beneath_a_clause_may_begin_with_one_row_on_a_page() -> None:
    document = template()
    document.add_paragraph("a clause")
    rows(form_table(document), 5)
    assert kept_of(document) == ["row 3"]


def test_a_table_of_one_row_is_left_alone() -> None:
    document = template()
    heading(document, WORDS, "transcript.section-f")
    rows(form_table(document), 1)
    assert kept_of(document) == []


def test_rows_that_repeat_may_be_parted_anywhere() -> None:
    document = template()
    heading(document, WORDS, "transcript.section-f")
    made = rows(form_table(document), 2)
    repeat([made[0]], "units", "Units")
    repeat([made[1]], "decisions", "Decisions")
    assert kept_of(document) == []


def test_a_row_that_may_be_left_out_is_kept_like_others() -> None:
    document = template()
    heading(document, WORDS, "transcript.section-f")
    made = rows(form_table(document), 3)
    show_if([made[0]], "points")
    assert kept_of(document) == ["row 0", "row 1"]


@pytest.mark.parametrize("name", BUILDERS)
def test_no_heading_of_a_template_ends_a_page_with_one_row(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("template") / "template.docx"
    path.write_bytes(build_template(name, "en", "fr"))
    body = docx.Document(str(path)).element.body
    for title in body.iter(w("p")):
        style = title.find(f"{w('pPr')}/{w('pStyle')}")
        table = title.getnext()
        if style is None or style.get(w("val")) != "heading1" or table is None or table.tag != w("tbl"):
            continue
        first, *others = table.iter(w("tr"))
        around = [one for row in [first, *others[:1]] for one in row.iterancestors(w("sdt"))]
        repeats = any(one.find(f"{w('sdtPr')}/{w15('repeatingSection')}") is not None for one in around)
        if others and not repeats:
            assert all(line.find(f"{w('pPr')}/{w('keepNext')}") is not None for line in first.iter(w("p")))


@pytest.mark.parametrize("name", ["unit-sheet", "unit-specification"])
def test_the_room_to_sign_a_sheet_has_no_page_to_itself(name: str) -> None:
    """The outcomes, the note beneath them and the heading of the signatures stay with what comes next."""
    body = docx.Document(io.BytesIO(build_template(name, "en", "de"))).element.body
    outcomes = next(table for table in body.iter(w("tbl")) if tags_in(table) >= {"kind", "text", "criterion"})
    note = outcomes.getnext()
    assert note is not None
    assert WORDS.text("form.kinds-note") in "".join(text.text or "" for text in note.iter(w("t")))
    for line in [*outcomes.iter(w("p")), note]:
        assert line.find(f"{w('pPr')}/{w('keepNext')}") is not None


def tags_in(table: Element) -> set[str]:
    return {one.get(w("val"), "") for one in table.iter(w("tag"))}
