"""An open workbook against its file: the same tables, places, findings and credit?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from ecvet_office.evaluation import evaluate
from ecvet_office.excel.excel_values import for_excel, from_excel
from ecvet_office.excel.open_book import sheets_of
from ecvet_office.model.findings import Finding
from ecvet_office.workbook.cell_values import CellError, CellValue
from ecvet_office.workbook.computed import computed_columns
from ecvet_office.workbook.layout import VERSION
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheets
from ecvet_office.workbook.values import read_date
from excel_engine import engine_of, open_book
from workbook.test_twelve_mistakes import MISTAKES

ON = dt.date(2026, 3, 31)
Spoil = Callable[[openpyxl.Workbook], object]
Rows = Sequence[Sequence[str | int | dt.datetime]]

# A formula that was never calculated, hidden rows, rows that are formatted and hold nothing.
TOLD_BY_FILES_ONLY = {"WB11", "WB25", "WB28"}


def opened(path: Path) -> Sheets:
    with open_book(path) as book:
        return sheets_of(book)


def shared(findings: Iterable[Finding]) -> list[Finding]:
    """Gives the findings that an open workbook can have too."""
    return [finding for finding in findings if finding.code not in TOLD_BY_FILES_ONLY]


def spoilt(example: Path, folder: Path, spoil: Spoil) -> Path:
    """Saves the example with mistakes in it; openpyxl leaves its formulas without values, and nobody reads those."""
    workbook = openpyxl.load_workbook(example)
    spoil(workbook)
    path = folder / "spoilt.xlsx"
    workbook.save(path)
    return path


def column(sheet: Any, header: str) -> str:
    """Gives the letters of the column with this header, a star or none behind it."""
    return next(str(cell.column_letter) for cell in sheet[1] if str(cell.value).rstrip("* ") == header)


def a_dozen_mistakes(workbook: openpyxl.Workbook) -> None:
    learners, results, units = workbook["Learners"], workbook["Results"], workbook["Units"]
    points, decisions, agreements = workbook["Unit points"], workbook["Decisions"], workbook["Agreements"]
    learners[f"{column(learners, 'Qualification')}2"] = "Q99"
    learners[f"{column(learners, 'Date of birth')}3"] = "03/04/2008"
    learners[f"{column(learners, 'Nationality')}1"] = "Natoinality"
    learners["A4"] = learners["A3"].value
    results[f"{column(results, 'Achieved')}2"] = "perhaps"
    results[f"{column(results, 'Date')}3"] = dt.datetime(2026, 2, 1, 9, 30)  # noqa: DTZ001
    results[f"{column(results, 'Outcome')}4"] = "#N/A"
    units[f"{column(units, 'Valid from')}2"] = "the first of May"
    points[f"{column(points, 'Points')}2"] = "7,5"
    points[f"{column(points, 'Points')}3"] = "1,234"
    points[f"{column(points, 'Points')}4"] = "many"
    points[f"{column(points, 'Unit')}5"] = None
    decisions[f"{column(decisions, 'Step')}2"] = "recognized"
    agreements[f"{column(agreements, 'Planned end')}2"] = dt.datetime(2020, 1, 1)  # noqa: DTZ001
    workbook["Qualifications"][f"{column(workbook['Qualifications'], 'EQF level')}2"] = 3.5


def test_the_open_example_is_read_as_its_file_is(example: Path) -> None:
    live = opened(example)
    assert live == read(example)
    assert live.version == VERSION


def test_the_open_example_gives_the_findings_and_the_credit_of_its_file(example: Path) -> None:
    from_file, live = evaluate(read(example), ON), evaluate(opened(example), ON)
    assert live.findings == from_file.findings
    assert live.ledgers == from_file.ledgers
    assert len(live.ledgers) > 1


def test_a_dozen_mistakes_are_found_in_the_open_workbook_as_in_its_file(example: Path, tmp_path: Path) -> None:
    path = spoilt(example, tmp_path, a_dozen_mistakes)
    from_file, live = evaluate(read(path), ON), evaluate(opened(path), ON)
    assert live.findings == from_file.findings
    assert live.ledgers == from_file.ledgers
    mistakes = {(finding.code, finding.place.sheet) for finding in live.findings}
    assert mistakes >= {
        ("WB02", "Learners"), ("WB04", "Unit points"), ("WB05", "Unit points"), ("WB06", "Results"),
        ("WB06", "Units"), ("WB07", "Decisions"), ("WB07", "Results"), ("WB08", "Learners"), ("WB09", "Learners"),
        ("WB10", "Results"), ("WB14", "Unit points"), ("WB15", "Qualifications"), ("WB16", "Learners"),
    }  # fmt: skip


def test_the_dozen_mistakes_of_the_tests_of_files_are_found_as_in_the_file(example: Path, tmp_path: Path) -> None:
    path = spoilt(example, tmp_path, lambda workbook: [mistake(workbook) for mistake in MISTAKES])
    from_file, live = evaluate(read(path), ON), evaluate(opened(path), ON)
    assert shared(live.findings) == shared(from_file.findings)
    assert live.ledgers == from_file.ledgers
    assert {finding.code for finding in live.findings} >= {"WB04", "WB08", "WB09", "WB10", "WB16", "WB26", "QU03"}


def test_each_table_is_read_once_and_its_formulas_once_where_it_computes_something(example: Path) -> None:
    with open_book(example) as book:
        sheets = sheets_of(book)
        computing = [sheet for sheet in sheets.sheets if computed_columns(sheet.table.name)]
        for sheet in sheets.sheets:
            assert engine_of(book).count("read", sheet.title) == (2 if sheet in computing else 1)
        assert engine_of(book).count("read") == len(sheets.sheets) + len(computing)
        assert len(sheets.sheets) > 15


def test_nothing_is_written_while_reading(example: Path) -> None:
    with open_book(example) as book:
        sheets_of(book)
        assert {call.verb for call in engine_of(book).calls} == {"read"}


def broken(sheets: Sheets, code: str) -> list[str]:
    """Gives the places of one rule's findings."""
    return [str(finding.place) for finding in sheets.findings if finding.code == code]


