"""Which tables of a file are read, and which cells of them, however people have rearranged the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.worksheet.table import Table

from ecvet_office.evaluation import evaluate
from ecvet_office.model.learners import Learner
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheets
from workbook.example_book import DAY, FOUND, mistakes, places, write_example

LEARNERS = ["Id", "Family name *", "Given names *", "Date of birth *"]
AINO = ["L1", "Virtanen", "Aino", "14.5.2006"]
BRUNO = ["L2", "Laine", "Bruno", "2.9.2008"]
CARLA = ["L3", "Niemi", "Carla", "30.11.2006"]
UNITS = ["Id", "Title *"]

Rows = Sequence[Sequence[object]]


class Draft:
    """A workbook being built; each sheet may hold tables at any place."""

    def __init__(self, path: Path, date1904: bool = False) -> None:
        self.path = path
        self.book = xlsxwriter.Workbook(str(path), {"default_date_format": "d mmm yyyy", "date_1904": date1904})

    def sheet(self, title: str, hidden: bool = False) -> DraftSheet:
        sheet = self.book.add_worksheet(title)
        if hidden:
            sheet.hide()
        return DraftSheet(sheet)

    def read(self) -> Sheets:
        self.book.close()
        return read(self.path)


class DraftSheet:
    """A sheet being built."""

    def __init__(self, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        self.sheet = sheet

    def table(self, name: str, headers: Sequence[str], rows: Rows, row: int = 0, column: int = 0) -> None:
        """Adds an Excel table whose header's first cell stands at row and column, counted from 0."""
        last = row + max(len(rows), 1), column + len(headers) - 1
        columns = [{"header": header} for header in headers]
        self.sheet.add_table(row, column, *last, {"name": name, "columns": columns, "data": rows})

    def cells(self, rows: Rows, row: int = 0, column: int = 0) -> None:
        for number, values in enumerate(rows, row):
            self.sheet.write_row(number, column, values)


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft(tmp_path / "plan.xlsx")


def family_names(sheets: Sheets) -> list[str | None]:
    return [learner.family_name for learner in parse(sheets)[0].learners]


def test_a_table_is_known_by_its_name_whatever_the_sheet_is_called(draft: Draft) -> None:
    draft.sheet("Élèves 2026").table("Learners", LEARNERS, [AINO, BRUNO])
    sheets = draft.read()
    assert [(sheet.table.name, sheet.title) for sheet in sheets.sheets] == [("Learners", "Élèves 2026")]
    assert family_names(sheets) == ["Virtanen", "Laine"]
    assert mistakes(sheets.findings) == {}


def test_a_table_may_stand_anywhere_on_its_sheet(draft: Draft) -> None:
    sheet = draft.sheet("Learners")
    sheet.cells([["Our learners of the spring"]])
    sheet.table("Learners", LEARNERS, [AINO], row=4, column=2)
    sheets = draft.read()
    assert sheets.sheets[0].header_row == 5
    assert sheets.sheets[0].columns["family_name"] == "D"
    assert parse(sheets)[0].learners[0].at("date_of_birth").cell == "F6"


def test_headers_may_stand_in_any_order(draft: Draft) -> None:
    order = [3, 1, 0, 2]
    draft.sheet("Learners").table("Learners", [LEARNERS[one] for one in order], [[AINO[one] for one in order]])
    learner = parse(draft.read())[0].learners[0]
    assert (learner.id, learner.full_name, learner.date_of_birth) == ("L1", "Aino Virtanen", date(2006, 5, 14))


def test_a_header_may_be_broken_into_lines_and_lose_its_star(draft: Draft) -> None:
    draft.sheet("Learners").table("Learners", ["Id", "Family\nname", "GIVEN\u00a0NAMES", "date_of_birth"], [AINO])
    sheets = draft.read()
    assert sorted(sheets.sheets[0].columns) == ["family_name", "given_names", "id"]
    assert mistakes(sheets.findings) == {("WB02", "Learners!D1"): 1}


def test_a_text_may_stand_in_further_languages(draft: Draft) -> None:
    draft.sheet("Units").table(
        "Units", ["Id", "Title *", "Title [fr]", "title [FI]"], [["U1", "Home care", "Soins", "Kotihoito"]]
    )
    unit = parse(draft.read())[0].units[0]
    assert (unit.text("title"), unit.text("title", "fr"), unit.text("title", "fi")) == (
        "Home care",
        "Soins",
        "Kotihoito",
    )
    assert unit.text("title", "de") == ""


