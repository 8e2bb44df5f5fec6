"""Texts in XML and back, judged by an XML parser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ecvet_office.workbook.xml_text import as_attribute, as_xml, from_xml

# Characters that XML can hold; a parser turns a carriage return between tags into a line feed.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\n\t")
)
MARKUP = st.text(st.sampled_from("&<>\"';amplt#10"))


@given(TEXTS | MARKUP)
def test_a_parser_reads_a_text_between_tags_as_it_was(text: str) -> None:
    assert (etree.fromstring(f"<t>{as_xml(text)}</t>").text or "") == text


@given(TEXTS | MARKUP)
def test_a_parser_reads_an_attribute_as_it_was(text: str) -> None:
    with_return = f"{text}\r"
    assert etree.fromstring(f"<t v={as_attribute(with_return)}/>").get("v") == with_return


@given(TEXTS | MARKUP)
def test_what_was_written_as_xml_comes_back(text: str) -> None:
    assert from_xml(as_xml(text)) == text
    assert from_xml(as_attribute(text.replace("\n", "").replace("\t", ""))[1:-1]) == text.replace("\n", "").replace(
        "\t", ""
    )


@given(MARKUP)
def test_the_five_names_are_read_as_a_parser_reads_them(text: str) -> None:
    named = as_xml(text).replace("'", "&apos;").replace('"', "&quot;")
    assert from_xml(named) == (etree.fromstring(f"<t>{named}</t>").text or "")
