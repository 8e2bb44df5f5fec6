"""Two workbooks into one: what is the same row, what is merged, and what is left to a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecvet_office.model.errors import UnreadableFileError, UnwritableFileError, UsageError
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.cell_values import CellValue
from ecvet_office.workbook.comparing import by_reference, compare
from ecvet_office.workbook.comparison import Comparison, LeftOut, Why
from ecvet_office.workbook.layout import TABLES
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.merging import merge
from ecvet_office.workbook.new_rows import merged_sheets
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read
from ecvet_office.workbook.row_matching import FACTS, KNOWN_BY
from ecvet_office.workbook.sheets import Row, Sheet, Sheets

UNITS = """
| Qualifications | id | title | points |
|                | Q1 | Electrician | 60 |
| Units | id | title | assessment procedure |
|       | U1 | Wiring | |
|       | U2 | Safety | exam |
| Outcomes | id | unit | outcome |
|          | "1.1" | U1 | Pulls cables |
|          | "1.2" | U1 | Joins cables |
| Unit points | qualification | unit | points |
|             | Q1 | U1 | 40 |
"""
LEARNERS = """
| Learners | id | family name | given names | date of birth | email | qualification |
|          | L1 | Virtanen | Aino | 2006-05-14 | | Q1 |
|          | L2 | Laine | Bruno | 2008-09-02 | b@pori.example | Q1 |
"""
RESULTS = """
| Results | agreement | learner | outcome | achieved | date | remark |
|         | prior learning | L1 | 1.1 | | | |
|         | prior learning | L1 | 1.2 | yes | 2026-03-02 | |
"""
PLAN = UNITS + LEARNERS + RESULTS


def compared(mine: str, theirs: str) -> Comparison:
    return compare(sheets_from_markdown(mine), sheets_from_markdown(theirs))


def merged(mine: str, theirs: str) -> Sheets:
    sheets = sheets_from_markdown(mine)
    return merged_sheets(sheets, compare(sheets, sheets_from_markdown(theirs)))


def added(comparison: Comparison) -> list[tuple[str, str]]:
    return [(one.table, one.key) for one in comparison.additions]


def filled(comparison: Comparison) -> list[tuple[str, str]]:
    return [(str(one.mine), str(one.value)) for one in comparison.fills]


def against(comparison: Comparison) -> list[tuple[Why, str, str]]:
    return [(one.why, str(one.mine or ""), str(one.theirs)) for one in comparison.contradictions]


# --- cells ------------------------------------------------------------------------------------------------------------


def test_a_workbook_merged_with_itself_changes_nothing_and_contradicts_nothing() -> None:
    assert compared(PLAN, PLAN) == Comparison()


def test_a_cell_that_only_theirs_fills_is_filled() -> None:
    theirs = PLAN.replace("| 2006-05-14 | | Q1", "| 2006-05-14 | a@pori.example | Q1")
    [fill] = compared(PLAN, theirs).fills
    assert (fill.table, fill.key, fill.header, fill.value) == ("Learners", "L1", "E-mail", "a@pori.example")
    assert (str(fill.mine), str(fill.theirs)) == ("Learners!E2", "Learners!E2")


def test_a_cell_that_theirs_leaves_empty_stays() -> None:
    assert compared(PLAN, PLAN.replace("b@pori.example", "")) == Comparison()


def test_two_different_values_are_shown_with_both_places_and_neither_is_merged() -> None:
    theirs = PLAN.replace("b@pori.example", "bruno@lyon.example")
    comparison = compared(PLAN, theirs)
    [one] = comparison.contradictions
    assert (one.why, one.table, one.key, one.header) == (Why.DIFFERENT, "Learners", "L2", "E-mail")
    assert (str(one.mine), one.mine_text) == ("Learners!E3", "b@pori.example")
    assert (str(one.theirs), one.theirs_text) == ("Learners!E3", "bruno@lyon.example")
    assert not comparison.changes_something
    assert comparison.has_contradictions


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("| Q1 | U1 | 40 |", '| Q1 | U1 | "40,0" |'),
        ("| Q1 | U1 | 40 |", "| q1 | Wiring | 40 |"),
        ("| Q1 | U1 | 40 |", "| Q1 · Electrician | U1 · Wiring | 40 |"),
        ("| Q1 | U1 | 40 |", "| Q1 · \u00ad | U1 · | 40 |"),
        ("| 1.2 | yes | 2026-03-02", "| 1.2 | oui | 2 March 2026"),
        ("| U2 | Safety | exam |", "| u2 | Safety | exam |"),
    ],
)
def test_the_same_value_in_another_spelling_is_no_difference(mine: str, theirs: str) -> None:
    assert mine in PLAN
    assert compared(PLAN, PLAN.replace(mine, theirs)) == Comparison()


def test_a_cell_of_theirs_that_cannot_be_read_is_never_merged() -> None:
    theirs = PLAN.replace("| 1.1 | | |", "| 1.1 | perhaps | |")
    assert against(compared(PLAN, theirs)) == [(Why.UNREADABLE, "Results!D2", "Results!D2")]


def test_what_neither_workbook_can_read_is_no_difference_where_it_is_the_same() -> None:
    both = PLAN.replace("2006-05-14", "31.31.2006")
    assert compared(both, both) == Comparison()


def test_a_formula_of_mine_that_shows_nothing_is_not_overwritten() -> None:
    theirs = PLAN.replace("| 2006-05-14 | | Q1", "| 2006-05-14 | a@pori.example | Q1")
    comparison = compare(sheets_from_markdown(PLAN), sheets_from_markdown(theirs), frozenset({("Learners", 2, "E")}))
    assert comparison.fills == ()
    assert against(comparison) == [(Why.FORMULA, "Learners!E2", "Learners!E2")]


def test_a_column_or_a_sheet_that_mine_lacks_is_said_to_be_left_out() -> None:
    theirs = PLAN.replace("| Learners | id |", "| Learners | id | class |").replace("| L1 | Vir", "| L1 | 1A | Vir")
    theirs = theirs.replace("| L2 | Lai", "| L2 | | Lai") + "| Groups | qualification | group |\n| | Q1 | core |\n"
    comparison = compared(PLAN, theirs)
    assert set(comparison.left_out) == {LeftOut("Learners", "Class", 1), LeftOut("Groups", "", 1)}
    assert not comparison.changes_something
    assert not comparison.has_contradictions


def test_a_text_in_a_further_language_is_filled_in_its_own_column() -> None:
    mine = "| Units | id | title | title [fr] |\n| | U1 | Wiring | |\n"
    assert filled(compared(mine, mine.replace("| Wiring | |", "| Wiring | Câblage |"))) == [("Units!C2", "Câblage")]


# --- rows with ids ----------------------------------------------------------------------------------------------------


def test_a_row_that_only_theirs_has_is_added_and_one_that_only_mine_has_stays() -> None:
    mine = PLAN.replace("|          | L2 | Laine", "|          | L7 | Laine")
    theirs = PLAN + "| Learners | id | family name |\n"
    theirs = theirs.replace("| Learners | id | family name |\n", "")
    comparison = compared(mine.replace("b@pori.example", ""), theirs.replace("Bruno", "Bo"))
    assert added(comparison) == [("Learners", "L2")]
    after = merged(mine, theirs.replace("Bruno", "Bo")).sheet("Learners")
    assert after is not None
    assert [row.cells["A"] for row in after.rows] == ["L1", "L7", "L2"]


def test_a_new_row_without_an_id_gets_the_next_of_mine_and_what_names_it_follows() -> None:
    theirs = (
        PLAN.replace("| Results |", "|          | | Niemi | Carla | 2006-11-30 | | Q1 |\n| Results |")
        + "|         | prior learning | Carla Niemi | 1.1 | yes | 2026-03-03 | |\n"
    )
    mine = PLAN.replace("| L2 |", "| L3 |")
    comparison = compared(
        mine.replace("Laine", "Koski").replace("Bruno", "Eero").replace("2008-09-02", "2007-01-01"), theirs
    )
    assert ("Learners", "L4") in added(comparison)
    [result] = [one for one in comparison.additions if one.table == "Results"]
    assert result.cells["learner"] == "L4 · Carla Niemi"


def test_a_number_that_a_cell_of_either_still_names_is_not_given_again() -> None:
    mine = PLAN + "|         | prior learning | L3 | 1.1 | yes | 2026-03-03 | |\n"
    theirs = PLAN.replace("| Results |", "|          | | Niemi | Carla | 2006-11-30 | | Q1 |\n| Results |")
    assert added(compared(mine, theirs)) == [("Learners", "L4")]


def test_an_id_that_two_people_have_is_shown_and_nothing_about_the_other_is_merged() -> None:
    theirs = PLAN.replace("| L2 | Laine | Bruno | 2008-09-02 | b@pori.example", "| L2 | Petit | Zoé | 2007-01-31 | ")
    theirs += "|         | prior learning | L2 | 1.1 | yes | 2026-03-03 | |\n"
    comparison = compared(PLAN, theirs)
    assert against(comparison) == [
        (Why.ANOTHER, "Learners!3", "Learners!3"),
        (Why.WAITS, "", "Results!B4"),
    ]
    assert comparison.contradictions[0].mine_text == "Laine, Bruno, 2 September 2008"
    assert not comparison.changes_something


def test_what_mine_says_in_the_same_ids_about_a_row_that_was_not_merged_is_not_told_again() -> None:
    theirs = PLAN.replace("| L1 | Virtanen | Aino | 2006-05-14", "| L1 | Petit | Zoé | 2007-01-31")
    assert against(compared(PLAN, theirs)) == [(Why.ANOTHER, "Learners!2", "Learners!2")]


def test_a_new_row_about_a_known_row_of_another_person_waits() -> None:
    agreements = "| Agreements | id | learner |\n| | A1 | L1 |\n"
    placements = "| Placements | agreement | company |\n| | A1 | Atelier Un |\n"
    theirs = PLAN.replace("| L1 | Virtanen | Aino | 2006-05-14", "| L1 | Petit | Zoé | 2007-01-31")
    comparison = compared(PLAN + agreements + "| Placements | agreement |\n", theirs + agreements + placements)
    assert [(one.why, one.table) for one in comparison.contradictions] == [
        (Why.ANOTHER, "Learners"),
        (Why.WAITS, "Placements"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "header"),
    [("Laine | Bruno", "Laine | Bruno Eino", "Given names"), ("2008-09-02", "2008-09-20", "Date of birth")],
)
def test_a_name_or_a_birth_date_alone_that_differs_is_a_matter_of_that_cell(old: str, new: str, header: str) -> None:
    theirs = PLAN.replace(old, new) + "|         | prior learning | L2 | 1.1 | yes | 2026-03-03 | |\n"
    comparison = compared(PLAN, theirs)
    assert [(one.why, one.header) for one in comparison.contradictions] == [(Why.DIFFERENT, header)]
    assert added(comparison) == [("Results", "prior learning, L2, 1.1, 3 March 2026")]


def test_the_same_person_under_two_ids_is_shown_and_not_added_again() -> None:
    assert against(compared(PLAN, PLAN.replace("L2", "L5"))) == [(Why.OTHER_ID, "Learners!A3", "Learners!A3")]


def test_a_row_without_an_id_is_known_by_what_it_says() -> None:
    theirs = PLAN.replace("| L2 | Laine", "| | Laine").replace("b@pori.example", "")
    assert compared(PLAN, theirs) == Comparison()


def test_an_id_of_theirs_fills_the_empty_one_of_mine() -> None:
    mine = PLAN.replace("| L2 | Laine", "| | Laine")
    assert filled(compared(mine, PLAN.replace("L2", "L9"))) == [("Learners!A3", "L9")]


def test_a_row_of_mine_without_an_id_gets_one_where_a_merged_cell_names_it() -> None:
    both = PLAN.replace("| L2 | Laine", "| | Laine")
    theirs = both + "|         | prior learning | Bruno Laine | 1.1 | yes | 2026-03-03 | |\n"
    comparison = compared(both, theirs)
    assert filled(comparison) == [("Learners!A3", "L2")]
    assert [one.cells["learner"] for one in comparison.additions] == ["L2 · Bruno Laine"]


def test_a_namesake_without_a_birth_date_and_an_id_is_no_new_person_and_no_old_one() -> None:
    theirs = PLAN.replace("| L2 | Laine | Bruno | 2008-09-02", "| | Laine | Bruno | ")
    assert against(compared(PLAN, theirs)) == [(Why.AMBIGUOUS, "Learners!3", "Learners!3")]


def test_a_new_row_of_a_name_by_which_cells_of_mine_call_another_is_not_added() -> None:
    mine = PLAN.replace("prior learning | L1", "prior learning | Aino Virtanen")
    theirs = PLAN.replace("| Results |", "|          | L9 | Virtanen | Aino | 2001-01-01 | | Q1 |\n| Results |")
    assert against(compared(mine, theirs)) == [(Why.NAME_TAKEN, "", "Learners!4")]
    assert added(compared(PLAN, theirs)) == [("Learners", "L9")]


def test_an_id_that_stands_twice_in_theirs_says_nothing_certain() -> None:
    theirs = PLAN.replace("| Results |", "|          | L2 | Petit | Zoé | 2001-01-01 | | Q1 |\n| Results |")
    theirs = theirs.replace("b@pori.example", "bruno@lyon.example")
    whys = {one.why for one in compared(PLAN, theirs).contradictions}
    assert whys == {Why.AMBIGUOUS}


def test_a_new_row_with_a_cell_that_cannot_be_read_is_not_added() -> None:
    theirs = PLAN.replace("| Results |", "|          | L9 | Petit | Zoé | 03/04/2007 | | Q1 |\n| Results |")
    comparison = compared(PLAN, theirs)
    assert against(comparison) == [(Why.UNREADABLE, "", "Learners!D4")]
    assert comparison.contradictions[0].theirs_text == "03/04/2007"


def test_a_table_that_theirs_does_not_have_is_looked_up_in_mine() -> None:
    theirs = "| Results | agreement | learner | outcome | achieved | date |\n"
    theirs += "| | prior learning | Bruno Laine | 1.1 | yes | 2026-03-03 |\n"
    comparison = compared(PLAN, theirs)
    assert [one.cells["learner"] for one in comparison.additions] == ["L2 · Bruno Laine"]


def test_a_name_that_only_theirs_has_as_a_person_is_the_same_name() -> None:
    head = "| Earlier units | learner | qualification | unit | recognised by | on |\n"
    mine = PLAN + head + "| | L1 | Q1 | U2 | Claire Martin | 2026-01-01 |\n"
    people = "| People | id | name |\n| | H4 | Claire Martin |\n"
    comparison = compared(mine + "| People | id | name |\n", mine.replace("Claire Martin", "H4") + people)
    assert added(comparison) == [("People", "H4")]
    assert comparison.contradictions == ()


# --- rows without ids -------------------------------------------------------------------------------------------------


def test_rows_of_a_key_are_the_same_row() -> None:
    theirs = PLAN.replace("| Q1 | U1 | 40 |", "| Q1 | U1 | 35 |\n| | Q1 | U2 | 20 |")
    comparison = compared(PLAN, theirs)
    assert added(comparison) == [("UnitPoints", "Q1, U2")]
    assert against(comparison) == [(Why.DIFFERENT, "Unit points!C2", "Unit points!C2")]


def test_a_result_that_is_prepared_without_a_date_is_filled() -> None:
    theirs = PLAN.replace("| 1.1 | | | |", "| 1.1 | yes | 2026-03-01 | by heart |")
    assert filled(compared(PLAN, theirs)) == [
        ("Results!D2", "yes"),
        ("Results!E2", "2026-03-01"),
        ("Results!F2", "by heart"),
    ]


def test_a_result_of_another_day_is_another_assessment() -> None:
    theirs = PLAN.replace("2026-03-02", "2026-03-09")
    assert added(compared(PLAN, theirs)) == [("Results", "prior learning, L1, 1.2, 9 March 2026")]


def test_two_results_for_one_prepared_row_are_left_to_a_person() -> None:
    theirs = PLAN.replace(
        "| 1.1 | | | |", "| 1.1 | no | 2026-03-01 | |\n|         | prior learning | L1 | 1.1 | yes | 2026-03-08 | |"
    )
    comparison = compared(PLAN, theirs)
    assert [one.why for one in comparison.contradictions] == [Why.AMBIGUOUS, Why.AMBIGUOUS]
    assert not comparison.changes_something


DECISIONS = """
| Decisions | learner | unit or outcome | step | by | on | reason |
|           | L1 | U1 | validated | Maija Heino | 2026-04-01 | |
"""


@pytest.mark.parametrize(
    ("row", "additions", "fills"),
    [
        ("| L1 | U1 | validated | Maija Heino | 2026-04-01 | |", 0, 0),
        ("| L1 | U1 | validated | Maija Heino | | |", 0, 0),
        ("| L1 | U1 | validated | Maija Heino | 2026-04-01 | as agreed |", 0, 1),
        ("| L1 | U1 | validated | Maija Heino | 2026-04-02 | |", 1, 0),
        ("| L1 | U1 | recognised | Maija Heino | 2026-04-01 | |", 1, 0),
    ],
)
def test_in_a_table_without_a_key_a_row_is_the_same_where_one_says_nothing_that_the_other_does_not(
    row: str, additions: int, fills: int
) -> None:
    first = "| L1 | U1 | validated | Maija Heino | 2026-04-01 | |"
    comparison = compared(PLAN + DECISIONS, PLAN + DECISIONS.replace(first, row))
    assert (len(comparison.additions), len(comparison.fills)) == (additions, fills)
    assert comparison.contradictions == ()


def test_a_row_that_lacks_what_makes_it_a_row_is_not_added() -> None:
    theirs = PLAN + "|         | prior learning | | 1.1 | yes | 2026-03-01 | |\n"
    assert against(compared(PLAN, theirs)) == [(Why.INCOMPLETE, "", "Results!B4")]


# --- settings ---------------------------------------------------------------------------------------------------------


def test_settings_that_differ_are_shown_and_never_merged() -> None:
    mine = "| Settings | setting | value |\n| | profile | strict ECVET |\n| | rounding step | 1 |\n| | programme | |\n"
    theirs = mine.replace("strict ECVET", "Erasmus-only").replace("| rounding step | 1 |", '| rounding step | "1,0" |')
    comparison = compared(mine, theirs)
    [one] = comparison.settings
    assert (one.key, str(one.mine), one.mine_text) == ("Profile", "Settings!B2", "strict ECVET")
    assert (str(one.theirs), one.theirs_text) == ("Settings!B2", "Erasmus-only")
    assert comparison.has_contradictions
    assert not comparison.changes_something


def test_a_setting_that_mine_leaves_empty_is_shown_and_contradicts_nothing() -> None:
    mine = "| Settings | setting | value |\n| | programme | |\n"
    comparison = compared(mine, mine.replace("| programme | |", "| programme | Erasmus+ |"))
    assert [(one.key, one.theirs_text) for one in comparison.settings] == [("Programme", "Erasmus+")]
    assert not comparison.has_contradictions


# --- the layout -------------------------------------------------------------------------------------------------------


def test_every_table_with_ids_says_what_its_rows_are_known_by() -> None:
    with_ids = {table.name: {column.key for column in table.columns} for table in TABLES if table.prefix}
    assert set(FACTS) == set(KNOWN_BY) == set(with_ids)
    for name, columns in with_ids.items():
        assert {*KNOWN_BY[name], *(field for fact in FACTS[name] for field in fact)} <= columns


def test_each_table_is_merged_after_those_that_its_cells_name() -> None:
    names = [table.name for table in by_reference()]
    assert sorted(names) == sorted(table.name for table in TABLES)
    for table in by_reference():
        named = {name for column in table.columns for name in column.ref}
        assert all(names.index(one) < names.index(table.name) for one in named)


# --- what holds for all workbooks -------------------------------------------------------------------------------------

RICH = (
    PLAN
    + DECISIONS
    + """
