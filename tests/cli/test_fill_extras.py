"""`fill` with PDF files, templates of one's own, and pictures."""

from __future__ import annotations

import os
import stat
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.shared import Cm

from documents.template_samples import saved, small_picture
from documents.test_pdf import STAND_IN
from ecvet_office.cli import ecvet
from ecvet_office.documents.controls import add_field
from ecvet_office.documents.pdf_program import NAMED_BY, find_libreoffice
from ecvet_office.documents.picture_controls import add_picture_place
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.shipped import build_template
from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.building import write_new

DAY = ("--on", "2026-01-15")
OF_ONE = (*DAY, "--learner", "L1")
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="stands in for LibreOffice by a script with a shebang")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, ["fill", *(str(one) for one in arguments)])


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbooks") / "example.xlsx"
    write_new("mobility", path, example=True)
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Gives a template of a school's own: its logo, a name, and nothing else."""
    document = docx.Document()
    add_picture_place(document.add_paragraph(), "logo", "Logo", width=Cm(4), height=Cm(2))
    add_field(document.add_paragraph("Our form for "), "learner.name", "Learner")
    path = tmp_path / "form.docx"
    path.write_bytes(saved(document))
    return path


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    path.write_bytes(small_picture().getvalue())
    return path


def files_in(folder: Path, suffix: str) -> list[str]:
    return sorted(path.stem for path in folder.iterdir() if path.suffix == suffix)


def picture_in(path: Path) -> bytes | None:
    with zipfile.ZipFile(path) as package:
        return next((package.read(name) for name in package.namelist() if "media/picture-logo" in name), None)


# --- templates and pictures -----------------------------------------------------------------------------------------


def test_documents_are_made_from_a_template_of_ones_own_with_its_picture(
    example: Path, own: Path, logo: Path, tmp_path: Path
) -> None:
    order = ("transcript", example, *OF_ONE, "-o", tmp_path / "papers", "--template", own, "--picture", f"logo={logo}")
    done = run(*order)
    assert done.exit_code == 0, done.output
    (made,) = (tmp_path / "papers").iterdir()
    assert "Our form for " in texts(made.read_bytes())
    assert picture_in(made) == logo.read_bytes()


def test_a_template_of_ones_own_fills_in_bulk_too(example: Path, own: Path, tmp_path: Path) -> None:
    done = run("transcript", example, *OF_ONE, "-o", tmp_path / "papers", "--template", own, "--jobs", "1")
    assert done.exit_code == 0, done.output
    (name,) = files_in(tmp_path / "papers", ".docx")
    made = tmp_path / "papers" / f"{name}.docx"
    assert "Our form for " in texts(made.read_bytes())
    assert picture_in(made) is None


def test_every_mistake_of_a_template_is_told_before_anything_is_made(example: Path, tmp_path: Path) -> None:
    document = docx.Document()
    for tag in ("learner.nmae", "host.nmae"):
        add_field(document.add_paragraph(), tag, "A field")
    (tmp_path / "form.docx").write_bytes(saved(document))
    done = run("transcript", example, *OF_ONE, "-o", tmp_path / "papers", "--template", tmp_path / "form.docx")
    assert done.exit_code == 2
    assert "form.docx has 2 mistakes:" in done.stderr
    assert "did you mean learner.name?" in done.stderr
    assert "did you mean host.name?" in done.stderr
    assert not (tmp_path / "papers").exists()


def test_a_template_of_another_document_is_said_to_be_one(example: Path, tmp_path: Path) -> None:
    (tmp_path / "form.docx").write_bytes(build_template("transcript"))
    order = ("memorandum", example, *DAY, "-o", tmp_path / "papers", "--template", tmp_path / "form.docx")
    done = run(*order)
    assert done.exit_code == 2
    assert "form.docx is a template of the transcript and not of the memorandum" in done.stderr
    assert "mistakes" not in done.stderr
    assert not (tmp_path / "papers").exists()


def test_a_template_is_for_one_document(example: Path, own: Path, tmp_path: Path) -> None:
    done = run("all", example, *DAY, "-o", tmp_path / "papers", "--template", own)
    assert done.exit_code == 2
    assert "a template is for one document" in done.stderr


