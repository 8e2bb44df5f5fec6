"""Any text at all can stand in a document, and is read back from it."""

from __future__ import annotations

import unicodedata

import docx
from hypothesis import given
from hypothesis import strategies as st

from documents.template_samples import one_field, opened, rows_in, rows_of, saved
from ecvet_office.documents.controls import add_field, repeat
from ecvet_office.documents.printable import cleaned
from ecvet_office.documents.render import render
from ecvet_office.documents.template import compile_template
from ecvet_office.documents.text_runs import directional_spans, written

ANY_TEXT = st.text(st.characters(), max_size=60) | st.text("aא\u0661 \t\n\x0b\r&<>\x00\ud800\udc00]\ufffe", max_size=40)
_FROM_RIGHT = {"R", "AL", "RLE", "RLO", "RLI"}  # classes of Unicode
BELOW_THE_PLANES = [chr(code) for code in range(1, 0x10000)]
ONE_FIELD = compile_template(one_field(), "form.docx")


def _two_columns() -> bytes:
    document = docx.Document()
    rows = rows_of(document.add_table(1, 2))
    add_field(rows[0].cells[0].paragraphs[0], "left", "Left")
    add_field(rows[0].cells[1].paragraphs[0], "right", "Right")
    repeat(rows, "rows", "Rows")
    return saved(document)


TWO_COLUMNS = compile_template(_two_columns(), "rows.docx")


@given(ANY_TEXT)
def test_any_text_is_found_again_but_for_what_no_document_can_hold(text: str) -> None:
    found = opened(render(ONE_FIELD, {"learner.name": text})).paragraphs[0].text
    assert found == f"before {cleaned(text)} after"


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), min_size=1, max_size=5))
def test_any_texts_stand_in_their_own_rows_and_cells(rows: list[tuple[str, str]]) -> None:
    record = {"rows": tuple({"left": left, "right": right} for left, right in rows)}
    (table,) = opened(render(TWO_COLUMNS, record)).tables
    assert rows_in(table) == [[cleaned(left), cleaned(right)] for left, right in rows]


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@given(ANY_TEXT)
def test_spans_of_direction_join_to_the_whole_text(text: str) -> None:
    spans = list(directional_spans(text))
    assert "".join(span for span, _ in spans) == text
    assert all(span for span, _ in spans)


def test_every_letter_written_from_right_to_left_is_noticed_among_other_texts() -> None:
    letters = [letter for letter in BELOW_THE_PLANES if unicodedata.bidirectional(letter) in _FROM_RIGHT]
    assert len(letters) > 1000
    unnoticed = [letter for letter in letters if written(["1 \N{EN DASH} 2", f"see {letter}"])[1] != [1]]
    assert unnoticed == []


def test_every_character_is_cleaned_among_other_texts_as_it_is_alone() -> None:
    uncleaned = [one for one in BELOW_THE_PLANES if written(["Ä", one])[0] != written(["Ä", cleaned(one)])[0]]
    assert uncleaned == []
