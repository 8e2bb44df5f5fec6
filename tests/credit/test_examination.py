from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files

import pytest

from ecvet_office.credit.examination import Examination, examinations, practice_of, weighed_units
from ecvet_office.credit.grades import Standing
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.law.national_profiles import FRENCH
from ecvet_office.model.register import Register
from ecvet_office.workbook.markdown import sheets_from_markdown

ON = date(2026, 1, 15)
EXAM = """
| Settings | setting | value |
| | points | no |
| Learners | id | qualification |
| | L1 | Q1 |
| | L2 | Q1 |
| Qualifications | id | title |
| | Q1 | Care |
| Units | id | title |
| | U1 | Practice at home |
| | U2 | Practice on a ward |
| | U3 | French |
| | U4 | Mobility |
| | U5 | Not weighed yet |
| Unit points | qualification | unit | coefficient | examined as |
| | Q1 | U1 | 4 | professional practice |
| | Q1 | U2 | 2 | professional practice |
| | Q1 | U3 | 2 | |
| | Q1 | U4 | 3 | optional |
| | Q1 | U5 | | |
"""


def evaluated(*rows: str) -> Evaluation:
    grades = "| Grades | learner | unit | grade |\n" + "".join(f"| | {row} |\n" for row in rows)
    return evaluate(sheets_from_markdown(EXAM + grades), ON)


def register_of(*rows: str) -> Register:
    return evaluated(*rows).register


def only(*rows: str) -> Examination:
    (found,) = examinations(register_of(*rows))
    return found


def test_compulsory_units_with_a_coefficient_are_weighed_and_optional_ones_never() -> None:
    assert [row.unit for row in weighed_units(register_of(), "Q1")] == ["U1", "U2", "U3"]


def test_professional_practice_in_several_units_is_their_weighted_mean() -> None:
    found = only("L1 | U1 | 12", "L1 | U2 | 6", "L1 | U3 | 8")
    assert practice_of(found.graded) == 10
    assert found.result is not None
    assert (found.result.mean, found.result.standing) == (Fraction(76, 8), Standing.CONTROL)


def test_an_optional_unit_has_no_weight_even_where_a_coefficient_stands() -> None:
    found = only("L1 | U1 | 12", "L1 | U2 | 12", "L1 | U3 | 12", "L1 | U4 | 14")
    assert found.result is not None
    assert found.result.mean == Fraction(100, 8)
    assert [row.unit for row, _ in found.optional] == ["U4"]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (("L1 | U1 | 12", "L1 | U2 | 12"), "no grade yet in U3"),
        (("L1 | U1 | 12", "L1 | U2 | 12", "L1 | U3 | "), "no grade yet in U3"),
        (("L1 | U1 | 12", "L1 | U2 | 12", "L1 | U3 | 9", "L1 | U3 | 10"), "U3 is graded twice"),
        (
            ("L1 | U1 | 12", "L1 | U2 | 12", "L1 | U3 | 21"),
            "U3 French has grade 21: the scale goes from 0 to 20",
        ),
    ],
)
def test_a_learner_whose_grades_give_no_mean_is_told_why(rows: tuple[str, ...], problem: str) -> None:
    found = only(*rows)
    assert (found.result, found.problem) == (None, problem)


def test_one_learner_without_a_mean_holds_no_other_up() -> None:
    whole = ("L2 | U1 | 12", "L2 | U2 | 12", "L2 | U3 | 12")
    first, second = examinations(register_of("L1 | U1 | 12", *whole))
    assert first.missing == ("U2", "U3")
    assert second.result is not None
    assert second.result.distinction == "AB"


def test_a_learner_without_grades_has_no_examination() -> None:
    assert examinations(register_of()) == ()


def test_the_profile_brings_its_scale() -> None:
    register = register_of("L1 | U1 | 60", "L1 | U2 | 60", "L1 | U3 | 60")
    (found,) = examinations(register, FRENCH.on_scale(Decimal(100)))
    assert found.result is not None
    assert found.result.distinction == "AB"


def test_grades_change_nothing_in_any_learner_s_ecvet_ledger() -> None:
    text = (files("ecvet_office.workbook") / "examples" / "mobility.md").read_text(encoding="utf-8")
    units = [f"| | L{learner} | U{unit} | {grade} |" for learner, unit, grade in ((1, 4, 20), (2, 3, 0), (9, 1, 3))]
    grades = "\n\n| Grades | learner | unit | grade |\n" + "\n".join(units) + "\n"
    without, with_grades = (evaluate(sheets_from_markdown(one), ON) for one in (text, text + grades))
    assert with_grades.register.grades
    assert with_grades.ledgers == without.ledgers
