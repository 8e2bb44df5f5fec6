"""Where a final examination decides: outcomes are documented, say what they are worth, and give no points."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from ecvet_office.credit.ledger import Ledger, State, ledger
from ecvet_office.evaluation import evaluate
from ecvet_office.model.qualifications import BEFORE_EXAM
from ecvet_office.report.credit import credit_json, ledger_text
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

BOOK = """
| Learners | id | qualification |
|          | L1 | Q1            |
| Qualifications | id | title               | points | final examination | before the examination |
|                | Q1 | Industrial mechanic | 60     | yes               | {worth}                |
| Units | id | title   |
|       | U1 | Turning |
|       | U2 | Milling |
| Unit points | qualification | unit | points |
|             | Q1            | U1   | 40     |
|             | Q1            | U2   | 20     |
| Outcomes | id  | unit |
|          | 1.1 | U1   |
|          | 2.1 | U2   |
|          | 2.2 | U2   |
| Results | context        | learner | outcome | achieved | date       |
|         | prior learning | L1      | 1.1     | yes      | 2025-03-01 |
|         | prior learning | L1      | 2.1     | yes      | 2025-03-01 |
{more}
| Decisions | learner | subject | step       | by  | on         |
|           | L1      | U1      | validated  | Kim | 2025-03-02 |
|           | L1      | U2      | validated  | Kim | 2025-03-02 |
{decided}
"""
THE_LAST = "|         | prior learning | L1      | 2.2     | yes      | 2025-03-01 |"
RECOGNISED = "|           | L1      | U1      | recognised | Kim | 2025-03-03 |"


def book(worth: str, *, more: str = "", decided: str = "") -> str:
    return "\n".join(one for one in BOOK.format(worth=worth, more=more, decided=decided).splitlines() if one)


def ledger_of(text: str) -> Ledger:
    register, findings = parse(sheets_from_markdown(text))
    assert findings == []
    return ledger(register, "L1", "Q1")


@pytest.mark.parametrize("worth", BEFORE_EXAM[1:])
def test_validated_units_are_documented_and_give_no_points(worth: str) -> None:
    found = ledger_of(book(worth))
    assert [one.state for one in found.units] == [State.DOCUMENTED, State.OPEN]
    assert [one.points for one in found.units] == [0, 0]
    assert (found.points, found.eligible, found.missing) == (Decimal(0), False, ("U2",))


@pytest.mark.parametrize("worth", ["", BEFORE_EXAM[0]])
def test_an_examination_after_which_units_count_as_ever_changes_nothing(worth: str) -> None:
    found = ledger_of(book(worth, decided=RECOGNISED))
    assert [one.state for one in found.units] == [State.RECOGNISED, State.OPEN]
    assert (found.points, found.examination) == (Decimal(40), "")


def test_a_recognition_that_the_country_does_not_give_has_no_effect_and_is_said() -> None:
    found = ledger_of(book("prepares for the examination", decided=RECOGNISED))
    assert found.units[0].state is State.DOCUMENTED
    assert found.units[0].recognised_on is None
    assert found.points == 0
    assert found.blocked_by == (
        "U1 Turning is recorded as recognised, which has no effect: the final examination decides",
    )


def test_everything_documented_makes_nobody_eligible() -> None:
    found = ledger_of(book("exempts from part of the examination", more=THE_LAST))
    assert found.missing == ()
    assert not found.eligible
    assert found.lines == (
        (
            "U1 Turning: documented, 1 of 1 outcomes achieved (1.1); they exempt from part of the final examination, "
            "and give no points now."
        ),
        (
            "U2 Milling: documented, 2 of 2 outcomes achieved (2.1, 2.2); they exempt from part of the final "
            "examination, and give no points now."
        ),
        (
            "Everything that a valid path requires is documented. The final examination decides on the whole "
            "qualification; documented outcomes exempt from part of the final examination."
        ),
        "0 of 60 points = 0.00 %, 60 left.",
    )


def test_text_json_and_the_sheet_progress_say_that_the_examination_decides() -> None:
    sheets = sheets_from_markdown(book("on record only"))
    evaluation = evaluate(sheets, date(2026, 1, 15))
    [found] = evaluation.ledgers
    text = "\n".join(ledger_text(evaluation.register, found))
    assert "U1 Turning  documented  0 of 40  1 of 1" in text
    assert "documented outcomes stand on record for the final examination" in text
    [learner] = json.loads(json.dumps(credit_json(evaluation.register, [found])))["learners"]
    assert learner["examination"].startswith("The final examination decides")
    [_, row] = result_sheets(evaluation)["Progress"]
    assert row[-2:] == [
        "no",
        (
            "not documented: U2 Milling; The final examination decides on the whole qualification; documented outcomes "
            "stand on record for the final examination"
        ),
    ]
