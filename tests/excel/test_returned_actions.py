"""The button that reads returned documents: shows first what `ecvet read` shows, and writes what it writes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import segno
import xlwings as xw

from documents.returning import SHEET, typed
from ecvet_office.cli.read import command  # noqa: F401 - the twin of the button must be there
from ecvet_office.documents.filling import fill
from ecvet_office.documents.host_grid import host_grid
from ecvet_office.documents.paper_code import PaperCode
from ecvet_office.documents.returned_folder import arrivals
from ecvet_office.documents.returned_run import outcomes_of, readings_of
from ecvet_office.evaluation import evaluate
from ecvet_office.excel.returned_actions import NOTHING, PRESS_AGAIN, WRITTEN, read_returned
from ecvet_office.model.errors import UsageError
from ecvet_office.report.returned import returned_text
from ecvet_office.report.returned_files import files_text
from ecvet_office.workbook.accepting import accepted, apply
from ecvet_office.workbook.filled_cells import known_rows
from ecvet_office.workbook.reading import read
from excel_engine import engine_of, open_book

ON = dt.date(2026, 3, 31)


def outcome_in(plan: Path, number: str) -> str:
    """Gives the first outcome that an agreement is about."""
    register = evaluate(read(plan), ON).register
    return register.agreed_outcomes_of(register.agreement[number])[0]


def returned(plan: Path, number: str, values: dict[str, str]) -> Path:
    """Puts an assessment sheet into the folder of returned documents, filled for its first outcome."""
    evaluation = evaluate(read(plan), ON)
    sheet = next(one for one in fill(SHEET, evaluation, to_return=True) if one.subject == number)
    row = outcome_in(plan, number)
    path = plan.parent / "returned" / sheet.file_name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(typed(sheet.data, {(row, key): text for key, text in values.items()}))
    return path


def by_command_line(plan: Path, path: Path, out: Path) -> list[str]:
    """Gives the lines of `ecvet read`, and writes what its --apply writes."""
    evaluation = evaluate(read(plan), ON)
    arrived = tuple(arrivals([path], evaluation))
    readings = readings_of(arrived, evaluation, ON)
    changes = accepted(readings, known_rows(evaluation.sheets))
    if changes.changes_something:
        apply(plan, evaluation.sheets, changes, out)
    lines = [*returned_text(readings, changes), *files_text(outcomes_of(arrived, readings))]
    return [line.strip() for line in lines if line.strip()]


def shown(book: xw.Book) -> list[object]:
    return [row[0] for row in book.sheets["Returned"].tables["Returned"].range.options(ndim=2).value[1:]]


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Gives the rows of the sheets that documents come back to, without blank ones."""
    workbook = openpyxl.load_workbook(path)
    names = ("Results", "Agreements")
    return {one: [row for row in workbook[one].iter_rows(values_only=True) if any(row)] for one in names}


VALUES = {"achieved": "yes", "method": "Interview", "remark": "=1+1", "date": "15 March 2025"}


@pytest.mark.parametrize("number", ["A1", "A3"])
def test_the_second_press_writes_what_the_command_line_writes(
    plan: Path, book: xw.Book, tmp_path: Path, number: str
) -> None:
    path = returned(plan, number, VALUES)
    lines = by_command_line(plan, path, tmp_path / "applied.xlsx")
    read_returned(book, ON)
    assert shown(book) == [PRESS_AGAIN, *lines]
    assert {call.sheet for call in engine_of(book).calls if call.verb == "write"} == {"Returned"}
    reading = read_returned(book, ON)
    assert shown(book) == [WRITTEN, *lines]
    assert reading.changes.changes_something
    book.save(tmp_path / "live.xlsx")
    assert cells(tmp_path / "live.xlsx") == cells(tmp_path / "applied.xlsx")
    assert cells(tmp_path / "live.xlsx") != cells(plan)


def test_a_third_press_finds_nothing_left_to_write(plan: Path, book: xw.Book) -> None:
    returned(plan, "A3", VALUES)
    for _ in range(2):
        read_returned(book, ON)
    reading = read_returned(book, ON)
    assert not reading.changes.changes_something
    assert shown(book)[0] == NOTHING


