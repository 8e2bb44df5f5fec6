"""The templates that come with the package: built by program, valid, and asking for exactly what records hold."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from documents.filled import fields, sources, variant
from documents.school_year import TODAY, WORKBOOK, evaluated
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.filling import fill, shipped_template
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.record_fit import missing, unused
from ecvet_office.documents.shipped import BUILDERS, build_template, field_list, shipped_languages, write_templates
from ecvet_office.documents.wording import wording
from ecvet_office.law.packaged import packaged_folder
from ecvet_office.law.pages import fact_text
from ecvet_office.model.errors import RuleBookError, UnreadableFileError, UsageError

NO_POINTS = ("| | coordinator | I1 |", "| | coordinator | I1 |\n| | points | no |")
BARE = """
| Agreements | id | learner | targets | group |
| | A1 | L1 | | G1 |
| Mobility groups | id |
| | G1 |
| Learners | id | qualification |
| | L1 | |
| | L2 | Q1 |
| Memoranda | id |
| | M1 |
| Qualifications | id |
| | Q1 |
| Units | id |
| | U2 |
| | U9 |
| Unit points | qualification | unit |
| | Q1 | U2 |
| Outcomes | id | unit |
| | 1.1 | |
| | 2.1 | U2 |
| Results | context | learner | outcome | achieved | date |
| | A1 | L1 | 1.1 | | |
| | prior learning | L2 | 2.1 | yes | 2025-03-03 |
| Decisions | learner | subject | context | step | by | on |
| | L2 | U2 | prior learning | validated | Eeva Koti | 2025-03-04 |
| | L2 | U2 | prior learning | recognised | Eeva Koti | 2025-03-05 |
| | L1 | 1.1 | A1 | refused | Eeva Koti | 2025-03-06 |
| Earlier units | learner | qualification | unit | recognised by | on |
| | L2 | Q1 | U9 | Eeva Koti | 2024-06-01 |
| Credit on entry | qualification | unit | credited by |
| | Q1 | U2 | U9 |
| Prior learning | id | learner |
| | F1 | L2 |
| Evidence | file | outcome | item |
| | F1 | 2.1 | letter |
| Courses | id |
| | C1 |
| Course topics | course | topic | unit |
| | C1 | Drinks | U2 |
| Plan dates | person |
| | L2 |
| Mobility unit | learner |
| | L2 |
"""
UNSIGNED = {"certificate-supplement", "meeting-agenda"}
WORKBOOKS = {"full": WORKBOOK, "without points": variant(NO_POINTS), "bare": BARE}


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


TEMPLATES = [(document, *languages) for document in BUILDERS for languages in shipped_languages(document)]


def named(document: str, language: str, second: str | None) -> str:
    return f"{document}.{language}-{second}.docx" if second else f"{document}.{language}.docx"


@pytest.mark.parametrize(("document", "language", "second"), TEMPLATES)
def test_a_template_in_the_folder_is_the_one_that_the_program_builds(
    document: str, language: str, second: str | None
) -> None:
    lying_there = packaged_folder("doc_templates").joinpath(named(document, language, second)).read_bytes()
    assert parts_of(lying_there) == parts_of(build_template(document, language, second))


@pytest.mark.parametrize("document", BUILDERS)
def test_building_twice_gives_the_same_bytes(document: str) -> None:
    assert build_template(document) == build_template(document)


@pytest.mark.parametrize("document", BUILDERS)
def test_the_list_of_fields_beside_a_template_is_up_to_date(document: str) -> None:
    template = shipped_template(document, "en")
    lying_there = packaged_folder("doc_templates").joinpath(f"{document}.fields.md").read_text(encoding="utf-8")
    assert lying_there == field_list(template, document)
    for field in template.fields:
        assert f"`{field.path}`" in lying_there


def test_writing_the_templates_writes_each_with_its_list(tmp_path: Path) -> None:
    names = {path.name for path in write_templates(tmp_path)}
    assert names == {named(*one) for one in TEMPLATES} | {f"{one}.fields.md" for one in BUILDERS} | {"terms.md"}


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("text", WORKBOOKS.values(), ids=WORKBOOKS.keys())
def test_records_and_templates_fit_in_both_directions(document: str, text: str) -> None:
    kind, template = DOCUMENTS[document], shipped_template(document, "en")
    subjects = tuple(kind.subjects(sources(text).register, ()))
    assert subjects
    for subject in subjects:
        record = fields(document, subject, text)
        assert missing(template, record) == ()
        assert unused(template, record) == ()


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("text", WORKBOOKS.values(), ids=WORKBOOKS.keys())
def test_a_document_is_finished_without_a_control_or_a_placeholder(document: str, text: str) -> None:
    for made in fill(document, evaluated(text), template=shipped_template(document, "en")):
        body = parts_of(made.data)["word/document.xml"].decode()
        assert "<w:sdt>" not in body
        assert "PlaceholderText" not in body
        assert "None" not in texts(made.data)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_template_says_its_language_and_carries_few_styles(document: str) -> None:
    parts = parts_of(build_template(document))
    assert b'w:lang w:val="en-GB"' in parts["word/styles.xml"]
    assert parts["word/styles.xml"].count(b"<w:style ") < 25
    assert not any("thumbnail" in part or "customXml" in part for part in parts)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_clock_has_touched_the_properties(document: str) -> None:
    properties = docx.Document(io.BytesIO(build_template(document))).core_properties
    assert (properties.created, properties.modified) == (properties.modified, properties.created)
    assert properties.created is not None
    assert properties.created.year == 2026
    assert properties.author == "ECVET Office"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_pages_are_a4_with_margins_of_two_centimetres(document: str) -> None:
    section = docx.Document(io.BytesIO(build_template(document))).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.left_margin is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert round(section.left_margin.cm, 1) == 2.0


@pytest.mark.parametrize("document", DOCUMENTS)
def test_heads_of_tables_repeat_and_rows_split_beneath_such_heads_alone(document: str) -> None:
    body = parts_of(build_template(document))["word/document.xml"].decode()
    assert "<w:tblHeader/>" in body
    form = body.split('<w:tblStyle w:val="FormTable"/>')[1:]
    for table in (part.partition("</w:tbl>")[0] for part in form):
        rows = re.findall(r"<w:tr>.*?</w:tr>", table, re.DOTALL)
        has_head = any("<w:tblHeader/>" in row for row in rows)
        whole = [row for row in rows if not has_head or "<w:tblHeader/>" in row or "<w:trHeight " in row]
        assert [row for row in rows if "<w:cantSplit/>" in row] == whole


@pytest.mark.parametrize("document", sorted(DOCUMENTS.keys() - UNSIGNED))
def test_a_signature_has_room_for_a_stamp(document: str) -> None:
    body = parts_of(build_template(document))["word/document.xml"].decode()
    heights = [int(height) for height in re.findall(r'<w:trHeight w:val="(\d+)" w:hRule="atLeast"/>', body)]
    assert max(heights) >= 1247  # twentieths of a point: 2.2 cm


def test_dates_are_written_as_everywhere_else() -> None:
    assert wording("en").day(TODAY) == fact_text(TODAY) == "20 May 2025"
    assert wording("en").day(None) == ""


def test_a_key_that_no_catalogue_has_is_our_mistake() -> None:
    with pytest.raises(RuleBookError, match=r"agreement\.section-99"):
        wording("en").text("agreement.section-99")


def test_a_language_without_a_catalogue_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match="'xx'; they exist in: "):
        wording("xx")


def test_a_folder_that_the_installation_lacks_is_said_to_be_lacking() -> None:
    with pytest.raises(UnreadableFileError, match="lacks its folder no_such_templates"):
        packaged_folder("no_such_templates")


@pytest.mark.office
@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("text", WORKBOOKS.values(), ids=WORKBOOKS.keys())
def test_templates_and_documents_are_valid(
    validate_office: Callable[[Path], None], tmp_path: Path, document: str, text: str
) -> None:
    template = tmp_path / "template.docx"
    template.write_bytes(build_template(document))
    validate_office(template)
    for made in fill(document, evaluated(text)):
        path = tmp_path / made.file_name
        path.write_bytes(made.data)
        validate_office(path)


@pytest.mark.office
def test_no_agreement_is_longer_than_four_pages(to_pdf: Callable[[Path], Path], tmp_path: Path) -> None:
    for made in fill("learning-agreement", evaluated(), ("L1", "L2")):
        path = tmp_path / made.file_name
        path.write_bytes(made.data)
        assert 3 <= len(re.findall(rb"/Type\s*/Page\b", to_pdf(path).read_bytes())) <= 4
