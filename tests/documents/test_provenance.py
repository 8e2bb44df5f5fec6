"""Documents that carry what they were made from, and the check of what they show against it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from documents.filled import filled, variant
from documents.returning import sent, typed
from documents.school_year import evaluated
from ecvet_office.documents.docx_package import content_types, pack, read_parts, seal
from ecvet_office.documents.filling import prepare
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.documents.provenance import ITEM, Origin, canonical, read_origin
from ecvet_office.documents.render import render
from ecvet_office.documents.verifying import Change, Difference, changes, values_today, verify
from ecvet_office.model.errors import UnreadableFileError

MAIN = "word/document.xml"


def transcript(text: str | None = None) -> PreparedDocument:
    return next(prepare("transcript", evaluated() if text is None else evaluated(text)))


def edited(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = read_parts(data, "a.docx")
    changed = change(parts[part])
    assert changed != parts[part], "the edit hit nothing"
    return pack(seal({**parts, part: changed}), ())


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(old.encode(), new.encode())


def origin_in(data: bytes) -> Origin:
    origin = read_origin(data, "a.docx")
    assert origin is not None
    return origin


@pytest.fixture(scope="module")
def made() -> bytes:
    return transcript().filled().data


def test_a_document_carries_its_number_version_values_and_their_hash(made: bytes) -> None:
    origin = origin_in(made)
    assert (origin.document, origin.number, origin.version, origin.language) == ("transcript", "A1", "1", "en")
    assert origin.is_intact
    assert json.loads(origin.values)["learner.name"] == transcript().record["learner.name"]


def test_the_version_is_the_one_of_its_papers() -> None:
    assert origin_in(filled("learning-agreement", "A1").data).version == "2"


def test_the_part_is_declared_with_the_properties_that_word_needs_to_keep_it(made: bytes) -> None:
    parts = read_parts(made, "a.docx")
    types = content_types(parts)
    assert types[ITEM] == "application/xml"
    assert [kind.rpartition(".")[2] for part, kind in types.items() if "OriginProps" in part] == [
        "customXmlProperties+xml"
    ]
    links = parts["word/_rels/document.xml.rels"].decode()
    assert re.search(r'Type="[^"]*/customXml" Target="\.\./customXml/ecvetOrigin\.xml"', links)


def test_equal_records_are_equal_texts_whatever_their_order() -> None:
    assert canonical({"b": "ä", "a": ({"x": "1"},)}) == canonical({"a": [{"x": "1"}], "b": "ä"})


def test_the_values_that_a_document_carries_make_the_same_document_again(made: bytes) -> None:
    document = transcript()
    again = render(document.template, origin_in(made).record, document.title)
    assert read_parts(again, "again")[MAIN] == read_parts(made, "made")[MAIN]


def test_values_that_xml_or_json_cannot_hold_come_back_as_they_were() -> None:
    document = transcript()
    record = {**document.record, "learner.name": 'a\x00b\x0b<&>"\\ \ud800 ü\u2028'}
    data = replace(document, record=record, origin=replace(document.origin, values=canonical(record))).filled().data
    assert origin_in(data).record["learner.name"] == record["learner.name"]


def test_a_document_without_an_origin_has_none() -> None:
    document = transcript()
    plain = render(document.template, document.record)
    assert read_origin(plain, "plain.docx") is None
    with pytest.raises(UnreadableFileError, match="ecvet fill did not make it"):
        verify(plain, "plain.docx")


# --- verify ---------------------------------------------------------------------------------------------------------


def test_a_document_as_it_was_made_is_the_same(made: bytes) -> None:
    found = verify(made, "a.docx")
    assert (found.is_same, found.differences, found.is_whole_text) == (True, (), True)


@pytest.mark.parametrize("document", ["memorandum", "learning-agreement", "transcript"])
def test_every_kind_of_document_is_the_same_as_a_draft_and_in_its_final_form(document: str) -> None:
    for draft in (False, True):
        assert all(verify(one.filled().data, "a.docx").is_same for one in prepare(document, evaluated(), draft=draft))


def test_a_figure_typed_over_is_named_with_what_the_data_said(made: bytes) -> None:
    changed = edited(made, MAIN, replaced("grade 16 (scale 0-20)<", "grade 19 (scale 0-20)<"))
    differences = verify(changed, "a.docx").differences
    assert len(differences) == 1
    assert "19" in differences[0].shown
    assert differences[0].said == differences[0].shown.replace("19", "16")


def test_a_name_changed_in_the_foot_is_named(made: bytes) -> None:
    foot = next(part for part in read_parts(made, "a") if "footer" in part)
    found = verify(edited(made, foot, replaced("Aino", "Anna")), "a.docx")
    (difference,) = found.differences
    assert ("Aino" in difference.said, "Anna" in difference.shown) == (True, True)


def test_a_paragraph_taken_away_and_one_put_in_are_told_apart(made: bytes) -> None:
    more = b"<w:p><w:r><w:t>With honours</w:t></w:r></w:p>"
    assert verify(edited(made, MAIN, lambda xml: xml.replace(b"<w:body>", b"<w:body>" + more)), "a").differences == (
        Difference("", "With honours"),
    )


def test_what_a_partner_fills_is_no_difference_and_what_is_ours_is_one() -> None:
    sent_out = sent("learning-agreement")
    filled_in = typed(sent_out, {("", "host.mentor"): "Anne Petit\nat the host", ("", "signs.host.place"): "Lyon"})
    judged = verify(filled_in, "a.docx")
    assert judged.is_same
    assert judged.leaves_open
    ours = edited(filled_in, MAIN, replaced("Lycée professionnel Exemple", "Lycée autre"))
    assert {one.shown for one in verify(ours, "a.docx").differences} >= {"Lycée autre"}


def test_a_finished_document_leaves_nothing_open(made: bytes) -> None:
    assert not verify(made, "a.docx").leaves_open


def test_numbers_of_pages_are_each_programs_own(made: bytes) -> None:
    foot = next(part for part in read_parts(made, "a") if "footer" in part)
    counted = edited(made, foot, replaced("<w:t>1</w:t>", "<w:t>7</w:t>"))
    assert verify(counted, "a.docx").is_same


def test_values_that_were_touched_are_said_to_be(made: bytes) -> None:
    found = verify(edited(made, ITEM, replaced("Aino", "Anna")), "a.docx")
    assert not found.origin.is_intact
    assert not found.is_same
    assert found.differences, "the document still shows the old name"


def test_the_part_is_found_under_the_name_that_word_gives_it(made: bytes) -> None:
    parts = read_parts(made, "a.docx")
    parts["customXml/item1.xml"] = parts.pop(ITEM)
    assert verify(pack(seal(parts), ()), "a.docx").is_same


@pytest.mark.parametrize("damage", [replaced('sha256="', 'sha1="'), lambda xml: re.sub(rb">\{", b">", xml)])
def test_an_origin_that_cannot_be_read_is_said_so(made: bytes, damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnreadableFileError):
        verify(edited(made, ITEM, damage), "a.docx")


def test_with_another_template_only_the_values_are_looked_for(made: bytes) -> None:
    other = edited(made, ITEM, lambda xml: re.sub(rb'fingerprint="\w+"', b'fingerprint="0"', xml))
    found = verify(other, "a.docx")
    assert (found.is_whole_text, found.is_same) == (False, True)
    wrong = verify(edited(other, MAIN, replaced("14 May 2006", "15 May 2006")), "a.docx")
    assert wrong.differences == (Difference("14 May 2006", ""),)


def test_what_the_workbook_says_differently_today_is_named_by_its_field(made: bytes) -> None:
    origin = origin_in(made)
    today = values_today(evaluated(variant(("| L1 | Virtanen | Aino |", "| L1 | Virtanen | Anna |"))), origin)
    found = changes(origin, today["A1"])
    assert Change("learner.name", found[0].label, "Aino Virtanen", "Anna Virtanen") in found
    assert changes(origin, values_today(evaluated(), origin)["A1"]) == ()


# --- other programs -------------------------------------------------------------------------------------------------


@pytest.mark.office
@pytest.mark.parametrize("document", ["memorandum", "learning-agreement", "transcript"])
def test_a_document_with_its_origin_is_valid(
    validate_office: Callable[[Path], None], tmp_path: Path, document: str
) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(next(prepare(document, evaluated())).filled().data)
    validate_office(path)
