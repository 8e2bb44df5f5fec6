"""`ecvet papers`, and `ecvet fill --record`: rows for documents, who owes what, folders and drafts."""

from __future__ import annotations

import email
import json
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.workbook.building import write_new

ON = ("--on", "2025-02-20")
FILE, VERSION, SIGNED = "File", "Version", "Signed on"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [*map(str, arguments)])


def changed(path: Path, sheet: str, cells: Mapping[tuple[int, str], object]) -> None:
    """Writes cells by row and header."""
    book = openpyxl.load_workbook(path)
    headers = [str(one.value).rstrip(" *") for one in book[sheet][1]]
    for (row, header), value in cells.items():
        book[sheet].cell(row, headers.index(header) + 1).value = value  # type: ignore[assignment] # a plain value
    book.save(path)


def papers(path: Path) -> list[dict[str, object]]:
    grid = openpyxl.load_workbook(path)["Papers"]
    headers = [str(one.value).rstrip(" *") for one in grid[1]]
    rows = (dict(zip(headers, row, strict=True)) for row in grid.iter_rows(min_row=2, values_only=True))
    return [{**row} for row in rows if row["Number"]]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The example: of A1 host and learner have not signed, of A2 the host's paper was never sent."""
    path = tmp_path / "plan.xlsx"
    write_new("mobility", path, example=True)
    open_cells = {(row, header): None for row in (5, 6, 8) for header in ("Returned", SIGNED)}
    changed(path, "Papers", {**open_cells, (8, "Sent"): None, (8, "Due"): None})
    return path


def fill(plan: Path, *more: object, document: str = "learning-agreement") -> Result:
    return run("fill", document, plan, "-o", plan.parent / "documents", *ON, *more)


def test_without_record_no_workbook_is_written(plan: Path) -> None:
    before = plan.read_bytes()
    fill(plan, "--learner", "L1")
    assert plan.read_bytes() == before
    assert [path.name for path in plan.parent.glob("*.xlsx")] == ["plan.xlsx"]


def test_record_notes_a_row_for_each_party_in_a_copy_and_leaves_the_workbook(plan: Path) -> None:
    before = plan.read_bytes()
    done = fill(plan, "--learner", "L1", "--record")
    assert "3 papers noted on the sheet Papers" in done.output, done.output
    assert plan.read_bytes() == before
    new = papers(plan.with_name("plan.updated.xlsx"))[len(papers(plan)) :]
    assert [(one["Number"], one["Party"], one[VERSION], one[FILE]) for one in new] == [
        (f"P{number}", party, 2, "learning-agreement_A1_L1_v2.docx")
        for number, party in ((12, "home"), (13, "host"), (14, "learner"))
    ]
    assert all(one["Sent"] is None and one[SIGNED] is None for one in new)
    assert (plan.parent / "documents" / "learning-agreement_A1_L1_v2.docx").is_file()


def test_in_place_keeps_the_workbook_as_it_was_beside_it(plan: Path) -> None:
    before = plan.read_bytes()
    fill(plan, "--learner", "L1", "--record", "--in-place")
    assert len(papers(plan)) == 14
    assert plan.with_name("plan.backup.xlsx").read_bytes() == before


def test_made_from_the_same_data_again_nothing_is_made_or_noted(plan: Path) -> None:
    fill(plan, "--learner", "L1", "--record", "--in-place")
    before = plan.read_bytes()
    done = fill(plan, "--learner", "L1", "--record", "--in-place")
    assert "1 document not made anew: filed there already" in done.output
    assert plan.read_bytes() == before


def test_what_is_left_open_for_a_partner_is_compared_as_it_was_made(plan: Path) -> None:
    fill(plan, "--learner", "L1", "--record", "--in-place", "--to-return")
    done = fill(plan, "--learner", "L1", "--record", "--in-place", "--to-return")
    assert "1 document not made anew: filed there already" in done.output


def test_made_from_other_data_again_the_version_rises_and_the_first_file_stays(plan: Path) -> None:
    fill(plan, "--learner", "L1", "--record", "--in-place")
    first = plan.parent / "documents" / "learning-agreement_A1_L1_v2.docx"
    before = first.read_bytes()
    changed(plan, "Packages", {(2, "Activities"): "Eight weeks in a care home."})
    fill(plan, "--learner", "L1", "--record", "--in-place")
    assert [one[VERSION] for one in papers(plan)][-3:] == [3, 3, 3]
    assert first.read_bytes() == before
    assert (first.parent / "learning-agreement_A1_L1_v3.docx").is_file()


def test_a_row_typed_beforehand_gets_the_file_and_keeps_number_and_version(plan: Path) -> None:
    row = {"Number": "P40", "Document": "assessment sheet", VERSION: 1, "For": "A1", "Party": "host"}
    changed(plan, "Papers", {(13, header): value for header, value in row.items()})
    done = fill(plan, "--learner", "L1", "--record", "--in-place", document="assessment-sheet")
    assert "1 paper noted" in done.output, done.output
    assert papers(plan)[-1] | row == papers(plan)[-1]
    assert papers(plan)[-1][FILE] == "assessment-sheet_A1_L1.docx"


