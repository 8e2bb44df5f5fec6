from __future__ import annotations

import json
from decimal import Decimal

from ecvet_office.model.register import Register
from ecvet_office.report.conversion import (
    ConvertedCourse,
    check_rows,
    conversion_json,
    conversion_rows,
    conversion_text,
    converted_courses,
    together_lines,
)
from ecvet_office.report.course_check import CHECKLIST, DESCRIPTION
from ecvet_office.workbook.blank import example_rows
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

POOR = """
| Settings | setting | value |
|          | national profile | Malta |
| Courses | id | title | provider | eqf level | contact hours | practice hours | self-study hours | assessment hours |
|         | C1 | Bar service | | 9 | 20 | 40 | 30 | 10 |
| Units | id | title | valid from | valid until |
|       | U1 | | 2026-02-01 | 2026-01-31 |
| Outcomes | id | unit | kind | outcome | criterion |
|          | 1.1 | U1 | K | Knows drinks | |
| Course topics | course | topic | hours | unit |
|               | C1 | Drinks | 60 | U1 |
|               | C1 | Guests | 40 | |
"""


def example() -> Register:
    return parse(example_rows("conversion"))[0]


def poor() -> ConvertedCourse:
    (found,) = converted_courses(parse(sheets_from_markdown(POOR))[0])
    return found


def test_the_checklist_names_every_rule_from_1_to_14_in_order() -> None:
    for found in converted_courses(example()):
        checklist = [one.what[:7] for one in found.checks if one.part == CHECKLIST]
        assert checklist == [f"RULE-{number:02}" for number in range(1, 15)]


def test_a_whole_course_misses_nothing_of_the_checklist() -> None:
    whole, evening = converted_courses(example())
    assert [one.what for one in whole.checks if not one.is_done] == []
    assert [one.what for one in evening.checks if not one.is_done] == ["examinations"]
    assert (whole.is_complete, evening.is_complete) == (True, True)


def test_a_poor_description_is_told_what_it_lacks() -> None:
    found = poor()
    weak = [one.what for one in found.checks if one.part == DESCRIPTION and not one.is_done]
    assert weak == ["provider", "entry requirements", "aims", "syllabus", "examinations", "topics grouped into units"]
    missing = [one.what[:7] for one in found.checks if one.part == CHECKLIST and not one.is_done]
    assert missing == [f"RULE-{number}" for number in ("01", "03", "06", "07", "08", "09", "10", "12", "13", "14")]
    assert not found.is_complete


def test_hours_that_differ_from_those_published_are_a_weak_side() -> None:
    text = POOR.replace("assessment hours |", "assessment hours | hours as published |").replace(
        "30 | 10 |", "30 | 10 | 99 |"
    )
    (found,) = converted_courses(parse(sheets_from_markdown(text))[0])
    (item,) = (one for one in found.checks if one.what == "hours add up as published")
    assert (item.is_done, item.told) == (False, "100 counted, 99 published")


def test_the_text_shows_reasoning_units_and_both_lists() -> None:
    lines = conversion_text(converted_courses(example())[1])
    assert lines[0] == "C2 Kitchen assistant"
    assert lines[1] == "  1475 hours of learning / 25 hours per point = 59 points."
    assert "  U5 Preparing simple dishes   1100           44      44" in lines
    assert "  ! examinations: not said" in lines
    assert "  ✔ RULE-10 points of the units make the whole: 15 + 44 = 59" in lines


def test_json_holds_the_same_numbers() -> None:
    told = json.loads(json.dumps(conversion_json(converted_courses(example()))))
    whole, evening = told["courses"]
    assert (whole["points"], whole["size"], whole["exact"]) == (60, "qualification", "60")
    assert [unit["points"] for unit in whole["units"]] == [23, 22, 15]
    assert (evening["points"], evening["size"], evening["complete"]) == (59, "award", True)


def test_what_cannot_be_converted_is_told_in_each_form() -> None:
    found = poor()
    assert conversion_json([found])["courses"][0]["problems"] == ["the topic Guests is in no unit"]  # type: ignore[index]
    assert "  Not worked out: the topic Guests is in no unit." in conversion_text(found)


def test_the_result_sheets_hold_the_whole_then_its_units() -> None:
    rows = list(conversion_rows(example()))
    assert [row[2:5] for row in rows[:4]] == [
        [Decimal(1500), Decimal(60), Decimal(60)],
        [Decimal(560), Decimal("22.4"), Decimal(23)],
        [Decimal(560), Decimal("22.4"), Decimal(22)],
        [Decimal(380), Decimal("15.2"), Decimal(15)],
    ]
    assert str(rows[0][5]).startswith("1500 hours of learning / 25 hours per point = 60 points.")
    states = {row[3] for row in check_rows(example())}
    assert states == {"✔ done", "! missing"}


def test_courses_of_one_level_are_added_up_beside_a_full_qualification() -> None:
    found = converted_courses(example())
    assert together_lines(found) == [
        "Together at level 3: 60 + 59 = 119 points; a full qualification has 60.",
    ]
    assert together_lines(found[:1]) == []
