"""What is before a recognition meeting: ready, extra, lacking, to be retaken; by the day of the meeting."""

from __future__ import annotations

from datetime import date

import pytest

from ecvet_office.credit.ledger import State, ledger
from ecvet_office.credit.meeting import MeetingCase, Standing, as_decided_by, meeting_cases
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse

MEETING = date(2026, 6, 12)
BOOK = """
| Settings | setting | value |
| | coordinator | I1 |
| Partners | id | name |
| | I1 | Pori |
| | I2 | Lyon |
| People | id | name | institution |
| | H1 | Maija Heino | I1 |
| Qualifications | id | title | before exam |
| | Q1 | Practical nurse | {before_exam} |
| Units | id | title |
| | U1 | Basics |
| | U2 | Home care |
| Unit points | qualification | unit | points | requires |
| | Q1 | U1 | 20 | |
| | Q1 | U2 | 40 | U1 |
| Outcomes | id | unit | kind | outcome |
| | 1.1 | U1 | S | washes |
| | 2.1 | U2 | S | plans |
| | 2.2 | U2 | S | visits |
| Learners | id | family name | given names | qualification |
| | L1 | Virtanen | Aino | Q1 |
| Packages | id | name | host | qualification | targets |
| | K1 | Lyon | I2 | Q1 | {targets} |
| Agreements | id | learner | package | home | status | planned start | planned end |
| | A1 | L1 | K1 | {home} | {status} | 2026-03-02 | 2026-06-12 |
| Results | context | learner | outcome | achieved | date |
{results}
| Decisions | learner | qualification | subject | context | step | by | on | reason |
{decisions}
"""
BOTH = "| | A1 | L1 | 2.1 | yes | 2026-04-01 |\n| | A1 | L1 | 2.2 | yes | 2026-04-02 |"
VALIDATED = "| | L1 | Q1 | U2 | A1 | validated | H1 | 2026-05-02 | |"


def cases(results: str = "", decisions: str = "", on: date = MEETING, **facts: str) -> tuple[MeetingCase, ...]:
    told = {"before_exam": "", "targets": "U2", "home": "", "status": "returned", **facts}
    text = BOOK.format(results=results, decisions=decisions, **told)
    return meeting_cases(parse(sheets_from_markdown(text))[0], on)


def only(results: str = "", decisions: str = "", on: date = MEETING, **facts: str) -> MeetingCase:
    (case,) = cases(results, decisions, on, **facts)
    return case


def lacks(case: MeetingCase) -> list[tuple[str, str]]:
    return [(one.text, str(one.place)) for one in case.lacks]


def test_a_unit_of_which_every_outcome_is_achieved_can_be_validated_as_a_whole() -> None:
    case = only(BOTH)
    assert (case.step, case.ready, case.lacks) == ("validated", ("U2",), ())


def test_of_a_unit_achieved_in_part_the_outcomes_can_be_validated_and_the_rest_is_to_be_retaken() -> None:
    case = only(BOTH.replace("2.2 | yes", "2.2 | no"))
    assert case.ready == ("2.1",)
    assert lacks(case) == [("2.2 is not achieved", "Results!D3")]
    assert [(one.outcome, one.standing) for one in case.to_retake] == [("2.2", Standing.NOT_ACHIEVED)]


def test_an_agreed_outcome_without_a_result_is_listed_from_the_last_day_of_the_stay() -> None:
    assert cases(on=date(2026, 6, 11)) == ()
    case = only(on=MEETING)
    assert (case.ready, lacks(case)[0]) == ((), ("2.1 has no result", "Agreements!A2"))
    assert [one.outcome for one in case.to_retake] == ["2.1", "2.2"]


def test_a_result_counts_from_its_day_on() -> None:
    assert only(BOTH, on=date(2026, 4, 2)).ready == ("U2",)
    early = only(BOTH, on=date(2026, 4, 1))
    assert (early.ready, lacks(early)) == (
        ("2.1",),
        [("2.2 has a result of 2 April 2026, after the meeting", "Results!E3")],
    )