def test_new_rows_make_their_table_grow(plan: Path, book: xw.Book) -> None:
    returned(plan, "A3", VALUES)
    before = book.sheets["Results"].tables["Results"].range.shape
    for _ in range(2):
        read_returned(book, ON)
    after = book.sheets["Results"].tables["Results"].range.shape
    last = evaluate(read(plan), ON).sheets.sheet("Results")
    assert last is not None
    assert after == (max(before[0], last.rows[-1].number + 1), before[1])


def test_what_was_not_shown_is_not_written(plan: Path, book: xw.Book) -> None:
    returned(plan, "A3", VALUES)
    read_returned(book, ON)
    returned(plan, "A3", VALUES | {"method": "Practical test"})
    read_returned(book, ON)
    assert shown(book)[0] == PRESS_AGAIN
    read_returned(book, ON)
    assert shown(book)[0] == WRITTEN


def test_from_another_sheet_the_press_only_shows(plan: Path, book: xw.Book) -> None:
    returned(plan, "A3", VALUES)
    read_returned(book, ON)
    book.sheets["Learners"].activate()
    read_returned(book, ON)
    assert shown(book)[0] == PRESS_AGAIN


def test_a_row_typed_meanwhile_is_never_overwritten(plan: Path, book: xw.Book) -> None:
    returned(plan, "A3", VALUES)
    results = evaluate(read(plan), ON).sheets.sheet("Results")
    assert results is not None
    below = results.rows[-1].number + 1
    book.sheets["Results"].range((below, 14)).value = "a note"
    for _ in range(2):
        read_returned(book, ON)
    assert book.sheets["Results"].range((below, 14)).value == "a note"
    assert "Interview" in book.sheets["Results"].range((below + 1, 1), (below + 1, 14)).value


def test_a_row_of_totals_in_the_way_is_told_and_nothing_is_written(plan: Path) -> None:
    returned(plan, "A3", VALUES)
    workbook = openpyxl.load_workbook(plan, data_only=True)
    results = workbook["Results"]
    table = results.tables["Results"]
    bottom = results.max_row + 1
    table.ref = table.ref.partition(":")[0] + f":{table.ref.partition(':')[2].rstrip('0123456789')}{bottom}"
    table.totalsRowCount = 1
    results.cell(bottom, 1).value = "Total"
    workbook.save(plan)
    with open_book(plan) as book:
        read_returned(book, ON)
        with pytest.raises(UsageError, match=f"no room for 1 new rows: something stands in row {bottom}"):
            read_returned(book, ON)
        assert {call.sheet for call in engine_of(book).calls if call.verb == "write"} == {"Returned"}


def test_a_document_that_cannot_be_read_keeps_no_other_from_it(plan: Path, book: xw.Book) -> None:
    returned(plan, "A3", VALUES)
    (plan.parent / "returned" / "a scan.docx").write_bytes(b"%PDF-1.7")
    (plan.parent / "returned" / "~$open.docx").write_bytes(b"")
    reading = read_returned(book, ON)
    assert reading.changes.changes_something
    assert any(str(line).startswith("a scan.docx") for line in shown(book))
    assert shown(book)[-1] == "1 read, 1 needs you"
    assert not any("~$open" in str(line) for line in shown(book))


def test_the_folder_is_made_and_named_where_there_is_nothing_to_read(plan: Path, book: xw.Book) -> None:
    with pytest.raises(UsageError, match=r"put what partners returned into the folder .*returned"):
        read_returned(book, ON)
    assert (plan.parent / "returned").is_dir()
    assert engine_of(book).calls == []


def test_grids_and_scans_in_the_folder_are_read_and_scans_are_copied_at_the_second_press(
    plan: Path, book: xw.Book
) -> None:
    folder = plan.parent / "returned"
    folder.mkdir()
    (folder / "grid.xlsx").write_bytes(host_grid(evaluate(read(plan), ON), "I2"))
    segno.make(str(PaperCode("learning-agreement", "A1", "1")), micro=False).save(str(folder / "scan.png"), scale=4)
    read_returned(book, ON)
    assert shown(book)[-1] == "2 read, 0 need you"
    assert not (plan.parent / "filed").exists()
    read_returned(book, ON)
    copies = [path.name for path in (plan.parent / "filed" / "A1").iterdir()]
    assert copies == ["learning-agreement_A1_v1.png"]
    read_returned(book, ON)
    assert shown(book)[0] == NOTHING