def test_a_sheet_without_a_table_is_known_by_its_title(draft: Draft) -> None:
    draft.sheet("learners").cells([[], [], LEARNERS, AINO, [], BRUNO])
    sheets = draft.read()
    assert family_names(sheets) == ["Virtanen", "Laine"]
    assert sheets.sheets[0].header_row == 3


def test_a_table_that_somebody_made_of_a_sheet_with_a_known_title_is_read(draft: Draft) -> None:
    draft.sheet("Learners").table("Table1", LEARNERS, [AINO])
    assert family_names(draft.read()) == ["Virtanen"]


def test_a_table_and_a_title_that_are_none_of_ours_are_left_alone(draft: Draft) -> None:
    draft.sheet("Learners").table("Learners", LEARNERS, [AINO])
    draft.sheet("Bus tickets").table("Tickets", ["Family name", "Price"], [["Laine", 30]])
    sheets = draft.read()
    assert family_names(sheets) == ["Virtanen"]
    assert mistakes(sheets.findings) == {}
    assert sheets.titles == ("Learners", "Bus tickets")


def test_rows_typed_below_a_table_belong_to_it(draft: Draft) -> None:
    sheet = draft.sheet("Learners")
    sheet.table("Learners", LEARNERS, [AINO])
    sheet.cells([BRUNO, [], [], CARLA], row=2)
    sheets = draft.read()
    assert family_names(sheets) == ["Virtanen", "Laine", "Niemi"]
    assert [row.number for row in sheets.sheets[0].rows] == [2, 3, 6]


@pytest.mark.parametrize(("blank", "is_read"), [(199, True), (200, True), (201, False)])
def test_rows_far_below_a_table_are_left_out_and_it_is_said(draft: Draft, blank: int, is_read: bool) -> None:
    sheet = draft.sheet("Learners")
    sheet.table("Learners", LEARNERS, [AINO])
    sheet.cells([BRUNO], row=2 + blank - 1)
    sheets = draft.read()
    assert family_names(sheets) == (["Virtanen", "Laine"] if is_read else ["Virtanen"])
    assert mistakes(sheets.findings) == ({} if is_read else {("WB20", f"Learners!A{2 + blank}"): 1})


def test_rows_far_below_a_sheet_without_a_table_are_left_out_and_it_is_said(draft: Draft) -> None:
    sheet = draft.sheet("Learners")
    sheet.cells([LEARNERS, AINO])
    sheet.cells([BRUNO], row=300)
    sheets = draft.read()
    assert family_names(sheets) == ["Virtanen"]
    assert mistakes(sheets.findings) == {("WB20", "Learners!A301"): 1}


def test_a_row_of_totals_is_no_learner(draft: Draft) -> None:
    sheet = draft.sheet("Learners")
    columns = [{"header": header} for header in LEARNERS]
    columns[1]["total_string"] = "Total"
    columns[2]["total_function"] = "count"
    sheet.sheet.add_table("A1:D3", {"name": "Learners", "columns": columns, "data": [AINO], "total_row": True})
    sheet.cells([CARLA], row=3)
    assert family_names(draft.read()) == ["Virtanen", "Niemi"]


def test_a_table_whose_headers_are_switched_off_keeps_its_columns_and_its_first_row(draft: Draft) -> None:
    columns = [{"header": header} for header in LEARNERS]
    draft.sheet("Learners").sheet.add_table(
        "A1:D2", {"name": "Learners", "columns": columns, "data": [AINO, BRUNO], "header_row": False}
    )
    assert family_names(draft.read()) == ["Virtanen", "Laine"]


@pytest.mark.parametrize("below", ["Units", "Notes"])
def test_a_table_ends_where_the_next_one_on_the_sheet_begins(draft: Draft, below: str) -> None:
    sheet = draft.sheet("Everything")
    sheet.table("Learners", LEARNERS, [AINO])
    sheet.table(below, UNITS, [["U1", "Home care"]], row=6)
    sheet.cells([BRUNO], row=2)
    sheet.cells([["U2", "Dementia"]], row=8)
    sheets = draft.read()
    assert family_names(sheets) == ["Virtanen", "Laine"]
    if below == "Units":
        assert [unit.title for unit in parse(sheets)[0].units] == ["Home care", "Dementia"]


