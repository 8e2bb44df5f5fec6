"""`ecvet audit`: which papers it copies, what it lists, and what it leaves alone."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.saving import write_new_file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    write_new("mobility", path, example=True)
    return path


@pytest.fixture
def papers(plan: Path, tmp_path: Path) -> Path:
    """A folder with L1's transcript, a scan of A1, one of another learner, and a list of the class."""
    folder = tmp_path / "papers"
    done = run("fill", "transcript", plan, "-o", folder, "--learner", "L1", "--on", "2026-01-15")
    assert done.exit_code == 0, done.output
    for name in ("A1/learning-agreement_A1_v1.pdf", "A2/learning-agreement_A2_v1.pdf", "A1/rest.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        write_new_file(folder / name, f"scan {name}".encode())
    write_new_file(folder / "class.csv", b"Aino;Virtanen\nBruno;Laine\nAino Virtanen\n")
    return folder


def audit(plan: Path, *arguments: object) -> Result:
    return run("audit", plan, "--on", "2026-01-15", *arguments)


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_papers_of_one_learner_are_copied_and_today_s_documents_are_made(
    plan: Path, papers: Path, tmp_path: Path
) -> None:
    before = files_in(papers)
    done = audit(plan, "--learner", "L1", "--papers", papers, "-o", tmp_path / "audit")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    found = files_in(tmp_path / "audit" / "L1")
    assert "papers/learning-agreement_A1_v1.pdf" in found
    assert any(one.startswith("papers/transcript_A1") for one in found)
    assert any(one.startswith("today/europass-mobility") for one in found)
    assert not any("A2" in one or "class" in one for one in found)
    assert files_in(papers) == before


def test_every_file_is_listed_with_the_hash_that_it_has(plan: Path, papers: Path, tmp_path: Path) -> None:
    audit(plan, "--learner", "L1", "--papers", papers, "-o", tmp_path / "audit")
    home = tmp_path / "audit" / "L1"
    sheet = openpyxl.load_workbook(home / "contents.xlsx")["Contents"]
    listed = {row[7]: row[8] for row in sheet.iter_rows(min_row=2, values_only=True) if row[7]}
    assert set(listed) == files_in(home) - {"contents.txt", "contents.xlsx"}
    assert all(sha256((home / str(name)).read_bytes()).hexdigest() == digest for name, digest in listed.items())
    text = (home / "contents.txt").read_text(encoding="utf-8")
    assert all(f"SHA-256 {digest}" in text for digest in listed.values())


def test_a_file_that_tells_of_others_too_is_named_and_not_copied(plan: Path, papers: Path, tmp_path: Path) -> None:
    audit(plan, "--learner", "L1", "--papers", papers, "-o", tmp_path / "audit")
    text = (tmp_path / "audit" / "L1" / "contents.txt").read_text(encoding="utf-8")
    assert "class.csv: not copied, for it may tell of others too" in text


def test_a_document_of_another_learner_under_the_same_number_stays_out(
    plan: Path, papers: Path, tmp_path: Path
) -> None:
    run("fill", "transcript", plan, "-o", tmp_path / "other", "--learner", "L2", "--on", "2026-01-15")
    (other,) = (tmp_path / "other").glob("transcript*.docx")
    write_new_file(papers / "A1" / "transcript_A1_old.docx", other.read_bytes())
    audit(plan, "--learner", "L1", "--papers", papers, "-o", tmp_path / "audit")
    assert not any("old" in one for one in files_in(tmp_path / "audit" / "L1"))


def test_what_is_missing_is_listed_by_rule_and_ends_in_exit_code_1(plan: Path, tmp_path: Path) -> None:
    done = audit(plan, "--learner", "L3", "-o", tmp_path / "audit")
    assert done.exit_code == 1
    sheet = openpyxl.load_workbook(tmp_path / "audit" / "L3" / "contents.xlsx")["Missing"]
    rows = [(row[0], row[1]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert ("RE15", "Agreements!C4") in rows
    assert ("RE01", "Earlier units!C11") not in rows


def test_a_recorded_paper_without_its_file_is_said_to_be_missing(plan: Path, tmp_path: Path) -> None:
    audit(plan, "--learner", "L1", "-o", tmp_path / "audit")
    text = (tmp_path / "audit" / "L1" / "contents.txt").read_text(encoding="utf-8")
    assert "recorded: learning agreement A1 v1" in text
    assert "no file is recorded" in text


def test_each_learner_gets_a_folder_and_nobody_s_name_is_printed(plan: Path, tmp_path: Path) -> None:
    done = audit(plan, "--learner", "L1", "--learner", "l2", "-o", tmp_path / "audit")
    assert {path.name for path in (tmp_path / "audit").iterdir()} == {"L1", "L2"}
    assert not any(name in done.output for name in ("Virtanen", "Laine", "Aino", "Bruno"))


def test_nothing_is_written_over(plan: Path, tmp_path: Path) -> None:
    audit(plan, "--learner", "L1", "-o", tmp_path / "audit")
    again = audit(plan, "--learner", "L1", "-o", tmp_path / "audit")
    assert again.exit_code == 2
    assert "is there already, and nothing was written" in again.output
