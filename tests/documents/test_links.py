"""Links whose target a record gives, and fields in text boxes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element as Element

from documents.template_samples import field_in, part_of, rows_of, saved, with_part
from ecvet_office.documents.controls import add_field, repeat
from ecvet_office.documents.docx_package import read_parts
from ecvet_office.documents.links import field_of, link_address, with_addresses
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.record_fit import missing, unused
from ecvet_office.documents.render import render
from ecvet_office.documents.template import compile_template
from ecvet_office.documents.wordml import MC, serialise, w
from ecvet_office.model.errors import TemplateError

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def link_in(paragraph: Paragraph, address: str, words: str = "our website") -> Element:
    """Adds a link to a paragraph as Word writes one."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = etree.SubElement(paragraph._p, w("hyperlink"))
    link.set(RELATION, relation)
    paragraph.add_run(words)
    link.append(paragraph.runs[-1]._r)
    return link


def with_link(address: str = "field:host.website") -> Document:
    document = docx.Document()
    link_in(document.add_paragraph("See "), address)
    return document


def filled(document: Document, **record: object) -> bytes:
    keys = {name.replace("_", "."): value for name, value in record.items()}
    return render(compile_template(saved(document), "form.docx"), keys)


def instructions_of(data: bytes, part: str = "word/document.xml") -> list[str]:
    """Gives the instruction of each field code of a part."""
    found: list[str] = []
    for element in part_of(data, part).iter(w("fldChar"), w("instrText")):
        if element.get(w("fldCharType")) == "begin":
            found.append("")
        elif element.tag == w("instrText"):
            found[-1] += element.text or ""
    return [one.strip() for one in found]


# --- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("field:host.website", "host.website"),
        ("field://host.website/", "host.website"),
        ("{host.website}", "host.website"),
        ("https://{host.website}", "host.website"),
        ("http://%7Bhost.website%7D/", "host.website"),
        ("mailto:{host.email}", "host.email"),
        ("../%7Bhost.website%7D", "host.website"),
        ("https://school.example", ""),
        ("field:", ""),
        ("field:if:points", ""),
        ("{no field}", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_link_names_a_field_as_programs_write_it(address: str, field: str) -> None:
    assert field_of(address) == field


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.school.example", "https://www.school.example"),
        ("  http://school.example/a?b=c&d=e#f ", "http://school.example/a?b=c&d=e#f"),
        ("school.example:8080/x", "https://school.example:8080/x"),
        ("office@school.example", "mailto:office@school.example"),
        ("mailto:office@school.example", "mailto:office@school.example"),
        ("tel:+358200", "tel:+358200"),
        ("www.école.example/größe", "https://www.xn--cole-9oa.example/gr%C3%B6%C3%9Fe"),
        ('school.example/"x"\\y', "https://school.example/%22x%22%5Cy"),
    ],
)
def test_what_a_person_types_becomes_an_address(typed: str, address: str) -> None:
    assert link_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "none",
        "www.school.example or www.other.example",
        "file:///C:/secret.txt",
        r"\\server\share",
        "//server/share",
        "javascript:alert(1)",
        "ms-word:ofe|u|https://x.example/y.docm",
        "data:text/html,x",
        "https://",
        "https://host:99999999/",
        "https://user@",
        "a\x00b.example",
        "https://school.example/" + "x" * 2_000,
    ],
)
def test_what_is_no_address_or_could_open_a_file_or_a_program_becomes_none(typed: str) -> None:
    assert link_address(typed) == ""


@given(st.text(max_size=60), st.sampled_from(["", "https://", "www.", "mailto:", "a@b.c", "FILE:", "x.y/"]))
def test_no_text_makes_an_address_that_leaves_the_field_code(text: str, start: str) -> None:
    address = link_address(start + text)
    assert not set(address) & set(' "\\<>\n\t\x00')
    assert address.isascii()
    assert address == "" or address.startswith(("http://", "https://", "mailto:", "tel:"))


def test_a_record_gets_addresses_beside_the_texts_they_are_made_from() -> None:
    record = {"site": "x.example", "rows": ({"site": "y.example", "name": "A"},), "name": "B"}
    made = with_addresses(record, {"site"})
    assert made["site:address"] == "https://x.example"
    assert made["rows"][0] == {"site": "y.example", "name": "A", "site:address": "https://y.example"}
    assert with_addresses(record, ()) is record


# --- links in documents ---------------------------------------------------------------------------------------------


def test_a_link_leads_where_the_record_says() -> None:
    data = filled(with_link(), host_website="www.lycee.example/a&b")
    assert instructions_of(data) == ['HYPERLINK "https://www.lycee.example/a&b"']
    assert "See our website" in texts(data)
    assert list(part_of(data).iter(w("hyperlink"))) == []