def test_two_tables_may_stand_side_by_side(draft: Draft) -> None:
    sheet = draft.sheet("Everything")
    sheet.table("Learners", LEARNERS, [AINO, BRUNO])
    sheet.table("Units", UNITS, [["U1", "Home care"]], column=6)
    sheet.cells([["U2", "Dementia"], [], [], ["U3", "Mathematics"]], row=2, column=6)
    register = parse(draft.read())[0]
    assert [unit.title for unit in register.units] == ["Home care", "Dementia", "Mathematics"]
    assert [learner.family_name for learner in register.learners] == ["Virtanen", "Laine"]


def test_a_second_copy_of_a_table_is_said_and_not_read(draft: Draft) -> None:
    draft.sheet("Learners").table("Learners", LEARNERS, [AINO])
    draft.sheet("LEARNERS ").cells([[*LEARNERS, "Famly name"], BRUNO])
    sheets = draft.read()
    assert family_names(sheets) == ["Virtanen"]
    assert mistakes(sheets.findings) == {("WB13", "LEARNERS !1"): 1}


def test_the_table_of_the_name_counts_before_a_sheet_of_the_title_and_that_before_a_copied_sheet(draft: Draft) -> None:
    draft.sheet("Learners (2)").table("Learners2", LEARNERS, [BRUNO])
    draft.sheet("Learners").cells([LEARNERS, CARLA])
    draft.sheet("This year").table("Learners", LEARNERS, [AINO])
    sheets = draft.read()
    assert family_names(sheets) == ["Virtanen"]
    assert mistakes(sheets.findings) == {("WB13", "Learners (2)!1"): 1, ("WB13", "Learners!1"): 1}


def test_the_copy_of_a_sheet_is_read_where_the_first_was_deleted(draft: Draft) -> None:
    draft.sheet("Learners (2)").table("Learners24", LEARNERS, [BRUNO])
    sheets = draft.read()
    assert family_names(sheets) == ["Laine"]
    assert mistakes(sheets.findings) == {}


def test_a_table_of_the_users_own_is_no_copy_though_its_name_is_like_ours(draft: Draft) -> None:
    draft.sheet("Units").table("Units", UNITS, [["U1", "Home care"]])
    draft.sheet("Races").table("Results24", ["Runner", "Seconds", "Place"], [["Aino", 60, 1]])
    assert mistakes(draft.read().findings) == {}


def test_hidden_sheets_and_hidden_rows_are_read(draft: Draft) -> None:
    sheet = draft.sheet("Learners", hidden=True)
    draft.sheet("Notes").sheet.activate()
    sheet.table("Learners", LEARNERS, [AINO, BRUNO])
    sheet.sheet.set_row(2, None, None, {"hidden": True})
    assert family_names(draft.read()) == ["Virtanen", "Laine"]


def test_a_column_of_the_users_own_is_told_of_once_and_makes_no_rows(draft: Draft) -> None:
    rows = [[*AINO, "window seat"], ["", "", "", "", "to be decided"]]
    draft.sheet("Learners").table("Learners", [*LEARNERS, "Seat"], rows)
    sheets = draft.read()
    assert family_names(sheets) == ["Virtanen"]
    assert mistakes(sheets.findings) == {}
    assert [str(one.place) for one in sheets.findings if one.code == "WB02"] == ["Learners!E1"]


def test_a_header_that_is_a_number_is_as_strange_as_any_other(draft: Draft) -> None:
    draft.sheet("Learners").cells([[*LEARNERS, 2026], [*AINO, "yes"]])
    assert ("WB02", "Learners!E1") in places(draft.read().findings)


def test_a_column_without_a_header_is_said_to_be_left_out(draft: Draft) -> None:
    draft.sheet("Learners").cells([LEARNERS, AINO, [*BRUNO, "vegetarian"], [*CARLA, "vegan"]])
    sheets = draft.read()
    assert mistakes(sheets.findings) == {("WB20", "Learners!E3"): 1}
    assert family_names(sheets) == ["Virtanen", "Laine", "Niemi"]


