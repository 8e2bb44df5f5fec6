"""Who owes which paper: what is open, whose turn it is, and what is overdue."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from ecvet_office.evaluation import evaluate
from ecvet_office.model.register import Register
from ecvet_office.report.owed_papers import (
    Standing,
    owed_csv,
    owed_json,
    owed_papers,
    owed_rows,
    owed_text,
    standing_text,
)
from ecvet_office.report.plain_text import unpainted
from ecvet_office.workbook.markdown import sheets_from_markdown

DUE = date(2026, 2, 14)
WORKBOOK = """
| Settings | setting | value |
| | coordinator | I1 |
| Partners | id | name | country |
| | I1 | Home College | Finland |
| | I2 | Host Lycée | France |
| Learners | id | family name | given names | date of birth | qualification |
| | L1 | Virtanen | Aino | 2008-05-14 | Q1 |
| Agreements | id | learner | host | planned start | planned end | status | withdrawn because |
| | A1 | L1 | I2 | 2026-03-02 | 2026-03-27 | {status} | {because} |
| Papers | number | document | version | subject | party | sent | due | reminded | returned | signed on |
{papers}
"""


def register(*papers: str, status: str = "sent", because: str = "") -> Register:
    text = WORKBOOK.format(papers="\n".join(papers), status=status, because=because)
    return evaluate(sheets_from_markdown(text), date(2026, 1, 1)).register


def paper(number: str, party: str, sent: str = "", due: str = "", *, version: int = 1, back: str = "") -> str:
    return f"| | {number} | learning agreement | {version} | A1 | {party} | {sent} | {due} | | {back} | |"


@pytest.mark.parametrize(
    ("on", "standing", "days"),
    [
        (date(2026, 2, 13), Standing.WAITED_FOR, 0),
        (date(2026, 2, 14), Standing.WAITED_FOR, 0),
        (date(2026, 2, 15), Standing.OVERDUE, 1),
    ],
)
def test_a_paper_is_overdue_from_the_day_after_it_was_due(on: date, standing: Standing, days: int) -> None:
    (found,) = owed_papers(register(paper("P1", "host", "2026-01-20", "2026-02-14")), on)
    assert (found.standing, found.days) == (standing, days)


def test_a_paper_that_came_back_is_owed_no_more() -> None:
    rows = [paper("P1", "host", "2026-01-20", back="2026-02-01"), "| | P2 | learning agreement | 1 | A1 | home | | | | | 2026-02-01 |"]  # fmt: skip # noqa: E501 # a row is one line
    assert owed_papers(register(*rows), DUE) == ()


def test_of_two_versions_only_the_later_is_owed() -> None:
    rows = [paper("P1", "host", "2026-01-20", "2026-02-01"), paper("P2", "host", version=2)]
    assert [one.paper.number for one in owed_papers(register(*rows), DUE)] == ["P2"]


def test_papers_are_sorted_by_the_day_they_are_due_and_those_without_one_are_last() -> None:
    rows = [
        paper("P1", "host"),
        paper("P2", "learner", "2026-01-20", "2026-03-01"),
        paper("P3", "home", "2026-01-20", "2026-02-01"),
    ]
    assert [one.paper.number for one in owed_papers(register(*rows), DUE)] == ["P3", "P2", "P1"]


@pytest.mark.parametrize(("party", "ower"), [("host", "I2"), ("home", "I1"), ("learner", "L1"), ("guardian 1", "L1")])
def test_whoever_signs_owes_the_paper(party: str, ower: str) -> None:
    (found,) = owed_papers(register(paper("P1", party)), DUE)
    assert found.ower == ower


def test_papers_of_a_withdrawn_stay_are_closed_with_the_reason() -> None:
    rows = [paper("P1", "host", "2026-01-20", "2026-02-01")]
    (found,) = owed_papers(register(*rows, status="withdrawn", because="moved to another school"), date(2026, 3, 1))
    assert found.standing is Standing.CLOSED
    assert standing_text(found) == "closed, withdrawn: moved to another school"


def test_a_withdrawn_stay_without_a_reason_says_that_nobody_wrote_one() -> None:
    (found,) = owed_papers(register(paper("P1", "host"), status="withdrawn"), DUE)
    assert standing_text(found) == "closed, withdrawn: nobody wrote why"


def test_the_text_has_a_table_for_each_who_owes_and_names_no_learner_unasked() -> None:
    known = register(paper("P1", "host", "2026-01-20", "2026-02-01"), paper("P2", "learner"))
    owed = owed_papers(known, DUE)
    lines = owed_text(known, owed, unpainted, None)
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "I2 Host Lycée",
        "learner L1",
        "2 papers open, 1 overdue",
    ]
    assert "overdue for 13 days" in "\n".join(lines)
    assert "learner L1 Aino Virtanen" in owed_text(known, owed, unpainted, None, names=True)


def test_what_was_never_sent_and_is_overdue_says_both() -> None:
    (found,) = owed_papers(register(paper("P1", "host", due="2026-02-01")), DUE)
    assert standing_text(found) == "overdue for 13 days, never sent"


def test_text_data_and_rows_say_the_same() -> None:
    known = register(paper("P1", "host", "2026-01-20", "2026-02-01"))
    owed = owed_papers(known, DUE)
    (told,) = owed_json(known, owed)
    assert told["ower"] == "I2"
    assert told["due"] == "2026-02-01"
    assert told["days_overdue"] == 13
    (row,) = csv.DictReader(io.StringIO(owed_csv(known, owed)))
    assert row == {key.replace("_", " "): "" if value is None else str(value) for key, value in told.items()}
    (cells,) = owed_rows(known, owed)
    assert cells[:3] == ["I2 Host Lycée", date(2026, 2, 1), "P1"]


GROUP = """
| Mobility groups | id |
| | G1 |
| Agreements | id | learner | home | host | group | status |
| | A1 | L1 | | I2 | G1 | withdrawn |
| | A2 | L2 | | I2 | G1 | {status} |
| Learners | id |
| | L1 |
| | L2 |
| Settings | setting | value |
| | coordinator | I1 |
| Partners | id | name |
| | I1 | Home College |
| | I2 | Host Lycée |
| Papers | number | document | version | subject | party |
| | P1 | group programme | 1 | G1 | home |
| | P2 | group programme | 1 | G1 | host |
"""


@pytest.mark.parametrize(("status", "standing"), [("sent", Standing.TO_SEND), ("withdrawn", Standing.CLOSED)])
def test_both_institutions_owe_the_programme_of_a_group_until_all_have_withdrawn(
    status: str, standing: Standing
) -> None:
    found = owed_papers(evaluate(sheets_from_markdown(GROUP.format(status=status)), DUE).register, DUE)
    assert [(one.ower, one.standing) for one in found] == [("I1", standing), ("I2", standing)]
