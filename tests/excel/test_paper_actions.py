"""The buttons that make documents: the bytes of `ecvet fill`, nothing overwritten, and a row each that tells why."""

from __future__ import annotations

import datetime as dt
import webbrowser
from pathlib import Path
from typing import cast

import openpyxl
import pytest
import xlwings as xw

from ecvet_office.cli.paper_run import Order, make_documents
from ecvet_office.documents.document_kinds import DOCUMENTS, OF_A_MEETING
from ecvet_office.documents.document_languages import languages_of
from ecvet_office.evaluation import evaluate
from ecvet_office.excel.actions import ACTIONS
from ecvet_office.excel.paper_actions import all_documents, learning_agreements, memorandum, open_folder, transcripts
from ecvet_office.excel.paper_folder import paper_folder, shown_folder
from ecvet_office.excel.papers import Outcome, PaperMade
from ecvet_office.model.errors import UnwritableFileError, UsageError
from ecvet_office.model.settings import Settings
from ecvet_office.workbook.reading import read
from excel.example_ranges import example_workbook
from excel_engine import engine_of, open_book

ON = dt.date(2026, 3, 31)
OF_A_YEAR = tuple(one for one in DOCUMENTS if one not in OF_A_MEETING)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "year" / "plan.xlsx"
    path.parent.mkdir()
    path.write_bytes(example_workbook())
    return path


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def by_command_line(
    plan: Path, folder: Path, documents: tuple[str, ...], learners: tuple[str, ...] = ()
) -> dict[str, bytes]:
    """Gives what `ecvet fill` writes on the same day, in the languages of the workbook's settings."""
    evaluation = evaluate(read(plan), ON)
    make_documents(evaluation, Order(documents, learners, languages_of(evaluation.register.settings)), folder)
    return files_in(folder)


def outcomes(papers: list[PaperMade]) -> list[tuple[str, str]]:
    return [(one.file_name, str(one.outcome)) for one in papers]


def rows_shown(book: xw.Book) -> list[list[object]]:
    rows: list[list[object]] = book.sheets["Papers made"].tables["PapersMade"].range.options(ndim=2).value
    return rows


def test_all_documents_are_those_of_the_command_line_byte_for_byte(plan: Path, book: xw.Book, tmp_path: Path) -> None:
    papers = all_documents(book, ON)
    made = files_in(plan.parent / "documents")
    assert made == by_command_line(plan, tmp_path / "by_hand", OF_A_YEAR)
    assert len(made) > 3
    assert sorted(made) == sorted(one.file_name for one in papers if one.outcome is Outcome.MADE)


@pytest.mark.parametrize(
    ("action", "document"),
    [(memorandum, "memorandum"), (learning_agreements, "learning-agreement"), (transcripts, "transcript")],
)
def test_a_button_makes_its_documents_only(
    plan: Path, book: xw.Book, tmp_path: Path, action: object, document: str
) -> None:
    assert callable(action)
    action(book, ON)
    made = files_in(plan.parent / "documents")
    assert made == by_command_line(plan, tmp_path / "by_hand", (document,))
    assert {name.split("_")[0].split(".")[0] for name in made} == {document}


def test_a_row_for_each_tells_what_became_of_it_and_why(book: xw.Book) -> None:
    papers = all_documents(book, ON)
    headers, *rows = rows_shown(book)
    assert headers == ["Document", "About", "Learner", "Folder", "File", "What became of it", "Why"]
    assert [(row[4], row[5]) for row in rows] == outcomes(papers)
    held_back = [row for row in rows if row[5] == "held back"]
    assert held_back
    assert all("RE15 at Agreements!" in str(row[6]) and row[3] is None for row in held_back)
    assert {row[3] for row in rows if row[5] == "made"} == {"documents"}
    assert book.sheets.active.name == "Papers made"


def test_no_row_and_no_status_holds_a_learners_name(book: xw.Book) -> None:
    all_documents(book, ON)
    learners = book.sheets["Learners"].range("B2:B7").value
    told = " ".join(str(cell) for row in rows_shown(book)[1:] for cell in row)
    assert len(learners) == 6
    assert not any(name in told for name in learners)


def test_documents_that_are_there_are_left_and_said_to_be_there(plan: Path, book: xw.Book) -> None:
    transcripts(book, ON)
    before = files_in(plan.parent / "documents")
    assert {outcome for _, outcome in outcomes(transcripts(book, ON))} == {"there already"}
    assert files_in(plan.parent / "documents") == before


