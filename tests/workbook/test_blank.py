"""The workbooks that a school starts from: made of the layout and of nothing else, sound, and empty of mistakes."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from types import NoneType, UnionType
from typing import get_args, get_origin

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.workbook.blank import build
from ecvet_office.workbook.building import KINDS, template_name
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.columns import LISTS, REFERENCES, Column, Kind, header_of
from ecvet_office.workbook.kind import Kind as WorkbookKind
from ecvet_office.workbook.kind_tables import tables_of
from ecvet_office.workbook.kinds import KINDS as ALL_KINDS
from ecvet_office.workbook.kinds import MOBILITY
from ecvet_office.workbook.layout import BY_NAME, LABEL_HEADER, SETTINGS, SETTINGS_TABLE, TABLES, VERSION, VERSION_NAME
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.results_layout import RESULTS
from ecvet_office.workbook.tables import Table
from workbook.example_book import DAY, FOUND, mistakes, places

TEMPLATES = Path(__file__).parents[2] / "workbook_templates"
BLANK, EXAMPLE = TEMPLATES / "mobility.xlsx", TEMPLATES / "mobility-example.xlsx"
ALL_TEMPLATES = [TEMPLATES / template_name(kind, example=example) for kind in KINDS for example in (False, True)]
LAST_ROW_WITH_DROP_DOWNS = 2000

VALUE_OF = {Kind.NUMBER: Decimal, Kind.INTEGER: int, Kind.DATE: date, Kind.YES_NO: bool}
COMPUTED = "(computed)"
FIXED = {Kind.CHOICE, Kind.YES_NO}


@pytest.fixture(scope="module")
def blank() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BLANK)


def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns of a table, or of the sheet Settings the settings themselves."""
    return SETTINGS if table is SETTINGS_TABLE else table.columns


IN_MOBILITY = [table for table in TABLES if table.name in MOBILITY.tables]
ALL_COLUMNS = [(table, column) for table in (SETTINGS_TABLE, *TABLES) for column in columns_of(table)]
COLUMN_NAMES = [f"{table.name}-{column.key}" for table, column in ALL_COLUMNS]
SHEET_COLUMNS = [
    (kind, table, column)
    for kind in ALL_KINDS.values()
    for table in tables_of(kind).values()
    for column in (table.columns if table is not SETTINGS_TABLE else columns_of(table))
    if table is not SETTINGS_TABLE or column.key in kind.settings
]
SHEET_NAMES = [f"{kind.name}-{table.name}-{column.key}" for kind, table, column in SHEET_COLUMNS]


# --- the files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", [False, True])
def test_a_template_is_what_the_layout_makes_of_it_byte_for_byte(example: bool) -> None:
    assert (TEMPLATES / template_name("mobility", example=example)).read_bytes() == build(example=example)


@pytest.mark.office
@pytest.mark.parametrize("path", ALL_TEMPLATES, ids=lambda path: path.name)
def test_a_template_breaks_no_rule_of_the_open_xml_schemas(path: Path, validate_office: Callable[[Path], None]) -> None:
    validate_office(path)


@pytest.mark.office
def test_libreoffice_opens_the_blank_workbook_with_all_its_tables(convert: Callable[[Path, str], Path]) -> None:
    opened, ours = read_workbook(convert(BLANK, "xlsx")), read_workbook(BLANK)
    assert [sheet.title for sheet in opened.sheets] == [sheet.title for sheet in ours.sheets]
    assert {table.name for sheet in opened.sheets for table in sheet.tables} >= {table.name for table in IN_MOBILITY}


# --- layout and model -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", [SETTINGS_TABLE, *TABLES], ids=lambda table: table.name)
def test_every_column_is_a_field_of_its_model_and_every_field_a_column(table: Table) -> None:
    keys = [column.key for column in columns_of(table)]
    assert sorted(keys) == sorted(table.model.model_fields.keys() - {"origin", "translations"})
    assert len({column.header for column in columns_of(table)}) == len(keys)
    assert table.model.table == table.name