def test_days_of_the_1904_system_are_the_days_that_people_see(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "old_macintosh.xlsx", date1904=True)
    sheet = draft.sheet("Learners")
    sheet.table("Learners", LEARNERS, [["L1", "Virtanen", "Aino", date(2006, 5, 14)]])
    sheet.cells([["L2", "Laine", "Bruno", 38_231]], row=2)  # a day whose format was lost
    born = [learner.date_of_birth for learner in parse(draft.read())[0].learners]
    assert born == [date(2006, 5, 14), date(2008, 9, 2)]


@pytest.mark.parametrize(
    ("property_", "version"),
    [
        (IntProperty(name="ECVET layout", value=1), 1),
        (IntProperty(name="ECVET layout", value=7), 7),
        (StringProperty(name="ECVET layout", value="1"), 1),
        (StringProperty(name="ECVET layout", value="first"), None),
        (IntProperty(name="Something else", value=1), None),
    ],
)
def test_the_version_of_the_layout_is_read(
    tmp_path: Path, property_: IntProperty | StringProperty, version: int | None
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Units"
    sheet.append(UNITS)
    book.custom_doc_props.append(property_)  # type: ignore[attr-defined] # the types that come from elsewhere lack it
    book.save(tmp_path / "plan.xlsx")
    sheets = read(tmp_path / "plan.xlsx")
    assert sheets.version == version
    newer = {("WB12", "workbook"): 1} if version == 7 else {}
    assert mistakes(evaluate(sheets, DAY).findings) == newer


def test_a_workbook_of_nothing_ours_is_said_to_be_none(draft: Draft) -> None:
    draft.sheet("Budget").table("Costs", ["What", "Euro"], [["Bus", 30]])
    draft.sheet("Notes").cells([["Learners"]])
    evaluation = evaluate(draft.read(), DAY)
    assert mistakes(evaluation.findings) == {("WB01", "workbook"): 1}
    assert dict(evaluation.findings[0].facts)["sheets"] == "Budget, Notes"


def test_a_sheet_without_a_cell_is_not_in_use_and_a_table_may_be_empty(draft: Draft) -> None:
    draft.sheet("Learners")
    draft.sheet("Units").table("Units", UNITS, [])
    sheets = draft.read()
    assert [(sheet.table.name, sheet.rows) for sheet in sheets.sheets] == [("Units", ())]
    assert mistakes(evaluate(sheets, DAY).findings) == {}


def test_numbers_and_days_of_cells_arrive_as_such(draft: Draft) -> None:
    draft.sheet("Unit points").table("UnitPoints", ["Qualification *", "Unit *", "Points *"], [["Q1", "U1", 0.1]])
    draft.sheet("Learners").table("Learners", LEARNERS, [["L1", "Virtanen", "Aino", date(2006, 5, 14)]])
    sheets = draft.read()
    assert sheets.sheets[0].rows[0].cells["C"] == Decimal("0.1")
    assert sheets.sheets[1].rows[0].cells["D"] == date(2006, 5, 14)


def test_a_workbook_whose_sheets_and_columns_were_turned_round_says_the_same(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_example(tmp_path))
    turned = openpyxl.Workbook()
    turned.remove(turned.worksheets[0])
    for sheet in reversed(book.worksheets):
        copy = turned.create_sheet(f"{sheet.title} (new)")
        for row in sheet.iter_rows():
            for cell in row:
                copy.cell(cell.row, sheet.max_column + 1 - (cell.column or 0), cell.value)
        for table in sheet.tables.values():
            copy.add_table(Table(name=table.name, displayName=table.name, ref=table.ref))
    turned.save(tmp_path / "turned.xlsx")
    found = places(evaluate(read(tmp_path / "turned.xlsx"), DAY).findings)
    assert sum(found.values()) == sum(FOUND.values())
    assert {code for code, _ in found} == {code for code, _ in FOUND}
    assert {place.partition(" (new)!")[0] for _, place in found} == {place.partition("!")[0] for _, place in FOUND}


def test_the_records_of_a_file_know_their_places(tmp_path: Path) -> None:
    learner = parse(read(write_example(tmp_path)))[0].learners[0]
    assert isinstance(learner, Learner)
    assert (str(learner.at("id")), str(learner.at("given_names"))) == ("Learners!A2", "Learners!C2")
