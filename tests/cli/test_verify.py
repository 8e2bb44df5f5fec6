"""`verify`: the same, different, or not to be judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.documents.docx_package import pack, read_parts, seal
from ecvet_office.workbook.building import write_new

DAY = ("--on", "2026-01-15")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    write_new("mobility", folder / "plan.xlsx", example=True)
    run("fill", "transcript", folder / "plan.xlsx", "-o", folder / "papers", *DAY)
    return folder


def papers(made: Path) -> list[Path]:
    return sorted((made / "papers").iterdir())


def test_documents_as_they_were_made_are_the_same_also_as_the_workbook_today(made: Path) -> None:
    done = run("verify", *papers(made), "--workbook", made / "plan.xlsx", *DAY)
    assert done.exit_code == 0, done.output
    assert done.output.count(": the same\n") == len(papers(made))
    assert "is no signature" in done.output


def test_a_name_typed_over_is_shown_with_what_the_data_said(made: Path, tmp_path: Path) -> None:
    parts = read_parts(papers(made)[0].read_bytes(), "a")
    changed = tmp_path / "changed.docx"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"Aino", b"Anna")
    changed.write_bytes(pack(seal(parts), ()))
    done = run("verify", changed)
    assert done.exit_code == 1
    assert "    it shows 'Aino Virtanen' where" not in done.output
    assert "    it shows 'Anna Virtanen' where its data said 'Aino Virtanen'" in done.output


def test_what_cannot_be_judged_is_said_and_the_others_are_judged(made: Path, tmp_path: Path) -> None:
    (tmp_path / "note.docx").write_bytes(b"no Word file")
    done = run("verify", tmp_path / "note.docx", papers(made)[0], tmp_path / "gone.docx")
    assert done.exit_code == 2
    assert "note.docx is damaged or is no Word file" in done.stderr
    assert "gone.docx cannot be read" in done.stderr
    assert done.stdout.count(": the same\n") == 1


def test_a_document_that_the_workbook_has_no_longer_is_named(made: Path, tmp_path: Path) -> None:
    write_new("mobility", tmp_path / "blank.xlsx", example=False)
    done = run("verify", papers(made)[0], "--workbook", tmp_path / "blank.xlsx", *DAY)
    assert done.exit_code == 1
    assert "the workbook has no transcript A1 any more" in done.output


def test_of_a_document_to_be_returned_it_is_said_that_the_partners_fields_are_not_judged(
    made: Path, tmp_path: Path
) -> None:
    run("fill", "learning-agreement", made / "plan.xlsx", "-o", tmp_path, "--to-return", "--learner", "L1", *DAY)
    done = run("verify", tmp_path / "learning-agreement_A1_L1.docx")
    assert done.exit_code == 0, done.output
    assert "(what the partner fills in is not judged: ecvet read shows it)" in done.output
    assert "the partner fills in" not in run("verify", papers(made)[0]).output
