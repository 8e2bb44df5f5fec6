"""A cell that stands in many rows is understood once, and every row has it."""

from __future__ import annotations

from decimal import Decimal

from ecvet_office.model.places import Place
from ecvet_office.workbook.layout import BY_NAME
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.sheets import Row, Sheets, make_sheet

HEADERS = {"A": "Id", "B": "Family name", "C": "Date of birth", "D": "Class"}


def learners(*rows: dict[str, object]) -> Sheets:
    numbered = [Row(number, row) for number, row in enumerate(rows, start=2)]  # type: ignore[arg-type]
    sheet, _ = make_sheet(BY_NAME["Learners"], "Learners", 1, HEADERS, numbered)
    return Sheets("", (sheet,), ("Learners",))


def test_a_cell_that_cannot_be_read_is_found_in_each_of_its_rows() -> None:
    _, findings = parse(learners({"A": "L1", "C": "soon"}, {"A": "L2", "C": "soon"}))
    assert [one.place for one in findings if one.code == "WB06"] == [
        Place("Learners", 2, "C"),
        Place("Learners", 3, "C"),
    ]


def test_true_and_one_stay_apart_although_python_calls_them_equal() -> None:
    register, _ = parse(learners({"A": "L1", "D": True}, {"A": "L2", "D": Decimal(1)}, {"A": "L3", "D": True}))
    assert [one.class_name for one in register.learners] == ["TRUE", "1", "TRUE"]


def test_the_same_text_is_read_as_each_column_holds_it() -> None:
    register, findings = parse(learners({"A": "L1", "B": "2006-05-14", "C": "2006-05-14"}))
    assert register.learners[0].family_name == "2006-05-14"
    assert register.learners[0].date_of_birth is not None
    assert "WB06" not in {one.code for one in findings}
