"""Documents made from templates: every text in its place, and nothing left over."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
import pytest
from docx.shared import Pt

from documents.template_samples import (
    field_in,
    one_field,
    opened,
    part_of,
    rows_in,
    rows_of,
    saved,
    small_picture,
    transcript,
    transcript_record,
    with_part,
)
from ecvet_office.documents.controls import add_field, repeat, show_if, show_unless
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.record_fit import missing, unused
from ecvet_office.documents.render import render
from ecvet_office.documents.template import compile_template
from ecvet_office.documents.wordml import W14, XML_SPACE, serialise, value_of, w
from ecvet_office.model.errors import TemplateError

DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def rendered(data: bytes, record: Mapping[str, object]) -> bytes:
    return render(compile_template(data, "form.docx"), record)


def test_every_text_stands_in_its_place() -> None:
    document = opened(rendered(transcript(), transcript_record()))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Name: Ana Kovač",
        "Guardian: Ivo Kovač",
        "Assessed by ",
    ]
    assert rows_in(document.tables[0]) == [
        ["Unit", "Points or grade"],
        ["Wiring", "12"],
        ["reads a circuit diagram", "5"],
        ["wires a switchboard", ""],
        ["Safety", "3"],
    ]


def test_header_and_footer_are_filled() -> None:
    section = opened(rendered(transcript(), transcript_record())).sections[0]
    assert section.header.paragraphs[0].text == "LA-2026-007"
    assert section.footer.paragraphs[0].text == "Page 1 of 1"


def test_a_finished_document_holds_no_control() -> None:
    data = rendered(transcript(), transcript_record())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if b":sdt" in package.read(name)]


def test_a_value_keeps_its_look_and_not_that_of_a_placeholder() -> None:
    run = opened(rendered(transcript(), transcript_record())).paragraphs[0].runs[1]
    assert (run.text, run.bold) == ("Ana Kovač", True)
    assert run.style.name == "Default Paragraph Font"


def test_an_inner_key_is_found_first_and_an_outer_one_otherwise() -> None:
    document = docx.Document()
    rows = rows_of(document.add_table(1, 2))
    field_in(rows[0].cells[0], "title")
    field_in(rows[0].cells[1], "school")
    repeat(rows, "units", "Units")
    record = {"title": "outer", "school": "ETŠ", "units": ({"title": "inner"}, {})}
    assert rows_in(opened(rendered(saved(document), record)).tables[0]) == [["inner", "ETŠ"], ["outer", "ETŠ"]]


def test_an_empty_repeat_leaves_no_row() -> None:
    record = transcript_record() | {"units": ()}
    assert rows_in(opened(rendered(transcript(), record)).tables[0]) == [["Unit", "Points or grade"]]


def test_a_table_with_no_row_left_vanishes() -> None:
    document = docx.Document()
    rows = rows_of(document.add_table(1, 1))
    field_in(rows[0].cells[0], "unit.title")
    repeat(rows, "units", "Units")
    assert opened(rendered(saved(document), {"units": ()})).tables == []


def test_a_cell_whose_blocks_are_all_gone_ends_in_a_paragraph() -> None:
    document = docx.Document()
    (row,) = rows_of(document.add_table(1, 1))
    show_if([row.cells[0].paragraphs[0]], "has_text")
    cell = next(part_of(rendered(saved(document), {"has_text": False})).iter(w("tc")))
    assert [child.tag for child in cell if child.tag != w("tcPr")] == [w("p")]


def test_a_cell_whose_last_block_is_a_table_ends_in_a_paragraph() -> None:
    document = docx.Document()
    (row,) = rows_of(document.add_table(1, 1))
    inner = row.cells[0].add_table(1, 1)
    field_in(inner.rows[0].cells[0], "x")
    show_if([row.cells[0].paragraphs[-1]], "has_text")
    for has_text in (True, False):
        data = rendered(saved(document), {"has_text": has_text, "x": "1"})
        outer = next(part_of(data).iter(w("tc")))
        tags = [child.tag for child in outer if child.tag in (w("p"), w("tbl"))]
        assert tags == [w("p"), w("tbl"), w("p")]


def test_a_header_whose_only_paragraph_is_gone_gets_an_empty_one() -> None:
    document = docx.Document()
    show_if([document.sections[0].header.paragraphs[0]], "has_header")
    root = part_of(rendered(saved(document), {"has_header": False}), "word/header1.xml")
    assert [child.tag for child in root] == [w("p")]


@pytest.mark.parametrize("holds", [True, False])
def test_a_block_stands_only_where_its_condition_holds(holds: bool) -> None:
    document = docx.Document()
    show_if([document.add_paragraph("yes")], "adult")
    show_unless([document.add_paragraph("no")], "adult")
    document.add_paragraph("end")
    found = opened(rendered(saved(document), {"adult": holds})).paragraphs
    assert [paragraph.text for paragraph in found] == (["yes", "end"] if holds else ["no", "end"])


def test_rows_and_runs_vanish_with_their_condition() -> None:
    document = docx.Document()
    rows = rows_of(document.add_table(2, 1))
    rows[0].cells[0].text, rows[1].cells[0].text = "first", "second"
    show_if([rows[0]], "has_first")
    paragraph = document.add_paragraph("kept")
    show_if([paragraph.add_run(", dropped")], "has_run")
    found = opened(rendered(saved(document), {"has_first": False, "has_run": False}))
    assert rows_in(found.tables[0]) == [["second"]]
    assert found.paragraphs[0].text == "kept"


@pytest.mark.parametrize(
    ("value", "stands"),
    [("+385", True), ("", False), (" \n", False), (({},), True), ((), False), (True, True), (False, False)],
)
def test_a_condition_asks_for_truth_for_a_text_or_for_items(value: object, stands: bool) -> None:
    document = docx.Document()
    show_if([document.add_paragraph("stands")], "x")
    document.add_paragraph("end")
    found = opened(rendered(saved(document), {"x": value})).paragraphs
    assert [paragraph.text for paragraph in found] == (["stands", "end"] if stands else ["end"])


def test_what_stands_under_a_false_condition_need_not_be_in_the_record() -> None:
    record = transcript_record() | {"learner.is_minor": False}
    del record["guardian.name"]
    assert "Guardian" not in texts(rendered(transcript(), record))


def test_line_breaks_and_tabs_become_words_own() -> None:
    root = part_of(rendered(one_field(), {"learner.name": "a\nb\r\nc\vd\te"}))
    run = list(root.iter(w("r")))[1]
    kinds = {w("t"): "t", w("br"): "br", w("tab"): "tab"}
    assert [kinds[str(child.tag)] for child in run] == ["t", "br", "t", "br", "t", "br", "t", "tab", "t"]


@pytest.mark.parametrize(
    "text",
    [
        "R & D <Ltd>",
        "]]> &amp; \"quoted\" 'twice'",
        "Ελληνικά και ѝ",
        "電気工事士 北京",
        "😀 \U00024b62",
        "  two blanks on either side  ",
        "x" * 200,
        "<?ecvet-office 0?>",
        "{{ name }} ${name} %s",
    ],
)
def test_a_text_is_found_again_as_it_was(text: str) -> None:
    data = rendered(one_field(), {"learner.name": text})
    assert opened(data).paragraphs[0].text == f"before {text} after"
    assert next(part_of(data).iter(w("t"))).get(XML_SPACE) == "preserve"


def test_what_xml_forbids_is_dropped_and_half_characters_are_replaced() -> None:
    data = rendered(one_field(), {"learner.name": "a\x00b\x01c\x1fd\uffffe\ud800f\ud83d\ude00"})
    assert opened(data).paragraphs[0].text == "before abcde\ufffdf\U0001f600 after"


def test_a_text_from_right_to_left_has_a_run_of_its_own_marked_so() -> None:
    data = rendered(one_field(), {"learner.name": "Ali (علي) Hasan"})
    runs = list(part_of(data).iter(w("r")))
    texts_and_marks = [
        ("".join(text.text or "" for text in run.iter(w("t"))), next(run.iter(w("rtl")), None) is not None)
        for run in runs
    ]
    assert texts_and_marks == [
        ("before ", False),
        ("Ali (", False),
        ("علي", True),
        (") Hasan", False),
        (" after", False),
    ]


def test_a_text_wholly_from_right_to_left_is_one_run_with_the_twins_of_its_look() -> None:
    document = docx.Document()
    add_field(document.add_paragraph(), "name", "Name", bold=True, size=Pt(11))
    root = part_of(rendered(saved(document), {"name": "משה כהן 12"}))
    (run,) = root.iter(w("r"))
    properties = run.find(w("rPr"))
    assert properties is not None
    assert [str(child.tag).rpartition("}")[2] for child in properties] == ["b", "bCs", "sz", "szCs", "rtl"]
    assert next(root.iter(w("bidi")), None) is None


def test_a_missing_field_is_named_with_all_others() -> None:
    record = transcript_record()
    del record["learner.name"]
    record["units"] = ({"unit.title": "Wiring", "outcomes": ({},)},)
    template = compile_template(transcript(), "form.docx")
    absent = ("learner.name", "units[].unit.points", "units[].outcomes[].outcome.text")
    assert missing(template, record)[:3] == absent
    with pytest.raises(TemplateError) as caught:
        render(template, record)
    assert all(path in str(caught.value) for path in absent)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("learner.name", None),
        ("learner.name", 7),
        ("learner.is_minor", 1),
        ("units", "Wiring"),
        ("units", ("Wiring",)),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(key: str, value: object) -> None:
    with pytest.raises(TemplateError, match=key):
        rendered(transcript(), transcript_record() | {key: value})


def test_a_record_that_fits_lacks_nothing_and_wastes_nothing() -> None:
    template = compile_template(transcript(), "form.docx")
    assert missing(template, transcript_record()) == ()
    assert unused(template, transcript_record()) == ()


def test_keys_that_no_control_uses_are_reported_once_each() -> None:
    template = compile_template(transcript(), "form.docx")
    units = ({"unit.title": "A", "unit.colour": "red"}, {"unit.colour": "blue", "outcomes": ({"esco": "1"},)})
    record = {"learner.shoe": "43", "learner.name": "Ana", "outcome.text": "used inside", "units": units}
    assert unused(template, record) == ("learner.shoe", "units[].outcomes[].esco", "units[].unit.colour")


def test_equal_records_give_equal_bytes_and_others_do_not() -> None:
    first = compile_template(transcript(), "form.docx")
    second = compile_template(transcript(), "form.docx")
    record = transcript_record()
    assert render(first, record) == render(second, record) == render(first, record)
    assert render(first, record) != render(first, record | {"learner.name": "Eva"})


def test_the_package_is_sound_and_begins_with_its_content_types() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered(transcript(), transcript_record()))) as package:
        assert package.testzip() is None
        assert package.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_part_of_the_template_is_lost() -> None:
    with (
        zipfile.ZipFile(io.BytesIO(transcript())) as before,
        zipfile.ZipFile(io.BytesIO(rendered(transcript(), transcript_record()))) as after,
    ):
        assert sorted(before.namelist()) == sorted(after.namelist())
        assert before.read("word/styles.xml") == after.read("word/styles.xml")


def test_a_title_is_written_among_the_properties() -> None:
    template = compile_template(one_field(), "form.docx")
    data = render(template, {"learner.name": "x"}, "Transcript & more\nof Ana")
    assert opened(data).core_properties.title == "Transcript & more of Ana"


def test_without_a_title_the_templates_own_stays() -> None:
    document = opened(one_field())
    document.core_properties.title = "Form <1>"
    data = rendered(saved(document), {"learner.name": "x"})
    assert opened(data).core_properties.title == "Form <1>"


def test_pictures_in_repeats_have_numbers_of_their_own() -> None:
    document = docx.Document()
    document.add_paragraph().add_run().add_picture(small_picture())
    paragraph = document.add_paragraph()
    paragraph.add_run().add_picture(small_picture())
    repeat([paragraph], "units", "Units")
    root = part_of(rendered(saved(document), {"units": ({}, {}, {})}))
    numbers = [drawing.get("id") for drawing in root.iter(DOC_PR)]
    assert len(numbers) == len(set(numbers)) == 4


def test_numbers_of_paragraphs_do_not_stand_twice() -> None:
    document = docx.Document()
    once, repeated = document.add_paragraph("once"), document.add_paragraph("repeated")
    repeat([repeated], "units", "Units")
    root = part_of(saved(document))
    for number, paragraph in enumerate(root.iter(w("p"))):
        paragraph.set(f"{{{W14}}}paraId", f"{number + 1:08X}")
    data = with_part(saved(document), "word/document.xml", serialise(root))
    made = part_of(rendered(data, {"units": ({}, {})}))
    assert once.text == "once"
    assert [paragraph.get(f"{{{W14}}}paraId") for paragraph in made.iter(w("p"))] == ["00000001", None, None]


def test_a_bookmark_is_kept_outside_repeats_and_dropped_within() -> None:
    document = docx.Document()
    paragraphs = [document.add_paragraph("once"), document.add_paragraph("repeated")]
    repeat([paragraphs[1]], "units", "Units")
    root = part_of(saved(document))
    for number, paragraph in enumerate(root.iter(w("p"))):
        for end in ("bookmarkStart", "bookmarkEnd"):
            mark = paragraph.makeelement(w(end), {w("id"): str(number)})
            if end == "bookmarkStart":
                mark.set(w("name"), f"mark{number}")
            paragraph.append(mark)
    data = with_part(saved(document), "word/document.xml", serialise(root))
    made = part_of(rendered(data, {"units": ({}, {})}))
    assert [mark.get(w("name")) for mark in made.iter(w("bookmarkStart"))] == ["mark0"]


def test_a_control_around_a_whole_paragraph_or_a_whole_cell_is_filled() -> None:
    document = docx.Document()
    document.add_paragraph("sample").style = "Heading 1"
    document.add_table(1, 1).rows[0].cells[0].text = "sample"
    root = part_of(saved(document))
    for kind, tag in (("p", "title"), ("tc", "cell")):
        element = next(root.iter(w(kind)))
        control = element.makeelement(w("sdt"), {})
        element.addprevious(control)
        properties = control.makeelement(w("sdtPr"), {})
        properties.append(control.makeelement(w("tag"), {w("val"): tag}))
        content = control.makeelement(w("sdtContent"), {})
        control.extend([properties, content])
        content.append(element)
    data = with_part(saved(document), "word/document.xml", serialise(root))
    made = opened(rendered(data, {"title": "Transcript", "cell": "12"}))
    heading = made.paragraphs[0]
    assert heading.text == "Transcript"
    assert heading.style is not None
    assert heading.style.name == "Heading 1"
    assert rows_in(made.tables[0]) == [["12"]]
    assert value_of(part_of(data).find(f".//{w('sdtPr')}"), "tag") == "title"