def make(folder: Path, fill: Spoil) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    fill(workbook)
    path = folder / "small.xlsx"
    workbook.save(path)
    return path


def units_at_c4(workbook: openpyxl.Workbook) -> None:
    """A table Units at C4:D6 on a sheet of another title, with cells around it that are no part of it."""
    sheet = workbook.create_sheet("Modules")
    sheet["A1"] = "Our modules"
    for number, row in enumerate((("Id", "Title"), ("U1", "Welding"), ("U2", "Wiring")), 4):
        sheet.cell(number, 3, row[0])
        sheet.cell(number, 4, row[1])
        sheet.cell(number, 6, "a note")
    sheet.add_table(Table(displayName="Units", ref="C4:D6"))


def rows_read(sheets: Sheets, table: str) -> list[tuple[int, dict[str, CellValue]]]:
    sheet = sheets.sheet(table)
    assert sheet is not None
    return [(row.number, dict(row.cells)) for row in sheet.rows]


def same_from_both(path: Path) -> Sheets:
    """Reads a workbook on both roads, requires the same sheets, and gives them."""
    live, from_file = opened(path), read(path)
    assert (live.file, live.sheets, live.titles) == (from_file.file, from_file.sheets, from_file.titles)
    assert shared(live.findings) == shared(from_file.findings)
    return live


def test_a_table_is_known_by_its_name_wherever_it_stands(tmp_path: Path) -> None:
    live = same_from_both(make(tmp_path, units_at_c4))
    assert rows_read(live, "Units") == [(5, {"C": "U1", "D": "Welding"}), (6, {"C": "U2", "D": "Wiring"})]
    assert live.sheets[0].title == "Modules"
    assert live.sheets[0].header_row == 4


