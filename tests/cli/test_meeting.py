"""`ecvet meeting -o FOLDER`: agenda and minutes as documents, never over a file that is there."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.documents.plain_text import texts
from ecvet_office.workbook.building import write_new

DAY = "2025-04-29"
AGENDA, MINUTES = f"meeting-agenda_{DAY}.docx", f"meeting-minutes_{DAY}.docx"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


def meeting(plan: Path, folder: Path, *options: object, day: str = DAY) -> Result:
    return run("meeting", plan, "--on", day, "-o", folder, *options)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The example, in which one unit was recognised on 29 April 2025."""
    path = tmp_path / "plan.xlsx"
    write_new("mobility", path, example=True)
    return path


def with_cell(plan: Path, sheet: str, cell: str, value: date) -> Path:
    book = openpyxl.load_workbook(plan)
    book[sheet][cell] = value
    changed = plan.with_name("changed.xlsx")
    book.save(changed)
    return changed


def test_agenda_and_minutes_of_the_day_are_written(plan: Path, tmp_path: Path) -> None:
    done = meeting(plan, tmp_path / "papers")
    assert (done.exit_code, done.output) == (0, f"2 documents in {tmp_path / 'papers'}\n")
    assert names_in(tmp_path / "papers") == [AGENDA, MINUTES]
    agenda, minutes = (texts((tmp_path / "papers" / name).read_bytes()) for name in (AGENDA, MINUTES))
    assert "U3 Working in home care / Recognition: the whole unit" in agenda
    assert "U3 Working in home care | recognised | Risto Aalto, head of education" in minutes


def test_a_day_on_which_nothing_was_decided_has_an_agenda_alone(plan: Path, tmp_path: Path) -> None:
    done = meeting(plan, tmp_path / "papers", day="2025-04-25")
    assert done.exit_code == 0, done.output
    assert "no minutes: no decision of 25 April 2025 is entered (see ecvet decide --help)" in done.output
    assert names_in(tmp_path / "papers") == ["meeting-agenda_2025-04-25.docx"]


def test_what_was_made_before_the_meeting_stays_and_the_minutes_are_laid_beside_it(plan: Path, tmp_path: Path) -> None:
    folder, day = tmp_path / "papers", "2025-05-02"
    assert meeting(plan, folder, day=day).exit_code == 0
    (agenda,) = folder.iterdir()
    before = agenda.read_bytes()
    decided = tmp_path / "decided.xlsx"
    done = run("decide", plan, "--step", "refused", "--by", "H1", "--on", day, "--learner", "L2", "--subject", "U3",
               "--reason", "No evidence.", "-o", decided)  # fmt: skip
    assert done.exit_code == 0, done.output
    done = meeting(decided, folder, day=day)
    assert done.exit_code == 0, done.output
    assert "1 document not made anew: there already, made from the same data" in done.output
    assert names_in(folder) == [agenda.name, f"meeting-minutes_{day}.docx"]
    assert agenda.read_bytes() == before


def test_a_file_that_says_something_else_is_left_and_named(plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    assert meeting(plan, folder).exit_code == 0
    (folder / MINUTES).write_bytes(b"signed")
    done = meeting(plan, folder)
    assert done.exit_code == 1
    assert f"    {MINUTES}: it says something else" in done.output
    assert (folder / MINUTES).read_bytes() == b"signed"


def test_minutes_that_rest_on_an_error_are_held_back_unless_a_draft_is_asked_for(plan: Path, tmp_path: Path) -> None:
    early = "2025-04-21"
    broken = with_cell(plan, "Decisions", "G3", date.fromisoformat(early))  # recognised a day before it was validated
    done = meeting(broken, tmp_path / "papers", day=early)
    assert done.exit_code == 1, done.output
    assert f"    meeting-minutes_{early}.docx: RE05 at Decisions!G3" in done.output
    assert names_in(tmp_path / "papers") == [f"meeting-agenda_{early}.docx"]
    drafted = meeting(broken, tmp_path / "drafts", "--draft", day=early)
    assert drafted.exit_code == 0, drafted.output
    assert f"meeting-minutes_{early}_DRAFT.docx" in names_in(tmp_path / "drafts")


def test_two_languages_stand_beside_each_other(plan: Path, tmp_path: Path) -> None:
    done = meeting(plan, tmp_path / "papers", "--language", "en+fr")
    assert done.exit_code == 0, done.output
    assert f"meeting-minutes.en-fr_{DAY}.docx" in names_in(tmp_path / "papers")
    assert meeting(plan, tmp_path / "papers", "--language", "xx").exit_code == 2


def test_where_nothing_is_before_the_meeting_nothing_is_written(tmp_path: Path) -> None:
    plan = tmp_path / "blank.xlsx"
    write_new("mobility", plan, example=False)
    done = meeting(plan, tmp_path / "papers")
    assert done.exit_code == 0, done.output
    assert "no agenda: nothing is before the meeting" in done.output
    assert not (tmp_path / "papers").exists()


@pytest.mark.parametrize("option", [("--pdf",), ("--draft",), ("--language", "fr")])
def test_options_of_documents_ask_for_a_folder(plan: Path, tmp_path: Path, option: tuple[str, ...]) -> None:
    done = run("meeting", plan, "--on", DAY, "-o", tmp_path / "list.txt", *option)
    assert done.exit_code == 2
    assert "name a folder" in done.output
    assert not (tmp_path / "list.txt").exists()


def test_a_name_with_an_ending_is_a_file_for_the_list(plan: Path, tmp_path: Path) -> None:
    done = run("meeting", plan, "--on", DAY, "-o", tmp_path / "list.txt")
    assert done.exit_code == 0, done.output
    assert "ready" in (tmp_path / "list.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("with_names", [False, True])
def test_the_list_is_a_table_too_with_names_only_where_they_are_asked_for(
    plan: Path, tmp_path: Path, *, with_names: bool
) -> None:
    path = tmp_path / "list.csv"
    done = run(
        "meeting", plan, "--on", "2025-04-25", "--format", "csv", "-o", path, *(["--names"] if with_names else [])
    )
    assert done.exit_code == 0, done.output
    rows = [*csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())]
    (ready,) = (row for row in rows if row["How it stands"] == "ready")
    assert (ready["Learner"], ready["Next step"], ready["About"]) == ("L1", "recognised", "the whole unit")
    assert ready.get("Name") == ("Aino Virtanen" if with_names else None)


@pytest.mark.parametrize("option", [("--format", "json"), ("--names",)])
def test_options_of_the_list_are_refused_for_documents(plan: Path, tmp_path: Path, option: tuple[str, ...]) -> None:
    done = meeting(plan, tmp_path / "papers", *option)
    assert done.exit_code == 2
    assert not (tmp_path / "papers").exists()


def test_fill_makes_minutes_of_every_day_on_which_something_was_decided(plan: Path, tmp_path: Path) -> None:
    done = run("fill", "meeting-minutes", plan, "-o", tmp_path / "papers", "--on", "2025-10-01")
    assert done.exit_code == 0, done.output
    assert MINUTES in names_in(tmp_path / "papers")
    assert len(names_in(tmp_path / "papers")) == 4


@pytest.mark.office
def test_each_document_has_its_pdf_file_beside_it(plan: Path, tmp_path: Path) -> None:
    done = meeting(plan, tmp_path / "papers", "--pdf")
    assert done.exit_code == 0, done.output
    assert [name for name in names_in(tmp_path / "papers") if name.endswith(".pdf")] == [
        name.replace(".docx", ".pdf") for name in (AGENDA, MINUTES)
    ]
