"""The formulas of grades and learning time beside the exact arithmetic: the same wherever a formula can tell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecvet_office.credit.examination import examinations
from ecvet_office.evaluation import evaluate
from ecvet_office.model.places import column_letters
from ecvet_office.model.register import Register
from ecvet_office.report.updating import update
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.computed_grades import CHECK, COEFFICIENT, COUNTS, EXAMINED, FOLLOWS, MEAN
from ecvet_office.workbook.computed_learning_time import CORRECTED, DIFFERENCE, HOURS, POINTS_EXACT
from ecvet_office.workbook.computed_values import computed_values
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.reading import read

ON = date(2026, 1, 15)
EXAM = """
| Settings | setting | value |
| | points | no |
| Learners | id | qualification |
| | L1 | Q1 |
| Qualifications | id | title |
| | Q1 | Care |
| Units | id | title |
| | U1 | Practice |
| | U2 | French |
| | U3 | Mobility |
| | U4 | Sport |
| | U5 | Music |
| Unit points | qualification | unit | coefficient | examined as |
| | Q1 | U1 | 1.5 | professional practice |
| | Q1 | U2 | 2.5 | |
| | Q1 | U3 | | optional |
| | Q1 | U4 | | optional |
| | Q1 | U5 | | optional |
"""
grades = st.decimals(0, 20, places=2).map(str)


def register_of(**given_grades: str) -> Register:
    rows = "".join(f"| | L1 | {unit} | {grade} |\n" for unit, grade in given_grades.items())
    return evaluate(sheets_from_markdown(f"{EXAM}| Grades | learner | unit | grade |\n{rows}"), ON).register


def shown(register: Register) -> tuple[object, object]:
    row = computed_values(register)["Learners"][2]
    return row[MEAN], row[FOLLOWS]


@pytest.mark.parametrize(
    ("practice", "french", "follows"),
    [
        ("10", "9.99", "control examination"),
        ("10", "10", "passed"),
        ("10", "10.01", "passed"),
        ("8", "7.99", "not passed"),
        ("8", "8", "not passed"),
        ("9.99", "8", "not passed"),
        ("12", "11.99", "passed"),
        ("12", "12", "passed, AB"),
        ("14", "14", "passed, B"),
        ("16", "15.99", "passed, B"),
        ("16", "16", "passed, TB"),
    ],
)
def test_what_follows_below_at_and_above_each_limit(practice: str, french: str, follows: str) -> None:
    assert shown(register_of(U1=practice, U2=french))[1] == follows


def test_a_missing_grade_is_counted_and_no_mean_is_shown() -> None:
    assert shown(register_of(U1="12")) == ("", "1 of 2 grades")
    assert shown(register_of(U1="12", U2="")) == ("", "1 of 2 grades")


def test_a_third_optional_unit_leads_to_the_findings() -> None:
    assert shown(register_of(U1="12", U2="12", U3="11", U4="11"))[1] == "passed, AB"
    assert shown(register_of(U1="12", U2="12", U3="11", U4="11", U5="11")) == ("", "see Findings")


def test_a_row_of_grades_says_what_it_counts_for() -> None:
    rows = computed_values(register_of(U1="12", U3="15.2", U4="9"))["Grades"]
    assert [(row[EXAMINED], row[COEFFICIENT], row[COUNTS]) for row in rows.values()] == [
        ("professional practice", Decimal("1.5"), Decimal(18)),
        ("optional", "", Decimal("5.2")),
        ("optional", "", Decimal(0)),
    ]


@given(grades, grades, st.lists(grades, max_size=2))
def test_the_mean_shown_is_the_exact_one_to_nine_decimals(practice: str, french: str, optional: list[str]) -> None:
    register = register_of(U1=practice, U2=french, **dict(zip(("U3", "U4"), optional, strict=False)))
    (found,) = examinations(register)
    assert found.result is not None
    mean, follows = shown(register)
    assert isinstance(mean, Decimal)
    assert abs(Decimal(found.result.mean.numerator) / found.result.mean.denominator - mean) < Decimal("1e-9")
    expected = ", ".join(one for one in (found.result.standing, found.result.distinction) if one)
    assert follows == expected


@pytest.mark.parametrize(
    ("part_2", "check"),
    [
        ("2025-07-10", "✔ in time"),
        ("2025-07-11", "✔ in time"),
        ("2025-07-12", "! later than 2025-07-11"),
        ("", "… part 2 until 2025-07-11"),
    ],
)
def test_part_2_before_on_and_after_its_last_day(part_2: str, check: str) -> None:
    rows = f"| Mobility unit | learner | returned on | part 2 on |\n| | L1 | 2025-04-11 | {part_2} |"
    register = evaluate(sheets_from_markdown(EXAM + rows), ON).register
    assert computed_values(register)["MobilityUnits"][2][CHECK] == check


@pytest.mark.parametrize(
    ("fixed", "check"),
    [("2025-04-08", "✔ fixed before"), ("2025-04-09", "✔ fixed before"), ("2025-04-10", "! fixed after")],
)
def test_conditions_fixed_before_on_and_after_the_day_of_assessment(fixed: str, check: str) -> None:
    rows = f"| Parts abroad | learner | unit | fixed on | assessed on |\n| | L1 | U1 | {fixed} | 2025-04-09 |"
    register = evaluate(sheets_from_markdown(EXAM + rows), ON).register
    assert computed_values(register)["PartsAbroad"][2][CHECK] == check


def test_hours_of_pathways_follow_task_fields_factors_and_corrections() -> None:
    text = """