def test_what_everybody_signed_is_not_made_again_under_a_new_version(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_new("mobility", path, example=True)
    done = fill(path, "--learner", "L1", "--record")
    assert "everybody has signed" in done.output
    assert "nothing to note" in done.output
    assert not list((tmp_path / "documents").glob("*"))


def test_a_document_that_is_held_back_is_not_noted(plan: Path) -> None:
    done = fill(plan, "--learner", "L3", "--record")
    assert done.exit_code == 1
    assert "nothing to note" in done.output


def test_in_place_without_record_is_refused(plan: Path) -> None:
    assert fill(plan, "--in-place").exit_code == 2


def test_papers_lists_what_is_out_and_ends_in_1_when_something_is_overdue(plan: Path) -> None:
    done = run("papers", plan, *ON)
    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == "3 papers open, 2 overdue"
    assert "Virtanen" not in done.output
    assert run("papers", plan, "--on", "2025-02-14").exit_code == 0


def test_papers_gives_the_same_as_json_and_csv(plan: Path) -> None:
    told = json.loads(run("papers", plan, *ON, "--format", "json").output)
    assert [(one["ower"], one["paper"], one["standing"]) for one in told] == [
        ("I2", "P4", "overdue"),
        ("L1", "P5", "overdue"),
        ("I2", "P7", "to be sent"),
    ]
    run("papers", plan, *ON, "--format", "csv", "-o", plan.parent / "papers.csv")
    assert (plan.parent / "papers.csv").read_text(encoding="utf-8-sig").count("\n") == 4


def letter(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_each_who_owes_papers_gets_a_folder_with_documents_and_drafts(plan: Path) -> None:
    post = plan.parent / "post"
    done = run("papers", plan, *ON, "--folders", post)
    assert "2 folders" in done.output, done.output
    assert sorted(path.relative_to(post).as_posix() for path in post.rglob("*.*")) == [
        "I2/cover.eml",
        "I2/learning-agreement_A1_L1.docx",
        "I2/learning-agreement_A2_L2.docx",
        "I2/reminder.eml",
        "L1/learning-agreement_A1_L1.docx",
        "L1/reminder.eml",
    ]
    reminder = letter(post / "I2" / "reminder.eml")
    assert reminder["X-Unsent"] == "1"
    assert reminder["To"] == "Hélène Dubois <helene.dubois@lycee-exemple.example>"
    assert "Rappel" in reminder["Subject"]  # the language of the person on the sheet People
    assert [one.get_filename() for one in reminder.iter_attachments()] == ["learning-agreement_A1_L1.docx"]


def test_no_letter_to_an_institution_names_a_learner(plan: Path) -> None:
    post = plan.parent / "post"
    run("papers", plan, *ON, "--folders", post)
    for path in (post / "I2").glob("*.eml"):
        body = letter(path).get_body()
        assert body is not None
        assert "Virtanen" not in f"{letter(path)['Subject']}{body.get_content()}"


def test_the_document_that_was_made_then_is_attached_as_it_was(plan: Path) -> None:
    fill(plan, "--learner", "L1", "--record", "--in-place")
    made = plan.parent / "documents" / "learning-agreement_A1_L1_v2.docx"
    changed(plan, "Packages", {(2, "Activities"): "Something else."})
    run("papers", plan, *ON, "--folders", plan.parent / "post")
    assert (plan.parent / "post" / "I2" / made.name).read_bytes() == made.read_bytes()


def test_no_folder_is_written_over(plan: Path) -> None:
    post = plan.parent / "post"
    run("papers", plan, *ON, "--folders", post)
    before = {path: path.read_bytes() for path in post.rglob("*.*")}
    done = run("papers", plan, *ON, "--folders", post)
    assert done.exit_code == 2
    assert "nothing was written" in done.output
    assert {path: path.read_bytes() for path in post.rglob("*.*")} == before


@pytest.mark.parametrize("name", ["../secret.docx", "/etc/secret.pdf", "C:\\secret.docx", "secret.txt"])
def test_a_workbook_cannot_choose_another_file_of_this_pc_as_an_attachment(plan: Path, name: str) -> None:
    (plan.parent / "secret.docx").write_bytes(b"secret")
    changed(plan, "Papers", {(5, FILE): name})
    post = plan.parent / "post"
    run("papers", plan, *ON, "--folders", post)
    assert not [path for path in post.rglob("*.*") if "secret" in path.name or b"secret" in path.read_bytes()]


def test_whoever_has_no_address_gets_a_draft_without_one_and_it_is_said(plan: Path) -> None:
    changed(plan, "Learners", {(2, "E-mail"): None})
    done = run("papers", plan, *ON, "--folders", plan.parent / "post")
    assert "L1: there is no e-mail address" in done.output
    assert letter(plan.parent / "post" / "L1" / "reminder.eml")["To"] is None
