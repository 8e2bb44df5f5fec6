"""A printed code tells a scan which paper it is of, moves no line, and is no difference to whoever reads the file."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import docx
import pytest
from docx.shared import Twips
from PIL import Image

from documents.returning import NAME, touched
from documents.school_year import evaluated
from documents.template_samples import saved
from ecvet_office.documents.controls import add_field
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.filling import fill, shipped_file
from ecvet_office.documents.paper_code import PaperCode
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.prepared import FilledDocument
from ecvet_office.documents.printed_code import PART, code_picture, coded_template
from ecvet_office.documents.proposals import propose
from ecvet_office.documents.returned import read_returned
from ecvet_office.documents.scanned import papers_on
from ecvet_office.documents.verifying import verify
from ecvet_office.model.errors import UsageError

AGREEMENT = "learning-agreement"


@cache
def made(document: str, language: str = "en", *, coded: bool, keeps: bool = False) -> tuple[FilledDocument, ...]:
    code = language.replace("+", "-")
    template = coded_template(*shipped_file(document, code), keep_controls=keeps) if coded else None
    return tuple(fill(document, evaluated(), language=language, template=template))


@pytest.mark.parametrize("document", [*DOCUMENTS])
def test_the_code_in_a_document_tells_its_kind_number_and_version(document: str) -> None:
    for one in made(document, coded=True):
        with zipfile.ZipFile(io.BytesIO(one.data)) as package:
            (found,) = papers_on(package.read(PART), "code.png")
        assert found.document == document
        assert f" {found.number}" in texts(one.data)


def test_nothing_but_the_code_is_added() -> None:
    plain, coded = (made(AGREEMENT, coded=each) for each in (False, True))
    assert [texts(one.data) for one in coded] == [texts(one.data) for one in plain]
    with zipfile.ZipFile(io.BytesIO(coded[0].data)) as package, zipfile.ZipFile(io.BytesIO(plain[0].data)) as other:
        assert {*package.namelist()} - {*other.namelist()} == {PART, "word/_rels/footer1.xml.rels"}
        assert package.read("word/document.xml") == other.read("word/document.xml")


def test_the_links_of_the_foot_have_no_prefix_or_libreoffice_opens_nothing() -> None:
    with zipfile.ZipFile(io.BytesIO(made(AGREEMENT, coded=True)[0].data)) as package:
        assert b"<Relationships xmlns=" in package.read("word/_rels/footer1.xml.rels")


def test_the_code_holds_no_name() -> None:
    assert str(PaperCode(AGREEMENT, "A1", "2")) == "ECVET1/learning-agreement/2/A1"


def test_equal_data_give_equal_bytes() -> None:
    again = tuple(
        fill(AGREEMENT, evaluated(), template=coded_template(*shipped_file(AGREEMENT, "en"), keep_controls=False))
    )
    assert [one.data for one in again] == [one.data for one in made(AGREEMENT, coded=True)]


def test_a_document_with_its_code_is_verified_and_returned_like_any_other() -> None:
    for one in made(AGREEMENT, coded=True, keeps=True):
        reading = propose(read_returned(one.data, NAME), evaluated())
        assert touched(reading) == {}
        assert reading.is_clean
        assert verify(one.data, NAME).is_same


@pytest.mark.parametrize("angle", [0, 3, 90, 180])
def test_a_code_is_read_from_a_faint_and_crooked_scan(angle: int) -> None:
    code = PaperCode("erasmus-agreement", "2025/A-17", "12")
    mark = Image.open(io.BytesIO(code_picture(code))).convert("L").resize((110, 110))  # 1.4 cm at 200 dots per inch
    page = Image.new("L", (1654, 2339), 235)
    page.paste(mark.point(lambda dot: 90 + dot // 2), (1512, 2197))
    stream = io.BytesIO()
    page.rotate(angle, expand=True, fillcolor=235).save(stream, "JPEG", quality=60)
    assert papers_on(stream.getvalue(), "scan.jpg") == (code,)


def test_a_number_that_no_code_can_hold_is_told() -> None:
    with pytest.raises(UsageError, match="too long for a code"):
        code_picture(PaperCode(AGREEMENT, "A" * 5000, "1"))


def test_every_drawing_of_a_page_has_a_number_of_its_own() -> None:
    with zipfile.ZipFile(io.BytesIO(made(AGREEMENT, coded=True)[0].data)) as package:
        numbers = [
            number
            for part in package.namelist()
            if part.startswith("word/") and part.endswith(".xml")
            for number in re.findall(rb'<wp:docPr [^>]*?\bid="(\d+)"', package.read(part))
        ]
    assert len(numbers) == len({*numbers})
    assert numbers


@pytest.mark.parametrize(("width", "height"), [(11906, 16838), (12240, 15840), (16838, 11906)])
def test_the_code_stands_in_the_corner_of_whatever_paper_a_template_has(width: int, height: int) -> None:
    form = docx.Document()
    section = form.sections[0]
    section.page_width, section.page_height = Twips(width), Twips(height)
    add_field(section.footer.paragraphs[0], "document.number", "Number")
    add_field(form.add_paragraph(), "learner.name", "Learner")
    template = coded_template(saved(form), "form.docx", keep_controls=False)
    made = next(iter(fill("transcript", evaluated(), template=template))).data
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert papers_on(package.read(PART), "code.png")[0].document == "transcript"
        foot = next(package.read(name) for name in package.namelist() if name.startswith("word/footer"))
    left, top = (int(number) / 635 for number in re.findall(rb"<wp:posOffset>(\d+)</wp:posOffset>", foot))
    side = 794  # 1.4 cm in twentieths of a point
    assert width - 1134 < left < left + side < width - 283  # half a centimetre stays free: printers print no further
    assert height - 1247 < top < top + side < height - 283


def test_a_template_without_a_foot_is_refused() -> None:
    form = docx.Document()
    add_field(form.add_paragraph(), "learner.name", "Learner")
    with pytest.raises(UsageError, match=r"form\.docx has no foot"):
        coded_template(saved(form), "form.docx", keep_controls=False)
