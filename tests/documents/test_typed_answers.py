"""What partners send back in examples and tests: fields typed into, and scans with the codes of papers."""

from __future__ import annotations

import pytest

from documents.returning import AGREEMENT, read_back, sent, touched
from ecvet_office.documents.drawn_scans import drawn_scan
from ecvet_office.documents.paper_code import PaperCode
from ecvet_office.documents.scanned import papers_on
from ecvet_office.documents.typed_answers import typed_answers

A1, A2 = PaperCode("learning-agreement", "A1", "1"), PaperCode("complement", "A2", "3")


def test_what_is_typed_is_what_is_read_back_and_all_else_stays() -> None:
    data = typed_answers(sent(AGREEMENT), {("", "signs.host.place"): "Lyon & Écully", ("", "no.such"): "x"})
    found = touched(read_back(data))
    assert [(field, value) for (_, field), (_, _, value) in found.items()] == [("signs.host.place", "Lyon & Écully")]


def test_a_row_is_named_by_its_outcome() -> None:
    found = touched(read_back(typed_answers(sent("assessment-sheet"), {("3.2", "grade"): "15", ("9.9", "grade"): "1"})))
    assert {(row, field): value for (row, field), (_, _, value) in found.items()} == {("3.2", "grade"): "15"}


@pytest.mark.parametrize(("kind", "angle"), [("PNG", 1.5), ("JPEG", 90), ("TIFF", -1), ("PDF", 2)])
def test_a_scan_tells_its_paper_and_is_the_same_every_time(kind: str, angle: float) -> None:
    for library in ("PIL", "pypdfium2", "segno", "zxingcpp"):
        pytest.importorskip(library)
    data = drawn_scan([A1], kind, angle)
    assert papers_on(data, f"scan.{kind.lower()}") == (A1,)
    assert drawn_scan([A1], kind, angle) == data


def test_a_stack_holds_its_papers_in_order_and_pages_without_any() -> None:
    for library in ("PIL", "pypdfium2", "segno", "zxingcpp"):
        pytest.importorskip(library)
    assert papers_on(drawn_scan([None, A2, A1], "PDF"), "stack.pdf") == (A2, A1)
    assert papers_on(drawn_scan([A1, None, A2], "TIFF"), "stack.tif") == (A1, A2)
