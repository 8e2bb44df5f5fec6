"""Pictures: which files are read, and where they stand in the documents of a template that has places for them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import _Element as Element

from documents.filled import fields, sources
from documents.template_samples import opened, part_of, saved, small_picture, with_part
from ecvet_office.documents.controls import add_field
from ecvet_office.documents.document_kinds import DOCUMENTS
from ecvet_office.documents.docx_package import pack, read_parts, seal
from ecvet_office.documents.filling import shipped_file, shipped_template
from ecvet_office.documents.hidden_tags import with_hidden_tags
from ecvet_office.documents.picture_controls import add_picture_place
from ecvet_office.documents.pictures import (
    LARGEST,
    PLACEHOLDER_WORDS,
    Picture,
    named_pictures,
    open_picture,
    read_picture,
)
from ecvet_office.documents.render import render
from ecvet_office.documents.template import compile_template, open_template
from ecvet_office.documents.wordml import serialise, unwrap, w
from ecvet_office.model.errors import TemplateError, UnreadableFileError

EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
ABOUT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def png(width: int, height: int) -> bytes:
    """Gives a PNG file of a size, all of it black."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    dots = zlib.compress((b"\0" + b"\0" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    """Gives the beginning of a JPEG file as a camera writes it: marks of its own, a table, padding, then the frame."""
    camera = b"\xff\xe1" + struct.pack(">H", 10) + b"Exif\0\0\xff\xc0"
    table = b"\xff\xc4" + struct.pack(">H", 4) + b"\0\0"
    frame = b"\xff\xff\xc2" + struct.pack(">HBHHB", 8, 8, height, width, 3)
    return b"\xff\xd8" + camera + table + frame + b"\xff\xd9"


# --- files ----------------------------------------------------------------------------------------------------------


def test_the_size_of_a_picture_is_read_from_the_file() -> None:
    assert read_picture(png(30, 20), "logo.png") == Picture(png(30, 20), "png", 30, 20)
    assert read_picture(jpeg(640, 480), "logo.jpg") == Picture(jpeg(640, 480), "jpeg", 640, 480)


def test_what_a_file_holds_counts_and_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(jpeg(4, 3))
    assert open_picture(tmp_path / "logo.png").extension == "jpeg"


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg xmlns='x'/>", b"%PDF-1.4"])
def test_other_kinds_of_picture_are_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"logo is no PNG or JPEG picture; save it as one"):
        read_picture(data, "logo")


@pytest.mark.parametrize("data", [png(1, 1)[:18], png(0, 5), jpeg(5, 5)[:12], b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xd9"])
def test_a_damaged_picture_is_said_to_be_damaged(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="logo is damaged"):
        read_picture(data, "logo")


@given(st.binary(max_size=60), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b""]))
def test_no_file_stops_the_reader(data: bytes, start: bytes) -> None:
    try:
        picture = read_picture(start + data, "logo")
    except UnreadableFileError:
        return
    assert picture.width > 0
    assert picture.height > 0


def test_a_picture_too_large_for_every_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(9, 9).ljust(LARGEST + 1, b"\0"))
    with pytest.raises(UnreadableFileError, match=r"has 5\.0 MB, and it would lie in every document"):
        open_picture(tmp_path / "logo.png")


def test_a_missing_picture_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"absent\.png cannot be read"):
        named_pictures({"logo": tmp_path / "absent.png"})


# --- places ---------------------------------------------------------------------------------------------------------


def with_logo() -> Document:
    document = docx.Document()
    header = document.sections[0].header
    add_picture_place(header.paragraphs[0], "logo", "Logo of the school", width=Cm(4), height=Cm(2))
    header.add_paragraph("Head of the page")
    add_field(document.add_paragraph(), "learner.name", "Learner")
    return document


def filled(data: bytes, **pictures: bytes) -> bytes:
    given_pictures = {name: read_picture(picture, name) for name, picture in pictures.items()}
    return render(compile_template(data, "form.docx", pictures=given_pictures), {"learner.name": "Ana"})


def drawings(data: bytes, part: str = "word/header1.xml") -> list[Element]:
    return list(part_of(data, part).iter(w("drawing")))


def picture_in(data: bytes) -> bytes:
    """Gives the file of the only picture in the header, by the road that Word takes to it."""
    (link,) = (
        one
        for one in opened(data).sections[0].header.part.rels.values()
        if one.rId in serialise(drawings(data)[0]).decode()
    )
    blob: bytes = link.target_part.blob
    return blob


def size_in(data: bytes) -> tuple[float, float]:
    extent = next(drawings(data)[0].iter(EXTENT))
    return round(int(extent.get("cx", "0")) / 360_000, 2), round(int(extent.get("cy", "0")) / 360_000, 2)


def test_a_picture_stands_in_its_place_without_a_control() -> None:
    data = filled(saved(with_logo()), logo=png(40, 20))
    assert picture_in(data) == png(40, 20)
    assert list(part_of(data, "word/header1.xml").iter(w("sdt"))) == []
    assert next(drawings(data)[0].iter(ABOUT)).get("descr") == "Logo of the school"


@pytest.mark.parametrize(
    ("picture", "size"),
    [(png(10, 10), (2, 2)), (png(400, 100), (4, 1)), (jpeg(40, 20), (4, 2)), (png(1, 8), (0.25, 2))],
)
def test_a_picture_is_as_large_as_its_frame_allows_and_not_distorted(picture: bytes, size: tuple[float, float]) -> None:
    assert size_in(filled(saved(with_logo()), logo=picture)) == size


def test_a_place_without_a_picture_goes_with_its_line() -> None:
    data = filled(saved(with_logo()))
    assert drawings(data) == []
    assert [line.text for line in opened(data).sections[0].header.paragraphs] == ["Head of the page"]


def test_a_place_beside_words_goes_alone() -> None:
    document = docx.Document()
    line = document.add_paragraph("Signature: ")
    add_picture_place(line, "signature", "Signature", width=Cm(4), height=Cm(2))
    document.add_paragraph("after")
    data = filled(saved(document))
    assert [one.text for one in opened(data).paragraphs] == ["Signature: ", "after"]
    assert drawings(data, "word/document.xml") == []


def test_the_only_line_of_a_cell_stays_because_word_wants_one() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).rows[0].cells[0]
    add_picture_place(cell.paragraphs[0], "logo", "Logo", width=Cm(4), height=Cm(2))
    assert len(opened(filled(saved(document))).tables[0].rows[0].cells[0].paragraphs) == 1


def test_one_picture_may_stand_in_several_places_and_parts() -> None:
    document = with_logo()
    add_picture_place(document.add_paragraph(), "logo", "Logo", width=Cm(1), height=Cm(1))
    data = filled(saved(document), logo=png(10, 10))
    assert len(drawings(data)) == len(drawings(data, "word/document.xml")) == 1
    assert len([part for part in read_parts(data, "it") if part.startswith("word/media/picture-")]) == 1


def test_a_picture_that_the_author_of_the_template_chose_stays() -> None:
    document = with_logo()
    data = saved(document)
    header = part_of(data, "word/header1.xml")
    unwrap(next(header.iter(w("showingPlcHdr"))), None)  # Word takes the mark away when somebody chooses a picture
    data = with_part(data, "word/header1.xml", serialise(header))
    media = next(part for part in read_parts(data, "it") if part.startswith("word/media/"))
    data = with_part(data, media, small_picture().getvalue())
    assert picture_in(filled(data)) == small_picture().getvalue()
    assert picture_in(filled(data, logo=png(3, 3))) == png(3, 3)


@pytest.mark.parametrize("saying", ["name", "title", "descr"])
def test_a_drawing_may_be_a_place_by_what_is_written_on_it(saying: str) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].add_run().add_picture(small_picture(), Cm(2), Cm(2))
    data = saved(document)
    header = part_of(data, "word/header1.xml")
    next(header.iter(ABOUT)).set(saying, "picture:logo")
    data = with_part(data, "word/header1.xml", serialise(header))
    assert compile_template(data, "form.docx").pictures == ("logo",)
    assert picture_in(filled(data, logo=png(5, 5))) == png(5, 5)


def test_a_template_says_for_which_pictures_it_has_places(tmp_path: Path) -> None:
    document = with_logo()
    add_picture_place(document.add_paragraph(), "signature", "Signature", width=Cm(1), height=Cm(1))
    (tmp_path / "form.docx").write_bytes(saved(document))
    template = open_template(tmp_path / "form.docx", pictures={"logo": read_picture(png(3, 3), "logo")})
    assert set(template.pictures) == {"logo", "signature"}
    assert [field.key for field in template.fields] == ["learner.name"]


def test_a_picture_control_without_a_picture_is_a_mistake_with_its_place() -> None:
    data = saved(with_logo())
    header = part_of(data, "word/header1.xml")
    unwrap(next(header.iter(w("drawing"))), None)
    with pytest.raises(
        TemplateError, match=r"logo \(header 1.*holds no picture that can be replaced; click the control"
    ):
        compile_template(with_part(data, "word/header1.xml", serialise(header)), "form.docx")


@pytest.mark.parametrize("key", ["", "my logo", "picture:logo", "if:logo"])
def test_a_place_needs_a_name(key: str) -> None:
    with pytest.raises(TemplateError, match="is no name of a picture"):
        add_picture_place(docx.Document().add_paragraph(), key, "Logo", width=Cm(1), height=Cm(1))


def test_no_placeholder_and_nothing_that_points_to_one_is_left_in_a_document() -> None:
    for data in (filled(saved(with_logo())), filled(saved(with_logo()), logo=png(4, 4))):
        parts = read_parts(data, "it")
        assert not any(PLACEHOLDER_WORDS in content for content in parts.values())
        assert b"media/image" not in parts["word/_rels/header1.xml.rels"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_shipped_template_has_a_place_for_a_logo_and_an_emblem_on_every_page(document: str) -> None:
    assert {"logo", "emblem"} <= set(shipped_template(document, "en").pictures)
    assert not shipped_template(document, "en").sealed.entries.count(PLACEHOLDER_WORDS)
    logo = read_picture(png(40, 20), "logo")
    template = compile_template(*shipped_file(document, "en"), pictures={"logo": logo, "emblem": logo})
    subject = next(iter(DOCUMENTS[document].subjects(sources().register, ())))
    assert len(drawings(render(template, fields(document, subject)))) == 2


@pytest.mark.office
@pytest.mark.parametrize("pictures", [{}, {"logo": png(40, 20)}], ids=["without", "with"])
def test_documents_with_and_without_the_picture_are_valid(
    validate_office: Callable[[Path], None], tmp_path: Path, pictures: dict[str, bytes]
) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(saved(with_logo()))
    validate_office(path)
    path.write_bytes(filled(saved(with_logo()), **pictures))
    validate_office(path)


@pytest.mark.office
def test_a_place_survives_libreoffice(convert: Callable[[Path, str], Path], tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(pack(seal(with_hidden_tags(read_parts(saved(with_logo()), "form.docx"))), ()))
    resaved = convert(path, "docx").read_bytes()
    template = compile_template(resaved, "form.docx", pictures={"logo": read_picture(png(40, 20), "logo")})
    assert template.pictures == ("logo",)
    assert png(40, 20) in read_parts(render(template, {"learner.name": "Ana"}), "it").values()
    bare = render(compile_template(resaved, "form.docx"), {"learner.name": "Ana"})
    assert not any(list(root.iter(w("drawing"))) for root in headers_of(bare))


def headers_of(data: bytes) -> list[Element]:
    return [part_of(data, part) for part in read_parts(data, "it") if part.startswith("word/header")]
