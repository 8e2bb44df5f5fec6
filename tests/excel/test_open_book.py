"""An open workbook against its file: the same tables, places, findings and credit?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from ecvet_office.evaluation import evaluate
from ecvet_office.excel.excel_values import for_excel, from_excel
from ecvet_office.excel.open_book import sheets_of
from ecvet_office.workbook.blank import build
from ecvet_office.workbook.cell_values import CellError, CellValue
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.sheets import Sheets
from excel_engine import engine_of, open_book

ON = dt.date(2026, 3, 31)
Spoil = Callable[[openpyxl.Workbook], None]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "plan.xlsx"
    path.write_bytes(build(example=True))
    return path


def opened(path: Path) -> Sheets:
    with open_book(path) as book:
        return sheets_of(book)


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
    from_file, live = read(example), opened(example)
    assert live.sheets == from_file.sheets
    assert (live.file, live.titles, live.findings) == (from_file.file, from_file.titles, from_file.findings)


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


def test_each_table_is_read_once(example: Path) -> None:
    with open_book(example) as book:
        sheets = sheets_of(book)
        assert engine_of(book).count("read") == len(sheets.sheets) > 15


def test_nothing_is_written_while_reading(example: Path) -> None:
    with open_book(example) as book:
        sheets_of(book)
        assert {call.verb for call in engine_of(book).calls} == {"read"}


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
    live = opened(path)
    assert live.sheets == read(path).sheets
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
        for row in (8, 208, 408, 609):
            sheet.cell(row, 3, f"U{row}")

    live = same_from_both(make(tmp_path, fill))
    assert [number for number, _ in rows_read(live, "Units")] == [5, 6, 8, 208, 408]


def test_a_sheet_formatted_down_to_its_last_row_is_read_only_as_far_as_rows_may_stand(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        units_at_c4(workbook)
        workbook["Modules"]["C1048576"].number_format = "@"

    with open_book(make(tmp_path, fill)) as book:
        sheets_of(book)
        assert [call.address for call in engine_of(book).calls] == ["$C$4:$D$206"]


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


def test_an_empty_sheet_with_a_title_of_ours_holds_no_rows(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        workbook.create_sheet("Units")

    assert rows_read(same_from_both(make(tmp_path, fill)), "Units") == []


def test_a_table_that_stands_twice_is_read_once_and_said_so(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        units_at_c4(workbook)
        workbook.create_sheet("Units").append(["Id", "Title"])

    path = make(tmp_path, fill)
    live = opened(path)
    assert live.findings == read(path).findings
    assert [finding.code for finding in live.findings] == ["WB13"]


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
