"""Documents of every shape before the judges: the Open XML SDK and LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from documents.template_samples import (
    field_in,
    rows_of,
    saved,
    small_picture,
    transcript,
    transcript_record,
)
from ecvet_office.documents.controls import add_field, repeat, show_if
from ecvet_office.documents.render import render
from ecvet_office.documents.template import compile_template

HARD_TEXT = "R & D <Ltd>\nline\ttab\x0b שלום 12 \x07\ud800 電気"
EMPTY = {"units": (), "learner.is_minor": False}
SHAPES: dict[str, dict[str, object]] = {
    "full": {},
    "empty": EMPTY,
    "hard text": {"learner.name": HARD_TEXT, "host.assessor": HARD_TEXT},
    "no outcomes": {"units": ({"unit.title": "", "unit.points": "", "outcomes": ()},)},
}


@pytest.mark.office
@pytest.mark.parametrize("keep_controls", [False, True], ids=["finished", "to return"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_every_shape_is_valid(
    validate_office: Callable[[Path], None],
    tmp_path: Path,
    shape: dict[str, object],
    keep_controls: bool,
) -> None:
    template = compile_template(transcript(), "form.docx", keep_controls=keep_controls)
    path = tmp_path / "document.docx"
    path.write_bytes(render(template, transcript_record() | shape, "A title"))
    validate_office(path)


def _all_may_vanish() -> bytes:
    document = docx.Document()
    (outer,) = rows_of(document.add_table(1, 1))
    inner = outer.cells[0].add_table(1, 1)
    rows = rows_of(inner)
    field_in(rows[0].cells[0], "unit.title")
    repeat(rows, "units", "Units")
    show_if([outer.cells[0].paragraphs[0]], "has_text")
    show_if([outer.cells[0].paragraphs[-1]], "has_text")
    picture = document.add_paragraph()
    picture.add_run().add_picture(small_picture())
    repeat([picture], "units", "Pictures")
    header = document.sections[0].header.paragraphs[0]
    add_field(header, "number", "Number")
    show_if([header], "has_text")
    return saved(document)


@pytest.mark.office
@pytest.mark.parametrize("count", [0, 1, 2])
def test_what_may_vanish_leaves_a_valid_document(
    validate_office: Callable[[Path], None], tmp_path: Path, count: int
) -> None:
    template = compile_template(_all_may_vanish(), "form.docx")
    record = {"units": ({"unit.title": "Wiring"},) * count, "has_text": count > 1, "number": "1"}
    path = tmp_path / "document.docx"
    path.write_bytes(render(template, record))
    validate_office(path)


@pytest.mark.office
def test_libreoffice_prints_a_document(to_pdf: Callable[[Path], Path], tmp_path: Path) -> None:
    template = compile_template(transcript(), "form.docx", keep_controls=True)
    path = tmp_path / "document.docx"
    path.write_bytes(render(template, transcript_record() | {"learner.name": HARD_TEXT}))
    assert to_pdf(path).read_bytes().startswith(b"%PDF-")
