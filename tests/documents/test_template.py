"""What a compiled template knows of its fields, and what is refused as no template at all."""

from __future__ import annotations

import copy
import io
import pickle
import zipfile
from pathlib import Path

import docx
import pytest

from documents.template_samples import (
    field_in,
    one_field,
    part_of,
    rows_of,
    saved,
    transcript,
    transcript_record,
    with_part,
)
from ecvet_office.documents.controls import add_field, repeat, show_if, show_unless
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.render import render
from ecvet_office.documents.template import compile_template, open_template
from ecvet_office.documents.wordml import serialise, w
from ecvet_office.model.errors import EcvetError, TemplateError, UnreadableFileError

CONTENT_TYPES = "[Content_Types].xml"


def zipped(*parts: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return stream.getvalue()


def test_every_field_is_listed_with_its_path_and_kind() -> None:
    template = compile_template(transcript(), "transcript.docx")
    assert [(field.path, field.kind) for field in template.fields] == [
        ("learner.name", "text"),
        ("learner.is_minor", "condition"),
        ("guardian.name", "text"),
        ("units[]", "repeat"),
        ("units[].unit.title", "text"),
        ("units[].unit.points", "text"),
        ("units[].outcomes[]", "repeat"),
        ("units[].outcomes[].outcome.text", "text"),
        ("units[].outcomes[].outcome.grade", "text"),
        ("host.assessor", "text"),
        ("document.number", "text"),
    ]


def test_a_field_says_where_it_stands_what_it_is_called_and_who_fills_it() -> None:
    fields = {field.key: field for field in compile_template(transcript(), "transcript.docx").fields}
    name, grade, number = fields["learner.name"], fields["outcome.grade"], fields["document.number"]
    assert (name.part, name.near, name.label) == ("word/document.xml", "Name:", "Name of the learner")
    assert (grade.is_open, name.is_open) == (True, False)
    assert number.part == "word/header1.xml"


def test_the_text_beside_a_field_is_cut_at_60_characters() -> None:
    document = docx.Document()
    for length in (59, 60, 61):
        add_field(document.add_paragraph("x" * length), f"field{length}", "Label")
    near = [field.near for field in compile_template(saved(document), "t.docx").fields]
    assert [len(text) for text in near] == [59, 60, 60]
    assert [text.endswith("…") for text in near] == [False, False, True]


def test_sample_items_beyond_the_first_are_not_fields() -> None:
    document = docx.Document()
    rows = rows_of(document.add_table(1, 1))
    field_in(rows[0].cells[0], "unit.title")
    repeat(rows, "units", "Units")
    root = part_of(saved(document))
    item = list(root.iter(w("sdt")))[1]
    item.addnext(copy.deepcopy(item))
    data = with_part(saved(document), "word/document.xml", serialise(root))
    assert [field.path for field in compile_template(data, "t.docx").fields] == ["units[]", "units[].unit.title"]


def test_a_template_survives_the_way_to_another_process() -> None:
    template = compile_template(transcript(), "transcript.docx")
    twin = pickle.loads(pickle.dumps(template))  # noqa: S301 - our own bytes, a line ago
    assert twin == template
    assert render(twin, transcript_record()) == render(template, transcript_record())


def test_a_template_without_fields_gives_its_text() -> None:
    document = docx.Document()
    document.add_paragraph("nothing to fill")
    template = compile_template(saved(document), "t.docx")
    assert template.fields == ()
    assert "nothing to fill" in texts(render(template, {}))


def test_a_template_is_opened_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "Übersicht.docx"
    path.write_bytes(one_field())
    assert open_template(path).name == "Übersicht.docx"


def test_a_template_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"absent\.docx cannot be read"):
        open_template(tmp_path / "absent.docx")


def test_a_truncated_file_is_said_to_be_damaged() -> None:
    data = one_field()
    with pytest.raises(UnreadableFileError, match="damaged"):
        compile_template(data[: len(data) // 2], "t.docx")


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04"])
def test_what_is_no_package_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        compile_template(data, "t.docx")


def test_an_old_or_protected_file_is_named_as_such() -> None:
    with pytest.raises(UnreadableFileError, match="password"):
        compile_template(b"\xd0\xcf\x11\xe0" + bytes(600), "t.doc")


def test_a_workbook_is_no_document() -> None:
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    with pytest.raises(UnreadableFileError, match="no main text"):
        compile_template(zipped((CONTENT_TYPES, types)), "t.docx")


def test_a_package_without_content_types_is_no_document() -> None:
    with pytest.raises(UnreadableFileError, match="content types"):
        compile_template(zipped(("word/document.xml", b"<x/>")), "t.docx")


def test_a_part_that_stands_twice_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="twice"):
        compile_template(zipped(("a.xml", b"<a/>"), ("A.xml", b"<a/>")), "t.docx")


def test_a_part_that_grows_out_of_measure_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="grows"):
        compile_template(zipped(("a.xml", bytes(6_000_000))), "t.docx")


def test_a_document_type_declaration_is_refused() -> None:
    content = b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'
    with pytest.raises(UnreadableFileError, match="document type"):
        compile_template(with_part(one_field(), "word/document.xml", content), "t.docx")


def test_a_part_that_is_no_xml_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="not well-formed"):
        compile_template(with_part(one_field(), "word/document.xml", b"<w:document>"), "t.docx")


def test_a_template_with_macros_is_refused() -> None:
    types = serialise(part_of(one_field(), CONTENT_TYPES))
    types = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    with pytest.raises(TemplateError, match="macros"):
        compile_template(with_part(one_field(), CONTENT_TYPES, types), "t.docm")


def test_a_document_made_from_a_dotx_is_a_document() -> None:
    types = serialise(part_of(one_field(), CONTENT_TYPES)).replace(b"document.main+xml", b"template.main+xml")
    template = compile_template(with_part(one_field(), CONTENT_TYPES, types), "t.dotx")
    out = render(template, {"learner.name": "Ana"})
    assert b"template.main+xml" not in serialise(part_of(out, CONTENT_TYPES))
    assert b"document.main+xml" in serialise(part_of(out, CONTENT_TYPES))


def test_a_condition_may_share_its_name_with_a_text_and_a_repeat() -> None:
    document = docx.Document()
    phone = document.add_paragraph("Telephone: ")
    add_field(phone, "learner.phone", "Telephone")
    show_if([phone], "learner.phone")
    rows = rows_of(document.add_table(1, 1))
    repeat(rows, "units", "Units")
    show_unless([document.add_paragraph("no units")], "units")
    assert len(compile_template(saved(document), "t.docx").fields) == 4


def test_all_errors_of_templates_are_of_our_tree() -> None:
    assert issubclass(TemplateError, EcvetError)
    assert issubclass(UnreadableFileError, EcvetError)
