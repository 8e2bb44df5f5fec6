"""A host's grid holds what the host needs and nothing else, and comes back like the assessment sheets it stands for."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from documents.returning import touched
from documents.school_year import WORKBOOK, evaluated
from ecvet_office.documents.host_grid import host_grid
from ecvet_office.documents.proposals import proposals
from ecvet_office.documents.returned_grid import read_grid
from ecvet_office.model.errors import UnreadableFileError, UsageError
from ecvet_office.workbook.proposal import ReturnedReading, Strange, Verdict

PERSONAL = ("2006-05-14", "14 May 2006", "Koulukatu", "Rantatie", "Eva Berg", "aino@learner.example", "+358 40")


@pytest.fixture
def grid(tmp_path: Path) -> Path:
    """The grid of the host of the sample workbook."""
    path = tmp_path / "grid.xlsx"
    path.write_bytes(host_grid(evaluated(), "I2"))
    return path


def read_back(path: Path) -> dict[str, ReturnedReading]:
    """Gives by agreement what a grid would change in the sample workbook."""
    return {one.number: one for one in proposals(read_grid(path), evaluated())}


def write(path: Path, agreement: str, outcome: str, values: dict[str, object]) -> None:
    """Writes into the row of an outcome, by the headers of the columns."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    headers = {str(cell.value): number for number, cell in enumerate(sheet[1], 1)}
    row = next(
        number
        for number in range(2, sheet.max_row + 1)
        if (sheet.cell(number, headers["Number"]).value, sheet.cell(number, headers["Outcome"]).value)
        == (agreement, outcome)
    )
    for header, value in values.items():
        sheet.cell(row, headers[header]).value = value  # type: ignore[assignment] # openpyxl takes more than it says
    book.save(path)


@pytest.mark.parametrize("language", ["en", "de", "es", "fi", "fr", "it", "nl", "pl"])
def test_a_grid_that_nobody_touched_changes_nothing(tmp_path: Path, language: str) -> None:
    path = tmp_path / "grid.xlsx"
    path.write_bytes(host_grid(evaluated(), "I2", language))
    readings = read_back(path)
    assert set(readings) == {"A1", "A2", "A3", "A4"}
    assert {number: touched(one) for number, one in readings.items()} == {key: {} for key in readings}
    assert all(one.is_clean and one.proposals for one in readings.values())


def test_a_grid_saved_by_another_program_still_changes_nothing(grid: Path) -> None:
    openpyxl.load_workbook(grid).save(grid)
    assert all(one.is_clean and not one.applied for one in read_back(grid).values())


def test_a_grid_of_texts_that_xml_cannot_hold_changes_nothing_either(tmp_path: Path) -> None:
    odd = WORKBOOK.replace("Knows the French system well", "Knows _x0041_ and\x0b _x0041\x07 well")
    assert odd != WORKBOOK
    path = tmp_path / "grid.xlsx"
    path.write_bytes(host_grid(evaluated(odd), "I2"))
    readings = proposals(read_grid(path), evaluated(odd))
    assert {one.number for one in readings} == {"A1", "A2", "A3", "A4"}
    assert all(one.is_clean and not touched(one) for one in readings)


def test_equal_data_give_equal_bytes() -> None:
    assert host_grid(evaluated(), "I2") == host_grid(evaluated(), "I2")


def test_a_grid_names_learner_and_agreement_and_nothing_else_of_a_person(grid: Path) -> None:
    book = openpyxl.load_workbook(grid)
    texts = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert "Aino Virtanen" in texts
    assert [word for word in PERSONAL if word in texts] == []


def test_what_the_host_writes_goes_to_the_results_of_its_agreement(grid: Path) -> None:
    write(grid, "A2", "3.1", {"Date": datetime(2025, 3, 15), "Grade": 5, "Remark": "=1+1"})  # noqa: DTZ001
    write(grid, "A3", "3.2", {"Achieved": "no"})
    found = read_back(grid)
    assert touched(found["A2"])["3.1", "date"] == (Verdict.CHANGE, "Results!E8", date(2025, 3, 15))
    assert touched(found["A2"])["3.1", "grade"] == (Verdict.FILL, "Results!H8", "5")
    assert touched(found["A3"]) == {("3.2", "achieved"): (Verdict.NEW_ROW, "Results", "no")}
    assert touched(found["A1"]) == {}


def test_not_assessed_says_the_same_as_an_empty_cell(grid: Path) -> None:
    write(grid, "A3", "3.2", {"Achieved": "not assessed"})
    assert touched(read_back(grid)["A3"]) == {}


def test_sorted_rows_keep_their_agreement(grid: Path) -> None:
    write(grid, "A3", "3.4", {"Grade": "B"})
    book = openpyxl.load_workbook(grid)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, values in enumerate(reversed(rows), 2):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value
    book.save(grid)
    assert touched(read_back(grid)["A3"]) == {("3.4", "grade"): (Verdict.NEW_ROW, "Results", "B")}


def test_what_the_workbook_says_otherwise_by_now_is_a_conflict(grid: Path) -> None:
    write(grid, "A2", "3.1", {"Date": datetime(2025, 3, 15)})  # noqa: DTZ001
    changed = evaluated(
        WORKBOOK.replace("| A2 | L2 | 3.1 | yes | 2025-03-27 |", "| A2 | L2 | 3.1 | yes | 2025-03-26 |")
    )
    (one,) = [flag for reading in proposals(read_grid(grid), changed) for flag in reading.flagged]
    assert (one.verdict, str(one.place)) == (Verdict.CONFLICT, "Results!E8")


def test_a_row_of_another_outcome_and_a_changed_text_of_ours_are_said(grid: Path) -> None:
    write(grid, "A2", "3.1", {"Learning outcome": "Something easier"})
    write(grid, "A2", "3.4", {"Outcome": "9.9", "Grade": "2"})
    oddities = {(one.what, one.row) for reading in read_back(grid).values() for one in reading.oddities}
    assert oddities >= {(Strange.LOCKED, "3.1"), (Strange.ROW_UNKNOWN, "A2 9.9"), (Strange.ROW_MISSING, "3.4")}


def test_an_error_in_a_cell_is_never_written(grid: Path) -> None:
    write(grid, "A3", "3.4", {"Grade": "#N/A"})
    reading = read_back(grid)["A3"]
    assert reading.applied == ()
    assert not reading.is_clean


def test_a_grid_whose_values_were_changed_is_not_read(grid: Path) -> None:
    book = openpyxl.load_workbook(grid)
    book["Made from"]["C2"].value = str(book["Made from"]["C2"].value).replace("yes", "no")
    book.save(grid)
    with pytest.raises(UnreadableFileError, match="were changed"):
        read_grid(grid)


def test_another_workbook_is_no_grid(tmp_path: Path) -> None:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    path = tmp_path / "other.xlsx"
    path.write_bytes(stream.getvalue())
    assert read_grid(path) == ()


def test_a_partner_that_hosts_nobody_has_no_grid() -> None:
    with pytest.raises(UsageError, match="I4"):
        host_grid(evaluated(), "I4")
    with pytest.raises(UsageError, match="no partner I9"):
        host_grid(evaluated(), "I9")