def test_a_result_without_its_day_is_not_ready() -> None:
    case = only(BOTH.replace("2026-04-02", ""))
    assert (case.ready, lacks(case)) == (("2.1",), [("2.2 has a result without its day", "Results!E3")])


def test_an_outcome_that_was_assessed_without_being_agreed_stands_apart() -> None:
    case = only(BOTH, targets="2.1")
    assert (case.ready, case.extra) == (("2.1",), ("2.2",))


def test_outcomes_of_prior_learning_need_no_agreement() -> None:
    case = only(BOTH.replace("A1", "prior learning"), targets="1.1", on=date(2026, 6, 1))
    assert (case.unit, case.ready, case.extra) == ("U2", ("U2",), ())


def test_a_validated_unit_can_be_recognised_once_the_unit_that_it_requires_is() -> None:
    blocked = only(BOTH, VALIDATED)
    assert (blocked.step, blocked.ready) == ("recognised", ())
    assert lacks(blocked) == [("requires unit U1, which is not recognised by 12 June 2026", "Unit points!D3")]
    results = f"{BOTH}\n| | A1 | L1 | 1.1 | yes | 2026-04-01 |"
    of_the_first = VALIDATED.replace("U2", "U1")
    recognised = of_the_first.replace("validated", "recognised").replace("2026-05-02", "2026-06-12")
    decisions = f"{VALIDATED}\n{of_the_first}\n{recognised}"
    ready = only(results, decisions)
    assert (ready.unit, ready.step, ready.ready) == ("U2", "recognised", ("U2",))
    assert {one.ready for one in cases(results, decisions, on=date(2026, 6, 11)) if one.unit == "U2"} == {()}


def test_what_was_refused_comes_again_only_with_a_later_positive_result() -> None:
    refused = "| | L1 | Q1 | U2 | A1 | refused | H1 | 2026-05-02 | no evidence |"
    case = only(BOTH, refused)
    assert case.ready == ()
    assert {one.standing for one in case.outcomes} == {Standing.REFUSED}
    same_day, later = (
        BOTH + f"\n| | A1 | L1 | 2.1 | yes | {day} |\n| | A1 | L1 | 2.2 | yes | {day} |"
        for day in ("2026-05-02", "2026-05-03")
    )
    assert only(same_day, refused).ready == ()
    assert only(later, refused).ready == ("U2",)


def test_a_decision_without_who_or_when_is_to_be_completed_and_not_taken_again() -> None:
    case = only(BOTH, VALIDATED.replace("H1", ""))
    assert (case.ready, lacks(case)) == (
        (),
        [("U2 is entered as validated without who decided or when", "Decisions!F2")],
    )


def test_learners_whom_we_only_host_are_left_to_their_home_institution() -> None:
    text = BOOK.format(before_exam="", targets="U2", home="I2", status="returned", results=BOTH, decisions="")
    register = parse(sheets_from_markdown(text.replace("| Lyon | I2 | Q1 |", "| Pori | I1 | Q1 |")))[0]
    assert meeting_cases(register, MEETING) == ()


def test_deciding_what_is_ready_gives_the_unit_in_the_ledger() -> None:
    text = BOOK.format(before_exam="", targets="U2", home="", status="returned", results=BOTH, decisions=VALIDATED)
    register = parse(sheets_from_markdown(text))[0]
    states = {one.unit: one.state for one in ledger(register, "L1", "Q1").units}
    assert states["U2"] is State.VALIDATED


@pytest.mark.parametrize(
    ("on", "before", "step"),
    [
        (date(2026, 5, 1), False, "validated"),
        (date(2026, 5, 2), False, "recognised"),
        (date(2026, 5, 2), True, "validated"),
        (date(2026, 5, 3), True, "recognised"),
    ],
)
def test_decisions_after_a_day_are_left_out_and_those_of_the_day_where_it_is_asked(
    on: date, before: bool, step: str
) -> None:
    told = {"before_exam": "", "targets": "U2", "home": "", "status": "returned"}
    register = parse(sheets_from_markdown(BOOK.format(results=BOTH, decisions=VALIDATED, **told)))[0]
    (case,) = meeting_cases(as_decided_by(register, on, before=before), on)
    assert case.step == step
