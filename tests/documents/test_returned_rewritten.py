"""Whatever programs and people do to a returned document, its fields are found, and damage is said."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element as Element

from documents.returning import AGREEMENT, NAME, SHEET, bytes_of, control, read_back, row_of, sent, touched, typed
from documents.school_year import evaluated
from ecvet_office.documents.filling import prepare
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.documents.printable import cleaned
from ecvet_office.documents.proposals import propose
from ecvet_office.documents.provenance import origin_of, render_with_origin
from ecvet_office.documents.returned import read_returned
from ecvet_office.documents.returned_fields import RETURNED
from ecvet_office.documents.wordml import w
from ecvet_office.evaluation import Evaluation
from ecvet_office.model.errors import UnreadableFileError
from ecvet_office.workbook.proposal import Strange, Verdict
from ecvet_office.workbook.values import clean

NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "naughty_strings.json"


def changed(data: bytes, change: Callable[[Element], None]) -> bytes:
    """Gives a document after something was done to its main text."""
    document = docx.Document(io.BytesIO(data))
    change(document.element)
    return bytes_of(document)


def table_row(root: Element, outcome: str) -> Element:
    return next(row for row in root.iter(w("tr")) if row_of(next(row.iter(w("p")))) == outcome)


def oddities(data: bytes) -> list[tuple[Strange, str, str]]:
    return [(one.what, one.field, one.row) for one in read_back(data).oddities]


# --- texts as programs write them -------------------------------------------------------------------------------------


def test_a_text_typed_into_the_run_of_the_placeholder_is_read_although_its_mark_stayed() -> None:
    def type_over(root: Element) -> None:
        next(control(root, "open:grade", "3.1").iter(w("t"))).text = "5"

    assert touched(read_back(changed(sent(SHEET, "A2"), type_over))) == {
        ("3.1", "grade"): (Verdict.FILL, "Results!H8", "5")
    }


def test_a_placeholder_without_its_mark_still_asks_to_be_filled() -> None:
    def unmark(root: Element) -> None:
        for mark in list(root.iter(w("showingPlcHdr"))):
            mark.getparent().remove(mark)  # type: ignore[union-attr] # it has one

    assert touched(read_back(changed(sent(SHEET, "A2"), unmark))) == {}


def test_runs_cut_anywhere_and_breaks_make_one_text() -> None:
    text = "first line\nsecond\tline"

    def cut(root: Element) -> None:
        content = control(root, "open:remark", "3.2").find(w("sdtContent"))
        assert content is not None
        run = content[0]
        pieces = [etree.Element(w("r")) for _ in run]
        for piece, part in zip(pieces, list(run), strict=True):
            piece.append(part)
        content[:] = pieces

    made = changed(typed(sent(SHEET, "A2"), {("3.2", "remark"): text}), cut)
    assert touched(read_back(made))["3.2", "remark"][2] == text


def test_paragraphs_within_a_field_are_lines_of_its_text() -> None:
    def two_paragraphs(root: Element) -> None:
        field = control(root, "open:activities")
        line = next(field.iterancestors(w("p")))
        line.addnext(field)
        content = field.find(w("sdtContent"))
        assert content is not None
        runs = list(content)
        for run in runs:
            content.remove(run)
        for text in ("one", "two"):
            paragraph = etree.SubElement(content, w("p"))
            etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("tabs")).append(etree.Element(w("tab")))
            etree.SubElement(etree.SubElement(paragraph, w("r")), w("t")).text = text

    (one,) = read_back(changed(sent(AGREEMENT, "A2"), two_paragraphs)).flagged
    assert (one.field, one.text) == ("activities", "one\ntwo")


def test_what_was_struck_out_while_changes_were_recorded_does_not_count() -> None:
    def record(root: Element) -> None:
        content = control(root, "open:date", "3.1").find(w("sdtContent"))
        assert content is not None
        struck, typed_in = etree.Element(w("del")), etree.Element(w("ins"))
        struck.extend(list(content))
        for text in struck.iter(w("t")):
            text.tag = w("delText")
        etree.SubElement(etree.SubElement(typed_in, w("r")), w("t")).text = "9 April 2025"
        content[:] = [struck, typed_in]

    assert [one.text for one in read_back(changed(sent(SHEET, "A2"), record)).applied] == ["9 April 2025"]


# --- rows -------------------------------------------------------------------------------------------------------------


def test_rows_in_another_order_keep_their_outcomes() -> None:
    def turn(root: Element) -> None:
        first, last = table_row(root, "3.1"), table_row(root, "3.4")
        last.addnext(first)

    data = changed(typed(sent(SHEET, "A1"), {("3.1", "remark"): "of 3.1", ("3.4", "remark"): "of 3.4"}), turn)
    assert {row: value for (row, _), (_, _, value) in touched(read_back(data)).items()} == {
        "3.1": "of 3.1",
        "3.4": "of 3.4",
    }


def test_a_row_that_was_deleted_is_said_and_changes_nothing() -> None:
    def delete(root: Element) -> None:
        row = table_row(root, "3.2")
        row.getparent().remove(row)  # type: ignore[union-attr] # it has one

    data = changed(sent(SHEET, "A1"), delete)
    assert touched(read_back(data)) == {}
    assert oddities(data) == [(Strange.ROW_MISSING, "", "3.2")]


def test_a_row_that_was_copied_and_says_something_else_is_not_guessed_at() -> None:
    def copy_row(root: Element) -> None:
        row = table_row(root, "3.2")
        twin = copy.deepcopy(row)
        row.addnext(twin)
        for number, each in enumerate((row, twin)):
            text = next(text for text in control(each, "open:remark").iter(w("t")))
            text.text = f"remark {number}"

    data = changed(sent(SHEET, "A3"), copy_row)
    assert touched(read_back(data)) == {}
    assert oddities(data) == [(Strange.ROW_TWICE, "remark", "3.2")]


def test_a_row_of_an_outcome_that_was_not_agreed_is_said() -> None:
    def rename(root: Element) -> None:
        next(control(root, "outcome", "3.2").iter(w("t"))).text = "9.9"

    found = oddities(changed(sent(SHEET, "A3"), rename))
    assert (Strange.ROW_UNKNOWN, "achieved", "9.9") in found
    assert (Strange.ROW_MISSING, "", "3.2") in found


# --- our texts --------------------------------------------------------------------------------------------------------


def test_a_text_of_ours_that_was_changed_is_said_and_never_taken_over() -> None:
    def rewrite(root: Element) -> None:
        next(control(root, "qualification.title").iter(w("t"))).text = "Master of everything"

    reading = read_back(changed(sent(SHEET, "A2"), rewrite))
    (one,) = reading.oddities
    assert (one.what, one.shown) == (Strange.LOCKED, "Master of everything")
    assert reading.applied == ()
    assert not reading.is_clean


def test_a_field_that_was_deleted_is_said() -> None:
    def delete(root: Element) -> None:
        field = control(root, "open:activities")
        field.getparent().remove(field)  # type: ignore[union-attr] # it has one

    assert oddities(changed(sent(AGREEMENT, "A2"), delete)) == [(Strange.FIELD_MISSING, "activities", "")]


# --- files that are no documents of ours ------------------------------------------------------------------------------


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """Gives a package in which one part is another."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return stream.getvalue()