| Partners | id | name | city |
|          | I1 | Pori College | Pori |
|          | I2 | Lycée Lyon | Lyon |
| People | id | name | institution |
|        | H1 | Maija Heino | I1 |
|        | H2 | Claire Martin | I2 |
| Packages | id | name | host | units or outcomes | assessor |
|          | K1 | Lyon in spring | I2 | U1 | Claire Martin |
|          | K2 | Lyon in autumn | I2 | 1.1; 1.2 | H2 |
| Agreements | id | learner | package | planned start | planned end |
|            | A1 | L1 | K1 | 2026-02-02 | 2026-03-13 |
|            | A2 | Bruno Laine | Lyon in autumn | 2026-09-07 | |
| Enrolments | learner | qualification |
|            | L2 | Q1 |
| Placements | agreement | company | from | to |
|            | A1 | Atelier Un | 2026-02-02 | |
| Papers | number | document | for | party | sent |
|        | P1 | learning agreement | A1 | home | 2026-01-10 |
|        | P2 | learning agreement | A1 | host | 2026-01-10 |
"""
)
NAMES = {"L1": "Aino Virtanen", "L2": "Bruno Laine", "I2": "Lycée Lyon", "U1": "Wiring", "K1": "Lyon in spring"}
OTHER_WORDS = ("Other words", "L1", "L2", "2026-02-02", "yes", "U2", "A1", "1.1")


def changed_copy(random: Random) -> Sheets:
    """Gives a copy as somebody hands it back: rows gone, ids gone, names for ids, cells emptied and overwritten."""
    sheets: list[Sheet] = []
    for sheet in rich().sheets:
        rows = [
            Row(row.number, {letters: value for letters, value in row.cells.items() if random.random() > 0.1})
            for row in sheet.rows
            if random.random() > 0.2
        ]
        changed = [
            Row(row.number, {letters: _changed(value, letters, random) for letters, value in row.cells.items()})
            for row in rows
        ]
        sheets.append(replace(sheet, rows=tuple(row for row in changed if row.cells)))
    return replace(rich(), sheets=tuple(sheets))


@cache
def rich() -> Sheets:
    return sheets_from_markdown(RICH)


def _changed(value: CellValue, letters: str, random: Random) -> CellValue:
    if letters != "A" and isinstance(value, str) and value in NAMES and random.random() > 0.5:
        return NAMES[value]
    return random.choice(OTHER_WORDS) if random.random() > 0.96 else value


def content(sheets: Sheets) -> list[tuple[str, list[dict[str, object]]]]:
    return [(sheet.table.name, [dict(row.cells) for row in sheet.rows]) for sheet in sheets.sheets]


def shuffled(sheets: Sheets, random: Random) -> Sheets:
    def mixed(sheet: Sheet) -> Sheet:
        cells = [row.cells for row in sheet.rows]
        random.shuffle(cells)
        return replace(sheet, rows=tuple(Row(row.number, one) for row, one in zip(sheet.rows, cells, strict=True)))

    return replace(sheets, sheets=tuple(map(mixed, sheets.sheets)))


@given(st.randoms(use_true_random=False))
def test_whatever_is_in_a_workbook_merging_it_with_itself_changes_nothing(random: Random) -> None:
    mine = changed_copy(random)
    assert compare(mine, mine) == Comparison()
    assert compare(mine, shuffled(mine, random)) == Comparison()


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_merging_a_second_time_changes_nothing_more(random: Random) -> None:
    mine, theirs = changed_copy(random), changed_copy(random)
    once = merged_sheets(mine, compare(mine, theirs))
    again = compare(once, theirs)
    assert (again.additions, again.fills) == ((), ())


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_in_theirs_is_irrelevant(random: Random) -> None:
    mine, theirs = changed_copy(random), changed_copy(random)
    one, other = compare(mine, theirs), compare(mine, shuffled(theirs, random))
    assert content(merged_sheets(mine, one)) == content(merged_sheets(mine, other))
    assert sorted((c.why, c.table, c.header, c.theirs_text) for c in one.contradictions) == sorted(
        (c.why, c.table, c.header, c.theirs_text) for c in other.contradictions
    )


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_what_is_merged_can_be_read_back_and_nothing_of_mine_reads_otherwise(random: Random) -> None:
    mine, theirs = changed_copy(random), changed_copy(random)
    comparison = compare(mine, theirs)
    before = {str(one.place) for one in parse(mine)[1]}
    after = {str(one.place) for one in parse(merged_sheets(mine, comparison))[1] if one.code != "WB05"}
    assert after - before == set()  # an empty cell in a new row, WB05, is a gap that theirs has too


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def workbooks(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("mine.xlsx", "theirs.xlsx"):
        write_new("mobility", tmp_path / name, example=True)
    return tmp_path / "mine.xlsx", tmp_path / "theirs.xlsx"


def typed_into(path: Path, cells: dict[tuple[str, int, str], str]) -> None:
    """Types texts into cells, each by its sheet, its row and the header of its column."""
    book = openpyxl.load_workbook(path)
    for (title, row, header), text in cells.items():
        headers = [str(cell.value).rstrip(" *") for cell in book[title][1]]
        book[title].cell(row, headers.index(header) + 1).value = text
    book.save(path)


NEW_LEARNER = {
    ("Learners", 8, "Family name"): "Petit",
    ("Learners", 8, "Given names"): "Zoé",
    ("Learners", 8, "Date of birth"): "31 January 2007",
    ("Learners", 8, "Qualification"): "Q1",
    ("Learners", 2, "Guardian 1 name"): "Päivi Virtanen",
    ("Results", 12, "Agreement"): "prior learning",
    ("Results", 12, "Learner"): "Zoé Petit",
    ("Results", 12, "Outcome"): "1.1",
    ("Results", 12, "Achieved"): "yes",
    ("Results", 12, "Date"): "2026-03-01",
}


def test_a_merged_copy_is_written_and_both_workbooks_stay(
    workbooks: tuple[Path, Path], validate_office: Callable[[Path], None]
) -> None:
    mine, theirs = workbooks
    typed_into(theirs, NEW_LEARNER)
    before = mine.read_bytes(), theirs.read_bytes()
    done = merge(mine, theirs)
    assert done.receipt is not None
    assert (mine.read_bytes(), theirs.read_bytes()) == before
    assert done.receipt.path == mine.with_name("mine.merged.xlsx")
    register, _ = parse(read(done.receipt.path))
    learner = register.learner["L4"]
    assert (learner.family_name, str(learner.date_of_birth), learner.qualification) == ("Petit", "2007-01-31", "Q1")
    assert [result.outcome for result in register.results_of["L4"]] == ["1.1"]
    assert register.learner["L1"].guardian1_name == "Päivi Virtanen"
    validate_office(done.receipt.path)


def test_a_second_merge_of_the_same_files_writes_nothing(workbooks: tuple[Path, Path]) -> None:
    mine, theirs = workbooks
    typed_into(theirs, NEW_LEARNER)
    first = merge(mine, theirs)
    assert first.receipt is not None
    again = merge(first.receipt.path, theirs)
    assert (again.receipt, again.comparison.changes_something) == (None, False)


def test_rows_typed_below_a_table_do_not_keep_new_ones_out(workbooks: tuple[Path, Path]) -> None:
    mine, theirs = workbooks
    typed_into(mine, {("Learners", 9, "Id"): "L20", ("Learners", 9, "Family name"): "Salo"})
    typed_into(theirs, NEW_LEARNER)
    done = merge(mine, theirs)
    assert done.receipt is not None
    assert set(parse(read(done.receipt.path))[0].learner) >= {"L20", "L4"}


def test_a_copy_is_written_where_it_is_asked_for_even_if_nothing_differs(workbooks: tuple[Path, Path]) -> None:
    mine, _ = workbooks
    done = merge(mine, mine, mine.with_name("copy.xlsx"))
    assert done.receipt is not None
    assert done.receipt.cells == 0
    assert read(mine.with_name("copy.xlsx")).sheets == read(mine).sheets


def test_an_existing_file_is_never_overwritten_by_a_merge(workbooks: tuple[Path, Path]) -> None:
    mine, theirs = workbooks
    with pytest.raises(UnwritableFileError, match="exists already"):
        merge(mine, theirs, theirs)


def test_a_workbook_without_a_sheet_of_the_layout_is_refused(workbooks: tuple[Path, Path]) -> None:
    mine, _ = workbooks
    stranger = mine.with_name("stranger.xlsx")
    openpyxl.Workbook().save(stranger)
    with pytest.raises(UsageError, match=r"stranger\.xlsx has no sheet that we know"):
        merge(mine, stranger)
    with pytest.raises(UnreadableFileError):
        merge(mine, mine.with_name("absent.xlsx"))
