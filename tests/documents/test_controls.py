"""Controls, page fields and row properties that build templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from documents.template_samples import field_in, opened, part_of, rows_of, saved, tags_in, transcript
from ecvet_office.documents.controls import (
    add_field,
    add_page_count,
    add_page_number,
    keep_row_whole,
    keep_with_next,
    repeat,
    repeat_header_row,
    show_if,
    show_unless,
)
from ecvet_office.documents.wordml import value_of, w, w15
from ecvet_office.model.errors import TemplateError


def test_a_field_carries_its_tag_its_label_and_its_placeholder() -> None:
    document = docx.Document()
    add_field(document.add_paragraph("Name: "), "learner.name", "Name of the learner", placeholder="type the name")
    control = next(part_of(saved(document)).iter(w("sdt")))
    properties = control.find(w("sdtPr"))
    assert properties is not None
    assert (value_of(properties, "tag"), value_of(properties, "alias")) == ("learner.name", "Name of the learner")
    assert properties.find(w("showingPlcHdr")) is not None
    assert "".join(text.text or "" for text in control.iter(w("t"))) == "type the name"
    assert next(control.iterancestors()).tag == w("p")


def test_a_field_without_placeholder_shows_its_label() -> None:
    document = docx.Document()
    add_field(document.add_paragraph(), "learner.name", "Name of the learner")
    assert next(part_of(saved(document)).iter(w("t"))).text == "Name of the learner"


def test_the_look_of_a_value_stands_among_the_properties_and_the_placeholder_looks_like_one() -> None:
    document = docx.Document()
    add_field(document.add_paragraph(), "learner.name", "Name", style="Strong", bold=True, italic=True, size=Pt(9))
    control = next(part_of(saved(document)).iter(w("sdt")))
    look = control.find(f"{w('sdtPr')}/{w('rPr')}")
    shown = next(control.iter(w("r"))).find(w("rPr"))
    assert look is not None
    assert value_of(look, "rStyle") == "Strong"
    assert value_of(look, "sz") == "18"  # half points
    assert value_of(shown, "rStyle") == "PlaceholderText"


def test_the_placeholder_style_is_defined_once() -> None:
    styles = opened(transcript()).styles
    assert [style.name for style in styles].count("Placeholder Text") == 1


def test_numbers_of_controls_are_unique_over_body_header_and_footer() -> None:
    data = transcript()
    parts = [part_of(data), part_of(data, "word/header1.xml"), part_of(data, "word/footer1.xml")]
    numbers = [
        number.get(w("val"))
        for root in parts
        for properties in root.iter(w("sdtPr"))
        for number in properties.iterchildren(w("id"))
    ]
    assert len(numbers) == len(set(numbers)) == 13


def test_a_repeat_is_a_section_with_one_item() -> None:
    document = docx.Document()
    (row,) = rows_of(document.add_table(1, 1))
    repeat([row], "units", "Units")
    table = next(part_of(saved(document)).iter(w("tbl")))
    section, item = table.iter(w("sdt"))
    assert section.getparent() is table
    assert section.find(f"{w('sdtPr')}/{w15('repeatingSection')}") is not None
    assert item.find(f"{w('sdtPr')}/{w15('repeatingSectionItem')}") is not None
    assert value_of(section.find(w("sdtPr")), "tag") == "units"


def test_an_inner_repeat_stands_in_the_item_of_the_outer_one_beside_its_row() -> None:
    root = part_of(transcript())
    outcome = next(tag for tag in root.iter(w("tag")) if tag.get(w("val")) == "outcomes")
    around = [value_of(control.find(w("sdtPr")), "tag") for control in outcome.iterancestors(w("sdt"))]
    assert around == ["outcomes", "", "units"]


def test_repeating_sections_are_declared_as_ignorable_at_the_top() -> None:
    root = part_of(transcript())
    ignorable = root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable", "")
    assert {"w14", "w15"} <= set(ignorable.split())
    assert all(prefix in root.nsmap for prefix in ignorable.split())


def test_conditions_enclose_blocks_rows_and_runs() -> None:
    document = docx.Document()
    table = document.add_table(2, 1)
    paragraph = document.add_paragraph("always, ")
    run = paragraph.add_run("sometimes")
    show_if([table], "has_table")
    show_unless([rows_of(table)[1]], "is_short")
    show_if([run], "is_long")
    assert list(tags_in(part_of(saved(document)))) == ["if:has_table", "unless:is_short", "if:is_long"]


def test_a_control_set_around_what_a_control_fills_goes_outside() -> None:
    document = docx.Document()
    (row,) = rows_of(document.add_table(1, 1))
    repeat([row], "units", "Units")
    show_if([row], "has_units")
    assert list(tags_in(part_of(saved(document)))) == ["if:has_units", "units"]


def test_things_that_are_no_neighbours_are_refused() -> None:
    document = docx.Document()
    first, _, third = rows_of(document.add_table(3, 1))
    with pytest.raises(TemplateError, match="in between"):
        repeat([first, third], "units", "Units")
    with pytest.raises(TemplateError, match="side by side"):
        show_if([first, document.add_paragraph()], "has_units")
    with pytest.raises(TemplateError, match="encloses nothing"):
        repeat([], "units", "Units")


@pytest.mark.parametrize("tag", ["learner name", "fi:name", "", "1st", "a..b", "if:"])
def test_a_tag_that_names_no_field_is_refused(tag: str) -> None:
    with pytest.raises(TemplateError, match="no name of a field"):
        add_field(docx.Document().add_paragraph(), tag, "Label")


def test_a_tag_or_label_may_have_64_characters_and_no_more() -> None:
    paragraph = docx.Document().add_paragraph()
    add_field(paragraph, "a" * 63, "b" * 63)
    add_field(paragraph, "a" * 64, "b" * 64)
    with pytest.raises(TemplateError, match="too long"):
        add_field(paragraph, "a" * 65, "Label")
    with pytest.raises(TemplateError, match="too long"):
        add_field(paragraph, "a", "b" * 65)


def test_page_and_page_count_are_whole_field_codes() -> None:
    document = docx.Document()
    footer = document.sections[0].footer.paragraphs[0]
    add_page_number(footer)
    add_page_count(footer)
    root = part_of(saved(document), "word/footer1.xml")
    assert [code.text for code in root.iter(w("instrText"))] == ["PAGE", "NUMPAGES"]
    kinds = [mark.get(w("fldCharType")) for mark in root.iter(w("fldChar"))]
    assert kinds == ["begin", "separate", "end"] * 2


def test_row_properties_are_set_once_and_paragraphs_keep_with_the_next() -> None:
    document = docx.Document()
    (row,) = rows_of(document.add_table(1, 1))
    repeat_header_row(row)
    repeat_header_row(row)
    keep_row_whole(row)
    keep_with_next(row.cells[0].paragraphs[0])
    root = part_of(saved(document))
    properties = next(root.iter(w("trPr")))
    assert [child.tag for child in properties] == [w("tblHeader"), w("cantSplit")]
    assert next(root.iter(w("keepNext"))) is not None


@pytest.mark.office
def test_a_template_with_all_controls_is_valid(validate_office: Callable[[Path], None], tmp_path: Path) -> None:
    document = opened(transcript())
    table = document.add_table(2, 2, "Table Grid")
    head, body = rows_of(table)
    repeat_header_row(head)
    keep_row_whole(body)
    field_in(body.cells[0], "person.name")
    show_unless([body], "is_short")
    block = document.add_paragraph("block ")
    run = block.add_run("run")
    show_if([run], "is_long")
    show_if([document.add_table(1, 1)], "has_table")
    repeat([document.add_paragraph("repeated")], "remarks", "Remarks")
    header = document.sections[0].header
    inside = header.add_table(1, 1, Pt(200))
    rows = rows_of(inside)
    field_in(rows[0].cells[0], "school.name")
    repeat(rows, "schools", "Schools")
    header.add_paragraph()
    path = tmp_path / "template.docx"
    path.write_bytes(saved(document))
    validate_office(path)