def test_a_file_with_other_data_is_never_overwritten(plan: Path, book: xw.Book) -> None:
    name = transcripts(book, ON)[0].file_name
    target = plan.parent / "documents" / name
    target.write_bytes(b"signed and scanned")
    [paper] = [one for one in transcripts(book, ON) if one.outcome is Outcome.LEFT]
    assert target.read_bytes() == b"signed and scanned"
    assert (paper.file_name, paper.outcome) == (name, "not overwritten")
    assert paper.why.startswith("a file of this name was made from other data; move it away")
    target.with_name(f"~${name[2:]}").write_bytes(b"")
    [paper] = [one for one in transcripts(book, ON) if one.outcome is Outcome.LEFT]
    assert paper.why.endswith("(it is open in Word)")


def test_no_folder_is_made_where_everything_is_held_back(plan: Path) -> None:
    workbook = openpyxl.load_workbook(plan, data_only=True)
    workbook["Agreements"].delete_rows(2, 2)
    workbook.save(plan)
    with open_book(plan) as book:
        evaluation = evaluate(read(plan), ON)
        papers = learning_agreements(book, ON)
    if all(one.outcome is Outcome.HELD_BACK for one in papers):
        assert not (plan.parent / "documents").exists()
    assert len(papers) == len(evaluation.register.agreements)


def test_nothing_unfinished_stays_in_the_folder(plan: Path, book: xw.Book) -> None:
    transcripts(book, ON)
    assert all(path.suffix == ".docx" for path in (plan.parent / "documents").iterdir())


def test_a_folder_that_refuses_is_told(plan: Path, book: xw.Book) -> None:
    (plan.parent / "documents").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(UnwritableFileError, match="documents"):
        transcripts(book, ON)
    assert (book.app.screen_updating, book.app.calculation, book.app.status_bar) == (True, "automatic", False)


