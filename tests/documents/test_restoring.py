"""Templates that another program has saved: their controls come back from the hidden marks that it kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree
from lxml.etree import _Element as Element

from documents.filled import fields, sources
from documents.template_samples import (
    field_in,
    opened,
    part_of,
    saved,
    tags_in,
    transcript,
    transcript_record,
    with_part,
)
from ecvet_office.documents.controls import add_field, show_if, show_unless
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.docx_package import pack, read_parts, seal
from ecvet_office.documents.filling import shipped_template
from ecvet_office.documents.hidden_tags import MARK, MARK_TAG, with_hidden_tags
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.render import render
from ecvet_office.documents.template import compile_template
from ecvet_office.documents.wordml import serialise, unwrap, w, w15
from ecvet_office.law.packaged import packaged_folder
from ecvet_office.model.errors import TemplateError

ABOUT = "docProps/app.xml"


def marked(data: bytes) -> bytes:
    return pack(seal(with_hidden_tags(read_parts(data, "the template"))), ())


def changed(data: bytes, change: Callable[[Element], None], part: str = "word/document.xml") -> bytes:
    root = part_of(data, part)
    change(root)
    return with_part(data, part, serialise(root))


def by_another_program(data: bytes) -> bytes:
    about = read_parts(data, "it")[ABOUT]
    return with_part(data, ABOUT, re.sub(rb"<Application>[^<]*", b"<Application>Another Writer", about))


def without_controls(data: bytes) -> bytes:
    """Gives the file as a program leaves it that knows no controls at all."""

    def unwrap_all(root: Element) -> None:
        for control in list(root.iter(w("sdt"))):
            unwrap(control, control.find(w("sdtContent")))

    for part in read_parts(data, "it"):
        if re.fullmatch(r"word/(document|header\d+|footer\d+)\.xml", part):
            data = changed(data, unwrap_all, part)
    return by_another_program(data)


def fields_of(data: bytes) -> list[tuple[str, str, bool]]:
    return [(field.path, field.kind, field.is_open) for field in compile_template(data, "form.docx").fields]


def text_of(data: bytes, record: dict[str, object]) -> str:
    return texts(render(compile_template(data, "form.docx"), record))


def without_page_numbers(data: bytes) -> str:
    return re.sub(r"\d+( \w+ )\d+$", r"#\1#", texts(data), flags=re.MULTILINE)


def shipped(document: str) -> bytes:
    return packaged_folder("doc_templates").joinpath(f"{document}.en.docx").read_bytes()


# --- the marks ------------------------------------------------------------------------------------------------------


def test_every_mark_is_hidden_and_no_spelling_check_cuts_it() -> None:
    body = part_of(marked(transcript()))
    runs = [run for run in body.iter(w("r")) if MARK.search("".join(text.text or "" for text in run.iter(w("t"))))]
    assert len(runs) == 2 * len([tag for tag in tags_in(body) if tag != MARK_TAG])
    for run in runs:
        properties = run.find(w("rPr"))
        assert properties is not None
        assert properties.find(w("vanish")) is not None
        assert properties.find(w("noProof")) is not None


def test_marks_stand_in_no_document_and_in_no_list_of_fields() -> None:
    plain, with_marks = (compile_template(data, "form.docx") for data in (transcript(), marked(transcript())))
    assert with_marks.fields == plain.fields
    assert render(with_marks, transcript_record()) == render(plain, transcript_record())


def test_marks_stand_in_no_placeholder_of_a_document_to_be_returned() -> None:
    template = compile_template(marked(transcript()), "form.docx", keep_controls=True)
    text = texts(render(template, transcript_record()))
    assert "name of the assessor" in text
    assert "⟦" not in text


@pytest.mark.office
def test_a_template_with_marks_is_valid(validate_office: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "form.docx").write_bytes(marked(transcript()))
    validate_office(tmp_path / "form.docx")


@pytest.mark.office
def test_no_mark_is_seen_in_libreoffice(
    to_pdf: Callable[[Path], Path], printed_text: Callable[[Path], str], tmp_path: Path
) -> None:
    (tmp_path / "form.docx").write_bytes(marked(transcript()))
    text = printed_text(to_pdf(tmp_path / "form.docx"))
    assert "Name of the guardian" in text
    assert "⟦" not in text


# --- controls made anew ---------------------------------------------------------------------------------------------


def test_a_template_that_has_lost_all_controls_fills_as_before() -> None:
    lost = without_controls(marked(transcript()))
    assert list(tags_in(part_of(lost))) == []
    assert fields_of(lost) == fields_of(transcript())
    assert text_of(lost, transcript_record()) == text_of(transcript(), transcript_record())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_shipped_template_that_has_lost_all_controls_fills_as_before(document: str) -> None:
    ours, lost = shipped_template(document, "en"), compile_template(without_controls(shipped(document)), document)
    for subject in DOCUMENTS[document].subjects(sources().register, ()):
        record = fields(document, subject)
        assert texts(render(lost, record)) == texts(render(ours, record))


def test_a_value_keeps_the_look_that_its_mark_has() -> None:
    document = docx.Document()
    document.styles.add_style("Tick", WD_STYLE_TYPE.CHARACTER)
    add_field(document.add_paragraph(), "learner.name", "Learner", bold=True, style="Tick")
    add_field(document.add_paragraph(), "learner.id", "Id")
    lost = without_controls(marked(saved(document)))
    first, second = opened(
        render(compile_template(lost, "form.docx"), {"learner.name": "Ana", "learner.id": "L1"})
    ).paragraphs
    assert [(run.text, run.bold, run.style.name) for run in first.runs] == [("Ana", True, "Tick")]
    assert [(run.text, run.bold, run.style.name) for run in second.runs] == [("L1", None, "Default Paragraph Font")]


def test_marks_that_a_spelling_check_cut_in_pieces_are_read() -> None:
    def cut(root: Element) -> None:
        for text in list(root.iter(w("t"))):
            run = text.getparent()
            if run is not None and MARK.search(text.text or ""):
                words = text.text or ""
                for piece in (words[:4], words[4:9], words[9:]):
                    made = etree.Element(w("r"))
                    etree.SubElement(made, w("t")).text = piece
                    run.addprevious(made)
                unwrap(run, None)

    lost = changed(without_controls(marked(transcript())), cut)
    assert text_of(lost, transcript_record()) == text_of(transcript(), transcript_record())


def test_words_typed_between_a_mark_and_the_text_stay() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Learner: ")
    add_field(paragraph, "learner.name", "Learner")
    paragraph.add_run(", at home")
    show_if([paragraph], "learner.name")
    lost = without_controls(marked(saved(document)))
    assert text_of(lost, {"learner.name": "Ana"}).splitlines()[1] == "Learner: Ana, at home"
    assert "Learner" not in text_of(lost, {"learner.name": ""})


def two_tables_that_follow_each_other() -> bytes:
    document = docx.Document()
    for _ in range(2):
        table = document.add_table(2, 1)
        table.rows[0].cells[0].text = "Units"
        field_in(table.rows[1].cells[0], "points", "Points")
    first, second = document.tables
    show_if([first], "uses_points")
    show_unless([second], "uses_points")
    return saved(document)


def test_conditions_around_tables_that_another_program_joined_keep_to_their_rows() -> None:
    lost = without_controls(marked(two_tables_that_follow_each_other()))

    def join(root: Element) -> None:
        first, second = root.iter(w("tbl"))
        first.extend(second.findall(w("tr")))
        unwrap(second, None)

    joined = changed(lost, join)
    for uses_points in (True, False):
        text = text_of(joined, {"uses_points": uses_points, "points": "40"})
        assert text.splitlines()[1:3] == ["Units", "40"]
        assert text.count("Units") == 1


def test_controls_that_survive_are_not_made_twice() -> None:
    # Newer versions of LibreOffice keep the tags of controls among runs, and lose the repeats around rows.
    def lose_repeats(root: Element) -> None:
        for name in ("repeatingSection", "repeatingSectionItem"):
            for mark in list(root.iter(w15(name))):
                control = next(mark.iterancestors(w("sdt")))
                unwrap(control, control.find(w("sdtContent")))

    data = by_another_program(changed(marked(transcript()), lose_repeats))
    assert fields_of(data) == fields_of(transcript())


def test_the_controls_without_tags_that_libreoffice_leaves_behind_are_taken_away() -> None:
    def lose_tags(root: Element) -> None:
        for tag in list(root.iter(w("tag"), w15("repeatingSection"), w15("repeatingSectionItem"))):
            unwrap(tag, None)

    data = by_another_program(changed(marked(transcript()), lose_tags))
    assert text_of(data, transcript_record()) == text_of(transcript(), transcript_record())


# --- what is left alone ---------------------------------------------------------------------------------------------


def condition_removed_in_word() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Always: ")
    add_field(paragraph, "learner.name", "Learner")
    show_if([paragraph], "is_minor")

    def remove(root: Element) -> None:
        control = next(root.iter(w("sdt")))
        unwrap(control, control.find(w("sdtContent")))

    return changed(marked(saved(document)), remove)


def test_a_condition_that_was_removed_in_word_stays_away() -> None:
    assert fields_of(condition_removed_in_word()) == [("learner.name", "text", False)]
    assert "Always: Ana" in text_of(condition_removed_in_word(), {"learner.name": "Ana"})


def test_a_control_without_a_tag_in_a_template_of_word_is_still_a_mistake() -> None:
    document = docx.Document()
    add_field(document.add_paragraph(), "learner.name", "Learner")

    def lose(root: Element) -> None:
        unwrap(next(root.iter(w("tag"))), None)

    with pytest.raises(TemplateError, match="it has no tag"):
        compile_template(changed(saved(document), lose), "form.docx")


def test_a_mark_without_its_other_half_is_a_mistake_with_its_place() -> None:
    def lose_an_end(root: Element) -> None:
        ends = [text for text in root.iter(w("t")) if (text.text or "") == "⟦/row units[]⟧"]
        assert len(ends) == 1
        ends[0].text = ""

    lost = changed(without_controls(marked(transcript())), lose_an_end)
    with pytest.raises(TemplateError, match=r"units \(main text, near .*one end of it was lost.*from a palette"):
        compile_template(lost, "form.docx")


# --- LibreOffice ----------------------------------------------------------------------------------------------------


@pytest.mark.office
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_shipped_template_that_libreoffice_saved_still_fills(
    document: str, convert: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    path = tmp_path / "template.docx"
    path.write_bytes(shipped(document))
    resaved = compile_template(convert(path, "docx").read_bytes(), document)
    ours = shipped_template(document, "en")
    assert {(field.path, field.kind) for field in resaved.fields} == {(field.path, field.kind) for field in ours.fields}
    for subject in DOCUMENTS[document].subjects(sources().register, ()):
        record = fields(document, subject)
        # The page numbers of both are what the program that saved the template last counted in it.
        assert without_page_numbers(render(resaved, record)) == without_page_numbers(render(ours, record))