| Pathways | id | title | factor | hours per point |
| | W1 | Retail clerk | 0.25 | 25 |
| | W2 | Shop assistant | | |
| Task fields | pathway | task field | formal hours | experience hours | factor |
| | W1 | Purchasing | 120 | 200 | |
| | W1 | Sales | 80 | 10 | 0.5 |
| | W2 | Sales | 200 | 10 | |
| | W2 | Stock | | | |
| | W2 | Office | 100 | | |
| Comparisons | pathway | compared with | correction | reason |
| | W1 | W2 | -5 | counted twice |
| | W2 | W1 | | |
"""
    values = computed_values(evaluate(sheets_from_markdown(text), ON).register)
    fields = [row[HOURS] for row in values["TaskFields"].values()]
    assert fields == [Decimal(170), Decimal(85), "! no factor", "", Decimal(100)]
    pathways = [(row[HOURS], row[CORRECTED], row[POINTS_EXACT]) for row in values["Pathways"].values()]
    assert pathways == [(Decimal(255), Decimal(250), Decimal(10)), (Decimal(100), Decimal(100), "")]
    assert [row[DIFFERENCE] for row in values["Comparisons"].values()] == [Decimal(155), Decimal(-155)]


def test_a_mean_that_somebody_typed_over_is_found_and_put_back(tmp_path: Path) -> None:
    path = tmp_path / "grades.xlsx"
    write_new("grades", path, example=True)
    book = openpyxl.load_workbook(path)
    sheet = book["Learners"]
    letters = column_letters(1 + [cell.value for cell in sheet[1]].index(MEAN))
    formula = sheet[f"{letters}2"].value
    sheet[f"{letters}3"] = 19
    book.save(path)
    evaluation = evaluate(read(path), ON)
    assert ("WB30", f"Learners!{letters}3") in {(one.code, str(one.place)) for one in evaluation.findings}
    copy = update(path, evaluation, tmp_path / "copy.xlsx", repair=True).path
    mended, values = (openpyxl.load_workbook(copy, data_only=only)["Learners"] for only in (False, True))
    assert mended[f"{letters}3"].value == formula
    assert values[f"{letters}3"].value == 9.5625


@pytest.mark.parametrize(
    ("own", "country", "points"),
    [("", "", ""), ("25", "", "10"), ("", "Malta", "10"), ("", "Estonia", "9.62"), ("20", "Malta", "12.5")],
)
def test_points_follow_the_pathway_s_hours_per_point_or_else_the_country_s(own: str, country: str, points: str) -> None:
    text = f"""
| Settings | setting | value |
| | national profile | {country} |
| Pathways | id | title | hours per point |
| | W1 | Retail clerk | {own} |
| Task fields | pathway | task field | formal hours |
| | W1 | Sales | 250 |
"""
    (row,) = computed_values(evaluate(sheets_from_markdown(text), ON).register)["Pathways"].values()
    assert row[POINTS_EXACT] == (Decimal(points) if points else "")
