"""Stretches without repeats: which conditions are asked, and what they leave."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ecvet_office.documents import skeletons
from ecvet_office.documents.instructions import Condition, EndsInParagraph, Instruction, Program, Repeat, Slot, Table
from ecvet_office.documents.laying import Flow, layer_of
from ecvet_office.documents.skeletons import conditions_of, is_flat, skeleton_of, truths_of


def slot(key: str) -> Slot:
    return Slot(key, key, b"<r>", b"</r>", b"<r rtl>")


def when(key: str, *body: Instruction, wanted: bool = True) -> Condition:
    return Condition(key, key, wanted, body)


def laid(program: Program, record: Mapping[str, object]) -> bytes:
    flow = Flow(1)
    layer_of(program)((record,), flow)
    assert len(flow.fixed) == len(flow.texts) == len(flow.slots)
    return b"".join(fixed + text.encode() for fixed, text in zip(flow.fixed, flow.texts, strict=True))


NESTED = (b"a", when("x", b"b", when("y", slot("t")), b"c"), when("y", b"d", wanted=False), b"e")


@pytest.mark.parametrize(
    ("x", "y", "text"),
    [(True, True, b"ab<r>T</r>ce"), (True, False, b"abcde"), (False, True, b"ae"), (False, False, b"ade")],
)
def test_every_choice_of_truths_leaves_its_own_pieces(*, x: bool, y: bool, text: bytes) -> None:
    assert laid(NESTED, {"x": x, "y": y, "t": "T"}) == text


def test_a_condition_inside_one_that_does_not_hold_is_not_asked() -> None:
    program = (when("x", when("not among the fields", b"a")), b"b")
    assert laid(program, {"x": False}) == b"b"
    with pytest.raises(KeyError):
        laid(program, {"x": True})


def test_nothing_left_is_nothing_laid() -> None:
    program = (when("x", b"a"),)
    assert skeleton_of(program, truths_of(conditions_of(program), ({"x": ""},))) is None
    assert laid(program, {"x": " "}) == b""


def test_a_table_whose_rows_are_all_gone_vanishes_with_its_head() -> None:
    program = (b"a", Table((b"<tbl>",), (when("x", b"<tr/>"),), (b"</tbl>",)), b"b")
    assert laid(program, {"x": True}) == b"a<tbl><tr/></tbl>b"
    assert laid(program, {"x": False}) == b"ab"


def test_what_must_end_in_a_paragraph_gets_one_only_where_it_lacks_it() -> None:
    program = (b"<tc>", EndsInParagraph((when("x", b"<w:p>1</w:p>"), when("y", b"<w:tbl/>"))), b"</tc>")
    assert laid(program, {"x": True, "y": False}) == b"<tc><w:p>1</w:p></tc>"
    assert laid(program, {"x": True, "y": True}) == b"<tc><w:p>1</w:p><w:tbl/><w:p></w:p></tc>"
    assert laid(program, {"x": False, "y": False}) == b"<tc><w:p></w:p></tc>"


def test_a_condition_around_a_repeat_is_no_stretch_and_lays_the_same() -> None:
    rows = Repeat("rows", "rows[]", (b"-", slot("t")))
    assert not is_flat(when("x", rows))
    program = (b"a", when("x", rows), b"b")
    assert laid(program, {"x": True, "rows": ({"t": "1"}, {"t": "2"})}) == b"a-<r>1</r>-<r>2</r>b"
    assert laid(program, {"x": False}) == b"ab"


def test_more_ways_than_are_kept_are_laid_like_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecvet_office.documents.laying.MOST_SKELETONS", 2)
    lay = layer_of(NESTED)
    for _ in range(2):
        for x, y, text in ((True, True, b"ab<r>T</r>ce"), (True, False, b"abcde"), (False, True, b"ae")):
            flow = Flow(1)
            lay(({"x": x, "y": y, "t": "T"},), flow)
            assert b"".join(map(bytes.__add__, flow.fixed, (text.encode() for text in flow.texts))) == text


def test_some_skeletons_are_kept_and_not_all() -> None:
    assert 2 < skeletons.MOST_SKELETONS < 10_000
