"""`template`: copying, putting together and checking Word templates of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from documents.template_samples import saved
from ecvet_office.cli import ecvet
from ecvet_office.documents.controls import add_field
from ecvet_office.documents.document_kinds import TEMPLATED
from ecvet_office.documents.shipped import build_template
from ecvet_office.documents.template import open_template


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, ["template", *(str(one) for one in arguments)])


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    document = docx.Document()
    add_field(document.add_paragraph("Name: "), "learner.nmae", "Name")
    add_field(document.add_paragraph("Host: "), "host.name", "Host")
    (tmp_path / "form.docx").write_bytes(saved(document))
    return tmp_path / "form.docx"


def test_a_copy_is_the_template_that_documents_are_made_from(tmp_path: Path) -> None:
    done = run("copy", "transcript", tmp_path / "form.docx")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "form.docx").read_bytes() == build_template("transcript")
    assert done.output.splitlines()[-1].endswith(f"ecvet template check {tmp_path / 'form.docx'}")


def test_every_copy_and_every_palette_passes_the_check(tmp_path: Path) -> None:
    for document in TEMPLATED:
        for kind in ("copy", "palette"):
            path = tmp_path / f"{kind}-{document}.docx"
            assert run(kind, document, path).exit_code == 0
            done = run("check", path)
            assert done.exit_code == 0, done.output
            assert f"a template of the {document}: no mistakes" in done.output


def test_a_palette_names_every_field_by_label_and_tag(tmp_path: Path) -> None:
    done = run("palette", "learning-agreement", tmp_path / "fields.docx")
    assert done.exit_code == 0, done.output
    cells = [cell.text for table in docx.Document(str(tmp_path / "fields.docx")).tables for cell in table._cells]
    assert "learner.name" in cells
    assert len(open_template(tmp_path / "fields.docx").fields) > 100


def test_a_check_tells_each_mistake_with_field_place_and_fix_and_what_is_lacking(faulty: Path) -> None:
    done = run("check", faulty, "--document", "learning-agreement")
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert lines[0] == (
        f'{faulty}: main text, near "Name:": error: learner.nmae: the learning-agreement has no such field'
    )
    assert lines[1] == "    fix: did you mean learner.name?"
    assert "    learner.name: Learner" in lines
    assert "    units: Unit" in lines
    assert lines[-1].startswith(f"{faulty}, a template of the learning-agreement: 1 mistake, 1 of its ")


def test_a_check_can_be_read_by_programs(faulty: Path) -> None:
    done = run("check", faulty, "--format", "json")
    assert done.exit_code == 1
    told = json.loads(done.output)
    assert told["document"] in TEMPLATED
    assert told["mistakes"][0]["field"] == "learner.nmae"
    assert {"field", "label"} == set(told["lacking"][0])


def test_what_is_no_word_file_or_is_there_already_is_a_run_that_could_not_be(tmp_path: Path) -> None:
    (tmp_path / "form.docx").write_bytes(b"no Word file")
    assert run("check", tmp_path / "form.docx").exit_code == 2
    for kind in ("copy", "palette"):
        done = run(kind, "transcript", tmp_path / "form.docx")
        assert done.exit_code == 2
        assert "exists already" in done.stderr
        assert "has to end in .docx" in run(kind, "transcript", tmp_path / "form.doc").stderr
    assert (tmp_path / "form.docx").read_bytes() == b"no Word file"


@pytest.mark.parametrize("kind", ["copy", "palette"])
def test_a_language_that_does_not_exist_is_said(kind: str, tmp_path: Path) -> None:
    done = run(kind, "transcript", tmp_path / "form.docx", "--language", "xx")
    assert done.exit_code == 2
    assert "'xx'" in done.stderr


def test_each_of_the_three_shows_an_example_and_its_exit_codes() -> None:
    for name in ("copy", "palette", "check"):
        text = run(name, "--help").output
        assert f"ecvet template {name}" in text
        assert "Exit codes: 0" in text
