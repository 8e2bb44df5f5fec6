"""What authors get wrong in templates, and that they are told all of it at once."""

from __future__ import annotations

import docx
import pytest
from lxml import etree

from documents.template_samples import one_field, opened, part_of, saved, with_part
from ecvet_office.documents.controls import add_field
from ecvet_office.documents.template import compile_template
from ecvet_office.documents.wordml import W14, W15, W, serialise, w
from ecvet_office.model.errors import TemplateError

NAMES = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:w15="{W15}"'


def document_of(body: str) -> bytes:
    """Gives a file whose body is the XML given; `sdt(…)` below writes its controls."""
    xml = f"<w:document {NAMES}><w:body>{body}<w:p/></w:body></w:document>"
    return with_part(saved(docx.Document()), "word/document.xml", xml.encode())


def sdt(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def tag(name: str) -> str:
    return f'<w:tag w:val="{name}"/>'


SECTION, ITEM = "<w15:repeatingSection/>", "<w15:repeatingSectionItem/>"
RUN = "<w:r><w:t>x</w:t></w:r>"
PARAGRAPH = f"<w:p>{RUN}</w:p>"
CELL = f"<w:tc>{PARAGRAPH}</w:tc>"
ROW = f"<w:tr>{CELL}</w:tr>"
TABLE = f"<w:tbl><w:tblPr/><w:tblGrid/>{ROW}</w:tbl>"
FIELD_BEGINS = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'


def row_of_table(cells: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>"


def mistakes_in(data: bytes) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        compile_template(data, "form.docx")
    head, *lines = str(caught.value).splitlines()
    assert head == ("form.docx has 1 mistake:" if len(lines) == 1 else f"form.docx has {len(lines)} mistakes:")
    return lines


CASES = {
    "no tag": (f"<w:p>{sdt('', RUN)}</w:p>", "it has no tag"),
    "a name with a blank": (f"<w:p>{sdt(tag('learner name'), RUN)}</w:p>", '"learner name" is no field\'s name'),
    "an unknown prefix": (f"<w:p>{sdt(tag('fi:name'), RUN)}</w:p>", '"fi:name" is no field\'s name'),
    "a tag that is too long": (f"<w:p>{sdt(tag('a' * 65), RUN)}</w:p>", "its tag is 65 characters long"),
    "a picture control without a picture": (
        f"<w:p>{sdt(tag('photo') + '<w:picture/>', RUN)}</w:p>",
        "holds no picture that can be replaced",
    ),
    "a picture control without a tag": (f"<w:p>{sdt('<w:picture/>', RUN)}</w:p>", "it has no tag"),
    "a check box": (f"<w:p>{sdt(tag('yes') + '<w14:checkbox/>', RUN)}</w:p>", "a check box control cannot be filled"),
    "a text around rows": (
        f"<w:tbl><w:tblPr/><w:tblGrid/>{sdt(tag('name'), ROW)}</w:tbl>",
        "a text control stands around table cells",
    ),
    "a text around two cells": (row_of_table(sdt(tag("name"), CELL + CELL)), "stands around table cells"),
    "a text in a text": (f"<w:p>{sdt(tag('outer'), sdt(tag('inner'), RUN))}</w:p>", "holds another control"),
    "a text over two paragraphs": (sdt(tag("name"), PARAGRAPH * 2), "spans several paragraphs"),
    "a text around a table": (sdt(tag("name"), TABLE + PARAGRAPH), "would delete a table in it"),
    "a text around a field code": (sdt(tag("name"), FIELD_BEGINS), "would delete a field code in it"),
    "a repeat without an item": (sdt(tag("units") + SECTION, PARAGRAPH), "a repeat without an item"),
    "a repeat with a prefix": (
        sdt(tag("if:units") + SECTION, sdt(ITEM, PARAGRAPH)),
        'a repeat cannot be "if:"',
    ),
    "a repeat within a paragraph": (
        f"<w:p>{sdt(tag('units') + SECTION, sdt(ITEM, RUN))}</w:p>",
        "it repeats part of a paragraph or of a row",
    ),
    "a repeat around a cell": (
        row_of_table(sdt(tag("units") + SECTION, sdt(ITEM, CELL))),
        "it repeats part of a paragraph or of a row",
    ),
    "a repeat with text beside its item": (
        sdt(tag("units") + SECTION, PARAGRAPH + sdt(ITEM, PARAGRAPH)),
        "text outside its item",
    ),
    "a repeated table alone": (sdt(tag("units") + SECTION, sdt(ITEM, TABLE)), "Word would join the copies"),
    "a repeated footnote": (
        sdt(tag("units") + SECTION, sdt(ITEM, '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>')),
        "it repeats a footnote or endnote",
    ),
    "an item without a repeat": (sdt(ITEM, PARAGRAPH), "the item of a repeating section that is not there"),
    "a condition around two cells": (row_of_table(sdt(tag("if:yes"), CELL + CELL) + CELL), "single cells"),
    "a condition that cuts a field code": (sdt(tag("if:yes"), FIELD_BEGINS), "a field code begins inside it"),
    "a condition with a section break": (
        sdt(tag("unless:yes"), "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"),
        "it holds a section break",
    ),
    "tracked changes": (f"<w:p><w:ins>{RUN}</w:ins></w:p>", "it holds tracked changes"),
    "a text that is a repeat elsewhere": (
        sdt(tag("units") + SECTION, sdt(ITEM, PARAGRAPH)) + f"<w:p>{sdt(tag('units'), RUN)}</w:p>",
        "it is a text here and a repeat elsewhere",
    ),
}


@pytest.mark.parametrize(("body", "said"), CASES.values(), ids=CASES.keys())
def test_a_mistake_is_said_once(body: str, said: str) -> None:
    (line,) = mistakes_in(document_of(body))
    assert said in line


def test_all_mistakes_come_at_once_each_with_field_place_and_remedy() -> None:
    titled = '<w:alias w:val="Who assessed"/>'
    body = (
        f"<w:p><w:r><w:t>Name of the learner</w:t></w:r>{sdt(tag('learner name'), RUN)}</w:p>"
        f"<w:p><w:r><w:t>Assessor</w:t></w:r>{sdt(titled, RUN)}</w:p>" + sdt(tag("units") + SECTION, PARAGRAPH)
    )
    first, second, third = mistakes_in(document_of(body))
    assert first.startswith('learner name (main text, near "Name of the learner"): ')
    assert "; write a name like learner.name" in first
    assert second.startswith('Who assessed (main text, near "Assessor"): it has no tag; type the field\'s name')
    assert third.startswith('units (main text, near "x"): a repeat without an item; select the rows')


def test_mistakes_in_headers_are_found_with_those_of_the_body() -> None:
    document = opened(one_field())
    add_field(document.sections[0].header.paragraphs[0], "school.name", "School")
    data = saved(document)
    for part in ("word/document.xml", "word/header1.xml"):
        root = part_of(data, part)
        next(root.iter(w("tag"))).set(w("val"), "no name")
        data = with_part(data, part, serialise(root))
    assert [line.partition(":")[0] for line in mistakes_in(data)] == [
        'no name (main text, near "before after")',
        'no name (header 1, near "School")',
    ]


def test_controls_of_words_own_are_no_mistakes() -> None:
    own = sdt("<w:docPartObj/>", PARAGRAPH) + f"<w:p>{sdt('<w:citation/>', RUN)}{sdt(tag('goog_rdk_0'), RUN)}</w:p>"
    assert compile_template(document_of(own), "form.docx").fields == ()


def test_a_strict_document_is_named_as_such() -> None:
    strict = '<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body/></document>'
    data = with_part(one_field(), "word/document.xml", strict.encode())
    (line,) = mistakes_in(data)
    assert "Strict Open XML" in line


def test_a_control_without_content_is_a_mistake() -> None:
    root = etree.fromstring(f"<w:document {NAMES}><w:body><w:p><w:sdt/></w:p></w:body></w:document>")
    data = with_part(one_field(), "word/document.xml", serialise(root))
    assert any("it has no content" in line for line in mistakes_in(data))