def test_a_picture_without_a_place_is_told_with_the_places_there_are(
    example: Path, own: Path, logo: Path, tmp_path: Path
) -> None:
    order = ("transcript", example, *OF_ONE, "-o", tmp_path / "papers", "--template", own)
    done = run(*order, "--picture", f"seal={logo}")
    assert done.exit_code == 2
    assert "no place for a picture seal; the template has places for: logo" in done.stderr


@pytest.mark.parametrize("typed", ["logo", "logo=", "=logo.png", " = "])
def test_a_picture_is_typed_as_a_name_and_a_file(example: Path, tmp_path: Path, typed: str) -> None:
    done = run("transcript", example, *OF_ONE, "-o", tmp_path / "papers", "--picture", typed)
    assert done.exit_code == 2
    assert "write logo=logo.png" in done.stderr


def test_a_picture_that_is_none_is_refused_before_anything_is_made(example: Path, own: Path, tmp_path: Path) -> None:
    order = ("transcript", example, *OF_ONE, "-o", tmp_path / "papers", "--template", own)
    done = run(*order, "--picture", f"logo={own}")
    assert done.exit_code == 2
    assert "form.docx is no PNG or JPEG picture" in done.stderr
    assert not (tmp_path / "papers").exists()


# --- PDF files ------------------------------------------------------------------------------------------------------


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gives a program that stands in for LibreOffice; it takes Latin-1, as any bytes are that."""
    program = tmp_path / "soffice"
    script = STAND_IN.replace(".read_text()", ".read_text('latin-1')[:4]").format(python=sys.executable)
    program.write_text(script, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(NAMED_BY, str(program))
    return program


@POSIX_ONLY
@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")], ids=["at once", "in bulk"])
@pytest.mark.usefixtures("stand_in")
def test_each_document_gets_a_pdf_file_beside_it(example: Path, tmp_path: Path, jobs: tuple[str, ...]) -> None:
    done = run("learning-agreement", example, *DAY, "-o", tmp_path / "papers", "--pdf", *jobs)
    assert done.exit_code == 1, done.output  # one is held back
    made = files_in(tmp_path / "papers", ".docx")
    assert len(made) >= 2
    assert files_in(tmp_path / "papers", ".pdf") == made
    assert f"{len(made)} PDF files beside them" in done.output


@POSIX_ONLY
@pytest.mark.usefixtures("stand_in")
def test_a_bulk_run_that_goes_on_prints_only_what_is_not_printed_yet(example: Path, tmp_path: Path) -> None:
    order = ("learning-agreement", example, *DAY, "-o", tmp_path / "papers", "--pdf", "--jobs", "1")
    run(*order)
    first, *others = sorted((tmp_path / "papers").glob("*.pdf"))
    kept = [path.stat().st_mtime_ns for path in others]
    first.unlink()
    done = run(*order)
    assert "1 PDF file beside them" in done.output
    assert first.exists()
    assert [path.stat().st_mtime_ns for path in others] == kept


def test_without_libreoffice_nothing_is_made(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAMED_BY, str(tmp_path / "absent"))
    done = run("transcript", example, *OF_ONE, "-o", tmp_path / "papers", "--pdf")
    assert done.exit_code == 2
    assert "there is no such file" in done.stderr
    assert not (tmp_path / "papers").exists()


@POSIX_ONLY
def test_documents_that_could_not_be_printed_are_told_and_stay(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho 'no licence'\nexit 3\n", encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv(NAMED_BY, str(program))
    done = run("transcript", example, *OF_ONE, "-o", tmp_path / "papers", "--pdf")
    assert done.exit_code == 1
    assert "1 document without a PDF file:" in done.output
    assert ".docx: no licence" in done.output
    assert len(files_in(tmp_path / "papers", ".docx")) == 1


@pytest.mark.office
def test_libreoffice_prints_what_was_filled(example: Path, tmp_path: Path) -> None:
    try:
        find_libreoffice()
    except UsageError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))
    done = run("transcript", example, *OF_ONE, "-o", tmp_path / "papers", "--pdf")
    assert done.exit_code == 0, done.output
    (made,) = (tmp_path / "papers").glob("*.pdf")
    assert made.read_bytes().startswith(b"%PDF-")
