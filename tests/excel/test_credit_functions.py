"""ECVET_CREDIT and ECVET_PROGRESS: do they give what `ecvet credit` gives on the same rows, and mistakes in words?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.ledger import Ledger
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.excel.functions import Answer, ecvet_credit, ecvet_progress
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.reading import read
from excel.example_ranges import Range, as_handed_over, ranges_of, ranges_of_file

ON = dt.date(2026, 3, 31)
OF_CREDIT = ("Learners", "UnitPoints", "Outcomes", "Results", "Decisions", "EarlierUnits")
OF_PROGRESS = ("UnitPoints", "Qualifications", "Groups")

SMALL = """
| People         | Id | Name        |
|                | H1 | Eva         |
| Qualifications | Id | Title       | Points |
|                | Q1 | Electrician | 60     |
| Units          | Id | Title       |
|                | U1 | Wiring      |
|                | U2 | Safety      |
| Unit points    | Qualification    | Unit        | Points |
|                | Q1 · Electrician | U1 · Wiring | 40     |
|                | Q1 · Electrician | U2          | 20     |
| Outcomes       | Id | Unit        | Outcome |
|                | O1 | U1 · Wiring | wires   |
|                | O2 | U2          | earths  |
|                | O3 | U2          | tests   |
| Learners       | Id | Family name | Given names | Qualification    |
|                | L1 | Silva       | Ana         | Q1 · Electrician |
|                | L2 | Costa       | Rui         | Q1               |
| Results        | Learner        | Outcome | Achieved | Date       |
|                | L1 · Silva Ana | O1      | yes      | 2026-01-10 |
|                | L1             | O2      | yes      | 2026-01-10 |
|                | L1             | tests   | no       | 2026-01-11 |
| Decisions      | Learner | Unit or outcome | Step       | By       | On         |
|                | L1      | U1 · Wiring     | validated  | H1 · Eva | 2026-01-20 |
|                | L1      | U1              | recognised | Eva      | 2026-01-21 |
"""


@pytest.fixture
def small() -> dict[str, Range]:
    return deepcopy(ranges_of(sheets_from_markdown(SMALL)))


def credit(ranges: dict[str, Range]) -> Answer:
    return ecvet_credit(*(ranges[name] for name in OF_CREDIT if name in ranges))


def progress(ranges: dict[str, Range], of_credit: Sequence[Sequence[object]]) -> Answer:
    others = [ranges[name] for name in OF_PROGRESS if name in ranges]
    return ecvet_progress(ranges["Learners"], [list(row) for row in of_credit], *others)


def credit_of(ledgers: tuple[Ledger, ...]) -> Answer:
    return [
        [one.learner, one.qualification, unit.unit, str(unit.state), float(len(unit.achieved)),
         float(len(unit.achieved) + len(unit.open)), float(unit.points), ", ".join(unit.open)]
        for one in ledgers for unit in one.units
    ]  # fmt: skip


def progress_of(ledgers: tuple[Ledger, ...]) -> Answer:
    return [
        [one.learner, one.qualification, *("" if number is None else float(number) for number in
         (one.points, one.total_points, one.share)), "yes" if one.eligible else "no", "; ".join(one.missing)]
        for one in ledgers
    ]  # fmt: skip


def test_the_example_gives_what_the_command_line_gives(example: Path) -> None:
    ledgers = evaluate(read(example), ON).ledgers
    ranges = ranges_of_file(example)
    told = credit(ranges)
    assert told[0] == ["Learner", "Qualification", "Unit", "State", "Achieved", "Required", "Points", "Open"]
    assert told[1:] == credit_of(ledgers)
    assert len(told) > 50
    assert progress(ranges, told)[1:] == progress_of(ledgers)


def test_the_sheet_credit_of_a_workbook_serves_as_credit_too(example: Path) -> None:
    evaluation = evaluate(read(example), ON)
    written = [[as_handed_over(cell) for cell in row] for row in result_sheets(evaluation)["Credit"]]
    assert progress(ranges_of_file(example), written)[1:] == progress_of(evaluation.ledgers)


def evaluated(small: str) -> Evaluation:
    return evaluate(sheets_from_markdown(small), ON)


def test_rows_that_are_named_but_not_handed_over_are_taken_to_be_there(small: dict[str, Range]) -> None:
    ledgers = evaluated(SMALL).ledgers
    told = credit(small)
    assert told[1:] == credit_of(ledgers)
    assert [row[3] for row in told[1:]] == ["recognised", "failed", "open", "open"]
    assert progress(small, told)[1:] == progress_of(ledgers)


def test_without_the_qualifications_the_units_are_summed(small: dict[str, Range]) -> None:
    told = credit(small)
    answer = ecvet_progress(small["Learners"], [list(row) for row in told], small["UnitPoints"])
    assert answer == progress(small, told)
    assert answer[1] == ["L1", "Q1", 40.0, 60.0, 66.67, "no", "U2"]


def test_a_year_without_results_yet_is_no_mistake(small: dict[str, Range]) -> None:
    small["Results"], small["Decisions"] = small["Results"][:1], [*small["Decisions"][:1], [None] * 5]
    told = credit(small)
    assert {row[3] for row in told[1:]} == {"open"}
    assert [row[2:6] for row in progress(small, told)[1:]] == [[0.0, 60.0, 0.0, "no"]] * 2


def test_blank_rows_below_a_table_change_nothing(small: dict[str, Range]) -> None:
    expected = credit(small)
    assert credit({name: [*rows, *[[None, ""] + [None] * (len(rows[0]) - 2)] * 3] for name, rows in small.items()}) == (
        expected
    )


def test_days_that_come_as_numbers_are_days(small: dict[str, Range]) -> None:
    expected = credit(small)
    for name in ("Results", "Decisions"):
        small[name] = [
            [float((one - dt.date(1899, 12, 30)).days) if isinstance(one, dt.date) else one for one in row]
            for row in small[name]
        ]
    assert credit(small) == expected


def words(answer: Answer) -> str:
    [[text]] = answer
    assert isinstance(text, str)
    assert text.startswith("ECVET: ")
    return text.removeprefix("ECVET: ")


def test_a_cell_that_cannot_be_read_is_named_with_what_to_do(small: dict[str, Range]) -> None:
    small["Results"][2][3] = "03/04/2026"
    assert words(credit(small)).startswith("row 3 of the results: “03/04/2026” in Date may mean ")
    small["Results"][2][3] = "#N/A"
    assert words(credit(small)).startswith("row 3 of the results: Date shows #N/A (WB10). ")


def test_a_stranger_among_the_results_is_named(small: dict[str, Range]) -> None:
    small["Results"][1][0] = "L9"
    text = words(credit(small))
    assert text.startswith("row 2 of the results: “L9” in Learner is not on the sheet Learners")
    assert "(WB08)" in text


def test_a_missing_column_is_named_with_what_to_select(small: dict[str, Range]) -> None:
    small["Learners"] = [row[:3] for row in small["Learners"]]
    assert words(credit(small)) == (
        "the learners have no column Qualification. Select the whole table Learners with its header row, as "
        "Learners[#All]"
    )


def test_a_misspelt_header_is_shown_beside_the_missing_column(small: dict[str, Range]) -> None:
    small["Learners"][0][3] = "Qualificaton"
    assert "the header “Qualificaton” is none of this table's (did you mean 'Qualification'?)" in words(credit(small))


@pytest.mark.parametrize(("table", "name"), [("Learners", "learners"), ("UnitPoints", "units"), ("Results", "results")])
def test_an_empty_argument_is_named(small: dict[str, Range], table: str, name: str) -> None:
    small[table] = [[None]]
    assert words(credit(small)).startswith(f"the {name} are empty; select the whole table")


def test_a_table_without_rows_is_named_where_there_must_be_some(small: dict[str, Range]) -> None:
    small["Learners"] = small["Learners"][:1]
    assert words(credit(small)) == "the learners have no rows below their header row; select the whole table"


def test_what_went_wrong_with_the_credit_is_handed_on(small: dict[str, Range]) -> None:
    answer = progress(small, [["ECVET: the learners are empty"]])
    assert words(answer) == "the credit could not be computed: the learners are empty"


def test_a_stranger_in_the_credit_is_named_with_its_row(small: dict[str, Range]) -> None:
    told = credit(small)
    told[2][0] = "L7"
    assert words(progress(small, told)).startswith("row 3 of the credit: “L7” in Learner is not among the learners")
    told = credit(small)
    told[1][2] = "U7"
    assert words(progress(small, told)).startswith("row 2 of the credit: “U7” in Unit is not among the unit points")


def test_units_to_choose_from_need_their_groups(small: dict[str, Range]) -> None:
    small["UnitPoints"] = [[*row, group] for row, group in zip(small["UnitPoints"], ["Group", "a", None], strict=True)]
    told = credit(small)
    assert words(progress(small, told)).startswith("U1 is in the group a of Q1, and no groups are given")
    small["Groups"] = [["Qualification", "Group", "At least", "At most"], ["Q1", "a", 0.0, 1.0]]
    assert progress(small, told)[1][2:6] == [40.0, 60.0, 66.67, "no"]
    assert words(
        ecvet_progress(small["Learners"], [list(row) for row in told], small["UnitPoints"], [], small["Groups"])
    ).startswith("the paths through Q1 come to different points")


anything = st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=8), st.datetimes())
table_names = st.sampled_from(OF_CREDIT[:5])


@given(table=table_names, row=st.integers(0, 3), column=st.integers(0, 3), value=anything)
def test_whatever_stands_in_a_cell_the_answer_is_credit_or_words(
    table: str, row: int, column: int, value: object
) -> None:
    ranges = deepcopy(ranges_of(sheets_from_markdown(SMALL)))
    cells = ranges[table]
    cells[row % len(cells)][column % len(cells[0])] = value
    told = credit(ranges)
    assert told[0][0] == "Learner" or words(told)
    answer = progress(ranges, told)
    assert answer[0][0] == "Learner" or words(answer)


@given(cells=st.lists(st.lists(anything, min_size=2, max_size=2), max_size=4), place=st.integers(0, 5))
def test_whatever_range_is_handed_over_the_answer_is_words(cells: Range, place: int) -> None:
    ranges = [ranges_of(sheets_from_markdown(SMALL))[name] for name in OF_CREDIT[:5]]
    ranges.insert(place, cells)
    answer = ecvet_credit(*ranges[:5]) if place < 5 else ecvet_credit(*ranges)
    assert answer[0][0] == "Learner" or words(answer)
