"""Points of another system: converted by a decided line alone, shown in the explanation, and never added up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ecvet_office.credit.ledger import Ledger, ledger
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

BOOK = """
| Learners | id | qualification |
|          | L1 | Q1            |
| Qualifications | id | points |
|                | Q1 | 60     |
| Units | id | title |
|       | U1 | Law   |
| Unit points | qualification | unit | points |
|             | Q1            | U1   | 20     |
| Earlier units | learner | qualification | unit |
| Outcomes | id  | unit |
|          | 1.1 | U1   |
| Results | context        | learner | outcome | achieved | date       |
|         | prior learning | L1      | 1.1     | yes      | 2025-03-01 |
{lines}
| Decisions | learner | subject | step | by | on | other points | rule for other points | converted from | of system |
| | L1 | U1 | validated | Kim | 2025-03-02 | | | | |
| | L1 | U1 | recognised | Kim | 2025-03-02 | 4 | school rule 7 | 5 | {system} |
"""
LINES = """\
| Points conversions | system | points there | qualification | points here | decided by | on | document |
|                    | ECTS   | 5            | {holds_for}   | {here}      | {by}       | 2025-01-07 | minutes 3 |"""
UNDECIDED = "U1 Law: converted from 5 ECTS, without a decided row on the sheet Points conversions."


def credited(
    holds_for: str = "", here: str = "4", by: str = "Ms Roth", system: str = "ECTS", lines: str = LINES
) -> Ledger:
    said = lines.format(holds_for=holds_for, here=here, by=by)
    register, _ = parse(sheets_from_markdown(BOOK.format(lines=said, system=system)))
    return ledger(register, "L1", "Q1")


@pytest.mark.parametrize("system", ["ECTS", "ects"])
@pytest.mark.parametrize("holds_for", ["", "Q1"])
def test_the_explanation_names_the_line_by_which_points_were_converted(holds_for: str, system: str) -> None:
    found = credited(holds_for, system=system)
    assert found.points == Decimal(4)
    assert found.lines[1:3] == (
        "U1 Law: 4 instead of the table's 20, decided by Kim on 2 March 2025: school rule 7.",
        f"U1 Law: converted from 5 {system} by a conversion that Ms Roth decided on 7 January 2025 (minutes 3).",
    )


@pytest.mark.parametrize(
    ("here", "by", "lines"),
    [("3", "Ms Roth", LINES), ("4", "", LINES), ("4", "", "")],
    ids=["other points", "nobody decided", "no line"],
)
def test_points_without_a_decided_line_are_said_to_have_none(here: str, by: str, lines: str) -> None:
    found = credited(here=here, by=by, lines=lines)
    assert UNDECIDED in found.lines


def test_points_of_another_system_never_enter_the_sum_themselves() -> None:
    assert credited().lines[-1] == "4 of 60 points = 6.67 %, 56 left."