def part_with(data: bytes, mark: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return next(name for name in package.namelist() if mark in package.read(name))


def test_a_file_that_is_no_zip_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="damaged or is no Word file"):
        read_returned(b"not a document", NAME)


def test_a_document_that_is_cut_off_is_refused() -> None:
    data = sent(SHEET)
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_returned(data[: len(data) // 2], NAME)


def test_a_document_type_declaration_is_refused() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document xmlns:w="x">&a;</w:document>'
    with pytest.raises(UnreadableFileError, match="document type"):
        read_returned(with_part(sent(SHEET), "word/document.xml", bomb), NAME)


def test_a_part_that_unpacks_to_far_more_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="grows suspiciously"):
        read_returned(with_part(sent(SHEET), "word/document.xml", b" " * 20_000_000), NAME)


def test_a_document_that_lost_its_origin_is_refused() -> None:
    data = sent(SHEET)
    part = part_with(data, b"sha256=")
    with pytest.raises(UnreadableFileError, match="does not say what it was made from"):
        read_returned(with_part(data, part, b"<nothing/>"), NAME)


def test_a_document_whose_values_were_touched_is_refused() -> None:
    data = sent(SHEET)
    part = part_with(data, b"sha256=")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        touched_values = package.read(part).replace(b"Home care", b"Other care").replace(b"Virtanen", b"Nieminen")
    with pytest.raises(UnreadableFileError, match="were changed"):
        read_returned(with_part(data, part, touched_values), NAME)


# --- any text ---------------------------------------------------------------------------------------------------------


@cache
def workbook() -> Evaluation:
    return evaluated()


@cache
def prepared(document: str) -> PreparedDocument:
    return next(one for one in prepare(document, workbook(), to_return=True) if one.subject == "A1")


@pytest.mark.parametrize("document", RETURNED)
@settings(max_examples=25)
@given(data=st.data())
def test_reading_after_filling_finds_nothing_to_change(document: str, data: st.DataObject) -> None:
    one, form = prepared(document), RETURNED[document]
    record = json.loads(json.dumps(one.record))
    for key in form.fields:
        record[key] = data.draw(st.text(max_size=12))
    for unit in record.get("asked", record.get("units", ())) if form.row_key else ():
        for row in unit["outcomes"]:
            row.update({key: data.draw(st.text(max_size=12)) for key in form.row_fields})
    origin = origin_of(document, "en", one.template, one.origin.fingerprint, record)
    made = render_with_origin(one.template, record, None, origin)
    reading = propose(read_returned(made, NAME), workbook())
    assert reading.proposals
    assert touched(reading) == {}
    assert reading.is_clean


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the list of naughty strings is not beside the repository")
def test_naughty_strings_typed_into_open_fields_arrive_unchanged() -> None:
    texts = [cleaned(text) for text in json.loads(NAUGHTY.read_text(encoding="utf-8"))]
    texts = [text for text in texts if clean(text).strip() and "\r" not in text]
    places = [(row, key) for row in ("3.2", "3.3", "3.4") for key in ("method", "grade", "scale", "strong", "weak")]
    data, arrived = sent(SHEET, "A3"), 0
    for start in range(0, len(texts), len(places)):
        values = dict(zip(places, texts[start : start + len(places)], strict=False))
        found = {key: value for key, (_, _, value) in touched(read_back(typed(data, values), workbook())).items()}
        assert found == {place: text.strip() for place, text in values.items()}
        arrived += len(found)
    assert arrived == len(texts) > 400


@pytest.mark.office
@pytest.mark.parametrize("language", ["en", "en+fr", "pl"])
@pytest.mark.parametrize("document", RETURNED)
def test_documents_to_be_returned_are_valid(
    validate_office: Callable[[Path], None], tmp_path: Path, document: str, language: str
) -> None:
    for number in ("A1", "A2"):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(sent(document, number, language=language))
        validate_office(path)