def test_without_an_address_the_words_stand_without_a_link() -> None:
    data = filled(with_link(), host_website="")
    assert instructions_of(data) == []
    assert "See our website" in texts(data)


def test_a_link_may_show_the_field_itself_in_the_format_that_its_author_gave_it() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    link = link_in(paragraph, "field:host.website", "")
    add_field(paragraph, "host.website", "Website", bold=True)
    link.append(paragraph._p[-1])
    data = filled(document, host_website="www.lycee.example")
    assert "www.lycee.example" in texts(data)
    assert next(part_of(data).iter(w("b"))) is not None


def test_an_address_of_a_template_that_is_no_field_stays_as_it_is() -> None:
    data = filled(with_link("https://school.example"))
    assert len(list(part_of(data).iter(w("hyperlink")))) == 1
    assert b"https://school.example" in read_parts(data, "it")["word/_rels/document.xml.rels"]


def test_documents_do_not_hold_the_name_of_the_field_as_an_address() -> None:
    data = filled(with_link(), host_website="www.lycee.example")
    assert b"host.website" not in read_parts(data, "it")["word/_rels/document.xml.rels"]


def test_links_in_repeated_rows_lead_to_each_rows_own_place() -> None:
    document = docx.Document()
    (row,) = rows_of(document.add_table(1, 2))
    field_in(row.cells[0], "name")
    link_in(row.cells[1].paragraphs[0], "field:website")
    repeat([row], "partners", "Partners")
    partners = tuple({"name": name, "website": f"www.{name}.example"} for name in "ab")
    data = filled(document, partners=partners)
    assert instructions_of(data) == ['HYPERLINK "https://www.a.example"', 'HYPERLINK "https://www.b.example"']


def test_links_in_headers_work_too() -> None:
    document = docx.Document()
    link_in(document.sections[0].header.paragraphs[0], "field:host.website")
    data = filled(document, host_website="www.lycee.example")
    assert instructions_of(data, "word/header1.xml") == ['HYPERLINK "https://www.lycee.example"']


def test_the_field_of_a_link_counts_as_asked_for_and_its_absence_is_told() -> None:
    template = compile_template(saved(with_link()), "form.docx")
    assert [(field.path, field.kind) for field in template.fields] == [("host.website", "text")]
    assert missing(template, {}) == ("host.website",)
    assert unused(template, {"host.website": "x.example"}) == ()
    with pytest.raises(TemplateError, match=r"host\.website \(word/document\.xml\): the record has no such key"):
        render(template, {})


@pytest.mark.office
def test_a_document_with_links_is_valid_and_libreoffice_follows_them(
    validate_office: Callable[[Path], None], convert: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(filled(with_link(), host_website="www.lycee.example/a&b"))
    validate_office(path)
    assert b'xlink:href="https://www.lycee.example/a&amp;b"' in convert(path, "fodt").read_bytes()


# --- text boxes -----------------------------------------------------------------------------------------------------


def with_text_box() -> bytes:
    """Gives a template with a field in a text box, as Word writes it: once drawn, once more for old programs."""
    document = docx.Document()
    add_field(document.add_paragraph("Box: "), "learner.name", "Learner", bold=True)
    document.add_paragraph("after the box")
    root = part_of(saved(document))
    paragraph = next(root.iter(w("p")))
    inside = etree.tostring(paragraph).decode()
    names = (
        f'xmlns:mc="{MC}" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    shape = (
        '<wp:inline><wp:extent cx="1800000" cy="720000"/><wp:docPr id="7" name="Box"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="720000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline>"
    )
    old = f'<v:rect style="width:142pt;height:57pt"><v:textbox>{content}</v:textbox></v:rect>'
    box = etree.fromstring(
        f'<w:p {names}><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    body = paragraph.getparent()
    assert body is not None
    body.replace(paragraph, box)
    return with_part(saved(document), "word/document.xml", serialise(root))


def test_a_field_in_a_text_box_is_filled_in_both_of_its_forms() -> None:
    template = compile_template(with_text_box(), "form.docx")
    data = render(template, {"learner.name": "Ana Kovač"})
    body = read_parts(data, "it")["word/document.xml"].decode()
    assert body.count("Ana Kovač") == 2
    assert "<w:sdt>" not in body
    assert "Box: Ana Kovač" in texts(data)


@pytest.mark.office
def test_a_filled_text_box_is_valid(validate_office: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(render(compile_template(with_text_box(), "form.docx"), {"learner.name": "Ana"}))
    validate_office(path)
