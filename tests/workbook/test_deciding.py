"""What of a decision is entered: outcomes by name, units in part, and whoever has nothing to be decided on."""

from __future__ import annotations

from datetime import date

import pytest

from ecvet_office.model.errors import UsageError
from ecvet_office.workbook.deciding import Asked, DecisionPlan, plan_decisions, with_decisions
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.sheets import Sheets

DAY = date(2026, 6, 12)
BOOK = """
| Settings | setting | value |
| | coordinator | I1 |
| People | id | name | institution |
| | H1 | Maija Heino | I1 |
| | H2 | Maija Heino | I1 |
| Qualifications | id | title |
| | Q1 | Practical nurse |
| Units | id | title |
| | U1 | Home care |
| Unit points | qualification | unit | points |
| | Q1 | U1 | 40 |
| Outcomes | id | unit | kind | outcome |
| | 1.1 | U1 | S | plans |
| | 1.2 | U1 | S | visits |
| Learners | id | family name | given names | qualification |
| | L1 | Virtanen | Aino | Q1 |
| | L2 | Laine | Bruno | Q1 |
| Packages | id | name | host | qualification | targets |
| | K1 | Lyon | I2 | Q1 | 1.1 |
| Agreements | id | learner | package | status | planned start | planned end |
| | A1 | L1 | K1 | returned | 2026-03-02 | 2026-05-12 |
| Results | context | learner | outcome | achieved | date |
| | A1 | L1 | 1.1 | yes | 2026-04-01 |
| | A1 | L1 | 1.2 | {second} | 2026-04-01 |
| Decisions | learner | qualification | subject | context | step | by | on | reason |
"""


def book(second: str = "yes") -> Sheets:
    return sheets_from_markdown(BOOK.format(second=second))


def planned(
    second: str = "yes",
    *,
    learners: tuple[str, ...] = (),
    subjects: tuple[str, ...] = (),
    left_out: tuple[str, ...] = (),
) -> DecisionPlan:
    asked = Asked("validated", "H1", DAY, learners=learners, subjects=subjects, left_out=left_out)
    return plan_decisions(book(second), asked)


def subjects(plan: DecisionPlan) -> list[str]:
    return [one.subject for one in plan.entries]


def test_an_outcome_that_was_not_agreed_is_decided_on_only_by_name() -> None:
    assert subjects(planned()) == ["1.1"]
    assert subjects(planned(subjects=("1.2",))) == ["1.2"]


def test_a_unit_that_is_named_and_ready_in_part_is_entered_in_part_and_said_to_be() -> None:
    plan = planned("no", subjects=("U1",))
    assert subjects(plan) == ["1.1"]
    assert [(one.subject, str(one.place), one.why) for one in plan.not_decided] == [
        ("U1", "Results!D3", "1.2 is not achieved")
    ]


def test_a_learner_with_nothing_to_be_decided_on_is_told_of_at_the_learner_s_row() -> None:
    (one,) = planned(learners=("L2",)).not_decided
    assert (one.learner, str(one.place)) == ("L2", "Learners!A3")


def test_whoever_is_left_out_is_neither_entered_nor_told_of() -> None:
    plan = planned(learners=("L1",), left_out=("L1",))
    assert (plan.entries, plan.not_decided) == ((), ())


def test_the_rows_read_as_they_were_decided() -> None:
    found = parse(with_decisions(book(), planned()))[0].decisions
    assert [(one.learner, one.qualification, one.subject, one.context, one.step, one.by, one.on) for one in found] == [
        ("L1", "Q1", "1.1", "A1", "validated", "H1", DAY)
    ]


def test_a_name_that_two_people_bear_is_no_named_person() -> None:
    with pytest.raises(UsageError, match="may be H1 or H2: write the id"):
        plan_decisions(book(), Asked("validated", "Maija Heino", DAY))


def test_a_workbook_without_the_sheet_decisions_is_told_so() -> None:
    text = BOOK.format(second="yes").split("| Decisions")[0]
    with pytest.raises(UsageError, match="has no sheet Decisions"):
        plan_decisions(sheets_from_markdown(text), Asked("validated", "H1", DAY))
