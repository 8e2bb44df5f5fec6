"""Each kind of workbook: its sheets, its first page, its links and live numbers, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.evaluation import evaluate
from ecvet_office.model.findings import Severity
from ecvet_office.model.places import column_letters
from ecvet_office.model.stages import STAGE_LABELS
from ecvet_office.workbook import building
from ecvet_office.workbook.blank import build, example_rows
from ecvet_office.workbook.building import template_name, write_new
from ecvet_office.workbook.computed import grid
from ecvet_office.workbook.computed_column import RECOGNISED_POINTS, Computed
from ecvet_office.workbook.computed_grades import MEAN
from ecvet_office.workbook.kind import OVERVIEW, Kind
from ecvet_office.workbook.kind_tables import tables_of
from ecvet_office.workbook.kinds import KINDS, MOBILITY, QUALIFICATION
from ecvet_office.workbook.layout import BY_NAME, SETTINGS_TABLE, TABLES
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.results_layout import RESULT_BY_NAME, RESULTS
from workbook.example_book import DAY

TEMPLATES = Path(__file__).parents[2] / "workbook_templates"
EVERY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
BLANK_AND_EXAMPLE = pytest.mark.parametrize("example", [False, True], ids=["blank", "example"])


def book_of(kind: Kind, *, example: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(TEMPLATES / template_name(kind.name, example=example))


def sheet_of(book: openpyxl.Workbook, title: str) -> Worksheet:
    sheet = book[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def title_of(name: str) -> str:
    table = BY_NAME.get(name) or RESULT_BY_NAME.get(name)
    return table.title if table else name


def test_what_the_command_offers_are_the_kinds_there_are() -> None:
    assert tuple(KINDS) == building.KINDS


@EVERY_KIND
@BLANK_AND_EXAMPLE
def test_a_template_is_built_again_byte_for_byte(kind: Kind, example: bool) -> None:
    made = build(example=example, kind=kind.name)
    assert made == build(example=example, kind=kind.name)
    assert made == (TEMPLATES / template_name(kind.name, example=example)).read_bytes()


@EVERY_KIND
def test_a_new_workbook_is_a_copy_of_the_template(kind: Kind, tmp_path: Path) -> None:
    write_new(kind.name, tmp_path / "new.xlsx", example=False)
    assert (tmp_path / "new.xlsx").read_bytes() == build(example=False, kind=kind.name)


def test_every_table_stands_in_a_kind_of_workbook() -> None:
    tables = {table.name for table in (SETTINGS_TABLE, *TABLES)} | {table.name for table in RESULTS}
    assert {name for kind in KINDS.values() for name in kind.tables} == tables


def test_results_that_every_workbook_gets_stand_in_the_mobility_workbook() -> None:
    assert set(MOBILITY.tables) >= {table.name for table in RESULTS if not table.of}


@EVERY_KIND
def test_a_workbook_holds_all_tables_that_its_references_lead_to(kind: Kind) -> None:
    columns = (column for table in tables_of(kind).values() for column in table.columns)
    assert {name for column in columns for name in column.ref} <= set(kind.tables)


@EVERY_KIND
@BLANK_AND_EXAMPLE
def test_the_first_page_links_to_sheets_that_show(kind: Kind, example: bool) -> None:
    book = book_of(kind, example=example)
    cells = (cell for row in sheet_of(book, "Start").iter_rows() for cell in row if cell.hyperlink)
    titles = [str(cell.hyperlink.location).partition("!")[0].strip("'") for cell in cells if cell.hyperlink]
    steps = [title_of(step.table) for phase in kind.phases for step in phase.steps]
    assert titles == steps
    assert all(sheet_of(book, title).sheet_state == "visible" for title in titles)
    assert book.active is not None
    assert book.active.title == "Start"


@EVERY_KIND
def test_the_tabs_of_a_phase_share_its_colour(kind: Kind) -> None:
    book = book_of(kind, example=False)
    for phase in kind.phases:
        for step in phase.steps:
            colour = sheet_of(book, title_of(step.table)).sheet_properties.tabColor
            assert colour is not None
            assert colour.rgb == f"FF{phase.colour}"
    assert len({phase.colour for phase in kind.phases}) == len(kind.phases)


@EVERY_KIND
def test_sheets_that_nobody_needs_yet_are_hidden_and_show_once_they_hold_something(kind: Kind) -> None:
    held = {sheet.table.name for sheet in example_rows(kind.name).sheets}
    for example, shown in ((False, frozenset[str]()), (True, held)):
        book = book_of(kind, example=example)
        hidden = {sheet.title for sheet in book.worksheets if sheet.sheet_state == "hidden"}
        assert hidden == {title_of(name) for name in kind.hidden - shown}


def test_the_first_page_counts_stays_by_stage_and_papers() -> None:
    register = evaluate(example_rows("mobility"), DAY).register
    counts = {count.words: count.value(register) for _, group in MOBILITY.counts for count in group}
    assert counts == {
        "on the sheet Learners": 6,
        **dict.fromkeys(STAGE_LABELS, 0),
        "ready to sign": 1,
        "decided": 2,
        "not sent yet": 0,
        "sent, not back yet": 0,
        **{str(severity): 0 for severity in Severity},
    }


def test_the_example_of_a_qualification_is_in_order() -> None:
    evaluation = evaluate(read(TEMPLATES / template_name("qualification", example=True)), DAY)
    assert evaluation.findings == ()
    assert {unit.unit for unit in evaluation.register.unit_points} == {f"U{number}" for number in range(1, 10)}


@EVERY_KIND
def test_nothing_is_wrong_with_a_blank_workbook_of_any_kind(kind: Kind) -> None:
    evaluation = evaluate(read(TEMPLATES / template_name(kind.name, example=False)), DAY)
    assert evaluation.findings == ()


def test_the_example_of_grades_shows_a_grade_that_is_missing_and_a_part_that_came_too_late() -> None:
    evaluation = evaluate(read(TEMPLATES / template_name("grades", example=True)), DAY)
    assert [(one.code, str(one.place)) for one in evaluation.findings] == [
        *(("GR02", "Grades!E61"), ("GR06", "Mobility unit!H2")),
    ]


def test_the_example_of_learning_time_is_in_order() -> None:
    assert evaluate(read(TEMPLATES / template_name("learning-time", example=True)), DAY).findings == ()


def test_a_kind_leaves_out_columns_and_the_formulas_that_name_them() -> None:
    tables = tables_of(KINDS["grades"])
    assert [column.key for column in tables["UnitPoints"].columns] == [
        *("qualification", "unit", "coefficient", "examined_as"),
    ]
    learners = tables["Learners"].computed or ()
    assert RECOGNISED_POINTS not in learners
    assert MEAN in learners
    assert MEAN not in (tables_of(MOBILITY)["Learners"].computed or ())


def test_the_examples_share_one_qualification() -> None:
    mobility, qualification = (evaluate(example_rows(kind), DAY).register for kind in ("mobility", "qualification"))
    for collection in ("units", "unit_points", "outcomes", "groups"):
        assert getattr(mobility, collection) == getattr(qualification, collection)


@EVERY_KIND
def test_settings_that_do_not_matter_are_left_out(kind: Kind) -> None:
    sheet = sheet_of(book_of(kind, example=False), SETTINGS_TABLE.title)
    assert sheet.max_row == 1 + len(kind.settings)
    assert len(QUALIFICATION.settings) < len(MOBILITY.settings)


# --- how the sheets are dressed -------------------------------------------------------------------------------------


@EVERY_KIND
@BLANK_AND_EXAMPLE
def test_every_table_is_frozen_filtered_and_set_up_for_print(kind: Kind, example: bool) -> None:
    book = book_of(kind, example=example)
    for name in kind.tables:
        sheet = sheet_of(book, title_of(name))
        table = sheet.tables[name]
        assert table.autoFilter is not None
        assert table.autoFilter.ref == table.ref
        assert sheet.freeze_panes in {"A2", "C2"}
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows in {"1:1", "$1:$1"}
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.right.text == "Page &P of &N"


@EVERY_KIND
def test_every_column_is_wide_enough_for_its_header(kind: Kind) -> None:
    book = book_of(kind, example=True)
    for name in kind.tables:
        sheet = sheet_of(book, title_of(name))
        for cell in sheet[1]:
            width = sheet.column_dimensions[column_letters(int(cell.column or 0))].width
            assert all(len(word) < width for word in str(cell.value).split() if cell.value), cell.value


@EVERY_KIND
def test_workings_are_folded_away_and_what_people_look_at_shows(kind: Kind) -> None:
    book = book_of(kind, example=True)
    for name in kind.tables:
        for place, one in enumerate(grid(tables_of(kind)[name]) if name in BY_NAME else (), 1):
            dimension = sheet_of(book, title_of(name)).column_dimensions[column_letters(place)]
            assert dimension.hidden == (isinstance(one, Computed) and not one.after)


@EVERY_KIND
def test_formulas_stand_in_every_row_and_are_told_to_excel_for_new_ones(kind: Kind) -> None:
    book = book_of(kind, example=True)
    for name in kind.tables:
        sheet = sheet_of(book, title_of(name))
        for place, one in enumerate(grid(tables_of(kind)[name]) if name in BY_NAME else (), 1):
            if isinstance(one, Computed):
                cells = [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)]
                assert cells == [f"={one.formula}"] * len(cells)
                told = sheet.tables[name].tableColumns[place - 1].calculatedColumnFormula
                assert told is not None
                assert told.attr_text == one.formula


@EVERY_KIND
def test_every_cell_that_is_filled_by_hand_says_what_belongs_there(kind: Kind) -> None:
    book = book_of(kind, example=False)
    for name in kind.tables:
        if name not in BY_NAME or name == SETTINGS_TABLE.name:
            continue
        sheet = sheet_of(book, title_of(name))
        for place, one in enumerate(grid(tables_of(kind)[name]), 1):
            rules = [
                rule for rule in sheet.data_validations.dataValidation if f"{column_letters(place)}2" in rule.sqref
            ]
            assert len(rules) <= 1
            said = bool(rules and rules[0].prompt)
            assert said or (not isinstance(one, Computed) and one.kind.name == "TEXT"), one.header


def test_the_overview_comes_after_the_page_one_lives_on() -> None:
    assert book_of(MOBILITY, example=False).sheetnames[:3] == ["Start", "My learners", OVERVIEW]