def test_rows_typed_below_a_table_belong_to_it_but_not_what_stands_far_below(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        units_at_c4(workbook)
        sheet = workbook["Modules"]
        for row in (8, 208, 408, 610):
            sheet.cell(row, 3, f"U{row}")

    live = same_from_both(make(tmp_path, fill))
    assert [number for number, _ in rows_read(live, "Units")] == [5, 6, 8, 208, 408]
    assert broken(live, "WB20") == ["Modules!C610"]


@pytest.mark.parametrize("row", [10_205, 30_000, 1_048_576])
def test_a_row_however_far_below_is_said_to_be_left_out(tmp_path: Path, row: int) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        units_at_c4(workbook)
        workbook["Modules"].cell(row, 4, "Plumbing")
        workbook["Modules"]["C1048576"].number_format = "@"

    live = same_from_both(make(tmp_path, fill))
    assert [number for number, _ in rows_read(live, "Units")] == [5, 6]
    assert broken(live, "WB20") == [f"Modules!D{row}"]


def test_a_sheet_formatted_down_to_its_last_row_is_read_only_as_far_as_rows_may_stand(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        units_at_c4(workbook)
        workbook["Modules"]["C1048576"].number_format = "@"

    with open_book(make(tmp_path, fill)) as book:
        sheets_of(book)
        assert [call.address for call in engine_of(book).calls] == ["$C$4:$D$206", "$C$1048576:$D$1048576"]


def test_a_row_of_totals_is_no_row_of_data(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        units_at_c4(workbook)
        sheet = workbook["Modules"]
        sheet["C7"] = "Total"
        sheet.tables["Units"].ref = "C4:D7"
        sheet.tables["Units"].totalsRowCount = 1

    live = same_from_both(make(tmp_path, fill))
    assert [number for number, _ in rows_read(live, "Units")] == [5, 6]


def test_a_sheet_without_a_table_is_known_by_its_title(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        sheet = workbook.create_sheet("Units")
        for row, values in {3: ("Id", "Title"), 4: ("U1", "Welding"), 9: ("U2", "Wiring"), 300: ("x", "y")}.items():
            sheet.cell(row, 2, values[0])
            sheet.cell(row, 3, values[1])

    live = same_from_both(make(tmp_path, fill))
    assert live.sheets[0].header_row == 3
    assert [number for number, _ in rows_read(live, "Units")] == [4, 9]


def test_an_empty_sheet_with_a_title_of_ours_is_not_in_use(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        workbook.create_sheet("Units")

    assert same_from_both(make(tmp_path, fill)).sheets == ()


def test_a_table_that_stands_twice_is_read_once_and_said_so(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        units_at_c4(workbook)
        workbook.create_sheet("Units").append(["Id", "Title"])

    path = make(tmp_path, fill)
    assert [finding.code for finding in same_from_both(path).findings] == ["WB13"]


def add_table(workbook: openpyxl.Workbook, title: str, name: str, rows: Rows, at: int = 1) -> None:
    """Writes rows into column A and what follows of a sheet, from row `at`, and makes a table of them."""
    sheet = workbook[title] if title in workbook.sheetnames else workbook.create_sheet(title)
    for number, row in enumerate(rows, at):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place, value)
    last = sheet.cell(at + len(rows) - 1, len(rows[0])).coordinate
    sheet.add_table(Table(displayName=name, ref=f"A{at}:{last}"))


def test_a_table_by_its_name_counts_before_a_title_and_that_before_a_copied_sheet(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        add_table(workbook, "Units (2)", "Units2", (("Id", "Title"), ("U2", "Copied")))
        add_table(workbook, "Units", "Table1", (("Id", "Title"), ("U3", "By its title")))
        add_table(workbook, "This year", "Units", (("Id", "Title"), ("U1", "By its name")))

    live = same_from_both(make(tmp_path, fill))
    assert rows_read(live, "Units") == [(2, {"A": "U1", "B": "By its name"})]
    assert broken(live, "WB13") == ["Units!1", "Units (2)!1"]


def test_the_copy_of_a_sheet_is_read_where_the_first_was_deleted_but_no_table_of_the_users_own(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        add_table(workbook, "Units (2)", "Units24", (("Id", "Title"), ("U2", "Copied")))
        add_table(workbook, "Races", "Results24", (("Runner", "Seconds", "Place"), ("Aino", 60, 1)))

    assert [sheet.table.name for sheet in same_from_both(make(tmp_path, fill)).sheets] == ["Units"]


def test_a_table_made_with_ctrl_t_on_a_sheet_of_ours_is_read(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        add_table(workbook, "units", "Table1", (("Id", "Title"), ("U1", "Welding")))

    assert rows_read(same_from_both(make(tmp_path, fill)), "Units") == [(2, {"A": "U1", "B": "Welding"})]


@pytest.mark.parametrize("below", ["Partners", "Notes"])
def test_a_table_ends_where_the_next_one_on_the_sheet_begins(tmp_path: Path, below: str) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        add_table(workbook, "Everything", "Units", (("Id", "Title"), ("U1", "Welding")))
        add_table(workbook, "Everything", below, (("Id", "Name"), ("I1", "School")), at=6)
        workbook["Everything"]["A4"] = "U2"
        workbook["Everything"]["A9"] = "I2"

    live = same_from_both(make(tmp_path, fill))
    assert [number for number, _ in rows_read(live, "Units")] == [2, 4]
    if below == "Partners":
        assert [number for number, _ in rows_read(live, "Partners")] == [7, 9]


def test_a_header_below_a_letterhead_is_found(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        sheet = workbook.create_sheet("Units")
        for row in (["School of Care"], ["Title"], [], ["Id", "Title", 2026], ["U1", "Welding", "yes"]):
            sheet.append(row)

    live = same_from_both(make(tmp_path, fill))
    assert live.sheets[0].header_row == 4
    assert (broken(live, "WB22"), broken(live, "WB02")) == (["Units!4"], ["Units!C4"])


@pytest.mark.parametrize("table", ["", "Learners"])
def test_headers_in_another_language_are_understood(tmp_path: Path, table: str) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        sheet = workbook.create_sheet("Lernende")
        sheet.append(["Nachname", "Vorname", "Geburtsdatum"])
        sheet.append(["Laine", "Bruno", "2.9.2008"])
        if table:
            sheet.add_table(Table(displayName=table, ref="A1:C2"))

    live = same_from_both(make(tmp_path, fill))
    assert dict(live.sheets[0].columns) == {"family_name": "A", "given_names": "B", "date_of_birth": "C"}
    assert broken(live, "WB23") == ["Lernende!1"]


def test_a_sheet_of_the_users_own_with_such_a_title_is_left_alone(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        workbook.create_sheet("Lernende").append(["Bus", "Platz"])

    assert same_from_both(make(tmp_path, fill)).sheets == ()


def test_a_formula_that_was_overwritten_is_told(example: Path, tmp_path: Path) -> None:
    def spoil(workbook: openpyxl.Workbook) -> None:
        workbook["Learners"][f"{column(workbook['Learners'], 'Share in % (computed)')}3"] = 75

    path = spoilt(example, tmp_path, spoil)
    live, letters = opened(path), column(openpyxl.load_workbook(path)["Learners"], "Share in % (computed)")
    assert live == read(path)
    assert broken(live, "WB30") == [f"Learners!{letters}3"]


def test_hidden_rows_are_read_and_only_the_file_tells_of_them(example: Path, tmp_path: Path) -> None:
    def spoil(workbook: openpyxl.Workbook) -> None:
        workbook["Learners"].row_dimensions[3].hidden = True

    path = spoilt(example, tmp_path, spoil)
    live, from_file = opened(path), read(path)
    assert live.sheets == from_file.sheets
    assert (broken(live, "WB25"), broken(from_file, "WB25")) == ([], ["Learners!3"])


def test_a_table_whose_headers_are_switched_off_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        add_table(workbook, "Units", "Units", (("U1", "Welding"), ("U2", "Wiring")))
        workbook["Units"].tables["Units"].headerRowCount = 0

    live = opened(make(tmp_path, fill))
    assert rows_read(live, "Units") == []
    assert sorted(broken(live, "WB20")) == ["Units!A1", "Units!B1"]


def test_days_of_the_1904_system_are_the_days_that_people_see(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        workbook.epoch = CALENDAR_MAC_1904
        rows = (("Id", "Date of birth"), ("L1", moment(2006, 5, 14)), ("L2", 38_231))  # a day without its format
        add_table(workbook, "Learners", "Learners", rows)

    path = make(tmp_path, fill)
    with open_book(path) as book:
        book.api.Date1904 = True  # as Excel for Windows says it
        live = sheets_of(book)
    assert live.sheets == read(path).sheets
    assert [read_date(row.cells["B"]) for row in live.sheets[0].rows] == [dt.date(2006, 5, 14), dt.date(2008, 9, 2)]


@pytest.mark.parametrize(("text", "version"), [("1", 1), ("7", 7), ('"first"', None), ("Start!$A$1", None), ("", None)])
def test_the_version_of_the_layout_is_read_from_its_name(tmp_path: Path, text: str, version: int | None) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        units_at_c4(workbook)
        if text:
            workbook.defined_names["ECVET_LAYOUT"] = DefinedName("ECVET_LAYOUT", attr_text=text)

    live = opened(make(tmp_path, fill))
    assert live.version == version
    newer = [finding for finding in evaluate(live, ON).findings if finding.code == "WB12"]
    assert len(newer) == (1 if version == 7 else 0)


def test_two_tables_of_one_sheet_are_both_read(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        units_at_c4(workbook)
        sheet = workbook["Modules"]
        for number, row in enumerate((("Id", "Name"), ("I1", "School")), 2):
            sheet.cell(number, 8, row[0])
            sheet.cell(number, 9, row[1])
        sheet.add_table(Table(displayName="Partners", ref="H2:I3"))

    live = same_from_both(make(tmp_path, fill))
    assert [sheet.table.name for sheet in live.sheets] == ["Partners", "Units"]


def test_a_foreign_workbook_holds_no_sheets_of_ours(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        workbook.create_sheet("Budget").append(["Item", "Euro"])

    live = opened(make(tmp_path, fill))
    assert live.sheets == ()
    assert live.titles == ("Budget",)


def moment(*parts: int) -> dt.datetime:
    return dt.datetime(*parts)  # type: ignore[arg-type] # noqa: DTZ001


@pytest.mark.parametrize(
    ("handed_over", "meant"),
    [
        (None, None),
        ("", None),
        ("=1+1", "=1+1"),
        (True, True),
        (7.0, Decimal(7)),
        (7, Decimal(7)),
        (0.1 + 0.2, Decimal("0.30000000000000004")),
        (0.1, Decimal("0.1")),
        (1e21, Decimal(10**21)),
        (Decimal("12.5000"), Decimal("12.5")),
        ("#DIV/0!", CellError("#DIV/0!")),
        (-2146826243, CellError("#SPILL!")),
        (-2146826000, CellError("#ERROR!")),
        (moment(2026, 3, 31), dt.date(2026, 3, 31)),
        (moment(2026, 3, 31, 8, 30), moment(2026, 3, 31, 8, 30)),
        (moment(1899, 12, 30, 8, 30), dt.time(8, 30)),
        (dt.date(2026, 3, 31), dt.date(2026, 3, 31)),
    ],
)
def test_a_value_that_excel_hands_over_is_what_the_file_says(handed_over: object, meant: object) -> None:
    read_as = from_excel(handed_over)
    assert read_as == meant
    assert type(read_as) is type(meant)
    assert str(read_as) == str(meant)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        ("", None),
        ("plain", "'plain"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("'quoted'", "''quoted'"),
        (Decimal("7.50"), 7.5),
        (False, False),
        (dt.date(2026, 4, 3), moment(2026, 4, 3)),
        (moment(2026, 4, 3, 8, 30), moment(2026, 4, 3, 8, 30)),
        (CellError("#N/A"), "'#N/A"),
    ],
)
def test_what_is_written_shows_the_value_and_computes_nothing(value: CellValue | None, written: object) -> None:
    assert for_excel(value) == written


def test_a_text_too_long_for_a_cell_is_cut_where_excel_would_refuse_it() -> None:
    written = for_excel("x" * 40_000)
    assert isinstance(written, str)
    assert len(written) == 1 + 32_767
    assert written.endswith("…")
    assert for_excel("x" * 32_767) == "'" + "x" * 32_767