@pytest.mark.parametrize(("table", "column"), ALL_COLUMNS, ids=COLUMN_NAMES)
def test_a_column_holds_what_its_field_holds(table: Table, column: Column) -> None:
    annotation = table.model.model_fields[column.key].annotation
    allowed = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    expected = tuple if column.kind in LISTS else VALUE_OF.get(column.kind, str)
    assert {get_origin(one) or one for one in allowed} - {NoneType} == {expected}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_row_is_left_out_for_a_cell_that_may_stay_empty_in_silence(table: Table) -> None:
    needed = {key for key, field in table.model.model_fields.items() if field.is_required()}
    asked_for = {column.key for column in table.columns if column.required == "WB05"}
    given_by_us = {table.columns[0].key} if table.prefix else set()
    assert needed <= asked_for | given_by_us


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_and_labels_are_columns_and_references_lead_to_tables(table: Table) -> None:
    keys = {column.key for column in table.columns}
    assert keys >= {*table.key, *table.label}
    for column in table.columns:
        assert set(column.ref) <= BY_NAME.keys()
        assert bool(column.ref) == (column.kind in REFERENCES)
        assert all(BY_NAME[name].prefix for name in column.ref)


# --- what stands in the blank workbook ------------------------------------------------------------------------------


def test_the_workbook_holds_every_table_of_the_layout_and_every_result_table(blank: openpyxl.Workbook) -> None:
    titles = {table.name: sheet.title for sheet in blank.worksheets for table in sheet.tables.values()}
    inputs = {table.name: table.title for table in (SETTINGS_TABLE, *IN_MOBILITY)}
    assert titles == inputs | {table.name: table.title for table in RESULTS if table.name in MOBILITY.tables}
    assert read(BLANK).version == VERSION


@pytest.mark.parametrize("table", [SETTINGS_TABLE, *IN_MOBILITY], ids=lambda table: table.name)
def test_the_headers_are_those_of_the_layout_with_a_star_where_a_value_is_needed(
    blank: openpyxl.Workbook, table: Table
) -> None:
    sheet = blank[table.title]
    headers = [str(cell.value) for cell in sheet[1] if cell.value is not None]
    typed = [header for header in headers if not header.endswith(COMPUTED)]
    assert typed == [header_of(column) for column in table.columns]
    assert [header.endswith(" *") for header in typed] == [bool(column.required) for column in table.columns]
    assert list(sheet.tables[table.name].column_names) == headers


def drop_down(sheet: Worksheet, cell: str) -> str | None:
    """The source of the list that drops down at a cell."""
    rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list" and cell in rule.sqref]
    assert len(rules) <= 1
    return str(rules[0].formula1) if rules else None


def words_of(book: openpyxl.Workbook, source: str) -> list[str]:
    """The words that a source of fixed words offers."""
    if source.startswith('"'):
        return source.strip('"').split(",")
    sheet, _, reach = str(book.defined_names[source].attr_text).partition("!")
    first, _, last = reach.replace("$", "").partition(":")
    return [str(cell.value) for (cell,) in book[sheet.strip("'")][f"{first}:{last or first}"]]


