"""Workbooks in the formats .ods, .xls and .xlsb: read like .xlsx, but for what the format hides."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ecvet_office.evaluation import evaluate
from ecvet_office.law.packaged import packaged_folder
from ecvet_office.model.errors import ForeignFormatError, UnreadableFileError
from ecvet_office.workbook import foreign
from ecvet_office.workbook.cell_values import Cell
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.foreign import read_any_workbook
from ecvet_office.workbook.foreign_lines import read_row_line, read_sheet_line, row_line, sheet_line
from ecvet_office.workbook.reading import read
from handmade_workbooks import grids_of, saved_as, write_ods, write_xls

FORMATS = (".ods", ".xls", ".xlsb")
DAY = date(2026, 1, 15)
SAID_OF_THE_FORMAT = "WB21"
HIDDEN_BY_THE_FORMAT = {"WB10", "WB11"}  # an error, and a formula that was never calculated

MISTAKES = """\
| Settings | setting | value |
| | profle | Erasmus-only |
| Learners | id | famly name | given names | date of birth | class | telephone | qualification | bus |
| | L1 | Virtanen | Aino | 3/4/2006 | #N/A | = | Q1 | yes |
| | L1 | Rossi | "Bruno " | 2006-05-14 | | | Q7 | |
| | L3 | Weber | Clara | 31.2.2006 | | | | |
| Qualifications | id | title | eqf level | points | full-time years | final examination | points |
| | Q1 | Home care | four | 1,234 | 1.5 | perhaps | 60 |
| Units | id | title | valid from |
| | U1 | Visits | 2024-08-01 |
| | U2 | Visits | 2024-08-01 |
| Unit points | qualification | unit | points |
| | Q1 | Visits | 12.5 |
| Memoranda | id | shortest stay |
| | M1 | 2.5 |
"""
KINDS_OF_MISTAKES = {
    "WB02", "WB03", "WB04", "WB05", "WB06", "WB07", "WB08", "WB09", "WB14", "WB15", "WB16", "WB17", "WB18", "WB19",
    "WB24",
}  # fmt: skip


def found_in(path: Path) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    findings = evaluate(read(path), DAY).findings
    return [(one.code, str(one.place), one.facts) for one in findings if one.code != SAID_OF_THE_FORMAT]


def refusal_of(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as error:
        read(path)
    return str(error.value)


@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_mistakes_are_found_in_every_format_but_for_what_it_hides(extension: str, tmp_path: Path) -> None:
    in_xlsx = found_in(saved_as(".xlsx", MISTAKES, tmp_path))
    in_other = found_in(saved_as(extension, MISTAKES, tmp_path))
    assert {code for code, _, _ in in_xlsx} >= KINDS_OF_MISTAKES | HIDDEN_BY_THE_FORMAT
    assert in_other == [one for one in in_xlsx if one[0] not in HIDDEN_BY_THE_FORMAT]


@pytest.mark.parametrize("extension", FORMATS)
def test_what_a_format_hides_is_said_once_for_the_file(extension: str, tmp_path: Path) -> None:
    findings = read(saved_as(extension, MISTAKES, tmp_path)).findings
    said = [one for one in findings if one.code == SAID_OF_THE_FORMAT]
    assert [(str(one.place), str(one.severity), one.facts) for one in said] == [
        ("workbook", "info", (("format", extension),))
    ]


@pytest.mark.parametrize("extension", FORMATS)
def test_cells_keep_their_places_and_types(extension: str, tmp_path: Path) -> None:
    cells = '| Units | | id | |\n| | | | |\n| | | "007" | 7.5 |\n| | | é ñ ß | 2026-03-31 |'
    (sheet,) = read_any_workbook(saved_as(extension, cells, tmp_path)).sheets
    day = Decimal(46112) if extension == ".xlsb" else date(2026, 3, 31)  # the handmade .xlsb knows no formats
    assert [(row.number, row.cells) for row in sheet.rows()] == [
        (1, (Cell(1, 2, "id", formula=False),)),
        (3, (Cell(3, 2, "007", formula=False), Cell(3, 3, Decimal("7.5"), formula=False))),
        (4, (Cell(4, 2, "é ñ ß", formula=False), Cell(4, 3, day, formula=False))),
    ]


@pytest.mark.parametrize("extension", FORMATS)
def test_a_sheet_gives_its_rows_again_and_again(extension: str, tmp_path: Path) -> None:
    (sheet,) = read_any_workbook(saved_as(extension, "| Units | id |\n| | U1 |", tmp_path)).sheets
    assert len(list(sheet.rows())) == len(list(sheet.rows())) == 2


@pytest.mark.parametrize("extension", FORMATS)
def test_sheets_stand_in_the_order_of_their_tabs(extension: str, tmp_path: Path) -> None:
    many = "".join(f"| {title} | id |\n" for title in ("Units", "My own", "Learners", "Größe & Maß"))
    sheets = read_any_workbook(saved_as(extension, many, tmp_path)).sheets
    assert [(sheet.title, sheet.state) for sheet in sheets] == [
        ("Units", "visible"), ("My own", "visible"), ("Learners", "visible"), ("Größe & Maß", "visible"),
    ]  # fmt: skip


@pytest.mark.parametrize("extension", FORMATS)
def test_the_header_is_found_below_a_title(extension: str, tmp_path: Path) -> None:
    cells = "| Units | Our units | |\n| | as of May | |\n| | id | title |\n| | U1 | Visits |"
    sheet = read(saved_as(extension, cells, tmp_path)).sheets[0]
    assert (sheet.header_row, dict(sheet.columns)) == (3, {"id": "A", "title": "B"})
    assert [row.number for row in sheet.rows] == [4]


def test_a_workbook_is_read_by_its_content_whatever_its_name_says(tmp_path: Path) -> None:
    named = saved_as(".ods", "| Units | id |\n| | U1 |", tmp_path).rename(tmp_path / "plan.xlsx")
    assert read_any_workbook(named).format == ".ods"
    named = saved_as(".xlsx", "| Units | id |\n| | U1 |", tmp_path).rename(tmp_path / "plan.xls")
    assert read_any_workbook(named).format == ""


def test_an_xlsx_workbook_hides_nothing(tmp_path: Path) -> None:
    path = saved_as(".xlsx", "| Units | id |\n| | U1 |", tmp_path)
    assert read_any_workbook(path).format == ""
    assert read(path).findings == ()


@pytest.mark.parametrize("extension", FORMATS)
def test_a_file_that_is_open_elsewhere_is_read(extension: str, tmp_path: Path) -> None:
    path = saved_as(extension, "| Units | id |\n| | U1 |", tmp_path)
    (tmp_path / f"~${path.name}").write_bytes(b"")
    workbook = read_any_workbook(path)
    assert workbook.in_use
    assert len(workbook.sheets) == 1


@pytest.mark.parametrize("extension", FORMATS)
def test_the_reader_of_packages_says_which_other_format_it_is(extension: str, tmp_path: Path) -> None:
    with pytest.raises(ForeignFormatError) as error:
        read_workbook(saved_as(extension, "| Units | id |", tmp_path))
    assert error.value.extension == extension
    assert "Save As" in str(error.value)


def test_an_encrypted_xls_is_said_to_be_protected(tmp_path: Path) -> None:
    text = refusal_of(write_xls(tmp_path / "plan.xls", grids_of("| Units | id |"), encrypted=True))
    assert text.startswith("plan.xls is protected by a password")


def test_an_encrypted_ods_is_said_to_be_protected(tmp_path: Path) -> None:
    text = refusal_of(write_ods(tmp_path / "plan.ods", grids_of("| Units | id |"), encrypted=True))
    assert text.startswith("plan.ods is protected by a password")
    assert "Save with password" in text


@pytest.mark.parametrize(
    ("data", "is_really"),
    [
        (b"id;family name\r\nL1;Virtanen\r\n", "plain text (such as a CSV file)"),
        (b"<html><table><tr><td>id</td></tr></table></html>", "a web page (HTML)"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "an XML text file"),
        ("id\tfamily name\r\n".encode("utf-16"), "plain text (such as a CSV file)"),
    ],
)
def test_what_calls_itself_xls_and_is_none_is_named_by_its_real_kind(
    data: bytes, is_really: str, tmp_path: Path
) -> None:
    path = tmp_path / "export.xls"
    path.write_bytes(data)
    assert refusal_of(path).startswith(f"export.xls is {is_really}")


def test_a_workbook_without_a_worksheet_has_no_sheets(tmp_path: Path) -> None:
    assert read_any_workbook(write_ods(tmp_path / "plan.ods", {})).sheets == ()


def test_a_child_that_cannot_be_started_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved_as(".ods", "| Units | id |", tmp_path)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no such program"))
    assert "cannot be started" in refusal_of(path)


def test_a_child_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved_as(".ods", "| Units | id |", tmp_path)
    monkeypatch.setattr(foreign, "MAX_SECONDS", 0.001)
    assert "not read within" in refusal_of(path)


def test_no_module_of_the_folder_in_which_the_user_stands_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved_as(".ods", "| Units | id |\n| | U1 |", tmp_path)
    for name in ("python_calamine.py", "json.py", "ecvet_office.py"):
        (tmp_path / name).write_text("raise SystemExit('this must not run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [sheet.title for sheet in read_any_workbook(Path(path.name)).sheets] == ["Units"]


@pytest.mark.parametrize(
    "value",
    ["x\ny\u2028é\U0001f600", "1", True, False, 7.5, -0.25, 3, date(1900, 1, 1), datetime(2026, 3, 31, 8, 30, 1, 5),  # noqa: DTZ001 # as a cell: no zone
     time(8, 30), timedelta(days=2, microseconds=3), timedelta(hours=-1)],
)  # fmt: skip
def test_a_value_comes_through_the_line_unchanged(value: object) -> None:
    line = row_line(7, 2, ["", value])
    assert line.isascii()
    assert "\n" not in line
    (cell,) = read_row_line(line).cells
    assert (cell.row, cell.column, cell.value) == (7, 3, value)


def test_a_row_of_empty_cells_is_no_line() -> None:
    assert row_line(7, 1, ["", ""]) == ""


def test_the_line_of_a_sheet_is_known_from_that_of_a_row() -> None:
    assert read_sheet_line(sheet_line('"Größe"', "hidden")) == ('"Größe"', "hidden")
    assert read_sheet_line(row_line(1, 1, ["a"])) is None


@pytest.mark.office
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_the_example_saved_by_libreoffice_gives_the_same_findings_and_credit(
    kind: str, tmp_path: Path, convert: Callable[[Path, str], Path]
) -> None:
    example = tmp_path / "example.xlsx"
    example.write_bytes((packaged_folder("workbook_templates") / "mobility-example.xlsx").read_bytes())
    ours, theirs = (evaluate(read(path), DAY) for path in (example, convert(example, kind)))
    assert [one for one in theirs.findings if one.code != SAID_OF_THE_FORMAT] == list(ours.findings)
    assert theirs.ledgers == ours.ledgers
    assert theirs.register.learners == ours.register.learners


@pytest.mark.office
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_the_mistakes_are_found_in_what_libreoffice_saves(
    kind: str, tmp_path: Path, convert: Callable[[Path, str], Path]
) -> None:
    path = saved_as(".xlsx", MISTAKES, tmp_path)
    in_xlsx = [one for one in found_in(path) if one[0] not in HIDDEN_BY_THE_FORMAT]
    # LibreOffice calculates a formula without a value when it opens the file.
    assert [one for one in found_in(convert(path, kind)) if one[0] not in HIDDEN_BY_THE_FORMAT] == in_xlsx
