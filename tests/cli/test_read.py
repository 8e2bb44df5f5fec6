"""`ecvet read`: what it shows, writes and ends with."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from documents.returning import typed
from ecvet_office.cli import ecvet
from ecvet_office.workbook.building import write_new

DAY = ("--on", "2026-01-15")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [*map(str, arguments)])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The example workbook, with the documents that wait to be filled beside it."""
    path = tmp_path / "plan.xlsx"
    write_new("mobility", path, example=True)
    assert run("fill", "assessment-sheet", path, "-o", tmp_path / "sent", "--learner", "L2", *DAY).exit_code == 0
    made = run("fill", "learning-agreement", path, "-o", tmp_path / "sent", "--learner", "L2", "--to-return", *DAY)
    assert made.exit_code == 0
    return path


def returned(plan: Path, document: str, values: dict[tuple[str, str], str], name: str = "") -> Path:
    """Gives a document in which the host typed, in a folder of its own."""
    sent = plan.parent / "sent" / f"{document}_A2_L2.docx"
    path = plan.parent / "returned" / (name or sent.name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(typed(sent.read_bytes(), values))
    return path


def cell(path: Path, sheet: str, header: str, row: int) -> object:
    """Gives what stands in a cell, by its header."""
    grid = openpyxl.load_workbook(path)[sheet]
    headers = [str(one.value).rstrip(" *") for one in grid[1]]
    return grid.cell(row, headers.index(header) + 1).value


CLEAN = {("3.2", "remark"): "=1+1 & <done>", ("3.4", "method"): "interview"}
FLAGGED = {("3.2", "date"): "soon"}


def test_an_untouched_document_leaves_nothing_to_do_and_ends_in_exit_code_0(plan: Path) -> None:
    done = run("read", *(plan.parent / "sent").iterdir(), plan, *DAY)
    assert done.exit_code == 0
    assert done.output.splitlines()[-2:] == [
        "0 cells to fill, 0 to change, 0 new rows, 0 for you to look at",
        "there is nothing to write",
    ]


def test_what_would_change_is_shown_cell_by_cell_and_not_written(plan: Path) -> None:
    before = plan.read_bytes()
    done = run("read", returned(plan, "assessment-sheet", CLEAN), plan, *DAY)
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "assessment-sheet_A2_L2.docx: assessment-sheet A2, version 1, learner L2"
    assert "    fill Results!N7 A2, L2, 3.2 Remark: '=1+1 & <done>'" in lines
    assert lines[-1] == "nothing was written; --apply writes what is to fill, to change and new"
    assert plan.read_bytes() == before
    assert [path.name for path in plan.parent.glob("*.xlsx")] == ["plan.xlsx"]


def test_apply_writes_a_copy_that_says_it_and_the_next_reading_finds_nothing(plan: Path) -> None:
    path, out = returned(plan, "assessment-sheet", CLEAN), plan.with_name("out.xlsx")
    done = run("read", path, plan, "--apply", "-o", out, *DAY)
    assert (done.exit_code, done.output.splitlines()[-3]) == (0, f"written: {out}")
    assert "2 cells changed" in done.output.splitlines()[-2]
    assert cell(out, "Results", "Remark", 7) == "=1+1 & <done>"
    assert cell(plan, "Results", "Remark", 7) != "=1+1 & <done>"
    assert "0 cells to fill, 0 to change" in run("read", path, out, *DAY).output


def test_in_place_keeps_the_workbook_as_it_was_beside_it(plan: Path) -> None:
    before = plan.read_bytes()
    done = run("read", returned(plan, "assessment-sheet", CLEAN), plan, "--apply", "--in-place", *DAY)
    assert done.exit_code == 0
    assert cell(plan, "Results", "Method", 8) == "interview"
    (backup,) = (path for path in plan.parent.glob("*.xlsx") if path != plan)
    assert backup.read_bytes() == before


def test_what_cannot_be_written_is_flagged_and_the_rest_is_written(plan: Path) -> None:
    path, out = returned(plan, "assessment-sheet", CLEAN | FLAGGED), plan.with_name("out.xlsx")
    done = run("read", path, plan, "--apply", "-o", out, *DAY)
    assert done.exit_code == 1
    assert "unreadable Results!E7 A2, L2, 3.2 Date: WB06" in done.output
    assert cell(out, "Results", "Remark", 7) == "=1+1 & <done>"
    assert cell(out, "Results", "Date", 7) == cell(plan, "Results", "Date", 7)


def test_a_paper_and_an_exception_are_written_where_they_belong(plan: Path) -> None:
    values = {("", "assessor.name"): "Somebody New", ("", "signs.host.position"): "deputy head"}
    out = plan.with_name("out.xlsx")
    done = run("read", returned(plan, "learning-agreement", values), plan, "--apply", "-o", out, *DAY)
    assert done.exit_code == 0
    assert cell(out, "Agreements", "Assessor", 3) == "Somebody New"
    assert cell(out, "Papers", "Position", 8) == "deputy head"


def test_a_result_for_which_there_is_no_row_is_appended(plan: Path) -> None:
    run("fill", "assessment-sheet", plan, "-o", plan.parent / "sent", "--learner", "L3", "--draft", *DAY)
    book = openpyxl.load_workbook(plan)
    last = max(row[0].row for row in book["Results"].iter_rows() if row[0].value)
    sent = next((plan.parent / "sent").glob("assessment-sheet_A3*"))
    path = plan.parent / "a3.docx"
    path.write_bytes(typed(sent.read_bytes(), {("3.1", "achieved"): "yes", ("3.1", "date"): "20 May 2026"}))
    out = plan.with_name("out.xlsx")
    done = run("read", path, plan, "--apply", "-o", out, *DAY)
    assert "1 new row" in done.output
    assert str(cell(out, "Results", "Agreement", last + 1)).startswith("A3")
    assert str(cell(out, "Results", "Learner", last + 1)).startswith("L3 · ")
    assert cell(out, "Results", "Achieved", last + 1) == "yes"
    assert "0 new rows" in run("read", path, out, *DAY).output


def test_two_documents_that_contradict_each_other_are_both_shown(plan: Path) -> None:
    first = returned(plan, "assessment-sheet", {("3.4", "grade"): "4"}, "first.docx")
    second = returned(plan, "assessment-sheet", {("3.4", "grade"): "5"}, "second.docx")
    done = run("read", first, second, plan, *DAY)
    assert done.exit_code == 1
    assert done.output.count("conflict Results!H8") == 2
    assert "another one something else" in done.output


def test_a_cell_that_somebody_filled_meanwhile_is_told_with_what_it_says_now_and_what_the_partner_wrote(
    plan: Path,
) -> None:
    path = returned(plan, "assessment-sheet", {("3.4", "grade"): "4"})
    book = openpyxl.load_workbook(plan)
    book["Results"]["H8"] = "5"
    book.save(plan)
    done = run("read", path, plan, *DAY)
    assert done.exit_code == 1
    assert (
        "conflict Results!H8 A2, L2, 3.4 Grade: the field said '13' when the document was made, the partner wrote '4', "
        "and by now the cell says '5'; nothing is written; correct the cell by hand if the document is right"
    ) in " ".join(done.output.split())


def test_a_document_that_cannot_be_read_does_not_keep_the_others_from_it(plan: Path) -> None:
    broken = plan.parent / "broken.docx"
    broken.write_bytes(b"PK")
    done = run("read", broken, plan.parent / "missing.docx", returned(plan, "assessment-sheet", CLEAN), plan, *DAY)
    assert done.exit_code == 2
    assert "broken.docx is damaged" in done.output
    assert "missing.docx cannot be read" in done.output
    assert "2 cells to fill" in done.output or "1 cell to fill" in done.output


def test_where_no_document_can_be_read_that_is_said_instead_of_a_sum(plan: Path) -> None:
    done = run("read", plan.parent / "missing.docx", plan, *DAY)
    assert done.exit_code == 2
    assert "no returned document could be read, so nothing was compared with the workbook" in done.output
    assert "missing.docx cannot be read: there is no such file; check its name and folder" in done.output
    assert "0 cells" not in done.output


def test_json_says_every_field_with_its_cell_and_what_becomes_of_it(plan: Path) -> None:
    done = run("read", returned(plan, "assessment-sheet", CLEAN | FLAGGED), plan, "--format", "json", *DAY)
    told = json.loads(done.output)
    (document,) = told["documents"]
    assert (document["number"], document["learner"], told["written"]) == ("A2", "L2", None)
    by_verdict = {field["verdict"]: field for field in document["fields"]}
    assert by_verdict["fill"]["applies"] is True
    assert by_verdict["unreadable"]["finding"]["code"] == "WB06"
    assert by_verdict["unreadable"]["text"] == "soon"
    remark = next(field for field in document["fields"] if field["text"] == "=1+1 & <done>")
    assert (remark["sheet"], remark["cell"], remark["value"]) == ("Results", "N7", "=1+1 & <done>")
    assert remark["row"] == {"context": "A2", "learner": "L2", "outcome": "3.2"}


def test_a_place_for_the_copy_without_apply_is_refused(plan: Path) -> None:
    done = run("read", returned(plan, "assessment-sheet", CLEAN), plan, "-o", plan.with_name("out.xlsx"), *DAY)
    assert done.exit_code == 2
    assert "are for --apply" in done.output


def test_no_name_of_a_learner_is_printed(plan: Path) -> None:
    done = run("read", returned(plan, "assessment-sheet", CLEAN | FLAGGED), plan, *DAY)
    assert "Bruno" not in done.output
    assert "Laine" not in done.output


def test_a_document_without_open_fields_cannot_be_made_to_return(plan: Path) -> None:
    done = run("fill", "transcript", plan, "-o", plan.parent / "other", "--to-return", *DAY)
    assert done.exit_code == 2
    assert "nothing in the transcript is for a partner to fill" in done.output


def test_all_documents_to_return_are_open_where_they_can_be(plan: Path) -> None:
    done = run("fill", "all", plan, "-o", plan.parent / "all", "--to-return", "--learner", "L2", *DAY)
    assert done.exit_code in {0, 1}
    made = sorted((plan.parent / "all").glob("*_A2_L2.docx"))
    assert {path.name.partition("_")[0] for path in made} >= {"learning-agreement", "assessment-sheet"}
    sent = [path for path in made if path.name.startswith(("learning-agreement_", "assessment-sheet_"))]
    assert run("read", *sent, plan, *DAY).exit_code == 0