def test_the_status_bar_counts_the_documents(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    app = type(book.app.impl)
    monkeypatch.setattr(app, "status_bar", property(lambda _: False, lambda _, text: shown.append(text)), raising=False)
    transcripts(book, ON)
    assert shown[0] == "ECVET: at work"
    assert "ECVET: transcript, 0 documents done" in shown
    assert "ECVET: transcript, 1 documents done" in shown
    assert shown[-1] is False


def test_a_workbook_without_what_was_asked_for_is_told(plan: Path) -> None:
    workbook = openpyxl.load_workbook(plan, data_only=True)
    workbook["Agreements"].delete_rows(2, 9)
    workbook.save(plan)
    with (
        open_book(plan) as book,
        pytest.raises(UsageError, match=r"there is nothing to make: plan\.xlsx has no transcript"),
    ):
        transcripts(book, ON)


# --- only for the selected rows -------------------------------------------------------------------------------------


def select(book: xw.Book, sheet: str, address: str) -> None:
    book.sheets[sheet].activate()
    book.sheets[sheet].range(address).select()


def test_selected_learners_get_what_the_command_line_gives_them(plan: Path, book: xw.Book, tmp_path: Path) -> None:
    select(book, "Learners", "B2:C3")
    ids = tuple(book.sheets["Learners"].range("A2:A3").value)
    papers = all_documents(book, ON, True)
    assert {one.learner for one in papers} - {""} <= set(ids)
    assert files_in(plan.parent / "documents") == by_command_line(plan, tmp_path / "by_hand", OF_A_YEAR, ids)


def test_selected_agreements_are_meant_alone(book: xw.Book) -> None:
    select(book, "Agreements", "A3")
    agreement = book.sheets["Agreements"]["A3"].value
    assert [one.subject for one in learning_agreements(book, ON, True)] == [agreement]


def test_rows_of_my_learners_may_be_selected_too(book: xw.Book) -> None:
    ACTIONS["check"](book, ON, False)
    rows = book.sheets["My learners"].tables["MyLearners"].range
    [number] = [place for place, row in enumerate(rows.value) if row[2] == "A2"]
    select(book, "My learners", f"D{rows.row + number}")
    assert [one.subject for one in learning_agreements(book, ON, True)] == ["A2"]


def test_several_pieces_and_whole_columns_may_be_selected(book: xw.Book) -> None:
    select(book, "Agreements", "B2,A4:C4")
    assert [one.subject for one in learning_agreements(book, ON, True)] == ["A1", "A3"]
    select(book, "Agreements", "C:C")
    assert [one.subject for one in learning_agreements(book, ON, True)] == ["A1", "A2", "A3"]
    select(book, "Agreements", "3:4")
    assert [one.subject for one in learning_agreements(book, ON, True)] == ["A2", "A3"]


def test_rows_that_a_filter_hides_are_not_meant(plan: Path) -> None:
    workbook = openpyxl.load_workbook(plan, data_only=True)
    workbook["Agreements"].row_dimensions[3].hidden = True
    workbook.save(plan)
    with open_book(plan) as book:
        select(book, "Agreements", "A2:A4")
        assert [one.subject for one in learning_agreements(book, ON, True)] == ["A1", "A3"]


@pytest.mark.parametrize(
    ("sheet", "address", "words"),
    [
        ("Units", "A2", "the sheet Units lists no learners. Select rows on the sheet Learners"),
        ("Learners", "A1", "the selected rows of Learners name no learner"),
        ("My learners", "A1", "the selected rows of My learners name no learner"),
        ("Learners", ",".join(f"A{row}" for row in range(2, 200, 2)), "the selection has too many pieces"),
    ],
)
def test_a_selection_that_means_nobody_is_told(book: xw.Book, sheet: str, address: str, words: str) -> None:
    select(book, sheet, address)
    with pytest.raises(UsageError, match=words):
        transcripts(book, ON, True)


def test_without_any_selection_it_is_told(book: xw.Book) -> None:
    with pytest.raises(UsageError, match="no rows are selected"):
        transcripts(book, ON, True)


def test_a_row_of_my_learners_that_is_out_of_date_is_told(book: xw.Book) -> None:
    ACTIONS["check"](book, ON, False)
    rows = book.sheets["My learners"].tables["MyLearners"].range
    rows[1, 0].value = "L99"
    select(book, "My learners", rows[1, 0].address)
    with pytest.raises(UsageError, match="names L99, who is not on the sheet Learners"):
        transcripts(book, ON, True)


# --- where they go --------------------------------------------------------------------------------------------------


class Told:
    """A workbook as Excel for Windows tells where it is saved."""

    def __init__(self, full_name: str) -> None:
        self.api = self
        self.FullName = full_name
        self.name = full_name.replace("\\", "/").rpartition("/")[2]


def test_documents_go_beside_a_saved_workbook(plan: Path, book: xw.Book) -> None:
    assert paper_folder(book) == plan.parent / "documents"
    assert shown_folder(plan.parent / "documents") == "documents"


@pytest.mark.parametrize(
    ("full_name", "folder"),
    [
        ("Book1", "Book1"),
        ("https://school.sharepoint.com/sites/vet/plan.xlsx", "plan"),
        ("https://d.docs.live.net/1234/school year.xlsx", "school-year"),
        ("C:\\elsewhere\\plan.xlsx", "plan"),
    ],
)
def test_documents_of_other_workbooks_go_to_documents(
    full_name: str, folder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    found = paper_folder(cast("xw.Book", Told(full_name)))
    assert found.parent == tmp_path / "Documents" / "ECVET"
    assert found.name.startswith(folder)
    assert shown_folder(found) == f"Documents/ECVET/{found.name}"


@pytest.mark.parametrize("cloud", ["OneDrive", "OneDrive - School", "SharePoint"])
def test_a_synchronised_folder_is_no_place_for_learners_documents(
    cloud: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / cloud / "plan.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert paper_folder(cast("xw.Book", Told(str(path)))) == tmp_path / "Documents" / "ECVET" / "plan"


def test_the_folder_is_opened_once_there_are_documents(
    plan: Path, book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    with pytest.raises(UsageError, match=r"there are no documents of plan\.xlsx yet"):
        open_folder(book, ON)
    transcripts(book, ON)
    open_folder(book, ON)
    assert opened == [(plan.parent / "documents").as_uri()]


@pytest.mark.parametrize(
    ("settings", "languages"),
    [
        (Settings(), "en"),
        (Settings(languages=("fi",)), "fi"),
        (Settings(languages=("en", "fr")), "en+fr"),
        (Settings(languages=("en", "FR", "de"), prevailing_language="fr"), "fr+en"),
    ],
)
def test_documents_are_in_the_languages_of_the_settings(settings: Settings, languages: str) -> None:
    assert languages_of(settings) == languages


def test_what_the_user_typed_stays_as_it_is(plan: Path, book: xw.Book, tmp_path: Path) -> None:
    all_documents(book, ON)
    book.save(tmp_path / "saved.xlsx")
    before, after = openpyxl.load_workbook(plan), openpyxl.load_workbook(tmp_path / "saved.xlsx")
    assert after.sheetnames == [*before.sheetnames, "Papers made"]
    assert all(list(after[one.title].values) == list(one.values) for one in before.worksheets)
    assert engine_of(book).alerts == []


def test_the_sheet_papers_made_is_no_finding_of_its_own(plan: Path, book: xw.Book, tmp_path: Path) -> None:
    before = evaluate(read(plan), ON)
    all_documents(book, ON)
    book.save(tmp_path / "saved.xlsx")
    assert {one.code for one in evaluate(read(tmp_path / "saved.xlsx"), ON).findings} - {"WB11"} == {
        one.code for one in before.findings
    }