@cache
def blank_of(kind: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(TEMPLATES / template_name(kind, example=False))


@pytest.mark.parametrize(("kind", "table", "column"), SHEET_COLUMNS, ids=SHEET_NAMES)
def test_a_drop_down_offers_what_a_cell_may_hold(kind: WorkbookKind, table: Table, column: Column) -> None:
    blank = blank_of(kind.name)
    sheet = blank[table.title]
    if table is SETTINGS_TABLE:
        chosen = [one for one in SETTINGS if one.key in kind.settings]
        cells = [f"B{2 + chosen.index(column)}"]
    else:
        letters = next(cell.column_letter for cell in sheet[1] if cell.value == header_of(column))
        cells = [f"{letters}2", f"{letters}{LAST_ROW_WITH_DROP_DOWNS}"]
    for cell in cells:
        source = drop_down(sheet, cell)
        if column.kind in FIXED:
            assert source is not None
            assert words_of(blank, source) == list(column.choices)
        elif column.kind in REFERENCES - LISTS and any(BY_NAME[name].label for name in column.ref):
            assert source is not None
            named = set(re.findall(r"[A-Za-z_]\w+", source)) & set(blank.defined_names)
            assert named & {f"Pick_{name}" for name in column.ref} or len(named) > 1, source


def test_every_defined_name_leads_to_a_column_of_a_table_or_to_a_list(blank: openpyxl.Workbook) -> None:
    tables = {table.name: table for sheet in blank.worksheets for table in sheet.tables.values()}
    for name, defined in blank.defined_names.items():
        to_column = re.fullmatch(r"(\w+)\[\[?([^\[\]]+)\]?\]", str(defined.attr_text))
        if name == VERSION_NAME:
            assert defined.attr_text == str(VERSION)
        elif to_column is None:
            assert words_of(blank, name)
        else:
            assert to_column[2] in tables[to_column[1]].column_names
    pick_lists = {f"Pick_{table.name}" for table in IN_MOBILITY if table.label}
    assert pick_lists <= set(blank.defined_names)


@pytest.mark.parametrize("day", [date(2020, 1, 1), DAY, date(2040, 12, 31)])
def test_nothing_is_wrong_with_the_blank_workbook(day: date) -> None:
    evaluation = evaluate(read(BLANK), day)
    assert evaluation.findings == ()
    assert evaluation.ledgers == ()


# --- the example ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example() -> Evaluation:
    return evaluate(read(EXAMPLE), DAY)


def test_the_example_shows_exactly_what_it_is_there_to_show(example: Evaluation) -> None:
    assert places(example.findings) == FOUND
    assert mistakes(example.findings) == FOUND - places(one for one in example.findings if one.code == "RE08")


def test_the_ledgers_of_the_example_hold_the_points_worked_out_by_hand(example: Evaluation) -> None:
    total = Decimal(180)
    assert [(one.learner, one.points, one.share, one.eligible) for one in example.ledgers] == [
        ("L1", Decimal(95), Decimal("52.78"), False),
        ("L2", Decimal(66), Decimal("36.67"), False),
        ("L3", Decimal(25), Decimal("13.89"), False),
        ("L6", Decimal(25), Decimal("13.89"), False),
        ("L8", Decimal(145), Decimal("80.56"), False),
        ("L9", total, Decimal("100.00"), True),
    ]
    assert {one.total_points for one in example.ledgers} == {total}
    ledgers = {one.learner: one for one in example.ledgers}
    assert ledgers["L1"].remaining == 85
    assert ledgers["L8"].missing == ("U4",)
    assert "U2" in "".join(ledgers["L3"].blocked_by)
    assert {unit.unit: unit.open for unit in ledgers["L2"].units}["U3"] == ("3.3",)


# --- the formulas that drop-downs show ------------------------------------------------------------------------------

# LibreOffice believes the values that an .xlsx file carries, unless it is told to compute them (0 is always).
ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def without_values(data: bytes) -> bytes:
    """The workbook with the values of all formulas taken away."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part) if "worksheets/sheet" in name else part)
    return stream.getvalue()


def labels(path: Path) -> Iterator[tuple[str, int, str]]:
    """What the columns of pick lists show: sheet, row, text."""
    for sheet in read_workbook(path).sheets:
        wanted = {
            table.first_column + table.columns.index(LABEL_HEADER)
            for table in sheet.tables
            if LABEL_HEADER in table.columns
        }
        for row in sheet.rows():
            yield from ((sheet.title, row.number, str(one.value)) for one in row.cells if one.column in wanted)


@pytest.mark.office
@pytest.mark.usefixtures("convert")  # which needs LibreOffice too
def test_the_pick_lists_show_what_their_formulas_give(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    profile = tmp_path_factory.mktemp("always_computes")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_COMPUTE, encoding="utf-8")
    bare = tmp_path / "bare.xlsx"
    bare.write_bytes(without_values(EXAMPLE.read_bytes()))
    assert {text for _, row, text in labels(bare) if row > 1} == {"Uncalculated()"}
    program = shutil.which("soffice") or "libreoffice"
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", "xlsx"]
    subprocess.run(
        [program, *options, "--outdir", str(tmp_path / "computed"), str(bare)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    computed = list(labels(tmp_path / "computed" / "bare.xlsx"))
    assert computed == list(labels(EXAMPLE))
    assert ("Learners", 2, "L1 · Aino Virtanen") in computed
