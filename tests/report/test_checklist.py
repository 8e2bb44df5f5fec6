"""The checklist of a stay: ticked by what the workbook shows, by hand only where nothing else shows it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecvet_office.cli import ecvet
from ecvet_office.evaluation import evaluate
from ecvet_office.model.register import Register
from ecvet_office.report.checklist import Checklist, Item, Standing, checklist_json, checklists
from ecvet_office.report.result_sheets import result_sheets
from ecvet_office.report.updating import update
from ecvet_office.rules.key_actions import KEY_ACTIONS
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.cells import read_workbook
from ecvet_office.workbook.markdown import sheets_from_markdown
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

DAY = date(2026, 1, 15)
STAY = """
| Learners | id | given names | family name | date of birth | qualification |
| | L1 | Aino | Virta | 2006-05-14 | Q1 |
| Qualifications | id | final examination | before the examination |
| | Q1 | {exam} | {worth} |
| Units | id |
| | U1 |
| Unit points | qualification | unit |
| | Q1 | U1 |
| Outcomes | id | unit |
| | 1.1 | U1 |
| | 1.2 | U1 |
| Partners | id | name |
| | H | Home College |
| | F | Lycée Exemple |
| Settings | setting | value |
| | coordinator | H |
| | profile | {profile} |
| Agreements | id | learner | host | status | units or outcomes | planned start | planned end | {column} |
| | A1 | L1 | F | {status} | {targets} | 2026-03-02 | 2026-03-27 | {said} |
"""
SEND, SIGN, PREPARE = (KEY_ACTIONS[place].words for place in (4, 5, 6))
RECEIVE, ASSESS, VALIDATE, DECIDE = (KEY_ACTIONS[place].words for place in (7, 9, 11, 12))


def register_of(more: str = "", **cells: str) -> Register:
    blanks = dict.fromkeys(("exam", "worth", "profile", "status", "said"), "")
    text = STAY.format(**{**blanks, "targets": "U1", "column": "progress so far", **cells}) + more
    return parse(sheets_from_markdown(text))[0]


def only(register: Register, on: date = DAY) -> Checklist:
    [found] = checklists(register, on)
    return found


def item(words: str, register: Register, on: date = DAY) -> Item:
    return next(one for one in only(register, on).items if one.action == words)


def test_every_stay_has_its_key_actions_in_order() -> None:
    items = only(register_of()).items
    assert [one.action for one in items] == [one.words for one in KEY_ACTIONS]
    assert [one.phase for one in items] == ["before"] * 7 + ["during"] * 3 + ["after"] * 4


def test_days_follow_from_the_dates_of_the_stay() -> None:
    register = register_of()
    due = {words: item(words, register).due for words in (SEND, RECEIVE, ASSESS, VALIDATE)}
    assert due == {
        SEND: date(2026, 1, 19),
        RECEIVE: date(2026, 3, 2),
        ASSESS: date(2026, 3, 26),
        VALIDATE: date(2026, 4, 24),
    }


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2026, 1, 18), Standing.OPEN),
        (date(2026, 1, 19), Standing.OPEN),
        (date(2026, 1, 20), Standing.OVERDUE),
    ],
    ids=["before", "on the day", "after"],
)
def test_an_action_is_overdue_the_day_after_it_was_due(on: date, standing: Standing) -> None:
    assert item(SEND, register_of(), on).standing is standing


PAPERS = """
| Papers | document | for | party | sent | signed on |
| | learning agreement | A1 | home | 2026-01-12 | 2026-01-13 |
| | learning agreement | A1 | host | 2026-01-12 | {host} |
| | learning agreement | A1 | learner | 2026-01-12 | 2026-01-12 |
"""


@pytest.mark.parametrize(
    ("host", "standing", "on"),
    [("2026-01-14", Standing.DONE, date(2026, 1, 14)), ("", Standing.OPEN, None)],
    ids=["all signed", "one has not"],
)
def test_an_agreement_is_signed_once_the_papers_of_all_parties_say_so(
    host: str, standing: Standing, on: date | None
) -> None:
    found = item(SIGN, register_of(PAPERS.format(host=host)))
    assert (found.standing, found.done_on) == (standing, on)


ASSESSED = """
| Results | context | learner | outcome | achieved | date |
| | A1 | L1 | 1.1 | yes | 2026-03-20 |
| | A1 | L1 | 1.2 | no | 2026-03-23 |
"""
DECIDED = """
| Decisions | learner | subject | context | step | by | on |
| | L1 | 1.1 | A1 | validated | Kim | 2026-04-01 |
| | L1 | 1.2 | A1 | refused | Kim | 2026-04-02 |
| | L1 | U1 | A1 | refused | Kim | 2026-04-03 |
"""


def test_results_and_decisions_tick_assessment_validation_and_recognition() -> None:
    register = register_of(ASSESSED + DECIDED)
    done = {words: item(words, register, date(2026, 5, 1)) for words in (ASSESS, VALIDATE, DECIDE)}
    assert {words: (one.done_on, one.told_by) for words, one in done.items()} == {
        ASSESS: (date(2026, 3, 23), "sheet Results"),
        VALIDATE: (date(2026, 4, 3), "sheet Decisions"),
        DECIDE: (date(2026, 4, 3), "sheet Decisions"),
    }


def test_a_result_of_another_stay_ticks_nothing() -> None:
    register = register_of(ASSESSED.replace("| A1 |", "| prior learning |"))
    assert item(ASSESS, register).standing is Standing.OPEN


NOTED = f"""
| Checklist entries | agreement | action | when | owner | due | done on | remark |
| | A1 | {PREPARE} | | Ms Roth | 2026-02-01 | 2026-01-10 | by phone |
| | A1 | {SIGN} | | | | 2026-01-10 | |
| | A1 | Book a room | before | Kim | 2026-01-14 | | |
"""


def test_what_nothing_else_shows_is_noted_by_hand_with_another_owner_and_day() -> None:
    found = item(PREPARE, register_of(NOTED))
    assert (found.owner, found.due, found.done_on) == ("Ms Roth", date(2026, 2, 1), date(2026, 1, 10))
    assert (found.standing, found.told_by, found.remark) == (Standing.DONE, "noted by hand", "by phone")


def test_a_note_by_hand_never_ticks_what_the_papers_have_to_show() -> None:
    found = item(SIGN, register_of(NOTED))
    assert (found.standing, found.done_on, found.told_by) == (Standing.OPEN, None, "")


def test_an_action_of_ones_own_stands_behind_the_key_actions_of_its_phase() -> None:
    items = only(register_of(NOTED)).items
    assert [one.action for one in items[6:9]] == [PREPARE, "Book a room", RECEIVE]
    assert items[7].standing is Standing.OVERDUE


def test_owners_are_the_institutions_or_the_people_whom_the_agreement_names() -> None:
    register = register_of()
    assert (item(SEND, register).owner, item(RECEIVE, register).owner) == ("Home College", "Lycée Exemple")
    assert item(ASSESS, register).owner == "Lycée Exemple"
    assert item(ASSESS, register_of(column="assessor", said="Ms Blanc")).owner == "Ms Blanc"


def test_units_are_not_decided_on_where_only_a_part_is_agreed_or_the_examination_decides() -> None:
    for register in (
        register_of(targets="1.1"),
        register_of(exam="yes", worth="prepares for the examination"),
    ):
        assert DECIDE not in [one.action for one in only(register).items]


def test_no_memorandum_is_asked_for_where_the_profile_needs_none() -> None:
    words = [one.action for one in only(register_of(profile="Erasmus-only")).items]
    assert words[0] == KEY_ACTIONS[1].words


def test_a_stay_that_was_withdrawn_has_no_checklist() -> None:
    assert checklists(register_of(status="withdrawn"), DAY) == ()


# --- shells ---------------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "plan.xlsx"
    write_new("mobility", path, example=True)
    return path


def test_the_command_names_learners_by_id_and_tells_of_what_is_overdue(example: Path) -> None:
    done = run("checklist", example, "--learner", "L1", "--on", "2026-01-15")
    assert done.exit_code == 1
    assert "A1 · L1 · decided: 10 of 14 actions done" in done.output
    assert "Virtanen" not in done.output
    assert "Virtanen" in run("checklist", example, "--learner", "L1", "--names", "--on", "2026-01-15").output


def test_the_json_gives_days_as_year_month_day(example: Path, tmp_path: Path) -> None:
    target = tmp_path / "list.json"
    assert run("checklist", example, "--format", "json", "-o", target, "--on", "2025-01-01").exit_code == 0
    stays = json.loads(target.read_text(encoding="utf-8"))["stays"]
    evaluation = evaluate(read(example), date(2025, 1, 1))
    assert stays == json.loads(json.dumps(checklist_json(checklists(evaluation.register, date(2025, 1, 1)))))["stays"]
    assert stays[0]["actions"][0] == {
        "phase": "before",
        "action": "Sign the memorandum with the partner",
        "owner": "Satakunta Example Vocational College",
        "due": "2025-01-02",
        "state": "done",
        "done_on": "2024-08-27",
        "told_by": "sheet Papers",
    }


def test_an_update_fills_the_sheet_and_shows_it(example: Path, tmp_path: Path) -> None:
    evaluation = evaluate(read(example), DAY)
    receipt = update(example, evaluation, tmp_path / "out.xlsx")
    assert "Checklist" in receipt.sheets
    sheet = next(one for one in read_workbook(receipt.path).sheets if one.title == "Checklist")
    assert sum(1 for _ in sheet.rows()) > len(result_sheets(evaluation)["Checklist"]) - 1
    headers, first, *_ = result_sheets(evaluation)["Checklist"]
    assert len(headers) == len(first)
