"""What reading did unasked is said, once for each sheet; and the header is found where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecvet_office.model.findings import Finding, Severity
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.header_rows import ROWS_SEARCHED
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import BLANK_ROWS_BELOW, read
from ecvet_office.workbook.reading_remarks import MANY_ROWS
from handmade_workbooks import Grid, Shape, grids_of, write_xlsx

REMARKS = {"WB22", "WB23", "WB24", "WB25", "WB26", "WB27", "WB28"}
TABLE = "| Learners | id | family name | qualification |\n| | L1 | Virtanen | Q1 |\n| | L2 | Rossi | Q1 |\n"
QUALIFICATIONS = "| Qualifications | id |\n| | Q1 |\n"


def said_of(markdown: str, tmp_path: Path, shape: Shape) -> list[Finding]:
    _, findings = parse(read(write_xlsx(tmp_path / "plan.xlsx", grids_of(markdown), shape)))
    return [finding for finding in findings if finding.code in REMARKS]


def said_of_cells(markdown: str) -> list[tuple[str, str, dict[str, str]]]:
    _, findings = parse(sheets_from_markdown(markdown))
    return [(one.code, str(one.place), dict(one.facts)) for one in findings if one.code in REMARKS]


def test_a_clean_workbook_is_read_without_a_remark(tmp_path: Path) -> None:
    assert said_of(TABLE, tmp_path, Shape()) == []
    assert said_of(TABLE, tmp_path, Shape(has_table=False)) == []


def test_every_remark_is_information_and_stands_once_for_each_sheet(tmp_path: Path) -> None:
    long = TABLE + '| | | | |\n| | L3 | "Weber " | Q1 |\n| | | | |\n| | L4 | " Niemi" | Q1 |\n'
    shape = Shape(hidden=frozenset({2, 3, 7}), table_ends=3, formatted_below=MANY_ROWS + 100)
    said = said_of(long + QUALIFICATIONS, tmp_path, shape)
    assert {one.severity for one in said} == {Severity.INFO}
    on_learners = sorted(one.code for one in said if one.place.sheet == "Learners")
    assert on_learners == ["WB24", "WB25", "WB26", "WB27", "WB28"]
    counts = {one.code: dict(one.facts).get("count") for one in said if one.place.sheet == "Learners"}
    assert counts == {"WB24": "2", "WB25": "3", "WB26": "2", "WB27": "2", "WB28": None}


def test_a_hidden_row_that_holds_nothing_is_not_spoken_of(tmp_path: Path) -> None:
    blank_in_between = TABLE + "| | | | |\n| | L3 | Weber | Q1 |\n"
    said = said_of(blank_in_between, tmp_path, Shape(hidden=frozenset({4})))
    assert [one.code for one in said] == ["WB27"]


def test_hidden_rows_of_a_sheet_without_a_table_are_said(tmp_path: Path) -> None:
    (one,) = said_of(TABLE, tmp_path, Shape(has_table=False, hidden=frozenset({3})))
    assert (one.code, str(one.place), dict(one.facts)) == ("WB25", "Learners!3", {"count": "1", "first": "3"})


def test_a_hidden_header_is_no_hidden_row(tmp_path: Path) -> None:
    assert said_of(TABLE, tmp_path, Shape(hidden=frozenset({1}))) == []


@pytest.mark.parametrize(("table_ends", "below"), [(2, "1"), (3, None), (4, None)])
def test_only_rows_beyond_the_last_of_the_table_are_below_it(
    table_ends: int, below: str | None, tmp_path: Path
) -> None:
    said = said_of(TABLE, tmp_path, Shape(table_ends=table_ends))
    assert [dict(one.facts)["count"] for one in said] == ([] if below is None else [below])


@pytest.mark.parametrize(("more", "is_said"), [(-1, False), (0, False), (1, True)])
def test_formatted_empty_rows_are_said_beyond_ten_thousand(
    more: int, is_said: bool, tmp_path: Path
) -> None:  # a parameter
    # Counted are the rows less the values: three rows with three values each stand above the empty ones.
    shape = Shape(formatted_below=MANY_ROWS + 6 + more)
    assert [one.code for one in said_of(TABLE, tmp_path, shape)] == (["WB28"] if is_said else [])


def test_a_sheet_full_of_values_is_not_called_empty(tmp_path: Path) -> None:
    rows = "".join(f"| | L{number} | Virtanen | Q1 |\n" for number in range(MANY_ROWS + 10))
    path = write_xlsx(tmp_path / "plan.xlsx", grids_of("| Learners | id | family name | class |\n" + rows))
    assert read(path).findings == ()
    assert read_workbook(path).sheets[0].empty_rows() == 0


@pytest.mark.parametrize(
    "text",
    ["Virtanen ", " Virtanen", "Virtanen\u00a0", "van\u00a0Dijk", "Vir\u00adtanen", "Vir\u200btanen", "van\u2009Dijk",
     "\ufeffVirtanen", "van\tDijk", "Virtanen\n", "Virta\u2060nen", "Aino\u202fVirtanen"],
)  # fmt: skip
def test_a_cell_with_an_invisible_character_is_counted(text: str) -> None:
    cell = text.replace("\n", "<br>")
    said = said_of_cells(f'| Learners | id | family name |\n| | L1 | "{cell}" |')
    assert [code for code, _, _ in said] == ["WB24"]


@pytest.mark.parametrize(
    "text",
    ["Virtanen", "van Dijk", "one<br>two", "«\u00a0oui\u00a0»", "Pourquoi\u202f? Voilà\u00a0!", "lundi\u00a0: non",
     "100\u00a0%", "", "Älä"],
)  # fmt: skip
def test_a_cell_with_nothing_invisible_or_with_french_spacing_is_not_counted(text: str) -> None:
    assert said_of_cells(f'| Learners | id | family name |\n| | L1 | "{text}" |') == []


def test_cells_of_a_column_of_ones_own_are_not_counted() -> None:
    said = said_of_cells('| Learners | id | bus |\n| | L1 | "late " |\n')
    assert "WB24" not in [code for code, _, _ in said]


def test_equal_texts_are_counted_cell_by_cell_and_the_first_is_named() -> None:
    said = said_of_cells('| Learners | id | family name |\n| | L1 | Rossi |\n| | L2 | "W " |\n| | L3 | "W " |')
    assert said == [("WB24", "Learners!B3", {"count": "2"})]


def test_blank_rows_before_the_first_and_after_the_last_are_not_between_others() -> None:
    assert said_of_cells("| Learners | id |\n| | |\n| | L1 |\n| | L2 |\n| | |") == []


def test_blank_rows_between_others_are_counted_together() -> None:
    said = said_of_cells("| Learners | id |\n| | L1 |\n| | |\n| | L2 |\n| | |\n| | |\n| | L3 |")
    assert said == [("WB27", "Learners!3", {"count": "3"})]


def rows_of(path: Path) -> tuple[int, list[int]]:
    (sheet,) = read(path).sheets
    return sheet.header_row, [row.number for row in sheet.rows]


def without_table(markdown: str, tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "plan.xlsx", grids_of(markdown), Shape(has_table=False))


def test_a_title_and_a_date_above_the_header_are_passed_over(tmp_path: Path) -> None:
    path = without_table(
        "| Learners | | Our learners |\n| | | |\n| | 2026-01-15 | |\n| | id | family name |\n| | L1 | V |",
        tmp_path,
    )
    assert rows_of(path) == (4, [5])
    (said,) = read(path).findings
    assert (said.code, str(said.place)) == ("WB22", "Learners!4")
    assert dict(said.facts) == {"above": "Our learners", "row": "4"}


def test_a_header_in_the_first_row_wins_over_cells_that_look_like_headers(tmp_path: Path) -> None:
    path = without_table("| Groups | qualification | group | at least |\n| | Group | Group | 1 |", tmp_path)
    assert rows_of(path) == (1, [2])


def test_of_two_equal_rows_the_upper_is_the_header(tmp_path: Path) -> None:
    path = without_table("| Units | id | title |\n| | id | title |", tmp_path)
    assert rows_of(path) == (1, [2])


def test_a_misspelt_header_does_not_keep_the_row_from_being_found(tmp_path: Path) -> None:
    path = without_table("| Units | Units of Q1 | |\n| | id | tittle |\n| | U1 | Visits |", tmp_path)
    assert rows_of(path) == (2, [3])
    assert sorted(one.code for one in read(path).findings) == ["WB02", "WB22"]


def test_where_no_row_names_a_column_the_first_is_taken_for_the_header(tmp_path: Path) -> None:
    path = without_table("| Units | what | ever |\n| | U1 | Visits |", tmp_path)
    assert read(path).sheets[0].header_row == 1
    assert [one.code for one in read(path).findings] == ["WB02", "WB02"]


@pytest.mark.parametrize(("above", "header_row"), [(ROWS_SEARCHED - 1, ROWS_SEARCHED), (ROWS_SEARCHED, 1)])
def test_the_header_is_looked_for_among_the_first_twenty_rows(above: int, header_row: int, tmp_path: Path) -> None:
    letterhead: Grid = [["line", None]] * above
    grid: Grid = [*letterhead, ["id", "title"], ["U1", "Visits"]]
    path = write_xlsx(tmp_path / "plan.xlsx", {"Units": grid}, Shape(has_table=False))
    assert read(path).sheets[0].header_row == header_row


def test_rows_far_below_a_sheet_without_a_table_are_still_left_out(tmp_path: Path) -> None:
    blank: Grid = [[None, None]] * (BLANK_ROWS_BELOW + 1)
    grid: Grid = [["Title", None], ["id", "title"], ["U1", "Visits"], *blank, ["U2", "Care"]]
    path = write_xlsx(tmp_path / "plan.xlsx", {"Units": grid}, Shape(has_table=False))
    assert rows_of(path) == (2, [3])
    assert [one.code for one in read(path).findings] == ["WB22", "WB20"]
