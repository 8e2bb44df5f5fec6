from __future__ import annotations

import json
from decimal import Decimal

from ecvet_office.model.register import Register
from ecvet_office.report.result_sheets import points_rows
from ecvet_office.report.shares import shares_json, shares_of, shares_text
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

HOURS = """
| Qualifications | id | title | points | importance in the mix | effort in the mix |
|                | Q1 | Electrician | 60 | {importance} | {effort} |
| Units | id | title |
|       | U1 | Wiring |
|       | U2 | Testing |
|       | U3 | Safety |
| Unit points | qualification | unit | points | importance | effort in hours |
|             | Q1 | U1 | 30 | 1 | 300 |
|             | Q1 | U2 | 20 | 1 | 200 |
|             | Q1 | U3 | {safety} | 2 | {hours} |
"""


def register(
    importance: str = "", effort: str = "1", safety: str = "10", hours: str = "100", more: str = ""
) -> Register:
    text = HOURS.format(importance=importance, effort=effort, safety=safety, hours=hours)
    return parse(sheets_from_markdown(text + more))[0]


def problem(of: Register) -> str:
    (found,) = shares_of(of)
    assert found.sharing is None
    return found.problem


def test_a_single_criterion_is_shown_in_its_own_measure() -> None:
    (found,) = shares_of(register())
    lines = shares_text(found)
    assert lines[:5] == [
        "Q1 Electrician",
        "  unit        weight  exact share  shared  in the table",
        "  U1 Wiring      300           30      30            30",
        "  U2 Testing     200           20      20            20",
        "  U3 Safety      100           10      10            10",
    ]
    assert "  mix: effort 1" in lines
    assert lines[-1] == "  the table agrees"


def test_a_mix_brings_each_criterion_to_the_same_measure_first() -> None:
    (found,) = shares_of(register(importance="1", effort="1"))
    assert found.sharing is not None
    assert sum(share.points for share in found.sharing.shares) == 60
    assert [share.points for share in found.sharing.shares] == [23, 17, 20]


def test_a_table_that_says_otherwise_is_pointed_at() -> None:
    (found,) = shares_of(register(safety="12"))
    lines = shares_text(found)
    assert lines[4].endswith("12  differs")
    assert lines[-1] == "  the table differs in 1 of 3 units"


def test_the_rounding_step_of_the_workbook_is_used() -> None:
    settings = "| Settings | setting | value |\n| | rounding step | 0.5 |\n"
    (found,) = shares_of(register(hours="101", more=settings))
    assert found.sharing is not None
    assert found.sharing.step == Decimal("0.5")
    assert sum(share.points for share in found.sharing.shares) == 60


def test_why_there_are_no_shares_is_said() -> None:
    assert problem(register(effort="")) == "the units have weights, but no criterion counts in the qualification's mix"
    assert problem(register(hours="")) == "the mix counts effort, and these units have no weight for it: U3 Safety"
    bad_step = "| Settings | setting | value |\n| | rounding step | 7 |\n"
    assert "does not divide" in problem(register(more=bad_step))


def test_a_qualification_without_weights_and_mix_is_left_out() -> None:
    qualification = "| Qualifications | id | points |\n| | Q1 | 60 |\n"
    unit = "| Unit points | qualification | unit | points |\n| | Q1 | U1 | 60 |\n"
    assert shares_of(parse(sheets_from_markdown(qualification + unit))[0]) == ()


def test_json_has_the_exact_shares_as_fractions() -> None:
    made = json.loads(json.dumps(shares_json(shares_of(register(hours="101")))))
    (unit, *_) = made["qualifications"][0]["units"]
    assert unit == {"unit": "U1", "weight": "300", "exact": "18000/601", "points": 30, "table_points": 30}


def test_a_result_row_holds_numbers_where_decimals_end_and_marked_texts_where_they_do_not() -> None:
    first, *_ = points_rows(register(hours="101"))
    assert first[:6] == ["Q1", "U1 Wiring", Decimal(300), "≈ 29.9501", Decimal(30), Decimal(30)]
    assert str(first[6]).startswith("weight 300 of 601, exact share ≈ 29.9501: 29 whole steps")


def test_a_qualification_that_cannot_be_shared_is_one_row_that_says_why() -> None:
    (row,) = points_rows(register(hours=""))
    assert row[:2] == ["Q1", None]
    assert str(row[6]).startswith("Cannot be shared: the mix counts effort")
